/* What happens to a damaged file: it is kept, what can be read is used, and what is lost is said.
 */
#include "fixture.h"

#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "store/submission.h"

enum { PAGE = 4096, SESSIONS = 12, MARKS = 60 };

/* Enough marks for a tree of several pages, closed well. */
static void fill(struct fixture *f) {
    struct closing c = {.qualifier = COUNT_EXACT};
    OK(f, store_begin(f->s, &f->err));
    for (int i = 4; i <= SESSIONS; i++)
        OK(f, db_run(store_db(f->s), &f->err, "INSERT INTO session(uid) VALUES('u' || ?)", "i",
                     (int64_t)i));
    for (int64_t session = 1; session <= SESSIONS; session++) {
        OK(f, store_open_session(f->s, session, &f->err));
        OK(f, store_add_band(f->s, session, "all", &f->err));
        for (int i = 0; i < MARKS; i++)
            fixture_mark(f, session, "all", 1);
        OK(f, store_close_session(f->s, session, &c, &f->err));
    }
    OK(f, store_reopen_session(f->s, 1, "Too early", &f->err));
    OK(f, store_reopen_session(f->s, SESSIONS, "Too early", &f->err));
    OK(f, store_commit(f->s, &f->err));
}

static void overwrite_page(struct fixture *f, int64_t page) {
    char path[128], zeros[PAGE] = {0};
    fixture_path(f, "kiosk.db", path);
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, (page - 1) * PAGE, SEEK_SET), 0);
    assert_int_equal(fwrite(zeros, 1, PAGE, file), PAGE);
    fclose(file);
    fixture_not_closed_well(f);
}

/* Closes the store and finds a page in the middle of a table. */
static int64_t page_of(struct fixture *f, const char *table) {
    int64_t root = 0;
    OK(f, db_ask_int(store_db(f->s), &f->err, &root, 0,
                     "SELECT rootpage FROM sqlite_schema WHERE name = ?", "t", table));
    store_close(f->s); /* all in the file now */
    f->s = NULL;
    struct str bytes CLEANUP(str_release) = {0};
    char path[128];
    fixture_path(f, "kiosk.db", path);
    OK(f, file_read(path, 1 << 24, &bytes, &f->err));
    /* An interior page of an index tree (WITHOUT ROWID) begins with 2, of a table with 5; its
     * first cell pointer stands at 12, and a cell begins with the number of its left child. */
    const unsigned char *p = (const unsigned char *)bytes.p + (root - 1) * PAGE;
    assert_true(p[0] == 2 || p[0] == 5);
    size_t cell = (size_t)p[14] << 8 | p[15]; /* the second one */
    return (int64_t)p[cell] << 24 | p[cell + 1] << 16 | p[cell + 2] << 8 | p[cell + 3];
}

static int64_t marks(struct fixture *f) {
    return fixture_number(f, "SELECT count(*) FROM mark");
}

static void test_a_bad_page_costs_what_lay_on_it(void **state) {
    struct fixture *f = *state;
    char path[128];
    fill(f);
    int64_t page = page_of(f, "mark");
    overwrite_page(f, page);
    fixture_open(f);
    assert_non_null(strstr(f->notice, "kiosk.damaged-1.db"));
    fixture_path(f, "kiosk.damaged-1.db", path);
    assert_true(file_exists(path));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM session"), SESSIONS);
    int64_t left = marks(f), lost = SESSIONS * MARKS - left;
    assert_in_range(lost, 1, PAGE / 20);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM gap WHERE seq > 0"), lost);
    OK(f, store_verify(f->s, &f->err));
    assert_in_range(fixture_number(f, "SELECT count(*) FROM gap WHERE seq = 0"), 1, 4);
    int64_t hurt = fixture_number(f, "SELECT min(session) FROM gap");
    struct ledger *l = store_ledger(f->s, &f->err);
    for (size_t i = 0; i < l->sessions; i++) { /* what a closing knew is not lost with the steps */
        assert_int_equal(l->session[i].counted.n, MARKS);
        assert_int_equal(l->session[i].counted.q, COUNT_EXACT);
    }
    ledger_free(l);
    OK(f, store_reopen_session(f->s, hurt, "Too early", &f->err));
    l = store_ledger(f->s, &f->err);
    assert_true(ledger_find(l, hurt)->counted.n < MARKS);
    assert_int_equal(ledger_find(l, hurt)->counted.q,
                     COUNT_ABOUT); /* a sum with a hole is not exact */
    ledger_free(l);
    fixture_mark(f, 1, "all", 1); /* and it goes on */
    fixture_boot(f, fixture_day(2019, 2, 7));
    assert_string_equal(f->notice, "");
}

static void test_the_backup_fills_what_is_lost(void **state) {
    struct fixture *f = *state;
    char path[128];
    fill(f);
    fixture_path(f, "backups/a.db", path);
    OK(f, store_backup(f->s, path, &f->err));
    fixture_mark(f, SESSIONS, "all", 1); /* later than the backup */
    int64_t page = page_of(f, "mark");
    overwrite_page(f, page);
    fixture_open(f);
    assert_int_equal(marks(f), SESSIONS * MARKS + 1);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM gap WHERE seq > 0"), 0);
    assert_non_null(strstr(f->notice, " 0 are known to be lost"));
    OK(f, store_verify(f->s, &f->err));
}

/* Random keys have no number to be tried: the slices beside a bad page are read from both ends. */
static void test_what_was_filled_in_outlives_a_bad_page(void **state) {
    struct fixture *f = *state;
    enum { FILLED = 180 };
    char xml[200];
    memset(xml, 'x', sizeof xml);
    for (int i = 0; i < FILLED; i++) {
        struct submission x = {.form = "feedback",
                               .version = "1",
                               .session = 1 + i % 2,
                               .doubt = "",
                               .xml = xml,
                               .len = sizeof xml};
        snprintf(x.id, sizeof x.id, "%08x-0000-4000-8000-%012x", (unsigned)i * 23860929u, i);
        OK(f, store_submit(f->s, &x, &f->err));
    }
    struct draft d = {.form = "register", .session = 1, .version = "1", .place = "/data/a"};
    OK(f, store_keep_draft(f->s, &d, &f->err));
    fixture_sql(f, "UPDATE session SET topic = 'renamed' WHERE id = 2");
    overwrite_page(f, page_of(f, "submission"));
    fixture_open(f);
    assert_non_null(strstr(f->notice, "damaged"));
    int64_t left = fixture_number(f, "SELECT count(*) FROM submission");
    assert_in_range(left, FILLED - PAGE / sizeof xml - 4, FILLED - 1);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM draft"), 1);
    OK(f, store_verify(f->s, &f->err));
}

static void test_without_its_first_page(void **state) {
    struct fixture *f = *state;
    fill(f);
    store_close(f->s);
    overwrite_page(f, 1);
    fixture_open(f);
    assert_int_equal(marks(f), SESSIONS * MARKS);
    OK(f, store_verify(f->s, &f->err));
}

static void test_nothing_readable_and_no_backup(void **state) {
    struct fixture *f = *state;
    char path[128], junk[3 * PAGE];
    memset(junk, 0x5a, sizeof(junk));
    fill(f);
    store_close(f->s);
    fixture_path(f, "kiosk.db", path);
    OK(f, file_write_whole(path, junk, sizeof(junk), &f->err));
    fixture_path(f, "kiosk.db-wal", path);
    OK(f, file_write_whole(path, junk, sizeof(junk), &f->err));
    fixture_open(f);
    assert_non_null(strstr(f->notice, "damaged"));
    assert_int_equal(marks(f), 0);
    fixture_path(f, "kiosk.damaged-1.db", path);
    struct str kept CLEANUP(str_release) = {0};
    OK(f, file_read(path, 1 << 20, &kept, &f->err));
    assert_memory_equal(kept.p, junk, sizeof(junk)); /* as it was found */
}

static void test_marks_of_a_lost_session_stay(void **state) {
    struct fixture *f = *state;
    fill(f);
    int64_t page = fixture_number(f, "SELECT rootpage FROM sqlite_schema WHERE name = 'session'");
    store_close(f->s);
    overwrite_page(f, page);
    fixture_open(f);
    assert_int_equal(marks(f), SESSIONS * MARKS);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM session WHERE uid LIKE 'recovered-%'"),
                     SESSIONS);
    OK(f, store_verify(f->s, &f->err));
}

static void test_an_undo_goes_with_its_mark(void **state) {
    struct fixture *f = *state;
    int32_t seq;
    fill(f);
    for (int session = 1; session <= SESSIONS; session++) {
        OK(f, store_open_session(f->s, session, &f->err) ||
                  store_reopen_session(f->s, session, "Too early", &f->err));
        for (int i = 1; i <= MARKS; i += 2)
            OK(f, store_mark(f->s, session, MARK_UNDO, "", 0, i, &seq, &f->err));
    }
    int64_t page = page_of(f, "mark");
    overwrite_page(f, page);
    fixture_open(f);
    OK(f, store_verify(f->s, &f->err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark u WHERE kind = 'undo' AND NOT"
                                       " EXISTS (SELECT 1 FROM mark WHERE session = u.session"
                                       " AND seq = u.undoes)"),
                     0);
}

static void test_a_file_that_is_gone_comes_from_its_backup(void **state) {
    struct fixture *f = *state;
    char path[128];
    fill(f);
    fixture_path(f, "backups/a.db", path);
    OK(f, store_backup(f->s, path, &f->err));
    store_close(f->s);
    fixture_path(f, "kiosk.db", path);
    assert_int_equal(unlink(path), 0);
    fixture_open(f);
    assert_int_equal(marks(f), SESSIONS * MARKS);
}

static void test_a_recovery_that_was_cut_off(void **state) {
    struct fixture *f = *state;
    char from[128], to[128];
    fill(f);
    fixture_path(f, "kiosk.recovered.db", to); /* complete, but not in its place yet */
    OK(f, store_backup(f->s, to, &f->err));
    store_close(f->s);
    fixture_path(f, "kiosk.db-wal", from); /* the first of the moves was made */
    fixture_path(f, "kiosk.damaged-1.db-wal", to);
    assert_int_equal(rename(from, to), 0);
    fixture_open(f);
    assert_int_equal(marks(f), SESSIONS * MARKS);
    fixture_path(f, "kiosk.damaged-1.db", to);
    assert_true(file_exists(to));
    fixture_path(f, "kiosk.damaged-2.db", to);
    assert_false(file_exists(to));
    fixture_path(f, "kiosk.recovered.db", to);
    assert_false(file_exists(to));
}

static void test_damage_that_shows_later(void **state) {
    struct fixture *f = *state;
    char path[128];
    fill(f);
    int64_t page = fixture_number(f, "SELECT rootpage FROM sqlite_schema WHERE name = 'action'");
    store_close(f->s);
    overwrite_page(f, page);
    fixture_path(f, "kiosk.running", path);
    OK(f, file_write_whole(path, "0", 1, &f->err)); /* it was closed well, and nobody looked */
    fixture_open(f);
    assert_string_equal(f->notice, "");
    assert_null(store_ledger(f->s, &f->err));
    assert_int_equal(f->err.kind, ERR_DAMAGED);
    store_close(f->s);
    fixture_open(f);
    assert_non_null(strstr(f->notice, "damaged"));
    OK(f, store_verify(f->s, &f->err));
    assert_int_equal(marks(f), SESSIONS * MARKS);
}

/* What lay on the bad page is lost and said, what lay beside it is there, and no promise is broken.
 */
static void test_tallies_survive_like_marks(void **state) {
    struct fixture *f = *state;
    enum { TALLIES = 300 };
    const struct tally_count one = {"lock", 1};
    int32_t bin;
    fill(f);
    OK(f, store_begin(f->s, &f->err));
    OK(f, store_tally_open(f->s, 1, "bin", &bin, &f->err));
    OK(f, store_tally(f->s, 1, "bin/lock", bin, 1, &f->err));
    OK(f, store_tally_confirm(f->s, 1, bin, &one, 1, "AB", &f->err));
    for (int i = 1; i < TALLIES; i++)
        OK(f, store_tally(f->s, 1, "leaflets/a", 0, i % 3 == 0 ? -1 : 1, &f->err));
    OK(f, store_commit(f->s, &f->err));
    overwrite_page(f, page_of(f, "tally"));
    fixture_open(f);
    OK(f, store_verify(f->s, &f->err));
    assert_in_range(fixture_number(f, "SELECT count(*) FROM tally"), 1, TALLIES - 1);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM opening"), 1);
    assert_int_equal(fixture_number(f, "SELECT second FROM confirmation"), 1);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM gap WHERE session = 1 AND seq = 0"),
                     1);
    assert_int_equal(marks(f), SESSIONS * MARKS);
}

/* What a bad page held of the plan is lost, and nothing else; what says that a lost update was
 * withdrawn harms nothing. */
static void test_updates_of_the_plan_survive(void **state) {
    struct fixture *f = *state;
    enum { UPDATES = 200 };
    char text[300];
    int64_t seq;
    struct typed t = {.action = "2.4", .text = text, .owner = "", .date = {2019, 2, 6}};
    const struct rating red = {.action = "2.4", .rag = "Red", .reason = "", .date = {2019, 2, 6}};
    fill(f);
    OK(f, store_begin(f->s, &f->err));
    for (int i = 0; i < UPDATES; i++) {
        snprintf(text, sizeof text, "Update %0*d", 250, i);
        OK(f, store_write_update(f->s, &t, 0, &seq, &f->err));
    }
    for (seq = 1; seq <= UPDATES; seq++)
        OK(f, store_withdraw_update(f->s, seq, true, &f->err));
    OK(f, store_rate(f->s, &red, &f->err));
    OK(f, store_commit(f->s, &f->err));
    overwrite_page(f, page_of(f, "typed_update"));
    fixture_open(f);
    OK(f, store_verify(f->s, &f->err));
    assert_in_range(fixture_number(f, "SELECT count(*) FROM typed_update"), UPDATES,
                    2 * UPDATES - 1);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM rating WHERE rag = 'Red'"), 1);
    assert_int_equal(marks(f), SESSIONS * MARKS);
}

/* Figures of others are all there when another table is damaged, and only they are lost with
 * theirs. */
static void test_figures_survive(void **state) {
    struct fixture *f = *state;
    enum { FIGURES = 400 };
    fill(f);
    OK(f, store_begin(f->s, &f->err));
    for (int i = 0; i < FIGURES; i++)
        OK(f, db_run(store_db(f->s), &f->err,
                     "INSERT INTO figure(area, period, from_day, until_day, measure, value, source)"
                     " VALUES('Elstree', '2018', '2018-01-01', '2018-12-31', ?, '412', 'Police')",
                     "i", (int64_t)i));
    OK(f, store_commit(f->s, &f->err));
    overwrite_page(f, page_of(f, "mark"));
    fixture_open(f);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM figure"), FIGURES);
    overwrite_page(f, page_of(f, "figure"));
    fixture_open(f);
    OK(f, store_verify(f->s, &f->err));
    assert_in_range(fixture_number(f, "SELECT count(*) FROM figure"), 1, FIGURES - 1);
}

/* The only page of a small table, when the store is closed. */
static void lose_table(struct fixture *f, const char *table) {
    int64_t root = 0;
    OK(f, db_ask_int(store_db(f->s), &f->err, &root, 0,
                     "SELECT rootpage FROM sqlite_schema WHERE name = ?", "t", table));
    store_close(f->s);
    overwrite_page(f, root);
    fixture_open(f);
    assert_non_null(strstr(f->notice, "damaged"));
}

/* What a start is off by stands in two tables, so that one of them may be lost. */
static void test_the_correction_of_a_date_survives(void **state) {
    static const char *const lost[] = {"boot", "boot_shift"};
    for (size_t i = 0; i < 2; i++) {
        struct fixture *f = *state;
        struct tape t;
        OK(f, store_confirm_date(f->s, (struct date){2019, 2, 9}, &f->err));
        OK(f, store_open_session(f->s, 1, &f->err));
        fixture_mark(f, 1, "y9", 3);
        lose_table(f, lost[i]);
        OK(f, store_tape(f->s, 1, &t, &f->err));
        assert_int_equal(date_of_wall(t.mark[0].wall, NULL).day, 9);
        assert_false(t.mark[0].unconfirmed);
        arena_free(&t.arena);
        OK(f, store_verify(f->s, &f->err));
        fixture_tear_down(state);
        fixture_set_up(state);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_bad_page_costs_what_lay_on_it),
        TEST(test_the_backup_fills_what_is_lost),
        TEST(test_what_was_filled_in_outlives_a_bad_page),
        TEST(test_without_its_first_page),
        TEST(test_nothing_readable_and_no_backup),
        TEST(test_marks_of_a_lost_session_stay),
        TEST(test_an_undo_goes_with_its_mark),
        TEST(test_a_file_that_is_gone_comes_from_its_backup),
        TEST(test_a_recovery_that_was_cut_off),
        TEST(test_damage_that_shows_later),
        TEST(test_the_correction_of_a_date_survives),
        TEST(test_tallies_survive_like_marks),
        TEST(test_updates_of_the_plan_survive),
        TEST(test_figures_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
