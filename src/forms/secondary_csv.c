/* A table as a tree: root, an item for each row, in it an element for each column, as the ODK
 * XForms specification has it ("External secondary instances"). Spreadsheets in some countries
 * write semicolons: the first line tells. */
#include "forms/form_parts.h"

#include <string.h>

#include <csv.h>

enum { COLUMNS_MAX = 500, ROWS_MAX = 1000000 };

struct table {
    struct names *names;
    struct tree *tree;
    struct node *root;
    const struct name *item;
    const struct name *column[COLUMNS_MAX]; /* NULL: without a name, left out */
    size_t columns;
    struct node *last_row, *row, *last_cell;
    size_t rows, cell; /* cells of the row that is being read */
    bool too_large;
};

static void on_cell(void *bytes, size_t n, void *ctx) {
    struct table *t = ctx;
    const char *text = bytes ? bytes : "";
    size_t at = t->cell++;
    if (t->root == NULL) {
        if (at < COLUMNS_MAX)
            t->column[at] = n > 0 ? names_getn(t->names, "", text, n) : NULL;
        t->too_large |= at >= COLUMNS_MAX;
        t->columns = t->cell;
        return;
    }
    if (t->too_large || at >= t->columns || t->column[at] == NULL)
        return;
    if (t->row == NULL)
        t->row = node_add(t->tree, t->root, NODE_ELEMENT, t->item, "", t->last_row);
    const char *value = n > 0 ? arena_strndup(&t->tree->arena, text, n) : "";
    t->last_cell = node_add(t->tree, t->row, NODE_ELEMENT, t->column[at], value, t->last_cell);
}

static void end_row(struct table *t) {
    for (; t->row != NULL && t->cell < t->columns;) /* a short row */
        on_cell(NULL, 0, t);
    if (t->row == NULL)
        return;
    t->last_row = t->row;
    t->too_large |= ++t->rows > ROWS_MAX;
}

static void on_row(int end, void *ctx) {
    (void)end;
    struct table *t = ctx;
    if (t->root == NULL)
        t->root = node_add(t->tree, t->tree->document, NODE_ELEMENT,
                           names_get(t->names, "", "root"), "", NULL);
    else
        end_row(t);
    t->row = t->last_cell = NULL;
    t->cell = 0;
}

static char separator(const char *bytes, size_t len) {
    const char *end = memchr(bytes, '\n', len);
    size_t n = end ? (size_t)(end - bytes) : len;
    return !memchr(bytes, ',', n) && memchr(bytes, ';', n) ? ';' : ',';
}

bool secondary_read_csv(const char *bytes, size_t len, struct names *names, struct tree *t,
                        struct err *err) {
    struct table table = {.names = names, .tree = t, .item = names_get(names, "", "item")};
    struct csv_parser p;
    if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    if (csv_init(&p, 0) != 0)
        return err_set(err, ERR_WORLD, "the CSV reader could not start");
    csv_set_delim(&p, (unsigned char)separator(bytes, len));
    bool ok = csv_parse(&p, bytes, len, on_cell, on_row, &table) == len &&
              csv_fini(&p, on_cell, on_row, &table) == 0;
    csv_free(&p);
    if (!ok)
        return err_set(err, ERR_INPUT, "it is not CSV");
    if (table.root == NULL)
        return err_set(err, ERR_INPUT, "it is empty");
    return !table.too_large ||
           err_set(err, ERR_INPUT, "it has more than %d columns or %d rows", COLUMNS_MAX, ROWS_MAX);
}
