/* SHA-256 against the examples of FIPS 180-4, in whatever pieces the bytes come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "seal/sha256.h"

static void assert_sum(struct sha256 *h, const char *want) {
    char hex[SHA256_HEX];
    sha256_take(h, hex);
    assert_string_equal(hex, want);
}

static void gives_the_sums_of_the_standard(void **state) {
    (void)state;
    struct sha256 *h = sha256_new();
    assert_sum(h, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha256_add(h, "abc", 3);
    assert_sum(h, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for (int i = 0; i < 1000; i++) {
        char part[1000];
        memset(part, 'a', sizeof part);
        sha256_add(h, part, sizeof part);
    }
    assert_sum(h, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    sha256_free(h);
    sha256_free(NULL);
}

static void pieces_do_not_matter(void **state) {
    (void)state;
    static const char text[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    for (size_t cut = 0; cut < sizeof text - 1; cut++) {
        struct sha256 *h = sha256_new();
        sha256_add(h, text, cut);
        sha256_add(h, text + cut, sizeof text - 1 - cut);
        assert_sum(h, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        sha256_free(h);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_sums_of_the_standard),
        cmocka_unit_test(pieces_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
