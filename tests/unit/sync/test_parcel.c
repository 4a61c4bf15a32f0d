/* Parcels on sticks that are good, full, read-only, gone or lying: whole or not there, at every
 * moment.
 *
 * A stick is a folder; a full and a read-only one are a small tmpfs, which only root may mount. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../folder.h"
#include "base/file.h"
#include "receiver.h"
#include "sync/parcel.h"

enum { SOURCES = 3, SEEDS = 20 };

struct bench {
    char dir[PATH_MAX], stick[PATH_MAX], source[SOURCES][PATH_MAX];
};

static const size_t sizes[SOURCES] = {0, 200000, 70000};
/* Under which names they go: one into folders within the parcel. */
static const char *const names_there[SOURCES] = {"empty.csv", "sessions-2019-02-06.csv",
                                                 "envelopes/a/plan.csv"};

static void remove_all(const char *path) {
    folder_remove(path);
}

static void put(const char *path, size_t n) {
    char *bytes = malloc(n + 1);
    struct err err = {0};
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(i * i >> 7);
    if (!file_write_whole(path, bytes, n, &err))
        fail_msg("%s", err.text);
    free(bytes);
}

static struct bench *set_up(void) {
    static const char *const name[SOURCES] = {"empty.csv", "sessions-2019-02-06.csv", "plan.csv"};
    struct bench *b = calloc(1, sizeof *b);
    STR_COPY(b->dir, "/tmp/parcel-XXXXXX");
    assert_non_null(mkdtemp(b->dir));
    path_join(b->stick, sizeof b->stick, b->dir, "STICK");
    assert_int_equal(mkdir(b->stick, 0755), 0);
    for (int i = 0; i < SOURCES; i++) {
        path_join(b->source[i], PATH_MAX, b->dir, name[i]);
        put(b->source[i], sizes[i]);
    }
    return b;
}

static void tear_down(struct bench *b) {
    remove_all(b->dir);
    free(b);
}

static struct parcel *pack(const struct bench *b) {
    struct parcel *p = parcel_new(b->stick, "turnout-hall-2");
    for (int i = 0; i < SOURCES; i++)
        assert_true(i < 2 ? parcel_add(p, b->source[i], NULL)
                          : parcel_add_as(p, b->source[i], names_there[i], NULL));
    return p;
}

static enum parcel_next go_on(struct parcel *p, int steps, struct err *err) {
    enum parcel_next next = PARCEL_AGAIN;
    for (int i = 0; next == PARCEL_AGAIN && (steps < 0 || i < steps); i++)
        next = parcel_step(p, err);
    return next;
}

static int entries(const char *dir) {
    int n = 0;
    DIR *d = opendir(dir);
    if (!d)
        return -1;
    for (struct dirent *e; (e = readdir(d));)
        n += !str_eq(e->d_name, ".") && !str_eq(e->d_name, "..");
    closedir(d);
    return n;
}

/* No file on the stick bears its own name unless it is whole. */
static void assert_nothing_half(const char *folder) {
    char path[PATH_MAX];
    for (int i = 0; i < SOURCES; i++) {
        struct stat st;
        path_join(path, sizeof path, folder, names_there[i]);
        if (stat(path, &st) == 0)
            assert_int_equal((size_t)st.st_size, sizes[i]);
    }
}

static void folder_of(const struct bench *b, const char *name, char *out) {
    path_join(out, PATH_MAX, b->stick, name);
}

static void a_parcel_is_whole_and_takes_the_next_free_name(void **state) {
    (void)state;
    struct bench *b = set_up();
    static const char *const names[] = {"turnout-hall-2", "turnout-hall-2-2", "turnout-hall-2-3"};
    for (int i = 0; i < 3; i++) {
        char folder[PATH_MAX];
        struct err err = {0};
        int64_t done, total;
        struct parcel *p = pack(b);
        if (go_on(p, -1, &err) != PARCEL_DONE)
            fail_msg("%s", err.text);
        parcel_progress(p, &done, &total);
        assert_int_equal(done, 540000);
        assert_int_equal(total, 540000);
        assert_string_equal(parcel_folder(p), names[i]);
        parcel_free(p);
        folder_of(b, names[i], folder);
        assert_int_equal(receiver_takes(folder), SOURCES);
        assert_int_equal(entries(folder), SOURCES + 1);
        assert_int_equal(entries(b->stick), i + 1);
    }
    tear_down(b);
}

static void what_an_earlier_time_left_is_swept_away(void **state) {
    (void)state;
    struct bench *b = set_up();
    char left[PATH_MAX], file[PATH_MAX];
    folder_of(b, "turnout-hall-2.part", left);
    assert_int_equal(mkdir(left, 0755), 0);
    path_join(file, sizeof file, left, "plan.csv.part");
    put(file, 10);
    path_join(file, sizeof file, left, "envelopes/a");
    assert_true(file_make_dirs(file, NULL));
    path_join(file, sizeof file, left, "envelopes/a/plan.csv.part");
    put(file, 10);
    struct parcel *p = pack(b);
    assert_int_equal(go_on(p, -1, NULL), PARCEL_DONE);
    parcel_free(p);
    assert_int_equal(entries(b->stick), 1);
    tear_down(b);
}

static int steps_needed(const struct bench *b) {
    struct parcel *p = pack(b);
    int steps = 1;
    while (parcel_step(p, NULL) == PARCEL_AGAIN)
        steps++;
    parcel_free(p);
    return steps;
}

/* Cancel: after any step nothing stays. */
static void a_parcel_that_is_given_up_leaves_nothing(void **state) {
    (void)state;
    struct bench *b = set_up();
    int steps = steps_needed(b);
    remove_all(b->stick);
    assert_int_equal(mkdir(b->stick, 0755), 0);
    for (int i = 0; i < steps; i++) {
        struct parcel *p = pack(b);
        assert_int_equal(go_on(p, i, NULL), PARCEL_AGAIN);
        parcel_free(p);
        assert_int_equal(entries(b->stick), 0);
    }
    tear_down(b);
}

/* The stick is moved away between two steps, with what is on it at that moment. */
static void a_stick_that_is_pulled_out(void **state) {
    (void)state;
    struct bench *b = set_up();
    int steps = steps_needed(b);
    char gone[PATH_MAX], folder[PATH_MAX];
    path_join(gone, sizeof gone, b->dir, "gone");
    srandom(20190206);
    for (int seed = 0; seed < SEEDS; seed++) {
        remove_all(b->stick);
        assert_int_equal(mkdir(b->stick, 0755), 0);
        struct err err = {0};
        struct parcel *p = pack(b);
        assert_int_equal(go_on(p, (int)(random() % steps), &err), PARCEL_AGAIN);
        assert_int_equal(rename(b->stick, gone), 0);
        assert_int_equal(go_on(p, -1, &err), PARCEL_FAILED);
        assert_int_equal(err.kind, ERR_MISSING);
        assert_non_null(strstr(err.text, "The stick is gone"));
        parcel_free(p);
        assert_int_equal(rename(gone, b->stick), 0);
        folder_of(b, "turnout-hall-2", folder);
        assert_int_equal(entries(folder), -1);
        folder_of(b, "turnout-hall-2.part", folder);
        assert_int_equal(receiver_takes(folder), 0);
        assert_nothing_half(folder);
    }
    tear_down(b);
}

/* Bytes change between writing and reading back, as on a stick that claims to be larger than it is.
 */
static void a_stick_that_lies(void **state) {
    (void)state;
    struct bench *b = set_up();
    char file[PATH_MAX], folder[PATH_MAX];
    folder_of(b, "turnout-hall-2.part", folder);
    path_join(file, sizeof file, folder, "sessions-2019-02-06.csv.part");
    struct err err = {0};
    struct parcel *p = pack(b);
    struct stat st;
    do
        assert_int_equal(parcel_step(p, &err), PARCEL_AGAIN);
    while (stat(file, &st) != 0 || (size_t)st.st_size < sizes[1]);
    assert_int_equal(parcel_step(p, &err), PARCEL_AGAIN); /* it has seen the end, and synced */
    FILE *f = fopen(file, "r+");
    assert_non_null(f);
    fseek(f, 150000, SEEK_SET);
    fputc('?', f);
    fclose(f);
    assert_int_equal(go_on(p, -1, &err), PARCEL_FAILED);
    assert_int_equal(err.kind, ERR_DAMAGED);
    parcel_free(p);
    assert_int_equal(entries(b->stick), 0);
    tear_down(b);
}

static void a_source_that_is_gone_is_not_the_sticks_fault(void **state) {
    (void)state;
    struct bench *b = set_up();
    struct err err = {0};
    struct parcel *p = pack(b);
    unlink(b->source[2]);
    assert_int_equal(go_on(p, -1, &err), PARCEL_FAILED);
    assert_non_null(strstr(err.text, "plan.csv"));
    parcel_free(p);
    p = parcel_new(b->stick, "x");
    assert_false(parcel_add(p, "/nowhere/x.csv", &err));
    parcel_free(p);
    assert_int_equal(entries(b->stick), 0);
    tear_down(b);
}

/* What must not lie on the card comes from a file without a name. */
static void a_file_in_memory_goes_along(void **state) {
    (void)state;
    struct bench *b = set_up();
    char path[PATH_MAX];
    struct err err = {0};
    struct str there CLEANUP(str_release) = {0};
    struct parcel *p = parcel_new(b->stick, "turnout-hall-2");
    int fd = memfd_create("names", MFD_CLOEXEC);
    assert_int_equal(write(fd, "Tom Baxter\n", 11), 11);
    assert_true(parcel_add_fd(p, fd, "list.html", &err) && parcel_add(p, b->source[1], &err));
    if (go_on(p, -1, &err) != PARCEL_DONE)
        fail_msg("%s", err.text);
    parcel_free(p);
    assert_int_equal(fcntl(fd, F_GETFD), -1); /* it was the parcel's, and is gone */
    folder_of(b, "turnout-hall-2/list.html", path);
    assert_true(file_read(path, 100, &there, NULL));
    assert_string_equal(str_c(&there), "Tom Baxter\n");
    folder_of(b, "turnout-hall-2", path);
    assert_int_equal(entries(path), 3);
    tear_down(b);
}

/* FAT takes 4 GB a file; a process may be given a limit of its own that fails in the same way. */
static void a_file_that_is_too_large_for_the_stick(void **state) {
    (void)state;
    struct bench *b = set_up();
    struct rlimit before, small;
    struct err err = {0};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){100000, before.rlim_max};
    struct parcel *p = pack(b);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum parcel_next end = go_on(p, -1, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(end, PARCEL_FAILED);
    assert_non_null(strstr(err.text, "too large for this stick"));
    parcel_free(p);
    assert_int_equal(entries(b->stick), 0);
    tear_down(b);
}

/* ---- file systems of their own ------------------------------------------------------------ */

static void mount_or_skip(struct bench *b, const char *size) {
    if (mount("none", b->stick, "tmpfs", 0, size) == 0)
        return;
    tear_down(b);
    print_message("skipped: only root can mount a small stick\n");
    skip();
}

static void assert_refused(const struct bench *b, enum err_kind kind, const char *words) {
    struct err err = {0};
    struct parcel *p = pack(b);
    assert_int_equal(go_on(p, -1, &err), PARCEL_FAILED);
    assert_int_equal(err.kind, kind);
    assert_non_null(strstr(err.text, words));
    parcel_free(p);
}

static void a_stick_that_is_full(void **state) {
    (void)state;
    struct bench *b = set_up();
    mount_or_skip(b, "size=128k");
    assert_refused(b, ERR_FULL, "full"); /* seen before anything is written */
    assert_int_equal(entries(b->stick), 0);
    umount(b->stick);
    mount_or_skip(b, "size=400k");
    char filler[PATH_MAX];
    folder_of(b, "holiday.jpg", filler);
    struct err err = {0};
    struct parcel *p = pack(b);
    assert_int_equal(go_on(p, 2, &err), PARCEL_AGAIN);
    put(filler, 150000); /* somebody else fills it meanwhile */
    assert_int_equal(go_on(p, -1, &err), PARCEL_FAILED);
    assert_int_equal(err.kind, ERR_FULL);
    parcel_free(p);
    assert_int_equal(entries(b->stick), 1);
    umount(b->stick);
    tear_down(b);
}

static void a_stick_that_is_write_protected(void **state) {
    (void)state;
    struct bench *b = set_up();
    mount_or_skip(b, "size=1m");
    assert_int_equal(mount(NULL, b->stick, NULL, MS_REMOUNT | MS_RDONLY, "size=1m"), 0);
    assert_refused(b, ERR_DENIED, "write-protected");
    assert_int_equal(entries(b->stick), 0);
    umount(b->stick);
    tear_down(b);
}

/* The mount is gone and its folder still there, on the kiosk's own card. */
static void the_folder_that_a_stick_leaves_behind(void **state) {
    (void)state;
    struct bench *b = set_up();
    mount_or_skip(b, "size=1m");
    struct err err = {0};
    struct parcel *p = pack(b);
    umount(b->stick);
    assert_int_equal(go_on(p, -1, &err), PARCEL_FAILED);
    assert_int_equal(err.kind, ERR_MISSING);
    parcel_free(p);
    assert_int_equal(entries(b->stick), 0);
    tear_down(b);
}

static void a_folder_that_may_not_be_written(void **state) {
    (void)state;
    if (geteuid() == 0)
        skip(); /* nothing is forbidden to root */
    struct bench *b = set_up();
    chmod(b->stick, 0500);
    assert_refused(b, ERR_DENIED, "write-protected");
    chmod(b->stick, 0700);
    tear_down(b);
}

/* What is mounted here is nobody else's business, and gone with this program. */
static void own_mounts(void) {
    if (unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        print_message("mounts are shared with other programs\n");
}

int main(void) {
    own_mounts();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parcel_is_whole_and_takes_the_next_free_name),
        cmocka_unit_test(what_an_earlier_time_left_is_swept_away),
        cmocka_unit_test(a_parcel_that_is_given_up_leaves_nothing),
        cmocka_unit_test(a_stick_that_is_pulled_out),
        cmocka_unit_test(a_stick_that_lies),
        cmocka_unit_test(a_source_that_is_gone_is_not_the_sticks_fault),
        cmocka_unit_test(a_file_in_memory_goes_along),
        cmocka_unit_test(a_file_that_is_too_large_for_the_stick),
        cmocka_unit_test(a_stick_that_is_full),
        cmocka_unit_test(a_stick_that_is_write_protected),
        cmocka_unit_test(the_folder_that_a_stick_leaves_behind),
        cmocka_unit_test(a_folder_that_may_not_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
