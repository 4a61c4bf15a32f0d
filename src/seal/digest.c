/* One call of libcrypto does it; that it refuses means that the library is broken. */
#include "seal/digest.h"

#include <string.h>

#include <openssl/evp.h>

#include "base/err.h"

static const struct {
    const char *name;
    const EVP_MD *(*md)(void);
} digests[] = {
    [DIGEST_MD5] = {"MD5", EVP_md5},           [DIGEST_SHA1] = {"SHA-1", EVP_sha1},
    [DIGEST_SHA256] = {"SHA-256", EVP_sha256}, [DIGEST_SHA384] = {"SHA-384", EVP_sha384},
    [DIGEST_SHA512] = {"SHA-512", EVP_sha512},
};

bool digest_named(const char *name, enum digest *ret) {
    for (size_t i = 0; i < sizeof(digests) / sizeof(*digests); i++) {
        if (strcmp(digests[i].name, name) == 0) {
            *ret = (enum digest)i;
            return true;
        }
    }
    return false;
}

size_t digest_of(enum digest d, const void *bytes, size_t n,
                 unsigned char ret[static DIGEST_BYTES]) {
    unsigned int len = 0;
    int ok = EVP_Digest(bytes, n, ret, &len, digests[d].md(), NULL);
    ASSERT(ok == 1 && len <= DIGEST_BYTES);
    return len;
}

void digest_hex(enum digest d, const void *bytes, size_t n, char ret[static DIGEST_TEXT]) {
    static const char digit[] = "0123456789abcdef";
    unsigned char sum[DIGEST_BYTES];
    size_t len = digest_of(d, bytes, n, sum);
    for (size_t i = 0; i < len; i++) {
        ret[2 * i] = digit[sum[i] >> 4];
        ret[2 * i + 1] = digit[sum[i] & 15];
    }
    ret[2 * len] = '\0';
}

void digest_base64(enum digest d, const void *bytes, size_t n, char ret[static DIGEST_TEXT]) {
    unsigned char sum[DIGEST_BYTES];
    size_t len = digest_of(d, bytes, n, sum);
    EVP_EncodeBlock((unsigned char *)ret, sum, (int)len);
}
