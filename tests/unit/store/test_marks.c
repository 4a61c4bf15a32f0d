/* Counting in an open session: marks, undo, bands, and what is refused. */
#include "fixture.h"

#include "base/arena.h"

static struct tape tape_of(struct fixture *f, int64_t session) {
    struct tape t;
    OK(f, store_tape(f->s, session, &t, &f->err));
    return t;
}

static int64_t sum_of(struct fixture *f, int64_t session, const char *band) {
    struct tape t = tape_of(f, session);
    int64_t sum = -1;
    for (size_t i = 0; i < t.bands; i++)
        if (strcmp(t.band[i].key, band) == 0)
            sum = t.band[i].sum;
    arena_free(&t.arena);
    return sum;
}

static void test_opening_gives_the_bands_of_the_audience(void **state) {
    struct fixture *f = *state;
    struct tape t = tape_of(f, 1);
    assert_int_equal(t.life, LIFE_NEW);
    assert_int_equal(t.bands, 0);
    assert_int_equal(t.class_size, 30);
    arena_free(&t.arena);
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_open_session(f->s, 1, &f->err)); /* again: it is open already */
    OK(f, store_open_session(f->s, 2, &f->err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM life"), 2);
    t = tape_of(f, 1);
    assert_int_equal(t.life, LIFE_OPEN);
    assert_int_equal(t.bands, 1);
    assert_string_equal(t.band[0].key, "y9");
    arena_free(&t.arena);
    t = tape_of(f, 2);
    assert_string_equal(t.band[0].key, "adult");
    assert_string_equal(t.band[1].key, "child");
    arena_free(&t.arena);
}

static void test_a_count_is_the_sum_of_its_marks(void **state) {
    struct fixture *f = *state;
    int32_t seq;
    OK(f, store_open_session(f->s, 1, &f->err));
    assert_int_equal(fixture_mark(f, 1, "y9", 30), 1);
    assert_int_equal(fixture_mark(f, 1, "y9", 1), 2);
    OK(f, store_mark(f->s, 1, MARK_EXACT, "y9", -4, 0, &seq, &f->err));
    assert_int_equal(seq, 3);
    OK(f, store_mark(f->s, 1, MARK_EXACT, "y9", 0, 0, &seq, &f->err));
    assert_int_equal(sum_of(f, 1, "y9"), 27);
    struct tape t = tape_of(f, 1);
    assert_int_equal(t.marks, 4);
    assert_int_equal(t.mark[2].kind, MARK_EXACT);
    assert_true(t.mark[0].wall == fixture_day(2019, 2, 6));
    assert_true(t.mark[0].unconfirmed);
    arena_free(&t.arena);
}

static void test_an_undo_names_its_mark_once(void **state) {
    struct fixture *f = *state;
    int32_t seq;
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    fixture_mark(f, 1, "y9", 5);
    OK(f, store_mark(f->s, 1, MARK_UNDO, "", 99, 1, &seq, &f->err));
    assert_int_equal(sum_of(f, 1, "y9"), 5);
    struct tape t = tape_of(f, 1);
    assert_true(t.mark[0].undone);
    assert_false(t.mark[1].undone);
    assert_int_equal(t.mark[2].n, -30);
    assert_string_equal(t.mark[2].band, "y9");
    arena_free(&t.arena);
    REFUSED(f, store_mark(f->s, 1, MARK_UNDO, "", 0, 1, &seq, &f->err), "undone already");
    REFUSED(f, store_mark(f->s, 1, MARK_UNDO, "", 0, 3, &seq, &f->err), "cannot be undone");
    REFUSED(f, store_mark(f->s, 1, MARK_UNDO, "", 0, 9, &seq, &f->err), "not there");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 3);
    OK(f, store_verify(f->s, &f->err));
}

static void test_what_is_refused(void **state) {
    struct fixture *f = *state;
    int32_t seq = 77;
    REFUSED(f, store_mark(f->s, 1, MARK_ADD, "y9", 1, 0, &seq, &f->err), "not open");
    REFUSED(f, store_open_session(f->s, 99, &f->err), "not in the list");
    OK(f, store_open_session(f->s, 1, &f->err));
    REFUSED(f, store_mark(f->s, 1, MARK_ADD, "adult", 1, 0, &seq, &f->err), "no group");
    REFUSED(f, store_mark(f->s, 1, MARK_ADD, "y9", 0, 0, &seq, &f->err), "heads");
    REFUSED(f, store_mark(f->s, 1, MARK_ADD, "y9", 100001, 0, &seq, &f->err), "heads");
    fixture_mark(f, 1, "y9", 3);
    REFUSED(f, store_mark(f->s, 1, MARK_EXACT, "y9", -4, 0, &seq, &f->err), "fewer than 0");
    int32_t undo;
    OK(f, store_mark(f->s, 1, MARK_EXACT, "y9", -2, 0, &undo, &f->err));
    REFUSED(f, store_mark(f->s, 1, MARK_UNDO, "", 0, 1, &seq, &f->err), "fewer than 0");
    assert_int_equal(seq, 77);
    REFUSED(f, store_add_band(f->s, 1, "martians", &f->err), "martians");
    REFUSED(f, store_set_qualifier(f->s, 1, COUNT_EXPECTED, &f->err), "expected");
    REFUSED(f, store_set_class_size(f->s, 1, 0, &f->err), "class");
    assert_int_equal(sum_of(f, 1, "y9"), 1);
}

static void test_bands_are_added_once(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_add_band(f->s, 1, "staff", &f->err));
    OK(f, store_add_band(f->s, 1, "staff", &f->err));
    OK(f, store_add_band(f->s, 1, "y9", &f->err));
    fixture_mark(f, 1, "staff", 2);
    struct tape t = tape_of(f, 1);
    assert_int_equal(t.bands, 2);
    assert_int_equal(t.band[1].sum, 2);
    arena_free(&t.arena);
}

static void test_marks_are_for_ever(void **state) {
    struct fixture *f = *state;
    struct db *db = store_db(f->s);
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    REFUSED(f, db_exec(db, &f->err, "UPDATE mark SET n = 29"), "never changed");
    REFUSED(f, db_exec(db, &f->err, "DELETE FROM mark"), "never deleted");
    REFUSED(f, db_exec(db, &f->err, "UPDATE life SET wall = 0"), "never changed");
    REFUSED(f, db_exec(db, &f->err, "DELETE FROM life"), "never deleted");
    REFUSED(f, db_exec(db, &f->err, "DELETE FROM session WHERE id = 1"), "FOREIGN KEY");
    assert_int_equal(sum_of(f, 1, "y9"), 30);
}

static void test_closing_and_opening_again(void **state) {
    struct fixture *f = *state;
    int32_t seq;
    int64_t open = -1;
    struct closing c = {.qualifier = COUNT_AT_LEAST, .note = "fire drill"};
    OK(f, store_last_open(f->s, &open, &f->err));
    assert_int_equal(open, 0);
    OK(f, store_open_session(f->s, 2, &f->err));
    clock_advance(&f->clock, 1000);
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_last_open(f->s, &open, &f->err));
    assert_int_equal(open, 1);
    fixture_mark(f, 1, "y9", 30);
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    REFUSED(f, store_close_session(f->s, 1, &c, &f->err), "not open");
    REFUSED(f, store_mark(f->s, 1, MARK_ADD, "y9", 1, 0, &seq, &f->err), "not open");
    OK(f, store_last_open(f->s, &open, &f->err));
    assert_int_equal(open, 2);
    OK(f, store_reopen_session(f->s, 1, "Too early", &f->err));
    assert_int_equal(fixture_mark(f, 1, "y9", 1), 2);
    struct tape t = tape_of(f, 1);
    assert_int_equal(t.qualifier, COUNT_AT_LEAST);
    assert_int_equal(t.bands, 1);
    arena_free(&t.arena);
    OK(f, store_verify(f->s, &f->err));
}

static void test_everything_is_there_after_a_start(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    OK(f, store_set_class_size(f->s, 1, 28, &f->err));
    OK(f, store_set_qualifier(f->s, 1, COUNT_ABOUT, &f->err));
    fixture_boot(f, fixture_day(2019, 2, 6));
    assert_int_equal(fixture_mark(f, 1, "y9", 1), 2);
    struct tape t = tape_of(f, 1);
    assert_int_equal(t.class_size, 28);
    assert_int_equal(t.qualifier, COUNT_ABOUT);
    assert_int_equal(t.band[0].sum, 31);
    arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_opening_gives_the_bands_of_the_audience),
        TEST(test_a_count_is_the_sum_of_its_marks),
        TEST(test_an_undo_names_its_mark_once),
        TEST(test_what_is_refused),
        TEST(test_bands_are_added_once),
        TEST(test_marks_are_for_ever),
        TEST(test_closing_and_opening_again),
        TEST(test_everything_is_there_after_a_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
