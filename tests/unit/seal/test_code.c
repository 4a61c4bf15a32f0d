/* Codes: what is too weak, records, comparison, waiting times. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "seal/code.h"

static void refuses_weak_codes(void **state) {
    (void)state;
    static const char *const weak[] = {
        "",         "12345",        "83920",        "shortphrase",  "12345a",
        "123456",   "654321",       "012345678",    "111111",       "000000",
        "112345",   "1234567",      "99123456",     "121212",       "123123",
        "48214821", "aaaaaaaaaaaa", "abcdefghijkl", "hurrahhurrah", "            "};
    for (size_t i = 0; i < sizeof(weak) / sizeof(weak[0]); i++) {
        if (!code_weakness(weak[i]))
            fail_msg("\"%s\" passes for a good code", weak[i]);
    }
    assert_string_equal(code_weakness("12345"),
                        "Enter 6 digits or more, or a passphrase of 12 characters or more");
    assert_string_equal(code_weakness("123456"),
                        "Enter a code without a run such as 123456 or 654321");
    assert_string_equal(code_weakness("121212"),
                        "Enter a code that does not repeat, as 000000 and 121212 do");
    char long_code[CODE_MAX + 1];
    memset(long_code, 'x', CODE_MAX);
    long_code[CODE_MAX] = '\0';
    assert_string_equal(code_weakness(long_code), "Enter a shorter code");
}

static void accepts_good_codes(void **state) {
    (void)state;
    static const char *const good[] = {
        "839204", "123987", "2019417", "correct horse", "żółta łódź na wodzie", "tea at 123456"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        if (code_weakness(good[i]))
            fail_msg("\"%s\": %s", good[i], code_weakness(good[i]));
    }
}

static void matches_only_its_own_code(void **state) {
    (void)state;
    unsigned char record[CODE_HASH_SIZE], other[CODE_HASH_SIZE];
    struct err e = {0};
    assert_true(code_hash("839204", record, &e));
    assert_true(code_matches("839204", record, sizeof(record)));
    assert_false(code_matches("839205", record, sizeof(record)));
    assert_false(code_matches("", record, sizeof(record)));
    assert_true(code_hash("839204", other, &e));
    assert_memory_not_equal(record + 16, other + 16, 48); /* salted */
}

static void refuses_records_that_it_did_not_write(void **state) {
    (void)state;
    unsigned char record[CODE_HASH_SIZE];
    assert_true(code_hash("839204", record, NULL));
    assert_false(code_matches("839204", record, sizeof(record) - 1));
    record[3] ^= 2; /* version */
    assert_false(code_matches("839204", record, sizeof(record)));
    record[3] ^= 2;
    record[4] = 0x7f; /* N: terabytes */
    assert_false(code_matches("839204", record, sizeof(record)));
    record[4] = 0;
    record[12] = 1; /* p: hours */
    assert_false(code_matches("839204", record, sizeof(record)));
    record[12] = 0;
    assert_true(code_matches("839204", record, sizeof(record)));
}

/* A record with half of today's cost, computed by another implementation of RFC 7914: codes must go
 * on working when the cost changes. */
static void reads_records_with_other_costs(void **state) {
    (void)state;
    static const unsigned char record[CODE_HASH_SIZE] =
        "\0\0\0\1"
        "\0\0\x40\0"
        "\0\0\0\x08"
        "\0\0\0\1"
        "0123456789abcdef"
        "\xc0\xe0\x65\x4c\xbc\x76\x91\x3b\xc3\x9e\x53\x3b\x19\xe4\x6a\x2c"
        "\xf2\x52\x68\xbf\x1d\x80\xee\x8c\x6e\x26\xab\x9f\xa5\x85\x1c\x42";
    assert_true(code_matches("pleaseletmein", record, sizeof(record)));
}

static void waits_longer_each_time(void **state) {
    (void)state;
    static const int expected[] = {0, 0, 0, 0, 5, 15, 30, 60, 120, 300, 300};
    for (int i = 0; i < 11; i++)
        assert_int_equal(code_delay(i), expected[i]);
    assert_int_equal(code_delay(-1), 0);
    assert_int_equal(code_delay(1000000), 300);
}

static void wipes(void **state) {
    (void)state;
    char secret[] = "839204";
    secure_wipe(secret, sizeof(secret));
    for (size_t i = 0; i < sizeof(secret); i++)
        assert_int_equal(secret[i], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_weak_codes),
        cmocka_unit_test(accepts_good_codes),
        cmocka_unit_test(matches_only_its_own_code),
        cmocka_unit_test(refuses_records_that_it_did_not_write),
        cmocka_unit_test(reads_records_with_other_costs),
        cmocka_unit_test(waits_longer_each_time),
        cmocka_unit_test(wipes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
