/* Writes CSV (RFC 4180) fast: a buffer of its own, numbers without printf, cells quoted only when
 * they must be. A text that a spreadsheet would compute gets a leading apostrophe. Errors are kept
 * until csv_finish(). */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { CSV_BUFFER = 64 << 10, CSV_PLAIN_MAX = 1024 };

struct csv_writer {
    FILE *out;
    size_t used;
    bool failed; /* errno of the first failure is in `why` */
    int why;
    bool in_row; /* a comma goes before the next cell */
    char buffer[CSV_BUFFER];
};

void csv_start(struct csv_writer *w, FILE *out);
void csv_text(struct csv_writer *w, const char *text);
/* A text that needs neither quotes nor an apostrophe, as csv_is_plain() says; for what comes often.
 */
void csv_plain(struct csv_writer *w, const char *text, size_t n);
bool csv_is_plain(const char *text, size_t n);
void csv_number(struct csv_writer *w, int64_t n);
void csv_empty(struct csv_writer *w);
void csv_row_end(struct csv_writer *w);
bool csv_finish(struct csv_writer *w, struct err *err) MUST_USE; /* also flushes `out` */
