/* Imports as a coordinator makes them, for tests: a file of the demo or a text, and the ledger that
 * the store would have after it. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "outreach/import.h"

#define DEMO_PLAN "assets/demo/plan.csv"
#define DEMO_PROGRAMME "assets/demo/hertsmere-2019.csv"

static inline void demo_load(const char *path, struct str *out) {
    struct err err = {0};
    if (!file_read(path, IMPORT_BYTES_MAX, out, &err))
        fail_msg("%s", err.text);
}

static inline struct import demo_read(const char *file, const char *bytes, size_t n) {
    struct import im;
    struct err err = {0};
    if (!import_read(file, bytes, n, &im, &err))
        fail_msg("%s", err.text);
    return im;
}

static inline struct import demo_text(const char *text, const struct ledger *l, struct date today) {
    struct import im = demo_read("test.csv", text, strlen(text));
    import_check(&im, l, today);
    return im;
}

static inline struct import demo_file(const char *path, const struct ledger *l, struct date today) {
    struct str bytes CLEANUP(str_release) = {0};
    demo_load(path, &bytes);
    struct import im = demo_read(path, str_c(&bytes), bytes.len);
    import_check(&im, l, today);
    return im;
}

static inline int demo_by_date(const void *a, const void *b) {
    const struct session *x = a, *y = b;
    int order = date_compare(x->date, y->date);
    return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* What the store has after an import into nothing. Lives as long as the import. */
static inline struct ledger demo_ledger(struct import *im) {
    struct ledger l = {0};
    l.session = arena_array(&im->arena, im->rows, sizeof *l.session);
    l.action = arena_array(&im->arena, im->rows, sizeof *l.action);
    for (size_t i = 0; i < im->rows; i++) {
        if (im->kind == IMPORT_PLAN) {
            l.action[l.actions++] = im->row[i].action;
        } else if (im->row[i].change != CHANGE_MERGED) {
            l.session[l.sessions] = im->row[i].session;
            l.session[l.sessions].id = (int64_t)l.sessions + 1;
            l.sessions++;
        }
    }
    qsort(l.session, l.sessions, sizeof *l.session, demo_by_date);
    return l;
}

static inline const struct complaint *demo_complaint(const struct import *im, const char *rule,
                                                     int line) {
    for (size_t i = 0; i < im->complaints; i++)
        if (strcmp(im->complaint[i].rule, rule) == 0 && im->complaint[i].line == line)
            return &im->complaint[i];
    return NULL;
}

/* Compares with a file, or writes it when TURNOUT_GOLDEN_UPDATE is set. */
static inline void demo_golden(const char *path, const struct str *now) {
    struct str want CLEANUP(str_release) = {0};
    struct err err = {0};
    if (getenv("TURNOUT_GOLDEN_UPDATE") != NULL &&
        !file_write_whole(path, str_c(now), now->len, &err))
        fail_msg("%s", err.text);
    demo_load(path, &want);
    const char *a = str_c(&want), *b = str_c(now);
    for (int line = 1; *a != '\0' || *b != '\0'; line++) {
        size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");
        if (n != m || memcmp(a, b, n) != 0)
            fail_msg("%s:%d:\n  want %.*s\n  have %.*s", path, line, (int)n, a, (int)m, b);
        a += n + (a[n] != '\0');
        b += m + (b[m] != '\0');
    }
}
