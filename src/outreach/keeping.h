/* How long what is personal is kept, class by class. Counts have no class: they are kept for ever.
 *
 * Months are counted by the calendar: what is of a month that lies so many behind this one stays to
 * the end of that month, so that a period is never cut short by a day. */
#pragma once

#include "outreach/date.h"

enum keep_class {
    KEEP_NAMES,     /* of adults: lists, walk-ins, sign-ins */
    KEEP_DRAFTS,    /* forms that staff began and never finished */
    KEEP_ENVELOPES, /* sealed, of visitors: only what was taken away and has arrived */
    KEEP_CLASSES
};

struct keep_rule {
    const char *name;         /* in settings and in the log: "names" */
    int months;               /* that it is kept unless a setting says otherwise */
    int most;                 /* that a setting may say */
    const char *goes, *stays; /* English message ids: what is deleted, what is not */
    bool confirmed;           /* a person has to say that it was taken away and arrived */
};

/* What the settings say: months by class; 0: as the rule says. */
struct keeping {
    int months[KEEP_CLASSES];
};

const struct keep_rule *keep_rule(enum keep_class c);
/* The first day of which this class is still kept; what is of an earlier one may go. `k` NULL: all
 * as the rules say. */
struct date keep_first_day(const struct keeping *k, enum keep_class c, struct date today);
