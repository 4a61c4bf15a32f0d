#include "vfs_fault.h"

#include <stdatomic.h>

#include <sqlite3.h>

#include "vfs_pass.h"

static struct {
    sqlite3_vfs vfs;
    sqlite3_io_methods methods;
    enum fault kind;
    int n;
    bool for_ever;
    atomic_bool hit;
    atomic_int count[FAULT_KINDS];
} plan;

/* Counts one operation and says whether it fails. */
static bool fails(enum fault kind) {
    int count = ++plan.count[kind];
    if (plan.hit && plan.for_ever)
        return true;
    if (kind != plan.kind || count != plan.n)
        return false;
    plan.hit = true;
    return true;
}

/* --- files --- */

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
    bool broken = fails(FAULT_WRITE), full = fails(FAULT_FULL);
    if (!broken && !full)
        return vfs_pass_real(f)->pMethods->xWrite(vfs_pass_real(f), p, n, at);
    /* What a dead machine does not write, it does not write half either. */
    if (!plan.for_ever || plan.count[plan.kind] == plan.n)
        vfs_pass_real(f)->pMethods->xWrite(vfs_pass_real(f), p, n / 2, at);
    return full && plan.kind == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size) {
    if (fails(FAULT_TRUNCATE))
        return SQLITE_IOERR_TRUNCATE;
    return vfs_pass_real(f)->pMethods->xTruncate(vfs_pass_real(f), size);
}

static int f_sync(sqlite3_file *f, int flags) {
    if (fails(FAULT_SYNC))
        return SQLITE_IOERR_FSYNC;
    return vfs_pass_real(f)->pMethods->xSync(vfs_pass_real(f), flags);
}

/* --- the layer --- */

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags) {
    f->pMethods = NULL;
    if (fails(FAULT_OPEN))
        return SQLITE_CANTOPEN;
    return vfs_pass_open(vfs, name, f, flags, ret_flags, &plan.methods);
}

static int v_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    sqlite3_vfs *real = vfs->pAppData;
    if (plan.hit && plan.for_ever)
        return SQLITE_IOERR_DELETE;
    return real->xDelete(real, name, sync);
}

void vfs_fault_register(void) {
    if (plan.vfs.zName)
        return;
    plan.methods = vfs_pass_methods;
    plan.methods.xWrite = f_write;
    plan.methods.xTruncate = f_truncate;
    plan.methods.xSync = f_sync;
    vfs_pass_init(&plan.vfs, VFS_FAULT, sizeof(struct vfs_pass));
    plan.vfs.xOpen = v_open;
    plan.vfs.xDelete = v_delete;
    sqlite3_vfs_register(&plan.vfs, 0);
}

void vfs_fault_plan(enum fault kind, int n, bool for_ever) {
    plan.kind = kind;
    plan.n = n;
    plan.for_ever = for_ever;
    plan.hit = false;
    for (int i = 0; i < FAULT_KINDS; i++)
        plan.count[i] = 0;
}

bool vfs_fault_hit(void) {
    return plan.hit;
}

int vfs_fault_count(enum fault kind) {
    return plan.count[kind];
}

const char *vfs_fault_name(enum fault kind) {
    static const char *const names[] = {"none", "write", "full", "sync", "open", "truncate"};
    return names[kind];
}
