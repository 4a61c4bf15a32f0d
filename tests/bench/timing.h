/* What the measurements share: the two clocks, the middle of what was measured, and an end in one
 * sentence when something that only prepares it fails. */
#pragma once

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/err.h"

static inline double clock_us(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Of the processor, which neighbours disturb least. */
static inline double cpu_us(void) {
    return clock_us(CLOCK_PROCESS_CPUTIME_ID);
}
static inline double cpu_ms(void) {
    return cpu_us() / 1e3;
}

/* Of the wall: what a person waits. */
static inline double wall_us(void) {
    return clock_us(CLOCK_MONOTONIC);
}
static inline double wall_ms(void) {
    return wall_us() / 1e3;
}

static inline int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts them; -1: there are none. */
static inline double median(double *v, size_t n) {
    qsort(v, n, sizeof *v, by_size);
    return n == 0 ? -1 : v[n / 2];
}

static inline void must(bool ok, const struct err *err) {
    if (ok)
        return;
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, err->text);
    exit(1);
}
