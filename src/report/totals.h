/* Totals of a report: all sessions once, and by action, where a session stands under each that it
 * serves. */
#pragma once

#include "outreach/suppress.h"

#include <stddef.h>
#include <stdint.h>

struct total {
    char code[20];          /* of the action; "" for all */
    struct count_sum heads; /* of what took place, and what is expected of what has not */
    int64_t sessions;       /* that took place, as far as their number is known */
    uint32_t known,
        unknown; /* rows that took place and say how many sessions they were, or do not */
};

void total_init(struct total *t, const char *code, size_t n); /* `n` bytes of the code */
void total_add(struct total *t, const struct session *s, enum suppress_verdict verdict);

struct totals {
    struct total all;
    struct total
        *action; /* in order of bytes until totals_finish() puts them in order of the plan */
    size_t actions, cap;
    uint16_t recent[256]; /* where a code was last found, by a hash of it */
};

void totals_init(struct totals *t);
void totals_release(struct totals *t);
void totals_add(struct totals *t, const struct session *s, enum suppress_verdict verdict);
void totals_finish(struct totals *t);
