/* A loaded form: what may be asked of it, and its end. */
#include "forms/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "forms/index.h"
#include "forms/xml.h"
#include "seal/pair.h"

void form_free(struct form *f) {
    if (f == NULL)
        return;
    for (size_t i = 0; i < f->secondaries; i++)
        tree_free(&f->secondary[i].tree);
    tree_free(&f->template);
    index_free(f->index);
    pair_free(f->key);
    arena_free(&f->arena);
    names_free(f->names);
    free(f);
}

void form_complaints_add(struct form_complaints *c, bool stops, int line, const char *path,
                         const char *fmt, ...) {
    enum { COMPLAINTS_MAX = 1000 }; /* nobody reads more; the first that stops is among them */
    struct str text CLEANUP(str_release) = {0}, quoted CLEANUP(str_release) = {0};
    va_list args;
    if (c->count >= COMPLAINTS_MAX && !(stops && c->count < 2 * COMPLAINTS_MAX))
        return;
    va_start(args, fmt);
    str_vaddf(&text, fmt, args);
    va_end(args);
    xml_add_quoted(&quoted, str_c(&text), text.len);
    c->at = xgrow(c->at, &c->cap, c->count + 1, sizeof(*c->at));
    struct form_complaint *made = &c->at[c->count++];
    *made = (struct form_complaint){.stops = stops, .line = line};
    STR_COPY(made->path, path);
    STR_COPY(made->text, str_c(&quoted));
}

void form_complaints_free(struct form_complaints *c) {
    free(c->at);
    *c = (struct form_complaints){0};
}

bool control_looks(const struct control *c, const char *word) {
    size_t n = strlen(word);
    for (const char *p = c->appearance; (p = strstr(p, word)) != NULL; p += n) {
        bool starts = p == c->appearance || strchr(" \t\r\n", p[-1]) != NULL;
        if (starts && strchr(" \t\r\n", p[n]) != NULL) /* or the end */
            return true;
    }
    return false;
}

bool form_looks_back(const struct form *f) {
    bool any = false;
    for (size_t i = 0; i < f->secondaries; i++)
        any |= f->secondary[i].last_saved;
    return any;
}

const struct secondary *form_secondary(const struct form *f, const char *id) {
    for (size_t i = 0; i < f->secondaries; i++)
        if (strcmp(f->secondary[i].id, id) == 0)
            return &f->secondary[i];
    return NULL;
}

/* --- pulldata --- */

static const char *cell(const struct node *row, const struct name *column) {
    const struct node *n = node_child(row, column);
    return n ? n->value : "";
}

static const struct node *find_row(const struct form *f, const struct node *root,
                                   const struct name *row, const struct name *column,
                                   const char *key) {
    struct xnodes found;
    if (index_lookup(f->index, root, row, column, key, &found))
        return found.count > 0 ? found.at[0] : NULL;
    for (const struct node *n = root->child; n; n = n->next)
        if (n->name == row && node_child(n, column) && strcmp(cell(n, column), key) == 0)
            return n;
    return NULL;
}

const char *form_pulldata(const struct form *f, const char *file, const char *column,
                          const char *key_column, const char *key) {
    static const char ending[] = ".csv";
    size_t n = strlen(file), m = sizeof(ending) - 1;
    char id[256];
    if (n > m && strcmp(file + n - m, ending) == 0)
        n -= m;
    if (n >= sizeof(id))
        return "";
    memcpy(id, file, n);
    id[n] = '\0';
    const struct secondary *s = form_secondary(f, id);
    const struct node *root = s ? s->tree.document->child : NULL;
    if (root == NULL)
        return "";
    const struct node *row = find_row(f, root, names_get(f->names, "", "item"),
                                      names_get(f->names, "", key_column), key);
    return row ? cell(row, names_get(f->names, "", column)) : "";
}
