/* A pair of RSA keys: the public half seals, the private half opens what it sealed.
 *
 * The kiosk has the public half alone. What it has sealed it cannot read again, and neither can
 * whoever takes its card out or knows its codes; only the coordinator can, who keeps the private
 * half, under a passphrase, on another machine. Sealing hides and does not sign: who can write to
 * the card can seal something else.
 *
 * Files are what other programs read and write too: SubjectPublicKeyInfo (RFC 5280) and, under a
 * passphrase, PKCS#8 (RFC 5958), both as PEM. */
#pragma once

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>

enum {
    PAIR_FILE_MAX = 16 << 10,  /* bytes of a key file */
    PAIR_SUM = 65,             /* SHA-256 of the public half's DER: 64 hex digits and a NUL */
    PAIR_SHOWN = 20,           /* "3f9a 0c12 77de 4b81" and a NUL */
    PAIR_PLAIN_MAX = 16 << 10, /* bytes of one record before it is sealed */
    PAIR_WRAPPED_MAX = 512     /* bytes that the largest key makes of a few */
};

enum pair_kind { PAIR_NEITHER, PAIR_PUBLIC, PAIR_PRIVATE };

/* What a file is, by its content. Bytes in which a private key stands anywhere are private. */
enum pair_kind pair_kind(const void *bytes, size_t n);

struct pair_key; /* one half, or for opening both */

/* PEM or DER, of 2048 to 4096 bits; anything else is refused in a sentence. */
struct pair_key *pair_read_public(const void *bytes, size_t n, struct err *err);
/* PEM. ERR_DENIED: the passphrase is wrong. One that is not needed (pair_needs_passphrase) is not
 * looked at. */
struct pair_key *pair_read_private(const void *bytes, size_t n, const char *passphrase,
                                   struct err *err);
bool pair_needs_passphrase(const void *bytes, size_t n);
void pair_free(struct pair_key *k); /* overwrites what is private; NULL is fine */

/* The public half: its bytes (DER, owned by the key), its sum, and of that the 16 digits that a
 * person compares. `sha256sum` of the DER file says the same. */
const unsigned char *pair_der(const struct pair_key *k, size_t *ret_n);
const char *pair_sum(const struct pair_key *k);
void pair_shown(const char *sum, char out[PAIR_SHOWN]);

/* A few bytes under RSA-OAEP (RFC 8017, section 7.1; SHA-256 in it and in MGF1, no label): what
 * the formats that seal with a pair are made of. `out` has pair_wrapped_size() bytes. */
size_t pair_wrapped_size(const struct pair_key *k); /* as long as the RSA key, 256 to 512 */
bool pair_wrap(const struct pair_key *k, const void *plain, size_t n, unsigned char *out) MUST_USE;
/* With a private key: true if it opens, to just `n` bytes. */
bool pair_unwrap(const struct pair_key *k, const unsigned char *wrapped, size_t wrapped_n,
                 void *out, size_t n) MUST_USE;

/* Seals `n` bytes, at most PAIR_PLAIN_MAX, into pair_sealed_size() bytes of `out`: of whatever
 * length up to the next step, so that it tells little. `place` says where they belong; moved
 * elsewhere they do not open. */
size_t pair_sealed_size(const struct pair_key *k, size_t n);
bool pair_seal(const struct pair_key *k, const char *place, const void *plain, size_t n,
               unsigned char *out, struct err *err) MUST_USE;
/* Opens with a private key what was sealed with its other half. ERR_DENIED, always with the same
 * sentence: another key, another place, or not as it was sealed; `out` is overwritten then.
 * ERR_INPUT: more than the `size` bytes of `out`. */
bool pair_open(const struct pair_key *k, const char *place, const unsigned char *sealed, size_t n,
               void *out, size_t size, size_t *ret_n, struct err *err) MUST_USE;

/* NULL when the passphrase is good, else what to do. */
const char *pair_weakness(const char *passphrase);
/* A new pair of 2048 bits as two PEM texts, the private one under the passphrase (PBKDF2 with
 * HMAC-SHA-256, 600000 rounds; AES-256-CBC). */
bool pair_make(const char *passphrase, struct str *ret_private, struct str *ret_public,
               struct err *err) MUST_USE;
