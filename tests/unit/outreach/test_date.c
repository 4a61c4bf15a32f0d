/* The calendar against the C library's own, day by day, and the ways dates are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "outreach/date.h"

static void agrees_with_libc_for_four_centuries(void **state) {
    (void)state;
    for (int32_t day = -70000; day < 76100; day += 1) {
        time_t t = (time_t)day * 86400;
        struct tm tm;
        gmtime_r(&t, &tm);
        struct date d = date_from_days(day);
        assert_int_equal(d.year, tm.tm_year + 1900);
        assert_int_equal(d.month, tm.tm_mon + 1);
        assert_int_equal(d.day, tm.tm_mday);
        assert_int_equal(date_to_days(d), day);
        assert_int_equal(date_weekday(d), (tm.tm_wday + 6) % 7);
        assert_true(date_valid(d));
    }
}

static void knows_what_is_no_date(void **state) {
    (void)state;
    struct date none[] = {{0, 0, 0},     {2019, 2, 29}, {1900, 2, 29}, {2019, 13, 1},
                          {2019, 4, 31}, {2019, 0, 1},  {2019, 1, 0},  {-5, 1, 1}};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_false(date_valid(none[i]));
    assert_true(date_valid((struct date){2000, 2, 29}));
    assert_true(date_valid((struct date){2020, 2, 29}));
}

static void reads_iso_strictly(void **state) {
    (void)state;
    struct date d = {0};
    assert_true(date_parse_iso("2019-02-06", &d));
    assert_int_equal(date_compare(d, (struct date){2019, 2, 6}), 0);
    const char *bad[] = {
        "",         "2019-2-6", "2019-02-30", "2019-02-06 ", " 2019-02-06", "2019/02/06",
        "20190206", "2019-02",  "2019-02-0x", "-019-02-06",  "2019-02-061", "99999-01-01"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct date kept = d;
        assert_false(date_parse_iso(bad[i], &kept));
        assert_int_equal(date_compare(kept, d), 0);
    }
}

static void reads_uk_dates(void **state) {
    (void)state;
    struct date d = {0};
    const char *good[] = {"6/2/2019", "06/02/2019", "6.2.2019", "06-02-2019"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(date_parse_uk(good[i], &d));
        assert_int_equal(date_compare(d, (struct date){2019, 2, 6}), 0);
    }
    const char *bad[] = {"",          "6/2/19",    "6/2-2019", "31/02/2019",
                         "2/30/2019", "6/2/2019x", "6 2 2019"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(date_parse_uk(bad[i], &d));
}

static void reads_either_and_knows_none(void **state) {
    (void)state;
    struct date d = {0};
    assert_true(date_parse("2019-02-06", &d));
    assert_int_equal(date_compare(d, (struct date){2019, 2, 6}), 0);
    assert_true(date_parse("7/2/2019", &d));
    assert_int_equal(date_compare(d, (struct date){2019, 2, 7}), 0);
    assert_false(date_parse("soon", &d));
    assert_int_equal(date_compare(date_from_iso("2019-02-06"), (struct date){2019, 2, 6}), 0);
    assert_int_equal(date_from_iso("").year, 0);
    assert_int_equal(date_from_iso("6/2/2019").year, 0);
}

static void writes_dates(void **state) {
    (void)state;
    char out[11];
    date_iso((struct date){2019, 2, 6}, out);
    assert_string_equal(out, "2019-02-06");
    date_uk((struct date){2019, 2, 6}, out);
    assert_string_equal(out, "06/02/2019");
    date_iso((struct date){0}, out);
    assert_string_equal(out, "");
    date_uk((struct date){0}, out);
    assert_string_equal(out, "");
}

static void no_date_sorts_last(void **state) {
    (void)state;
    struct date none = {0}, a = {2019, 2, 6}, b = {2019, 2, 7};
    assert_true(date_compare(a, b) < 0);
    assert_true(date_compare(b, a) > 0);
    assert_true(date_compare(none, a) > 0);
    assert_true(date_compare(a, none) < 0);
    assert_int_equal(date_compare(none, none), 0);
    assert_true(date_compare((struct date){2018, 12, 31}, (struct date){2019, 1, 1}) < 0);
}

static void quarters_begin_in_april(void **state) {
    (void)state;
    char out[16];
    const struct {
        struct date d;
        const char *quarter;
    } cases[] = {{{2019, 4, 1}, "Q1 2019/20"},  {{2019, 3, 31}, "Q4 2018/19"},
                 {{2019, 7, 1}, "Q2 2019/20"},  {{2019, 12, 31}, "Q3 2019/20"},
                 {{1999, 10, 1}, "Q3 1999/00"}, {{0}, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        date_quarter(cases[i].d, out);
        assert_string_equal(out, cases[i].quarter);
    }
}

static void wall_time_is_local(void **state) {
    (void)state;
    int minute;
    /* 23:00 UTC is midnight in a British summer. */
    struct date d = date_of_wall(1561849200000 - 1, &minute);
    assert_int_equal(date_compare(d, (struct date){2019, 6, 29}), 0);
    assert_int_equal(minute, 23 * 60 + 59);
    d = date_of_wall(1561849200000, &minute);
    assert_int_equal(date_compare(d, (struct date){2019, 6, 30}), 0);
    assert_int_equal(minute, 0);
    /* 14:00 stays 14:00 on the days on which the clocks change. */
    struct date changes[] = {{2019, 3, 31}, {2019, 10, 27}, {2019, 6, 1}, {2019, 1, 1}};
    for (size_t i = 0; i < 4; i++) {
        struct date back = date_of_wall(date_to_wall(changes[i], 14 * 60 + 5), &minute);
        assert_int_equal(date_compare(back, changes[i]), 0);
        assert_int_equal(minute, 14 * 60 + 5);
    }
    d = date_of_wall(-1, &minute); /* a millisecond before 1970, when London was an hour ahead */
    assert_int_equal(date_compare(d, (struct date){1970, 1, 1}), 0);
    assert_int_equal(minute, 59);
}

int main(void) {
    setenv("TZ", "Europe/London", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_libc_for_four_centuries),
        cmocka_unit_test(knows_what_is_no_date),
        cmocka_unit_test(reads_iso_strictly),
        cmocka_unit_test(reads_uk_dates),
        cmocka_unit_test(reads_either_and_knows_none),
        cmocka_unit_test(writes_dates),
        cmocka_unit_test(no_date_sorts_last),
        cmocka_unit_test(quarters_begin_in_april),
        cmocka_unit_test(wall_time_is_local),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
