/* A store in a folder of its own, with a clock that stands still: Wednesday 2019-02-06, 10:00. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../folder.h"
#include "base/file.h"
#include "db/db.h"
#include "store/store_internal.h"

struct fixture {
    char dir[40];
    struct clock clock;
    struct store_opts opts;
    char notice[400];
    struct err err;
    struct store *s;
};

/* Fails with the error's words. */
#define OK(f, what)                                                                                \
    do {                                                                                           \
        if (!(what))                                                                               \
            fail_msg("%s: %s", #what, (f)->err.text);                                              \
    } while (0)
/* Refused, and for a reason that has these words in it. */
#define REFUSED(f, what, words)                                                                    \
    do {                                                                                           \
        (f)->err = (struct err){0};                                                                \
        assert_false(what);                                                                        \
        if (!strstr((f)->err.text, words))                                                         \
            fail_msg("%s: \"%s\" has no \"%s\"", #what, (f)->err.text, words);                     \
    } while (0)

static inline void fixture_open(struct fixture *f) {
    f->s = store_open(f->dir, &f->opts, f->notice, &f->err);
    OK(f, f->s);
}

/* As after a power cut: another boot, at this wall clock. */
static inline void fixture_boot(struct fixture *f, int64_t wall) {
    store_close(f->s);
    clock_init_virtual(&f->clock, wall);
    fixture_open(f);
}

static inline void fixture_sql(struct fixture *f, const char *sql) {
    OK(f, db_exec(store_db(f->s), &f->err, sql));
}

static inline int64_t fixture_number(struct fixture *f, const char *sql) {
    int64_t n = -1;
    OK(f, db_ask_int(store_db(f->s), &f->err, &n, -1, sql, ""));
    return n;
}

static inline int32_t fixture_mark(struct fixture *f, int64_t session, const char *band,
                                   int32_t n) {
    int32_t seq = 0;
    OK(f, store_mark(f->s, session, MARK_ADD, band, n, 0, &seq, &f->err));
    return seq;
}

static inline void fixture_path(const struct fixture *f, const char *name, char out[128]) {
    snprintf(out, 128, "%s/%s", f->dir, name);
}

/* What a power cut leaves in the folder. */
static inline void fixture_not_closed_well(struct fixture *f) {
    char path[128];
    fixture_path(f, "kiosk.running", path);
    OK(f, file_write_whole(path, "1", 1, &f->err));
}

static inline int64_t fixture_day(int year, int month, int day) {
    return date_to_wall((struct date){(int16_t)year, (int8_t)month, (int8_t)day}, 10 * 60);
}

/* In place of its file one as it was before migration `number`, and in it what `sql` puts there. */
static inline void fixture_older(struct fixture *f, int number, const char *sql) {
    char path[128];
    const struct db_migration *m;
    size_t n = store_migrations(&m), before = 0;
    while (before < n && m[before].number < number)
        before++;
    store_close(f->s);
    fixture_path(f, "kiosk.db", path);
    unlink(path);
    struct db *db = db_open(path, &(struct db_opts){0}, &f->err);
    OK(f, db);
    OK(f, db_migrate(db, m, before, "%d", &f->err));
    OK(f, db_exec(db, &f->err, sql));
    db_close(db);
    fixture_open(f);
}

/* Three sessions: 1 for year 9, 2 for the community, 3 has no date. */
static inline int fixture_set_up(void **state) {
    struct fixture *f = calloc(1, sizeof(*f));
    setenv("TZ", "Europe/London", 1);
    folder_new(f->dir, sizeof f->dir, "store");
    clock_init_virtual(&f->clock, fixture_day(2019, 2, 6));
    f->opts = (struct store_opts){.clock = &f->clock};
    fixture_open(f);
    fixture_sql(f,
                "INSERT INTO session(uid, date, starts, topic, year_group, status, reported_n,"
                " reported_q) VALUES('u1', '2019-02-06', 600, 'knife_crime', '9', 'planned', 120,"
                " 'expected')");
    fixture_sql(f, "INSERT INTO session(uid, date, event_type, status) VALUES"
                   "('u2', '2019-02-05', 'community_event', 'booked')");
    fixture_sql(f, "INSERT INTO session(uid, date_text, status, reported_n, reported_q) VALUES"
                   "('u3', 'Spring term', 'delivered', 45, 'about')");
    *state = f;
    return 0;
}

static inline int fixture_tear_down(void **state) {
    struct fixture *f = *state;
    store_close(f->s);
    folder_remove(f->dir);
    free(f);
    return 0;
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
