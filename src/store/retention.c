/* A session's day is the last on which it was opened or closed here, else that of the programme;
 * what belongs to a session without any day stays until it has one: it has not taken place.
 *
 * A deletion is one transaction over kiosk.db, which also notes that the files have still to be
 * cleaned. SQLite would leave the bytes of deleted rows on free pages, in its log and in every copy
 * that was made before. So all three are written anew, and only then the note goes; whatever cuts
 * that off, the note brings it about again. */
#include "store/retention.h"

#include <string.h>

#include "base/str.h"
#include "store/store_internal.h"

#define UNFINISHED "purge_unfinished" /* the setting; its value: the envelopes' last day, or... */
#define FILES_ONLY "files"

#define OLD_SESSIONS                                                                               \
    "(SELECT s.id FROM session s WHERE coalesce((SELECT max(date((l.wall + b.shift_ms) / 1000,"    \
    " 'unixepoch')) FROM life l JOIN boot b ON b.number = l.boot WHERE l.session = s.id),"         \
    " s.date) < ?)"

enum { TABLES = 3 };

/* Envelopes lie in a file of their own, and have no questions here. */
static const struct {
    const char *count; /* how many, and of how many sessions */
    const char *forget[TABLES];
} classes[KEEP_CLASSES] = {
    [KEEP_NAMES] = {"SELECT total(n), count(DISTINCT session) FROM"
                    " (SELECT session, people AS n FROM roster UNION ALL"
                    "  SELECT session, 1 FROM walkin_name UNION ALL"
                    "  SELECT session, 1 FROM sealed_sign_in) WHERE session IN " OLD_SESSIONS,
                    {"DELETE FROM roster WHERE session IN " OLD_SESSIONS,
                     "DELETE FROM walkin_name WHERE session IN " OLD_SESSIONS,
                     "DELETE FROM sealed_sign_in WHERE session IN " OLD_SESSIONS}},
    [KEEP_DRAFTS] = {"SELECT count(*), count(DISTINCT session) FROM draft"
                     " WHERE session IN " OLD_SESSIONS,
                     {"DELETE FROM draft WHERE session IN " OLD_SESSIONS}},
};

/* ---- what is due ---- */

static bool day_known(struct store *s, struct date *ret, struct err *err) {
    if (s->boot.source != BOOT_SYNCHRONISED)
        return store_last_date(s, ret, err);
    *ret = date_of_wall(store_wall(s), NULL);
    return true;
}

/* Of the released ones alone: *ret_last is the newest day of them that may go, or none. */
static bool envelopes_until(struct store *s, struct date before, struct date *ret_last,
                            struct err *err) {
    struct date released;
    if (!vault_released(s, &released, err))
        return false;
    struct date last = date_from_days(date_to_days(before) - 1);
    *ret_last = !released.year || date_compare(last, released) <= 0 ? last : released;
    if (!released.year)
        *ret_last = (struct date){0};
    return true;
}

static bool count_envelopes(struct store *s, struct overdue *ret, struct err *err) {
    struct date last;
    struct db *db;
    char day[11];
    if (!envelopes_until(s, ret->before, &last, err) || !vault_read(s, &db, err))
        return false;
    date_iso(last, day);
    bool ok = !db || !last.year ||
              db_ask_int(db, err, &ret->n, 0,
                         "SELECT count(*) FROM envelope WHERE day <= ? AND day <> '" VAULT_FREE "'",
                         "t", day);
    vault_rest(s);
    return ok;
}

static bool count_class(struct store *s, enum keep_class c, struct overdue *ret, struct err *err) {
    char before[11];
    if (c == KEEP_ENVELOPES)
        return count_envelopes(s, ret, err);
    date_iso(ret->before, before);
    struct db_rows *r = db_ask(s->db, classes[c].count, "t", before);
    if (db_next(r)) {
        ret->n = db_int(r, 0);
        ret->sessions = db_int(r, 1);
    }
    return db_done(r, err);
}

static bool check_until(struct store *s, struct date until, struct err *err) {
    char today[11];
    struct date now = date_of_wall(store_wall(s), NULL);
    date_uk(now, today);
    return !until.year || date_compare(until, now) < 0 ||
           err_set(err, ERR_INPUT, "today is %s: choose a day that is over", today);
}

bool store_overdue(struct store *s, const struct purge_ask *ask, struct overdue ret[KEEP_CLASSES],
                   struct err *err) {
    struct date known;
    memset(ret, 0, KEEP_CLASSES * sizeof *ret);
    if (!check_until(s, ask->until, err) || !day_known(s, &known, err))
        return false;
    for (int i = 0; i < KEEP_CLASSES; i++) {
        enum keep_class c = (enum keep_class)i;
        if (ask->until.year)
            ret[c].before = date_from_days(date_to_days(ask->until) + 1);
        else if (known.year)
            ret[c].before = keep_first_day(ask->keep, c, known);
        if (ret[c].before.year && !(ask->without & 1U << i) && !count_class(s, c, &ret[c], err))
            return false;
    }
    return true;
}

/* ---- deleting ---- */

static bool is_any(const struct overdue *x) {
    return x->n > 0 || x->sessions > 0;
}

static bool write_down(struct store *s, enum keep_class c, const struct overdue *x, const char *by,
                       struct err *err) {
    char today[11], before[11];
    date_iso(date_of_wall(store_wall(s), NULL), today);
    date_iso(x->before, before);
    return db_run(s->db, err,
                  "INSERT INTO purge(day, class, before, n, sessions, role)"
                  " VALUES(?, ?, ?, ?, ?, ?)",
                  "tttiit", today, keep_rule(c)->name, before, x->n, x->sessions, by);
}

static bool forget_class(struct store *s, enum keep_class c, const struct overdue *x,
                         const char *by, struct err *err) {
    char before[11];
    date_iso(x->before, before);
    for (size_t i = 0; i < TABLES && classes[c].forget[i]; i++)
        if (!db_run(s->db, err, classes[c].forget[i], "t", before))
            return false;
    return write_down(s, c, x, by, err);
}

/* What is noted already goes on standing there. */
static bool note_unfinished(struct store *s, const struct overdue *envelopes, struct err *err) {
    char rest[16] = FILES_ONLY;
    struct date last;
    if (envelopes->n > 0) {
        if (!envelopes_until(s, envelopes->before, &last, err))
            return false;
        date_iso(last, rest);
    }
    s->purge_unfinished = true;
    return db_run(s->db, err, "INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT DO NOTHING",
                  "tt", UNFINISHED, rest);
}

/* Everything that `due` counts, in one transaction. */
static bool forget(struct store *s, const struct overdue due[KEEP_CLASSES], const char *by,
                   struct err *err) {
    bool any = false, ok = true;
    for (int c = 0; c < KEEP_CLASSES; c++)
        any = any || is_any(&due[c]);
    if (!any)
        return true;
    if (!db_begin(s->db, __func__, err))
        return false;
    for (int c = 0; ok && c < KEEP_CLASSES; c++)
        ok = !is_any(&due[c]) || forget_class(s, (enum keep_class)c, &due[c], by, err);
    if (ok && note_unfinished(s, &due[KEEP_ENVELOPES], err))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}

bool retention_finish(struct store *s, struct err *err) {
    char rest[16];
    struct date until;
    if (!store_setting(s, UNFINISHED, rest, sizeof rest, "", err))
        return false;
    bool ok =
        !rest[0] || ((!date_parse_iso(rest, &until) || vault_drop(s, until, err)) &&
                     db_scrub(s->db, err) && copies_renew(s, err) &&
                     db_run(s->db, err, "DELETE FROM setting WHERE key = ?", "t", UNFINISHED));
    s->purge_unfinished = s->purge_unfinished && !ok;
    return ok;
}

bool retention_forget(struct store *s, struct err *err) {
    const struct purge_ask ask = {.keep = s->keep, .without = 1U << KEEP_ENVELOPES};
    struct overdue due[KEEP_CLASSES];
    return !s->keep || (store_overdue(s, &ask, due, err) && forget(s, due, "settings", err));
}

bool store_purge(struct store *s, const struct purge_ask *ask, struct overdue ret[KEEP_CLASSES],
                 size_t *ret_set_aside, struct err *err) {
    struct overdue due[KEEP_CLASSES];
    if (!store_is_alone(s))
        return err_set(err, ERR_INPUT, "the kiosk is running: delete on its own screen");
    if (!retention_finish(s, err) || !store_overdue(s, ask, due, err) ||
        !forget(s, due, ask->by, err))
        return false;
    memcpy(ret, due, sizeof due);
    *ret_set_aside = copies_set_aside(s);
    return retention_finish(s, err) ||
           err_prefix(err, "it is deleted, but copies of it are still there until the next start");
}

/* ---- the log ---- */

bool store_purges(struct store *s, struct arena *a, struct purged **ret, size_t *ret_n,
                  struct err *err) {
    size_t n = 0;
    int64_t all;
    if (!db_ask_int(s->db, err, &all, 0, "SELECT count(*) FROM purge", ""))
        return false;
    struct purged *list = arena_array(a, (size_t)all + 1, sizeof *list);
    struct db_rows *r = db_ask(s->db,
                               "SELECT day, class, role, n, sessions, before FROM purge"
                               " ORDER BY seq DESC LIMIT ?",
                               "i", all);
    for (; db_next(r); n++)
        list[n] = (struct purged){.what = arena_strdup(a, db_text(r, 1)),
                                  .by = arena_strdup(a, db_text(r, 2)),
                                  .n = db_int(r, 3),
                                  .sessions = db_int(r, 4),
                                  .day = date_from_iso(db_text(r, 0)),
                                  .before = date_from_iso(db_text(r, 5))};
    if (!db_done(r, err))
        return false;
    *ret = list;
    *ret_n = n;
    return true;
}
