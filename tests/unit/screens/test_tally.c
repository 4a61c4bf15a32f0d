/* The tally and the second person's figures, played. */
#include "play.h"

static struct stage *bin(void) {
    struct stage *s = play("tally", 1);
    play_tap(s, "group:bin");
    return s;
}

static void the_count_pad_offers_it_when_there_is_something(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    play_tap(s, "tally");
    assert_goes(s, 0, CMD_GO, "tally", 1);
    play_end(s);
    s = play_new();
    s->f.tally_plan.groups = 0;
    play_show(s, "count", 1);
    assert_false(play_has(s, "tally"));
    play_end(s);
    s = play_new();
    s->f.model.tally_plan = NULL;
    play_show(s, "count", 1);
    assert_false(play_has(s, "tally"));
    play_end(s);
}

static void it_asks_for_the_tallies_of_another_session(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.model.tallies.session = 7;
    play_show(s, "tally", 1);
    play_result(s, MSG_ENTERED, 0, 0);
    assert_int_equal(asked(s, 0, CMD_LOAD_TALLIES)->ref, 1);
    assert_false(play_has(s, "plus:fearless"));
    play_end(s);
}

static void one_more_and_one_less(void **state) {
    (void)state;
    struct stage *s = play("tally", 1);
    play_tap(s, "plus:fearless");
    const struct command *c = asked(s, 0, CMD_TALLY);
    assert_string_equal(c->text, "leaflets/fearless");
    assert_int_equal(c->ref, 1);
    assert_int_equal(c->n, 1);
    assert_int_equal(c->opening, 0);
    play_tap(s, "minus:fearless");
    assert_int_equal(asked(s, 0, CMD_TALLY)->n, -1);
    assert_true(play_is_off(s, "minus:helpline")); /* there is none to take off */
    stage_send(s, play_node(s, "minus:helpline")->on_tap);
    assert_asks_nothing(s);
    play_end(s);
}

static void a_tally_is_soft_until_it_is_saved(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_tallying(&s->f);
    play_show(s, "tally", 1);
    assert_string_equal(play_node(s, "exact:fearless")->value, "43");
    assert_true(play_node(s, "exact:fearless")->first->flags & UI_PENDING);
    assert_false(play_node(s, "exact:online")->first->flags & UI_PENDING);
    assert_reads(s, "Saving");
    s->f.model.pending_tallies = PENDING_MAX;
    play_look(s);
    assert_true(play_is_off(s, "plus:fearless"));
    assert_reads(s, "catching up");
    play_end(s);
}

static void an_exact_count_is_the_difference(void **state) {
    (void)state;
    struct stage *s = play("tally", 1);
    play_tap(s, "exact:fearless");
    assert_true(play_is_off(s, "set"));
    play_type(s, "field", "50");
    play_tap(s, "set");
    assert_int_equal(asked(s, 0, CMD_TALLY)->n, 8);
    assert_false(play_has(s, "field"));
    play_tap(s, "exact:fearless");
    play_type(s, "field", "42");
    play_tap(s, "set");
    assert_asks_nothing(s);
    play_tap(s, "exact:fearless");
    play_type(s, "field", "123456");
    assert_true(play_is_off(s, "set"));
    play_enter(s, "field");
    assert_asks_nothing(s);
    play_tap(s, "away");
    assert_false(play_has(s, "field"));
    play_end(s);
}

static void outcomes_are_rows_of_what_was_chosen(void **state) {
    (void)state;
    struct stage *s = play("tally", 1);
    play_tap(s, "group:referrals");
    assert_string_equal(play_node(s, "item:yap")->value, "5");
    play_tap(s, "plus:made");
    assert_string_equal(asked(s, 0, CMD_TALLY)->text, "referrals/yap/made");
    play_tap(s, "item:mind");
    assert_string_equal(play_node(s, "exact:made")->value, "0");
    play_tap(s, "plus:waiting");
    assert_string_equal(asked(s, 0, CMD_TALLY)->text, "referrals/mind/waiting");
    play_end(s);
}

static void a_bin_is_opened_before_it_is_counted(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_bin_shut(&s->f);
    play_show(s, "tally", 1);
    play_tap(s, "group:bin");
    assert_false(play_has(s, "plus:kitchen"));
    assert_reads(s, "Not opened yet");
    play_tap(s, "open");
    assert_string_equal(asked(s, 0, CMD_TALLY_OPEN)->text, "bin");
    assert_true(play_is_off(s, "open"));
    STR_COPY(s->f.model.failure, "the last opening is not finished yet: finish it first");
    play_result(s, MSG_FAILED, CMD_TALLY_OPEN, 0);
    assert_reads(s, "not finished yet");
    play_tap(s, "open");
    s->f.model.tallies.openings = 1;
    play_result(s, MSG_TALLIES, 0, 1);
    play_tap(s, "plus:kitchen");
    assert_int_equal(asked(s, 0, CMD_TALLY)->opening, 1);
    play_end(s);
}

static void finishing_waits_until_all_is_saved(void **state) {
    (void)state;
    struct stage *s = bin();
    play_tap(s, "finish");
    assert_goes(s, 0, CMD_GO, "confirm", 1);
    assert_int_equal(s->out.cmd[0].n, 1);
    before_tallying(&s->f);
    play_look(s);
    assert_true(play_is_off(s, "finish"));
    play_end(s);
}

static void a_confirmed_opening_can_be_corrected(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_confirmed(&s->f);
    play_show(s, "tally", 1);
    play_tap(s, "group:bin");
    assert_reads(s, "14 items");
    play_tap(s, "correct:1");
    assert_goes(s, 0, CMD_GO, "confirm", 1);
    play_end(s);
}

/* ---- the second person ---- */

static void type_number(struct stage *s, const char *key, const char *digits) {
    play_tap(s, key);
    play_type(s, "field", digits);
    play_tap(s, "set");
}

static void type_initials(struct stage *s, const char *text) {
    play_tap(s, "initials");
    play_type(s, "field", text);
    play_enter(s, "field");
}

static void every_kind_needs_a_second_figure_and_initials(void **state) {
    (void)state;
    struct stage *s = play("confirm", 1);
    assert_reads(s, "2 kinds are still to be counted"); /* the others were 0 */
    play_tap(s, "same:folding");
    type_number(s, "other:kitchen", "11");
    assert_reads(s, "First count 12 \u00b7 second count 11 \u00b7 1 fewer");
    assert_true(play_is_off(s, "confirm"));
    type_initials(s, "a b4\xC3\xA9");
    assert_reads(s, "Both figures are kept.");
    play_tap(s, "confirm");
    const struct command *c = asked(s, 0, CMD_TALLY_CONFIRM);
    assert_int_equal(c->opening, 1);
    assert_string_equal(c->text, "AB");
    assert_int_equal(c->counts, 4);
    assert_string_equal(c->count[0].item, "kitchen");
    assert_int_equal(c->count[0].n, 11);
    assert_int_equal(c->count[1].n, 3);
    assert_int_equal(c->count[3].n, 0);
    assert_true(play_is_off(s, "confirm"));
    play_result(s, MSG_TALLIES, 0, 1);
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void initials_are_no_name(void **state) {
    (void)state;
    struct stage *s = play("confirm", 1);
    type_initials(s, "Ann Smith");
    assert_string_equal(play_node(s, "initials")->label, "Initials ANNS");
    play_tap(s, "same:folding");
    play_tap(s, "same:kitchen");
    type_initials(s, "a");
    assert_true(play_is_off(s, "confirm"));
    play_end(s);
}

static void a_failure_is_said_and_nothing_is_lost(void **state) {
    (void)state;
    struct stage *s = play("confirm", 1);
    play_tap(s, "same:folding");
    play_tap(s, "same:kitchen");
    type_initials(s, "ab");
    play_tap(s, "confirm");
    STR_COPY(s->f.model.failure, "The card is full.");
    play_result(s, MSG_FAILED, CMD_TALLY_CONFIRM, 0);
    assert_reads(s, "The card is full.");
    play_tap(s, "confirm");
    asked(s, 0, CMD_TALLY_CONFIRM);
    play_end(s);
}

static void a_correction_sends_what_changes(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_confirmed(&s->f);
    play_show(s, "confirm", 1);
    assert_reads(s, "Until now 11");
    type_initials(s, "cd");
    assert_true(play_is_off(s, "confirm"));
    type_number(s, "other:zombie", "2");
    type_number(s, "other:kitchen", "13");
    assert_reads(s, "Until now 11 \u00b7 now 13 \u00b7 2 more");
    play_tap(s, "same:zombie"); /* left as it was after all */
    play_tap(s, "confirm");
    const struct command *c = asked(s, 0, CMD_TALLY_CONFIRM);
    assert_int_equal(c->counts, 1);
    assert_string_equal(c->count[0].item, "kitchen");
    assert_int_equal(c->count[0].n, 13);
    play_end(s);
}

static void a_group_that_is_gone_is_said(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.tally_plan.groups = 1;
    play_show(s, "confirm", 1);
    assert_reads(s, "not in the list of tallies");
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_count_pad_offers_it_when_there_is_something),
        cmocka_unit_test(it_asks_for_the_tallies_of_another_session),
        cmocka_unit_test(one_more_and_one_less),
        cmocka_unit_test(a_tally_is_soft_until_it_is_saved),
        cmocka_unit_test(an_exact_count_is_the_difference),
        cmocka_unit_test(outcomes_are_rows_of_what_was_chosen),
        cmocka_unit_test(a_bin_is_opened_before_it_is_counted),
        cmocka_unit_test(finishing_waits_until_all_is_saved),
        cmocka_unit_test(a_confirmed_opening_can_be_corrected),
        cmocka_unit_test(every_kind_needs_a_second_figure_and_initials),
        cmocka_unit_test(initials_are_no_name),
        cmocka_unit_test(a_failure_is_said_and_nothing_is_lost),
        cmocka_unit_test(a_correction_sends_what_changes),
        cmocka_unit_test(a_group_that_is_gone_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
