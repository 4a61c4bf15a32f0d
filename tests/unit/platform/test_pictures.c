/* Pictures are kept while there is room, noticed when they change, and painted where they belong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "image.h"
#include "platform/pictures.h"
#include "platform/raster.h"

struct shelf {
    char dir[32], path[64];
    struct pictures *pictures;
};

static void write_flat(const struct shelf *s, int w, int h, uint32_t colour) {
    uint8_t *rgb = image_flat(w, h, colour);
    IMAGE i = image_png(rgb, w, h, PNG_FORMAT_RGB);
    assert_true(file_write_whole(s->path, i.bytes, i.n, NULL));
    free(rgb);
}

static int open_shelf(void **state) {
    struct shelf *s = calloc(1, sizeof(*s));
    if (s == NULL)
        return -1;
    snprintf(s->dir, sizeof(s->dir), "/tmp/test_pictures_XXXXXX");
    if (mkdtemp(s->dir) == NULL)
        return -1;
    path_join(s->path, sizeof(s->path), s->dir, "bin.png");
    s->pictures = pictures_open();
    *state = s;
    return 0;
}

static int close_shelf(void **state) {
    struct shelf *s = *state;
    pictures_close(s->pictures);
    unlink(s->path);
    rmdir(s->dir);
    free(s);
    return 0;
}

static void a_picture_is_read_once(void **state) {
    struct shelf *s = *state;
    write_flat(s, 4, 2, 0x112233);
    const struct picture *p = pictures_get(s->pictures, s->path, 8, 8);
    assert_non_null(p);
    assert_int_equal(p->w, 8);
    assert_int_equal(p->h, 4);
    assert_int_equal(p->px[31], 0x112233);
    const uint32_t *px = p->px;
    size_t bytes = pictures_bytes(s->pictures);
    assert_ptr_equal(pictures_get(s->pictures, s->path, 8, 8)->px, px);
    assert_int_equal(pictures_bytes(s->pictures), bytes);
    assert_int_equal(pictures_get(s->pictures, s->path, 4, 4)->w, 4);
    assert_true(pictures_bytes(s->pictures) > bytes);
}

static void a_file_that_has_changed_is_read_again(void **state) {
    struct shelf *s = *state;
    assert_null(pictures_get(s->pictures, s->path, 8, 8));
    size_t bytes = pictures_bytes(s->pictures);
    assert_null(pictures_get(s->pictures, s->path, 8, 8));
    assert_int_equal(pictures_bytes(s->pictures), bytes);
    write_flat(s, 2, 2, 0x112233);
    assert_int_equal(pictures_get(s->pictures, s->path, 8, 8)->px[0], 0x112233);
    write_flat(s, 2, 2, 0x445566);
    assert_int_equal(pictures_get(s->pictures, s->path, 8, 8)->px[0], 0x445566);
    unlink(s->path);
    assert_null(pictures_get(s->pictures, s->path, 8, 8));
    assert_int_equal(pictures_bytes(s->pictures), bytes);
    assert_null(pictures_get(s->pictures, "", 8, 8));
}

static void what_was_shown_longest_ago_goes_first(void **state) {
    struct shelf *s = *state;
    write_flat(s, 1, 1, 0x112233);
    size_t took[4], all = 0;
    for (int i = 0; i < 3; i++) { /* 1.0, 1.1 and 1.2 MB and a little more */
        assert_non_null(pictures_get(s->pictures, s->path, 500 + 25 * i, 500 + 25 * i));
        took[i] = pictures_bytes(s->pictures) - all;
        all += took[i];
    }
    pictures_get(s->pictures, s->path, 500, 500);
    assert_non_null(pictures_get(s->pictures, s->path, 501, 501));
    took[3] = 501 * 501 * 4;
    size_t bytes = pictures_bytes(s->pictures);
    assert_true(bytes <= PICTURES_BYTES_MAX);
    assert_in_range(bytes, took[0] + took[2] + took[3], took[0] + took[2] + took[3] + 1000);
    /* One that is larger than all the room there is has it alone, while it is shown. */
    assert_non_null(pictures_get(s->pictures, s->path, 1100, 1100));
    assert_in_range(pictures_bytes(s->pictures), 1100 * 1100 * 4, 1100 * 1100 * 4 + 1000);
    assert_non_null(pictures_get(s->pictures, s->path, 10, 10));
    assert_true(pictures_bytes(s->pictures) < 1000 + 400);
}

enum { SIDE = 24, GROUND = 0xeeeeee, INK = 0x445566 };

/* A picture with a line of what stands in its place, then a dot behind it. */
static void paint(struct pictures *pictures, const char *path, uint32_t *px, bool in_parts) {
    struct ui_rect all = {0, 0, SIDE, SIDE};
    struct ui_op op[] = {
        {.kind = UI_OP_FILL, .argb = 0xff000000 | GROUND, .r = all, .clip = all},
        {.kind = UI_OP_PICTURE,
         .r = {2, 2, 20, 20},
         .clip = {2, 2, 20, 16},
         .text = path,
         .len = (uint32_t)strlen(path),
         .instead = 1},
        {.kind = UI_OP_FILL, .argb = 0xff000000 | INK, .r = {2, 2, 20, 1}, .clip = {2, 2, 20, 16}},
        {.kind = UI_OP_FILL, .argb = 0xff000000, .r = {0, 0, 1, 1}, .clip = all},
    };
    struct canvas c = {px, SIDE, SIDE, SIDE};
    struct ui_paint list = {.op = op, .n = sizeof(op) / sizeof(*op)};
    int step = in_parts ? 5 : SIDE;
    for (int y = 0; y < SIDE; y += step)
        for (int x = 0; x < SIDE; x += step)
            raster_paint(&c, &list, (struct ui_rect){x, y, step, step}, NULL, NULL, pictures);
    assert_int_equal(px[0], 0);
}

static void it_is_painted_in_the_middle_and_nothing_instead(void **state) {
    struct shelf *s = *state;
    write_flat(s, 2, 1, 0x112233);
    for (int in_parts = 0; in_parts <= 1; in_parts++) {
        uint32_t px[SIDE * SIDE];
        paint(s->pictures, s->path, px, in_parts);
        for (int y = 1; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                bool in = x >= 2 && x < 22 && y >= 7 && y < 17;
                assert_int_equal(px[y * SIDE + x], in ? 0x112233 : GROUND);
            }
        paint(s->pictures, "", px, in_parts);
        for (int y = 1; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
                assert_int_equal(px[y * SIDE + x], y == 2 && x >= 2 && x < 22 ? INK : GROUND);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_picture_is_read_once, open_shelf, close_shelf),
        cmocka_unit_test_setup_teardown(a_file_that_has_changed_is_read_again, open_shelf,
                                        close_shelf),
        cmocka_unit_test_setup_teardown(what_was_shown_longest_ago_goes_first, open_shelf,
                                        close_shelf),
        cmocka_unit_test_setup_teardown(it_is_painted_in_the_middle_and_nothing_instead, open_shelf,
                                        close_shelf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
