/* What it takes to seal an envelope for two readers, from the record in the secret buffer to the
 * bytes that the vault keeps: that happens on the UI thread, at *Send*.
 *
 *     seal      prints envelopes=... p50_us=... p99_us=... max_us=...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/seal/odk_vectors.h"
#include "base/secret.h"
#include "seal/envelope.h"
#include "timing.h"

enum { ENVELOPES = 1000 };

static const char record[] =
    "<data id=\"concern\" version=\"2\"><topic>drugs</topic><meta><instanceID>"
    "uuid:0190f7a2-6494-477b-a30d-d8aae8867335</instanceID></meta></data>";

static struct pair_key *public_half(const char *pem) {
    size_t n;
    struct pair_key *private = pair_read_private(pem, strlen(pem), "", NULL);
    const unsigned char *der = private ? pair_der(private, &n) : NULL;
    struct pair_key *public = der ? pair_read_public(der, n, NULL) : NULL;
    pair_free(private);
    return public;
}

int main(void) {
    static double took[ENVELOPES];
    unsigned char sealed[ENVELOPE_SIZE];
    struct err err = {0};
    char *plain = secret_new(ENVELOPE_PLAIN);
    struct pair_key *key[] = {public_half(central_private_pem), public_half(briefcase_private_pem)};
    bool ok = key[0] && key[1];
    for (size_t i = 0; ok && i < ENVELOPES; i++) {
        memcpy(plain, record, strlen(record));
        double start = cpu_us();
        ok = envelope_seal((const struct pair_key *const *)key, 2, "concern", "2", plain,
                           strlen(record), sealed, &err);
        took[i] = cpu_us() - start;
    }
    if (!ok) {
        fprintf(stderr, "seal: %s\n", err.text);
        return 1;
    }
    pair_free(key[0]);
    pair_free(key[1]);
    secret_free(plain, ENVELOPE_PLAIN);
    qsort(took, ENVELOPES, sizeof took[0], by_size);
    printf("envelopes=%d p50_us=%.1f p99_us=%.1f max_us=%.1f\n", ENVELOPES, took[ENVELOPES / 2],
           took[ENVELOPES * 99 / 100], took[ENVELOPES - 1]);
    return 0;
}
