/* Dates and times: what is one, which day it is, and back. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forms/dates.h"

static void iso_is_read_and_nothing_else(void **state) {
    (void)state;
    static const char *const right[] = {
        "2024-02-29",
        "0001-01-01",
        "9999-12-31",
        "10:30",
        "10:30:59",
        "10:30:59.5",
        "10:30:59.123456Z",
        "23:59:59.999+14:00",
        "2024-02-29T00:00",
        "2024-02-29T10:30:00.000-03:30",
        "2024-02-29T10:30:00Z",
        "2000-02-29",
        "10:30+02",
    };
    static const char *const wrong[] = {
        "",
        "2024",
        "2024-02",
        "2023-02-29",
        "1900-02-29",
        "2024-00-10",
        "2024-13-10",
        "2024-04-31",
        "2024-1-1",
        "0000-01-01",
        "2024-02-29 ",
        " 2024-02-29",
        "2024-02-29T",
        "2024-02-29T1",
        "24:00",
        "10:60",
        "10:30:60",
        "10:30:00.",
        "1:30",
        "10:30x",
        "10:30+24:00",
        "10:30+01:60",
        "10:30+1",
        "2024-02-29Z",
        "12345-01-01",
        "-024-01-01",
        "2024-02-29T10:30+01:00x",
        "10:",
        "10:30:",
    };
    struct moment m;
    for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++)
        if (!moment_parse(right[i], &m))
            fail_msg("%s is a moment", right[i]);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
        if (moment_parse(wrong[i], &m))
            fail_msg("%s is no moment", wrong[i]);
}

static void what_is_not_there_stays_zero(void **state) {
    (void)state;
    struct moment m;
    assert_true(moment_parse("10:30:05.25-03:30", &m));
    assert_true(m.has_time && m.has_offset && !m.has_date && m.year == 0);
    assert_true(m.hour == 10 && m.minute == 30 && m.second == 5 && m.millis == 250);
    assert_int_equal(m.offset_s, -(3 * 3600 + 1800));
    assert_true(moment_parse("2024-03-01", &m));
    assert_true(m.has_date && !m.has_time && !m.has_offset && m.hour == 0);
}

static void every_day_comes_back(void **state) {
    (void)state;
    char text[MOMENT_TEXT], before[MOMENT_TEXT] = "0000-12-31";
    for (int day = -719162; day <= 2932896; day += 1 + (day > 40000 || day < -40000) * 96) {
        struct moment again, m = moment_of_days(day);
        moment_date(&m, text);
        assert_true(strcmp(before, text) < 0 && moment_parse(text, &again));
        if (moment_days(&again, 7200) != day)
            fail_msg("day %d is %s", day, text);
        memcpy(before, text, sizeof(before));
    }
}

static void offsets_are_turned_to_local_time(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t offset_s;
        double days;
    } cases[] = {{"1970-01-01", 3600, 0},
                 {"1970-01-01T12:00", 3600, 0.5},
                 {"1970-01-01T12:00Z", 3600 * 6, 0.75},
                 {"1970-01-01T12:00+06:00", 0, 0.25},
                 {"1970-01-01T00:00+06:00", 0, -0.25},
                 {"1970-01-01T00:00:00.000-06:00", -6 * 3600, 0},
                 {"06:00", 3600, 0.25},
                 {"00:00+06:00", 0, 0.75},
                 {"23:00-06:00", -5 * 3600, 0}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct moment m;
        assert_true(moment_parse(cases[i].text, &m));
        if (moment_days(&m, cases[i].offset_s) != cases[i].days)
            fail_msg("%s is %f", cases[i].text, moment_days(&m, cases[i].offset_s));
    }
}

static void moments_are_written_in_full(void **state) {
    (void)state;
    char text[MOMENT_TEXT];
    struct moment m = moment_of_ms(1709292896789, 3600);
    moment_datetime(&m, text);
    assert_string_equal(text, "2024-03-01T12:34:56.789+01:00");
    moment_date(&m, text);
    assert_string_equal(text, "2024-03-01");
    m = moment_of_ms(-1, -12600);
    moment_datetime(&m, text);
    assert_string_equal(text, "1969-12-31T20:29:59.999-03:30");
    m = moment_of_days(0.5);
    moment_datetime(&m, text);
    assert_string_equal(text, "1970-01-01T12:00:00.000");
    assert_true(moment_parse("10:30Z", &m));
    moment_time(&m, text);
    assert_string_equal(text, "10:30:00.000+00:00");
    moment_date(&m, text);
    assert_string_equal(text, "");
    moment_datetime(&m, text);
    assert_string_equal(text, "");
}

static void beyond_the_calendar_there_is_nothing(void **state) {
    (void)state;
    assert_false(moment_of_days(1e300).has_date);
    assert_false(moment_of_days(-719163).has_date);
    assert_false(moment_of_days(2932897).has_date);
    assert_false(moment_of_days(NAN).has_date);
    assert_false(moment_of_ms(INT64_MAX / 2, 0).has_date);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_is_read_and_nothing_else),
        cmocka_unit_test(what_is_not_there_stays_zero),
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(offsets_are_turned_to_local_time),
        cmocka_unit_test(moments_are_written_in_full),
        cmocka_unit_test(beyond_the_calendar_there_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
