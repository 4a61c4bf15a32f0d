/* Filling in a form: what is asked for, what drumming fingers cannot do, and that a visitor leaves
 * nothing behind. The commands are carried out here on the survey, as the kiosk does. */
#include "play.h"

static const struct survey_page *page_of(const struct stage *s) {
    return survey_page(s->f.model.survey);
}

static struct stage *play_survey(void (*before)(struct fixture *f)) {
    struct stage *s = play_new();
    before(&s->f);
    play_show(s, "survey", 0);
    return s;
}

/* The next tap comes when a person has looked. */
static void wait(struct stage *s, int64_t ms) {
    s->f.model.now += ms;
    s->out = (struct out){0};
}

static const char *go_on_key(const struct stage *s) {
    return arena_printf((struct arena *)&s->frames, "go-on:%u", page_of(s)->turn);
}

static void go_on(struct stage *s) {
    wait(s, 1000);
    play_tap(s, go_on_key(s));
}

static void assert_asks(const struct stage *s, enum command_kind kind) {
    assert_int_equal(s->out.n, 1);
    asked(s, 0, kind);
}

static void asks_by_path_and_goes_on(void **state) {
    (void)state;
    struct stage *s = play_survey(before_safe);
    play_tap(s, "/data/safe:2");
    const struct command *c = asked(s, 0, CMD_CHOOSE);
    assert_string_equal(c->text, "/data/safe");
    assert_int_equal(c->n, 2);
    go_on(s);
    assert_asks(s, CMD_SURVEY_NEXT);
    wait(s, 1000);
    play_tap(s, "back");
    assert_asks(s, CMD_SURVEY_BACK);
    play_end(s);
}

static void two_taps_too_close_are_one_but_strokes_are_not(void **state) {
    (void)state;
    struct stage *s = play_survey(before_safe);
    play_tap(s, "/data/safe:2");
    wait(s, 299);
    play_tap(s, go_on_key(s));
    assert_asks_nothing(s);
    wait(s, 1); /* 300 ms after the one that counted, not after the one that did not */
    play_tap(s, go_on_key(s));
    assert_asks(s, CMD_SURVEY_NEXT);
    play_end(s);

    s = play_survey(before_hours);
    play_tap(s, "/data/hours:+1");
    assert_asks(s, CMD_ANSWER);
    wait(s, 100);
    play_tap(s, "/data/hours:+1");
    assert_asks(s, CMD_ANSWER);
    play_end(s);

    s = play_survey(before_seen);
    play_type(s, "/data/seen", "a");
    play_type(s, "/data/seen", "ab");
    assert_string_equal(asked(s, 0, CMD_ANSWER)->text2, "ab");
    play_end(s);
}

static void faults_stand_on_top_and_at_the_question(void **state) {
    (void)state;
    struct stage *s = play_survey(before_safe_missing);
    assert_reads(s, "This question needs an answer.");
    play_end(s);
    s = play_survey(before_about);
    assert_reads(s, "Please look at this again");
    assert_reads(s, "What should we call you? \u2013 This question needs an answer.");
    assert_true(play_node(s, "/data/about/name")->flags & UI_INVALID);
    assert_false(play_node(s, "/data/about/day")->flags & UI_INVALID);
    play_end(s);
}

static void among_others_a_question_opens_and_back_closes_it(void **state) {
    (void)state;
    struct stage *s = play_survey(before_about);
    play_tap(s, "/data/about/name");
    assert_asks_nothing(s);
    assert_true(play_has(s, "key-space"));
    assert_false(play_has(s, "/data/about/age"));
    play_type(s, "/data/about/name", "J");
    assert_string_equal(asked(s, 0, CMD_ANSWER)->text, "/data/about/name");
    wait(s, 1000);
    play_tap(s, "back");
    assert_asks_nothing(s); /* it only closes */
    assert_true(play_has(s, "/data/about/age"));
    wait(s, 1000);
    play_tap(s, "/data/about/age");
    assert_true(play_has(s, "pad:5"));
    wait(s, 1000);
    play_enter(s, "/data/about/age");
    assert_asks_nothing(s);
    assert_true(play_has(s, "/data/about/name"));
    play_end(s);
}

static void enter_in_the_only_field_goes_on(void **state) {
    (void)state;
    struct stage *s = play_survey(before_seen);
    play_enter(s, "/data/seen");
    assert_asks(s, CMD_SURVEY_NEXT);
    play_end(s);
}

static void another_page_forgets_what_was_searched_for(void **state) {
    (void)state;
    struct stage *s = play_survey(before_school);
    play_tap(s, "/data/school");
    play_type(s, "/data/school:search", "zyxel");
    assert_non_null(memmem(s->state, s->def->state_size, "zyxel", 5));
    survey_next(s->f.model.survey, 0);
    play_result(s, MSG_SURVEY, 0, 0);
    assert_null(memmem(s->state, s->def->state_size, "zyxel", 5));
    play_end(s);
}

static void the_check_page_changes_sends_and_deletes(void **state) {
    (void)state;
    struct stage *s = play_survey(before_checking);
    assert_reads(s, "Not provided");
    play_tap(s, "change:1");
    assert_string_equal(asked(s, 0, CMD_SURVEY_GO)->text, page_of(s)->answer[1].path);
    wait(s, 1000);
    play_tap(s, "delete");
    assert_asks_nothing(s); /* it asks first */
    wait(s, 1000);
    play_tap(s, "keep");
    assert_asks_nothing(s);
    go_on(s);
    assert_asks(s, CMD_SURVEY_FINISH);
    wait(s, 1000);
    play_tap(s, "delete");
    wait(s, 1000);
    play_tap(s, "delete-now");
    assert_asks(s, CMD_SURVEY_LEAVE);
    play_end(s);
}

static void staff_save_and_delete_nothing(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_checking(&s->f);
    s->f.profile.side = SIDE_STAFF;
    play_show(s, "survey", 0);
    assert_reads(s, "Save");
    assert_false(play_has(s, "delete"));
    assert_int_equal(s->def->due(s->state, &s->f.model), -1); /* a draft is never wiped */
    play_end(s);
}

static void while_it_is_saved_nothing_can_be_tapped(void **state) {
    (void)state;
    struct stage *s = play_survey(before_checking);
    struct ui_msg send = play_node(s, go_on_key(s))->on_tap;
    s->f.model.survey_saving = true;
    play_look(s);
    assert_reads(s, "Saving");
    assert_false(play_has(s, go_on_key(s)));
    wait(s, 1000);
    stage_send(s, send); /* a tap that was on its way */
    assert_asks_nothing(s);
    assert_int_equal(s->def->due(s->state, &s->f.model), -1);
    play_end(s);
}

static void what_is_not_saved_is_said_and_tried_again(void **state) {
    (void)state;
    struct stage *s = play_survey(before_thanks);
    assert_reads(s, "Your answers are not saved yet");
    assert_false(play_has(s, "next"));
    assert_true(s->def->due(s->state, &s->f.model) > 0); /* left alone it is wiped all the same */
    wait(s, 1000);
    play_tap(s, "again");
    assert_asks(s, CMD_SURVEY_FINISH);
    play_end(s);
}

static void thanks_and_goes_back_by_itself(void **state) {
    (void)state;
    struct stage *s = play_survey(before_thanks);
    play_result(s, MSG_SURVEY_SAVED, 0, 0);
    assert_reads(s, "Thank you");
    assert_int_equal(s->def->due(s->state, &s->f.model), s->f.model.now + 4000);
    wait(s, 4000);
    play_result(s, MSG_DUE, 0, 0);
    assert_asks(s, CMD_SURVEY_LEAVE);
    assert_int_equal(s->def->due(s->state, &s->f.model), -1);
    play_end(s);
}

static void the_next_person_begins_with_one_tap(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_thanks(&s->f);
    s->f.model.survey_session = 5;
    play_show(s, "survey", 0);
    play_result(s, MSG_SURVEY_SAVED, 0, 0);
    play_tap(s, "next");
    const struct command *c = asked(s, 0, CMD_SURVEY_OPEN);
    assert_string_equal(c->text, "each");
    assert_int_equal(c->ref, 5);
    assert_int_equal(c->n, 1);
    wait(s, 1000);
    play_tap(s, "next"); /* once is enough */
    assert_asks_nothing(s);
    play_end(s);
}

static void left_alone_it_warns_and_is_wiped(void **state) {
    (void)state;
    struct stage *s = play_survey(before_safe);
    struct model *m = &s->f.model;
    m->touched = m->now;
    assert_int_equal(s->def->due(s->state, m), m->touched + 30000);
    play_result(s, MSG_DUE, 0, 0);
    assert_asks_nothing(s);
    assert_reads(s, "wiped in 15 seconds");
    assert_int_equal(s->def->due(s->state, m), m->touched + 45000);
    play_tap(s, "still-here");
    m->touched = m->now;
    assert_asks_nothing(s);
    assert_false(play_has(s, "still-here"));
    assert_int_equal(s->def->due(s->state, m), m->touched + 30000);
    play_result(s, MSG_DUE, 0, 0);
    play_result(s, MSG_DUE, 0, 0);
    assert_asks(s, CMD_SURVEY_LEAVE);
    assert_int_equal(s->def->due(s->state, m), -1);
    play_end(s);
}

static void another_one_is_added_or_taken_away(void **state) {
    (void)state;
    struct stage *s = play_survey(before_repeat);
    play_tap(s, "add");
    assert_asks(s, CMD_REPEAT_ADD);
    wait(s, 1000);
    play_tap(s, "remove");
    assert_asks(s, CMD_REPEAT_REMOVE);
    play_end(s);
}

static void the_language_is_one_of_the_forms(void **state) {
    (void)state;
    struct stage *s = play_survey(before_safe);
    assert_reads(s, "English");
    assert_false(play_reads(s, "(en)"));
    play_tap(s, "languages");
    wait(s, 1000);
    play_tap(s, "language:1");
    assert_string_equal(asked(s, 0, CMD_SURVEY_LANGUAGE)->text, "Polski (pl)");
    assert_false(play_has(s, "language:1"));
    play_end(s);
}

static void a_quick_choice_turns_the_page_but_never_sends(void **state) {
    (void)state;
    struct stage *s = play_survey(before_role);
    struct control *c = (struct control *)page_of(s)->question[0].control;
    c->appearance = "quick";
    play_look(s);
    play_tap(s, "/data/role:0");
    asked(s, 0, CMD_CHOOSE);
    asked(s, 1, CMD_SURVEY_NEXT);
    ((struct survey_page *)page_of(s))->last = true;
    wait(s, 1000);
    play_tap(s, "/data/role:0");
    assert_asks(s, CMD_CHOOSE);
    play_end(s);
}

static void a_form_that_is_taken_away_leads_back(void **state) {
    (void)state;
    struct stage *s = play("survey", 0);
    assert_int_equal(s->def->due(s->state, &s->f.model), -1);
    play_result(s, MSG_FORMS, 0, 0);
    assert_asks(s, CMD_BACK);
    s->f.model.who = WHO_PUBLIC;
    play_result(s, MSG_FORMS, 0, 0);
    assert_goes(s, 0, CMD_HOME, "attract", 0);
    play_end(s);
}

/* At once, also while it is saved and after a tap a moment ago. */
static void hides_whatever_happens(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_hide_words(&s->f);
    play_show(s, "survey", 0);
    play_tap(s, "back");
    play_tap(s, "hide");
    asked(s, 0, CMD_HIDE);
    play_end(s);
    s = play_new();
    before_hide_saving(&s->f);
    play_show(s, "survey", 0);
    play_tap(s, "hide");
    asked(s, 0, CMD_HIDE);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_by_path_and_goes_on),
        cmocka_unit_test(two_taps_too_close_are_one_but_strokes_are_not),
        cmocka_unit_test(faults_stand_on_top_and_at_the_question),
        cmocka_unit_test(among_others_a_question_opens_and_back_closes_it),
        cmocka_unit_test(enter_in_the_only_field_goes_on),
        cmocka_unit_test(another_page_forgets_what_was_searched_for),
        cmocka_unit_test(the_check_page_changes_sends_and_deletes),
        cmocka_unit_test(staff_save_and_delete_nothing),
        cmocka_unit_test(while_it_is_saved_nothing_can_be_tapped),
        cmocka_unit_test(what_is_not_saved_is_said_and_tried_again),
        cmocka_unit_test(thanks_and_goes_back_by_itself),
        cmocka_unit_test(the_next_person_begins_with_one_tap),
        cmocka_unit_test(left_alone_it_warns_and_is_wiped),
        cmocka_unit_test(another_one_is_added_or_taken_away),
        cmocka_unit_test(the_language_is_one_of_the_forms),
        cmocka_unit_test(a_quick_choice_turns_the_page_but_never_sends),
        cmocka_unit_test(a_form_that_is_taken_away_leads_back),
        cmocka_unit_test(hides_whatever_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
