/* What the formats share that are text and write a row when all of it is there: the row's cells are
 * kept meanwhile, and the text goes to the file in larger pieces. Only they include this. */
#pragma once

#include "base/str.h"
#include "report/book.h"
#include "report/row.h"
#include "report/sink.h"

struct book_text { /* the first member of a format's own */
    struct book book;
    struct sink sink;
    struct str text; /* what is not yet in the file */
    struct row row;
    const struct book_table *table;
};

void book_text_words(struct book *b, const char *text);
void book_text_plain(struct book *b, const char *text, size_t n);
void book_text_number(struct book *b, int64_t n);
void book_text_date(struct book *b, struct date d);
void book_text_empty(struct book *b);

/* When something whole was added to `text`: to the file with it once there is enough. */
void book_text_flush(struct book_text *t);
/* The rest to the file, and frees all but `t` itself. */
bool book_text_finish(struct book_text *t, struct err *err) MUST_USE;
