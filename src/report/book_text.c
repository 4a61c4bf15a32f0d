#include "report/book_text.h"

#include <string.h>

enum { CHUNK = 32 << 10 };

static struct row *row(struct book *b) {
    return &((struct book_text *)b)->row;
}

void book_text_words(struct book *b, const char *text) {
    row_words(row(b), text, strlen(text));
}

void book_text_plain(struct book *b, const char *text, size_t n) {
    row_words(row(b), text, n);
}

void book_text_number(struct book *b, int64_t n) {
    row_number(row(b), n);
}

void book_text_date(struct book *b, struct date d) {
    row_date(row(b), d);
}

void book_text_empty(struct book *b) {
    row_empty(row(b));
}

static void write_text(struct book_text *t) {
    sink_write(&t->sink, str_c(&t->text), t->text.len);
    str_cut(&t->text, 0);
    t->book.failed = t->sink.failed;
}

void book_text_flush(struct book_text *t) {
    if (t->text.len >= CHUNK)
        write_text(t);
}

bool book_text_finish(struct book_text *t, struct err *err) {
    write_text(t);
    bool ok = sink_finish(&t->sink, err);
    str_release(&t->text);
    row_release(&t->row);
    return ok;
}
