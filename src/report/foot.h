/* What every report ends with: its definitions, the rule about small numbers, its period, the time
 * of its data, the marking. Each is a record with as many fields as the others, its words in the
 * first. */
#pragma once

#include "report/book.h"
#include "report/report.h"

/* Definitions that several reports give, in the same words. */
#define FOOT_SESSION                                                                               \
    "Session: one group sitting through one delivery (five classes one after another = 5; an "     \
    "assembly = 1; two workshops with the same class = 2)."
#define FOOT_QUALIFIER                                                                             \
    "Qualifier: exact, about, at least or not recorded; a sum takes the weakest of its parts, "    \
    "what is expected is never added to what happened, and what is not recorded is listed and "    \
    "never 0."
#define FOOT_QUARTERS "Quarters: April to June is Q1."

/* Is the session in the period that was asked for? */
bool foot_in_period(const struct session *s, const struct report_opts *o);

/* And the day of something that has one? */
bool foot_has_day(const struct report_opts *o, struct date d);

/* The cell that says what is not in a sum of heads, and so is not 0; `unknown`: how many of its
 * rows do not say how many sessions they were. */
void foot_write_missing(struct book *w, const struct count_sum *heads, uint32_t unknown,
                        const struct suppress *small);

void foot_write(struct book *w, const struct report_opts *o, const char *const *definition,
                size_t definitions);
