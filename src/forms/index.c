/* One table a (parent, row name, column). A value's rows stand side by side in one array: the
 * first pass counts the rows of each value, the second lays them down, so that nothing is allocated
 * a row. */
#include "forms/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { ROWS_MIN = 32 };

struct bucket {
    const char *value; /* NULL: free */
    uint32_t hash, first, count;
};

struct table {
    const struct node *parent;
    const struct name *row, *column;
    struct bucket *bucket; /* size a power of two, at most half full */
    size_t size;
    struct node **rows; /* NULL: too few, no table was made */
    struct table *next;
};

struct index {
    struct table *tables; /* the one last made first: there are as many as questions in the form */
};

struct index *index_new(void) {
    return xcalloc(1, sizeof(struct index));
}

void index_free(struct index *x) {
    while (x != NULL && x->tables != NULL) {
        struct table *t = x->tables;
        x->tables = t->next;
        free(t->bucket);
        free(t->rows);
        free(t);
    }
    free(x);
}

static uint32_t hash_of(const char *value) { /* FNV-1a */
    uint32_t h = 2166136261u;
    for (; *value != '\0'; value++)
        h = (h ^ (unsigned char)*value) * 16777619u;
    return h;
}

/* The bucket of the value, or the free one where it belongs. */
static struct bucket *find(const struct table *t, uint32_t hash, const char *value) {
    size_t at = hash & (t->size - 1);
    while (t->bucket[at].value != NULL &&
           (t->bucket[at].hash != hash || strcmp(t->bucket[at].value, value) != 0))
        at = (at + 1) & (t->size - 1);
    return &t->bucket[at];
}

/* Calls fn for each value of the column, row by row. */
static void each(struct table *t, void (*fn)(struct table *, struct node *row, const char *)) {
    for (struct node *row = t->parent->child; row; row = row->next) {
        if (row->name != t->row)
            continue;
        for (const struct node *cell = row->child; cell; cell = cell->next)
            if (cell->name == t->column)
                fn(t, row, cell->value);
    }
}

static void count(struct table *t, struct node *row, const char *value) {
    (void)row;
    uint32_t hash = hash_of(value);
    struct bucket *b = find(t, hash, value);
    b->value = value;
    b->hash = hash;
    b->count++;
}

static void lay_down(struct table *t, struct node *row, const char *value) {
    struct bucket *b = find(t, hash_of(value), value);
    if (b->count == 0 || t->rows[b->first + b->count - 1] != row) /* twice in one row: once */
        t->rows[b->first + b->count++] = row;
}

/* 0 also if a cell has children: what it reads as is not its own value then. */
static size_t cells(const struct table *t) {
    size_t n = 0;
    for (const struct node *row = t->parent->child; row; row = row->next) {
        if (row->name != t->row)
            continue;
        for (const struct node *cell = row->child; cell; cell = cell->next) {
            if (cell->name == t->column && !node_is_leaf(cell))
                return 0;
            n += cell->name == t->column;
        }
    }
    return n;
}

static void fill(struct table *t) {
    size_t n = cells(t);
    if (n < ROWS_MIN || n > UINT32_MAX / 4)
        return;
    for (t->size = 64; t->size < n * 2; t->size *= 2)
        continue;
    t->bucket = xcalloc(t->size, sizeof(*t->bucket));
    t->rows = xcalloc(n, sizeof(struct node *));
    each(t, count);
    uint32_t first = 0;
    for (size_t i = 0; i < t->size; i++) {
        t->bucket[i].first = first;
        first += t->bucket[i].count;
        t->bucket[i].count = 0;
    }
    each(t, lay_down);
}

static struct table *table_of(struct index *x, const struct node *parent, const struct name *row,
                              const struct name *column) {
    for (struct table *t = x->tables; t; t = t->next)
        if (t->parent == parent && t->row == row && t->column == column)
            return t;
    struct table *t = xcalloc(1, sizeof(*t));
    *t = (struct table){.parent = parent, .row = row, .column = column, .next = x->tables};
    x->tables = t;
    fill(t);
    return t;
}

bool index_lookup(struct index *x, const struct node *parent, const struct name *row,
                  const struct name *column, const char *value, struct xnodes *ret) {
    const struct table *t = table_of(x, parent, row, column);
    if (t->rows == NULL)
        return false;
    const struct bucket *b = find(t, hash_of(value), value);
    *ret = (struct xnodes){.at = t->rows + b->first, .count = b->count};
    return true;
}
