/* The reports safety and asb, of the shipped forms: shares and their change worked out by hand. */
#include "survey_sample.h"

#include "../outreach/demo.h"

#define SAFETY "assets/forms/safety.xml"
#define ASB "assets/forms/asb.xml"

static const struct date any = {0};

/* Session 4 is of the quarter after session 1. */
static void next_quarter(struct fixture *f) {
    fixture_sql(f, "INSERT INTO session(uid, date, venue, status) VALUES"
                   "('u4', '2019-05-01', 'Market', 'booked')");
}

static void import(struct fixture *f, const char *csv) {
    struct import im;
    struct import_result res;
    OK(f, import_read("figures.csv", csv, strlen(csv), &im, &f->err));
    import_check(&im, NULL, (struct date){2020, 1, 1});
    assert_int_equal(im.errors, 0);
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    import_free(&im);
}

/* 48 of 100, then 41 of 100: the intervals are those of Wilson and Newcombe, rounded. */
static void a_share_has_its_change(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    next_quarter(f);
    sample_answers(f, &id, "safety", 1, "", 40, "<dark>very_safe</dark>");
    sample_answers(f, &id, "safety", 1, "", 8, "<dark>fairly_safe</dark>");
    sample_answers(f, &id, "safety", 1, "", 52, "<dark>bit_unsafe</dark>");
    sample_answers(f, &id, "safety", 4, "", 41, "<dark>fairly_safe</dark>");
    sample_answers(f, &id, "safety", 4, "", 59, "<dark>very_unsafe</dark>");
    sample_answers(f, &id, "safety", 4, "", 7, "<dark>not_sure</dark>");
    sample_answers(f, &id, "safety", 4, "mashed", 9, "<dark>very_safe</dark>");
    sample_answers(f, &id, "safety", 4, "", 6, "<dark/>");
    sample_answers(f, &id, "asb", 4, "", 6, "<dark>very_safe</dark>"); /* of another form */
    sample_report(f, "safety", SAFETY, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "share,/data/dark,How safe do you feel walking alone in this area after dark?,"
                   "(all areas),Q4 2018/19,100,,Very or fairly safe,48,100,48,38,58,,,,,,,,\r\n");
    sample_has(&r, "(all areas),Q1 2019/20,107,,Very or fairly safe,41,100,41,32,51,100,48,-7,-20,"
                   "7,down 14.6 % (from 48 to 41 of 100; could be chance),,\r\n");
    sample_has(&r, "(all areas),Q1 2019/20,107,not_sure,I’m not sure,7,107,7,,,");
    sample_has(&r, "Q1 2019/20,107,very_safe,Very safe,0,107,0,,,");
    sample_has_not(&r, "/data/day"); /* nobody was asked */
    sample_has(&r, "Sessions with answers that are in no sum: 0.");
}

/* A quarter that is not the one before is nothing to compare with. */
static void a_gap_has_no_change(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    fixture_sql(f, "INSERT INTO session(uid, date, status) VALUES('u4', '2019-08-01', 'booked')");
    sample_answers(f, &id, "safety", 1, "", 9, "<day>very_safe</day>");
    sample_answers(f, &id, "safety", 4, "", 9, "<day>very_safe</day>");
    sample_answers(f, &id, "safety", 0, "", 9, "<day>very_safe</day>");
    sample_report(f, "safety", SAFETY, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "(all areas),Q2 2019/20,9,,Very or fairly safe,9,9,100,70,100,,,,,,,,\r\n");
    sample_has(&r, "(all areas),(no date),9,,Very or fairly safe,9,9,100,70,100,,,,,,,,\r\n");
    sample_report(f, "safety", SAFETY, SUPPRESS_HIDE, (struct date){2019, 8, 1}, any, &r);
    sample_has_not(&r, "(no date)");
    sample_has_not(&r, "Q4 2018/19");
}

/* What few people said is nowhere, also not as what is left of others. */
static void few_answers_are_not_told(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    sample_answers(f, &id, "safety", 1, "", 20, "<day>very_safe</day><area>bushey_heath</area>");
    sample_answers(f, &id, "safety", 1, "", 9, "<day>very_safe</day><area>bushey_north</area>");
    sample_answers(f, &id, "safety", 1, "", 3, "<day>very_unsafe</day><area>elstree</area>");
    sample_answers(f, &id, "safety", 2, "", 4, "<day>very_unsafe</day>"); /* a small session */
    sample_report(f, "safety", SAFETY, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "(all areas),Q4 2018/19,32,,Very or fairly safe,29,32,");
    sample_has(&r, "Bushey Heath,Q4 2018/19,20,,Very or fairly safe,20,20,");
    sample_has(&r, "(areas with few answers),Q4 2018/19,12,,Very or fairly safe,9,12,");
    sample_has_not(&r, "Bushey North");
    sample_has_not(&r, "lstree");
    sample_has_not(&r, "(not said)");
    sample_has(&r, "Sessions with answers that are in no sum: 1.");
    sample_report(f, "safety", SAFETY, SUPPRESS_SHOW, any, any, &r);
    sample_has(&r, "Bushey North,Q4 2018/19,9,,Very or fairly safe,9,9,");
    sample_has(&r, "(not said),Q4 2018/19,4,,Very or fairly safe,0,4,");
}

static void several_choices_are_one_answer(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    sample_answers(f, &id, "asb", 1, "", 4, "<reported>police council</reported>");
    sample_answers(f, &id, "asb", 1, "", 6, "<reported>no</reported>");
    sample_answers(f, &id, "asb", 1, "", 2, "<reported>prefer_not_to_say</reported>");
    sample_answers(f, &id, "asb", 1, "", 1, "<reported>sheriff</reported>");
    sample_report(f, "asb", ASB, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, ",(all areas),Q4 2018/19,13,,Told somebody,4,11,36,");
    sample_has(&r, "13,police,\"Yes, the police\",4,13,31,");
    sample_has(&r, "13,council,\"Yes, the council\",4,13,31,");
    sample_has(&r, "13,,(an option that the form has no more),1,13,8,");
}

static void figures_of_others_stand_apart(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    import(f, "area,period,measure,value,source\n"
              "Cowley Hill,2019-04-01 to 2019-08-12,Incidents on the year before,-14.7 %,Herts\n"
              "Elstree,2018/19,Incidents,412,Herts\nElstree,2017/18,Incidents,+5 %,Herts\n");
    sample_report(f, "asb", ASB, SUPPRESS_HIDE, any, any, &r);
    sample_has(&r, "\"police figures, not answers\",,Incidents on the year before,Cowley Hill,"
                   "2019-04-01 to 2019-08-12,,,,,,,,,,,,,,,\xE2\x88\x92"
                   "14.7 %,Herts\r\n");
    sample_has(&r, ",Incidents,Elstree,2018/19,,,,,,,,,,,,,,,412,Herts\r\n");
    sample_has(&r, "2017/18,,,,,,,,,,,,,,,plus 5 %,Herts\r\n");
    sample_report(f, "safety", SAFETY, SUPPRESS_HIDE, (struct date){2019, 3, 31},
                  (struct date){2019, 3, 31}, &r);
    sample_has(&r, "412");
    sample_has_not(&r, "14.7");
    sample_has_not(&r, "plus 5");
}

/* Two quarters are a change, and what was asked with faces is a picture. */
static void pictures_show_shares_and_faces(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    next_quarter(f);
    sample_answers(f, &id, "safety", 1, "", 9, "<day>very_safe</day>");
    sample_file(f, "out.html", (struct report_opts){.report = "safety"}, SAFETY, &r);
    sample_has_not(&r, "<figure>");
    sample_answers(f, &id, "safety", 4, "", 9, "<day>very_safe</day><worry>very</worry>");
    sample_file(f, "out.html", (struct report_opts){.report = "safety"}, SAFETY, &r);
    sample_has(&r, "<figure>");
    sample_has(&r, "Very or fairly safe, of 100: /data/day");
    sample_has_not(&r, "of 100: /data/worry");
    sample_file(f, "out.html", (struct report_opts){.report = "feedback"}, SAFETY, &r);
    sample_has(&r, "<figure>");
}

static void as_it_was_read_by_a_person(void **state) {
    struct fixture *f = *state;
    struct str r CLEANUP(str_release) = {0};
    unsigned id = 1;
    next_quarter(f);
    for (int64_t session = 1; session <= 4; session += 3) {
        int more = session == 1 ? 12 : 30;
        sample_answers(f, &id, "safety", session, "", 20,
                       "<day>very_safe</day><dark>fairly_safe</dark><worry>not_very</worry>"
                       "<help>light police</help><area>bushey_heath</area>");
        sample_answers(f, &id, "safety", session, "", more,
                       "<day>fairly_safe</day><dark>very_unsafe</dark><worry>very</worry>"
                       "<help>light</help><area>elstree</area><words>Ann</words>");
        sample_answers(f, &id, "safety", session, "", 6, "<day>not_sure</day><dark/><area/>");
    }
    import(f, "area,period,measure,value,source\nElstree,Q4 2018/19,Incidents,412,Police\n");
    sample_report(f, "safety", SAFETY, SUPPRESS_HIDE, any, any, &r);
    sample_has_not(&r, "Ann");
    demo_golden("tests/unit/report/golden-safety.csv", &r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_share_has_its_change),        TEST(a_gap_has_no_change),
        TEST(few_answers_are_not_told),      TEST(several_choices_are_one_answer),
        TEST(figures_of_others_stand_apart), TEST(pictures_show_shares_and_faces),
        TEST(as_it_was_read_by_a_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
