/* Statements: prepared once, kept by their text, given their parameters by a format string.
 *
 * A statement that is asked again while its answer is still being read (a question inside the loop
 * of the same question) gets a second one that is thrown away afterwards. */
#include "db/db.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db_internal.h"

struct db_rows {
    struct db *db;
    struct db_rows *next; /* in its slot of the cache */
    char *sql;
    sqlite3_stmt *stmt; /* NULL: it could not be prepared, `err` says why */
    bool cached, busy;
    struct err err;
};

/* By its length alone: statements are few and differ in their first words, so comparing with two or
 * three costs less than a sum of all letters would, at every tap. */
static struct db_rows **slot_of(struct db *db, const char *sql) {
    return &db->cache[strlen(sql) % DB_CACHE_SLOTS];
}

static void rows_free(struct db_rows *r) {
    sqlite3_finalize(r->stmt);
    free(r->sql);
    free(r);
}

void db_forget_statements(struct db *db) {
    for (size_t i = 0; i < DB_CACHE_SLOTS; i++) {
        while (db->cache[i]) {
            struct db_rows *r = db->cache[i];
            ASSERT(!r->busy);
            db->cache[i] = r->next;
            rows_free(r);
        }
    }
}

/* The statement for `sql`, marked busy. Its `stmt` is NULL when it could not be prepared. */
static struct db_rows *take(struct db *db, const char *sql) {
    struct db_rows **slot = slot_of(db, sql), *r;
    bool known = false;
    for (r = *slot; r; r = r->next) {
        if (strcmp(r->sql, sql) != 0)
            continue;
        known = true;
        if (!r->busy)
            break;
    }
    if (!r) {
        r = xcalloc(1, sizeof(*r));
        r->db = db;
        r->sql = xstrdup(sql);
        int rc = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &r->stmt, NULL);
        if (rc != SQLITE_OK)
            db_fail(db, rc, &r->err);
        r->cached = rc == SQLITE_OK && !known;
        if (r->cached) {
            r->next = *slot;
            *slot = r;
        }
    }
    r->busy = true;
    return r;
}

/* Ends the use of a statement; this is where the commit of a single statement can fail. */
static bool give_back(struct db_rows *r, struct err *err) {
    if (r->stmt) {
        int rc = sqlite3_reset(r->stmt);
        if (rc != SQLITE_OK && !r->err.kind)
            db_fail(r->db, rc, &r->err);
        sqlite3_clear_bindings(r->stmt);
    }
    bool ok = !r->err.kind;
    if (!ok && err)
        *err = r->err;
    r->err = (struct err){0};
    r->busy = false;
    if (!r->cached)
        rows_free(r);
    return ok;
}

/* `hold`: the arguments may be gone before the statement has ended, so SQLite copies them. */
static int bind(sqlite3_stmt *stmt, const char *fmt, bool hold, va_list ap) {
    sqlite3_destructor_type life = hold ? SQLITE_TRANSIENT : SQLITE_STATIC;
    int n = (int)strlen(fmt), rc = SQLITE_OK;
    if (sqlite3_bind_parameter_count(stmt) != n)
        BUG(sqlite3_sql(stmt)); /* as many letters as parameters */
    for (int i = 1; i <= n && rc == SQLITE_OK; i++) {
        switch (fmt[i - 1]) {
        case 'i':
            rc = sqlite3_bind_int64(stmt, i, va_arg(ap, int64_t));
            break;
        case 't':
            rc = sqlite3_bind_text(stmt, i, va_arg(ap, const char *), -1, life);
            break;
        case 'b': {
            const void *p = va_arg(ap, const void *);
            size_t size = va_arg(ap, size_t);
            rc = sqlite3_bind_blob64(stmt, i, size ? p : "", size, life);
            break;
        }
        case 'n':
            rc = sqlite3_bind_null(stmt, i);
            break;
        default:
            BUG("a format of i, t, b and n");
        }
    }
    return rc;
}

static struct db_rows *start(struct db *db, const char *sql, const char *fmt, bool hold,
                             va_list ap) {
    struct db_rows *r = take(db, sql);
    if (!r->stmt || !db_still_there(db, &r->err))
        return r;
    int rc = bind(r->stmt, fmt, hold, ap);
    if (rc != SQLITE_OK)
        db_fail(db, rc, &r->err);
    return r;
}

bool db_next(struct db_rows *r) {
    if (r->err.kind)
        return false;
    int rc = sqlite3_step(r->stmt);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        db_fail(r->db, rc, &r->err);
    return rc == SQLITE_ROW;
}

struct db_rows *db_ask(struct db *db, const char *sql, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    struct db_rows *r = start(db, sql, fmt, true, ap);
    va_end(ap);
    return r;
}

bool db_done(struct db_rows *r, struct err *err) {
    return give_back(r, err);
}

/* Statements that write are run to their end: a single one commits there. */
static bool run_out(struct db_rows *r, struct err *err) {
    struct db *db = r->db;
    while (db_next(r))
        ;
    bool ok = give_back(r, err);
    if (ok && !db->depth)
        db_wal_relieve(db);
    return ok;
}

bool db_run(struct db *db, struct err *err, const char *sql, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    struct db_rows *r = start(db, sql, fmt, false, ap);
    va_end(ap);
    return run_out(r, err);
}

bool db_ask_int(struct db *db, struct err *err, int64_t *ret_value, int64_t otherwise,
                const char *sql, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    struct db_rows *r = start(db, sql, fmt, false, ap);
    va_end(ap);
    int64_t value = otherwise;
    if (db_next(r))
        value = db_int(r, 0);
    if (!run_out(r, err))
        return false;
    *ret_value = value;
    return true;
}

bool db_simple(struct db *db, const char *sql, struct err *err) {
    struct db_rows *r = take(db, sql);
    (void)db_next(r);
    return give_back(r, err);
}

int64_t db_int(struct db_rows *r, int column) {
    return sqlite3_column_int64(r->stmt, column);
}

const char *db_text(struct db_rows *r, int column) {
    const unsigned char *text = sqlite3_column_text(r->stmt, column);
    return text ? (const char *)text : "";
}

const void *db_blob(struct db_rows *r, int column, size_t *ret_n) {
    const void *blob = sqlite3_column_blob(r->stmt, column);
    *ret_n = (size_t)sqlite3_column_bytes(r->stmt, column);
    return blob ? blob : "";
}

bool db_is_null(struct db_rows *r, int column) {
    return sqlite3_column_type(r->stmt, column) == SQLITE_NULL;
}
