/* Charts of a workbook: each refers to cells and brings what stands in them along, for programs
 * that show a workbook without computing it. They stand on a sheet of their own, two in a row. */
#pragma once

#include "report/book.h"

#include <stddef.h>

#include <xlsxwriter.h>

struct xlsx_chart {
    lxw_chart *chart; /* the workbook's */
    size_t lines;     /* of the sheet, how high it is */
};

/* `sheet` is the title of its table's sheet, `heading` that of its values. All texts are clean. */
struct xlsx_chart xlsx_chart_add(lxw_workbook *w, const struct book_chart *c, const char *sheet,
                                 const char *heading);
void xlsx_charts_place(lxw_worksheet *on, const struct xlsx_chart *chart, size_t charts);
