/* A sealed record is, one after the other:
 *
 *   version     1 byte, 1
 *   key         as long as the RSA key: 32 random bytes under RSA-OAEP (RFC 8017; SHA-256 in it and
 *               in MGF1)
 *   nonce       12 random bytes
 *   text        AES-256-GCM under that key: length (4 bytes, big-endian), the record, zeros up to
 *               a multiple of 256 bytes
 *   tag         16 bytes; covers the place too
 *
 * RSA seals only a few bytes and its numbers must be random, so it seals a key of one use and the
 * key seals the record: one key for each record, so no nonce can come twice. */
#include "seal/pair.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "seal/code.h"
#include "seal/gcm.h"
#include "seal/sha256.h"

enum {
    VERSION = 1,
    BITS = 2048,
    BITS_MAX = 4096,
    LENGTH = 4,
    STEP = 256,
    ROUNDS = 600000,
    SALT = 16,
    PASSPHRASE_MIN = 12
};
_Static_assert(PAIR_WRAPPED_MAX == BITS_MAX / 8, "the largest key");

struct pair_key {
    EVP_PKEY *key;
    bool is_private;
    unsigned char *der;
    size_t der_n;
    char sum[PAIR_SUM];
};

/* ---- files ---- */

static bool holds(const void *bytes, size_t n, const char *words) {
    return memmem(bytes, n, words, strlen(words)) != NULL;
}

/* A DER file has no words in it; what is no public key there is looked at for a private one. */
static enum pair_kind kind_of_der(const unsigned char *bytes, size_t n) {
    const unsigned char *p = bytes;
    EVP_PKEY *shared = d2i_PUBKEY(NULL, &p, (long)n);
    p = bytes;
    EVP_PKEY *secret = shared ? NULL : d2i_AutoPrivateKey(NULL, &p, (long)n);
    p = bytes;
    X509_SIG *locked = shared || secret ? NULL : d2i_X509_SIG(NULL, &p, (long)n);
    enum pair_kind kind = shared ? PAIR_PUBLIC : secret || locked ? PAIR_PRIVATE : PAIR_NEITHER;
    EVP_PKEY_free(shared);
    EVP_PKEY_free(secret);
    X509_SIG_free(locked);
    ERR_clear_error();
    return kind;
}

enum pair_kind pair_kind(const void *bytes, size_t n) {
    enum { DER_SEQUENCE = 0x30 };
    const unsigned char *b = bytes;
    if (holds(bytes, n, "PRIVATE KEY-----"))
        return PAIR_PRIVATE;
    if (holds(bytes, n, "-----BEGIN PUBLIC KEY-----"))
        return PAIR_PUBLIC;
    return n > 0 && n <= PAIR_FILE_MAX && b[0] == DER_SEQUENCE ? kind_of_der(b, n) : PAIR_NEITHER;
}

bool pair_needs_passphrase(const void *bytes, size_t n) {
    return holds(bytes, n, "ENCRYPTED");
}

static bool is_good_rsa(const EVP_PKEY *key) {
    int bits = EVP_PKEY_get_bits(key);
    return EVP_PKEY_is_a(key, "RSA") && bits >= BITS && bits <= BITS_MAX;
}

/* Takes over `key`. */
static struct pair_key *new_key(EVP_PKEY *key, bool is_private, struct err *err) {
    unsigned char *der = NULL;
    int n = key && is_good_rsa(key) ? i2d_PUBKEY(key, &der) : 0;
    ERR_clear_error();
    if (n <= 0) {
        EVP_PKEY_free(key);
        err_set(err, ERR_INPUT, "this is no RSA key of %d to %d bits: make one with turnout keygen",
                (int)BITS, (int)BITS_MAX);
        return NULL;
    }
    struct pair_key *k = xcalloc(1, sizeof *k);
    *k = (struct pair_key){.key = key, .is_private = is_private, .der = der, .der_n = (size_t)n};
    struct sha256 *h = sha256_new();
    sha256_add(h, der, k->der_n);
    sha256_take(h, k->sum);
    sha256_free(h);
    return k;
}

static bool may_be_file(size_t n, struct err *err) {
    return n <= PAIR_FILE_MAX ||
           err_set(err, ERR_INPUT, "this is too large for a key: choose another file");
}

struct pair_key *pair_read_public(const void *bytes, size_t n, struct err *err) {
    if (!may_be_file(n, err))
        return NULL;
    if (pair_kind(bytes, n) == PAIR_PRIVATE) {
        err_set(err, ERR_INPUT,
                "this is the private key, which must never come to a kiosk: take the file whose "
                "name ends in .public.pem, and keep this one where nobody else has it");
        return NULL;
    }
    const unsigned char *p = bytes;
    EVP_PKEY *key = NULL;
    if (holds(bytes, n, "-----BEGIN")) {
        BIO *in = BIO_new_mem_buf(bytes, (int)n);
        key = in ? PEM_read_bio_PUBKEY(in, NULL, NULL, NULL) : NULL;
        BIO_free(in);
    } else {
        key = d2i_PUBKEY(NULL, &p, (long)n);
    }
    return new_key(key, false, err);
}

struct pair_key *pair_read_private(const void *bytes, size_t n, const char *passphrase,
                                   struct err *err) {
    union { /* libcrypto takes a const passphrase through a plain pointer and only reads it */
        const char *given;
        void *taken;
    } u = {.given = passphrase};
    if (!may_be_file(n, err))
        return NULL;
    BIO *in = BIO_new_mem_buf(bytes, (int)n);
    EVP_PKEY *key = in ? PEM_read_bio_PrivateKey(in, NULL, NULL, u.taken) : NULL;
    BIO_free(in);
    ERR_clear_error();
    if (key)
        return new_key(key, true, err);
    if (pair_needs_passphrase(bytes, n))
        err_set(err, ERR_DENIED, "the private key does not open with this passphrase");
    else
        err_set(err, ERR_INPUT,
                "this is no private key: take the file whose name ends in .private.pem");
    return NULL;
}

void pair_free(struct pair_key *k) {
    if (!k)
        return;
    EVP_PKEY_free(k->key); /* overwrites what is private */
    OPENSSL_free(k->der);
    free(k);
}

const unsigned char *pair_der(const struct pair_key *k, size_t *ret_n) {
    *ret_n = k->der_n;
    return k->der;
}

const char *pair_sum(const struct pair_key *k) {
    return k->sum;
}

void pair_shown(const char *sum, char out[PAIR_SHOWN]) {
    enum { GROUP = 4 };
    size_t n = 0;
    for (size_t i = 0; i < PAIR_SHOWN - 1; i++)
        out[i] = i % (GROUP + 1) == GROUP ? ' ' : sum[n] ? sum[n++] : '?';
    out[PAIR_SHOWN - 1] = '\0';
}

/* ---- the key of one record under RSA ---- */

static EVP_PKEY_CTX *oaep(const struct pair_key *k, bool sealing) {
    EVP_PKEY_CTX *c = EVP_PKEY_CTX_new(k->key, NULL);
    if (c && (sealing ? EVP_PKEY_encrypt_init(c) : EVP_PKEY_decrypt_init(c)) == 1 &&
        EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_OAEP_PADDING) == 1 &&
        EVP_PKEY_CTX_set_rsa_oaep_md(c, EVP_sha256()) == 1 &&
        EVP_PKEY_CTX_set_rsa_mgf1_md(c, EVP_sha256()) == 1)
        return c;
    EVP_PKEY_CTX_free(c);
    return NULL;
}

size_t pair_wrapped_size(const struct pair_key *k) {
    return (size_t)EVP_PKEY_get_size(k->key);
}

bool pair_wrap(const struct pair_key *k, const void *plain, size_t n, unsigned char *out) {
    EVP_PKEY_CTX *c = oaep(k, true);
    size_t size = pair_wrapped_size(k), got = size;
    bool ok = c && EVP_PKEY_encrypt(c, out, &got, plain, n) == 1 && got == size;
    EVP_PKEY_CTX_free(c);
    ERR_clear_error();
    return ok;
}

bool pair_unwrap(const struct pair_key *k, const unsigned char *wrapped, size_t wrapped_n,
                 void *out, size_t n) {
    ASSERT(k->is_private);
    unsigned char plain[PAIR_WRAPPED_MAX];
    EVP_PKEY_CTX *c = oaep(k, false);
    size_t got = sizeof plain;
    bool ok = c && EVP_PKEY_decrypt(c, plain, &got, wrapped, wrapped_n) == 1 && got == n;
    if (ok)
        memcpy(out, plain, n);
    OPENSSL_cleanse(plain, sizeof plain);
    EVP_PKEY_CTX_free(c);
    ERR_clear_error();
    return ok;
}

/* ---- records ---- */

static size_t padded_size(size_t n) {
    return (LENGTH + n + STEP - 1) / STEP * STEP;
}

static size_t text_at(const struct pair_key *k) {
    return 1 + pair_wrapped_size(k) + GCM_NONCE;
}

size_t pair_sealed_size(const struct pair_key *k, size_t n) {
    return text_at(k) + padded_size(n) + GCM_TAG;
}

static void put_length(unsigned char *out, size_t n) {
    for (int i = 0; i < LENGTH; i++)
        out[i] = (unsigned char)(n >> (24 - 8 * i));
}

static size_t get_length(const unsigned char *p) {
    return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
}

bool pair_seal(const struct pair_key *k, const char *place, const void *plain, size_t n,
               unsigned char *out, struct err *err) {
    unsigned char key[GCM_KEY];
    size_t size = padded_size(n), at = text_at(k);
    ASSERT(n <= PAIR_PLAIN_MAX);
    unsigned char *text = xcalloc(1, size);
    put_length(text, n);
    memcpy(text + LENGTH, plain, n);
    random_bytes(key, sizeof key);
    out[0] = VERSION;
    random_bytes(out + at - GCM_NONCE, GCM_NONCE);
    bool ok = pair_wrap(k, key, sizeof key, out + 1) &&
              gcm_run(&(struct gcm){.key = key,
                                    .nonce = out + at - GCM_NONCE,
                                    .aad = place,
                                    .aad_n = strlen(place),
                                    .in = text,
                                    .n = size,
                                    .out = out + at,
                                    .tag = out + at + size,
                                    .sealing = true});
    OPENSSL_cleanse(key, sizeof key);
    OPENSSL_cleanse(text, size);
    free(text);
    return ok ||
           err_set(err, ERR_WORLD, "the record cannot be sealed: restart the kiosk and try again");
}

/* The padded text, n bytes of it. */
static bool open_text(const struct pair_key *k, const char *place, const unsigned char *sealed,
                      unsigned char *text, size_t n) {
    unsigned char key[GCM_KEY], tag[GCM_TAG];
    size_t at = text_at(k);
    memcpy(tag, sealed + at + n, GCM_TAG);
    bool ok = sealed[0] == VERSION &&
              pair_unwrap(k, sealed + 1, pair_wrapped_size(k), key, sizeof key) &&
              gcm_run(&(struct gcm){.key = key,
                                    .nonce = sealed + at - GCM_NONCE,
                                    .aad = place,
                                    .aad_n = strlen(place),
                                    .in = sealed + at,
                                    .n = n,
                                    .out = text,
                                    .tag = tag});
    OPENSSL_cleanse(key, sizeof key);
    return ok && get_length(text) <= n - LENGTH;
}

bool pair_open(const struct pair_key *k, const char *place, const unsigned char *sealed, size_t n,
               void *out, size_t size, size_t *ret_n, struct err *err) {
    ASSERT(k->is_private);
    size_t least = pair_sealed_size(k, 0), most = pair_sealed_size(k, PAIR_PLAIN_MAX), length = 0;
    bool ok = n >= least && n <= most && (n - least) % STEP == 0, fits = true;
    if (ok) {
        size_t text_n = n - text_at(k) - GCM_TAG;
        unsigned char *text = xcalloc(1, text_n);
        ok = open_text(k, place, sealed, text, text_n);
        length = ok ? get_length(text) : 0;
        fits = length <= size;
        if (ok && fits)
            memcpy(out, text + LENGTH, length);
        OPENSSL_cleanse(text, text_n);
        free(text);
    }
    if (ok && fits) {
        *ret_n = length;
        return true;
    }
    OPENSSL_cleanse(out, size);
    if (!fits)
        return err_set(err, ERR_INPUT, "the record is longer than what belongs there");
    return err_set(err, ERR_DENIED,
                   "the record does not open: it was sealed with another key, or elsewhere");
}

/* ---- making ---- */

const char *pair_weakness(const char *passphrase) {
    if (utf8_len(passphrase) < PASSPHRASE_MIN)
        return "Choose a passphrase of 12 characters or more.";
    return code_weakness(passphrase);
}

static bool take_text(BIO *from, struct str *ret) {
    char *bytes;
    long n = BIO_get_mem_data(from, &bytes);
    if (n <= 0)
        return false;
    str_addn(ret, bytes, (size_t)n);
    return true;
}

static bool print_public(EVP_PKEY *key, struct str *ret) {
    BIO *out = BIO_new(BIO_s_mem());
    bool ok = out && PEM_write_bio_PUBKEY(out, key) == 1 && take_text(out, ret);
    BIO_free(out);
    return ok;
}

/* The algorithm first, then what it locks: each step owns nothing of the one before until it has
 * succeeded. */
static X509_SIG *lock_private(EVP_PKEY *key, const char *passphrase) {
    unsigned char salt[SALT];
    random_bytes(salt, sizeof salt);
    PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(key);
    X509_ALGOR *how =
        PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), ROUNDS, salt, sizeof salt, NULL, NID_hmacWithSHA256);
    X509_SIG *locked =
        plain && how ? PKCS8_set0_pbe(passphrase, (int)strlen(passphrase), plain, how) : NULL;
    if (!locked)
        X509_ALGOR_free(how);
    PKCS8_PRIV_KEY_INFO_free(plain); /* overwrites it */
    return locked;
}

static bool print_private(EVP_PKEY *key, const char *passphrase, struct str *ret) {
    X509_SIG *locked = lock_private(key, passphrase);
    BIO *out = BIO_new(BIO_s_mem());
    bool ok = locked && out && PEM_write_bio_PKCS8(out, locked) == 1 && take_text(out, ret);
    BIO_free(out);
    X509_SIG_free(locked);
    return ok;
}

bool pair_make(const char *passphrase, struct str *ret_private, struct str *ret_public,
               struct err *err) {
    const char *weakness = pair_weakness(passphrase);
    if (weakness)
        return err_set(err, ERR_INPUT, "%s", weakness);
    EVP_PKEY *key = EVP_RSA_gen(BITS);
    bool ok = key && print_private(key, passphrase, ret_private) && print_public(key, ret_public);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return ok || err_set(err, ERR_WORLD, "no pair of keys could be made: try again");
}
