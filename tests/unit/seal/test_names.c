/* Names at rest: a key under a code, bytes under a key, and all the ways in which neither opens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "seal/names.h"

static const char place[] = "roster 12", words[] = "Rosalind Kaye, Clarion Housing";

static void seal_words(const struct names_key *k, unsigned char out[sizeof words + 64]) {
    assert_true(names_seal(k, place, words, sizeof words, out, NULL));
}

static void opens_what_it_sealed(void **state) {
    (void)state;
    unsigned char sealed[sizeof words + 64], again[sizeof words + 64];
    char back[sizeof words];
    struct names_key *k = names_key_new();
    seal_words(k, sealed);
    seal_words(k, again);
    assert_memory_not_equal(sealed + 1, again + 1, 12); /* a nonce never comes twice */
    assert_null(memmem(sealed, sizeof words + NAMES_SEAL_EXTRA, "Clarion", 7));
    assert_true(names_open(k, place, sealed, sizeof words + NAMES_SEAL_EXTRA, back, NULL));
    assert_string_equal(back, words);
    names_key_free(k);
}

static void refuses(const struct names_key *k, const char *where, const unsigned char *sealed,
                    size_t n) {
    char back[sizeof words + 64];
    struct err err = {0};
    memset(back, 'x', sizeof back);
    assert_false(names_open(k, where, sealed, n, back, &err));
    assert_int_equal(err.kind, ERR_DENIED);
    assert_string_equal(err.text, "the names cannot be opened: they were sealed elsewhere");
    assert_null(memmem(back, sizeof back, "Clarion", 7));
}

static void opens_nothing_else(void **state) {
    (void)state;
    enum { N = sizeof words + NAMES_SEAL_EXTRA };
    unsigned char sealed[sizeof words + 64];
    struct names_key *k = names_key_new(), *other = names_key_new();
    seal_words(k, sealed);
    refuses(other, place, sealed, N);
    refuses(k, "roster 13", sealed, N);
    refuses(k, place, sealed, N - 1);
    refuses(k, place, sealed, NAMES_SEAL_EXTRA - 1);
    refuses(k, place, sealed, 0);
    for (size_t i = 0; i < N; i++) {
        sealed[i] ^= 1;
        refuses(k, place, sealed, N);
        sealed[i] ^= 1;
    }
    names_key_free(k);
    names_key_free(other);
}

static void seals_nothing_at_all(void **state) {
    (void)state;
    unsigned char sealed[NAMES_SEAL_EXTRA], back[1];
    struct names_key *k = names_key_new();
    assert_true(names_seal(k, place, "", 0, sealed, NULL));
    assert_true(names_open(k, place, sealed, sizeof sealed, back, NULL));
    names_key_free(k);
    names_key_free(NULL);
}

static void wraps_a_key_by_a_code(void **state) {
    (void)state;
    unsigned char record[NAMES_WRAP_SIZE], again[NAMES_WRAP_SIZE], sealed[sizeof words + 64];
    char back[sizeof words];
    struct names_key *k = names_key_new();
    seal_words(k, sealed);
    assert_true(names_wrap(k, "839204", "staff", record, NULL));
    assert_true(names_wrap(k, "839204", "staff", again, NULL));
    assert_memory_not_equal(record + 16, again + 16, 16); /* salted */
    names_key_free(k);
    k = names_unwrap(record, sizeof record, "839204", "staff", NULL);
    assert_non_null(k);
    assert_true(names_open(k, place, sealed, sizeof words + NAMES_SEAL_EXTRA, back, NULL));
    assert_string_equal(back, words);
    names_key_free(k);
}

static void refuses_record(const unsigned char *record, size_t n, const char *code,
                           const char *role) {
    struct err err = {0};
    assert_null(names_unwrap(record, n, code, role, &err));
    assert_int_equal(err.kind, ERR_DENIED);
    assert_string_equal(err.text, "the names cannot be opened with this code");
}

static void unwraps_nothing_else(void **state) {
    (void)state;
    unsigned char record[NAMES_WRAP_SIZE];
    struct names_key *k = names_key_new();
    assert_true(names_wrap(k, "839204", "staff", record, NULL));
    names_key_free(k);
    refuses_record(record, sizeof record, "839205", "staff");
    refuses_record(record, sizeof record, "839204", "coordinator");
    refuses_record(record, sizeof record - 1, "839204", "staff");
    refuses_record(record, 0, "839204", "staff");
    static const size_t where[] = {0, 15, 32, 44}; /* version, cost, nonce, key: scrypt is slow */
    for (size_t i = 0; i < sizeof where / sizeof where[0]; i++) {
        record[where[i]] ^= 1;
        refuses_record(record, sizeof record, "839204", "staff");
        record[where[i]] ^= 1;
    }
}

/* The page is gone from core dumps ("dd" of its flags) and, where the system allows it, from swap.
 */
static void keeps_the_key_out_of_dumps(void **state) {
    (void)state;
    struct names_key *k = names_key_new();
    char line[512], at[32];
    bool inside = false, found = false;
    snprintf(at, sizeof at, "%lx-", (unsigned long)k);
    FILE *maps = fopen("/proc/self/smaps", "r");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        if (strncmp(line, at, strlen(at)) == 0)
            inside = true;
        if (inside && strncmp(line, "VmFlags:", 8) == 0) {
            found = strstr(line, " dd") != NULL;
            break;
        }
    }
    fclose(maps);
    assert_true(found);
    names_key_free(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_what_it_sealed), cmocka_unit_test(opens_nothing_else),
        cmocka_unit_test(seals_nothing_at_all), cmocka_unit_test(wraps_a_key_by_a_code),
        cmocka_unit_test(unwraps_nothing_else), cmocka_unit_test(keeps_the_key_out_of_dumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
