/* Figures of others: one row a number, of an area and a period, with what it measures and who says
 * so. A row replaces what an earlier file said of the same thing; "none" takes it back. */
#include <string.h>

#include "base/utf8.h"
#include "outreach/import_parts.h"

enum { AREA, PERIOD, MEASURE, VALUE, SOURCE, COLUMNS };

enum { FIGURES_MAX = 2000 }; /* each is compared with all others */

static const struct import_column columns[COLUMNS] = {
    [AREA] = {"area", true},   [PERIOD] = {"period", true}, [MEASURE] = {"measure", true},
    [VALUE] = {"value", true}, [SOURCE] = {"source", true},
};

size_t import_figures_columns(const struct import_column **ret_columns) {
    *ret_columns = columns;
    return COLUMNS;
}

static void check_text(struct import *im, int line, const char *column, const char *text) {
    if (text[0] == '\0')
        import_wrong(im, "figure-empty", line,
                     arena_printf(&im->arena, "The column \"%s\" is empty.", column),
                     "A number is worth something with its area, period, measure and source.");
    else if (utf8_len(text) > FIGURE_LETTERS)
        import_wrong(im, "figure-long", line,
                     arena_printf(&im->arena, "The column \"%s\" has %zu letters, more than %d.",
                                  column, utf8_len(text), FIGURE_LETTERS),
                     "Shorten it: it stands in one cell of a report.");
}

static struct import_row read_row(struct import *im, int line, const char *const *text) {
    struct import_row row = {.session = session_blank(), .line = line};
    struct figure *f = &row.figure;
    char value[FIGURE_VALUE] = "";
    check_text(im, line, "area", text[AREA]);
    check_text(im, line, "measure", text[MEASURE]);
    check_text(im, line, "source", text[SOURCE]);
    if (!figure_value(text[VALUE], value))
        import_wrong(im, "figure-value", line,
                     arena_printf(&im->arena, "\"%.60s\" is no number.", text[VALUE]),
                     "Write it as 412, -13.7 or -13.7 %, or none to take it back.");
    *f = (struct figure){.area = text[AREA],
                         .period = text[PERIOD],
                         .measure = text[MEASURE],
                         .value = arena_strdup(&im->arena, value),
                         .source = text[SOURCE]};
    if (!figure_period(text[PERIOD], &f->from, &f->until))
        import_wrong(im, "figure-period", line,
                     arena_printf(&im->arena, "\"%.60s\" is no period.", text[PERIOD]),
                     "Write Q1 2019/20, 2019/20, 2019-04, 2019 or 2019-04-01 to 2019-08-12.");
    return row;
}

/* A number may well begin with a minus, and is read as one: it is no formula. */
static void watch_words(struct import *im, const struct table *t, const struct table_row *row,
                        const int *at) {
    const char *cell[TABLE_CELLS_MAX];
    for (size_t c = 0; c < row->cells && c < TABLE_CELLS_MAX; c++)
        cell[c] = (int)c == at[VALUE] ? "" : row->cell[c];
    import_watch_cells(im, &t->head, &(struct table_row){row->line, cell, row->cells});
}

void import_figures(struct import *im, const struct table *t, const int *at) {
    for (size_t r = 0; r < t->rows; r++) {
        const struct table_row *row = &t->row[r];
        const char *text[COLUMNS];
        if (!import_row_fits(im, &t->head, row))
            continue;
        watch_words(im, t, row, at);
        import_clean_cells(im, row, at, COLUMNS, text);
        size_t errors = im->errors;
        if (im->rows == FIGURES_MAX)
            import_wrong(im, "many", row->line,
                         arena_printf(&im->arena, "There are more than %d figures.", FIGURES_MAX),
                         "Import them in smaller files.");
        struct import_row made = read_row(im, row->line, text);
        if (im->errors == errors)
            im->row[im->rows++] = made;
    }
}

/* ---- what it changes ---- */

static const struct figure *known(const struct ledger *l, const struct figure *f) {
    for (size_t i = 0; l != NULL && i < l->figures.figures; i++)
        if (figure_is_of(&l->figures.figure[i], f))
            return &l->figures.figure[i];
    return NULL;
}

/* The row above that is of the same; NULL: none. */
static const struct import_row *twin_of(const struct import *im, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (figure_is_of(&im->row[k].figure, &im->row[i].figure))
            return &im->row[k];
    return NULL;
}

static void argue(struct import *im, size_t i, const struct figure *old, struct date today) {
    const struct import_row *row = &im->row[i];
    if (today.year != 0 && date_compare(row->figure.until, today) > 0)
        import_warn(im, "figure-ahead", row->line, i, "The period is not over yet.",
                    "Check the year, or say until which day the number is.");
    if (old != NULL && strcmp(old->value, row->figure.value) != 0)
        import_warn(im, "figure-changed", row->line, i,
                    arena_printf(&im->arena, "The number was %s until now.", old->value),
                    "Check which of the two its source says.");
}

static void check_twin(struct import *im, struct import_row *row, const struct import_row *twin) {
    if (strcmp(twin->figure.value, row->figure.value) != 0) {
        import_wrong(im, "figure-twice", row->line,
                     arena_printf(&im->arena, "The same number is %s in line %d.",
                                  twin->figure.value[0] ? twin->figure.value : "none", twin->line),
                     "Remove the wrong one, or tell the two apart in the column \"measure\".");
        return;
    }
    import_warn(im, "duplicate", row->line, (size_t)(row - im->row),
                arena_printf(&im->arena, "The row is the same as line %d.", twin->line),
                "It was taken once; remove one of the two.");
    row->change = CHANGE_MERGED;
    im->merged++;
}

void import_check_figures(struct import *im, const struct ledger *ledger, struct date today) {
    for (size_t i = 0; i < im->rows; i++) {
        struct import_row *row = &im->row[i];
        const struct import_row *twin = twin_of(im, i);
        const struct figure *old = known(ledger, &row->figure);
        if (twin != NULL) {
            check_twin(im, row, twin);
            continue;
        }
        argue(im, i, old, today);
        bool same = strcmp(old != NULL ? old->value : "", row->figure.value) == 0;
        row->change = same ? CHANGE_SAME : old != NULL ? CHANGE_UPDATE : CHANGE_NEW;
        im->same += row->change == CHANGE_SAME;
        im->updated += row->change == CHANGE_UPDATE;
        im->added += row->change == CHANGE_NEW;
    }
}
