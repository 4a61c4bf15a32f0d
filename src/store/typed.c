/* What a coordinator writes about the actions of the plan, and what of it lapses. */
#include "store/store_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* --- writing --- */

static const char *iso(struct date d, char out[11]) {
    date_iso(d, out);
    return out;
}

/* What became of an update last: 'written', 'replaced', 'withdrawn'. One that was never written is
 * an error. */
static bool state_of(struct store *s, int64_t seq, char action[32], enum typed_state *ret,
                     struct err *err) {
    struct db_rows *r = db_ask(
        s->db,
        "SELECT action,"
        " EXISTS (SELECT 1 FROM typed_update WHERE what = 'written' AND of = ?1),"
        " coalesce((SELECT what FROM typed_update WHERE what <> 'written' AND of = ?1"
        "  ORDER BY seq DESC LIMIT 1), '') FROM typed_update WHERE seq = ?1 AND what = 'written'",
        "i", seq);
    bool found = db_next(r);
    if (found) {
        str_copy(action, 32, db_text(r, 0));
        *ret = db_int(r, 1)                              ? TYPED_REPLACED
               : strcmp(db_text(r, 2), "withdrawn") == 0 ? TYPED_WITHDRAWN
                                                         : TYPED_STANDS;
    }
    if (!db_done(r, err))
        return false;
    return found || err_set(err, ERR_MISSING, "that update is not here any more");
}

static bool may_replace(struct store *s, const struct typed *t, int64_t seq, struct err *err) {
    char action[32];
    enum typed_state state;
    if (!state_of(s, seq, action, &state, err))
        return false;
    if (strcmp(action, t->action) != 0)
        return err_set(err, ERR_INPUT, "an update is replaced by one of its own action");
    return state == TYPED_STANDS ||
           err_set(err, ERR_INPUT, "that update was replaced or withdrawn already");
}

bool store_write_update(struct store *s, const struct typed *t, int64_t replaces, int64_t *ret_seq,
                        struct err *err) {
    char date[11], due[11], expires[11];
    if (!typed_fits(t, err) || (replaces != 0 && !may_replace(s, t, replaces, err)))
        return false;
    return db_ask_int(s->db, err, ret_seq, 0,
                      "INSERT INTO typed_update(what, of, action, date, text, owner, due, expires)"
                      " VALUES('written', ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''))"
                      " RETURNING seq",
                      "itttttt", replaces, t->action, iso(t->date, date), t->text, t->owner,
                      iso(t->due, due), iso(t->expires, expires));
}

bool store_withdraw_update(struct store *s, int64_t seq, bool withdrawn, struct err *err) {
    char action[32];
    enum typed_state state, wanted = withdrawn ? TYPED_STANDS : TYPED_WITHDRAWN;
    if (!state_of(s, seq, action, &state, err))
        return false;
    if (state == TYPED_REPLACED)
        return err_set(err, ERR_INPUT, "that update was replaced: withdraw the later one");
    return state != wanted || /* it is so already */
           db_run(s->db, err, "INSERT INTO typed_update(what, of, action) VALUES(?, ?, ?)", "tit",
                  withdrawn ? "withdrawn" : "restored", seq, action);
}

bool store_rate(struct store *s, const struct rating *r, struct err *err) {
    char date[11];
    return rating_fits(r, err) && db_run(s->db, err,
                                         "INSERT INTO rating(action, rag, date, role, reason)"
                                         " VALUES(?, ?, ?, 'coordinator', ?)",
                                         "tttt", r->action, r->rag, iso(r->date, date), r->reason);
}

/* --- a file --- */

/* Known is what was ever written: what somebody has withdrawn here does not come back with the same
 * file. */
static bool is_known(struct store *s, const struct typed *t, bool *ret, struct err *err) {
    char date[11], due[11], expires[11];
    int64_t n;
    if (!db_ask_int(s->db, err, &n, 0,
                    "SELECT count(*) FROM typed_update WHERE what = 'written' AND action = ?"
                    " AND date = ? AND text = ? AND owner = ? AND coalesce(due, '') = ?"
                    " AND coalesce(expires, '') = ?",
                    "tttttt", t->action, iso(t->date, date), t->text, t->owner, iso(t->due, due),
                    iso(t->expires, expires)))
        return false;
    *ret = n > 0;
    return true;
}

static bool is_rated(struct store *s, const struct rating *x, bool *ret, struct err *err) {
    char date[11];
    int64_t n;
    if (!db_ask_int(s->db, err, &n, 0,
                    "SELECT count(*) FROM rating WHERE action = ? AND date = ? AND rag = ?", "ttt",
                    x->action, iso(x->date, date), x->rag))
        return false;
    *ret = n > 0;
    return true;
}

/* One row: an update, a rating of the same day, or both. */
static bool import_row(struct store *s, const struct import_row *row, bool *ret_new,
                       struct err *err) {
    int64_t seq;
    bool known = true, rated = true;
    if ((row->typed.text[0] != '\0' && !is_known(s, &row->typed, &known, err)) ||
        (row->rated && !is_rated(s, &row->rating, &rated, err)))
        return false;
    *ret_new = !known || !rated;
    return (known || store_write_update(s, &row->typed, 0, &seq, err)) &&
           (rated || store_rate(s, &row->rating, err));
}

bool typed_import(struct store *s, const struct import *im, struct import_result *res,
                  struct err *err) {
    for (size_t i = 0; i < im->rows; i++) {
        const struct import_row *row = &im->row[i];
        bool added = false;
        if (row->change == CHANGE_MERGED) {
            res->merged++;
            continue;
        }
        if (!import_row(s, row, &added, err))
            return false;
        res->added += added;
        res->same += !added;
    }
    return true;
}

/* --- reading --- */

static enum typed_state state_from(const char *word) {
    return strcmp(word, "replaced") == 0    ? TYPED_REPLACED
           : strcmp(word, "withdrawn") == 0 ? TYPED_WITHDRAWN
                                            : TYPED_STANDS;
}

static bool read_updates(struct store *s, struct arena *a, struct typed_list *l, struct err *err) {
    int64_t count;
    if (!db_ask_int(s->db, err, &count, 0, "SELECT count(*) FROM typed_update", ""))
        return false;
    l->typed = arena_array(a, (size_t)count + 1, sizeof *l->typed);
    struct db_rows *r = db_ask(
        s->db,
        "SELECT seq, action, date, text, owner, due, expires,"
        " CASE WHEN EXISTS (SELECT 1 FROM typed_update WHERE what = 'written' AND of = t.seq)"
        "  THEN 'replaced' ELSE (SELECT what FROM typed_update WHERE of = t.seq"
        "   ORDER BY seq DESC LIMIT 1) END"
        " FROM typed_update t WHERE what = 'written' ORDER BY date, seq",
        "");
    while (l->typeds < (size_t)count && db_next(r))
        l->typed[l->typeds++] = (struct typed){.seq = db_int(r, 0),
                                               .action = arena_strdup(a, db_text(r, 1)),
                                               .date = date_from_iso(db_text(r, 2)),
                                               .text = arena_strdup(a, db_text(r, 3)),
                                               .owner = arena_strdup(a, db_text(r, 4)),
                                               .due = date_from_iso(db_text(r, 5)),
                                               .expires = date_from_iso(db_text(r, 6)),
                                               .state = state_from(db_text(r, 7))};
    return db_done(r, err);
}

static bool read_ratings(struct store *s, struct arena *a, struct typed_list *l, struct err *err) {
    int64_t count;
    if (!db_ask_int(s->db, err, &count, 0, "SELECT count(*) FROM rating", ""))
        return false;
    l->rating = arena_array(a, (size_t)count + 1, sizeof *l->rating);
    struct db_rows *r =
        db_ask(s->db, "SELECT seq, action, rag, reason, date FROM rating ORDER BY date, seq", "");
    while (l->ratings < (size_t)count && db_next(r))
        l->rating[l->ratings++] = (struct rating){.seq = db_int(r, 0),
                                                  .action = arena_strdup(a, db_text(r, 1)),
                                                  .rag = arena_strdup(a, db_text(r, 2)),
                                                  .reason = arena_strdup(a, db_text(r, 3)),
                                                  .date = date_from_iso(db_text(r, 4))};
    return db_done(r, err);
}

bool store_typed(struct store *s, struct arena *a, struct typed_list *ret, struct err *err) {
    struct typed_list l = {0};
    if (!read_updates(s, a, &l, err) || !read_ratings(s, a, &l, err))
        return false;
    *ret = l;
    return true;
}

bool store_lapses(struct store *s, struct arena *a, struct date today, struct lapses *ret,
                  struct err *err) {
    struct typed_list l;
    char meeting[12];
    if (!store_typed(s, a, &l, err) ||
        !store_setting(s, LAPSE_MEETING, meeting, sizeof meeting, "", err))
        return false;
    lapse_find(a, &l, today, date_from_iso(meeting), ret);
    return true;
}
