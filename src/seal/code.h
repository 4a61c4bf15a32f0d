/* Staff and coordinator codes: kept as scrypt hashes (RFC 7914, by libcrypto), never in clear. */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { CODE_HASH_SIZE = 64, CODE_MAX = 128 };

/* "6 digits or more, or a passphrase of 12 characters or more"; no run such as 123456 or 000000.
 * Returns NULL when good, else the sentence that says what to do (an English message id). */
const char *code_weakness(const char *code);

/* Self-describing record: version, N, r, p, 16 bytes of salt, 32 bytes of hash. */
bool code_hash(const char *code, unsigned char out[CODE_HASH_SIZE], struct err *err) MUST_USE;
/* Constant-time comparison. False with err untouched: wrong code. */
bool code_matches(const char *code, const unsigned char *record, size_t n);

/* Seconds to wait after `wrong` wrong tries in a row: 0 up to 3, then 5, 15, 30, 60, 120, 300 at
 * most. */
int code_delay(int wrong);

void secure_wipe(void *p, size_t n); /* cannot be optimised away */
