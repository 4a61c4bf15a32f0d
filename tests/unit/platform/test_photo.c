/* JPEG files: no larger than is needed, whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "image.h"
#include "platform/photo.h"

enum { W = 64, H = 32, SIDE = 4096 };

static struct image make(enum image_jpeg kind) {
    uint8_t *rgb = image_flat(W, H, 0x3060c0);
    struct image i = image_jpeg(rgb, W, H, kind);
    free(rgb);
    return i;
}

static void it_is_reduced_but_not_below_what_is_shown(void **state) {
    (void)state;
    static const struct {
        int room_w, room_h, w;
    } cases[] = {{8, 8, 8},    {9, 9, 16},   {8, 2, 8},     {16, 8, 16},    {17, 9, 32},
                 {32, 32, 32}, {33, 99, 64}, {99, 4, 8},    {4000, 1, 8},   {64, 32, 64},
                 {1, 1, 8},    {400, 5, 16}, {200, 99, 64}, {4000, 33, 64}, {33, 4, 8}};
    for (int kind = IMAGE_PLAIN; kind <= IMAGE_PROGRESSIVE; kind++) {
        IMAGE i = make((enum image_jpeg)kind);
        for (size_t k = 0; k < sizeof(cases) / sizeof(*cases); k++) {
            struct photo p;
            char why[100];
            assert_true(photo_read(i.bytes, i.n, SIDE, cases[k].room_w, cases[k].room_h, &p, why,
                                   sizeof(why)));
            assert_int_equal(p.w, cases[k].w);
            assert_int_equal(p.h, cases[k].w / 2);
            assert_in_range(p.rgb[0], 0x2d, 0x33);
            assert_in_range(p.rgb[3 * p.w * p.h - 1], 0xbd, 0xc3);
            free(p.rgb);
        }
    }
}

static void what_is_cut_short_is_no_photo(void **state) {
    (void)state;
    for (int kind = IMAGE_PLAIN; kind <= IMAGE_PROGRESSIVE; kind++) {
        IMAGE i = make((enum image_jpeg)kind);
        for (size_t n = 0; n < i.n; n++) {
            struct photo p = {0};
            char why[100] = "";
            assert_false(photo_read(i.bytes, n, SIDE, W, H, &p, why, sizeof(why)));
            assert_null(p.rgb);
            assert_true(why[0] != '\0');
        }
    }
}

static void refused(const struct image *i, int side_max, const char *words) {
    struct photo p = {0};
    char why[100] = "";
    assert_false(photo_read(i->bytes, i->n, side_max, W, H, &p, why, sizeof(why)));
    assert_null(p.rgb);
    assert_string_equal(why, words);
}

static void what_is_too_large_is_refused(void **state) {
    (void)state;
    IMAGE i = make(IMAGE_PLAIN), scans = make(IMAGE_MANY_SCANS);
    refused(&i, W - 1, "it has too many pixels");
    refused(&scans, SIDE, "it has too many scans");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_reduced_but_not_below_what_is_shown),
        cmocka_unit_test(what_is_cut_short_is_no_photo),
        cmocka_unit_test(what_is_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
