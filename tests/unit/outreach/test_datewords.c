/* Dates in words. Each is compared with a short notation: "21/11/2018 22/11/2018", "Thu 13/6/-". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/datewords.h"

static const char *notation(const char *text) {
    static char out[400];
    struct date_words w;
    size_t len = 0;
    date_words_read(text, &w);
    out[0] = '\0';
    for (size_t i = 0; i < w.parts; i++) {
        struct date_word p = w.part[i];
        char day[5] = "-", year[7] = "-";
        if (p.day != 0)
            snprintf(day, sizeof day, "%d", p.day);
        if (p.year != 0)
            snprintf(year, sizeof year, "%d", p.year);
        len += (size_t)snprintf(out + len, sizeof out - len, "%s%.3s%s%s/%d/%s", i > 0 ? " " : "",
                                p.weekday >= 0 ? weekday_name((enum weekday)p.weekday) : "",
                                p.weekday >= 0 ? " " : "", day, p.month, year);
    }
    snprintf(out + len, sizeof out - len, "%s%s", w.open ? " open" : "", w.range ? " range" : "");
    return out;
}

static void as_they_are_written(void **state) {
    (void)state;
    const char *const cases[][2] = {
        {"15-16/05/2019", "15/5/2019 16/5/2019 range"},
        {"21, 22, 23, 24/11/2018", "21/11/2018 22/11/2018 23/11/2018 24/11/2018"},
        {"4, 5/12/2018", "4/12/2018 5/12/2018"},
        {"12/02/2019, 5, 7/04/2019", "12/2/2019 5/4/2019 7/4/2019"},
        {"2 July", "2/7/-"},
        {"March", "-/3/-"},
        {"September 2018", "-/9/2018"},
        {"Thursday 27 March 2020", "Thu 27/3/2020"},
        {"Thursday 13 June at 2pm", "Thu 13/6/-"},
        {"10 and 21 June at 10am and 2pm on both days", "10/6/- 21/6/-"},
        {"Since April 2019", "-/4/2019 open"},
        {"once a month", ""},
        {"From 2020 meetings will be held monthly", " open"},
        {"", ""},
        {"27/03/2020 (Friday)", "Fri 27/3/2020"},
        {"2nd and 4th July 2019", "2/7/2019 4/7/2019"},
        {"June 13, 2019", "13/6/2019"},
        {"10 June and 4 July 2019", "10/6/2019 4/7/2019"},
        {"2019-06-13", "13/6/2019"},
        {"13/6", "13/6/-"},
        {"13.6.19", "13/6/2019"},
        {"Mon 3 \xE2\x80\x93 Wed 5 June 2019", "Mon 3/6/2019 Wed 5/6/2019 range"},
        {"14:30 on 5/6/2019", "5/6/2019"},
        {"at 2 on 5 June 2019", "5/6/2019"},
        {"30 sessions", ""},
        {"we may march", ""},
        {"31/02/2019", "31/2/2019"},
        {"123456789", ""},
        {"5/13/2019", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (strcmp(notation(cases[i][0]), cases[i][1]) != 0)
            fail_msg("\"%s\" gives \"%s\", not \"%s\"", cases[i][0], notation(cases[i][0]),
                     cases[i][1]);
}

static void never_more_than_fit(void **state) {
    (void)state;
    char text[400] = "";
    for (int i = 0; i < 40; i++)
        memcpy(text + 3 * i, "1, ", 3);
    memcpy(text + 120, "2/3/2019", 9);
    struct date_words w;
    date_words_read(text, &w);
    assert_int_equal(w.parts, DATE_WORDS_MAX);
}

static void only_whole_and_real_dates(void **state) {
    (void)state;
    struct date d = date_word_date((struct date_word){.year = 2019, .month = 2, .day = 28});
    assert_int_equal(date_compare(d, (struct date){2019, 2, 28}), 0);
    assert_int_equal(date_word_date((struct date_word){.year = 2019, .month = 2, .day = 29}).year,
                     0);
    assert_int_equal(date_word_date((struct date_word){.month = 2, .day = 28}).year, 0);
    assert_int_equal(date_word_date((struct date_word){.year = 2019, .month = 2}).year, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_they_are_written),
        cmocka_unit_test(never_more_than_fit),
        cmocka_unit_test(only_whole_and_real_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
