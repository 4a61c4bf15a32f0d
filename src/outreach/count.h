/* A count is a number and how sure it is. DESIGN's rule: a sum takes the weakest qualifier of its
 * parts; `expected` is never added to what happened; `not recorded` is listed, never 0. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum qualifier { /* from strongest to weakest; the last two are not numbers of what happened */
                 COUNT_EXACT,
                 COUNT_ABOUT,
                 COUNT_AT_LEAST,
                 COUNT_EXPECTED,
                 COUNT_NOT_RECORDED
};

struct count {
    int64_t n; /* 0 when not recorded */
    enum qualifier q;
};

/* A sum in the making. */
struct count_sum {
    struct count total;    /* of exact, about, at least; not recorded while nothing was added */
    int64_t expected;      /* sum of the expected ones, apart */
    uint32_t not_recorded; /* how many parts had no number */
    uint32_t left_out;     /* how many parts are so small that they must not be in it */
};

void count_add(struct count_sum *sum,
               struct count part); /* {0} is not a start: use count_sum_init */
void count_sum_init(struct count_sum *sum);
/* A part has a number that must not be told (outreach/suppress.h): the rest is "at least". */
void count_leave_out(struct count_sum *sum);
/* How sure the total is, as a report says it; "not shown" where all of its parts were left out. */
const char *count_sum_qualifier(const struct count_sum *sum);
const char *qualifier_name(enum qualifier q); /* "exact", "about", "at least", ... */
bool qualifier_parse(const char *s,
                     enum qualifier *ret_q); /* also "estimate" (about), "over" (at least) */
