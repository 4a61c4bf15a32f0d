/* What a form brings as a picture: the right pixels in the right shape, or an error in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/module.h"
#include "image.h"
#include "platform/picture.h"

static struct picture_photos photos = {.read = photo_read};

static struct picture decode(const struct image *i, int w, int h) {
    struct picture p = {0};
    struct err err = {0};
    if (!picture_decode(&photos, i->bytes, i->n, w, h, &p, &err))
        fail_msg("%s", err.text);
    return p;
}

static void assert_near(uint32_t have, uint32_t want, int tolerance) {
    for (int shift = 0; shift <= 16; shift += 8) {
        int off = (int)(have >> shift & 0xff) - (int)(want >> shift & 0xff);
        if (abs(off) > tolerance)
            fail_msg("%06x is not near %06x", have, want);
    }
    assert_int_equal(have >> 24, 0);
}

static void assert_flat(const struct image *i, uint32_t colour, int tolerance) {
    struct picture p = decode(i, 5, 5);
    for (int k = 0; k < p.w * p.h; k++)
        assert_near(p.px[k], colour, tolerance);
    free(p.px);
}

static void every_kind_of_png_shows_its_colour(void **state) {
    (void)state;
    static const uint8_t rgb[] = {0x30, 0x60, 0xc0}, bgr[] = {0xc0, 0x60, 0x30}, grey[] = {0x77},
                         clear[] = {0x12, 0x34, 0x56, 0}, whole[] = {0x12, 0x34, 0x56, 255};
    static const uint16_t linear[] = {65535, 0, 65535};
    static const struct {
        const void *px;
        uint32_t format, colour;
    } cases[] = {{rgb, PNG_FORMAT_RGB, 0x3060c0},    {bgr, PNG_FORMAT_BGR, 0x3060c0},
                 {grey, PNG_FORMAT_GRAY, 0x777777},  {clear, PNG_FORMAT_RGBA, 0xffffff},
                 {whole, PNG_FORMAT_RGBA, 0x123456}, {linear, PNG_FORMAT_LINEAR_RGB, 0xff00ff}};
    for (size_t k = 0; k < sizeof(cases) / sizeof(*cases); k++) {
        IMAGE i = image_png(cases[k].px, 1, 1, cases[k].format);
        assert_flat(&i, cases[k].colour, 1);
    }
}

static void a_jpeg_shows_its_colour(void **state) {
    (void)state;
    for (int w = 1; w <= 33; w += 8) {
        uint8_t *rgb = image_flat(w, 17, 0x3060c0);
        IMAGE plain = image_jpeg(rgb, w, 17, IMAGE_PLAIN);
        IMAGE progressive = image_jpeg(rgb, w, 17, IMAGE_PROGRESSIVE);
        assert_flat(&plain, 0x3060c0, 3);
        assert_flat(&progressive, 0x3060c0, 3);
        free(rgb);
    }
}

static void the_shape_is_kept(void **state) {
    (void)state;
    static const struct {
        int w, h, room_w, room_h, to_w, to_h;
    } cases[] = {{40, 20, 10, 10, 10, 5},    {20, 40, 10, 10, 5, 10},    {10, 10, 30, 20, 20, 20},
                 {1, 400, 10, 10, 1, 10},    {400, 1, 10, 10, 10, 1},    {7, 3, 7, 3, 7, 3},
                 {3, 2, 300, 300, 300, 200}, {100, 75, 99, 4096, 99, 74}};
    for (size_t k = 0; k < sizeof(cases) / sizeof(*cases); k++) {
        uint8_t *rgb = image_flat(cases[k].w, cases[k].h, 0x804020);
        IMAGE i = image_png(rgb, cases[k].w, cases[k].h, PNG_FORMAT_RGB);
        struct picture p = decode(&i, cases[k].room_w, cases[k].room_h);
        assert_int_equal(p.w, cases[k].to_w);
        assert_int_equal(p.h, cases[k].to_h);
        for (int n = 0; n < p.w * p.h; n++)
            assert_int_equal(p.px[n], 0x804020);
        free(p.px);
        free(rgb);
    }
}

/* A line of grey pixels, scaled to `to` pixels across. */
static void assert_line(const uint8_t *grey, int from, const uint8_t *want, int to) {
    for (int down = 0; down <= 1; down++) {
        IMAGE i = image_png(grey, down ? 1 : from, down ? from : 1, PNG_FORMAT_GRAY);
        struct picture p = decode(&i, to, to);
        assert_int_equal(down ? p.h : p.w, to);
        for (int k = 0; k < to; k++)
            assert_near(p.px[down ? k * p.w : k], want[k] * 0x10101u, 1);
        free(p.px);
    }
}

static void shrinking_takes_the_mean_and_enlarging_the_line_between(void **state) {
    (void)state;
    assert_line((const uint8_t[]){0, 255, 0, 255}, 4, (const uint8_t[]){128, 128}, 2);
    assert_line((const uint8_t[]){0, 90, 240}, 3, (const uint8_t[]){30, 190}, 2);
    assert_line((const uint8_t[]){0, 120, 30}, 3, (const uint8_t[]){50}, 1);
    assert_line((const uint8_t[]){0, 200}, 2, (const uint8_t[]){0, 50, 150, 200}, 4);
    assert_line((const uint8_t[]){10, 20, 30}, 3, (const uint8_t[]){10, 20, 30}, 3);
}

static void what_is_cut_short_is_whole_or_nothing(void **state) {
    (void)state;
    uint8_t px[16 * 16];
    for (size_t i = 0; i < sizeof(px); i++)
        px[i] = (uint8_t)(i * 37);
    IMAGE i = image_png(px, 16, 16, PNG_FORMAT_GRAY);
    struct picture whole = decode(&i, 16, 16);
    size_t shown = 0;
    for (size_t n = 0; n < i.n; n++) {
        struct picture p = {0};
        struct err err = {0};
        if (picture_decode(&photos, i.bytes, n, 16, 16, &p, &err)) {
            assert_memory_equal(p.px, whole.px, sizeof(px) * sizeof(*p.px));
            shown++;
        } else {
            assert_true(err.text[0] != '\0');
        }
        free(p.px);
    }
    assert_in_range(shown, 0, 20); /* the chunk behind the pixels may be missing */
    free(whole.px);
}

static void assert_refused(const void *bytes, size_t n, int w, int h, enum err_kind kind) {
    struct picture p = {0};
    struct err err = {0};
    assert_false(picture_decode(&photos, bytes, n, w, h, &p, &err));
    assert_int_equal(err.kind, kind);
    assert_null(p.px);
}

static void what_is_no_picture_is_refused(void **state) {
    (void)state;
    uint8_t *rgb = image_flat(PICTURE_SIDE_MAX + 1, 1, 0);
    IMAGE wide = image_png(rgb, PICTURE_SIDE_MAX + 1, 1, PNG_FORMAT_RGB);
    IMAGE high = image_jpeg(rgb, 1, PICTURE_SIDE_MAX + 1, IMAGE_PLAIN);
    IMAGE good = image_png(rgb, 1, 1, PNG_FORMAT_RGB);
    assert_refused("<svg/>", 6, 9, 9, ERR_INPUT);
    assert_refused("", 0, 9, 9, ERR_INPUT);
    assert_refused("\x89PNG\r\n\x1a\n", 8, 9, 9, ERR_DAMAGED);
    assert_refused("\xff\xd8\xff", 3, 9, 9, ERR_DAMAGED);
    assert_refused(wide.bytes, wide.n, 9, 9, ERR_INPUT);
    assert_refused(high.bytes, high.n, 9, 9, ERR_DAMAGED);
    assert_refused(good.bytes, good.n, 0, 9, ERR_INPUT);
    assert_refused(good.bytes, good.n, 9, -1, ERR_INPUT);
    assert_refused(good.bytes, good.n, 9, PICTURE_SIDE_MAX + 1, ERR_INPUT);
    free(rgb);
}

static void assert_unreadable(const char *path, const char *words) {
    struct picture p = {0};
    struct err err = {0};
    assert_false(picture_read(&photos, path, 9, 9, &p, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
    assert_null(p.px);
}

static void only_a_regular_file_is_read(void **state) {
    (void)state;
    char dir[] = "/tmp/test_picture_XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    path_join(path, sizeof(path), dir, "map.png");
    assert_unreadable(path, "map.png");
    assert_unreadable(dir, "test_picture_");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_unreadable(path, "map.png");
    unlink(path);

    uint8_t rgb[3] = {1, 2, 3};
    IMAGE i = image_png(rgb, 1, 1, PNG_FORMAT_RGB);
    struct picture p = {0};
    assert_true(file_write_whole(path, i.bytes, i.n, NULL));
    assert_true(picture_read(&photos, path, 1, 1, &p, NULL));
    assert_int_equal(p.px[0], 0x010203);
    free(p.px);
    assert_int_equal(truncate(path, 20), 0);
    assert_unreadable(path, "map.png: The picture is damaged");
    assert_int_equal(truncate(path, PICTURE_FILE_MAX + 1), 0);
    assert_unreadable(path, "larger than 8 MiB");
    unlink(path);
    rmdir(dir);
}

/* The module as it is installed: lib/turnout beside the folder of the tests. */
static void the_module_is_loaded_when_a_photograph_comes(void **state) {
    (void)state;
    uint8_t rgb[3] = {200, 200, 200};
    IMAGE i = image_jpeg(rgb, 1, 1, IMAGE_PLAIN);
    struct picture_photos module = {0};
    struct picture p = {0};
    struct err err = {0};
    module_set_dir("/nowhere");
    assert_false(picture_decode(&module, i.bytes, i.n, 1, 1, &p, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_non_null(strstr(err.text, "/nowhere/photo.so"));
    char exe[4000] = "", dir[4100];
    assert_true(readlink("/proc/self/exe", exe, sizeof(exe) - 1) > 0);
    char *tests = strstr(exe, "/tests/unit/");
    if (tests == NULL)
        skip();
    *tests = '\0';
    path_join(dir, sizeof(dir), exe, "lib/turnout");
    module_set_dir(dir);
    assert_true(picture_decode(&module, i.bytes, i.n, 1, 1, &p, &err));
    assert_near(p.px[0], 0xc8c8c8, 2);
    free(p.px);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_png_shows_its_colour),
        cmocka_unit_test(a_jpeg_shows_its_colour),
        cmocka_unit_test(the_shape_is_kept),
        cmocka_unit_test(shrinking_takes_the_mean_and_enlarging_the_line_between),
        cmocka_unit_test(what_is_cut_short_is_whole_or_nothing),
        cmocka_unit_test(what_is_no_picture_is_refused),
        cmocka_unit_test(only_a_regular_file_is_read),
        cmocka_unit_test(the_module_is_loaded_when_a_photograph_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
