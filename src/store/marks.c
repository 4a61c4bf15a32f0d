/* The open session: its bands and its marks.
 *
 * Adding heads is what a kiosk does all day while somebody waits for the number to turn solid. It
 * is one statement, which finds the next number and looks at what must be true by itself; only what
 * takes away needs a second look, in a transaction. */
#include "store/store_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum { HEADS_MAX = 100000, CLASS_MAX = 999 };

static const char *const kind_names[] = {
    [MARK_ADD] = "add",          [MARK_UNDO] = "undo",      [MARK_EXACT] = "exact",
    [MARK_CHECK_IN] = "checkin", [MARK_WALK_IN] = "walkin", [MARK_SIGN_IN] = "signin"};

static enum mark_kind kind_from(const char *name) {
    enum mark_kind kind = MARK_ADD;
    while (kind < MARK_SIGN_IN && strcmp(kind_names[kind], name) != 0)
        kind++;
    return kind;
}

/* --- bands and measures --- */

bool store_add_band(struct store *s, int64_t session, const char *band, struct err *err) {
    if (!band_find(band))
        return err_set(err, ERR_INPUT, "there is no group \"%.20s\"", band);
    return db_run(s->db, err,
                  "INSERT INTO session_band(session, position, band)"
                  " SELECT ?1, coalesce(max(position) + 1, 0), ?2 FROM session_band"
                  " WHERE session = ?1 HAVING coalesce(max(band = ?2), 0) = 0",
                  "it", session, band);
}

bool store_set_qualifier(struct store *s, int64_t session, enum qualifier q, struct err *err) {
    return life_may_say(q, err) &&
           db_run(s->db, err, "UPDATE session SET qualifier = ? WHERE id = ?", "ti",
                  qualifier_name(q), session);
}

bool store_set_class_size(struct store *s, int64_t session, int size, struct err *err) {
    if (size < 1 || size > CLASS_MAX)
        return err_set(err, ERR_INPUT, "a class has 1 to %d heads", CLASS_MAX);
    return db_run(s->db, err, "UPDATE session SET class_size = ? WHERE id = ?", "ii", (int64_t)size,
                  session);
}

/* --- marks --- */

static bool why_no_mark(struct store *s, int64_t session, const char *band, struct err *err) {
    return life_must_be_open(s, session, err) &&
           err_set(err, ERR_INPUT, "this session has no group \"%.20s\": add it first", band);
}

/* One question for all that a mark must know: each more costs a tap about as much as it costs to
 * write the page. It is asked apart from the INSERT, although SQL could do both at once: a
 * statement that reads the table it writes, or returns what it wrote, makes a table in memory
 * first, which costs as much as the rest; so does one that sorts. */
#define NEXT_NUMBER "SELECT 1 + coalesce((SELECT max(seq) FROM mark WHERE session = ?1), 0)"
#define IF_OPEN                                                                                    \
    " WHERE (SELECT what FROM life WHERE session = ?1 ORDER BY seq DESC LIMIT 1)"                  \
    "  IN ('opened', 'reopened')"

static bool next_in(struct store *s, int64_t session, const char *band, struct next_mark *ret,
                    struct err *err) {
    struct next_mark next = {.seq = 0};
    if (!db_ask_int(s->db, err, &next.seq, 0,
                    NEXT_NUMBER IF_OPEN
                    " AND EXISTS (SELECT 1 FROM session_band WHERE session = ?1 AND band = ?2)",
                    "it", session, band))
        return false;
    if (next.seq == 0)
        return why_no_mark(s, session, band, err);
    STR_COPY(next.band, band);
    *ret = next;
    return true;
}

bool mark_next_of_adults(struct store *s, int64_t session, struct next_mark *ret, struct err *err) {
    struct next_mark next = {.seq = 0};
    struct db_rows *r = db_ask(
        s->db,
        NEXT_NUMBER
        ", coalesce((SELECT band FROM session_band WHERE session = ?1 AND band = 'adult'),"
        "  (SELECT band FROM session_band WHERE session = ?1 ORDER BY position LIMIT 1))" IF_OPEN,
        "i", session);
    if (db_next(r)) {
        next.seq = db_int(r, 0);
        STR_COPY(next.band, db_text(r, 1));
    }
    if (!db_done(r, err))
        return false;
    if (next.band[0] == '\0')
        return why_no_mark(s, session, "adult", err);
    *ret = next;
    return true;
}

bool mark_insert(struct store *s, int64_t session, const struct next_mark *at,
                 const struct new_mark *m, struct err *err) {
    if (!db_run(s->db, err,
                "INSERT INTO mark(session, seq, kind, band, n, undoes, boot, mono, wall, entry)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                "iittiiiiit", session, at->seq, kind_names[m->kind], at->band, (int64_t)m->n,
                (int64_t)m->undoes, s->boot.number, clock_mono(s->clock), boot_raw_wall(s),
                m->entry ? m->entry : ""))
        return false;
    here_add(s, session, at->seq, m);
    return true;
}

bool mark_end(struct store *s, bool ok, struct err *err) {
    if (ok && db_commit(s->db, err))
        return true;
    if (!ok)
        db_rollback(s->db);
    here_forget(s);
    return false;
}

/* The mark that an undo names, its band and the opposite of its heads. */
static bool find_undone(struct store *s, int64_t session, int32_t seq, char band[12],
                        int32_t *ret_n, struct err *err) {
    struct db_rows *r = db_ask(s->db,
                               "SELECT kind, band, n, EXISTS (SELECT 1 FROM mark WHERE"
                               "  session = m.session AND undoes = m.seq AND kind = 'undo')"
                               " FROM mark m WHERE session = ? AND seq = ?",
                               "ii", session, (int64_t)seq);
    bool found = db_next(r), undo = false, undone = false;
    if (found) {
        undo = kind_from(db_text(r, 0)) == MARK_UNDO;
        undone = db_int(r, 3);
        str_copy(band, 12, db_text(r, 1));
        *ret_n = (int32_t)-db_int(r, 2);
    }
    if (!db_done(r, err))
        return false;
    if (!found)
        return err_set(err, ERR_INPUT, "that step is not there: nothing was undone");
    if (undo || undone)
        return err_set(err, ERR_INPUT,
                       undo ? "an undo cannot be undone: count again instead"
                            : "that step is undone already");
    return true;
}

static bool may_take_away(struct store *s, int64_t session, const char *band, int32_t n,
                          struct err *err) {
    int64_t sum;
    if (!db_ask_int(s->db, err, &sum, 0,
                    "SELECT coalesce(sum(n), 0) FROM mark WHERE session = ? AND band = ?", "it",
                    session, band))
        return false;
    return sum + n >= 0 || err_set(err, ERR_INPUT, "a group cannot have fewer than 0 heads");
}

static bool add_mark(struct store *s, int64_t session, enum mark_kind kind, const char *band,
                     int32_t n, int32_t undoes, int32_t *ret_seq, struct err *err) {
    char of[12];
    struct next_mark at;
    if (kind == MARK_UNDO) {
        if (!find_undone(s, session, undoes, of, &n, err))
            return false;
        band = of;
    }
    const struct new_mark m = {.kind = kind, .n = n, .undoes = undoes};
    if ((n < 0 && !may_take_away(s, session, band, n, err)) ||
        !next_in(s, session, band, &at, err) || !mark_insert(s, session, &at, &m, err))
        return false;
    *ret_seq = (int32_t)at.seq;
    return true;
}

bool store_mark(struct store *s, int64_t session, enum mark_kind kind, const char *band, int32_t n,
                int32_t undoes, int32_t *ret_seq, struct err *err) {
    int32_t seq = 0;
    if (kind == MARK_UNDO)
        n = 0;
    else
        undoes = 0;
    if (abs(n) > HEADS_MAX || (n == 0 && kind == MARK_ADD))
        return err_set(err, ERR_INPUT, "1 to %d heads can be added at once", HEADS_MAX);
    if (!db_begin(s->db, __func__, err))
        return false;
    bool ok = add_mark(s, session, kind, band, n, undoes, &seq, err);
    if (!mark_end(s, ok, err))
        return false;
    *ret_seq = seq;
    return true;
}

/* --- the tape --- */

static struct session_band *tape_band(struct tape *t, const char *key) {
    for (size_t i = 0; i < t->bands; i++)
        if (strcmp(t->band[i].key, key) == 0)
            return &t->band[i];
    if (t->bands == BAND_MAX)
        return NULL; /* a key of another program: its heads stay in the session's sum */
    struct session_band *b = &t->band[t->bands++];
    STR_COPY(b->key, key);
    return b;
}

static bool read_bands(struct store *s, struct tape *t, struct err *err) {
    struct db_rows *r =
        db_ask(s->db, "SELECT band FROM session_band WHERE session = ? ORDER BY position", "i",
               t->session);
    while (db_next(r))
        tape_band(t, db_text(r, 0));
    return db_done(r, err);
}

static void tape_add(struct tape *t, const struct mark *m) {
    t->mark[t->marks++] = *m;
    struct session_band *b = tape_band(t, m->band);
    if (b)
        b->sum += m->n;
    for (size_t i = t->marks; m->undoes && i-- > 0;) {
        if (t->mark[i].seq == m->undoes) {
            t->mark[i].undone = true;
            break;
        }
    }
}

static bool read_marks(struct store *s, struct tape *t, struct err *err) {
    int64_t count;
    if (!db_ask_int(s->db, err, &count, 0, "SELECT count(*) FROM mark WHERE session = ?", "i",
                    t->session))
        return false;
    t->mark = arena_array(&t->arena, count ? (size_t)count : 1, sizeof(*t->mark));
    struct db_rows *r =
        db_ask(s->db,
               "SELECT seq, kind, n, undoes, band, wall + shift_ms, confirmed, entry"
               " FROM mark JOIN boot ON boot = number WHERE session = ?"
               " ORDER BY seq",
               "i", t->session);
    while (t->marks < (size_t)count && db_next(r)) {
        struct mark m = {.seq = (int32_t)db_int(r, 0),
                         .kind = kind_from(db_text(r, 1)),
                         .n = (int32_t)db_int(r, 2),
                         .undoes = (int32_t)db_int(r, 3),
                         .wall = db_int(r, 5),
                         .unconfirmed = !db_int(r, 6)};
        STR_COPY(m.band, db_text(r, 4));
        STR_COPY(m.entry, db_text(r, 7));
        tape_add(t, &m);
    }
    return db_done(r, err);
}

static bool read_tape(struct store *s, struct tape *t, struct err *err) {
    struct session x;
    if (!life_session(s, t->session, &t->arena, &x, err))
        return false;
    struct db_rows *r =
        db_ask(s->db, "SELECT qualifier, class_size FROM session WHERE id = ?", "i", t->session);
    t->life = x.life;
    if (db_next(r)) {
        t->qualifier = qualifier_from(db_text(r, 0));
        t->class_size = (int)db_int(r, 1);
    }
    return db_done(r, err) && read_bands(s, t, err) && read_marks(s, t, err);
}

bool store_tape(struct store *s, int64_t session, struct tape *ret, struct err *err) {
    struct tape t = {.session = session};
    if (!db_begin_read(s->db, __func__, err))
        return false;
    if (read_tape(s, &t, err) && db_commit(s->db, err)) {
        *ret = t;
        return true;
    }
    db_rollback(s->db);
    arena_free(&t.arena);
    return false;
}
