/* Sums of a text, by libcrypto: what digest() of a form answers. Not for secrets: MD5 and SHA-1 are
 * here because forms name them, to derive short ids that a server derives too. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum digest { DIGEST_MD5, DIGEST_SHA1, DIGEST_SHA256, DIGEST_SHA384, DIGEST_SHA512 };
enum {
    DIGEST_BYTES = 64, /* of the longest */
    DIGEST_TEXT = 129  /* the same in hexadecimal with a NUL; base64 is shorter */
};

/* "MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"; false for any other name. */
bool digest_named(const char *name, enum digest *ret);
size_t digest_of(enum digest d, const void *bytes, size_t n,
                 unsigned char ret[static DIGEST_BYTES]); /* bytes of the sum */
void digest_hex(enum digest d, const void *bytes, size_t n, char ret[static DIGEST_TEXT]);
void digest_base64(enum digest d, const void *bytes, size_t n, char ret[static DIGEST_TEXT]);
