/* The comments report: adults' own words, and nothing of children. */
#include "survey_sample.h"

#define SAFETY "assets/forms/safety.xml"

static const struct date any = {0};

static void adults_words_are_listed(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    sample_answers(f, &id, "safety", 2, "", 6, "<day>very_safe</day><words/>");
    sample_answers(f, &id, "safety", 2, "", 1, "<words>=More light, please</words>");
    sample_answers(f, &id, "safety", 2, "mashed", 5, "<words>jjjj</words>");
    sample_report(f, "comments", SAFETY, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "\r\n2,2019-02-05,Q4 2018/19,,,safety,Feelings of safety,"
                   "Anything else to tell us? (optional),yes,\"'=More light, please\"\r\n");
    sample_has(&r, ",no,jjjj\r\n");
    sample_has_not(&r, "very_safe");
    sample_has_not(&r, "yes,\r\n"); /* what was left empty */
    sample_report(f, "comments", SAFETY, SUPPRESS_HIDE, (struct date){2019, 2, 6}, any, &r);
    sample_has_not(&r, "light");
}

/* Session 1 is of Year 9: what somebody typed there with another form is not handed on. */
static void of_children_there_is_nothing(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    sample_answers(f, &id, "safety", 1, "", 9, "<words>My teacher</words>");
    sample_report(f, "comments", SAFETY, SUPPRESS_HIDE, any, any, &r);
    sample_has_not(&r, "teacher");
}

static void few_answers_hide_their_session(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    sample_answers(f, &id, "safety", 2, "", 4, "<words>Dark</words>");
    sample_report(f, "comments", SAFETY, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "\r\n,,,,,safety,Feelings of safety,Anything else to tell us? (optional),yes,"
                   "Dark\r\n");
    sample_report(f, "comments", SAFETY, SUPPRESS_SHOW, any, any, &r);
    sample_has(&r, "\r\n2,2019-02-05,");
}

static void it_is_not_among_all(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    sample_answers(f, &id, "safety", 2, "", 9, "<day>very_safe</day><words>Dark</words>");
    sample_file(f, "out.json", (struct report_opts){0}, SAFETY, &r);
    sample_has(&r, "very_safe");
    sample_has_not(&r, "Dark");
    for (size_t i = 0; report_name(i) != NULL; i++)
        assert_string_not_equal(report_name(i), "comments");
    assert_string_equal(report_alone(0), "comments");
    assert_null(report_alone(1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(adults_words_are_listed),
        TEST(of_children_there_is_nothing),
        TEST(few_answers_hide_their_session),
        TEST(it_is_not_among_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
