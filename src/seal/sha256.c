/* libcrypto keeps the state of a digest on the heap and can say no to every call; that happens only
 * when memory is out or the library is broken, and a manifest without sums would be worse. */
#include "seal/sha256.h"

#include <stdlib.h>

#include <openssl/evp.h>

#include "base/err.h"
#include "base/mem.h"

struct sha256 {
    EVP_MD_CTX *ctx;
};

static void start(struct sha256 *h) {
    int ok = EVP_DigestInit_ex(h->ctx, EVP_sha256(), NULL);
    ASSERT(ok == 1);
}

struct sha256 *sha256_new(void) {
    struct sha256 *h = xcalloc(1, sizeof *h);
    h->ctx = EVP_MD_CTX_new();
    ASSERT(h->ctx);
    start(h);
    return h;
}

void sha256_add(struct sha256 *h, const void *bytes, size_t n) {
    int ok = EVP_DigestUpdate(h->ctx, bytes, n);
    ASSERT(ok == 1);
}

void sha256_take(struct sha256 *h, char ret_hex[SHA256_HEX]) {
    static const char digit[] = "0123456789abcdef";
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    int ok = EVP_DigestFinal_ex(h->ctx, sum, &n);
    ASSERT(ok == 1 && n * 2 + 1 == SHA256_HEX);
    for (unsigned int i = 0; i < n; i++) {
        ret_hex[2 * i] = digit[sum[i] >> 4];
        ret_hex[2 * i + 1] = digit[sum[i] & 15];
    }
    ret_hex[2 * n] = '\0';
    start(h);
}

void sha256_free(struct sha256 *h) {
    if (!h)
        return;
    EVP_MD_CTX_free(h->ctx);
    free(h);
}
