/* libxlsxwriter runs in "constant memory" here: it writes a row when the next one begins and keeps
 * words in their cell, not in one list for all.
 *
 * It keeps what it has not yet packed in temporary files, writes to them without looking whether
 * that worked, and would pack what is left. It opens each of them by its public function
 * lxw_tmpfile(), which it calls through the loader, and here is a function of that name, which
 * comes first: so none fails unnoticed and none has a name. The library hands a workbook's `tmpdir`
 * on to it as it came, so that says which workbook asks. The workbook itself is such a file, too:
 * whoever reads it knows before the first byte that nothing has failed. */
#include "report/xlsx.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <minizip/zip.h>
#include <xlsxwriter.h>

enum {
    BUFFER = 64 << 10, /* a long sheet goes through two files: fewer calls, a tenth less time */
    PACK_LEVEL = 5,
    A4 = 9,
    TINT = 0xE8ECF4
};

struct tmp_file {
    struct xlsx *of;
    struct tmp_file *next;
    FILE *stream;
    int fd;
    char buffer[BUFFER];
};

struct placed {
    lxw_chart *chart; /* the workbook's */
    size_t lines;     /* of the sheet, how high it is */
};

struct xlsx {
    struct xlsx_about about;
    int why; /* errno of the first failure */
    struct tmp_file *open;
    size_t opened;   /* how many files there were */
    char tmpdir[24]; /* for the library: where this is, as text */
    int fd;          /* of the workbook */
    lxw_workbook *workbook;
    lxw_format *format[XLSX_LOOKS];
    lxw_worksheet *sheet; /* the open one */
    struct placed *chart;
    size_t charts;
};

static void fail(struct xlsx *x, int why) {
    if (x->why == 0)
        x->why = why != 0 ? why : EIO;
}

/* ---- temporary files ---- */

/* Not every file system knows files without a name, a stick's does not: there the name is there
 * for a moment. -1: there is none. */
static int unnamed_file(struct xlsx *x) {
    char path[4096];
    const char *dir = x->about.dir;
    int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 && (size_t)snprintf(path, sizeof path, "%s/.book-XXXXXX", dir) < sizeof path) {
        fd = mkostemp(path, O_CLOEXEC);
        if (fd >= 0)
            unlink(path);
    }
    if (fd < 0)
        fail(x, errno);
    return fd;
}

static ssize_t write_some(void *cookie, const char *bytes, size_t n) {
    struct tmp_file *f = cookie;
    for (size_t done = 0; done < n && f->of->why == 0;) {
        ssize_t k = write(f->fd, bytes + done, n - done);
        if (k < 0)
            fail(f->of, errno);
        else
            done += (size_t)k;
    }
    return f->of->why != 0 ? 0 : (ssize_t)n; /* 0 is how a cookie says that writing has failed */
}

static ssize_t read_some(void *cookie, char *bytes, size_t n) {
    struct tmp_file *f = cookie;
    ssize_t k = read(f->fd, bytes, n);
    if (k < 0)
        fail(f->of, errno);
    return k;
}

static int seek(void *cookie, off64_t *at, int from) {
    struct tmp_file *f = cookie;
    off64_t now = lseek64(f->fd, *at, from);
    if (now < 0) {
        fail(f->of, errno);
        return -1;
    }
    *at = now;
    return 0;
}

static int close_file(void *cookie) {
    struct tmp_file *f = cookie, **at = &f->of->open;
    while (*at != f)
        at = &(*at)->next;
    *at = f->next;
    close(f->fd);
    free(f);
    return 0;
}

static FILE *open_file(struct xlsx *x) {
    static const cookie_io_functions_t calls = {read_some, write_some, seek, close_file};
    int fd = unnamed_file(x);
    if (fd < 0)
        return NULL;
    struct tmp_file *f = malloc(sizeof *f);
    FILE *stream = f != NULL ? fopencookie(f, "w+", calls) : NULL;
    if (stream == NULL) {
        fail(x, errno);
        close(fd);
        free(f);
        return NULL;
    }
    f->of = x;
    f->next = x->open;
    f->stream = stream;
    f->fd = fd;
    setvbuf(stream, f->buffer, _IOFBF, BUFFER);
    x->open = f;
    x->opened++;
    return stream;
}

/* The library's own, declared in its header. */
FILE *lxw_tmpfile(char *tmpdir) {
    void *p = NULL;
    return tmpdir != NULL && sscanf(tmpdir, "%p", &p) == 1 && p != NULL ? open_file(p) : NULL;
}

/* ---- packing ---- */

/* The library lets minizip pack at level 6 and has no option for it. A long sheet is packed in two
 * thirds of that time at level 5 and is a fiftieth larger, so minizip is called by way of a
 * function of its name, as above: only the level is another. Where that is not found, it is
 * level 6. */
int zipOpenNewFileInZip4_64(zipFile file, const char *filename, const zip_fileinfo *zipfi,
                            const void *extrafield_local, uInt size_extrafield_local,
                            const void *extrafield_global, uInt size_extrafield_global,
                            const char *comment, int method, int level, int raw, int windowBits,
                            int memLevel, int strategy, const char *password, uLong crcForCrypting,
                            uLong versionMadeBy, uLong flagBase, int zip64) {
    (void)level;
    void *symbol = dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64");
    __typeof__(&zipOpenNewFileInZip4_64) next;
    memcpy(&next, &symbol, sizeof symbol); /* POSIX: functions come as data pointers */
    return symbol == NULL ? ZIP_INTERNALERROR
                          : next(file, filename, zipfi, extrafield_local, size_extrafield_local,
                                 extrafield_global, size_extrafield_global, comment, method,
                                 PACK_LEVEL, raw, windowBits, memLevel, strategy, password,
                                 crcForCrypting, versionMadeBy, flagBase, zip64);
}

/* ---- looks ---- */

enum { BOLD = 1, RIGHT = 2, TOP = 4, WRAP = 8, DAY = 16, ABOVE = 32, BELOW = 64, LARGE = 128 };

static const unsigned traits[XLSX_LOOKS] = {
    [XLSX_HEAD] = BOLD | BELOW,
    [XLSX_HEAD_NUMBER] = BOLD | BELOW | RIGHT,
    [XLSX_NUMBER] = RIGHT,
    [XLSX_DATE] = RIGHT | DAY,
    [XLSX_TALL] = TOP | WRAP,
    [XLSX_TALL_NUMBER] = RIGHT | TOP,
    [XLSX_TALL_DATE] = RIGHT | TOP | DAY,
    [XLSX_SUM] = BOLD,
    [XLSX_SUM_NUMBER] = BOLD | RIGHT,
    [XLSX_SUM_DATE] = BOLD | RIGHT | DAY,
    [XLSX_FIRST] = BOLD | ABOVE,
    [XLSX_FIRST_NUMBER] = BOLD | RIGHT | ABOVE,
    [XLSX_FIRST_DATE] = BOLD | RIGHT | DAY | ABOVE,
    [XLSX_TITLE] = BOLD | LARGE,
};

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

/* ---- sheets ---- */

static int why(const struct xlsx *x) {
    return x->why;
}

static void set_page(struct xlsx *x, bool wide) {
    lxw_header_footer_options near = {.margin = 0.3};
    worksheet_set_paper(x->sheet, A4);
    if (wide)
        worksheet_set_landscape(x->sheet);
    worksheet_set_margins(x->sheet, 0.4, 0.4, 0.75, 0.75);
    worksheet_fit_to_pages(x->sheet, 1, 0);
    worksheet_set_header_opt(x->sheet, x->about.head, &near);
    worksheet_set_footer_opt(x->sheet, x->about.foot, &near);
}

static void begin(struct xlsx *x, const char *title, unsigned how) {
    if (x->why != 0)
        return;
    errno = 0;
    x->sheet = workbook_add_worksheet(x->workbook, title);
    if (x->sheet == NULL || x->opened == 0) { /* 0: the library has found its own function */
        fail(x, errno);
        return;
    }
    set_page(x, how & XLSX_WIDE);
    if (how & XLSX_HEADED) {
        worksheet_freeze_panes(x->sheet, 1, 0);
        worksheet_repeat_rows(x->sheet, 0, 0);
        worksheet_gridlines(x->sheet, LXW_SHOW_ALL_GRIDLINES); /* rows of wrapped words end there */
    } else {
        worksheet_gridlines(x->sheet, LXW_HIDE_ALL_GRIDLINES);
    }
}

static void width(struct xlsx *x, int column, int wide) {
    if (x->why == 0)
        worksheet_set_column(x->sheet, (lxw_col_t)column, (lxw_col_t)column, wide, NULL);
}

static void height(struct xlsx *x, uint32_t line, int high) {
    if (x->why == 0)
        worksheet_set_row(x->sheet, line, high, NULL);
}

static void words(struct xlsx *x, uint32_t line, int column, const char *text,
                  enum xlsx_look look) {
    if (x->why == 0)
        worksheet_write_string(x->sheet, line, (lxw_col_t)column, text, x->format[look]);
}

static void number(struct xlsx *x, uint32_t line, int column, double n, enum xlsx_look look) {
    if (x->why == 0)
        worksheet_write_number(x->sheet, line, (lxw_col_t)column, n, x->format[look]);
}

static void filter(struct xlsx *x, uint32_t last, int columns) {
    if (x->why == 0)
        worksheet_autofilter(x->sheet, 0, 0, last, (lxw_col_t)(columns - 1));
}

static void print(struct xlsx *x, uint32_t last, int columns) {
    if (x->why == 0)
        worksheet_print_area(x->sheet, 0, 0, last, (lxw_col_t)(columns - 1));
}

static void words_are_words(struct xlsx *x, uint32_t last, int columns) {
    char all[LXW_MAX_CELL_RANGE_LENGTH];
    if (x->why != 0)
        return;
    lxw_rowcol_to_range(all, 0, 0, last, (lxw_col_t)(columns - 1));
    worksheet_ignore_errors(x->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all);
}

/* The last line goes to the file, so that whether that failed is known. */
static void end(struct xlsx *x) {
    if (x->why != 0)
        return;
    lxw_worksheet_write_single_row(x->sheet);
    if (fflush(x->sheet->optimize_tmpfile) != 0)
        fail(x, errno);
}

/* ---- charts ---- */

enum {
    FIRST_LINE = 1, /* under the header */
    SLICES_MAX = 8, /* more cannot be told apart */
    WIDE = 9,       /* columns; and one between two charts */
    HIGH = 18,      /* lines at least */
    TITLE_LINES = 4,
    BAR_BLUE = 0x2F5BB7,
    GAP = 60 /* between bars, in hundredths of one */
};

/* The library's measures in pixels: of a column, a line, and a chart that is not scaled. */
static const double column_wide = 64, line_high = 20, chart_wide = 480, chart_high = 288;

static const uint8_t kind_of[] = {
    [BOOK_COLUMNS] = LXW_CHART_COLUMN, [BOOK_BARS] = LXW_CHART_BAR, [BOOK_PIE] = LXW_CHART_PIE};

/* What stands in the cells, for programs that show a workbook without computing it. The library
 * would read it from the cells, but they are written and gone. */
static void remember(struct xlsx *x, lxw_series_range *range, const struct book_chart *c,
                     bool labels) {
    range->ignore_cache = LXW_TRUE; /* it is here */
    range->has_string_cache = labels;
    range->num_data_points = (uint16_t)c->points;
    for (size_t i = 0; i < c->points; i++) {
        lxw_series_data_point *p = calloc(1, sizeof *p); /* the library frees both */
        if (p == NULL || (labels && (p->string = strdup(c->point[i].label)) == NULL)) {
            free(p);
            fail(x, errno);
            return;
        }
        p->is_string = labels;
        p->number = (double)c->point[i].n;
        p->no_data = !labels && c->point[i].n < 0;
        STAILQ_INSERT_TAIL(range->data_cache, p, list_pointers);
    }
}

static void add_series(struct xlsx *x, lxw_chart *chart, const struct book_chart *c,
                       const char *heading, bool pie) {
    lxw_chart_series *s = chart_add_series(chart, NULL, NULL);
    const char *sheet = x->sheet->name;
    lxw_row_t first = (lxw_row_t)c->first_row + FIRST_LINE;
    lxw_row_t last = first + (lxw_row_t)(c->points > 0 ? c->points - 1 : 0);
    chart_series_set_categories(s, sheet, first, (lxw_col_t)c->labels, last, (lxw_col_t)c->labels);
    chart_series_set_values(s, sheet, first, (lxw_col_t)c->values, last, (lxw_col_t)c->values);
    remember(x, s->categories, c, true);
    remember(x, s->values, c, false);
    chart_series_set_name(s, heading);
    chart_series_set_labels(s);
    if (!pie) /* its slices have colours of their own */
        chart_series_set_fill(s, &(lxw_chart_fill){.color = BAR_BLUE});
}

/* The first bar stands on top. Every bar says its number, so the axis of numbers is left out. */
static void set_axes(lxw_chart *chart, bool lying) {
    lxw_chart_axis *labels = lying ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *numbers = lying ? chart->x_axis : chart->y_axis;
    if (lying)
        chart_axis_set_reverse(labels);
    chart_axis_set_major_tick_mark(labels, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_interval_unit(labels, 1);
    chart_axis_set_min(numbers, 0);
    chart_axis_major_gridlines_set_visible(numbers, LXW_FALSE);
    chart_axis_off(numbers);
    chart_set_series_gap(chart, GAP);
}

static void chart(struct xlsx *x, const struct book_chart *c, const char *heading) {
    struct placed *more = x->why == 0 ? realloc(x->chart, (x->charts + 1) * sizeof *more) : NULL;
    if (more == NULL) {
        fail(x, errno);
        return;
    }
    x->chart = more;
    bool crowd = c->kind == BOOK_PIE && c->points > SLICES_MAX;
    enum book_chart_kind kind = crowd ? BOOK_BARS : c->kind;
    size_t lines = c->points + TITLE_LINES; /* a line a bar, so that every label has room */
    lxw_chart *made = workbook_add_chart(x->workbook, kind_of[kind]);
    add_series(x, made, c, heading, kind == BOOK_PIE);
    chart_title_set_name(made, c->title);
    chart_title_set_name_font(made, &(lxw_chart_font){.size = 14, .bold = LXW_TRUE});
    if (kind == BOOK_PIE) {
        chart_legend_set_position(made, LXW_CHART_LEGEND_RIGHT);
    } else {
        set_axes(made, kind == BOOK_BARS);
        chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
    }
    x->chart[x->charts++] = (struct placed){made, kind == BOOK_BARS && lines > HIGH ? lines : HIGH};
}

static void place_charts(struct xlsx *x) {
    size_t line = 1;
    for (size_t i = 0; i < x->charts && x->why == 0; i++) {
        const struct placed *c = &x->chart[i];
        lxw_chart_options at = {.x_scale = WIDE * column_wide / chart_wide,
                                .y_scale = (double)c->lines * line_high / chart_high};
        worksheet_insert_chart_opt(x->sheet, (lxw_row_t)line, (lxw_col_t)(i % 2 * (WIDE + 1)),
                                   c->chart, &at);
        if (i % 2 == 1)
            line += 1 + (c->lines > c[-1].lines ? c->lines : c[-1].lines);
    }
}

/* ---- the file ---- */

static void set_properties(struct xlsx *x) {
    lxw_doc_properties p = {.title = (char[]){"Turnout reports"},
                            .author = (char[]){"Turnout"},
                            .keywords = (char *)(uintptr_t)x->about.keywords, /* is copied */
                            .created = (time_t)(x->about.wall / 1000)};
    workbook_set_properties(x->workbook, &p);
}

static void close_workbook(struct xlsx *x) {
    if (x == NULL)
        return;
    if (x->workbook != NULL)
        lxw_workbook_free(x->workbook);
    while (x->open != NULL) /* what the library has left open */
        fclose(x->open->stream);
    if (x->fd >= 0)
        close(x->fd);
    free(x->chart);
    free(x);
}

static struct xlsx *open_workbook(const struct xlsx_about *about, int *ret_why) {
    char path[32];
    struct xlsx *x = calloc(1, sizeof *x);
    if (x == NULL) {
        *ret_why = errno;
        return NULL;
    }
    x->about = *about;
    x->fd = unnamed_file(x);
    snprintf(path, sizeof path, "/proc/self/fd/%d", x->fd);
    snprintf(x->tmpdir, sizeof x->tmpdir, "%p", (void *)x);
    if (x->why == 0)
        x->workbook = workbook_new_opt(
            path, &(lxw_workbook_options){.constant_memory = LXW_TRUE, .tmpdir = x->tmpdir});
    if (x->workbook == NULL) {
        fail(x, ENOMEM);
        *ret_why = x->why;
        close_workbook(x);
        return NULL;
    }
    for (int i = XLSX_PLAIN + 1; i < XLSX_LOOKS; i++)
        x->format[i] = make_format(x->workbook, traits[i]);
    set_properties(x);
    return x;
}

/* What the library writes and reads meanwhile goes through the calls above, but for the archive,
 * of which it looks at every write. */
static int pack(struct xlsx *x) {
    if (x->why != 0)
        return -1;
    errno = 0;
    if (workbook_close(x->workbook) != LXW_NO_ERROR)
        fail(x, errno);
    x->workbook = NULL;
    return x->why == 0 ? x->fd : -1;
}

const struct xlsx_calls *xlsx_calls(void) {
    static const struct xlsx_calls calls = {
        .open = open_workbook,
        .why = why,
        .begin = begin,
        .width = width,
        .height = height,
        .words = words,
        .number = number,
        .filter = filter,
        .print = print,
        .words_are_words = words_are_words,
        .end = end,
        .chart = chart,
        .place_charts = place_charts,
        .pack = pack,
        .close = close_workbook,
    };
    return &calls;
}
