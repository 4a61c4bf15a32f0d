/* The tallies report: both figures, what counts, totals by thing and by action. */
#include "../store/fixture.h"

#include "base/str.h"
#include "report/report.h"

static const char plan_text[] =
    "[leaflets]\ntitle = Leaflets\nevents = *\nitem.a = Fearless\n"
    "[bin]\ntitle = Knife bin\nevents = *\npeople = 2\nopening = Open\n"
    "item.lock = Lock knives\nitem.sword = Swords, daggers\n"
    "[referrals]\ntitle = Referrals\nevents = *\nitem.yap = YAP\noutcome.made = Made\n";

static const char *report_of(struct fixture *f, const struct tally_plan *plan, struct date from,
                             size_t *ret_sessions) {
    static char text[16384];
    char path[128];
    struct str bytes CLEANUP(str_release) = {0};
    const struct report_opts o = {.report = "tallies",
                                  .from = from,
                                  .wall = fixture_day(2019, 2, 6),
                                  .store = f->s,
                                  .tally_plan = plan};
    fixture_path(f, "out.csv", path);
    OK(f, report_write(store_reader(f->s), &o, path, ret_sessions, &f->err));
    OK(f, store_reader_end(f->s, &f->err));
    OK(f, file_read(path, sizeof text, &bytes, &f->err));
    STR_COPY(text, str_c(&bytes));
    return text;
}

static void has(const char *report, const char *line) {
    if (strstr(report, line) == NULL)
        fail_msg("there is no \"%s\" in\n%s", line, report);
}

static void tally(struct fixture *f, int64_t session, const char *item, int32_t opening,
                  int32_t n) {
    OK(f, store_tally(f->s, session, item, opening, n, &f->err));
}

/* Session 1: leaflets, referrals, a bin that was counted twice and corrected; session 2: leaflets,
 * a slip of the thumb, and a bin that nobody has confirmed. */
static void fill(struct fixture *f) {
    const struct tally_count second[] = {{"lock", 11}, {"sword", 0}}, later[] = {{"lock", 12}};
    int32_t opening;
    fixture_sql(f, "INSERT INTO session_action VALUES(1, 0, '1.11'), (1, 1, '4.4'), (2, 0, '4.4')");
    for (int64_t id = 1; id <= 2; id++)
        OK(f, store_open_session(f->s, id, &f->err));
    tally(f, 1, "leaflets/a", 0, 30);
    tally(f, 1, "referrals/yap/made", 0, 7);
    OK(f, store_tally_open(f->s, 1, "bin", &opening, &f->err));
    tally(f, 1, "bin/lock", opening, 13);
    OK(f, store_tally_confirm(f->s, 1, opening, second, 2, "AB", &f->err));
    OK(f, store_tally_confirm(f->s, 1, opening, later, 1, "CD", &f->err));
    tally(f, 2, "leaflets/a", 0, 5);
    tally(f, 2, "leaflets/old", 0, 1);
    tally(f, 2, "leaflets/old", 0, -1);
    OK(f, store_tally_open(f->s, 2, "bin", &opening, &f->err));
}

static void test_both_figures_and_what_counts(void **state) {
    struct fixture *f = *state;
    struct str complaints CLEANUP(str_release) = {0};
    struct tally_plan plan;
    size_t sessions = 0;
    assert_true(tally_parse(&plan, "t", plan_text, strlen(plan_text), &complaints));
    fill(f);
    const char *r = report_of(f, &plan, (struct date){0}, &sessions);
    assert_int_equal(sessions, 2);
    has(r, "knife_crime,Leaflets,Fearless,,,30,,30,,,not needed,,,no\r\n");
    has(r, "knife_crime,Referrals,YAP,Made,,7,,7,,,not needed,,,no\r\n");
    has(r, "knife_crime,Knife bin,Lock knives,,1,13,12,12,,,yes,CD,11,no\r\n");
    has(r, "knife_crime,Knife bin,\"Swords, daggers\",,1,0,0,0,,,yes,AB,,no\r\n");
    has(r, "community_event,,Knife bin,,,1,0,,0,,,no,,,no\r\n"); /* opened, nothing in it yet */
    assert_null(strstr(r, "Leaflets,old"));
    has(r, "\"Total: Leaflets, Fearless\",,,,,,,,,,,,,35,,,,,,\r\n");
    has(r, "\"Total for action 1.11: Leaflets, Fearless\",,,,,,,,,,,,,30,,,,,,\r\n");
    has(r, "\"Total for action 4.4: Leaflets, Fearless\",,,,,,,,,,,,,35,,,,,,\r\n");
    has(r, "\"Total: Referrals, YAP, Made\",,,,,,,,,,,,,7,,,,,,\r\n");
    has(r, "\"Total for action 1.11: Knife bin, Lock knives\",,,,,,,,,,,,,12,,,,,,\r\n");
    has(r, "Data of 06/02/2019 10:00,,");
    has(r, "\r\nOFFICIAL,,,,,,,,,,,,,,,,,,,\r\n");
}

static void test_every_record_has_the_same_fields(void **state) {
    struct fixture *f = *state;
    size_t sessions = 0, lines = 0;
    fill(f);
    const char *r = report_of(f, NULL, (struct date){0}, &sessions);
    has(r, "bin,lock,,1,13,12,12"); /* without labels, keys stand for them */
    for (const char *line = r, *end; (end = strchr(line, '\n')) != NULL; line = end + 1, lines++) {
        int fields = 1, quoted = 0;
        for (const char *c = line; c < end; c++) {
            quoted ^= *c == '"';
            fields += *c == ',' && !quoted;
        }
        assert_int_equal(fields, 20);
    }
    assert_true(lines > 15);
}

static void test_a_period_leaves_out_what_was_before(void **state) {
    struct fixture *f = *state;
    size_t sessions = 0;
    fill(f);
    const char *r = report_of(f, NULL, (struct date){2019, 2, 6}, &sessions);
    assert_int_equal(sessions, 1);
    has(r, "\"Total: leaflets, a\",,,,,,,,,,,,,30,,,,,,\r\n");
    assert_null(strstr(r, "community_event"));
}

/* 65 received, 32 waiting, 35 active: somebody is in two states. */
static void test_referrals_that_do_not_add_up(void **state) {
    static const char text[] = "[referrals]\ntitle = Referrals\nevents = *\n"
                               "item.mind = Mind\noutcome.made = Received\n"
                               "outcome.waiting = Waiting\noutcome.active = Active\n"
                               "states_of = made\n";
    struct fixture *f = *state;
    struct str complaints CLEANUP(str_release) = {0};
    struct tally_plan plan;
    size_t sessions = 0;
    assert_true(tally_parse(&plan, "t", text, strlen(text), &complaints));
    for (int64_t id = 1; id <= 2; id++)
        OK(f, store_open_session(f->s, id, &f->err));
    tally(f, 1, "referrals/mind/made", 0, 65);
    tally(f, 1, "referrals/mind/waiting", 0, 32);
    tally(f, 2, "referrals/mind/active", 0, 33);
    const char *r = report_of(f, &plan, (struct date){0}, &sessions);
    assert_null(strstr(r, "\r\n\"Does not add up: Referrals"));
    tally(f, 2, "referrals/mind/active", 0, 2);
    r = report_of(f, &plan, (struct date){0}, &sessions);
    has(r, "\r\n\"Does not add up: Referrals, Mind: 65 \"\"Received\"\", but its states cover 67 "
           "people (32 \"\"Waiting\"\", 35 \"\"Active\"\")\",,,,,,,,,,,,,,,,,,,\r\n");
}

static void test_looks_at_help_stand_beside_the_rest(void **state) {
    struct fixture *f = *state;
    const struct tally_count view[] = {{"herts_da", 4}};
    const struct closing c = {.qualifier = COUNT_EXACT, .note = "", .view = view, .views = 1};
    size_t sessions = 0;
    fixture_sql(f, "INSERT INTO session_action VALUES(1, 0, '4.4')");
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    const char *r = report_of(f, NULL, (struct date){0}, &sessions);
    assert_int_equal(sessions, 1);
    has(r, ",Help cards looked at,herts_da,,,4,,4,,,not needed,,,");
    has(r, "\"Total for action 4.4: Help cards looked at, herts_da\",,,,,,,,,,,,,4,");
}

/* Nor is the number hidden of what is no person. */
static void test_few_people_who_were_referred_are_not_told(void **state) {
    struct fixture *f = *state;
    struct str complaints CLEANUP(str_release) = {0};
    struct tally_plan plan;
    size_t sessions;
    assert_true(tally_parse(&plan, "t", plan_text, strlen(plan_text), &complaints));
    fixture_sql(f,
                "INSERT INTO session_action VALUES(1, 0, '1.16'), (2, 0, '1.16'), (2, 1, '4.4')");
    for (int64_t id = 1; id <= 2; id++)
        OK(f, store_open_session(f->s, id, &f->err));
    tally(f, 1, "referrals/yap/made", 0, 6);
    tally(f, 1, "leaflets/a", 0, 2);
    tally(f, 2, "referrals/yap/made", 0, 4);
    const char *r = report_of(f, &plan, (struct date){0}, &sessions);
    has(r, "knife_crime,Referrals,YAP,Made,,6,,6,,,not needed,,,no\r\n");
    has(r, "Referrals,YAP,Made,,,,,fewer than 5,,not needed,,,no\r\n");
    has(r, "Leaflets,Fearless,,,2,,2,,,not needed,,,no\r\n");
    has(r, "\"Total: Referrals, YAP, Made\",,,,,,,,,,,,,6,at least,1,,,,\r\n");
    has(r, "\"Total for action 1.16: Referrals, YAP, Made\",,,,,,,,,,,,,6,at least,1,,,,\r\n");
    has(r, "\"Total for action 4.4: Referrals, YAP, Made\",,,,,,,,,,,,,,not shown,1,,,,\r\n");
}

/* Where two count people too, the one figure does not tell the other. */
static void test_two_figures_of_few_people_are_not_told(void **state) {
    static const char text[] = "[seen]\ntitle = Seen\nevents = *\npeople = 2\nopening = Open\n"
                               "counts = people\nitem.a = Advised\nitem.b = Helped\n";
    struct fixture *f = *state;
    const struct tally_count second[] = {{"a", 9}, {"b", 4}};
    struct str complaints CLEANUP(str_release) = {0};
    struct tally_plan plan;
    int32_t opening;
    size_t sessions;
    assert_true(tally_parse(&plan, "t", text, strlen(text), &complaints));
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_tally_open(f->s, 1, "seen", &opening, &f->err));
    tally(f, 1, "seen/a", opening, 4);
    tally(f, 1, "seen/b", opening, 9);
    OK(f, store_tally_confirm(f->s, 1, opening, second, 2, "AB", &f->err));
    const char *r = report_of(f, &plan, (struct date){0}, &sessions);
    has(r, "Seen,Advised,,1,,,9,,,yes,AB,,no\r\n");
    has(r, "Seen,Helped,,1,,,,fewer than 5,,yes,AB,,no\r\n");
    has(r, "\"Total: Seen, Advised\",,,,,,,,,,,,,9,,,,,,\r\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_both_figures_and_what_counts),
        TEST(test_every_record_has_the_same_fields),
        TEST(test_a_period_leaves_out_what_was_before),
        TEST(test_referrals_that_do_not_add_up),
        TEST(test_looks_at_help_stand_beside_the_rest),
        TEST(test_few_people_who_were_referred_are_not_told),
        TEST(test_two_figures_of_few_people_are_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
