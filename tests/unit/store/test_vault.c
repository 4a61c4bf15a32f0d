/* The vault, read as somebody would who holds the card: by its raw bytes. */
#include "fixture.h"

#include <math.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/vault.h"

enum { PAGE = 65536, SLOTS = 256, MANY = 200, DAY_MS = 86400000 };

/* Like a sealed one: random, and with a number by which the test knows it. */
static void make_envelope(uint32_t number, unsigned char out[ENVELOPE_SIZE]) {
    uint64_t x = number * 0x9e3779b97f4a7c15u + 1;
    for (size_t i = 0; i < ENVELOPE_SIZE; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        out[i] = (unsigned char)(x >> 32);
    }
    memcpy(out, &number, sizeof number);
    memcpy(out + 4, "envelope", 8);
}

static void keep(struct fixture *f, uint32_t number) {
    unsigned char sealed[ENVELOPE_SIZE];
    make_envelope(number, sealed);
    OK(f, store_keep_envelope(f->s, sealed, &f->err));
}

static void keep_many(struct fixture *f, uint32_t from, uint32_t n) {
    for (uint32_t i = from; i < from + n; i++) {
        keep(f, i);
        clock_advance(&f->clock, 60000);
    }
}

static void read_vault(const struct fixture *f, struct str *out) {
    char path[128];
    fixture_path(f, "envelopes.db", path);
    str_cut(out, 0);
    assert_true(file_read(path, 64 << 20, out, NULL));
}

/* Where the envelope with this number lies in the file; -1: nowhere. */
static int64_t find(const struct str *file, uint32_t number) {
    unsigned char head[12];
    memcpy(head, &number, 4);
    memcpy(head + 4, "envelope", 8);
    const char *at = memmem(file->p, file->len, head, sizeof head);
    return at ? at - file->p : -1;
}

static bool same_bytes(const struct str *file, int64_t at, uint32_t number) {
    unsigned char sealed[ENVELOPE_SIZE];
    make_envelope(number, sealed);
    return at + ENVELOPE_SIZE <= (int64_t)file->len &&
           memcmp(file->p + at, sealed, sizeof sealed) == 0;
}

/* --- what the bytes tell --- */

static int by_number(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Spearman's rho of the order in which they came and the order in which they lie. With no relation
 * rho * sqrt(n - 1) is all but normal; 6.5 of its deviations come with a probability of 8e-11, and
 * for n = 200 that is 0.461. A table in the order of arrival has 1. */
static double rank_correlation(const struct str *file, uint32_t n) {
    int64_t at[MANY], sorted[MANY];
    double squares = 0;
    for (uint32_t i = 0; i < n; i++) {
        at[i] = sorted[i] = find(file, i);
        assert_true(at[i] >= 0 && same_bytes(file, at[i], i)); /* whole, in one piece */
    }
    qsort(sorted, n, sizeof *sorted, by_number);
    for (uint32_t i = 0; i < n; i++) {
        const int64_t *rank = bsearch(&at[i], sorted, n, sizeof *sorted, by_number);
        double d = (double)(rank - sorted) - i;
        squares += d * d;
    }
    return 1 - 6 * squares / ((double)n * ((double)n * n - 1));
}

/* The keys of all rows, by where they lie; they go up, as they were written. */
static size_t slots_of(struct fixture *f, const struct str *file, int64_t *at, size_t max) {
    char path[128];
    struct db_opts opts = {.read_only = true, .journal = DB_ROLLBACK};
    size_t n = 0, bytes;
    fixture_path(f, "envelopes.db", path);
    struct db *db = db_open(path, &opts, &f->err);
    OK(f, db);
    struct db_rows *r = db_ask(db, "SELECT id FROM envelope ORDER BY id", "");
    for (; db_next(r) && n < max; n++) {
        const void *key = db_blob(r, 0, &bytes);
        const char *found = memmem(file->p, file->len, key, bytes);
        assert_non_null(found);
        at[n] = found - file->p;
    }
    OK(f, db_done(r, &f->err));
    db_close(db);
    return n;
}

/* Chi-square with 255 degrees of freedom over the bytes of two sets: about 255, with a deviation of
 * sqrt(510) = 22.6; 255 + 7 * 22.6 = 413 comes with a probability of 1e-9 (the tail of chi-square,
 * a little heavier than normal: 415 gives 8e-10). Text against random bytes gives many thousands.
 */
static double chi_square(struct fixture *f, const struct str *file, uint32_t kept) {
    double used[256] = {0}, others[256] = {0}, all_used = 0, all_others = 0, chi = 0;
    int64_t at[SLOTS + 1];
    size_t slots = slots_of(f, file, at, SLOTS + 1);
    for (size_t i = 0; i < slots; i++) {
        const unsigned char *day = (unsigned char *)file->p + at[i] + 16, *sealed = day + 10;
        bool is_free = memcmp(day, "0000-00-00", 10) == 0;
        for (size_t b = 12; b < ENVELOPE_SIZE; b++)
            (is_free ? others : used)[sealed[b]]++;
        *(is_free ? &all_others : &all_used) += ENVELOPE_SIZE - 12;
    }
    assert_true(all_used == (double)kept * (ENVELOPE_SIZE - 12));
    for (int b = 0; b < 256; b++) {
        double share = (used[b] + others[b]) / (all_used + all_others);
        double u = used[b] - share * all_used, o = others[b] - share * all_others;
        chi += u * u / (share * all_used) + o * o / (share * all_others);
    }
    print_message("chi-square %.0f\n", chi);
    return chi;
}

static void test_bytes_tell_neither_order_nor_use(void **state) {
    struct fixture *f = *state;
    struct str file CLEANUP(str_release) = {0};
    keep_many(f, 0, MANY);
    read_vault(f, &file);
    double rho = rank_correlation(&file, MANY), bound = 6.5 / sqrt(MANY - 1);
    print_message("rank correlation %.3f, bound %.3f\n", rho, bound);
    assert_true(fabs(rho) < bound);
    assert_true(chi_square(f, &file, MANY) < 415);
}

static void test_no_row_moves_and_the_file_keeps_its_size(void **state) {
    struct fixture *f = *state;
    struct str file CLEANUP(str_release) = {0};
    int64_t before[SLOTS + 1], after[SLOTS + 1];
    keep(f, 0);
    read_vault(f, &file);
    size_t size = file.len;
    assert_int_equal(slots_of(f, &file, before, SLOTS + 1), SLOTS);
    for (size_t i = 0; i < SLOTS; i++) /* none goes on in another page */
        assert_int_equal(before[i] / PAGE, (before[i] + 16 + 10 + ENVELOPE_SIZE - 1) / PAGE);
    keep_many(f, 1, 50);
    read_vault(f, &file);
    assert_int_equal(file.len, size);
    assert_int_equal(slots_of(f, &file, after, SLOTS + 1), SLOTS);
    assert_memory_equal(before, after, SLOTS * sizeof *before);
}

static void test_no_table_knows_more_than_the_day(void **state) {
    static const char *const forbidden[] = {"time",           "wall",          "mono", "seq",
                                            "boot",           "session",       "form", "language",
                                            "length INTEGER", "AUTOINCREMENT", "INDEX"};
    struct fixture *f = *state;
    char path[128];
    struct db_opts opts = {.read_only = true, .journal = DB_ROLLBACK};
    keep(f, 1);
    fixture_path(f, "envelopes.db", path);
    struct db *db = db_open(path, &opts, &f->err);
    OK(f, db);
    struct db_rows *r = db_ask(db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL", "");
    while (db_next(r))
        for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
            assert_null(strcasestr(db_text(r, 0), forbidden[i]));
    OK(f, db_done(r, &f->err));
    r = db_ask(db, "SELECT group_concat(name) FROM pragma_table_info('envelope')", "");
    assert_true(db_next(r));
    assert_string_equal(db_text(r, 0), "id,day,sealed"); /* and no number that SQLite adds */
    OK(f, db_done(r, &f->err));
    db_close(db);
}

/* --- what lies beside it --- */

static void assert_midnight(const struct fixture *f, const char *name) {
    char path[128];
    struct stat st;
    fixture_path(f, name, path);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mtim.tv_sec, fixture_day(2019, 2, 6) / 1000 - 10 * 3600);
    assert_int_equal(st.st_atim.tv_sec, st.st_mtim.tv_sec);
    assert_int_equal(st.st_mtim.tv_nsec + st.st_atim.tv_nsec, 0);
}

static void test_files_bear_the_day_and_the_journal_is_empty(void **state) {
    struct fixture *f = *state;
    char path[128];
    struct str journal CLEANUP(str_release) = {0};
    keep_many(f, 0, 3);
    for (int i = 0; i < 2; i++) {
        assert_midnight(f, "envelopes.db");
        assert_midnight(f, "envelopes.db-journal");
        assert_midnight(f, "");
        OK(f, store_verify(f->s, &f->err)); /* reading changes nothing about that */
    }
    fixture_path(f, "envelopes.db-journal", path);
    OK(f, file_read(path, 16 << 20, &journal, &f->err));
    assert_true(journal.len > PAGE);
    for (size_t i = 0; i < journal.len; i++)
        assert_int_equal(journal.p[i], 0);
}

/* Nothing of it reaches the other database. */
static void test_the_kiosks_database_knows_nothing_of_it(void **state) {
    static const char *const names[] = {"kiosk.db", "kiosk.db-wal"};
    struct fixture *f = *state;
    struct str before[2] = {{0}}, after = {0};
    char path[128];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 2; i++) {
            fixture_path(f, names[i], path);
            str_cut(&after, 0);
            OK(f, file_read(path, 64 << 20, round ? &after : &before[i], &f->err));
            if (!round)
                continue;
            assert_int_equal(after.len, before[i].len);
            assert_memory_equal(after.p, before[i].p, after.len);
        }
        keep_many(f, 0, round ? 0 : 3);
    }
    for (int i = 0; i < 2; i++)
        str_release(&before[i]);
    str_release(&after);
}

/* --- growing --- */

/* Another process has the old file open then: what it keeps goes into the new one all the same. */
static void test_a_file_that_is_nearly_full_grows(void **state) {
    struct fixture *f = *state;
    struct str file CLEANUP(str_release) = {0};
    int64_t at[2 * SLOTS + 1], old[2 * SLOTS + 1];
    char key[16], path[128];
    struct fixture other = *f;
    fixture_open(&other);
    keep(&other, 0);
    read_vault(f, &file);
    size_t size = file.len;
    assert_int_equal(slots_of(f, &file, old, 2 * SLOTS + 1), SLOTS);
    memcpy(key, file.p + old[0], sizeof key);
    keep_many(f, 1, 244);
    keep(&other, 245);
    store_close(other.s);
    read_vault(f, &file);
    assert_true(file.len > size * 19 / 10 && file.len < size * 21 / 10);
    assert_int_equal(slots_of(f, &file, at, 2 * SLOTS + 1), 2 * SLOTS);
    assert_null(memmem(file.p, file.len, key, sizeof key));
    assert_true(find(&file, 245) >= 0);
    assert_true(fabs(rank_correlation(&file, MANY)) < 6.5 / sqrt(MANY - 1));
    OK(f, store_verify(f->s, &f->err));
    fixture_path(f, "envelopes.part.db", path);
    assert_false(file_exists(path));
    assert_midnight(f, "");
}

/* --- releasing --- */

struct taken {
    uint32_t number[400];
    size_t n;
    struct envelope_release release;
};

static bool take(void *ctx, const unsigned char sealed[ENVELOPE_SIZE], struct err *err) {
    struct taken *t = ctx;
    (void)err;
    assert_memory_equal(sealed + 4, "envelope", 8);
    memcpy(&t->number[t->n++], sealed, 4);
    return true;
}

static void release(struct fixture *f, struct taken *t) {
    struct envelope_release counted;
    *t = (struct taken){.n = 0};
    OK(f, store_count_release(f->s, &counted, &f->err));
    OK(f, store_release_envelopes(f->s, take, t, &t->release, &f->err));
    assert_int_equal(t->n, t->release.released);
    assert_memory_equal(&counted, &t->release, sizeof counted);
}

static void expect(struct fixture *f, int64_t released, int64_t held, enum envelopes_held why) {
    struct taken t;
    release(f, &t);
    assert_int_equal(t.release.released, released);
    assert_int_equal(t.release.held, held);
    assert_int_equal(t.release.why, why);
}

static void test_today_waits_for_its_sessions(void **state) {
    struct fixture *f = *state;
    expect(f, 0, 0, HELD_NONE);
    keep_many(f, 0, 7);
    expect(f, 0, 7, HELD_OPEN); /* session 1 is still to come */
    OK(f, store_open_session(f->s, 1, &f->err));
    expect(f, 0, 7, HELD_OPEN);
    const struct closing c = {.qualifier = COUNT_EXACT, .note = "", .deliverer = ""};
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    expect(f, 7, 0, HELD_NONE);
    keep_many(f, 7, 6); /* the day has left: these are of the next */
    expect(f, 7, 6, HELD_NEXT);
    clock_advance(&f->clock, DAY_MS);
    expect(f, 13, 0, HELD_NONE);
}

static void test_few_wait_for_others(void **state) {
    struct fixture *f = *state;
    keep_many(f, 0, 4);
    clock_advance(&f->clock, DAY_MS);
    expect(f, 0, 4, HELD_FEW);
    keep_many(f, 4, 1);
    clock_advance(&f->clock, DAY_MS);
    expect(f, 5, 0, HELD_NONE);
    keep_many(f, 5, 4);
    clock_advance(&f->clock, DAY_MS);
    expect(f, 5, 4, HELD_FEW);
}

static bool has(const struct taken *t, uint32_t number) {
    for (size_t i = 0; i < t->n; i++)
        if (t->number[i] == number)
            return true;
    return false;
}

/* Whatever the days bring: what was released stays so, and what comes with it is a crowd. */
static void test_two_releases_never_differ_by_one_visitor(void **state) {
    struct fixture *f = *state;
    struct taken last = {.n = 0}, now;
    uint32_t number = 0, rng = 7;
    for (int round = 0; round < 60; round++) {
        rng = rng * 1103515245 + 12345;
        keep_many(f, number, rng >> 16 & 3);
        number += rng >> 16 & 3;
        if (rng >> 20 & 1)
            clock_advance(&f->clock, DAY_MS);
        release(f, &now);
        assert_true(now.n == last.n || now.n >= last.n + ENVELOPES_TOGETHER);
        assert_int_equal(now.n + (size_t)now.release.held, number);
        for (size_t i = 0; i < last.n; i++)
            assert_true(has(&now, last.number[i]));
        last = now;
    }
    assert_true(last.n > 20);
}

/* All orders are as likely: a row that leads in each of 8 releases of 50 does so by chance once in
 * 50^7, which is 8e11. */
static void test_each_release_has_an_order_of_its_own(void **state) {
    struct fixture *f = *state;
    struct taken t;
    uint32_t first = 0;
    bool same = true;
    keep_many(f, 0, 50);
    clock_advance(&f->clock, DAY_MS);
    for (int i = 0; i < 8; i++) {
        release(f, &t);
        assert_int_equal(t.n, 50);
        same = same && (i == 0 || t.number[0] == first);
        first = t.number[0];
    }
    assert_false(same);
}

/* Kept while the clock ran years ahead: of today once the date is right, and not held for years. */
static void test_a_clock_that_was_wrong_holds_nothing_back(void **state) {
    struct fixture *f = *state;
    fixture_boot(f, fixture_day(2031, 5, 4));
    keep_many(f, 0, 6);
    fixture_boot(f, fixture_day(2019, 2, 7));
    expect(f, 6, 0, HELD_NONE);
    keep_many(f, 6, 6);
    expect(f, 12, 0, HELD_NONE);
}

/* --- damage --- */

static void damage(struct fixture *f) {
    char path[128];
    struct str file CLEANUP(str_release) = {0};
    fixture_path(f, "envelopes.db", path);
    read_vault(f, &file);
    memset(file.p + 3 * PAGE, 0x5a, PAGE);
    OK(f, file_write_whole(path, file.p, file.len, &f->err));
}

static void test_a_damaged_vault_is_set_aside_and_staff_are_told_once(void **state) {
    struct fixture *f = *state;
    char path[128];
    keep_many(f, 0, 3);
    store_close(f->s);
    damage(f);
    fixture_open(f);
    assert_non_null(strstr(f->notice, "envelopes.damaged-1.db"));
    fixture_path(f, "envelopes.damaged-1.db", path);
    assert_true(file_exists(path));
    keep(f, 9);
    store_close(f->s);
    fixture_open(f);
    assert_string_equal(f->notice, "");
    OK(f, store_verify(f->s, &f->err));
    store_close(f->s);
    damage(f);
    fixture_open(f);
    assert_non_null(strstr(f->notice, "envelopes.damaged-2.db"));
}

/* Nobody's envelope is refused for it; staff learn of it at the next start. */
static void test_damage_while_it_runs_refuses_nobody(void **state) {
    struct fixture *f = *state;
    struct str file CLEANUP(str_release) = {0};
    char path[128];
    keep_many(f, 0, 3);
    fixture_path(f, "envelopes.db", path);
    assert_int_equal(truncate(path, 0), 0);
    keep_many(f, 3, 2);
    read_vault(f, &file);
    assert_true(find(&file, 3) >= 0 && find(&file, 4) >= 0);
    store_close(f->s);
    fixture_open(f);
    assert_non_null(strstr(f->notice, "envelopes.damaged-1.db"));
}

/* What raw SQL must not do either. */
static void test_what_is_kept_stays(void **state) {
    static const char *const refused[] = {
        "DELETE FROM envelope",
        "UPDATE envelope SET sealed = zeroblob(length(sealed)) WHERE day <> '0000-00-00'",
        "UPDATE envelope SET day = '0000-00-00' WHERE day <> '0000-00-00'",
        "UPDATE envelope SET sealed = x'00'",
        "UPDATE envelope SET day = '2019-02-06 10:00'",
        "UPDATE envelope SET id = randomblob(16)",
        "INSERT INTO envelope VALUES(x'00', '2019', x'')"};
    struct fixture *f = *state;
    char path[128];
    struct db_opts opts = {.journal = DB_ROLLBACK};
    keep(f, 1);
    fixture_path(f, "envelopes.db", path);
    struct db *db = db_open(path, &opts, &f->err);
    OK(f, db);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(db_exec(db, NULL, refused[i]));
    db_close(db);
    OK(f, store_verify(f->s, &f->err));
}

/* What no check of the table has kept out is found by verifying. */
static void test_verifying_finds_what_is_wrong(void **state) {
    static const char *const wrong[] = {"day = '2019-02-06 10:31'", "sealed = x'00'"};
    struct fixture *f = *state;
    char path[128], sql[256];
    struct db_opts opts = {.journal = DB_ROLLBACK};
    fixture_path(f, "envelopes.db", path);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        keep(f, 1);
        OK(f, store_verify(f->s, &f->err));
        struct db *db = db_open(path, &opts, &f->err);
        OK(f, db);
        snprintf(sql, sizeof sql,
                 "PRAGMA ignore_check_constraints=ON; DROP TRIGGER envelope_stays;"
                 "UPDATE envelope SET %s WHERE day <> '0000-00-00'",
                 wrong[i]);
        OK(f, db_exec(db, &f->err, sql));
        db_close(db);
        f->err = (struct err){0};
        assert_false(store_verify(f->s, &f->err));
        assert_int_equal(f->err.kind, ERR_DAMAGED);
        store_close(f->s);
        fixture_open(f); /* and the next start begins another */
        assert_non_null(strstr(f->notice, "damaged"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_bytes_tell_neither_order_nor_use),
        TEST(test_no_row_moves_and_the_file_keeps_its_size),
        TEST(test_no_table_knows_more_than_the_day),
        TEST(test_files_bear_the_day_and_the_journal_is_empty),
        TEST(test_the_kiosks_database_knows_nothing_of_it),
        TEST(test_a_file_that_is_nearly_full_grows),
        TEST(test_today_waits_for_its_sessions),
        TEST(test_few_wait_for_others),
        TEST(test_two_releases_never_differ_by_one_visitor),
        TEST(test_each_release_has_an_order_of_its_own),
        TEST(test_a_clock_that_was_wrong_holds_nothing_back),
        TEST(test_a_damaged_vault_is_set_aside_and_staff_are_told_once),
        TEST(test_damage_while_it_runs_refuses_nobody),
        TEST(test_what_is_kept_stays),
        TEST(test_verifying_finds_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
