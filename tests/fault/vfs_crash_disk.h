/* What the two files of the crash layer share: the notes of vfs_crash.c, which vfs_crash_disk.c
 * plays back. Nobody else includes this. */
#pragma once

#include <limits.h>

#include "base/str.h"
#include "vfs_crash.h"

enum { CRASH_NAME = 64, CRASH_ENTRIES = 48, NOT_WATCHED = -1, A_FOLDER = -2 };

enum crash_kind {
    CRASH_WRITE,
    CRASH_TRUNCATE,
    CRASH_SYNC,
    CRASH_CREATE, /* a file, or a folder */
    CRASH_RENAME,
    CRASH_UNLINK,
    CRASH_SYNC_FOLDER,
};

/* A file keeps its number when its name changes, as it keeps its inode. */
struct crash_op {
    enum crash_kind kind;
    int file;
    char name[CRASH_NAME], to[CRASH_NAME];
    int64_t at; /* of a write; the size after a truncation */
    size_t n;
    unsigned char *bytes;
};

struct crash_entry {
    char name[CRASH_NAME]; /* "kiosk.db", "backups", "backups/a.db" */
    int file;
};

struct crash_names {
    struct crash_entry entry[CRASH_ENTRIES];
    size_t n;
};

struct vfs_crash_log {
    char dir[PATH_MAX];
    struct crash_op *op;
    size_t ops, op_cap;
    struct crash_names live, firm_names; /* now; when it began */
    struct str *firm;                    /* the bytes of each file when it began */
    size_t firm_cap;
    int files, firm_files;
};

struct crash_entry *crash_find(const struct crash_names *names, const char *name);
void crash_apply_name(struct crash_names *names, const struct crash_op *op);
