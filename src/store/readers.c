/* Whose keys envelopes are sealed to. */
#include "store/vault.h"

#include <string.h>

#include "store/store_internal.h"

static bool add_key(struct store *s, const char *question, struct reader_key ret[READERS_MAX],
                    size_t *n, struct err *err) {
    struct db_rows *r = db_ask(s->db, question, "");
    size_t bytes = 0;
    const void *der = db_next(r) ? db_blob(r, 0, &bytes) : NULL;
    if (bytes > 0 && bytes <= READER_DER_MAX) {
        memcpy(ret[*n].der, der, bytes);
        ret[(*n)++].n = bytes;
    }
    return db_done(r, err);
}

bool store_reader_keys(struct store *s, struct reader_key ret[READERS_MAX], size_t *ret_n,
                       struct err *err) {
    *ret_n = 0;
    return add_key(s, "SELECT der FROM coordinator_key ORDER BY seq DESC LIMIT 1", ret, ret_n, err);
}
