#include "crash_history.h"

#include <string.h>
#include <sys/stat.h>

#include "db/db.h"

/* "SELECT quote(a) || '|' || quote(b) FROM t ORDER BY 1": any table, as lines. */
static bool question_for(struct db *db, const char *table, struct str *sql, struct err *err) {
    struct db_rows *r = db_ask(db, "SELECT name FROM pragma_table_info(?)", "t", table);
    str_cut(sql, 0);
    while (db_next(r))
        str_addf(sql, "%s quote(%s)", sql->len ? " || '|' ||" : "SELECT", db_text(r, 0));
    str_addf(sql, " FROM %s%s ORDER BY 1", table,
             strcmp(table, "boot") == 0 ? " WHERE confirmed OR number IN (SELECT boot FROM mark"
                                          " UNION SELECT boot FROM life)"
                                        : "");
    return db_done(r, err);
}

static bool add_table(struct db *db, const char *table, struct str *out, struct err *err) {
    struct str sql CLEANUP(str_release) = {0};
    if (!question_for(db, table, &sql, err))
        return false;
    struct db_rows *r = db_ask(db, str_c(&sql), "");
    while (db_next(r))
        str_addf(out, "%s: %s\n", table, db_text(r, 0));
    return db_done(r, err);
}

static bool add_tables(struct db *db, struct str *out, struct err *err) {
    struct db_rows *r = db_ask(db,
                               "SELECT name FROM sqlite_schema WHERE type = 'table'"
                               " AND name NOT LIKE 'sqlite%' ORDER BY name",
                               "");
    int64_t form = 0;
    bool ok = db_ask_int(db, err, &form, 0, "PRAGMA user_version", "");
    str_addf(out, "form %d\n", (int)form);
    while (ok && db_next(r))
        ok = add_table(db, db_text(r, 0), out, err);
    return db_done(r, ok ? err : NULL) && ok;
}

bool known_in(const char *path, struct str *ret, struct err *err) {
    struct db_opts opts = {.read_only = true};
    struct stat st;
    str_cut(ret, 0);
    if (stat(path, &st) != 0 || st.st_size == 0)
        return true;
    struct db *db = db_open(path, &opts, err);
    bool ok = db && db_begin_read(db, __func__, err);
    if (ok) {
        ok = add_tables(db, ret, err);
        db_rollback(db);
    }
    db_close(db);
    return ok;
}

void history_add(struct history *h, const char *what, size_t done, const struct str *known) {
    ASSERT(h->n < STEPS_MAX);
    struct step *s = &h->step[h->n++];
    *s = (struct step){.what = what, .done = done};
    str_addn(&s->known, str_c(known), known->len);
}

void history_free(struct history *h) {
    for (size_t i = 0; i < h->n; i++)
        str_release(&h->step[i].known);
    h->n = 0;
}

size_t history_at(const struct history *h, size_t op) {
    size_t i = h->n;
    while (i > 1 && h->step[i - 1].done > op)
        i--;
    return i - 1;
}

static bool same(const struct str *a, const struct str *b) {
    return strcmp(str_c(a), str_c(b)) == 0;
}

/* Both are sorted lines: where they part, one has a row that the other has not. */
static bool say_difference(const struct str *should, const struct str *is, struct err *err) {
    const char *a = str_c(should), *b = str_c(is), *line = a;
    size_t i = 0;
    for (; a[i] && a[i] == b[i]; i++)
        if (a[i] == '\n')
            line = a + i + 1;
    b += line - a;
    return err_set(err, ERR_DAMAGED, "there should be \"%.*s\" and there is \"%.*s\"",
                   (int)strcspn(line, "\n"), line, (int)strcspn(b, "\n"), b);
}

bool history_allows(const struct history *h, size_t op, const struct str *known, size_t *ret_step,
                    struct err *err) {
    size_t at = history_at(h, op), next = at + 1 < h->n ? at + 1 : at;
    bool before = same(&h->step[at].known, known);
    if (!before && !same(&h->step[next].known, known)) {
        say_difference(&h->step[at].known, known, err);
        return err_prefix(err, "after \"%s\"", h->step[at].what);
    }
    *ret_step = before ? at : next;
    return true;
}
