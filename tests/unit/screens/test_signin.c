/* The sign-in sheet: three questions, nothing left for the next person, no way out but a code. */
#include "play.h"

static struct stage *play_sheet(void) {
    struct stage *s = play_new();
    before_sheet(&s->f);
    play_show(s, "signin", 2);
    return s;
}

static void end(struct stage *s) {
    arena_free(&s->f.model.tape.arena);
    play_end(s);
}

static void answer(struct stage *s, const char *text) {
    play_type(s, "field", text);
    play_tap(s, "done");
}

static struct stage *play_signing(void) {
    struct stage *s = play_sheet();
    play_tap(s, "start");
    answer(s, " Joan Unseen ");
    assert_asks_nothing(s); /* half-typed it is nowhere but here */
    answer(s, "Borough Council");
    assert_asks_nothing(s);
    answer(s, "joan@council.example");
    return s;
}

/* What the store would answer, to this kind of command. */
static void saved(struct stage *s, enum command_kind kind) {
    struct result r = {
        .msg = MSG_MARK_SAVED, .kind = kind, .ok = true, .ref = 2, .ticket = 7, .mark = {.seq = 4}};
    r.mark.n = 1;
    r.mark.walk_in = r.mark.signed_in = kind == CMD_SIGN_IN;
    STR_COPY(r.mark.band, "adult");
    stage_send(s, model_apply(&s->f.model, &r, s->f.model.now));
}

static void assert_next_sheet(struct stage *s) {
    assert_int_equal(asked(s, 0, CMD_HAND_OVER)->ref, 2);
    assert_int_equal(s->out.n, 1);
}

static bool state_holds(const struct stage *s, const char *text) {
    return memmem(s->state, s->def->state_size, text, strlen(text)) != NULL;
}

static void says_why_and_how_long_before_it_asks(void **state) {
    (void)state;
    struct stage *s = play_sheet();
    assert_reads(s, "so that it is known who took part");
    assert_reads(s, "12 months");
    assert_false(play_has(s, "field"));
    end(s);
}

static void asks_for_three_things_and_signs_in_once(void **state) {
    (void)state;
    struct stage *s = play_signing();
    const struct command *c = asked(s, 0, CMD_SIGN_IN);
    assert_int_equal(c->ref, 2);
    assert_string_equal(c->text, "Joan Unseen");
    assert_string_equal(c->text2, "Borough Council");
    assert_string_equal(c->text3, "joan@council.example");
    assert_reads(s, "Saving");
    assert_false(play_has(s, "done")); /* nothing to tap a second time */
    end(s);
}

static void counts_one_adult_at_once(void **state) {
    (void)state;
    struct stage *s = play_signing();
    model_sent(&s->f.model, asked(s, 0, CMD_SIGN_IN), 7);
    assert_int_equal(model_heads(&s->f.model, "adult"), 4);
    assert_int_equal(model_came(&s->f.model), 4);
    assert_string_equal(s->f.model.pending[0].entry, ""); /* a name is no entry */
    saved(s, CMD_SIGN_IN);
    assert_int_equal(model_heads(&s->f.model, "adult"), 4);
    assert_int_equal(s->f.model.pendings, 0);
    end(s);
}

static void thanks_when_it_is_on_the_card_and_has_forgotten(void **state) {
    (void)state;
    struct stage *s = play_signing();
    model_sent(&s->f.model, asked(s, 0, CMD_SIGN_IN), 7);
    saved(s, CMD_ADD_HEADS); /* of staff, before */
    assert_reads(s, "Saving");
    assert_true(state_holds(s, "Unseen"));
    saved(s, CMD_SIGN_IN);
    assert_reads(s, "Thank you. You are signed in.");
    assert_false(state_holds(s, "Unseen"));
    assert_false(state_holds(s, "council"));
    assert_int_equal(s->def->due(s->state, &s->f.model), s->f.model.now + 5000);
    play_result(s, MSG_DUE, 0, 0);
    assert_next_sheet(s);
    play_tap(s, "next");
    assert_next_sheet(s);
    end(s);
}

static void what_is_missing_is_said_at_the_field(void **state) {
    (void)state;
    struct stage *s = play_sheet();
    play_tap(s, "start");
    answer(s, "  ");
    assert_reads(s, "Type your name.");
    answer(s, "Joan");
    answer(s, "");
    assert_reads(s, "choose None");
    play_tap(s, "none");
    static const char *const wrong[] = {"joan", "@b", "a@", "a@b@c", "a b@c"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        answer(s, wrong[i]);
        assert_asks_nothing(s);
        assert_reads(s, "name@example.org");
    }
    answer(s, "");
    const struct command *c = asked(s, 0, CMD_SIGN_IN);
    assert_string_equal(c->text2, "");
    assert_string_equal(c->text3, "");
    end(s);
}

static void an_answer_can_be_looked_at_again(void **state) {
    (void)state;
    struct stage *s = play_sheet();
    play_tap(s, "start");
    assert_false(play_has(s, "previous"));
    answer(s, "Joan");
    play_tap(s, "previous");
    assert_string_equal(play_node(s, "field")->value, "Joan");
    end(s);
}

static void what_was_not_saved_is_still_there(void **state) {
    (void)state;
    struct stage *s = play_signing();
    struct result r = {.msg = MSG_MARK_SAVED, .kind = CMD_SIGN_IN, .ref = 2};
    (void)err_set(&r.err, ERR_DENIED, "the names are locked");
    stage_send(s, model_apply(&s->f.model, &r, s->f.model.now));
    assert_reads(s, "You are not signed in yet");
    assert_int_equal(s->f.model.toast.until, 0);
    assert_string_equal(play_node(s, "field")->value, "joan@council.example");
    play_tap(s, "done");
    assert_string_equal(asked(s, 0, CMD_SIGN_IN)->text, "Joan Unseen");
    end(s);
}

static void half_typed_it_asks_once_and_is_wiped(void **state) {
    (void)state;
    struct stage *s = play_sheet();
    struct model *m = &s->f.model;
    m->touched = 1000;
    assert_int_equal(s->def->due(s->state, m), -1); /* an empty sheet waits for ever */
    play_tap(s, "start");
    play_type(s, "field", "Jo");
    assert_int_equal(s->def->due(s->state, m), 31000);
    play_result(s, MSG_DUE, 0, 0);
    assert_asks_nothing(s);
    assert_reads(s, "Are you still there?");
    assert_int_equal(s->def->due(s->state, m), 46000);
    play_tap(s, "still-here");
    assert_false(play_reads(s, "Are you still there?"));
    assert_string_equal(play_node(s, "field")->value, "Jo");
    play_result(s, MSG_DUE, 0, 0);
    play_result(s, MSG_DUE, 0, 0);
    assert_next_sheet(s);
    end(s);
}

static void leads_nowhere_but_to_the_code(void **state) {
    (void)state;
    struct stage *s = play_signing();
    assert_false(play_has(s, "back"));
    play_tap(s, "staff");
    assert_goes(s, 0, CMD_GO, "unlock", 0);
    /* Staff unlocked and went back to the sheet: it is handed over anew, and nobody is in. */
    play_result(s, MSG_CODE_TRIED, WHO_PUBLIC, 0);
    assert_asks_nothing(s);
    play_result(s, MSG_CODE_TRIED, WHO_STAFF, 0);
    assert_next_sheet(s);
    end(s);
}

static void the_code_page_leads_back_by_itself(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_sheet(&s->f);
    s->f.model.touched = 1000;
    play_show(s, "unlock", 0);
    assert_int_equal(s->def->due(s->state, &s->f.model), 46000);
    play_result(s, MSG_DUE, 0, 0);
    asked(s, 0, CMD_BACK);
    s->f.model.handed_over = 0; /* without a sheet it stays */
    assert_int_equal(s->def->due(s->state, &s->f.model), -1);
    end(s);
}

static void handing_over_leaves_nobody_in_and_no_name(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_list(&s->f);
    play_show(s, "list", 2);
    play_tap(s, "sheet");
    assert_next_sheet(s);
    model_toast(&s->f.model, "Checked in · Joan Ross", false);
    model_hand_over(&s->f.model, 2);
    assert_int_equal(s->f.model.who, WHO_PUBLIC);
    assert_int_equal(s->f.model.handed_over, 2);
    assert_null(s->f.model.roster.people);
    assert_string_equal(s->f.model.toast.words, "");
    struct result r = {.msg = MSG_CODE_TRIED, .kind = CMD_TRY_CODE, .ok = true};
    model_apply(&s->f.model, &r, s->f.model.now);
    assert_int_equal(s->f.model.handed_over, 2); /* a wrong code changes nothing */
    r.who = WHO_STAFF;
    model_apply(&s->f.model, &r, s->f.model.now);
    assert_int_equal(s->f.model.handed_over, 0);
    end(s);
}

static void staff_see_who_signed_in(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_signed_in(&s->f);
    play_show(s, "list", 2);
    assert_reads(s, "Clarion Housing · Here since 13:27");
    play_tap(s, "here:00000000000000b1");
    assert_true(play_has(s, "undo"));
    assert_false(play_has(s, "name")); /* what was signed is not changed */
    end(s);
}

/* Counted as everybody, without a name and with the reason why; it can be undone on the tape. */
static void staff_see_that_names_are_the_coordinators(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_sealed(&s->f);
    play_show(s, "list", 2);
    assert_reads(s, "3 of 70 here");
    assert_reads(s, "2 signed in");
    assert_reads(s, "kept for the coordinator");
    assert_false(play_has(s, "here:00000000000000a5"));
    assert_true(play_has(s, "here:00000000000000b1"));
    s->f.mark[0].undone = true;
    play_look(s);
    assert_reads(s, "1 signed in");
    end(s);
}

static void the_sheet_says_who_can_read_it(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_sealed_sheet(&s->f);
    play_show(s, "signin", 2);
    assert_reads(s, "only the coordinator can read it");
    assert_false(play_reads(s, "only staff"));
    end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_why_and_how_long_before_it_asks),
        cmocka_unit_test(asks_for_three_things_and_signs_in_once),
        cmocka_unit_test(counts_one_adult_at_once),
        cmocka_unit_test(thanks_when_it_is_on_the_card_and_has_forgotten),
        cmocka_unit_test(what_is_missing_is_said_at_the_field),
        cmocka_unit_test(an_answer_can_be_looked_at_again),
        cmocka_unit_test(what_was_not_saved_is_still_there),
        cmocka_unit_test(half_typed_it_asks_once_and_is_wiped),
        cmocka_unit_test(leads_nowhere_but_to_the_code),
        cmocka_unit_test(the_code_page_leads_back_by_itself),
        cmocka_unit_test(handing_over_leaves_nobody_in_and_no_name),
        cmocka_unit_test(staff_see_who_signed_in),
        cmocka_unit_test(staff_see_that_names_are_the_coordinators),
        cmocka_unit_test(the_sheet_says_who_can_read_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
