/* What the files of this folder share: the handle itself. Nobody else includes this. */
#pragma once

#include "db/db.h"

#include <sqlite3.h>

enum { DB_CACHE_SLOTS = 64, DB_DEPTH_MAX = 8 };

struct db {
    sqlite3 *handle;
    char *path, *vfs; /* vfs NULL: the default one */
    bool read_only;
    bool damaged; /* some answer was "malformed" since it was opened */
    struct db_rows *cache[DB_CACHE_SLOTS];
    const char *where[DB_DEPTH_MAX]; /* who began each level of the transaction */
    int depth;                       /* 0: none */
    int part_depth;                  /* depth outside of the savepoint; 0: no savepoint */
    bool committing;                 /* a COMMIT of ours is running */
    struct err undone;               /* why SQLite rolled the transaction back by itself */
    int wal_frames;                  /* in the WAL since it last began anew, as far as we know */
    int wal_room;                    /* frames that fit into the grown WAL, with some to spare */
    int wal_relieve_at;              /* frames at which a commit empties it, whoever waits */
};

/* A file without a WAL, for copies. */
struct db *db_open_plain(const char *path, const char *vfs, struct err *err);

/* Fills `err` from what SQLite says of `rc`; notes damage and a transaction that is gone. False. */
bool db_fail(struct db *db, int rc, struct err *err);
/* A transaction that SQLite has rolled back must not go on as single commits. */
bool db_still_there(struct db *db, struct err *err);
/* One cached statement without parameters, even when db_still_there() is not. */
bool db_simple(struct db *db, const char *sql, struct err *err);
void db_forget_statements(struct db *db);

/* Zeros from one offset to another, synced. 0, or the errno. */
int db_write_zeros(int fd, int64_t from, int64_t to);

bool db_rollback_set_up(struct db *db, const struct db_opts *opts, struct err *err);

bool db_wal_grow(struct db *db, size_t bytes, struct err *err);
void db_wal_watch(struct db *db);
/* After a commit: when the WAL is about to outgrow its file, it is emptied although somebody waits.
 */
void db_wal_relieve(struct db *db);
