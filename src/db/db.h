/* A small database interface: one line per question, bound parameters only.
 *
 * The driver is SQLite: WAL, synchronous=FULL, foreign keys on, the WAL file grown to its full size
 * beforehand (so that no tap ever waits for a file to grow) and never shortened. A file in which
 * nothing may show what was written when has a rollback journal instead. One thread at a time.
 *
 * Parameters are described by a format string, one letter each, and follow as arguments:
 *   i int64_t   t const char * (NULL: SQL NULL)   b const void *, size_t   n (no argument) SQL NULL
 * Statements are prepared once and cached by the address-independent text of the SQL. */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct db_rows; /* a running question */

/* What makes a transaction whole. */
enum db_journal {
    DB_WAL,     /* a log of new pages: quick commits */
    DB_ROLLBACK /* a copy of the old pages while the file is written: nothing piles up beside it.
                   What is deleted or replaced is overwritten, and see db_blank_journal() */
};

struct db_opts {
    const char *vfs; /* NULL: the default one; tests give a faulty one */
    bool read_only;
    enum db_journal journal;
    int page_size;    /* of a new file with DB_ROLLBACK: a power of two to 65536; 0: SQLite's own */
    size_t wal_bytes; /* size to which the WAL is grown; 0: 4 MiB; too small for 65 pages: as it
                         comes */
};

/* Opens or makes the file; `path` may be a "file:" URI. NULL: `err` says why. */
struct db *db_open(const char *path, const struct db_opts *opts, struct err *err);
void db_close(struct db *db); /* NULL is fine */

bool db_exec(struct db *db, struct err *err,
             const char *sql) MUST_USE; /* several statements, no parameters */
bool db_run(struct db *db, struct err *err, const char *sql, const char *fmt, ...) MUST_USE;
int64_t db_last_id(const struct db *db);
int64_t db_changes(const struct db *db);

/* Asking: for (rows = db_ask(...); db_next(rows); ) use db_int(rows, 0)...; then db_done(rows, err)
 * says whether it ended well. db_ask never returns NULL; its error comes out of db_done. */
struct db_rows *db_ask(struct db *db, const char *sql, const char *fmt, ...);
bool db_next(struct db_rows *r);
bool db_done(struct db_rows *r, struct err *err) MUST_USE;
int64_t db_int(struct db_rows *r, int column);
const char *db_text(struct db_rows *r, int column); /* "" for NULL; valid until db_next */
const void *db_blob(struct db_rows *r, int column, size_t *ret_n);
bool db_is_null(struct db_rows *r, int column);

/* One value, or `otherwise` if there is no row; an error is an error. */
bool db_ask_int(struct db *db, struct err *err, int64_t *ret_value, int64_t otherwise,
                const char *sql, const char *fmt, ...) MUST_USE;

/* Transactions nest by counting; the outermost commit makes it durable. `where` is for the message
 * when they do not pair. db_rollback ends all levels; inside a savepoint, those that were begun in
 * it. When SQLite has undone a transaction by itself (disk full), all that follows in it fails for
 * that reason. */
bool db_begin(struct db *db, const char *where, struct err *err) MUST_USE;
/* The same for several questions that must see one state: it takes no lock that a writer waits for.
 */
bool db_begin_read(struct db *db, const char *where, struct err *err) MUST_USE;
bool db_commit(struct db *db, struct err *err) MUST_USE;
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);
/* A part that can fail alone inside a transaction (group commit). */
bool db_savepoint(struct db *db, struct err *err) MUST_USE;
bool db_release(struct db *db, struct err *err) MUST_USE;
void db_rollback_to(struct db *db);

/* Moves what is in the WAL to the database file when more than `pages` wait there; called when
 * nobody waits for an answer. */
bool db_checkpoint(struct db *db, int pages, struct err *err) MUST_USE;
/* Writes the whole file anew and cuts the WAL to nothing, so that neither holds anything any more
 * that was deleted. Not within a transaction. Fails while another process reads: then try again. */
bool db_scrub(struct db *db, struct err *err) MUST_USE;
/* Overwrites with zeros what the journal of a DB_ROLLBACK file still holds of the last transaction:
 * pages as they were, which beside the file would show what has just been changed. Not within a
 * transaction. What a flash card keeps of blocks that were written over is out of reach. */
bool db_blank_journal(struct db *db, struct err *err) MUST_USE;
bool db_backup(struct db *db, const char *path,
               struct err *err) MUST_USE; /* whole, synced, verified */
bool db_check(struct db *db, bool full,
              struct err *err) MUST_USE; /* integrity_check or quick_check */
bool db_is_damaged(const struct db *db); /* was any answer ERR_DAMAGED since it was opened? */

struct db_migration {
    int number; /* 1, 2, ... */
    const char *name;
    const char *sql;
};
/* Brings the file to the newest number, each step in one transaction, with a copy of the file at
 * `backup_path` (a printf format with one %d for the number it had) before the first step unless
 * the file is new. Refuses a file of a newer program. */
bool db_migrate(struct db *db, const struct db_migration *m, size_t n, const char *backup_path,
                struct err *err) MUST_USE;
