/* Every write, sync, open and truncation that the store makes fails once, one after the other, in
 * two ways: alone (the program goes on and closes), and for ever (as if the machine had died
 * there).
 *
 * The store is then opened with the real file layer, and three things must hold: what was
 * acknowledged is there; what was refused is there whole or not at all; the file and its promises
 * are intact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../folder.h"
#include "base/arena.h"
#include "base/str.h"
#include "db/db.h"
#include "store/sealed_form.h"
#include "store/store.h"
#include "store/thread.h"
#include "vfs_fault.h"

enum { ROWS = 20, MARKS = 10 };

/* What the script was told that it is safe. */
struct told {
    bool import, opened, undo, closed, setting, backup, sealed;
    bool import_tried, undo_tried, closed_tried;
    int32_t marks, marks_tried;         /* seqs 1 to marks are acknowledged */
    int32_t tallies, openings, figures; /* acknowledged, of 2, 1 and 2 */
};

struct run {
    char dir[40];
    struct clock clock;
    struct told told;
    struct err err;
};

static void make_dir(struct run *r) {
    /* What fails is decided above the disk, so memory will do, and some hundred runs take seconds.
     */
    folder_new(r->dir, sizeof r->dir, "fault");
    clock_init_virtual(&r->clock, 1549440000000);
}

static void remove_dir(struct run *r) {
    folder_remove(r->dir);
}

static struct store *open_store(struct run *r, const char *vfs) {
    struct store_opts opts = {.clock = &r->clock, .vfs = vfs};
    return store_open(r->dir, &opts, NULL, &r->err);
}

/* --- the script --- */

static bool import(struct run *r, struct store *s) {
    struct import_row row[ROWS];
    char uid[ROWS][16];
    struct import_result res;
    for (int i = 0; i < ROWS; i++) {
        snprintf(uid[i], sizeof(uid[i]), "u%d", i + 1);
        row[i] = (struct import_row){.session = {.uid = uid[i],
                                                 .actions = "1.2;1.3",
                                                 .date = {2019, 2, 6},
                                                 .date_text = "",
                                                 .venue = "Hall",
                                                 .event_type = "",
                                                 .topic = "",
                                                 .audience = "",
                                                 .year_group = "9",
                                                 .deliverer = "",
                                                 .form = "",
                                                 .ward = "",
                                                 .note = "",
                                                 .reason = ""},
                                     .change = CHANGE_NEW};
    }
    struct complaint c = {.rule = "weekend", .what = "A Sunday.", .todo = "Check it.", .row = 3};
    struct import im = {.kind = IMPORT_PROGRAMME,
                        .file = "programme.csv",
                        .row = row,
                        .rows = ROWS,
                        .complaint = &c,
                        .complaints = 1};
    r->told.import_tried = true;
    return store_apply_import(s, &im, &res, &r->err);
}

/* A bin is opened, two things are tallied, both are confirmed in one go. */
static void tally(struct run *r, struct store *s) {
    const struct tally_count both[] = {{"lock", 1}, {"sword", 2}};
    struct told *t = &r->told;
    int32_t bin;
    if (!store_tally_open(s, 1, "bin", &bin, &r->err))
        return;
    t->openings = 1;
    t->tallies += store_tally(s, 1, "bin/lock", bin, 1, &r->err);
    t->tallies += store_tally(s, 1, "bin/sword", bin, 2, &r->err);
    if (store_tally_confirm(s, 1, bin, both, 2, "AB", &r->err))
        t->figures = 2;
}

/* A tap that was refused is not repeated: the number below it stays the last one that is told. */
static void count(struct run *r, struct store *s) {
    struct told *t = &r->told;
    struct closing c = {.qualifier = COUNT_EXACT, .note = "all well"};
    int32_t seq;
    t->opened = store_open_session(s, 1, &r->err);
    for (int i = 0; i < MARKS; i++) {
        t->marks_tried++;
        if (store_mark(s, 1, MARK_ADD, "y9", i + 1, 0, &seq, &r->err))
            t->marks = seq;
    }
    tally(r, s);
    t->undo_tried = true;
    t->undo = store_mark(s, 1, MARK_UNDO, "", 0, 1, &seq, &r->err);
    t->closed_tried = true;
    t->closed = store_close_session(s, 1, &c, &r->err);
}

/* Of a form with a key of its own: it is there with its form remembered, or neither is. */
static void seal(struct run *r, struct store *s) {
    static const char record[32] = "sealed";
    const struct sealed_submission x = {.id = "0b4b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d",
                                        .form = "parents",
                                        .version = "1",
                                        .manifest = "<data/>",
                                        .manifest_n = 7,
                                        .record = record,
                                        .record_n = sizeof record};
    r->told.sealed = store_submit_sealed(s, &x, &r->err);
}

static void backup(struct run *r, struct store *s) {
    char path[64];
    snprintf(path, sizeof(path), "%s/copy.db", r->dir);
    r->told.backup = store_backup(s, path, &r->err);
}

static void script(struct run *r) {
    struct store *s = open_store(r, VFS_FAULT);
    if (!s)
        return;
    r->told.import = import(r, s);
    count(r, s);
    seal(r, s);
    bool emptied = db_checkpoint(store_db(s), 0, &r->err);
    (void)emptied;
    r->told.setting = store_set_setting(s, "event", "Hall B", &r->err);
    backup(r, s);
    store_close(s);
}

/* --- what must hold --- */

static int64_t number(struct store *s, const char *sql) {
    int64_t n = -1;
    struct err err = {0};
    if (!db_ask_int(store_db(s), &err, &n, -1, sql, ""))
        fail_msg("%s: %s", sql, err.text);
    return n;
}

static void check_tables(const struct told *t, struct store *s) {
    int64_t sessions = number(s, "SELECT count(*) FROM session");
    int64_t marks = number(s, "SELECT count(*) FROM mark WHERE kind = 'add'");
    int64_t undone = number(s, "SELECT count(*) FROM mark WHERE kind = 'undo'");
    int64_t closed = number(s, "SELECT count(*) FROM life WHERE what = 'closed'");
    assert_true(sessions == ROWS || (sessions == 0 && !t->import));
    assert_int_equal(number(s, "SELECT count(*) FROM session_action"), sessions * 2);
    assert_int_equal(number(s, "SELECT count(*) FROM complaint"), sessions / ROWS);
    assert_in_range(marks, t->marks, t->marks_tried);
    assert_in_range(undone, t->undo, t->undo_tried);
    assert_in_range(closed, t->closed, t->closed_tried);
    if (t->opened)
        assert_true(number(s, "SELECT count(*) FROM life WHERE what = 'opened'") == 1);
    int64_t figures = number(s, "SELECT count(*) FROM confirmation");
    assert_in_range(number(s, "SELECT count(*) FROM opening"), t->openings, 1);
    assert_in_range(number(s, "SELECT count(*) FROM tally"), t->tallies, 2);
    assert_true(figures == 2 || (figures == 0 && t->figures == 0)); /* all of them or none */
    int64_t sealed = number(s, "SELECT count(*) FROM sealed_submission");
    assert_in_range(sealed, t->sealed, 1);
    assert_int_equal(number(s, "SELECT count(*) FROM form_key"), sealed);
    if (t->setting)
        assert_int_equal(number(s, "SELECT value = 'Hall B' FROM setting WHERE key = 'event'"), 1);
}

static void check_copy(struct run *r) {
    char path[64];
    struct db_opts opts = {.read_only = true};
    if (!r->told.backup)
        return;
    snprintf(path, sizeof(path), "%s/copy.db", r->dir);
    struct db *db = db_open(path, &opts, &r->err);
    assert_non_null(db);
    assert_true(db_check(db, true, &r->err));
    db_close(db);
}

static void check(struct run *r) {
    struct store *s = open_store(r, NULL);
    if (!s)
        fail_msg("does not open: %s", r->err.text);
    if (!store_verify(s, &r->err))
        fail_msg("%s", r->err.text);
    check_tables(&r->told, s);
    check_copy(r);
    int64_t open = 0;
    int32_t seq;
    if (number(s, "SELECT count(*) FROM session")) { /* and it can be worked with */
        assert_true(store_open_session(s, 1, &r->err) ||
                    store_reopen_session(s, 1, "Too early", &r->err));
        assert_true(store_last_open(s, &open, &r->err));
        assert_int_equal(open, 1);
        assert_true(store_mark(s, 1, MARK_ADD, "y9", 1, 0, &seq, &r->err));
    }
    store_close(s);
}

static void every_fault(enum fault kind, bool for_ever) {
    int faults = 0;
    for (int n = 1;; n++) {
        struct run r = {0};
        make_dir(&r);
        vfs_fault_plan(kind, n, for_ever);
        script(&r);
        bool hit = vfs_fault_hit();
        vfs_fault_plan(FAULT_NONE, 0, false);
        if (!hit) {
            assert_true(r.told.import && r.told.undo && r.told.closed && r.told.backup);
            assert_int_equal(r.told.marks, MARKS);
        }
        check(&r);
        remove_dir(&r);
        if (!hit)
            break;
        faults++;
    }
    print_message("%d places where %s fails %s\n", faults, vfs_fault_name(kind),
                  for_ever ? "for ever" : "once");
    assert_true(faults > 0);
}

static void test_a_write_fails(void **state) {
    (void)state;
    every_fault(FAULT_WRITE, false);
    every_fault(FAULT_WRITE, true);
}

static void test_the_disk_is_full(void **state) {
    (void)state;
    every_fault(FAULT_FULL, false); /* for ever is what a write that fails for ever is */
}

static void test_a_sync_fails(void **state) {
    (void)state;
    every_fault(FAULT_SYNC, false);
    every_fault(FAULT_SYNC, true);
}

static void test_an_open_fails(void **state) {
    (void)state;
    every_fault(FAULT_OPEN, false);
    every_fault(FAULT_OPEN, true);
}

static void test_a_truncation_fails(void **state) {
    (void)state;
    every_fault(FAULT_TRUNCATE, false);
    every_fault(FAULT_TRUNCATE, true);
}

/* --- bringing an old file up to date --- */

static const struct db_migration steps[] = {
    {1, "first", "CREATE TABLE t(x); INSERT INTO t VALUES(1)"},
    {2, "second", "ALTER TABLE t ADD COLUMN y DEFAULT 7; CREATE TABLE u(z)"},
    {3, "third", "INSERT INTO u SELECT x + y FROM t; CREATE INDEX u_z ON u(z)"},
};

static struct db *open_plain(const char *path, const char *vfs) {
    struct db_opts opts = {.vfs = vfs, .wal_bytes = 1};
    return db_open(path, &opts, NULL);
}

static int64_t form_of(struct db *db) {
    int64_t n = -1, tables = -1;
    static const int64_t expected[] = {0, 1, 2, 3};
    assert_true(db_ask_int(db, NULL, &n, -1, "PRAGMA user_version", ""));
    assert_true(db_ask_int(db, NULL, &tables, -1, "SELECT count(*) FROM sqlite_schema", ""));
    assert_int_equal(tables, expected[n]); /* each step adds one table or index */
    return n;
}

static bool migrate_with_fault(struct run *r, enum fault kind, int n, bool for_ever) {
    char path[64], before[64];
    struct err err = {0};
    snprintf(path, sizeof(path), "%s/old.db", r->dir);
    snprintf(before, sizeof(before), "%s/before-%%d.db", r->dir);
    struct db *db = open_plain(path, NULL);
    assert_true(db_migrate(db, steps, 1, before, &err));
    db_close(db);
    vfs_fault_plan(kind, n, for_ever);
    db = open_plain(path, VFS_FAULT);
    bool done = db && db_migrate(db, steps, 3, before, &err);
    db_close(db);
    bool hit = vfs_fault_hit();
    vfs_fault_plan(FAULT_NONE, 0, false);
    db = open_plain(path, NULL);
    assert_non_null(db);
    assert_true(db_check(db, true, &err));
    assert_in_range(form_of(db), done ? 3 : 1, 3);
    assert_true(db_migrate(db, steps, 3, before, &err));
    assert_int_equal(form_of(db), 3);
    db_close(db);
    snprintf(path, sizeof(path), "%s/before-1.db", r->dir);
    db = open_plain(path, NULL);
    assert_non_null(db);
    assert_int_equal(form_of(db), 1);
    db_close(db);
    return hit;
}

static void test_a_migration_is_cut_off(void **state) {
    (void)state;
    for (int kind = FAULT_WRITE; kind < FAULT_KINDS; kind++) {
        bool hit = true;
        for (int n = 1; hit; n++) {
            struct run r = {0};
            make_dir(&r);
            hit = migrate_with_fault(&r, kind, n, n % 2);
            remove_dir(&r);
        }
    }
}

/* --- codes --- */

/* Both are set or none: with only one, nobody could set the other. */
static void test_codes_are_cut_off(void **state) {
    (void)state;
    bool hit = true;
    for (int n = 1; hit; n++) {
        struct run r = {0};
        bool has = true;
        make_dir(&r);
        struct store *s = open_store(&r, VFS_FAULT);
        vfs_fault_plan(FAULT_WRITE, n, false);
        bool set = store_set_codes(s, "736201", "a long passphrase", &r.err);
        hit = vfs_fault_hit();
        store_close(s);
        vfs_fault_plan(FAULT_NONE, 0, false);
        s = open_store(&r, NULL);
        assert_true(store_has_codes(s, &has, &r.err));
        assert_int_equal(has, set);
        assert_int_equal(number(s, "SELECT count(*) FROM code"), set ? 2 : 0);
        store_close(s);
        remove_dir(&r);
    }
}

/* --- a group --- */

enum { KIND_OPENED, KIND_HOLD, KIND_MARK, GROUP = 10 };

struct held {
    sem_t *entered, *gate;
};

static enum job_result run_hold(struct store *s, void *value, struct err *err) {
    (void)s, (void)err;
    struct held *h = value;
    sem_post(h->entered);
    sem_wait(h->gate);
    return JOB_DONE;
}

static enum job_result run_mark(struct store *s, void *value, struct err *err) {
    return store_mark(s, 1, MARK_ADD, "y9", 1, 0, value, err) ? JOB_DONE : JOB_FAILED;
}

static bool next_ok(struct store_thread *t, struct answer *a) {
    struct pollfd p = {.fd = store_thread_fd(t), .events = POLLIN};
    while (!store_thread_answer(t, a))
        assert_int_equal(poll(&p, 1, 10000), 1);
    return a->ok;
}

/* Ten taps in one group, whose transaction fails somewhere: all ten are told so. */
static bool group_with_fault(struct run *r, enum fault kind, int n) {
    struct store_opts opts = {.clock = &r->clock, .vfs = VFS_FAULT};
    struct job hold = {.run = run_hold, .kind = KIND_HOLD};
    struct job mark = {.run = run_mark, .kind = KIND_MARK, .writes = true};
    struct answer a;
    sem_t entered, gate;
    int failed = 0;
    sem_init(&entered, 0, 0);
    sem_init(&gate, 0, 0);
    memcpy(hold.value, &(struct held){&entered, &gate}, sizeof(struct held));
    struct store_thread *t = store_thread_start(r->dir, &opts, KIND_OPENED);
    assert_true(next_ok(t, &a) && store_thread_post(t, &hold));
    sem_wait(&entered);
    for (int i = 0; i < GROUP; i++)
        assert_true(store_thread_post(t, &mark));
    vfs_fault_plan(kind, n, false);
    sem_post(&gate);
    assert_true(next_ok(t, &a));
    for (int i = 0; i < GROUP; i++)
        failed += !next_ok(t, &a);
    bool hit = vfs_fault_hit();
    vfs_fault_plan(FAULT_NONE, 0, false);
    assert_int_equal(failed, hit ? GROUP : 0);
    assert_true(store_thread_post(t, &mark) && next_ok(t, &a)); /* the next tap is none the worse */
    memcpy(&r->told.marks, a.job.value, sizeof(r->told.marks));
    store_thread_stop(t);
    sem_destroy(&entered);
    sem_destroy(&gate);
    return hit;
}

static void test_a_group_fails(void **state) {
    static const enum fault kinds[] = {FAULT_WRITE, FAULT_FULL, FAULT_SYNC};
    (void)state;
    for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
        bool hit = true;
        for (int n = 1; hit; n++) {
            struct run r = {0};
            make_dir(&r);
            struct store *s = open_store(&r, NULL);
            assert_true(import(&r, s) && store_open_session(s, 1, &r.err));
            store_close(s);
            hit = group_with_fault(&r, kinds[k], n);
            assert_int_equal(r.told.marks, hit ? 1 : GROUP + 1);
            s = open_store(&r, NULL);
            assert_true(store_verify(s, &r.err));
            assert_int_equal(number(s, "SELECT count(*) FROM mark"), r.told.marks);
            store_close(s);
            remove_dir(&r);
        }
    }
}

/* --- what a tap costs --- */

static void expect_one_sync(bool done) {
    assert_true(done);
    assert_int_equal(vfs_fault_count(FAULT_SYNC), 1);
    vfs_fault_plan(FAULT_NONE, 0, false);
}

/* From the first one on, also when the log has just been emptied: fewer would not be durable, more
 * would be felt under the thumb. */
static void test_a_tap_is_one_sync(void **state) {
    (void)state;
    struct run r = {0};
    struct closing c = {.qualifier = COUNT_EXACT};
    int32_t seq;
    make_dir(&r);
    struct store *s = open_store(&r, VFS_FAULT);
    assert_true(import(&r, s));
    vfs_fault_plan(FAULT_NONE, 0, false);
    expect_one_sync(store_open_session(s, 1, &r.err));
    for (int i = 0; i < 2000; i++) {
        expect_one_sync(store_mark(s, 1, MARK_ADD, "y9", 1, 0, &seq, &r.err));
        assert_true(store_tidy(s, &r.err)); /* nobody waits for this one */
        vfs_fault_plan(FAULT_NONE, 0, false);
    }
    expect_one_sync(store_mark(s, 1, MARK_UNDO, "", 0, 1, &seq, &r.err));
    expect_one_sync(store_tally(s, 1, "leaflets/a", 0, 1, &r.err));
    expect_one_sync(store_tally(s, 1, "leaflets/a", 0, -1, &r.err));
    expect_one_sync(store_close_session(s, 1, &c, &r.err));
    store_close(s);
    s = open_store(&r, VFS_FAULT);
    assert_true(store_reopen_session(s, 1, "Too early", &r.err));
    vfs_fault_plan(FAULT_NONE, 0, false);
    expect_one_sync(store_mark(s, 1, MARK_ADD, "y9", 1, 0, &seq, &r.err));
    store_close(s);
    remove_dir(&r);
}

/* --- the check itself --- */

/* A script that tells what is not so must be caught, else all of the above proves nothing. */
static void test_a_lie_is_noticed(void **state) {
    (void)state;
    struct run r = {0};
    make_dir(&r);
    struct store *s = open_store(&r, NULL);
    assert_true(import(&r, s));
    assert_true(store_open_session(s, 1, &r.err));
    assert_true(store_begin(s, &r.err));
    int32_t seq;
    assert_true(store_mark(s, 1, MARK_ADD, "y9", 1, 0, &seq, &r.err));
    r.told.marks = seq; /* told before the commit, which never comes */
    store_rollback(s);
    assert_true(number(s, "SELECT count(*) FROM mark") < r.told.marks);
    store_close(s);
    remove_dir(&r);
}

static int set_up(void **state) {
    (void)state;
    vfs_fault_register();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_write_fails),      cmocka_unit_test(test_the_disk_is_full),
        cmocka_unit_test(test_a_sync_fails),       cmocka_unit_test(test_an_open_fails),
        cmocka_unit_test(test_a_truncation_fails), cmocka_unit_test(test_a_migration_is_cut_off),
        cmocka_unit_test(test_codes_are_cut_off),  cmocka_unit_test(test_a_group_fails),
        cmocka_unit_test(test_a_tap_is_one_sync),  cmocka_unit_test(test_a_lie_is_noticed),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
