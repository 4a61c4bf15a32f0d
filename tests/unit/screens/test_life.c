/* What becomes of a session on the screens: a new one, one that is called off or moved, two
 * numbers, several open at once, and what was left open yesterday. */
#include "play.h"
#include "screens/common.h"

/* ---- a new one ---- */

static void a_session_is_made_from_what_was_used(void **state) {
    (void)state;
    struct stage *s = play("make", 0);
    assert_true(play_is_off(s, "next"));                               /* a topic must be known */
    assert_string_equal(play_node(s, "item:0")->label, "Mini Police"); /* closed here */
    play_tap(s, "item:1");
    assert_reads(s, "Where is it?");
    play_tap(s, "item:1");
    play_tap(s, "audience:students");
    play_tap(s, "year:10");
    play_tap(s, "year:9");
    play_tap(s, "next");
    assert_true(play_node(s, "action:1.2")->flags & UI_CHECKED); /* as the topic's last session */
    play_tap(s, "next");
    play_tap(s, "hour:13");
    play_tap(s, "minute:30");
    play_tap(s, "next");
    play_tap(s, "item:0");
    play_tap(s, "item:1");
    play_tap(s, "next");
    assert_reads(s, "Knife crime workshop");
    assert_reads(s, "Years 9 and 10");
    assert_reads(s, "13:30");
    play_tap(s, "make");
    const struct command *c = asked(s, 0, CMD_MAKE);
    assert_string_equal(c->make.topic, "Knife crime workshop");
    assert_string_equal(c->make.venue, "Hertswood Academy");
    assert_string_equal(c->make.audience, "students");
    assert_string_equal(c->make.year_group, "9;10");
    assert_string_equal(c->make.actions, "1.2");
    assert_string_equal(c->make.deliverer, "First Aid;St Giles Trust");
    assert_int_equal(c->make.starts, 810);
    assert_int_equal(date_compare(c->date, s->f.model.today), 0);
    play_result(s, MSG_SESSION_OPENED, 0, 9);
    assert_goes(s, 0, CMD_REPLACE, "count", 9);
    play_end(s);
}

static void no_second_spelling_is_born(void **state) {
    (void)state;
    struct stage *s = play("make", 0);
    play_tap(s, "search");
    play_type(s, "search", "Road safety");
    assert_true(play_has(s, "add"));
    play_tap(s, "add");
    play_tap(s, "search");
    play_type(s, "search", "the hertswood academy, Borehamwood");
    assert_false(play_has(s, "add"));
    assert_string_equal(play_node(s, "item:0")->label, "Hertswood Academy");
    play_enter(s, "search"); /* Enter takes the known one, too */
    assert_reads(s, "Who comes?");
    play_tap(s, "back");
    play_tap(s, "search");
    play_type(s, "search", "Hertsmere Academy");
    assert_true(play_has(s, "add")); /* another school */
    play_end(s);
}

static void one_answer_can_be_changed_at_the_end(void **state) {
    (void)state;
    struct stage *s = play("make", 0);
    play_tap(s, "item:0");
    for (int i = 0; i < 5; i++)
        play_tap(s, "next");
    assert_reads(s, "Is this right?");
    stage_send(s, (struct ui_msg){.id = 3, .arg = 1}); /* the link beside "Where" */
    assert_reads(s, "Where is it?");
    play_tap(s, "item:0");
    assert_reads(s, "Is this right?");
    play_tap(s, "make");
    play_result(s, MSG_FAILED, CMD_MAKE, 0);
    assert_false(play_is_off(s, "make"));
    play_end(s);
}

static void all_years_stand_alone(void **state) {
    (void)state;
    struct stage *s = play("make", 0);
    play_tap(s, "item:0");
    play_tap(s, "item:0");
    play_tap(s, "audience:students");
    play_tap(s, "year:5");
    play_tap(s, "year:all");
    assert_false(play_node(s, "year:5")->flags & UI_CHECKED);
    play_tap(s, "year:R");
    assert_false(play_node(s, "year:all")->flags & UI_CHECKED);
    assert_true(play_node(s, "year:R")->flags & UI_CHECKED);
    play_tap(s, "audience:parents");
    assert_false(play_has(s, "year:R"));
    play_end(s);
}

static struct stage *at_when(void) {
    struct stage *s = play("make", 0);
    play_tap(s, "item:0");
    for (int i = 0; i < 3; i++)
        play_tap(s, "next");
    return s;
}

static void a_session_of_yesterday_is_made_afterwards(void **state) {
    (void)state;
    struct stage *s = at_when();
    play_tap(s, "other-day");
    play_tap(s, "day-minus");
    assert_reads(s, "made afterwards");
    play_tap(s, "back"); /* changed their mind */
    assert_true(play_node(s, "today")->flags & UI_CHECKED);
    play_tap(s, "other-day");
    play_tap(s, "day-minus");
    play_tap(s, "this-day");
    assert_reads(s, "Tuesday 5 February 2019");
    assert_false(play_has(s, "now")); /* of another day nothing is now */
    assert_true(play_node(s, "no-time")->flags & UI_CHECKED);
    play_tap(s, "hour:14");
    play_tap(s, "next");
    play_tap(s, "next");
    assert_reads(s, "to be counted afterwards");
    play_tap(s, "make");
    const struct command *c = asked(s, 0, CMD_MAKE);
    assert_int_equal(date_compare(c->date, (struct date){2019, 2, 5}), 0);
    assert_int_equal(c->make.starts, 840);
    play_end(s);
}

static void a_session_to_come_is_not_opened(void **state) {
    (void)state;
    struct stage *s = at_when();
    play_tap(s, "other-day");
    play_type(s, "day", "30"); /* there is no 30 February */
    assert_true(play_is_off(s, "this-day"));
    play_type(s, "day", "13");
    play_tap(s, "this-day");
    play_tap(s, "next");
    play_tap(s, "next");
    assert_reads(s, "It waits under All dates.");
    play_tap(s, "make");
    play_result(s, MSG_SESSION_CHANGED, 0, 9);
    assert_goes(s, 0, CMD_REPLACE, "session", 9);
    play_end(s);
}

/* ---- called off, moved, opened again ---- */

static struct stage *alter(int64_t session, enum alter what) {
    struct stage *s = play_new();
    stage_show(s, "alter", (struct ui_msg){.id = (int32_t)what, .ref = session});
    return s;
}

static void what_the_programme_cancels_is_put_back_with_a_reason(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.session[2].status = STATUS_CANCELLED;
    play_show(s, "session", 2);
    assert_reads(s, "The programme says so.");
    play_tap(s, "open");
    assert_goes(s, 0, CMD_GO, "alter", 2);
    assert_int_equal(s->out.cmd[0].why, ALTER_REINSTATE);
    play_end(s);
}

static void cancelling_wants_a_reason(void **state) {
    (void)state;
    struct stage *s = alter(2, ALTER_CANCEL);
    assert_true(play_is_off(s, "do"));
    assert_reads(s, "Choose a reason first.");
    play_tap(s, "reason:0");
    play_tap(s, "do");
    assert_string_equal(asked(s, 0, CMD_CALL_OFF)->text, "Illness");
    assert_true(play_is_off(s, "do")); /* asked for already */
    play_result(s, MSG_FAILED, CMD_CALL_OFF, 0);
    play_tap(s, "own");
    play_type(s, "field", "The coach broke down");
    play_tap(s, "done");
    play_tap(s, "do");
    assert_string_equal(asked(s, 0, CMD_CALL_OFF)->text, "The coach broke down");
    play_result(s, MSG_SESSION_CHANGED, 0, 2);
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void moving_asks_the_date_first(void **state) {
    (void)state;
    struct stage *s = alter(2, ALTER_MOVE);
    assert_reads(s, "Wednesday 13 February 2019"); /* a week on */
    for (int i = 0; i < 7; i++)
        play_tap(s, "day-minus");
    assert_true(play_is_off(s, "go-on"));
    assert_reads(s, "It is on this day already.");
    play_tap(s, "month-plus");
    play_tap(s, "go-on");
    play_tap(s, "back");
    play_tap(s, "go-on");
    play_tap(s, "reason:0");
    play_tap(s, "do");
    const struct command *c = asked(s, 0, CMD_MOVE);
    assert_int_equal(date_compare(c->date, (struct date){2019, 3, 6}), 0);
    assert_int_equal(c->ref, 2);
    play_result(s, MSG_SESSION_CHANGED, 0, 9);
    assert_goes(s, 0, CMD_REPLACE, "session", 9);
    play_end(s);
}

static void reopening_goes_on_counting(void **state) {
    (void)state;
    struct stage *s = alter(1, ALTER_REOPEN);
    play_tap(s, "reason:1");
    play_tap(s, "do");
    assert_string_equal(asked(s, 0, CMD_REOPEN)->text, "The count was wrong");
    play_result(s, MSG_SESSION_OPENED, 0, 1);
    assert_goes(s, 0, CMD_REPLACE, "count", 1);
    play_end(s);
}

/* ---- two numbers ---- */

static void another_count_stands_beside_ours(void **state) {
    (void)state;
    struct stage *s = play("dispute", 1);
    assert_true(play_is_off(s, "save"));
    play_type(s, "field", "218");
    play_tap(s, "whose:organiser");
    play_tap(s, "save");
    const struct command *c = asked(s, 0, CMD_DISPUTE);
    assert_int_equal(c->n, 218);
    assert_string_equal(c->band, "organiser");
    assert_string_equal(c->text, "");
    assert_string_equal(c->text2, "");
    play_result(s, MSG_FAILED, CMD_DISPUTE, 0);
    play_tap(s, "holds:ours");
    play_tap(s, "save");
    c = asked(s, 0, CMD_DISPUTE);
    assert_string_equal(c->text, "221");
    assert_string_equal(c->text2, "coordinator");
    play_result(s, MSG_DISPUTED, 0, 1);
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void a_third_number_settles_what_two_did_not(void **state) {
    (void)state;
    struct stage *s = play("dispute", 1);
    play_type(s, "field", "218");
    play_tap(s, "holds:third");
    assert_true(play_is_off(s, "set"));
    play_tap(s, "back"); /* not counted again after all */
    assert_true(play_node(s, "holds:neither")->flags & UI_CHECKED);
    play_tap(s, "holds:third");
    play_type(s, "again", "220");
    play_tap(s, "set");
    assert_true(play_node(s, "holds:third")->flags & UI_CHECKED);
    play_tap(s, "save");
    const struct command *c = asked(s, 0, CMD_DISPUTE);
    assert_int_equal(c->n, 218);
    assert_string_equal(c->text, "220");
    play_end(s);

    s = play_new();
    before_third(&s->f);
    play_show(s, "session", 1);
    assert_reads(s, "counted again: 220 holds, says staff");
    play_end(s);
}

static void the_settled_number_is_said(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_dispute(&s->f);
    play_show(s, "session", 1);
    assert_reads(s, "Teacher: 218 · 3 fewer than ours · 218 holds, says staff");
    play_end(s);
}

/* ---- several open ---- */

static void one_tap_leads_to_the_other_open_session(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    assert_false(play_has(s, "switch"));
    before_two_open(&s->f);
    play_look(s);
    play_tap(s, "switch");
    assert_goes(s, 0, CMD_REPLACE, "count", 2);
    s->f.session[3].life = LIFE_OPEN;
    play_look(s);
    play_tap(s, "switch");
    assert_asks_nothing(s);
    play_tap(s, "session:3");
    assert_goes(s, 0, CMD_REPLACE, "count", 3);
    /* the tape of the session that was left comes late: this one's is asked for again */
    s->f.model.tape.session = 2;
    play_result(s, MSG_TAPE, 0, 2);
    assert_int_equal(asked(s, 0, CMD_LOAD_TAPE)->ref, 1);
    play_end(s);
}

static void what_is_open_stands_first_today(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.session[1].life = LIFE_NEW;
    s->f.session[2].life = LIFE_OPEN;
    play_show(s, "today", 0);
    assert_true(play_node(s, "session:2")->at.y < play_node(s, "session:1")->at.y);
    play_tap(s, "make");
    assert_goes(s, 0, CMD_GO, "make", 0);
    play_end(s);
}

/* ---- left open ---- */

static void what_was_left_open_is_asked_once_a_day(void **state) {
    (void)state;
    struct stage *s = play_new();
    struct out out = {0};
    before_left_open(&s->f);
    common_enter(&s->f.model, &out);
    assert_string_equal(out.cmd[0].screen, "left-open");
    s->f.model.asked = s->f.model.today;
    out = (struct out){0};
    common_enter(&s->f.model, &out);
    assert_string_equal(out.cmd[0].screen, "today"); /* two are open: staff choose */
    assert_int_equal(out.n, 1);
    play_show(s, "left-open", 0);
    assert_reads(s, "2 sessions of an earlier day");
    assert_reads(s, "Open since Tuesday 5 February 2019");
    assert_true(play_is_off(s, "not-held"));
    play_tap(s, "close");
    const struct command *c = asked(s, 0, CMD_CLOSE_SESSION);
    assert_int_equal(c->ref, 1);
    assert_int_equal(c->n, COUNT_EXACT);
    s->f.session[1].life = LIFE_CLOSED;
    play_result(s, MSG_SESSION_CLOSED, 0, 1);
    assert_asks_nothing(s); /* the next one */
    play_tap(s, "not-held");
    assert_string_equal(asked(s, 0, CMD_CALL_OFF)->text, "Not held");
    s->f.session[2].life = LIFE_NEW;
    play_result(s, MSG_SESSION_CHANGED, 0, 2);
    assert_string_equal(asked(s, 0, CMD_SETTING)->text2, "2019-02-06");
    assert_goes(s, 1, CMD_HOME, "today", 0);
    play_end(s);
}

static void what_goes_on_is_left_alone(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_left_open(&s->f);
    s->f.session[1].life = LIFE_CLOSED;
    play_show(s, "left-open", 0);
    play_tap(s, "go-on");
    asked(s, 0, CMD_SETTING);
    assert_goes(s, 1, CMD_HOME, "today", 0);
    assert_goes(s, 2, CMD_GO, "count", 2); /* the only one */
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_made_from_what_was_used),
        cmocka_unit_test(no_second_spelling_is_born),
        cmocka_unit_test(one_answer_can_be_changed_at_the_end),
        cmocka_unit_test(all_years_stand_alone),
        cmocka_unit_test(a_session_of_yesterday_is_made_afterwards),
        cmocka_unit_test(a_session_to_come_is_not_opened),
        cmocka_unit_test(what_the_programme_cancels_is_put_back_with_a_reason),
        cmocka_unit_test(cancelling_wants_a_reason),
        cmocka_unit_test(moving_asks_the_date_first),
        cmocka_unit_test(reopening_goes_on_counting),
        cmocka_unit_test(another_count_stands_beside_ours),
        cmocka_unit_test(a_third_number_settles_what_two_did_not),
        cmocka_unit_test(the_settled_number_is_said),
        cmocka_unit_test(one_tap_leads_to_the_other_open_session),
        cmocka_unit_test(what_is_open_stands_first_today),
        cmocka_unit_test(what_was_left_open_is_asked_once_a_day),
        cmocka_unit_test(what_goes_on_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
