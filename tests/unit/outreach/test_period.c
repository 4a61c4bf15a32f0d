/* Quarters and financial years, at their edges and over the turn of a year. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "outreach/period.h"

static void assert_period(enum period p, const char *today, const char *from, const char *until) {
    struct date day, first, last;
    char text[11];
    assert_true(date_parse_iso(today, &day));
    period_of(p, day, &first, &last);
    date_iso(first, text);
    assert_string_equal(text, from);
    date_iso(last, text);
    assert_string_equal(text, until);
}

static void quarters_begin_in_april(void **state) {
    (void)state;
    assert_period(PERIOD_QUARTER, "2019-02-06", "2019-01-01", "2019-03-31");
    assert_period(PERIOD_QUARTER, "2019-03-31", "2019-01-01", "2019-03-31");
    assert_period(PERIOD_QUARTER, "2019-04-01", "2019-04-01", "2019-06-30");
    assert_period(PERIOD_QUARTER, "2019-12-31", "2019-10-01", "2019-12-31");
}

static void the_quarter_before_may_lie_in_another_year(void **state) {
    (void)state;
    assert_period(PERIOD_LAST_QUARTER, "2019-02-06", "2018-10-01", "2018-12-31");
    assert_period(PERIOD_LAST_QUARTER, "2019-04-01", "2019-01-01", "2019-03-31");
}

static void a_financial_year_ends_in_march(void **state) {
    (void)state;
    assert_period(PERIOD_YEAR, "2019-03-31", "2018-04-01", "2019-03-31");
    assert_period(PERIOD_YEAR, "2019-04-01", "2019-04-01", "2020-03-31");
    assert_period(PERIOD_YEAR, "2020-01-01", "2019-04-01", "2020-03-31");
}

static void all_has_no_dates(void **state) {
    (void)state;
    assert_period(PERIOD_ALL, "2019-02-06", "", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quarters_begin_in_april),
        cmocka_unit_test(the_quarter_before_may_lie_in_another_year),
        cmocka_unit_test(a_financial_year_ends_in_march),
        cmocka_unit_test(all_has_no_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
