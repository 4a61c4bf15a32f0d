/* A handful of pictures in no order, so every search is along all of them. A file is looked at
 * (not read) each time: a new version of a form may bring another picture under the same name. */
#include "platform/pictures.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"

/* What tells two states of a file apart; all 0: it is not there. */
struct stamp {
    dev_t dev;
    ino_t ino;
    off_t size;
    struct timespec changed;
};

struct entry {
    char *path;
    int w, h; /* asked for */
    struct stamp stamp;
    struct picture picture; /* px NULL: it cannot be shown */
    uint64_t used;
};

struct pictures {
    struct picture_photos photos;
    struct entry *entry;
    size_t n, cap, bytes;
    uint64_t turn;
};

struct pictures *pictures_open(void) {
    return xcalloc(1, sizeof(struct pictures));
}

static size_t weight_of(const struct entry *e) {
    return sizeof(*e) + strlen(e->path) + 1 +
           (size_t)e->picture.w * (size_t)e->picture.h * sizeof(*e->picture.px);
}

static void drop(struct pictures *p, struct entry *e) {
    p->bytes -= weight_of(e);
    free(e->path);
    free(e->picture.px);
    *e = p->entry[--p->n];
}

void pictures_close(struct pictures *p) {
    if (p == NULL)
        return;
    while (p->n > 0)
        drop(p, &p->entry[0]);
    free(p->entry);
    free(p);
}

static struct stamp stamp_of(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0)
        return (struct stamp){0};
    return (struct stamp){st.st_dev, st.st_ino, st.st_size, st.st_mtim};
}

static bool same_stamp(const struct stamp *a, const struct stamp *b) {
    return a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

static struct entry *find(struct pictures *p, const char *path, int w, int h) {
    for (size_t i = 0; i < p->n; i++) {
        struct entry *e = &p->entry[i];
        if (e->w == w && e->h == h && strcmp(e->path, path) == 0)
            return e;
    }
    return NULL;
}

static void make_room(struct pictures *p, size_t bytes) {
    while (p->n > 0 && p->bytes + bytes > PICTURES_BYTES_MAX) {
        struct entry *oldest = &p->entry[0];
        for (size_t i = 1; i < p->n; i++)
            if (p->entry[i].used < oldest->used)
                oldest = &p->entry[i];
        drop(p, oldest);
    }
}

static struct entry *load(struct pictures *p, const char *path, int w, int h, struct stamp stamp) {
    struct entry e = {.path = xstrdup(path), .w = w, .h = h, .stamp = stamp};
    if (!picture_read(&p->photos, path, w, h, &e.picture, NULL))
        e.picture = (struct picture){0};
    make_room(p, weight_of(&e));
    p->entry = xgrow(p->entry, &p->cap, p->n + 1, sizeof(*p->entry));
    p->bytes += weight_of(&e);
    p->entry[p->n] = e;
    return &p->entry[p->n++];
}

const struct picture *pictures_get(struct pictures *p, const char *path, int w, int h) {
    struct stamp stamp = stamp_of(path);
    struct entry *e = find(p, path, w, h);
    if (e != NULL && !same_stamp(&e->stamp, &stamp)) {
        drop(p, e);
        e = NULL;
    }
    if (e == NULL)
        e = load(p, path, w, h, stamp);
    e->used = ++p->turn;
    return e->picture.px != NULL ? &e->picture : NULL;
}

size_t pictures_bytes(const struct pictures *p) {
    return p->bytes;
}
