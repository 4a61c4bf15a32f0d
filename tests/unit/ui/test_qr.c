/* A QR code from the tree to the paint list, and what is said of it. That a phone can read it is
 * shown by tests/e2e/help.sh, which takes a picture of the screen to another program. */
#include "sheet.h"

#include "ui/paint.h"
#include "ui/qr.h"

enum { SIDE = 21, ALL = SIDE + 2 * UI_QR_QUIET }; /* of so short a text */

static struct ui_node *open_page(struct sheet *s, int size, struct ui_node **ret_qr) {
    struct ui_node *root = ui_col(&s->b, NULL, 0);
    root->box.align = UI_START;
    *ret_qr = ui_qr(&s->b, root, "QR code of the number", "tel:0800555111", size);
    sheet_layout(s, root);
    return root;
}

static void its_squares_are_whole_pixels(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *n;
    open_page(&s, 200, &n);
    assert_int_equal(n->qr->side, SIDE);
    assert_rect(n, 0, 0, 6 * ALL, 6 * ALL); /* 174 of 200: 7 would be too much */
    SHEET(large, 1280, 720, 150);
    open_page(&large, 200, &n);
    assert_int_equal(n->at.w % ALL, 0);
    assert_true(n->at.w <= ui_px(&large.env, 200));
}

static void it_never_gives_way(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *root = ui_row(&s.b, NULL, 0);
    ui_text(&s.b, root, UI_BODY,
            "Words that would like to have all of the room of this row to "
            "themselves, and more of it than there is");
    struct ui_node *n = ui_qr(&s.b, root, "QR code", "tel:0800555111", 200);
    sheet_layout(&s, root);
    assert_int_equal(n->at.w, 6 * ALL);
}

/* The list painted with a pen of one pixel a square. */
static void draw(const struct ui_paint *list, int px, unsigned char dark[ALL][ALL]) {
    memset(dark, 2, ALL * ALL);
    for (size_t i = 1; i < list->n; i++) { /* 0 is the plate */
        const struct ui_op *op = &list->op[i];
        assert_int_equal(op->kind, UI_OP_FILL);
        assert_int_equal(op->radius, 0);
        assert_int_equal(op->argb, 0xff000000);
        assert_int_equal(op->r.h, px);
        assert_int_equal(op->r.x % px + op->r.y % px + op->r.w % px, 0);
        for (int x = op->r.x / px; x < (op->r.x + op->r.w) / px; x++)
            dark[op->r.y / px][x] = 1;
    }
}

static void it_is_dark_on_white_with_a_quiet_zone(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *n;
    struct ui_node *root = open_page(&s, 200, &n);
    struct ui_paint list = {.arena = &s.arena};
    ui_paint(root, &s.env, NULL, &list);
    assert_int_equal(list.op[0].argb, 0xffffffff);
    assert_int_equal(list.op[0].r.w, 6 * ALL);
    unsigned char dark[ALL][ALL];
    draw(&list, 6, dark);
    for (int y = 0; y < ALL; y++)
        for (int x = 0; x < ALL; x++) {
            int qx = x - UI_QR_QUIET, qy = y - UI_QR_QUIET;
            bool in = qx >= 0 && qy >= 0 && qx < SIDE && qy < SIDE;
            assert_int_equal(dark[y][x] == 1, in && n->qr->dark[qy * SIDE + qx]);
        }
    for (int i = 0; i < 7; i++) /* the edges of the three marks by which it is found */
        assert_true(n->qr->dark[i] && n->qr->dark[SIDE - 1 - i] &&
                    n->qr->dark[(SIDE - 1) * SIDE + i]);
}

static void it_is_told_and_said(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct str out CLEANUP(str_release) = {0};
    struct ui_node *n;
    struct ui_node *root = open_page(&s, 200, &n);
    ui_dump(root, NULL, &out);
    assert_non_null(strstr(str_c(&out), "qr \"QR code of the number\" value=\"tel:0800555111\""));
    str_cut(&out, 0);
    ui_speak(root, NULL, &out);
    assert_non_null(strstr(str_c(&out), "QR code of the number"));
    assert_null(strstr(str_c(&out), "tel:")); /* the number stands beside it in words */
    str_cut(&out, 0);
    assert_int_equal(ui_lint(root, &s.env, &out), 0);
    open_page(&s, 60, &n); /* 2 pixels a square */
    assert_true(ui_lint(n->parent, &s.env, &out) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_squares_are_whole_pixels),
        cmocka_unit_test(it_never_gives_way),
        cmocka_unit_test(it_is_dark_on_white_with_a_quiet_zone),
        cmocka_unit_test(it_is_told_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
