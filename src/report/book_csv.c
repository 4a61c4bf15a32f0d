/* A book as CSV: one table. Every record has the same number of fields, also those of the foot,
 * whose words stand in the first. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/book.h"
#include "report/csv.h"

struct book_of_csv {
    struct book book;
    int columns;
    struct csv_writer w;
};

static struct csv_writer *writer(struct book *b) {
    return &((struct book_of_csv *)b)->w;
}

static struct book *open(FILE *out, const struct book_about *about, struct err *err) {
    (void)err;
    struct book_of_csv *b = xmalloc(sizeof *b);
    b->book = (struct book){.format = &book_csv};
    if (about->mark)
        fputs("\xEF\xBB\xBF", out); /* failing is told at the end: the stream remembers it */
    csv_start(&b->w, out);
    return &b->book;
}

static void words(struct book *b, const char *text) {
    csv_text(writer(b), text);
}

static void plain(struct book *b, const char *text, size_t n) {
    csv_plain(writer(b), text, n);
}

static void number(struct book *b, int64_t n) {
    csv_number(writer(b), n);
}

static void date(struct book *b, struct date d) {
    enum { LENGTH = 10 };
    char text[LENGTH + 1];
    date_iso(d, text);
    csv_plain(writer(b), text, LENGTH);
}

static void empty(struct book *b) {
    csv_empty(writer(b));
}

static void row_end(struct book *b, bool total) {
    (void)total;
    csv_row_end(writer(b));
    b->failed = writer(b)->failed;
}

static void table(struct book *b, const struct book_table *t) {
    ((struct book_of_csv *)b)->columns = t->columns;
    for (int i = 0; i < t->columns; i++)
        words(b, t->column[i].name);
    row_end(b, false);
}

static void line(struct book *b, const char *text) {
    words(b, text);
    book_empties(b, ((struct book_of_csv *)b)->columns - 1);
    row_end(b, false);
}

static void chart(struct book *b, const struct book_chart *c) {
    (void)b, (void)c;
}

static void foot(struct book *b, const struct book_foot *f) {
    for (size_t i = 0; i < f->definitions; i++)
        line(b, f->definition[i]);
    line(b, f->period);
    line(b, f->time);
    line(b, f->marking);
}

static bool close_book(struct book *b, struct err *err) {
    bool ok = csv_finish(writer(b), err);
    explicit_bzero(b, sizeof(struct book_of_csv)); /* it may have carried names */
    free(b);
    return ok;
}

const struct book_format book_csv = {
    .ending = ".csv",
    .open = open,
    .table = table,
    .words = words,
    .plain = plain,
    .number = number,
    .date = date,
    .empty = empty,
    .row_end = row_end,
    .chart = chart,
    .foot = foot,
    .close = close_book,
};
