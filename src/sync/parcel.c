/* Reading back from the page cache would prove nothing: after the sync the kernel is asked to
 * forget the file's pages, so that they come from the stick. Every step goes by path and not by an
 * open descriptor, because a folder that is gone must be noticed. FAT, which most sticks have,
 * keeps no journal: the order of the syncs is all that there is. */
#include "sync/parcel.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "seal/sha256.h"

enum { SLICE = 64 << 10, ROOM_BESIDE = 64 << 10, FOLDERS_MAX = 999 };

#define MANIFEST "manifest.txt"

enum stage { STAGE_START, STAGE_WRITE, STAGE_READ, STAGE_SEAL, STAGE_OVER };

struct item {
    char *path; /* NULL: it is `fd` */
    int fd;
    char name[PARCEL_NAME], sum[SHA256_HEX];
};

struct parcel {
    char place[PATH_MAX], name[PARCEL_NAME], folder[PARCEL_NAME + 8];
    dev_t device;       /* on which `place` was: a mount that goes leaves an empty folder behind */
    char dir[PATH_MAX]; /* where it grows; at last where it lies; "" before it is made */
    struct item *item;
    size_t items, items_cap, at;
    bool folders; /* within it */
    enum stage stage;
    bool done;
    int from, to; /* open files of the running stage, or -1 */
    struct sha256 *hash;
    int64_t moved, total;
    unsigned char slice[SLICE];
};

/* ---- sentences ---------------------------------------------------------------------------- */

/* What a person can do about it; the kernel's own words help nobody who holds a stick. */
static bool stick_failed(struct err *err, int why) {
    switch (why) {
    case ENOSPC:
    case EDQUOT:
        return err_set(err, ERR_FULL,
                       "The stick is full, so nothing was put on it: make room or use another.");
    case EFBIG:
        return err_set(err, ERR_FULL,
                       "A file is too large for this stick, so nothing was put on it: use another, "
                       "formatted as exFAT, or take fewer reports.");
    case EROFS:
    case EACCES:
    case EPERM:
        return err_set(err, ERR_DENIED,
                       "The stick is write-protected: move its switch or use another one.");
    case ENOENT:
    case ENOTDIR:
    case EIO:
    case ENODEV:
    case ENXIO:
    case ESTALE:
        return err_set(err, ERR_MISSING,
                       "The stick is gone, so the export did not finish: plug it in and export "
                       "once more.");
    default:
        return err_set(err, ERR_WORLD,
                       "The stick cannot be written (%s): use another one, formatted as FAT32 or "
                       "exFAT.",
                       strerrordesc_np(why));
    }
}

static bool stick_lies(struct err *err) {
    return err_set(err, ERR_DAMAGED,
                   "The stick does not give back what was written to it: throw it away and use "
                   "another one.");
}

/* ---- files and folders -------------------------------------------------------------------- */

static void close_file(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* NAME of the growing folder, or NAME.part, into `out`. */
static void path_of(const struct parcel *p, const char *name, const char *ending, char *out) {
    char file[PARCEL_NAME + 8];
    snprintf(file, sizeof file, "%s%s", name, ending);
    path_join(out, PATH_MAX, p->dir, file);
}

static bool write_all(int fd, const void *bytes, size_t n) {
    const char *from = bytes;
    while (n > 0) {
        ssize_t done = write(fd, from, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        from += done;
        n -= (size_t)done;
    }
    return true;
}

static ssize_t read_some(int fd, void *out, size_t n) {
    ssize_t got;
    do
        got = read(fd, out, n);
    while (got < 0 && errno == EINTR);
    return got;
}

static int create(const char *path) {
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
}

/* Onto the stick, out of the cache, closed. errno tells what went wrong. */
static bool finish_writing(int *fd) {
    bool ok = fsync(*fd) == 0;
    int why = errno;
    if (ok)
        (void)posix_fadvise(*fd, 0, 0, POSIX_FADV_DONTNEED); /* only advice, as its name says */
    if (close(*fd) != 0 && ok) {
        ok = false;
        why = errno;
    }
    *fd = -1;
    errno = why;
    return ok;
}

static bool sync_folder(const char *path, bool whole_stick, struct err *err) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return stick_failed(err, errno);
    /* Some file systems keep nothing to sync here, and say so in three ways. */
    bool ok = fsync(fd) == 0 || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
    ok = ok && (!whole_stick || syncfs(fd) == 0);
    int why = errno;
    close(fd);
    return ok || stick_failed(err, why);
}

/* The folders within the parcel that the name of a file needs. */
static bool make_folders(const struct parcel *p, const char *name, struct err *err) {
    char folder[PARCEL_NAME], path[PATH_MAX];
    STR_COPY(folder, name);
    for (char *c = strchr(folder, '/'); c; c = strchr(c + 1, '/')) {
        *c = '\0';
        path_join(path, sizeof path, p->dir, folder);
        if (mkdir(path, 0755) != 0 && errno != EEXIST)
            return stick_failed(err, errno);
        *c = '/';
    }
    return true;
}

/* A copy is as old as what it was copied from. */
static void copy_time(const struct item *item, const char *path) {
    struct stat st;
    if (item->path && stat(item->path, &st) == 0)
        file_set_times(path, st.st_mtim.tv_sec * 1000);
}

/* ---- the stages --------------------------------------------------------------------------- */

static bool choose_folder(struct parcel *p, char *out, struct err *err) {
    struct stat st;
    STR_COPY(p->folder, p->name);
    for (int i = 2; i <= FOLDERS_MAX; i++) {
        path_join(out, PATH_MAX, p->place, p->folder);
        if (lstat(out, &st) != 0)
            return errno == ENOENT || stick_failed(err, errno);
        snprintf(p->folder, sizeof p->folder, "%s-%d", p->name, i);
    }
    return err_set(err, ERR_FULL, "The stick holds %d exports: remove old ones or use another.",
                   FOLDERS_MAX);
}

/* Into a folder that only looks like the stick nothing is written: it is on the kiosk's own card.
 */
static bool is_there(const struct parcel *p, struct err *err) {
    struct stat st;
    if (stat(p->place, &st) != 0)
        return stick_failed(err, errno);
    return st.st_dev == p->device || stick_failed(err, ENODEV);
}

static bool has_room(const struct parcel *p, struct err *err) {
    struct statvfs fs;
    if (statvfs(p->place, &fs) != 0)
        return stick_failed(err, errno);
    if (fs.f_flag & ST_RDONLY)
        return stick_failed(err, EROFS);
    uint64_t room = (uint64_t)fs.f_bavail * fs.f_frsize;
    return room >= (uint64_t)p->total / 2 + ROOM_BESIDE || stick_failed(err, ENOSPC);
}

static bool start(struct parcel *p, struct err *err) {
    char ignored[PATH_MAX], dir[PATH_MAX], name[PARCEL_NAME + 8];
    if (!is_there(p, err))
        return false;
    snprintf(name, sizeof name, "%s.part", p->name);
    path_join(dir, sizeof dir, p->place, name);
    file_sweep(dir); /* of a time when the stick was pulled out */
    if (!has_room(p, err) || !choose_folder(p, ignored, err))
        return false;
    if (mkdir(dir, 0755) != 0)
        return stick_failed(err, errno);
    STR_COPY(p->dir, dir);
    p->stage = p->items > 0 ? STAGE_WRITE : STAGE_SEAL;
    return true;
}

static bool open_both(struct parcel *p, const struct item *item, struct err *err) {
    char path[PATH_MAX];
    if (item->path)
        p->from = open(item->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    else if (lseek(item->fd, 0, SEEK_SET) == 0)
        p->from = fcntl(item->fd, F_DUPFD_CLOEXEC, 0);
    if (p->from < 0)
        return err_errno(err, errno, "The kiosk cannot read its own file %s", item->name);
    path_of(p, item->name, ".part", path);
    if (!make_folders(p, item->name, err))
        return false;
    p->to = create(path);
    return p->to >= 0 || stick_failed(err, errno);
}

static bool write_slice(struct parcel *p, struct err *err) {
    struct item *item = &p->item[p->at];
    if (p->from < 0 && !open_both(p, item, err))
        return false;
    ssize_t n = read_some(p->from, p->slice, SLICE);
    if (n < 0)
        return err_errno(err, errno, "The kiosk cannot read its own file %s", item->name);
    if (n > 0) {
        sha256_add(p->hash, p->slice, (size_t)n);
        p->moved += n;
        return write_all(p->to, p->slice, (size_t)n) || stick_failed(err, errno);
    }
    sha256_take(p->hash, item->sum);
    close_file(&p->from);
    if (!finish_writing(&p->to))
        return stick_failed(err, errno);
    p->stage = STAGE_READ;
    return true;
}

/* The file is what it should be: it may bear its name. */
static bool accept(struct parcel *p, struct err *err) {
    char part[PATH_MAX], path[PATH_MAX], sum[SHA256_HEX];
    const struct item *item = &p->item[p->at];
    sha256_take(p->hash, sum);
    close_file(&p->from);
    if (!str_eq(sum, item->sum))
        return stick_lies(err);
    path_of(p, item->name, ".part", part);
    path_of(p, item->name, "", path);
    if (rename(part, path) != 0)
        return stick_failed(err, errno);
    copy_time(item, path);
    p->stage = ++p->at < p->items ? STAGE_WRITE : STAGE_SEAL;
    return true;
}

static bool read_slice(struct parcel *p, struct err *err) {
    char path[PATH_MAX];
    path_of(p, p->item[p->at].name, ".part", path);
    if (p->from < 0)
        p->from = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t n = p->from < 0 ? -1 : read_some(p->from, p->slice, SLICE);
    if (n < 0)
        return stick_failed(err, errno);
    if (n == 0)
        return accept(p, err);
    sha256_add(p->hash, p->slice, (size_t)n);
    p->moved += n;
    return true;
}

static bool write_manifest(struct parcel *p, struct err *err) {
    char part[PATH_MAX], path[PATH_MAX];
    struct str text CLEANUP(str_release) = {0}, back CLEANUP(str_release) = {0};
    for (size_t i = 0; i < p->items; i++)
        str_addf(&text, "%s  %s\n", p->item[i].sum, p->item[i].name);
    path_of(p, MANIFEST, ".part", part);
    path_of(p, MANIFEST, "", path);
    p->to = create(part);
    if (p->to < 0 || !write_all(p->to, str_c(&text), text.len) || !finish_writing(&p->to))
        return stick_failed(err, errno);
    if (!file_read(part, text.len + 1, &back, NULL) || !str_eq(str_c(&text), str_c(&back)))
        return file_exists(part) ? stick_lies(err) : stick_failed(err, ENOENT);
    return rename(part, path) == 0 || stick_failed(err, errno);
}

/* The manifest, the folder's name, and everything out of the kernel's hands. */
static bool seal(struct parcel *p, struct err *err) {
    char path[PATH_MAX];
    if (!is_there(p, err) || !sync_folder(p->dir, p->folders, err) || !write_manifest(p, err) ||
        !sync_folder(p->dir, false, err) || !choose_folder(p, path, err))
        return false;
    if (rename(p->dir, path) != 0)
        return stick_failed(err, errno);
    STR_COPY(p->dir, path);
    if (!sync_folder(p->place, true, err))
        return false;
    p->done = true;
    return true;
}

/* ---- for others --------------------------------------------------------------------------- */

struct parcel *parcel_new(const char *place, const char *name) {
    struct parcel *p = xcalloc(1, sizeof *p);
    struct stat st;
    p->device = stat(place, &st) == 0 ? st.st_dev : 0;
    STR_COPY(p->place, place);
    STR_COPY(p->name, name);
    p->from = p->to = -1;
    p->hash = sha256_new();
    return p;
}

bool parcel_add(struct parcel *p, const char *path, struct err *err) {
    return parcel_add_as(p, path, file_name(path), err);
}

/* What is no name within the parcel would be a way out of it. */
static bool is_name(const char *name) {
    return name[0] && name[0] != '/' && !strstr(name, "//") && !strstr(name, "..") &&
           strlen(name) < PARCEL_NAME && !str_eq(name, MANIFEST);
}

static bool add(struct parcel *p, const struct item *like, const char *name, const struct stat *st,
                struct err *err) {
    ASSERT(p->stage == STAGE_START && is_name(name));
    if (p->items == PARCEL_FILES)
        return err_set(err, ERR_FULL, "These are too many files for one export.");
    p->item = xgrow(p->item, &p->items_cap, p->items + 1, sizeof *p->item);
    struct item *item = &p->item[p->items++];
    *item = *like;
    STR_COPY(item->name, name);
    p->folders = p->folders || strchr(name, '/');
    p->total += 2 * st->st_size;
    return true;
}

bool parcel_add_as(struct parcel *p, const char *path, const char *name, struct err *err) {
    struct stat st;
    if (stat(path, &st) != 0)
        return err_errno(err, errno, "The kiosk cannot read its own file %s", name);
    struct item item = {.path = xstrdup(path), .fd = -1};
    if (add(p, &item, name, &st, err))
        return true;
    free(item.path);
    return false;
}

bool parcel_add_fd(struct parcel *p, int fd, const char *name, struct err *err) {
    struct stat st;
    if (fstat(fd, &st) != 0)
        return err_errno(err, errno, "The kiosk cannot read its own file %s", name);
    return add(p, &(struct item){.fd = fd}, name, &st, err);
}

static bool stage(struct parcel *p, struct err *err) {
    switch (p->stage) {
    case STAGE_START:
        return start(p, err);
    case STAGE_WRITE:
        return write_slice(p, err);
    case STAGE_READ:
        return read_slice(p, err);
    case STAGE_SEAL:
        return seal(p, err);
    case STAGE_OVER:
        break;
    }
    BUG("a parcel that is over was asked again");
}

enum parcel_next parcel_step(struct parcel *p, struct err *err) {
    bool ok = stage(p, err);
    if (ok && !p->done)
        return PARCEL_AGAIN;
    p->stage = STAGE_OVER;
    return ok ? PARCEL_DONE : PARCEL_FAILED;
}

void parcel_progress(const struct parcel *p, int64_t *ret_done, int64_t *ret_total) {
    *ret_done = p->moved < p->total ? p->moved : p->total;
    *ret_total = p->total;
}

const char *parcel_folder(const struct parcel *p) {
    return p->folder;
}

void parcel_free(struct parcel *p) {
    if (!p)
        return;
    close_file(&p->from);
    close_file(&p->to);
    if (!p->done && p->dir[0])
        file_sweep(p->dir);
    for (size_t i = 0; i < p->items; i++) {
        close_file(&p->item[i].fd);
        free(p->item[i].path);
    }
    free(p->item);
    sha256_free(p->hash);
    explicit_bzero(p->slice, sizeof p->slice); /* names may have passed through it */
    free(p);
}
