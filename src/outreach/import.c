/* What a file is, is decided by its bytes: coordinators rename files, and a workbook called
 * plan.csv is still a workbook. Everything here works on bytes that anybody may have written. */
#include "outreach/import.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "outreach/cell.h"
#include "outreach/import_parts.h"

/* Long texts of the file are cut by "%.60s", which may cut a character in two: what is left of it
 * goes. */
static const char *mend(struct arena *a, const char *text) {
    size_t n = strlen(text), len = 0;
    if (utf8_valid(text, n, NULL))
        return text;
    char *out = arena_strdup(a, text);
    for (const char *p = text, *end = text + n; p < end;) {
        const char *start = p;
        utf8_next(&p, end);
        if (utf8_valid(start, (size_t)(p - start), NULL)) {
            memmove(out + len, start, (size_t)(p - start));
            len += (size_t)(p - start);
        }
    }
    out[len] = '\0';
    return out;
}

static void add_complaint(struct import *im, struct complaint c) {
    im->errors += c.severity == COMPLAINT_ERROR;
    if (im->complaints >= IMPORT_COMPLAINTS_MAX) {
        im->unlisted++;
        return;
    }
    if (im->complaint == NULL) /* and one for the line that counts the rest */
        im->complaint = arena_array(&im->arena, IMPORT_COMPLAINTS_MAX + 1, sizeof *im->complaint);
    c.what = mend(&im->arena, c.what);
    c.todo = mend(&im->arena, c.todo);
    im->complaint[im->complaints++] = c;
}

void import_warn(struct import *im, const char *rule, int line, size_t row, const char *what,
                 const char *todo) {
    add_complaint(im, (struct complaint){COMPLAINT_WARNING, rule, line, what, todo, row});
}

void import_wrong(struct import *im, const char *rule, int line, const char *what,
                  const char *todo) {
    add_complaint(im, (struct complaint){COMPLAINT_ERROR, rule, line, what, todo, SIZE_MAX});
}

/* Complaints about the file as a whole come first, the one that counts the rest last. */
static int place(const struct complaint *c) {
    return strcmp(c->rule, "more") == 0 ? INT_MAX : c->line;
}

void import_sort_complaints(struct import *im) {
    if (im->unlisted > 0) {
        im->complaints = IMPORT_COMPLAINTS_MAX + 1;
        im->complaint[IMPORT_COMPLAINTS_MAX] = (struct complaint){
            .severity = COMPLAINT_WARNING,
            .rule = "more",
            .what = arena_printf(&im->arena, "There are %zu more things to look at.", im->unlisted),
            .todo = "Work through these first, then import the file again.",
            .row = SIZE_MAX,
        };
    }
    /* By insertion, which keeps those of one line in the order in which they were found. */
    for (size_t i = 1; i < im->complaints; i++) {
        struct complaint c = im->complaint[i];
        size_t j = i;
        for (; j > 0 && place(&im->complaint[j - 1]) > place(&c); j--)
            im->complaint[j] = im->complaint[j - 1];
        im->complaint[j] = c;
    }
}

const char *import_when(struct import *im, const struct session *s) {
    char day[11];
    if (s->date_text[0] != '\0')
        return s->date_text;
    if (s->date.year == 0)
        return "no date";
    date_uk(s->date, day);
    return arena_strdup(&im->arena, day);
}

/* ---- columns ---- */

static const char *column_list(struct arena *a, const struct import_column *column, size_t n) {
    const char *list = column[0].name;
    for (size_t i = 1; i < n; i++)
        list = arena_printf(a, "%s, %s", list, column[i].name);
    return list;
}

static bool unknown_column(const char *cell, const struct import_column *column, size_t n,
                           bool personal, struct err *err) {
    char name[61];
    const char *names[TABLE_CELLS_MAX];
    STR_COPY(name, cell);
    for (size_t i = 0; i < n; i++)
        names[i] = column[i].name;
    const char *near = cell_nearest(name, names, n);
    if (near != NULL)
        return err_set(err, ERR_INPUT, "The column \"%s\" is not known: the nearest is \"%s\".",
                       name, near);
    ARENA(a);
    if (personal)
        return err_set(err, ERR_INPUT, "A column is not known: remove it; known are %s.",
                       column_list(&a, column, n));
    return err_set(err, ERR_INPUT, "The column \"%s\" is not known: remove it; known are %s.", name,
                   column_list(&a, column, n));
}

/* The name of a header cell as columns are named: "Event Type" is "event_type". */
static void column_name(char out[64], const char *cell) {
    utf8_fold(out, 64, cell);
    for (char *p = out; *p != '\0'; p++)
        if (*p == ' ')
            *p = '_';
}

bool import_columns(const struct table_row *head, const struct import_column *column, size_t n,
                    bool personal, int *ret_at, struct err *err) {
    char name[64];
    for (size_t i = 0; i < n; i++)
        ret_at[i] = -1;
    for (size_t c = 0; c < head->cells; c++) {
        column_name(name, head->cell[c]);
        size_t i = 0;
        while (i < n && strcmp(name, column[i].name) != 0)
            i++;
        if (i < n && ret_at[i] >= 0)
            return err_set(err, ERR_INPUT, "The column \"%s\" stands twice: remove one of them.",
                           name);
        if (i < n)
            ret_at[i] = (int)c;
        else if (name[0] != '\0') /* spreadsheets leave nameless columns behind the last */
            return unknown_column(head->cell[c], column, n, personal, err);
    }
    for (size_t i = 0; i < n; i++)
        if (column[i].required && ret_at[i] < 0)
            return err_set(err, ERR_INPUT, "The column \"%s\" is missing: add it to the first row.",
                           column[i].name);
    return true;
}

bool import_row_fits(struct import *im, const struct table_row *head, const struct table_row *row) {
    size_t cells = row->cells;
    while (cells > head->cells && row->cell[cells - 1][0] == '\0')
        cells--;
    if (cells != head->cells) {
        const char *number =
            cells > TABLE_CELLS_MAX ? "more than 64" : arena_printf(&im->arena, "%zu", cells);
        import_wrong(im, "cells", row->line,
                     arena_printf(&im->arena, "The row has %s cells, the header has %zu.", number,
                                  head->cells),
                     "Put quotation marks around a cell that has a comma in it.");
        return false;
    }
    for (size_t c = 0; c < head->cells; c++) {
        if (strlen(row->cell[c]) > IMPORT_CELL_MAX) {
            import_wrong(im, "too-long", row->line,
                         arena_printf(&im->arena, "The cell \"%.60s\" has more than %d bytes.",
                                      head->cell[c], IMPORT_CELL_MAX),
                         "Shorten it, or close a quotation mark that is still open.");
            return false;
        }
    }
    return true;
}

void import_watch_cells(struct import *im, const struct table_row *head,
                        const struct table_row *row) {
    for (size_t c = 0; c < head->cells; c++) {
        const char *cell = row->cell[c];
        const char *name = head->cell[c];
        if (cell_is_marked(cell))
            import_warn(
                im, "marking", row->line, im->rows,
                arena_printf(&im->arena, "The cell \"%.60s\" carries a handling marking.", name),
                "Take marked text out of the file: the kiosk shows its programme to everybody.");
        /* A number below 0 gets its own complaint. */
        if (cell_is_formula(cell) && strspn(cell + 1, "0123456789") != strlen(cell + 1))
            import_warn(
                im, "formula", row->line, im->rows,
                im->kind == IMPORT_ROSTER
                    ? arena_printf(&im->arena, "The cell \"%.60s\" starts like a formula.", name)
                    : arena_printf(&im->arena,
                                   "The cell \"%.60s\" starts like a formula: \"%.60s\".", name,
                                   cell_clean(&im->arena, cell)),
                "Check it; it was kept as plain text.");
    }
}

void import_clean_cells(struct import *im, const struct table_row *row, const int *at, size_t n,
                        const char **ret_text) {
    for (size_t c = 0; c < n; c++)
        ret_text[c] = at[c] < 0 ? "" : cell_clean(&im->arena, row->cell[at[c]]);
}

bool import_take_cells(struct import *im, const struct table_row *head, const struct table_row *row,
                       const int *at, size_t n, const char **ret_text) {
    if (!import_row_fits(im, head, row))
        return false;
    import_watch_cells(im, head, row);
    import_clean_cells(im, row, at, n, ret_text);
    return true;
}

/* ---- bytes ---- */

static bool check_kind_of_file(const char *bytes, size_t n, struct err *err) {
    static const struct {
        const char *magic;
        size_t n;
        const char *words;
    } others[] = {
        {"PK\x03\x04", 4, "This is a workbook or an archive: save its sheet as CSV UTF-8."},
        {"\xD0\xCF\x11\xE0", 4, "This is an old workbook: save its sheet as CSV UTF-8."},
        {"%PDF", 4, "This is a PDF: ask for the table that it was made from and save that as CSV."},
        {"{\\rtf", 5, "This is a text document: save its table as CSV UTF-8."},
        {"\xFF\xFE", 2, "The file is in UTF-16: save it as CSV UTF-8."},
        {"\xFE\xFF", 2, "The file is in UTF-16: save it as CSV UTF-8."},
        {"SQLite format 3", 15, "This is a database: choose a CSV file or a calendar."},
    };
    if (n == 0)
        return err_set(err, ERR_INPUT, "The file is empty: choose the file that has the rows.");
    if (n > IMPORT_BYTES_MAX)
        return err_set(err, ERR_INPUT, "The file has more than %d MB: import it in smaller files.",
                       IMPORT_BYTES_MAX >> 20);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (n >= others[i].n && memcmp(bytes, others[i].magic, others[i].n) == 0)
            return err_set(err, ERR_INPUT, "%s", others[i].words);
    return true;
}

static bool check_text(const char *bytes, size_t n, struct err *err) {
    int line = 0;
    for (size_t at = 0; at < n;) {
        const char *start = bytes + at;
        size_t bad = 0, len = table_line(bytes, n, &at);
        line++;
        if (len > TABLE_LINE_MAX)
            return err_set(
                err, ERR_INPUT,
                "Line %d has more than %d bytes: this is not a plan, a programme or a calendar.",
                line, TABLE_LINE_MAX);
        if (memchr(start, '\0', len) != NULL)
            return err_set(
                err, ERR_INPUT,
                "Line %d has a zero byte: this is not a text file; save it as CSV UTF-8.", line);
        if (!utf8_valid(start, len, &bad))
            return err_set(
                err, ERR_INPUT,
                "Line %d, byte %zu is not UTF-8: open the file in a spreadsheet and save it as "
                "CSV UTF-8.",
                line, bad + 1);
    }
    return true;
}

/* ---- recognising ---- */

static size_t known_columns(const struct table_row *head, const struct import_column *column,
                            size_t n) {
    char name[64];
    size_t known = 0;
    for (size_t c = 0; c < head->cells; c++) {
        column_name(name, head->cell[c]);
        for (size_t i = 0; i < n; i++)
            known += strcmp(name, column[i].name) == 0;
    }
    return known;
}

struct kind {
    enum import_kind kind;
    size_t (*columns)(const struct import_column **ret_columns);
    void (*read)(struct import *im, const struct table *t, const int *at);
};

/* The kind most of whose columns are there; NULL if one at most is: "code" alone is in all. */
static const struct kind *recognise(const struct table_row *head) {
    static const struct kind kinds[] = {
        {IMPORT_PROGRAMME, import_programme_columns, import_programme},
        {IMPORT_PLAN, import_plan_columns, import_plan},
        {IMPORT_ROSTER, import_roster_columns, import_roster},
        {IMPORT_REPLIES, import_replies_columns, import_replies},
        {IMPORT_UPDATES, import_updates_columns, import_updates},
        {IMPORT_FIGURES, import_figures_columns, import_figures},
    };
    const struct kind *best = NULL;
    size_t most = 1;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct import_column *column;
        size_t n = kinds[i].columns(&column), known = known_columns(head, column, n);
        if (known > most) {
            most = known;
            best = &kinds[i];
        }
    }
    return best;
}

static bool read_table(struct import *im, const char *text, size_t n, struct err *err) {
    struct table t;
    int at[TABLE_CELLS_MAX];
    if (!table_read(&im->arena, text, n, IMPORT_ROWS_MAX, &t, err))
        return false;
    const struct kind *kind = recognise(&t.head);
    if (kind == NULL)
        return err_set(
            err, ERR_INPUT,
            "The first row does not name the columns of a plan (code, priority, action, owner), "
            "of a programme (code, date, venue, status), of a list of names (session, name, "
            "organisation), of replies (place, topic, said, did), of updates of the plan "
            "(action, date, text) or of figures of others (area, period, measure, value, source): "
            "put their names there.");
    const struct import_column *column;
    size_t columns_n = kind->columns(&column);
    bool personal = kind->kind == IMPORT_ROSTER;
    if (!import_columns(&t.head, column, columns_n, personal, at, err))
        return false;
    im->row = arena_array(&im->arena, t.rows, sizeof *im->row);
    im->kind = kind->kind;
    kind->read(im, &t, at);
    return true;
}

static bool is_calendar(const char *text, size_t n) {
    static const char begin[] = "BEGIN:VCALENDAR";
    size_t skip = strspn(text, " \t\r\n");
    return n >= skip + sizeof begin - 1 && strncasecmp(text + skip, begin, sizeof begin - 1) == 0;
}

/* A complaint about a cell names the row that its row became; it became none if it has an error
 * too. */
static void forget_lost_rows(struct import *im) {
    for (size_t i = 0; i < im->complaints; i++) {
        struct complaint *c = &im->complaint[i];
        if (c->row != SIZE_MAX && (c->row >= im->rows || im->row[c->row].line != c->line))
            c->row = SIZE_MAX;
    }
}

bool import_read(const char *file, const char *bytes, size_t n, struct import *ret_import,
                 struct err *err) {
    if (!check_kind_of_file(bytes, n, err) || !check_text(bytes, n, err))
        return false;
    size_t bom = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    struct import im = {0};
    im.file = arena_strdup(&im.arena, file_name(file));
    const char *text = arena_strndup(&im.arena, bytes + bom, n - bom); /* ended by a NUL */
    bool ok = is_calendar(text, n - bom) ? import_ics(&im, text, err)
                                         : read_table(&im, text, n - bom, err);
    if (!ok) {
        import_free(&im);
        return false;
    }
    forget_lost_rows(&im);
    import_sort_complaints(&im);
    *ret_import = im;
    return true;
}

void import_free(struct import *im) {
    arena_wipe(&im->arena);
    *im = (struct import){0};
}
