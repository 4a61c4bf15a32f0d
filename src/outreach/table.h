/* A CSV file as rows of cells that know in which line of the file they stand.
 *
 * RFC 4180 as spreadsheets write it: commas, quoted cells with commas, quotes and line ends in
 * them, CRLF or LF or CR. Cells are as in the file; blank lines and rows of empty cells are left
 * out. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { TABLE_CELLS_MAX = 64, TABLE_LINE_MAX = 64 << 10 };

struct table_row {
    int line; /* physical line in which the row begins, from 1 */
    const char **cell;
    size_t cells;
};

struct table {
    struct table_row head;
    struct table_row *row;
    size_t rows;
};

/* Everything lives in `a`. Refuses, each with a sentence: other separators than commas, quotation
 * marks that do not pair, no row under the header, more than `rows_max` rows. */
bool table_read(struct arena *a, const char *bytes, size_t n, size_t rows_max,
                struct table *ret_table, struct err *err) MUST_USE;

/* Moves *at behind the next physical line of bytes[0..n) and returns how long it is, with its end.
 */
size_t table_line(const char *bytes, size_t n, size_t *at);
