/* Numbers of others that stand beside ours: how many calls the police had, how much less damage
 * there was. A coordinator brings them as they were printed, each with its source. Nothing is ever
 * worked out from them, and no sum holds them. */
#pragma once

#include "base/err.h"
#include "outreach/date.h"

#include <stdbool.h>
#include <stddef.h>

enum { FIGURE_LETTERS = 100, FIGURE_VALUE = 24 }; /* letters of a text; bytes of a value */

struct figure {                          /* its texts are never NULL */
    const char *area, *period, *measure; /* the period as it was written */
    struct date from, until;             /* and what it means */
    const char *value;                   /* "412", "-13.7 %"; "": it is taken back */
    const char *source;
};

struct figure_list {
    struct figure *figure; /* that stand, in order of area, measure, period, source */
    size_t figures;
};

/* Is it the same number of the same thing, whatever it says? */
bool figure_is_of(const struct figure *a, const struct figure *b);

/* "Q1 2019/20", "2019/20" (from April), "2019-04", "2019", or two dates with "to" between them. */
bool figure_period(const char *text, struct date *ret_from, struct date *ret_until);

/* " - 13.7%" becomes "-13.7 %", "none" becomes "". False: it is no number. */
bool figure_value(const char *text, char out[FIGURE_VALUE]);

/* Can it be kept? Else the sentence says what is wrong with it. */
bool figure_fits(const struct figure *f, struct err *err) MUST_USE;
