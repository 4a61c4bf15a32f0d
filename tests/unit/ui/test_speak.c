/* What a speaking kiosk says, and what can be read on the screen. */
#include "stage.h"

static struct ui_node *view_page(struct stage *s, struct ui_build *b) {
    struct ui_page page = ui_page(b);
    ui_text(b, page.body, UI_TITLE, "Sign in")->flags |= UI_HEADING;
    ui_text(b, page.body, UI_BODY, "decoration")->flags |= UI_QUIET;
    ui_field(b, page.body,
             &(struct ui_field){.key = "code",
                                .label = "Staff code",
                                .value = s->value[0],
                                .hint = "Four digits",
                                .masked = true,
                                .edit = {.id = STAGE_EDIT}});
    struct ui_node *row = ui_list_row(b, page.body, "row", "Year 9", (struct ui_msg){.id = 1});
    row->value = "212";
    row->flags |= UI_PENDING;
    ui_text(b, row, UI_BODY, "Year 9");
    ui_text(b, row, UI_SMALL, "Main hall");
    ui_chip(b, row, "undo", NULL, "Undo", NULL, (struct ui_msg){.id = 2})->flags |= UI_DISABLED;
    ui_choice(b, page.body, "yes", "Yes", NULL, true, (struct ui_msg){.id = 3});
    ui_text(b, page.body, UI_BODY, "All saved");
    struct ui_node *list = ui_scroll(b, page.body, "list");
    list->box.h = 28;
    ui_text(b, list, UI_BODY, "First line")->flags |= UI_QUIET;
    ui_text(b, list, UI_BODY, "Out of view")->flags |= UI_QUIET;
    if (s->flag)
        ui_text(b, ui_dialog(b, &page, "Sure?", (struct ui_msg){.id = 4}), UI_BODY,
                "It is gone then.");
    else
        ui_pad(b, page.body);
    return page.root;
}

static void expect(void (*what)(const struct ui_node *, const struct ui *, struct str *),
                   struct stage *s, const char *want) {
    struct str out __attribute__((cleanup(str_release))) = {0};
    what(s->root, s->ui, &out);
    assert_string_equal(str_c(&out), want);
}

static void each_node_is_said_once_in_order(void **state) {
    (void)state;
    STAGE(s, view_page);
    expect(ui_speak, &s,
           "Sign in, heading\n"
           "Staff code, text field, Four digits, empty\n"
           "Year 9, button, 212, saving\n"
           "Undo, button, not available\n"
           "Yes, button, chosen\n"
           "All saved\n");
}

static void a_masked_value_is_never_said(void **state) {
    (void)state;
    STAGE(s, view_page);
    stage_type(&s, "4711");
    assert_string_equal(s.value[0], "4711");
    struct str out __attribute__((cleanup(str_release))) = {0};
    ui_speak(s.root, s.ui, &out);
    assert_non_null(strstr(str_c(&out), "Staff code, text field, hidden, you are here\n"));
    ui_visible_text(s.root, &out);
    ui_dump(s.root, s.ui, &out);
    assert_null(strstr(str_c(&out), "4711"));
}

static void a_dialog_is_all_there_is(void **state) {
    (void)state;
    STAGE(s, view_page);
    s.flag = true;
    stage_frame(&s);
    expect(ui_speak, &s, "Sure?, dialog\nIt is gone then.\n");
}

static void all_that_is_seen_can_be_read(void **state) {
    (void)state;
    STAGE(s, view_page);
    s.flag = true;
    stage_frame(&s);
    struct str out __attribute__((cleanup(str_release))) = {0};
    ui_visible_text(s.root, &out);
    assert_string_equal(str_c(&out), "Sign in\n"
                                     "decoration\n"
                                     "Staff code\n"
                                     "Four digits\n"
                                     "212\n"
                                     "Year 9\n"
                                     "Main hall\n"
                                     "Undo\n"
                                     "Yes\n"
                                     "All saved\n"
                                     "First line\n"
                                     "Sure?\n"
                                     "It is gone then.\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_node_is_said_once_in_order),
        cmocka_unit_test(a_masked_value_is_never_said),
        cmocka_unit_test(a_dialog_is_all_there_is),
        cmocka_unit_test(all_that_is_seen_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
