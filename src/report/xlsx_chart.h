/* Charts of a workbook: each refers to cells and brings what stands in them along, for programs
 * that show a workbook without computing it. They stand on a sheet of their own, two in a row. */
#pragma once

#include "base/str.h"
#include "report/book.h"
#include "report/zip.h"

#include <stddef.h>

struct xlsx_chart {
    struct str xml;
    size_t lines; /* of the sheet, how high it is */
};

/* `title` is that of its table's sheet, `heading` that of its values. xml is to be released. */
struct xlsx_chart xlsx_chart_make(const struct book_chart *c, const char *title,
                                  const char *heading);
/* The charts and where they stand: on sheet number `sheet`. */
void xlsx_drawing_write(struct zip *z, const struct xlsx_chart *chart, size_t charts, size_t sheet);
