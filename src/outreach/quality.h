/* What a coordinator puts right before sending the figures: dates that nobody confirmed, numbers
 * that are missing or disagree, places in two spellings, actions of which nothing was heard.
 *
 * Sessions are taken in one after another, in the order of the ledger, and none is kept: of each
 * kind QUALITY_LISTED findings are, the further ones are counted. What compares sessions with one
 * another remembers so much and no more: QUALITY_DAY sessions of the same day, QUALITY_PLACES
 * spellings, QUALITY_DAYS places and days, QUALITY_SERIES series. */
#pragma once

#include "outreach/lapse.h"
#include "outreach/ledger.h"
#include "outreach/suppress.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum quality_kind { /* by weight: what makes figures wrong, what leaves them out, what looks odd */
                    QUALITY_TWO_NUMBERS,
                    QUALITY_TWO_RECORDS,
                    QUALITY_SUMS,
                    QUALITY_UNCONFIRMED,
                    QUALITY_NO_YEAR,
                    QUALITY_NO_DATE,
                    QUALITY_NO_HEADS,
                    QUALITY_PASSED,
                    QUALITY_LAPSE,
                    QUALITY_EMPTY,
                    QUALITY_STALE,
                    QUALITY_EXPECTED,
                    QUALITY_WEEKDAY,
                    QUALITY_WEEKEND,
                    QUALITY_YEAR_SLIP,
                    QUALITY_SPELLINGS,
                    QUALITY_KINDS
};

enum {
    QUALITY_LISTED = 200,
    QUALITY_APART = 25, /* per cent of those expected: further apart is a finding */
    QUALITY_DAY = 64,
    QUALITY_PLACES = 3072,
    QUALITY_DAYS = 12288,
    QUALITY_SERIES = 384
};

struct finding {
    int64_t session; /* its id; 0: it is about no single session */
    struct date date;
    const char *date_text, *venue, *actions; /* "" where there is none */
    const char *what;                        /* one sentence */
};

struct quality;

/* `today` is the day of the report. `small` (NULL: all numbers are told) is borrowed. */
struct quality *quality_new(struct date today, const struct suppress *small);
void quality_free(struct quality *q); /* NULL is fine */

/* The actions of the plan, before the first session; borrowed, as what was typed about them. */
void quality_plan(struct quality *q, const struct action *action, size_t actions,
                  const struct typed_list *typed);
/* `judged` false: it is outside of the report's period. Then it is held against others, and its
 * actions have heard of it, but nothing is said of it. */
void quality_session(struct quality *q, const struct session *s, bool judged);
void quality_lapses(struct quality *q, const struct lapses *l);
void quality_sum(struct quality *q, const char *what); /* something that does not add up */
void quality_finish(struct quality *q);                /* after the last session */

/* The findings of a kind, in the order in which they were made; *ret_all says how many there are,
 * also of those that are not listed. They live as long as `q`. */
const struct finding *quality_findings(const struct quality *q, enum quality_kind kind,
                                       size_t *ret_listed, size_t *ret_all);

const char *quality_name(enum quality_kind kind); /* "heads not recorded" */
const char *quality_todo(enum quality_kind kind); /* one sentence */
