/* A book: the tables that reports write and that a format puts into one file.
 *
 * A report says what its rows are (records, then totals) and what its cells are (words, a number, a
 * date); how that looks in the file is the format's business, so that one function a report serves
 * all of them. A table is begun, its rows are written cell by cell, each with as many cells as the
 * table has columns, records before totals, and its foot ends it. A failure is kept until
 * book_close(). */
#pragma once

#include "base/err.h"
#include "outreach/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum book_kind {
    BOOK_WORDS,   /* dates too */
    BOOK_NUMBERS, /* their heading stands over them, at the right */
    BOOK_GROUP    /* the same in many rows that follow: a page says it once, above them */
};

struct book_column {
    const char *name;  /* as machines read it: "year_group"; lasting */
    int width;         /* in characters, where a format has widths */
    const char *means; /* one line of the data dictionary; NULL: the name says it */
    enum book_kind kind;
};

struct book_table {
    const char *name, *title; /* "sessions", "Sessions": the title is short and of plain letters */
    const struct book_column *column;
    int columns;
    int printed; /* so many first ones come on paper, where all would be too small; 0: all */
};

struct book_foot { /* what the numbers mean, and of what they are */
    const char *const *definition;
    size_t definitions;
    const char *period, *time, *marking; /* lines as people read them */
};

struct book_about {      /* of the whole file; the texts live as long as the book */
    bool mark;           /* a .csv begins with a byte order mark, by which Excel knows UTF-8 */
    const char *marking; /* "OFFICIAL": at head and foot of what is printed */
    int64_t wall;        /* time of the data, ms; the file's own time, so that the same data give
                            the same file */
    const char *dir;     /* where what is not finished may lie meanwhile: on the medium that gets
                            the file; NULL: /tmp */
};

enum book_chart_kind { BOOK_COLUMNS, BOOK_BARS, BOOK_PIE };

struct book_point {
    const char *label; /* lives during the call, as the title */
    int64_t n;         /* -1: no number, its cell is empty */
};

/* A picture of numbers that stand in rows of the table, one below the other. Formats that are for
 * machines leave it out; a pie of too many slices becomes bars. */
struct book_chart {
    enum book_chart_kind kind;
    const char *title;
    size_t first_row;   /* where the points begin; 0 is the first row under the header */
    int labels, values; /* their columns, from 0 */
    const struct book_point *point;
    size_t points;
};

struct book;

struct book_format {
    const char *ending; /* of the file's name: ".csv" */
    bool many;          /* a file holds several tables; else one */
    /* Writes to `out`, which stays the caller's and is not closed. NULL: the sentence says why. */
    struct book *(*open)(FILE *out, const struct book_about *about, struct err *err);
    void (*table)(struct book *b, const struct book_table *t);
    void (*words)(struct book *b, const char *text);
    void (*plain)(struct book *b, const char *text, size_t n);
    void (*number)(struct book *b, int64_t n);
    void (*date)(struct book *b, struct date d);
    void (*empty)(struct book *b);
    void (*row_end)(struct book *b, bool total);
    void (*chart)(struct book *b, const struct book_chart *c);
    void (*foot)(struct book *b, const struct book_foot *f);
    bool (*close)(struct book *b, struct err *err);
};

struct book { /* the first member of a format's own */
    const struct book_format *format;
    bool failed;
    size_t rows; /* that the table has by now, without its header */
};

extern const struct book_format book_csv, book_xlsx, book_html, book_json;

/* By the ending of a file's name, whatever its case; NULL and a sentence that lists them: none. */
const struct book_format *book_format_of(const char *path, struct err *err);

static inline void book_table(struct book *b, const struct book_table *t) {
    b->rows = 0;
    b->format->table(b, t);
}
static inline void book_words(struct book *b, const char *text) {
    b->format->words(b, text);
}
/* Words of which csv_is_plain() is true; for what comes often. */
static inline void book_plain(struct book *b, const char *text, size_t n) {
    b->format->plain(b, text, n);
}
static inline void book_number(struct book *b, int64_t n) {
    b->format->number(b, n);
}
/* No date: an empty cell. */
static inline void book_date(struct book *b, struct date d) {
    if (d.year != 0)
        b->format->date(b, d);
    else
        b->format->empty(b);
}
static inline void book_empty(struct book *b) {
    b->format->empty(b);
}
static inline void book_row_end(struct book *b) {
    b->format->row_end(b, false);
    b->rows++;
}
static inline void book_total_end(struct book *b) { /* ends a row of sums */
    b->format->row_end(b, true);
    b->rows++;
}
/* Between the last row of the table and its foot. */
static inline void book_chart(struct book *b, const struct book_chart *c) {
    b->format->chart(b, c);
}
static inline void book_foot(struct book *b, const struct book_foot *f) {
    b->format->foot(b, f);
}
/* Ends the file and frees the book. False: something of it could not be written. */
static inline bool book_close(struct book *b, struct err *err) {
    return b->format->close(b, err);
}
/* Not known: an empty cell. */
static inline void book_number_if(struct book *b, bool known, int64_t n) {
    if (known)
        book_number(b, n);
    else
        book_empty(b);
}
void book_empties(struct book *b, int n);

/* "Q4 2018/19"; no date: an empty cell. */
void book_quarter(struct book *b, struct date d);

/* How many columns of a table come on paper. */
int book_printed(const struct book_table *t);

/* A column's name as people read it: "Year group", "RAG set". */
void book_heading(const struct book_column *c, char *out, size_t size);
