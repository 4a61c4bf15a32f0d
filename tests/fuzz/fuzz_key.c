/* Any bytes as a key file: what is taken for a public key must seal, what is private must never be
 * taken for one. The same as text, as the key stands in a form. Then the same bytes as a sealed
 * record, which nothing but the right key opens. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/seal/pair_keys.h"
#include "seal/odk.h"
#include "seal/pair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const struct pair_key *k) {
    size_t n, sealed_n = pair_sealed_size(k, 3);
    unsigned char *sealed = malloc(sealed_n);
    ASSERT(sealed && pair_der(k, &n) && n > 0 && strlen(pair_sum(k)) == PAIR_SUM - 1);
    bool ok = pair_seal(k, "place", "abc", 3, sealed, NULL); /* an odd modulus may refuse */
    ASSERT(!ok || sealed[0] == 1);
    free(sealed);
}

static void read_in_form(const uint8_t *data, size_t size) {
    struct str text CLEANUP(str_release) = {0};
    struct err err = {0};
    str_addn(&text, (const char *)data, size);
    struct pair_key *k = odk_read_key(str_c(&text), &err);
    ASSERT(k || err.text[0] != '\0');
    if (k)
        use(k);
    pair_free(k);
}

static void open_it(const uint8_t *data, size_t size) {
    static struct pair_key *mine;
    unsigned char out[512];
    size_t n;
    if (!mine)
        mine = pair_read_private(pair_private_pem, strlen(pair_private_pem), PAIR_PASSPHRASE, NULL);
    ASSERT(mine && !pair_open(mine, "place", data, size, out, sizeof out, &n, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct err err = {0};
    enum pair_kind kind = pair_kind(data, size);
    struct pair_key *k = pair_read_public(data, size, &err);
    ASSERT(k ? kind == PAIR_PUBLIC : err.text[0] != '\0');
    if (k)
        use(k);
    pair_free(k);
    read_in_form(data, size);
    open_it(data, size);
    return 0;
}
