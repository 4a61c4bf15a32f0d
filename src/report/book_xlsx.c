/* A book as a workbook (Office Open XML, ECMA-376): a sheet a table, then the charts and what the
 * numbers mean on sheets of their own.
 *
 * A sheet is written while its rows come, straight through deflate into the file, so memory does
 * not grow with them and no temporary file can fail unnoticed. For that the words of a cell stand
 * in the cell itself ("inlineStr") instead of in one list for all; as words, they are never
 * computed, whatever they begin with. What only the end of a table tells (how far its filter
 * reaches) has its place behind the rows in this format. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/book.h"
#include "report/markup.h"
#include "report/row.h"
#include "report/xlsx_chart.h"
#include "report/xlsx_parts.h"
#include "report/xml.h"
#include "report/zip.h"

enum {
    CHUNK = 32 << 10,
    LINES_MAX = 1048576, /* of a sheet */
    WORDS_MAX = 32767,   /* of a cell, in bytes, so that it is never too many characters */
    COLUMNS_MAX = 64,    /* of our tables */
    DAY_1970 = 25569,    /* 1 January 1970 as spreadsheets count days */
    DAY_1900_MARCH = 61, /* before it they disagree: 1900 was no leap year */
    LINE_HEIGHT = 15,    /* in points */
    LINES_HIGH = 27,     /* no row is higher than 409 points */
    MEANS_WIDTH = 90,    /* of the definitions */
    MARKING_MAX = 200    /* in a page's head and foot */
};

struct book_of_xlsx {
    struct book book;
    struct book_about about;
    struct zip *zip;
    struct str xml; /* of the open sheet, what is not yet in the file */
    struct row row;
    const struct book_table *table;
    char letters[COLUMNS_MAX][XLSX_COLUMN_MAX];
    struct xlsx_sheet *sheet;
    size_t sheets, sheets_cap;
    uint32_t line; /* lines of the open sheet */
    bool totals, too_long;
    struct str meaning; /* lines of the sheet About */
    uint32_t meaning_line;
    struct xlsx_chart *chart;
    size_t charts, charts_cap;
};

static struct book_of_xlsx *self(struct book *b) {
    return (struct book_of_xlsx *)b;
}

static struct xlsx_sheet *open_sheet(struct book_of_xlsx *x) {
    return &x->sheet[x->sheets - 1];
}

static void flush(struct book_of_xlsx *x, size_t at_least) {
    if (x->xml.len < at_least)
        return;
    zip_write(x->zip, str_c(&x->xml), x->xml.len);
    str_cut(&x->xml, 0);
    if (zip_failed(x->zip))
        x->book.failed = true;
}

/* ---- cells ---- */

/* Words that look like "_x0041_" would be read as the character of that number. */
static bool looks_escaped(const char *p, const char *end) {
    if (end - p < 7 || p[1] != 'x' || p[6] != '_')
        return false;
    return strspn(p + 2, "0123456789abcdefABCDEF") >= 4;
}

static void add_words(struct str *to, const char *text, size_t n) {
    const char *from = text, *end = text + n;
    for (const char *p = memchr(text, '_', n); p != NULL;
         p = memchr(p + 1, '_', (size_t)(end - p - 1))) {
        if (!looks_escaped(p, end))
            continue;
        markup_add(to, from, (size_t)(p - from));
        str_add(to, "_x005F");
        from = p;
    }
    markup_add(to, from, (size_t)(end - from));
}

/* <c r="A12" s="3" */
static void cell_start(struct str *to, const char *column, uint32_t line, int style) {
    char head[64], *p = head;
    memcpy(p, "<c r=\"", 6);
    p += 6;
    while (*column != '\0')
        *p++ = *column++;
    p += row_digits(p, line);
    *p++ = '"';
    if (style != XLSX_PLAIN) {
        memcpy(p, " s=\"", 4);
        p += 4;
        p += row_digits(p, style);
        *p++ = '"';
    }
    str_addn(to, head, (size_t)(p - head));
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void words_cell(struct str *to, const char *column, uint32_t line, int style,
                       const char *text, size_t n) {
    if (n > WORDS_MAX)
        n = utf8_cut(text, WORDS_MAX);
    cell_start(to, column, line, style);
    str_add(to, n > 0 && (is_blank(text[0]) || is_blank(text[n - 1]))
                    ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                    : " t=\"inlineStr\"><is><t>");
    add_words(to, text, n);
    str_add(to, "</t></is></c>");
}

static void number_cell(struct str *to, const char *column, uint32_t line, int style, int64_t n) {
    char digits[20];
    cell_start(to, column, line, style);
    str_add(to, "><v>");
    str_addn(to, digits, row_digits(digits, n));
    str_add(to, "</v></c>");
}

static void date_cell(struct str *to, const char *column, uint32_t line, int style, struct date d) {
    char day[11];
    int32_t serial = date_to_days(d) + DAY_1970;
    if (serial >= DAY_1900_MARCH) {
        number_cell(to, column, line, style, serial);
    } else {
        date_uk(d, day);
        words_cell(to, column, line, XLSX_PLAIN, day, strlen(day));
    }
}

/* Not every program makes a row as high as its words need, so rows of several lines say it. */
static void row_start(struct str *to, uint32_t line, size_t lines) {
    char digits[20];
    str_add(to, "<row r=\"");
    str_addn(to, digits, row_digits(digits, line));
    if (lines > 1)
        str_addf(to, "\" ht=\"%zu\" customHeight=\"1",
                 LINE_HEIGHT * (lines < LINES_HIGH ? lines : LINES_HIGH));
    str_add(to, "\">");
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

/* The looks of a row's cells, by what it is. */
static const struct looks {
    int words, number, date;
} record_looks = {XLSX_PLAIN, XLSX_NUMBER, XLSX_DATE},
  tall_looks = {XLSX_TALL, XLSX_TALL_NUMBER, XLSX_TALL_DATE},
  sum_looks = {XLSX_SUM, XLSX_SUM_NUMBER, XLSX_SUM_DATE},
  first_looks = {XLSX_FIRST, XLSX_FIRST_NUMBER, XLSX_FIRST_DATE};

static void add_cell(struct book_of_xlsx *x, size_t i, const struct looks *looks) {
    const struct row_cell *c = &x->row.cell[i];
    const char *column = x->letters[i];
    switch (c->kind) {
    case ROW_EMPTY:
        if (looks == &first_looks) { /* the line above goes on */
            cell_start(&x->xml, column, x->line, looks->words);
            str_add(&x->xml, "/>");
        }
        return;
    case ROW_WORDS:
        words_cell(&x->xml, column, x->line, looks->words, row_text(&x->row, c), c->n);
        return;
    case ROW_NUMBER:
        number_cell(&x->xml, column, x->line, looks->number, c->number);
        return;
    case ROW_DATE:
        date_cell(&x->xml, column, x->line, looks->date, c->date);
        return;
    }
}

/* How many lines the words take in a column that wide, roughly: a width is in digits, and letters
 * are narrower. */
static size_t lines_of(const char *text, size_t n, int width) {
    size_t lines = 0, wide = (size_t)(width > 6 ? width * 8 / 7 : 6);
    for (const char *end = text + n; text < end;) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t part = (size_t)((stop != NULL ? stop : end) - text);
        lines += part > 0 ? (part - 1) / wide + 1 : 1;
        text += part + 1;
    }
    return lines;
}

static size_t lines_of_row(const struct book_of_xlsx *x) {
    size_t most = 1;
    for (size_t i = 0; i < x->row.cells; i++) {
        const struct row_cell *c = &x->row.cell[i];
        if (c->kind != ROW_WORDS)
            continue;
        size_t lines = lines_of(row_text(&x->row, c), c->n, x->table->column[i].width);
        most = lines > most ? lines : most;
    }
    return most;
}

static void write_row(struct book_of_xlsx *x, const struct looks *looks) {
    size_t lines = looks == &record_looks ? lines_of_row(x) : 1;
    x->line++;
    row_start(&x->xml, x->line, lines);
    for (size_t i = 0; i < x->row.cells; i++)
        add_cell(x, i, lines > 1 ? &tall_looks : looks);
    str_add(&x->xml, "</row>");
}

static void row_end(struct book *b, bool total) {
    struct book_of_xlsx *x = self(b);
    ASSERT(x->row.cells == (size_t)x->table->columns && (total || !x->totals));
    if (x->line == LINES_MAX)
        b->failed = x->too_long = true;
    if (!b->failed) {
        write_row(x, !total ? &record_looks : !x->totals ? &first_looks : &sum_looks);
        open_sheet(x)->records += !total;
    }
    x->totals = total;
    row_clear(&x->row);
    flush(x, CHUNK);
}

/* ---- sheets ---- */

static void begin_sheet(struct book_of_xlsx *x, const char *title) {
    char name[64];
    x->sheet = xgrow(x->sheet, &x->sheets_cap, x->sheets + 1, sizeof *x->sheet);
    x->sheet[x->sheets++] = (struct xlsx_sheet){0};
    STR_COPY(open_sheet(x)->title, title);
    snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", x->sheets);
    zip_entry(x->zip, name);
    str_add(&x->xml, XML_HEAD "<worksheet xmlns=\"" XML_SHEET "\" xmlns:r=\"" XML_RELATION "\">"
                              "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
                              "<sheetViews><sheetView");
    str_add(&x->xml, x->sheets == 1 ? " tabSelected=\"1\"" : "");
    str_add(&x->xml, " workbookViewId=\"0\"");
}

static void add_width(struct str *to, int column, int width) {
    str_addf(to, "<col min=\"%d\" max=\"%d\" width=\"%d.7109375\" customWidth=\"1\"/>", column + 1,
             column + 1, width);
}

/* The handling marking stands at head and foot of every printed page. */
static void end_page(struct book_of_xlsx *x, bool wide) {
    char marking[MARKING_MAX];
    struct str shown CLEANUP(str_release) = {0};
    STR_COPY(marking, x->about.marking);
    for (const char *p = marking; *p != '\0'; p++) {
        str_addc(&shown, *p);
        if (*p == '&') /* alone, it begins a code */
            str_addc(&shown, '&');
    }
    str_addf(&x->xml,
             "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\""
             " footer=\"0.3\"/><pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"%s\"/>",
             wide ? "landscape" : "portrait");
    str_add(&x->xml, "<headerFooter><oddHeader>&amp;C");
    markup_text(&x->xml, str_c(&shown));
    str_add(&x->xml, "&amp;R&amp;A</oddHeader><oddFooter>&amp;C");
    markup_text(&x->xml, str_c(&shown));
    str_add(&x->xml, "&amp;R&amp;P/&amp;N</oddFooter></headerFooter>");
}

static void end_sheet(struct book_of_xlsx *x) {
    str_add(&x->xml, "</worksheet>");
    flush(x, 0);
}

static void table(struct book *b, const struct book_table *t) {
    struct book_of_xlsx *x = self(b);
    char heading[64];
    ASSERT(t->columns <= COLUMNS_MAX);
    x->table = t;
    x->totals = false;
    begin_sheet(x, t->title);
    open_sheet(x)->columns = t->columns;
    open_sheet(x)->records = x->line = 1;
    str_add(&x->xml, "><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\""
                     " state=\"frozen\"/><selection pane=\"bottomLeft\"/></sheetView></sheetViews>"
                     "<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
    for (int i = 0; i < t->columns; i++)
        add_width(&x->xml, i, t->column[i].width);
    str_add(&x->xml, "</cols><sheetData>");
    row_start(&x->xml, 1, 1);
    for (int i = 0; i < t->columns; i++) {
        xlsx_column(x->letters[i], i);
        book_heading(&t->column[i], heading, sizeof heading);
        words_cell(&x->xml, x->letters[i], 1, XLSX_HEAD, heading, strlen(heading));
    }
    str_add(&x->xml, "</row>");
}

static void chart(struct book *b, const struct book_chart *c) {
    struct book_of_xlsx *x = self(b);
    char heading[64];
    book_heading(&x->table->column[c->values], heading, sizeof heading);
    x->chart = xgrow(x->chart, &x->charts_cap, x->charts + 1, sizeof *x->chart);
    x->chart[x->charts++] = xlsx_chart_make(c, open_sheet(x)->title, heading);
}

/* A line of the sheet About: one cell, or two. */
static void meaning(struct book_of_xlsx *x, int style, const char *first, const char *second) {
    x->meaning_line++;
    row_start(&x->meaning, x->meaning_line,
              second != NULL ? lines_of(second, strlen(second), MEANS_WIDTH) : 1);
    words_cell(&x->meaning, "A", x->meaning_line, style, first, strlen(first));
    if (second != NULL)
        words_cell(&x->meaning, "B", x->meaning_line, XLSX_TALL, second, strlen(second));
    str_add(&x->meaning, "</row>");
}

static void add_meaning(struct book_of_xlsx *x, const struct book_foot *f) {
    char heading[64];
    x->meaning_line += x->meaning_line > 0; /* a line between two reports */
    meaning(x, XLSX_TITLE, x->table->title, NULL);
    meaning(x, XLSX_SUM, "Marking", f->marking);
    meaning(x, XLSX_SUM, "Data", f->time);
    meaning(x, XLSX_SUM, "Sessions", f->period);
    for (size_t i = 0; i < f->definitions; i++)
        meaning(x, XLSX_SUM, i == 0 ? "Definitions" : "", f->definition[i]);
    for (int i = 0; i < x->table->columns; i++) {
        const struct book_column *c = &x->table->column[i];
        book_heading(c, heading, sizeof heading);
        meaning(x, XLSX_TALL, heading, c->means != NULL ? c->means : heading);
    }
}

static void foot(struct book *b, const struct book_foot *f) {
    struct book_of_xlsx *x = self(b);
    const char *last = x->letters[x->table->columns - 1];
    str_addf(&x->xml, "</sheetData><autoFilter ref=\"A1:%s%u\"/>", last, open_sheet(x)->records);
    end_page(x, true);
    /* A year group is words even where it is "9": no green corner for that. */
    str_addf(&x->xml,
             "<ignoredErrors><ignoredError sqref=\"A1:%s%u\" numberStoredAsText=\"1\"/>"
             "</ignoredErrors>",
             last, x->line);
    end_sheet(x);
    add_meaning(x, f);
}

static void write_charts(struct book_of_xlsx *x) {
    if (x->charts == 0)
        return;
    begin_sheet(x, "Charts");
    str_add(&x->xml, " showGridLines=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
                     "<sheetData/>");
    end_page(x, true);
    str_add(&x->xml, "<drawing r:id=\"rId1\"/>");
    end_sheet(x);
    xlsx_drawing_write(x->zip, x->chart, x->charts, x->sheets);
}

static void write_meaning(struct book_of_xlsx *x) {
    begin_sheet(x, "About");
    str_add(&x->xml, " showGridLines=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
                     "<cols>");
    add_width(&x->xml, 0, 18);
    add_width(&x->xml, 1, MEANS_WIDTH);
    str_add(&x->xml, "</cols><sheetData>");
    str_addn(&x->xml, str_c(&x->meaning), x->meaning.len);
    str_add(&x->xml, "</sheetData>");
    end_page(x, false);
    end_sheet(x);
}

/* ---- the file ---- */

static struct book *open(FILE *out, const struct book_about *about, struct err *err) {
    (void)err;
    struct book_of_xlsx *x = xcalloc(1, sizeof *x);
    x->book.format = &book_xlsx;
    x->about = *about;
    x->zip = zip_open(out);
    return &x->book;
}

static bool close_book(struct book *b, struct err *err) {
    struct book_of_xlsx *x = self(b);
    write_charts(x);
    write_meaning(x);
    xlsx_parts_write(x->zip, &x->about, x->sheet, x->sheets, x->charts);
    bool ok = zip_close(x->zip, err);
    if (x->too_long)
        ok = err_set(err, ERR_INPUT,
                     "A sheet of a workbook holds %d lines and this report has more: choose a "
                     "shorter period, or .csv.",
                     LINES_MAX);
    for (size_t i = 0; i < x->charts; i++)
        str_release(&x->chart[i].xml);
    free(x->chart);
    free(x->sheet);
    str_release(&x->meaning);
    str_release(&x->xml);
    row_release(&x->row);
    free(x);
    return ok;
}

const struct book_format book_xlsx = {
    .ending = ".xlsx",
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
