/* Files are opened without waiting and looked at before they are read, so that a pipe or a device
 * in the place of a file cannot hold the program up. What is written replaces the old file in one
 * step; the order of fsync, rename and fsync of the folder is what makes that true after a power
 * cut. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The name for a sentence: people know their files by name, not by path. */
static const char *shown(const char *path) {
    return *file_name(path) ? file_name(path) : path;
}

void path_join(char *out, size_t size, const char *dir, const char *name) {
    size_t n = strlen(dir);
    const char *slash = n == 0 || dir[n - 1] == '/' ? "" : "/";
    int len = snprintf(out, size, "%s%s%s", dir, slash, name);
    ASSERT(len >= 0 && (size_t)len < size);
}

static bool overwrite(int fd, off_t size) {
    static const char zeros[4096];
    for (off_t at = 0; at < size;) {
        size_t n = size - at < (off_t)sizeof zeros ? (size_t)(size - at) : sizeof zeros;
        ssize_t done = pwrite(fd, zeros, n, at);
        if (done <= 0)
            return false;
        at += done;
    }
    return fdatasync(fd) == 0;
}

bool file_shred(const char *path, struct err *err) {
    struct stat st;
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && overwrite(fd, st.st_size);
    int why = errno;
    if (fd >= 0)
        close(fd);
    if (ok && unlink(path) == 0)
        return true;
    return err_errno(err, ok ? errno : why, "%s could not be removed: remove it, it holds names",
                     file_name(path));
}

bool file_exists(const char *path) {
    return access(path, F_OK) == 0;
}

static void close_fd(const int *fd) {
    if (*fd >= 0)
        close(*fd);
}

/* --- reading --- */

static bool refuse_too_large(const char *path, size_t cap, struct err *err) {
    if (cap >= 1 << 20)
        return err_set(err, ERR_INPUT, "%s is larger than %zu MiB: split it or choose another file",
                       shown(path), cap >> 20);
    return err_set(err, ERR_INPUT, "%s is larger than %zu bytes: choose another file", shown(path),
                   cap);
}

static bool refuse_not_file(const char *path, mode_t mode, struct err *err) {
    if (S_ISDIR(mode))
        return err_set(err, ERR_INPUT, "%s is a folder: name the file inside it", shown(path));
    return err_set(err, ERR_INPUT, "%s is a device or pipe, not a file: name a file", shown(path));
}

enum { PART = 16384 };

static bool read_parts(int fd, const char *path, size_t cap, char part[PART], struct str *out,
                       struct err *err) {
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, part, PART);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(err, errno, "cannot read %s", shown(path));
        if (n == 0)
            return true;
        total += (size_t)n;
        if (total > cap)
            return refuse_too_large(path, cap, err);
        str_addn(out, part, (size_t)n);
    }
}

static bool read_all(int fd, const char *path, size_t cap, struct str *out, struct err *err) {
    char part[PART];
    bool ok = read_parts(fd, path, cap, part, out, err);
    explicit_bzero(part, sizeof(part)); /* what is left on the stack may be personal */
    return ok;
}

bool file_read(const char *path, size_t cap, struct str *out, struct err *err) {
    int fd CLEANUP(close_fd) = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == ENOENT)
        return err_set(err, ERR_MISSING, "%s is not there: check the name and the folder",
                       shown(path));
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return err_errno(err, errno, "cannot open %s", shown(path));
    if (!S_ISREG(st.st_mode))
        return refuse_not_file(path, st.st_mode, err);
    if ((uintmax_t)st.st_size > cap)
        return refuse_too_large(path, cap, err);
    size_t before = out->len;
    str_reserve(out, (size_t)st.st_size);
    if (!read_all(fd, path, cap, out, err)) {
        str_cut(out, before);
        return false;
    }
    return true;
}

/* --- writing --- */

static bool write_all(int fd, const char *bytes, size_t n) {
    while (n) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

/* Fills the open temporary file and closes it. errno tells what went wrong. */
static bool fill_and_close(int fd, const void *bytes, size_t n) {
    bool ok = write_all(fd, bytes, n) && fsync(fd) == 0;
    int saved = errno;
    if (close(fd) != 0 && ok)
        return false;
    errno = saved;
    return ok;
}

/* The folder of `path`: "." for a bare name, "/" for a file in the root. */
static bool dir_of(char *out, size_t size, const char *path, struct err *err) {
    size_t n = (size_t)(file_name(path) - path);
    if (n >= size - sizeof("/.turnout-XXXXXX"))
        return err_set(err, ERR_INPUT, "the path of %s is too long: choose a shorter one",
                       shown(path));
    memcpy(out, n ? path : ".", n ? n : 1);
    out[n > 1 ? n - 1 : 1] = '\0';
    return true;
}

bool file_has_place(const char *path, struct err *err) {
    char dir[PATH_MAX];
    struct stat st;
    if (stat(path, &st) == 0)
        return S_ISREG(st.st_mode) || refuse_not_file(path, st.st_mode, err);
    if (!dir_of(dir, sizeof(dir), path, err))
        return false;
    if (stat(dir, &st) != 0 && errno == ENOENT)
        return err_set(err, ERR_MISSING, "there is no folder %s: make it, or name another one",
                       dir);
    return true;
}

bool file_write_whole(const char *path, const void *bytes, size_t n, struct err *err) {
    char dir[PATH_MAX], temp[PATH_MAX];
    if (!file_has_place(path, err) || !dir_of(dir, sizeof(dir), path, err))
        return false;
    path_join(temp, sizeof(temp), dir, ".turnout-XXXXXX");
    int fd = mkostemp(temp, O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, errno, "cannot write %s", shown(path));
    if (!fill_and_close(fd, bytes, n) || rename(temp, path) != 0) {
        int why = errno;
        unlink(temp);
        return err_errno(err, why, "cannot write %s", shown(path));
    }
    return file_sync_dir(dir, err);
}

bool file_write_new(const char *path, unsigned int mode, const void *bytes, size_t n,
                    struct err *err) {
    char dir[PATH_MAX];
    if (!file_has_place(path, err) || !dir_of(dir, sizeof(dir), path, err))
        return false;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0 && errno == EEXIST)
        return err_set(err, ERR_INPUT, "%s is there already: choose another name", shown(path));
    if (fd < 0)
        return err_errno(err, errno, "cannot write %s", shown(path));
    if (!fill_and_close(fd, bytes, n)) {
        int why = errno;
        unlink(path);
        return err_errno(err, why, "cannot write %s", shown(path));
    }
    return file_sync_dir(dir, err);
}

bool file_sync_dir(const char *path, struct err *err) {
    int fd CLEANUP(close_fd) = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, errno, "cannot open the folder %s", path);
    /* EINVAL: the file system keeps no folder that could be synced, as some for USB sticks. */
    if (fsync(fd) != 0 && errno != EINVAL)
        return err_errno(err, errno, "cannot save the folder %s", path);
    return true;
}

bool file_sync_all(const char *path, struct err *err) {
    int fd CLEANUP(close_fd) = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, errno, "cannot open the folder %s", path);
    return syncfs(fd) == 0 || err_errno(err, errno, "cannot save the folder %s", path);
}

void file_set_times(const char *path, int64_t wall_ms) {
    const struct timespec at = {.tv_sec = wall_ms / 1000, .tv_nsec = wall_ms % 1000 * 1000000};
    const struct timespec both[2] = {at, at};
    int rc = utimensat(AT_FDCWD, path, both, AT_SYMLINK_NOFOLLOW);
    (void)rc;
}

/* --- folders --- */

static void sweep(const char *folder, int deeper) {
    struct stat st;
    DIR *dir = lstat(folder, &st) == 0 && S_ISDIR(st.st_mode) ? opendir(folder) : NULL;
    if (!dir)
        return;
    for (struct dirent *e; (e = readdir(dir));) {
        char path[PATH_MAX];
        if (str_eq(e->d_name, ".") || str_eq(e->d_name, "..") ||
            unlinkat(dirfd(dir), e->d_name, 0) == 0 || deeper == 0 ||
            strlen(folder) + strlen(e->d_name) + 2 > sizeof(path))
            continue;
        path_join(path, sizeof(path), folder, e->d_name);
        sweep(path, deeper - 1);
    }
    closedir(dir);
    rmdir(folder);
}

void file_sweep(const char *folder) {
    sweep(folder, 3);
}

bool file_make_dirs(const char *path, struct err *err) {
    char part[PATH_MAX];
    if (!STR_COPY(part, path))
        return err_set(err, ERR_INPUT, "the path of %s is too long: choose a shorter one",
                       shown(path));
    for (char *p = part + 1; part[0] && *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST && !file_exists(part))
            return err_errno(err, errno, "cannot make the folder %s", part);
        *p = '/';
    }
    struct stat st;
    if (mkdir(part, 0700) != 0 && errno != EEXIST)
        return err_errno(err, errno, "cannot make the folder %s", path);
    if (stat(part, &st) != 0 || !S_ISDIR(st.st_mode))
        return err_set(err, ERR_INPUT, "%s is a file: choose another name for the folder", path);
    return true;
}
