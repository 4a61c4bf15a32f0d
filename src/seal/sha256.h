/* SHA-256 (FIPS 180-4, by libcrypto), as `sha256sum` prints it: what a manifest says of its files.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { SHA256_HEX = 65 }; /* 64 digits and a NUL */

struct sha256;

struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *h, const void *bytes, size_t n);
/* The sum of all that was added, in small letters; from here on `h` starts anew. */
void sha256_take(struct sha256 *h, char ret_hex[SHA256_HEX]);
void sha256_free(struct sha256 *h); /* NULL is fine */
