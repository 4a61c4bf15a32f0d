/* Tallies of the open session, the openings of a bin, and the second person's figures.
 *
 * Taking one off is decided here and not by who taps: rows are written in the order of the taps, so
 * "the newest +1 that still stands" is known here even when taps and saves overlap. */
#include "store/store_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* --- one more, one less --- */

/* The next number in a table of this session. */
static bool next_seq(struct store *s, const char *question, int64_t session, int64_t *ret_seq,
                     struct err *err) {
    return db_ask_int(s->db, err, ret_seq, 1, question, "i", session);
}

/* The group of an opening that nobody has confirmed yet. */
static bool opening_group(struct store *s, int64_t session, int32_t opening, bool *ret_confirmed,
                          char group[TALLY_WORD], struct err *err) {
    struct db_rows *r =
        db_ask(s->db,
               "SELECT grp, EXISTS (SELECT 1 FROM confirmation WHERE session = o.session"
               " AND opening = o.seq) FROM opening o WHERE session = ? AND seq = ?",
               "ii", session, (int64_t)opening);
    bool found = db_next(r);
    if (found) {
        str_copy(group, TALLY_WORD, db_text(r, 0));
        *ret_confirmed = db_int(r, 1);
    }
    if (!db_done(r, err))
        return false;
    return found || err_set(err, ERR_INPUT, "that opening is not there: start a new one");
}

static bool may_tally(struct store *s, int64_t session, const char *item, int32_t opening,
                      struct err *err) {
    char group[TALLY_WORD] = "";
    bool confirmed = false;
    if (!tally_key_valid(item))
        return err_set(err, ERR_INPUT, "\"%.20s\" is nothing that can be tallied", item);
    if (!life_must_be_open(s, session, err))
        return false;
    if (opening == 0)
        return true;
    if (!opening_group(s, session, opening, &confirmed, group, err))
        return false;
    if (!tally_key_is_of(item, group))
        return err_set(err, ERR_INPUT, "that does not belong into this opening");
    return !confirmed ||
           err_set(err, ERR_INPUT,
                   "this opening is confirmed already: correct it, or start a new one");
}

static bool sum_of(struct store *s, int64_t session, const char *item, int32_t opening,
                   int64_t *ret_sum, struct err *err) {
    return db_ask_int(s->db, err, ret_sum, 0,
                      "SELECT coalesce(sum(n), 0) FROM tally WHERE session = ? AND item = ?"
                      " AND opening = ?",
                      "iti", session, item, (int64_t)opening);
}

/* Which +1 a row of -1 takes back: the newest that still stands, 0 if none does. */
static bool find_undone(struct store *s, int64_t session, const char *item, int32_t opening,
                        int64_t *ret_seq, struct err *err) {
    return db_ask_int(s->db, err, ret_seq, 0,
                      "SELECT coalesce(max(seq), 0) FROM tally t WHERE session = ? AND item = ?"
                      " AND opening = ? AND n = 1 AND NOT EXISTS"
                      " (SELECT 1 FROM tally WHERE session = t.session AND undoes = t.seq)",
                      "iti", session, item, (int64_t)opening);
}

static bool add_tally(struct store *s, int64_t session, const char *item, int32_t opening,
                      int32_t n, struct err *err) {
    int64_t seq, sum = 0, undoes = 0;
    if (!may_tally(s, session, item, opening, err) ||
        !next_seq(s, "SELECT 1 + coalesce(max(seq), 0) FROM tally WHERE session = ?", session, &seq,
                  err) ||
        (n < 0 && !sum_of(s, session, item, opening, &sum, err)) ||
        (n == -1 && !find_undone(s, session, item, opening, &undoes, err)))
        return false;
    if (n < 0 && sum + n < 0)
        return err_set(err, ERR_INPUT, "there cannot be fewer than 0 of it");
    return db_run(s->db, err,
                  "INSERT INTO tally(session, seq, item, opening, n, undoes, boot, mono, wall)"
                  " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  "iitiiiiii", session, seq, item, (int64_t)opening, (int64_t)n, undoes,
                  s->boot.number, clock_mono(s->clock), boot_raw_wall(s));
}

bool store_tally(struct store *s, int64_t session, const char *item, int32_t opening, int32_t n,
                 struct err *err) {
    if (n == 0 || abs(n) > TALLY_MOST)
        return err_set(err, ERR_INPUT, "1 to %d can be tallied at once", TALLY_MOST);
    if (!db_begin(s->db, __func__, err))
        return false;
    if (add_tally(s, session, item, opening, n, err))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}

/* --- openings --- */

static bool add_opening(struct store *s, int64_t session, const char *group, int64_t *ret_seq,
                        struct err *err) {
    int64_t unconfirmed;
    if (!life_must_be_open(s, session, err) ||
        !db_ask_int(s->db, err, &unconfirmed, 0,
                    "SELECT count(*) FROM opening o WHERE session = ? AND grp = ? AND NOT EXISTS"
                    " (SELECT 1 FROM confirmation WHERE session = o.session AND opening = o.seq)",
                    "it", session, group) ||
        !next_seq(s, "SELECT 1 + coalesce(max(seq), 0) FROM opening WHERE session = ?", session,
                  ret_seq, err))
        return false;
    if (unconfirmed > 0)
        return err_set(err, ERR_INPUT, "the last opening is not finished yet: finish it first");
    return db_run(s->db, err,
                  "INSERT INTO opening(session, seq, grp, boot, mono, wall)"
                  " VALUES(?, ?, ?, ?, ?, ?)",
                  "iitiii", session, *ret_seq, group, s->boot.number, clock_mono(s->clock),
                  boot_raw_wall(s));
}

bool store_tally_open(struct store *s, int64_t session, const char *group, int32_t *ret_opening,
                      struct err *err) {
    char key[TALLY_KEY];
    int64_t seq = 0;
    snprintf(key, sizeof key, "%.20s/x", group);
    if (!tally_key_valid(key))
        return err_set(err, ERR_INPUT, "\"%.20s\" is nothing that can be opened", group);
    if (!db_begin(s->db, __func__, err))
        return false;
    if (!add_opening(s, session, group, &seq, err)) {
        db_rollback(s->db);
        return false;
    }
    if (!db_commit(s->db, err))
        return false;
    *ret_opening = (int32_t)seq;
    return true;
}

/* --- the second person --- */

/* What stood until now: the last figure that was confirmed, else what was tallied. */
static bool figure_so_far(struct store *s, int64_t session, const char *item, int32_t opening,
                          int64_t *ret_n, struct err *err) {
    enum { NONE = -1 };
    return db_ask_int(s->db, err, ret_n, NONE,
                      "SELECT second FROM confirmation WHERE session = ? AND opening = ?"
                      " AND item = ? ORDER BY seq DESC LIMIT 1",
                      "iit", session, (int64_t)opening, item) &&
           (*ret_n != NONE || sum_of(s, session, item, opening, ret_n, err));
}

static bool add_figure(struct store *s, int64_t session, int32_t opening, const char *item,
                       int32_t n, const char *who, struct err *err) {
    int64_t seq, first;
    if (n < 0 || n > TALLY_MOST)
        return err_set(err, ERR_INPUT, "0 to %d can be confirmed", TALLY_MOST);
    return figure_so_far(s, session, item, opening, &first, err) &&
           next_seq(s, "SELECT 1 + coalesce(max(seq), 0) FROM confirmation WHERE session = ?",
                    session, &seq, err) &&
           db_run(s->db, err,
                  "INSERT INTO confirmation(session, seq, opening, item, first, second, who, boot,"
                  " mono, wall) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  "iiitiitiii", session, seq, (int64_t)opening, item, first, (int64_t)n, who,
                  s->boot.number, clock_mono(s->clock), boot_raw_wall(s));
}

/* Is anything left that was tallied in this opening and has no second figure? */
static bool must_be_whole(struct store *s, int64_t session, int32_t opening, struct err *err) {
    int64_t left;
    if (!db_ask_int(s->db, err, &left, 0,
                    "SELECT count(*) FROM (SELECT item FROM tally t WHERE session = ? AND"
                    " opening = ? AND NOT EXISTS (SELECT 1 FROM confirmation WHERE"
                    "  session = t.session AND opening = t.opening AND item = t.item)"
                    " GROUP BY item HAVING sum(n) <> 0)",
                    "ii", session, (int64_t)opening))
        return false;
    return left == 0 ||
           err_set(err, ERR_INPUT, "everything that was tallied needs a second figure");
}

static bool confirm(struct store *s, int64_t session, int32_t opening,
                    const struct tally_count *count, size_t n, const char *who, struct err *err) {
    char group[TALLY_WORD] = "", item[TALLY_KEY];
    bool confirmed;
    if (!life_must_be_open(s, session, err) ||
        !opening_group(s, session, opening, &confirmed, group, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        snprintf(item, sizeof item, "%s/%s", group, count[i].item);
        if (!tally_key_valid(item))
            return err_set(err, ERR_INPUT, "\"%.20s\" is nothing that can be tallied", item);
        if (!add_figure(s, session, opening, item, count[i].n, who, err))
            return false;
    }
    return must_be_whole(s, session, opening, err);
}

bool store_tally_confirm(struct store *s, int64_t session, int32_t opening,
                         const struct tally_count *count, size_t n, const char *who,
                         struct err *err) {
    if (!tally_initials_valid(who))
        return err_set(err, ERR_INPUT, "initials are 2 to 4 letters");
    if (n == 0)
        return err_set(err, ERR_INPUT, "there is no figure to be confirmed");
    if (!db_begin(s->db, __func__, err))
        return false;
    if (confirm(s, session, opening, count, n, who, err))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}

/* --- reading --- */

static bool count_rows(struct store *s, const char *question, int64_t session, size_t *ret_n,
                       struct err *err) {
    int64_t n;
    if (!db_ask_int(s->db, err, &n, 0, question, "i", session))
        return false;
    *ret_n = (size_t)n;
    return true;
}

static bool read_sums(struct store *s, struct tallies *t, struct err *err) {
    size_t max, n = 0;
    if (!count_rows(s,
                    "SELECT count(*) FROM (SELECT 1 FROM tally WHERE session = ? GROUP BY item,"
                    " opening)",
                    t->session, &max, err))
        return false;
    t->sum = arena_array(&t->arena, max, sizeof *t->sum);
    struct db_rows *r = db_ask(s->db,
                               "SELECT item, opening, sum(n) FROM tally WHERE session = ?"
                               " GROUP BY item, opening ORDER BY opening, min(seq)",
                               "i", t->session);
    for (; n < max && db_next(r); n++) {
        STR_COPY(t->sum[n].item, db_text(r, 0));
        t->sum[n].opening = (int32_t)db_int(r, 1);
        t->sum[n].n = db_int(r, 2);
    }
    t->sums = n;
    return db_done(r, err);
}

static bool read_openings(struct store *s, struct tallies *t, struct err *err) {
    size_t max, n = 0;
    if (!count_rows(s, "SELECT count(*) FROM opening WHERE session = ?", t->session, &max, err))
        return false;
    t->opening = arena_array(&t->arena, max, sizeof *t->opening);
    struct db_rows *r = db_ask(s->db,
                               "SELECT seq, grp, wall + shift_ms FROM opening JOIN boot"
                               " ON boot = number WHERE session = ? ORDER BY seq",
                               "i", t->session);
    for (; n < max && db_next(r); n++) {
        t->opening[n].seq = (int32_t)db_int(r, 0);
        STR_COPY(t->opening[n].group, db_text(r, 1));
        date_of_wall(db_int(r, 2), &t->opening[n].minute);
    }
    t->openings = n;
    return db_done(r, err);
}

static void set_confirmed(struct tallies *t, int32_t opening) {
    for (size_t i = 0; i < t->openings; i++)
        if (t->opening[i].seq == opening)
            t->opening[i].confirmed = true;
}

static bool read_figures(struct store *s, struct tallies *t, struct err *err) {
    size_t max, n = 0;
    if (!count_rows(s, "SELECT count(*) FROM confirmation WHERE session = ?", t->session, &max,
                    err))
        return false;
    t->figure = arena_array(&t->arena, max, sizeof *t->figure);
    struct db_rows *r = db_ask(s->db,
                               "SELECT opening, item, first, second, who FROM confirmation"
                               " WHERE session = ? ORDER BY seq",
                               "i", t->session);
    for (; n < max && db_next(r); n++) {
        struct tally_figure *f = &t->figure[n];
        f->opening = (int32_t)db_int(r, 0);
        STR_COPY(f->item, db_text(r, 1));
        f->first = db_int(r, 2);
        f->second = db_int(r, 3);
        STR_COPY(f->who, db_text(r, 4));
        set_confirmed(t, f->opening);
    }
    t->figures = n;
    return db_done(r, err);
}

bool store_tallies(struct store *s, int64_t session, struct tallies *ret, struct err *err) {
    struct tallies t = {.session = session};
    if (!db_begin_read(s->db, __func__, err))
        return false;
    if (read_sums(s, &t, err) && read_openings(s, &t, err) && read_figures(s, &t, err) &&
        db_commit(s->db, err)) {
        *ret = t;
        return true;
    }
    db_rollback(s->db);
    arena_free(&t.arena);
    return false;
}
