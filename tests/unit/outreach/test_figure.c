/* Figures of others: periods and values as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "outreach/figure.h"

static void a_period_is_understood(void **state) {
    (void)state;
    static const struct {
        const char *text, *from, *until;
    } known[] = {
        {"Q1 2019/20", "2019-04-01", "2019-06-30"},
        {"Q4 2019/20", "2020-01-01", "2020-03-31"},
        {"2018/19", "2018-04-01", "2019-03-31"},
        {"1999/00", "1999-04-01", "2000-03-31"},
        {"2020-02", "2020-02-01", "2020-02-29"},
        {"2019-12", "2019-12-01", "2019-12-31"},
        {"2019", "2019-01-01", "2019-12-31"},
        {"2019-04-01 to 2019-08-12", "2019-04-01", "2019-08-12"},
        {"01/04/2019 to 12/08/2019", "2019-04-01", "2019-08-12"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct date from, until;
        char day[11];
        if (!figure_period(known[i].text, &from, &until))
            fail_msg("%s", known[i].text);
        date_iso(from, day);
        assert_string_equal(day, known[i].from);
        date_iso(until, day);
        assert_string_equal(day, known[i].until);
    }
}

static void what_is_no_period_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",        "last year", "Q5 2019/20", "Q1 2019/21", "2019/21",
        "2019-13", "2019-0",    "19",         "2019-04x",   "2019-08-12 to 2019-04-01",
        "Q1",      "Q1 2019",   "0000",       " to ",       "2019-04-01 to 2019-02-30",
    };
    struct date from = {1, 1, 1}, until = {1, 1, 1};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (figure_period(wrong[i], &from, &until))
            fail_msg("\"%s\" is a period", wrong[i]);
    assert_int_equal(from.year, 1);
}

static void a_value_is_understood(void **state) {
    (void)state;
    static const struct {
        const char *text, *value; /* NULL: it is none */
    } known[] = {
        {"412", "412"},
        {"-13.7", "-13.7"},
        {" - 13.7%", "-13.7 %"},
        {"+5 %", "+5 %"},
        {"\xE2\x88\x92"
         "3.4",
         "-3.4"},
        {"None", ""},
        {"0", "0"},
        {"123456789", "123456789"},
        {"", NULL},
        {"many", NULL},
        {"1.", NULL},
        {".5", NULL},
        {"1234567890", NULL},
        {"1,204", NULL},
        {"5 %%", NULL},
        {"=1+1", NULL},
        {"1.2345", NULL},
        {"--5", NULL},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char value[FIGURE_VALUE] = "as before";
        bool ok = figure_value(known[i].text, value);
        if (ok != (known[i].value != NULL))
            fail_msg("\"%s\"", known[i].text);
        assert_string_equal(value, ok ? known[i].value : "as before");
    }
}

static void what_does_not_fit_says_why(void **state) {
    (void)state;
    const struct figure good = {.area = "Elstree",
                                .period = "2019",
                                .measure = "Calls",
                                .from = {2019, 1, 1},
                                .until = {2019, 12, 31},
                                .value = "412",
                                .source = "Police"};
    struct err err = {0};
    assert_true(figure_fits(&good, &err));
    struct figure f = good;
    f.source = "";
    assert_false(figure_fits(&f, &err));
    assert_non_null(strstr(err.text, "source"));
    f = good;
    f.value = "many";
    assert_false(figure_fits(&f, &err));
    f = good;
    f.until = (struct date){2018, 1, 1};
    assert_false(figure_fits(&f, &err));
    f = good;
    f.area = "elstree"; /* capitals make no other number */
    f.value = "3";
    assert_true(figure_is_of(&f, &good));
    f.measure = "Visits";
    assert_false(figure_is_of(&f, &good));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_period_is_understood),
        cmocka_unit_test(what_is_no_period_is_refused),
        cmocka_unit_test(a_value_is_understood),
        cmocka_unit_test(what_does_not_fit_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
