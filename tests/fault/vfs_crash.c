/* Takes notes at both doors. The disk that plays them back stands in vfs_crash_disk.c. */
#include "vfs_crash.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "vfs_crash_disk.h"
#include "vfs_pass.h"

static struct {
    sqlite3_vfs vfs;
    sqlite3_io_methods methods;
    pthread_mutex_t lock; /* the store thread reports, the test asks how far it is */
    struct vfs_crash_log *log;
} watch = {.lock = PTHREAD_MUTEX_INITIALIZER};

struct crash_file {
    struct vfs_pass pass;
    int file; /* NOT_WATCHED, or its number in the log */
};

/* --- notes --- */

static struct crash_op *note(struct vfs_crash_log *log, enum crash_kind kind, int file,
                             const char *name) {
    log->op = xgrow(log->op, &log->op_cap, log->ops + 1, sizeof(*log->op));
    struct crash_op *op = &log->op[log->ops++];
    *op = (struct crash_op){.kind = kind, .file = file};
    ASSERT(STR_COPY(op->name, name));
    return op;
}

static int known(const struct vfs_crash_log *log, const char *name) {
    const struct crash_entry *e = crash_find(&log->live, name);
    return e ? e->file : NOT_WATCHED;
}

static int make(struct vfs_crash_log *log, const char *name) {
    int file = log->files++;
    struct crash_op *op = note(log, CRASH_CREATE, file, name);
    crash_apply_name(&log->live, op);
    return file;
}

static void note_write(struct vfs_crash_log *log, int file, const char *name, const void *bytes,
                       size_t n, int64_t at) {
    struct crash_op *op = note(log, CRASH_WRITE, file, name);
    op->at = at;
    op->n = n;
    op->bytes = xmalloc(n);
    memcpy(op->bytes, bytes, n);
}

/* The name within the watched folder ("" for the folder itself); NULL: none of our business. */
static const char *name_in(const struct vfs_crash_log *log, const char *path) {
    size_t n = log ? strlen(log->dir) : 0;
    if (!log || strncmp(path, log->dir, n) != 0 || (path[n] != '/' && path[n]))
        return NULL;
    return path[n] ? path + n + 1 : "";
}

static const char *name_of_fd(const struct vfs_crash_log *log, int fd, char path[PATH_MAX]) {
    char link[40];
    snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    ssize_t n = log ? readlink(link, path, PATH_MAX - 1) : -1;
    if (n < 0)
        return NULL;
    path[n] = '\0';
    return name_in(log, path);
}

/* --- the first door: SQLite's files --- */

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
    struct crash_file *file = (struct crash_file *)f;
    int rc = vfs_pass_real(f)->pMethods->xWrite(vfs_pass_real(f), p, n, at);
    pthread_mutex_lock(&watch.lock);
    if (rc == SQLITE_OK && file->file != NOT_WATCHED && watch.log)
        note_write(watch.log, file->file, "", p, (size_t)n, at);
    pthread_mutex_unlock(&watch.lock);
    return rc;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size) {
    struct crash_file *file = (struct crash_file *)f;
    int rc = vfs_pass_real(f)->pMethods->xTruncate(vfs_pass_real(f), size);
    pthread_mutex_lock(&watch.lock);
    if (rc == SQLITE_OK && file->file != NOT_WATCHED && watch.log)
        note(watch.log, CRASH_TRUNCATE, file->file, "")->at = size;
    pthread_mutex_unlock(&watch.lock);
    return rc;
}

static int v_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *ret_flags) {
    struct crash_file *file = (struct crash_file *)f;
    file->file = NOT_WATCHED;
    int rc = vfs_pass_open(vfs, path, f, flags, ret_flags, &watch.methods);
    pthread_mutex_lock(&watch.lock);
    const char *name = path ? name_in(watch.log, path) : NULL; /* no path: gone when it is closed */
    if (rc == SQLITE_OK && name) {
        file->file = known(watch.log, name);
        if (file->file == NOT_WATCHED)
            file->file = make(watch.log, name);
    }
    pthread_mutex_unlock(&watch.lock);
    return rc;
}

void vfs_crash_register(void) {
    if (watch.vfs.zName)
        return;
    watch.methods = vfs_pass_methods;
    watch.methods.xWrite = f_write;
    watch.methods.xTruncate = f_truncate;
    vfs_pass_init(&watch.vfs, VFS_CRASH, sizeof(struct crash_file));
    watch.vfs.xOpen = v_open;
    sqlite3_vfs_register(&watch.vfs, 0);
}

/* --- the second door: calls of the system --- */

void vfs_crash_saw_write(int fd, const void *bytes, size_t n, off_t at) {
    char path[PATH_MAX];
    pthread_mutex_lock(&watch.lock);
    const char *name = name_of_fd(watch.log, fd, path);
    if (name) {
        int file = known(watch.log, name);
        note_write(watch.log, file == NOT_WATCHED ? make(watch.log, name) : file, "", bytes, n, at);
    }
    pthread_mutex_unlock(&watch.lock);
}

void vfs_crash_saw_sync(int fd) {
    char path[PATH_MAX];
    pthread_mutex_lock(&watch.lock);
    const char *name = name_of_fd(watch.log, fd, path);
    int file = name ? known(watch.log, name) : NOT_WATCHED;
    if (name && (!name[0] || file == A_FOLDER))
        note(watch.log, CRASH_SYNC_FOLDER, A_FOLDER, name);
    else if (file != NOT_WATCHED)
        note(watch.log, CRASH_SYNC, file, name);
    pthread_mutex_unlock(&watch.lock);
}

static void note_name(enum crash_kind kind, const char *path, const char *to) {
    pthread_mutex_lock(&watch.lock);
    const char *name = name_in(watch.log, path);
    int file = name ? known(watch.log, name) : NOT_WATCHED;
    if (file != NOT_WATCHED) {
        struct crash_op *op = note(watch.log, kind, file, name);
        ASSERT(!to || STR_COPY(op->to, name_in(watch.log, to)));
        crash_apply_name(&watch.log->live, op);
    }
    pthread_mutex_unlock(&watch.lock);
}

void vfs_crash_saw_rename(const char *from, const char *to) {
    note_name(CRASH_RENAME, from, to);
}

void vfs_crash_saw_unlink(const char *path) {
    note_name(CRASH_UNLINK, path, NULL);
}

void vfs_crash_saw_mkdir(const char *path) {
    pthread_mutex_lock(&watch.lock);
    const char *name = name_in(watch.log, path);
    if (name && name[0])
        crash_apply_name(&watch.log->live, note(watch.log, CRASH_CREATE, A_FOLDER, name));
    pthread_mutex_unlock(&watch.lock);
}

/* --- the log --- */

static void take_firm(struct vfs_crash_log *log, const char *folder) {
    char path[PATH_MAX], name[CRASH_NAME];
    struct err err;
    struct stat st;
    path_join(path, sizeof(path), log->dir, folder);
    DIR *d = opendir(path);
    ASSERT(d);
    for (struct dirent *e; (e = readdir(d));) {
        if (e->d_name[0] == '.' || strstr(e->d_name, "-shm"))
            continue;
        snprintf(name, sizeof(name), "%s%s%s", folder, folder[0] ? "/" : "", e->d_name);
        path_join(path, sizeof(path), log->dir, name);
        ASSERT(stat(path, &st) == 0);
        int file = S_ISDIR(st.st_mode) ? A_FOLDER : log->files++;
        struct crash_op op = {.kind = CRASH_CREATE, .file = file};
        ASSERT(STR_COPY(op.name, name));
        crash_apply_name(&log->live, &op);
        if (file == A_FOLDER) {
            take_firm(log, name);
            continue;
        }
        log->firm = xgrow(log->firm, &log->firm_cap, (size_t)log->files, sizeof(*log->firm));
        log->firm[file] = (struct str){0};
        ASSERT(file_read(path, 64 << 20, &log->firm[file], &err));
    }
    closedir(d);
}

struct vfs_crash_log *vfs_crash_record(const char *dir) {
    struct vfs_crash_log *log = xcalloc(1, sizeof(*log));
    ASSERT(STR_COPY(log->dir, dir));
    take_firm(log, "");
    log->firm_names = log->live;
    log->firm_files = log->files;
    pthread_mutex_lock(&watch.lock);
    ASSERT(!watch.log);
    watch.log = log;
    pthread_mutex_unlock(&watch.lock);
    return log;
}

void vfs_crash_stop(void) {
    pthread_mutex_lock(&watch.lock);
    watch.log = NULL;
    pthread_mutex_unlock(&watch.lock);
}

void vfs_crash_free(struct vfs_crash_log *log) {
    if (!log)
        return;
    for (size_t i = 0; i < log->ops; i++)
        free(log->op[i].bytes);
    for (int i = 0; i < log->firm_files; i++)
        str_release(&log->firm[i]);
    free(log->op);
    free(log->firm);
    free(log);
}

size_t vfs_crash_ops(const struct vfs_crash_log *log) {
    pthread_mutex_lock(&watch.lock);
    size_t ops = log->ops;
    pthread_mutex_unlock(&watch.lock);
    return ops;
}
