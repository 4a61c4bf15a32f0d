/* What was tallied at one session: a snapshot, read by the store, shown by screens, written out by
 * reports.
 *
 * Two figures are never mixed: what was tallied (`sum`) and what a second person found (`figure`).
 * The number that counts is the last figure, and what was tallied as long as there is none. */
#pragma once

#include "base/arena.h"
#include "outreach/tally.h"

struct tally_count { /* how many of one item of a group */
    char item[TALLY_WORD];
    int32_t n;
};

struct tally_sum {
    char item[TALLY_KEY];
    int32_t opening; /* 0: of something that has no openings */
    int64_t n;
};

struct tally_opening { /* of a bin, say: begun by one, confirmed by two */
    int32_t seq;       /* 1, 2, ... within the session */
    char group[TALLY_WORD];
    int minute; /* local minute of the day */
    bool confirmed;
};

struct tally_figure { /* one confirmation; a correction is one more */
    int32_t opening;
    char item[TALLY_KEY];
    int64_t first, second; /* what stood until then, what holds from then on */
    char who[TALLY_INITIALS];
};

struct tallies {
    struct arena arena;
    int64_t session; /* 0: none loaded */
    struct tally_sum *sum;
    size_t sums; /* by opening, then as they were tallied first */
    struct tally_opening *opening;
    size_t openings;
    struct tally_figure *figure; /* oldest first */
    size_t figures;
};

int64_t tallies_sum(const struct tallies *t, const char *item, int32_t opening);
/* The last figure of an item in an opening; NULL: nobody has confirmed it. */
const struct tally_figure *tallies_figure(const struct tallies *t, const char *item,
                                          int32_t opening);
int64_t tallies_counted(const struct tallies *t, const char *item, int32_t opening);
/* NULL: there is no such opening. */
const struct tally_opening *tallies_opening(const struct tallies *t, int32_t seq);
/* The opening of a group that waits to be confirmed; NULL: none does. */
const struct tally_opening *tallies_unconfirmed(const struct tallies *t, const char *group);
/* How many openings of its group came before this one, and itself: staff count from 1. */
int tallies_opening_number(const struct tallies *t, const struct tally_opening *o);
