/* The plan between its sessions: the list, an action's cell, an update, a rating. */
#include "play.h"

static struct stage *planned(const char *screen, int64_t ref, int32_t arg) {
    struct stage *s = play_new();
    before_plan(&s->f);
    stage_show(s, screen, (struct ui_msg){.ref = ref, .arg = arg});
    return s;
}

/* ---- the list ---- */

static void every_action_says_how_it_stands(void **state) {
    (void)state;
    struct stage *s = planned("plan", 0, 0);
    assert_reads(s, "2 things lapse before the next meeting");
    assert_reads(s, "1 thing has lapsed");
    assert_reads(s, "Priority 2: Illicit drug economy and county lines");
    assert_string_equal(play_node(s, "action:1.2")->value, "Green"); /* the plan's own */
    assert_string_equal(play_node(s, "action:1.13")->value, "Red");
    assert_string_equal(play_node(s, "action:2.5")->value, "Not set");
    assert_reads(s,
                 "23/01/2019 Civic Offices, at least 40 people"); /* what is planned is no news */
    assert_reads(s, "No news for 8 weeks");
    assert_reads(s, "Nothing yet");
    assert_reads(s, "Empty");
    assert_reads(s, "Expired 31 January");
    assert_reads(s, "Due 20 February");
    assert_reads(s, "Expires 27 February");
    assert_false(play_reads(s, "A wrong line"));
    play_tap(s, "action:2.4");
    assert_goes(s, 0, CMD_GO, "action", 2);
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void the_next_meeting_is_a_setting(void **state) {
    (void)state;
    struct stage *s = planned("plan", 0, 0);
    play_tap(s, "meeting");
    play_type(s, "month", "1");
    assert_reads(s, "This day is over.");
    assert_true(play_is_off(s, "this-day"));
    play_enter(s, "month");
    assert_asks_nothing(s);
    play_type(s, "month", "3");
    play_tap(s, "this-day");
    assert_string_equal(asked(s, 0, CMD_SETTING)->text, "next_meeting");
    assert_string_equal(asked(s, 0, CMD_SETTING)->text2, "2019-03-27");
    assert_true(play_is_off(s, "this-day"));
    play_result(s, MSG_FAILED, CMD_SETTING, 0);
    play_tap(s, "no-day");
    assert_string_equal(asked(s, 0, CMD_SETTING)->text2, "");
    s->f.model.next_meeting = (struct date){0};
    play_result(s, MSG_SETTING, 0, 0);
    assert_reads(s, "Not known: four weeks are looked ahead");
    assert_reads(s, "2 things lapse by 6 March");
    play_end(s);
}

static void it_is_exported_from_its_list(void **state) {
    (void)state;
    struct stage *s = planned("plan", 0, 0);
    play_tap(s, "export");
    assert_string_equal(asked(s, 0, CMD_EXPORT)->text, "plan");
    STR_COPY(s->f.model.exported, "exports/plan.csv");
    play_result(s, MSG_EXPORTED, 0, 0);
    assert_reads(s, "exports/plan.csv");
    s->f.model.job.running = true;
    play_tap(s, "export");
    assert_asks_nothing(s);
    play_end(s);
}

static void without_a_plan_it_says_what_to_do(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_no_plan(&s->f);
    play_show(s, "plan", 0);
    assert_reads(s, "Import the file plan.csv");
    play_end(s);
}

static void the_desk_tells_what_lapses(void **state) {
    (void)state;
    struct stage *s = planned("coordinator", 0, 0);
    assert_reads(s, "2 things lapse before the next meeting");
    assert_reads(s, "2.4 expired 31 January 2019: Two closure orders obtained");
    play_tap(s, "plan");
    assert_goes(s, 0, CMD_GO, "plan", 0);
    play_end(s);
}

/* ---- an action ---- */

static void its_cell_is_as_it_is_printed(void **state) {
    (void)state;
    struct stage *s = planned("action", 2, 0);
    assert_reads(s, "Set on 1 February 2019: one order has run out");
    assert_reads(s, "28/01/2019 A further closure order is in force; the court has been asked for"
                    " another; due 20/02/2019; expires 27/02/2019; owner Neighbourhood team");
    play_tap(s, "add");
    assert_goes(s, 0, CMD_GO, "update", 2);
    assert_int_equal(asked(s, 0, CMD_GO)->n, 0);
    play_tap(s, "rate");
    assert_goes(s, 0, CMD_GO, "rate", 2);
    play_end(s);
    s = planned("action", 0, 0);
    assert_reads(s, "As the plan has it");
    assert_reads(s, "Proposed: Green");
    assert_reads(s, "06/02/2019 Hertswood Academy, Year 9, planned, 240 students expected");
    play_end(s);
}

static void an_update_goes_and_comes_back(void **state) {
    (void)state;
    struct stage *s = planned("action", 2, 0);
    play_tap(s, "update:4");
    play_tap(s, "withdraw");
    assert_int_equal(asked(s, 0, CMD_WITHDRAW_UPDATE)->ref, 4);
    assert_int_equal(asked(s, 0, CMD_WITHDRAW_UPDATE)->n, 1);
    play_tap(s, "restore:3"); /* while it is being saved nothing else is asked */
    assert_asks_nothing(s);
    play_result(s, MSG_FAILED, CMD_WITHDRAW_UPDATE, 0);
    assert_false(play_has(s, "undo"));
    play_tap(s, "update:4");
    play_tap(s, "withdraw");
    play_result(s, MSG_PLAN_CHANGED, 0, 4);
    play_tap(s, "undo");
    assert_int_equal(asked(s, 0, CMD_WITHDRAW_UPDATE)->ref, 4);
    assert_int_equal(asked(s, 0, CMD_WITHDRAW_UPDATE)->n, 0);
    play_result(s, MSG_PLAN_CHANGED, 0, 4);
    assert_false(play_has(s, "undo"));
    play_tap(s, "restore:3");
    assert_int_equal(asked(s, 0, CMD_WITHDRAW_UPDATE)->ref, 3);
    play_end(s);
}

static void a_line_is_written_anew(void **state) {
    (void)state;
    struct stage *s = planned("action", 2, 0);
    play_tap(s, "update:1");
    play_tap(s, "again");
    assert_goes(s, 0, CMD_GO, "update", 2);
    assert_int_equal(asked(s, 0, CMD_GO)->n, 1);
    play_end(s);
}

/* Another plan has come in meanwhile. */
static void an_action_that_went_says_so(void **state) {
    (void)state;
    struct stage *s = planned("action", 3, 0);
    s->f.ledger.actions = 2;
    play_look(s);
    assert_reads(s, "The plan that is here now has no such action.");
    play_end(s);
}

/* ---- an update ---- */

static void it_is_written(void **state) {
    (void)state;
    struct stage *s = planned("update", 2, 0);
    assert_reads(s, "No names of people belong here. Do not paste OFFICIAL-SENSITIVE text.");
    play_enter(s, "field");
    assert_true(play_is_off(s, "save"));
    play_tap(s, "text");
    play_type(s, "field", "Order extended");
    play_tap(s, "done");
    play_tap(s, "expires");
    assert_true(play_has(s, "no-day"));
    play_type(s, "day", "14");
    play_tap(s, "this-day");
    play_tap(s, "date");
    assert_false(play_has(s, "no-day"));
    play_tap(s, "day-minus");
    play_tap(s, "this-day");
    play_tap(s, "owner");
    play_type(s, "field", "The court");
    play_tap(s, "done");
    play_tap(s, "save");
    const struct command *c = asked(s, 0, CMD_WRITE_UPDATE);
    assert_int_equal(c->ref, 0);
    assert_string_equal(c->text, "Order extended");
    assert_string_equal(c->text2, "The court");
    assert_string_equal(c->text3, "2.4");
    assert_int_equal(date_compare(c->date, (struct date){2019, 2, 5}), 0);
    assert_int_equal(date_compare(c->expires, (struct date){2019, 3, 14}), 0);
    assert_int_equal(c->due.year, 0);
    play_result(s, MSG_FAILED, CMD_WRITE_UPDATE, 0);
    play_tap(s, "save");
    play_result(s, MSG_PLAN_CHANGED, 0, 5);
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void written_anew_it_begins_with_what_stands(void **state) {
    (void)state;
    struct stage *s = planned("update", 2, 4);
    assert_reads(s, "A further closure order is in force");
    play_tap(s, "due");
    play_tap(s, "no-day");
    play_tap(s, "save");
    const struct command *c = asked(s, 0, CMD_WRITE_UPDATE);
    assert_int_equal(c->ref, 4);
    assert_int_equal(c->due.year, 0);
    assert_int_equal(date_compare(c->expires, (struct date){2019, 2, 27}), 0);
    assert_int_equal(date_compare(c->date, (struct date){2019, 1, 28}), 0);
    play_end(s);
}

static void no_letter_too_many_is_taken(void **state) {
    (void)state;
    struct stage *s = planned("update", 2, 0);
    char text[COMMAND_TEXT];
    memset(text, 'x', 410);
    text[410] = '\0';
    play_type(s, "field", text);
    assert_int_equal(strlen(play_node(s, "field")->value), 400);
    play_end(s);
}

static void what_was_typed_is_not_lost_by_a_slip(void **state) {
    (void)state;
    struct stage *s = planned("update", 2, 0);
    play_tap(s, "back"); /* nothing was typed */
    asked(s, 0, CMD_BACK);
    play_type(s, "field", "Order extended");
    play_tap(s, "back");
    assert_asks_nothing(s);
    play_tap(s, "back");
    assert_asks_nothing(s);
    play_tap(s, "stay");
    assert_reads(s, "Order extended");
    play_tap(s, "back");
    play_tap(s, "leave");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void a_day_says_what_is_odd_about_it(void **state) {
    (void)state;
    struct stage *s = planned("update", 2, 0);
    play_type(s, "field", "x");
    play_tap(s, "done");
    play_tap(s, "date");
    play_tap(s, "day-plus");
    assert_reads(s, "A next step belongs under Due.");
    play_tap(s, "back");
    play_tap(s, "due");
    play_type(s, "year", "2018");
    assert_reads(s, "it has lapsed already");
    play_type(s, "day", "31");
    play_type(s, "month", "2");
    assert_true(play_is_off(s, "this-day"));
    play_end(s);
}

/* ---- a rating ---- */

static void a_person_sets_it(void **state) {
    (void)state;
    struct stage *s = planned("rate", 2, 0);
    assert_true(play_node(s, "rag:amber")->flags & UI_CHECKED);
    assert_reads(s, "Nothing proposed");
    play_tap(s, "rag:red");
    play_tap(s, "reason");
    play_type(s, "field", "both orders have run out");
    play_tap(s, "done");
    play_tap(s, "set");
    const struct command *c = asked(s, 0, CMD_RATE);
    assert_string_equal(c->text, "Red");
    assert_string_equal(c->text2, "both orders have run out");
    assert_string_equal(c->text3, "2.4");
    assert_int_equal(date_compare(c->date, (struct date){2019, 2, 6}), 0);
    assert_true(play_is_off(s, "set"));
    play_result(s, MSG_FAILED, CMD_RATE, 0);
    play_tap(s, "rag:none");
    play_tap(s, "set");
    assert_string_equal(asked(s, 0, CMD_RATE)->text, "");
    play_result(s, MSG_PLAN_CHANGED, 0, 0);
    asked(s, 0, CMD_BACK);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_says_how_it_stands),
        cmocka_unit_test(the_next_meeting_is_a_setting),
        cmocka_unit_test(it_is_exported_from_its_list),
        cmocka_unit_test(without_a_plan_it_says_what_to_do),
        cmocka_unit_test(the_desk_tells_what_lapses),
        cmocka_unit_test(its_cell_is_as_it_is_printed),
        cmocka_unit_test(an_update_goes_and_comes_back),
        cmocka_unit_test(a_line_is_written_anew),
        cmocka_unit_test(an_action_that_went_says_so),
        cmocka_unit_test(it_is_written),
        cmocka_unit_test(written_anew_it_begins_with_what_stands),
        cmocka_unit_test(no_letter_too_many_is_taken),
        cmocka_unit_test(what_was_typed_is_not_lost_by_a_slip),
        cmocka_unit_test(a_day_says_what_is_odd_about_it),
        cmocka_unit_test(a_person_sets_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
