/* The start screen, the door and the list of forms: what a tap asks for. */
#include "play.h"

static struct stage *play_with(void (*before)(struct fixture *f), const char *screen, int64_t ref) {
    struct stage *s = play_new();
    before(&s->f);
    play_show(s, screen, ref);
    return s;
}

static void what_a_class_is_asked_opens_with_one_tap(void **state) {
    (void)state;
    struct stage *s = play_with(before_say, "attract", 0);
    assert_reads(s, "Four short questions");
    play_tap(s, "say");
    const struct command *c = asked(s, 0, CMD_SURVEY_OPEN);
    assert_string_equal(c->text, "feedback");
    assert_string_equal(c->text2, "");
    assert_int_equal(c->ref, 1);
    assert_int_equal(c->n, 0);
    assert_false(play_reads(s, "18")); /* how many have answered is for staff */
    play_end(s);
}

static void a_language_is_chosen_by_its_code(void **state) {
    (void)state;
    struct stage *s = play_with(before_say, "attract", 0);
    assert_true(play_node(s, "language:0")->flags & UI_CHECKED);
    play_tap(s, "language:1");
    assert_string_equal(asked(s, 0, CMD_LANGUAGE)->text, "pl");
    STR_COPY(s->f.model.language, "pl");
    play_look(s);
    assert_false(play_node(s, "language:0")->flags & UI_CHECKED);
    assert_true(play_node(s, "language:1")->flags & UI_CHECKED);
    play_tap(s, "say");
    assert_string_equal(asked(s, 0, CMD_SURVEY_OPEN)->text2, "pl");
    assert_int_equal(s->def->due(s->state, &s->f.model), s->f.model.touched + 45000);
    play_result(s, MSG_DUE, 0, 0);
    assert_string_equal(asked(s, 0, CMD_LANGUAGE)->text, "");
    play_end(s);
}

static void whoever_comes_goes_through_the_door(void **state) {
    (void)state;
    struct stage *s = play_with(before_stall, "attract", 0);
    play_tap(s, "say");
    asked(s, 0, CMD_JOURNEY);
    play_end(s);
    s = play_with(before_door, "door", 0);
    assert_reads(s, "In danger now?");
    play_tap(s, "form:area");
    const struct command *c = asked(s, 0, CMD_SURVEY_OPEN);
    assert_string_equal(c->text, "area");
    assert_int_equal(c->ref, 0);
    assert_int_equal(c->n, 0); /* above the door, to which *Back* leads */
    play_tap(s, "back");
    assert_goes(s, 0, CMD_HOME, "attract", 0);
    play_end(s);
}

static void the_door_is_hidden_and_left_alone(void **state) {
    (void)state;
    struct stage *s = play_with(before_door, "door", 0);
    play_tap(s, "hide");
    asked(s, 0, CMD_HIDE);
    const int64_t touched = s->f.model.touched;
    assert_int_equal(s->def->due(s->state, &s->f.model), touched + 25000);
    play_result(s, MSG_DUE, 0, 0);
    assert_reads(s, "Are you still there?");
    assert_int_equal(s->def->due(s->state, &s->f.model), touched + 45000);
    play_tap(s, "still-here");
    assert_false(play_reads(s, "Are you still there?"));
    play_result(s, MSG_DUE, 0, 0);
    play_result(s, MSG_DUE, 0, 0);
    asked(s, 0, CMD_HIDE);
    play_end(s);
    s = play_with(before_stall, "door", 0); /* nobody is behind it */
    assert_false(play_has(s, "hide"));
    play_end(s);
}

static void without_a_reader_concerns_stay_shut(void **state) {
    (void)state;
    struct stage *s = play_with(before_door, "door", 0);
    assert_true(play_has(s, "form:worry"));
    s->f.model.readers = 0;
    play_look(s);
    assert_false(play_has(s, "form:worry"));
    assert_true(play_has(s, "form:numbers"));
    play_end(s);
    s = play_with(before_no_reader, "forms", 0);
    assert_reads(s, "Concerns stay shut");
    play_end(s);
    s = play_with(before_forms, "settings", 0);
    play_tap(s, "pupils-concerns");
    assert_string_equal(asked(s, 0, CMD_SETTING)->text, "pupils_concerns");
    assert_string_equal(asked(s, 0, CMD_SETTING)->text2, "off");
    play_end(s);
}

static void before_the_codes_nobody_is_asked(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_say(&s->f);
    s->f.model.has_codes = false;
    play_show(s, "attract", 0);
    assert_false(play_has(s, "say"));
    assert_false(play_has(s, "language:0"));
    play_end(s);
}

static void staff_hand_the_kiosk_over(void **state) {
    (void)state;
    struct stage *s = play_with(before_forms, "session", 1);
    assert_reads(s, "18 answers");
    play_tap(s, "feedback");
    assert_int_equal(asked(s, 0, CMD_ASK_FEEDBACK)->ref, 1);
    assert_string_equal(asked(s, 0, CMD_ASK_FEEDBACK)->text, "");
    play_tap(s, "answers");
    assert_goes(s, 0, CMD_GO, "forms", 1);
    play_end(s);
    s = play_with(before_forms, "session", 2); /* planned: there is nobody to be asked */
    assert_false(play_has(s, "feedback"));
    play_end(s);
}

static void the_list_asks_or_fills_in(void **state) {
    (void)state;
    struct stage *s = play_with(before_draft, "forms", 1);
    play_tap(s, "form:feedback");
    const struct command *c = asked(s, 0, CMD_ASK_FEEDBACK);
    assert_string_equal(c->text, "feedback");
    assert_int_equal(c->ref, 1);
    assert_reads(s, "Go on with: Record a session");
    play_tap(s, "form:record");
    c = asked(s, 0, CMD_SURVEY_OPEN);
    assert_string_equal(c->text, "record");
    assert_int_equal(c->ref, 1);
    assert_false(play_has(s, "form:training")); /* not for pupils */
    play_end(s);
    s = play_with(before_forms, "forms", 2); /* planned */
    assert_reads(s, "open the session to ask them");
    assert_int_equal(play_node(s, "form:training")->on_tap.id, 0);
    play_end(s);
    s = play_with(before_forms_trouble, "forms", 0);
    assert_reads(s, "parents.xml cannot be used");
    assert_true(play_has(s, "form:training"));
    play_end(s);
}

static void a_draft_is_thrown_away_in_two_steps(void **state) {
    (void)state;
    struct stage *s = play_with(before_draft, "forms", 1);
    play_tap(s, "drop:record");
    assert_reads(s, "Throw away what was begun?");
    play_tap(s, "keep");
    assert_false(play_has(s, "drop-now"));
    play_tap(s, "drop:record");
    play_tap(s, "drop-now");
    const struct command *c = asked(s, 0, CMD_DROP_DRAFT);
    assert_string_equal(c->text, "record");
    assert_int_equal(c->ref, 1);
    s->f.model.filled.drafts = 0;
    play_result(s, MSG_DRAFT_DROPPED, 0, 1);
    assert_false(play_has(s, "drop-now"));
    assert_false(play_has(s, "drop:record"));
    assert_true(play_has(s, "form:record"));
    play_end(s);
    s = play_with(before_draft, "forms", 2); /* nothing was begun there */
    assert_false(play_has(s, "drop:record"));
    play_end(s);
}

static void the_count_pad_leads_to_the_forms(void **state) {
    (void)state;
    struct stage *s = play_with(before_forms, "count", 1);
    play_tap(s, "forms");
    assert_goes(s, 0, CMD_GO, "forms", 1);
    play_end(s);
    s = play_with(before_forms, "closing", 1);
    play_tap(s, "answers");
    assert_goes(s, 0, CMD_GO, "forms", 1);
    play_end(s);
    s = play("count", 1);
    assert_false(play_has(s, "forms")); /* there are none */
    play_end(s);
}

static void feedback_can_be_exported(void **state) {
    (void)state;
    struct stage *s = play_with(before_forms, "coordinator", 0);
    play_result(s, MSG_EXPORTED, 0, 0);
    play_tap(s, "feedback");
    assert_string_equal(asked(s, 0, CMD_EXPORT)->text, "feedback");
    play_tap(s, "forms");
    assert_goes(s, 0, CMD_GO, "forms", 0);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_class_is_asked_opens_with_one_tap),
        cmocka_unit_test(a_language_is_chosen_by_its_code),
        cmocka_unit_test(whoever_comes_goes_through_the_door),
        cmocka_unit_test(the_door_is_hidden_and_left_alone),
        cmocka_unit_test(without_a_reader_concerns_stay_shut),
        cmocka_unit_test(before_the_codes_nobody_is_asked),
        cmocka_unit_test(staff_hand_the_kiosk_over),
        cmocka_unit_test(the_list_asks_or_fills_in),
        cmocka_unit_test(a_draft_is_thrown_away_in_two_steps),
        cmocka_unit_test(the_count_pad_leads_to_the_forms),
        cmocka_unit_test(feedback_can_be_exported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
