/* What was kept long enough goes, and stays gone: out of the tables, the log of pages, the copies
 * in DIR/backups and, of envelopes, their file.
 *
 * Needs no code: what lies sealed is deleted as it is. No count changes, because a count is a sum
 * of marks and no mark goes. Files that a recovery has set aside are not touched, and may still
 * hold what went. Each deletion leaves a line that says when, what and how many, and nothing else
 * of it. */
#pragma once

#include "base/arena.h"
#include "outreach/keeping.h"
#include "store/store.h"

struct overdue { /* of one class */
    int64_t n, sessions;
    struct date before; /* what is of a day before this one goes; no date: it is not known how late
                           it is, and nothing goes */
};

struct purge_ask {
    const struct keeping *keep; /* NULL: all as the rules say */
    struct date until; /* the last day that goes, of every class; no date: as `keep` says */
    unsigned without;  /* classes that stay: bit i is enum keep_class i */
    const char *by;    /* "console", "coordinator" or "settings" */
};

/* What a purge would delete now. How late it is is believed of a synchronised clock, and else only
 * of the records of an earlier start: a date that one person typed wrong must not cost a name.
 * ERR_INPUT: `until` is today or later. */
bool store_overdue(struct store *s, const struct purge_ask *ask, struct overdue ret[KEEP_CLASSES],
                   struct err *err) MUST_USE;

/* Deletes it, all of it in one transaction; then the files are cleaned, which a power cut only puts
 * off to the next start or the next purge. Envelopes are a person's word: whoever leaves their
 * class in says that what was released has arrived. ERR_INPUT also while another process works with
 * this store. Not within a transaction. *ret: what went; *ret_set_aside: damaged files that may
 * hold some of it. */
bool store_purge(struct store *s, const struct purge_ask *ask, struct overdue ret[KEEP_CLASSES],
                 size_t *ret_set_aside, struct err *err) MUST_USE;

struct purged {      /* a line of the log of deletions */
    struct date day; /* on which it happened, as the kiosk knew it then */
    const char *what, *by;
    int64_t n, sessions;
    struct date before;
};
/* The log, newest first, in `a`. */
bool store_purges(struct store *s, struct arena *a, struct purged **ret, size_t *ret_n,
                  struct err *err) MUST_USE;
