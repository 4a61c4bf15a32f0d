/* Time as the rest of the program gets it: handed in, never asked for behind one's back.
 *
 * `mono` counts milliseconds since some point that does not move while the machine runs; `wall` is
 * milliseconds since 1970-01-01 00:00 UTC and may be wrong (a Pi without a battery does not know
 * the date). A virtual clock moves only when clock_advance() says so: touch scripts and tests use
 * it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct clock {
    bool is_virtual;
    int64_t mono, wall; /* of a virtual clock */
    char boot[37];      /* id of this boot: lower-case UUID; a new one per process if virtual */
};

void clock_init_real(struct clock *c);
void clock_init_virtual(struct clock *c, int64_t wall);
int64_t clock_mono(const struct clock *c);
int64_t clock_wall(const struct clock *c);
void clock_advance(struct clock *c, int64_t ms); /* virtual clocks only */

/* True when the kernel says that the wall clock is disciplined by a time source (adjtimex,
 * STA_UNSYNC clear). A virtual clock is never synchronised. */
bool clock_synchronised(const struct clock *c);
