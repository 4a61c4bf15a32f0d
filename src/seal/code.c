/* A code of 6 digits has a million values, so a hash that a thief can try offline must be slow and
 * hungry: scrypt with N = 32768, r = 8, p = 1 takes 32 MiB and about a quarter of a second on a
 * board. Each record carries its own parameters: codes set today stay good when the cost is raised
 * later.
 *
 * The record, big-endian: version u32, N u32, r u32, p u32, salt 16 bytes, hash 32 bytes. */
#include "seal/code.h"

#include <stdint.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "base/uuid.h"

enum {
    VERSION = 1,
    COST_N = 32768,
    COST_R = 8,
    COST_P = 1,
    P_MAX = 16, /* more would be a record made to keep the kiosk busy */
    SALT_AT = 16,
    SALT_SIZE = 16,
    HASH_AT = SALT_AT + SALT_SIZE,
    HASH_SIZE = CODE_HASH_SIZE - HASH_AT,
    MEMORY_MAX = 64 << 20 /* libcrypto refuses 32 MiB and a bit unless told so */
};

static void put_u32(unsigned char *out, uint32_t v) {
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(v >> (24 - 8 * i));
}

static uint32_t get_u32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The hash of `code` under the parameters and the salt of `record`. */
static bool derive(const char *code, const unsigned char *record, unsigned char out[HASH_SIZE]) {
    return EVP_PBE_scrypt(code, strlen(code), record + SALT_AT, SALT_SIZE, get_u32(record + 4),
                          get_u32(record + 8), get_u32(record + 12), MEMORY_MAX, out,
                          HASH_SIZE) == 1;
}

bool code_hash(const char *code, unsigned char out[CODE_HASH_SIZE], struct err *err) {
    unsigned char record[CODE_HASH_SIZE];
    put_u32(record, VERSION);
    put_u32(record + 4, COST_N);
    put_u32(record + 8, COST_R);
    put_u32(record + 12, COST_P);
    random_bytes(record + SALT_AT, SALT_SIZE);
    if (!derive(code, record, record + HASH_AT))
        return err_set(err, ERR_WORLD,
                       "the code cannot be stored: restart the kiosk and set it again");
    memcpy(out, record, sizeof(record));
    return true;
}

bool code_matches(const char *code, const unsigned char *record, size_t n) {
    unsigned char hash[HASH_SIZE];
    if (n != CODE_HASH_SIZE || get_u32(record) != VERSION || get_u32(record + 12) > P_MAX)
        return false;
    bool same = derive(code, record, hash) && CRYPTO_memcmp(hash, record + HASH_AT, HASH_SIZE) == 0;
    secure_wipe(hash, sizeof(hash));
    return same;
}

/* The longest part of `code` where each character is `step` after the one before. */
static size_t longest_run(const char *code, int step) {
    size_t run = 1, best = 1;
    for (size_t i = 1; code[i]; i++) {
        run = code[i] - code[i - 1] == step ? run + 1 : 1;
        best = run > best ? run : best;
    }
    return best;
}

/* 121212 and 123123: a part of at most half the code, over and over. */
static bool repeats(const char *code, size_t len) {
    for (size_t part = 1; part <= len / 2; part++) {
        if (memcmp(code, code + part, len - part) == 0)
            return true;
    }
    return false;
}

const char *code_weakness(const char *code) {
    size_t len = strlen(code);
    bool digits = strspn(code, "0123456789") == len;
    if (digits ? len < 6 : utf8_len(code) < 12)
        return N_("Enter 6 digits or more, or a passphrase of 12 characters or more");
    if (len >= CODE_MAX)
        return N_("Enter a shorter code");
    /* One odd character does not save a run, and six digits in a row are too many anywhere. */
    size_t allowed = digits && len > 7 ? 5 : len - 2;
    if (longest_run(code, 1) > allowed || longest_run(code, -1) > allowed)
        return N_("Enter a code without a run such as 123456 or 654321");
    if (longest_run(code, 0) > allowed || repeats(code, len))
        return N_("Enter a code that does not repeat, as 000000 and 121212 do");
    return NULL;
}

int code_delay(int wrong) {
    static const int seconds[] = {0, 0, 0, 0, 5, 15, 30, 60, 120, 300};
    enum { LAST = sizeof(seconds) / sizeof(seconds[0]) - 1 };
    return seconds[wrong < 0 ? 0 : wrong > LAST ? LAST : wrong];
}

void secure_wipe(void *p, size_t n) {
    OPENSSL_cleanse(p, n);
}
