/* Taps, drags, glides, long presses, repeats, bounces and second thumbs. */
#include "stage.h"

#include "ui/state.h"

enum { COUNT = 1, UNDO, MORE, HELD, AWAY, QUIET, OPEN };

static struct ui_node *view_pad(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root);
    stage_button(b, col, "count", COUNT)->on_hold.id = HELD;
    stage_button(b, col, "undo", UNDO)->flags |= UI_NO_CLICK;
    stage_button(b, col, "more", MORE)->flags |= UI_REPEAT;
    stage_button(b, col, "off", QUIET)->flags |= UI_DISABLED;
    stage_field(b, col, s, "note", 0);
    if (s->flag)
        stage_button(b, stage_dialog(b, root, AWAY), "ok", OPEN);
    return root;
}

static struct ui_node *view_list(struct stage *s, struct ui_build *b);

static void a_press_shows_at_once_and_taps_at_release(void **state) {
    (void)state;
    STAGE(s, view_pad);
    stage_down(&s, 0, "count");
    assert_int_equal(s.msg.id, 0);
    assert_true(s.dirty && ui_is_pressed(s.ui, stage_node(&s, "count")));
    stage_up(&s, 0, "count");
    assert_int_equal(s.msg.id, COUNT);
    assert_false(ui_is_pressed(s.ui, stage_node(&s, "count")));
    assert_true(ui_clicked(s.ui));
    assert_false(ui_clicked(s.ui));
    assert_int_equal(stage_tap(&s, "undo"), UNDO);
    assert_false(ui_clicked(s.ui));
    assert_int_equal(stage_tap(&s, "off"), 0);
    assert_int_equal(ui_deadline(s.ui), -1);
}

static void a_finger_that_slides_off_does_not_tap(void **state) {
    (void)state;
    STAGE(s, view_pad);
    stage_down(&s, 0, "count");
    stage_touch(&s, UI_TOUCH_MOVE, 0, stage_x(&s, "undo"), stage_y(&s, "undo"));
    assert_false(ui_is_pressed(s.ui, stage_node(&s, "count")));
    assert_int_equal(ui_deadline(s.ui), -1);
    stage_up(&s, 0, "undo");
    assert_int_equal(s.messages, 0);
    stage_down(&s, 0, "count"); /* but may come back */
    stage_touch(&s, UI_TOUCH_MOVE, 0, stage_x(&s, "undo"), stage_y(&s, "undo"));
    stage_up(&s, 0, "count");
    assert_int_equal(s.msg.id, COUNT);
}

static void a_cancelled_touch_does_not_tap(void **state) {
    (void)state;
    STAGE(s, view_pad);
    stage_down(&s, 0, "count");
    stage_touch(&s, UI_TOUCH_CANCEL, 0, 0, 0);
    assert_false(ui_is_pressed(s.ui, stage_node(&s, "count")));
    stage_up(&s, 0, "count");
    assert_int_equal(s.messages, 0);
}

static void a_tap_just_beside_means_the_nearest_target(void **state) {
    (void)state;
    STAGE(s, view_pad);
    const struct ui_rect at = stage_node(&s, "count")->at;
    stage_touch(&s, UI_TOUCH_DOWN, 0, at.x + 20, at.y + at.h + 6);
    stage_touch(&s, UI_TOUCH_UP, 0, at.x + 20, at.y + at.h + 6);
    assert_int_equal(s.msg.id, COUNT);
}

static void two_strikes_in_a_moment_are_one(void **state) {
    (void)state;
    STAGE(s, view_pad);
    stage_tap(&s, "count");
    s.now += 40;
    stage_down(&s, 0, "count");
    s.now += 300; /* a finger that was lost for a moment stays on as long as it likes */
    stage_up(&s, 0, "count");
    assert_int_equal(s.messages, 1);
    s.now += 70;
    stage_down(&s, 0, "count");
    stage_up(&s, 0, "count");
    assert_int_equal(s.messages, 2);
    stage_tap(&s, "more");
    stage_down(&s, 0, "more");
    stage_up(&s, 0, "more");
    assert_int_equal(s.messages, 4);
    ui_set_double_strike(s.ui, 0);
    stage_down(&s, 0, "count");
    stage_up(&s, 0, "count");
    stage_down(&s, 0, "count");
    stage_up(&s, 0, "count");
    assert_int_equal(s.messages, 6);
}

static void a_bounce_does_not_hit_what_came_up_meanwhile(void **state) {
    (void)state;
    STAGE(s, view_pad);
    int x = stage_x(&s, "count"), y = stage_y(&s, "count");
    stage_tap(&s, "count");
    s.flag = true; /* the tap has opened a dialog */
    stage_frame(&s);
    s.now += 20;
    stage_touch(&s, UI_TOUCH_DOWN, 0, x, y);
    stage_touch(&s, UI_TOUCH_UP, 0, x, y);
    assert_int_equal(s.messages, 1);
    s.now += 200;
    stage_touch(&s, UI_TOUCH_DOWN, 0, x, y);
    stage_touch(&s, UI_TOUCH_UP, 0, x, y);
    assert_int_equal(s.msg.id, AWAY);
}

static void a_bounce_does_not_hit_the_next_screen(void **state) {
    (void)state;
    STAGE(s, view_pad);
    int x = stage_x(&s, "undo"), y = stage_y(&s, "undo");
    stage_tap(&s, "undo");
    s.view = view_list;
    ui_screen_changed(s.ui);
    stage_frame(&s);
    for (int i = 0; i < 2; i++) {
        s.now += 30;
        stage_touch(&s, UI_TOUCH_DOWN, 0, x, y);
        s.now += 10;
        stage_touch(&s, UI_TOUCH_UP, 0, x, y);
        assert_int_equal(s.messages, 1 + i); /* the second one is not soon enough any more */
    }
}

static void a_second_thumb_strikes_another_button_only(void **state) {
    (void)state;
    STAGE(s, view_pad);
    stage_down(&s, 1, "count");
    stage_down(&s, 2, "undo");
    assert_true(ui_is_pressed(s.ui, stage_node(&s, "count")));
    assert_true(ui_is_pressed(s.ui, stage_node(&s, "undo")));
    stage_down(&s, 3, "more"); /* a palm */
    stage_up(&s, 3, "more");
    assert_int_equal(s.messages, 0);
    stage_up(&s, 2, "undo");
    assert_int_equal(s.msg.id, UNDO);
    stage_down(&s, 2, "count");
    stage_up(&s, 2, "count");
    assert_int_equal(s.messages, 1);
    stage_down(&s, 2, "note");
    stage_up(&s, 2, "note");
    assert_null(ui_focus(s.ui));
    stage_up(&s, 1, "count");
    assert_int_equal(s.msg.id, COUNT);
}

static void a_long_press_is_no_tap(void **state) {
    (void)state;
    STAGE(s, view_pad);
    stage_down(&s, 0, "count");
    assert_int_equal(ui_deadline(s.ui), s.now + UI_HOLD_MS);
    assert_int_equal(stage_tick(&s, UI_HOLD_MS - 1), 0);
    assert_int_equal(stage_tick(&s, 1), HELD);
    assert_int_equal(ui_deadline(s.ui), -1);
    stage_up(&s, 0, "count");
    assert_int_equal(s.messages, 1);
}

static void a_held_button_repeats(void **state) {
    (void)state;
    STAGE(s, view_pad);
    stage_down(&s, 0, "more");
    assert_int_equal(stage_tick(&s, UI_HOLD_MS), MORE);
    assert_int_equal(stage_tick(&s, UI_REPEAT_MS - 1), 0);
    assert_int_equal(stage_tick(&s, 1), MORE);
    assert_int_equal(stage_tick(&s, 10 * UI_REPEAT_MS), MORE); /* late, but no burst */
    assert_int_equal(stage_tick(&s, 0), 0);
    stage_up(&s, 0, "more");
    assert_int_equal(s.messages, 3);
    assert_int_equal(ui_deadline(s.ui), -1);
}

static void a_dialog_takes_all_touches(void **state) {
    (void)state;
    STAGE(s, view_pad);
    s.flag = true;
    stage_frame(&s);
    assert_int_equal(stage_tap(&s, "ok"), OPEN);
    const struct ui_node *card = stage_node(&s, "dialog")->first;
    s.now += 200;
    stage_touch(&s, UI_TOUCH_DOWN, 0, card->at.x + 20, card->at.y + card->at.h - 20);
    stage_touch(&s, UI_TOUCH_UP, 0, card->at.x + 20, card->at.y + card->at.h - 20);
    assert_int_equal(s.msg.id, 0);
    stage_touch(&s, UI_TOUCH_DOWN, 0, 10, 10); /* over "count" below the veil */
    stage_touch(&s, UI_TOUCH_UP, 0, 10, 10);
    assert_int_equal(s.msg.id, AWAY);
    stage_touch(&s, UI_TOUCH_DOWN, 0, 10, 10);
    s.flag = false; /* closed by something else while the finger was down */
    stage_frame(&s);
    stage_touch(&s, UI_TOUCH_UP, 0, 10, 10);
    assert_int_equal(s.msg.id, 0);
}

static struct ui_node *view_toast(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root);
    stage_button(b, col, "count", COUNT);
    if (s->flag) {
        struct ui_node *toast = ui_col(b, ui_col(b, root, 0), 0);
        toast->box.h = 64;
        toast->box.fill = UI_ink;
    }
    return root;
}

static void what_lies_over_a_button_covers_it(void **state) {
    (void)state;
    STAGE(s, view_toast);
    assert_int_equal(stage_tap(&s, "count"), COUNT);
    s.flag = true;
    stage_frame(&s);
    assert_int_equal(stage_tap(&s, "count"), 0);
}

static void a_press_on_what_is_gone_is_forgotten(void **state) {
    (void)state;
    STAGE(s, view_pad);
    int x = stage_x(&s, "count"), y = stage_y(&s, "count");
    stage_down(&s, 0, "count");
    s.view = view_toast;
    stage_frame(&s); /* it has a "count" too: the same node to the kit */
    assert_true(ui_is_pressed(s.ui, stage_node(&s, "count")));
    s.view = view_pad;
    s.flag = true;
    stage_frame(&s);
    assert_false(ui_is_pressed(s.ui, stage_node(&s, "count")));
    assert_int_equal(ui_deadline(s.ui), -1);
    stage_touch(&s, UI_TOUCH_UP, 0, x, y);
    assert_int_equal(s.messages, 0);
}

static struct ui_node *view_list(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root);
    stage_button(b, col, "back", COUNT);
    struct ui_node *list = ui_scroll(b, col, "list");
    list->flags |= UI_GROW;
    for (int i = 0; i < (s->flag ? 2 : 60); i++)
        stage_button(b, list, arena_printf(b->frame, "row%d", i), 100 + i)->on_hold.id = HELD;
    return root;
}

static int offset(struct stage *s) {
    return ui_scroll_state(s->ui, "list")->offset;
}

/* From the middle of the list `by` pixels up in `ms`, in ten steps, without letting go. */
static void drag(struct stage *s, int by, int ms) {
    stage_touch(s, UI_TOUCH_DOWN, 0, 300, 300);
    for (int i = 1; i <= 10; i++) {
        s->now += ms / 10;
        stage_touch(s, UI_TOUCH_MOVE, 0, 300, 300 - by * i / 10);
    }
}

static void a_drag_scrolls_and_sends_no_tap(void **state) {
    (void)state;
    STAGE(s, view_list);
    stage_touch(&s, UI_TOUCH_DOWN, 0, 300, 300);
    stage_touch(&s, UI_TOUCH_MOVE, 0, 300, 290); /* fingers tremble */
    assert_int_equal(offset(&s), 0);
    stage_touch(&s, UI_TOUCH_MOVE, 0, 300, 280);
    stage_touch(&s, UI_TOUCH_MOVE, 0, 300, 200);
    assert_int_equal(offset(&s), 80);
    s.now += 500; /* it rests before it lets go: no glide */
    stage_touch(&s, UI_TOUCH_UP, 0, 300, 200);
    assert_int_equal(s.messages, 0);
    assert_int_equal(ui_deadline(s.ui), -1);
    stage_touch(&s, UI_TOUCH_DOWN, 0, 300, 300);
    stage_touch(&s, UI_TOUCH_UP, 0, 300, 295);
    assert_int_equal(s.messages, 1);
}

static void a_list_that_fits_does_not_drag(void **state) {
    (void)state;
    STAGE(s, view_list);
    s.flag = true;
    stage_frame(&s);
    int x = stage_x(&s, "row0"), y = stage_y(&s, "row0");
    stage_touch(&s, UI_TOUCH_DOWN, 0, x, y);
    stage_touch(&s, UI_TOUCH_UP, 0, x, y + 20);
    assert_int_equal(s.msg.id, 100);
}

/* Lets go `late` after the last move, and looks every `ms`. Where does it come to rest? */
static int glide_to(struct stage *s, int late, int ms) {
    drag(s, 200, 100);
    s->now += late;
    stage_touch(s, UI_TOUCH_UP, 0, 300, 100);
    int64_t began = s->now;
    while (ui_deadline(s->ui) >= 0) {
        assert_true(s->now - began < 5000);
        stage_tick(s, ms);
    }
    return offset(s);
}

static void a_glide_ends_at_a_place_that_ticks_do_not_change(void **state) {
    (void)state;
    STAGE(a, view_list);
    STAGE(b, view_list);
    int end = glide_to(&a, 0, 16);
    assert_true(end > 400);
    assert_int_equal(glide_to(&b, 10, 700), end);
    drag(&a, -170, 20); /* and stops at the top */
    stage_touch(&a, UI_TOUCH_UP, 0, 300, 470);
    while (ui_deadline(a.ui) >= 0)
        stage_tick(&a, 16);
    assert_int_equal(offset(&a), 0);
}

static void a_touch_catches_a_glide(void **state) {
    (void)state;
    STAGE(s, view_list);
    drag(&s, 200, 100);
    stage_touch(&s, UI_TOUCH_UP, 0, 300, 100);
    stage_tick(&s, 50);
    int caught = offset(&s);
    stage_touch(&s, UI_TOUCH_DOWN, 0, 300, 300);
    assert_int_equal(ui_deadline(s.ui), -1);
    for (const struct ui_node *n = s.root; n; n = ui_next(s.root, n))
        assert_false(ui_is_pressed(s.ui, n));
    assert_int_equal(stage_tick(&s, UI_HOLD_MS), 0);
    stage_touch(&s, UI_TOUCH_UP, 0, 300, 300);
    assert_int_equal(s.messages, 0);
    assert_int_equal(offset(&s), caught);
}

static void the_wheel_scrolls_what_is_under_it(void **state) {
    (void)state;
    STAGE(s, view_list);
    s.dirty = false;
    stage_take(&s, ui_wheel(s.ui, 300, 300, -2, s.now, &s.dirty));
    assert_int_equal(offset(&s), 2 * UI_WHEEL_UNITS);
    stage_take(&s, ui_wheel(s.ui, 300, 300, 1, s.now, &s.dirty));
    assert_int_equal(offset(&s), UI_WHEEL_UNITS);
    s.dirty = false;
    stage_take(&s, ui_wheel(s.ui, 300, 10, -1, s.now, &s.dirty));
    assert_false(s.dirty);
}

static void a_lost_release_does_not_block(void **state) {
    (void)state;
    STAGE(s, view_pad);
    stage_down(&s, 0, "count");
    stage_down(&s, 0, "undo");
    assert_false(ui_is_pressed(s.ui, stage_node(&s, "count")));
    stage_up(&s, 0, "undo");
    assert_int_equal(s.msg.id, UNDO);
    stage_down(&s, 1, "count");
    stage_down(&s, 2, "undo");
    stage_down(&s, 2, "more");
    stage_up(&s, 2, "more");
    assert_int_equal(s.msg.id, MORE);
}

static void a_dragging_hand_has_no_second_thumb(void **state) {
    (void)state;
    STAGE(s, view_list);
    drag(&s, 100, 100);
    stage_down(&s, 1, "back");
    stage_up(&s, 1, "back");
    assert_int_equal(s.messages, 0);
}

static void a_long_press_does_not_become_a_drag(void **state) {
    (void)state;
    STAGE(s, view_list);
    stage_touch(&s, UI_TOUCH_DOWN, 0, 300, 300);
    assert_int_equal(stage_tick(&s, UI_HOLD_MS), HELD);
    stage_touch(&s, UI_TOUCH_MOVE, 0, 300, 250);
    stage_touch(&s, UI_TOUCH_MOVE, 0, 300, 200);
    assert_int_equal(offset(&s), 0);
    stage_touch(&s, UI_TOUCH_UP, 0, 300, 200);
    stage_touch(&s, UI_TOUCH_DOWN, 0, 300, 300);
    stage_touch(&s, UI_TOUCH_MOVE, 0, 300, 250);
    assert_int_equal(stage_tick(&s, UI_HOLD_MS), 0); /* nor a drag a long press */
}

static void a_list_may_go_while_it_is_dragged(void **state) {
    (void)state;
    STAGE(s, view_list);
    drag(&s, 100, 100);
    s.view = view_pad;
    stage_frame(&s);
    stage_touch(&s, UI_TOUCH_MOVE, 0, 300, 100);
    stage_touch(&s, UI_TOUCH_UP, 0, 300, 100);
    assert_int_equal(ui_deadline(s.ui), -1);
    s.view = view_list;
    stage_frame(&s);
    glide_to(&s, 0, 16);
    drag(&s, 100, 100);
    stage_touch(&s, UI_TOUCH_UP, 0, 300, 200);
    s.view = view_pad;
    stage_frame(&s);
    assert_int_equal(ui_deadline(s.ui), -1);
}

static void any_key_stops_a_glide(void **state) {
    (void)state;
    STAGE(s, view_list);
    drag(&s, 100, 100);
    stage_touch(&s, UI_TOUCH_UP, 0, 300, 200);
    stage_key(&s, UI_KEY_TAB);
    assert_int_equal(ui_deadline(s.ui), -1);
    assert_true(ui_shows_focus(s.ui, stage_node(&s, "back")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_press_shows_at_once_and_taps_at_release),
        cmocka_unit_test(a_finger_that_slides_off_does_not_tap),
        cmocka_unit_test(a_cancelled_touch_does_not_tap),
        cmocka_unit_test(a_tap_just_beside_means_the_nearest_target),
        cmocka_unit_test(two_strikes_in_a_moment_are_one),
        cmocka_unit_test(a_bounce_does_not_hit_what_came_up_meanwhile),
        cmocka_unit_test(a_bounce_does_not_hit_the_next_screen),
        cmocka_unit_test(a_second_thumb_strikes_another_button_only),
        cmocka_unit_test(a_long_press_is_no_tap),
        cmocka_unit_test(a_held_button_repeats),
        cmocka_unit_test(a_dialog_takes_all_touches),
        cmocka_unit_test(what_lies_over_a_button_covers_it),
        cmocka_unit_test(a_press_on_what_is_gone_is_forgotten),
        cmocka_unit_test(a_drag_scrolls_and_sends_no_tap),
        cmocka_unit_test(a_list_that_fits_does_not_drag),
        cmocka_unit_test(a_glide_ends_at_a_place_that_ticks_do_not_change),
        cmocka_unit_test(a_touch_catches_a_glide),
        cmocka_unit_test(the_wheel_scrolls_what_is_under_it),
        cmocka_unit_test(a_lost_release_does_not_block),
        cmocka_unit_test(a_dragging_hand_has_no_second_thumb),
        cmocka_unit_test(a_long_press_does_not_become_a_drag),
        cmocka_unit_test(a_list_may_go_while_it_is_dragged),
        cmocka_unit_test(any_key_stops_a_glide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
