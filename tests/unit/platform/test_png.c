/* Pictures come back as they were written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/png.h"

static void a_picture_comes_back(void **state) {
    (void)state;
    char path[] = "/tmp/test_png_XXXXXX";
    close(mkstemp(path));
    uint32_t px[5 * 8];
    for (uint32_t i = 0; i < 5 * 8; i++)
        px[i] = i * 0x061a2b & 0xffffff;
    struct canvas out = {px, 6, 5, 8}, in; /* two pixels of each row are not shown */
    struct err err = {0};
    assert_true(png_write(path, &out, &err));
    assert_true(png_read(path, &in, &err));
    assert_int_equal(in.w, 6);
    assert_int_equal(in.h, 5);
    for (int y = 0; y < 5; y++)
        assert_memory_equal(in.px + y * in.stride, px + y * 8, 6 * sizeof(*px));
    free(in.px);
    unlink(path);
}

static void what_cannot_be_written_or_read_is_said(void **state) {
    (void)state;
    uint32_t px = 0;
    struct canvas c = {&px, 1, 1, 1};
    struct err err = {0};
    assert_false(png_write("/nowhere/a.png", &c, &err));
    assert_non_null(strstr(err.text, "/nowhere/a.png"));
    assert_false(png_read("/nowhere/a.png", &c, &err));
    assert_non_null(strstr(err.text, "cannot be read"));
    assert_ptr_equal(c.px, &px); /* untouched */
}

static void a_cut_picture_is_damaged(void **state) {
    (void)state;
    char path[] = "/tmp/test_png_XXXXXX";
    close(mkstemp(path));
    static uint32_t px[64 * 64];
    for (uint32_t i = 0; i < 64 * 64; i++)
        px[i] = i * 2654435761u >> 8;
    struct canvas c = {px, 64, 64, 64};
    struct err err = {0};
    assert_true(png_write(path, &c, &err));
    assert_int_equal(truncate(path, 2000), 0);
    assert_false(png_read(path, &c, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_comes_back),
        cmocka_unit_test(what_cannot_be_written_or_read_is_said),
        cmocka_unit_test(a_cut_picture_is_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
