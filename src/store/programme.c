/* Sessions and actions on their way out of the tables: the ledger, and the same as a stream. */
#include "store/store_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

/* A session's life is its last row in `life`; only one that has a life can have marks. */
#define QUESTION                                                                                   \
    "SELECT s.id, s.uid,"                                                                          \
    " (SELECT group_concat(action, ';') FROM"                                                      \
    "  (SELECT action FROM session_action WHERE session = s.id ORDER BY position)),"               \
    " s.date, s.date_text, s.starts, s.ends, s.venue, s.event_type, s.topic, s.audience,"          \
    " s.year_group, s.deliverer, s.form, s.sessions, s.status, s.reported_n, s.reported_q,"        \
    " l.what, CASE l.what WHEN 'closed' THEN l.qualifier ELSE s.qualifier END,"                    \
    " CASE WHEN l.what IN ('opened', 'closed') THEN l.note WHEN l.what = 'reopened' THEN"          \
    "  (SELECT note FROM life WHERE session = s.id AND seq = l.seq - 1) END,"                      \
    " CASE WHEN l.what IN ('opened', 'closed') THEN l.deliverer WHEN l.what = 'reopened' THEN"     \
    "  (SELECT deliverer FROM life WHERE session = s.id AND seq = l.seq - 1) END,"                 \
    " CASE WHEN l.what = 'closed' THEN l.heads"                                                    \
    "  WHEN l.what IN ('opened', 'reopened') THEN"                                                 \
    "   (SELECT sum(n) FROM mark WHERE session = s.id) END,"                                       \
    " l.what IN ('opened', 'reopened') AND EXISTS (SELECT 1 FROM gap WHERE session = s.id),"       \
    " l.what IS NOT NULL AND EXISTS (SELECT 1 FROM life JOIN boot ON boot = number"                \
    "  WHERE session = s.id AND what IN ('opened', 'reopened') AND NOT confirmed),"                \
    " CASE WHEN l.what NOT IN ('opened', 'closed') THEN l.note WHEN l.seq > 2 THEN"                \
    "  (SELECT note FROM life WHERE session = s.id AND what = 'reopened'"                          \
    "   ORDER BY seq DESC LIMIT 1) END,"                                                           \
    " l.wall + b.shift_ms,"                                                                        \
    " l.link, (SELECT date FROM session WHERE id = l.link),"                                       \
    " s.moved_from, (SELECT date FROM session WHERE id = s.moved_from),"                           \
    " d.theirs, d.whose, d.ours, d.settled, d.settled_by, s.capacity, s.made, s.ward"              \
    " FROM session s LEFT JOIN life l ON l.session = s.id"                                         \
    "  AND l.seq = (SELECT max(seq) FROM life WHERE session = s.id)"                               \
    " LEFT JOIN boot b ON b.number = l.boot"                                                       \
    " LEFT JOIN dispute d ON d.session = s.id"                                                     \
    "  AND d.seq = (SELECT max(seq) FROM dispute WHERE session = s.id)"

const char session_question[] = QUESTION " ORDER BY s.date IS NULL, s.date, s.starts, s.id";
const char session_question_one[] = QUESTION " WHERE s.id = ?";

/* Wherever a session's heads can come from: the programme, a closing, the marks of one that is
 * open, a dispute. So few rows need to be joined with what makes them whole. The index of the first
 * is used because its own condition is repeated here. */
static const char session_question_small[] =
    QUESTION " WHERE s.id IN (SELECT id FROM session"
             "  WHERE reported_n BETWEEN 1 AND 9 AND reported_n <= ?1"
             " UNION SELECT session FROM life WHERE heads BETWEEN 1 AND ?1"
             " UNION SELECT session FROM life o WHERE what IN ('opened', 'reopened')"
             "  AND NOT EXISTS (SELECT 1 FROM life WHERE session = o.session AND seq > o.seq)"
             " UNION SELECT session FROM dispute WHERE settled BETWEEN 1 AND ?1)";

static enum status status_from(const char *name) {
    enum status status;
    return status_parse(name, &status) ? status : STATUS_PLANNED;
}

/* Exactly the names that this program writes; what is anything else is no number. */
enum qualifier qualifier_from(const char *name) {
    enum qualifier q = COUNT_EXACT;
    while (q < COUNT_NOT_RECORDED && strcmp(qualifier_name(q), name) != 0)
        q++;
    return q;
}

static enum made made_from(const char *name) {
    enum made made = MADE_AHEAD;
    while (made > MADE_NOT && strcmp(made_name(made), name) != 0)
        made--;
    return made;
}

static bool is_open(const char *what) {
    return strcmp(what, "opened") == 0 || strcmp(what, "reopened") == 0;
}

/* One that is cancelled, moved or reinstated has no life of its own yet, or not any more. */
static enum life life_from(const char *what) {
    if (is_open(what))
        return LIFE_OPEN;
    return strcmp(what, "closed") == 0 ? LIFE_CLOSED : LIFE_NEW;
}

static struct count counted_from(struct db_rows *r) {
    struct count c = {.n = db_int(r, 22), .q = qualifier_from(db_text(r, 19))};
    if (db_is_null(r, 22) || c.q >= COUNT_EXPECTED)
        return (struct count){.q = COUNT_NOT_RECORDED};
    if (db_int(r, 23) && c.q < COUNT_ABOUT)
        c.q = COUNT_ABOUT; /* damage has taken marks; what a closing said it cannot take */
    return c;
}

static struct dispute dispute_from(struct db_rows *r) {
    struct dispute d = {.any = !db_is_null(r, 31), .settled = -1};
    if (!d.any)
        return d;
    d.theirs = db_int(r, 31);
    STR_COPY(d.whose, db_text(r, 32));
    d.ours = db_int(r, 33);
    if (!db_is_null(r, 34))
        d.settled = db_int(r, 34);
    STR_COPY(d.settled_by, db_text(r, 35));
    return d;
}

/* What staff have said here stands above the status of the programme; what was counted above both.
 */
static void take_status(struct session *s, const char *what) {
    bool was_expected = s->status == STATUS_PLANNED || s->status == STATUS_BOOKED;
    s->decided = what[0] && s->life == LIFE_NEW;
    if (s->decided && status_parse(what, &s->status))
        return; /* cancelled, rearranged */
    if (s->decided && !was_expected)
        s->status = STATUS_BOOKED;
    if (s->life == LIFE_CLOSED && (was_expected || s->counted.q != COUNT_NOT_RECORDED))
        s->status = STATUS_DELIVERED;
}

static const char *text_from(struct db_rows *r, int column, struct arena *a) {
    const char *text = db_text(r, column);
    return a ? arena_strdup(a, text) : text;
}

void session_read(struct db_rows *r, struct arena *a, struct session *ret) {
    enum life life = life_from(db_text(r, 18));
    *ret = (struct session){
        .id = db_int(r, 0),
        .uid = text_from(r, 1, a),
        .actions = text_from(r, 2, a),
        .date = date_from_iso(db_text(r, 3)),
        .date_text = text_from(r, 4, a),
        .starts = (int16_t)db_int(r, 5),
        .ends = (int16_t)db_int(r, 6),
        .venue = text_from(r, 7, a),
        .event_type = text_from(r, 8, a),
        .topic = text_from(r, 9, a),
        .audience = text_from(r, 10, a),
        .year_group = text_from(r, 11, a),
        .deliverer = text_from(r, db_text(r, 21)[0] ? 21 : 12, a),
        .form = text_from(r, 13, a),
        .sessions = (int32_t)db_int(r, 14),
        .capacity = (int32_t)db_int(r, 36),
        .status = status_from(db_text(r, 15)),
        .reported = {.n = db_int(r, 16), .q = qualifier_from(db_text(r, 17))},
        .life = life,
        .counted = counted_from(r),
        .date_unconfirmed = db_int(r, 24),
        .note = text_from(r, 20, a),
        .reason = text_from(r, 25, a),
        .moved_to = db_int(r, 27),
        .moved_to_date = date_from_iso(db_text(r, 28)),
        .moved_from = db_int(r, 29),
        .moved_from_date = date_from_iso(db_text(r, 30)),
        .dispute = dispute_from(r),
        .made = made_from(db_text(r, 37)),
        .ward = text_from(r, 38, a),
    };
    if (!db_is_null(r, 26))
        ret->since = date_of_wall(db_int(r, 26), NULL);
    take_status(ret, db_text(r, 18));
}

/* --- the ledger --- */

static bool read_sessions(struct store *s, struct ledger *l, struct err *err) {
    struct session *list = NULL;
    size_t n = 0, cap = 0;
    struct db_rows *r = db_ask(s->db, session_question, "");
    while (db_next(r)) {
        list = xgrow(list, &cap, n + 1, sizeof(*list));
        session_read(r, &l->arena, &list[n++]);
    }
    l->session = arena_array(&l->arena, n ? n : 1, sizeof(*list));
    if (n)
        memcpy(l->session, list, n * sizeof(*list));
    l->sessions = n;
    free(list);
    return db_done(r, err);
}

static int by_code(const void *a, const void *b) {
    return action_compare(((const struct action *)a)->code, ((const struct action *)b)->code);
}

bool store_actions(struct store *s, struct arena *a, struct action **ret_action,
                   size_t *ret_actions, struct err *err) {
    struct action *list = NULL;
    size_t n = 0, cap = 0;
    struct db_rows *r = db_ask(s->db,
                               "SELECT code, priority, priority_title, issue, action, owner, rag,"
                               " carries FROM action",
                               "");
    while (db_next(r)) {
        const char *text[8];
        for (int i = 0; i < 8; i++)
            text[i] = arena_strdup(a, db_text(r, i));
        list = xgrow(list, &cap, n + 1, sizeof(*list));
        list[n++] = (struct action){.code = text[0],
                                    .priority = text[1],
                                    .priority_title = text[2],
                                    .issue = text[3],
                                    .action = text[4],
                                    .owner = text[5],
                                    .rag = text[6],
                                    .carries = text[7]};
    }
    bool ok = db_done(r, err);
    if (ok) {
        *ret_action = arena_array(a, n ? n : 1, sizeof(*list));
        if (n)
            memcpy(*ret_action, list, n * sizeof(*list));
        *ret_actions = n;
        qsort(*ret_action, n, sizeof(*list), by_code);
    }
    free(list);
    return ok;
}

static bool read_replies(struct store *s, struct ledger *l, struct err *err) {
    int64_t count;
    if (!db_ask_int(s->db, err, &count, 0, "SELECT count(*) FROM reply", ""))
        return false;
    l->reply = arena_array(&l->arena, count ? (size_t)count : 1, sizeof(*l->reply));
    struct db_rows *r =
        db_ask(s->db, "SELECT place, topic, said, did, until FROM reply ORDER BY id", "");
    while (l->replies < (size_t)count && db_next(r))
        l->reply[l->replies++] = (struct reply){.place = text_from(r, 0, &l->arena),
                                                .topic = text_from(r, 1, &l->arena),
                                                .said = text_from(r, 2, &l->arena),
                                                .did = text_from(r, 3, &l->arena),
                                                .until = date_from_iso(db_text(r, 4))};
    return db_done(r, err);
}

struct ledger *store_ledger(struct store *s, struct err *err) {
    struct ledger *l = xcalloc(1, sizeof(*l));
    if (!db_begin_read(s->db, __func__, err)) {
        ledger_free(l);
        return NULL;
    }
    if (read_sessions(s, l, err) && store_actions(s, &l->arena, &l->action, &l->actions, err) &&
        read_replies(s, l, err) && store_typed(s, &l->arena, &l->typed, err) &&
        store_figures(s, &l->arena, &l->figures, err) && db_commit(s->db, err))
        return l;
    db_rollback(s->db);
    ledger_free(l);
    return NULL;
}

/* --- the stream --- */

/* It reads through a connection of its own, in one transaction: what is counted meanwhile neither
 * waits for a long export nor shows up in the middle of it, nor in its second report. */
static const struct session *reader_next(void *ctx, struct err *err) {
    struct store *s = ctx;
    if (s->reader_err.kind || !db_next(s->reader_rows)) {
        if (s->reader_err.kind && err)
            *err = s->reader_err;
        return NULL;
    }
    session_read(s->reader_rows, NULL, &s->reader_session);
    return &s->reader_session;
}

/* False: there is nothing to read from. */
static bool reader_stop(struct store *s) {
    struct err why = {0};
    if (!s->reader_rows)
        return false;
    if (!db_done(s->reader_rows, &why) && !s->reader_err.kind)
        s->reader_err = why;
    return true;
}

static void reader_again(void *ctx) {
    struct store *s = ctx;
    if (reader_stop(s))
        s->reader_rows = db_ask(s->reader_db, session_question, "");
}

static void reader_again_small(void *ctx, int64_t most) {
    struct store *s = ctx;
    if (reader_stop(s))
        s->reader_rows = db_ask(s->reader_db, session_question_small, "i", most);
}

struct session_reader store_reader(struct store *s) {
    ASSERT(!s->reader_rows);
    char path[PATH_MAX];
    struct db_opts opts = {.vfs = s->vfs, .read_only = true};
    store_path(s->dir, "kiosk.db", path);
    s->reader_err = (struct err){0};
    s->reader_db = db_open(path, &opts, &s->reader_err);
    if (s->reader_db && db_begin_read(s->reader_db, __func__, &s->reader_err))
        s->reader_rows = db_ask(s->reader_db, session_question, "");
    return (struct session_reader){
        .ctx = s, .next = reader_next, .again = reader_again, .again_small = reader_again_small};
}

bool store_reader_end(struct store *s, struct err *err) {
    struct err why = s->reader_err;
    bool ended = !s->reader_rows || db_done(s->reader_rows, &why);
    if (s->reader_db)
        db_rollback(s->reader_db); /* nothing was written */
    db_close(s->reader_db);
    s->reader_rows = NULL;
    s->reader_db = NULL;
    s->reader_err = (struct err){0};
    bool well = ended && !why.kind;
    if (!well && err)
        *err = why;
    return well;
}
