/* A text line by line, counted, the way fgets() would give a file's. For readers like inih that are
 * handed a function for the next line and do not say at which one they are. */
#pragma once

#include <stddef.h>

struct lines {
    const char *at, *end; /* what is left to read; the caller's */
    int line;             /* the number of the last one, from 1 */
};

enum lines_got {
    LINES_END,     /* no more */
    LINES_WHOLE,   /* `out` holds it, with its newline if it has one */
    LINES_TOO_LONG /* passed over: `out` is as it was */
};

enum lines_got lines_next(struct lines *l, char *out, size_t size);
