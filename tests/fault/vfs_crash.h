/* A power cut, anywhere, as often as one likes: a file layer for SQLite that writes down everything
 * that is done to a folder, and a disk that plays the notes back up to a moment and loses power.
 *
 * The program itself runs on the real files and notices nothing. Because the notes are kept, one
 * run can be cut at each of its operations, each time in another way.
 *
 * WHAT A DISK MAY DO. What was written since the last sync of that file is *pending*. When the
 * power goes, each sector (512 or 4096 bytes) of each pending write is for itself
 *   - kept, dropped, or replaced by garbage, whatever became of those before and after it: the
 *     disk's cache, the queue and the kernel write back in the order that they like;
 *   - torn: its first bytes are new, the others as they were.
 * A file that grew has grown or not, and where its new part was not written there are zeros or
 * garbage; a file that was cut short is short or not. The operation in which the power goes is
 * pending too, and so is a sync: it may have reached some sectors.
 * A folder is written like a file: a name that was made, changed or taken away since the last sync
 * of the folder may be there or not, each for itself. Syncing a file does not save its name. In
 * some cuts the disk is orderly instead, and what is lost is only the end of the row. The index of
 * the WAL (-shm) lives in memory: after a cut it is not there, or it is garbage.
 *
 * WHAT IT MAY NOT DO, because then nobody could promise anything:
 *   - lose or change what a sync has confirmed (unless it is told to lie, below);
 *   - touch bytes that nobody wrote: a garbled sector garbles no neighbour, and of a sector that
 * was written in part, the rest stays (SQLite calls this "powersafe overwrite" and counts on it);
 *   - rename by halves: after a rename is done or not done there is no third state;
 *   - write later: what is lost stays lost.
 *
 * Two doors lead to the disk. SQLite writes through this layer. Syncs, and what happens to names,
 * are seen where the system is called, because the store calls it too: the program that uses this
 * puts functions of its own before fsync, fdatasync, pwrite, rename, unlink and mkdir, which report
 * here. It syncs nothing in truth, so that many runs take little time.
 *
 * One recording at a time, of a folder and the folders right in it. For tests only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define VFS_CRASH "turnout-crash"

struct vfs_crash_log; /* the notes, and the files as they were before */

/* How the disk takes a sync. The liars must lose what was promised: a check that does not notice it
 * checks nothing. */
enum vfs_crash_sync {
    SYNC_HONEST,
    SYNC_IGNORED,     /* confirms everything, saves nothing: a cheap card */
    SYNC_WAL_IGNORED, /* the log of a database is not synced: what synchronous=NORMAL does */
};

void vfs_crash_register(void);

/* Everything that `dir` (an absolute path without links) holds now is firm; from now on it is
 * watched. vfs_crash_stop() ends that. The log stays until it is freed. */
struct vfs_crash_log *vfs_crash_record(const char *dir);
void vfs_crash_stop(void);
void vfs_crash_free(struct vfs_crash_log *log); /* NULL is fine */

size_t vfs_crash_ops(const struct vfs_crash_log *log); /* operations until now */
/* The next sync from `op` on, of a file or of a folder, where most is pending; otherwise `op`. */
size_t vfs_crash_next_sync(const struct vfs_crash_log *log, size_t op, bool of_folder);
/* The n-th sync of a folder, from 0; begins anew after the last. There must be one. */
size_t vfs_crash_folder_sync(const struct vfs_crash_log *log, size_t n);
/* What operation `op` is, for people: "write 4120 at 32 to kiosk.db-wal". */
void vfs_crash_describe(const struct vfs_crash_log *log, size_t op, char *out, size_t size);

/* Cuts the power in the middle of operation `op` (= vfs_crash_ops(): after the last) and puts what
 * is then on the disk into the empty folder `dir`. The same seed loses the same. */
void vfs_crash_cut(const struct vfs_crash_log *log, size_t op, uint64_t seed,
                   enum vfs_crash_sync sync, const char *dir);

/* From the second door; reported when it is done. */
void vfs_crash_saw_write(int fd, const void *bytes, size_t n, off_t at);
void vfs_crash_saw_sync(int fd);
void vfs_crash_saw_rename(const char *from, const char *to);
void vfs_crash_saw_unlink(const char *path);
void vfs_crash_saw_mkdir(const char *path);

/* Numbers by seed, the same in every run: 0 to n - 1. */
uint32_t vfs_crash_below(uint64_t *state, uint32_t n);
