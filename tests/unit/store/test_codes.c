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

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_two_codes_two_roles),
        TEST(test_weak_or_equal_codes_are_refused),
        TEST(test_wrong_codes_make_one_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
