/* Whose keys envelopes are sealed to: added, replaced, withdrawn, never lost from the list. */
#include "fixture.h"

#include "../seal/pair_keys.h"
#include "seal/pair.h"
#include "store/vault.h"

static struct pair_key *key(const char *pem) {
    struct pair_key *k = pair_read_public(pem, strlen(pem), NULL);
    assert_non_null(k);
    return k;
}

/* The readers, in their order, are those whose PEMs these are. */
static void assert_readers(struct fixture *f, const char *first, const char *second) {
    const char *const pem[] = {first, second};
    struct reader_key reader[READERS_MAX];
    size_t n, bytes, want = first && second ? 2 : first ? 1 : 0;
    OK(f, store_reader_keys(f->s, reader, &n, &f->err));
    assert_int_equal(n, want);
    for (size_t i = 0; i < n; i++) {
        struct pair_key *k = key(pem[i]);
        const unsigned char *der = pair_der(k, &bytes);
        assert_int_equal(reader[i].n, bytes);
        assert_memory_equal(reader[i].der, der, bytes);
        pair_free(k);
    }
}

static void test_a_second_reader_comes_and_goes(void **state) {
    struct fixture *f = *state;
    struct pair_key *a = key(pair_public_pem), *b = key(pair_other_pem);
    char sum[KEY_SUM];
    assert_readers(f, NULL, NULL);
    REFUSED(f, store_set_second_key(f->s, b, &f->err), "import that one first");
    OK(f, store_set_public_key(f->s, a, &f->err));
    assert_readers(f, pair_public_pem, NULL);
    REFUSED(f, store_set_second_key(f->s, a, &f->err), "has another one");
    for (int i = 0; i < 2; i++) { /* the second time changes nothing */
        OK(f, store_set_second_key(f->s, b, &f->err));
        assert_int_equal(fixture_number(f, "SELECT count(*) FROM second_key"), 1);
    }
    assert_readers(f, pair_public_pem, pair_other_pem);
    OK(f, store_second_key(f->s, sum, &f->err));
    assert_string_equal(sum, pair_sum(b));
    OK(f, store_set_second_key(f->s, NULL, &f->err));
    assert_readers(f, pair_public_pem, NULL);
    OK(f, store_second_key(f->s, sum, &f->err));
    assert_string_equal(sum, "");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM second_key"), 2);
    OK(f, store_verify(f->s, &f->err));
    pair_free(a);
    pair_free(b);
}

static void test_the_same_person_is_no_two_readers(void **state) {
    struct fixture *f = *state;
    struct pair_key *a = key(pair_public_pem), *b = key(pair_other_pem);
    OK(f, store_set_public_key(f->s, a, &f->err) && store_set_second_key(f->s, b, &f->err) &&
              store_set_public_key(f->s, b, &f->err));
    assert_readers(f, pair_other_pem, NULL);
    pair_free(a);
    pair_free(b);
}

static void test_keys_are_only_added(void **state) {
    struct fixture *f = *state;
    struct pair_key *a = key(pair_public_pem), *b = key(pair_other_pem);
    OK(f, store_set_public_key(f->s, a, &f->err) && store_set_second_key(f->s, b, &f->err));
    REFUSED(f, db_exec(store_db(f->s), &f->err, "DELETE FROM second_key"), "never deleted");
    REFUSED(f, db_exec(store_db(f->s), &f->err, "UPDATE second_key SET seq = 9"), "never changed");
    REFUSED(f,
            db_exec(store_db(f->s), &f->err, "INSERT INTO second_key(sum, der) VALUES('', x'1')"),
            "");
    pair_free(a);
    pair_free(b);
}

/* A recovery keeps who reads: else concerns would stay shut, or be sealed to one who was withdrawn.
 */
static void test_a_recovery_keeps_the_readers(void **state) {
    struct fixture *f = *state;
    struct pair_key *a = key(pair_public_pem), *b = key(pair_other_pem);
    char path[128];
    OK(f, store_set_public_key(f->s, a, &f->err) && store_set_second_key(f->s, b, &f->err));
    fixture_path(f, "backups/copy.db", path);
    OK(f, store_backup(f->s, path, &f->err));
    store_close(f->s);
    static const char *const parts[] = {"kiosk.db", "kiosk.db-wal", "kiosk.db-shm"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        fixture_path(f, parts[i], path);
        unlink(path);
    }
    fixture_open(f);
    assert_readers(f, pair_public_pem, pair_other_pem);
    pair_free(a);
    pair_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_second_reader_comes_and_goes),
        TEST(test_the_same_person_is_no_two_readers),
        TEST(test_keys_are_only_added),
        TEST(test_a_recovery_keeps_the_readers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
