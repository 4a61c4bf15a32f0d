/* A file that lacks a table or a column is refused with a sentence, whatever it is that is missing.
 */
#include "fixture.h"

#include "base/str.h"

static void refuses_without(struct fixture *f, const char *sql) {
    fixture_sql(f, "PRAGMA foreign_keys=OFF");
    fixture_sql(f, sql);
    store_close(f->s);
    REFUSED(f, f->s = store_open(f->dir, &f->opts, f->notice, &f->err), "made by another version");
    f->opts.read_only = true; /* as verify opens it */
    REFUSED(f, f->s = store_open(f->dir, &f->opts, f->notice, &f->err), "made by another version");
    f->opts.read_only = false;
}

/* The name of the n-th table, from 0; "" after the last. */
static void table_at(struct fixture *f, int64_t n, char name[40]) {
    struct db_rows *r = db_ask(store_db(f->s),
                               "SELECT name FROM sqlite_schema WHERE type = 'table'"
                               " AND name NOT LIKE 'sqlite%' ORDER BY name LIMIT 1 OFFSET ?",
                               "i", n);
    name[0] = '\0';
    if (db_next(r))
        str_copy(name, 40, db_text(r, 0));
    OK(f, db_done(r, &f->err));
}

/* All that a new store has: a table that nobody told the check of fails here. */
static void every_table_is_missed(void **state) {
    char name[40], sql[80];
    for (int64_t n = 0;; n++) {
        struct fixture *f = *state;
        table_at(f, n, name);
        if (name[0] == '\0')
            break;
        snprintf(sql, sizeof sql, "DROP TABLE %s", name);
        refuses_without(f, sql);
        assert_non_null(strstr(f->err.text, name));
        fixture_tear_down(state);
        fixture_set_up(state);
    }
}

static void a_column_is_missed(void **state) {
    refuses_without(*state, "ALTER TABLE session DROP COLUMN capacity");
}

static void a_late_column_is_missed(void **state) {
    refuses_without(*state, "ALTER TABLE session DROP COLUMN ward");
}

/* Nothing is set aside or made anew: the version that wrote it still finds it. */
static void the_file_stays_as_it_was(void **state) {
    struct fixture *f = *state;
    char path[128];
    refuses_without(f, "DROP TABLE tally");
    fixture_path(f, "kiosk.damaged-1.db", path);
    assert_false(file_exists(path));
    fixture_path(f, "kiosk.db", path);
    struct db_opts opts = {.read_only = true};
    struct db *db = db_open(path, &opts, &f->err);
    int64_t sessions = 0;
    OK(f, db && db_ask_int(db, &f->err, &sessions, 0, "SELECT count(*) FROM session", ""));
    assert_int_equal(sessions, 3);
    db_close(db);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_table_is_missed),
        TEST(a_column_is_missed),
        TEST(a_late_column_is_missed),
        TEST(the_file_stays_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
