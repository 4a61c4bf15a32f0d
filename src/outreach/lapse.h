/* What on the plan lapses: steps that fall due, orders and agreements that expire, before the
 * partnership meets again; and of which action nothing has been heard for long. */
#pragma once

#include "outreach/typed.h"

enum {
    LAPSE_DAYS = 28,      /* looked ahead while nobody has said when the next meeting is */
    LAPSE_OVER_DAYS = 56, /* what lapsed longer ago is not told any more */
    STALE_DAYS = 56       /* an action of which nothing was heard for longer is stale */
};

/* The setting in which the day of the next meeting is kept, as ISO. */
#define LAPSE_MEETING "next_meeting"

enum lapse_what { LAPSE_DUE, LAPSE_EXPIRES };

struct lapse {
    const struct typed *of; /* of the list that was searched */
    enum lapse_what what;
    struct date on;
};

struct lapses {
    struct lapse *lapse; /* in order of date */
    size_t n;            /* all of them */
    size_t over;         /* the first so many: their day has passed */
    struct date until;   /* the last day that was looked at */
    bool meeting;        /* it is the day of the next meeting */
};

/* Of the updates that stand, what lapses from `today` to `next_meeting`, or within LAPSE_DAYS when
 * that is no date or has passed; and what has lapsed by now. The list lies in `a`. */
void lapse_find(struct arena *a, const struct typed_list *l, struct date today,
                struct date next_meeting, struct lapses *ret);

/* "Three things on your plan lapse before the next meeting." Nothing when there is none. */
void lapse_say(struct str *out, const struct lapses *l);
/* "2.4 expires 27/01/2020: Partial closure order", on one line; `over`: "2.4 expired ...". */
void lapse_say_one(struct str *out, const struct lapse *l, bool over);
/* "due", "was due", "expires", "expired". */
const char *lapse_word(enum lapse_what what, bool over);

/* `last`: day of the newest thing that is known of an action, or no date: nothing is. */
bool lapse_is_stale(struct date last, struct date today);
