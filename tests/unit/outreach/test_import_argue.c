/* Arguing back: the demo's traps one by one in a golden, and what the demo does not have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "demo.h"

#define HEAD                                                                                       \
    "code,date,date_text,venue,event_type,topic,sessions,attendees,qualifier,deliverer,status\n"

static const struct date unknown = {0};

static void add_complaints(struct str *out, const struct import *im) {
    for (size_t i = 0; i < im->complaints; i++) {
        const struct complaint *c = &im->complaint[i];
        str_addf(out, "%s\t%d\t%s\t%s\n", im->file, c->line, c->rule, c->what);
    }
}

static void the_demo_is_argued_with(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct import plan = demo_file(DEMO_PLAN, NULL, unknown);
    struct ledger l = demo_ledger(&plan);
    struct import programme = demo_file(DEMO_PROGRAMME, &l, unknown);
    add_complaints(&out, &plan);
    add_complaints(&out, &programme);
    assert_int_equal(plan.errors + programme.errors, 0);
    demo_golden("tests/unit/outreach/golden-complaints.txt", &out);
    import_free(&programme);
    import_free(&plan);
}

/* A row, the complaint that it must bring, and words of it; no rule: it must bring none. */
struct argument {
    const char *row, *rule, *what, *todo;
};

static void argue(const struct argument *a, const struct ledger *l, struct date today) {
    struct str text CLEANUP(str_release) = {0};
    str_addf(&text, "%s%s\n", HEAD, a->row);
    struct import im = demo_text(str_c(&text), l, today);
    const struct complaint *c = a->rule != NULL ? demo_complaint(&im, a->rule, 2) : NULL;
    if (im.errors != 0 || (a->rule != NULL && (c == NULL || strstr(c->what, a->what) == NULL ||
                                               strstr(c->todo, a->todo) == NULL)))
        fail_msg("%s: %s: %s => %s", a->row, a->rule, c ? c->what : "not said", c ? c->todo : "");
    if (a->rule == NULL)
        for (size_t i = 0; i < im.complaints; i++)
            if (im.complaint[i].line == 2)
                fail_msg("%s: %s: %s", a->row, im.complaint[i].rule, im.complaint[i].what);
    import_free(&im);
}

static void dates(void **state) {
    (void)state;
    static const struct argument cases[] = {
        {"4.1,2020-03-27,Thursday 27 March 2020,,conference,,,,,,planned", "weekday",
         "27 March 2020 is a Friday", "Friday 27/03/2020 or Thursday 26/03/2020"},
        {"4.1,2020-03-27,Thursday 27 March,,conference,,,,,,planned", "weekday", "is a Friday", ""},
        {"4.1,2020-03-30,Sunday 30 March 2020,,conference,,,,,,planned", "weekday", "is a Monday",
         "Sunday 29/03/2020"},
        {"4.1,2020-03-27,Friday 27 March 2020,,conference,,,,,,planned", NULL, NULL, NULL},
        {"4.3,,\"21, 24/11/2018\",Queens,school_workshop,,8,30,exact,,delivered", "weekend",
         "24/11/2018 is a Saturday", "Ask the school"},
        {"4.3,2019-04-07,,Queens,school_workshop,,,30,exact,,delivered", "weekend", "Sunday", ""},
        {"4.3,2019-04-07,7/4/2019,Queens,school_workshop,,,30,exact,,delivered", "weekend",
         "Sunday", ""},
        {"4.3,2019-04-07,,Queens,school_workshop,,,,,,cancelled", NULL, NULL, NULL},
        {"1.1,2019-04-07,,Queens School,community_event,,,30,exact,,delivered", NULL, NULL, NULL},
        {"1.1,2019-04-07,,Football Club,community_event,,,30,exact,,delivered", NULL, NULL, NULL},
        {"1.2,,2 July,Queens,school_event,,,,,,planned", "year-missing", "\"2 July\" has no year.",
         "never guessed"},
        {"4.7,,Thursday 13 June at 2pm,,meeting,,,,,,delivered", "year-missing", "has no year",
         "Thursday in 2019;"},
        {"4.3,,March,Hertswood,school_workshop,,,,,,delivered", "year-missing",
         "no year and no day", ""},
        {"1.2,2019-05-15,15-16/05/2019,Queens,school_talk,,,30,exact,,delivered", NULL, NULL, NULL},
        {"1.2,2019-05-15,16/05/2019,Queens,school_talk,,,30,exact,,delivered", "date-differs",
         "15/05/2019, but its words are \"16/05/2019\"", "wrong"},
        {"1.2,2019-05-15,15 and 31/06/2019,Queens,school_talk,,,30,exact,,delivered", "date-words",
         "31/6/2019 is no date", ""},
        {"1.2,2019-12-13,,Town Hall,talk,,,30,exact,,delivered", "future",
         "13/12/2019 is still to come", ""},
        {"1.2,2022-12-13,,Town Hall,talk,,,,,,planned", "far", "more than two years", "year"},
        {"1.2,2019-12-11,,Town Hall,talk,,,,,,booked", "overdue", "booked for 11/12/2019",
         "status"},
        {"1.2,2019-12-12,,Town Hall,talk,,,,,,booked", NULL, NULL, NULL},
    };
    struct session older = session_blank();
    older.date = (struct date){2019, 1, 1};
    struct ledger l = {.session = &older, .sessions = 1};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        argue(&cases[i], &l, (struct date){2019, 12, 12});
}

static void numbers(void **state) {
    (void)state;
    static const struct argument cases[] = {
        {"5.2,2019-06-10,,,training,,4,100,exact,,planned", "expected",
         "planned, but its number is \"exact\": 100", "expected"},
        {"5.2,2019-06-10,,,training,,4,100,expected,,planned", NULL, NULL, NULL},
        {"5.2,2019-06-10,,,training,,4,100,expected,,delivered", "expected",
         "only the expected number", ""},
        {"5.2,,\"10, 11, 12/06/2019\",,training,,2,100,exact,,delivered", "sums",
         "names 3 dates, but there are 2", ""},
        {"5.2,2019-06-10,,,training,,8,5,exact,,delivered", "sums", "8 sessions had only 5", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        argue(&cases[i], NULL, unknown);
}

static void rooms_that_are_too_small(void **state) {
    (void)state;
    struct import im = demo_text("code,date,venue,attendees,qualifier,sessions,status,capacity\n"
                                 "4.6,2020-02-12,Civic Offices,30,expected,1,planned,24\n"
                                 "4.6,2020-02-13,Civic Offices,30,expected,1,planned,30\n"
                                 "4.6,2020-02-14,Civic Offices,30,expected,2,planned,24\n",
                                 NULL, unknown);
    assert_string_equal(demo_complaint(&im, "capacity", 2)->what,
                        "30 people are expected where there is room for 24.");
    assert_null(demo_complaint(&im, "capacity", 3));
    assert_null(demo_complaint(&im, "capacity", 4)); /* not all of them at once */
    import_free(&im);
}

static void actions(void **state) {
    (void)state;
    struct action plan[] = {{.code = "1.5", .carries = "attendance;sessions"},
                            {.code = "2.4", .carries = "update"}};
    struct ledger l = {.action = plan, .actions = 2};
    static const struct argument cases[] = {
        {"1.5;1.6,2019-06-10,,,training,,,5,exact,,delivered", "unknown-action",
         "no action 1.6 (line 2)", "code"},
        {"2.4,2019-06-10,,,training,,,5,exact,,delivered", "carries", "2.4 is not one that counts",
         "Check"},
        {"1.5,2019-06-10,,,training,,,5,exact,,delivered", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        argue(&cases[i], &l, unknown);
    struct import im = demo_text(HEAD ",2019-06-10,,,training,,,5,exact,,delivered\n", &l, unknown);
    assert_non_null(demo_complaint(&im, "no-action", 0));
    import_free(&im);
}

static void names(void **state) {
    (void)state;
    struct import im =
        demo_text(HEAD "1.1,2019-06-10,,Queens School,talk,,,5,exact,St Giles,delivered\n"
                       "1.1,2019-06-11,,Queens,talk,,,5,exact,CYP; St Giles Trust,delivered\n"
                       "1.1,2019-06-12,,queens school,talk,,,5,exact,st giles,delivered\n"
                       "1.1,2019-06-13,,Queens,talk,,,5,exact,St Giles Trust,delivered\n",
                  NULL, unknown);
    assert_int_equal(im.complaints, 2); /* once a pair, and capitals are no other spelling */
    assert_non_null(strstr(im.complaint[0].what, "\"Queens\" and \"Queens School\" in line 2"));
    assert_non_null(strstr(im.complaint[1].what, "\"St Giles Trust\" and \"St Giles\" in line 2"));
    struct ledger l = demo_ledger(&im);
    struct import second =
        demo_text(HEAD "1.1,2019-07-10,,\"Queens School, Bushey\",talk,,,5,exact,,delivered\n"
                       "1.1,2019-07-11,,Yavneh,talk,,,5,exact,,delivered\n",
                  &l, unknown);
    assert_int_equal(second.complaints, 1);
    assert_non_null(strstr(demo_complaint(&second, "alias", 2)->what, "in the programme so far"));
    import_free(&second);
    import_free(&im);
}

static void rows_that_may_count_twice(void **state) {
    (void)state;
    struct import im =
        demo_text(HEAD "4.3,2019-02-05,,Queens,school_workshop,Love,1,5,exact,,delivered\n"
                       "4.3,,Since April 2019,Queens,school_workshop,Love,4,50,exact,,delivered\n"
                       "4.3,2019-05-07,,Queens,school_workshop,Love,1,5,exact,,delivered\n"
                       "4.3,2019-05-08,,Queens,school_workshop,Knives,1,5,exact,,delivered\n"
                       "4.3,,Since April 2019,Yavneh,school_workshop,Love,4,50,exact,,delivered\n",
                  NULL, unknown);
    assert_non_null(strstr(demo_complaint(&im, "overlap", 3)->what, "overlaps line 4:"));
    assert_null(demo_complaint(&im, "overlap", 6)); /* nothing else is known of that school */
    import_free(&im);
}

static void crowds_are_counted(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    str_add(&text, HEAD);
    for (int i = 1; i <= 28; i++)
        str_addf(&text, "1.1,2019-02-%02d,,Hall %d,talk,,,,,,planned\n", i, i);
    str_add(&text, "1.1,2019-06-10,,Town Hall,talk,,,5,exact,,delivered\n");
    struct import im = demo_text(str_c(&text), NULL, unknown);
    assert_int_equal(im.complaints, 11);
    assert_non_null(strstr(demo_complaint(&im, "overdue", 0)->what, "18 more are planned"));
    import_free(&im);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demo_is_argued_with),
        cmocka_unit_test(dates),
        cmocka_unit_test(numbers),
        cmocka_unit_test(rooms_that_are_too_small),
        cmocka_unit_test(actions),
        cmocka_unit_test(names),
        cmocka_unit_test(rows_that_may_count_twice),
        cmocka_unit_test(crowds_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
