/* Sign-ins under the coordinator's public key: sealed here, opened only where the private key is
 * lent, which is on the coordinator's own machine. */
#include "store/store_internal.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "seal/pair.h"

/* ---- the public key ---- */

bool store_public_key(struct store *s, char ret_sum[KEY_SUM], struct err *err) {
    struct db_rows *r =
        db_ask(s->db, "SELECT sum FROM coordinator_key ORDER BY seq DESC LIMIT 1", "");
    ret_sum[0] = '\0';
    if (db_next(r))
        str_copy(ret_sum, KEY_SUM, db_text(r, 0));
    return db_done(r, err);
}

bool store_set_public_key(struct store *s, const struct pair_key *k, struct err *err) {
    char sum[KEY_SUM];
    size_t n;
    const unsigned char *der = pair_der(k, &n);
    if (!store_public_key(s, sum, err))
        return false;
    return strcmp(sum, pair_sum(k)) == 0 ||
           db_run(s->db, err, "INSERT INTO coordinator_key(sum, der) VALUES(?, ?)", "tb",
                  pair_sum(k), (const void *)der, n);
}

bool sealed_key(struct store *s, struct pair_key **ret, struct err *err) {
    struct db_rows *r =
        db_ask(s->db, "SELECT der FROM coordinator_key ORDER BY seq DESC LIMIT 1", "");
    struct pair_key *k = NULL;
    bool found = db_next(r);
    if (found) {
        size_t n;
        const void *der = db_blob(r, 0, &n);
        k = pair_read_public(der, n, NULL);
    }
    if (!db_done(r, err)) {
        pair_free(k);
        return false;
    }
    if (found && !k)
        return err_set(err, ERR_DAMAGED,
                       "the coordinator's key is damaged: import it again with --replace");
    *ret = k;
    return true;
}

/* ---- sign-ins ---- */

static void place_of(int64_t session, const char *entry, char out[64]) {
    snprintf(out, 64, "sign-in %lld %s", (long long)session, entry);
}

bool sealed_keep(struct store *s, const struct pair_key *k, int64_t session, const char *entry,
                 const struct sign_in *who, struct err *err) {
    unsigned char sealed[SEALED_MAX];
    char place[64];
    size_t n = pair_sealed_size(k, sizeof *who);
    ASSERT(n <= sizeof sealed);
    place_of(session, entry, place);
    return pair_seal(k, place, who, sizeof *who, sealed, err) &&
           db_run(s->db, err,
                  "INSERT INTO sealed_sign_in(session, entry, sum, sealed) VALUES(?, ?, ?, ?)",
                  "ittb", session, entry, pair_sum(k), (const void *)sealed, n);
}

void store_lend_private_key(struct store *s, const struct pair_key *k) {
    s->lent = k;
}

static const char *keep_text(struct arena *a, const char text[SIGN_IN_TEXT]) {
    return arena_strndup(a, text, strnlen(text, SIGN_IN_TEXT));
}

/* What does not open stays as it is: sealed. */
static void open_sealed(const struct store *s, int64_t session, struct db_rows *row,
                        struct walk_in *w, struct arena *a) {
    struct sign_in who;
    char place[64];
    size_t sealed_n, n;
    const unsigned char *sealed = db_blob(row, 2, &sealed_n);
    place_of(session, w->entry, place);
    if (strcmp(db_text(row, 1), pair_sum(s->lent)) != 0 ||
        !pair_open(s->lent, place, sealed, sealed_n, &who, sizeof who, &n, NULL))
        return;
    if (n == sizeof who) {
        w->name = keep_text(a, who.name);
        w->organisation = keep_text(a, who.organisation);
        w->email = keep_text(a, who.email);
        w->sealed = false;
    }
    explicit_bzero(&who, sizeof who);
}

bool sealed_read(struct store *s, struct roster *r, size_t room, struct err *err) {
    struct db_rows *rows = db_ask(
        s->db, "SELECT entry, sum, sealed FROM sealed_sign_in WHERE session = ?", "i", r->session);
    while (r->walk_ins < room && db_next(rows)) {
        struct walk_in *w = &r->walk_in[r->walk_ins++];
        *w = (struct walk_in){.name = "", .organisation = "", .email = "", .sealed = true};
        STR_COPY(w->entry, db_text(rows, 0));
        if (s->lent)
            open_sealed(s, r->session, rows, w, &r->arena);
    }
    return db_done(rows, err);
}
