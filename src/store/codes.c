/* Staff and coordinator codes. A try is counted on the card before it is compared: pulling the plug
 * does not give new tries. Waiting is counted by the monotonic clock and begins anew, in full, when
 * the kiosk starts. */
#include "store/store_internal.h"

#include <string.h>

#include "base/i18n.h"
#include "seal/code.h"

static const char wrong_key[] = "code.wrong";
static const char both_the_same[] = N_("The two codes must differ: choose another.");

static bool wrong_tries(struct store *s, int64_t *ret, struct err *err) {
    return db_ask_int(s->db, err, ret, 0,
                      "SELECT CAST(value AS INTEGER) FROM setting WHERE key = ?", "t", wrong_key);
}

static bool set_wrong_tries(struct store *s, int64_t wrong, struct err *err) {
    return db_run(s->db, err,
                  "INSERT INTO setting(key, value) VALUES(?, CAST(? AS TEXT))"
                  " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                  "ti", wrong_key, wrong);
}

static void wait_after(struct store *s, int64_t wrong) {
    int capped = wrong > 1000 ? 1000 : (int)wrong;
    s->code_wait_until = clock_mono(s->clock) + (int64_t)code_delay(capped) * 1000;
}

bool codes_start_waiting(struct store *s, struct err *err) {
    int64_t wrong;
    if (!wrong_tries(s, &wrong, err))
        return false;
    wait_after(s, wrong);
    return true;
}

int store_code_wait(struct store *s) {
    int64_t left = s->code_wait_until - clock_mono(s->clock);
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

bool store_has_codes(struct store *s, bool *ret, struct err *err) {
    int64_t n;
    if (!db_ask_int(s->db, err, &n, 0, "SELECT count(*) FROM code", ""))
        return false;
    *ret = n == 2;
    return true;
}

static bool set_code(struct store *s, const char *role, const char *code, struct err *err) {
    unsigned char record[CODE_HASH_SIZE];
    return code_hash(code, record, err) &&
           db_run(s->db, err,
                  "INSERT INTO code(role, record) VALUES(?, ?)"
                  " ON CONFLICT(role) DO UPDATE SET record = excluded.record",
                  "tb", role, (const void *)record, sizeof(record));
}

bool store_set_codes(struct store *s, const char *staff, const char *coordinator, struct err *err) {
    const char *weakness = code_weakness(staff);
    if (!weakness)
        weakness = code_weakness(coordinator);
    if (weakness)
        return err_set(err, ERR_INPUT, "%s", weakness);
    if (strcmp(staff, coordinator) == 0)
        return err_set(err, ERR_INPUT, "%s", both_the_same);
    if (!db_begin(s->db, __func__, err))
        return false;
    if (set_code(s, role_names[ROLE_STAFF], staff, err) &&
        set_code(s, role_names[ROLE_COORDINATOR], coordinator, err) &&
        names_set_codes(s, staff, coordinator, err) && set_wrong_tries(s, 0, err)) {
        if (!db_commit(s->db, err)) {
            names_rolled_back(s);
            return false;
        }
        names_committed(s);
        s->code_wait_until = 0;
        return true;
    }
    db_rollback(s->db);
    names_rolled_back(s);
    return false;
}

/* Both are always compared, so that the time taken does not tell which one was nearly right. */
static bool compare(struct store *s, const char *code, enum role *ret_role, struct err *err) {
    struct db_rows *r = db_ask(s->db, "SELECT role, record FROM code", "");
    enum role role = ROLE_PUBLIC;
    while (db_next(r)) {
        size_t n;
        const unsigned char *record = db_blob(r, 1, &n);
        if (code_matches(code, record, n))
            role =
                strcmp(db_text(r, 0), role_names[ROLE_STAFF]) == 0 ? ROLE_STAFF : ROLE_COORDINATOR;
    }
    if (!db_done(r, err))
        return false;
    *ret_role = role;
    return true;
}

/* Whose code it is, counted; ROLE_PUBLIC also when it is too early for a try. */
static bool count_and_compare(struct store *s, const char *code, enum role *ret_role,
                              struct err *err) {
    enum role role = ROLE_PUBLIC;
    int64_t wrong;
    if (store_code_wait(s) > 0) {
        *ret_role = ROLE_PUBLIC;
        return true;
    }
    if (!wrong_tries(s, &wrong, err) || !set_wrong_tries(s, wrong + 1, err))
        return false;
    wait_after(s, wrong + 1); /* stands also when what follows fails */
    if (!compare(s, code, &role, err))
        return false;
    if (role != ROLE_PUBLIC) {
        if (!set_wrong_tries(s, 0, err))
            return false;
        s->code_wait_until = 0;
    }
    *ret_role = role;
    return true;
}

bool store_try_code(struct store *s, const char *code, enum role *ret_role, int *ret_wait_s,
                    struct err *err) {
    enum role role;
    if (!count_and_compare(s, code, &role, err))
        return false;
    if (role != ROLE_PUBLIC)
        names_unlock(s, role, code);
    *ret_role = role;
    *ret_wait_s = store_code_wait(s);
    return true;
}

static bool ask(struct store *s, const char *code, enum role least, enum role *ret_role,
                int *ret_wait_s, struct err *err) {
    enum role role = ROLE_PUBLIC;
    bool compared = count_and_compare(s, code, &role, err);
    *ret_wait_s = store_code_wait(s);
    if (!compared)
        return false;
    if (role == ROLE_PUBLIC)
        return err_set(err, ERR_INPUT, "%s", N_("That code is not right."));
    if (role < least)
        return err_set(err, ERR_INPUT, "%s", N_("This needs the coordinator's code."));
    *ret_role = role;
    return true;
}

bool store_ask_code(struct store *s, const char *code, enum role least, int *ret_wait_s,
                    struct err *err) {
    enum role role;
    return ask(s, code, least, &role, ret_wait_s, err);
}

/* --- one code --- */

static bool must_differ(struct store *s, enum role role, const char *code, struct err *err) {
    struct db_rows *r =
        db_ask(s->db, "SELECT record FROM code WHERE role <> ?", "t", role_names[role]);
    bool same = false;
    while (db_next(r)) {
        size_t n;
        const unsigned char *record = db_blob(r, 0, &n);
        same |= code_matches(code, record, n);
    }
    return db_done(r, err) && (!same || err_set(err, ERR_INPUT, "%s", both_the_same));
}

/* The code and what the names open with change together or not at all. */
static bool change(struct store *s, enum role role, const char *code, enum role by, const char *old,
                   struct err *err) {
    const char *weakness = code_weakness(code);
    if (weakness)
        return err_set(err, ERR_INPUT, "%s", weakness);
    if (!must_differ(s, role, code, err) || !db_begin(s->db, __func__, err))
        return false;
    if (!set_code(s, role_names[role], code, err) ||
        !names_change_code(s, role, code, by, old, err)) {
        db_rollback(s->db);
        names_rolled_back(s);
        return false;
    }
    if (!db_commit(s->db, err)) {
        names_rolled_back(s);
        return false;
    }
    names_committed(s);
    return true;
}

bool store_change_code(struct store *s, enum role role, const char *old, const char *code,
                       int *ret_wait_s, struct err *err) {
    enum role by = ROLE_PUBLIC;
    bool were_open = s->names != NULL;
    ASSERT(role != ROLE_PUBLIC);
    if (!ask(s, old, role, &by, ret_wait_s, err))
        return false;
    if (!were_open)
        names_unlock(s, by, old);
    bool ok = change(s, role, code, by, old, err);
    if (!were_open)
        store_forget_names(s);
    return ok;
}
