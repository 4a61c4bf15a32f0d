/* Names at rest: one random 256-bit key seals everything on the card that names a person.
 *
 * The key itself lies on the card only *wrapped*: encrypted under a key that scrypt makes of a code
 * with a salt of its own, once for each code. Changing a code wraps the same key again and touches
 * nothing that was sealed; without any of the codes nobody can open it, also we cannot. In memory
 * the key has a page of its own, that is not swapped out and in no core dump, and is overwritten
 * before it is given back. */
#pragma once

#include "base/err.h"

#include <stddef.h>

/* version u32, N u32, r u32, p u32, salt 16, nonce 12, key 32, tag 16 */
enum { NAMES_WRAP_SIZE = 92 };
/* version u8, nonce 12, ..., tag 16 */
enum { NAMES_SEAL_EXTRA = 29 };

struct names_key;

struct names_key *names_key_new(void);    /* random */
void names_key_free(struct names_key *k); /* overwrites it; NULL is fine */

/* The key under `code`. The record says how it was made and belongs to `role`: in another role's
 * place it does not open. */
bool names_wrap(const struct names_key *k, const char *code, const char *role,
                unsigned char out[NAMES_WRAP_SIZE], struct err *err) MUST_USE;
/* NULL: wrong code, role or record; which of them it was is nobody's business, so the sentence is
 * always the same. */
struct names_key *names_unwrap(const unsigned char *record, size_t n, const char *code,
                               const char *role, struct err *err);

/* Seals `n` bytes into n + NAMES_SEAL_EXTRA bytes of `out`, under a fresh nonce. `place` says where
 * they belong ("roster of session 12"): moved elsewhere they do not open. */
bool names_seal(const struct names_key *k, const char *place, const void *plain, size_t n,
                unsigned char *out, struct err *err) MUST_USE;
/* Opens into n - NAMES_SEAL_EXTRA bytes of `out`; on failure they are all 0. */
bool names_open(const struct names_key *k, const char *place, const unsigned char *sealed, size_t n,
                void *out, struct err *err) MUST_USE;
