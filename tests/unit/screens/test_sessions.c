/* Finding a session, opening it, closing it. */
#include "play.h"

/* ---- today ---- */

static void today_lists_its_sessions_by_start(void **state) {
    (void)state;
    struct stage *s = play("today", 0);
    assert_true(play_node(s, "session:1")->at.y < play_node(s, "session:2")->at.y);
    assert_true(play_node(s, "session:2")->at.y < play_node(s, "session:3")->at.y);
    assert_false(play_has(s, "session:6"));
    assert_reads(s, "70 expected\n");
    assert_false(play_reads(s, "expected expected"));
    assert_reads(s, "Rearranged");
    assert_reads(s, "221"); /* of the tape, not of the ledger */
    assert_reads(s, "148 saved · 113 sessions exported");
    play_tap(s, "session:1"); /* it is open: on with it, and back over its page */
    assert_goes(s, 0, CMD_GO, "session", 1);
    assert_goes(s, 1, CMD_GO, "count", 1);
    play_tap(s, "session:2");
    assert_int_equal(s->out.n, 1);
    assert_goes(s, 0, CMD_GO, "session", 2);
    play_tap(s, "all-dates");
    assert_goes(s, 0, CMD_GO, "find", 0);
    play_tap(s, "lock");
    asked(s, 0, CMD_LOCK);
    play_end(s);
}

static void an_open_session_of_another_day_is_on_todays_list(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.model.today = (struct date){2019, 2, 7};
    play_show(s, "today", 0);
    assert_true(play_has(s, "session:1"));
    assert_false(play_has(s, "session:2"));
    play_end(s);
}

static void a_day_without_sessions_names_the_next(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_quiet_day(&s->f);
    play_show(s, "today", 0);
    assert_reads(s, "No sessions today");
    assert_reads(s, "The next one is on Tuesday 26 February 2019.");
    s->f.ledger.sessions = 0;
    play_look(s);
    assert_reads(s, "ask your coordinator to import the programme");
    play_end(s);
}

static void only_a_coordinator_sees_the_desk(void **state) {
    (void)state;
    struct stage *s = play("today", 0);
    play_tap(s, "coordinator");
    assert_goes(s, 0, CMD_HOME, "coordinator", 0);
    s->f.model.who = WHO_STAFF;
    play_look(s);
    assert_false(play_has(s, "coordinator"));
    play_end(s);
}

static void a_date_that_nobody_confirmed_is_said_and_can_be(void **state) {
    (void)state;
    struct stage *s = play("today", 0);
    assert_false(play_has(s, "date"));
    s->f.model.date_confirmed = false;
    play_look(s);
    assert_reads(s, "date not confirmed");
    play_tap(s, "date");
    assert_goes(s, 0, CMD_GO, "date", 0);
    play_end(s);
}

static void the_notice_is_for_staff(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_toast(&s->f);
    play_show(s, "today", 0);
    assert_reads(s, "The power failed while the kiosk was writing.");
    assert_reads(s, "The card is full.");
    s->f.model.now += 2000;
    play_look(s);
    assert_false(play_reads(s, "The card is full."));
    play_end(s);
}

/* ---- find ---- */

static void finds(struct stage *s, const char *words, const char *ids) {
    play_type(s, "search", words);
    struct str got = {0};
    for (int id = 1; id <= 8; id++) {
        char key[16];
        snprintf(key, sizeof key, "session:%d", id);
        if (play_has(s, key))
            str_addf(&got, "%d", id);
    }
    if (strcmp(str_c(&got), ids) != 0)
        fail_msg("\"%s\" finds %s, not %s", words, str_c(&got), ids);
    str_release(&got);
}

static void any_words_find_a_session(void **state) {
    (void)state;
    struct stage *s = play("find", 0);
    play_tap(s, "search");
    assert_true(play_has(s, "key-space"));
    finds(s, "hertswood", "1");
    finds(s, "year 9 knife", "1");
    finds(s, "st giles", "12");
    finds(s, "f\u00e9bruary", "1236"); /* folded; a month is a word of the date */
    finds(s, "06/02/2019", "123");
    finds(s, "september", "8"); /* the programme's own words */
    finds(s, "ELSTREE", "8");
    finds(s, "rearranged", "3");
    finds(s, "knife elstree", "");
    assert_reads(s, "Nothing found");
    play_tap(s, "clear");
    finds(s, "", "1235678");
    play_tap(s, "done");
    assert_false(play_has(s, "key-space"));
    play_end(s);
}

static void what_comes_stands_before_what_was(void **state) {
    (void)state;
    struct stage *s = play("find", 0);
    static const char *const order[] = {"session:1", "session:2", "session:3", "session:6",
                                        "session:7", "session:5", "session:8"};
    for (size_t i = 1; i < sizeof order / sizeof *order; i++)
        assert_true(play_node(s, order[i - 1])->at.y < play_node(s, order[i])->at.y);
    assert_reads(s, "Today · Wednesday 6 February 2019");
    play_tap(s, "coming");
    assert_false(play_has(s, "session:5"));
    assert_true(play_has(s, "session:7"));
    play_tap(s, "no-date");
    assert_true(play_has(s, "session:8"));
    assert_false(play_has(s, "session:7"));
    play_tap(s, "all");
    assert_true(play_has(s, "session:5"));
    play_tap(s, "session:5");
    assert_goes(s, 0, CMD_GO, "session", 5);
    play_end(s);
}

static void the_past_is_read_from_its_newest_day(void **state) {
    (void)state;
    struct session past[3];
    struct stage *s = play_new();
    for (int i = 0; i < 3; i++)
        past[i] = fixture_session(i + 1, (struct date){2019, 1, (int8_t)(10 + i)}, -1, -1);
    s->f.ledger.session = past;
    s->f.ledger.sessions = 3;
    play_show(s, "find", 0);
    assert_true(play_node(s, "session:3")->at.y < play_node(s, "session:2")->at.y);
    assert_true(play_node(s, "session:2")->at.y < play_node(s, "session:1")->at.y);
    play_end(s);
}

static void a_thousand_sessions_do_not_become_a_thousand_rows(void **state) {
    (void)state;
    static struct session many[1000];
    struct stage *s = play_new();
    for (int i = 0; i < 1000; i++) {
        many[i] = fixture_session(
            i + 1, date_from_days(date_to_days((struct date){2019, 3, 1}) + i), -1, -1);
        many[i].venue = i == 900 ? "Bushey Academy" : "Civic Offices";
    }
    s->f.ledger.session = many;
    s->f.ledger.sessions = 1000;
    play_show(s, "find", 0);
    assert_true(play_has(s, "session:60"));
    assert_false(play_has(s, "session:61"));
    assert_reads(s, "940 more. Type more words to see them.");
    play_tap(s, "search");
    play_type(s, "search", "bushey");
    assert_true(play_has(s, "session:901"));
    assert_false(play_reads(s, "more. Type"));
    play_end(s);
}

static void an_import_is_found_at_once(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.ledger.sessions = 0;
    play_show(s, "find", 0);
    assert_reads(s, "There are no sessions yet");
    s->f.ledger.sessions = 7;
    play_result(s, MSG_LEDGER, 0, 0);
    assert_true(play_has(s, "session:1"));
    play_end(s);
}

/* ---- one session ---- */

static struct stage *closed_today(void) {
    struct stage *s = play_new();
    s->f.session[1].life = LIFE_CLOSED;
    s->f.session[1].counted = (struct count){221, COUNT_AT_LEAST};
    s->f.model.tape.session = 0;
    return s;
}

static void a_session_of_today_opens_at_once(void **state) {
    (void)state;
    struct stage *s = closed_today();
    play_show(s, "session", 2);
    play_tap(s, "open");
    assert_int_equal(asked(s, 0, CMD_OPEN_SESSION)->ref, 2);
    assert_true(play_is_off(s, "open"));
    play_result(s, MSG_SESSION_OPENED, 0, 2);
    assert_goes(s, 0, CMD_GO, "count", 2);
    play_end(s);
}

static void a_failed_opening_says_why_and_may_be_tried_again(void **state) {
    (void)state;
    struct stage *s = closed_today();
    play_show(s, "session", 2);
    play_tap(s, "open");
    STR_COPY(s->f.model.failure, "The card is full.");
    play_result(s, MSG_FAILED, CMD_OPEN_SESSION, 0);
    assert_reads(s, "The card is full.");
    play_tap(s, "open");
    asked(s, 0, CMD_OPEN_SESSION);
    play_end(s);
}

static void a_session_of_another_day_warns_and_asks(void **state) {
    (void)state;
    struct stage *s = closed_today();
    play_show(s, "session", 7);
    assert_reads(s, "This session is planned for 13 March 2019");
    assert_reads(s, "Today is Wednesday 6 February 2019.");
    play_tap(s, "open");
    assert_asks_nothing(s);
    play_tap(s, "no");
    assert_false(play_has(s, "yes"));
    play_tap(s, "open");
    play_tap(s, "yes");
    assert_int_equal(asked(s, 0, CMD_OPEN_SESSION)->ref, 7);
    play_end(s);
}

static void a_second_session_may_be_opened(void **state) {
    (void)state;
    struct stage *s = play("session", 2);
    play_tap(s, "open");
    assert_int_equal(asked(s, 0, CMD_OPEN_SESSION)->ref, 2);
    play_end(s);
}

static void an_open_session_goes_on(void **state) {
    (void)state;
    struct stage *s = play("session", 1);
    assert_reads(s, "Counted here\n221");
    assert_reads(s, "The programme says\n240");
    assert_reads(s, "Workshops in schools on knife crime and exploitation");
    play_tap(s, "open");
    assert_goes(s, 0, CMD_GO, "count", 1);
    play_end(s);
}

static void a_closed_session_asks_why_it_is_reopened(void **state) {
    (void)state;
    struct stage *s = closed_today();
    play_show(s, "session", 1);
    assert_reads(s, "at least 221");
    assert_false(play_has(s, "cancel")); /* it took place */
    play_tap(s, "open");
    assert_goes(s, 0, CMD_GO, "alter", 1);
    assert_int_equal(s->out.cmd[0].why, ALTER_REOPEN);
    play_end(s);
}

static void a_planned_session_can_be_called_off(void **state) {
    (void)state;
    struct stage *s = play("session", 2);
    play_tap(s, "cancel");
    assert_goes(s, 0, CMD_GO, "alter", 2);
    assert_int_equal(s->out.cmd[0].why, ALTER_CANCEL);
    play_tap(s, "move");
    assert_int_equal(s->out.cmd[0].why, ALTER_MOVE);
    before_cancelled(&s->f);
    play_look(s);
    assert_reads(s, "This session was cancelled\nIllness");
    assert_false(play_has(s, "cancel"));
    play_tap(s, "open");
    assert_int_equal(s->out.cmd[0].why, ALTER_REINSTATE);
    play_end(s);
}

static void a_moved_session_leads_to_the_other_side(void **state) {
    (void)state;
    struct stage *s = play("session", 3);
    assert_reads(s, "This session was moved to Wednesday 13 March 2019\nThe school asked");
    play_tap(s, "moved-to");
    assert_goes(s, 0, CMD_GO, "session", 7);
    play_end(s);
    s = play("session", 7);
    play_tap(s, "moved-from");
    assert_goes(s, 0, CMD_GO, "session", 3);
    play_end(s);
}

static void a_session_with_heads_cannot_be_called_off(void **state) {
    (void)state;
    struct stage *s = play("session", 1);
    assert_false(play_has(s, "cancel"));
    before_empty(&s->f);
    play_look(s);
    assert_true(play_has(s, "cancel"));
    play_end(s);
}

static void a_session_that_is_gone_says_so(void **state) {
    (void)state;
    struct stage *s = play("session", 99);
    assert_reads(s, "This session is not there any more");
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

/* ---- closing ---- */

static void closing_sends_count_note_and_people(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.model.tape.qualifier = COUNT_ABOUT;
    play_show(s, "closing", 1);
    assert_reads(s, "about 221");
    assert_reads(s, "Year 9 212 · Staff 9");
    assert_reads(s, "19 fewer than the 240 expected");
    assert_reads(s, "First Aid, St Giles Trust");
    play_tap(s, "note");
    play_type(s, "field", "The hall was cold.");
    play_tap(s, "done");
    play_tap(s, "people");
    play_type(s, "field", "CYP");
    play_tap(s, "back"); /* back of the typing, not of the screen */
    assert_asks_nothing(s);
    play_tap(s, "close");
    const struct command *c = asked(s, 0, CMD_CLOSE_SESSION);
    assert_int_equal(c->ref, 1);
    assert_int_equal(c->n, COUNT_ABOUT);
    assert_string_equal(c->text, "The hall was cold.");
    assert_string_equal(c->text2, "CYP");
    assert_true(play_is_off(s, "close"));
    play_result(s, MSG_SESSION_CLOSED, 0, 1);
    assert_goes(s, 0, CMD_HOME, "today", 0);
    play_end(s);
}

/* A tap on Back is soon made; a note is not. */
static void closing_asks_before_a_note_is_lost(void **state) {
    (void)state;
    struct stage *s = play("closing", 1);
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_tap(s, "note");
    play_type(s, "field", "The hall was cold.");
    play_tap(s, "done");
    play_tap(s, "back");
    assert_asks_nothing(s);
    play_tap(s, "stay");
    assert_asks_nothing(s);
    assert_false(play_has(s, "leave"));
    assert_reads(s, "The hall was cold.");
    play_tap(s, "back");
    play_tap(s, "leave");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void closing_waits_until_all_is_saved(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_saving(&s->f);
    play_show(s, "closing", 1);
    assert_true(play_is_off(s, "close"));
    play_enter(s, "close"); /* whatever sends it */
    assert_asks_nothing(s);
    assert_reads(s, "Waiting until all is saved.");
    s->f.model.pendings = 0;
    play_result(s, MSG_MARK_SAVED, 0, 1);
    play_tap(s, "close");
    asked(s, 0, CMD_CLOSE_SESSION);
    play_end(s);
}

static void closing_leads_to_the_bin_that_nobody_confirmed(void **state) {
    (void)state;
    struct stage *s = play("closing", 1);
    assert_reads(s, "A second person has not confirmed the bin");
    assert_false(play_is_off(s, "close")); /* it can be confirmed later, too */
    play_tap(s, "to-confirm");
    assert_goes(s, 0, CMD_GO, "confirm", 1);
    assert_int_equal(s->out.cmd[0].n, 1);
    before_confirmed(&s->f);
    play_look(s);
    assert_false(play_has(s, "to-confirm"));
    s->f.model.tallies.session = 2; /* of another session: this one's are asked for */
    play_result(s, MSG_ENTERED, 0, 0);
    assert_int_equal(asked(s, 0, CMD_LOAD_TALLIES)->ref, 1);
    play_end(s);
}

static void no_head_is_either_a_gap_or_a_zero(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_empty(&s->f);
    play_show(s, "closing", 1);
    play_tap(s, "close");
    assert_int_equal(asked(s, 0, CMD_CLOSE_SESSION)->n, COUNT_NOT_RECORDED);
    STR_COPY(s->f.model.failure, "The card is full.");
    play_result(s, MSG_FAILED, CMD_CLOSE_SESSION, 0);
    assert_reads(s, "The card is full.");
    play_tap(s, "nobody-came");
    play_tap(s, "close");
    assert_int_equal(asked(s, 0, CMD_CLOSE_SESSION)->n, COUNT_EXACT);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(today_lists_its_sessions_by_start),
        cmocka_unit_test(an_open_session_of_another_day_is_on_todays_list),
        cmocka_unit_test(a_day_without_sessions_names_the_next),
        cmocka_unit_test(only_a_coordinator_sees_the_desk),
        cmocka_unit_test(a_date_that_nobody_confirmed_is_said_and_can_be),
        cmocka_unit_test(the_notice_is_for_staff),
        cmocka_unit_test(any_words_find_a_session),
        cmocka_unit_test(what_comes_stands_before_what_was),
        cmocka_unit_test(the_past_is_read_from_its_newest_day),
        cmocka_unit_test(a_thousand_sessions_do_not_become_a_thousand_rows),
        cmocka_unit_test(an_import_is_found_at_once),
        cmocka_unit_test(a_session_of_today_opens_at_once),
        cmocka_unit_test(a_failed_opening_says_why_and_may_be_tried_again),
        cmocka_unit_test(a_session_of_another_day_warns_and_asks),
        cmocka_unit_test(a_second_session_may_be_opened),
        cmocka_unit_test(an_open_session_goes_on),
        cmocka_unit_test(a_closed_session_asks_why_it_is_reopened),
        cmocka_unit_test(a_planned_session_can_be_called_off),
        cmocka_unit_test(a_moved_session_leads_to_the_other_side),
        cmocka_unit_test(a_session_with_heads_cannot_be_called_off),
        cmocka_unit_test(a_session_that_is_gone_says_so),
        cmocka_unit_test(closing_sends_count_note_and_people),
        cmocka_unit_test(closing_asks_before_a_note_is_lost),
        cmocka_unit_test(closing_waits_until_all_is_saved),
        cmocka_unit_test(closing_leads_to_the_bin_that_nobody_confirmed),
        cmocka_unit_test(no_head_is_either_a_gap_or_a_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
