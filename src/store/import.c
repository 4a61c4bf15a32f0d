/* A checked import on its way into the tables: all of it or nothing. Known rows keep their id, and
 * with it their marks; rows that are not in the file any more stay. */
#include "store/store_internal.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/uuid.h"

static bool apply_action(struct store *s, const struct action *a, struct err *err) {
    return db_run(s->db, err,
                  "INSERT INTO action(code, priority, priority_title, issue, action, owner, rag,"
                  " carries) VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(code) DO UPDATE SET"
                  " priority = excluded.priority, priority_title = excluded.priority_title,"
                  " issue = excluded.issue, action = excluded.action, owner = excluded.owner,"
                  " rag = excluded.rag, carries = excluded.carries",
                  "tttttttt", a->code, a->priority, a->priority_title, a->issue, a->action,
                  a->owner, a->rag, a->carries);
}

static bool set_actions(struct store *s, int64_t session, const char *codes, struct err *err) {
    enum { CODES_MAX = 64 };
    ARENA(a);
    char *code[CODES_MAX];
    size_t n = str_split(arena_strdup(&a, codes), ';', code, CODES_MAX);
    if (!db_run(s->db, err, "DELETE FROM session_action WHERE session = ?", "i", session))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!db_run(s->db, err,
                    "INSERT INTO session_action(session, position, action) VALUES(?, ?, ?)", "iit",
                    session, (int64_t)i, code[i]))
            return false;
    return true;
}

#define UPDATE_SESSION                                                                             \
    "DO UPDATE SET uid = excluded.uid, date = excluded.date, date_text = excluded.date_text,"      \
    " starts = excluded.starts, ends = excluded.ends, venue = excluded.venue,"                     \
    " event_type = excluded.event_type, topic = excluded.topic, audience = excluded.audience,"     \
    " year_group = excluded.year_group, deliverer = excluded.deliverer, form = excluded.form,"     \
    " sessions = excluded.sessions, status = excluded.status,"                                     \
    " reported_n = excluded.reported_n, reported_q = excluded.reported_q,"                         \
    " capacity = excluded.capacity, ward = excluded.ward,"                                         \
    " file = excluded.file, line = excluded.line"

/* A row whose id is not known may still carry a uid that is: the file came twice before either was
 * checked. It is the same session then. */
static bool apply_session(struct store *s, const struct import *im, const struct import_row *row,
                          int64_t *ret_id, struct err *err) {
    const struct session *x = &row->session;
    char uid[37], date[11];
    uuid_v7(uid, store_wall(s));
    date_iso(x->date, date);
    return db_ask_int(
               s->db, err, ret_id, 0,
               "INSERT INTO session(id, uid, date, date_text, starts, ends, venue, event_type,"
               " topic, audience, year_group, deliverer, form, sessions, status, reported_n,"
               " reported_q, capacity, ward, file, line)"
               " VALUES(nullif(?, 0), ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
               " ?, ?, ?, ?)"
               " ON CONFLICT(id) " UPDATE_SESSION " ON CONFLICT(uid) " UPDATE_SESSION
               " RETURNING id",
               "itttiittttttt"
               "itititti",
               x->id, x->uid[0] ? x->uid : uid, date, x->date_text, (int64_t)x->starts,
               (int64_t)x->ends, x->venue, x->event_type, x->topic, x->audience, x->year_group,
               x->deliverer, x->form, (int64_t)x->sessions, status_name(x->status), x->reported.n,
               qualifier_name(x->reported.q), (int64_t)x->capacity, x->ward, im->file,
               (int64_t)row->line) &&
           set_actions(s, *ret_id, x->actions, err) && names_set_pupils(s, *ret_id, x, err);
}

/* Every row of the file, in turn; `id` gets the session of each. */
static bool apply_rows(struct store *s, const struct import *im, int64_t *id,
                       struct import_result *res, struct err *err) {
    for (size_t i = 0; i < im->rows; i++) {
        const struct import_row *row = &im->row[i];
        id[i] = row->session.id;
        switch (row->change) {
        case CHANGE_NEW:
            res->added++;
            break;
        case CHANGE_UPDATE:
            res->updated++;
            break;
        case CHANGE_SAME:
            res->same++;
            continue;
        case CHANGE_MERGED:
            res->merged++;
            continue;
        }
        if (im->kind == IMPORT_PLAN ? !apply_action(s, &row->action, err)
                                    : !apply_session(s, im, row, &id[i], err))
            return false;
    }
    return true;
}

/* The file says all: what is not in it any more is not shown any more. */
static bool apply_replies(struct store *s, const struct import *im, struct import_result *res,
                          struct err *err) {
    if (!db_run(s->db, err, "DELETE FROM reply", ""))
        return false;
    for (size_t i = 0; i < im->rows; i++) {
        const struct reply *x = &im->row[i].reply;
        char until[11];
        date_iso(x->until, until);
        if (!db_run(s->db, err,
                    "INSERT INTO reply(place, topic, said, did, until)"
                    " VALUES(?, ?, ?, ?, nullif(?, ''))",
                    "ttttt", x->place, x->topic, x->said, x->did, until))
            return false;
        bool same = im->row[i].change == CHANGE_SAME;
        res->same += same;
        res->added += !same;
    }
    return true;
}

static bool apply(struct store *s, const struct import *im, int64_t *id, struct import_result *res,
                  struct err *err) {
    switch (im->kind) {
    case IMPORT_ROSTER:
        return roster_import(s, im, res, err);
    case IMPORT_REPLIES:
        return apply_replies(s, im, res, err);
    case IMPORT_UPDATES:
        return typed_import(s, im, res, err);
    case IMPORT_FIGURES:
        return figures_import(s, im, res, err);
    case IMPORT_UNKNOWN:
    case IMPORT_PLAN:
    case IMPORT_PROGRAMME:
        break;
    }
    return apply_rows(s, im, id, res, err);
}

/* What somebody has worked off does not come back with the same file. */
static bool apply_complaints(struct store *s, const struct import *im, const int64_t *id,
                             struct import_result *res, struct err *err) {
    if (!db_run(s->db, err, "DELETE FROM complaint WHERE file = ? AND done = 0", "t", im->file))
        return false;
    for (size_t i = 0; i < im->complaints; i++) {
        const struct complaint *c = &im->complaint[i];
        int64_t session = c->row < im->rows && im->kind == IMPORT_PROGRAMME ? id[c->row] : 0;
        if (!db_run(s->db, err,
                    "INSERT INTO complaint(file, line, rule, what, todo, session)"
                    " SELECT ?1, ?2, ?3, ?4, ?5, nullif(?6, 0) WHERE NOT EXISTS"
                    " (SELECT 1 FROM complaint WHERE file = ?1 AND rule = ?3 AND what = ?4)",
                    "tittti", im->file, (int64_t)c->line, c->rule, c->what, c->todo, session))
            return false;
        res->complaints += (size_t)db_changes(s->db);
    }
    return true;
}

bool store_apply_import(struct store *s, const struct import *im, struct import_result *ret,
                        struct err *err) {
    struct import_result res = {0};
    ARENA(a);
    if (im->errors)
        return err_set(err, ERR_INPUT, "%s has %zu errors: correct them and import it again",
                       im->file, im->errors);
    int64_t *id = arena_array(&a, im->rows ? im->rows : 1, sizeof(*id));
    if (!db_begin(s->db, __func__, err))
        return false;
    bool ok = apply(s, im, id, &res, err);
    if (ok && apply_complaints(s, im, id, &res, err)) {
        if (!db_commit(s->db, err))
            return false;
        *ret = res;
        return true;
    }
    db_rollback(s->db);
    return err_prefix(err, "nothing of %s was imported", im->file);
}

/* --- complaints --- */

bool store_complaints(struct store *s, struct store_complaints *ret, struct err *err) {
    struct store_complaints list = {0};
    int64_t count;
    if (!db_ask_int(s->db, err, &count, 0, "SELECT count(*) FROM complaint", ""))
        return false;
    list.item = arena_array(&list.arena, count ? (size_t)count : 1, sizeof(*list.item));
    struct db_rows *r = db_ask(s->db,
                               "SELECT id, coalesce(session, 0), file, rule, what, todo, line, done"
                               " FROM complaint ORDER BY done, file, line, id",
                               "");
    while (list.n < (size_t)count && db_next(r)) {
        list.item[list.n] =
            (struct store_complaint){.id = db_int(r, 0),
                                     .session = db_int(r, 1),
                                     .file = arena_strdup(&list.arena, db_text(r, 2)),
                                     .rule = arena_strdup(&list.arena, db_text(r, 3)),
                                     .what = arena_strdup(&list.arena, db_text(r, 4)),
                                     .todo = arena_strdup(&list.arena, db_text(r, 5)),
                                     .line = (int)db_int(r, 6),
                                     .done = db_int(r, 7)};
        list.open += !list.item[list.n++].done;
    }
    if (!db_done(r, err)) {
        arena_free(&list.arena);
        return false;
    }
    *ret = list;
    return true;
}

bool store_complaint_done(struct store *s, int64_t id, bool done, struct err *err) {
    if (!db_run(s->db, err, "UPDATE complaint SET done = ? WHERE id = ?", "ii", (int64_t)done, id))
        return false;
    return db_changes(s->db) == 1 ||
           err_set(err, ERR_MISSING, "that entry is not in the list any more");
}
