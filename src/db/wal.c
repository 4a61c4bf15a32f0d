/* The write-ahead log and its file.
 *
 * A commit appends *frames* (24 bytes and a page) to the WAL and syncs it. When the file must grow
 * for that, the file system writes its own journal too, and the commit takes twice as long. So the
 * file is written to its full size once, with zeros behind the last frame: a zero frame names page
 * 0, which does not exist, so a reader stops there as it would at the end of the file. Reserving
 * the blocks (fallocate) is not enough: the first write into a reserved block still changes the
 * file system's own tables.
 *
 * A checkpoint copies the frames to the database file; the next write then starts again at the
 * front of the WAL, and needs a second sync for its new header. That write is made here, so that no
 * tap pays for it. */
#include "db/db_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

enum { FRAME = 24 + 4096, HEADER = 32, SPARE_FRAMES = 64 };

static int on_commit(void *ctx, sqlite3 *handle, const char *name, int frames) {
    (void)handle;
    (void)name;
    struct db *db = ctx;
    db->wal_frames = frames;
    return SQLITE_OK;
}

/* Having a hook of our own also turns SQLite's checkpoint after 1000 frames off. */
void db_wal_watch(struct db *db) {
    sqlite3_wal_hook(db->handle, on_commit, db);
}

/* The smallest possible transaction: one page, and nothing in it that means anything. */
static bool write_anything(struct db *db, struct err *err) {
    int64_t number;
    char sql[64];
    if (!db_ask_int(db, err, &number, 0, "PRAGMA user_version", ""))
        return false;
    snprintf(sql, sizeof(sql), "PRAGMA user_version=%d", (int)number);
    return db_exec(db, err, sql);
}

/* The WAL's own descriptor is none of SQLite's business: it keeps its locks in other files, so
 * closing this one takes none away. The write lock keeps other processes from appending meanwhile.
 */
static bool grow_file(struct db *db, const char *path, off_t bytes, struct err *err) {
    struct stat st;
    if (!db_begin(db, __func__, err))
        return false;
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int why = fd < 0 || fstat(fd, &st) != 0 ? errno : 0;
    if (!why && st.st_size < bytes)
        why = db_write_zeros(fd, st.st_size, bytes);
    if (fd >= 0)
        close(fd);
    db_rollback(db);
    return !why || err_errno(err, why, "cannot reserve room for the database");
}

bool db_wal_grow(struct db *db, size_t bytes, struct err *err) {
    struct str path CLEANUP(str_release) = {0};
    struct stat st;
    str_addf(&path, "%s-wal", sqlite3_db_filename(db->handle, "main"));
    db->wal_room = bytes > HEADER + FRAME * (SPARE_FRAMES + 1)
                       ? (int)((bytes - HEADER) / FRAME) - SPARE_FRAMES
                       : 0;
    db->wal_relieve_at = db->wal_room;
    if (!db->wal_room || (stat(str_c(&path), &st) == 0 && st.st_size >= (off_t)bytes))
        return true;
    return write_anything(db, err) && grow_file(db, str_c(&path), (off_t)bytes, err);
}

bool db_checkpoint(struct db *db, int pages, struct err *err) {
    int frames = 0, copied = 0;
    if (db->read_only || db->wal_frames <= pages)
        return true;
    ASSERT(!db->depth);
    int rc =
        sqlite3_wal_checkpoint_v2(db->handle, "main", SQLITE_CHECKPOINT_PASSIVE, &frames, &copied);
    if ((rc & 0xff) == SQLITE_BUSY)
        return true; /* another process does it */
    if (rc != SQLITE_OK)
        return db_fail(db, rc, err);
    if (frames != copied)
        return true; /* a reader in another process still needs the rest; next time */
    db->wal_frames = 0;
    return write_anything(db, err);
}

/* What a flash card keeps of blocks that were written over is out of anybody's reach here. */
bool db_scrub(struct db *db, struct err *err) {
    int frames, copied;
    ASSERT(!db->depth && !db->read_only);
    if (!db_exec(db, err, "VACUUM"))
        return false;
    int rc =
        sqlite3_wal_checkpoint_v2(db->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, &frames, &copied);
    if (rc != SQLITE_OK)
        return db_fail(db, rc, err);
    db->wal_frames = 0;
    return write_anything(db, err);
}

void db_wal_relieve(struct db *db) {
    if (!db->wal_room || db->wal_frames <= db->wal_relieve_at)
        return;
    /* While a reader in another process holds it up, it is tried now and then, not at every commit.
     * A failure loses nothing: the file grows, and what is wrong will show at the next commit. */
    int asked_at = db->wal_frames;
    bool emptied = db_checkpoint(db, db->wal_room, NULL);
    (void)emptied;
    db->wal_relieve_at = db->wal_frames < asked_at ? db->wal_room : asked_at + SPARE_FRAMES;
}
