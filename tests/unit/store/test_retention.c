/* Names go after twelve months, heads stay; and one wrong date costs nobody's name. */
#include "fixture.h"

/* An adult session of February 2019 with a list, the name of a walk-in and a sealed sign-in. */
static void names_of_2019(struct fixture *f) {
    fixture_sql(f, "INSERT INTO session(id, uid, date, topic, audience, pupils) VALUES"
                   " (40, 'u40', '2019-02-06', 'J9', 'professionals', 0);"
                   "INSERT INTO roster VALUES(40, 1, x'00');"
                   "INSERT INTO walkin_name(session, entry, sealed)"
                   " VALUES(40, '0123456789abcdef', x'00');"
                   "INSERT INTO sealed_sign_in(session, entry, sum, sealed)"
                   " VALUES(40, 'fedcba9876543210', printf('%064d', 0), x'00')");
    OK(f, store_open_session(f->s, 40, &f->err));
    fixture_mark(f, 40, "adult", 12);
}

static int64_t names(struct fixture *f) {
    return fixture_number(
        f, "SELECT (SELECT count(*) FROM roster) + (SELECT count(*) FROM walkin_name)"
           " + (SELECT count(*) FROM sealed_sign_in)");
}

/* A day on which the kiosk is used, its date confirmed by staff. */
static void day(struct fixture *f, int year, int month, int d) {
    struct date date = {(int16_t)year, (int8_t)month, (int8_t)d};
    fixture_boot(f, fixture_day(year, month, d));
    OK(f, store_confirm_date(f->s, date, &f->err));
}

static void names_are_there_for_twelve_months(void **state) {
    struct fixture *f = *state;
    names_of_2019(f);
    day(f, 2020, 2, 5);
    fixture_mark(f, 40, "adult", 1);
    day(f, 2020, 2, 6);
    assert_int_equal(names(f), 3);
}

static void then_they_go_and_the_heads_stay(void **state) {
    struct fixture *f = *state;
    names_of_2019(f);
    fixture_sql(f,
                "INSERT INTO session(id, uid, date, topic, pupils) VALUES"
                " (41, 'u41', '2020-02-20', 'next', 0); INSERT INTO roster VALUES(41, 1, x'00')");
    struct closing c = {.qualifier = COUNT_EXACT, .note = "", .deliverer = ""};
    OK(f, store_close_session(f->s, 40, &c, &f->err));
    day(f, 2020, 3, 2);
    OK(f, store_open_session(f->s, 41, &f->err)); /* the first record that knows how late it is */
    assert_int_equal(names(f), 4);
    day(f, 2020, 3, 3);
    assert_int_equal(names(f), 1);
    assert_int_equal(fixture_number(f, "SELECT session FROM roster"), 41);
    assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark WHERE session = 40"), 12);
    fixture_sql(f, "DELETE FROM roster"); /* what stood for a sealed list here is none */
    OK(f, store_verify(f->s, &f->err));
}

static void one_wrong_date_costs_no_name(void **state) {
    struct fixture *f = *state;
    names_of_2019(f);
    day(f, 2029, 2, 7); /* a slip of a finger */
    assert_int_equal(names(f), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_are_there_for_twelve_months, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(then_they_go_and_the_heads_stay, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(one_wrong_date_costs_no_name, fixture_set_up,
                                        fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
