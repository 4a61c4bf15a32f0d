/* Pixels, one by one: fills, clips, blends, the corners and the outlines. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "platform/glyphs.h"
#include "platform/icons.h"
#include "platform/raster.h"

enum { W = 128, H = 96, FRAME = 0x123456 };

struct board { /* a canvas with a margin of pixels that nobody may touch */
    uint32_t px[(H + 2) * (W + 2)];
    struct canvas canvas;
};

static const struct ui_rect whole = {0, 0, W, H};

static void board_clear(struct board *b, uint32_t colour) {
    for (size_t i = 0; i < sizeof(b->px) / sizeof(*b->px); i++)
        b->px[i] = FRAME;
    b->canvas = (struct canvas){b->px + (W + 2) + 1, W, H, W + 2};
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            b->canvas.px[y * b->canvas.stride + x] = colour;
}

static uint32_t at(const struct board *b, int x, int y) {
    return b->canvas.px[y * b->canvas.stride + x];
}

static void paint(struct board *b, struct ui_op op, struct ui_rect clip) {
    struct ui_paint list = {.op = &op, .n = 1, .cap = 1};
    raster_paint(&b->canvas, &list, clip, NULL, NULL, NULL);
    for (int y = -1; y <= H; y++) {
        assert_int_equal(at(b, -1, y), FRAME);
        assert_int_equal(at(b, W, y), FRAME);
    }
    for (int x = -1; x <= W; x++) {
        assert_int_equal(at(b, x, -1), FRAME);
        assert_int_equal(at(b, x, H), FRAME);
    }
}

static struct ui_op filled(struct ui_rect r, int radius, uint32_t argb) {
    return (struct ui_op){
        .kind = UI_OP_FILL, .r = r, .clip = whole, .radius = (uint16_t)radius, .argb = argb};
}

static struct ui_op outlined(struct ui_rect r, int radius, int width, uint32_t argb) {
    struct ui_op op = filled(r, radius, argb);
    op.kind = UI_OP_EDGE;
    op.width = (uint16_t)width;
    return op;
}

static bool inside(struct ui_rect r, int x, int y) {
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

static void a_fill_covers_its_rectangle_and_nothing_else(void **state) {
    (void)state;
    struct board b;
    struct ui_rect r = {10, 20, 30, 40};
    board_clear(&b, 0xffffff);
    paint(&b, filled(r, 0, 0xff0a5145), whole);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            assert_int_equal(at(&b, x, y), inside(r, x, y) ? 0x0a5145 : 0xffffff);
}

static void clips_of_the_command_and_of_the_call_both_hold(void **state) {
    (void)state;
    struct board b;
    struct ui_rect a = {0, 0, 50, 50}, c = {40, 40, 60, 8};
    for (int kind = UI_OP_FILL; kind <= UI_OP_EDGE; kind++) {
        struct ui_op op = outlined((struct ui_rect){-20, -20, 300, 300}, 40, 90, 0xff000000);
        op.kind = (uint8_t)kind;
        op.clip = a;
        board_clear(&b, 0xffffff);
        paint(&b, op, c);
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                assert_int_equal(at(&b, x, y), inside(a, x, y) && inside(c, x, y) ? 0 : 0xffffff);
    }
}

static void nothing_is_painted_outside_the_canvas(void **state) {
    (void)state;
    struct board b;
    static const struct ui_rect places[] = {{-50, -50, 60, 60},
                                            {100, 70, 60, 60},
                                            {-300, 10, 900, 20},
                                            {200, 200, 10, 10},
                                            {5, 5, 0, 9}};
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        struct ui_op dashed = outlined(places[i], 12, 3, 0xff00ff00);
        dashed.dash = 5;
        board_clear(&b, 0);
        paint(&b, filled(places[i], 12, 0x80ff0000), (struct ui_rect){-999, -999, 9999, 9999});
        paint(&b, outlined(places[i], 12, 3, 0xff00ff00), (struct ui_rect){-999, -999, 9999, 9999});
        paint(&b, dashed, (struct ui_rect){-999, -999, 9999, 9999});
    }
}

static void blending_rounds_to_the_nearest(void **state) {
    (void)state;
    struct board b;
    for (unsigned alpha = 0; alpha <= 255; alpha++) {
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 64; x++)
                b.px[y * 64 + x] = (uint32_t)(y * 64 + x) * 0x010101;
        b.canvas = (struct canvas){b.px, 64, 4, 64};
        struct ui_op op = filled((struct ui_rect){0, 0, 64, 4}, 0, alpha << 24 | 0x00ff35);
        struct ui_paint list = {.op = &op, .n = 1, .cap = 1};
        op.clip = op.r;
        raster_paint(&b.canvas, &list, op.r, NULL, NULL, NULL);
        for (unsigned under = 0; under < 256; under++) {
            uint32_t want = 0;
            for (unsigned shift = 0; shift <= 16; shift += 8) {
                unsigned ink = 0x00ff35 >> shift & 0xff;
                want |= (2 * (under * (255 - alpha) + ink * alpha) + 255) / 510 << shift;
            }
            assert_int_equal(b.px[under], want);
        }
    }
}

/* White on black, so that a pixel is its coverage. */
static uint32_t coverage(const struct board *b, int x, int y) {
    uint32_t px = at(b, x, y);
    assert_int_equal(px, (px & 0xff) * 0x010101);
    return px & 0xff;
}

static void assert_mirrored(const struct board *b, struct ui_rect r) {
    for (int j = 0; j < r.h; j++)
        for (int i = 0; i < r.w; i++) {
            uint32_t here = coverage(b, r.x + i, r.y + j);
            assert_int_equal(here, coverage(b, r.x + r.w - 1 - i, r.y + j));
            assert_int_equal(here, coverage(b, r.x + i, r.y + r.h - 1 - j));
        }
}

static void round_corners_are_smooth_and_even(void **state) {
    (void)state;
    struct board b;
    struct ui_rect r = {3, 2, 101, 90};
    for (int radius = 1; radius <= 45; radius++) {
        board_clear(&b, 0);
        paint(&b, filled(r, radius, 0xffffffff), whole);
        assert_mirrored(&b, r);
        double covered = 0;
        for (int j = 0; j < radius; j++) {
            uint32_t before = 0;
            for (int i = 0; i < radius; i++) {
                uint32_t here = coverage(&b, r.x + i, r.y + j);
                assert_true(here >= before); /* from none to full, never back */
                assert_int_equal(here, coverage(&b, r.x + j, r.y + i));
                before = here;
                covered += here / 255.0;
            }
            assert_int_equal(coverage(&b, r.x + radius, r.y + j), 255);
        }
        double quarter = 3.14159265 * radius * radius / 4;
        assert_true(fabs(covered - quarter) < 0.3 + 0.004 * quarter);
    }
}

static void a_radius_too_large_makes_a_full_round(void **state) {
    (void)state;
    struct board chip, huge;
    struct ui_rect r = {4, 4, 80, 52};
    board_clear(&chip, 0);
    board_clear(&huge, 0);
    paint(&chip, filled(r, 26, 0xffffffff), whole);
    paint(&huge, filled(r, 9999, 0xffffffff), whole);
    assert_memory_equal(chip.px, huge.px, sizeof(chip.px));
}

static void an_outline_is_the_difference_of_two_fills(void **state) {
    (void)state;
    static struct board outer, inner, ring;
    struct ui_rect r = {5, 6, 90, 64};
    for (int width = 1; width <= 4; width++)
        for (int radius = width + 1; radius <= 32; radius++) {
            struct ui_rect hole = {r.x + width, r.y + width, r.w - 2 * width, r.h - 2 * width};
            board_clear(&outer, 0);
            board_clear(&inner, 0);
            board_clear(&ring, 0);
            paint(&outer, filled(r, radius, 0xffffffff), whole);
            paint(&inner, filled(hole, radius - width, 0xffffffff), whole);
            paint(&ring, outlined(r, radius, width, 0xffffffff), whole);
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                    assert_int_equal(coverage(&ring, x, y),
                                     coverage(&outer, x, y) - coverage(&inner, x, y));
        }
}

static void a_square_outline_has_square_corners(void **state) {
    (void)state;
    struct board b;
    struct ui_rect r = {5, 6, 40, 30}, hole = {8, 9, 34, 24};
    board_clear(&b, 0);
    paint(&b, outlined(r, 0, 3, 0xffffffff), whole);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            assert_int_equal(coverage(&b, x, y), inside(r, x, y) && !inside(hole, x, y) ? 255 : 0);
}

static void dashes_lie_on_the_outline_evenly(void **state) {
    (void)state;
    static struct board full, dashed;
    struct ui_rect r = {5, 6, 104, 52};
    struct ui_op op = outlined(r, 26, 2, 0xffffffff);
    board_clear(&full, 0);
    board_clear(&dashed, 0);
    paint(&full, op, whole);
    op.dash = 5;
    paint(&dashed, op, whole);
    assert_mirrored(&dashed, r);
    double ink = 0, all = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            assert_true(coverage(&dashed, x, y) <= coverage(&full, x, y));
            ink += coverage(&dashed, x, y);
            all += coverage(&full, x, y);
        }
    assert_true(fabs(ink / all - 0.5) < 0.04); /* as much dash as gap */
    assert_int_equal(coverage(&dashed, r.x + r.w / 2, r.y), 255);
}

static void part_by_part_is_the_same_as_at_once(void **state) {
    (void)state;
    static struct board once, parts;
    struct ui_op ops[] = {filled(whole, 0, 0xffeef2f5),
                          filled((struct ui_rect){8, 8, 100, 64}, 26, 0xff0a5145),
                          outlined((struct ui_rect){8, 8, 100, 64}, 26, 3, 0xff6c7d8c),
                          outlined((struct ui_rect){20, 20, 70, 40}, 12, 2, 0xffffffff),
                          filled(whole, 0, 0x9912202e)};
    ops[3].dash = 6;
    struct ui_paint list = {.op = ops, .n = 5, .cap = 5};
    board_clear(&once, 0);
    board_clear(&parts, 0);
    raster_paint(&once.canvas, &list, whole, NULL, NULL, NULL);
    for (int y = 0; y < H; y += 7)
        for (int x = 0; x < W; x += 11)
            raster_paint(&parts.canvas, &list, (struct ui_rect){x, y, 11, 7}, NULL, NULL, NULL);
    assert_memory_equal(once.px, parts.px, sizeof(once.px));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fill_covers_its_rectangle_and_nothing_else),
        cmocka_unit_test(clips_of_the_command_and_of_the_call_both_hold),
        cmocka_unit_test(nothing_is_painted_outside_the_canvas),
        cmocka_unit_test(blending_rounds_to_the_nearest),
        cmocka_unit_test(round_corners_are_smooth_and_even),
        cmocka_unit_test(a_radius_too_large_makes_a_full_round),
        cmocka_unit_test(an_outline_is_the_difference_of_two_fills),
        cmocka_unit_test(a_square_outline_has_square_corners),
        cmocka_unit_test(dashes_lie_on_the_outline_evenly),
        cmocka_unit_test(part_by_part_is_the_same_as_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
