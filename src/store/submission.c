#include "store/submission.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/store_internal.h"

/* --- ids --- */

static int hex_digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool submission_id(const char *id, unsigned char out[SUBMISSION_ID]) {
    static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    size_t n = 0;
    if (strlen(id) != sizeof shape - 1)
        return false;
    for (size_t i = 0; shape[i]; i++) {
        int digit = hex_digit(id[i]);
        if (shape[i] == '-' ? id[i] != '-' : digit < 0)
            return false;
        if (shape[i] == '-')
            continue;
        out[n / 2] = (unsigned char)(n % 2 ? out[n / 2] | digit : digit << 4);
        n++;
    }
    return true;
}

void submission_id_text(const unsigned char *b, char out[37]) {
    char *p = out;
    for (int i = 0; i < SUBMISSION_ID; i++)
        p += snprintf(p, 4, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", b[i]);
}

/* --- submissions --- */

static bool insert(struct store *s, const struct submission *x, const unsigned char *id,
                   struct err *err) {
    static const char with[] =
        "INSERT INTO submission(id, form, version, doubt, side, xml, session)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)",
                      without[] = "INSERT INTO submission(id, form, version, doubt, side, xml)"
                                  " VALUES(?, ?, ?, ?, ?, ?)";
    return db_run(s->db, err, x->session ? with : without, x->session ? "bttttbi" : "bttttb",
                  (const void *)id, (size_t)SUBMISSION_ID, x->form, x->version, x->doubt,
                  x->staff ? "staff" : "visitor", (const void *)x->xml, x->len, x->session);
}

bool store_drop_draft(struct store *s, const char *form, int64_t session, struct err *err) {
    return db_run(s->db, err, "DELETE FROM draft WHERE form = ? AND session = ?", "ti", form,
                  session);
}

bool store_submit(struct store *s, const struct submission *x, struct err *err) {
    unsigned char id[SUBMISSION_ID] = {0};
    if (!submission_id(x->id, id))
        return err_set(err, ERR_INPUT, "what was filled in has no id");
    if (!db_begin(s->db, __func__, err))
        return false;
    if (insert(s, x, id, err) && (!x->staff || store_drop_draft(s, x->form, x->session, err)))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}

static bool count_rows(struct store *s, const char *question, size_t *ret_n, struct err *err) {
    int64_t n;
    if (!db_ask_int(s->db, err, &n, 0, question, ""))
        return false;
    *ret_n = (size_t)n;
    return true;
}

static bool read_counts(struct store *s, struct submission_counts *c, struct err *err) {
    size_t max;
    if (!count_rows(s,
                    "SELECT count(*) FROM (SELECT 1 FROM submission GROUP BY session, form, side"
                    " UNION ALL SELECT 1 FROM sealed_submission GROUP BY session, form, side)",
                    &max, err))
        return false;
    c->at = arena_array(&c->arena, max, sizeof *c->at);
    struct db_rows *r =
        db_ask(s->db,
               "SELECT coalesce(session, 0), form, side = 'staff', sum(n), sum(mashed), sum(over)"
               " FROM (SELECT session, form, side, count(*) AS n, sum(doubt = 'mashed') AS mashed,"
               "  sum(doubt = 'over') AS over FROM submission GROUP BY session, form, side"
               "  UNION ALL SELECT session, form, side, count(*), 0, 0 FROM sealed_submission"
               "  GROUP BY session, form, side)"
               " GROUP BY session, form, side ORDER BY session, form, side",
               "");
    for (; c->n < max && db_next(r); c->n++) {
        struct submission_count *x = &c->at[c->n];
        *x = (struct submission_count){.session = db_int(r, 0),
                                       .staff = db_int(r, 2),
                                       .all = db_int(r, 3),
                                       .mashed = db_int(r, 4),
                                       .over = db_int(r, 5)};
        STR_COPY(x->form, db_text(r, 1));
    }
    return db_done(r, err);
}

bool store_submission_counts(struct store *s, struct submission_counts *ret, struct err *err) {
    struct submission_counts c = {0};
    if (!db_begin_read(s->db, __func__, err))
        return false;
    if (read_counts(s, &c, err) && db_commit(s->db, err)) {
        *ret = c;
        return true;
    }
    db_rollback(s->db);
    arena_free(&c.arena);
    return false;
}

bool store_submissions(struct store *s, int64_t session, submission_fn *each, void *ctx,
                       struct err *err) {
    static const char of_one[] = "SELECT id, form, version, side = 'staff', doubt, xml FROM"
                                 " submission WHERE session = ? ORDER BY form, id",
                      of_none[] = "SELECT id, form, version, side = 'staff', doubt, xml FROM"
                                  " submission WHERE session IS NULL ORDER BY form, id";
    struct db_rows *r = session ? db_ask(s->db, of_one, "i", session) : db_ask(s->db, of_none, "");
    struct err read = {0};
    bool ok = true;
    while (ok && db_next(r)) {
        size_t n;
        struct submission x = {.form = db_text(r, 1),
                               .version = db_text(r, 2),
                               .session = session,
                               .staff = db_int(r, 3),
                               .doubt = db_text(r, 4)};
        const unsigned char *id = db_blob(r, 0, &n);
        if (n == SUBMISSION_ID)
            submission_id_text(id, x.id);
        x.xml = db_blob(r, 5, &x.len);
        ok = each(ctx, &x, err);
    }
    if (!db_done(r, &read) && ok)
        return err_set(err, read.kind, "%s", read.text);
    return ok;
}

bool store_last_of_staff(struct store *s, const char *form, struct str *ret, struct err *err) {
    struct db_rows *r = db_ask(s->db,
                               "SELECT xml FROM submission WHERE form = ? AND side = 'staff'"
                               " ORDER BY id DESC LIMIT 1",
                               "t", form);
    if (db_next(r)) {
        size_t n;
        const void *xml = db_blob(r, 0, &n);
        str_addn(ret, xml, n);
    }
    return db_done(r, err);
}

/* --- drafts --- */

bool store_keep_draft(struct store *s, const struct draft *d, struct err *err) {
    return db_run(s->db, err,
                  "INSERT INTO draft(form, session, version, place, xml) VALUES(?, ?, ?, ?, ?)"
                  " ON CONFLICT(form, session) DO UPDATE SET version = excluded.version,"
                  " place = excluded.place, xml = excluded.xml",
                  "tittb", d->form, d->session, d->version, d->place, (const void *)str_c(&d->xml),
                  d->xml.len);
}

bool store_draft(struct store *s, struct draft *d, struct err *err) {
    struct db_rows *r =
        db_ask(s->db, "SELECT version, place, xml FROM draft WHERE form = ? AND session = ?", "ti",
               d->form, d->session);
    bool found = db_next(r);
    if (found) {
        size_t n;
        const void *xml = db_blob(r, 2, &n);
        STR_COPY(d->version, db_text(r, 0));
        STR_COPY(d->place, db_text(r, 1));
        str_addn(&d->xml, xml, n);
    }
    if (!db_done(r, err))
        return false;
    return found || err_set(err, ERR_MISSING, "what was begun of this form is not there any more");
}

bool store_drafts(struct store *s, struct arena *a, struct draft **ret, size_t *ret_n,
                  struct err *err) {
    size_t max, n = 0;
    if (!count_rows(s, "SELECT count(*) FROM draft", &max, err))
        return false;
    struct draft *all = arena_array(a, max, sizeof *all);
    struct db_rows *r =
        db_ask(s->db, "SELECT form, session, version, place FROM draft ORDER BY session, form", "");
    for (; n < max && db_next(r); n++) {
        STR_COPY(all[n].form, db_text(r, 0));
        all[n].session = db_int(r, 1);
        STR_COPY(all[n].version, db_text(r, 2));
        STR_COPY(all[n].place, db_text(r, 3));
    }
    if (!db_done(r, err))
        return false;
    *ret = all;
    *ret_n = n;
    return true;
}
