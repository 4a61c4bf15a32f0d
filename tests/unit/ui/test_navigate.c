/* Everything with keys alone: order, arrows, activating, going away, scrolling. */
#include "stage.h"

#include "ui/keys.h"
#include "ui/state.h"

enum { BACK = 1, LEFT, RIGHT, WIDE, AWAY, OK };

/* A bar, two buttons abreast, one wide below them; a text between that is no stop. */
static struct ui_node *view_page(struct stage *s, struct ui_build *b) {
    struct ui_page page = ui_page(b);
    struct ui_node *bar =
        ui_bar(b, page.body, &(struct ui_bar){.title = "T", .back = {.id = BACK}});
    (void)bar;
    struct ui_node *row = ui_row(b, page.body, 16);
    stage_button(b, row, "left", LEFT)->flags |= UI_GROW;
    stage_button(b, row, "right", RIGHT)->flags |= UI_GROW;
    ui_text(b, page.body, UI_BODY, "words");
    stage_button(b, page.body, "gone", WIDE)->flags |= UI_DISABLED;
    stage_button(b, page.body, "wide", WIDE);
    if (s->flag) {
        struct ui_node *dialog = ui_dialog(b, &page, "Sure?", (struct ui_msg){.id = AWAY});
        struct ui_node *foot = ui_dialog_foot(b, dialog);
        stage_button(b, foot, "no", AWAY);
        stage_button(b, foot, "ok", OK);
    }
    return page.root;
}

static void expect_focus(struct stage *s, enum ui_key key, const char *focus) {
    stage_key(s, key);
    assert_non_null(ui_focus(s->ui));
    assert_string_equal(ui_focus(s->ui), focus);
}

static void tab_goes_round_in_reading_order(void **state) {
    (void)state;
    STAGE(s, view_page);
    expect_focus(&s, UI_KEY_TAB, "back");
    expect_focus(&s, UI_KEY_TAB, "left");
    expect_focus(&s, UI_KEY_TAB, "right");
    expect_focus(&s, UI_KEY_TAB, "wide");
    expect_focus(&s, UI_KEY_TAB, "back");
    expect_focus(&s, UI_KEY_BACKTAB, "wide");
    expect_focus(&s, UI_KEY_BACKTAB, "right");
    assert_true(s.dirty);
}

static void backtab_without_a_focus_starts_at_the_end(void **state) {
    (void)state;
    STAGE(s, view_page);
    expect_focus(&s, UI_KEY_BACKTAB, "wide");
}

static void tab_stays_in_a_dialog(void **state) {
    (void)state;
    STAGE(s, view_page);
    ui_set_focus(s.ui, "left");
    s.flag = true;
    stage_frame(&s);
    assert_null(ui_focus(s.ui));
    expect_focus(&s, UI_KEY_TAB, "no");
    expect_focus(&s, UI_KEY_TAB, "ok");
    expect_focus(&s, UI_KEY_TAB, "no");
}

static void arrows_go_where_they_point(void **state) {
    (void)state;
    STAGE(s, view_page);
    expect_focus(&s, UI_KEY_DOWN, "back");
    expect_focus(&s, UI_KEY_DOWN, "left");
    expect_focus(&s, UI_KEY_RIGHT, "right");
    expect_focus(&s, UI_KEY_RIGHT, "right");
    expect_focus(&s, UI_KEY_DOWN, "wide");
    expect_focus(&s, UI_KEY_UP, "left");
    s.env.rtl = true; /* the first of a row stands at the right now */
    stage_frame(&s);
    expect_focus(&s, UI_KEY_LEFT, "right");
}

static void enter_and_space_tap(void **state) {
    (void)state;
    STAGE(s, view_page);
    assert_int_equal(stage_key(&s, UI_KEY_ENTER), 0);
    ui_set_focus(s.ui, "wide");
    assert_int_equal(stage_key(&s, UI_KEY_ENTER), WIDE);
    assert_true(ui_clicked(s.ui));
    assert_int_equal(stage_key(&s, UI_KEY_SPACE), WIDE);
}

static void escape_goes_back_or_away(void **state) {
    (void)state;
    STAGE(s, view_page);
    assert_int_equal(stage_key(&s, UI_KEY_ESCAPE), BACK);
    s.flag = true;
    stage_frame(&s);
    assert_int_equal(stage_key(&s, UI_KEY_ESCAPE), AWAY);
}

static struct ui_node *view_long(struct stage *s, struct ui_build *b) {
    struct ui_page page = ui_page(b);
    struct ui_node *list = ui_main(b, page.body);
    for (int i = 0; i < 40; i++)
        ui_textf(b, list, UI_BODY, "line %d", i);
    stage_button(b, list, "end", OK);
    if (s->flag) {
        stage_button(b, page.body, "up", 0)->on_tap =
            (struct ui_msg){.id = UI_MSG_SCROLL_UP, .text = "main"};
        stage_button(b, page.body, "down", 0)->on_tap =
            (struct ui_msg){.id = UI_MSG_SCROLL_DOWN, .text = "main"};
    }
    return page.root;
}

static int offset(struct stage *s) {
    return ui_scroll_state(s->ui, "main")->offset;
}

static void page_keys_scroll(void **state) {
    (void)state;
    STAGE(s, view_long);
    stage_key(&s, UI_KEY_PAGE_DOWN);
    assert_int_equal(offset(&s), 480 * 4 / 5);
    stage_key(&s, UI_KEY_PAGE_UP);
    assert_int_equal(offset(&s), 0);
    stage_key(&s, UI_KEY_PAGE_UP);
    assert_false(s.dirty);
    stage_key(&s, UI_KEY_END);
    int end = offset(&s);
    assert_int_equal(end, stage_node(&s, "main")->content_h - 480);
    stage_key(&s, UI_KEY_HOME);
    assert_int_equal(offset(&s), 0);
    stage_key(&s, UI_KEY_TAB); /* the focus takes the list along */
    assert_true(offset(&s) > 0 && offset(&s) <= end);
}

static void buttons_of_a_list_scroll_it(void **state) {
    (void)state;
    STAGE(s, view_long);
    s.flag = true;
    stage_frame(&s);
    assert_int_equal(stage_tap(&s, "down"), 0);
    assert_int_equal(offset(&s), stage_node(&s, "main")->at.h * 4 / 5);
    assert_int_equal(stage_tap(&s, "up"), 0);
    assert_int_equal(offset(&s), 0);
}

/* Below "from" lies "aside" right away, and "ahead" further down. */
static struct ui_node *view_aside(struct stage *s, struct ui_build *b) {
    struct ui_page page = ui_page(b);
    struct ui_node *row = ui_row(b, page.body, 0);
    ui_row(b, row, 0)->box.w = 250;
    stage_button(b, row, "from", LEFT)->box.w = 200;
    ui_row(b, row, 0)->box.w = 300;
    stage_button(b, ui_row(b, page.body, 0), "aside", RIGHT)->box.w = 200;
    stage_button(b, page.body, "ahead", WIDE);
    for (int i = 0; i < 9; i++) /* more than the page has room for, and no list to scroll */
        stage_button(b, page.body, arena_printf(b->frame, "more%d", i), OK);
    stage_field(b, page.body, s, "note", 0)->on_tap.id = OK;
    return page.root;
}

static void arrows_prefer_what_is_straight_ahead(void **state) {
    (void)state;
    STAGE(s, view_aside);
    ui_set_focus(s.ui, "from");
    expect_focus(&s, UI_KEY_DOWN, "ahead");
    for (int i = 0; i < 12; i++)
        stage_key(&s, UI_KEY_DOWN);
    assert_true(ui_is_visible(stage_node(&s, ui_focus(s.ui))));
}

static void space_types_in_a_field(void **state) {
    (void)state;
    STAGE(s, view_aside);
    ui_set_focus(s.ui, "note");
    assert_int_equal(stage_key(&s, UI_KEY_SPACE), 0);
    stage_type(&s, " ");
    assert_string_equal(s.value[0], " ");
    assert_int_equal(stage_key(&s, UI_KEY_ENTER), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tab_goes_round_in_reading_order),
        cmocka_unit_test(backtab_without_a_focus_starts_at_the_end),
        cmocka_unit_test(tab_stays_in_a_dialog),
        cmocka_unit_test(arrows_go_where_they_point),
        cmocka_unit_test(enter_and_space_tap),
        cmocka_unit_test(escape_goes_back_or_away),
        cmocka_unit_test(page_keys_scroll),
        cmocka_unit_test(buttons_of_a_list_scroll_it),
        cmocka_unit_test(arrows_prefer_what_is_straight_ahead),
        cmocka_unit_test(space_types_in_a_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
