/* The check-in list: searching, checking in, undoing, walk-ins, and what a scanner reads. */
#include "play.h"

#include "screens/scanned.h"

static struct stage *play_list(void) {
    struct stage *s = play_new();
    before_list(&s->f);
    play_show(s, "list", 2);
    return s;
}

/* What the store would answer to the first command that was asked for. */
static void saved(struct stage *s, int64_t ticket, const char *entry) {
    struct command c = s->out.cmd[0];
    struct result r = {
        .msg = MSG_MARK_SAVED, .kind = c.kind, .ok = true, .ref = c.ref, .ticket = ticket};
    r.mark = (struct tape_mark){.seq = (int32_t)s->f.model.tape.marks + 1,
                                .n = 1,
                                .band = "adult",
                                .minute = 842,
                                .walk_in = c.kind == CMD_WALK_IN,
                                .date = {2019, 2, 6}};
    if (c.kind == CMD_UNDO)
        r.mark.undoes = c.n;
    STR_COPY(r.mark.entry, entry);
    stage_send(s, model_apply(&s->f.model, &r, s->f.model.now));
}

static void scan(struct stage *s, const char *code) {
    stage_send(s, (struct ui_msg){.id = MSG_SCANNED, .text = code});
}

static void search(struct stage *s, const char *text) {
    if (play_node(s, "search")->kind == UI_BUTTON)
        play_tap(s, "search");
    stage_send(s, (struct ui_msg){.id = play_node(s, "search")->on_edit.id, .text = text});
}

static void end(struct stage *s) {
    arena_free(&s->f.model.tape.arena);
    play_end(s);
}

static void a_name_is_checked_in_with_one_tap(void **state) {
    (void)state;
    struct stage *s = play_list();
    assert_string_equal(play_node(s, "here")->label, "3 of 7 here");
    play_tap(s, "in:00000000000000a3");
    const struct command *c = asked(s, 0, CMD_CHECK_IN);
    assert_int_equal(c->ref, 2);
    assert_string_equal(c->text, "00000000000000a3");
    model_sent(&s->f.model, c, 7);
    play_look(s);
    assert_string_equal(play_node(s, "here")->label, "4 of 7 here");
    assert_int_equal(play_node(s, "here:00000000000000a3")->on_tap.id, 0); /* nothing to undo yet */
    assert_false(play_has(s, "in:00000000000000a3"));
    saved(s, 7, "00000000000000a3");
    assert_string_equal(play_node(s, "here")->label, "4 of 7 here");
    assert_int_not_equal(play_node(s, "here:00000000000000a3")->on_tap.id, 0);
    assert_int_equal(model_heads(&s->f.model, "adult"), 4);
    end(s);
}

static void who_is_here_can_be_undone(void **state) {
    (void)state;
    struct stage *s = play_list();
    play_tap(s, "here:00000000000000a5");
    assert_reads(s, "Here since 13:22");
    play_tap(s, "undo");
    assert_int_equal(asked(s, 0, CMD_UNDO)->n, 1);
    model_sent(&s->f.model, asked(s, 0, CMD_UNDO), 8);
    play_look(s);
    assert_string_equal(play_node(s, "here")->label, "2 of 7 here");
    saved(s, 8, "");
    assert_true(play_has(s, "in:00000000000000a5"));
    assert_string_equal(play_node(s, "here")->label, "2 of 7 here");
    end(s);
}

static void a_search_shows_who_is_meant(void **state) {
    (void)state;
    struct stage *s = play_list();
    search(s, "ros");
    assert_true(play_has(s, "in:00000000000000a3"));
    assert_true(play_has(s, "in:00000000000000a6"));
    assert_true(play_has(s, "here:00000000000000a5"));
    assert_false(play_has(s, "here:00000000000000a7"));
    assert_false(play_has(s, "here:00000000000000b1")); /* walk-ins are below the whole list */
    search(s, "zzz");
    assert_reads(s, "Nobody found");
    end(s);
}

static void a_walk_in_is_one_tap_and_may_get_a_name(void **state) {
    (void)state;
    struct stage *s = play_list();
    play_tap(s, "walk-in");
    model_sent(&s->f.model, asked(s, 0, CMD_WALK_IN), 7);
    play_look(s);
    assert_string_equal(play_node(s, "here")->label, "4 of 7 here");
    saved(s, 7, "00000000000000b2");
    assert_reads(s, "The walk-in is counted");
    play_tap(s, "name");
    stage_send(s, (struct ui_msg){.id = play_node(s, "field")->on_edit.id, .text = " Sam Lee "});
    play_tap(s, "done");
    const struct command *c = asked(s, 0, CMD_NAME_WALK_IN);
    assert_string_equal(c->text, "00000000000000b2");
    assert_string_equal(c->text2, "Sam Lee");
    end(s);
}

static bool is_whole(const struct ui_node *n) {
    return n->at.h > 0 && n->clip.h == n->at.h;
}

/* On the lowest screen three names can be read above the keys, and nobody has to put them away for
 * a walk-in. */
static void three_names_stand_above_the_keys(void **state) {
    (void)state;
    struct stage *s = play_list();
    play_tap(s, "search");
    assert_true(is_whole(play_node(s, "in:00000000000000a1")));
    assert_true(is_whole(play_node(s, "in:00000000000000a2")));
    assert_true(is_whole(play_node(s, "in:00000000000000a3")));
    assert_string_equal(play_node(s, "here")->label, "3 of 7 here");
    play_tap(s, "walk-in");
    assert_int_equal(asked(s, 0, CMD_WALK_IN)->ref, 2);
    search(s, "ros");
    assert_true(is_whole(play_node(s, "walk-in")));
    play_tap(s, "clear");
    assert_string_equal(play_node(s, "search")->value, "");
    end(s);
}

/* More than the room holds is said on every screen of the session, and nothing is refused. */
static void more_than_the_room_holds_is_said(void **state) {
    (void)state;
    static const char *const screen[] = {"list", "tape", "session"};
    for (size_t i = 0; i < sizeof screen / sizeof *screen; i++) {
        struct stage *s = play_new();
        before_over(&s->f);
        s->f.session[2].capacity = 3;
        play_show(s, screen[i], 2);
        assert_false(play_reads(s, "More people than the room holds"));
        assert_reads(s, i == 2 ? "Room for" : "room for 3");
        assert_reads(s, "70 expected");
        s->f.session[2].capacity = 2;
        play_look(s);
        assert_reads(s, "More people than the room holds");
        assert_reads(s, "3 are counted, there is room for 2. You can go on.");
        end(s);
    }
    struct stage *s = play_new();
    before_over(&s->f);
    play_show(s, "count", 2);
    assert_reads(s, "1 over capacity");
    play_tap(s, "plus1");
    asked(s, 0, CMD_ADD_HEADS);
    end(s);
    s = play_new();
    before_over(&s->f);
    play_show(s, "list", 2);
    play_tap(s, "in:00000000000000a3");
    asked(s, 0, CMD_CHECK_IN);
    play_tap(s, "walk-in");
    asked(s, 0, CMD_WALK_IN);
    end(s);
}

static void a_code_checks_in(void **state) {
    (void)state;
    struct stage *s = play_list();
    scan(s, "j9-003");
    assert_string_equal(asked(s, 0, CMD_CHECK_IN)->text, "00000000000000a3");
    assert_string_equal(asked(s, 1, CMD_TOAST)->text, "Checked in · Joan Ross");
    end(s);
}

static void a_code_that_comes_twice_says_when_it_came(void **state) {
    (void)state;
    struct stage *s = play_list();
    scan(s, "J9-005");
    assert_int_equal(s->out.n, 1);
    assert_string_equal(asked(s, 0, CMD_TOAST)->text, "Already here since 13:22 · Rosalind K.");
    scan(s, "J9-003"); /* twice before the first is on the card */
    model_sent(&s->f.model, asked(s, 0, CMD_CHECK_IN), 7);
    scan(s, "J9-003");
    assert_int_equal(s->out.n, 0);
    end(s);
}

static void an_unknown_code_offers_a_walk_in(void **state) {
    (void)state;
    struct stage *s = play_list();
    search(s, "x99"); /* what the scanner's keys have typed */
    scan(s, "X99");
    assert_int_equal(s->out.n, 0);
    assert_reads(s, "This code is not on the list");
    assert_reads(s, "X99");
    assert_string_equal(play_node(s, "search")->value, "");
    play_tap(s, "scanned-walk-in");
    assert_int_equal(asked(s, 0, CMD_WALK_IN)->ref, 2);
    end(s);
}

static void the_count_pad_scans_too(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_list(&s->f);
    play_show(s, "count", 2);
    assert_true(s->def->scans);
    assert_true(play_has(s, "list"));
    scan(s, "J9-006");
    assert_string_equal(asked(s, 0, CMD_CHECK_IN)->text, "00000000000000a6");
    scan(s, "X99");
    play_tap(s, "scanned-walk-in");
    assert_int_equal(asked(s, 0, CMD_WALK_IN)->ref, 2);
    end(s);
}

static void pupils_have_no_list(void **state) {
    (void)state;
    struct stage *s = play("count", 1);
    assert_false(play_has(s, "list"));
    stage_send(s, (struct ui_msg){.id = MSG_ENTERED});
    assert_int_equal(s->out.n, 0); /* nor is one asked for */
    scan(s, "J9-005");
    assert_string_equal(asked(s, 0, CMD_TOAST)->text, "No names are kept at a session with pupils");
    play_end(s);
}

static void the_list_is_asked_for_once(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_list_loads(&s->f);
    play_show(s, "list", 2);
    stage_send(s, (struct ui_msg){.id = MSG_ENTERED});
    assert_int_equal(asked(s, 0, CMD_LOAD_ROSTER)->ref, 2);
    assert_reads(s, "Opening the list");
    stage_send(s, (struct ui_msg){.id = MSG_FAILED, .arg = CMD_LOAD_ROSTER});
    assert_reads(s, "The names cannot be opened");
    play_end(s);
}

static void ten_thousand_names_show_forty(void **state) {
    (void)state;
    enum { MANY = 10000 };
    struct arena a = {0};
    struct stage *s = play_new();
    struct person *many = arena_array(&a, MANY, sizeof *many);
    for (int i = 0; i < MANY; i++) {
        many[i] = (struct person){.name = arena_printf(&a, "Person Number%05d", i),
                                  .organisation = "",
                                  .email = "",
                                  .code = ""};
        snprintf(many[i].id, sizeof many[i].id, "%016x", i);
    }
    before_no_list(&s->f);
    s->f.model.roster.people = people_build(many, MANY);
    play_show(s, "list", 2);
    assert_reads(s, "9960 more");
    assert_true(play_has(s, "in:0000000000000027"));
    assert_false(play_has(s, "in:0000000000000028"));
    search(s, "number09999");
    assert_true(play_has(s, "in:000000000000270f"));
    arena_free(&a);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_checked_in_with_one_tap),
        cmocka_unit_test(who_is_here_can_be_undone),
        cmocka_unit_test(a_search_shows_who_is_meant),
        cmocka_unit_test(a_walk_in_is_one_tap_and_may_get_a_name),
        cmocka_unit_test(three_names_stand_above_the_keys),
        cmocka_unit_test(more_than_the_room_holds_is_said),
        cmocka_unit_test(a_code_checks_in),
        cmocka_unit_test(a_code_that_comes_twice_says_when_it_came),
        cmocka_unit_test(an_unknown_code_offers_a_walk_in),
        cmocka_unit_test(the_count_pad_scans_too),
        cmocka_unit_test(pupils_have_no_list),
        cmocka_unit_test(the_list_is_asked_for_once),
        cmocka_unit_test(ten_thousand_names_show_forty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
