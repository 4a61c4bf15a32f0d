/* Do the outcomes of referrals add up?
 *
 * One outcome of a group is the whole ("made", or "received"), the others are what became of those
 * (tallies.ini: `states_of = made`), and a person has one state. So all states together are never
 * more people than the whole. They become more when somebody is tallied once as waiting and once
 * more as accepted, or when a service reports one number as of a day and another of a year. Fewer
 * are no fault: of those who were referred lately nobody knows yet. */
#pragma once

#include "outreach/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECONCILE_WORDS = 500 };

struct reconcile {
    const struct tally_plan *plan;
    int64_t n[TALLY_GROUPS][TALLY_ITEMS][TALLY_OUTCOMES];
    bool hidden[TALLY_GROUPS][TALLY_ITEMS]; /* some of it must not be told */
};

void reconcile_init(struct reconcile *r, const struct tally_plan *plan); /* borrows the plan */
/* What was tallied under a key. A key whose parts the plan does not have changes nothing. */
void reconcile_add(struct reconcile *r, const char *key, int64_t n);
/* A number from 1 to k - 1 that must not be told (outreach/suppress.h): what is said of its item
 * has no numbers, and would be said whatever it is. */
void reconcile_add_hidden(struct reconcile *r, const char *key, int64_t k);
bool reconcile_is_of(const struct tally_plan *plan); /* has it states of anything? */

/* The next item whose states are more than its whole: a sentence for `out`, which ends without a
 * full stop. *at starts at 0 and is the function's own. False: there is no other. */
bool reconcile_next(const struct reconcile *r, size_t *at, char out[RECONCILE_WORDS]);
