/* The text golden: what stands in it, what is left out, and that it keeps secrets. */
#include "stage.h"

static struct ui_node *view_page(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root);
    ui_text(b, col, UI_TITLE, "Say \"hi\"")->flags |= UI_HEADING;
    struct ui_node *plus = ui_primary(b, col, "plus1", "+1", (struct ui_msg){.id = 1});
    plus->value = "212";
    plus->box.h = 64;
    ui_text(b, plus, UI_BODY, "per head");
    ui_row(b, ui_col(b, col, 0), 0);
    stage_field(b, col, s, "code", 0)->flags |= UI_MASKED;
    struct ui_node *bar = ui_add(b, col, UI_PROGRESS);
    bar->label = "Copying";
    bar->box.h = 8;
    bar->done = 3;
    bar->total = 7;
    if (s->flag)
        ui_text(b, stage_dialog(b, root, 2), UI_TILE, "Sure?");
    return root;
}

static void one_line_a_node_with_state_and_place(void **state) {
    (void)state;
    STAGE(s, view_page);
    ui_set_focus(s.ui, "code");
    stage_down(&s, 0, "plus1");
    STR_COPY(s.value[0], "s3cret");
    stage_frame(&s);
    struct str out __attribute__((cleanup(str_release))) = {0};
    ui_dump(s.root, s.ui, &out);
    const struct ui_rect title = s.root->first->first->at,
                         words = stage_node(&s, "plus1")->last->at,
                         plus = stage_node(&s, "plus1")->at, code = stage_node(&s, "code")->at,
                         bar = s.root->first->last->at;
    struct str want __attribute__((cleanup(str_release))) = {0};
    str_addf(&want, "text \"Say \\\"hi\\\"\" [heading] %d,%d %dx%d\n", title.x, title.y, title.w,
             title.h);
    str_addf(&want, "button #plus1 \"+1\" value=\"212\" [sink pressed] %d,%d %dx%d\n", plus.x,
             plus.y, plus.w, plus.h);
    str_addf(&want, "  text \"per head\" %d,%d %dx%d\n", words.x, words.y, words.w, words.h);
    str_addf(&want, "field #code \"code\" value=\"[masked]\" [masked focus] %d,%d %dx%d\n", code.x,
             code.y, code.w, code.h);
    str_addf(&want, "progress \"Copying\" 3/7 %d,%d %dx%d\n", bar.x, bar.y, bar.w, bar.h);
    assert_string_equal(str_c(&out), str_c(&want));
    assert_true(plus.h == 64 && code.y > plus.y);
}

static void a_dialog_is_a_node_and_needs_no_state(void **state) {
    (void)state;
    STAGE(s, view_page);
    s.flag = true;
    stage_frame(&s);
    struct str out __attribute__((cleanup(str_release))) = {0};
    ui_dump(s.root, NULL, &out);
    assert_non_null(strstr(str_c(&out), "\ndialog #dialog \"Sure?\" 0,0 800x480\n"));
    assert_null(strstr(str_c(&out), "text \"Sure?\""));
    assert_non_null(strstr(str_c(&out), "value=\"\" [masked] "));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_a_node_with_state_and_place),
        cmocka_unit_test(a_dialog_is_a_node_and_needs_no_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
