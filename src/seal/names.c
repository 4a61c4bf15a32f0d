/* Everything is AES-256-GCM: what opens is what was sealed, unchanged and in its own place. A nonce
 * must never come twice under one key; 96 random bits do not, in the few thousand seals of a
 * kiosk's life. */
#include "seal/names.h"

#include <stdint.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/secret.h"
#include "base/uuid.h"
#include "seal/gcm.h"

enum {
    KEY = GCM_KEY,
    NONCE = GCM_NONCE,
    TAG = GCM_TAG,
    WRAP_VERSION = 1,
    SEAL_VERSION = 1,
    COST_N = 32768, /* as for the codes themselves (seal/code.c): a code must not be cheaper to */
    COST_R = 8,     /* guess here than there */
    COST_P = 1,
    P_MAX = 16,
    SALT_AT = 16,
    SALT = 16,
    NONCE_AT = SALT_AT + SALT,
    KEY_AT = NONCE_AT + NONCE,
    ROLE_MAX = 32,
    SCRYPT_MEMORY = 64 << 20
};

struct names_key {
    unsigned char bytes[KEY];
};

/* ---- the key ---- */

struct names_key *names_key_new(void) {
    struct names_key *k = secret_new(sizeof *k);
    random_bytes(k->bytes, KEY);
    return k;
}

void names_key_free(struct names_key *k) {
    secret_free(k, sizeof *k);
}

/* ---- wrapping ---- */

static void put_u32(unsigned char *out, uint32_t v) {
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(v >> (24 - 8 * i));
}

static uint32_t get_u32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The key that a code makes, by the costs and the salt of the record. */
static bool code_key(const char *code, const unsigned char *record, unsigned char out[KEY]) {
    return EVP_PBE_scrypt(code, strlen(code), record + SALT_AT, SALT, get_u32(record + 4),
                          get_u32(record + 8), get_u32(record + 12), SCRYPT_MEMORY, out, KEY) == 1;
}

/* What the tag also covers: how the record was made, and whose it is. */
static size_t wrap_aad(const unsigned char *record, const char *role,
                       unsigned char out[NONCE_AT + ROLE_MAX]) {
    size_t n = strlen(role);
    ASSERT(n < ROLE_MAX);
    memcpy(out, record, NONCE_AT);
    memcpy(out + NONCE_AT, role, n);
    return NONCE_AT + n;
}

bool names_wrap(const struct names_key *k, const char *code, const char *role,
                unsigned char out[NAMES_WRAP_SIZE], struct err *err) {
    unsigned char record[NAMES_WRAP_SIZE], by_code[KEY], aad[NONCE_AT + ROLE_MAX];
    put_u32(record, WRAP_VERSION);
    put_u32(record + 4, COST_N);
    put_u32(record + 8, COST_R);
    put_u32(record + 12, COST_P);
    random_bytes(record + SALT_AT, SALT + NONCE);
    size_t aad_n = wrap_aad(record, role, aad);
    bool ok = code_key(code, record, by_code) && gcm_run(&(struct gcm){.key = by_code,
                                                                       .nonce = record + NONCE_AT,
                                                                       .aad = aad,
                                                                       .aad_n = aad_n,
                                                                       .in = k->bytes,
                                                                       .n = KEY,
                                                                       .out = record + KEY_AT,
                                                                       .tag = record + KEY_AT + KEY,
                                                                       .sealing = true});
    OPENSSL_cleanse(by_code, sizeof by_code);
    if (!ok)
        return err_set(err, ERR_WORLD,
                       "the names cannot be locked: restart the kiosk and set the codes again");
    memcpy(out, record, sizeof record);
    return true;
}

struct names_key *names_unwrap(const unsigned char *record, size_t n, const char *code,
                               const char *role, struct err *err) {
    unsigned char by_code[KEY], aad[NONCE_AT + ROLE_MAX], tag[TAG];
    bool ok = n == NAMES_WRAP_SIZE && get_u32(record) == WRAP_VERSION &&
              get_u32(record + 12) <= P_MAX && code_key(code, record, by_code);
    struct names_key *k = secret_new(sizeof *k);
    if (ok) {
        size_t aad_n = wrap_aad(record, role, aad);
        memcpy(tag, record + KEY_AT + KEY, TAG);
        ok = gcm_run(&(struct gcm){.key = by_code,
                                   .nonce = record + NONCE_AT,
                                   .aad = aad,
                                   .aad_n = aad_n,
                                   .in = record + KEY_AT,
                                   .n = KEY,
                                   .out = k->bytes,
                                   .tag = tag});
    }
    OPENSSL_cleanse(by_code, sizeof by_code);
    if (ok)
        return k;
    names_key_free(k);
    err_set(err, ERR_DENIED, "the names cannot be opened with this code");
    return NULL;
}

/* ---- sealing ---- */

bool names_seal(const struct names_key *k, const char *place, const void *plain, size_t n,
                unsigned char *out, struct err *err) {
    out[0] = SEAL_VERSION;
    random_bytes(out + 1, NONCE);
    return gcm_run(&(struct gcm){.key = k->bytes,
                                 .nonce = out + 1,
                                 .aad = place,
                                 .aad_n = strlen(place),
                                 .in = plain,
                                 .n = n,
                                 .out = out + 1 + NONCE,
                                 .tag = out + 1 + NONCE + n,
                                 .sealing = true}) ||
           err_set(err, ERR_WORLD, "the names cannot be locked: restart the kiosk and try again");
}

bool names_open(const struct names_key *k, const char *place, const unsigned char *sealed, size_t n,
                void *out, struct err *err) {
    unsigned char tag[TAG];
    bool ok = n >= NAMES_SEAL_EXTRA && sealed[0] == SEAL_VERSION;
    if (ok) {
        memcpy(tag, sealed + n - TAG, TAG);
        ok = gcm_run(&(struct gcm){.key = k->bytes,
                                   .nonce = sealed + 1,
                                   .aad = place,
                                   .aad_n = strlen(place),
                                   .in = sealed + 1 + NONCE,
                                   .n = n - NAMES_SEAL_EXTRA,
                                   .out = out,
                                   .tag = tag});
    }
    return ok || err_set(err, ERR_DENIED, "the names cannot be opened: they were sealed elsewhere");
}
