/* What a tap costs: from the first tap on, each mark is followed by one overwrite of 4 KiB and
 * fdatasync in the same folder, which is the least that a durable tap can cost on this disk. The
 * ratio of the two medians says what the store adds; it holds still where the times themselves do
 * not.
 *
 *     durable DIR [TAPS]
 *
 * DIR is new and lies on the disk to measure; 2000 taps unless said otherwise. Prints:
 * first_ratio=... (of the first 500 taps) all_ratio=... tap_us=... tap_p99_us=... floor_us=...
 * syncs_most=... (in any one tap) */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../fault/vfs_fault.h"
#include "base/str.h"
#include "db/db.h"
#include "store/store.h"
#include "timing.h"

enum { TAPS = 2000, FIRST = 500, BLOCKS = 64, BLOCK = 4096 };

struct bench {
    struct store *store;
    struct clock clock;
    struct err err;
    int fd;
    double tap[TAPS], floor[TAPS];
    int syncs[TAPS];
};

static void need(struct bench *b, bool ok) {
    if (ok)
        return;
    fprintf(stderr, "durable: %s\n", b->err.text);
    exit(1);
}

static int open_floor(const char *dir) {
    static const char zeros[BLOCK];
    char path[4096];
    snprintf(path, sizeof(path), "%s/floor", dir);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (int i = 0; fd >= 0 && i < BLOCKS; i++)
        if (pwrite(fd, zeros, BLOCK, i * BLOCK) != BLOCK)
            return -1;
    return fd < 0 || fsync(fd) != 0 ? -1 : fd;
}

static void tap(struct bench *b, int i) {
    char block[BLOCK];
    int32_t seq;
    memset(block, i, sizeof(block));
    vfs_fault_plan(FAULT_NONE, 0, false);
    double start = wall_us();
    need(b, store_mark(b->store, 1, MARK_ADD, "all", 1, 0, &seq, &b->err));
    double between = wall_us();
    bool ok = pwrite(b->fd, block, BLOCK, i % BLOCKS * BLOCK) == BLOCK && fdatasync(b->fd) == 0;
    double end = wall_us();
    err_set(&b->err, ERR_WORLD, "the disk does not answer");
    need(b, ok);
    b->tap[i] = between - start;
    b->floor[i] = end - between;
    b->syncs[i] = vfs_fault_count(FAULT_SYNC);
    need(b, store_tidy(b->store, &b->err)); /* as the store thread does when nobody waits */
}

static double percentile(const double *v, int n, int percent) {
    double sorted[TAPS];
    memcpy(sorted, v, sizeof(*v) * (size_t)n);
    qsort(sorted, (size_t)n, sizeof(*sorted), by_size);
    return sorted[(n - 1) * percent / 100];
}

static double ratio(const struct bench *b, int n) {
    return percentile(b->tap, n, 50) / percentile(b->floor, n, 50);
}

static void report(const struct bench *b, int n) {
    int most = 0;
    for (int i = 0; i < n; i++)
        most = b->syncs[i] > most ? b->syncs[i] : most;
    printf("first_ratio=%.3f all_ratio=%.3f tap_us=%.0f tap_p99_us=%.0f floor_us=%.0f "
           "syncs_most=%d\n",
           ratio(b, n < FIRST ? n : FIRST), ratio(b, n), percentile(b->tap, n, 50),
           percentile(b->tap, n, 99), percentile(b->floor, n, 50), most);
}

int main(int argc, char **argv) {
    int taps = argc > 2 ? (int)strtol(argv[2], NULL, 10) : TAPS;
    if (argc < 2 || taps < 1 || taps > TAPS) {
        fprintf(stderr, "usage: durable DIR [TAPS]\n");
        return 2;
    }
    struct bench *b = calloc(1, sizeof(*b));
    if (b == NULL)
        return 1;
    struct store_opts opts = {.vfs = VFS_FAULT, .clock = &b->clock};
    clock_init_virtual(&b->clock, 1549440000000);
    vfs_fault_register();
    b->store = store_open(argv[1], &opts, NULL, &b->err);
    need(b, b->store);
    need(b, db_run(store_db(b->store), &b->err, "INSERT INTO session(uid) VALUES('bench')", ""));
    need(b, store_open_session(b->store, 1, &b->err));
    b->fd = open_floor(argv[1]);
    err_set(&b->err, ERR_WORLD, "cannot write to %s", argv[1]);
    need(b, b->fd >= 0);
    for (int i = 0; i < taps; i++)
        tap(b, i);
    report(b, taps);
    store_close(b->store);
    close(b->fd);
    free(b);
    return 0;
}
