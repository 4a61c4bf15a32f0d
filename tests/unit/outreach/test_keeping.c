/* How long what is personal is kept: by whole months, and never names longer than was promised. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "outreach/keeping.h"

static void first_day(const struct keeping *k, enum keep_class c, struct date today, int year,
                      int month) {
    struct date d = keep_first_day(k, c, today);
    assert_int_equal(d.year, year);
    assert_int_equal(d.month, month);
    assert_int_equal(d.day, 1);
}

static void months_are_those_of_the_calendar(void **state) {
    (void)state;
    first_day(NULL, KEEP_NAMES, (struct date){2020, 2, 29}, 2019, 2);
    first_day(NULL, KEEP_NAMES, (struct date){2020, 3, 1}, 2019, 3);
    first_day(NULL, KEEP_NAMES, (struct date){2020, 12, 31}, 2019, 12);
    first_day(NULL, KEEP_ENVELOPES, (struct date){2020, 2, 1}, 2019, 11);
}

static void a_setting_says_how_many_and_0_is_the_rule(void **state) {
    (void)state;
    const struct keeping k = {.months = {[KEEP_NAMES] = 1, [KEEP_DRAFTS] = 24}};
    first_day(&k, KEEP_NAMES, (struct date){2020, 1, 15}, 2019, 12);
    first_day(&k, KEEP_DRAFTS, (struct date){2020, 1, 15}, 2018, 1);
    first_day(&k, KEEP_ENVELOPES, (struct date){2020, 1, 15}, 2019, 10);
}

static void every_class_says_what_goes_and_what_stays(void **state) {
    (void)state;
    for (int c = 0; c < KEEP_CLASSES; c++) {
        const struct keep_rule *r = keep_rule((enum keep_class)c);
        assert_true(r->name[0] && r->goes[0] && r->stays[0]);
        assert_in_range(r->months, 1, r->most);
    }
    assert_int_equal(keep_rule(KEEP_NAMES)->most, 12); /* the sign-in sheet says so */
    assert_true(keep_rule(KEEP_ENVELOPES)->confirmed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_are_those_of_the_calendar),
        cmocka_unit_test(a_setting_says_how_many_and_0_is_the_rule),
        cmocka_unit_test(every_class_says_what_goes_and_what_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
