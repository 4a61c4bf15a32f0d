/* Files below a folder: all of them once, in order, and a word for each place that was left out. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/walk.h"

static char dir[] = "/tmp/test_walk.XXXXXX";

static int make_dir(void **state) {
    (void)state;
    return mkdtemp(dir) ? 0 : -1;
}

static void below(char *out, const char *name) {
    path_join(out, PATH_MAX, dir, name);
}

static void put(const char *folder, const char *name) {
    char path[PATH_MAX], at[PATH_MAX];
    below(at, folder);
    assert_true(file_make_dirs(at, NULL));
    path_join(path, sizeof path, at, name);
    assert_true(file_write_new(path, 0600, "x", 1, NULL));
}

/* Names from the folder on, a line each; what was left out with an exclamation mark. */
static void note(void *ctx, const char *path, const struct err *why) {
    str_addf(ctx, "%s%s\n", why ? "!" : "", path + strlen(dir) + 1);
    assert_true(!why || why->text[0] != '\0');
}

static void visits_files_in_order(void **state) {
    (void)state;
    char link[PATH_MAX];
    struct str seen CLEANUP(str_release) = {0};
    put("b", "2");
    put("b", "1");
    put("a/c", "x.xml");
    put(".hidden", "y");
    put("", ".hidden-too");
    put("", "z");
    below(link, "a/link");
    assert_int_equal(symlink(dir, link), 0);
    walk_files(dir, 10, note, &seen);
    assert_string_equal(str_c(&seen), "a/c/x.xml\nb/1\nb/2\nz\n");
    str_cut(&seen, 0);
    walk_files(dir, 2, note, &seen);
    assert_string_equal(str_c(&seen), "a/c/x.xml\nb/1\n!b/2\n");
    str_cut(&seen, 0);
    walk_files(dir, 4, note, &seen);
    assert_string_equal(str_c(&seen), "a/c/x.xml\nb/1\nb/2\nz\n");
}

static void says_what_it_leaves_out(void **state) {
    (void)state;
    char gone[PATH_MAX];
    struct str seen CLEANUP(str_release) = {0};
    put("a/1/2/3/4/5/6/7", "deep");
    put("a/1/2/3/4/5/6/7/8", "deeper");
    walk_files(dir, 100, note, &seen);
    assert_non_null(strstr(str_c(&seen), "a/1/2/3/4/5/6/7/deep\n"));
    assert_non_null(strstr(str_c(&seen), "!a/1/2/3/4/5/6/7/8\n"));
    assert_null(strstr(str_c(&seen), "deeper"));
    str_cut(&seen, 0);
    below(gone, "gone");
    walk_files(gone, 100, note, &seen);
    assert_string_equal(str_c(&seen), "!gone\n");
}

static int remove_dir(void **state) {
    (void)state;
    static const char *const paths[] = {"a/1/2/3/4/5/6/7/8/deeper",
                                        "a/1/2/3/4/5/6/7/8",
                                        "a/1/2/3/4/5/6/7/deep",
                                        "a/1/2/3/4/5/6/7",
                                        "a/1/2/3/4/5/6",
                                        "a/1/2/3/4/5",
                                        "a/1/2/3/4",
                                        "a/1/2/3",
                                        "a/1/2",
                                        "a/1",
                                        "a/link",
                                        "a/c/x.xml",
                                        "a/c",
                                        "a",
                                        "b/1",
                                        "b/2",
                                        "b",
                                        ".hidden/y",
                                        ".hidden",
                                        ".hidden-too",
                                        "z",
                                        ""};
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        below(path, paths[i]);
        remove(path);
    }
    return file_exists(dir) ? -1 : 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(visits_files_in_order),
        cmocka_unit_test(says_what_it_leaves_out),
    };
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
