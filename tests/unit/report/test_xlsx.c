/* A workbook whose temporary files cannot be written: whatever is cut off, nothing comes out. A
 * limit on the size of files stands for the full disk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "book_sample.h"

static int ignore_signal(void **state) {
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    return 0;
}

static void files_may_hold(rlim_t bytes) {
    struct rlimit r;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &r), 0);
    r.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &r), 0);
}

struct bytes {
    char *p;
    size_t n;
};

static struct bytes write_with(rlim_t room, size_t more, struct err *err) {
    struct bytes b;
    FILE *out = open_memstream(&b.p, &b.n);
    files_may_hold(room);
    bool ok = sample_write(&book_xlsx, out, more, err);
    files_may_hold(RLIM_INFINITY);
    fclose(out);
    assert_int_equal(b.n > 0, ok);
    assert_int_equal(err->text[0] == '\0', ok);
    return b;
}

/* Whether the sample came out, and then all of it; else nothing did, and a sentence says why. */
static bool comes_out(rlim_t room, size_t more) {
    struct err err = {0};
    struct bytes got = write_with(room, more, &err), whole = {0};
    if (got.n > 0) {
        whole = write_with(RLIM_INFINITY, more, &err);
        assert_int_equal(got.n, whole.n);
        assert_memory_equal(got.p, whole.p, got.n);
        free(whole.p);
    }
    free(got.p);
    return got.n > 0;
}

/* The least room with which a sample comes out; with less, whatever less, it must not. */
static rlim_t least_room(size_t more) {
    rlim_t none = 0, enough = 1 << 20;
    assert_true(comes_out(enough, more));
    while (enough - none > 1) {
        rlim_t middle = (none + enough) / 2;
        if (comes_out(middle, more))
            enough = middle;
        else
            none = middle;
    }
    return enough;
}

/* Of a short book the largest file is none of its sheets, of a long one it is a sheet: just below,
 * one file alone is cut, by a byte. */
static void every_file_that_is_cut_is_noticed(void **state) {
    (void)state;
    enum { PLACES = 37 };
    static const size_t more[] = {0, 300};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        rlim_t room = least_room(more[i]);
        assert_in_range(room, 4096, 256 << 10);
        for (rlim_t k = 0; k < PLACES; k++)
            assert_false(comes_out(room * k / PLACES, more[i]));
    }
}

/* There is room again before the book ends: the hole in its rows is remembered. */
static void a_hole_is_remembered(void **state) {
    (void)state;
    size_t room = SIZE_MAX;
    struct err err = {0};
    FILE *out = sample_disk(&room);
    struct book *b = book_xlsx.open(out, &sample_about, &err);
    assert_non_null(b);
    book_table(b, &sample_table[0]);
    files_may_hold(4096);
    for (int i = 0; i < 3000; i++)
        sample_row(b, i, "more", (struct date){2020, 2, 29}, i);
    files_may_hold(RLIM_INFINITY);
    assert_true(b->failed);
    for (int i = 0; i < 3000; i++)
        sample_row(b, i, "more", (struct date){2020, 2, 29}, i);
    book_foot(b, &(struct book_foot){.period = "", .time = "", .marking = ""});
    assert_false(book_close(b, &err));
    assert_int_not_equal(err.kind, ERR_NONE);
    assert_int_equal(room, SIZE_MAX);
    fclose(out);
}

static int names_in(const char *path) {
    int n = 0;
    DIR *d = opendir(path);
    assert_non_null(d);
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n - 2; /* . and .. */
}

static int open_files(void) {
    return names_in("/proc/self/fd");
}

/* Files lie in the folder that was said, without a name, and none stays open. */
static void no_name_is_left_behind(void **state) {
    (void)state;
    char dir[] = "/tmp/book-XXXXXX", *bytes;
    size_t n;
    struct err err = {0};
    assert_non_null(mkdtemp(dir));
    struct book_about about = sample_about;
    about.dir = dir;
    int before = open_files();
    FILE *out = open_memstream(&bytes, &n);
    struct book *b = book_xlsx.open(out, &about, &err);
    assert_non_null(b);
    sample_write_table(b, &sample_table[0], 2000);
    assert_true(open_files() > before);
    assert_int_equal(names_in(dir), 0);
    assert_true(book_close(b, &err));
    fclose(out);
    free(bytes);
    assert_int_equal(names_in(dir), 0);
    assert_int_equal(open_files(), before);
    assert_false(comes_out(2048, 100));
    assert_int_equal(open_files(), before);
    rmdir(dir);
}

static void a_folder_that_is_not_there(void **state) {
    (void)state;
    struct book_about about = sample_about;
    struct err err = {0};
    about.dir = "/nowhere";
    assert_null(book_xlsx.open(stdout, &about, &err));
    assert_int_equal(err.kind, ERR_MISSING);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_that_is_cut_is_noticed),
        cmocka_unit_test(a_hole_is_remembered),
        cmocka_unit_test(no_name_is_left_behind),
        cmocka_unit_test(a_folder_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, ignore_signal, NULL);
}
