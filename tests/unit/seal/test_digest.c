/* Sums of texts: the examples of their standards (RFC 1321, FIPS 180-4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "seal/digest.h"

static void the_examples_of_the_standards(void **state) {
    (void)state;
    static const struct {
        const char *name, *hex;
        size_t bytes;
    } cases[] = {
        {"MD5", "900150983cd24fb0d6963f7d28e17f72", 16},
        {"SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d", 20},
        {"SHA-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 32},
        {"SHA-384",
         "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
         "8086072ba1e7cc2358baeca134c825a7",
         48},
        {"SHA-512",
         "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
         "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
         64},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        enum digest d;
        char text[DIGEST_TEXT];
        unsigned char sum[DIGEST_BYTES];
        assert_true(digest_named(cases[i].name, &d));
        digest_hex(d, "abc", 3, text);
        assert_string_equal(text, cases[i].hex);
        assert_int_equal(digest_of(d, "abc", 3, sum), cases[i].bytes);
    }
}

static void base64_is_padded(void **state) {
    (void)state;
    char text[DIGEST_TEXT];
    digest_base64(DIGEST_MD5, "abc", 3, text);
    assert_string_equal(text, "kAFQmDzST7DWlj99KOF/cg==");
    digest_base64(DIGEST_SHA512, "", 0, text);
    assert_int_equal(strlen(text), 88);
}

static void other_names_are_not_known(void **state) {
    (void)state;
    enum digest d;
    assert_false(digest_named("md5", &d));
    assert_false(digest_named("SHA256", &d));
    assert_false(digest_named("", &d));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standards),
        cmocka_unit_test(base64_is_padded),
        cmocka_unit_test(other_names_are_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
