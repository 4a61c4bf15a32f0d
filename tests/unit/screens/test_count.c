/* The count pad and its tape: every tap becomes the right mark, and undo takes the right one back.
 */
#include "play.h"

static const char *heads(const struct stage *s) {
    return play_node(s, "heads")->label;
}

static bool is_pending(const struct stage *s) {
    return (play_node(s, "heads")->flags & UI_PENDING) != 0;
}

/* What the store would answer to the command that was just asked for. */
static void saved(struct stage *s, int64_t ticket, int32_t seq) {
    struct command c = s->out.cmd[0];
    struct result r = {
        .msg = MSG_MARK_SAVED, .kind = c.kind, .ok = true, .ref = c.ref, .ticket = ticket};
    r.mark = (struct tape_mark){
        .seq = seq, .n = c.n, .exact = c.kind == CMD_EXACT, .date = {2019, 2, 6}};
    if (c.kind == CMD_UNDO)
        r.mark.undoes = c.n;
    STR_COPY(r.mark.band, c.band);
    stage_send(s, model_apply(&s->f.model, &r, s->f.model.now));
}

static void a_tap_is_pending_until_it_is_saved(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    assert_string_equal(heads(s), "212");
    assert_reads(s, "All saved · 221 in all");
    play_tap(s, "plus1");
    const struct command *c = asked(s, 0, CMD_ADD_HEADS);
    assert_int_equal(c->ref, 1);
    assert_int_equal(c->n, 1);
    assert_string_equal(c->band, "y9");

    model_sent(&s->f.model, c, 7);
    play_look(s);
    assert_string_equal(heads(s), "213");
    assert_true(is_pending(s));
    assert_reads(s, "Saving");

    saved(s, 7, 6);
    assert_string_equal(heads(s), "213");
    assert_false(is_pending(s));
    assert_reads(s, "All saved");
    arena_free(&s->f.model.tape.arena);
    play_end(s);
}

static void the_chosen_band_is_counted(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    assert_true(play_node(s, "band:y9")->flags & UI_CHECKED);
    play_tap(s, "band:staff");
    assert_true(play_node(s, "band:staff")->flags & UI_CHECKED);
    assert_string_equal(heads(s), "9");
    play_tap(s, "plus5");
    assert_string_equal(asked(s, 0, CMD_ADD_HEADS)->band, "staff");
    assert_int_equal(asked(s, 0, CMD_ADD_HEADS)->n, 5);
    play_tap(s, "plus10");
    assert_int_equal(asked(s, 0, CMD_ADD_HEADS)->n, 10);
    play_tap(s, "class");
    assert_int_equal(asked(s, 0, CMD_ADD_HEADS)->n, 30);
    play_end(s);
}

static void undo_takes_the_newest_mark_that_still_counts(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    play_tap(s, "undo");
    assert_int_equal(asked(s, 0, CMD_UNDO)->n, 5);
    assert_int_equal(asked(s, 0, CMD_UNDO)->ref, 1);
    model_sent(&s->f.model, &s->out.cmd[0], 8);
    play_look(s);
    assert_reads(s, "212 in all");

    play_tap(s, "undo"); /* while the first is being saved */
    assert_int_equal(asked(s, 0, CMD_UNDO)->n, 4);
    model_sent(&s->f.model, &s->out.cmd[0], 9);
    play_look(s);
    play_tap(s, "undo"); /* 3 is an undo, 2 is undone */
    assert_int_equal(asked(s, 0, CMD_UNDO)->n, 1);
    model_sent(&s->f.model, &s->out.cmd[0], 10);
    play_look(s);
    assert_true(play_is_off(s, "undo"));
    play_end(s);
}

static void undo_of_a_head_that_is_being_saved_waits_for_it(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    play_tap(s, "plus1");
    model_sent(&s->f.model, &s->out.cmd[0], 7);
    struct out added = s->out;
    play_look(s);
    play_tap(s, "undo");
    assert_asks_nothing(s);
    play_tap(s, "class"); /* comes after the undo and must survive it */
    model_sent(&s->f.model, &s->out.cmd[0], 8);
    s->out = added;
    saved(s, 7, 6);
    assert_int_equal(asked(s, 0, CMD_UNDO)->n, 6); /* not 5, the one before; not 7, the class */
    arena_free(&s->f.model.tape.arena);
    play_end(s);
}

static void undo_waits_for_all_taps_before_it(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    play_tap(s, "plus1");
    struct out added = s->out;
    model_sent(&s->f.model, &s->out.cmd[0], 7);
    play_tap(s, "plus1");
    model_sent(&s->f.model, &s->out.cmd[0], 8);
    play_look(s);
    play_tap(s, "undo");
    s->out = added;
    saved(s, 7, 6);
    assert_asks_nothing(s);
    s->out = added;
    saved(s, 8, 7);
    assert_int_equal(asked(s, 0, CMD_UNDO)->n, 7);
    arena_free(&s->f.model.tape.arena);
    play_end(s);
}

static void a_card_that_lags_stops_the_thumb_and_says_so(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    for (int i = 0; i < PENDING_MAX; i++) {
        play_tap(s, "plus1");
        model_sent(&s->f.model, asked(s, 0, CMD_ADD_HEADS), i + 1);
        play_look(s);
    }
    assert_string_equal(heads(s), "340");
    assert_true(play_is_off(s, "plus1") && play_is_off(s, "plus5") && play_is_off(s, "class"));
    assert_reads(s, "Wait: the card is catching up");
    play_enter(s, "plus1"); /* a finger that was down already */
    assert_asks_nothing(s);
    play_end(s);
}

static void undo_is_explained_when_there_is_nothing_to_undo(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_empty(&s->f);
    play_show(s, "count", 1);
    assert_true(play_is_off(s, "undo"));
    assert_reads(s, "Nothing counted yet");
    play_end(s);
}

static void an_exact_count_asks_for_the_difference(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    play_tap(s, "exact");
    assert_reads(s, "Year 9, all together");
    assert_true(play_is_off(s, "set"));
    play_type(s, "field", "200");
    play_tap(s, "set");
    assert_int_equal(asked(s, 0, CMD_EXACT)->n, -12);
    assert_string_equal(asked(s, 0, CMD_EXACT)->band, "y9");
    assert_false(play_has(s, "set"));

    play_tap(s, "exact");
    assert_string_equal(play_node(s, "field")->value, "");
    play_type(s, "field", "212"); /* as it is: no mark */
    play_enter(s, "field");
    assert_asks_nothing(s);
    assert_false(play_has(s, "field"));
    play_end(s);
}

static void a_number_that_cannot_be_is_not_set(void **state) {
    (void)state;
    static const char *const bad[] = {"", "100000", "-1", "1x"};
    struct stage *s = play("count", 1);
    play_tap(s, "exact");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        play_type(s, "field", bad[i]);
        assert_true(play_is_off(s, "set"));
        play_enter(s, "field");
        assert_asks_nothing(s);
        assert_true(play_has(s, "field"));
    }
    play_end(s);
}

static void the_class_size_is_set_by_chip_or_by_holding(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    stage_send(s, play_node(s, "class")->on_hold);
    play_type(s, "field", "0");
    assert_true(play_is_off(s, "set"));
    play_tap(s, "away");
    play_tap(s, "class-size");
    play_type(s, "field", "28");
    play_tap(s, "set");
    assert_int_equal(asked(s, 0, CMD_CLASS_SIZE)->n, 28);
    assert_int_equal(asked(s, 0, CMD_CLASS_SIZE)->ref, 1);
    play_end(s);
}

static void more_than_expected_is_said_and_never_blocked(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.model.tape.band[0].saved = 243;
    play_show(s, "count", 1);
    assert_reads(s, "12 more than expected");
    play_tap(s, "plus10");
    asked(s, 0, CMD_ADD_HEADS);
    play_end(s);
}

static void a_group_is_added_and_chosen(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    play_tap(s, "add-band");
    assert_false(play_has(s, "add:y9")); /* is there already */
    play_tap(s, "add:parent");
    assert_string_equal(asked(s, 0, CMD_ADD_BAND)->band, "parent");
    STR_COPY(s->f.model.tape.band[2].key, "parent");
    s->f.model.tape.bands = 3;
    play_look(s);
    assert_true(play_node(s, "band:parent")->flags & UI_CHECKED);
    play_end(s);
}

static void the_qualifier_is_chosen_with_its_meaning(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    play_tap(s, "qualifier");
    assert_reads(s, "A good guess, a few more or fewer");
    play_tap(s, "qualifier:2");
    assert_int_equal(asked(s, 0, CMD_QUALIFIER)->n, COUNT_AT_LEAST);
    assert_false(play_has(s, "qualifier:2"));
    play_end(s);
}

static void a_longer_number_is_set_smaller(void **state) {
    (void)state;
    static const struct {
        int64_t n;
        enum ui_type type;
    } of[] = {{999, UI_COUNT}, {1000, UI_COUNT_MID}, {10000, UI_COUNT_SMALL}};
    struct stage *s = play("count", 1);
    for (size_t i = 0; i < 3; i++) {
        s->f.model.tape.band[0].saved = of[i].n;
        play_look(s);
        assert_int_equal(play_node(s, "heads")->type, of[i].type);
    }
    play_end(s);
}

static void a_tape_that_is_not_there_is_loaded(void **state) {
    (void)state;
    struct stage *s = play_new();
    s->f.model.tape.session = 0;
    play_show(s, "count", 1);
    assert_false(play_has(s, "plus1"));
    play_result(s, MSG_ENTERED, 0, 0);
    assert_int_equal(asked(s, 0, CMD_LOAD_TAPE)->ref, 1);
    s->f.model.tape.session = 1;
    play_result(s, MSG_TAPE, 0, 1);
    assert_true(play_has(s, "plus1"));
    play_end(s);
}

/* A chip that is cut by the edge of its scroll looks broken and is hard to hit. */
static void groups_show_in_whole_rows(void **state) {
    (void)state;
    for (int text_pct = 100; text_pct <= 150; text_pct += 50) {
        struct stage *s = play_new();
        s->env.text_pct = text_pct;
        before_many_bands(&s->f);
        play_show(s, "count", 1);
        const struct ui_node *first = play_node(s, "band:y7"), *last = play_node(s, "add-band");
        for (const struct ui_node *n = first; n != NULL; n = n->next)
            assert_true(n->clip.h == n->at.h || n->clip.h <= 0);
        assert_int_equal(first->clip.h, first->at.h);
        assert_true(last->clip.h <= 0); /* else this proved nothing */
        play_end(s);
    }
}

static void the_bar_leads_to_tape_closing_and_back(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    play_tap(s, "tape");
    assert_goes(s, 0, CMD_GO, "tape", 1);
    play_tap(s, "close");
    assert_goes(s, 0, CMD_GO, "closing", 1);
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

/* ---- the tape ---- */

static void the_tape_shows_every_mark_and_undoes_any(void **state) {
    (void)state;
    struct stage *s = play("tape", 1);
    assert_reads(s, "Year 9 · 09:26 · undone at 09:27");
    assert_reads(s, "Year 9 · 09:27 · takes back an earlier mark");
    assert_reads(s, "Year 9 · 09:20 · exact count");
    assert_false(play_has(s, "undo:2"));
    assert_false(play_has(s, "undo:3"));
    assert_true(play_node(s, "undo:5")->at.y < play_node(s, "undo:1")->at.y);
    play_tap(s, "undo:1");
    assert_int_equal(asked(s, 0, CMD_UNDO)->n, 1);
    model_sent(&s->f.model, &s->out.cmd[0], 4);
    play_look(s);
    assert_true(play_is_off(s, "undo:1"));
    play_end(s);
}

static void a_long_tape_is_built_when_asked_for(void **state) {
    (void)state;
    static struct tape_mark many[200];
    struct stage *s = play_new();
    for (int i = 0; i < 200; i++)
        many[i] = (struct tape_mark){.seq = i + 1, .n = 1, .band = "y9", .date = {2019, 2, 5}};
    s->f.model.tape.mark = many;
    s->f.model.tape.marks = 200;
    play_show(s, "tape", 1);
    assert_true(play_has(s, "undo:200"));
    assert_false(play_has(s, "undo:1"));
    assert_reads(s, "00:00 on 5 February");
    play_tap(s, "all");
    assert_true(play_has(s, "undo:1"));
    assert_false(play_has(s, "all"));
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tap_is_pending_until_it_is_saved),
        cmocka_unit_test(the_chosen_band_is_counted),
        cmocka_unit_test(undo_takes_the_newest_mark_that_still_counts),
        cmocka_unit_test(undo_of_a_head_that_is_being_saved_waits_for_it),
        cmocka_unit_test(undo_waits_for_all_taps_before_it),
        cmocka_unit_test(a_card_that_lags_stops_the_thumb_and_says_so),
        cmocka_unit_test(undo_is_explained_when_there_is_nothing_to_undo),
        cmocka_unit_test(an_exact_count_asks_for_the_difference),
        cmocka_unit_test(a_number_that_cannot_be_is_not_set),
        cmocka_unit_test(the_class_size_is_set_by_chip_or_by_holding),
        cmocka_unit_test(more_than_expected_is_said_and_never_blocked),
        cmocka_unit_test(a_group_is_added_and_chosen),
        cmocka_unit_test(the_qualifier_is_chosen_with_its_meaning),
        cmocka_unit_test(a_longer_number_is_set_smaller),
        cmocka_unit_test(a_tape_that_is_not_there_is_loaded),
        cmocka_unit_test(groups_show_in_whole_rows),
        cmocka_unit_test(the_bar_leads_to_tape_closing_and_back),
        cmocka_unit_test(the_tape_shows_every_mark_and_undoes_any),
        cmocka_unit_test(a_long_tape_is_built_when_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
