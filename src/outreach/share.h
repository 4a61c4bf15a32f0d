/* What the answers of some people tell about all of them: a share, how it changed, how far people
 * moved between two questions; each with how sure that is.
 *
 * An interval is of 95 %: of many that are worked out like this, 95 of 100 hold the true value, if
 * those who answered are like those who did not. People at a stall are no random sample, so it is
 * the least that one has to doubt.
 *
 * Pure mathematics: whole numbers are added up, so neither the order of answers nor their kiosk
 * changes a result. */
#pragma once

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct share { /* `n` of `of` answers */
    int64_t n, of;
};
struct span { /* of an interval; as parts of 1, not of 100 */
    double low, high;
};

/* Wilson's score interval: also right for few answers, and for 0 of them. `of` is not 0. */
struct span share_span(struct share s);
/* Of the difference now - before: Newcombe's hybrid score interval. Neither `of` is 0. */
struct span share_change(struct share before, struct share now);
/* Is 0 outside, so that the difference is hardly chance? */
bool span_is_clear(struct span s);
/* "down 14.6 % (from 48 to 41 of 100; could be chance)". Neither `of` is 0. */
void share_say_change(struct str *out, struct share before, struct share now);

/* A pair is what one person answered to the same question twice, of then and of now, in SHIFT_SCALE
 * parts from the worst choice, 0, to the best. It is divisible by all numbers up to 10, so that the
 * steps of every common scale are whole. */
enum { SHIFT_SCALE = 2520 };

struct shift { /* {0}: no pairs */
    int64_t pairs, better, same, worse;
    int64_t before, now; /* sums */
    int64_t squares;     /* of now - before */
};

void shift_add(struct shift *s, int before, int now);
void shift_merge(struct shift *to, const struct shift *s);
/* Mean of now - before, in parts of the scale: -1 to 1. There are pairs. */
double shift_mean(const struct shift *s);
/* Its interval, by Student's t; false: one pair alone has none. */
bool shift_span(const struct shift *s, struct span *ret_span);
/* "up 29 points of 100 (hardly chance)", "unchanged (could be chance)". There are pairs. */
void shift_say(struct str *out, const struct shift *s);
