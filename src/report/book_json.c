/* A book as JSON, for machines. A row is an object of its own on a line of its own:
 *
 *     {"format":"turnout-reports","marking":"OFFICIAL","reports":[
 *     {"name":"sessions","title":"Sessions","columns":[{"name":"id","means":"..."},...],
 *     "records":[
 *     {"id":1,"actions":"1.2","date":"2019-02-06",...},
 *     ...],
 *     "totals":[...],
 *     "definitions":["..."],"period":"...","time":"..."}
 *     ]}
 *
 * A cell is text, a whole number, a date as ISO 8601 has it, or null where it is empty. Sums stand
 * by themselves, so that nobody adds them to their own parts. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/book.h"
#include "report/row.h"
#include "report/sink.h"

enum { CHUNK = 32 << 10 };

struct book_of_json {
    struct book book;
    struct sink sink;
    struct str text; /* what is not yet in the file */
    struct row row;
    const struct book_table *table;
    size_t tables, lines; /* lines of the list that is open */
    bool totals;          /* that list is the one of the totals */
};

static struct book_of_json *self(struct book *b) {
    return (struct book_of_json *)b;
}

static void flush(struct book_of_json *j, size_t at_least) {
    if (j->text.len < at_least)
        return;
    sink_write(&j->sink, str_c(&j->text), j->text.len);
    str_cut(&j->text, 0);
    j->book.failed = j->sink.failed;
}

/* One character that cannot stand as it is (RFC 8259 section 7); broken UTF-8 becomes U+FFFD. */
static void add_odd(struct str *to, const char **p, const char *end) {
    char bytes[4];
    uint32_t cp = utf8_next(p, end);
    if (cp == '"' || cp == '\\')
        str_addf(to, "\\%c", (char)cp);
    else if (cp == '\n')
        str_add(to, "\\n");
    else if (cp < ' ' || cp == 0x7f)
        str_addf(to, "\\u%04x", (unsigned)cp);
    else
        str_addn(to, bytes, utf8_put(bytes, cp));
}

static bool is_bare(unsigned char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

static void add_text(struct str *to, const char *text, size_t n) {
    str_addc(to, '"');
    for (const char *p = text, *end = text + n; p < end;) {
        const char *start = p;
        while (p < end && is_bare((unsigned char)*p))
            p++;
        str_addn(to, start, (size_t)(p - start));
        if (p < end)
            add_odd(to, &p, end);
    }
    str_addc(to, '"');
}

static void add_pair(struct str *to, const char *name, const char *text) {
    str_addf(to, "\"%s\":", name);
    add_text(to, text, strlen(text));
}

static struct book *open(FILE *out, const struct book_about *about, struct err *err) {
    (void)err;
    struct book_of_json *j = xcalloc(1, sizeof *j);
    j->book.format = &book_json;
    j->sink.out = out;
    str_add(&j->text, "{\"format\":\"turnout-reports\",");
    add_pair(&j->text, "marking", about->marking);
    str_add(&j->text, ",\"reports\":[");
    return &j->book;
}

static void table(struct book *b, const struct book_table *t) {
    struct book_of_json *j = self(b);
    j->table = t;
    j->lines = 0;
    j->totals = false;
    str_add(&j->text, j->tables++ > 0 ? ",\n{" : "\n{");
    add_pair(&j->text, "name", t->name);
    str_addc(&j->text, ',');
    add_pair(&j->text, "title", t->title);
    str_add(&j->text, ",\"columns\":[");
    for (int i = 0; i < t->columns; i++) {
        str_add(&j->text, i > 0 ? ",{" : "{");
        add_pair(&j->text, "name", t->column[i].name);
        if (t->column[i].means != NULL) {
            str_addc(&j->text, ',');
            add_pair(&j->text, "means", t->column[i].means);
        }
        str_addc(&j->text, '}');
    }
    str_add(&j->text, "],\n\"records\":[");
}

static void words(struct book *b, const char *text) {
    row_words(&self(b)->row, text, strlen(text));
}

static void plain(struct book *b, const char *text, size_t n) {
    row_words(&self(b)->row, text, n);
}

static void number(struct book *b, int64_t n) {
    row_number(&self(b)->row, n);
}

static void date(struct book *b, struct date d) {
    row_date(&self(b)->row, d);
}

static void empty(struct book *b) {
    row_empty(&self(b)->row);
}

static void add_cell(struct str *to, const struct row *r, const struct row_cell *c) {
    char digits[20], day[11];
    switch (c->kind) {
    case ROW_EMPTY:
        str_add(to, "null");
        return;
    case ROW_WORDS:
        add_text(to, row_text(r, c), c->n);
        return;
    case ROW_NUMBER:
        str_addn(to, digits, row_digits(digits, c->number));
        return;
    case ROW_DATE:
        date_iso(c->date, day);
        add_text(to, day, strlen(day));
        return;
    }
}

static void open_totals(struct book_of_json *j) {
    if (j->totals)
        return;
    str_add(&j->text, "],\n\"totals\":[");
    j->totals = true;
    j->lines = 0;
}

static void row_end(struct book *b, bool total) {
    struct book_of_json *j = self(b);
    ASSERT(j->row.cells == (size_t)j->table->columns);
    if (total)
        open_totals(j);
    ASSERT(total == j->totals);
    str_add(&j->text, j->lines++ > 0 ? ",\n{" : "\n{");
    for (size_t i = 0; i < j->row.cells; i++) {
        str_addf(&j->text, i > 0 ? ",\"%s\":" : "\"%s\":", j->table->column[i].name);
        add_cell(&j->text, &j->row, &j->row.cell[i]);
    }
    str_addc(&j->text, '}');
    row_clear(&j->row);
    flush(j, CHUNK);
}

static void chart(struct book *b, const struct book_chart *c) {
    (void)b, (void)c;
}

static void foot(struct book *b, const struct book_foot *f) {
    struct book_of_json *j = self(b);
    open_totals(j);
    str_add(&j->text, "],\n\"definitions\":[");
    for (size_t i = 0; i < f->definitions; i++) {
        str_add(&j->text, i > 0 ? ",\n" : "\n");
        add_text(&j->text, f->definition[i], strlen(f->definition[i]));
    }
    str_add(&j->text, "],\n");
    add_pair(&j->text, "period", f->period);
    str_addc(&j->text, ',');
    add_pair(&j->text, "time", f->time);
    str_addc(&j->text, '}');
}

static bool close_book(struct book *b, struct err *err) {
    struct book_of_json *j = self(b);
    str_add(&j->text, "\n]}\n");
    flush(j, 0);
    bool ok = sink_finish(&j->sink, err);
    str_release(&j->text);
    row_release(&j->row);
    free(j);
    return ok;
}

const struct book_format book_json = {
    .ending = ".json",
    .many = true,
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
