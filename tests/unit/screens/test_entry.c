/* The way in: the public side, the first start, the code, the date. */
#include "play.h"

/* ---- attract ---- */

static void the_public_side_shows_what_is_on_and_nothing_more(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_toast(&s->f); /* a notice and a toast that are for staff */
    play_show(s, "attract", 0);
    assert_reads(s, "Safer Streets");
    assert_reads(s, "Knife crime workshop");
    assert_reads(s, "Hertswood Academy · 09:15 to 10:15");
    assert_reads(s, "Gangs and county lines, professionals");
    assert_false(play_reads(s, "Exploitation assembly")); /* rearranged */
    assert_false(play_reads(s, "power failed"));
    assert_false(play_reads(s, "card is full"));
    assert_false(play_reads(s, "221"));
    assert_false(play_reads(s, "St Giles"));
    play_end(s);
}

static void staff_come_in_through_the_code(void **state) {
    (void)state;
    struct stage *s = play("attract", 0);
    assert_false(play_has(s, "setup"));
    play_tap(s, "staff");
    assert_goes(s, 0, CMD_GO, "unlock", 0);
    play_end(s);
}

static void a_new_kiosk_offers_the_set_up_and_no_dead_button(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_first_start(&s->f);
    play_show(s, "attract", 0);
    assert_reads(s, "Welcome");
    assert_false(play_has(s, "staff"));
    play_tap(s, "setup");
    assert_goes(s, 0, CMD_GO, "setup", 0);
    s->f.model.ready = false;
    play_look(s);
    assert_false(play_has(s, "setup"));
    play_end(s);
}

static void a_store_that_does_not_open_is_said_and_not_set_up(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_not_opened(&s->f);
    play_show(s, "attract", 0);
    assert_reads(s, "This kiosk cannot start");
    assert_reads(s, "another version");
    assert_false(play_reads(s, "Two codes"));
    assert_false(play_has(s, "setup"));
    assert_false(play_has(s, "staff"));
    assert_false(play_has(s, "text-size"));
    play_end(s);
}

static void anybody_may_make_the_text_larger(void **state) {
    (void)state;
    struct stage *s = play("attract", 0);
    play_tap(s, "text-size");
    assert_string_equal(asked(s, 0, CMD_SETTING)->text, "text_pct");
    assert_string_equal(asked(s, 0, CMD_SETTING)->text2, "150");
    s->f.model.text_pct = 150;
    play_look(s);
    play_tap(s, "text-size");
    assert_string_equal(asked(s, 0, CMD_SETTING)->text2, "100");
    play_end(s);
}

/* ---- setup ---- */

static struct stage *new_kiosk(void) {
    struct stage *s = play_new();
    before_first_start(&s->f);
    play_show(s, "setup", 0);
    return s;
}

static void type_code(struct stage *s, const char *code) {
    play_type(s, "field", code);
    play_tap(s, "go");
}

/* A code that is typed for the first time is weighed before it is asked for again. */
static void type_good_code(struct stage *s, const char *code) {
    type_code(s, code);
    assert_string_equal(asked(s, 0, CMD_CHECK_CODE)->text, code);
    assert_true(play_is_off(s, "go"));
    play_result(s, MSG_CODE_GOOD, 0, 0);
}

static void two_codes_are_set_each_typed_twice(void **state) {
    (void)state;
    struct stage *s = new_kiosk();
    assert_true(play_is_off(s, "go"));
    type_good_code(s, "482915");
    assert_reads(s, "Type the staff code again");
    assert_string_equal(play_node(s, "field")->value, "");
    type_code(s, "482915");
    assert_reads(s, "Choose a coordinator code");
    type_good_code(s, "730264");
    type_code(s, "730264");
    assert_string_equal(asked(s, 0, CMD_SET_CODES)->text, "482915");
    assert_string_equal(asked(s, 0, CMD_SET_CODES)->text2, "730264");
    assert_true(play_is_off(s, "go"));
    play_result(s, MSG_CODES_SET, 0, 0);
    assert_goes(s, 0, CMD_HOME, "date", 0); /* nobody has confirmed the date */
    play_end(s);
}

static void two_that_differ_start_again(void **state) {
    (void)state;
    struct stage *s = new_kiosk();
    type_good_code(s, "482915");
    type_code(s, "482916");
    assert_reads(s, "The two were not the same.");
    assert_reads(s, "Choose a staff code");
    assert_string_equal(play_node(s, "field")->value, "");
    type_good_code(s, "482915");
    type_code(s, "482915");
    type_code(s, "482915"); /* the coordinator's may not be the staff's */
    assert_reads(s, "The two codes must differ.");
    assert_reads(s, "Choose a coordinator code");
    play_end(s);
}

static void a_weak_code_is_refused_with_its_reason(void **state) {
    (void)state;
    struct stage *s = new_kiosk();
    type_code(s, "123456");
    STR_COPY(s->f.model.failure, "123456 is easy to guess.");
    play_result(s, MSG_FAILED, CMD_CHECK_CODE, 0);
    assert_reads(s, "123456 is easy to guess.");
    assert_reads(s, "Choose a staff code");
    assert_string_equal(play_node(s, "field")->value, "");
    play_end(s);
}

static void codes_that_cannot_be_kept_start_again(void **state) {
    (void)state;
    struct stage *s = new_kiosk();
    type_good_code(s, "482915");
    type_code(s, "482915");
    type_good_code(s, "730264");
    type_code(s, "730264");
    STR_COPY(s->f.model.failure, "The card is full.");
    play_result(s, MSG_FAILED, CMD_SET_CODES, 0);
    assert_reads(s, "The card is full.");
    assert_reads(s, "Choose a staff code");
    play_end(s);
}

static void letters_make_a_passphrase(void **state) {
    (void)state;
    struct stage *s = new_kiosk();
    assert_true(play_node(s, "field")->flags & UI_NUMERIC);
    play_type(s, "field", "4829");
    play_tap(s, "swap");
    assert_false(play_node(s, "field")->flags & UI_NUMERIC);
    assert_string_equal(play_node(s, "field")->value, "");
    assert_true(play_node(s, "field")->flags & UI_MASKED);
    assert_reads(s, "12 characters or more");
    play_end(s);
}

/* ---- unlock ---- */

static void the_code_decides_where_the_way_leads(void **state) {
    (void)state;
    struct stage *s = play("unlock", 0);
    type_code(s, "482915");
    assert_string_equal(asked(s, 0, CMD_TRY_CODE)->text, "482915");
    assert_string_equal(play_node(s, "field")->value, ""); /* wiped at once */
    assert_true(play_is_off(s, "pad:1"));

    play_result(s, MSG_CODE_TRIED, WHO_COORDINATOR, 0);
    assert_goes(s, 0, CMD_HOME, "coordinator", 0);
    play_result(s, MSG_CODE_TRIED, WHO_STAFF, 0);
    assert_goes(s, 0, CMD_HOME, "today", 0);
    assert_goes(s, 1, CMD_GO, "count", 1); /* a session is open */
    s->f.session[1].life = LIFE_CLOSED;
    play_result(s, MSG_CODE_TRIED, WHO_STAFF, 0);
    assert_goes(s, 0, CMD_HOME, "today", 0);
    assert_int_equal(s->out.n, 1);
    s->f.model.date_confirmed = false;
    play_result(s, MSG_CODE_TRIED, WHO_STAFF, 0);
    assert_goes(s, 0, CMD_HOME, "date", 0);
    play_end(s);
}

static void a_wrong_code_waits_longer_and_says_so(void **state) {
    (void)state;
    struct stage *s = play("unlock", 0);
    type_code(s, "000001");
    play_result(s, MSG_CODE_TRIED, WHO_PUBLIC, 0);
    assert_asks_nothing(s);
    assert_reads(s, "That code is not right.");
    assert_false(play_is_off(s, "pad:1"));

    before_waiting(&s->f);
    play_result(s, MSG_MINUTE, 0, 0);
    assert_reads(s, "Wait 15 seconds before the next try.");
    assert_true(play_is_off(s, "pad:1"));
    play_type(s, "field", "4"); /* a keyboard of its own */
    assert_string_equal(play_node(s, "field")->value, "");
    play_enter(s, "field");
    assert_asks_nothing(s);
    s->f.model.now = s->f.model.wait_until - 900;
    play_look(s);
    assert_reads(s, "Wait 1 second before the next try.");
    s->f.model.now = s->f.model.wait_until;
    play_look(s);
    assert_false(play_is_off(s, "pad:1"));
    play_end(s);
}

/* ---- date ---- */

static void the_date_is_confirmed_with_the_programme_as_a_witness(void **state) {
    (void)state;
    struct stage *s = play("date", 0);
    assert_reads(s, "Wednesday 6 February 2019?");
    assert_reads(s, "3 sessions are planned for this day.");
    play_tap(s, "yes");
    struct date d = asked(s, 0, CMD_CONFIRM_DATE)->date;
    assert_int_equal(date_compare(d, (struct date){2019, 2, 6}), 0);
    assert_true(play_is_off(s, "yes"));
    play_result(s, MSG_DATE_CONFIRMED, 0, 0);
    assert_goes(s, 0, CMD_HOME, "today", 0);
    play_end(s);
}

static void a_date_far_from_the_records_is_asked_about_again(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.model.today = (struct date){2022, 2, 9};
    play_show(s, "date", 0);
    play_tap(s, "yes");
    assert_asks_nothing(s);
    assert_reads(s, "That is 3 years after the last record. Is it right?");
    play_tap(s, "not-sure");
    assert_false(play_has(s, "sure"));
    assert_reads(s, "Change the date");
    play_tap(s, "yes");
    play_tap(s, "sure");
    assert_int_equal(asked(s, 0, CMD_CONFIRM_DATE)->date.year, 2022);
    play_end(s);
}

static void expect_doubt(struct date today, struct date last, struct date built,
                         const char *words) {
    struct stage *s = play_new();
    s->f.model.today = today;
    s->f.model.last_date = last;
    s->f.model.built = built;
    play_show(s, "date", 0);
    play_tap(s, "yes");
    if (words != NULL)
        assert_reads(s, words);
    assert_int_equal(s->out.n, words != NULL ? 0 : 1);
    play_end(s);
}

static void only_what_is_hard_to_believe_is_asked_about(void **state) {
    (void)state;
    const struct date none = {0};
    /* The programme of the fixture goes from 23 January to 13 March 2019. */
    expect_doubt((struct date){2019, 3, 8}, (struct date){2019, 2, 5}, none, NULL);
    expect_doubt((struct date){2019, 3, 9}, (struct date){2019, 2, 5}, none, "32 days after");
    expect_doubt((struct date){2019, 5, 5}, (struct date){2019, 2, 5}, none, "2 months after");
    expect_doubt((struct date){2019, 2, 6}, none, (struct date){2019, 2, 1}, NULL);
    expect_doubt((struct date){2019, 2, 6}, none, (struct date){2018, 12, 24},
                 "made on 24 December 2018");
    expect_doubt((struct date){2019, 1, 22}, none, none,
                 "goes from 23 January 2019 to 13 March 2019");
    expect_doubt((struct date){2019, 3, 14}, (struct date){2019, 3, 1}, none,
                 "goes from 23 January 2019");
}

static void a_coordinator_gets_past_records_of_a_wrong_date(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.model.last_date = (struct date){2029, 2, 5};
    play_show(s, "date", 0);
    assert_true(play_is_off(s, "yes"));
    play_tap(s, "earlier");
    assert_goes(s, 0, CMD_GO, "dates", 0);
    s->f.model.who = WHO_STAFF;
    play_look(s);
    assert_false(play_has(s, "earlier"));
    assert_reads(s, "your coordinator can correct it");
    play_end(s);
}

static void a_date_before_the_newest_record_is_refused(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_no_date(&s->f);
    play_show(s, "date", 0);
    assert_true(play_is_off(s, "yes"));
    assert_reads(s, "The newest record on this kiosk is from Tuesday 5 February 2019.");
    play_tap(s, "no");
    assert_reads(s, "Not before 5 February 2019.");
    play_tap(s, "month-plus"); /* 31 January: the last day of February */
    assert_string_equal(play_node(s, "date")->label, "Thursday 28 February 2019");
    play_tap(s, "day-plus");
    assert_string_equal(play_node(s, "date")->label, "Friday 1 March 2019");
    play_tap(s, "year-minus");
    assert_true(play_is_off(s, "yes"));
    play_enter(s, "day");
    assert_asks_nothing(s);
    play_tap(s, "year-plus");
    play_tap(s, "yes");
    asked(s, 0, CMD_CONFIRM_DATE);
    STR_COPY(s->f.model.failure, "The card is full.");
    play_result(s, MSG_FAILED, CMD_CONFIRM_DATE, 0);
    assert_reads(s, "The card is full.");
    play_end(s);
}

static void a_day_that_is_none_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"", "0", "30", "99999"};
    struct stage *s = play("date", 0);
    play_tap(s, "no");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        play_type(s, "day", bad[i]);
        assert_true(play_is_off(s, "yes"));
        assert_reads(s, "There is no such day.");
        play_enter(s, "day");
        assert_asks_nothing(s);
    }
    play_type(s, "day", "14");
    assert_reads(s, "Thursday 14 February 2019");
    play_tap(s, "back"); /* back to the question, and to what the clock says */
    assert_asks_nothing(s);
    assert_reads(s, "Wednesday 6 February 2019?");
    play_end(s);
}

static void on_the_way_in_only_the_lock_is_behind(void **state) {
    (void)state;
    struct stage *s = play_new();
    stage_show(s, "date", (struct ui_msg){.id = 1});
    assert_false(play_has(s, "back"));
    play_tap(s, "lock");
    asked(s, 0, CMD_LOCK);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_public_side_shows_what_is_on_and_nothing_more),
        cmocka_unit_test(staff_come_in_through_the_code),
        cmocka_unit_test(a_new_kiosk_offers_the_set_up_and_no_dead_button),
        cmocka_unit_test(a_store_that_does_not_open_is_said_and_not_set_up),
        cmocka_unit_test(anybody_may_make_the_text_larger),
        cmocka_unit_test(two_codes_are_set_each_typed_twice),
        cmocka_unit_test(two_that_differ_start_again),
        cmocka_unit_test(a_weak_code_is_refused_with_its_reason),
        cmocka_unit_test(codes_that_cannot_be_kept_start_again),
        cmocka_unit_test(letters_make_a_passphrase),
        cmocka_unit_test(the_code_decides_where_the_way_leads),
        cmocka_unit_test(a_wrong_code_waits_longer_and_says_so),
        cmocka_unit_test(the_date_is_confirmed_with_the_programme_as_a_witness),
        cmocka_unit_test(a_date_far_from_the_records_is_asked_about_again),
        cmocka_unit_test(only_what_is_hard_to_believe_is_asked_about),
        cmocka_unit_test(a_coordinator_gets_past_records_of_a_wrong_date),
        cmocka_unit_test(a_date_before_the_newest_record_is_refused),
        cmocka_unit_test(a_day_that_is_none_is_refused),
        cmocka_unit_test(on_the_way_in_only_the_lock_is_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
