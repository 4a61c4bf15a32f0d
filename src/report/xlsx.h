/* Writes workbooks by libxlsxwriter. This is a module of its own, loaded by report/book_xlsx.c only
 * while a workbook is written: to load the library takes as long as a twelfth of the whole start.
 * It uses nothing of the program but this header and the types of report/book.h.
 *
 * Lines and columns count from 0, lines only ever go on. The first failure is kept: xlsx_calls.why
 * says it, and after it nothing more is written. */
#pragma once

#include "report/book.h"

#include <stdint.h>

enum xlsx_look {             /* how cells look */
                 XLSX_PLAIN, /* as the library has it */
                 XLSX_HEAD,
                 XLSX_HEAD_NUMBER, /* over numbers */
                 XLSX_NUMBER,      /* keeps off the words in the next column */
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
                 XLSX_LOOKS
};

enum xlsx_sheet {
    XLSX_WIDE = 1,  /* printed on its side */
    XLSX_HEADED = 2 /* its first line stays on the screen and comes on every page; else no grid */
};

enum { XLSX_LINES_MAX = 1048576, XLSX_HEAD_MAX = 255 }; /* characters at head or foot of a page */

struct xlsx_about {          /* texts live as long as the workbook and are clean, as all others */
    const char *dir;         /* where temporary files lie */
    const char *keywords;    /* of the file's properties */
    const char *head, *foot; /* of every page, in the codes of spreadsheets */
    int64_t wall;            /* when the file says that it was made, ms */
};

struct xlsx; /* a workbook */

struct xlsx_calls {
    struct xlsx *(*open)(const struct xlsx_about *about, int *ret_why); /* NULL: errno there */
    int (*why)(const struct xlsx *x);                                   /* errno; 0: all is well */
    /* Begins a sheet, of xlsx_sheet's bits. */
    void (*begin)(struct xlsx *x, const char *title, unsigned how);
    void (*width)(struct xlsx *x, int column, int width);    /* in characters */
    void (*height)(struct xlsx *x, uint32_t line, int high); /* in points */
    /* "" is an empty cell with that look. */
    void (*words)(struct xlsx *x, uint32_t line, int column, const char *text, enum xlsx_look look);
    void (*number)(struct xlsx *x, uint32_t line, int column, double n, enum xlsx_look look);
    void (*filter)(struct xlsx *x, uint32_t last, int columns); /* while `last` is the open line */
    void (*print)(struct xlsx *x, uint32_t last, int columns);  /* only these come on paper */
    void (*words_are_words)(struct xlsx *x, uint32_t last, int columns); /* even "9": no warning */
    void (*end)(struct xlsx *x);
    /* A chart of the open sheet, whose column of values has that heading. */
    void (*chart)(struct xlsx *x, const struct book_chart *c, const char *heading);
    void (*place_charts)(struct xlsx *x); /* all of them on the open sheet, two in a row */
    /* Ends the workbook; it is read from the descriptor, which goes with xlsx_calls.close. -1: it
     * has failed. */
    int (*pack)(struct xlsx *x);
    void (*close)(struct xlsx *x); /* NULL is fine */
};

const struct xlsx_calls *xlsx_calls(void);
typedef const struct xlsx_calls *(*xlsx_calls_fn)(void);
