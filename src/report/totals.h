/* Totals of a report: all sessions once, and by action, where a session stands under each that it
 * serves. */
#pragma once

#include "outreach/ledger.h"

#include <stddef.h>
#include <stdint.h>

struct total {
    char code[20];          /* of the action; "" for all */
    struct count_sum heads; /* of what took place, and what is expected of what has not */
    int64_t sessions;       /* that took place, as far as their number is known */
    uint32_t known,
        unknown; /* rows that took place and say how many sessions they were, or do not */
};

struct totals {
    struct total all;
    struct total
        *action; /* in order of bytes until totals_finish() puts them in order of the plan */
    size_t actions, cap;
    uint16_t recent[256]; /* where a code was last found, by a hash of it */
};

void totals_init(struct totals *t);
void totals_release(struct totals *t);
void totals_add(struct totals *t, const struct session *s);
void totals_finish(struct totals *t);

/* How many sessions the row stands for: what the programme says, one if it was counted here, -1 if
 * nobody knows. */
int64_t total_sessions(const struct session *s);
/* What is expected of a session that is still to come, or of one that was counted here; else not
 * recorded. */
struct count total_expected(const struct session *s);
