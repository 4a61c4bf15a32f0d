/* A stick shows in two ways: as a folder that is made in the watched one (inotify tells), or as a
 * mount over a folder that was there before (the kernel marks /proc/self/mountinfo as changed).
 * Both hang on one epoll descriptor, so that the loop polls a single one. What exactly changed is
 * not asked: looking again is cheap and cannot miss a thing. */
#include "platform/usb.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
    EVENTS = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
};

struct usb {
    char dir[PATH_MAX];
    int inotify, mounts, both;
};

/* ---- watching ----------------------------------------------------------------------------- */

static bool hang_on(int both, int fd, uint32_t events) {
    struct epoll_event e = {.events = events, .data.fd = fd};
    return fd >= 0 && epoll_ctl(both, EPOLL_CTL_ADD, fd, &e) == 0;
}

static bool watch_folder(struct usb *u, struct err *err) {
    return file_make_dirs(u->dir, err) &&
           (inotify_add_watch(u->inotify, u->dir, EVENTS | IN_ONLYDIR) >= 0 ||
            err_errno(err, errno, "The folder %s for USB sticks cannot be watched", u->dir));
}

struct usb *usb_watch(const char *dir, struct err *err) {
    struct usb *u = xcalloc(1, sizeof *u);
    u->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    u->mounts = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    u->both = epoll_create1(EPOLL_CLOEXEC);
    (void)hang_on(u->both, u->mounts, EPOLLPRI); /* where there is no /proc folders must do */
    bool ok = (strlen(dir) < PATH_MAX / 2 && STR_COPY(u->dir, dir) &&
               hang_on(u->both, u->inotify, EPOLLIN)) ||
              err_set(err, ERR_WORLD, "USB sticks cannot be watched: check the path %s.", dir);
    if (ok && watch_folder(u, err))
        return u;
    usb_close(u);
    return NULL;
}

static void close_file(int fd) {
    if (fd >= 0)
        close(fd);
}

void usb_close(struct usb *u) {
    if (!u)
        return;
    close_file(u->both);
    close_file(u->mounts);
    close_file(u->inotify);
    free(u);
}

int usb_fd(const struct usb *u) {
    return u ? u->both : -1;
}

/* Forgets all that inotify tells. A watched folder that went is made anew: sticks may still come.
 */
static void drain(struct usb *u) {
    _Alignas(struct inotify_event) char buffer[4096];
    ssize_t n;
    while ((n = read(u->inotify, buffer, sizeof buffer)) > 0) {
        const struct inotify_event *e;
        for (const char *p = buffer; p < buffer + n; p += sizeof *e + e->len) {
            e = (const struct inotify_event *)(const void *)p;
            bool lost = e->mask & (IN_IGNORED | IN_MOVE_SELF);
            bool watched = lost && watch_folder(u, NULL);
            (void)watched; /* if it cannot be made there is nothing to see in it either */
        }
    }
}

bool usb_changed(struct usb *u) {
    struct epoll_event e;
    bool changed = false;
    while (u && epoll_wait(u->both, &e, 1, 0) == 1) {
        changed = true;
        if (e.data.fd == u->mounts)
            lseek(u->mounts, 0, SEEK_SET); /* the wait itself has taken the mark away */
        else
            drain(u);
    }
    return changed;
}

/* ---- looking ------------------------------------------------------------------------------ */

static bool is_folder(const char *path, struct stat *st) {
    return lstat(path, st) == 0 && S_ISDIR(st->st_mode);
}

static bool is_mount(const char *dir) {
    char up[PATH_MAX];
    struct stat here, above;
    path_join(up, sizeof up, dir, "..");
    return stat(dir, &here) == 0 && stat(up, &above) == 0 && here.st_dev != above.st_dev;
}

/* Is the watched folder the stick itself? */
static bool is_stick_itself(const char *dir) {
    bool files = false;
    DIR *d = opendir(dir);
    if (!d)
        return false;
    for (struct dirent *e; !files && (e = readdir(d));) {
        struct stat st;
        files = e->d_name[0] != '.' &&
                fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode);
    }
    closedir(d);
    return files || is_mount(dir);
}

static bool fits(const char *name) {
    size_t bad;
    return name[0] != '.' && name[0] != '\0' && strlen(name) < USB_NAME &&
           utf8_valid(name, strlen(name), &bad);
}

static struct usb_stick look(const char *path, const char *name) {
    struct usb_stick stick = {0};
    struct statvfs fs;
    STR_COPY(stick.name, name);
    DIR *d = opendir(path);
    stick.unreadable = !d || statvfs(path, &fs) != 0;
    if (d)
        closedir(d);
    if (stick.unreadable)
        return stick;
    stick.room = (int64_t)(fs.f_bavail * fs.f_frsize);
    stick.read_only = (fs.f_flag & ST_RDONLY) || access(path, W_OK) != 0;
    return stick;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct usb_stick *)a)->name, ((const struct usb_stick *)b)->name);
}

/* What the watched folder is called, without slashes at its end. */
static const char *own_name(const char *dir, char *out) {
    str_copy(out, PATH_MAX, dir);
    for (size_t n = strlen(out); n > 1 && out[n - 1] == '/'; n--)
        out[n - 1] = '\0';
    return fits(file_name(out)) ? file_name(out) : "USB";
}

size_t usb_sticks(const char *dir, struct usb_stick *ret, size_t max) {
    char path[PATH_MAX];
    size_t n = 0;
    if (!dir || max == 0)
        return 0;
    if (is_stick_itself(dir)) {
        ret[0] = look(dir, own_name(dir, path));
        return 1;
    }
    DIR *d = opendir(dir);
    if (!d)
        return 0;
    for (struct dirent *e; n < max && (e = readdir(d));) {
        struct stat st;
        if (!fits(e->d_name))
            continue;
        path_join(path, sizeof path, dir, e->d_name);
        if (is_folder(path, &st))
            ret[n++] = look(path, e->d_name);
    }
    closedir(d);
    qsort(ret, n, sizeof *ret, by_name);
    return n;
}

bool usb_path(const char *dir, const char *stick, char *out, size_t size, struct err *err) {
    char path[PATH_MAX];
    struct stat st;
    if (dir && fits(stick) && !strchr(stick, '/')) {
        if (is_stick_itself(dir) && str_eq(stick, own_name(dir, path)))
            return str_copy(out, size, dir);
        path_join(out, size, dir, stick);
        if (is_folder(out, &st))
            return true;
    }
    return err_set(err, ERR_MISSING, "The stick is gone: plug it in and try again.");
}
