/* The key of names: made with the codes, opened by either of them, forgotten when staff leave.
 *
 * Counting never depends on it. Whoever gets in while the key cannot be opened (its record is
 * damaged, or the codes are older than the key) counts as always and is told that the names stay
 * shut. */
#include "store/store_internal.h"

#include <string.h>

const char *const role_names[] = {[ROLE_STAFF] = "staff", [ROLE_COORDINATOR] = "coordinator"};

/* ---- the key ---- */

static bool wrap(struct store *s, enum role role, const char *code, struct err *err) {
    unsigned char record[NAMES_WRAP_SIZE];
    return names_wrap(s->names, code, role_names[role], record, err) &&
           db_run(s->db, err,
                  "INSERT INTO names_key(role, record) VALUES(?, ?)"
                  " ON CONFLICT(role) DO UPDATE SET record = excluded.record",
                  "tb", role_names[role], (const void *)record, sizeof record);
}

/* Nobody has the old key any more: what it sealed is noise, and goes. */
static bool make_key(struct store *s, struct err *err) {
    if (!db_run(s->db, err, "DELETE FROM roster", "") ||
        !db_run(s->db, err, "DELETE FROM walkin_name", "") ||
        !db_run(s->db, err, "DELETE FROM names_key", ""))
        return false;
    s->names = names_key_new();
    s->names_fresh = true;
    return true;
}

bool names_set_codes(struct store *s, const char *staff, const char *coordinator, struct err *err) {
    return (s->names || make_key(s, err)) && wrap(s, ROLE_STAFF, staff, err) &&
           wrap(s, ROLE_COORDINATOR, coordinator, err);
}

/* Wrapped anew also under the code that was typed: should its own record be missing, because it was
 * set before there were names, it joins now. */
bool names_change_code(struct store *s, enum role role, const char *code, enum role by,
                       const char *old, struct err *err) {
    int64_t kept;
    if (!store_names_kept(s, &kept, err))
        return false;
    if (!s->names && kept > 0)
        return err_set(err, ERR_DENIED,
                       "The names do not open with that code, and a change would lose them. Use "
                       "the other code.");
    return (s->names || make_key(s, err)) && wrap(s, role, code, err) &&
           (by == role || wrap(s, by, old, err));
}

/* The record of this role; *ret_others: is there one of the other? */
static bool read_record(struct store *s, enum role role, unsigned char record[NAMES_WRAP_SIZE],
                        size_t *ret_n, bool *ret_others) {
    struct db_rows *r = db_ask(s->db, "SELECT role, record FROM names_key", "");
    *ret_n = 0;
    *ret_others = false;
    while (db_next(r)) {
        size_t n;
        const void *blob = db_blob(r, 1, &n);
        if (strcmp(db_text(r, 0), role_names[role]) != 0) {
            *ret_others = true;
        } else if (n <= NAMES_WRAP_SIZE) {
            memcpy(record, blob, n);
            *ret_n = n;
        }
    }
    return db_done(r, NULL);
}

void names_unlock(struct store *s, enum role role, const char *code) {
    unsigned char record[NAMES_WRAP_SIZE];
    size_t n;
    bool others;
    store_forget_names(s);
    if (!read_record(s, role, record, &n, &others))
        return;
    if (n > 0) {
        s->names = names_unwrap(record, n, code, role_names[role], NULL);
        return;
    }
    /* The codes are of a kiosk that kept no names yet: the first code that is typed gets the key.
     * The other code joins when the codes are set next. */
    if (others || s->read_only)
        return;
    s->names = names_key_new();
    if (!wrap(s, role, code, NULL))
        store_forget_names(s);
}

void store_forget_names(struct store *s) {
    names_key_free(s->names);
    s->names = NULL;
    s->names_fresh = false;
}

bool store_names_open(const struct store *s) {
    return s->names != NULL;
}

bool store_names_kept(struct store *s, int64_t *ret, struct err *err) {
    return db_ask_int(s->db, err, ret, 0,
                      "SELECT (SELECT count(*) FROM roster) + (SELECT count(*) FROM walkin_name)",
                      "");
}

void names_rolled_back(struct store *s) {
    if (s->names_fresh)
        store_forget_names(s);
}

void names_committed(struct store *s) {
    if (!db_in_transaction(s->db))
        s->names_fresh = false;
}

bool names_must_be_open(struct store *s, struct err *err) {
    return s->names ||
           err_set(err, ERR_DENIED, "the names are locked: type the staff or coordinator code");
}

/* ---- of whom there are none ---- */

bool names_set_pupils(struct store *s, int64_t session, const struct session *x, struct err *err) {
    return db_run(s->db, err, "UPDATE session SET pupils = ?1 WHERE id = ?2 AND pupils IS NOT ?1",
                  "ii", (int64_t)session_is_pupils(x), session);
}

bool names_find_pupils_of(struct store *s, int64_t session, struct err *err) {
    ARENA(a);
    struct session x;
    struct db_rows *r = db_ask(s->db, session_question_one, "i", session);
    bool found = db_next(r);
    if (found)
        session_read(r, &a, &x);
    return db_done(r, err) && (!found || names_set_pupils(s, session, &x, err));
}

/* One after the other: only a new or recovered file has more than none. */
static bool find_all(struct store *s, struct err *err) {
    for (int64_t session = 0;;) {
        if (!db_ask_int(
                s->db, err, &session, 0,
                "SELECT id FROM session WHERE pupils IS NULL AND id > ? ORDER BY id LIMIT 1", "i",
                session))
            return false;
        if (session == 0)
            return true;
        if (!names_find_pupils_of(s, session, err))
            return false;
    }
}

bool names_find_pupils(struct store *s, struct err *err) {
    int64_t unknown;
    if (s->read_only)
        return true;
    if (!db_ask_int(s->db, err, &unknown, 0,
                    "SELECT EXISTS (SELECT 1 FROM session WHERE pupils IS NULL)", ""))
        return false;
    if (!unknown)
        return true;
    if (!db_begin(s->db, __func__, err))
        return false;
    if (find_all(s, err))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}

bool names_must_be_adults(struct store *s, int64_t session, struct err *err) {
    int64_t pupils;
    return db_ask_int(s->db, err, &pupils, 1,
                      "SELECT coalesce(pupils, 1) FROM session WHERE id = ?", "i", session) &&
           (!pupils || err_set(err, ERR_INPUT,
                               "no names are kept for a session with pupils: count them instead"));
}
