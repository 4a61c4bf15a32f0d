/* The sessions cut: by school, phase, year group, topic, deliverer, audience, priority, action,
 * ward and quarter, each value with its sums.
 *
 * Sessions are taken in one after another, in the order of the ledger (by date); memory grows with
 * the number of different values, of which CUT_ROWS_MAX are kept apart, and not with the number of
 * sessions. Each session is in one value of a cut; of deliverers, priorities and actions in each
 * that it has, but once. */
#pragma once

#include "outreach/suppress.h"
#include "report/totals.h"

enum cut {
    CUT_SCHOOL,
    CUT_PHASE,
    CUT_YEAR_GROUP,
    CUT_TOPIC,
    CUT_DELIVERER,
    CUT_AUDIENCE,
    CUT_PRIORITY,
    CUT_ACTION,
    CUT_WARD,
    CUT_QUARTER,
    CUT_TOTAL, /* everything, once: one row, the last */
    CUTS
};

enum { CUT_ROWS_MAX = 4096 }; /* values beyond them are one, "(others)", in each cut */

struct cut_row {
    enum cut cut;
    const char *value;  /* "(not said)" and the like where there is none; "" of the total */
    struct total sum;   /* its code is not used */
    uint32_t events;    /* places and dates of what took place, where both are known */
    int64_t minutes;    /* heads x minutes of the heads in `sum`, where known; -1: none */
    uint32_t delivered; /* rows of the ledger: of what took place, ... */
    uint32_t planned;   /* ... is planned or booked, ... */
    uint32_t cancelled, rearranged; /* ... did not take place */
};

struct cuts;

/* `small` is borrowed: which sessions are left out of the heads. */
struct cuts *cuts_new(const struct suppress *small);
void cuts_free(struct cuts *c); /* NULL is fine */
void cuts_add(struct cuts *c, const struct session *s);
/* Puts the rows in order (by cut; quarters by time, numbers by their size, what has no value last).
 * Nothing can be added after it. The rows live as long as `c`. */
const struct cut_row *cuts_finish(struct cuts *c, size_t *ret_rows);

const char *cut_name(enum cut cut); /* as people read it: "year group" */
