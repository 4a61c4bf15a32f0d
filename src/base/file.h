/* Files: whole reads with a cap, durable whole writes, and the folders of a kiosk. */
#pragma once

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads a regular file whole into `out` (appended). Refuses, each with a sentence: what is not
 * there, a directory or device, no permission, more than `cap` bytes. */
bool file_read(const char *path, size_t cap, struct str *out, struct err *err) MUST_USE;

/* Before a file is made at `path`: false if something else stands there, such as a folder, or if
 * there is no folder for it. Whether it then can be made, making it tells. */
bool file_has_place(const char *path, struct err *err) MUST_USE;

/* Writes `n` bytes so that after a crash either the old or the whole new file is there: temporary
 * file beside it, fsync, rename, fsync of the folder. */
bool file_write_whole(const char *path, const void *bytes, size_t n, struct err *err) MUST_USE;

/* Writes a new file, synced with its folder; one that is there already is never overwritten.
 * `mode`: who may read it (0600: its owner alone). */
bool file_write_new(const char *path, unsigned int mode, const void *bytes, size_t n,
                    struct err *err) MUST_USE;

bool file_make_dirs(const char *path, struct err *err) MUST_USE; /* as mkdir -p, mode 0700 */
bool file_sync_dir(const char *path, struct err *err) MUST_USE;  /* fsync of a folder */
/* Overwrites the bytes, syncs, then removes: for what is personal. */
bool file_shred(const char *path, struct err *err) MUST_USE;
/* Everything that was written to the file system on which this folder is. */
bool file_sync_all(const char *path, struct err *err) MUST_USE;
/* Sets the times of access and of change. What a file system refuses stays as it was: there is
 * nothing that anybody could do. */
void file_set_times(const char *path, int64_t wall_ms);
/* Removes a folder of ours with all that is in it, four folders deep. Links are removed and never
 * followed; whatever is in the way stays. */
void file_sweep(const char *folder);
bool file_exists(const char *path);
const char *file_name(const char *path); /* what follows the last '/' */

/* "a/b" into a fixed array; ends the program if it does not fit (paths are capped where they
 * enter). */
void path_join(char *out, size_t size, const char *dir, const char *name);
