/* What a scanner reads, on every staff screen of a session: the same everywhere. */
#include "play.h"

#include <stdio.h>

#include "screens/alter.h"
#include "screens/scanned.h"

static void scan(struct stage *s, const char *code) {
    stage_send(s, (struct ui_msg){.id = MSG_SCANNED, .text = code});
}

static void end(struct stage *s) {
    arena_free(&s->f.model.tape.arena);
    play_end(s);
}

/* The afternoon's training, with its list, at a screen. */
static struct stage *at(const char *screen) {
    struct stage *s = play_new();
    before_list(&s->f);
    play_show(s, screen, 2);
    return s;
}

static void assert_says(const struct stage *s, size_t i, const char *words) {
    assert_string_equal(asked(s, i, CMD_TOAST)->text, words);
}

static const char *const places[] = {"today",   "session", "list",  "count",   "tape", "tally",
                                     "closing", "dispute", "alter", "confirm", NULL};

static void a_code_is_the_same_everywhere(void **state) {
    (void)state;
    for (const char *const *place = places; *place != NULL; place++) {
        struct stage *s = at(*place);
        assert_true(s->def->scans);
        scan(s, "j9-003");
        assert_int_equal(asked(s, 0, CMD_CHECK_IN)->ref, 2);
        assert_string_equal(asked(s, 0, CMD_CHECK_IN)->text, "00000000000000a3");
        assert_says(s, 1, "Checked in \u00b7 Joan Ross");
        scan(s, "J9-005");
        assert_int_equal(s->out.n, 1);
        assert_says(s, 0, "Already here since 13:22 \u00b7 Rosalind K.");
        scan(s, "X99");
        assert_asks_nothing(s);
        assert_reads(s, "This code is not on the list");
        assert_reads(s, "The scanner read X99.");
        play_tap(s, "scanned-walk-in");
        assert_int_equal(asked(s, 0, CMD_WALK_IN)->ref, 2);
        assert_false(play_has(s, "scanned-walk-in"));
        scan(s, "X99");
        scan(s, "J9-006"); /* the next in the queue answers the question */
        assert_string_equal(asked(s, 0, CMD_CHECK_IN)->text, "00000000000000a6");
        assert_false(play_has(s, "scanned-walk-in"));
        end(s);
    }
}

/* A screen that has neither tape nor list asks for both, and the code waits. */
static void a_code_waits_for_its_list(void **state) {
    (void)state;
    for (const char *const *place = places; *place != NULL; place++) {
        struct stage *s = at(*place);
        struct model *m = &s->f.model;
        int64_t tape = m->tape.session, roster = m->roster.session;
        m->tape.session = m->roster.session = 0;
        play_look(s);
        scan(s, "J9-003");
        assert_int_equal(asked(s, 0, CMD_LOAD_TAPE)->ref, 2);
        assert_int_equal(asked(s, 1, CMD_LOAD_ROSTER)->ref, 2);
        assert_int_equal(s->out.n, 2);
        scan(s, "J9-006");
        assert_says(s, 0, "The list is being opened: scan this code again");
        m->tape.session = tape;
        play_result(s, MSG_TAPE, 0, 2);
        for (size_t i = 0; i < s->out.n; i++)
            assert_int_not_equal(s->out.cmd[i].kind, CMD_CHECK_IN);
        m->roster.session = roster;
        play_result(s, MSG_ROSTER, 0, 2);
        assert_string_equal(asked(s, 0, CMD_CHECK_IN)->text, "00000000000000a3");
        play_result(s, MSG_ROSTER, 0, 2);
        assert_asks_nothing(s); /* once */
        end(s);
    }
}

static void names_that_cannot_be_opened_are_said(void **state) {
    (void)state;
    struct stage *s = at("tape");
    s->f.model.roster.session = 0;
    scan(s, "J9-003");
    play_result(s, MSG_FAILED, CMD_LOAD_ROSTER, 0);
    assert_says(s, 0, "The names cannot be opened: lock the kiosk and type your code again");
    s->f.model.roster.session = 2;
    play_result(s, MSG_ROSTER, 0, 2);
    assert_asks_nothing(s);
    end(s);
}

static void coming_back_to_a_screen_forgets_the_code(void **state) {
    (void)state;
    struct stage *s = at("today");
    s->f.model.roster.session = 0;
    scan(s, "J9-003");
    play_result(s, MSG_ENTERED, 0, 0);
    s->f.model.roster.session = 2;
    play_result(s, MSG_ROSTER, 0, 2);
    assert_asks_nothing(s);
    end(s);
}

static void where_a_code_does_nothing_it_is_said(void **state) {
    (void)state;
    struct stage *s = at("session");
    s->f.session[2].life = LIFE_NEW;
    scan(s, "J9-003");
    assert_says(s, 0, "Open the session first, then scan the code");
    s->f.session[2].life = LIFE_CLOSED;
    scan(s, "J9-003");
    assert_says(s, 0, "This session is closed: reopen it, then scan the code");
    end(s);
    s = play_new();
    before_no_list(&s->f);
    play_show(s, "count", 2);
    scan(s, "J9-003");
    assert_says(s, 0, "This session has no list: a code cannot check anybody in");
    assert_int_equal(s->out.n, 1);
    end(s);
    s = play("closing", 1);
    scan(s, "J9-003");
    assert_says(s, 0, "No names are kept at a session with pupils");
    assert_int_equal(s->out.n, 1);
    end(s);
}

static void the_days_list_finds_the_session(void **state) {
    (void)state;
    struct stage *s = at("today");
    s->f.session[1].life = LIFE_OPEN; /* of pupils: it cannot be meant */
    scan(s, "J9-003");
    assert_int_equal(asked(s, 0, CMD_CHECK_IN)->ref, 2);
    s->f.session[0].life = LIFE_OPEN;
    scan(s, "J9-006");
    assert_asks_nothing(s);
    assert_reads(s, "Which session is this code for?");
    assert_false(play_has(s, "at:1"));
    play_tap(s, "at:2");
    assert_string_equal(asked(s, 0, CMD_CHECK_IN)->text, "00000000000000a6");
    scan(s, "J9-006");
    play_tap(s, "away");
    assert_asks_nothing(s);
    assert_false(play_has(s, "at:2"));
    s->f.session[0].life = s->f.session[2].life = LIFE_NEW;
    scan(s, "J9-003");
    assert_says(s, 0, "No names are kept at a session with pupils");
    s->f.session[1].life = LIFE_NEW;
    scan(s, "J9-003");
    assert_says(s, 0, "Open the session first, then scan the code");
    end(s);
}

/* The scanner's keys were keys to the field as well. */
static void a_note_keeps_no_code(void **state) {
    (void)state;
    struct stage *s = at("closing");
    play_tap(s, "note");
    play_type(s, "field", "Doors late J9-003");
    scan(s, "J9-003");
    assert_string_equal(asked(s, 0, CMD_CHECK_IN)->text, "00000000000000a3");
    assert_string_equal(play_node(s, "field")->value, "Doors late ");
    char text[] = "a J9-003b";
    scanned_cut(text, "X99");
    assert_string_equal(text, "a J9-003b");
    scanned_cut(text, "J9-003");
    assert_string_equal(text, "a b");
    end(s);
}

/* A number takes the digits of a code until it is full, initials its letters. */
static void a_number_keeps_no_code(void **state) {
    (void)state;
    struct stage *s = at("dispute");
    play_type(s, "field", "2189003");
    scan(s, "J9-003");
    assert_string_equal(play_node(s, "field")->value, "218");
    play_type(s, "field", "21");
    play_tap(s, "holds:third");
    play_type(s, "again", "1749003");
    scan(s, "J9-003");
    assert_string_equal(play_node(s, "again")->value, "174");
    play_tap(s, "back");
    assert_string_equal(play_node(s, "field")->value, "21");
    end(s);
    static const struct {
        const char *typed, *left;
    } cut[] = {
        {"218123", "218"},    /* all of it */
        {"4321812", "43218"}, /* the field was full */
        {"21812", "21812"},   /* it was not: these were typed by hand */
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        char text[8];
        snprintf(text, sizeof text, "%s", cut[i].typed);
        scanned_cut_digits(text, sizeof text, "A1-23");
        assert_string_equal(text, cut[i].left);
    }
}

static void a_reason_and_a_date_keep_no_code(void **state) {
    (void)state;
    struct stage *s = at("alter");
    play_tap(s, "own");
    play_type(s, "field", "Fire J9-003alarm");
    scan(s, "J9-003");
    assert_string_equal(play_node(s, "field")->value, "Fire alarm");
    end(s);
    s = play_new();
    before_list(&s->f);
    stage_show(s, "alter", (struct ui_msg){.id = ALTER_MOVE, .ref = 2});
    play_type(s, "month", "39003");
    scan(s, "J9-003");
    assert_string_equal(play_node(s, "month")->value, "3");
    end(s);
}

static void initials_keep_no_code(void **state) {
    (void)state;
    struct stage *s = play("confirm", 1);
    play_tap(s, "initials");
    play_type(s, "field", "AB");
    play_type(s, "field", "ABJX9-003");
    assert_string_equal(play_node(s, "field")->value, "ABJX");
    scan(s, "jx9-003");
    assert_string_equal(play_node(s, "field")->value, "AB");
    end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_the_same_everywhere),
        cmocka_unit_test(a_code_waits_for_its_list),
        cmocka_unit_test(names_that_cannot_be_opened_are_said),
        cmocka_unit_test(coming_back_to_a_screen_forgets_the_code),
        cmocka_unit_test(where_a_code_does_nothing_it_is_said),
        cmocka_unit_test(the_days_list_finds_the_session),
        cmocka_unit_test(a_note_keeps_no_code),
        cmocka_unit_test(a_number_keeps_no_code),
        cmocka_unit_test(a_reason_and_a_date_keep_no_code),
        cmocka_unit_test(initials_keep_no_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
