/* The second door of vfs_crash.h: these functions stand before those of the C library, also for
 * SQLite. Included by the one file of a program that cuts the power. */
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "vfs_crash.h"

int fsync(int fd) {
    vfs_crash_saw_sync(fd);
    return 0;
}

int fdatasync(int fd) {
    vfs_crash_saw_sync(fd);
    return 0;
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) {
    struct iovec part = {(void *)bytes, n};
    ssize_t done = pwritev(fd, &part, 1, at);
    if (done > 0)
        vfs_crash_saw_write(fd, bytes, (size_t)done, at);
    return done;
}

int rename(const char *from, const char *to) {
    int rc = renameat(AT_FDCWD, from, AT_FDCWD, to);
    if (rc == 0)
        vfs_crash_saw_rename(from, to);
    return rc;
}

int unlink(const char *path) {
    int rc = unlinkat(AT_FDCWD, path, 0);
    if (rc == 0)
        vfs_crash_saw_unlink(path);
    return rc;
}

int mkdir(const char *path, mode_t mode) {
    int rc = mkdirat(AT_FDCWD, path, mode);
    if (rc == 0)
        vfs_crash_saw_mkdir(path);
    return rc;
}
