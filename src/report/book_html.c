/* A book as one page of HTML that prints well on A4 and is well-formed XML too: no scripts, nothing
 * from elsewhere. Browsers repeat a table's head and foot on every printed page, so the columns
 * stand in that of the rows; and all of a report stands in a table of one cell, whose head and foot
 * carry the handling marking. The screen shows every column, paper those that can be read on it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/book_text.h"
#include "report/markup.h"

enum { WIDE = 12 /* columns, from which on the letters are smaller */ };

struct book_of_html {
    struct book_text t;
    struct book_about about;
    struct str group; /* what stands above the rows that come; as markup */
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
    "thead th { background: #e8ecf4; border-bottom: 1px solid #1a2233 }\n"
    "td.d { white-space: nowrap }\n"
    ".n { text-align: right; font-variant-numeric: tabular-nums }\n"
    ".n + :not(.n) { padding-left: 10px }\n"
    "tr.group { break-after: avoid }\n"
    "tr.group th { background: #f4f6fa; font-weight: normal; padding-top: 6px }\n"
    "tr.group th::first-line { font-weight: bold }\n"
    "tr.group th::first-letter { text-transform: uppercase }\n"
    "tr.sum td { font-weight: bold }\n"
    "tr.first td { border-top: 2px solid #1a2233 }\n"
    ".paper { table-layout: fixed }\n"
    ".paper > tbody > tr { break-inside: auto }\n"
    ".paper > tbody > tr > td { padding: 0; border: 0; white-space: normal }\n"
    ".paper .marking { text-align: center; font-weight: bold; letter-spacing: .06em; border: 0 }\n"
    ".wide { font-size: 6.5pt }\n"
    ".wide th, .wide td { padding: 1px 2px }\n"
    ".wide .n + :not(.n) { padding-left: 5px }\n"
    ".about { break-inside: avoid; font-size: 9pt }\n"
    ".about p { margin: .1em 0 }\n"
    "h1, h2 { break-after: avoid }\n"
    "dl { columns: 2; margin: 0; font-size: 9pt }\n"
    "dt { font-weight: bold; float: left; clear: left; margin-right: .6em }\n"
    "dd { margin: 0 0 .25em 0; break-inside: avoid }\n"
    "figure { break-inside: avoid; margin: 1em 0; max-width: 40em }\n"
    "figcaption { font-weight: bold }\n"
    "figure table { width: 100% }\n"
    "figure td { border: 0; white-space: nowrap }\n"
    "figure td.bar { width: 70% }\n"
    "figure i { display: block; height: 1em; background: #2f5bb7; print-color-adjust: exact;"
    " -webkit-print-color-adjust: exact }\n"
    "@media print { body { margin: 0 } .x { display: none }\n"
    " .part { font-size: 9pt } .part th, .part td { padding: 2px 5px } }\n"
    "</style>\n</head>\n<body>\n";

static struct book_of_html *self(struct book *b) {
    return (struct book_of_html *)b;
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
    h->t.book.format = &book_html;
    h->about = *about;
    h->t.sink.out = out;
    str_add(&h->t.text, head);
    return &h->t.book;
}

static bool is_group(const struct book_table *t, int column) {
    return t->column[column].kind == BOOK_GROUP;
}

/* Columns that have cells, of those from `from` to before `until`. */
static int cells_of(const struct book_table *t, int from, int until) {
    int n = 0;
    for (int i = from; i < until; i++)
        n += !is_group(t, i);
    return n;
}

/* " class=\"n x\"": how the cells of a column look, and whether they come on paper. */
static const char *class_of(const struct book_table *t, int column, enum row_kind kind) {
    static const char *const classes[][2] = {
        [ROW_EMPTY] = {"", " class=\"x\""},
        [ROW_WORDS] = {"", " class=\"x\""},
        [ROW_NUMBER] = {" class=\"n\"", " class=\"n x\""},
        [ROW_DATE] = {" class=\"d\"", " class=\"d x\""},
    };
    return classes[kind][column >= book_printed(t)];
}

/* Widths as parts of the page, which browsers give as far as the words allow. */
static void add_widths(struct str *to, const struct book_table *t) {
    int all = 1;
    for (int i = 0; i < t->columns; i++)
        all += is_group(t, i) ? 0 : t->column[i].width;
    for (int i = 0; i < t->columns; i++)
        if (!is_group(t, i))
            str_addf(to, "<col%s style=\"width:%.1f%%\"/>", class_of(t, i, ROW_EMPTY),
                     100.0 * t->column[i].width / all);
    str_addc(to, '\n');
}

static void add_headings(struct str *to, const struct book_table *t) {
    char heading[64];
    for (int i = 0; i < t->columns; i++) {
        if (is_group(t, i))
            continue;
        book_heading(&t->column[i], heading, sizeof heading);
        bool numbers = t->column[i].kind == BOOK_NUMBERS;
        str_addf(to, "<th scope=\"col\"%s>", class_of(t, i, numbers ? ROW_NUMBER : ROW_WORDS));
        markup_text(to, heading);
        str_add(to, "</th>");
    }
}

static void add_marking(struct book_of_html *h, const char *part) {
    struct str *to = &h->t.text;
    str_addf(to, "<%s><tr><td class=\"marking\">", part);
    markup_text(to, h->about.marking);
    str_addf(to, "</td></tr></%s>\n", part);
}

static void table(struct book *b, const struct book_table *t) {
    struct book_of_html *h = self(b);
    struct str *to = &h->t.text;
    h->t.table = t;
    h->totals = false;
    h->in_rows = true;
    str_cut(&h->group, 0);
    str_add(to, "<section>\n<table class=\"paper\">\n");
    add_marking(h, "thead");
    add_marking(h, "tfoot");
    str_add(to, "<tbody><tr><td>\n");
    element(to, "h1", t->title);
    str_addf(to, "<table%s>\n",
             book_printed(t) >= WIDE ? " class=\"wide\""
             : t->columns >= WIDE    ? " class=\"wide part\""
                                     : "");
    add_widths(to, t);
    str_add(to, "<thead>\n<tr>");
    add_headings(to, t);
    str_add(to, "</tr>\n</thead>\n<tbody>\n");
}

/* An empty cell may be laid over by the words of the one before it: the words of a sum. */
static size_t span(const struct row *r, size_t at, bool total) {
    size_t n = 1;
    if (total && r->cell[at].kind == ROW_WORDS)
        while (at + n < r->cells && r->cell[at + n].kind == ROW_EMPTY)
            n++;
    return n;
}

static void add_value(struct str *to, const struct row *r, const struct row_cell *c) {
    char digits[20], day[11];
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
}

static void add_cell(struct book_of_html *h, int column, int wide) {
    struct str *to = &h->t.text;
    const struct row_cell *c = &h->t.row.cell[column];
    str_addf(to, "<td%s", class_of(h->t.table, column, c->kind));
    if (wide > 1)
        str_addf(to, " colspan=\"%d\"", wide);
    str_addc(to, '>');
    add_value(to, &h->t.row, c);
    str_add(to, "</td>");
}

/* A row of its own, where what the group's columns say is not what they said before. */
static void add_group(struct book_of_html *h) {
    const struct book_table *t = h->t.table;
    struct str said CLEANUP(str_release) = {0};
    for (int i = 0; i < t->columns; i++) {
        const struct row_cell *c = &h->t.row.cell[i];
        if (!is_group(t, i) || c->kind == ROW_EMPTY)
            continue;
        str_add(&said, said.len > 0 ? "\n" : "");
        add_value(&said, &h->t.row, c);
    }
    if (strcmp(str_c(&said), str_c(&h->group)) == 0)
        return;
    str_cut(&h->group, 0);
    str_add(&h->group, str_c(&said));
    if (said.len > 0)
        str_addf(&h->t.text,
                 "<tr class=\"group\"><th colspan=\"%d\" scope=\"rowgroup\">%s</th></tr>\n",
                 cells_of(t, 0, t->columns), str_c(&said));
}

/* A sum comes on paper with one of its numbers. */
static bool is_on_paper(const struct book_of_html *h) {
    for (int i = 0; i < book_printed(h->t.table); i++)
        if (h->t.row.cell[i].kind == ROW_NUMBER)
            return true;
    return book_printed(h->t.table) == h->t.table->columns;
}

static void begin_row(struct book_of_html *h, bool total) {
    if (!total) {
        add_group(h);
        str_add(&h->t.text, "<tr>");
    } else {
        str_addf(&h->t.text, "<tr class=\"sum%s%s\">", h->totals ? "" : " first",
                 is_on_paper(h) ? "" : " x");
    }
    h->totals = total;
}

static void row_end(struct book *b, bool total) {
    struct book_of_html *h = self(b);
    begin_row(h, total);
    for (size_t i = 0, wide; i < h->t.row.cells; i += wide) {
        wide = span(&h->t.row, i, total);
        int cells = cells_of(h->t.table, (int)i, (int)(i + wide));
        if (cells > 0)
            add_cell(h, (int)i, cells);
    }
    str_add(&h->t.text, "</tr>\n");
    row_clear(&h->t.row);
    book_text_flush(&h->t);
}

static void end_rows(struct book_of_html *h) {
    if (h->in_rows)
        str_add(&h->t.text, "</tbody>\n</table>\n");
    h->in_rows = false;
}

/* Bars of plain boxes, whatever kind of picture it is: they print everywhere and read aloud as the
 * table that they are. */
static void chart(struct book *b, const struct book_chart *c) {
    struct book_of_html *h = self(b);
    struct str *to = &h->t.text;
    int64_t most = 1;
    for (size_t i = 0; i < c->points; i++)
        most = c->point[i].n > most ? c->point[i].n : most;
    end_rows(h);
    str_add(to, "<figure>\n");
    element(to, "figcaption", c->title);
    str_add(to, "<table>\n");
    for (size_t i = 0; i < c->points; i++) {
        int64_t n = c->point[i].n;
        str_add(to, "<tr><td>");
        markup_text(to, c->point[i].label);
        str_addf(to, "</td><td class=\"bar\"><i style=\"width:%.1f%%\"></i></td>",
                 n > 0 ? 100.0 * (double)n / (double)most : 0);
        str_add(to, "<td class=\"n\">");
        if (n >= 0)
            str_addf(to, "%lld", (long long)n);
        str_add(to, "</td></tr>\n");
    }
    str_add(to, "</table>\n</figure>\n");
    book_text_flush(&h->t);
}

static void foot(struct book *b, const struct book_foot *f) {
    struct book_of_html *h = self(b);
    struct str *to = &h->t.text;
    char heading[64];
    end_rows(h);
    str_add(to, "<div class=\"about\">\n");
    element(to, "p", f->period);
    element(to, "p", f->time);
    if (f->definitions > 0)
        element(to, "h2", "What the numbers mean");
    for (size_t i = 0; i < f->definitions; i++)
        element(to, "p", f->definition[i]);
    str_add(to, "</div>\n");
    element(to, "h2", "Columns");
    str_add(to, "<dl>\n");
    for (int i = 0; i < h->t.table->columns; i++) {
        book_heading(&h->t.table->column[i], heading, sizeof heading);
        element(to, "dt", heading);
        element(to, "dd", h->t.table->column[i].means ? h->t.table->column[i].means : heading);
    }
    str_add(to, "</dl>\n");
    str_add(to, "</td></tr></tbody>\n</table>\n</section>\n");
    book_text_flush(&h->t);
}

static bool close_book(struct book *b, struct err *err) {
    struct book_of_html *h = self(b);
    str_add(&h->t.text, "</body>\n</html>\n");
    bool ok = book_text_finish(&h->t, err);
    str_release(&h->group);
    free(h);
    return ok;
}

const struct book_format book_html = {
    .ending = ".html",
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
