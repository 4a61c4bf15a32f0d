/* What people write into cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "outreach/cell.h"

static void numbers_with_words(void **state) {
    (void)state;
    const struct {
        const char *text;
        enum heads_result result;
        int n;
        enum qualifier q;
        bool worded;
    } cases[] = {
        {"120", HEADS_OK, 120, COUNT_EXACT, false},
        {"0", HEADS_OK, 0, COUNT_EXACT, false},
        {"30+", HEADS_OK, 30, COUNT_AT_LEAST, true},
        {"over 70", HEADS_OK, 70, COUNT_AT_LEAST, true},
        {"Over 70 people", HEADS_OK, 70, COUNT_AT_LEAST, true},
        {">70", HEADS_OK, 70, COUNT_AT_LEAST, true},
        {"x 30", HEADS_OK, 30, COUNT_EXACT, true},
        {"about 30", HEADS_OK, 30, COUNT_ABOUT, true},
        {"c. 30", HEADS_OK, 30, COUNT_ABOUT, true},
        {"circa 30", HEADS_OK, 30, COUNT_ABOUT, true},
        {"~30", HEADS_OK, 30, COUNT_ABOUT, true},
        {"30+ expected", HEADS_OK, 30, COUNT_EXPECTED, true},
        {"1,200", HEADS_OK, 1200, COUNT_EXACT, true},
        {"120 students", HEADS_OK, 120, COUNT_EXACT, true},
        {"100000", HEADS_OK, 100000, COUNT_EXACT, false},
        {"100001", HEADS_TOO_MANY, 0, 0, false},
        {"99999999999999999999999", HEADS_TOO_MANY, 0, 0, false},
        {"-5", HEADS_NEGATIVE, 0, 0, false},
        {"", HEADS_NO_NUMBER, 0, 0, false},
        {"thirty", HEADS_NO_NUMBER, 0, 0, false},
        {"30.5", HEADS_NO_NUMBER, 0, 0, false},
        {"30-40", HEADS_NO_NUMBER, 0, 0, false},
        {"2 x 30", HEADS_NO_NUMBER, 0, 0, false},
        {"1,20", HEADS_NO_NUMBER, 0, 0, false},
        {"30 or so", HEADS_NO_NUMBER, 0, 0, false},
        {"over", HEADS_NO_NUMBER, 0, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct heads h = {0};
        if (cell_heads(cases[i].text, &h) != cases[i].result)
            fail_msg("\"%s\" was not understood as it should be", cases[i].text);
        if (cases[i].result != HEADS_OK)
            continue;
        assert_int_equal(h.n, cases[i].n);
        assert_int_equal(h.q, cases[i].q);
        assert_int_equal(h.worded, cases[i].worded);
    }
}

static void times_of_the_day(void **state) {
    (void)state;
    const struct {
        const char *text;
        int minute;
    } cases[] = {{"14:00", 840}, {"9:05", 545}, {"14.30", 870}, {"2pm", 840},    {"9.30 am", 570},
                 {"12am", 0},    {"12pm", 720}, {"0:00", 0},    {"23:59", 1439}, {"14:00:00", 840},
                 {"24:00", -1},  {"13pm", -1},  {"14", -1},     {"14:6", -1},    {"14:60", -1},
                 {"0pm", -1},    {"noon", -1},  {"", -1},       {"2pmx", -1},    {"100:00", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int16_t minute = -1;
        bool ok = cell_minute(cases[i].text, &minute);
        if (ok != (cases[i].minute >= 0) || minute != cases[i].minute)
            fail_msg("\"%s\" gives %d", cases[i].text, minute);
    }
}

static void year_groups(void **state) {
    (void)state;
    ARENA(a);
    const char *const cases[][2] = {
        {"9", "9"},
        {"5;6", "5;6"},
        {"Year 5 and 6", "5;6"},
        {"Y7-9", "7;8;9"},
        {"yr 10", "10"},
        {"5/6", "5;6"},
        {"6, 5, 6", "5;6"},
        {"R", "R"},
        {"reception;1", "R;1"},
        {"All", "all"},
        {"mixed", "all"},
        {"all years", "all"},
        {"Years 12 & 13", "12;13"},
        {"sixth form", "12;13"},
        {"7 to 9; 11", "7;8;9;11"},
        {"14", NULL},
        {"0", NULL},
        {"wombats", NULL},
        {"9-7", NULL},
        {"7-", NULL},
        {"-7", NULL},
        {"year", NULL},
        {"99999999999", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *years = NULL;
        bool ok = cell_years(&a, cases[i][0], &years);
        if (ok != (cases[i][1] != NULL))
            fail_msg("\"%s\": %s", cases[i][0], ok ? years : "refused");
        if (ok)
            assert_string_equal(years, cases[i][1]);
    }
}

static void action_codes(void **state) {
    (void)state;
    ARENA(a);
    const char *codes = NULL;
    assert_true(cell_codes(&a, "1.10; 1.2,1.2", &codes));
    assert_string_equal(codes, "1.2;1.10");
    assert_true(cell_codes(&a, "", &codes));
    assert_string_equal(codes, "");
    assert_false(cell_codes(&a, "1.2;<b>", &codes));
    assert_false(cell_codes(&a, "1.", &codes));
    assert_false(cell_is_code(""));
    assert_false(cell_is_code("12345678901234567"));
    assert_true(cell_is_code("A-3.1"));
}

static void cells_are_one_line(void **state) {
    (void)state;
    ARENA(a);
    assert_string_equal(cell_clean(&a, "  Mount \r\n Grace\t\x01 School "), "Mount Grace School");
    assert_string_equal(cell_clean(&a, " \n "), "");
    assert_string_equal(cell_type(&a, "School - Workshop"), "school_workshop");
}

static void what_a_spreadsheet_would_compute(void **state) {
    (void)state;
    const char *yes[] = {"=1", "+1", "-1", "@x", "\tx", "\rx"};
    const char *no[] = {"", "1", " =1", "a=b", "'=1"};
    for (size_t i = 0; i < 6; i++)
        assert_true(cell_is_formula(yes[i]));
    for (size_t i = 0; i < 5; i++)
        assert_false(cell_is_formula(no[i]));
    assert_true(cell_is_marked("see the OFFICIAL-SENSITIVE annex"));
    assert_true(cell_is_marked("OFFICIAL SENSITIVE"));
    assert_false(cell_is_marked("official opening, no secret"));
}

static void nearest_names(void **state) {
    (void)state;
    static const char *const names[] = {"venue", "status", "attendees", "topic"};
    assert_string_equal(cell_nearest("Venues", names, 4), "venue");
    assert_string_equal(cell_nearest("atendees", names, 4), "attendees");
    assert_string_equal(cell_nearest("statsu", names, 4), "status");
    assert_null(cell_nearest("weather", names, 4));
    assert_null(cell_nearest("", names, 0));
    assert_null(cell_nearest("a very long name that is longer than any", names, 4));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_with_words), cmocka_unit_test(times_of_the_day),
        cmocka_unit_test(year_groups),        cmocka_unit_test(action_codes),
        cmocka_unit_test(cells_are_one_line), cmocka_unit_test(what_a_spreadsheet_would_compute),
        cmocka_unit_test(nearest_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
