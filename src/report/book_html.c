/* A book as one page of HTML that prints well on A4 and is well-formed XML too: no scripts, nothing
 * from elsewhere. Browsers repeat a table's head and foot on every printed page, so these carry the
 * title, the columns and the handling marking. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/book.h"
#include "report/markup.h"
#include "report/row.h"
#include "report/sink.h"

enum { CHUNK = 32 << 10, WIDE = 12 /* columns, from which on the letters are smaller */ };

struct book_of_html {
    struct book book;
    struct book_about about;
    struct sink sink;
    struct str text; /* what is not yet in the file */
    struct row row;
    const struct book_table *table;
    bool totals, in_rows;
};

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
    "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>Turnout reports</title>\n"
    "<style>\n"
    "@page { size: A4 landscape; margin: 12mm 10mm }\n"
    "body { font: 10pt/1.35 'Noto Sans', Arial, sans-serif; color: #1a2233; margin: 1.5em }\n"
    "h1 { font-size: 16pt; margin: 0 0 .4em }\n"
    "h2 { font-size: 11pt; margin: 1.2em 0 .3em }\n"
    "section + section { break-before: page; margin-top: 3em }\n"
    "table { border-collapse: collapse; width: 100% }\n"
    "thead { display: table-header-group }\n"
    "tfoot { display: table-footer-group }\n"
    "tr { break-inside: avoid }\n"
    "th, td { text-align: left; vertical-align: top; padding: 2px 5px;"
    " border-bottom: 1px solid #d5dae3; overflow-wrap: break-word; white-space: pre-line }\n"
    "thead tr + tr th { background: #e8ecf4; border-bottom: 1px solid #1a2233 }\n"
    "td.d { white-space: nowrap }\n"
    "td.n { text-align: right; font-variant-numeric: tabular-nums }\n"
    "tr.sum td { font-weight: bold }\n"
    "tr.first td { border-top: 2px solid #1a2233 }\n"
    ".marking { text-align: center; font-weight: bold; letter-spacing: .06em; border: 0 }\n"
    ".wide { font-size: 6.5pt }\n"
    ".wide th, .wide td { padding: 1px 2px }\n"
    ".about { break-inside: avoid; font-size: 9pt }\n"
    ".about p, .about li { margin: .1em 0 }\n"
    "dl { columns: 2; margin: 0 }\n"
    "dt { font-weight: bold }\n"
    "dd { margin: 0 0 .25em 0; break-before: avoid }\n"
    "figure { break-inside: avoid; margin: 1em 0; max-width: 40em }\n"
    "figcaption { font-weight: bold }\n"
    "figure table { width: 100% }\n"
    "figure td { border: 0; white-space: nowrap }\n"
    "figure td.bar { width: 70% }\n"
    "figure i { display: block; height: 1em; background: #2f5bb7; print-color-adjust: exact;"
    " -webkit-print-color-adjust: exact }\n"
    "@media print { body { margin: 0 } }\n"
    "</style>\n</head>\n<body>\n";

static struct book_of_html *self(struct book *b) {
    return (struct book_of_html *)b;
}

static void flush(struct book_of_html *h, size_t at_least) {
    if (h->text.len < at_least)
        return;
    sink_write(&h->sink, str_c(&h->text), h->text.len);
    str_cut(&h->text, 0);
    h->book.failed = h->sink.failed;
}

/* <tag>text</tag>; what follows a blank in the tag is left out of its end. */
static void element(struct str *to, const char *tag, const char *text) {
    str_addf(to, "<%s>", tag);
    markup_text(to, text);
    str_addf(to, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

static struct book *open(FILE *out, const struct book_about *about, struct err *err) {
    (void)err;
    struct book_of_html *h = xcalloc(1, sizeof *h);
    h->book.format = &book_html;
    h->about = *about;
    h->sink.out = out;
    str_add(&h->text, head);
    return &h->book;
}

/* Widths as parts of the page, which browsers give as far as the words allow. */
static void add_widths(struct str *to, const struct book_table *t) {
    int all = 1;
    for (int i = 0; i < t->columns; i++)
        all += t->column[i].width;
    for (int i = 0; i < t->columns; i++)
        str_addf(to, "<col style=\"width:%.1f%%\"/>", 100.0 * t->column[i].width / all);
    str_addc(to, '\n');
}

static void marking_row(struct book_of_html *h, const char *cell) {
    str_addf(&h->text, "<tr><%s class=\"marking\" colspan=\"%d\">", cell, h->table->columns);
    markup_text(&h->text, h->about.marking);
    str_addf(&h->text, "</%s></tr>", cell);
}

static void table(struct book *b, const struct book_table *t) {
    struct book_of_html *h = self(b);
    char heading[64];
    h->table = t;
    h->totals = false;
    h->in_rows = true;
    str_add(&h->text, "<section>\n");
    element(&h->text, "h1", t->title);
    str_addf(&h->text, "<table%s>\n", t->columns >= WIDE ? " class=\"wide\"" : "");
    add_widths(&h->text, t);
    str_add(&h->text, "<thead>\n");
    marking_row(h, "th");
    str_add(&h->text, "\n<tr>");
    for (int i = 0; i < t->columns; i++) {
        book_heading(&t->column[i], heading, sizeof heading);
        str_add(&h->text, "<th scope=\"col\">");
        markup_text(&h->text, heading);
        str_add(&h->text, "</th>");
    }
    str_add(&h->text, "</tr>\n</thead>\n<tfoot>\n");
    marking_row(h, "td");
    str_add(&h->text, "\n</tfoot>\n<tbody>\n");
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

/* An empty cell may be laid over by the words of the one before it: the words of a sum. */
static size_t span(const struct row *r, size_t at, bool total) {
    size_t n = 1;
    if (total && r->cell[at].kind == ROW_WORDS)
        while (at + n < r->cells && r->cell[at + n].kind == ROW_EMPTY)
            n++;
    return n;
}

static void add_cell(struct str *to, const struct row *r, const struct row_cell *c, size_t wide) {
    char digits[20], day[11];
    str_add(to, c->kind == ROW_NUMBER ? "<td class=\"n\""
                : c->kind == ROW_DATE ? "<td class=\"d\""
                                      : "<td");
    if (wide > 1)
        str_addf(to, " colspan=\"%zu\"", wide);
    str_addc(to, '>');
    switch (c->kind) {
    case ROW_EMPTY:
        break;
    case ROW_WORDS:
        markup_add(to, row_text(r, c), c->n);
        break;
    case ROW_NUMBER:
        str_addn(to, digits, row_digits(digits, c->number));
        break;
    case ROW_DATE:
        date_uk(c->date, day);
        str_add(to, day);
        break;
    }
    str_add(to, "</td>");
}

static void row_end(struct book *b, bool total) {
    struct book_of_html *h = self(b);
    str_add(&h->text, !total       ? "<tr>"
                      : !h->totals ? "<tr class=\"sum first\">"
                                   : "<tr class=\"sum\">");
    h->totals = total;
    for (size_t i = 0, wide; i < h->row.cells; i += wide) {
        wide = span(&h->row, i, total);
        add_cell(&h->text, &h->row, &h->row.cell[i], wide);
    }
    str_add(&h->text, "</tr>\n");
    row_clear(&h->row);
    flush(h, CHUNK);
}

static void end_rows(struct book_of_html *h) {
    if (h->in_rows)
        str_add(&h->text, "</tbody>\n</table>\n");
    h->in_rows = false;
}

/* Bars of plain boxes, whatever kind of picture it is: they print everywhere and read aloud as the
 * table that they are. */
static void chart(struct book *b, const struct book_chart *c) {
    struct book_of_html *h = self(b);
    int64_t most = 1;
    for (size_t i = 0; i < c->points; i++)
        most = c->point[i].n > most ? c->point[i].n : most;
    end_rows(h);
    str_add(&h->text, "<figure>\n");
    element(&h->text, "figcaption", c->title);
    str_add(&h->text, "<table>\n");
    for (size_t i = 0; i < c->points; i++) {
        int64_t n = c->point[i].n;
        str_add(&h->text, "<tr><td>");
        markup_text(&h->text, c->point[i].label);
        str_addf(&h->text, "</td><td class=\"bar\"><i style=\"width:%.1f%%\"></i></td>",
                 n > 0 ? 100.0 * (double)n / (double)most : 0);
        str_add(&h->text, "<td class=\"n\">");
        if (n >= 0)
            str_addf(&h->text, "%lld", (long long)n);
        str_add(&h->text, "</td></tr>\n");
    }
    str_add(&h->text, "</table>\n</figure>\n");
    flush(h, CHUNK);
}

static void foot(struct book *b, const struct book_foot *f) {
    struct book_of_html *h = self(b);
    char heading[64];
    end_rows(h);
    str_add(&h->text, "<div class=\"about\">\n");
    element(&h->text, "p", f->period);
    element(&h->text, "p", f->time);
    if (f->definitions > 0)
        element(&h->text, "h2", "What the numbers mean");
    for (size_t i = 0; i < f->definitions; i++)
        element(&h->text, "p", f->definition[i]);
    str_add(&h->text, "</div>\n");
    element(&h->text, "h2", "Columns");
    str_add(&h->text, "<dl class=\"about\">\n");
    for (int i = 0; i < h->table->columns; i++) {
        book_heading(&h->table->column[i], heading, sizeof heading);
        element(&h->text, "dt", heading);
        element(&h->text, "dd", h->table->column[i].means ? h->table->column[i].means : heading);
    }
    str_add(&h->text, "</dl>\n");
    element(&h->text, "p class=\"marking\"", f->marking);
    str_add(&h->text, "</section>\n");
    flush(h, CHUNK);
}

static bool close_book(struct book *b, struct err *err) {
    struct book_of_html *h = self(b);
    str_add(&h->text, "</body>\n</html>\n");
    flush(h, 0);
    bool ok = sink_finish(&h->sink, err);
    str_release(&h->text);
    row_release(&h->row);
    free(h);
    return ok;
}

const struct book_format book_html = {
    .ending = ".html",
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
