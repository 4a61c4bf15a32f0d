/* Charts of a workbook: each refers to cells and brings what stands in them along, for programs
 * that show a workbook without computing it. They stand on a sheet of their own, two in a row. */
#pragma once

#include "base/str.h"
#include "report/book.h"
#include "report/zip.h"

#include <stddef.h>

/* The part of one chart; `title` is that of its table's sheet, `heading` that of its values. */
void xlsx_chart_add(struct str *to, const struct book_chart *c, const char *title,
                    const char *heading);
void xlsx_drawing_write(struct zip *z, const struct str *chart, size_t charts, size_t sheet);
