/* The disk of a power cut: plays the notes back, and loses. The rules stand in vfs_crash.h.
 *
 * A file's operation is firm when a sync of that file follows it before the cut, and a name's when
 * a sync of its folder does. What is firm is done; of what is pending, the seed decides. */
#include "vfs_crash_disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"

struct bytes {
    unsigned char *p;
    size_t n, cap;
};

/* How the disk takes its last moment, in percent. What is neither kept nor garbage is dropped. */
struct mood {
    uint32_t kept, garbage, torn;
};

/* Of the names, in every mood: there are few, and it matters most which of them are there together.
 */
enum { NAMES_KEPT = 50 };

struct disk {
    const struct vfs_crash_log *log;
    struct bytes *file;
    size_t *synced; /* per file: operations before this one are firm */
    struct crash_names names;
    struct mood mood;
    size_t sector;
    size_t orderly; /* only what comes after this operation is lost; SIZE_MAX: no order */
    uint64_t rng;
};

/* SplitMix64: neighbouring seeds give numbers that have nothing to do with each other. */
static uint64_t next(uint64_t *state) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

uint32_t vfs_crash_below(uint64_t *state, uint32_t n) {
    return (uint32_t)(next(state) >> 32) % n;
}

static bool chance(struct disk *d, uint32_t percent) {
    return vfs_crash_below(&d->rng, 100) < percent;
}

/* --- names --- */

struct crash_entry *crash_find(const struct crash_names *names, const char *name) {
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->entry[i].name, name) == 0)
            return (struct crash_entry *)&names->entry[i];
    return NULL;
}

static void set_name(struct crash_names *names, const char *name, int file) {
    struct crash_entry *e = crash_find(names, name);
    if (!e) {
        ASSERT(names->n < CRASH_ENTRIES);
        e = &names->entry[names->n++];
        STR_COPY(e->name, name);
    }
    e->file = file;
}

static void remove_name(struct crash_names *names, const char *name) {
    struct crash_entry *e = crash_find(names, name);
    if (e)
        *e = names->entry[--names->n];
}

/* What was renamed is there under its new name also when the disk never heard of the old one. */
void crash_apply_name(struct crash_names *names, const struct crash_op *op) {
    switch (op->kind) {
    case CRASH_CREATE:
        set_name(names, op->name, op->file);
        break;
    case CRASH_RENAME:
        remove_name(names, op->name);
        set_name(names, op->to, op->file);
        break;
    case CRASH_UNLINK:
        remove_name(names, op->name);
        break;
    case CRASH_WRITE:
    case CRASH_TRUNCATE:
    case CRASH_SYNC:
    case CRASH_SYNC_FOLDER:
        break;
    }
}

/* Is this one the folder of that name? */
static bool is_folder_of(const char *folder, const char *name) {
    const char *slash = strchr(name, '/');
    size_t n = slash ? (size_t)(slash - name) : 0;
    return strlen(folder) == n && strncmp(folder, name, n) == 0;
}

static bool name_is_firm(const struct vfs_crash_log *log, size_t op, size_t end,
                         enum vfs_crash_sync sync) {
    for (size_t i = op + 1; i < end && sync != SYNC_IGNORED; i++)
        if (log->op[i].kind == CRASH_SYNC_FOLDER && is_folder_of(log->op[i].name, log->op[op].name))
            return true;
    return false;
}

/* --- bytes --- */

static void resize(struct bytes *b, size_t n) {
    b->p = xgrow(b->p, &b->cap, n, 1);
    if (n > b->n)
        memset(b->p + b->n, 0, n - b->n);
    b->n = n;
}

static void put(struct bytes *b, size_t at, const unsigned char *bytes, size_t n) {
    if (at + n > b->n)
        resize(b, at + n);
    if (n)
        memcpy(b->p + at, bytes, n);
}

static void garble(struct disk *d, unsigned char *p, size_t n) {
    for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char)next(&d->rng);
}

/* Where a pending write may reach: a file may not have grown, or not all the way. */
static size_t grow(struct disk *d, struct bytes *b, size_t end) {
    if (end <= b->n || chance(d, d->mood.kept)) {
        size_t before = b->n;
        if (end > before) {
            resize(b, end);
            if (chance(d, d->mood.garbage))
                garble(d, b->p + before, end - before);
        }
        return end;
    }
    size_t part = (b->n / d->sector + vfs_crash_below(&d->rng, 3)) * d->sector;
    if (part > b->n && part < end)
        resize(b, part);
    return b->n;
}

static void lose_part(struct disk *d, const struct crash_op *op) {
    struct bytes *b = &d->file[op->file];
    size_t at = (size_t)op->at, end = grow(d, b, at + op->n);
    for (size_t from = at, to; from < end; from = to) {
        to = (from / d->sector + 1) * d->sector;
        to = to < end ? to : end;
        if (chance(d, d->mood.garbage))
            garble(d, b->p + from, to - from);
        else if (chance(d, d->mood.torn))
            memcpy(b->p + from, op->bytes + (from - at),
                   vfs_crash_below(&d->rng, (uint32_t)(to - from)));
        else if (chance(d, d->mood.kept))
            memcpy(b->p + from, op->bytes + (from - at), to - from);
    }
}

static void do_whole(struct disk *d, const struct crash_op *op) {
    if (op->kind == CRASH_WRITE)
        put(&d->file[op->file], (size_t)op->at, op->bytes, op->n);
    else if (op->kind == CRASH_TRUNCATE)
        resize(&d->file[op->file], (size_t)op->at);
    else
        crash_apply_name(&d->names, op);
}

static void do_pending(struct disk *d, const struct crash_op *op, size_t number) {
    if (d->orderly != SIZE_MAX && number != d->orderly) {
        if (number < d->orderly)
            do_whole(d, op);
    } else if (op->kind == CRASH_WRITE) {
        lose_part(d, op);
    } else if (chance(d, op->kind == CRASH_TRUNCATE ? d->mood.kept : NAMES_KEPT)) {
        do_whole(d, op);
    }
}

/* --- the cut --- */

static void choose_mood(struct disk *d, size_t op) {
    static const struct mood moods[] = {{100, 0, 0}, {0, 0, 0},    {50, 0, 0},  {50, 10, 10},
                                        {90, 2, 3},  {34, 33, 10}, {97, 0, 50}, {10, 50, 0}};
    enum { MOODS = sizeof(moods) / sizeof(moods[0]), REACH = 24 };
    size_t back = vfs_crash_below(&d->rng, REACH);
    d->mood = moods[vfs_crash_below(&d->rng, MOODS)];
    d->sector = chance(d, 50) ? 512 : 4096;
    d->orderly = chance(d, 25) ? op - (back < op ? back : op) : SIZE_MAX;
}

static bool counts(const struct crash_op *op, enum vfs_crash_sync sync) {
    size_t n = strlen(op->name);
    switch (sync) {
    case SYNC_HONEST:
        return true;
    case SYNC_IGNORED:
        return false;
    case SYNC_WAL_IGNORED:
        return n < 4 || strcmp(op->name + n - 4, "-wal") != 0;
    }
    BUG("a sync of three kinds");
}

static void start(struct disk *d, size_t end, enum vfs_crash_sync sync) {
    const struct vfs_crash_log *log = d->log;
    d->file = xcalloc((size_t)log->files + 1, sizeof(*d->file));
    d->synced = xcalloc((size_t)log->files + 1, sizeof(*d->synced));
    d->names = log->firm_names;
    for (int i = 0; i < log->firm_files; i++)
        put(&d->file[i], 0, (const unsigned char *)str_c(&log->firm[i]), log->firm[i].len);
    for (size_t i = 0; i < end; i++)
        if (log->op[i].kind == CRASH_SYNC && counts(&log->op[i], sync))
            d->synced[log->op[i].file] = i;
}

static void play(struct disk *d, size_t cut, enum vfs_crash_sync sync) {
    for (size_t i = 0; i <= cut && i < d->log->ops; i++) {
        const struct crash_op *op = &d->log->op[i];
        if (op->kind == CRASH_SYNC || op->kind == CRASH_SYNC_FOLDER)
            continue;
        bool of_file = op->kind == CRASH_WRITE || op->kind == CRASH_TRUNCATE;
        if (of_file ? i < d->synced[op->file] : name_is_firm(d->log, i, cut, sync))
            do_whole(d, op);
        else
            do_pending(d, op, i);
    }
}

/* --- what is left, in files --- */

static void write_at(int fd, const unsigned char *p, size_t n, size_t at) {
    ASSERT(lseek(fd, (off_t)at, SEEK_SET) >= 0 && write(fd, p, n) == (ssize_t)n);
}

/* Zeros are left out: a log that was grown beforehand is full of them. */
static void write_file(const char *path, const struct bytes *b) {
    enum { STEP = 4096 };
    static const unsigned char zeros[STEP];
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ASSERT(fd >= 0 && ftruncate(fd, (off_t)b->n) == 0);
    for (size_t at = 0; at < b->n; at += STEP) {
        size_t n = b->n - at < STEP ? b->n - at : STEP;
        if (memcmp(b->p + at, zeros, n) != 0)
            write_at(fd, b->p + at, n, at);
    }
    close(fd);
}

static void put_garbage_index(struct disk *d, const char *dir, const char *wal) {
    struct bytes b = {0};
    char path[PATH_MAX];
    if (chance(d, 50))
        return;
    snprintf(path, sizeof(path), "%s/%.*s-shm", dir, (int)strlen(wal) - 4, wal);
    resize(&b, chance(d, 50) ? 32768 : vfs_crash_below(&d->rng, 40000));
    if (chance(d, 70))
        garble(d, b.p, b.n);
    write_file(path, &b);
    free(b.p);
}

/* What stands in a folder whose own name was lost is lost with it. */
static bool has_folder(const struct disk *d, const char *name) {
    const char *slash = strchr(name, '/');
    for (size_t i = 0; slash && i < d->names.n; i++)
        if (d->names.entry[i].file == A_FOLDER && is_folder_of(d->names.entry[i].name, name))
            return true;
    return !slash;
}

static void put_files(struct disk *d, const char *dir) {
    char path[PATH_MAX];
    for (size_t i = 0; i < d->names.n; i++) {
        snprintf(path, sizeof(path), "%s/%s", dir, d->names.entry[i].name);
        ASSERT(d->names.entry[i].file != A_FOLDER || mkdirat(AT_FDCWD, path, 0700) == 0);
    }
    for (size_t i = 0; i < d->names.n; i++) {
        const struct crash_entry *e = &d->names.entry[i];
        size_t n = strlen(e->name);
        if (e->file == A_FOLDER || !has_folder(d, e->name))
            continue;
        snprintf(path, sizeof(path), "%s/%s", dir, e->name);
        write_file(path, &d->file[e->file]);
        if (n > 4 && strcmp(e->name + n - 4, "-wal") == 0)
            put_garbage_index(d, dir, e->name);
    }
}

void vfs_crash_cut(const struct vfs_crash_log *log, size_t op, uint64_t seed,
                   enum vfs_crash_sync sync, const char *dir) {
    struct disk d = {.log = log, .rng = seed};
    choose_mood(&d, op);
    start(&d, op, sync);
    play(&d, op, sync);
    put_files(&d, dir);
    for (int i = 0; i < log->files; i++)
        free(d.file[i].p);
    free(d.file);
    free(d.synced);
}

size_t vfs_crash_next_sync(const struct vfs_crash_log *log, size_t op, bool of_folder) {
    enum crash_kind kind = of_folder ? CRASH_SYNC_FOLDER : CRASH_SYNC;
    for (size_t i = op; i < log->ops; i++)
        if (log->op[i].kind == kind)
            return i;
    return op;
}

size_t vfs_crash_folder_sync(const struct vfs_crash_log *log, size_t n) {
    size_t all = 0, op = 0;
    for (size_t i = 0; i < log->ops; i++)
        all += log->op[i].kind == CRASH_SYNC_FOLDER;
    ASSERT(all);
    for (n %= all; log->op[op].kind != CRASH_SYNC_FOLDER || n-- > 0; op++)
        ;
    return op;
}

void vfs_crash_describe(const struct vfs_crash_log *log, size_t op, char *out, size_t size) {
    static const char *const words[] = {"write",  "truncate",          "sync", "make", "rename",
                                        "unlink", "sync of the folder"};
    if (op >= log->ops) {
        snprintf(out, size, "the end");
        return;
    }
    const struct crash_op *o = &log->op[op];
    const char *name = o->name;
    for (size_t i = 0; !name[0] && o->file >= 0 && i < log->live.n; i++)
        if (log->live.entry[i].file == o->file)
            name = log->live.entry[i].name;
    snprintf(out, size, "%s %s (%zu bytes at %lld)", words[o->kind], name, o->n, (long long)o->at);
}
