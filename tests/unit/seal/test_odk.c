/* ODK form encryption: what other programs sealed opens, their numbers come out here too, and
 * nothing that was changed by a single bit is shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <openssl/evp.h>

#include "base/mem.h"
#include "base/uuid.h"
#include "forms/manifest.h"
#include "odk_vectors.h"
#include "pair_keys.h"
#include "seal/odk.h"

static const char record[] = "<data id=\"f\"><a>1</a></data>";
#define ID "uuid:99b303d9-6494-477b-a30d-d8aae8867335"

static struct pair_key *private_key(const char *pem) {
    struct pair_key *k = pair_read_private(pem, strlen(pem), PAIR_PASSPHRASE, NULL);
    assert_non_null(k);
    return k;
}

static size_t decode(const char *base64, unsigned char *out) {
    size_t n = strlen(base64);
    int got = EVP_DecodeBlock(out, (const unsigned char *)base64, (int)n);
    assert_true(got > 0);
    return (size_t)got - (base64[n - 1] == '=') - (base64[n - 2] == '=');
}

/* ---- what other programs made ---- */

static void keys_and_ivs_are_those_of_central(void **state) {
    (void)state;
    unsigned char wrapped[400], key[ODK_KEY], want[100], iv[ODK_BLOCK];
    struct pair_key *k = private_key(central_private_pem);
    assert_true(pair_unwrap(k, wrapped, decode(central_wrapped, wrapped), key, sizeof key));
    assert_int_equal(decode(central_key, want), ODK_KEY);
    assert_memory_equal(key, want, ODK_KEY);
    struct odk_series s;
    odk_series_start(&s, CENTRAL_ID, key);
    for (size_t i = 0; i < sizeof central_iv / sizeof *central_iv; i++) {
        while (s.n <= central_iv[i].n)
            odk_series_next(&s);
        for (size_t b = 0; b < sizeof iv; b++) {
            const char two[] = {central_iv[i].iv[2 * b], central_iv[i].iv[2 * b + 1], '\0'};
            iv[b] = (unsigned char)strtoul(two, NULL, 16);
        }
        assert_memory_equal(s.iv, iv, sizeof iv);
    }
    pair_free(k);
}

static void ivs_are_those_of_enketo(void **state) {
    (void)state;
    struct odk_series s = {0};
    memcpy(s.iv, enketo_first, sizeof s.iv);
    s.n = 1;
    odk_series_next(&s);
    assert_memory_equal(s.iv, enketo_second, sizeof s.iv);
    while (s.n < 20)
        odk_series_next(&s);
    assert_memory_equal(s.iv, enketo_20th, sizeof s.iv);
}

static void opens_what_collect_sealed(void **state) {
    (void)state;
    unsigned char wrapped[400], key[ODK_KEY], sealed[600], plain[600], again[600];
    size_t n = 0, sealed_n = decode(collect_sealed, sealed);
    struct pair_key *k = private_key(central_private_pem);
    struct odk_series s;
    assert_true(pair_unwrap(k, wrapped, decode(collect_wrapped, wrapped), key, sizeof key));
    odk_series_start(&s, COLLECT_ID, key);
    odk_series_next(&s); /* the picture's */
    odk_series_next(&s);
    assert_true(odk_open_file(key, s.iv, sealed, sealed_n, plain, &n));
    assert_int_equal(n, sizeof collect_record - 1);
    assert_memory_equal(plain, collect_record, n);
    assert_true(odk_seal_file(key, s.iv, plain, n, again));
    assert_int_equal(odk_sealed_size(n), sealed_n);
    assert_memory_equal(again, sealed, sealed_n);
    assert_false(odk_open_file(key, s.iv, sealed, sealed_n - ODK_BLOCK, plain, &n));
    assert_false(odk_open_file(key, s.iv, sealed, sealed_n - 1, plain, &n));
    assert_false(odk_open_file(key, s.iv, sealed, 0, plain, &n));
    pair_free(k);
}

/* The sealed record is not among what Briefcase tests with as text; key and record make it. */
static void a_signature_of_collect_is_right(void **state) {
    (void)state;
    unsigned char wrapped[400], key[ODK_KEY], sealed[600];
    struct manifest m;
    struct odk_series s;
    struct str plain = {0};
    struct err err = {0};
    const size_t n = sizeof briefcase_record - 1;
    struct pair_key *k = private_key(briefcase_private_pem);
    assert_true(manifest_read(briefcase_manifest, strlen(briefcase_manifest), &m, &err));
    assert_string_equal(m.is.form, "encrypted-form");
    assert_null(m.is.version);
    assert_true(pair_unwrap(k, wrapped, decode(m.is.key, wrapped), key, sizeof key));
    odk_series_start(&s, m.is.instance_id, key);
    odk_series_next(&s);
    assert_true(odk_seal_file(key, s.iv, briefcase_record, n, sealed));
    struct odk_sealed file = {.bytes = sealed, .n = odk_sealed_size(n)};
    if (!odk_open(k, &m.is, &file, &plain, &err))
        fail_msg("%s", err.text);
    assert_string_equal(str_c(&plain), briefcase_record);
    str_wipe(&plain);
    sealed[20] ^= 1;
    assert_false(odk_open(k, &m.is, &file, &plain, &err));
    manifest_free(&m);
    pair_free(k);
}

/* ---- what is made here ---- */

static void seal(const struct pair_key *k, const char *version, const void *xml, size_t n,
                 struct odk_submission *ret) {
    struct err err = {0};
    unsigned char key[PAIR_WRAPPED_MAX], signature[PAIR_WRAPPED_MAX];
    unsigned char *sealed = xmalloc(odk_sealed_size(n));
    const struct odk_parts p = {.form = "a \"form\" & <more>",
                                .version = version,
                                .instance_id = ID,
                                .wrapped = pair_wrapped_size(k),
                                .key = key,
                                .signature = signature,
                                .record = sealed};
    assert_true(odk_seal(k, &p, xml, n, &err));
    odk_write(&p, odk_sealed_size(n), ret);
    free(sealed);
}

/* ERR_NONE: it opened, and is the same as `plain`. */
static enum err_kind open_it(const struct pair_key *k, const struct odk_submission *s,
                             const void *plain, size_t n) {
    struct manifest m;
    struct err err = {0};
    struct str back = {0};
    const struct odk_sealed file = {.bytes = str_c(&s->record), .n = s->record.len};
    bool ok = manifest_read(str_c(&s->manifest), s->manifest.len, &m, &err) &&
              odk_open(k, &m.is, &file, &back, &err);
    manifest_free(&m);
    assert_true(ok || (err.kind != ERR_NONE && err.text[0] != '\0' && back.len == 0));
    if (ok) {
        assert_int_equal(back.len, n);
        assert_memory_equal(str_c(&back), plain, n);
    }
    str_wipe(&back);
    return ok ? ERR_NONE : err.kind;
}

static void opens_what_it_sealed(void **state) {
    (void)state;
    static const size_t lengths[] = {0, 1, 15, 16, 17, 31, 32, 6144};
    static const char *const versions[] = {NULL, "", "2", "1[encrypted:AaIIloAH]"};
    char plain[6144];
    struct odk_submission s;
    struct pair_key *k = private_key(pair_private_pem);
    memset(plain, 'x', sizeof plain);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        seal(k, versions[i % 4], plain, lengths[i], &s);
        assert_int_equal(s.record.len, lengths[i] / 16 * 16 + 16);
        assert_string_equal(s.id, ID);
        assert_int_equal(open_it(k, &s, plain, lengths[i]), ERR_NONE);
        odk_submission_release(&s);
    }
    pair_free(k);
}

static void another_key_opens_nothing(void **state) {
    (void)state;
    struct odk_submission s;
    struct manifest m;
    struct pair_key *mine = private_key(pair_private_pem),
                    *other = private_key(central_private_pem);
    seal(mine, "2", record, sizeof record, &s);
    assert_int_equal(open_it(other, &s, NULL, 0), ERR_DENIED);
    assert_true(manifest_read(str_c(&s.manifest), s.manifest.len, &m, NULL));
    assert_true(odk_is_for(mine, &m.is));
    assert_false(odk_is_for(other, &m.is));
    manifest_free(&m);
    odk_submission_release(&s);
    pair_free(mine);
    pair_free(other);
}

/* Every bit of the sealed record, and of the manifest every character of what matters, with one bit
 * of it at least; with time all of them. */
static void no_bit_can_be_changed(void **state) {
    (void)state;
    static const char *const texts[] = {"<base64EncryptedKey>", "ElementSignature>",
                                        "&gt;\" version=\"", "<instanceID>", " id=\"a"};
    bool all = getenv("TURNOUT_LONG") != NULL;
    struct odk_submission s;
    struct pair_key *k = private_key(pair_private_pem);
    seal(k, "2", record, sizeof record, &s);
    assert_int_equal(open_it(k, &s, record, sizeof record), ERR_NONE);
    for (size_t bit = 0; bit < 8 * s.record.len; bit++) {
        s.record.p[bit / 8] ^= (char)(1 << bit % 8);
        assert_int_equal(open_it(k, &s, NULL, 0), ERR_DAMAGED);
        s.record.p[bit / 8] ^= (char)(1 << bit % 8);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *p = strstr(s.manifest.p, texts[i]) + strlen(texts[i]);
        for (size_t n = 0; *p && *p != '<' && *p != '"'; p++, n++)
            for (int bit = all ? 0 : (int)(n % 8); bit < (all ? 8 : (int)(n % 8) + 1); bit++) {
                *p ^= (char)(1 << bit);
                assert_int_not_equal(open_it(k, &s, NULL, 0), ERR_NONE);
                *p ^= (char)(1 << bit);
            }
    }
    assert_int_equal(open_it(k, &s, record, sizeof record), ERR_NONE);
    odk_submission_release(&s);
    pair_free(k);
}

/* Base64 has bits that nothing reads; here they are 0 or it is no base64. */
static void base64_has_one_spelling(void **state) {
    (void)state;
    struct odk_submission s;
    struct pair_key *k = private_key(pair_private_pem);
    seal(k, "2", record, sizeof record, &s);
    char *p = strstr(s.manifest.p, "==</base64EncryptedElementSignature>") - 1;
    assert_non_null(strchr("AQgw", *p));
    ++*p;
    assert_int_equal(open_it(k, &s, NULL, 0), ERR_DAMAGED);
    odk_submission_release(&s);
    pair_free(k);
}

/* ---- the key of a form ---- */

/* A key of 1024 bits, of an elliptic curve, and the private half of neither: made with the openssl
 * command. */
static const char
    short_key[] = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDMQHVUUhJp9uSUjjWnJOA+tJ2mMAxLWYPDJsJNwTij"
                  "ZLWqiXhmOLVgUAbU0FUCz0L/aC7SiLLBy40Wezbs4hVlR6bNiLIS1SJDJwwTqU2MbSFe+dwXCbrYhxKy"
                  "3hHTwOqMzXmbXC3xGwBa0QMMfNFJ0n91gfWYRsndoQYqoaI2MwIDAQAB",
    curve_key[] = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEvDmTXClHM8/UDLZR2ckzpYkJKYLtFXUOMa8oVKCS4/uG"
                  "CJsM9C5sSSFKWeVGZLvS0A/j0gMPy2xF1Jkz0ooZOw==",
    private_half[] =
        "MIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBAMxAdVRSEmn25JSONack4D60naYwDEtZ"
        "g8Mmwk3BOKNktaqJeGY4tWBQBtTQVQLPQv9oLtKIssHLjRZ7NuziFWVHps2IshLVIkMnDBOpTYxtIV75"
        "3BcJutiHErLeEdPA6ozNeZtcLfEbAFrRAwx80UnSf3WB9ZhGyd2hBiqhojYzAgMBAAECgYB2N+ixAT+/"
        "LTNn+Fd9go54PLnycmTrR8hHr6tOrcNGbwfmyOJy5+ey8x7BFkPd+HBiu74+BPjRyirDFFXaDZEroD8n"
        "FU2D56UGGsH//smbv/UVQQTvuNoahu5pwD69emeRXtrHIuq8vFaQwyCCsWHpZrxofr3PuEzjFBoDAB/3"
        "YQJBAPYNbqJ1IIVLjnML2GhfWushb/tsHzPPYr2k6NZu33NlHma0QZ3Z5Tn3Rybrb05Ej7A1UU0Vht/h"
        "wq4/5Oiixw8CQQDUgmbjE1aJ+ypMOpPZHwnXMUYDhlevaV9D9LV+w+CdgJm9euIPaSHjAseGcwk7laTU"
        "edIsI91QJSx2PHBA376dAkA2GtAIIy9KgEnLnIAyuz0X1Rt1stnNn727q+aTOIAkNMkRlnOTTVWtgGWB"
        "9mVcVZEvExpUk/Y7hr4zaNNiIGEbAkBKXzjSz7nBoH01IGsN2acAAOaX5TRa123XwpSiQLsjZBZqEc97"
        "xTdu01Iw46GfkMeW9OtxNzwFCH1/A7flfGihAkAE/sgDMPiotes9Z7baZ/DcsuZV7ZfOMHd9E8VBj/cr"
        "nWkTivjNvlfTQFWizKCNn8sDmIOp/OiekHG4Om7WCQfu";

static struct pair_key *read_key(const char *text, const char *why) {
    struct err err = {0};
    struct pair_key *k = odk_read_key(text, &err);
    if (k == NULL && strstr(err.text, why) == NULL)
        fail_msg("\"%s\" has no \"%s\"", err.text, why);
    return k;
}

static void a_key_in_a_form_is_base64_of_rsa(void **state) {
    (void)state;
    char text[500], spaced[600];
    pair_key_base64(pair_public_pem, text);
    struct pair_key *k = read_key(text, "");
    assert_string_equal(pair_sum(k), PAIR_PUBLIC_SUM);
    pair_free(k);
    snprintf(spaced, sizeof spaced, "\n  %.64s\r\n\t%s ", text, text + 64);
    pair_free(read_key(spaced, ""));
    static const char *const none[] = {"", " ", "KEY", "MIIB!", "MII=B", "====", "=", "MI=="};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_null(read_key(none[i], "key"));
    assert_null(read_key(pair_public_pem, "no base64"));
    text[strlen(text) - 1] = '\0';
    assert_null(read_key(text, "no base64"));
    text[strlen(text) / 2 / 4 * 4] = '\0';
    assert_null(read_key(text, "no RSA key"));
    assert_null(read_key(short_key, "2048"));
    assert_null(read_key(curve_key, "no RSA key"));
    assert_null(read_key(private_half, "private key"));
    struct str endless = {0};
    for (int i = 0; i < 5000; i++)
        str_add(&endless, "AAAA");
    assert_null(read_key(str_c(&endless), "no base64"));
    str_release(&endless);
}

/* Of whatever length, a record is as long as others, and nothing of it is left where it was. */
static void a_record_is_sealed_to_the_key_of_its_form(void **state) {
    (void)state;
    static const size_t lengths[] = {0, 1, 1000, 1023, 1024, 1025, 70000};
    struct pair_key *k = private_key(pair_private_pem);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct str xml = {.secret = true}, plain = {0};
        struct odk_submission s;
        struct err err = {0};
        size_t n = (lengths[i] + ODK_STEP - 1) / ODK_STEP * ODK_STEP;
        for (size_t c = 0; c < lengths[i]; c++)
            str_addc(&xml, 'x');
        str_add(&plain, str_c(&xml));
        for (size_t c = lengths[i]; c < n; c++)
            str_addc(&plain, ' ');
        assert_true(odk_seal_record(k, "f", "2", &ID[strlen("uuid:")], &xml, &s, &err));
        assert_int_equal(xml.len, 0);
        assert_null(xml.p);
        assert_int_equal(s.record.len, n + ODK_BLOCK);
        assert_string_equal(s.id, ID);
        assert_int_equal(open_it(k, &s, str_c(&plain), n), ERR_NONE);
        odk_submission_release(&s);
        str_release(&plain);
    }
    pair_free(k);
}

/* ---- media, sealed step by step ---- */

enum { MEDIA = 20 };

struct with_media {
    char key64[400], signature64[400], name[MEDIA][24], sealed_name[MEDIA][24];
    unsigned char sealed[MEDIA + 1][64];
    struct odk_sealed file[MEDIA + 1];
    struct odk_manifest m;
};

static void add_sum(struct str *lines, const char *name, const void *bytes, size_t n) {
    unsigned char sum[16];
    assert_int_equal(EVP_Digest(bytes, n, sum, NULL, EVP_md5(), NULL), 1);
    str_addf(lines, "%s::", name);
    for (size_t i = 0; i < sizeof sum; i++)
        str_addf(lines, "%02x", sum[i]);
    str_addc(lines, '\n');
}

static void seal_media(const struct pair_key *k, struct with_media *w) {
    unsigned char key[ODK_KEY], wrapped[PAIR_WRAPPED_MAX], sum[16];
    struct str lines CLEANUP(str_release) = {0};
    struct odk_series s;
    memset(w, 0, sizeof *w);
    random_bytes(key, sizeof key);
    assert_true(pair_wrap(k, key, sizeof key, wrapped));
    EVP_EncodeBlock((unsigned char *)w->key64, wrapped, (int)pair_wrapped_size(k));
    str_addf(&lines, "f\n%s\n%s\n", w->key64, ID);
    odk_series_start(&s, ID, key);
    for (size_t i = 0; i <= MEDIA; i++) {
        char text[64] = "";
        snprintf(w->name[i % MEDIA], sizeof w->name[0], "%zu.jpg", i);
        snprintf(text, sizeof text, "picture %zu of many, some longer than a block", i % MEDIA);
        size_t n = i < MEDIA ? i : sizeof record;
        const void *plain = i < MEDIA ? text : record;
        odk_series_next(&s);
        assert_true(odk_seal_file(key, s.iv, plain, n, w->sealed[i]));
        w->file[i] = (struct odk_sealed){.bytes = w->sealed[i], .n = odk_sealed_size(n)};
        add_sum(&lines, i < MEDIA ? w->name[i] : "submission.xml", plain, n);
    }
    for (size_t i = 0; i < MEDIA; i++) {
        snprintf(w->sealed_name[i], sizeof w->sealed_name[0], "%zu.jpg.enc", i);
        w->m.media[i] = w->sealed_name[i];
    }
    assert_int_equal(EVP_Digest(lines.p, lines.len, sum, NULL, EVP_md5(), NULL), 1);
    assert_true(pair_wrap(k, sum, sizeof sum, wrapped));
    EVP_EncodeBlock((unsigned char *)w->signature64, wrapped, (int)pair_wrapped_size(k));
    w->m.media_n = MEDIA;
    w->m.form = "f";
    w->m.instance_id = ID;
    w->m.key = w->key64;
    w->m.signature = w->signature64;
    w->m.record = "submission.xml.enc";
}

static void media_come_before_the_record(void **state) {
    (void)state;
    struct str plain[MEDIA + 1] = {0};
    struct err err = {0};
    struct with_media *w = xmalloc(sizeof *w);
    struct pair_key *k = private_key(pair_private_pem);
    seal_media(k, w);
    if (!odk_open(k, &w->m, w->file, plain, &err))
        fail_msg("%s", err.text);
    assert_memory_equal(str_c(&plain[MEDIA]), record, sizeof record);
    for (size_t i = 0; i < MEDIA; i++)
        assert_int_equal(plain[i].len, i);
    for (size_t i = 0; i <= MEDIA; i++)
        str_wipe(&plain[i]);
    /* in another order, without one, with one changed: nothing of any of them */
    struct odk_sealed third = w->file[2];
    w->file[2] = w->file[3];
    w->file[3] = third;
    assert_false(odk_open(k, &w->m, w->file, plain, &err));
    third = w->file[2];
    w->file[2] = w->file[3];
    w->file[3] = third;
    w->sealed[17][0] ^= 1;
    assert_false(odk_open(k, &w->m, w->file, plain, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    for (size_t i = 0; i <= MEDIA; i++)
        assert_null(plain[i].p);
    free(w);
    pair_free(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_and_ivs_are_those_of_central),
        cmocka_unit_test(ivs_are_those_of_enketo),
        cmocka_unit_test(opens_what_collect_sealed),
        cmocka_unit_test(a_signature_of_collect_is_right),
        cmocka_unit_test(opens_what_it_sealed),
        cmocka_unit_test(another_key_opens_nothing),
        cmocka_unit_test(no_bit_can_be_changed),
        cmocka_unit_test(base64_has_one_spelling),
        cmocka_unit_test(a_key_in_a_form_is_base64_of_rsa),
        cmocka_unit_test(a_record_is_sealed_to_the_key_of_its_form),
        cmocka_unit_test(media_come_before_the_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
