/* Sign-ins of adults: one head and what was typed, together or not at all, sealed, never of pupils.
 */
#include "cheap_scrypt.h"
#include "fixture.h"
#include "store/store_internal.h"

#include <dirent.h>

static const char staff[] = "736201", coordinator[] = "a long passphrase";
static const struct sign_in joan = {"Joan Unseen", "Borough Council", "joan@council.example"};

/* Session 1 is of pupils, 4 of adults and open; the names are open too. */
static void adults(struct fixture *f) {
    fixture_sql(f, "INSERT INTO session(uid, date, topic, audience) VALUES"
                   "('u4', '2019-02-06', 'J9 training', 'professionals')");
    store_close(f->s);
    fixture_open(f);
    OK(f, store_set_codes(f->s, staff, coordinator, &f->err));
    OK(f, store_open_session(f->s, 4, &f->err));
}

static void is_one_head_with_what_was_typed(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    struct tape t;
    struct roster r;
    adults(f);
    OK(f, store_sign_in(f->s, 4, &joan, &c, &f->err));
    assert_string_equal(c.band, "adult");
    OK(f, store_tape(f->s, 4, &t, &f->err));
    assert_int_equal(t.marks, 1);
    assert_int_equal(t.mark[0].kind, MARK_SIGN_IN);
    assert_int_equal(t.mark[0].n, 1);
    assert_string_equal(t.mark[0].entry, c.entry);
    arena_free(&t.arena);
    OK(f, store_roster(f->s, 4, &r, &f->err));
    assert_int_equal(r.walk_ins, 1);
    assert_string_equal(r.walk_in[0].entry, c.entry);
    assert_string_equal(r.walk_in[0].name, "Joan Unseen");
    assert_string_equal(r.walk_in[0].organisation, "Borough Council");
    assert_string_equal(r.walk_in[0].email, "joan@council.example");
    roster_free(&r);
    OK(f, store_verify(f->s, &f->err));
}

static void stands_beside_walk_ins(void **state) {
    struct fixture *f = *state;
    struct check_in walked, signed_in;
    struct roster r;
    adults(f);
    OK(f, store_walk_in(f->s, 4, &walked, &f->err));
    OK(f, store_name_walk_in(f->s, 4, walked.entry, "Wilhelmina", &f->err));
    OK(f, store_sign_in(f->s, 4, &(struct sign_in){.name = "Kai"}, &signed_in, &f->err));
    REFUSED(f, store_name_walk_in(f->s, 4, signed_in.entry, "Somebody else", &f->err), "not there");
    OK(f, store_roster(f->s, 4, &r, &f->err));
    assert_int_equal(r.walk_ins, 2);
    for (size_t i = 0; i < r.walk_ins; i++) {
        bool first = strcmp(r.walk_in[i].entry, walked.entry) == 0;
        assert_string_equal(r.walk_in[i].name, first ? "Wilhelmina" : "Kai");
        assert_string_equal(r.walk_in[i].organisation, "");
        assert_string_equal(r.walk_in[i].email, "");
    }
    roster_free(&r);
}

static bool file_holds(struct fixture *f, const char *name, const char *words) {
    char path[300];
    struct str bytes = {0};
    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    bool found = file_read(path, 64 << 20, &bytes, NULL) &&
                 memmem(bytes.p, bytes.len, words, strlen(words)) != NULL;
    str_release(&bytes);
    return found;
}

static bool folder_holds(struct fixture *f, const char *words) {
    bool found = false;
    struct dirent *e;
    DIR *dir = opendir(f->dir);
    while ((e = readdir(dir)))
        found |= e->d_type == DT_REG && file_holds(f, e->d_name, words);
    closedir(dir);
    return found;
}

static void nothing_of_it_can_be_read_on_the_card(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    OK(f, store_sign_in(f->s, 4, &joan, &c, &f->err));
    OK(f, store_sign_in(f->s, 4, &(struct sign_in){.name = "Al"}, &c, &f->err));
    assert_true(folder_holds(f, c.entry)); /* the search finds what is there */
    assert_false(folder_holds(f, "Unseen"));
    assert_false(folder_holds(f, "Borough"));
    assert_false(folder_holds(f, "council.example"));
    assert_int_equal(fixture_number(f, "SELECT count(DISTINCT length(sealed)) FROM walkin_name"),
                     1);
}

static void needs_a_name_a_key_and_an_open_session(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    const struct closing closing = {COUNT_EXACT, "", "", NULL, 0};
    adults(f);
    REFUSED(f, store_sign_in(f->s, 4, &(struct sign_in){.email = "a@b"}, &c, &f->err), "a name");
    OK(f, store_close_session(f->s, 4, &closing, &f->err));
    REFUSED(f, store_sign_in(f->s, 4, &joan, &c, &f->err), "open");
    OK(f, store_reopen_session(f->s, 4, "one more came", &f->err));
    store_forget_names(f->s);
    REFUSED(f, store_sign_in(f->s, 4, &joan, &c, &f->err), "locked");
    assert_int_equal(f->err.kind, ERR_DENIED);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM walkin_name"), 0);
}

/* The function refuses, and where it would not, the trigger takes the mark back too. */
static void pupils_never_sign(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    OK(f, store_open_session(f->s, 1, &f->err));
    REFUSED(f, store_sign_in(f->s, 1, &joan, &c, &f->err), "session with pupils");
    fixture_sql(f, "CREATE TRIGGER becomes_of_pupils AFTER INSERT ON mark BEGIN"
                   " UPDATE session SET pupils = 1 WHERE id = NEW.session; END");
    REFUSED(f, store_sign_in(f->s, 4, &joan, &c, &f->err), "names of pupils are never kept");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 0);
}

static void an_undo_takes_the_head_back(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    int32_t seq;
    adults(f);
    OK(f, store_sign_in(f->s, 4, &joan, &c, &f->err));
    OK(f, store_mark(f->s, 4, MARK_UNDO, NULL, 0, c.seq, &seq, &f->err));
    assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark"), 0);
    OK(f, store_verify(f->s, &f->err));
}

static void marks_of_the_form_before_move_over(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    fixture_older(f, 6,
                  "INSERT INTO boot(number, id, first_wall, first_mono, source)"
                  " VALUES(1, 'b', 0, 0, 'clock');"
                  "INSERT INTO session(id, uid, audience, pupils) VALUES(1, 'u', 'staff', 0);"
                  "INSERT INTO session_band VALUES(1, 0, 'adult');"
                  "INSERT INTO life(session, seq, what, boot, mono, wall)"
                  " VALUES(1, 1, 'opened', 1, 0, 0);"
                  "INSERT INTO mark VALUES(1, 1, 'add', 'adult', 7, 0, 1, 1, 1, ''),"
                  " (1, 2, 'walkin', 'adult', 1, 0, 1, 2, 2, '0123456789abcdef')");
    assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark"), 8);
    assert_int_equal(fixture_number(f, "SELECT seq FROM mark WHERE entry = '0123456789abcdef'"), 2);
    OK(f, store_verify(f->s, &f->err));
    OK(f, store_set_codes(f->s, staff, coordinator, &f->err));
    OK(f, store_sign_in(f->s, 1, &joan, &c, &f->err));
    assert_int_equal(c.seq, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(is_one_head_with_what_was_typed),
        TEST(stands_beside_walk_ins),
        TEST(nothing_of_it_can_be_read_on_the_card),
        TEST(needs_a_name_a_key_and_an_open_session),
        TEST(pupils_never_sign),
        TEST(an_undo_takes_the_head_back),
        TEST(marks_of_the_form_before_move_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
