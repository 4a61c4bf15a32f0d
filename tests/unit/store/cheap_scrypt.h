/* In the place of libcrypto's scrypt, which takes its time on purpose: here a code only has to make
 * the same key each time and another code another one. */
#pragma once

#include <openssl/evp.h>

int EVP_PBE_scrypt(const char *pass, size_t passlen, const unsigned char *salt, size_t saltlen,
                   uint64_t N, uint64_t r, uint64_t p, uint64_t maxmem, unsigned char *key,
                   size_t keylen) {
    (void)N, (void)r, (void)p, (void)maxmem;
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < passlen + saltlen; i++)
        h = (h ^ (unsigned char)(i < passlen ? pass[i] : salt[i - passlen])) * 1099511628211u;
    for (size_t i = 0; i < keylen; i++, h = h * 6364136223846793005u + 1442695040888963407u)
        key[i] = (unsigned char)(h >> 56);
    return 1;
}
