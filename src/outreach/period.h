/* Stretches of time that reports are asked for: the partnership's quarters and years, which begin
 * in April (outreach/date.h says how a quarter is called). */
#pragma once

#include "outreach/date.h"

enum period {
    PERIOD_ALL, /* also what has no date */
    PERIOD_QUARTER,
    PERIOD_LAST_QUARTER,
    PERIOD_YEAR, /* the financial year, April to March */
    PERIOD_DATES /* two dates that somebody chooses */
};

/* The first and the last day of a period, seen from a day; no dates of PERIOD_ALL. PERIOD_DATES has
 * days of its own: asking for them is a bug. */
void period_of(enum period p, struct date today, struct date *ret_from, struct date *ret_until);
