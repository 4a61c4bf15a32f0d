/* Glyphs: measures that agree with what is painted, for the fonts that the kiosk ships with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "platform/glyphs.h"
#include "platform/raster.h"

#define FONTS "/usr/share/fonts/truetype/noto/"

static int open_fonts(void **state) {
    struct err err = {0};
    *state = glyphs_open(FONTS "NotoSans-Regular.ttf", FONTS "NotoSans-Bold.ttf", &err);
    return *state != NULL ? 0 : -1;
}

static int close_fonts(void **state) {
    glyphs_close(*state);
    return 0;
}

static void a_missing_font_names_its_package(void **state) {
    (void)state;
    struct err err = {0};
    assert_null(glyphs_open(FONTS "NotoSans-Regular.ttf", "/nowhere/NotoSans-Bold.ttf", &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_non_null(strstr(err.text, "/nowhere/NotoSans-Bold.ttf"));
    assert_non_null(strstr(err.text, "fonts-noto-core"));
}

static void a_letter_is_ink_on_the_baseline(void **state) {
    struct glyphs *g = *state;
    for (int px = 12; px <= 176; px += 41) {
        int ascent = glyphs_ascent(g, true, px);
        const struct glyph *h = glyphs_get(g, true, px, false, 'H');
        const struct glyph *p = glyphs_get(g, true, px, false, 'p');
        assert_in_range(ascent, px, px + px / 4);
        assert_int_equal(h->y + h->h, ascent);
        assert_true(p->y + p->h > ascent + px / 8);
        assert_true(h->h > px / 2 && h->h < px);
        assert_true(h->x >= 0 && h->x + h->w <= h->advance);
        int full = 0; /* the stems of an H are solid, and its mask is cut to the ink */
        for (int i = 0; i < h->w * h->h; i++)
            full += h->mask[i] == 255;
        assert_true(full > h->w * h->h / 8);
        bool first_column = false;
        for (int y = 0; y < h->h; y++)
            first_column = first_column || h->mask[y * h->w] > 0;
        assert_true(first_column);
    }
}

static void an_accent_stands_above_the_letter(void **state) {
    struct glyphs *g = *state;
    const struct glyph *plain = glyphs_get(g, false, 40, false, 'E');
    const struct glyph *acute = glyphs_get(g, false, 40, false, 0xc9);
    const struct glyph *double_mark =
        glyphs_get(g, false, 40, false, 0x1ec6); /* circumflex and dot */
    assert_int_equal(plain->y + plain->h, acute->y + acute->h);
    assert_true(acute->y < plain->y);
    assert_true(double_mark->y + double_mark->h > plain->y + plain->h);
}

static void the_same_glyph_is_made_once(void **state) {
    struct glyphs *g = *state;
    const struct glyph *first = glyphs_get(g, false, 20, false, 'a');
    for (uint32_t cp = 0x20; cp < 0x400; cp++) /* more than the table starts with */
        for (int px = 14; px < 18; px++)
            glyphs_get(g, false, px, false, cp);
    assert_ptr_equal(glyphs_get(g, false, 20, false, 'a'), first);
    assert_ptr_not_equal(glyphs_get(g, true, 20, false, 'a'), first);
    assert_ptr_not_equal(glyphs_get(g, false, 21, false, 'a'), first);
    assert_ptr_equal(glyphs_get(g, false, 20, true, 'a'), first); /* only digits are tabular */
}

static void blanks_have_width_and_marks_of_direction_have_none(void **state) {
    struct glyphs *g = *state;
    assert_null(glyphs_get(g, false, 20, false, ' ')->mask);
    assert_true(glyphs_get(g, false, 20, false, ' ')->advance > 0);
    assert_int_equal(glyphs_get(g, false, 20, false, 0x200b)->advance, 0);
    assert_int_equal(glyphs_get(g, false, 20, false, '\n')->advance, 0);
}

static void an_unknown_character_is_a_box(void **state) {
    struct glyphs *g = *state;
    const struct glyph *box = glyphs_get(g, false, 20, false, 0x4e00);
    assert_non_null(box->mask);
    assert_memory_equal(box->mask, glyphs_get(g, false, 20, false, 0x4e01)->mask,
                        (size_t)(box->w * box->h));
}

static void tabular_digits_are_of_one_width(void **state) {
    struct glyphs *g = *state;
    for (int px = 15; px <= 176; px += 23) {
        int width = glyphs_text_width(g, true, px, true, "0", 1);
        for (char digit = '1'; digit <= '9'; digit++)
            assert_int_equal(glyphs_text_width(g, true, px, true, &digit, 1), width);
    }
}

static void widths_add_up_wherever_a_text_is_cut(void **state) {
    struct glyphs *g = *state;
    const char *s = "AVATAR: Zażółć gęślą jaźń, 212 heads";
    size_t n = strlen(s);
    int whole = glyphs_text_width(g, false, 18, false, s, n);
    for (size_t i = 0; i <= n; i++)
        if (((unsigned char)s[i] & 0xc0) != 0x80)
            assert_int_equal(glyphs_text_width(g, false, 18, false, s, i) +
                                 glyphs_text_width(g, false, 18, false, s + i, n - i),
                             whole);
    assert_int_equal(glyphs_text_width(g, false, 18, false, s, 0), 0);
}

static void a_size_out_of_reason_is_clamped(void **state) {
    struct glyphs *g = *state;
    assert_true(glyphs_ascent(g, false, 0) > 0);
    assert_true(glyphs_get(g, false, -5, false, 'a')->advance >= 0);
    assert_true(glyphs_ascent(g, false, 1000000) < 2000);
}

static void painted_text_is_as_wide_as_measured(void **state) {
    struct glyphs *g = *state;
    enum { W = 400, H = 64 };
    static uint32_t px[W * H];
    struct canvas c = {px, W, H, W};
    const char *s = "Exact count: HHHH";
    int width = glyphs_text_width(g, true, 22, false, s, strlen(s));
    struct ui_op op = {.kind = UI_OP_TEXT,
                       .bold = true,
                       .px = 22,
                       .argb = 0xffffffff,
                       .text = s,
                       .len = (uint32_t)strlen(s),
                       .r = {10, 10, width, 30},
                       .clip = {0, 0, W, H}};
    struct ui_paint list = {.op = &op, .n = 1, .cap = 1};
    raster_paint(&c, &list, op.clip, g, NULL, NULL);
    int last = 0, lowest = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            if (px[y * W + x] != 0) {
                last = x > last ? x : last;
                lowest = y;
            }
    assert_in_range(last, 10 + width - 5, 10 + width - 1);
    assert_true(lowest >= 10 + glyphs_ascent(g, true, 22) - 1);
}

static void no_ink_leans_out_of_the_bounds_of_a_text(void **state) {
    struct glyphs *g = *state;
    static const int sizes[] = {15, 20, 32, 176};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
        for (uint32_t cp = 0x20; cp < 0x250; cp++) {
            const struct glyph *glyph = glyphs_get(g, true, sizes[i], false, cp);
            struct ui_op op = {.kind = UI_OP_TEXT,
                               .px = (uint16_t)sizes[i],
                               .r = {0, 0, glyph->advance, sizes[i]}};
            struct ui_rect r = ui_op_bounds(&op);
            assert_true(glyph->x >= r.x && glyph->x + glyph->w <= r.x + r.w);
            assert_true(glyph->y >= r.y && glyph->y + glyph->h <= r.y + r.h);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_font_names_its_package),
        cmocka_unit_test(a_letter_is_ink_on_the_baseline),
        cmocka_unit_test(an_accent_stands_above_the_letter),
        cmocka_unit_test(the_same_glyph_is_made_once),
        cmocka_unit_test(blanks_have_width_and_marks_of_direction_have_none),
        cmocka_unit_test(an_unknown_character_is_a_box),
        cmocka_unit_test(tabular_digits_are_of_one_width),
        cmocka_unit_test(widths_add_up_wherever_a_text_is_cut),
        cmocka_unit_test(a_size_out_of_reason_is_clamped),
        cmocka_unit_test(painted_text_is_as_wide_as_measured),
        cmocka_unit_test(no_ink_leans_out_of_the_bounds_of_a_text),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
