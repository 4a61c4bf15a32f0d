/* The start screen while nobody touches it: what it shows in turn, and that its picture does not
 * stand still for days. What it offers is in test_entry.c and test_forms.c. */
#include "play.h"

enum { TICK = 12000, MINUTE = 5 * TICK };

/* The next moment that it waits for comes. */
static int64_t wait_for_it(struct stage *s) {
    struct model *m = &s->f.model;
    int64_t before = m->now, due = s->def->due(s->state, m);
    assert_true(due > before);
    m->now = due;
    play_result(s, MSG_DUE, 0, 0);
    return due - before;
}

static void wait_ticks(struct stage *s, int n) {
    for (int i = 0; i < n; i++)
        wait_for_it(s);
}

static struct stage *with_replies_on(int w, int h, int64_t now) {
    struct stage *s = play_new();
    s->env.w = w;
    s->env.h = h;
    before_reply(&s->f);
    fixture_help(&s->f, "");
    s->f.model.on_journey = false;
    s->f.model.now = now;
    play_show(s, "attract", 0);
    return s;
}

static struct stage *with_replies(void) {
    return with_replies_on(800, 480, 0);
}

static void what_it_has_to_say_comes_in_turn(void **state) {
    (void)state;
    struct stage *s = with_replies();
    for (int round = 0; round < 2; round++) {
        assert_reads(s, "You said · Borehamwood");
        assert_reads(s, "“Too dark behind the shops in Leeming Road.”");
        assert_reads(s, "We did");
        assert_int_equal(wait_for_it(s), TICK);
        assert_reads(s, "Mopeds race");
        assert_false(play_reads(s, "Borehamwood"));
        wait_for_it(s);
        assert_reads(s, "Crimestoppers");
        assert_reads(s, "0800 555 111");
        wait_for_it(s);
    }
    play_end(s);
}

static void what_is_on_later_comes_first(void **state) {
    (void)state;
    struct stage *s = play_new();
    fixture_replies(&s->f, 1);
    play_show(s, "attract", 0);
    assert_reads(s, "Gangs and county lines, professionals");
    wait_for_it(s);
    assert_reads(s, "You said");
    wait_for_it(s);
    assert_reads(s, "Later today");
    play_end(s);
}

static void a_reply_goes_after_its_last_day(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_reply(&s->f);
    s->f.model.today = (struct date){2019, 2, 10};
    play_show(s, "attract", 0);
    assert_false(play_reads(s, "Borehamwood"));
    assert_reads(s, "Mopeds race");
    play_end(s);
}

static void a_stale_number_is_not_shown(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_attract_card(&s->f);
    s->f.model.today = (struct date){2019, 7, 1};
    play_show(s, "attract", 0);
    assert_false(play_reads(s, "0800"));
    assert_reads(s, "please ask a member of staff");
    play_end(s);
}

static void a_new_kiosk_has_nothing_to_say(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_first_start(&s->f);
    fixture_replies(&s->f, 1);
    play_show(s, "attract", 0);
    assert_false(play_reads(s, "You said"));
    play_end(s);
}

static void with_one_thing_to_say_it_wakes_once_a_minute(void **state) {
    (void)state;
    struct stage *s = play("attract", 0);
    assert_int_equal(wait_for_it(s), MINUTE);
    assert_int_equal(wait_for_it(s), MINUTE);
    play_end(s);
}

/* Each step moves all words by two units at most, and eight lead back. */
static void the_words_move_a_little_each_minute(void **state) {
    (void)state;
    struct stage *s = play("attract", 0);
    struct ui_rect was = play_node(s, "staff")->at, first = was;
    for (int i = 0; i < 8; i++) {
        wait_for_it(s);
        struct ui_rect now = play_node(s, "staff")->at;
        int dx = abs(now.x - was.x), dy = abs(now.y - was.y);
        assert_true(dx + dy == 2);
        assert_int_equal(now.w, was.w);
        assert_true(abs(now.x - first.x) <= 4 && abs(now.y - first.y) <= 4);
        was = now;
    }
    assert_memory_equal(&was, &first, sizeof was);
    play_end(s);
}

static void a_turn_moves_nothing_else(void **state) {
    (void)state;
    for (int upright = 0; upright < 2; upright++) {
        struct stage *s = with_replies_on(upright ? 480 : 800, upright ? 800 : 480, 0);
        struct ui_rect say = play_node(s, "say")->at, staff = play_node(s, "staff")->at;
        for (int i = 0; i < 4; i++) {
            assert_memory_equal(&play_node(s, "say")->at, &say, sizeof say);
            assert_memory_equal(&play_node(s, "staff")->at, &staff, sizeof staff);
            wait_for_it(s);
        }
        play_end(s);
    }
}

static void the_halves_change_places(void **state) {
    (void)state;
    struct stage *s = with_replies();
    assert_true(play_node(s, "say")->at.x < 400);
    wait_ticks(s, 49);
    assert_true(play_node(s, "say")->at.x < 400);
    wait_ticks(s, 1);
    assert_true(play_node(s, "say")->at.x > 300);
    assert_true(play_node(s, "staff")->at.x < 300);
    wait_ticks(s, 50);
    assert_true(play_node(s, "say")->at.x < 400);
    play_end(s);
}

static void nothing_moves_under_a_finger(void **state) {
    (void)state;
    struct stage *s = with_replies();
    wait_ticks(s, 50);
    struct ui_rect was = play_node(s, "say")->at;
    s->f.model.now += TICK - 1;
    s->f.model.touched = s->f.model.now;
    play_look(s);
    assert_memory_equal(&play_node(s, "say")->at, &was, sizeof was);
    s->f.model.now += 1; /* the tick that would have been due */
    play_result(s, MSG_DUE, 0, 0);
    assert_memory_equal(&play_node(s, "say")->at, &was, sizeof was);
    assert_int_equal(s->def->due(s->state, &s->f.model), s->f.model.touched + TICK);
    play_tap(s, "say");
    assert_non_null(asked(s, 0, CMD_JOURNEY));
    play_end(s);
}

static void whenever_it_comes_up_it_is_new(void **state) {
    (void)state;
    struct stage *s = with_replies(), *later = with_replies_on(800, 480, 57 * TICK + 1);
    assert_reads(later, "Borehamwood");
    assert_memory_equal(&play_node(s, "say")->at, &play_node(later, "say")->at,
                        sizeof(struct ui_rect));
    play_end(later);
    play_end(s);
}

static void a_language_goes_with_who_chose_it(void **state) {
    (void)state;
    struct stage *s = with_replies();
    STR_COPY(s->f.model.language, "pl");
    s->f.model.touched = s->f.model.now;
    int64_t waited = 0;
    while (s->out.n == 0 && waited < 60000)
        waited += wait_for_it(s);
    assert_string_equal(asked(s, 0, CMD_LANGUAGE)->text, "");
    assert_int_equal(waited, 45000);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_has_to_say_comes_in_turn),
        cmocka_unit_test(what_is_on_later_comes_first),
        cmocka_unit_test(a_reply_goes_after_its_last_day),
        cmocka_unit_test(a_stale_number_is_not_shown),
        cmocka_unit_test(a_new_kiosk_has_nothing_to_say),
        cmocka_unit_test(with_one_thing_to_say_it_wakes_once_a_minute),
        cmocka_unit_test(the_words_move_a_little_each_minute),
        cmocka_unit_test(a_turn_moves_nothing_else),
        cmocka_unit_test(the_halves_change_places),
        cmocka_unit_test(nothing_moves_under_a_finger),
        cmocka_unit_test(whenever_it_comes_up_it_is_new),
        cmocka_unit_test(a_language_goes_with_who_chose_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
