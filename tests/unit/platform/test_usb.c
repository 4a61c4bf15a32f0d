/* Sticks that come and go, as folders and as mounts, and what is said of each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "platform/usb.h"

struct port {
    char dir[PATH_MAX], stick[PATH_MAX];
};

static int set_up(void **state) {
    struct port *p = calloc(1, sizeof *p);
    STR_COPY(p->dir, "/tmp/usb-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    path_join(p->stick, sizeof p->stick, p->dir, "BLUE");
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct port *p = *state;
    rmdir(p->stick);
    rmdir(p->dir);
    free(p);
    return 0;
}

static void put(const char *dir, const char *name) {
    char path[PATH_MAX];
    path_join(path, sizeof path, dir, name);
    assert_true(file_write_whole(path, "x", 1, NULL));
}

static void drop(const char *dir, const char *name) {
    char path[PATH_MAX];
    path_join(path, sizeof path, dir, name);
    assert_int_equal(remove(path), 0);
}

/* Would the loop wake up? */
static bool wakes(const struct usb *u) {
    struct pollfd fd = {.fd = usb_fd(u), .events = POLLIN};
    return poll(&fd, 1, 0) == 1;
}

static void folders_that_come_and_go(void **state) {
    struct port *p = *state;
    struct usb *u = usb_watch(p->dir, NULL);
    assert_false(usb_changed(u));
    assert_int_equal(mkdir(p->stick, 0755), 0);
    assert_true(wakes(u));
    assert_true(usb_changed(u));
    assert_false(wakes(u));
    assert_false(usb_changed(u));
    assert_int_equal(rmdir(p->stick), 0);
    assert_true(usb_changed(u));
    usb_close(u);
    usb_close(NULL);
    assert_int_equal(usb_fd(NULL), -1);
    assert_false(usb_changed(NULL));
}

static void a_watched_folder_that_is_lost_is_made_anew(void **state) {
    struct port *p = *state;
    assert_int_equal(rmdir(p->dir), 0);
    struct usb *u = usb_watch(p->dir, NULL); /* it need not be there at first either */
    assert_int_equal(rmdir(p->dir), 0);
    assert_true(usb_changed(u));
    assert_true(file_exists(p->dir));
    (void)usb_changed(u);
    assert_int_equal(mkdir(p->stick, 0755), 0);
    assert_true(usb_changed(u));
    usb_close(u);
}

static void a_folder_that_cannot_be_watched(void **state) {
    struct port *p = *state;
    struct err err = {0};
    put(p->dir, "file");
    char path[PATH_MAX];
    path_join(path, sizeof path, p->dir, "file");
    assert_null(usb_watch(path, &err));
    assert_true(err.text[0] != '\0');
    drop(p->dir, "file");
}

static void a_mount_over_a_folder_that_was_there(void **state) {
    struct port *p = *state;
    assert_int_equal(mkdir(p->stick, 0755), 0);
    struct usb *u = usb_watch(p->dir, NULL);
    while (usb_changed(u))
        ;
    if (mount("none", p->stick, "tmpfs", 0, "size=64k") != 0) {
        usb_close(u);
        print_message("skipped: only root can mount\n");
        skip();
    }
    assert_true(usb_changed(u));
    assert_int_equal(umount(p->stick), 0);
    assert_true(wakes(u)); /* poll() itself takes the kernel's mark: the caller knows by it */
    usb_close(u);
}

static void every_folder_is_a_stick_by_its_name(void **state) {
    struct port *p = *state;
    struct usb_stick stick[3];
    char other[PATH_MAX], hidden[PATH_MAX], path[PATH_MAX];
    assert_int_equal(usb_sticks(NULL, stick, 3), 0);
    assert_int_equal(usb_sticks("/nowhere", stick, 3), 0);
    assert_int_equal(usb_sticks(p->dir, stick, 3), 0);
    path_join(other, sizeof other, p->dir, "A-Ł");
    path_join(hidden, sizeof hidden, p->dir, ".out");
    assert_int_equal(mkdir(p->stick, 0755) + mkdir(other, 0755) + mkdir(hidden, 0755), 0);
    assert_int_equal(usb_sticks(p->dir, stick, 3), 2);
    assert_string_equal(stick[0].name, "A-Ł");
    assert_string_equal(stick[1].name, "BLUE");
    assert_true(stick[1].room > 0);
    assert_false(stick[1].read_only || stick[1].unreadable);
    assert_int_equal(usb_sticks(p->dir, stick, 1), 1);
    assert_true(usb_path(p->dir, "BLUE", path, sizeof path, NULL));
    assert_string_equal(path, p->stick);
    static const char *const not_there[] = {"WHITE", "", ".", "..", ".out", "BLUE/..", "../x"};
    for (size_t i = 0; i < sizeof not_there / sizeof *not_there; i++) {
        struct err err = {0};
        assert_false(usb_path(p->dir, not_there[i], path, sizeof path, &err));
        assert_int_equal(err.kind, ERR_MISSING);
    }
    assert_int_equal(rmdir(other) + rmdir(hidden), 0);
}

static void a_folder_with_files_is_itself_the_stick(void **state) {
    struct port *p = *state;
    struct usb_stick stick[3];
    char path[PATH_MAX];
    assert_int_equal(mkdir(p->stick, 0755), 0);
    put(p->dir, "plan.csv");
    assert_int_equal(usb_sticks(p->dir, stick, 3), 1);
    assert_string_equal(stick[0].name, file_name(p->dir));
    assert_true(usb_path(p->dir, stick[0].name, path, sizeof path, NULL));
    assert_string_equal(path, p->dir);
    drop(p->dir, "plan.csv");
}

static void a_stick_that_can_only_be_read(void **state) {
    struct port *p = *state;
    struct usb_stick stick;
    assert_int_equal(mkdir(p->stick, 0755), 0);
    if (geteuid() == 0) {
        if (mount("none", p->stick, "tmpfs", MS_RDONLY, "size=64k") != 0) {
            print_message("skipped: mounting is not allowed here\n");
            skip();
        }
    } else {
        assert_int_equal(chmod(p->stick, 0500), 0);
    }
    assert_int_equal(usb_sticks(p->dir, &stick, 1), 1);
    assert_true(stick.read_only);
    assert_false(stick.unreadable);
    umount(p->stick);
}

/* What is mounted here is nobody else's business, and gone with this program. */
static void own_mounts(void) {
    if (unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        print_message("mounts are shared with other programs\n");
}

int main(void) {
    own_mounts();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(folders_that_come_and_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_watched_folder_that_is_lost_is_made_anew, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_watched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_mount_over_a_folder_that_was_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_folder_is_a_stick_by_its_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_with_files_is_itself_the_stick, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stick_that_can_only_be_read, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
