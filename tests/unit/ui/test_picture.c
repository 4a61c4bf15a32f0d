/* A picture from the tree to the paint list, the dump and the words that are said. */
#include "sheet.h"

#include "ui/paint.h"

static struct ui_node *open_page(struct sheet *s) {
    struct ui_node *root = ui_col(&s->b, NULL, 0);
    root->box.align = UI_START;
    return root;
}

static void it_takes_the_room_that_it_is_given(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *root = open_page(&s);
    struct ui_node *n = ui_picture(&s.b, root, "/media/bin.png", "A knife bin", 200, 150);
    struct ui_node *row = ui_row(&s.b, root, 0);
    struct ui_node *beside = ui_picture(&s.b, row, "/media/bin.png", "A knife bin", 200, 150);
    ui_text(&s.b, row, UI_BODY, "Where")->box.w = 700;
    sheet_layout(&s, root);
    assert_rect(n, 0, 0, 200, 150);
    assert_rect(beside, 0, 150, 100, 75); /* in proportion */
}

static void it_grows_with_the_screen(void **state) {
    (void)state;
    SHEET(s, 1280, 720, 150);
    struct ui_node *root = open_page(&s);
    struct ui_node *n = ui_picture(&s.b, root, "/media/bin.png", "A knife bin", 200, 100);
    sheet_layout(&s, root);
    assert_rect(n, 0, 0, 250, 125);
}

static const struct ui_paint *paint(struct sheet *s, struct ui_node *root, struct ui_paint *list) {
    *list = (struct ui_paint){.arena = &s->arena};
    sheet_layout(s, root);
    ui_paint(root, &s->env, NULL, list);
    return list;
}

/* The words in a box, for a renderer that has no such file, all inside of the picture's place. */
static void its_words_follow_in_a_dashed_box(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    static const char *const files[] = {"/media/bin.png", NULL};
    for (int k = 0; k < 2; k++) {
        struct ui_node *root = open_page(&s);
        ui_picture(&s.b, root, files[k], "A knife bin in a yard", 120, 60);
        ui_text(&s.b, root, UI_BODY, "Next");
        struct ui_paint list;
        const struct ui_op *op = paint(&s, root, &list)->op; /* its theme has no ground */
        assert_int_equal(op->kind, UI_OP_PICTURE);
        assert_string_equal(op->text, files[k] ? files[k] : "");
        assert_int_equal(op->len, strlen(op->text));
        assert_int_equal(op->instead, 3);
        assert_int_equal(op[1].kind, UI_OP_EDGE);
        assert_true(op[1].dash > 0);
        assert_memory_equal(op[2].text, "A knife", 7);
        assert_memory_equal(op[3].text, "bin in a", 8);
        for (int i = 1; i <= op->instead; i++)
            assert_memory_equal(&op[i].clip, &op->r, sizeof(op->r));
        assert_memory_equal(op[4].text, "Next", 4);
    }
}

static void words_that_have_no_room_are_left_out_by_the_line(void **state) {
    (void)state;
    SHEET(s, 800, 480, 150);
    struct ui_node *root = open_page(&s);
    ui_picture(&s.b, root, "/media/bin.png", "One two three four five six", 96, 40);
    struct ui_paint list;
    assert_int_equal(paint(&s, root, &list)->op[0].instead, 2);
    root = open_page(&s);
    ui_picture(&s.b, root, "/media/bin.png", NULL, 0, 0);
    paint(&s, root, &list);
}

static void another_file_is_another_picture(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_paint before, now;
    struct ui_rect rect[8];
    struct ui_node *root = open_page(&s);
    struct ui_node *n = ui_picture(&s.b, root, "/media/a.png", "A", 64, 64);
    paint(&s, root, &before);
    paint(&s, root, &now);
    assert_int_equal(ui_damage(&before, &now, 800, 480, rect, 8), 0);
    n->icon = "/media/b.png";
    paint(&s, root, &now);
    assert_int_equal(ui_damage(&before, &now, 800, 480, rect, 8), 1);
    assert_memory_equal(&rect[0], (&(struct ui_rect){0, 0, 64, 64}), sizeof(rect[0]));
}

static void it_is_dumped_and_said_by_its_label(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct str out CLEANUP(str_release) = {0};
    struct ui_node *root = open_page(&s);
    ui_picture(&s.b, root, "/media/bin.png", "A knife bin", 64, 64);
    struct ui_node *quiet = ui_picture(&s.b, root, "/media/bin.png", "Not said", 64, 64);
    quiet->flags |= UI_QUIET;
    struct ui_node *button = ui_button(&s.b, root, "go", "Choose it", (struct ui_msg){.id = 1});
    ui_picture(&s.b, button, "/media/bin.png", "Said by the button", 64, 64);
    sheet_layout(&s, root);
    ui_dump(root, NULL, &out);
    assert_non_null(strstr(str_c(&out), "picture \"A knife bin\" 0,0 64x64\n"));
    str_cut(&out, 0);
    ui_speak(root, NULL, &out);
    assert_string_equal(str_c(&out), "A knife bin, picture\nChoose it, button\n");
}

static void lint_wants_words_and_room(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct str out CLEANUP(str_release) = {0};
    struct ui_node *root = open_page(&s);
    ui_picture(&s.b, root, "/media/bin.png", "A knife bin", 64, 64);
    sheet_layout(&s, root);
    assert_int_equal(ui_lint(root, &s.env, &out), 0);
    ui_picture(&s.b, root, "/media/bin.png", "", 64, 64);
    struct ui_node *narrow = ui_row(&s.b, root, 0);
    narrow->box.w = 40;
    ui_picture(&s.b, narrow, "/media/bin.png", "Wide", 64, 64);
    sheet_layout(&s, root);
    narrow->first->at.w = 64;
    assert_int_equal(ui_lint(root, &s.env, &out), 2);
    assert_non_null(strstr(str_c(&out), "has no words to stand in its place"));
    assert_non_null(strstr(str_c(&out), "\"Wide\" sticks out of what it is in"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_takes_the_room_that_it_is_given),
        cmocka_unit_test(it_grows_with_the_screen),
        cmocka_unit_test(its_words_follow_in_a_dashed_box),
        cmocka_unit_test(words_that_have_no_room_are_left_out_by_the_line),
        cmocka_unit_test(another_file_is_another_picture),
        cmocka_unit_test(it_is_dumped_and_said_by_its_label),
        cmocka_unit_test(lint_wants_words_and_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
