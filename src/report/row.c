#include "report/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct row_cell *add(struct row *r, enum row_kind kind) {
    if (r->cells == r->cap)
        r->cell = xgrow(r->cell, &r->cap, r->cells + 1, sizeof *r->cell);
    struct row_cell *c = &r->cell[r->cells++];
    c->kind = kind;
    return c;
}

void row_words(struct row *r, const char *text, size_t n) {
    struct row_cell *c = add(r, n > 0 ? ROW_WORDS : ROW_EMPTY);
    c->at = r->text.len;
    c->n = n;
    str_reserve(&r->text, n + 1);
    memcpy(r->text.p + r->text.len, text, n);
    r->text.p[r->text.len + n] = '\0';
    r->text.len += n + 1;
}

void row_number(struct row *r, int64_t n) {
    add(r, ROW_NUMBER)->number = n;
}

void row_date(struct row *r, struct date d) {
    add(r, ROW_DATE)->date = d;
}

void row_empty(struct row *r) {
    add(r, ROW_EMPTY);
}

void row_clear(struct row *r) {
    r->cells = 0;
    str_cut(&r->text, 0);
}

void row_release(struct row *r) {
    free(r->cell);
    str_release(&r->text);
    *r = (struct row){0};
}

size_t row_digits(char out[20], int64_t n) {
    char digits[20], *first = digits + sizeof digits;
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do {
        *--first = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (n < 0)
        *--first = '-';
    size_t len = (size_t)(digits + sizeof digits - first);
    memcpy(out, first, len);
    return len;
}
