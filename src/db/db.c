/* The connection, its transactions and its errors.
 *
 * SQLite rolls a transaction back by itself when the disk is full or does not answer. What follows
 * in the same function would then be committed statement by statement, half of what was asked for:
 * so every statement first looks whether its transaction is still there. */
#include "db/db.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db_internal.h"

/* Another process (an import, a status) holds the lock for milliseconds; a wait of this length
 * means that it hangs. */
enum { BUSY_MS = 5000, WAL_BYTES = 4 << 20 };

/* --- errors --- */

static enum err_kind kind_of(struct db *db, int rc) {
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return ERR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ERR_DENIED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_DAMAGED;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: {
        struct err by_number;
        int number = db->handle ? sqlite3_system_errno(db->handle) : 0;
        if (!number)
            return ERR_WORLD;
        err_errno(&by_number, number, "%s", "");
        return by_number.kind;
    }
    default:
        return ERR_WORLD;
    }
}

static const char *advice(enum err_kind kind) {
    switch (kind) {
    case ERR_FULL:
        return "there is no room left on the card: free some and try again";
    case ERR_DENIED:
        return "it can only be read: check the card and the rights of its folder";
    case ERR_MISSING:
        return "it is not there: check the folder";
    case ERR_DAMAGED:
        return "the file is damaged: start the kiosk again to recover it";
    case ERR_NONE:
    case ERR_WORLD:
    case ERR_INPUT:
    case ERR_CANCELLED:
        break;
    }
    return NULL;
}

bool db_fail(struct db *db, int rc, struct err *err) {
    struct err why;
    enum err_kind kind = kind_of(db, rc);
    const char *said = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc);
    if (advice(kind))
        err_set(&why, kind, "database: %s (%s)", advice(kind), said);
    else if ((rc & 0xff) == SQLITE_BUSY)
        err_set(&why, kind, "database: another program holds it: close that and try again");
    else if ((rc & 0xff) == SQLITE_IOERR)
        err_set(&why, kind, "database: the card does not answer properly: check it (%s)", said);
    else
        err_set(&why, kind, "database: %s", said);
    db->damaged |= kind == ERR_DAMAGED;
    if (db->depth && db->handle && sqlite3_get_autocommit(db->handle) && !db->undone.kind)
        db->undone = why;
    if (err)
        *err = why;
    return false;
}

bool db_still_there(struct db *db, struct err *err) {
    if (!db->depth || !sqlite3_get_autocommit(db->handle))
        return true;
    if (!db->undone.kind)
        BUG("a transaction was ended behind the back of db_commit");
    if (err)
        *err = db->undone;
    return false;
}

bool db_is_damaged(const struct db *db) {
    return db->damaged;
}

/* --- opening --- */

/* Nobody may end a transaction but db_commit: a COMMIT in some SQL text would split it in two. */
static int on_commit(void *ctx) {
    struct db *db = ctx;
    if (db->depth && !db->committing)
        BUG("COMMIT behind the back of db_commit");
    return 0;
}

/* Where the WAL cannot be had (a file system without shared memory), SQLite says so only in its
 * answer. */
static bool use_wal(struct db *db, struct err *err) {
    struct db_rows *r = db_ask(db, "PRAGMA journal_mode=WAL", "");
    bool wal = db_next(r) && strcmp(db_text(r, 0), "wal") == 0;
    if (!db_done(r, err))
        return false;
    return wal ||
           err_set(err, ERR_WORLD,
                   "database: this kind of file system cannot hold it: choose another folder");
}

static bool set_up(struct db *db, const struct db_opts *opts, struct err *err) {
    int keep_wal = 1;
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, BUSY_MS);
    sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &keep_wal);
    sqlite3_commit_hook(db->handle, on_commit, db);
    db_wal_watch(db);
    /* Half a megabyte of pages holds what a session is asked; the system keeps the rest anyway. */
    if (!db_exec(db, err,
                 "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                 "PRAGMA cell_size_check=ON; PRAGMA journal_size_limit=-1; PRAGMA cache_size=-512"))
        return false;
    if (db->read_only)
        return db_exec(db, err, "SELECT count(*) FROM sqlite_schema"); /* reads the header */
    if (opts->journal == DB_ROLLBACK)
        return db_rollback_set_up(db, opts, err);
    return use_wal(db, err) && db_wal_grow(db, opts->wal_bytes ? opts->wal_bytes : WAL_BYTES, err);
}

static struct db *open_with(const char *path, const struct db_opts *opts,
                            bool (*set_up_as)(struct db *, const struct db_opts *, struct err *),
                            struct err *err) {
    struct db *db = xcalloc(1, sizeof(*db));
    int mode = opts->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    db->path = xstrdup(path);
    db->vfs = opts->vfs ? xstrdup(opts->vfs) : NULL;
    db->read_only = opts->read_only;
    int rc =
        sqlite3_open_v2(path, &db->handle, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, db->vfs);
    if (rc == SQLITE_OK && set_up_as(db, opts, err))
        return db;
    if (rc != SQLITE_OK)
        db_fail(db, rc, err);
    db_close(db);
    return NULL;
}

struct db *db_open(const char *path, const struct db_opts *opts, struct err *err) {
    return open_with(path, opts, set_up, err);
}

static bool set_up_plain(struct db *db, const struct db_opts *opts, struct err *err) {
    (void)opts;
    return db_exec(db, err, "PRAGMA synchronous=FULL");
}

struct db *db_open_plain(const char *path, const char *vfs, struct err *err) {
    struct db_opts opts = {.vfs = vfs};
    return open_with(path, &opts, set_up_plain, err);
}

void db_close(struct db *db) {
    if (!db)
        return;
    db->part_depth = 0;
    if (db->depth)
        db_rollback(db);
    db_forget_statements(db);
    if (sqlite3_close(db->handle) != SQLITE_OK)
        BUG("a question was not ended by db_done");
    free(db->path);
    free(db->vfs);
    free(db);
}

bool db_exec(struct db *db, struct err *err, const char *sql) {
    if (!db_still_there(db, err))
        return false;
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || db_fail(db, rc, err);
}

int64_t db_last_id(const struct db *db) {
    return sqlite3_last_insert_rowid(db->handle);
}

int64_t db_changes(const struct db *db) {
    return sqlite3_changes64(db->handle);
}

/* --- transactions --- */

static bool begin(struct db *db, const char *sql, const char *where, struct err *err) {
    ASSERT(db->depth < DB_DEPTH_MAX);
    if (db->depth == 0) {
        db->undone = (struct err){0};
        if (!db_simple(db, sql, err))
            return false;
    } else if (!db_still_there(db, err)) {
        return false;
    }
    db->where[db->depth++] = where;
    return true;
}

bool db_begin(struct db *db, const char *where, struct err *err) {
    return begin(db, "BEGIN IMMEDIATE", where, err);
}

bool db_begin_read(struct db *db, const char *where, struct err *err) {
    return begin(db, "BEGIN", where, err);
}

bool db_commit(struct db *db, struct err *err) {
    if (db->depth == 0)
        BUG("db_commit without db_begin");
    if (db->part_depth && db->depth == db->part_depth)
        BUG("db_commit of what was begun outside of the savepoint");
    if (!db_still_there(db, err)) {
        db_rollback(db);
        return false;
    }
    if (db->depth > 1) {
        db->depth--;
        return true;
    }
    db->committing = true;
    bool ok = db_simple(db, "COMMIT", err);
    db->committing = false;
    if (!ok) {
        db_rollback(db);
        return false;
    }
    db->depth = 0;
    db_wal_relieve(db);
    return true;
}

void db_rollback(struct db *db) {
    if (db->part_depth && !sqlite3_get_autocommit(db->handle)) {
        (void)db_simple(db, "ROLLBACK TO part", NULL);
        db->depth = db->part_depth;
        return;
    }
    if (!sqlite3_get_autocommit(db->handle))
        (void)db_simple(db, "ROLLBACK", NULL);
    db->depth = db->part_depth; /* 0, or the transaction that is gone and says so in the end */
}

bool db_in_transaction(const struct db *db) {
    return db->depth > 0;
}

bool db_savepoint(struct db *db, struct err *err) {
    ASSERT(db->depth > 0 && !db->part_depth);
    if (!db_still_there(db, err) || !db_simple(db, "SAVEPOINT part", err))
        return false;
    db->part_depth = db->depth;
    return true;
}

bool db_release(struct db *db, struct err *err) {
    ASSERT(db->part_depth);
    if (db->depth != db->part_depth)
        BUG(db->where[db->depth - 1]); /* began and did not commit */
    db->part_depth = 0;
    return db_still_there(db, err) && db_simple(db, "RELEASE part", err);
}

void db_rollback_to(struct db *db) {
    ASSERT(db->part_depth);
    db_rollback(db);
    if (!sqlite3_get_autocommit(db->handle))
        (void)db_simple(db, "RELEASE part", NULL);
    db->part_depth = 0;
}
