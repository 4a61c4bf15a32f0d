/* The feedback report: raw and kept by option, no answers, other versions, and no words. */
#include "../store/fixture.h"

#include "base/str.h"
#include "forms/form.h"
#include "report/report.h"
#include "store/sealed_form.h"

static const char form_xml[] =
    "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\">"
    "<h:head><h:title>Feedback</h:title><model><instance><data id=\"feedback\" version=\"2\">"
    "<door/><intro/><rating/><will/><score/><words/></data></instance>"
    "<bind nodeset=\"/data/door\" type=\"string\"/>"
    "<bind nodeset=\"/data/intro\" readonly=\"true()\" relevant=\"/data/door = 'yes'\"/>"
    "<bind nodeset=\"/data/rating\" type=\"string\"/><bind nodeset=\"/data/will\" type=\"string\"/>"
    "<bind nodeset=\"/data/score\" type=\"int\"/><bind nodeset=\"/data/words\" type=\"string\"/>"
    "</model></h:head><h:body>"
    "<input ref=\"/data/intro\"><label>Before you start</label></input>"
    "<select1 ref=\"/data/rating\"><label>How was it?</label>"
    "<item><label>Good</label><value>good</value></item>"
    "<item><label>Bad</label><value>bad</value></item></select1>"
    "<select ref=\"/data/will\"><label>What will you do?</label>"
    "<item><label>Tell</label><value>tell</value></item>"
    "<item><label>Look</label><value>look</value></item></select>"
    "<range ref=\"/data/score\" start=\"0\" end=\"10\" step=\"1\"><label>Score</label></range>"
    "<input ref=\"/data/words\"><label>Words</label></input></h:body></h:html>";

static void answer(struct fixture *f, int64_t session, const char *doubt, const char *fields) {
    static int n;
    char xml[500];
    struct submission x = {.form = "feedback", .version = "2", .session = session, .doubt = doubt};
    snprintf(xml, sizeof xml, "<data id=\"feedback\" version=\"2\">%s</data>", fields);
    snprintf(x.id, sizeof x.id, "%08x-0000-4000-8000-000000000000", ++n);
    x.xml = xml;
    x.len = strlen(xml);
    OK(f, store_submit(f->s, &x, &f->err));
}

static const char *report_with(struct fixture *f, bool with_form, struct date from,
                               enum suppress_mode small) {
    static char text[16384];
    char path[128];
    size_t sessions;
    struct str bytes CLEANUP(str_release) = {0};
    struct form *form = form_load(form_xml, sizeof form_xml - 1, NULL, NULL, &f->err);
    OK(f, form);
    const struct form *const all[] = {form};
    const struct report_opts o = {.report = "feedback",
                                  .from = from,
                                  .small = small,
                                  .wall = fixture_day(2019, 2, 6),
                                  .store = f->s,
                                  .form = all,
                                  .forms = with_form};
    fixture_path(f, "out.csv", path);
    OK(f, report_write(store_reader(f->s), &o, path, &sessions, &f->err));
    OK(f, store_reader_end(f->s, &f->err));
    OK(f, file_read(path, sizeof text, &bytes, &f->err));
    STR_COPY(text, str_c(&bytes));
    form_free(form);
    return text;
}

static const char *report_of(struct fixture *f, bool with_form, struct date from) {
    return report_with(f, with_form, from, SUPPRESS_SHOW);
}

static void has(const char *report, const char *line) {
    if (strstr(report, line) == NULL)
        fail_msg("there is no \"%s\" in\n%s", line, report);
}

static void has_not(const char *report, const char *line) {
    if (strstr(report, line) != NULL)
        fail_msg("there is \"%s\" in\n%s", line, report);
}

static void test_raw_and_kept(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 8);
    answer(f, 1, "",
           "<door>yes</door><intro/><rating>good</rating><will>tell "
           "look</will><score>7</score><words>Ann</words>");
    answer(f, 1, "", "<rating>good</rating><will/><score/>");
    answer(f, 1, "mashed", "<rating>bad</rating><will>tell</will><score>0</score>");
    answer(f, 1, "over", "<rating>bad</rating><will>tell</will>");
    const char *r = report_of(f, true, (struct date){0});
    has(r, "1,2019-02-06,Q4 2018/19,,knife_crime,feedback,Feedback,8,4,2,1,1,25,/data/rating,"
           "How was it?,good,Good,2,2\r\n");
    has(r, "/data/rating,How was it?,bad,Bad,2,0\r\n");
    has(r, "/data/rating,How was it?,,No answer,0,0\r\n");
    has(r, "/data/will,What will you do?,tell,Tell,3,1\r\n");
    has(r, "/data/will,What will you do?,look,Look,1,1\r\n");
    has(r, "/data/will,What will you do?,,No answer,1,1\r\n");
    has(r, "/data/score,Score,7,7,1,1\r\n");
    has(r, "/data/score,Score,0,0,1,0\r\n");
    has(r, "/data/score,Score,,No answer,1,1\r\n"); /* of the three who were asked */
    has_not(r, "Ann");
    has_not(r, "door"); /* how somebody came to the form is no answer of theirs */
    has_not(r, "Before you start");
}

/* What few people chose is theirs; so is what is left when others are taken away. */
static void test_few_answers_are_not_told(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 10);
    for (int i = 0; i < 6; i++)
        answer(f, 1, "", i < 4 ? "<rating>good</rating><will>tell</will>" : "<rating>bad</rating>");
    const char *r = report_with(f, true, (struct date){0}, SUPPRESS_HIDE);
    has(r, "Feedback,10,6,6,0,0,60,/data/rating,How was it?,good,Good,4,4\r\n");
    has(r, ",/data/will,What will you do?,,fewer than 5 answers,,\r\n"); /* four were asked it */
    answer(f, 1, "mashed", "<rating>bad</rating>");
    r = report_with(f, true, (struct date){0}, SUPPRESS_HIDE);
    has(r, "Feedback,10,7,6,1,0,60,/data/rating,How was it?,good,Good,,4\r\n");
    OK(f, store_open_session(f->s, 2, &f->err));
    fixture_mark(f, 2, "adult", 3); /* as many as until "over" began */
    for (int i = 0; i < 8; i++)
        answer(f, 2, i < 3 ? "" : "over", "<rating>good</rating>");
    r = report_with(f, true, (struct date){0}, SUPPRESS_HIDE);
    has(r, "feedback,Feedback,,8,,,,,/data/rating,How was it?,good,Good,8,\r\n");
}

/* Of the sessions that are told alone: who takes their rows from the sum finds nothing. */
static void test_kept_answers_have_a_total(void **state) {
    struct fixture *f = *state;
    for (int i = 0; i < 6; i++) {
        answer(f, 1, "", i < 4 ? "<rating>good</rating>" : "<rating>bad</rating>");
        answer(f, 0, "", i < 5 ? "<rating>bad</rating>" : "<rating/>");
        answer(f, 0, "mashed", "<rating>good</rating>");
    }
    for (int i = 0; i < 4; i++)
        answer(f, 2, "", "<rating>good</rating>");
    const char *r = report_with(f, true, (struct date){0}, SUPPRESS_HIDE);
    has(r, "\r\nTotal,,,,,feedback,Feedback,,,,,,,/data/rating,How was it?,good,Good,,4\r\n");
    has(r, "Total,,,,,feedback,Feedback,,,,,,,/data/rating,How was it?,bad,Bad,,7\r\n");
    has(r, "Total,,,,,feedback,Feedback,,,,,,,/data/rating,How was it?,,No answer,,1\r\n");
    has_not(r, "Total,,,,,feedback,Feedback,,,,,,,/data/will");
}

static void test_each_session_has_its_own_sums(void **state) {
    struct fixture *f = *state;
    answer(f, 1, "", "<rating>good</rating>");
    answer(f, 2, "", "<rating>gone</rating>"); /* no choice of the form any more */
    answer(f, 0, "", "<rating>bad</rating>");
    const char *r = report_of(f, true, (struct date){0});
    has(r, "1,2019-02-06,Q4 2018/19,,knife_crime,feedback,Feedback,,1,1,0,0,,/data/rating,"
           "How was it?,good,Good,1,1\r\n");
    has(r, "2,2019-02-05,Q4 2018/19,,,feedback,Feedback,,1,1,0,0,,/data/rating,How was it?,gone,"
           "gone,1,1\r\n");
    has(r, ",,,,,feedback,Feedback,,1,1,0,0,,/data/rating,How was it?,bad,Bad,1,1\r\n");
    has_not(r, "What will you do"); /* nobody was asked */
    r = report_of(f, true, (struct date){2019, 2, 6});
    has_not(r, "gone");
    has_not(r, "\n,,,,,feedback");
}

static void test_a_form_that_is_gone_keeps_its_sums(void **state) {
    struct fixture *f = *state;
    answer(f, 1, "", "<rating>good</rating>");
    answer(f, 1, "mashed", "<rating>good</rating>");
    has(report_of(f, false, (struct date){0}),
        "1,2019-02-06,Q4 2018/19,,knife_crime,feedback,,,2,1,1,0,,,,,,,\r\n");
}

/* How many, and not a word more, also where an older version was answered in clear. */
static void test_of_sealed_answers_only_the_number_is_known(void **state) {
    struct fixture *f = *state;
    struct sealed_submission x = {.form = "feedback",
                                  .version = "3",
                                  .session = 1,
                                  .manifest = "<data encrypted=\"yes\"/>",
                                  .manifest_n = 23,
                                  .record = "sixteen in cipher",
                                  .record_n = 16};
    for (int i = 0; i < 7; i++) {
        snprintf(x.id, sizeof x.id, "%08x-0000-4000-8000-00000000000f", i);
        x.session = i < 6 ? 1 : 2;
        OK(f, store_submit_sealed(f->s, &x, &f->err));
    }
    const char *r = report_with(f, true, (struct date){0}, SUPPRESS_HIDE);
    has(r, "1,2019-02-06,Q4 2018/19,,knife_crime,feedback,Feedback,,6,,,,,,,,Sealed,,\r\n");
    has(r, "2,2019-02-05,Q4 2018/19,,,feedback,Feedback,,,,,,,,,,Sealed,,\r\n"); /* few */
    has_not(r, "How was it?");
    answer(f, 1, "", "<rating>good</rating>");
    r = report_with(f, true, (struct date){0}, SUPPRESS_HIDE);
    has(r, "1,2019-02-06,Q4 2018/19,,knife_crime,feedback,Feedback,,6,,,,,,,,Sealed,,\r\n");
    has(r, "How was it?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_raw_and_kept),
        TEST(test_few_answers_are_not_told),
        TEST(test_kept_answers_have_a_total),
        TEST(test_each_session_has_its_own_sums),
        TEST(test_a_form_that_is_gone_keeps_its_sums),
        TEST(test_of_sealed_answers_only_the_number_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
