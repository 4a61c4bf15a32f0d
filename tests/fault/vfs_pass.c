#include "vfs_pass.h"

static sqlite3_file *real(sqlite3_file *f) {
    return ((struct vfs_pass *)f)->real;
}

sqlite3_file *vfs_pass_real(sqlite3_file *f) {
    return real(f);
}

static int f_close(sqlite3_file *f) {
    return real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
}

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) {
    return real(f)->pMethods->xRead(real(f), p, n, at);
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
    return real(f)->pMethods->xWrite(real(f), p, n, at);
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size) {
    return real(f)->pMethods->xTruncate(real(f), size);
}

static int f_sync(sqlite3_file *f, int flags) {
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

const sqlite3_io_methods vfs_pass_methods = {
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

void vfs_pass_init(sqlite3_vfs *vfs, const char *name, size_t size) {
    sqlite3_vfs *below = sqlite3_vfs_find(NULL);
    *vfs = *below;
    vfs->pNext = NULL;
    vfs->zName = name;
    vfs->szOsFile = (int)size + below->szOsFile;
    vfs->pAppData = below;
}

int vfs_pass_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags,
                  const sqlite3_io_methods *methods) {
    sqlite3_vfs *below = vfs->pAppData;
    struct vfs_pass *file = (struct vfs_pass *)f;
    file->base.pMethods = NULL; /* so that SQLite does not close what was not opened */
    file->real = (sqlite3_file *)((char *)f + (vfs->szOsFile - below->szOsFile));
    int rc = below->xOpen(below, name, file->real, flags, ret_flags);
    if (rc == SQLITE_OK)
        file->base.pMethods = methods;
    return rc;
}
