/* A file layer for SQLite that fails when it is told to, over the real one.
 *
 * It covers all files of a database: the file itself, the WAL, the rollback journal. One kind of
 * operation is counted; the n-th of that kind fails, once, or from there on every operation fails,
 * as if the machine had died there (what was written before is on the disk). A write that fails
 * leaves half of its bytes. For tests only: one plan for the whole process, changed while nothing
 * runs. */
#pragma once

#include <stdbool.h>

enum fault {
    FAULT_NONE,
    FAULT_WRITE,
    FAULT_FULL, /* a write for which there is no room */
    FAULT_SYNC,
    FAULT_OPEN,
    FAULT_TRUNCATE,
    FAULT_KINDS
};

#define VFS_FAULT "turnout-fault"

void vfs_fault_register(void);
/* From now on: the n-th (1, 2, ...) operation of this kind fails. */
void vfs_fault_plan(enum fault kind, int n, bool for_ever);
bool vfs_fault_hit(void);             /* has the plan come true? */
int vfs_fault_count(enum fault kind); /* operations of this kind since the plan was made */
const char *vfs_fault_name(enum fault kind);
