/* Typing: caret, characters of several bytes, what a field refuses, on-screen keys. */
#include "stage.h"

#include "ui/state.h"

enum { ENTER = 1, DONE };

static struct ui_node *view_form(struct stage *s, struct ui_build *b) {
    struct ui_page page = ui_page(b);
    stage_field(b, page.body, s, "name", 0)->on_tap.id = ENTER;
    stage_field(b, page.body, s, "code", 1)->flags |= UI_MASKED | UI_NUMERIC;
    if (!s->flag)
        stage_button(b, page.body, "go", DONE);
    ui_space(b, page.body);
    if (s->flag)
        ui_keyboard(b, page.body, "Done", (struct ui_msg){.id = DONE});
    return page.root;
}

static size_t caret(struct stage *s, const char *key) {
    bool visible;
    return ui_caret(s->ui, stage_node(s, key), &visible);
}

static bool caret_shows(struct stage *s, const char *key) {
    bool visible;
    ui_caret(s->ui, stage_node(s, key), &visible);
    return visible;
}

static void set_value(struct stage *s, int at, const char *text) {
    STR_COPY(s->value[at], text);
    stage_frame(s);
}

static void typing_goes_to_the_caret(void **state) {
    (void)state;
    STAGE(s, view_form);
    stage_tap(&s, "name");
    assert_string_equal(ui_focus(s.ui), "name");
    assert_true(caret_shows(&s, "name"));
    stage_type(&s, "A");
    stage_type(&s, "c");
    assert_int_equal(stage_key(&s, UI_KEY_LEFT), 0);
    assert_int_equal(stage_type(&s, "b"), STAGE_EDIT);
    assert_string_equal(s.value[0], "Abc");
    assert_int_equal(caret(&s, "name"), 2);
    stage_key(&s, UI_KEY_HOME);
    stage_type(&s, "1");
    stage_key(&s, UI_KEY_END);
    stage_type(&s, "2");
    assert_string_equal(s.value[0], "1Abc2");
    assert_int_equal(stage_key(&s, UI_KEY_ENTER), ENTER);
}

static void characters_are_whole(void **state) {
    (void)state;
    STAGE(s, view_form);
    stage_tap(&s, "name");
    stage_type(&s, "żółć");
    assert_string_equal(s.value[0], "żółć");
    stage_key(&s, UI_KEY_LEFT);
    assert_int_equal(caret(&s, "name"), 6);
    stage_key(&s, UI_KEY_BACKSPACE);
    assert_string_equal(s.value[0], "żóć");
    stage_key(&s, UI_KEY_DELETE);
    assert_string_equal(s.value[0], "żó");
    assert_int_equal(stage_key(&s, UI_KEY_DELETE), 0);
    stage_key(&s, UI_KEY_HOME);
    assert_int_equal(stage_key(&s, UI_KEY_BACKSPACE), 0);
    stage_key(&s, UI_KEY_RIGHT);
    assert_int_equal(caret(&s, "name"), 2);
    stage_type(&s, "a\tb\xff\n");
    assert_string_equal(s.value[0], "żabó");
}

static void edits_before_the_next_frame_add_up(void **state) {
    (void)state;
    STAGE(s, view_form);
    stage_tap(&s, "name");
    bool dirty = false;
    ui_input(s.ui, "a", s.now, &dirty);
    ui_input(s.ui, "b", s.now, &dirty);
    ui_press_key(s.ui, UI_KEY_LEFT, s.now, &dirty);
    struct ui_msg msg = ui_input(s.ui, "x", s.now, &dirty);
    assert_string_equal(msg.text, "axb");
    stage_frame(&s); /* the screen has refused it all */
    assert_string_equal(ui_edit_value(s.ui, stage_node(&s, "name")), "");
    assert_int_equal(s.ui->text[0], 0);
    assert_int_equal(caret(&s, "name"), 0);
}

static void the_caret_stays_at_the_end_and_out_of_characters(void **state) {
    (void)state;
    STAGE(s, view_form);
    stage_tap(&s, "name");
    set_value(&s, 0, "prefilled");
    assert_int_equal(caret(&s, "name"), 9);
    stage_key(&s, UI_KEY_HOME);
    stage_key(&s, UI_KEY_RIGHT);
    set_value(&s, 0, "żó");
    assert_int_equal(caret(&s, "name"), 0);
    set_value(&s, 0, "");
    assert_int_equal(caret(&s, "name"), 0);
}

static void a_tap_puts_the_caret_at_the_nearest_character(void **state) {
    (void)state;
    STAGE(s, view_form);
    set_value(&s, 0, "abcdef");
    const struct ui_node *n = stage_node(&s, "name");
    int letter = ui_font_px(&s.env, (enum ui_type)n->type) / 2;
    int left = ui_inner(&s.env, n).x, y = n->at.y + n->at.h / 2;
    stage_touch(&s, UI_TOUCH_DOWN, 0, left + 2 * letter + 1, y);
    stage_touch(&s, UI_TOUCH_UP, 0, left + 2 * letter + 1, y);
    assert_int_equal(caret(&s, "name"), 2);
    stage_tap(&s, "name"); /* far behind the text */
    assert_int_equal(caret(&s, "name"), 6);
}

static void a_numeric_field_wants_digits(void **state) {
    (void)state;
    STAGE(s, view_form);
    stage_tap(&s, "code");
    assert_int_equal(stage_type(&s, "x"), 0);
    stage_type(&s, "1-2 3");
    assert_string_equal(s.value[1], "123");
}

static void a_field_has_an_end(void **state) {
    (void)state;
    STAGE(s, view_form);
    memset(s.value[0], 'a', UI_TEXT_MAX - 1);
    stage_frame(&s);
    ui_set_focus(s.ui, "name");
    assert_int_equal(stage_type(&s, "ż"), 0); /* two bytes do not fit, and half a letter is none */
    assert_int_equal(stage_type(&s, "bc"), STAGE_EDIT);
    assert_int_equal(strlen(s.value[0]), UI_TEXT_MAX);
    assert_int_equal(s.value[0][UI_TEXT_MAX - 1], 'b');
    assert_int_equal(stage_type(&s, "c"), 0);
    stage_key(&s, UI_KEY_BACKSPACE);
    assert_int_equal(strlen(s.value[0]), UI_TEXT_MAX - 1);
}

static void typing_without_a_focus_goes_to_the_first_field(void **state) {
    (void)state;
    STAGE(s, view_form);
    ui_set_focus(s.ui, "go");
    assert_int_equal(stage_type(&s, " "), 0); /* Space pressed the button */
    stage_type(&s, "7");
    stage_type(&s, "K");
    assert_string_equal(s.value[0], "7K");
    assert_int_equal(stage_key(&s, UI_KEY_ENTER), ENTER); /* a scanner's Enter */
}

/* A text that is there already is shortened by a keyboard at once, as it is made longer. */
static void deleting_without_a_focus_goes_there_too(void **state) {
    (void)state;
    STAGE(s, view_form);
    memcpy(s.value[0], "ab", sizeof "ab");
    stage_frame(&s);
    ui_set_focus(s.ui, "go");
    assert_int_equal(stage_key(&s, UI_KEY_DELETE), 0); /* nothing stands behind the caret */
    assert_string_equal(ui_focus(s.ui), "go");
    assert_int_equal(stage_key(&s, UI_KEY_BACKSPACE), STAGE_EDIT);
    assert_string_equal(s.value[0], "a");
    assert_string_equal(ui_focus(s.ui), "name");
}

static void on_screen_keys_edit_and_never_take_the_focus(void **state) {
    (void)state;
    STAGE(s, view_form);
    assert_false(caret_shows(&s, "name"));
    s.flag = true;
    stage_frame(&s);
    assert_true(caret_shows(&s, "name"));
    assert_int_equal(stage_tap(&s, "key:h"), STAGE_EDIT);
    assert_string_equal(s.value[0], "h");
    assert_null(ui_focus(s.ui));
    stage_tap(&s, "code");
    stage_tap(&s, "key:e");
    assert_string_equal(s.value[1], "");
    assert_string_equal(ui_focus(s.ui), "code");
    stage_tap(&s, "name");
    assert_int_equal(stage_tap(&s, "key-shift"), 0);
    stage_tap(&s, "key:e");
    stage_tap(&s, "key:y");
    assert_string_equal(s.value[0], "hEy");
    stage_tap(&s, "key-delete");
    assert_string_equal(s.value[0], "hE");
    assert_int_equal(stage_tap(&s, "done"), DONE);
    assert_string_equal(ui_focus(s.ui), "name");
}

/* On a low screen the accents come up under the very finger that asked for them. */
static void hold_e(struct stage *s) {
    int x = stage_x(s, "key:e"), y = stage_y(s, "key:e");
    stage_touch(s, UI_TOUCH_DOWN, 0, x, y);
    assert_int_equal(stage_tick(s, UI_HOLD_MS), 0);
    assert_true(s->dirty);
    stage_touch(s, UI_TOUCH_UP, 0, x, y);
    stage_node(s, "key:é");
    assert_string_equal(s->value[0], "");
}

static void accents_come_from_a_long_press(void **state) {
    (void)state;
    STAGE(s, view_form);
    s.flag = true;
    stage_frame(&s);
    hold_e(&s);
    assert_int_equal(stage_key(&s, UI_KEY_ESCAPE), 0);
    assert_null(ui_find_key(s.root, "key:é"));
    hold_e(&s);
    stage_tap(&s, "key:é");
    assert_string_equal(s.value[0], "é");
    assert_null(ui_find_key(s.root, "key:é"));
}

static void arrows_reach_on_screen_keys_and_tab_does_not(void **state) {
    (void)state;
    STAGE(s, view_form);
    s.flag = true;
    stage_frame(&s);
    stage_tap(&s, "name");
    for (int i = 0; i < 6; i++) {
        stage_key(&s, UI_KEY_TAB);
        assert_false(ui_is_kit_key(stage_node(&s, ui_focus(s.ui))));
    }
    stage_tap(&s, "code");
    stage_tap(&s, "key-numbers");
    stage_key(&s, UI_KEY_DOWN);
    assert_true(ui_is_kit_key(stage_node(&s, ui_focus(s.ui))));
    assert_true(caret_shows(&s, "code"));
    stage_key(&s, UI_KEY_ENTER); /* types into the field that had the focus before */
    assert_int_equal(strlen(s.value[1]), 1);
}

static void up_and_down_go_through_lines(void **state) {
    (void)state;
    STAGE(s, view_form);
    char words[400];
    for (size_t i = 0; i < sizeof(words); i++)
        words[i] = i % 5 == 4 ? ' ' : 'w';
    words[sizeof(words) - 1] = '\0';
    set_value(&s, 0, words);
    assert_true(stage_node(&s, "name")->at.h > 64);
    ui_set_focus(s.ui, "name");
    stage_key(&s, UI_KEY_HOME);
    stage_key(&s, UI_KEY_DOWN);
    assert_string_equal(ui_focus(s.ui), "name");
    size_t second = caret(&s, "name");
    assert_true(second > 20);
    stage_key(&s, UI_KEY_UP);
    assert_int_equal(caret(&s, "name"), 0);
    stage_key(&s, UI_KEY_END);
    stage_key(&s, UI_KEY_DOWN);
    assert_string_equal(ui_focus(s.ui), "code");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_goes_to_the_caret),
        cmocka_unit_test(characters_are_whole),
        cmocka_unit_test(edits_before_the_next_frame_add_up),
        cmocka_unit_test(the_caret_stays_at_the_end_and_out_of_characters),
        cmocka_unit_test(a_tap_puts_the_caret_at_the_nearest_character),
        cmocka_unit_test(a_numeric_field_wants_digits),
        cmocka_unit_test(a_field_has_an_end),
        cmocka_unit_test(typing_without_a_focus_goes_to_the_first_field),
        cmocka_unit_test(deleting_without_a_focus_goes_there_too),
        cmocka_unit_test(on_screen_keys_edit_and_never_take_the_focus),
        cmocka_unit_test(accents_come_from_a_long_press),
        cmocka_unit_test(arrows_reach_on_screen_keys_and_tab_does_not),
        cmocka_unit_test(up_and_down_go_through_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
