#include "report/book_xlsx_chart.h"

#include "base/mem.h"

enum {
    FIRST_LINE = 1, /* under the header; lines count from 0 here */
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

/* What stands in the cells. The library would read it from them, but they are written and gone. */
static void remember(lxw_series_range *range, const struct book_chart *c, bool labels) {
    range->ignore_cache = LXW_TRUE; /* it is here */
    range->has_string_cache = labels;
    range->num_data_points = (uint16_t)c->points;
    for (size_t i = 0; i < c->points; i++) {
        lxw_series_data_point *p = xcalloc(1, sizeof *p); /* the library frees both */
        p->is_string = labels;
        p->string = labels ? xstrdup(c->point[i].label) : NULL;
        p->number = (double)c->point[i].n;
        p->no_data = !labels && c->point[i].n < 0;
        STAILQ_INSERT_TAIL(range->data_cache, p, list_pointers);
    }
}

static void add_series(lxw_chart *chart, const struct book_chart *c, const char *sheet,
                       const char *heading, bool pie) {
    lxw_chart_series *s = chart_add_series(chart, NULL, NULL);
    lxw_row_t first = (lxw_row_t)c->first_row + FIRST_LINE;
    lxw_row_t last = first + (lxw_row_t)(c->points > 0 ? c->points - 1 : 0);
    chart_series_set_categories(s, sheet, first, (lxw_col_t)c->labels, last, (lxw_col_t)c->labels);
    chart_series_set_values(s, sheet, first, (lxw_col_t)c->values, last, (lxw_col_t)c->values);
    remember(s->categories, c, true);
    remember(s->values, c, false);
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

struct xlsx_chart xlsx_chart_add(lxw_workbook *w, const struct book_chart *c, const char *sheet,
                                 const char *heading) {
    bool crowd = c->kind == BOOK_PIE && c->points > SLICES_MAX;
    enum book_chart_kind kind = crowd ? BOOK_BARS : c->kind;
    size_t lines = c->points + TITLE_LINES; /* a line a bar, so that every label has room */
    lxw_chart *chart = workbook_add_chart(w, kind_of[kind]);
    add_series(chart, c, sheet, heading, kind == BOOK_PIE);
    chart_title_set_name(chart, c->title);
    chart_title_set_name_font(chart, &(lxw_chart_font){.size = 14, .bold = LXW_TRUE});
    if (kind == BOOK_PIE) {
        chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
    } else {
        set_axes(chart, kind == BOOK_BARS);
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    }
    return (struct xlsx_chart){chart, kind == BOOK_BARS && lines > HIGH ? lines : HIGH};
}

void xlsx_charts_place(lxw_worksheet *on, const struct xlsx_chart *chart, size_t charts) {
    size_t line = 1;
    for (size_t i = 0; i < charts; i++) {
        lxw_chart_options at = {.x_scale = WIDE * column_wide / chart_wide,
                                .y_scale = (double)chart[i].lines * line_high / chart_high};
        worksheet_insert_chart_opt(on, (lxw_row_t)line, (lxw_col_t)(i % 2 * (WIDE + 1)),
                                   chart[i].chart, &at);
        if (i % 2 == 1)
            line += 1 + (chart[i].lines > chart[i - 1].lines ? chart[i] : chart[i - 1]).lines;
    }
}
