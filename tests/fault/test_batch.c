/* A folder is taken in and the program is killed at every step that changes the card: before each
 * write, sync, rename and removal, those of SQLite and ours. After the next start everything that
 * the folder brought is there, or nothing of it.
 *
 * The steps are met by functions of the C library's names in this program, which count and pass
 * on. SIGKILL is no power cut, what the kernel has is not lost: that files are synced before the
 * transaction that names them is committed is looked at by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../folder.h"
#include "base/file.h"
#include "base/str.h"
#include "effects/batch.h"
#include "effects/incoming.h"
#include "effects/staged.h"

enum { KILLED = 77, STEPS_MAX = 2000 };

/* ---- the steps ---- */

static int steps_left = -1; /* -1: nobody counts; 0: the next one is the last */
static char met[STEPS_MAX]; /* one letter a step: S the whole card is synced, C a commit is, M a
                               file moves to its place, . any other; kept while `meeting` */
static size_t meets;
static bool meeting;

static void step(char letter) {
    if (steps_left == 0)
        _exit(KILLED);
    if (steps_left > 0)
        steps_left--;
    if (meeting && meets < STEPS_MAX - 1)
        met[meets++] = letter;
}

int rename(const char *from, const char *to) {
    step(strstr(from, "import.next/") && !strstr(to, "import.next/") ? 'M' : '.');
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int fsync(int fd) {
    step('.');
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    step('C');
    return (int)syscall(SYS_fdatasync, fd);
}

int syncfs(int fd) {
    step('S');
    return (int)syscall(SYS_syncfs, fd);
}

int unlinkat(int fd, const char *path, int flags) {
    step('.');
    return (int)syscall(SYS_unlinkat, fd, path, flags);
}

int mkdir(const char *path, mode_t mode) {
    step('.');
    return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
    step('.');
    return syscall(SYS_pwrite64, fd, bytes, n, at);
}

/* ---- the kiosk ---- */

struct desk {
    char dir[64], data[PATH_MAX], folder[PATH_MAX];
    struct clock clock;
    struct store_opts opts;
    struct err err;
};

static const char old_card[] = "title: Old\nwho: A\n"
                               "number: 101\ntopics: other\ncheck-by: "
                               "2030-01-01\n\nOld.\n";
static const char new_card[] = "title: New\nwho: A\n"
                               "number: 101\ntopics: other\ncheck-by: "
                               "2030-01-01\n\nNew.\n";

static void put(const char *root, const char *name, const char *text) {
    char path[PATH_MAX], folder[PATH_MAX];
    path_join(path, sizeof path, root, name);
    STR_COPY(folder, path);
    *strrchr(folder, '/') = '\0';
    assert_true(file_make_dirs(folder, NULL));
    assert_true(file_write_whole(path, text, strlen(text), NULL));
}

static void put_form(const char *root, const char *name, const char *version) {
    struct str xml CLEANUP(str_release) = {0};
    str_addf(&xml,
             "<h:html xmlns=\"http://www.w3.org/2002/xforms\""
             " xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>Youth</h:title>"
             "<model><instance><data id=\"youth\" version=\"%s\"><a/></data></instance>"
             "<bind nodeset=\"/data/a\" type=\"string\"/></model></h:head>"
             "<h:body><input ref=\"/data/a\"><label>A</label></input></h:body></h:html>",
             version);
    put(root, name, str_c(&xml));
}

static struct store *open_store(struct desk *d) {
    clock_init_virtual(&d->clock, 1549443600000);
    d->opts = (struct store_opts){.clock = &d->clock};
    struct store *s = store_open(d->data, &d->opts, NULL, &d->err);
    if (!s)
        fail_msg("%s", d->err.text);
    return s;
}

/* With version 1 of a form and a help card; beside it the folder with version 2. */
static void set_up_desk(struct desk *d) {
    folder_new(d->dir, sizeof d->dir, "taken");
    path_join(d->data, sizeof d->data, d->dir, "data");
    path_join(d->folder, sizeof d->folder, d->dir, "stick");
    put_form(d->data, "forms/youth.xml", "1");
    put(d->data, "forms/youth-media/list.csv", "old");
    put(d->data, "help/act.md", old_card);
    put(d->folder, "plan.csv", "code,priority,action,owner\n1.1,1,Teach,Police\n");
    put(d->folder, "programme.csv", "code,date,venue,status\n1.1,2019-02-06,Hall,planned\n");
    put_form(d->folder, "forms/a.xml", "2");
    put(d->folder, "forms/a-media/list.csv", "new");
    put(d->folder, "help/act.md", new_card);
    store_close(open_store(d));
}

static void tear_down_desk(struct desk *d) {
    folder_remove(d->dir);
}

static bool take(struct desk *d, struct store *s, struct err *err) {
    struct file_view file[8];
    static char path[8][PATH_MAX];
    struct batch_source source[8];
    struct batch_view *v = NULL;
    const struct batch_ask ask = {.data = d->data};
    size_t n = incoming_find(d->folder, true, file, 8, NULL);
    for (size_t i = 0; i < n; i++) {
        path_join(path[i], sizeof path[i], d->folder, file[i].name);
        source[i] = (struct batch_source){.name = file[i].name, .path = path[i]};
    }
    struct batch *b = batch_read(source, n, err);
    bool ok = b && batch_take(s, b, &ask, &v, err);
    batch_view_free(v);
    batch_free(b);
    return ok;
}

/* In a child, which is killed before step `n`; was it, or did it come to its end? */
static bool killed_at(struct desk *d, int n) {
    int status;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct err err = {0};
        struct store *s = open_store(d);
        steps_left = n;
        _exit(take(d, s, &err) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_not_equal(WEXITSTATUS(status), 1);
    return WEXITSTATUS(status) == KILLED;
}

static bool holds(const struct desk *d, const char *name, const char *text) {
    struct str bytes CLEANUP(str_release) = {0};
    char path[PATH_MAX];
    path_join(path, sizeof path, d->data, name);
    return file_read(path, 1 << 16, &bytes, NULL) && strstr(str_c(&bytes), text) != NULL;
}

/* The kiosk starts again. Is all of it new? Everything else has to be all old. */
static bool is_new(struct desk *d) {
    struct store_status status;
    struct err err = {0};
    char staged[PATH_MAX];
    struct store *s = open_store(d);
    assert_true(staged_settle(s, d->data, &err));
    assert_true(store_status(s, &status, &err));
    store_close(s);
    staged_path(d->data, staged, sizeof staged);
    assert_false(file_exists(staged));
    bool rows = status.sessions == 1;
    assert_int_equal(status.actions, rows);
    assert_true(holds(d, "forms/youth.xml", rows ? "version=\"2\"" : "version=\"1\""));
    assert_true(holds(d, "forms/youth-media/list.csv", rows ? "new" : "old"));
    assert_true(holds(d, "help/act.md", rows ? "New." : "Old."));
    return rows;
}

static void a_kill_leaves_all_or_nothing(void **state) {
    (void)state;
    int old = 0, new = 0;
    bool killed = true;
    for (int n = 0; killed && n < STEPS_MAX; n++) {
        struct desk d = {0};
        set_up_desk(&d);
        killed = killed_at(&d, n);
        if (is_new(&d))
            new ++;
        else
            old++;
        tear_down_desk(&d);
    }
    assert_false(killed);
    print_message("killed at %d places: %d left the old, %d the new\n", old + new - 1, old, new);
    assert_true(old > 10);
    assert_true(new > 5); /* also between the commit and the last rename */
}

/* Cut off again and again while it puts right what a power cut has left. */
static void a_kill_while_it_is_settled_changes_nothing(void **state) {
    (void)state;
    struct desk d = {0};
    set_up_desk(&d);
    int n = 0;
    while (killed_at(&d, n) && !is_new(&d)) /* just behind the commit */
        n++;
    tear_down_desk(&d);
    d = (struct desk){0};
    set_up_desk(&d);
    assert_true(killed_at(&d, n));
    for (int i = 0, status = KILLED << 8; status != 0; i++) {
        pid_t child = fork();
        if (child == 0) {
            struct err err = {0};
            struct store *s = open_store(&d);
            steps_left = i;
            _exit(staged_settle(s, d.data, &err) ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 1);
    }
    assert_true(is_new(&d));
    tear_down_desk(&d);
}

/* What a power cut minds, and a kill does not. */
static void files_are_on_the_card_before_the_commit(void **state) {
    (void)state;
    struct desk d = {0};
    struct err err = {0};
    set_up_desk(&d);
    struct store *s = open_store(&d);
    meeting = true;
    assert_true(take(&d, s, &err));
    meeting = false;
    store_close(s);
    const char *synced = strchr(met, 'S');
    const char *commit = synced ? strchr(synced, 'C') : NULL;
    const char *moved = strchr(met, 'M'), *last = strrchr(met, 'M');
    if (!commit || !moved || moved < commit || !strchr(last, 'S'))
        fail_msg("the steps were %s", met);
    tear_down_desk(&d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kill_leaves_all_or_nothing),
        cmocka_unit_test(files_are_on_the_card_before_the_commit),
        cmocka_unit_test(a_kill_while_it_is_settled_changes_nothing),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
