/* Changing a code, and what becomes of a forgotten one. */
#include "play.h"
#include "screens/code_entry.h"

static void type_code(struct stage *s, const char *code) {
    play_type(s, "field", code);
    play_tap(s, "go");
}

/* Up to the page on which the new code is typed again. */
static void up_to_again(struct stage *s, const char *key, const char *old, const char *code) {
    play_tap(s, key);
    type_code(s, old);
    assert_string_equal(asked(s, 0, CMD_ASK_CODE)->text, old);
    assert_true(play_is_off(s, "go"));
    play_result(s, MSG_CODE_GOOD, 0, 0);
    type_code(s, code);
    assert_string_equal(asked(s, 0, CMD_CHECK_CODE)->text, code);
    play_result(s, MSG_CODE_GOOD, 0, 0);
    assert_string_equal(play_node(s, "field")->value, "");
}

static void refuse(struct stage *s, enum command_kind kind, const char *why) {
    STR_COPY(s->f.model.failure, why);
    play_result(s, MSG_FAILED, (int32_t)kind, 0);
}

static void the_old_one_and_the_new_one_twice(void **state) {
    (void)state;
    struct stage *s = play("codes", 0);
    assert_reads(s, "the names that they lock are lost with them, and never the counts");
    up_to_again(s, "staff", "482915", "905177");
    assert_reads(s, "Type the new staff code again");
    type_code(s, "905177");
    const struct command *c = asked(s, 0, CMD_CHANGE_CODE);
    assert_string_equal(c->text, "482915");
    assert_string_equal(c->text2, "905177");
    assert_int_equal(c->n, WHO_STAFF);
    assert_true(play_is_off(s, "go"));
    play_tap(s, "back"); /* not in the middle */
    assert_asks_nothing(s);
    play_result(s, MSG_CODE_CHANGED, 0, 0);
    assert_string_equal(asked(s, 0, CMD_TOAST)->text, "The staff code is changed");
    asked(s, 1, CMD_BACK);
    play_end(s);
}

static void the_coordinator_code_is_asked_for_by_name(void **state) {
    (void)state;
    struct stage *s = play("codes", 0);
    play_tap(s, "coordinator");
    assert_reads(s, "The staff code cannot change this one.");
    type_code(s, "482915");
    assert_int_equal(asked(s, 0, CMD_ASK_CODE)->n, WHO_COORDINATOR);
    refuse(s, CMD_ASK_CODE, "This needs the coordinator's code.");
    assert_reads(s, "This needs the coordinator's code.");
    assert_string_equal(play_node(s, "field")->value, "");
    play_tap(s, "back");
    up_to_again(s, "coordinator", "730264", "905177");
    type_code(s, "905177");
    assert_int_equal(asked(s, 0, CMD_CHANGE_CODE)->n, WHO_COORDINATOR);
    play_result(s, MSG_CODE_CHANGED, 0, 0);
    assert_string_equal(asked(s, 0, CMD_TOAST)->text, "The coordinator code is changed");
    play_end(s);
}

static void a_wrong_old_code_makes_one_wait(void **state) {
    (void)state;
    struct stage *s = play("codes", 0);
    play_tap(s, "staff");
    type_code(s, "000001");
    before_waiting(&s->f);
    refuse(s, CMD_ASK_CODE, "That code is not right.");
    assert_reads(s, "Wait 15 seconds before the next try.");
    assert_true(play_is_off(s, "pad:1"));
    play_type(s, "field", "4"); /* a keyboard of its own */
    assert_string_equal(play_node(s, "field")->value, "");
    play_enter(s, "field");
    assert_asks_nothing(s);
    s->f.model.now = s->f.model.wait_until;
    play_look(s);
    assert_false(play_is_off(s, "pad:1"));
    play_end(s);
}

static void what_cannot_be_the_new_code_is_typed_anew(void **state) {
    (void)state;
    struct stage *s = play("codes", 0);
    play_tap(s, "staff");
    type_code(s, "482915");
    play_result(s, MSG_CODE_GOOD, 0, 0);
    type_code(s, "482915");
    assert_asks_nothing(s);
    assert_reads(s, "That is the code you have just typed.");
    type_code(s, "123456");
    refuse(s, CMD_CHECK_CODE, "Enter a code without a run such as 123456 or 654321");
    assert_reads(s, "without a run");
    assert_reads(s, "Choose a new staff code");
    type_code(s, "905177");
    play_result(s, MSG_CODE_GOOD, 0, 0);
    type_code(s, "905178");
    assert_asks_nothing(s);
    assert_reads(s, "The two were not the same.");
    type_code(s, "730264"); /* the coordinator's, which only the store finds out */
    play_result(s, MSG_CODE_GOOD, 0, 0);
    type_code(s, "730264");
    refuse(s, CMD_CHANGE_CODE, "The two codes must differ: choose another.");
    assert_reads(s, "choose another");
    assert_reads(s, "Choose a new staff code");
    play_end(s);
}

static void the_way_back_forgets_what_was_typed(void **state) {
    (void)state;
    struct stage *s = play("codes", 0);
    up_to_again(s, "staff", "482915", "905177");
    play_tap(s, "back");
    assert_reads(s, "Choose a new staff code");
    assert_string_equal(play_node(s, "field")->value, "");
    play_tap(s, "back");
    assert_reads(s, "Type the staff code");
    assert_string_equal(play_node(s, "field")->value, "");
    play_tap(s, "back");
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void letters_make_a_passphrase(void **state) {
    (void)state;
    struct stage *s = play("codes", 0);
    play_tap(s, "staff");
    play_tap(s, "swap");
    play_type(s, "field", "a long passphrase");
    play_enter(s, "field");
    assert_string_equal(asked(s, 0, CMD_ASK_CODE)->text, "a long passphrase");
    play_result(s, MSG_CODE_GOOD, 0, 0);
    assert_reads(s, "12 characters or more");
    play_end(s);
}

static void a_forgotten_code_has_a_way_on(void **state) {
    (void)state;
    struct stage *s = play_new();
    stage_show(s, "codes", (struct ui_msg){.arg = CODES_FORGOTTEN});
    assert_reads(s, "The coordinator code sets a new one.");
    assert_reads(s, "Nobody can ever open the names that these codes lock. The counts stay.");
    assert_reads(s, "turnout codes --reset");
    play_tap(s, "choose");
    play_tap(s, "forgotten");
    assert_reads(s, "Both are forgotten");
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

/* Nobody is in: the page must not stay half typed for the next one. */
static void left_alone_it_closes(void **state) {
    (void)state;
    struct stage *s = play("codes", 0);
    play_tap(s, "staff");
    assert_int_equal(s->def->due(s->state, &s->f.model), -1); /* the idle lock does it */
    s->f.model.who = WHO_PUBLIC;
    s->f.model.touched = 5000;
    assert_int_equal(s->def->due(s->state, &s->f.model), 65000);
    play_result(s, MSG_DUE, 0, 0);
    asked(s, 0, CMD_LOCK);
    type_code(s, "482915");
    assert_int_equal(s->def->due(s->state, &s->f.model), -1); /* an answer is on its way */
    play_end(s);
}

static void the_code_entry_leads_here(void **state) {
    (void)state;
    struct stage *s = play("unlock", 0);
    play_tap(s, "help");
    assert_goes(s, 0, CMD_GO, "codes", 0);
    assert_int_equal(s->out.cmd[0].n, CODES_CHOOSE);
    type_code(s, "000001");
    play_result(s, MSG_CODE_TRIED, WHO_PUBLIC, 0);
    assert_string_equal(play_node(s, "help")->label, "Forgotten?");
    play_tap(s, "help");
    assert_int_equal(asked(s, 0, CMD_GO)->n, CODES_FORGOTTEN);
    s->f.model.handed_over = 2; /* a visitor has the sheet */
    play_look(s);
    assert_false(play_has(s, "help"));
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_old_one_and_the_new_one_twice),
        cmocka_unit_test(the_coordinator_code_is_asked_for_by_name),
        cmocka_unit_test(a_wrong_old_code_makes_one_wait),
        cmocka_unit_test(what_cannot_be_the_new_code_is_typed_anew),
        cmocka_unit_test(the_way_back_forgets_what_was_typed),
        cmocka_unit_test(letters_make_a_passphrase),
        cmocka_unit_test(a_forgotten_code_has_a_way_on),
        cmocka_unit_test(left_alone_it_closes),
        cmocka_unit_test(the_code_entry_leads_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
