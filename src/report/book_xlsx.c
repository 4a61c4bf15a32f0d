/* A book as a workbook (Office Open XML): a sheet a table, then the charts and what the numbers
 * mean on sheets of their own. The module report/xlsx.h writes it by libxlsxwriter; what stands
 * where is decided here.
 *
 * Lines of a sheet only ever go on, so what only the end of a table tells (how far its filter
 * reaches) is said while its line is still open. Words are written as words, so they are never
 * computed, whatever they begin with.
 *
 * Only a workbook that is whole goes to `out`. What comes before lies where the file goes, not in
 * /tmp: there is room where there is room for the file, /tmp may be in memory, and names that a
 * report takes to a stick then never come onto another card. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/book.h"
#include "report/row.h"
#include "report/sink.h"
#include "report/xlsx_open.h"

enum {
    CHUNK = 32 << 10,
    WORDS_MAX = 32767,   /* of a cell, in bytes, so that it is never too many characters */
    DAY_1970 = 25569,    /* 1 January 1970 as spreadsheets count days */
    DAY_1900_MARCH = 61, /* before it they disagree: 1900 was no leap year */
    LINE_HEIGHT = 15,    /* in points */
    LINES_HIGH = 27,     /* no row is higher than 409 points */
    FIRST_WIDTH = 18,    /* of the sheet About */
    MEANS_WIDTH = 90,
    MARKING_MAX = XLSX_HEAD_MAX - 55 /* in a page's head and foot, beside what else stands there */
};

/* The looks of a row's cells, by what it is. */
static const struct looks {
    enum xlsx_look words, number, date;
} record_looks = {XLSX_PLAIN, XLSX_NUMBER, XLSX_DATE},
  tall_looks = {XLSX_TALL, XLSX_TALL_NUMBER, XLSX_TALL_DATE},
  sum_looks = {XLSX_SUM, XLSX_SUM_NUMBER, XLSX_SUM_DATE},
  first_looks = {XLSX_FIRST, XLSX_FIRST_NUMBER, XLSX_FIRST_DATE};

struct meaning { /* a line of the sheet About: one cell, or two */
    enum xlsx_look look;
    const char *first, *second;
    bool after_gap;
};

struct book_of_xlsx {
    struct book book;
    const char *marking;
    char head[2 * MARKING_MAX], foot[2 * MARKING_MAX]; /* of a printed page */
    FILE *out;
    struct xlsx_module module;
    const struct xlsx_calls *to; /* the module's */
    struct xlsx *xlsx;
    const struct book_table *table;
    uint32_t line; /* the next one of the open sheet, from 0 */
    bool totals, too_long, charts;
    struct row row;
    struct str clean;
    struct arena texts; /* that are needed until the end */
    struct meaning *meaning;
    size_t meanings, meanings_cap;
};

static struct book_of_xlsx *self(struct book *b) {
    return (struct book_of_xlsx *)b;
}

/* ---- words ---- */

/* Words that look like "_x0041_" would be read as the character of that number. */
static bool looks_escaped(const char *p, const char *end) {
    if (end - p < 7 || p[1] != 'x' || p[6] != '_')
        return false;
    return strspn(p + 2, "0123456789abcdefABCDEF") >= 4;
}

/* What XML cannot hold becomes U+FFFD, and too much is cut. Lives until the next call. */
static const char *clean_part(struct book_of_xlsx *x, const char *text, size_t n) {
    str_cut(&x->clean, 0);
    for (const char *p = text, *end = text + n; p < end;) {
        if (*p == '_' && looks_escaped(p, end))
            str_add(&x->clean, "_x005F");
        char bytes[4];
        uint32_t cp = utf8_next(&p, end);
        bool blank = cp == '\n' || cp == '\t' || cp == '\r';
        bool known = blank || (cp >= ' ' && cp != 0xfffe && cp != 0xffff);
        str_addn(&x->clean, bytes, utf8_put(bytes, known ? cp : 0xfffd));
    }
    if (x->clean.len > WORDS_MAX)
        str_cut(&x->clean, utf8_cut(str_c(&x->clean), WORDS_MAX));
    return str_c(&x->clean);
}

static const char *clean(struct book_of_xlsx *x, const char *text) {
    return clean_part(x, text, strlen(text));
}

static const char *keep(struct book_of_xlsx *x, const char *text) {
    return arena_strdup(&x->texts, clean(x, text));
}

/* Most words are: bare letters, and no escape among them. */
static bool is_clean(const char *text, size_t n) {
    unsigned char odd = n > WORDS_MAX;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        odd |= (unsigned char)(c < ' ') | (unsigned char)(c > 0x7e) | (unsigned char)(c == '_');
    }
    return !odd;
}

static void keep_words(struct book_of_xlsx *x, const char *text, size_t n) {
    if (is_clean(text, n)) {
        row_words(&x->row, text, n);
    } else {
        clean_part(x, text, n);
        row_words(&x->row, str_c(&x->clean), x->clean.len);
    }
}

static void words(struct book *b, const char *text) {
    keep_words(self(b), text, strlen(text));
}

static void plain(struct book *b, const char *text, size_t n) {
    keep_words(self(b), text, n);
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

/* ---- rows ---- */

static void add_words(struct book_of_xlsx *x, int column, const char *text, enum xlsx_look look) {
    x->to->words(x->xlsx, x->line, column, text, look);
}

static void add_date(struct book_of_xlsx *x, int column, struct date d, const struct looks *looks) {
    char day[11];
    int32_t serial = date_to_days(d) + DAY_1970;
    if (serial >= DAY_1900_MARCH) {
        x->to->number(x->xlsx, x->line, column, serial, looks->date);
    } else {
        date_uk(d, day);
        add_words(x, column, day, looks->words);
    }
}

static void add_cell(struct book_of_xlsx *x, int column, const struct looks *looks) {
    const struct row_cell *c = &x->row.cell[column];
    switch (c->kind) {
    case ROW_EMPTY:
        if (looks == &first_looks) /* the line above goes on */
            add_words(x, column, "", looks->words);
        return;
    case ROW_WORDS:
        add_words(x, column, row_text(&x->row, c), looks->words);
        return;
    case ROW_NUMBER:
        x->to->number(x->xlsx, x->line, column, (double)c->number, looks->number);
        return;
    case ROW_DATE:
        add_date(x, column, c->date, looks);
        return;
    }
}

/* How many lines a paragraph takes: words go to the next line whole, and what is longer than a line
 * is broken. */
static size_t wrapped(const char *text, size_t n, size_t wide) {
    size_t lines = 1, used = 0;
    for (const char *p = text, *end = text + n; p < end;) {
        const char *blank = memchr(p, ' ', (size_t)(end - p));
        size_t word = (size_t)((blank != NULL ? blank : end) - p);
        if (used > 0 && used + word > wide) {
            lines++;
            used = 0;
        }
        lines += word > 0 ? (word - 1) / wide : 0;
        used += (word > wide ? word % wide : word) + 1;
        p += word + 1;
    }
    return lines;
}

/* How many lines the words take in a column that wide, roughly: a width is in digits, and letters
 * are narrower. */
static size_t lines_of(const char *text, size_t n, int width) {
    size_t lines = 0, wide = (size_t)(width > 6 ? width * 8 / 7 : 6);
    if (n <= wide && memchr(text, '\n', n) == NULL)
        return 1;
    for (const char *end = text + n; text < end;) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t part = (size_t)((stop != NULL ? stop : end) - text);
        lines += wrapped(text, part, wide);
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

/* Not every program makes a row as high as its words need, so rows of several lines say it. */
static void set_height(struct book_of_xlsx *x, size_t lines) {
    if (lines > 1)
        x->to->height(x->xlsx, x->line,
                      LINE_HEIGHT * (int)(lines < LINES_HIGH ? lines : LINES_HIGH));
}

static void write_row(struct book_of_xlsx *x, const struct looks *looks) {
    size_t lines = looks == &record_looks ? lines_of_row(x) : 1;
    set_height(x, lines);
    for (int i = 0; i < x->table->columns; i++)
        add_cell(x, i, lines > 1 ? &tall_looks : looks);
    x->line++;
    x->book.failed = x->to->why(x->xlsx) != 0;
}

/* While the last record is still the open line. */
static void end_records(struct book_of_xlsx *x) {
    x->to->filter(x->xlsx, x->line - 1, x->table->columns);
}

static void row_end(struct book *b, bool total) {
    struct book_of_xlsx *x = self(b);
    ASSERT(x->row.cells == (size_t)x->table->columns && (total || !x->totals));
    if (x->line == XLSX_LINES_MAX)
        b->failed = x->too_long = true;
    if (!b->failed) {
        if (total && !x->totals)
            end_records(x);
        write_row(x, !total ? &record_looks : !x->totals ? &first_looks : &sum_looks);
    }
    x->totals = total;
    row_clear(&x->row);
}

/* ---- sheets ---- */

/* The handling marking stands at head and foot of every printed page. */
static void set_page(struct book_of_xlsx *x) {
    char marking[MARKING_MAX];
    size_t n = 0;
    for (const char *p = x->marking; *p != '\0' && n + 3 < sizeof marking; p++) {
        marking[n++] = *p;
        if (*p == '&') /* alone, it begins a code */
            marking[n++] = '&';
    }
    marking[utf8_cut(marking, n)] = '\0';
    snprintf(x->head, sizeof x->head, "&C%s&R&A", marking);
    snprintf(x->foot, sizeof x->foot, "&C%s&R&P/&N", marking);
}

static void table(struct book *b, const struct book_table *t) {
    struct book_of_xlsx *x = self(b);
    char heading[64];
    x->table = t;
    x->totals = false;
    x->line = 0;
    x->to->begin(x->xlsx, t->title, XLSX_WIDE | XLSX_HEADED);
    for (int i = 0; i < t->columns; i++) {
        book_heading(&t->column[i], heading, sizeof heading);
        x->to->width(x->xlsx, i, t->column[i].width);
        add_words(x, i, heading, t->column[i].kind == BOOK_NUMBERS ? XLSX_HEAD_NUMBER : XLSX_HEAD);
    }
    x->line = 1;
}

static void chart(struct book *b, const struct book_chart *c) {
    struct book_of_xlsx *x = self(b);
    char heading[64];
    struct book_chart copy = *c;
    struct book_point *point = arena_array(&x->texts, c->points, sizeof *point);
    for (size_t i = 0; i < c->points; i++)
        point[i] = (struct book_point){keep(x, c->point[i].label), c->point[i].n};
    copy.point = point;
    copy.title = clean(x, c->title);
    book_heading(&x->table->column[c->values], heading, sizeof heading);
    x->to->chart(x->xlsx, &copy, heading);
    x->charts = true;
}

/* ---- what the numbers mean ---- */

static void mean(struct book_of_xlsx *x, enum xlsx_look look, const char *first,
                 const char *second) {
    x->meaning = xgrow(x->meaning, &x->meanings_cap, x->meanings + 1, sizeof *x->meaning);
    struct meaning *m = &x->meaning[x->meanings++];
    *m = (struct meaning){.look = look, .first = keep(x, first)};
    m->second = second != NULL ? keep(x, second) : NULL;
}

static void keep_meaning(struct book_of_xlsx *x, const struct book_foot *f) {
    char heading[64];
    size_t first = x->meanings;
    mean(x, XLSX_TITLE, x->table->title, NULL);
    x->meaning[first].after_gap = first > 0; /* a line between two reports */
    mean(x, XLSX_SUM, "Marking", f->marking);
    mean(x, XLSX_SUM, "Data", f->time);
    mean(x, XLSX_SUM, "Sessions", f->period);
    for (size_t i = 0; i < f->definitions; i++)
        mean(x, XLSX_SUM, i == 0 ? "Definitions" : "", f->definition[i]);
    for (int i = 0; i < x->table->columns; i++) {
        const struct book_column *c = &x->table->column[i];
        book_heading(c, heading, sizeof heading);
        mean(x, XLSX_TALL, heading, c->means != NULL ? c->means : heading);
    }
}

static void foot(struct book *b, const struct book_foot *f) {
    struct book_of_xlsx *x = self(b);
    if (!x->totals)
        end_records(x);
    if (book_printed(x->table) < x->table->columns)
        x->to->print(x->xlsx, x->line - 1, book_printed(x->table));
    /* A year group is words even where it is "9": no green corner for that. */
    x->to->words_are_words(x->xlsx, x->line - 1, x->table->columns);
    x->to->end(x->xlsx);
    keep_meaning(x, f);
}

static void write_charts(struct book_of_xlsx *x) {
    if (!x->charts)
        return;
    x->to->begin(x->xlsx, "Charts", 0);
    x->to->place_charts(x->xlsx);
    x->to->end(x->xlsx);
}

static void write_meaning(struct book_of_xlsx *x) {
    x->to->begin(x->xlsx, "About", 0);
    x->to->width(x->xlsx, 0, FIRST_WIDTH);
    x->to->width(x->xlsx, 1, MEANS_WIDTH);
    x->line = 0;
    for (size_t i = 0; i < x->meanings; i++) {
        const struct meaning *m = &x->meaning[i];
        x->line += m->after_gap;
        if (m->second != NULL)
            set_height(x, lines_of(m->second, strlen(m->second), MEANS_WIDTH));
        add_words(x, 0, m->first, m->look);
        if (m->second != NULL)
            add_words(x, 1, m->second, XLSX_TALL);
        x->line++;
    }
    x->to->end(x->xlsx);
}

/* ---- the file ---- */

static void free_book(struct book_of_xlsx *x) {
    if (x->to != NULL)
        x->to->close(x->xlsx);
    xlsx_close(&x->module);
    arena_free(&x->texts);
    free(x->meaning);
    str_release(&x->clean);
    row_release(&x->row);
    free(x);
}

static struct book *open(FILE *out, const struct book_about *about, struct err *err) {
    struct book_of_xlsx *x = xcalloc(1, sizeof *x);
    int why;
    x->book.format = &book_xlsx;
    x->out = out;
    x->marking = keep(x, about->marking);
    set_page(x);
    if (!xlsx_open(&x->module, err)) {
        free_book(x);
        return NULL;
    }
    x->to = x->module.calls;
    x->xlsx = x->to->open(&(struct xlsx_about){.dir = about->dir != NULL ? about->dir : P_tmpdir,
                                               .keywords = x->marking,
                                               .head = x->head,
                                               .foot = x->foot,
                                               .wall = about->wall},
                          &why);
    if (x->xlsx == NULL) {
        err_errno(err, why, "The report could not be written");
        free_book(x);
        return NULL;
    }
    return &x->book;
}

/* The whole workbook to where it was asked for. */
static bool hand_over(struct book_of_xlsx *x, int fd, struct err *err) {
    char bytes[CHUNK];
    struct sink sink = {.out = x->out};
    off_t at = 0;
    ssize_t n;
    while (!sink.failed && (n = pread(fd, bytes, sizeof bytes, at)) != 0) {
        if (n < 0)
            sink_fail(&sink, errno);
        else
            sink_write(&sink, bytes, (size_t)n);
        at += n;
    }
    return sink_finish(&sink, err);
}

static bool finish(struct book_of_xlsx *x, struct err *err) {
    if (x->too_long)
        return err_set(err, ERR_INPUT,
                       "A sheet of a workbook holds %d lines and this report has more: choose a "
                       "shorter period, or .csv.",
                       XLSX_LINES_MAX);
    write_charts(x);
    write_meaning(x);
    int fd = x->to->pack(x->xlsx);
    if (fd < 0)
        return err_errno(err, x->to->why(x->xlsx), "The report could not be written");
    return hand_over(x, fd, err);
}

static bool close_book(struct book *b, struct err *err) {
    struct book_of_xlsx *x = self(b);
    bool ok = finish(x, err);
    free_book(x);
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
