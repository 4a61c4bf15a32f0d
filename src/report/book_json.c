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
#include "report/book_text.h"

struct book_of_json {
    struct book_text t;
    size_t tables, lines; /* lines of the list that is open */
    bool totals;          /* that list is the one of the totals */
};

static struct book_of_json *self(struct book *b) {
    return (struct book_of_json *)b;
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
    j->t.book.format = &book_json;
    j->t.sink.out = out;
    str_add(&j->t.text, "{\"format\":\"turnout-reports\",");
    add_pair(&j->t.text, "marking", about->marking);
    str_add(&j->t.text, ",\"reports\":[");
    return &j->t.book;
}

static void table(struct book *b, const struct book_table *t) {
    struct book_of_json *j = self(b);
    struct str *to = &j->t.text;
    j->t.table = t;
    j->lines = 0;
    j->totals = false;
    str_add(to, j->tables++ > 0 ? ",\n{" : "\n{");
    add_pair(to, "name", t->name);
    str_addc(to, ',');
    add_pair(to, "title", t->title);
    str_add(to, ",\"columns\":[");
    for (int i = 0; i < t->columns; i++) {
        str_add(to, i > 0 ? ",{" : "{");
        add_pair(to, "name", t->column[i].name);
        if (t->column[i].means != NULL) {
            str_addc(to, ',');
            add_pair(to, "means", t->column[i].means);
        }
        str_addc(to, '}');
    }
    str_add(to, "],\n\"records\":[");
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
    str_add(&j->t.text, "],\n\"totals\":[");
    j->totals = true;
    j->lines = 0;
}

static void row_end(struct book *b, bool total) {
    struct book_of_json *j = self(b);
    struct str *to = &j->t.text;
    ASSERT(j->t.row.cells == (size_t)j->t.table->columns);
    if (total)
        open_totals(j);
    ASSERT(total == j->totals);
    str_add(to, j->lines++ > 0 ? ",\n{" : "\n{");
    for (size_t i = 0; i < j->t.row.cells; i++) {
        str_addf(to, i > 0 ? ",\"%s\":" : "\"%s\":", j->t.table->column[i].name);
        add_cell(to, &j->t.row, &j->t.row.cell[i]);
    }
    str_addc(to, '}');
    row_clear(&j->t.row);
    book_text_flush(&j->t);
}

static void chart(struct book *b, const struct book_chart *c) {
    (void)b, (void)c;
}

static void foot(struct book *b, const struct book_foot *f) {
    struct book_of_json *j = self(b);
    struct str *to = &j->t.text;
    open_totals(j);
    str_add(to, "],\n\"definitions\":[");
    for (size_t i = 0; i < f->definitions; i++) {
        str_add(to, i > 0 ? ",\n" : "\n");
        add_text(to, f->definition[i], strlen(f->definition[i]));
    }
    str_add(to, "],\n");
    add_pair(to, "period", f->period);
    str_addc(to, ',');
    add_pair(to, "time", f->time);
    str_addc(to, '}');
}

static bool close_book(struct book *b, struct err *err) {
    struct book_of_json *j = self(b);
    str_add(&j->t.text, "\n]}\n");
    bool ok = book_text_finish(&j->t, err);
    free(j);
    return ok;
}

const struct book_format book_json = {
    .ending = ".json",
    .many = true,
    .open = open,
    .table = table,
    .words = book_text_words,
    .plain = book_text_plain,
    .number = book_text_number,
    .date = book_text_date,
    .empty = book_text_empty,
    .row_end = row_end,
    .chart = chart,
    .foot = foot,
    .close = close_book,
};
