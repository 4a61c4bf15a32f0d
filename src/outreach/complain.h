/* Complaints about a file that somebody wrote by hand, a line each: "FILE:LINE: what is wrong". A
 * reader goes on after a mistake, so that all of them are told at once, but not without end. */
#pragma once

#include "base/str.h"

#include <stddef.h>

struct complaints {
    const char *file;
    int line;    /* that is read now: the reader keeps it */
    size_t most; /* further ones are counted and not listed */
    struct str *out;
    size_t n; /* so far */
};

/* `fmt`, of the line that is read now. */
void complain(struct complaints *c, const char *fmt, ...) PRINTF(2, 3);
