/* Whose keys envelopes are sealed to: the coordinator's, which seals sign-ins too (sealed.c), and a
 * second reader's. */
#include "store/vault.h"

#include <string.h>

#include "base/str.h"
#include "seal/pair.h"
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

static bool same(const struct reader_key *a, const struct reader_key *b) {
    return a->n == b->n && memcmp(a->der, b->der, a->n) == 0;
}

bool store_reader_keys(struct store *s, struct reader_key ret[READERS_MAX], size_t *ret_n,
                       struct err *err) {
    *ret_n = 0;
    if (!add_key(s, "SELECT der FROM coordinator_key ORDER BY seq DESC LIMIT 1", ret, ret_n, err) ||
        !add_key(s, "SELECT der FROM second_key ORDER BY seq DESC LIMIT 1", ret, ret_n, err))
        return false;
    if (*ret_n == 2 && same(&ret[0], &ret[1])) /* the second has become the coordinator */
        *ret_n = 1;
    return true;
}

bool store_second_key(struct store *s, char ret_sum[KEY_SUM], struct err *err) {
    struct db_rows *r = db_ask(s->db, "SELECT sum FROM second_key ORDER BY seq DESC LIMIT 1", "");
    ret_sum[0] = '\0';
    if (db_next(r))
        str_copy(ret_sum, KEY_SUM, db_text(r, 0));
    return db_done(r, err);
}

bool store_set_second_key(struct store *s, const struct pair_key *k, struct err *err) {
    char sum[KEY_SUM], first[KEY_SUM];
    size_t n = 0;
    const void *der = k ? pair_der(k, &n) : NULL;
    if (!store_public_key(s, first, err) || !store_second_key(s, sum, err))
        return false;
    if (k && !first[0])
        return err_set(err, ERR_INPUT, "there is no coordinator's key yet: import that one first");
    if (k && str_eq(first, pair_sum(k)))
        return err_set(err, ERR_INPUT,
                       "this is the coordinator's key already: a second reader has another one");
    return str_eq(sum, k ? pair_sum(k) : "") ||
           db_run(s->db, err, "INSERT INTO second_key(sum, der) VALUES(?, ?)", "tb",
                  k ? pair_sum(k) : "", der, n);
}
