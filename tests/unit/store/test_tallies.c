/* Tallies: one more, one less, openings and their second figures, and what is refused. */
#include "fixture.h"

#include "base/arena.h"

static struct tallies tallies_of(struct fixture *f) {
    struct tallies t;
    OK(f, store_tallies(f->s, 1, &t, &f->err));
    return t;
}

static int64_t counted(struct fixture *f, const char *item, int32_t opening) {
    struct tallies t = tallies_of(f);
    int64_t n = tallies_counted(&t, item, opening);
    arena_free(&t.arena);
    return n;
}

static void tally(struct fixture *f, const char *item, int32_t opening, int32_t n) {
    OK(f, store_tally(f->s, 1, item, opening, n, &f->err));
}

static int32_t open_bin(struct fixture *f) {
    int32_t opening = 0;
    OK(f, store_tally_open(f->s, 1, "bin", &opening, &f->err));
    return opening;
}

static void test_one_less_takes_back_the_newest_one_more(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    tally(f, "leaflets/a", 0, 1);
    tally(f, "leaflets/b", 0, 1);
    tally(f, "leaflets/a", 0, 12);
    tally(f, "leaflets/a", 0, -1);
    tally(f, "leaflets/a", 0, -1);
    assert_int_equal(counted(f, "leaflets/a", 0), 11);
    assert_int_equal(counted(f, "leaflets/b", 0), 1);
    assert_int_equal(fixture_number(f, "SELECT undoes FROM tally WHERE seq = 4"), 1);
    assert_int_equal(fixture_number(f, "SELECT undoes FROM tally WHERE seq = 5"), 0);
    OK(f, store_verify(f->s, &f->err));
    struct store_status st;
    OK(f, store_status(f->s, &st, &f->err));
    assert_int_equal(st.saved, 5);
}

static void test_what_is_refused(void **state) {
    struct fixture *f = *state;
    int32_t opening;
    REFUSED(f, store_tally(f->s, 1, "leaflets/a", 0, 1, &f->err), "not open");
    OK(f, store_open_session(f->s, 1, &f->err));
    REFUSED(f, store_tally(f->s, 1, "Ann Smith", 0, 1, &f->err), "nothing that can be tallied");
    REFUSED(f, store_tally(f->s, 1, "leaflets/a", 0, 0, &f->err), "1 to");
    REFUSED(f, store_tally(f->s, 1, "leaflets/a", 0, 100000, &f->err), "1 to");
    REFUSED(f, store_tally(f->s, 1, "leaflets/a", 0, -1, &f->err), "fewer than 0");
    REFUSED(f, store_tally(f->s, 1, "bin/lock", 1, 1, &f->err), "not there");
    REFUSED(f, store_tally_open(f->s, 1, "Ann", &opening, &f->err), "nothing that can be opened");
    int32_t bin = open_bin(f);
    REFUSED(f, store_tally_open(f->s, 1, "bin", &opening, &f->err), "finish it first");
    REFUSED(f, store_tally(f->s, 1, "leaflets/a", bin, 1, &f->err), "does not belong");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM tally"), 0);
}

static void test_a_correction_leaves_both_figures(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    int32_t bin = open_bin(f);
    assert_int_equal(bin, 1);
    tally(f, "bin/lock", bin, 12);
    const struct tally_count half[] = {{"sword", 0}}, both[] = {{"lock", 11}, {"sword", 0}};
    const struct tally_count later[] = {{"lock", 13}}, wrong[] = {{"lock", -1}};
    REFUSED(f, store_tally_confirm(f->s, 1, bin, half, 1, "AB", &f->err), "second figure");
    REFUSED(f, store_tally_confirm(f->s, 1, bin, both, 2, "Ann Smith", &f->err), "initials");
    REFUSED(f, store_tally_confirm(f->s, 1, bin, both, 0, "AB", &f->err), "no figure");
    REFUSED(f, store_tally_confirm(f->s, 1, bin, wrong, 1, "AB", &f->err), "0 to");
    REFUSED(f, store_tally_confirm(f->s, 1, 7, both, 2, "AB", &f->err), "not there");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM confirmation"), 0);
    OK(f, store_tally_confirm(f->s, 1, bin, both, 2, "AB", &f->err));
    assert_int_equal(counted(f, "bin/lock", bin), 11);
    REFUSED(f, store_tally(f->s, 1, "bin/lock", bin, 1, &f->err), "confirmed already");
    OK(f, store_tally_confirm(f->s, 1, bin, later, 1, "CDE", &f->err));
    struct tallies t = tallies_of(f);
    assert_int_equal(t.figures, 3);
    assert_int_equal(t.figure[0].first, 12);
    assert_int_equal(t.figure[0].second, 11);
    assert_int_equal(t.figure[2].first, 11);
    assert_int_equal(t.figure[2].second, 13);
    assert_string_equal(t.figure[2].who, "CDE");
    assert_true(t.opening[0].confirmed);
    assert_int_equal(tallies_sum(&t, "bin/lock", bin), 12);
    arena_free(&t.arena);
    OK(f, store_verify(f->s, &f->err));
}

static void test_each_opening_has_its_own_figures(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    const struct tally_count two = {"lock", 2}, none = {"lock", 0};
    int32_t first = open_bin(f);
    tally(f, "bin/lock", first, 1);
    tally(f, "bin/lock", first, 1);
    OK(f, store_tally_confirm(f->s, 1, first, &two, 1, "AB", &f->err));
    int32_t second = open_bin(f);
    assert_int_equal(second, 2);
    OK(f, store_tally_confirm(f->s, 1, second, &none, 1, "AB", &f->err)); /* it was empty */
    assert_int_equal(counted(f, "bin/lock", first), 2);
    assert_int_equal(counted(f, "bin/lock", second), 0);
    struct tallies t = tallies_of(f);
    assert_null(tallies_unconfirmed(&t, "bin"));
    assert_int_equal(tallies_opening_number(&t, tallies_opening(&t, second)), 2);
    arena_free(&t.arena);
}

static void test_tallies_are_for_ever(void **state) {
    struct fixture *f = *state;
    const struct tally_count one = {"lock", 1};
    OK(f, store_open_session(f->s, 1, &f->err));
    int32_t bin = open_bin(f);
    tally(f, "bin/lock", bin, 1);
    OK(f, store_tally_confirm(f->s, 1, bin, &one, 1, "AB", &f->err));
    static const char *const attack[] = {
        "DELETE FROM tally",        "UPDATE tally SET n = 9",
        "DELETE FROM opening",      "UPDATE opening SET grp = 'x'",
        "DELETE FROM confirmation", "UPDATE confirmation SET second = 9"};
    for (size_t i = 0; i < sizeof attack / sizeof *attack; i++)
        REFUSED(f, db_exec(store_db(f->s), &f->err, attack[i]), "never");
    static const char *const name[] = {"'Ann Smith'", "'ab'", "'A'", "'A B'", "''"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        char sql[200];
        snprintf(sql, sizeof sql,
                 "INSERT INTO confirmation VALUES(1, 2, 1, 'bin/lock', 1, 1, %s, 1, 0, 0)",
                 name[i]);
        REFUSED(f, db_exec(store_db(f->s), &f->err, sql), "CHECK");
    }
}

static void test_a_broken_promise_is_found(void **state) {
    struct fixture *f = *state;
    static const struct {
        const char *sql, *words;
    } lies[] = {
        {"INSERT INTO tally VALUES(1, 9, 'bin/lock', 1, 1, 0, 1, 0, 0)", "tally before it"},
        {"INSERT INTO tally VALUES(1, 2, 'bin/lock', 1, -2, 1, 1, 0, 0)", "cannot be taken back"},
        {"INSERT INTO tally VALUES(1, 2, 'bin/lock', 1, -9, 0, 1, 0, 0)", "fewer than 0"},
        {"INSERT INTO tally VALUES(2, 1, 'leaflets/a', 0, 1, 0, 1, 0, 0)", "never opened"},
        {"INSERT INTO tally VALUES(1, 2, 'bin/lock', 4, 1, 0, 1, 0, 0)", "is not there"},
        {"INSERT INTO tally VALUES(1, 2, 'leaflets/a', 1, 1, 0, 1, 0, 0)", "is not there"},
        {"INSERT INTO opening VALUES(1, 4, 'bin', 1, 0, 0)", "opening before it"},
        {"INSERT INTO confirmation VALUES(1, 2, 1, 'bin/lock', 5, 5, 'AB', 1, 0, 0)",
         "confirmation before it"},
        {"INSERT INTO confirmation VALUES(1, 1, 1, 'bin/lock', 4, 5, 'AB', 1, 0, 0)",
         "first figure"},
    };
    OK(f, store_open_session(f->s, 1, &f->err));
    tally(f, "bin/lock", open_bin(f), 5);
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        fixture_sql(f, "BEGIN");
        fixture_sql(f, lies[i].sql);
        REFUSED(f, store_verify(f->s, &f->err), lies[i].words);
        fixture_sql(f, "ROLLBACK");
    }
    OK(f, store_verify(f->s, &f->err));
}

/* What a tally says of its day keeps the date of a later boot from going back before it. */
static void test_a_tally_is_a_record_of_its_day(void **state) {
    struct fixture *f = *state;
    struct date last;
    OK(f, store_open_session(f->s, 1, &f->err));
    clock_advance(&f->clock, 2 * 86400000);
    tally(f, "leaflets/a", 0, 1);
    fixture_boot(f, fixture_day(2019, 2, 20));
    OK(f, store_last_date(f->s, &last, &f->err));
    assert_int_equal(last.day, 8);
}

/* Of looks at help cards only a sum is kept, as part of the closing: no closing, no looks. */
static void test_looks_at_help_come_with_the_closing(void **state) {
    struct fixture *f = *state;
    const struct tally_count view[] = {{"childline", 3}, {"nines", 1}}, bad[] = {{"No key", 1}};
    struct closing c = {.qualifier = COUNT_EXACT, .note = "", .view = bad, .views = 1};
    OK(f, store_open_session(f->s, 1, &f->err));
    REFUSED(f, store_close_session(f->s, 1, &c, &f->err), "nothing that can be tallied");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM tally"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM life WHERE what = 'closed'"), 0);
    c = (struct closing){.qualifier = COUNT_EXACT, .note = "", .view = view, .views = 2};
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    assert_int_equal(counted(f, "help/childline", 0), 3);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM tally"), 2);
    OK(f, store_reopen_session(f->s, 1, "Late", &f->err)); /* those who look later come on top */
    c.views = 1;
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    assert_int_equal(counted(f, "help/childline", 0), 6);
    OK(f, store_verify(f->s, &f->err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_one_less_takes_back_the_newest_one_more),
        TEST(test_what_is_refused),
        TEST(test_a_correction_leaves_both_figures),
        TEST(test_each_opening_has_its_own_figures),
        TEST(test_tallies_are_for_ever),
        TEST(test_a_broken_promise_is_found),
        TEST(test_a_tally_is_a_record_of_its_day),
        TEST(test_looks_at_help_come_with_the_closing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
