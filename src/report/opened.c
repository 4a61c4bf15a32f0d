#include "report/opened.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "forms/xml.h"
#include "report/csv.h"

struct column {
    char *path;
    size_t at; /* in the table */
};

struct value {
    const struct column *column;
    const char *text; /* not empty: an empty answer is as good as none */
};

struct record {
    const char *form, *id;
    struct value *value;
    size_t values;
    bool again, empty;
};

struct opened {
    struct arena arena;
    struct column *column[OPENED_COLUMNS];
    size_t columns;
    struct record *record;
    size_t records, cap;
};

struct opened *opened_new(void) {
    return xcalloc(1, sizeof(struct opened));
}

void opened_free(struct opened *o) {
    if (!o)
        return;
    arena_wipe(&o->arena);
    free(o->record);
    free(o);
}

/* ---- adding ---- */

/* "group/name[2]", from the root, which has no part in it. */
static void add_path(const struct node *n, struct str *out) {
    if (n->parent->parent->kind != NODE_DOCUMENT) {
        add_path(n->parent, out);
        str_addc(out, '/');
    }
    str_add(out, n->name->local);
    size_t position = node_position(n);
    if (position > 1)
        str_addf(out, "[%zu]", position);
}

/* Its column, made behind `after` if there is none: what one record leaves out has its place
 * between those that it has. */
static struct column *find_column(struct opened *o, const char *path, const struct column *after) {
    size_t at = after ? after->at + 1 : 0;
    for (size_t i = at; i < o->columns; i++)
        if (strcmp(o->column[i]->path, path) == 0)
            return o->column[i];
    for (size_t i = 0; i < at; i++)
        if (strcmp(o->column[i]->path, path) == 0)
            return o->column[i];
    if (o->columns == OPENED_COLUMNS)
        return NULL;
    struct column *c = NEW(&o->arena, struct column);
    c->path = arena_strdup(&o->arena, path);
    memmove((void *)(o->column + at + 1), (const void *)(o->column + at),
            (o->columns - at) * sizeof(struct column *));
    o->column[at] = c;
    o->columns++;
    for (size_t i = at; i < o->columns; i++)
        o->column[i]->at = i;
    return c;
}

static size_t count_leaves(const struct node *root) {
    size_t n = 0;
    for (const struct node *at = root; at; at = node_after(at, root))
        n += at != root && node_is_leaf(at);
    return n;
}

static bool take_leaves(struct opened *o, const struct node *root, struct record *r) {
    struct str path CLEANUP(str_release) = {0};
    struct column *before = NULL;
    r->value = arena_array(&o->arena, count_leaves(root), sizeof *r->value);
    for (const struct node *n = root; n; n = node_after(n, root)) {
        if (n == root || !node_is_leaf(n))
            continue;
        str_cut(&path, 0);
        add_path(n, &path);
        if (!(before = find_column(o, str_c(&path), before)))
            return false;
        if (*n->value)
            r->value[r->values++] =
                (struct value){.column = before, .text = arena_strdup(&o->arena, n->value)};
    }
    return true;
}

/* `meta` is what every record has. */
static bool is_empty(const struct record *r) {
    bool nothing = false;
    for (size_t i = 0; i < r->values; i++) {
        const char *path = r->value[i].column->path;
        if (strcmp(path, "topic") == 0 && strcmp(r->value[i].text, "nothing") == 0)
            nothing = true;
        else if (!str_starts(path, "meta/"))
            return false;
    }
    return nothing;
}

bool opened_add(struct opened *o, const char *form, const char *instance_id, const char *xml,
                size_t n, struct err *err) {
    struct names *names = names_new();
    struct tree t;
    struct record r = {.form = arena_strdup(&o->arena, form),
                       .id = arena_strdup(&o->arena, instance_id)};
    tree_init_secret(&t);
    bool is_xml = xml_read_tree(xml, n, names, &t, NULL) && t.document->child;
    bool fits = is_xml && take_leaves(o, t.document->child, &r);
    tree_free(&t);
    names_free(names);
    if (!is_xml)
        return err_set(err, ERR_DAMAGED, "what was sealed in it is no record");
    if (!fits)
        return err_set(err, ERR_INPUT,
                       "with it the table would have more than %d columns: open it by itself",
                       OPENED_COLUMNS);
    r.empty = is_empty(&r);
    o->record = xgrow(o->record, &o->cap, o->records + 1, sizeof *o->record);
    o->record[o->records++] = r;
    return true;
}

/* ---- the table ---- */

static int by_id(const void *a, const void *b) {
    const struct record *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order != 0 ? order : strcmp(x->form, y->form);
}

/* Only if nothing differs: of two that claim one id neither may hide the other. */
static bool is_same(const struct record *a, const struct record *b) {
    if (by_id(a, b) != 0 || a->values != b->values)
        return false;
    for (size_t i = 0; i < a->values; i++)
        if (a->value[i].column != b->value[i].column ||
            strcmp(a->value[i].text, b->value[i].text) != 0)
            return false;
    return true;
}

struct opened_counts opened_sort(struct opened *o) {
    struct opened_counts n = {0};
    if (o->records > 0)
        qsort(o->record, o->records, sizeof *o->record, by_id);
    for (size_t i = 0; i < o->records; i++) {
        struct record *r = &o->record[i];
        r->again = false;
        for (size_t j = i; !r->again && j > 0 && by_id(r, &o->record[j - 1]) == 0; j--)
            r->again = is_same(r, &o->record[j - 1]);
        n.again += r->again;
        n.empty += !r->again && r->empty;
        n.records += !r->again && !r->empty;
        n.others += !r->again && !r->empty && strcmp(r->form, "concern") != 0;
    }
    return n;
}

static void write_record(const struct opened *o, const struct record *r, const char **cell,
                         struct csv_writer *w) {
    memset((void *)cell, 0, o->columns * sizeof *cell);
    for (size_t i = 0; i < r->values; i++)
        cell[r->value[i].column->at] = r->value[i].text;
    csv_text(w, r->form);
    for (size_t i = 0; i < o->columns; i++) {
        if (cell[i])
            csv_text(w, cell[i]);
        else
            csv_empty(w);
    }
    csv_row_end(w);
}

bool opened_write(const struct opened *o, FILE *out, struct err *err) {
    struct csv_writer *w = xmalloc(sizeof *w);
    const char **cell = xcalloc(OPENED_COLUMNS, sizeof *cell);
    csv_start(w, out);
    csv_text(w, "form");
    for (size_t i = 0; i < o->columns; i++)
        csv_text(w, o->column[i]->path);
    csv_row_end(w);
    for (size_t i = 0; i < o->records; i++)
        if (!o->record[i].again && !o->record[i].empty)
            write_record(o, &o->record[i], cell, w);
    bool ok = csv_finish(w, err);
    explicit_bzero(w, sizeof *w);
    free(w);
    free((void *)cell);
    return ok;
}
