/* What outlives a frame: focus and scroll offsets by key, and that the gone are forgotten. */
#include "../base/mapping.h"
#include "stage.h"

#include "ui/state.h"

enum { GO = 1, AWAY };

static struct ui_node *view_list(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root);
    stage_button(b, col, "back", GO);
    struct ui_node *list = ui_scroll(b, col, "list");
    bool low = s->value[0][0] == 'l';
    list->flags |= low ? 0 : UI_GROW;
    list->box.h = low ? 150 : 0;
    for (int i = 0; i < (s->flag ? 2 : 20); i++)
        stage_button(b, list, arena_printf(b->frame, "row%d", i), 100 + i);
    return root;
}

static int offset(struct stage *s) {
    return ui_scroll_state(s->ui, "list")->offset;
}

static void scroll_offset_survives_a_frame_and_is_clamped(void **state) {
    (void)state;
    STAGE(s, view_list);
    bool dirty = false;
    int row = stage_node(&s, "row3")->at.y;
    assert_true(ui_scroll_set(s.ui, "list", 100));
    stage_frame(&s);
    assert_int_equal(stage_node(&s, "row3")->at.y, row - 100);
    ui_scroll_set(s.ui, "list", 100000);
    stage_frame(&s);
    const struct ui_node *list = stage_node(&s, "list"), *last = stage_node(&s, "row19");
    assert_int_equal(last->at.y + last->at.h, list->at.y + list->at.h);
    s.flag = true; /* the list becomes shorter than the screen */
    stage_frame(&s);
    assert_int_equal(offset(&s), 0);
    struct ui_rect thumb;
    assert_false(ui_scroll_bar(s.ui, stage_node(&s, "list"), &thumb, NULL));
    ui_scroll_to(s.ui, "row1", &dirty);
    assert_false(dirty);
}

static void scroll_bar_goes_from_top_to_bottom(void **state) {
    (void)state;
    STAGE(s, view_list);
    s.value[0][0] = 'l';
    stage_frame(&s);
    const struct ui_node *list = stage_node(&s, "list");
    struct ui_rect top, bottom;
    assert_true(ui_scroll_bar(s.ui, list, &top, NULL));
    ui_scroll_set(s.ui, "list", 100000);
    assert_true(ui_scroll_bar(s.ui, list, &bottom, NULL));
    assert_int_equal(top.y - list->at.y, list->at.y + list->at.h - bottom.y - bottom.h);
    assert_int_equal(top.h, bottom.h);
    assert_true(top.x > 780 && top.x + top.w <= 800);
    s.env.rtl = true;
    stage_frame(&s);
    assert_true(ui_scroll_bar(s.ui, stage_node(&s, "list"), &top, NULL));
    assert_true(top.x < 10);
    assert_false(ui_scroll_bar(NULL, list, &top, NULL));
}

static void scroll_to_brings_a_row_into_view(void **state) {
    (void)state;
    STAGE(s, view_list);
    bool dirty = false;
    assert_false(ui_is_visible(stage_node(&s, "row15")));
    ui_scroll_to(s.ui, "row15", &dirty);
    assert_true(dirty);
    stage_frame(&s);
    assert_int_equal(stage_node(&s, "row15")->clip.h, stage_node(&s, "row15")->at.h);
    ui_scroll_to(s.ui, "row0", &dirty);
    stage_frame(&s);
    assert_int_equal(offset(&s), 0);
    dirty = false;
    ui_scroll_to(s.ui, "nowhere", &dirty);
    assert_false(dirty);
}

static void a_new_screen_forgets_offsets(void **state) {
    (void)state;
    STAGE(s, view_list);
    ui_scroll_set(s.ui, "list", 100);
    ui_screen_changed(s.ui);
    stage_frame(&s);
    assert_int_equal(offset(&s), 0);
}

static void no_touch_reaches_the_old_screen(void **state) {
    (void)state;
    STAGE(s, view_list);
    int x = stage_x(&s, "back"), y = stage_y(&s, "back");
    bool dirty = false;
    ui_screen_changed(s.ui);
    ui_touch(s.ui, UI_TOUCH_DOWN, 0, x, y, 2000, &dirty);
    assert_int_equal(ui_touch(s.ui, UI_TOUCH_UP, 0, x, y, 2100, &dirty).id, 0);
    assert_int_equal(ui_press_key(s.ui, UI_KEY_ESCAPE, 2200, &dirty).id, 0);
    assert_int_equal(ui_input(s.ui, "x", 2300, &dirty).id, 0);
    assert_false(dirty);
}

static struct ui_node *view_form(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root);
    stage_field(b, col, s, "first", 0);
    stage_field(b, col, s, "second", 1)->flags |= UI_AUTOFOCUS;
    stage_button(b, col, "go", GO);
    if (s->flag) {
        struct ui_node *card = stage_dialog(b, root, AWAY);
        stage_field(b, card, s, "third", 2)->flags |= UI_AUTOFOCUS;
        stage_button(b, card, "ok", GO);
    }
    return root;
}

static void autofocus_is_taken_when_the_screen_opens(void **state) {
    (void)state;
    STAGE(s, view_form);
    assert_string_equal(ui_focus(s.ui), "second");
    ui_set_focus(s.ui, "first");
    stage_frame(&s);
    assert_string_equal(ui_focus(s.ui), "first");
    ui_set_focus(s.ui, NULL);
    stage_frame(&s);
    assert_null(ui_focus(s.ui));
}

static void a_dialog_takes_the_focus_and_gives_it_back(void **state) {
    (void)state;
    STAGE(s, view_form);
    ui_set_focus(s.ui, "first");
    s.flag = true;
    stage_frame(&s);
    assert_string_equal(ui_focus(s.ui), "third");
    s.flag = false;
    stage_frame(&s);
    assert_string_equal(ui_focus(s.ui), "first");
}

static void focus_may_be_wished_before_its_node_is_there(void **state) {
    (void)state;
    STAGE(s, view_form);
    ui_set_focus(s.ui, "ok");
    s.flag = true;
    stage_frame(&s);
    assert_string_equal(ui_focus(s.ui), "ok");
}

static void a_lost_focus_looks_for_another(void **state) {
    (void)state;
    STAGE(s, view_form);
    ui_set_focus(s.ui, "first");
    s.view = view_list;
    stage_frame(&s);
    assert_null(ui_focus(s.ui));
    ui_set_focus(s.ui, "row1");
    s.view = view_form;
    stage_frame(&s);
    assert_string_equal(ui_focus(s.ui), "second");
}

static void the_ring_shows_after_a_key_and_on_fields_always(void **state) {
    (void)state;
    STAGE(s, view_form);
    assert_true(ui_shows_focus(s.ui, stage_node(&s, "second")));
    ui_set_focus(s.ui, "go");
    assert_false(ui_shows_focus(s.ui, stage_node(&s, "go")));
    stage_key(&s, UI_KEY_TAB);
    stage_key(&s, UI_KEY_BACKTAB);
    assert_true(ui_shows_focus(s.ui, stage_node(&s, "go")));
    stage_tap(&s, "go");
    assert_false(ui_shows_focus(s.ui, stage_node(&s, "go")));
    assert_false(ui_shows_focus(NULL, stage_node(&s, "go")));
    ui_set_focus(s.ui, "first");
    stage_key(&s, UI_KEY_BACKTAB);
    stage_touch(&s, UI_TOUCH_DOWN, 0, 400, 470); /* a touch of nothing is one too */
    assert_false(ui_shows_focus(s.ui, stage_node(&s, "go")));
    assert_true(s.dirty);
}

static void a_dialog_takes_the_focus_that_nobody_has(void **state) {
    (void)state;
    STAGE(s, view_form);
    ui_set_focus(s.ui, NULL);
    s.flag = true;
    stage_frame(&s);
    assert_string_equal(ui_focus(s.ui), "third");
}

static struct ui_node *view_deep(struct stage *s, struct ui_build *b) {
    struct ui_node *root = view_list(s, b);
    struct ui_node *list = root->first->last;
    stage_field(b, list, s, "deep", 0)->flags |= UI_AUTOFOCUS;
    return root;
}

static void what_gets_the_focus_comes_into_view_in_the_same_frame(void **state) {
    (void)state;
    STAGE(s, view_deep);
    assert_string_equal(ui_focus(s.ui), "deep");
    assert_int_equal(stage_node(&s, "deep")->clip.h, stage_node(&s, "deep")->at.h);
}

static void a_list_that_comes_back_begins_at_its_start(void **state) {
    (void)state;
    STAGE(s, view_list);
    ui_scroll_set(s.ui, "list", 100);
    s.view = view_form;
    stage_frame(&s);
    assert_null(ui_scroll_state(s.ui, "list"));
    s.view = view_list;
    stage_frame(&s);
    assert_int_equal(offset(&s), 0);
}

static void keys_in_use_outlive_the_sweep_of_the_others(void **state) {
    (void)state;
    STAGE(s, view_list);
    assert_true(ui_scroll_set(s.ui, "list", 100));
    stage_frame(&s);
    size_t most = 0;
    for (int i = 0; i < 2000; i++) {
        ui_set_focus(s.ui, i % 2 ? "row4" : "row5");
        stage_frame(&s);
        if (s.ui->keys.used > most)
            most = s.ui->keys.used;
    }
    assert_true(mapping_has(s.ui, " dd"));
    assert_true(mapping_has(ui_focus(s.ui), " dd"));
    assert_true(most < 10000);
    assert_string_equal(ui_focus(s.ui), "row4");
    assert_int_equal(offset(&s), 100);
    ui_screen_changed(s.ui);
    assert_int_equal(s.ui->keys.used, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scroll_offset_survives_a_frame_and_is_clamped),
        cmocka_unit_test(scroll_bar_goes_from_top_to_bottom),
        cmocka_unit_test(scroll_to_brings_a_row_into_view),
        cmocka_unit_test(a_new_screen_forgets_offsets),
        cmocka_unit_test(no_touch_reaches_the_old_screen),
        cmocka_unit_test(autofocus_is_taken_when_the_screen_opens),
        cmocka_unit_test(a_dialog_takes_the_focus_and_gives_it_back),
        cmocka_unit_test(focus_may_be_wished_before_its_node_is_there),
        cmocka_unit_test(a_lost_focus_looks_for_another),
        cmocka_unit_test(the_ring_shows_after_a_key_and_on_fields_always),
        cmocka_unit_test(a_dialog_takes_the_focus_that_nobody_has),
        cmocka_unit_test(what_gets_the_focus_comes_into_view_in_the_same_frame),
        cmocka_unit_test(a_list_that_comes_back_begins_at_its_start),
        cmocka_unit_test(keys_in_use_outlive_the_sweep_of_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
