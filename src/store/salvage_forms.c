/* Submissions, in clear and sealed, and drafts out of a damaged file, or a backup.
 *
 * A submission's key is no number, so there is none to try between two bad pages. Instead the
 * tree is taken in slices of the keys' first byte, each walked from both its ends: random keys lie
 * evenly in them, and a bad page costs what lies on it and below it. */
#include "store/store_internal.h"

#include <string.h>

#include "base/str.h"

enum { SLICES = 256 };

/* The tables whose key is a submission's id. */
static const struct by_id {
    const char *name, *columns;
} tables[] = {
    {"submission", "id, form, version, session, doubt, side, xml, state"},
    {"sealed_submission", "id, form, version, session, side, manifest, record, state"},
};

/* Damage is what this is about; a full card is not. */
static bool goes_on(const struct err *why, struct err *err) {
    if (why->kind != ERR_FULL && why->kind != ERR_DENIED)
        return true;
    return err_set(err, why->kind, "%s", why->text);
}

static bool copy_one(struct db *db, const struct by_id *t, const char *from, const void *id,
                     struct err *err) {
    struct str sql CLEANUP(str_release) = {0};
    struct err why = {0};
    str_addf(&sql, "INSERT OR IGNORE INTO %s(%s) SELECT %s FROM %s.%s WHERE id = ?", t->name,
             t->columns, t->columns, from, t->name);
    return db_run(db, &why, str_c(&sql), "b", id, (size_t)SUBMISSION_ID) || goes_on(&why, err);
}

/* Copies from one end of a slice until a bad page. */
static bool copy_from_end(struct db *db, const struct by_id *t, const char *from, int slice,
                          bool last_first, bool *ret_whole, struct err *err) {
    unsigned char low[SUBMISSION_ID] = {0}, high[SUBMISSION_ID], id[SUBMISSION_ID];
    struct str sql CLEANUP(str_release) = {0};
    struct err why = {0};
    bool ok = true;
    memset(high, 0xff, sizeof high);
    low[0] = high[0] = (unsigned char)slice;
    str_addf(&sql, "SELECT id FROM %s.%s WHERE id BETWEEN ? AND ? ORDER BY id%s", from, t->name,
             last_first ? " DESC" : "");
    struct db_rows *r = db_ask(db, str_c(&sql), "bb", (const void *)low, sizeof low,
                               (const void *)high, sizeof high);
    while (ok && db_next(r)) {
        size_t n;
        const void *found = db_blob(r, 0, &n);
        if (n != SUBMISSION_ID)
            continue;
        memcpy(id, found, sizeof id);
        ok = copy_one(db, t, from, id, err);
    }
    *ret_whole = db_done(r, &why);
    return ok && (*ret_whole || goes_on(&why, err));
}

static bool copy_submissions(struct db *db, const struct by_id *t, const char *from,
                             struct err *err) {
    bool ok = true, whole;
    for (int slice = 0; ok && slice < SLICES; slice++)
        ok = copy_from_end(db, t, from, slice, false, &whole, err) &&
             (whole || copy_from_end(db, t, from, slice, true, &whole, err));
    return ok;
}

/* There are never many. A backup gives none: what was a draft then may be finished by now. */
static bool copy_drafts(struct db *db, const char *from, struct err *err) {
    struct str sql CLEANUP(str_release) = {0};
    struct err why = {0};
    str_addf(&sql,
             "INSERT OR IGNORE INTO draft(form, session, version, place, xml)"
             " SELECT form, session, version, place, xml FROM %s.draft",
             from);
    return db_run(db, &why, str_c(&sql), "") || goes_on(&why, err);
}

/* An older file, or one whose list of tables cannot be read, has none. */
static bool has(struct db *db, const char *from, const char *table) {
    struct str sql CLEANUP(str_release) = {0};
    int64_t n = 0;
    str_addf(&sql, "SELECT count(*) FROM %s.sqlite_schema WHERE name = ?", from);
    return db_ask_int(db, NULL, &n, 0, str_c(&sql), "t", table) && n == 1;
}

bool salvage_forms(struct db *db, const char *from, bool drafts, struct err *err) {
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof tables / sizeof *tables; i++)
        ok = !has(db, from, tables[i].name) || copy_submissions(db, &tables[i], from, err);
    return ok && (!drafts || !has(db, from, "draft") || copy_drafts(db, from, err));
}

/* What was filled in for a session that is lost stands under one made anew; a draft goes with it.
 * Where the key of a form is lost, what was sealed says that there was one. */
bool salvage_mend_forms(struct db *db, struct err *err) {
    return db_exec(db, err,
                   "INSERT INTO session(id, uid, topic)"
                   " SELECT DISTINCT session, 'recovered-' || session, 'Recovered session' FROM"
                   " (SELECT session FROM submission UNION SELECT session FROM sealed_submission)"
                   " WHERE session IS NOT NULL AND session NOT IN (SELECT id FROM session);"
                   "INSERT INTO form_key(form, sum) SELECT DISTINCT form, '' FROM"
                   " sealed_submission WHERE form NOT IN (SELECT form FROM form_key);"
                   "DELETE FROM draft WHERE session <> 0"
                   " AND session NOT IN (SELECT id FROM session);");
}
