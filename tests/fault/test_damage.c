/* Every page of a kiosk's file is destroyed, one after the other. With a backup beside it nothing
 * may be lost; without one the kiosk must start, keep the damaged file, and its promises must hold
 * for what is left. With TURNOUT_LONG the bytes of a page are also replaced by noise, which looks
 * less broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../folder.h"
#include "base/file.h"
#include "base/str.h"
#include "db/db.h"
#include "store/store.h"

enum { PAGE = 4096, SESSIONS = 12, MARKS = 40 };

struct place {
    char dir[48];
    struct clock clock;
    struct str good; /* the file as it should be */
    uint32_t seed;
    struct err err;
};

static void path_of(const struct place *p, const char *name, char out[128]) {
    snprintf(out, 128, "%s/%s", p->dir, name);
}

static struct store *open_store(struct place *p, char notice[400]) {
    struct store_opts opts = {.clock = &p->clock};
    struct store *s = store_open(p->dir, &opts, notice, &p->err);
    if (!s)
        fail_msg("does not open: %s", p->err.text);
    return s;
}

static void must(struct place *p, bool ok) {
    if (!ok)
        fail_msg("%s", p->err.text);
}

static void fill(struct place *p, struct store *s) {
    struct closing c = {.qualifier = COUNT_EXACT};
    int32_t seq;
    must(p, store_begin(s, &p->err));
    for (int64_t session = 1; session <= SESSIONS; session++) {
        must(p, db_run(store_db(s), &p->err, "INSERT INTO session(uid) VALUES('u' || ?)", "i",
                       session));
        must(p, db_run(store_db(s), &p->err, "INSERT INTO session_action VALUES(?, 0, '1.2')", "i",
                       session));
        must(p, store_open_session(s, session, &p->err));
        for (int i = 1; i <= MARKS; i++)
            must(p, store_mark(s, session, i % 8 ? MARK_ADD : MARK_UNDO, "all", 1, i - 1, &seq,
                               &p->err));
        if (session % 3)
            must(p, store_close_session(s, session, &c, &p->err));
    }
    must(p, store_commit(s, &p->err));
}

static int set_up(void **state) {
    struct place *p = calloc(1, sizeof(*p));
    char path[128];
    folder_new(p->dir, sizeof p->dir, "damage");
    clock_init_virtual(&p->clock, 1549440000000);
    p->seed = 20190206;
    struct store *s = open_store(p, NULL);
    fill(p, s);
    path_of(p, "good.db", path);
    must(p, store_backup(s, path, &p->err));
    store_close(s);
    must(p, file_read(path, 1 << 24, &p->good, &p->err));
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct place *p = *state;
    folder_remove(p->dir);
    str_release(&p->good);
    free(p);
    return 0;
}

/* A folder with nothing but the damaged file in it, and a backup if there is to be one. */
static void lay_out(struct place *p, size_t page, bool noise, bool backup) {
    char path[128];
    struct str bad CLEANUP(str_release) = {0};
    folder_remove(p->dir);
    path_of(p, "backups", path);
    must(p, file_make_dirs(path, &p->err));
    path_of(p, "backups/a.db", path);
    if (backup)
        must(p, file_write_whole(path, p->good.p, p->good.len, &p->err));
    str_addn(&bad, p->good.p, p->good.len);
    for (size_t i = page * PAGE; i < (page + 1) * PAGE; i++) {
        p->seed = p->seed * 1664525 + 1013904223;
        bad.p[i] = noise ? (char)(p->seed >> 24) : 0;
    }
    path_of(p, "kiosk.db", path);
    must(p, file_write_whole(path, bad.p, bad.len, &p->err));
    path_of(p, "kiosk.running", path);
    must(p, file_write_whole(path, "1", 1, &p->err));
}

static int64_t number(struct place *p, struct store *s, const char *sql) {
    int64_t n = -1;
    must(p, db_ask_int(store_db(s), &p->err, &n, -1, sql, ""));
    return n;
}

/* Returns how many marks are left. */
static int64_t start_with(struct place *p, size_t page, bool noise, bool backup) {
    char notice[400], path[128];
    struct closing c = {.qualifier = COUNT_ABOUT};
    lay_out(p, page, noise, backup);
    struct store *s = open_store(p, notice);
    must(p, store_verify(s, &p->err));
    path_of(p, "kiosk.damaged-1.db", path);
    assert_int_equal(file_exists(path), notice[0] != '\0');
    int64_t marks = number(p, s, "SELECT count(*) FROM mark");
    if (number(p, s, "SELECT count(*) FROM session") == SESSIONS) { /* and the day goes on */
        must(p,
             store_open_session(s, 1, &p->err) || store_reopen_session(s, 1, "Too early", &p->err));
        must(p, store_close_session(s, 1, &c, &p->err));
        must(p, store_verify(s, &p->err));
    }
    store_close(s);
    return marks;
}

static void every_page(struct place *p, bool noise) {
    int64_t worst = 0, whole = 0;
    size_t pages = p->good.len / PAGE;
    for (size_t page = 0; page < pages; page++) {
        assert_int_equal(start_with(p, page, noise, true), SESSIONS * MARKS);
        int64_t lost = SESSIONS * MARKS - start_with(p, page, noise, false);
        worst = lost > worst ? lost : worst;
        whole += lost == 0;
    }
    print_message(
        "%zu pages, %s: without a backup %lld of them cost no mark, the worst %lld of %d\n", pages,
        noise ? "noise" : "zeros", (long long)whole, (long long)worst, SESSIONS * MARKS);
    assert_true(whole > (int64_t)pages / 2);
}

static void test_every_page(void **state) {
    every_page(*state, false);
    if (getenv("TURNOUT_LONG"))
        every_page(*state, true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_page, set_up, tear_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
