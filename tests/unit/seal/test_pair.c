/* A pair of keys: what other programs make is read, what was sealed opens, and all the ways in
 * which it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pair_keys.h"
#include "seal/pair.h"

static const char place[] = "sign-in 12", words[] = "Rosalind Kaye, Clarion Housing";

enum { SEALED_MAX = 1024 };

/* Sealed for this place by another program: OAEP and GCM of Python's cryptography. */
static const char sealed_elsewhere[] =
    "0159e97c8d4811eebe072c760450899f1197c4e88584dc8aad95039ee85759fa16be115c64a6fa48c9d197c0"
    "aa8ba870acf5d548da6dcaa2461e52eefb4131d5f7141287b3055508f60b3b39f0a9863ad143cf50c4c39dfb"
    "5440066b82f9caf74fe1b10ac9e1de4d8b91f31d50659e7a82406d9061ee6a606c9e68310d22a336eca45a64"
    "33976656d163bc596e1e5fbcfa38ad883d31ae1bac2b1fb501e5f583a34d30368453cb746aa2925106f8a09a"
    "26c458b902c8ce39ac3682cedc47772572219b365ec2b771767e29c15a19b4f8c970712f4b413d5f9a716da1"
    "c2dd8da4a02a028e641cdabb5ba9091244713efc6c4812976999b101f864e5fc06371c99626465666768696a"
    "6b6c6d6e6f481bde792b8625ff520b318cfa2e0b8427ee2649e70d811bc8bf8c0094d6d621fa8e40c04c129b"
    "04fdf3783ffd42cacf1b5b98e7204a4128faf1acd6ef81a58a088cdb0ed64b3b058b6fed43118a31e664781f"
    "34a7c58dc6dff136c47b134e518e71927e6b4db87eb3fadec5a20db8e8222b801fc179b934b27993b1dab408"
    "c7329f98a86932422bc949560589805c8296c7fd46504b869231917e4de011a5fa9031275c90dce1e06b58a1"
    "f7ec74a3ce96f1cda937b352cf78011148c2801fceca2f06eaa8157401427f6b63453af2084048960287580c"
    "bdf21802d4ece511eb4e27a2fba2852b3e1aac5cd1a85580d150d607abf3c4edcbc7f01a6b223efa9b94c506"
    "d829adf8e0ddeb47bebb143169";

static const char small_public[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDZub0WZKYQ1o5LFW1AEY3+YMXd\n"
    "Oae9/PhKJAFjct/fuiKDwKu8ZtDf6lAuLSd7tdFf2UFEzEec1MQkoJd++tZ6qoF9\n"
    "46yH4i9Dc2DO+GWlgizjnx6bb/J+cwJnR8+F6Ox+V958jC+6l/drtSsDParid0Z7\n"
    "pJ2XomTTJ92WIYl8uQIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
static const char small_private[] =
    "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n";
static const char curve_public[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERyspJDVT59WOm+MOKCUTZI+xLb3x\n"
    "6IW4FI0wRf2GlI6ujfKiQpM36A0YkZ22k6HtNC4r4UE3cBdWoWFhRfLNqw==\n"
    "-----END PUBLIC KEY-----\n";

static struct pair_key *public_key(const char *pem) {
    struct pair_key *k = pair_read_public(pem, strlen(pem), NULL);
    assert_non_null(k);
    return k;
}

static struct pair_key *private_key(void) {
    struct pair_key *k =
        pair_read_private(pair_private_pem, strlen(pair_private_pem), PAIR_PASSPHRASE, NULL);
    assert_non_null(k);
    return k;
}

static size_t seal(const struct pair_key *k, const char *text, unsigned char out[SEALED_MAX]) {
    size_t n = pair_sealed_size(k, strlen(text) + 1);
    assert_true(n <= SEALED_MAX);
    assert_true(pair_seal(k, place, text, strlen(text) + 1, out, NULL));
    return n;
}

static void opens_what_it_sealed(void **state) {
    (void)state;
    unsigned char sealed[SEALED_MAX], again[SEALED_MAX];
    char back[100];
    size_t length;
    struct pair_key *for_all = public_key(pair_public_pem), *mine = private_key();
    size_t n = seal(for_all, words, sealed);
    seal(for_all, words, again);
    assert_memory_not_equal(sealed + 1, again + 1, 256); /* a key of one use, sealed anew */
    assert_null(memmem(sealed, n, "Clarion", 7));
    assert_true(pair_open(mine, place, sealed, n, back, sizeof back, &length, NULL));
    assert_int_equal(length, sizeof words);
    assert_string_equal(back, words);
    pair_free(for_all);
    pair_free(mine);
    pair_free(NULL);
}

static void opens_what_another_program_sealed(void **state) {
    (void)state;
    unsigned char sealed[sizeof sealed_elsewhere / 2];
    char back[100];
    size_t length;
    struct pair_key *mine = private_key();
    for (size_t i = 0; i < sizeof sealed; i++) {
        const char digits[] = {sealed_elsewhere[2 * i], sealed_elsewhere[2 * i + 1], '\0'};
        sealed[i] = (unsigned char)strtoul(digits, NULL, 16);
    }
    assert_true(pair_open(mine, place, sealed, sizeof sealed, back, sizeof back, &length, NULL));
    assert_string_equal(back, words);
    pair_free(mine);
}

static void length_tells_little(void **state) {
    (void)state;
    struct pair_key *k = public_key(pair_public_pem);
    assert_int_equal(pair_sealed_size(k, 0), 1 + 256 + 12 + 256 + 16);
    assert_int_equal(pair_sealed_size(k, 252), pair_sealed_size(k, 0));
    assert_int_equal(pair_sealed_size(k, 253), pair_sealed_size(k, 0) + 256);
    pair_free(k);
}

static void seals_nothing_and_much(void **state) {
    (void)state;
    struct pair_key *mine = private_key(); /* it has the public half too */
    size_t lengths[] = {0, 252, 253, PAIR_PLAIN_MAX}, length;
    char *plain = calloc(1, PAIR_PLAIN_MAX), *back = malloc(PAIR_PLAIN_MAX);
    memset(plain, 'x', PAIR_PLAIN_MAX);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t n = pair_sealed_size(mine, lengths[i]);
        unsigned char *sealed = malloc(n);
        assert_true(pair_seal(mine, place, plain, lengths[i], sealed, NULL));
        assert_true(pair_open(mine, place, sealed, n, back, PAIR_PLAIN_MAX, &length, NULL));
        assert_int_equal(length, lengths[i]);
        assert_memory_equal(back, plain, length);
        free(sealed);
    }
    free(plain);
    free(back);
    pair_free(mine);
}

static void stays_shut(const struct pair_key *k, const char *where, const unsigned char *sealed,
                       size_t n) {
    char back[100];
    size_t length = 7;
    struct err err = {0};
    memset(back, 'x', sizeof back);
    assert_false(pair_open(k, where, sealed, n, back, sizeof back, &length, &err));
    assert_int_equal(err.kind, ERR_DENIED);
    assert_string_equal(err.text,
                        "the record does not open: it was sealed with another key, or elsewhere");
    assert_int_equal(length, 7);
    for (size_t i = 0; i < sizeof back; i++)
        assert_int_equal(back[i], 0);
}

static void opens_nothing_else(void **state) {
    (void)state;
    unsigned char sealed[SEALED_MAX];
    struct pair_key *other = public_key(pair_other_pem), *mine = private_key();
    size_t n = seal(other, words, sealed);
    stays_shut(mine, place, sealed, n);
    n = seal(mine, words, sealed);
    stays_shut(mine, "sign-in 13", sealed, n);
    const size_t cut[] = {0, 1, 256, n - 256, n - 1};
    for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++)
        stays_shut(mine, place, sealed, cut[i]);
    for (size_t i = 0; i < n; i += i < 32 || i > 250 ? 1 : 16) {
        sealed[i] ^= 1;
        stays_shut(mine, place, sealed, n);
        sealed[i] ^= 1;
    }
    pair_free(other);
    pair_free(mine);
}

static void says_what_has_no_room(void **state) {
    (void)state;
    unsigned char sealed[SEALED_MAX];
    char back[8];
    size_t length;
    struct err err = {0};
    struct pair_key *mine = private_key();
    size_t n = seal(mine, words, sealed);
    assert_false(pair_open(mine, place, sealed, n, back, sizeof back, &length, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    pair_free(mine);
}

static void has_the_sum_of_its_der(void **state) {
    (void)state;
    char shown[PAIR_SHOWN];
    size_t n;
    struct pair_key *k = public_key(pair_public_pem), *mine = private_key();
    assert_string_equal(pair_sum(k), PAIR_PUBLIC_SUM);
    assert_string_equal(pair_sum(mine), PAIR_PUBLIC_SUM);
    pair_shown(pair_sum(k), shown);
    assert_string_equal(shown, "9d4e eeb8 a2f4 f22a");
    const unsigned char *der = pair_der(k, &n);
    assert_int_equal(pair_kind(der, n), PAIR_PUBLIC);
    struct pair_key *again = pair_read_public(der, n, NULL);
    assert_non_null(again);
    assert_string_equal(pair_sum(again), PAIR_PUBLIC_SUM);
    pair_free(again);
    pair_free(mine);
    pair_free(k);
}

static void knows_keys_by_content(void **state) {
    (void)state;
    static const char both[] = "-----BEGIN PUBLIC KEY-----\n-----BEGIN RSA PRIVATE KEY-----\n";
    assert_int_equal(pair_kind(pair_public_pem, strlen(pair_public_pem)), PAIR_PUBLIC);
    assert_int_equal(pair_kind(pair_private_pem, strlen(pair_private_pem)), PAIR_PRIVATE);
    assert_int_equal(pair_kind(both, strlen(both)), PAIR_PRIVATE);
    assert_int_equal(pair_kind("code,date,venue\n", 16), PAIR_NEITHER);
    assert_int_equal(pair_kind("0,date,venue\n", 13), PAIR_NEITHER); /* begins as DER does */
    assert_int_equal(pair_kind("", 0), PAIR_NEITHER);
    assert_true(pair_needs_passphrase(pair_private_pem, strlen(pair_private_pem)));
    assert_false(pair_needs_passphrase(small_private, strlen(small_private)));
}

static void refuses_public(const char *bytes, size_t n, const char *why) {
    struct err err = {0};
    assert_null(pair_read_public(bytes, n, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    if (!strstr(err.text, why))
        fail_msg("\"%s\" has no \"%s\"", err.text, why);
}

static void takes_no_other_key(void **state) {
    (void)state;
    char *large = calloc(1, PAIR_FILE_MAX + 1);
    refuses_public(pair_private_pem, strlen(pair_private_pem), "must never come to a kiosk");
    refuses_public(small_private, strlen(small_private), "must never come to a kiosk");
    refuses_public(small_public, strlen(small_public), "2048 to 4096 bits");
    refuses_public(curve_public, strlen(curve_public), "no RSA key");
    refuses_public(pair_public_pem, strlen(pair_public_pem) - 60, "no RSA key");
    refuses_public("", 0, "no RSA key");
    refuses_public(large, PAIR_FILE_MAX + 1, "too large");
    free(large);
}

static void refuses_private(const char *bytes, const char *passphrase, enum err_kind kind) {
    struct err err = {0};
    assert_null(pair_read_private(bytes, strlen(bytes), passphrase, &err));
    assert_int_equal(err.kind, kind);
}

static void needs_the_right_passphrase(void **state) {
    (void)state;
    refuses_private(pair_private_pem, "correct horse batterz", ERR_DENIED);
    refuses_private(pair_private_pem, "", ERR_DENIED);
    refuses_private(pair_public_pem, PAIR_PASSPHRASE, ERR_INPUT);
    refuses_private(small_private, "", ERR_INPUT);
}

static void makes_a_pair(void **state) {
    (void)state;
    unsigned char sealed[SEALED_MAX];
    char back[100];
    size_t length;
    struct str private = {0}, public = {0};
    assert_true(pair_make("nine lives of a cat", &private, &public, NULL));
    assert_non_null(strstr(str_c(&private), "BEGIN ENCRYPTED PRIVATE KEY"));
    struct pair_key *for_all = public_key(str_c(&public));
    struct pair_key *mine =
        pair_read_private(str_c(&private), private.len, "nine lives of a cat", NULL);
    assert_non_null(mine);
    size_t n = seal(for_all, words, sealed);
    assert_true(pair_open(mine, place, sealed, n, back, sizeof back, &length, NULL));
    assert_string_equal(back, words);
    pair_free(mine);
    pair_free(for_all);
    str_release(&private);
    str_release(&public);
}

static void wants_a_good_passphrase(void **state) {
    (void)state;
    struct str private = {0}, public = {0};
    struct err err = {0};
    assert_false(pair_make("short", &private, &public, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_int_equal(private.len, 0);
    assert_non_null(pair_weakness("204811"));
    assert_non_null(pair_weakness("xxxxxxxxxxxxxxxxx"));
    assert_null(pair_weakness("nine lives of a cat"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_what_it_sealed),
        cmocka_unit_test(opens_what_another_program_sealed),
        cmocka_unit_test(length_tells_little),
        cmocka_unit_test(seals_nothing_and_much),
        cmocka_unit_test(opens_nothing_else),
        cmocka_unit_test(says_what_has_no_room),
        cmocka_unit_test(has_the_sum_of_its_der),
        cmocka_unit_test(knows_keys_by_content),
        cmocka_unit_test(takes_no_other_key),
        cmocka_unit_test(needs_the_right_passphrase),
        cmocka_unit_test(makes_a_pair),
        cmocka_unit_test(wants_a_good_passphrase),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
