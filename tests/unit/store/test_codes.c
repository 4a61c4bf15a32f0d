/* Codes: who gets in, and how long one waits after wrong ones. */
#include "cheap_scrypt.h"
#include "fixture.h"

static enum role try_code(struct fixture *f, const char *code, int *ret_wait) {
    enum role role = ROLE_COORDINATOR;
    OK(f, store_try_code(f->s, code, &role, ret_wait, &f->err));
    return role;
}

static void test_two_codes_two_roles(void **state) {
    struct fixture *f = *state;
    bool has = true;
    int wait;
    OK(f, store_has_codes(f->s, &has, &f->err));
    assert_false(has);
    OK(f, store_set_codes(f->s, "736201", "a long passphrase", &f->err));
    OK(f, store_has_codes(f->s, &has, &f->err));
    assert_true(has);
    assert_int_equal(try_code(f, "736201", &wait), ROLE_STAFF);
    assert_int_equal(try_code(f, "a long passphrase", &wait), ROLE_COORDINATOR);
    assert_int_equal(try_code(f, "736202", &wait), ROLE_PUBLIC);
    assert_int_equal(wait, 0);
    assert_int_equal(fixture_number(f, "SELECT max(instr(record, '736201')) FROM code"), 0);
}

static void test_weak_or_equal_codes_are_refused(void **state) {
    struct fixture *f = *state;
    bool has = true;
    REFUSED(f, store_set_codes(f->s, "736201", "736201", &f->err), "choose another");
    assert_int_equal(f->err.kind, ERR_INPUT);
    f->err = (struct err){0};
    assert_false(store_set_codes(f->s, "123456", "736201", &f->err));
    assert_int_equal(f->err.kind, ERR_INPUT);
    OK(f, store_has_codes(f->s, &has, &f->err));
    assert_false(has);
}

static void test_wrong_codes_make_one_wait(void **state) {
    struct fixture *f = *state;
    int wait;
    OK(f, store_set_codes(f->s, "736201", "a long passphrase", &f->err));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(try_code(f, "999998", &wait), ROLE_PUBLIC);
        assert_int_equal(wait, 0);
    }
    try_code(f, "999998", &wait);
    assert_int_equal(wait, 5);
    clock_advance(&f->clock, 4000);
    assert_int_equal(try_code(f, "736201", &wait), ROLE_PUBLIC); /* right, but too early */
    assert_int_equal(wait, 1);
    assert_int_equal(fixture_number(f, "SELECT value FROM setting WHERE key = 'code.wrong'"), 4);
    fixture_boot(f, fixture_day(2019, 2, 6)); /* pulling the plug does not help */
    assert_int_equal(store_code_wait(f->s), 5);
    clock_advance(&f->clock, 5000);
    assert_int_equal(try_code(f, "736201", &wait), ROLE_STAFF);
    assert_int_equal(wait, 0);
    assert_int_equal(fixture_number(f, "SELECT value FROM setting WHERE key = 'code.wrong'"), 0);
}

/* ---- one code is changed ---- */

static const char staff[] = "736201", coordinator[] = "a long passphrase", fresh[] = "905177";

/* Session 4 is of adults, and one of them has a name; nobody is in. */
static void with_a_name(struct fixture *f) {
    struct check_in c;
    fixture_sql(f, "INSERT INTO session(uid, date, audience) VALUES"
                   "('u4', '2019-02-06', 'professionals')");
    fixture_boot(f, fixture_day(2019, 2, 6));
    OK(f, store_set_codes(f->s, staff, coordinator, &f->err));
    OK(f, store_open_session(f->s, 4, &f->err));
    OK(f, store_walk_in(f->s, 4, &c, &f->err));
    OK(f, store_name_walk_in(f->s, 4, c.entry, "Wilhelmina Park", &f->err));
    store_forget_names(f->s);
}

/* Does the code let somebody in who then reads the name? */
static bool opens_the_name(struct fixture *f, const char *code) {
    struct roster r;
    int wait;
    store_forget_names(f->s);
    if (try_code(f, code, &wait) == ROLE_PUBLIC)
        return false;
    OK(f, store_roster(f->s, 4, &r, &f->err));
    assert_int_equal(r.walk_ins, 1);
    assert_string_equal(r.walk_in[0].name, "Wilhelmina Park");
    roster_free(&r);
    store_forget_names(f->s);
    return true;
}

static bool change(struct fixture *f, enum role role, const char *old, const char *code) {
    int wait;
    return store_change_code(f->s, role, old, code, &wait, &f->err);
}

static void test_a_code_is_changed_and_the_names_follow(void **state) {
    struct fixture *f = *state;
    with_a_name(f);
    OK(f, change(f, ROLE_STAFF, staff, fresh));
    assert_false(store_names_open(f->s)); /* it let nobody in */
    fixture_boot(f, fixture_day(2019, 2, 6));
    assert_false(opens_the_name(f, staff));
    assert_true(opens_the_name(f, fresh));
    assert_true(opens_the_name(f, coordinator));
    OK(f, change(f, ROLE_STAFF, coordinator, staff)); /* a forgotten one is set again */
    assert_true(opens_the_name(f, staff));
    OK(f, change(f, ROLE_COORDINATOR, coordinator, fresh));
    assert_false(opens_the_name(f, coordinator));
    assert_true(opens_the_name(f, fresh));
    assert_true(opens_the_name(f, staff));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM code"), 2);
}

static void test_who_is_in_stays_in(void **state) {
    struct fixture *f = *state;
    int wait;
    with_a_name(f);
    assert_int_equal(try_code(f, coordinator, &wait), ROLE_COORDINATOR);
    OK(f, change(f, ROLE_STAFF, staff, fresh));
    assert_true(store_names_open(f->s));
    REFUSED(f, change(f, ROLE_STAFF, staff, "481516"), "not right");
    assert_true(store_names_open(f->s));
}

static void test_a_change_needs_the_right_code_and_a_good_one(void **state) {
    struct fixture *f = *state;
    int wait;
    with_a_name(f);
    REFUSED(f, change(f, ROLE_COORDINATOR, staff, fresh), "needs the coordinator's code");
    REFUSED(f, change(f, ROLE_STAFF, staff, "000000"), "repeat");
    REFUSED(f, change(f, ROLE_STAFF, staff, "234567"), "run");
    REFUSED(f, change(f, ROLE_STAFF, staff, coordinator), "choose another");
    REFUSED(f, change(f, ROLE_COORDINATOR, coordinator, staff), "choose another");
    assert_true(opens_the_name(f, staff) && opens_the_name(f, coordinator));
    for (int i = 0; i < 4; i++)
        REFUSED(f, store_change_code(f->s, ROLE_STAFF, "999998", fresh, &wait, &f->err),
                "not right");
    assert_int_equal(wait, 5); /* these are tries as well */
    REFUSED(f, store_change_code(f->s, ROLE_STAFF, staff, fresh, &wait, &f->err), "not right");
    clock_advance(&f->clock, 5000);
    OK(f, store_change_code(f->s, ROLE_STAFF, staff, fresh, &wait, &f->err));
    assert_int_equal(wait, 0);
}

static void test_asking_lets_nobody_in(void **state) {
    struct fixture *f = *state;
    int wait = -1;
    with_a_name(f);
    OK(f, store_ask_code(f->s, staff, ROLE_STAFF, &wait, &f->err));
    OK(f, store_ask_code(f->s, coordinator, ROLE_STAFF, &wait, &f->err));
    assert_int_equal(wait, 0);
    assert_false(store_names_open(f->s));
    REFUSED(f, store_ask_code(f->s, staff, ROLE_COORDINATOR, &wait, &f->err), "coordinator's");
    REFUSED(f, store_ask_code(f->s, fresh, ROLE_STAFF, &wait, &f->err), "not right");
    assert_int_equal(f->err.kind, ERR_INPUT);
}

/* The record of the staff code is gone: with that code a change would leave nothing to open by. */
static void test_no_change_loses_the_names(void **state) {
    struct fixture *f = *state;
    with_a_name(f);
    fixture_sql(f, "DELETE FROM names_key WHERE role = 'staff'");
    REFUSED(f, change(f, ROLE_STAFF, staff, fresh), "Use the other code");
    assert_int_equal(f->err.kind, ERR_DENIED);
    OK(f, change(f, ROLE_STAFF, coordinator, fresh));
    assert_true(opens_the_name(f, fresh));
    fixture_sql(f, "DELETE FROM names_key WHERE role = 'staff'");
    OK(f, change(f, ROLE_COORDINATOR, coordinator, staff));
    fixture_sql(f, "DELETE FROM names_key");
    fixture_sql(f, "DELETE FROM walkin_name"); /* nothing to lose: a new key does */
    OK(f, change(f, ROLE_STAFF, staff, "481516"));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM names_key"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_two_codes_two_roles),
        TEST(test_weak_or_equal_codes_are_refused),
        TEST(test_wrong_codes_make_one_wait),
        TEST(test_a_code_is_changed_and_the_names_follow),
        TEST(test_who_is_in_stays_in),
        TEST(test_a_change_needs_the_right_code_and_a_good_one),
        TEST(test_asking_lets_nobody_in),
        TEST(test_no_change_loses_the_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
