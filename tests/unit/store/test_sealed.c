/* Sign-ins under the coordinator's key: the same heads, nothing that this kiosk could read, and all
 * of it for whoever has the private key. */
#include "../seal/pair_keys.h"
#include "cheap_scrypt.h"
#include "fixture.h"
#include "seal/pair.h"
#include "store/store_internal.h"

static const char staff[] = "736201", coordinator[] = "a long passphrase";
static const struct sign_in joan = {"Joan Unseen", "Borough Council", "joan@council.example"};

static void set_key(struct fixture *f, const char *pem) {
    struct pair_key *k = pair_read_public(pem, strlen(pem), &f->err);
    OK(f, k);
    OK(f, store_set_public_key(f->s, k, &f->err));
    pair_free(k);
}

static struct pair_key *private_key(void) {
    return pair_read_private(pair_private_pem, strlen(pair_private_pem), PAIR_PASSPHRASE, NULL);
}

/* Session 4 is of adults and open, the coordinator's key is there, and nobody is in. */
static void adults(struct fixture *f) {
    fixture_sql(f, "INSERT INTO session(uid, date, topic, audience) VALUES"
                   "('u4', '2019-02-06', 'J9 training', 'professionals')");
    store_close(f->s);
    fixture_open(f);
    OK(f, store_set_codes(f->s, staff, coordinator, &f->err));
    OK(f, store_open_session(f->s, 4, &f->err));
    set_key(f, pair_public_pem);
    store_forget_names(f->s);
}

static void come_in(struct fixture *f, const char *code) {
    enum role role;
    int wait;
    OK(f, store_try_code(f->s, code, &role, &wait, &f->err));
    assert_true(store_names_open(f->s));
}

static struct check_in sign(struct fixture *f, const struct sign_in *who) {
    struct check_in c = {.seq = 0};
    OK(f, store_sign_in(f->s, 4, who, &c, &f->err));
    return c;
}

static void is_one_head_without_any_key_of_names(void **state) {
    struct fixture *f = *state;
    struct tape t;
    adults(f);
    struct check_in c = sign(f, &joan);
    assert_string_equal(c.band, "adult");
    OK(f, store_tape(f->s, 4, &t, &f->err));
    assert_int_equal(t.marks, 1);
    assert_int_equal(t.mark[0].kind, MARK_SIGN_IN);
    assert_int_equal(t.mark[0].n, 1);
    arena_free(&t.arena);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM walkin_name"), 0);
    OK(f, store_verify(f->s, &f->err));
}

static void both_codes_show_it_as_sealed(void **state) {
    struct fixture *f = *state;
    struct roster r;
    adults(f);
    struct check_in c = sign(f, &joan);
    for (int i = 0; i < 2; i++) {
        come_in(f, i ? coordinator : staff);
        OK(f, store_roster(f->s, 4, &r, &f->err));
        assert_int_equal(r.walk_ins, 1);
        assert_true(r.walk_in[0].sealed);
        assert_string_equal(r.walk_in[0].entry, c.entry);
        assert_string_equal(r.walk_in[0].name, "");
        roster_free(&r);
    }
}

static void the_private_key_opens_it(void **state) {
    struct fixture *f = *state;
    struct roster r;
    struct pair_key *mine = private_key();
    adults(f);
    sign(f, &joan);
    come_in(f, coordinator);
    store_lend_private_key(f->s, mine);
    OK(f, store_roster(f->s, 4, &r, &f->err));
    assert_int_equal(r.walk_ins, 1);
    assert_false(r.walk_in[0].sealed);
    assert_string_equal(r.walk_in[0].name, "Joan Unseen");
    assert_string_equal(r.walk_in[0].organisation, "Borough Council");
    assert_string_equal(r.walk_in[0].email, "joan@council.example");
    roster_free(&r);
    store_lend_private_key(f->s, NULL);
    OK(f, store_roster(f->s, 4, &r, &f->err));
    assert_true(r.walk_in[0].sealed);
    roster_free(&r);
    pair_free(mine);
}

/* Names of walk-ins, a sign-in from before there was a key, one under the first key and one under
 * the second. */
static void each_stays_under_its_own_key(void **state) {
    struct fixture *f = *state;
    struct check_in walked, before;
    struct roster r;
    struct pair_key *mine = private_key();
    size_t sealed = 0;
    char sum[KEY_SUM];
    adults(f);
    come_in(f, staff);
    fixture_sql(f, "DROP TRIGGER coordinator_key_is_kept; DELETE FROM coordinator_key");
    OK(f, store_sign_in(f->s, 4, &(struct sign_in){.name = "Kai"}, &before, &f->err));
    OK(f, store_walk_in(f->s, 4, &walked, &f->err));
    OK(f, store_name_walk_in(f->s, 4, walked.entry, "Wilhelmina", &f->err));
    set_key(f, pair_public_pem);
    sign(f, &joan);
    set_key(f, pair_other_pem);
    sign(f, &(struct sign_in){.name = "For the other"});
    store_lend_private_key(f->s, mine);
    OK(f, store_roster(f->s, 4, &r, &f->err));
    assert_int_equal(r.walk_ins, 4);
    for (size_t i = 0; i < r.walk_ins; i++)
        sealed += r.walk_in[i].sealed;
    assert_int_equal(sealed, 1); /* under the other key, whose private half nobody has here */
    roster_free(&r);
    set_key(f, pair_public_pem); /* and back: the newest one seals */
    OK(f, store_public_key(f->s, sum, &f->err));
    assert_string_equal(sum, PAIR_PUBLIC_SUM);
    set_key(f, pair_public_pem); /* already there */
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM coordinator_key"), 3);
    OK(f, store_verify(f->s, &f->err));
    pair_free(mine);
}

static bool folder_holds(struct fixture *f, const char *words) {
    static const char *const names[] = {"kiosk.db", "kiosk.db-wal"};
    bool found = false;
    for (size_t i = 0; i < 2; i++) {
        char path[128];
        struct str bytes = {0};
        fixture_path(f, names[i], path);
        found |= file_read(path, 64 << 20, &bytes, NULL) &&
                 memmem(bytes.p, bytes.len, words, strlen(words)) != NULL;
        str_release(&bytes);
    }
    return found;
}

static void nothing_of_it_can_be_read_on_the_card(void **state) {
    struct fixture *f = *state;
    adults(f);
    struct check_in c = sign(f, &joan);
    sign(f, &(struct sign_in){.name = "Al"});
    assert_true(folder_holds(f, c.entry)); /* the search finds what is there */
    assert_false(folder_holds(f, "Unseen"));
    assert_false(folder_holds(f, "Borough"));
    assert_false(folder_holds(f, "council.example"));
    assert_int_equal(fixture_number(f, "SELECT count(DISTINCT length(sealed)) FROM sealed_sign_in"),
                     1);
}

/* A row that is moved to another sign-in does not open there. */
static void opens_in_its_own_place_only(void **state) {
    struct fixture *f = *state;
    struct roster r;
    struct pair_key *mine = private_key();
    adults(f);
    sign(f, &joan);
    sign(f, &(struct sign_in){.name = "Al"});
    fixture_sql(f, "DROP TRIGGER sealed_stays; UPDATE sealed_sign_in SET"
                   " sealed = (SELECT sealed FROM sealed_sign_in WHERE id = 1)");
    come_in(f, coordinator);
    store_lend_private_key(f->s, mine);
    OK(f, store_roster(f->s, 4, &r, &f->err));
    assert_string_equal(r.walk_in[0].name, "Joan Unseen");
    assert_true(r.walk_in[1].sealed);
    roster_free(&r);
    pair_free(mine);
}

static void pupils_never_sign(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    OK(f, store_open_session(f->s, 1, &f->err));
    REFUSED(f, store_sign_in(f->s, 1, &joan, &c, &f->err), "session with pupils");
    sign(f, &joan);
    fixture_sql(f, "UPDATE session SET pupils = 1 WHERE id = 4");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM sealed_sign_in"), 0);
    fixture_sql(f, "UPDATE session SET pupils = 0 WHERE id = 4");
    fixture_sql(f, "CREATE TRIGGER becomes_of_pupils AFTER INSERT ON mark BEGIN"
                   " UPDATE session SET pupils = 1 WHERE id = NEW.session; END");
    REFUSED(f, store_sign_in(f->s, 4, &joan, &c, &f->err), "names of pupils are never kept");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 1);
}

static void is_never_changed(void **state) {
    struct fixture *f = *state;
    adults(f);
    sign(f, &joan);
    REFUSED(f, db_exec(store_db(f->s), &f->err, "UPDATE sealed_sign_in SET sealed = x'00'"),
            "never changed");
    REFUSED(f, db_exec(store_db(f->s), &f->err, "UPDATE coordinator_key SET seq = 7"),
            "never changed");
    REFUSED(f, db_exec(store_db(f->s), &f->err, "DELETE FROM coordinator_key"), "never deleted");
}

/* It is not the codes that open it, so new ones do not lose it. */
static void outlives_lost_codes(void **state) {
    struct fixture *f = *state;
    adults(f);
    sign(f, &joan);
    OK(f, store_set_codes(f->s, "918273", "another long one", &f->err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM sealed_sign_in"), 1);
}

static void a_damaged_key_seals_nothing_in_the_open(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    fixture_sql(f, "DROP TRIGGER coordinator_key_stays;"
                   "UPDATE coordinator_key SET der = x'3000'");
    come_in(f, staff);
    REFUSED(f, store_sign_in(f->s, 4, &joan, &c, &f->err), "key is damaged");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 0);
}

/* A head without its record, or the other way round, is nothing that a power cut can leave. */
static void is_there_with_its_mark_or_not_at_all(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    fixture_sql(f, "CREATE TRIGGER full BEFORE INSERT ON sealed_sign_in BEGIN"
                   " SELECT RAISE(ABORT, 'no room'); END");
    REFUSED(f, store_sign_in(f->s, 4, &joan, &c, &f->err), "no room");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 0);
}

/* The file is damaged where nothing of it lay; the recovered one has key and sign-ins, of adults.
 */
static void a_recovery_brings_them_along(void **state) {
    struct fixture *f = *state;
    struct roster r;
    char path[128], sum[KEY_SUM];
    struct pair_key *mine = private_key();
    adults(f);
    sign(f, &joan);
    fixture_path(f, "backups/copy.db", path);
    OK(f, store_backup(f->s, path, &f->err));
    store_close(f->s);
    fixture_path(f, "kiosk.db", path);
    OK(f, file_write_whole(path, "no database any more", 20, &f->err));
    fixture_open(f);
    assert_true(f->notice[0]);
    OK(f, store_public_key(f->s, sum, &f->err));
    assert_string_equal(sum, PAIR_PUBLIC_SUM);
    come_in(f, coordinator);
    store_lend_private_key(f->s, mine);
    OK(f, store_roster(f->s, 4, &r, &f->err));
    assert_int_equal(r.walk_ins, 1);
    assert_string_equal(r.walk_in[0].name, "Joan Unseen");
    roster_free(&r);
    OK(f, store_verify(f->s, &f->err));
    pair_free(mine);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(is_one_head_without_any_key_of_names),
        TEST(both_codes_show_it_as_sealed),
        TEST(the_private_key_opens_it),
        TEST(each_stays_under_its_own_key),
        TEST(nothing_of_it_can_be_read_on_the_card),
        TEST(opens_in_its_own_place_only),
        TEST(pupils_never_sign),
        TEST(is_never_changed),
        TEST(outlives_lost_codes),
        TEST(a_damaged_key_seals_nothing_in_the_open),
        TEST(is_there_with_its_mark_or_not_at_all),
        TEST(a_recovery_brings_them_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
