/* Copies, checks and migrations. */
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
#include "base/str.h"
#include "db/db.h"

struct place {
    char dir[32], path[64], copy[64], before[64];
};

static const struct db_migration steps[] = {
    {1, "first", "CREATE TABLE t(x); INSERT INTO t VALUES(1)"},
    {2, "second", "ALTER TABLE t ADD COLUMN y DEFAULT 7"},
    {3, "third", "CREATE TABLE u(z)"},
};

static void clean(struct place *p) {
    char name[128];
    static const char *const ends[] = {"a.db",        "a.db-wal",    "a.db-shm",   "copy.db",
                                       "copy.db-wal", "copy.db-shm", "before-1.db"};
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        snprintf(name, sizeof(name), "%s/%s", p->dir, ends[i]);
        unlink(name);
    }
}

static int set_up(void **state) {
    struct place *p = calloc(1, sizeof(*p));
    snprintf(p->dir, sizeof(p->dir), "/tmp/turnout-db-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    snprintf(p->path, sizeof(p->path), "%s/a.db", p->dir);
    snprintf(p->copy, sizeof(p->copy), "%s/copy.db", p->dir);
    snprintf(p->before, sizeof(p->before), "%s/before-%%d.db", p->dir);
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct place *p = *state;
    clean(p);
    assert_int_equal(rmdir(p->dir), 0);
    free(p);
    return 0;
}

static struct db *open_at(const char *path) {
    struct db_opts opts = {.wal_bytes = 1};
    struct db *db = db_open(path, &opts, NULL);
    assert_non_null(db);
    return db;
}

static int64_t number(struct db *db, const char *sql) {
    int64_t n = -1;
    assert_true(db_ask_int(db, NULL, &n, -2, sql, ""));
    return n;
}

static void test_a_new_file_gets_all_steps_and_no_copy(void **state) {
    struct place *p = *state;
    struct db *db = open_at(p->path);
    assert_true(db_migrate(db, steps, 3, p->before, NULL));
    assert_int_equal(number(db, "PRAGMA user_version"), 3);
    assert_int_equal(number(db, "SELECT y FROM t"), 7);
    assert_true(db_migrate(db, steps, 3, p->before, NULL)); /* nothing to do */
    db_close(db);
}

static void test_an_old_file_is_copied_first(void **state) {
    struct place *p = *state;
    struct err err = {0};
    char copy[64];
    struct db *db = open_at(p->path);
    assert_true(db_migrate(db, steps, 1, p->before, NULL));
    assert_true(db_migrate(db, steps, 3, p->before, &err));
    db_close(db);
    snprintf(copy, sizeof(copy), "%s/before-1.db", p->dir);
    struct db_opts opts = {.read_only = true};
    db = db_open(copy, &opts, &err);
    assert_non_null(db);
    assert_int_equal(number(db, "PRAGMA user_version"), 1);
    db_close(db);
}

static void test_a_step_that_fails_leaves_the_one_before(void **state) {
    struct place *p = *state;
    struct err err = {0};
    const struct db_migration bad[] = {steps[0],
                                       {2, "broken", "CREATE TABLE v(x); CREATE TABLE t(x)"}};
    struct db *db = open_at(p->path);
    assert_false(db_migrate(db, bad, 2, p->before, &err));
    assert_non_null(strstr(err.text, "broken"));
    assert_int_equal(number(db, "PRAGMA user_version"), 1);
    assert_int_equal(number(db, "SELECT count(*) FROM sqlite_schema"), 1);
    assert_true(db_migrate(db, steps, 3, p->before, &err));
    db_close(db);
}

static void test_newer_and_foreign_files_are_refused(void **state) {
    struct place *p = *state;
    struct err err = {0};
    struct db *db = open_at(p->path);
    assert_true(db_migrate(db, steps, 3, p->before, NULL));
    assert_false(db_migrate(db, steps, 2, p->before, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.text, "newer"));
    assert_int_equal(number(db, "PRAGMA user_version"), 3);
    db_close(db);
    db = open_at(p->copy);
    assert_true(db_exec(db, NULL, "CREATE TABLE recipes(x)"));
    assert_false(db_migrate(db, steps, 3, p->before, &err));
    assert_non_null(strstr(err.text, "copy.db"));
    db_close(db);
}

static void test_a_backup_is_whole_and_plain(void **state) {
    struct place *p = *state;
    struct err err = {0};
    struct db *db = open_at(p->path);
    assert_true(db_migrate(db, steps, 3, p->before, NULL));
    assert_true(db_begin(db, "open", NULL));
    assert_true(db_run(db, NULL, "INSERT INTO t VALUES(9, 9)", ""));
    assert_true(db_backup(db, p->copy, &err)); /* in the middle of something: what is committed */
    assert_true(db_commit(db, NULL));
    db_close(db);
    struct str bytes CLEANUP(str_release) = {0};
    assert_true(file_read(p->copy, 1 << 20, &bytes, NULL));
    assert_int_equal(bytes.p[18], 1); /* no WAL: it can be read where nothing can be written */
    db = open_at(p->copy);
    assert_int_equal(number(db, "SELECT count(*) FROM t"), 1);
    db_close(db);
}

static void test_a_backup_that_cannot_be_written(void **state) {
    struct place *p = *state;
    struct err err = {0};
    struct db *db = open_at(p->path);
    assert_false(db_backup(db, "/tmp/turnout-not-there/copy.db", &err));
    assert_non_null(strstr(err.text, "no backup was made"));
    db_close(db);
}

static void test_damage_is_found(void **state) {
    struct place *p = *state;
    struct err err = {0};
    struct db *db = open_at(p->path);
    assert_true(db_migrate(db, steps, 3, p->before, NULL));
    assert_true(db_check(db, true, NULL));
    assert_true(db_checkpoint(db, 0, NULL));
    db_close(db);
    FILE *f = fopen(p->path, "r+");
    assert_non_null(f);
    fseek(f, 4096, SEEK_SET);
    for (int i = 0; i < 4096; i++)
        putc(0x5a, f);
    fclose(f);
    db = open_at(p->path);
    assert_false(db_is_damaged(db));
    assert_false(db_check(db, false, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    assert_true(db_is_damaged(db));
    db_close(db);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_new_file_gets_all_steps_and_no_copy),
        TEST(test_an_old_file_is_copied_first),
        TEST(test_a_step_that_fails_leaves_the_one_before),
        TEST(test_newer_and_foreign_files_are_refused),
        TEST(test_a_backup_is_whole_and_plain),
        TEST(test_a_backup_that_cannot_be_written),
        TEST(test_damage_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
