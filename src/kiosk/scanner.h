/* A barcode or QR scanner is a keyboard that types a code and Enter faster than any hand: that is
 * how it is told from one. Feed it every character and every Enter. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { SCANNER_CODE_MAX = 64 };

struct scanner { /* all zero: nothing typed yet */
    char code[SCANNER_CODE_MAX];
    size_t n;     /* bytes typed fast, also those that no longer fit */
    int64_t last; /* when the last one came, monotonic ms */
};

void scanner_type(struct scanner *s, const char *utf8, int64_t now);
/* Enter: the code that was scanned, or NULL when it was a hand. Valid until the next call. */
const char *scanner_enter(struct scanner *s, int64_t now);
void scanner_forget(struct scanner *s); /* overwrites the last code */
