/* Files: what is refused and how it is said, whole writes, folders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include <sys/resource.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

/* Each test works in a folder of its own and leaves it empty. */
static int enter(void **state) {
    static char dir[64];
    STR_COPY(dir, "/tmp/turnout-file-XXXXXX");
    *state = dir;
    return mkdtemp(dir) && chdir(dir) == 0 ? 0 : -1;
}

static int leave(void **state) {
    return chdir("/") | rmdir(*state);
}

static int entries(void) {
    DIR *d = opendir(".");
    int n = -2; /* . and .. */
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static void writes_and_reads_back(void **state) {
    (void)state;
    struct str s CLEANUP(str_release) = {0};
    struct err e = {0};
    assert_true(file_write_whole("a.csv", "one", 3, &e));
    assert_true(file_write_whole("a.csv", "two\0!", 5, &e));
    str_add(&s, "> ");
    assert_true(file_read("a.csv", 5, &s, &e));
    assert_int_equal(s.len, 7);
    assert_memory_equal(s.p, "> two\0!", 8);
    assert_int_equal(entries(), 1);
    assert_int_equal(unlink("a.csv"), 0);
}

static void a_new_file_is_never_written_over_another(void **state) {
    (void)state;
    struct str s CLEANUP(str_release) = {0};
    struct stat st;
    struct err e = {0};
    assert_true(file_write_new("own.pem", 0600, "one", 3, &e));
    assert_false(file_write_new("own.pem", 0600, "two", 3, &e));
    assert_int_equal(e.kind, ERR_INPUT);
    assert_string_equal(e.text, "own.pem is there already: choose another name");
    assert_true(file_read("own.pem", 5, &s, &e));
    assert_string_equal(str_c(&s), "one");
    assert_int_equal(stat("own.pem", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(unlink("own.pem"), 0);
    assert_false(file_write_new("no/such/own.pem", 0600, "one", 3, &e));
    assert_int_equal(e.kind, ERR_MISSING);
}

static void reads_large_files_whole(void **state) {
    (void)state;
    enum { SIZE = 100000 };
    char *bytes = malloc(SIZE);
    assert_non_null(bytes);
    for (int i = 0; i < SIZE; i++)
        bytes[i] = (char)(i * 31);
    struct str s CLEANUP(str_release) = {0};
    assert_true(file_write_whole("big", bytes, SIZE, NULL));
    assert_true(file_read("big", SIZE, &s, NULL));
    assert_int_equal(s.len, SIZE);
    assert_memory_equal(s.p, bytes, SIZE);
    free(bytes);
    assert_int_equal(unlink("big"), 0);
}

static void assert_refused(const char *path, size_t cap, enum err_kind kind, const char *text) {
    struct str s CLEANUP(str_release) = {0};
    struct err e = {0};
    str_add(&s, "kept");
    assert_false(file_read(path, cap, &s, &e));
    assert_string_equal(e.text, text);
    assert_int_equal(e.kind, kind);
    assert_string_equal(str_c(&s), "kept");
}

static void refuses_with_a_sentence(void **state) {
    (void)state;
    assert_int_equal(mkdir("roster.csv", 0700), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_true(file_write_whole("long.csv", "123456", 6, NULL));
    assert_refused("./roster.csv", 9, ERR_INPUT, "roster.csv is a folder: name the file inside it");
    assert_refused("pipe", 9, ERR_INPUT, "pipe is a device or pipe, not a file: name a file");
    assert_refused("/dev/zero", 9, ERR_INPUT, "zero is a device or pipe, not a file: name a file");
    assert_refused("gone.csv", 9, ERR_MISSING,
                   "gone.csv is not there: check the name and the folder");
    assert_refused("long.csv/x", 9, ERR_MISSING,
                   "cannot open x: a part of the path is a file, not a folder");
    assert_refused("long.csv", 5, ERR_INPUT,
                   "long.csv is larger than 5 bytes: choose another file");
    assert_int_equal(truncate("long.csv", (3 << 20) + 1), 0);
    assert_refused("long.csv", 3 << 20, ERR_INPUT,
                   "long.csv is larger than 3 MiB: split it or choose another file");
    assert_int_equal(rmdir("roster.csv") | unlink("pipe") | unlink("long.csv"), 0);
}

static void counts_what_it_reads_when_the_size_lies(void **state) {
    (void)state;
    struct str s CLEANUP(str_release) = {0};
    struct err e = {0};
    assert_false(file_read("/proc/self/maps", 16, &s, &e)); /* its size is said to be 0 */
    assert_int_equal(e.kind, ERR_INPUT);
    assert_int_equal(s.len, 0);
}

static void a_failed_write_leaves_the_old_file(void **state) {
    (void)state;
    struct str s CLEANUP(str_release) = {0};
    struct err e = {0};
    struct rlimit old, small = {.rlim_cur = 4096};
    char bytes[8192] = {0};
    assert_true(file_write_whole("plan.csv", "old", 3, &e));
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool wrote = file_write_whole("plan.csv", bytes, sizeof(bytes), &e);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_false(wrote);
    assert_int_equal(e.kind, ERR_FULL);
    assert_true(file_read("plan.csv", 99, &s, &e));
    assert_string_equal(str_c(&s), "old");
    assert_int_equal(entries(), 1); /* and no temporary file */
    assert_int_equal(unlink("plan.csv"), 0);
}

static void will_not_replace_what_is_no_file(void **state) {
    (void)state;
    struct err e = {0};
    assert_int_equal(mkdir("out.csv", 0700), 0);
    assert_false(file_write_whole("out.csv", "x", 1, &e));
    assert_string_equal(e.text, "out.csv is a folder: name the file inside it");
    assert_false(file_write_whole("no/such/out.csv", "x", 1, &e));
    assert_int_equal(e.kind, ERR_MISSING);
    assert_false(file_write_whole("/dev/null", "x", 1, &e));
    assert_int_equal(entries(), 1);
    assert_int_equal(rmdir("out.csv"), 0);
}

static void makes_folders(void **state) {
    (void)state;
    struct err e = {0};
    struct stat st;
    assert_true(file_make_dirs("a/b/c/", &e));
    assert_true(file_make_dirs("a/b/c", &e));
    assert_true(file_make_dirs("/", &e));
    assert_int_equal(stat("a/b/c", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_true(file_write_whole("a/f", "", 0, &e));
    assert_false(file_make_dirs("a/f", &e));
    assert_string_equal(e.text, "a/f is a file: choose another name for the folder");
    assert_false(file_make_dirs("a/f/g", &e));
    assert_true(file_exists("a/f"));
    assert_false(file_exists("a/g"));
    assert_true(file_sync_dir("a", &e));
    assert_false(file_sync_dir("a/f", &e));
    assert_int_equal(rmdir("a/b/c") | rmdir("a/b") | unlink("a/f") | rmdir("a"), 0);
}

static void joins_and_names(void **state) {
    (void)state;
    char out[8];
    path_join(out, sizeof(out), "a", "b.csv");
    assert_string_equal(out, "a/b.csv");
    path_join(out, sizeof(out), "/", "b");
    assert_string_equal(out, "/b");
    path_join(out, sizeof(out), "", "b");
    assert_string_equal(out, "b");
    assert_string_equal(file_name("a/b.csv"), "b.csv");
    assert_string_equal(file_name("b.csv"), "b.csv");
    assert_string_equal(file_name("a/"), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_and_reads_back),
        cmocka_unit_test(a_new_file_is_never_written_over_another),
        cmocka_unit_test(reads_large_files_whole),
        cmocka_unit_test(refuses_with_a_sentence),
        cmocka_unit_test(counts_what_it_reads_when_the_size_lies),
        cmocka_unit_test(a_failed_write_leaves_the_old_file),
        cmocka_unit_test(will_not_replace_what_is_no_file),
        cmocka_unit_test(makes_folders),
        cmocka_unit_test(joins_and_names),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
