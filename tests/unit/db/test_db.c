/* The database interface: formats, the cache, transactions that nest, savepoints, the WAL's file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "db/db.h"

struct place {
    char dir[32], path[64], wal[80], copy[64];
    struct db *db;
};

static struct db *open_at(const char *path, bool read_only) {
    struct err err = {0};
    struct db_opts opts = {.read_only = read_only, .wal_bytes = 1 << 20};
    struct db *db = db_open(path, &opts, &err);
    if (!db)
        print_error("%s\n", err.text);
    assert_non_null(db);
    return db;
}

static int set_up(void **state) {
    struct place *p = calloc(1, sizeof(*p));
    snprintf(p->dir, sizeof(p->dir), "/tmp/turnout-db-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    snprintf(p->path, sizeof(p->path), "%s/a.db", p->dir);
    snprintf(p->wal, sizeof(p->wal), "%s-wal", p->path);
    snprintf(p->copy, sizeof(p->copy), "%s/copy.db", p->dir);
    p->db = open_at(p->path, false);
    assert_true(db_exec(p->db, NULL, "CREATE TABLE t(id INTEGER PRIMARY KEY, x ANY) STRICT"));
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    static const char *const names[] = {"a.db",    "a.db-wal",    "a.db-shm",
                                        "copy.db", "before-1.db", "foreign.db"};
    struct place *p = *state;
    char path[64];
    db_close(p->db);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", p->dir, names[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(p->dir), 0); /* nothing else was left behind */
    free(p);
    return 0;
}

static int64_t number(struct db *db, const char *sql) {
    struct err err = {0};
    int64_t n = -1;
    if (!db_ask_int(db, &err, &n, -2, sql, ""))
        fail_msg("%s: %s", sql, err.text);
    return n;
}

static void add(struct db *db, int64_t x) {
    assert_true(db_run(db, NULL, "INSERT INTO t(x) VALUES(?)", "i", x));
}

static void test_every_format_comes_back(void **state) {
    struct db *db = ((struct place *)*state)->db;
    const unsigned char bytes[] = {0, 1, 0xff};
    assert_true(db_run(db, NULL,
                       "INSERT INTO t(id, x) VALUES(1, ?), (2, ?), (3, ?), (4, ?), (5, ?)", "itbnt",
                       INT64_MIN, "J\xc3\xbcrgen; DROP TABLE t", (const void *)bytes, sizeof(bytes),
                       (const char *)NULL));
    assert_int_equal(db_changes(db), 5);
    assert_int_equal(db_last_id(db), 5);
    struct db_rows *r = db_ask(db, "SELECT x FROM t ORDER BY id", "");
    assert_true(db_next(r));
    assert_true(db_int(r, 0) == INT64_MIN);
    assert_true(db_next(r));
    assert_string_equal(db_text(r, 0), "J\xc3\xbcrgen; DROP TABLE t");
    size_t n;
    assert_true(db_next(r));
    assert_memory_equal(db_blob(r, 0, &n), bytes, sizeof(bytes));
    assert_int_equal(n, sizeof(bytes));
    for (int i = 0; i < 2; i++) {
        assert_true(db_next(r));
        assert_true(db_is_null(r, 0));
        assert_string_equal(db_text(r, 0), "");
    }
    assert_false(db_next(r));
    assert_true(db_done(r, NULL));
}

static void test_an_error_comes_out_of_done(void **state) {
    struct db *db = ((struct place *)*state)->db;
    struct err err = {0};
    struct db_rows *r = db_ask(db, "SELECT * FROM nowhere WHERE a = ?", "i", (int64_t)1);
    assert_false(db_next(r));
    assert_false(db_next(r));
    assert_false(db_done(r, &err));
    assert_non_null(strstr(err.text, "nowhere"));
    add(db, 1);
    assert_false(db_run(db, &err, "INSERT INTO t(id) VALUES(1)", ""));
    assert_int_equal(err.kind, ERR_WORLD);
    assert_false(
        db_run(db, NULL, "INSERT INTO t(id) VALUES(1)", "")); /* the statement still works */
    assert_int_equal(number(db, "SELECT count(*) FROM t"), 1);
}

static void test_the_same_question_inside_itself(void **state) {
    struct db *db = ((struct place *)*state)->db;
    static const char sql[] = "SELECT id FROM t ORDER BY id";
    for (int i = 0; i < 3; i++)
        add(db, i);
    char copy[sizeof(sql)];
    memcpy(copy, sql, sizeof(sql)); /* the same text at another address */
    int seen = 0;
    struct db_rows *outer = db_ask(db, sql, "");
    while (db_next(outer)) {
        struct db_rows *inner = db_ask(db, copy, "");
        while (db_next(inner))
            seen++;
        assert_true(db_done(inner, NULL));
    }
    assert_true(db_done(outer, NULL));
    assert_int_equal(seen, 9);
}

static void test_one_value_or_otherwise(void **state) {
    struct db *db = ((struct place *)*state)->db;
    int64_t n;
    assert_true(db_ask_int(db, NULL, &n, 42, "SELECT id FROM t", ""));
    assert_int_equal(n, 42);
    assert_true(
        db_ask_int(db, NULL, &n, 0, "INSERT INTO t(x) VALUES(?) RETURNING id", "i", (int64_t)5));
    assert_int_equal(n, 1);
    n = 7;
    assert_false(db_ask_int(db, NULL, &n, 0, "SELECT nothing", ""));
    assert_int_equal(n, 7); /* untouched on failure */
}

static void test_transactions_nest(void **state) {
    struct place *p = *state;
    struct db *other = open_at(p->path, true);
    assert_true(db_begin(p->db, "outer", NULL));
    assert_true(db_begin(p->db, "inner", NULL));
    add(p->db, 1);
    assert_true(db_commit(p->db, NULL));
    assert_true(db_in_transaction(p->db));
    assert_int_equal(number(other, "SELECT count(*) FROM t"), 0);
    assert_true(db_commit(p->db, NULL));
    assert_false(db_in_transaction(p->db));
    assert_int_equal(number(other, "SELECT count(*) FROM t"), 1);
    assert_true(db_begin(p->db, "outer", NULL));
    assert_true(db_begin(p->db, "inner", NULL));
    add(p->db, 2);
    db_rollback(p->db);
    assert_false(db_in_transaction(p->db));
    assert_int_equal(number(p->db, "SELECT count(*) FROM t"), 1);
    db_close(other);
}

static void test_a_part_fails_alone(void **state) {
    struct db *db = ((struct place *)*state)->db;
    assert_true(db_begin(db, "group", NULL));
    assert_true(db_savepoint(db, NULL));
    add(db, 1);
    assert_true(db_release(db, NULL));
    assert_true(db_savepoint(db, NULL));
    assert_true(db_begin(db, "in the part", NULL));
    add(db, 2);
    db_rollback(db); /* of a function that believes the transaction to be its own */
    assert_true(db_in_transaction(db));
    db_rollback_to(db);
    assert_true(db_savepoint(db, NULL));
    assert_true(db_begin(db, "in the part", NULL));
    add(db, 3);
    assert_true(db_commit(db, NULL));
    assert_true(db_release(db, NULL));
    assert_true(db_commit(db, NULL));
    assert_int_equal(number(db, "SELECT sum(x) FROM t"), 4);
}

/* SQLite ends a transaction by itself when the disk is full; OR ROLLBACK does the same on demand.
 */
static void test_what_follows_a_lost_transaction_fails(void **state) {
    struct db *db = ((struct place *)*state)->db;
    struct err first = {0}, err = {0};
    add(db, 1);
    assert_true(db_begin(db, "group", NULL));
    add(db, 2);
    assert_false(db_run(db, &first, "INSERT OR ROLLBACK INTO t(id) VALUES(1)", ""));
    assert_false(db_run(db, &err, "INSERT INTO t(x) VALUES(3)", ""));
    assert_string_equal(err.text, first.text);
    assert_false(db_exec(db, &err, "INSERT INTO t(x) VALUES(3)"));
    assert_false(db_begin(db, "part", &err));
    assert_false(db_savepoint(db, &err));
    assert_false(db_commit(db, &err));
    assert_string_equal(err.text, first.text);
    assert_false(db_in_transaction(db));
    assert_int_equal(number(db, "SELECT count(*) FROM t"), 1);
    assert_true(db_begin(db, "again", NULL));
    assert_true(db_savepoint(db, NULL));
    assert_false(db_run(db, &first, "INSERT OR ROLLBACK INTO t(id) VALUES(1)", ""));
    db_rollback_to(db);
    assert_false(db_commit(db, &err));
    add(db, 4); /* and then all is well again */
    assert_int_equal(number(db, "SELECT sum(x) FROM t"), 5);
}

static off_t size_of(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? st.st_size : -1;
}

static void test_the_wal_never_changes_its_size(void **state) {
    struct place *p = *state;
    struct err err = {0};
    assert_int_equal(size_of(p->wal), 1 << 20);
    for (int i = 0; i < 700; i++) /* three times what fits */
        add(p->db, i);
    assert_int_equal(size_of(p->wal), 1 << 20);
    assert_true(db_checkpoint(p->db, 0, &err));
    assert_int_equal(size_of(p->wal), 1 << 20);
    db_close(p->db);
    assert_int_equal(size_of(p->wal), 1 << 20);
    p->db = open_at(p->path, false);
    assert_int_equal(number(p->db, "SELECT count(*) FROM t"), 700);
    assert_true(db_check(p->db, true, &err));
}

static void test_another_process_reads_meanwhile(void **state) {
    struct place *p = *state;
    int go[2];
    assert_int_equal(pipe(go), 0);
    pid_t child = fork();
    if (child == 0) {
        char c;
        struct db_opts opts = {.read_only = true};
        close(go[1]);
        struct db *db = db_open(p->path, &opts, NULL);
        bool ok = db && read(go[0], &c, 1) == 1;
        int64_t n = 0;
        ok = ok && db_ask_int(db, NULL, &n, 0, "SELECT count(*) FROM t", "") && n == 50 &&
             !db_run(db, NULL, "INSERT INTO t(x) VALUES(1)", "");
        db_close(db);
        _exit(ok ? 0 : 1);
    }
    close(go[0]);
    for (int i = 0; i < 50; i++)
        add(p->db, i);
    assert_int_equal(write(go[1], "x", 1), 1);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(go[1]);
    add(p->db, 50);
    assert_int_equal(size_of(p->wal), 1 << 20);
}

static void test_what_is_not_a_database(void **state) {
    struct place *p = *state;
    struct err err = {0};
    struct db_opts opts = {0}, reading = {.read_only = true};
    char words[8192];
    memset(words, 'x', sizeof(words));
    assert_true(file_write_whole(p->copy, words, sizeof(words), &err));
    assert_null(db_open(p->copy, &opts, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    assert_null(db_open("/tmp/turnout-not-there/a.db", &reading, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(db_open("/proc/a.db", &opts, &err));
    assert_true(err.text[0]);
}

/* What was changed last must not stand in the journal beside the file, nor what was deleted in it.
 */
static void test_a_rollback_journal_is_blanked(void **state) {
    struct place *p = *state;
    struct err err = {0};
    struct str file CLEANUP(str_release) = {0}, journal CLEANUP(str_release) = {0};
    char name[80];
    const struct db_opts opts = {.journal = DB_ROLLBACK, .page_size = 65536};
    struct db *db = db_open(p->copy, &opts, &err);
    assert_non_null(db);
    assert_true(db_exec(db, &err, "CREATE TABLE t(x); INSERT INTO t VALUES('canary one')"));
    assert_int_equal(number(db, "PRAGMA page_size"), 65536);
    assert_true(db_exec(db, &err, "UPDATE t SET x = 'parrot two'"));
    snprintf(name, sizeof name, "%s-journal", p->copy);
    assert_true(file_read(name, 1 << 20, &journal, NULL));
    assert_non_null(memmem(journal.p, journal.len, "canary one", 10)); /* the search finds it */
    for (int i = 0; i < 2; i++) {
        assert_true(db_blank_journal(db, &err));
        str_cut(&journal, 0);
        assert_true(file_read(name, 1 << 20, &journal, NULL));
        assert_true(journal.len > 65536);
        for (size_t at = 0; at < journal.len; at++)
            assert_int_equal(journal.p[at], 0);
    }
    assert_true(file_read(p->copy, 1 << 20, &file, NULL));
    assert_null(memmem(file.p, file.len, "canary", 6));
    assert_true(db_exec(db, &err, "INSERT INTO t VALUES('wren three')"));
    assert_int_equal(number(db, "SELECT count(*) FROM t"), 2);
    db_close(db);
    unlink(name);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_every_format_comes_back),
        TEST(test_a_rollback_journal_is_blanked),
        TEST(test_an_error_comes_out_of_done),
        TEST(test_the_same_question_inside_itself),
        TEST(test_one_value_or_otherwise),
        TEST(test_transactions_nest),
        TEST(test_a_part_fails_alone),
        TEST(test_what_follows_a_lost_transaction_fails),
        TEST(test_the_wal_never_changes_its_size),
        TEST(test_another_process_reads_meanwhile),
        TEST(test_what_is_not_a_database),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
