/* AES-256-GCM (NIST SP 800-38D, by libcrypto), for the files of this folder: what opens is what was
 * sealed, unchanged and in its own place. */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { GCM_KEY = 32, GCM_NONCE = 12, GCM_TAG = 16 };

/* One run of the cipher, in either direction. The tag is written when sealing and compared, in
 * constant time, when opening. A nonce must never come twice under one key. */
struct gcm {
    const unsigned char *key, *nonce;
    const void *aad; /* what the tag covers besides */
    size_t aad_n;
    const unsigned char *in;
    size_t n;
    unsigned char *out, *tag; /* n bytes, GCM_TAG bytes */
    bool sealing;
};

/* False: it does not open, or the library refuses; `out` is all 0 then. */
bool gcm_run(const struct gcm *g) MUST_USE;
