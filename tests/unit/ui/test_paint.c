/* What a node in its state is painted with, and that painting only the damage is enough. */
#include "stage.h"

#include <stdlib.h>

#include "platform/glyphs.h"
#include "platform/raster.h"
#include "ui/paint.h"
#include "ui/wrap.h"

/* --- a painted stage -----------------------------------------------------------------------------
 */

enum { TAP = 1 };

struct picture {
    struct arena arena;
    struct ui_paint list;
};

static struct ui_theme theme; /* every token its own colour; filled by main */

static uint32_t token(enum ui_colour c) {
    return theme.argb[c];
}

static void paint_stage(struct stage *s, struct picture *p) {
    *p = (struct picture){0};
    p->list.arena = &p->arena;
    ui_paint(s->root, &s->env, s->ui, &p->list);
}

static void picture_free(struct picture *p) {
    arena_free(&p->arena);
}

#define PICTURE(name, stage)                                                                       \
    struct picture name __attribute__((cleanup(picture_free)));                                    \
    paint_stage(&stage, &name)

static const struct ui_op *find_text(const struct picture *p, const char *text) {
    for (size_t i = 0; i < p->list.n; i++) {
        const struct ui_op *op = &p->list.op[i];
        if (op->kind == UI_OP_TEXT && op->len == strlen(text) &&
            memcmp(op->text, text, op->len) == 0)
            return op;
    }
    return NULL;
}

static const struct ui_op *find_op(const struct picture *p, enum ui_op_kind kind, uint32_t argb) {
    for (size_t i = 0; i < p->list.n; i++)
        if (p->list.op[i].kind == kind && p->list.op[i].argb == argb)
            return &p->list.op[i];
    return NULL;
}

static bool same(struct ui_rect a, struct ui_rect b) {
    return memcmp(&a, &b, sizeof(a)) == 0;
}

static struct ui_node *view_parts(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root);
    struct ui_msg tap = {.id = TAP};
    ui_primary(b, col, "go", "Send", tap);
    ui_button(b, col, "plain", "Undo", tap);
    ui_button(b, col, "off", "Closed", tap)->flags |= UI_DISABLED;
    struct ui_node *chips = ui_row(b, col, 8);
    ui_chip(b, chips, "chosen", NULL, "Year 9", NULL, tap)->flags |= UI_CHECKED;
    ui_chip(b, chips, "group", "plus", "Group", NULL, tap)->flags |= UI_DASHED;
    struct ui_node *number = ui_text(b, col, UI_TITLE, "212");
    number->flags |= UI_TABULAR | (s->flag ? UI_PENDING : 0);
    ui_icon(b, col, "back", 24);
    struct ui_node *bar = ui_add(b, col, UI_PROGRESS);
    bar->box.h = 6;
    bar->done = 1;
    bar->total = 4;
    struct ui_node *field = stage_field(b, col, s, "code", 0);
    field->flags |= UI_MASKED;
    return root;
}

static struct stage *open_parts(struct stage *s) {
    stage_open(s, view_parts);
    s->env.theme = &theme;
    stage_frame(s);
    return s;
}

#define PARTS(name)                                                                                \
    struct stage name __attribute__((cleanup(stage_close)));                                       \
    open_parts(&name)

/* --- states --------------------------------------------------------------------------------------
 */

static void the_ground_is_painted_first(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(p, s);
    assert_int_equal(p.list.op[0].kind, UI_OP_FILL);
    assert_int_equal(p.list.op[0].argb, token(UI_mist));
    assert_true(same(p.list.op[0].r, (struct ui_rect){0, 0, 800, 480}));
}

static void a_primary_button_sinks_when_pressed(void **state) {
    (void)state;
    PARTS(s);
    struct ui_rect at = stage_node(&s, "go")->at;
    PICTURE(up, s);
    const struct ui_op *face = find_op(&up, UI_OP_FILL, token(UI_act));
    const struct ui_op *deep = find_op(&up, UI_OP_FILL, token(UI_act_deep));
    assert_true(same(face->r, (struct ui_rect){at.x, at.y, at.w, at.h - 6}));
    assert_true(same(deep->r, at));
    assert_true(deep < face &&
                deep->clip.y > at.y + 12); /* no dark pixel in the corners at the top */
    int words = find_text(&up, "Send")->r.y;

    stage_down(&s, 0, "go");
    PICTURE(down, s);
    deep = find_op(&down, UI_OP_FILL, token(UI_act_deep));
    assert_true(same(deep->r, (struct ui_rect){at.x, at.y + 4, at.w, at.h - 4}));
    face = deep + 1;
    assert_true(same(face->r, (struct ui_rect){at.x, at.y + 4, at.w, at.h - 6}));
    assert_int_not_equal(face->argb, token(UI_act));
    assert_int_equal(find_text(&down, "Send")->r.y, words + 4);
    assert_int_equal(down.list.n, up.list.n);
}

static void a_plain_button_takes_on_its_ink_when_pressed(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(up, s);
    stage_down(&s, 0, "plain");
    PICTURE(down, s);
    assert_int_equal(down.list.n, up.list.n + 1);
    const struct ui_op *tint = NULL;
    for (size_t i = 0; i < down.list.n; i++)
        if ((down.list.op[i].argb & 0xffffff) == (token(UI_ink) & 0xffffff) &&
            down.list.op[i].kind == UI_OP_FILL)
            tint = &down.list.op[i];
    assert_non_null(tint);
    assert_in_range(tint->argb >> 24, 20, 60);
    assert_true(find_text(&down, "Undo") > tint);
}

static void a_disabled_button_is_grey_all_over(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(p, s);
    assert_int_equal(find_text(&p, "Closed")->argb, token(UI_edge));
    assert_int_equal(find_text(&p, "Undo")->argb, token(UI_ink));
    assert_non_null(find_op(&p, UI_OP_EDGE, token(UI_line)));
}

static void a_chosen_chip_is_dark_with_light_words(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(p, s);
    struct ui_rect at = stage_node(&s, "chosen")->at;
    const struct ui_op *edge = find_op(&p, UI_OP_EDGE, token(UI_staff));
    assert_true(same(edge->r, at));
    assert_int_equal(edge->radius, at.h / 2);
    assert_non_null(find_op(&p, UI_OP_FILL, token(UI_staff)));
    assert_int_equal(find_text(&p, "Year 9")->argb, token(UI_on_staff));
}

static void dashes_are_only_where_asked_for(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(p, s);
    struct ui_rect at = stage_node(&s, "group")->at;
    int dashed = 0;
    for (size_t i = 0; i < p.list.n; i++)
        if (p.list.op[i].dash > 0) {
            dashed++;
            assert_true(same(p.list.op[i].r, at));
        }
    assert_int_equal(dashed, 1);
}

static void a_number_is_soft_until_it_is_saved(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(saved, s);
    assert_int_equal(find_text(&saved, "212")->argb, token(UI_ink));
    assert_true(find_text(&saved, "212")->tabular);
    s.flag = true;
    stage_frame(&s);
    PICTURE(saving, s);
    assert_int_equal(find_text(&saving, "212")->argb, token(UI_soft));
}

static void a_masked_field_paints_dots(void **state) {
    (void)state;
    PARTS(s);
    stage_tap(&s, "code");
    stage_type(&s, "Hx7Q");
    PICTURE(p, s);
    assert_non_null(find_text(&p, "••••"));
    for (size_t i = 0; i < p.list.n; i++)
        if (p.list.op[i].kind == UI_OP_TEXT)
            assert_null(memmem(p.list.op[i].text, p.list.op[i].len, "x7", 2));
}

static void the_caret_stands_in_the_field(void **state) {
    (void)state;
    PARTS(s);
    stage_tap(&s, "code");
    stage_type(&s, "123");
    PICTURE(p, s);
    struct ui_rect caret = ui_caret_rect(stage_node(&s, "code"), &s.env, 3);
    bool found = false;
    for (size_t i = 0; i < p.list.n; i++)
        found = found || same(p.list.op[i].r, (struct ui_rect){caret.x - 2, caret.y, 3, caret.h});
    assert_true(found);
}

static void the_focus_ring_is_gold_with_ink_inside(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(before, s);
    assert_null(find_op(&before, UI_OP_EDGE, token(UI_gold)));
    ui_set_focus(s.ui, "go");
    stage_key(&s, UI_KEY_TAB);
    assert_string_equal(ui_focus(s.ui), "plain");
    PICTURE(p, s);
    struct ui_rect at = stage_node(&s, "plain")->at;
    const struct ui_op *gold = find_op(&p, UI_OP_EDGE, token(UI_gold));
    assert_non_null(gold);
    assert_int_equal(gold[1].argb, token(UI_ink));
    assert_int_equal(gold[1].r.x, gold->r.x + gold->width);
    assert_true(gold->r.y <= at.y && gold->width == 4);
}

static void icons_and_progress_turn_with_the_script(void **state) {
    (void)state;
    PARTS(s);
    for (int rtl = 0; rtl <= 1; rtl++) {
        s.env.rtl = rtl;
        stage_frame(&s);
        PICTURE(p, s);
        for (size_t i = 0; i < p.list.n; i++)
            if (p.list.op[i].kind == UI_OP_ICON)
                assert_int_equal(p.list.op[i].flip, rtl && strcmp(p.list.op[i].text, "back") == 0);
        const struct ui_op *done = NULL;
        for (size_t i = 0; i < p.list.n; i++)
            if (p.list.op[i].argb == token(UI_act) && p.list.op[i].r.h == 6)
                done = &p.list.op[i];
        assert_non_null(done);
        assert_int_equal(done->clip.x, rtl ? 600 : 0);
        assert_int_equal(done->clip.w, 200);
    }
}

/* --- damage --------------------------------------------------------------------------------------
 */

enum { W = 200, H = 140, OPS = 12 };

struct random {
    uint32_t state;
};

static int roll(struct random *r, int below) {
    r->state = r->state * 1664525 + 1013904223;
    return (int)((uint64_t)(r->state >> 8) * (uint64_t)below >> 24);
}

static struct ui_op random_op(struct random *r) {
    static const char *const words[] = {"212", "Ågp", "Undo", "fj"};
    struct ui_op op = {
        .kind =
            (uint8_t)roll(r, UI_OP_ICON), /* no icon: they need files, and are masks like text */
        .argb = (roll(r, 3) == 0 ? 0x60u : 0xffu) << 24 | (uint32_t)roll(r, 0x1000000),
        .r = {roll(r, W + 40) - 20, roll(r, H + 40) - 20, roll(r, 90), roll(r, 60)},
        .clip = {0, 0, W, H},
        .radius = (uint16_t)roll(r, 20),
        .width = (uint16_t)(1 + roll(r, 3)),
        .dash = (uint16_t)(roll(r, 4) == 0 ? 5 : 0),
        .px = (uint16_t)(12 + roll(r, 30)),
        .bold = roll(r, 2) == 0,
    };
    if (roll(r, 3) == 0)
        op.clip = (struct ui_rect){roll(r, W), roll(r, H), roll(r, 80), roll(r, 80)};
    if (op.kind == UI_OP_TEXT) {
        op.text = words[roll(r, 4)];
        op.len = (uint32_t)strlen(op.text);
    }
    return op;
}

/* As a frame is: an opaque ground, then anything. */
static void random_list(struct random *r, struct ui_op *op, size_t *ret_n) {
    op[0] = (struct ui_op){
        .kind = UI_OP_FILL, .argb = 0xffeef2f5, .r = {0, 0, W, H}, .clip = {0, 0, W, H}};
    *ret_n = 1 + (size_t)roll(r, OPS);
    for (size_t i = 1; i < *ret_n; i++)
        op[i] = random_op(r);
}

/* One field of it, as states and scrolling do. */
static void change_op(struct random *r, struct ui_op *op) {
    switch (roll(r, 6)) {
    case 0:
        op->argb ^= 0x0000ff;
        break;
    case 1:
        op->clip.h = op->clip.h * 2 / 3;
        break;
    case 2:
        op->r.y += 4;
        break;
    case 3:
        op->radius ^= 4;
        break;
    case 4:
        op->dash ^= 5;
        break;
    case 5:
        op->bold = !op->bold;
        break;
    }
}

/* A frame that follows another: a few commands changed, gone, new or in another order. */
static void random_change(struct random *r, const struct ui_op *from, size_t n, struct ui_op *op,
                          size_t *ret_n) {
    memcpy(op, from, n * sizeof(*op));
    for (int times = 1 + roll(r, 3); times > 0; times--) {
        size_t i = n > 1 ? 1 + (size_t)roll(r, (int)n - 1) : 1;
        switch (roll(r, 4)) {
        case 0:
            if (n > 1) {
                memmove(op + i, op + i + 1, (n - i - 1) * sizeof(*op));
                n--;
            }
            break;
        case 1:
            if (n <= OPS) {
                memmove(op + i + 1, op + i, (n - i) * sizeof(*op));
                op[i] = random_op(r);
                n++;
            }
            break;
        case 2:
            if (n > 2) {
                struct ui_op first = op[1];
                op[1] = op[n - 1];
                op[n - 1] = first;
            }
            break;
        case 3:
            if (n > 1)
                change_op(r, &op[i]);
            break;
        }
    }
    *ret_n = n;
}

static int open_fonts(void **state) {
    *state = glyphs_open("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
                         "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf", NULL);
    return *state != NULL ? 0 : -1;
}

static int close_fonts(void **state) {
    glyphs_close(*state);
    return 0;
}

static void painting_the_damage_is_enough(void **state) {
    struct glyphs *glyphs = *state;
    static uint32_t full[W * H], patched[W * H];
    struct canvas fresh = {full, W, H, W}, kept = {patched, W, H, W};
    struct ui_rect screen = {0, 0, W, H};
    struct random r = {20190206};
    for (int round = 0; round < 1500; round++) {
        ARENA(arena);
        struct ui_op a[2 * OPS], b[2 * OPS];
        struct ui_paint before = {.op = a, .arena = &arena}, now = {.op = b, .arena = &arena};
        random_list(&r, a, &before.n);
        if (roll(&r, 4) == 0)
            random_list(&r, b, &now.n);
        else
            random_change(&r, a, before.n, b, &now.n);
        struct ui_rect rect[8];
        size_t max = 1 + (size_t)roll(&r, 8);
        size_t n = ui_damage(&before, &now, W, H, rect, max);
        assert_true(n <= max);
        raster_paint(&fresh, &now, screen, glyphs, NULL, NULL);
        raster_paint(&kept, &before, screen, glyphs, NULL, NULL);
        for (size_t i = 0; i < n; i++) {
            assert_true(rect[i].x >= 0 && rect[i].x + rect[i].w <= W);
            assert_true(rect[i].y >= 0 && rect[i].y + rect[i].h <= H);
            raster_paint(&kept, &now, rect[i], glyphs, NULL, NULL);
        }
        if (memcmp(full, patched, sizeof(full)) != 0)
            fail_msg("round %d: the picture differs", round);
    }
}

static void rectangles_of_damage_do_not_overlap(void **state) {
    (void)state;
    struct random r = {7};
    for (int round = 0; round < 400; round++) {
        ARENA(arena);
        struct ui_op a[2 * OPS], b[2 * OPS];
        struct ui_paint before = {.op = a, .arena = &arena}, now = {.op = b, .arena = &arena};
        random_list(&r, a, &before.n);
        random_list(&r, b, &now.n);
        struct ui_rect rect[6];
        size_t n = ui_damage(&before, &now, W, H, rect, 6);
        for (size_t i = 0; i < n; i++)
            for (size_t k = i + 1; k < n; k++) {
                struct ui_rect both = ui_rect_cut(rect[i], rect[k]);
                assert_true(both.w == 0 || both.h == 0);
            }
    }
}

static void the_same_frame_is_no_damage(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(before, s);
    struct ui_rect rect[4];
    assert_int_equal(ui_damage(NULL, &before.list, 800, 480, rect, 4), 1);
    assert_true(same(rect[0], (struct ui_rect){0, 0, 800, 480}));
    stage_frame(&s);
    PICTURE(now, s);
    assert_int_equal(ui_damage(&before.list, &now.list, 800, 480, rect, 4), 0);
}

static void a_pressed_button_damages_no_more_than_itself(void **state) {
    (void)state;
    PARTS(s);
    PICTURE(before, s);
    stage_down(&s, 0, "plain");
    PICTURE(now, s);
    struct ui_rect rect[4], at = stage_node(&s, "plain")->at;
    assert_int_equal(ui_damage(&before.list, &now.list, 800, 480, rect, 4), 1);
    assert_true(same(ui_rect_cut(rect[0], at), rect[0]));
}

int main(void) {
    for (unsigned i = UI_none + 1; i < UI_COLOUR_COUNT; i++)
        theme.argb[i] = 0xff000000 | i * 0x070503;
    theme.edge_px = 2;
    const struct CMUnitTest painting[] = {
        cmocka_unit_test(the_ground_is_painted_first),
        cmocka_unit_test(a_primary_button_sinks_when_pressed),
        cmocka_unit_test(a_plain_button_takes_on_its_ink_when_pressed),
        cmocka_unit_test(a_disabled_button_is_grey_all_over),
        cmocka_unit_test(a_chosen_chip_is_dark_with_light_words),
        cmocka_unit_test(dashes_are_only_where_asked_for),
        cmocka_unit_test(a_number_is_soft_until_it_is_saved),
        cmocka_unit_test(a_masked_field_paints_dots),
        cmocka_unit_test(the_caret_stands_in_the_field),
        cmocka_unit_test(the_focus_ring_is_gold_with_ink_inside),
        cmocka_unit_test(icons_and_progress_turn_with_the_script),
        cmocka_unit_test(the_same_frame_is_no_damage),
        cmocka_unit_test(a_pressed_button_damages_no_more_than_itself),
    };
    const struct CMUnitTest damage[] = {
        cmocka_unit_test(painting_the_damage_is_enough),
        cmocka_unit_test(rectangles_of_damage_do_not_overlap),
    };
    int failed = cmocka_run_group_tests(painting, NULL, NULL);
    return failed + cmocka_run_group_tests(damage, open_fonts, close_fonts);
}
