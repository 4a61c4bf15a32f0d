/* That the lint finds each fault, and finds none in what is well made. */
#include "stage.h"

enum fault { WELL, SMALL, NO_LABEL, NO_KEY, TWICE, OVERLAP, OUTSIDE, STICKS_OUT, CUT, LOW, WIDE };

/* The kind of fault that the view is to make stands in the model. */
static struct ui_node *view_page(struct stage *s, struct ui_build *b) {
    enum fault fault = (enum fault)s->value[0][0];
    struct ui_node *root, *col = stage_page(b, &root);
    col->box.pad_x = 24;
    struct ui_node *row = ui_row(b, col, 8), *one = stage_button(b, row, "one", 1);
    stage_button(b, row, fault == TWICE ? "one" : "two", 2);
    struct ui_node *text = ui_text(b, col, UI_BODY, "A text of some words that are read.");
    struct ui_node *opens = ui_list_row(b, col, "opens", "Opens", (struct ui_msg){.id = 6});
    stage_button(b, opens, "inside", 7); /* a target in a target */
    struct ui_node *list = ui_scroll(b, col, "list");
    list->flags |= UI_GROW;
    for (int i = 0; i < 20; i++) /* out of view, but the list scrolls */
        ui_textf(b, list, UI_BODY, "Line %d", i);
    stage_button(b, list, "last", 3);
    switch (fault) {
    case WELL:
        break;
    case SMALL:
        one->box.h = 40;
        one->box.min_h = 0;
        break;
    case NO_LABEL:
        one->label = "";
        break;
    case NO_KEY:
        one->key = NULL;
        break;
    case TWICE:
        break;
    case OVERLAP:
        stage_button(b, root, "over", 4)->box.h = 64;
        break;
    case OUTSIDE:
        for (int i = 0; i < 12; i++)
            stage_button(b, row, arena_printf(b->frame, "more%d", i), 5)->box.min_w = 120;
        break;
    case STICKS_OUT:
        one->box.w = 64;
        ui_text(b, one, UI_BODY, "Incomprehensibilities")->flags |= UI_WIDE_OK;
        break;
    case CUT:
        list->flags = 0;
        list->box.min_h = 440;
        text->box.h = 0;
        for (int i = 0; i < 4; i++)
            ui_text(b, col, UI_TITLE, "Below the screen");
        break;
    case LOW:
        text->box.h = 10;
        break;
    case WIDE:
        text->box.w = 60;
        text->flags |= UI_WIDE_OK;
        break;
    }
    stage_button(b, stage_dialog(b, root, 8), "above", 9); /* and one over another */
    return root;
}

/* Lints the page with that fault; `words` must be said of it, NULL: nothing. */
static void expect_fault(enum fault fault, const char *words) {
    STAGE(s, view_page);
    s.value[0][0] = (char)fault;
    stage_frame(&s);
    struct str out __attribute__((cleanup(str_release))) = {0};
    size_t faults = ui_lint(s.root, &s.env, &out);
    size_t lines = 0;
    for (const char *p = str_c(&out); (p = strchr(p, '\n')) != NULL; p++)
        lines++;
    assert_int_equal(faults, lines);
    if (!words)
        assert_string_equal(str_c(&out), "");
    else if (!strstr(str_c(&out), words))
        fail_msg("fault %d said: %s", (int)fault, str_c(&out));
}

static void a_good_page_has_no_fault(void **state) {
    (void)state;
    expect_fault(WELL, NULL);
}

static void each_fault_is_told(void **state) {
    (void)state;
    expect_fault(SMALL, "#one \"one\" is ");
    expect_fault(NO_LABEL, "#one \"\" has no label");
    expect_fault(NO_KEY, "\"one\" can be tapped but has no key");
    expect_fault(TWICE, "has a key that another node has too");
    expect_fault(OVERLAP, "#one \"one\" overlaps #over");
    expect_fault(OUTSIDE, "lies outside the screen");
    expect_fault(STICKS_OUT, "\"Incomprehensibilities\" ");
    expect_fault(CUT, "\"Below the screen\" is cut off");
    expect_fault(WIDE, "pixels wide in a box of 60");
    expect_fault(LOW, "has 1 lines in a box of 10 pixels");
}

static struct ui_node *view_keyboard(struct stage *s, struct ui_build *b) {
    (void)s;
    struct ui_page page = ui_page(b);
    ui_space(b, page.body);
    ui_keyboard(b, page.body, "Done", (struct ui_msg){.id = 1});
    return page.root;
}

static void on_screen_keys_may_be_narrow(void **state) {
    (void)state;
    STAGE(s, view_keyboard);
    struct str out __attribute__((cleanup(str_release))) = {0};
    s.env.w = 480;
    s.env.h = 800;
    stage_frame(&s);
    assert_true(stage_node(&s, "key:q")->at.w < 48);
    ui_lint(s.root, &s.env, &out);
    assert_string_equal(str_c(&out), "");
    s.env.w = 400;
    stage_frame(&s);
    assert_true(ui_lint(s.root, &s.env, &out) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_page_has_no_fault),
        cmocka_unit_test(each_fault_is_told),
        cmocka_unit_test(on_screen_keys_may_be_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
