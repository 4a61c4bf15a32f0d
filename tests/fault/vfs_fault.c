#include "vfs_fault.h"

#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <sqlite3.h>

static struct {
    sqlite3_vfs vfs, *real;
    enum fault kind;
    int n;
    bool for_ever;
    atomic_bool hit;
    atomic_int count[FAULT_KINDS];
} plan;

struct file {
    sqlite3_file base;
    sqlite3_file *real; /* lies behind this struct */
};

static sqlite3_file *real(sqlite3_file *f) {
    return ((struct file *)f)->real;
}

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

static int f_close(sqlite3_file *f) {
    return real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
}

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) {
    return real(f)->pMethods->xRead(real(f), p, n, at);
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
    bool broken = fails(FAULT_WRITE), full = fails(FAULT_FULL);
    if (!broken && !full)
        return real(f)->pMethods->xWrite(real(f), p, n, at);
    /* What a dead machine does not write, it does not write half either. */
    if (!plan.for_ever || plan.count[plan.kind] == plan.n)
        real(f)->pMethods->xWrite(real(f), p, n / 2, at);
    return full && plan.kind == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size) {
    if (fails(FAULT_TRUNCATE))
        return SQLITE_IOERR_TRUNCATE;
    return real(f)->pMethods->xTruncate(real(f), size);
}

static int f_sync(sqlite3_file *f, int flags) {
    if (fails(FAULT_SYNC))
        return SQLITE_IOERR_FSYNC;
    return real(f)->pMethods->xSync(real(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *ret) {
    return real(f)->pMethods->xFileSize(real(f), ret);
}

static int f_lock(sqlite3_file *f, int level) {
    return real(f)->pMethods->xLock(real(f), level);
}

static int f_unlock(sqlite3_file *f, int level) {
    return real(f)->pMethods->xUnlock(real(f), level);
}

static int f_check_lock(sqlite3_file *f, int *ret) {
    return real(f)->pMethods->xCheckReservedLock(real(f), ret);
}

static int f_control(sqlite3_file *f, int op, void *arg) {
    return real(f)->pMethods->xFileControl(real(f), op, arg);
}

static int f_sector(sqlite3_file *f) {
    return real(f)->pMethods->xSectorSize(real(f));
}

static int f_device(sqlite3_file *f) {
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret) {
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, ret);
}

static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags) {
    return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void f_shm_barrier(sqlite3_file *f) {
    real(f)->pMethods->xShmBarrier(real(f));
}

static int f_shm_unmap(sqlite3_file *f, int remove) {
    return real(f)->pMethods->xShmUnmap(real(f), remove);
}

static int f_fetch(sqlite3_file *f, sqlite3_int64 at, int n, void **ret) {
    return real(f)->pMethods->xFetch(real(f), at, n, ret);
}

static int f_unfetch(sqlite3_file *f, sqlite3_int64 at, void *p) {
    return real(f)->pMethods->xUnfetch(real(f), at, p);
}

static const sqlite3_io_methods methods = {
    .iVersion = 3,
    .xClose = f_close,
    .xRead = f_read,
    .xWrite = f_write,
    .xTruncate = f_truncate,
    .xSync = f_sync,
    .xFileSize = f_size,
    .xLock = f_lock,
    .xUnlock = f_unlock,
    .xCheckReservedLock = f_check_lock,
    .xFileControl = f_control,
    .xSectorSize = f_sector,
    .xDeviceCharacteristics = f_device,
    .xShmMap = f_shm_map,
    .xShmLock = f_shm_lock,
    .xShmBarrier = f_shm_barrier,
    .xShmUnmap = f_shm_unmap,
    .xFetch = f_fetch,
    .xUnfetch = f_unfetch,
};

/* --- the layer --- */

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags) {
    (void)vfs;
    struct file *file = (struct file *)f;
    file->base.pMethods = NULL; /* so that SQLite does not close what was not opened */
    file->real = (sqlite3_file *)(file + 1);
    if (fails(FAULT_OPEN))
        return SQLITE_CANTOPEN;
    int rc = plan.real->xOpen(plan.real, name, file->real, flags, ret_flags);
    if (rc == SQLITE_OK)
        file->base.pMethods = &methods;
    return rc;
}

static int v_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    (void)vfs;
    if (plan.hit && plan.for_ever)
        return SQLITE_IOERR_DELETE;
    return plan.real->xDelete(plan.real, name, sync);
}

void vfs_fault_register(void) {
    if (plan.real)
        return;
    plan.real = sqlite3_vfs_find(NULL);
    plan.vfs = *plan.real;
    plan.vfs.pNext = NULL;
    plan.vfs.zName = VFS_FAULT;
    plan.vfs.szOsFile = (int)sizeof(struct file) + plan.real->szOsFile;
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
