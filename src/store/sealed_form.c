#include "store/sealed_form.h"

#include <string.h>

#include "base/str.h"
#include "store/store_internal.h"

/* --- keys --- */

bool store_form_keys(struct store *s, struct form_keys *ret, struct err *err) {
    struct form_keys k = {0};
    int64_t max;
    if (!db_ask_int(s->db, err, &max, 0, "SELECT count(DISTINCT form) FROM form_key", ""))
        return false;
    k.at = arena_array(&k.arena, (size_t)max, sizeof *k.at);
    struct db_rows *r = db_ask(s->db,
                               "SELECT form, sum FROM form_key WHERE seq IN"
                               " (SELECT max(seq) FROM form_key GROUP BY form) ORDER BY form",
                               "");
    for (; k.n < (size_t)max && db_next(r); k.n++) {
        STR_COPY(k.at[k.n].form, db_text(r, 0));
        STR_COPY(k.at[k.n].sum, db_text(r, 1));
    }
    if (!db_done(r, err)) {
        arena_free(&k.arena);
        return false;
    }
    *ret = k;
    return true;
}

const struct form_key *form_key_of(const struct form_keys *keys, const char *form) {
    for (size_t i = 0; keys && i < keys->n; i++)
        if (str_eq(keys->at[i].form, form))
            return &keys->at[i];
    return NULL;
}

bool store_remember_form_key(struct store *s, const char *form, const char *sum, struct err *err) {
    return db_run(s->db, err,
                  "INSERT INTO form_key(form, sum) SELECT ?1, ?2 WHERE ?2 IS NOT"
                  " (SELECT sum FROM form_key WHERE form = ?1 ORDER BY seq DESC LIMIT 1)",
                  "tt", form, sum);
}

/* Whatever key it was: that there was one is what must not be forgotten. */
static bool remember_form(struct store *s, const char *form, struct err *err) {
    return db_run(s->db, err,
                  "INSERT INTO form_key(form, sum) SELECT ?1, '' WHERE NOT EXISTS"
                  " (SELECT 1 FROM form_key WHERE form = ?1)",
                  "t", form);
}

/* --- what was filled in --- */

static bool insert(struct store *s, const struct sealed_submission *x, const unsigned char *id,
                   struct err *err) {
    static const char with[] =
        "INSERT INTO sealed_submission(id, form, version, side, manifest, record, session)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)",
                      without[] =
                          "INSERT INTO sealed_submission(id, form, version, side, manifest, record)"
                          " VALUES(?, ?, ?, ?, ?, ?)";
    return db_run(s->db, err, x->session ? with : without, x->session ? "btttbbi" : "btttbb",
                  (const void *)id, (size_t)SUBMISSION_ID, x->form, x->version,
                  x->staff ? "staff" : "visitor", (const void *)x->manifest, x->manifest_n,
                  x->record, x->record_n, x->session);
}

bool store_submit_sealed(struct store *s, const struct sealed_submission *x, struct err *err) {
    unsigned char id[SUBMISSION_ID] = {0};
    if (!submission_id(x->id, id))
        return err_set(err, ERR_INPUT, "what was filled in has no id");
    if (!db_begin(s->db, __func__, err))
        return false;
    if (remember_form(s, x->form, err) && insert(s, x, id, err) &&
        (!x->staff || store_drop_draft(s, x->form, x->session, err)))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}

bool store_sealed_submissions(struct store *s, sealed_submission_fn *each, void *ctx,
                              struct err *err) {
    struct db_rows *r =
        db_ask(s->db,
               "SELECT id, form, version, coalesce(session, 0), side = 'staff', manifest, record"
               " FROM sealed_submission ORDER BY id",
               "");
    struct err read = {0};
    bool ok = true;
    while (ok && db_next(r)) {
        size_t n;
        struct sealed_submission x = {.form = db_text(r, 1),
                                      .version = db_text(r, 2),
                                      .session = db_int(r, 3),
                                      .staff = db_int(r, 4)};
        const unsigned char *id = db_blob(r, 0, &n);
        if (n == SUBMISSION_ID)
            submission_id_text(id, x.id);
        x.manifest = db_blob(r, 5, &x.manifest_n);
        x.record = db_blob(r, 6, &x.record_n);
        ok = each(ctx, &x, err);
    }
    if (!db_done(r, &read) && ok)
        return err_set(err, read.kind, "%s", read.text);
    return ok;
}

bool store_sealed_counts(struct store *s, int64_t session, sealed_count_fn *each, void *ctx,
                         struct err *err) {
    struct db_rows *r = db_ask(s->db,
                               "SELECT form, count(*) FROM sealed_submission"
                               " WHERE session IS nullif(?, 0) GROUP BY form ORDER BY form",
                               "i", session);
    while (db_next(r))
        each(ctx, db_text(r, 0), db_int(r, 1));
    return db_done(r, err);
}
