/* The day in a few lines: what a phone takes along, and what it must not. */
#include "../store/fixture.h"

#include "base/str.h"
#include "report/day.h"

static const char plan_text[] =
    "[leaflets]\ntitle = Leaflets\nevents = *\nitem.a = Fearless\nitem.b = Yap\n"
    "[referrals]\ntitle = Referrals\nevents = *\nitem.yap = YAP\noutcome.made = Made\n";

static const char *lines_of(struct fixture *f, enum suppress_mode small) {
    static char text[DAY_TEXT];
    struct str complaints CLEANUP(str_release) = {0};
    struct tally_plan plan;
    assert_true(tally_parse(&plan, "t", plan_text, strlen(plan_text), &complaints));
    const struct day_opts o = {.day = {2019, 2, 6}, .small = small, .tally_plan = &plan};
    OK(f, day_text(f->s, &o, text, &f->err));
    return text;
}

static void session(struct fixture *f, int64_t id, const char *venue, const char *audience) {
    char sql[300];
    snprintf(sql, sizeof sql,
             "INSERT INTO session(id, uid, date, venue, topic, audience, event_type)"
             " VALUES(%lld, 'x%lld', '2019-02-06', '%s', 'knife_crime', '%s', 'school_workshop')",
             (long long)id, (long long)id, venue, audience);
    fixture_sql(f, sql);
}

static void counted(struct fixture *f, int64_t id, int32_t heads) {
    OK(f, store_open_session(f->s, id, &f->err));
    OK(f, store_add_band(f->s, id, "y9", &f->err));
    fixture_mark(f, id, "y9", heads);
}

static void tally(struct fixture *f, int64_t id, const char *item, int32_t n) {
    OK(f, store_tally(f->s, id, item, 0, n, &f->err));
}

static void nothing_took_place(void **state) {
    struct fixture *f = *state;
    assert_string_equal(lines_of(f, SUPPRESS_HIDE), "");
}

static void places_and_what_was_tallied(void **state) {
    struct fixture *f = *state;
    session(f, 11, "Hertswood Academy", "students");
    session(f, 12, "Hertswood Academy", "students");
    session(f, 13, "Civic Offices", "professionals");
    session(f, 14, "Town Hall", "adults"); /* planned, and nobody came yet */
    counted(f, 11, 120);
    counted(f, 12, 120);
    counted(f, 13, 40);
    OK(f, store_set_qualifier(f->s, 13, COUNT_ABOUT, &f->err));
    tally(f, 11, "leaflets/a", 100);
    tally(f, 13, "leaflets/b", 20);
    assert_string_equal(lines_of(f, SUPPRESS_HIDE), "Turnout, 06/02/2019, OFFICIAL\n"
                                                    "Hertswood Academy: 2 sessions, 240 students\n"
                                                    "Civic Offices: 1 session, about 40 "
                                                    "professionals\n"
                                                    "Leaflets: 120");
}

static void small_numbers_are_not_told(void **state) {
    struct fixture *f = *state;
    session(f, 11, "Hertswood Academy", "students");
    session(f, 12, "Hertswood Academy", "students");
    session(f, 13, "Civic Offices", "professionals");
    counted(f, 11, 120);
    counted(f, 12, 3);
    counted(f, 13, 4);
    tally(f, 11, "leaflets/a", 2); /* no people */
    tally(f, 11, "referrals/yap/made", 2);
    assert_string_equal(lines_of(f, SUPPRESS_HIDE),
                        "Turnout, 06/02/2019, OFFICIAL\n"
                        "Hertswood Academy: 2 sessions, at least 120 students\n"
                        "Civic Offices: 1 session, number not shown\n"
                        "Leaflets: 2\n"
                        "Referrals: number not shown");
    tally(f, 13, "referrals/yap/made", 7);
    assert_non_null(strstr(lines_of(f, SUPPRESS_HIDE), "Referrals: at least 7"));
    assert_non_null(strstr(lines_of(f, SUPPRESS_SHOW), "Civic Offices: 1 session, 4 prof"));
}

static void what_does_not_fit_is_counted(void **state) {
    struct fixture *f = *state;
    char venue[64];
    for (int i = 0; i < 9; i++) {
        snprintf(venue, sizeof venue, "A School with a Long Name in Borehamwood %d", i);
        session(f, 11 + i, venue, "students");
        counted(f, 11 + i, 30);
    }
    tally(f, 11, "leaflets/a", 20);
    const char *text = lines_of(f, SUPPRESS_HIDE);
    assert_true(strlen(text) < DAY_TEXT);
    assert_non_null(strstr(text, "Borehamwood 0: 1 session, 30 students\n"));
    assert_non_null(strstr(text, "Leaflets: 20\nand 6 more"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(nothing_took_place),
        TEST(places_and_what_was_tallied),
        TEST(small_numbers_are_not_told),
        TEST(what_does_not_fit_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
