/* A code is changed while writes, syncs and all else fail, once or for ever, as if the power went.
 *
 * Afterwards exactly one of the two codes opens the kiosk, whichever opens it also opens the names,
 * and so does the other person's code. The same for a reset, where the names stay as long as the
 * codes of before do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../folder.h"
#include "../unit/store/cheap_scrypt.h"
#include "db/db.h"
#include "store/store.h"
#include "vfs_fault.h"

static const char staff[] = "736201", coordinator[] = "a long passphrase", fresh[] = "905177";

struct run {
    char dir[48];
    struct clock clock;
    struct err err;
    bool acknowledged, hit;
};

static struct store *open_store(struct run *r, const char *vfs) {
    struct store_opts opts = {.clock = &r->clock, .vfs = vfs};
    return store_open(r->dir, &opts, NULL, &r->err);
}

/* A store with both codes and the name of one who came; closed. */
static void make(struct run *r) {
    struct check_in c;
    folder_new(r->dir, sizeof r->dir, "change");
    clock_init_virtual(&r->clock, 1549440000000);
    struct store *s = open_store(r, NULL);
    assert_true(db_exec(store_db(s), &r->err,
                        "INSERT INTO session(uid, date, audience, pupils) VALUES"
                        "('u1', '2019-02-06', 'professionals', 0)"));
    assert_true(store_set_codes(s, staff, coordinator, &r->err));
    assert_true(store_open_session(s, 1, &r->err));
    assert_true(store_walk_in(s, 1, &c, &r->err));
    assert_true(store_name_walk_in(s, 1, c.entry, "Wilhelmina Park", &r->err));
    store_close(s);
}

static enum role role_of(struct run *r, struct store *s, const char *code) {
    enum role role;
    int wait;
    assert_true(store_try_code(s, code, &role, &wait, &r->err));
    assert_int_equal(wait, 0);
    return role;
}

static size_t names_by(struct run *r, struct store *s, const char *code) {
    struct roster list;
    role_of(r, s, code);
    assert_true(store_roster(s, 1, &list, &r->err));
    size_t n = list.walk_ins;
    if (n > 0)
        assert_string_equal(list.walk_in[0].name, "Wilhelmina Park");
    roster_free(&list);
    store_forget_names(s);
    return n;
}

static void change(struct run *r, struct store *s) {
    int wait;
    r->acknowledged = store_change_code(s, ROLE_STAFF, staff, fresh, &wait, &r->err);
}

static void check_change(struct run *r, struct store *s) {
    bool old = role_of(r, s, staff) == ROLE_STAFF, new = role_of(r, s, fresh) == ROLE_STAFF;
    assert_true(old != new);
    assert_true(new || !r->acknowledged);
    assert_int_equal(names_by(r, s, new ? fresh : staff), 1);
    assert_int_equal(names_by(r, s, coordinator), 1);
}

static void reset(struct run *r, struct store *s) {
    size_t set_aside;
    r->acknowledged = store_reset_codes(s, fresh, "another passphrase", &set_aside, &r->err);
}

static void check_reset(struct run *r, struct store *s) {
    bool old = role_of(r, s, staff) == ROLE_STAFF, new = role_of(r, s, fresh) == ROLE_STAFF;
    assert_true(old != new);
    assert_true(new || !r->acknowledged);
    assert_int_equal(names_by(r, s, new ? fresh : staff), old);
    assert_int_equal(names_by(r, s, new ? "another passphrase" : coordinator), old);
}

struct deed {
    void (*run)(struct run *r, struct store *s);
    void (*check)(struct run *r, struct store *s);
};

static bool with_fault(const struct deed *deed, enum fault kind, int n, bool for_ever) {
    struct run r = {0};
    int64_t heads = 0;
    make(&r);
    struct store *s = open_store(&r, VFS_FAULT);
    vfs_fault_plan(kind, n, for_ever);
    deed->run(&r, s);
    store_close(s);
    bool hit = vfs_fault_hit();
    vfs_fault_plan(FAULT_NONE, 0, false);
    assert_true(hit || r.acknowledged);
    s = open_store(&r, NULL);
    if (!s)
        fail_msg("does not open: %s", r.err.text);
    clock_advance(&r.clock, 60000);
    deed->check(&r, s);
    assert_true(db_ask_int(store_db(s), &r.err, &heads, 0, "SELECT sum(n) FROM mark", ""));
    assert_int_equal(heads, 1);
    assert_true(store_verify(s, &r.err));
    store_close(s);
    folder_remove(r.dir);
    return hit;
}

/* The first ones all, then fewer and fewer: a reset writes some hundred pages, most of them alike.
 */
static void every_fault(const struct deed *deed) {
    int step = 1;
    for (int kind = FAULT_WRITE; kind < FAULT_KINDS; kind++)
        for (int for_ever = 0; for_ever < 2; for_ever++)
            for (int n = 1; with_fault(deed, (enum fault)kind, n, for_ever); n += step)
                step = getenv("TURNOUT_LONG") ? 1 : 1 + n / 8;
}

static void test_a_change_is_cut_off(void **state) {
    (void)state;
    every_fault(&(struct deed){change, check_change});
}

static void test_a_reset_is_cut_off(void **state) {
    (void)state;
    every_fault(&(struct deed){reset, check_reset});
}

static int set_up(void **state) {
    (void)state;
    vfs_fault_register();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_change_is_cut_off),
        cmocka_unit_test(test_a_reset_is_cut_off),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
