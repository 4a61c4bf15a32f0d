/* Who is in a session is kept in memory: it must never say anything else than the marks do. */
#include "fixture.h"

#include "../../fault/vfs_fault.h"
#include "store/store_internal.h"

static const char ann[] = "0123456789abcdef", bob[] = "fedcba9876543210";

/* Sessions 4 and 5 are of adults, and open. */
static void adults(struct fixture *f) {
    fixture_sql(f, "INSERT INTO session(uid, date, topic, audience) VALUES"
                   "('u4', '2019-02-06', 'J9 training', 'professionals'),"
                   "('u5', '2019-02-06', 'J9 training', 'professionals')");
    store_close(f->s);
    fixture_open(f);
    OK(f, store_open_session(f->s, 4, &f->err));
    OK(f, store_open_session(f->s, 5, &f->err));
}

static void come(struct fixture *f, int64_t session, const char *entry) {
    struct check_in c;
    OK(f, store_check_in(f->s, session, entry, &c, &f->err));
}

static bool is_here(struct fixture *f, int64_t session, const char *entry) {
    bool here = false;
    int64_t last;
    OK(f, db_ask_int(store_db(f->s), &f->err, &last, 0,
                     "SELECT coalesce(max(seq), 0) FROM mark WHERE session = ?", "i", session));
    OK(f, here_find(f->s, session, last, entry, &here, &f->err));
    return here;
}

static void who_came_is_here_until_it_is_undone(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    int32_t seq;
    adults(f);
    assert_false(is_here(f, 4, ann));
    OK(f, store_check_in(f->s, 4, ann, &c, &f->err));
    assert_true(is_here(f, 4, ann));
    assert_false(is_here(f, 4, bob));
    OK(f, store_mark(f->s, 4, MARK_UNDO, "", 0, c.seq, &seq, &f->err));
    assert_false(is_here(f, 4, ann));
    come(f, 4, ann);
    assert_true(is_here(f, 4, ann));
}

/* What has no entry is nobody, also when it is undone. */
static void heads_are_nobody(void **state) {
    struct fixture *f = *state;
    int32_t seq;
    adults(f);
    come(f, 4, ann);
    seq = fixture_mark(f, 4, "adult", 3);
    OK(f, store_mark(f->s, 4, MARK_UNDO, "", 0, seq, &seq, &f->err));
    assert_true(is_here(f, 4, ann));
    assert_false(is_here(f, 4, ""));
}

static void each_session_has_its_own(void **state) {
    struct fixture *f = *state;
    adults(f);
    come(f, 4, ann);
    assert_false(is_here(f, 5, ann));
    come(f, 5, bob);
    assert_true(is_here(f, 4, ann));
    assert_false(is_here(f, 4, bob));
}

/* Another program with the same folder. */
static void what_another_wrote_counts(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    assert_false(is_here(f, 4, ann));
    struct store *other = store_open(f->dir, &f->opts, f->notice, &f->err);
    OK(f, other && store_check_in(other, 4, ann, &c, &f->err));
    store_close(other);
    assert_true(is_here(f, 4, ann));
    REFUSED(f, store_check_in(f->s, 4, ann, &c, &f->err), "checked in already");
}

static void what_was_rolled_back_never_came(void **state) {
    struct fixture *f = *state;
    adults(f);
    OK(f, store_begin(f->s, &f->err));
    come(f, 4, ann);
    assert_true(is_here(f, 4, ann));
    store_rollback(f->s);
    assert_false(is_here(f, 4, ann));
    come(f, 4, bob); /* under the number that the other had */
    assert_false(is_here(f, 4, ann));
    assert_true(is_here(f, 4, bob));
}

/* The card does not answer, and the number that was not used up goes to the next one. */
static void what_was_not_saved_never_came(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    vfs_fault_register();
    f->opts.vfs = VFS_FAULT;
    adults(f);
    assert_false(is_here(f, 4, ann)); /* from here on the store knows who is there */
    vfs_fault_plan(FAULT_SYNC, 1, false);
    assert_false(store_check_in(f->s, 4, ann, &c, &f->err));
    assert_true(vfs_fault_hit());
    vfs_fault_plan(FAULT_NONE, 0, false);
    come(f, 4, bob);
    assert_false(is_here(f, 4, ann));
    assert_true(is_here(f, 4, bob));
}

static void of_a_group_only_the_part_that_failed_goes(void **state) {
    struct fixture *f = *state;
    adults(f);
    OK(f, store_begin(f->s, &f->err));
    OK(f, store_part_begin(f->s, &f->err));
    come(f, 4, ann);
    OK(f, store_part_end(f->s, true, &f->err));
    OK(f, store_part_begin(f->s, &f->err));
    come(f, 4, bob);
    assert_true(is_here(f, 4, bob));
    OK(f, store_part_end(f->s, false, &f->err));
    assert_true(is_here(f, 4, ann));
    assert_false(is_here(f, 4, bob));
    OK(f, store_commit(f->s, &f->err));
    assert_true(is_here(f, 4, ann));
}

/* More than there are chains. */
static void thousands_find_their_own(void **state) {
    enum { MANY = 10000 };
    struct fixture *f = *state;
    char entry[ENTRY_SIZE];
    adults(f);
    OK(f, store_begin(f->s, &f->err));
    for (int i = 0; i < MANY; i += 2) {
        snprintf(entry, sizeof entry, "%016x", i);
        come(f, 4, entry);
    }
    OK(f, store_commit(f->s, &f->err));
    for (int i = 0; i < MANY; i++) {
        snprintf(entry, sizeof entry, "%016x", i);
        assert_int_equal(is_here(f, 4, entry), i % 2 == 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(who_came_is_here_until_it_is_undone),
        TEST(heads_are_nobody),
        TEST(each_session_has_its_own),
        TEST(what_another_wrote_counts),
        TEST(what_was_rolled_back_never_came),
        TEST(what_was_not_saved_never_came),
        TEST(of_a_group_only_the_part_that_failed_goes),
        TEST(thousands_find_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
