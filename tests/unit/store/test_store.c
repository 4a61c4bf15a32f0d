/* The whole store: settings, numbers, backups, two processes, a start after a bad end. */
#include "fixture.h"

#include <sys/wait.h>

#include "base/file.h"
#include "base/str.h"

static void test_settings(void **state) {
    struct fixture *f = *state;
    char out[8];
    OK(f, store_setting(f->s, "event", out, sizeof(out), "none", &f->err));
    assert_string_equal(out, "none");
    OK(f, store_set_setting(f->s, "event", "Stall", &f->err));
    OK(f, store_set_setting(f->s, "event", "Hall B", &f->err));
    fixture_boot(f, fixture_day(2019, 2, 6));
    OK(f, store_setting(f->s, "event", out, sizeof(out), "none", &f->err));
    assert_string_equal(out, "Hall B");
}

static void test_status(void **state) {
    struct fixture *f = *state;
    struct store_status st;
    struct closing c = {.qualifier = COUNT_EXACT};
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_open_session(f->s, 2, &f->err));
    fixture_mark(f, 1, "y9", 30);
    fixture_mark(f, 2, "adult", 4);
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    OK(f, store_set_setting(f->s, "exported", "2", &f->err));
    OK(f, store_status(f->s, &st, &f->err));
    assert_int_equal(st.sessions, 3);
    assert_int_equal(st.open_sessions, 1);
    assert_int_equal(st.marks, 2);
    assert_int_equal(st.heads, 34);
    assert_int_equal(st.saved, 3);
    assert_int_equal(st.exported, 2);
    assert_int_equal(st.schema, fixture_number(f, "PRAGMA user_version"));
    assert_false(st.date_confirmed);
}

static void test_a_group_is_all_or_nothing(void **state) {
    struct fixture *f = *state;
    OK(f, store_begin(f->s, &f->err));
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    store_rollback(f->s);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 0);
    OK(f, store_begin(f->s, &f->err));
    OK(f, store_part_begin(f->s, &f->err));
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_part_end(f->s, true, &f->err));
    OK(f, store_part_begin(f->s, &f->err));
    REFUSED(f, store_open_session(f->s, 99, &f->err), "not in the list");
    OK(f, store_part_end(f->s, false, &f->err));
    OK(f, store_commit(f->s, &f->err));
    fixture_mark(f, 1, "y9", 30);
}

static void test_a_backup_opens_as_a_store(void **state) {
    struct fixture *f = *state;
    char path[128], dir[64];
    struct store_opts reading = {.clock = &f->clock, .read_only = true};
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    snprintf(dir, sizeof(dir), "%s/other", f->dir);
    OK(f, file_make_dirs(dir, &f->err));
    snprintf(path, sizeof(path), "%s/kiosk.db", dir);
    OK(f, store_backup(f->s, path, &f->err));
    struct store *copy = store_open(dir, &reading, NULL, &f->err);
    OK(f, copy);
    OK(f, store_verify(copy, &f->err));
    struct store_status st;
    OK(f, store_status(copy, &st, &f->err));
    assert_int_equal(st.heads, 30);
    store_close(copy);
}

static void test_reading_changes_nothing(void **state) {
    struct fixture *f = *state;
    struct store_opts reading = {.clock = &f->clock, .read_only = true};
    struct store *other = store_open(f->dir, &reading, NULL, &f->err);
    OK(f, other);
    assert_false(store_set_setting(other, "a", "b", &f->err));
    assert_int_equal(f->err.kind, ERR_DENIED);
    OK(f, store_verify(other, &f->err));
    store_close(other);
    other = store_open("/tmp/turnout-not-there", &reading, NULL, &f->err);
    assert_null(other);
    assert_int_equal(f->err.kind, ERR_MISSING);
    assert_false(file_exists("/tmp/turnout-not-there"));
}

static int running(struct fixture *f) {
    char path[128];
    struct str bytes CLEANUP(str_release) = {0};
    fixture_path(f, "kiosk.running", path);
    OK(f, file_read(path, 16, &bytes, &f->err));
    assert_int_equal(bytes.len, 1);
    return bytes.p[0];
}

/* A subcommand at work beside the kiosk: both read and write, and neither loses anything. */
static void test_two_processes(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    pid_t child = fork();
    if (child == 0) {
        struct err err;
        struct clock clock;
        struct store_opts opts = {.clock = &clock};
        char value[16];
        clock_init_virtual(&clock, 0);
        struct store *s = store_open(f->dir, &opts, NULL, &err);
        bool ok = s;
        for (int i = 0; ok && i < 100; i++) {
            snprintf(value, sizeof(value), "%d", i);
            ok = store_set_setting(s, "child", value, &err);
        }
        ok = ok && store_tidy(s, &err) && store_verify(s, &err);
        store_close(s);
        _exit(ok ? 0 : 1);
    }
    for (int i = 1; i <= 100; i++)
        assert_int_equal(fixture_mark(f, 1, "y9", 1), i);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    char out[8];
    OK(f, store_setting(f->s, "child", out, sizeof(out), "", &f->err));
    assert_string_equal(out, "99");
    OK(f, store_verify(f->s, &f->err));
    assert_int_equal(running(f), '1'); /* still ours */
}

static void test_a_bad_end_is_seen_at_the_next_start(void **state) {
    struct fixture *f = *state;
    assert_int_equal(running(f), '1');
    store_close(f->s);
    assert_int_equal(running(f), '0');
    fixture_not_closed_well(f);
    fixture_open(f);
    assert_string_equal(f->notice, "");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM session"), 3);
    assert_int_equal(running(f), '1');
}

static void test_a_newer_file_is_refused_and_kept(void **state) {
    struct fixture *f = *state;
    fixture_sql(f, "PRAGMA user_version=99");
    store_close(f->s);
    f->s = store_open(f->dir, &f->opts, NULL, &f->err);
    assert_null(f->s);
    assert_int_equal(f->err.kind, ERR_INPUT);
    assert_non_null(strstr(f->err.text, "newer"));
    char path[128];
    fixture_path(f, "kiosk.damaged-1.db", path);
    assert_false(file_exists(path));
}

static void test_verify_finds_broken_promises(void **state) {
    static const char *const broken[][2] = {
        {"INSERT INTO mark VALUES(1, 5, 'add', 'y9', 1, 0, 1, 0, 0, '')",
         "step 5: the step before"},
        {"INSERT INTO mark VALUES(1, 3, 'undo', 'y9', -7, 1, 1, 0, 0, '')",
         "step 3: it undoes what"},
        {"INSERT INTO mark VALUES(1, 3, 'undo', 'y9', -2, 2, 1, 0, 0, '');"
         "INSERT INTO mark VALUES(1, 4, 'undo', 'y9', -2, 2, 1, 0, 0, '')",
         "step 2: it is undone twice"},
        {"INSERT INTO mark VALUES(1, 3, 'add', 'y9', -40, 0, 1, 0, 0, '')", "fewer than 0"},
        {"INSERT INTO mark VALUES(3, 1, 'add', 'all', 1, 0, 1, 0, 0, '')", "never opened"},
        {"INSERT INTO life VALUES(1, 2, 'closed', 1, 0, 0, '', '', '', 3, 32, NULL)",
         "step 3: steps are missing"},
        {"INSERT INTO life VALUES(1, 2, 'closed', 1, 0, 0, '', '', '', 2, 33, NULL)",
         "its heads are not"},
        {"INSERT INTO life VALUES(1, 2, 'reopened', 1, 0, 0, '', '', '', 0, 0, NULL)",
         "take turns"},
        {"INSERT INTO life VALUES(2, 1, 'reopened', 1, 0, 0, '', '', '', 0, 0, NULL)",
         "take turns"},
        {"INSERT INTO life VALUES(1, 2, 'cancelled', 1, 0, 0, '', 'snow', '', 2, 32, NULL)",
         "called off"},
        {"INSERT INTO life VALUES(2, 1, 'rearranged', 1, 0, 0, '', 'snow', '', 0, 0, 3)",
         "the other side"},
        {"PRAGMA foreign_keys=OFF; INSERT INTO mark VALUES(1, 3, 'add', 'y9', 1, 0, 77, 0, 0, '')",
         "table mark"},
    };
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    fixture_mark(f, 1, "y9", 2);
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        OK(f, store_verify(f->s, &f->err));
        fixture_sql(f, "SAVEPOINT a");
        if (broken[i][0][0] == 'P')
            fixture_sql(f, "RELEASE a"); /* a pragma that does nothing inside a transaction */
        fixture_sql(f, broken[i][0]);
        REFUSED(f, store_verify(f->s, &f->err), broken[i][1]);
        if (broken[i][0][0] != 'P')
            fixture_sql(f, "ROLLBACK TO a; RELEASE a");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_settings),
        TEST(test_status),
        TEST(test_a_group_is_all_or_nothing),
        TEST(test_a_backup_opens_as_a_store),
        TEST(test_reading_changes_nothing),
        TEST(test_two_processes),
        TEST(test_a_bad_end_is_seen_at_the_next_start),
        TEST(test_a_newer_file_is_refused_and_kept),
        TEST(test_verify_finds_broken_promises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
