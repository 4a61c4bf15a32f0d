/* The shift report, of the shipped forms: pairs, their means and sums by topic. */
#include "survey_sample.h"

#define PUPILS "assets/forms/feedback.xml"
#define ADULTS "assets/forms/feedback-adult.xml"

static const struct date any = {0};

static void adults(struct fixture *f, unsigned *id, int64_t session, int n, const char *before,
                   const char *now) {
    char fields[100];
    snprintf(fields, sizeof fields, "<before>%s</before><now>%s</now>", before, now);
    sample_answers(f, id, "feedback-adult", session, "", n, fields);
}

/* Of four choices one step is 33 points: 4 move up by one, 4 by two, 2 stay. The mean is
 * (4 * 100/3 + 4 * 200/3) / 10 = 40 points; their variance (4 * (20/3)^2 + 4 * (80/3)^2 + 2 * 40^2)
 * / 9 = 691.4 and t is 2.262, so the interval is 40 -+ 2.262 * 26.29 / sqrt(10) = 21.2 to 58.8. */
static void pairs_have_a_mean_and_its_interval(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    adults(f, &id, 1, 4, "not_very", "fairly");
    adults(f, &id, 1, 4, "not_at_all", "fairly");
    adults(f, &id, 1, 2, "very", "very");
    adults(f, &id, 1, 3, "not_sure", "very"); /* no pairs */
    adults(f, &id, 1, 3, "fairly", "");
    sample_answers(f, &id, "feedback-adult", 1, "mashed", 9,
                   "<before>very</before><now>not_at_all</now>");
    sample_report(f, "shift", ADULTS, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "session,1,2019-02-06,Q4 2018/19,,knife_crime,feedback-adult,/data/now,"
                   "How confident are you now?,10,33,73,40,21,59,8,2,0,"
                   "up 40 points of 100 (hardly chance),,\r\n");
    sample_has(&r, "topic,,,,,knife_crime,,,,10,33,73,40,21,59,8,2,0,"
                   "up 40 points of 100 (hardly chance),1,0\r\n");
    sample_has(&r, "all,,,,,,,,,10,33,73,40,21,59,8,2,0,"
                   "up 40 points of 100 (hardly chance),1,0\r\n");
}

static void few_pairs_are_in_no_sum(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    adults(f, &id, 1, 6, "very", "very");
    adults(f, &id, 2, 4, "very", "not_at_all");
    adults(f, &id, 0, 4, "very", "not_at_all"); /* enough answers, and few pairs */
    adults(f, &id, 0, 3, "not_sure", "not_sure");
    sample_report(f, "shift", ADULTS, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "How confident are you now?,,,,,,,,,,fewer than 5 answers,,\r\n");
    sample_has(&r, "topic,,,,,(not said),,,,,,,,,,,,,,0,2\r\n");
    sample_has(&r, "all,,,,,,,,,6,100,100,0,0,0,0,6,0,unchanged (could be chance),1,2\r\n");
    sample_report(f, "shift", ADULTS, SUPPRESS_SHOW, any, any, &r);
    sample_has(&r, "topic,,,,,(not said),,,,8,100,0,-100,-100,-100,0,0,8,");
    sample_report(f, "shift", ADULTS, SUPPRESS_SHOW, (struct date){2019, 2, 6}, any, &r);
    sample_has(&r, "all,,,,,,,,,6,");
}

/* Both halves of the pupils' form have a pair; "a little" of three choices is half the way. */
static void both_scales_stand_in_one_sum(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    sample_answers(f, &id, "feedback", 1, "", 5,
                   "<primary><before>no</before><now>a_little</now></primary>");
    sample_answers(f, &id, "feedback", 1, "", 5,
                   "<secondary><before>strongly_disagree</before><now>strongly_agree</now>"
                   "</secondary>");
    sample_report(f, "shift", PUPILS, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "/data/primary/now,");
    sample_has(&r, ",5,0,50,50,50,50,5,0,0,up 50 points of 100 (hardly chance),,\r\n");
    sample_has(&r, ",5,0,100,100,100,100,5,0,0,up 100 points of 100 (hardly chance),,\r\n");
    sample_has(&r, "all,,,,,,,,,10,0,75,75,56,94,10,0,0,");
}

/* The same answers in another order give the same bytes. */
static void order_does_not_matter(void **state) {
    struct fixture *f = *state;
    struct str once CLEANUP(str_release) = {0}, again CLEANUP(str_release) = {0};
    static const char *const said[] = {"very", "fairly", "not_very", "not_at_all", "not_sure"};
    for (unsigned i = 0; i < 40; i++) {
        unsigned id = 1000 + i;
        adults(f, &id, 1, 1, said[i % 5], said[i * 7 % 4]);
        id = 5000 - i;
        adults(f, &id, 2, 1, said[i % 5], said[i * 7 % 4]);
    }
    sample_report(f, "shift", ADULTS, SUPPRESS_HIDE, (struct date){2019, 2, 6}, any, &once);
    sample_report(f, "shift", ADULTS, SUPPRESS_HIDE, any, (struct date){2019, 2, 5}, &again);
    const char *a = strstr(str_c(&once), "all,,,"), *b = strstr(str_c(&again), "all,,,");
    assert_non_null(a);
    assert_non_null(b);
    assert_memory_equal(a, b, strcspn(a, "\n"));
}

static void nobody_answered(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    sample_report(f, "shift", ADULTS, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "\r\nall,,,,,,,,,,,,,,,,,,,0,0\r\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(pairs_have_a_mean_and_its_interval),
        TEST(few_pairs_are_in_no_sum),
        TEST(both_scales_stand_in_one_sum),
        TEST(order_does_not_matter),
        TEST(nobody_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
