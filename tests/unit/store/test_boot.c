/* Dates of records when the clock was wrong: a correction moves the whole boot, and nothing else.
 */
#include "fixture.h"

#include "base/arena.h"
#include "store/store_internal.h"

static struct date day_of_mark(struct fixture *f, int64_t session, size_t i,
                               bool *ret_unconfirmed) {
    struct tape t;
    OK(f, store_tape(f->s, session, &t, &f->err));
    assert_true(i < t.marks);
    struct date d = date_of_wall(t.mark[i].wall, NULL);
    *ret_unconfirmed = t.mark[i].unconfirmed;
    arena_free(&t.arena);
    return d;
}

static void expect_day(struct fixture *f, int64_t session, size_t mark, int day, bool confirmed) {
    bool unconfirmed;
    struct date d = day_of_mark(f, session, mark, &unconfirmed);
    assert_int_equal(d.day, day);
    assert_int_equal(unconfirmed, !confirmed);
}

static void test_a_correction_moves_the_whole_boot(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);             /* on the 6th, as the clock says */
    fixture_boot(f, fixture_day(2019, 2, 6)); /* days later, but the clock has stood still */
    assert_false(store_date_confirmed(f->s));
    fixture_mark(f, 1, "y9", 1);
    clock_advance(&f->clock, 60000);
    fixture_mark(f, 1, "y9", 1);
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 9}, &f->err));
    assert_true(store_date_confirmed(f->s));
    fixture_mark(f, 1, "y9", 1);
    expect_day(f, 1, 0, 6, false);
    for (size_t i = 1; i <= 3; i++)
        expect_day(f, 1, i, 9, true);
    assert_true(store_wall(f->s) == fixture_day(2019, 2, 9) + 60000); /* the same time of the day */
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 7}, &f->err)); /* changed their mind */
    expect_day(f, 1, 1, 7, true);
}

static void test_time_of_the_day_survives_a_change_of_the_clocks(void **state) {
    struct fixture *f = *state;
    int minute;
    OK(f, store_confirm_date(f->s, (struct date){2019, 6, 3}, &f->err)); /* summer time */
    date_of_wall(store_wall(f->s), &minute);
    assert_int_equal(minute, 10 * 60);
}

static void test_a_date_before_the_last_record_is_refused(void **state) {
    struct fixture *f = *state;
    struct date last = {1, 1, 1};
    OK(f, store_last_date(f->s, &last, &f->err));
    assert_int_equal(last.year, 0);
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    OK(f, store_last_date(f->s, &last, &f->err));
    assert_int_equal(last.year, 0); /* of earlier boots there is none */
    fixture_boot(f, fixture_day(2016, 1, 1));
    OK(f, store_last_date(f->s, &last, &f->err));
    assert_int_equal(last.day, 6);
    REFUSED(f, store_confirm_date(f->s, (struct date){2019, 2, 5}, &f->err), "05/02/2019");
    assert_non_null(strstr(f->err.text, "06/02/2019"));
    assert_false(store_date_confirmed(f->s));
    REFUSED(f, store_confirm_date(f->s, (struct date){2019, 2, 30}, &f->err), "no date");
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 6}, &f->err));
}

static bool is_unconfirmed(struct fixture *f, int64_t session) {
    struct ledger *l = store_ledger(f->s, &f->err);
    bool unconfirmed = ledger_find(l, session)->date_unconfirmed;
    ledger_free(l);
    return unconfirmed;
}

static void test_a_session_says_whether_its_date_is_known(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    assert_true(is_unconfirmed(f, 1));
    assert_false(is_unconfirmed(f, 2)); /* not opened */
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 6}, &f->err));
    assert_false(is_unconfirmed(f, 1));
}

static void test_a_rolled_back_correction_is_forgotten(void **state) {
    struct fixture *f = *state;
    OK(f, store_begin(f->s, &f->err));
    OK(f, store_part_begin(f->s, &f->err));
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err));
    assert_true(store_date_confirmed(f->s));
    OK(f, store_part_end(f->s, false, &f->err));
    assert_false(store_date_confirmed(f->s));
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err));
    store_rollback(f->s);
    assert_false(store_date_confirmed(f->s));
    assert_true(store_wall(f->s) == fixture_day(2019, 2, 6));
}

static size_t boots(struct fixture *f, struct store_boot list[BOOTS_MAX]) {
    size_t n = 0;
    OK(f, store_boots(f->s, list, &n, &f->err));
    return n;
}

/* Somebody said 2029 and nobody saw it until the next day: no right date would be taken any more.
 */
static void test_a_wrong_boot_is_corrected_after_it_has_ended(void **state) {
    struct fixture *f = *state;
    struct store_boot list[BOOTS_MAX];
    int64_t made;
    struct date last;
    OK(f, store_confirm_date(f->s, (struct date){2029, 2, 6}, &f->err));
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    clock_advance(&f->clock, 24 * 3600 * 1000);
    fixture_mark(f, 1, "y9", 1); /* the machine stayed on over night */
    OK(f, store_new_session(f->s,
                            &(struct session){.topic = "Road safety",
                                              .venue = "",
                                              .audience = "",
                                              .year_group = "",
                                              .actions = "",
                                              .deliverer = "",
                                              .date = {2029, 2, 7}},
                            &made, &f->err));
    fixture_boot(f, fixture_day(2016, 1, 1));
    REFUSED(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err), "07/02/2029");
    assert_int_equal(boots(f, list), 1);
    assert_int_equal(list[0].records, 3);
    assert_int_equal(date_compare(list[0].first, (struct date){2029, 2, 6}), 0);
    assert_int_equal(date_compare(list[0].last, (struct date){2029, 2, 7}), 0);
    assert_true(list[0].confirmed && !list[0].running);
    OK(f, store_correct_boot(f->s, list[0].number, (struct date){2019, 2, 6}, &f->err));
    expect_day(f, 1, 0, 6, true);
    expect_day(f, 1, 1, 7, true);
    OK(f, store_last_date(f->s, &last, &f->err));
    assert_int_equal(date_compare(last, (struct date){2019, 2, 7}), 0);
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err));
    struct ledger *l = store_ledger(f->s, &f->err);
    assert_int_equal(date_compare(ledger_find(l, made)->date, (struct date){2019, 2, 7}), 0);
    assert_int_equal(date_compare(ledger_find(l, 1)->date, (struct date){2019, 2, 6}), 0);
    ledger_free(l);
    OK(f, store_verify(f->s, &f->err));
}

static void test_only_what_can_be_right_is_taken_as_a_correction(void **state) {
    struct fixture *f = *state;
    struct store_boot list[BOOTS_MAX];
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_boot(f, fixture_day(2019, 2, 8));
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err));
    fixture_mark(f, 1, "y9", 1);
    assert_int_equal(boots(f, list), 2);
    assert_true(list[0].running);
    assert_false(list[1].confirmed);
    REFUSED(f, store_correct_boot(f->s, list[0].number, (struct date){2019, 2, 7}, &f->err),
            "confirm today");
    REFUSED(f, store_correct_boot(f->s, list[1].number, (struct date){2019, 2, 9}, &f->err),
            "nothing is recorded after today, 08/02/2019");
    REFUSED(f, store_correct_boot(f->s, list[1].number, (struct date){2019, 2, 30}, &f->err),
            "no date");
    REFUSED(f, store_correct_boot(f->s, 77, (struct date){2019, 2, 7}, &f->err), "nothing was");
    OK(f, store_correct_boot(f->s, list[1].number, (struct date){2019, 2, 7}, &f->err));
    assert_int_equal(boots(f, list), 2);
    assert_true(list[1].confirmed);
    assert_int_equal(list[1].first.day, 7);
    assert_false(is_unconfirmed(f, 1));
}

/* Within one boot the date of a record does not depend on who set the clock in the middle. */
static void test_the_clock_jumps(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    f->clock.wall = fixture_day(2024, 1, 1);
    f->clock.mono += 1000;
    fixture_mark(f, 1, "y9", 1);
    expect_day(f, 1, 0, 6, false);
}

static void test_the_same_boot_again(void **state) {
    struct fixture *f = *state;
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err));
    store_close(f->s); /* the program ends, the machine goes on */
    clock_advance(&f->clock, 5000);
    fixture_open(f);
    assert_true(store_date_confirmed(f->s));
    assert_true(store_wall(f->s) == fixture_day(2019, 2, 8) + 5000);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM boot"), 1);
}

/* Two starts whose date somebody confirmed hold a third between them; one that nobody confirmed
 * does not. */
static void test_a_correction_keeps_the_starts_in_order(void **state) {
    struct fixture *f = *state;
    struct store_boot list[BOOTS_MAX];
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 6}, &f->err));
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_boot(f, fixture_day(2019, 2, 7)); /* not confirmed, and wrong */
    fixture_mark(f, 1, "y9", 1);
    fixture_boot(f, fixture_day(2019, 2, 12));
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 12}, &f->err));
    fixture_mark(f, 1, "y9", 1);
    fixture_boot(f, fixture_day(2019, 3, 1));
    assert_int_equal(boots(f, list), 3);
    REFUSED(f, store_correct_boot(f->s, list[1].number, (struct date){2019, 2, 5}, &f->err),
            "an earlier start has records of 06/02/2019");
    REFUSED(f, store_correct_boot(f->s, list[1].number, (struct date){2019, 2, 13}, &f->err),
            "a later start has records of 12/02/2019");
    OK(f, store_correct_boot(f->s, list[0].number, (struct date){2019, 2, 7}, &f->err));
    OK(f, store_correct_boot(f->s, list[0].number, (struct date){2019, 2, 6}, &f->err));
    OK(f, store_verify(f->s, &f->err));
}

/* The first half of a session was counted before anybody knew the date. */
static void test_a_correction_in_the_middle_of_an_open_session(void **state) {
    struct fixture *f = *state;
    fixture_boot(f, fixture_day(2016, 1, 1));
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 12);
    clock_advance(&f->clock, 60 * 1000);
    assert_true(is_unconfirmed(f, 1));
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err));
    clock_advance(&f->clock, 60 * 1000);
    fixture_mark(f, 1, "y9", 3);
    expect_day(f, 1, 0, 8, true);
    expect_day(f, 1, 1, 8, true);
    assert_false(is_unconfirmed(f, 1));
    assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark"), 15);
    assert_int_equal(fixture_number(f, "SELECT min(wall) / 1000 FROM mark"),
                     fixture_day(2016, 1, 1) / 1000); /* what was stored is as it was */
}

/* Whatever is said of a start, in whatever order: no record changes its place in it, none comes or
 * goes, what the clock said stays, and the last thing that was said is what holds. */
static void test_a_correction_changes_no_order_and_no_count(void **state) {
    struct fixture *f = *state;
    struct store_boot list[BOOTS_MAX];
    uint32_t x = 7;
    OK(f, store_open_session(f->s, 1, &f->err));
    for (int i = 0; i < 20; i++) {
        clock_advance(&f->clock, 3 * 3600 * 1000 + i);
        fixture_mark(f, 1, "y9", i + 1);
    }
    fixture_boot(f, fixture_day(2030, 1, 1));
    OK(f, store_confirm_date(f->s, (struct date){2030, 1, 1}, &f->err));
    int64_t raw = fixture_number(f, "SELECT sum(wall * seq) FROM mark");
    assert_int_equal(boots(f, list), 1);
    for (int i = 0; i < 50; i++) {
        x = x * 1664525 + 1013904223;
        struct date to =
            date_from_days(date_to_days((struct date){2015, 1, 1}) + (int32_t)(x >> 8) % 5000);
        OK(f, store_correct_boot(f->s, list[0].number, to, &f->err));
        assert_int_equal(fixture_number(f, "SELECT sum(wall * seq) FROM mark"), raw);
        assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark"), 210);
        assert_int_equal(
            fixture_number(f, "SELECT count(*) FROM mark m JOIN boot ON number = boot WHERE"
                              " wall + shift_ms < (SELECT wall + shift_ms FROM mark JOIN boot ON"
                              " number = boot WHERE session = m.session AND seq = m.seq - 1)"),
            0);
        assert_int_equal(fixture_number(f, "SELECT count(*) FROM boot_shift WHERE boot = 1"),
                         i + 1);
        size_t n = boots(f, list);
        assert_int_equal(n, 1);
        assert_int_equal(date_compare(list[0].first, to), 0);
    }
    OK(f, store_verify(f->s, &f->err));
}

static void test_what_was_said_of_a_date_is_kept(void **state) {
    struct fixture *f = *state;
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 9}, &f->err));
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM boot_shift"), 2);
    assert_int_equal(fixture_number(f, "SELECT shift_ms FROM boot_shift ORDER BY seq DESC LIMIT 1"),
                     2 * 24 * 3600 * 1000);
    assert_false(db_exec(store_db(f->s), NULL, "DELETE FROM boot_shift"));
    assert_false(db_exec(store_db(f->s), NULL, "UPDATE boot_shift SET shift_ms = 0"));
    OK(f, store_verify(f->s, &f->err));
    fixture_sql(f, "UPDATE boot SET shift_ms = 7");
    REFUSED(f, store_verify(f->s, &f->err), "moved, and nobody said so");
}

/* What a start was off by before there was a log of it is the log's first line. */
static void test_shifts_of_the_form_before_move_over(void **state) {
    struct fixture *f = *state;
    fixture_older(f, 19,
                  "INSERT INTO boot(number, id, first_wall, first_mono, shift_ms, confirmed,"
                  " source) VALUES(1, 'b', 5, 0, 86400000, 1, 'staff'), (2, 'c', 9, 0, 0, 0,"
                  " 'clock')");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM boot_shift"), 1);
    assert_int_equal(fixture_number(f, "SELECT shift_ms FROM boot_shift WHERE boot = 1"), 86400000);
    OK(f, store_verify(f->s, &f->err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_correction_moves_the_whole_boot),
        TEST(test_time_of_the_day_survives_a_change_of_the_clocks),
        TEST(test_a_date_before_the_last_record_is_refused),
        TEST(test_a_session_says_whether_its_date_is_known),
        TEST(test_a_rolled_back_correction_is_forgotten),
        TEST(test_a_wrong_boot_is_corrected_after_it_has_ended),
        TEST(test_only_what_can_be_right_is_taken_as_a_correction),
        TEST(test_the_clock_jumps),
        TEST(test_the_same_boot_again),
        TEST(test_a_correction_keeps_the_starts_in_order),
        TEST(test_a_correction_in_the_middle_of_an_open_session),
        TEST(test_a_correction_changes_no_order_and_no_count),
        TEST(test_what_was_said_of_a_date_is_kept),
        TEST(test_shifts_of_the_form_before_move_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
