#include "forms/shuffle.h"

#include <math.h>
#include <string.h>

#include "seal/digest.h"

enum { PARK_MILLER = 16807, MODULUS = 2147483647 };

static int64_t seed_of_text(const char *text) {
    unsigned char sum[DIGEST_BYTES];
    uint64_t first = 0;
    int64_t seed;
    digest_of(DIGEST_SHA256, text, strlen(text), sum);
    for (size_t i = 0; i < 8 && *text; i++)
        first = first << 8 | sum[i];
    memcpy(&seed, &first, sizeof(seed));
    return seed % MODULUS;
}

int64_t shuffle_seed(double number, const char *text) {
    int64_t seed;
    if (isnan(number))
        seed = seed_of_text(text);
    else if (isinf(number))
        seed = (number > 0 ? INT64_MAX : INT64_MIN) % MODULUS;
    else
        seed = (int64_t)fmod(trunc(number), MODULUS);
    return seed > 0 ? seed : seed + MODULUS - 1;
}

void shuffle_nodes(struct node *const *from, size_t count, int64_t seed, struct node **to) {
    for (size_t i = 0; i < count; i++) {
        seed = seed * PARK_MILLER % MODULUS;
        size_t k = (size_t)((double)(seed - 1) / (MODULUS - 1) * (double)(i + 1));
        to[i] = to[k];
        to[k] = from[i];
    }
}
