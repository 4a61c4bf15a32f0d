/* A book as a workbook (Office Open XML), by libxlsxwriter: a sheet a table, then the charts and
 * what the numbers mean on sheets of their own.
 *
 * The library runs in "constant memory": it writes a row when the next one begins and keeps words
 * in their cell, not in one list for all. So lines only ever go on, and what only the end of a
 * table tells (how far its filter reaches) is said while its line is still open. Words are written
 * as words, so they are never computed, whatever they begin with.
 *
 * Its temporary files are ours (book_xlsx_tmp.h), and the workbook itself is one of them: only when
 * nothing has failed do its bytes go to `out`. They lie where the file goes, not in /tmp: there is
 * room where there is room for the file, /tmp may be in memory, and names that a report takes to a
 * stick then never come onto another card. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/book.h"
#include "report/book_xlsx_chart.h"
#include "report/book_xlsx_tmp.h"
#include "report/row.h"
#include "report/sink.h"

enum {
    CHUNK = 32 << 10,
    LINES_MAX = LXW_ROW_MAX,
    WORDS_MAX = 32767,   /* of a cell, in bytes, so that it is never too many characters */
    DAY_1970 = 25569,    /* 1 January 1970 as spreadsheets count days */
    DAY_1900_MARCH = 61, /* before it they disagree: 1900 was no leap year */
    LINE_HEIGHT = 15,    /* in points */
    LINES_HIGH = 27,     /* no row is higher than 409 points */
    FIRST_WIDTH = 18,    /* of the sheet About */
    MEANS_WIDTH = 90,
    MARKING_MAX = 200, /* in a page's head and foot, which hold 255 characters */
    A4 = 9,
    TINT = 0xE8ECF4
};

/* How cells look. */
enum look {
    PLAIN, /* as the library has it */
    HEAD,
    NUMBER, /* keeps off the words in the next column */
    DATE,
    TALL, /* of a row of several lines */
    TALL_NUMBER,
    TALL_DATE,
    SUM,
    SUM_NUMBER,
    SUM_DATE,
    FIRST, /* of the first sum: with the line above */
    FIRST_NUMBER,
    FIRST_DATE,
    TITLE,
    LOOKS
};

enum { BOLD = 1, RIGHT = 2, TOP = 4, WRAP = 8, DAY = 16, ABOVE = 32, BELOW = 64, LARGE = 128 };

static const unsigned traits[LOOKS] = {
    [HEAD] = BOLD | BELOW,
    [NUMBER] = RIGHT,
    [DATE] = RIGHT | DAY,
    [TALL] = TOP | WRAP,
    [TALL_NUMBER] = RIGHT | TOP,
    [TALL_DATE] = RIGHT | TOP | DAY,
    [SUM] = BOLD,
    [SUM_NUMBER] = BOLD | RIGHT,
    [SUM_DATE] = BOLD | RIGHT | DAY,
    [FIRST] = BOLD | ABOVE,
    [FIRST_NUMBER] = BOLD | RIGHT | ABOVE,
    [FIRST_DATE] = BOLD | RIGHT | DAY | ABOVE,
    [TITLE] = BOLD | LARGE,
};

/* The looks of a row's cells, by what it is. */
static const struct looks {
    enum look words, number, date;
} record_looks = {PLAIN, NUMBER, DATE}, tall_looks = {TALL, TALL_NUMBER, TALL_DATE},
  sum_looks = {SUM, SUM_NUMBER, SUM_DATE}, first_looks = {FIRST, FIRST_NUMBER, FIRST_DATE};

struct meaning { /* a line of the sheet About: one cell, or two */
    enum look look;
    const char *first, *second;
    bool after_gap;
};

struct book_of_xlsx {
    struct book book;
    struct book_about about;
    FILE *out;
    struct xlsx_tmp tmp;
    int fd; /* of the workbook until it is whole; -1: none */
    lxw_workbook *workbook;
    lxw_format *format[LOOKS];
    const struct book_table *table;
    lxw_worksheet *sheet; /* the open one */
    lxw_row_t line;       /* its next, from 0 */
    bool totals, too_long;
    struct row row;
    struct str clean;
    struct arena texts; /* that are needed until the end */
    struct meaning *meaning;
    size_t meanings, meanings_cap;
    struct xlsx_chart *chart;
    size_t charts, charts_cap;
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

static void add_words(struct book_of_xlsx *x, const char *text, size_t n) {
    if (is_clean(text, n)) {
        row_words(&x->row, text, n);
    } else {
        clean_part(x, text, n);
        row_words(&x->row, str_c(&x->clean), x->clean.len);
    }
}

static void words(struct book *b, const char *text) {
    add_words(self(b), text, strlen(text));
}

static void plain(struct book *b, const char *text, size_t n) {
    add_words(self(b), text, n);
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

static void add_date(struct book_of_xlsx *x, lxw_col_t column, struct date d,
                     const struct looks *looks) {
    char day[11];
    int32_t serial = date_to_days(d) + DAY_1970;
    if (serial >= DAY_1900_MARCH) {
        worksheet_write_number(x->sheet, x->line, column, serial, x->format[looks->date]);
    } else {
        date_uk(d, day);
        worksheet_write_string(x->sheet, x->line, column, day, x->format[looks->words]);
    }
}

static void add_cell(struct book_of_xlsx *x, size_t i, const struct looks *looks) {
    const struct row_cell *c = &x->row.cell[i];
    lxw_col_t column = (lxw_col_t)i;
    switch (c->kind) {
    case ROW_EMPTY:
        if (looks == &first_looks) /* the line above goes on */
            worksheet_write_blank(x->sheet, x->line, column, x->format[looks->words]);
        return;
    case ROW_WORDS:
        worksheet_write_string(x->sheet, x->line, column, row_text(&x->row, c),
                               x->format[looks->words]);
        return;
    case ROW_NUMBER:
        worksheet_write_number(x->sheet, x->line, column, (double)c->number,
                               x->format[looks->number]);
        return;
    case ROW_DATE:
        add_date(x, column, c->date, looks);
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

/* Not every program makes a row as high as its words need, so rows of several lines say it. */
static void set_height(struct book_of_xlsx *x, size_t lines) {
    if (lines > 1)
        worksheet_set_row(x->sheet, x->line,
                          (double)(LINE_HEIGHT * (lines < LINES_HIGH ? lines : LINES_HIGH)), NULL);
}

static void write_row(struct book_of_xlsx *x, const struct looks *looks) {
    size_t lines = looks == &record_looks ? lines_of_row(x) : 1;
    set_height(x, lines);
    for (size_t i = 0; i < x->row.cells; i++)
        add_cell(x, i, lines > 1 ? &tall_looks : looks);
    x->line++;
}

/* While the last record is still the library's open line. */
static void end_records(struct book_of_xlsx *x) {
    worksheet_autofilter(x->sheet, 0, 0, x->line - 1, (lxw_col_t)(x->table->columns - 1));
}

static void row_end(struct book *b, bool total) {
    struct book_of_xlsx *x = self(b);
    ASSERT(x->row.cells == (size_t)x->table->columns && (total || !x->totals));
    if (x->line == LINES_MAX)
        b->failed = x->too_long = true;
    if (!b->failed) {
        if (total && !x->totals)
            end_records(x);
        write_row(x, !total ? &record_looks : !x->totals ? &first_looks : &sum_looks);
        b->failed = x->tmp.failed;
    }
    x->totals = total;
    row_clear(&x->row);
}

/* ---- sheets ---- */

/* The handling marking stands at head and foot of every printed page. */
static void set_page(struct book_of_xlsx *x, bool wide) {
    char marking[MARKING_MAX], head[2 * MARKING_MAX], foot[2 * MARKING_MAX];
    lxw_header_footer_options near = {.margin = 0.3};
    size_t n = 0;
    for (const char *p = clean(x, x->about.marking); *p != '\0' && n + 3 < sizeof marking; p++) {
        marking[n++] = *p;
        if (*p == '&') /* alone, it begins a code */
            marking[n++] = '&';
    }
    marking[utf8_cut(marking, n)] = '\0';
    snprintf(head, sizeof head, "&C%s&R&A", marking);
    snprintf(foot, sizeof foot, "&C%s&R&P/&N", marking);
    worksheet_set_paper(x->sheet, A4);
    if (wide)
        worksheet_set_landscape(x->sheet);
    worksheet_set_margins(x->sheet, 0.4, 0.4, 0.75, 0.75);
    worksheet_fit_to_pages(x->sheet, 1, 0);
    worksheet_set_header_opt(x->sheet, head, &near);
    worksheet_set_footer_opt(x->sheet, foot, &near);
}

/* False: there is none, and the book has failed. */
static bool begin_sheet(struct book_of_xlsx *x, const char *title, bool wide) {
    x->line = 0;
    x->sheet = !x->book.failed ? workbook_add_worksheet(x->workbook, title) : NULL;
    if (x->sheet == NULL) {
        xlsx_tmp_fail(&x->tmp, EIO);
        x->book.failed = true;
        return false;
    }
    ASSERT(x->tmp.opened > 0); /* else the library has found its own function */
    set_page(x, wide);
    return true;
}

/* The last line goes to the file, so that whether that failed is known. */
static void end_sheet(struct book_of_xlsx *x) {
    lxw_worksheet_write_single_row(x->sheet);
    x->book.failed = fflush(x->sheet->optimize_tmpfile) != 0 || x->tmp.failed;
}

static void table(struct book *b, const struct book_table *t) {
    struct book_of_xlsx *x = self(b);
    char heading[64];
    x->table = t;
    x->totals = false;
    if (!begin_sheet(x, t->title, true))
        return;
    for (int i = 0; i < t->columns; i++) {
        lxw_col_t column = (lxw_col_t)i;
        book_heading(&t->column[i], heading, sizeof heading);
        worksheet_set_column(x->sheet, column, column, t->column[i].width, NULL);
        worksheet_write_string(x->sheet, 0, column, heading, x->format[HEAD]);
    }
    worksheet_freeze_panes(x->sheet, 1, 0);
    worksheet_repeat_rows(x->sheet, 0, 0);
    x->line = 1;
}

static void chart(struct book *b, const struct book_chart *c) {
    struct book_of_xlsx *x = self(b);
    char heading[64];
    if (b->failed)
        return;
    struct book_chart copy = *c;
    struct book_point *point = arena_array(&x->texts, c->points, sizeof *point);
    for (size_t i = 0; i < c->points; i++)
        point[i] = (struct book_point){keep(x, c->point[i].label), c->point[i].n};
    copy.point = point;
    copy.title = clean(x, c->title);
    book_heading(&x->table->column[c->values], heading, sizeof heading);
    x->chart = xgrow(x->chart, &x->charts_cap, x->charts + 1, sizeof *x->chart);
    x->chart[x->charts++] = xlsx_chart_add(x->workbook, &copy, x->table->title, heading);
}

/* ---- what the numbers mean ---- */

static void mean(struct book_of_xlsx *x, enum look look, const char *first, const char *second) {
    x->meaning = xgrow(x->meaning, &x->meanings_cap, x->meanings + 1, sizeof *x->meaning);
    struct meaning *m = &x->meaning[x->meanings++];
    *m = (struct meaning){.look = look, .first = keep(x, first)};
    m->second = second != NULL ? keep(x, second) : NULL;
}

static void keep_meaning(struct book_of_xlsx *x, const struct book_foot *f) {
    char heading[64];
    size_t first = x->meanings;
    mean(x, TITLE, x->table->title, NULL);
    x->meaning[first].after_gap = first > 0; /* a line between two reports */
    mean(x, SUM, "Marking", f->marking);
    mean(x, SUM, "Data", f->time);
    mean(x, SUM, "Sessions", f->period);
    for (size_t i = 0; i < f->definitions; i++)
        mean(x, SUM, i == 0 ? "Definitions" : "", f->definition[i]);
    for (int i = 0; i < x->table->columns; i++) {
        const struct book_column *c = &x->table->column[i];
        book_heading(c, heading, sizeof heading);
        mean(x, TALL, heading, c->means != NULL ? c->means : heading);
    }
}

static void foot(struct book *b, const struct book_foot *f) {
    struct book_of_xlsx *x = self(b);
    char all[LXW_MAX_CELL_RANGE_LENGTH];
    if (b->failed)
        return;
    if (!x->totals)
        end_records(x);
    /* A year group is words even where it is "9": no green corner for that. */
    lxw_rowcol_to_range(all, 0, 0, x->line - 1, (lxw_col_t)(x->table->columns - 1));
    worksheet_ignore_errors(x->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all);
    end_sheet(x);
    keep_meaning(x, f);
}

static void write_charts(struct book_of_xlsx *x) {
    if (x->charts == 0 || !begin_sheet(x, "Charts", false))
        return;
    worksheet_gridlines(x->sheet, LXW_HIDE_ALL_GRIDLINES);
    xlsx_charts_place(x->sheet, x->chart, x->charts);
    end_sheet(x);
}

static void write_meaning(struct book_of_xlsx *x) {
    if (!begin_sheet(x, "About", false))
        return;
    worksheet_gridlines(x->sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_column(x->sheet, 0, 0, FIRST_WIDTH, NULL);
    worksheet_set_column(x->sheet, 1, 1, MEANS_WIDTH, NULL);
    for (size_t i = 0; i < x->meanings; i++) {
        const struct meaning *m = &x->meaning[i];
        x->line += m->after_gap;
        if (m->second != NULL)
            set_height(x, lines_of(m->second, strlen(m->second), MEANS_WIDTH));
        worksheet_write_string(x->sheet, x->line, 0, m->first, x->format[m->look]);
        worksheet_write_string(x->sheet, x->line, 1, m->second, x->format[TALL]);
        x->line++;
    }
    end_sheet(x);
}

/* ---- the file ---- */

static lxw_format *make_format(lxw_workbook *w, unsigned trait) {
    lxw_format *f = workbook_add_format(w);
    if (trait & BOLD)
        format_set_bold(f);
    if (trait & LARGE)
        format_set_font_size(f, 14);
    if (trait & RIGHT) {
        format_set_align(f, LXW_ALIGN_RIGHT);
        format_set_indent(f, 1);
    }
    if (trait & TOP)
        format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (trait & WRAP)
        format_set_text_wrap(f);
    if (trait & DAY)
        format_set_num_format(f, "dd/mm/yyyy");
    if (trait & ABOVE)
        format_set_top(f, LXW_BORDER_THIN);
    if (trait & BELOW) {
        format_set_bottom(f, LXW_BORDER_THIN);
        format_set_bg_color(f, TINT);
    }
    return f;
}

/* The time of the data, not of the writing. */
static void set_properties(struct book_of_xlsx *x) {
    char keywords[MARKING_MAX];
    STR_COPY(keywords, clean(x, x->about.marking));
    lxw_doc_properties p = {.title = (char[]){"Turnout reports"},
                            .author = (char[]){"Turnout"},
                            .keywords = keywords,
                            .created = (time_t)(x->about.wall / 1000)};
    workbook_set_properties(x->workbook, &p);
}

static struct book *open(FILE *out, const struct book_about *about, struct err *err) {
    struct book_of_xlsx *x = xcalloc(1, sizeof *x);
    char path[32];
    x->book.format = &book_xlsx;
    x->about = *about;
    x->out = out;
    xlsx_tmp_init(&x->tmp, about->dir != NULL ? about->dir : P_tmpdir);
    x->fd = xlsx_tmp_fd(&x->tmp);
    snprintf(path, sizeof path, "/proc/self/fd/%d", x->fd);
    if (x->fd >= 0)
        x->workbook = workbook_new_opt(
            path, &(lxw_workbook_options){.constant_memory = LXW_TRUE, .tmpdir = x->tmp.tmpdir});
    if (x->workbook == NULL) {
        err_errno(err, x->tmp.failed ? x->tmp.why : ENOMEM, "The report could not be written");
        if (x->fd >= 0)
            close(x->fd);
        free(x);
        return NULL;
    }
    for (int i = PLAIN + 1; i < LOOKS; i++)
        x->format[i] = make_format(x->workbook, traits[i]);
    set_properties(x);
    return &x->book;
}

/* The whole workbook to where it was asked for. */
static bool hand_over(struct book_of_xlsx *x, struct err *err) {
    char bytes[CHUNK];
    struct sink sink = {.out = x->out};
    off_t at = 0;
    ssize_t n;
    while (!sink.failed && (n = pread(x->fd, bytes, sizeof bytes, at)) != 0) {
        if (n < 0)
            sink_fail(&sink, errno);
        else
            sink_write(&sink, bytes, (size_t)n);
        at += n;
    }
    return sink_finish(&sink, err);
}

/* Packs the sheets. What the library wrote and read meanwhile went through xlsx_tmp, but for the
 * archive, of which it looks at every write. */
static bool pack(struct book_of_xlsx *x, struct err *err) {
    errno = 0;
    if (x->book.failed) {
        lxw_workbook_free(x->workbook);
    } else if (workbook_close(x->workbook) != LXW_NO_ERROR) {
        xlsx_tmp_fail(&x->tmp, errno != 0 ? errno : EIO);
    }
    xlsx_tmp_release(&x->tmp);
    if (x->too_long)
        return err_set(err, ERR_INPUT,
                       "A sheet of a workbook holds %d lines and this report has more: choose a "
                       "shorter period, or .csv.",
                       LINES_MAX);
    return !x->tmp.failed || err_errno(err, x->tmp.why, "The report could not be written");
}

static bool close_book(struct book *b, struct err *err) {
    struct book_of_xlsx *x = self(b);
    write_charts(x);
    write_meaning(x);
    bool ok = pack(x, err) && hand_over(x, err);
    close(x->fd);
    arena_free(&x->texts);
    free(x->meaning);
    free(x->chart);
    str_release(&x->clean);
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
