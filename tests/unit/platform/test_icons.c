/* Icons: found by name, averaged down by area, mirrored where the script runs the other way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <png.h>

#include "platform/icons.h"
#include "platform/raster.h"

struct folder {
    char dir[32], file[64];
    struct icons *icons;
};

/* "half": 128 pixels square, opaque from `from` on in every row. */
static int make_folder(void **state) {
    enum { SIDE = 128, FROM = 64 };
    struct folder *f = calloc(1, sizeof(*f));
    if (f == NULL)
        return -1;
    snprintf(f->dir, sizeof(f->dir), "/tmp/test_icons_XXXXXX");
    if (mkdtemp(f->dir) == NULL)
        return -1;
    snprintf(f->file, sizeof(f->file), "%s/half.png", f->dir);
    static uint8_t rgba[SIDE * SIDE * 4];
    for (int y = 0; y < SIDE; y++)
        for (int x = FROM; x < SIDE; x++)
            rgba[(y * SIDE + x) * 4 + 3] = 255;
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = SIDE, .height = SIDE, .format = PNG_FORMAT_RGBA};
    if (!png_image_write_to_file(&image, f->file, 0, rgba, 0, NULL))
        return -1;
    f->icons = icons_open(f->dir);
    *state = f;
    return 0;
}

static int remove_folder(void **state) {
    struct folder *f = *state;
    icons_close(f->icons);
    unlink(f->file);
    rmdir(f->dir);
    free(f);
    return 0;
}

static void a_mask_is_the_mean_of_its_area(void **state) {
    struct folder *f = *state;
    for (int size = 1; size <= 200; size++) {
        const uint8_t *m = icons_get(f->icons, "half", size);
        assert_non_null(m);
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++) {
                double from = x, to = x + 1, half = size / 2.0;
                double part = to <= half ? 0 : from >= half ? 1 : to - half;
                assert_true(abs(m[y * size + x] - (int)(part * 255 + 0.5)) <= 2);
            }
    }
}

static void a_mask_stays_where_it_is(void **state) {
    struct folder *f = *state;
    const uint8_t *first = icons_get(f->icons, "half", 24);
    for (int size = 25; size < 120; size++)
        icons_get(f->icons, "half", size);
    assert_ptr_equal(icons_get(f->icons, "half", 24), first);
}

static void what_is_not_there_is_not_painted(void **state) {
    struct folder *f = *state;
    assert_null(icons_get(f->icons, "none", 24));
    assert_null(icons_get(f->icons, "none", 24));
    assert_null(icons_get(f->icons, "half", 0));
    assert_null(icons_get(f->icons, "half", 100000));
}

static void a_flipped_icon_is_its_mirror_image(void **state) {
    struct folder *f = *state;
    for (int flip = 0; flip <= 1; flip++) {
        uint32_t px[24 * 24] = {0};
        struct canvas c = {px, 24, 24, 24};
        struct ui_op op = {.kind = UI_OP_ICON,
                           .flip = flip,
                           .argb = 0xffffffff,
                           .r = {2, 2, 20, 20},
                           .clip = {0, 0, 24, 24},
                           .text = "half",
                           .len = 4};
        struct ui_paint list = {.op = &op, .n = 1, .cap = 1};
        raster_paint(&c, &list, op.clip, NULL, f->icons, NULL);
        for (int y = 0; y < 24; y++)
            for (int x = 0; x < 24; x++) {
                bool in = x >= 2 && x < 22 && y >= 2 && y < 22;
                bool right = x >= 12;
                assert_int_equal(px[y * 24 + x], in && right != flip ? 0xffffff : 0);
            }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mask_is_the_mean_of_its_area),
        cmocka_unit_test(a_mask_stays_where_it_is),
        cmocka_unit_test(what_is_not_there_is_not_painted),
        cmocka_unit_test(a_flipped_icon_is_its_mirror_image),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
