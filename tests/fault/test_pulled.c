/* A stick that is pulled out, on a file system of its own: an image on a loop device, FAT where the
 * kernel has it, else ext2, which keeps no journal either. What the device held at the moment is
 * copied, the mount goes, and the copy is looked at as somebody's computer would: nothing on it
 * passes for whole that is not, the kiosk knows of no export, and with the same stick plugged in
 * again the next one works.
 *
 * Needs root, loop devices and mkfs; skipped where one of them is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/loop.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../folder.h"
#include "../unit/sync/receiver.h"
#include "base/file.h"
#include "effects/work.h"
#include "outreach/import.h"

enum { MOMENTS = 20, LONG_MOMENTS = 200, IMAGE = 4 << 20, SLICES_MAX = 10000 };

struct rig {
    char dir[PATH_MAX], usb[PATH_MAX], port[PATH_MAX], other[PATH_MAX];
    char clean[PATH_MAX], image[PATH_MAX], copy[PATH_MAX]; /* images */
    const char *type;                                      /* of their file system */
    struct clock clock;
    struct store_opts store_opts;
    struct store *store;
    struct effects_opts opts;
    struct progress progress;
    struct err err;
};

/* ---- images and mounts -------------------------------------------------------------------- */

/* The exit status of `PROGRAM OPTION PATH`; `option` "" leaves it out. */
static int run(const char *program, const char *option, const char *path) {
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 1);
        dup2(nothing, 2);
        if (option[0])
            execlp(program, program, option, path, (char *)NULL);
        else
            execlp(program, program, path, (char *)NULL);
        _exit(127);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

static void make_hole(const char *path, off_t size) {
    int fd = open(path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, size), 0);
    close(fd);
}

/* As a device, which goes when nothing uses it any more: neither a mount nor the descriptor that is
 * returned. -1: there is none to be had. */
static int attach(const char *image, char device[32]) {
    const struct loop_info64 info = {.lo_flags = LO_FLAGS_AUTOCLEAR};
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    int number = control < 0 ? -1 : ioctl(control, LOOP_CTL_GET_FREE);
    snprintf(device, 32, "/dev/loop%d", number);
    int file = open(image, O_RDWR | O_CLOEXEC);
    int loop = number < 0 ? -1 : open(device, O_RDWR | O_CLOEXEC);
    bool ok = loop >= 0 && file >= 0 && ioctl(loop, LOOP_SET_FD, file) == 0;
    ok = ok && ioctl(loop, LOOP_SET_STATUS64, &info) == 0;
    if (control >= 0)
        close(control);
    if (file >= 0)
        close(file);
    if (!ok && loop >= 0)
        close(loop);
    return ok ? loop : -1;
}

/* Others may take the same free device at the same moment: then another one. */
static bool plug(const struct rig *r, const char *image, const char *where, unsigned long flags) {
    char device[32];
    bool ok = false;
    for (int tries = 0; !ok && tries < 20; tries++) {
        int loop = attach(image, device);
        ok = loop >= 0 && mount(device, where, r->type, MS_NOATIME | flags, NULL) == 0;
        if (loop >= 0)
            close(loop);
    }
    return ok;
}

static void copy_file(const char *from, const char *to) {
    struct str bytes CLEANUP(str_release) = {0};
    struct err err = {0};
    if (!file_read(from, 2 * IMAGE, &bytes, &err) ||
        !file_write_whole(to, str_c(&bytes), bytes.len, &err))
        fail_msg("%s", err.text);
}

/* A formatted image in r->clean, of a file system that this kernel mounts. */
static bool format(struct rig *r) {
    static const char *const kinds[][2] = {{"vfat", "mkfs.vfat"}, {"ext2", "mkfs.ext2"}};
    for (size_t i = 0; i < 2; i++) {
        make_hole(r->clean, IMAGE);
        r->type = kinds[i][0];
        if (run(kinds[i][1], "", r->clean) != 0)
            continue;
        copy_file(r->clean, r->image);
        if (plug(r, r->image, r->port, 0))
            return umount(r->port) == 0;
    }
    return false;
}

/* ---- the rig ------------------------------------------------------------------------------ */

static void fill_store(struct rig *r) {
    struct str text CLEANUP(str_release) = {0};
    struct import im = {0};
    struct import_result done;
    struct ledger *l = NULL;
    assert_true(file_read("assets/demo/hertsmere-2019.csv", 1 << 20, &text, NULL));
    assert_true(import_read("programme.csv", str_c(&text), text.len, &im, &r->err));
    assert_non_null(l = store_ledger(r->store, &r->err));
    import_check(&im, l, (struct date){2019, 2, 6});
    if (!store_apply_import(r->store, &im, &done, &r->err))
        fail_msg("%s", r->err.text);
    ledger_free(l);
    import_free(&im);
    assert_true(store_set_setting(r->store, "exported", "7", NULL));
}

static int set_up(void **state) {
    struct rig *r = calloc(1, sizeof *r);
    *state = r;
    folder_new(r->dir, sizeof r->dir, "pulled");
    path_join(r->usb, PATH_MAX, r->dir, "usb");
    path_join(r->port, PATH_MAX, r->usb, "BLUE");
    path_join(r->other, PATH_MAX, r->dir, "other");
    path_join(r->clean, PATH_MAX, r->dir, "clean.img");
    path_join(r->image, PATH_MAX, r->dir, "stick.img");
    path_join(r->copy, PATH_MAX, r->dir, "copy.img");
    assert_true(file_make_dirs(r->port, NULL) && file_make_dirs(r->other, NULL));
    clock_init_virtual(&r->clock, 1549443600000); /* 2019-02-06 09:00 */
    r->store_opts = (struct store_opts){.clock = &r->clock};
    r->store = store_open(r->dir, &r->store_opts, NULL, &r->err);
    assert_non_null(r->store);
    r->opts =
        (struct effects_opts){.dir = r->dir, .clock = &r->clock, .kiosk = "Hall 2", .usb = r->usb};
    fill_store(r);
    return 0;
}

static int tear_down(void **state) {
    struct rig *r = *state;
    umount2(r->port, MNT_DETACH);
    umount2(r->other, MNT_DETACH);
    store_close(r->store);
    folder_remove(r->dir);
    free(r);
    return 0;
}

static void format_or_skip(struct rig *r) {
    if (geteuid() == 0 && format(r))
        return;
    print_message("skipped: only root, with loop devices and mkfs, can have a stick of its own\n");
    skip();
}

static struct work work_new(struct rig *r) {
    struct work w = {.cmd = {.kind = CMD_TO_STICK, .taking = {.form = TAKING_CSV}},
                     .opts = &r->opts,
                     .progress = &r->progress};
    STR_COPY(w.cmd.text, "BLUE");
    r->err = (struct err){0};
    return w;
}

/* At most so many slices; how many there were. */
static int slices(struct rig *r, struct work *w, int most, bool *ret_ok) {
    int n = 0;
    do {
        w->again = false;
        *ret_ok = do_to_stick(r->store, w, &r->err);
        n++;
    } while (*ret_ok && w->again && n < most);
    return n;
}

static int64_t exported(struct rig *r) {
    struct store_status status;
    assert_true(store_status(r->store, &status, NULL));
    return status.exported;
}

/* ---- what is on it ------------------------------------------------------------------------ */

/* A file that bears its own name is the kiosk's own, byte for byte; the rest ends in ".part". */
static void assert_nothing_half(const struct rig *r, const char *folder) {
    char ours[PATH_MAX], theirs[PATH_MAX], exports[PATH_MAX];
    DIR *d = opendir(folder);
    path_join(exports, sizeof exports, r->dir, "exports");
    for (struct dirent *e; d && (e = readdir(d));) {
        struct str a CLEANUP(str_release) = {0}, b CLEANUP(str_release) = {0};
        const char *dot = strrchr(e->d_name, '.');
        if (e->d_name[0] == '.' || str_eq(dot, ".part") || str_eq(e->d_name, "manifest.txt"))
            continue;
        path_join(ours, sizeof ours, exports, e->d_name);
        path_join(theirs, sizeof theirs, folder, e->d_name);
        assert_true(file_read(ours, IMAGE, &a, NULL) && file_read(theirs, IMAGE, &b, NULL));
        assert_int_equal(a.len, b.len);
        assert_memory_equal(str_c(&a), str_c(&b), a.len);
    }
    if (d)
        closedir(d);
}

/* How many folders of a stick pass for whole; of each that does not bear ".part" it must be so. */
static int whole_folders(const struct rig *r, const char *stick) {
    int n = 0;
    DIR *d = opendir(stick);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        char folder[PATH_MAX];
        const char *dot = strrchr(e->d_name, '.');
        if (!str_starts(e->d_name, "turnout-"))
            continue;
        path_join(folder, sizeof folder, stick, e->d_name);
        assert_nothing_half(r, folder);
        bool whole = receiver_takes(folder) > 0;
        if (!whole && !str_eq(dot, ".part"))
            fail_msg("%s passes for an export and is none", e->d_name);
        n += whole && !str_eq(dot, ".part");
    }
    closedir(d);
    return n;
}

/* ---- tests -------------------------------------------------------------------------------- */

static int slices_needed(struct rig *r) {
    bool ok;
    struct work w = work_new(r);
    copy_file(r->clean, r->image);
    assert_true(plug(r, r->image, r->port, 0));
    int n = slices(r, &w, SLICES_MAX, &ok);
    if (!ok)
        fail_msg("%s", r->err.text);
    assert_int_equal(whole_folders(r, r->port), 1);
    assert_int_equal(umount(r->port), 0);
    assert_true(store_set_setting(r->store, "exported", "7", NULL));
    return n;
}

/* The device as it is at this moment is what somebody carries away. */
static void pull(struct rig *r) {
    copy_file(r->image, r->copy);
    assert_int_equal(umount2(r->port, MNT_DETACH), 0);
}

/* ext2 does not know what is free before it was checked; FAT finds out by itself. */
static void repair(const struct rig *r) {
    enum { MENDED = 1 };
    if (str_eq(r->type, "ext2"))
        assert_true(run("e2fsck", "-fy", r->copy) <= MENDED);
}

static void assert_next_one_works(struct rig *r) {
    bool ok;
    repair(r);
    assert_true(plug(r, r->copy, r->port, 0));
    struct work w = work_new(r);
    slices(r, &w, SLICES_MAX, &ok);
    if (!ok)
        fail_msg("the next export: %s", r->err.text);
    assert_int_equal(umount(r->port), 0);
    assert_true(plug(r, r->copy, r->other, MS_RDONLY));
    assert_int_equal(whole_folders(r, r->other), 1);
    assert_int_equal(umount(r->other), 0);
    assert_int_not_equal(exported(r), 7);
    assert_true(store_set_setting(r->store, "exported", "7", NULL));
}

static void no_moment_of_pulling_it_out_does_harm(void **state) {
    struct rig *r = *state;
    format_or_skip(r);
    int all = slices_needed(r), moments = getenv("TURNOUT_LONG") ? LONG_MOMENTS : MOMENTS;
    srandom(20190206);
    for (int i = 0; i < moments; i++) {
        bool ok;
        int moment = 1 + (int)(random() % (all - 1));
        copy_file(r->clean, r->image);
        assert_true(plug(r, r->image, r->port, 0));
        struct work w = work_new(r);
        slices(r, &w, moment, &ok);
        assert_true(ok && w.again);
        pull(r);
        slices(r, &w, SLICES_MAX, &ok);
        assert_false(ok);
        assert_int_equal(r->err.kind, ERR_MISSING);
        assert_int_equal(rmdir(r->port), 0); /* nothing went under the mount, onto the card */
        assert_int_equal(mkdir(r->port, 0755), 0);
        assert_true(plug(r, r->copy, r->other, MS_RDONLY));
        assert_int_equal(whole_folders(r, r->other), 0);
        assert_int_equal(umount(r->other), 0);
        assert_int_equal(exported(r), 7);
        assert_next_one_works(r);
    }
    if (!store_verify(r->store, &r->err))
        fail_msg("%s", r->err.text);
}

/* The image has no room to grow in: the device takes less than it says, as forged sticks do. */
static void a_stick_that_is_smaller_than_it_says(void **state) {
    struct rig *r = *state;
    bool ok;
    format_or_skip(r);
    char small[PATH_MAX], size[64];
    struct stat st;
    path_join(small, sizeof small, r->other, "small.img");
    assert_int_equal(stat(r->clean, &st), 0);
    snprintf(size, sizeof size, "size=%lldk", (long long)st.st_blocks / 2 + 64);
    assert_int_equal(mount("none", r->other, "tmpfs", 0, size), 0);
    make_hole(small, IMAGE);
    assert_int_equal(run(str_eq(r->type, "vfat") ? "mkfs.vfat" : "mkfs.ext2", "", small), 0);
    assert_true(plug(r, small, r->port, 0));
    struct work w = work_new(r);
    slices(r, &w, SLICES_MAX, &ok);
    assert_false(ok);
    assert_true(r->err.text[0]);
    assert_int_equal(whole_folders(r, r->port), 0);
    assert_int_equal(exported(r), 7);
}

/* What is mounted here is nobody else's business, and gone with this program. */
static void own_mounts(void) {
    if (unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        print_message("mounts are shared with other programs\n");
}

int main(void) {
    own_mounts();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_moment_of_pulling_it_out_does_harm, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stick_that_is_smaller_than_it_says, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
