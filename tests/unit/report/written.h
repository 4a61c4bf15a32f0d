/* A report as a test reads it: written as CSV, of sessions in memory or of a store, and read again
 * as rows. */
#pragma once

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "outreach/table.h"
#include "report/report.h"

struct written {
    struct arena arena;
    struct str bytes;
    struct table t;
    size_t sessions; /* of a store's: how many were written */
};

static inline void written_forget(struct written *w) {
    str_release(&w->bytes);
    arena_free(&w->arena);
}

/* What is in `bytes`. */
static inline void written_read(struct written *w) {
    enum { ROWS_MAX = 20000 };
    struct err err = {0};
    if (!table_read(&w->arena, str_c(&w->bytes), w->bytes.len, ROWS_MAX, &w->t, &err))
        fail_msg("%s", err.text);
}

static inline void written_has_columns(const struct written *w, size_t columns) {
    assert_int_equal(w->t.head.cells, columns);
    for (size_t i = 0; i < w->t.rows; i++)
        assert_int_equal(w->t.row[i].cells, columns);
}

static inline struct written written_of(const struct ledger *l, const struct report_opts *o) {
    struct written w = {0};
    struct ledger_cursor cursor;
    struct err err = {0};
    char *bytes = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&bytes, &n);
    if (!report_csv(ledger_reader(l, &cursor), o, out, &err))
        fail_msg("%s", err.text);
    fclose(out);
    str_addn(&w.bytes, bytes, n);
    free(bytes);
    written_read(&w);
    return w;
}
