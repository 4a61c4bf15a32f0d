/* A row that is kept until its end, for formats that must know whether it is a record or a sum
 * before they write its first cell. */
#pragma once

#include "base/str.h"
#include "outreach/date.h"

#include <stddef.h>
#include <stdint.h>

enum row_kind { ROW_EMPTY, ROW_WORDS, ROW_NUMBER, ROW_DATE };

struct row_cell {
    enum row_kind kind;
    struct date date;
    int64_t number;
    size_t at, n; /* of the words, in row.text; a NUL follows them there */
};

struct row {
    struct row_cell *cell;
    size_t cells, cap;
    struct str text;
};

void row_words(struct row *r, const char *text, size_t n); /* "" is empty */
void row_number(struct row *r, int64_t n);
void row_date(struct row *r, struct date d);
void row_empty(struct row *r);
void row_clear(struct row *r);
void row_release(struct row *r);

static inline const char *row_text(const struct row *r, const struct row_cell *c) {
    return str_c(&r->text) + c->at;
}

/* Decimal digits, faster than printf. Returns how many; not ended by a NUL. */
size_t row_digits(char out[20], int64_t n);
