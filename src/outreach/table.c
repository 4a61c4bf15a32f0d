/* libcsv knows quoting but no line numbers. So it is fed one physical line at a time: a row that
 * ends there began in the first line fed since the row before. */
#include "outreach/table.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

struct reader {
    struct arena *arena;
    size_t rows_max;
    struct table_row *row; /* the header is the first */
    size_t rows, cap;
    const char *cell[TABLE_CELLS_MAX +
                     1]; /* of the row in the making; one more shows that it is too long */
    size_t cells, cells_in_line;
    bool any_text, row_ended;
    int line;       /* being fed */
    int row_line;   /* where the row in the making began; 0: it has not */
    int quote_line; /* where the cell that is still open began */
};

static void on_cell(void *bytes, size_t n, void *ctx) {
    struct reader *r = ctx;
    if (r->cells <= TABLE_CELLS_MAX)
        r->cell[r->cells++] = arena_strndup(r->arena, bytes, n);
    r->cells_in_line++;
    r->any_text |= n > 0;
}

static void on_row(int end, void *ctx) {
    (void)end;
    struct reader *r = ctx;
    if (r->any_text && r->rows <= r->rows_max + 1) { /* header, rows, and one that is too many */
        if (r->rows == r->cap) {
            size_t cap = r->cap ? r->cap * 2 : 64;
            struct table_row *grown = arena_array(r->arena, cap, sizeof *grown);
            if (r->rows > 0)
                memcpy(grown, r->row, r->rows * sizeof *grown);
            r->row = grown;
            r->cap = cap;
        }
        struct table_row *row = &r->row[r->rows++];
        row->line = r->row_line;
        row->cells = r->cells;
        row->cell = arena_array(r->arena, r->cells, sizeof *row->cell);
        memcpy(row->cell, r->cell, r->cells * sizeof *row->cell);
    }
    r->cells = 0;
    r->any_text = false;
    r->row_ended = true;
}

size_t table_line(const char *bytes, size_t n, size_t *at) {
    size_t start = *at, i = start;
    while (i < n && bytes[i] != '\n' && bytes[i] != '\r')
        i++;
    if (i < n)
        i += bytes[i] == '\r' && i + 1 < n && bytes[i + 1] == '\n' ? 2 : 1;
    *at = i;
    return i - start;
}

static bool is_blank_line(const char *line, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strchr(" \t\r\n", line[i]) == NULL)
            return false;
    return true;
}

/* A spreadsheet in another country, or "Save as text", writes other separators: say so. */
static bool check_separator(const char *bytes, size_t n, struct err *err) {
    size_t at = 0, start = 0, len = 0;
    do {
        start = at;
        len = table_line(bytes, n, &at);
    } while (len > 0 && is_blank_line(bytes + start, len));
    if (memchr(bytes + start, ',', len) != NULL)
        return true;
    if (memchr(bytes + start, ';', len) != NULL)
        return err_set(err, ERR_INPUT,
                       "The cells are separated by semicolons: save the file as CSV with commas.");
    if (memchr(bytes + start, '\t', len) != NULL)
        return err_set(err, ERR_INPUT,
                       "The cells are separated by tabs: save the file as CSV with commas.");
    return true;
}

static bool quote_error(const struct reader *r, struct err *err) {
    if (r->quote_line != 0 && r->quote_line != r->line)
        return err_set(
            err, ERR_INPUT,
            "The quotation mark that opens a cell in line %d closes in the middle of line "
            "%d: close it where its cell ends.",
            r->quote_line, r->line);
    return err_set(
        err, ERR_INPUT,
        "Line %d has a quotation mark in the middle of a cell: put quotation marks around "
        "the whole cell and write the inner one twice.",
        r->line);
}

static bool feed(struct reader *r, struct csv_parser *p, const char *bytes, size_t n,
                 struct err *err) {
    for (size_t at = 0; at < n;) {
        const char *line = bytes + at;
        size_t len = table_line(bytes, n, &at);
        bool in_row = r->row_line != 0;
        r->line++;
        if (!in_row && !is_blank_line(line, len))
            r->row_line = r->line;
        r->row_ended = false;
        r->cells_in_line = 0;
        if (csv_parse(p, line, len, on_cell, on_row, r) != len)
            return quote_error(r, err);
        if (r->row_ended)
            r->row_line = r->quote_line = 0;
        else if (r->row_line != 0 && (!in_row || r->cells_in_line > 0))
            r->quote_line = r->line;
    }
    if (csv_fini(p, on_cell, on_row, r) != 0)
        return err_set(err, ERR_INPUT,
                       "The quotation mark that opens a cell in line %d is never closed: close it "
                       "where its cell ends.",
                       r->quote_line);
    return true;
}

bool table_read(struct arena *a, const char *bytes, size_t n, size_t rows_max,
                struct table *ret_table, struct err *err) {
    if (!check_separator(bytes, n, err))
        return false;
    struct csv_parser p;
    if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return err_set(err, ERR_WORLD, "The CSV reader could not start: try again.");
    struct reader r = {.arena = a, .rows_max = rows_max};
    csv_set_blk_size(&p, n + 2); /* as long as a cell can be: the buffer never moves */
    bool ok = feed(&r, &p, bytes, n, err);
    if (p.entry_buf)
        explicit_bzero(p.entry_buf, p.entry_size); /* the last cell may be a name */
    csv_free(&p);
    if (!ok)
        return false;
    if (r.rows <= 1)
        return err_set(err, ERR_INPUT, "%s",
                       r.rows == 0
                           ? "The file is empty: choose the file that has the rows."
                           : "The file has a header and no row under it: choose the file that "
                             "has the rows.");
    if (r.rows - 1 > rows_max)
        return err_set(err, ERR_INPUT,
                       "The file has more than %zu rows: import it in smaller files.", rows_max);
    ret_table->head = r.row[0];
    ret_table->row = r.row + 1;
    ret_table->rows = r.rows - 1;
    return true;
}
