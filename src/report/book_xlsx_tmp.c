#include "report/book_xlsx_tmp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <xlsxwriter/utility.h>

#include "base/mem.h"

enum {
    BUFFER = 64 << 10
}; /* a long sheet goes through two files: fewer calls, a tenth less time */

struct xlsx_tmp_file {
    struct xlsx_tmp *of;
    struct xlsx_tmp_file *next;
    FILE *stream;
    int fd;
    char buffer[BUFFER];
};

void xlsx_tmp_init(struct xlsx_tmp *t, const char *dir) {
    *t = (struct xlsx_tmp){.dir = dir};
    snprintf(t->tmpdir, sizeof t->tmpdir, "%p", (void *)t);
}

void xlsx_tmp_fail(struct xlsx_tmp *t, int why) {
    if (t->failed)
        return;
    t->failed = true;
    t->why = why;
}

/* Not every file system knows files without a name, a stick's does not: there the name is there
 * for a moment. */
int xlsx_tmp_fd(struct xlsx_tmp *t) {
    char path[4096];
    int fd = open(t->dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 && (size_t)snprintf(path, sizeof path, "%s/.book-XXXXXX", t->dir) < sizeof path) {
        fd = mkostemp(path, O_CLOEXEC);
        if (fd >= 0)
            unlink(path);
    }
    if (fd < 0)
        xlsx_tmp_fail(t, errno);
    return fd;
}

static ssize_t write_some(void *cookie, const char *bytes, size_t n) {
    struct xlsx_tmp_file *f = cookie;
    for (size_t done = 0; done < n && !f->of->failed;) {
        ssize_t k = write(f->fd, bytes + done, n - done);
        if (k < 0)
            xlsx_tmp_fail(f->of, errno);
        else
            done += (size_t)k;
    }
    return f->of->failed ? 0 : (ssize_t)n; /* 0 is how a cookie says that writing has failed */
}

static ssize_t read_some(void *cookie, char *bytes, size_t n) {
    struct xlsx_tmp_file *f = cookie;
    ssize_t k = read(f->fd, bytes, n);
    if (k < 0)
        xlsx_tmp_fail(f->of, errno);
    return k;
}

static int seek(void *cookie, off64_t *at, int from) {
    struct xlsx_tmp_file *f = cookie;
    off64_t now = lseek64(f->fd, *at, from);
    if (now < 0) {
        xlsx_tmp_fail(f->of, errno);
        return -1;
    }
    *at = now;
    return 0;
}

static int close_file(void *cookie) {
    struct xlsx_tmp_file *f = cookie, **at = &f->of->open;
    while (*at != f)
        at = &(*at)->next;
    *at = f->next;
    close(f->fd);
    free(f);
    return 0;
}

/* The library's own, declared in its header. */
FILE *lxw_tmpfile(char *tmpdir) {
    static const cookie_io_functions_t calls = {read_some, write_some, seek, close_file};
    void *p = NULL;
    if (tmpdir == NULL || sscanf(tmpdir, "%p", &p) != 1 || p == NULL)
        return NULL;
    struct xlsx_tmp *t = p;
    int fd = xlsx_tmp_fd(t);
    if (fd < 0)
        return NULL;
    struct xlsx_tmp_file *f = xmalloc(sizeof *f);
    f->of = t;
    f->next = t->open;
    f->fd = fd;
    f->stream = fopencookie(f, "w+", calls);
    if (f->stream == NULL) {
        xlsx_tmp_fail(t, errno);
        close(fd);
        free(f);
        return NULL;
    }
    setvbuf(f->stream, f->buffer, _IOFBF, BUFFER);
    t->open = f;
    t->opened++;
    return f->stream;
}

void xlsx_tmp_release(struct xlsx_tmp *t) {
    while (t->open != NULL)
        fclose(t->open->stream);
}
