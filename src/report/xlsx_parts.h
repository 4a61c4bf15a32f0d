/* The parts of a workbook that are not its rows (ECMA-376 part 1): which sheets there are, how
 * cells look, when the data are of. */
#pragma once

#include "base/str.h"
#include "report/book.h"
#include "report/zip.h"

#include <stddef.h>
#include <stdint.h>

/* How a cell looks; in the order of cellXfs in xl/styles.xml. */
enum xlsx_style {
    XLSX_PLAIN,
    XLSX_HEAD,
    XLSX_NUMBER, /* keeps off the words in the next column */
    XLSX_DATE,
    XLSX_TALL, /* of a row of several lines */
    XLSX_TALL_NUMBER,
    XLSX_TALL_DATE,
    XLSX_SUM,
    XLSX_SUM_NUMBER,
    XLSX_SUM_DATE,
    XLSX_FIRST, /* of the first sum: with the line above */
    XLSX_FIRST_NUMBER,
    XLSX_FIRST_DATE,
    XLSX_TITLE,
    XLSX_STYLES
};

enum { XLSX_TITLE_MAX = 31, XLSX_COLUMN_MAX = 4 };

struct xlsx_sheet {
    char title[XLSX_TITLE_MAX + 1];
    int columns;      /* 0: it is no table */
    uint32_t records; /* the last line of the header and the records under it */
    bool drawing;     /* the charts stand on it */
};

void xlsx_column(char out[XLSX_COLUMN_MAX], int i); /* "A" of 0 */
/* "'Sessions'!$A$2:$A$9" */
void xlsx_range(struct str *to, const char *title, int column, uint32_t from, uint32_t until);

void xlsx_parts_write(struct zip *z, const struct book_about *about, const struct xlsx_sheet *sheet,
                      size_t sheets, size_t charts);
