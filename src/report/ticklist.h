/* The list of a session on paper: a page with who is expected and a box to tick for each, for the
 * day on which the kiosk cannot be used. It holds names that anybody can read, so it is no report
 * like the others: it is made only where somebody asks for just this, and is never among all. */
#pragma once

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

struct store;

#define TICKLIST "roster" /* as it is asked for */

struct ticklist_opts {
    int64_t session;
    const char *marking; /* handling marking at the head and foot of each page */
    int64_t wall;        /* time of the data, ms */
};

/* Adds the page, as HTML that prints on A4, to `out`, which should be secret memory (base/str.h);
 * it grows at once to what is needed. The store's names must be open (ERR_DENIED). ERR_INPUT: there
 * is no such session, it has no list, or it is of pupils, who have no names. */
bool ticklist_write(struct store *s, const struct ticklist_opts *o, struct str *out,
                    struct err *err) MUST_USE;
