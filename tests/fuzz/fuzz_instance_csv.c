/* Any bytes as a list beside a form: CSV, GeoJSON if they begin with a brace, XML if with "<". What
 * was read is asked for through the index and by looking, which must agree. */
#include <stdint.h>
#include <string.h>

#include "forms/form_parts.h"
#include "forms/index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t look(const struct node *root, const struct name *row, const struct name *column,
                   const char *value) {
    size_t n = 0;
    for (const struct node *r = root->child; r; r = r->next) {
        bool found = false;
        for (const struct node *c = r->child; r->name == row && c; c = c->next)
            found |= c->name == column && strcmp(c->value, value) == 0;
        n += found;
    }
    return n;
}

static void ask(const struct node *root) {
    struct index *x = index_new();
    const struct node *row = root->child;
    for (const struct node *c = row ? row->child : NULL; c; c = c->next) {
        struct xnodes found;
        if (index_lookup(x, root, row->name, c->name, c->value, &found))
            ASSERT(found.count == look(root, row->name, c->name, c->value));
    }
    index_free(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = (const char *)data;
    struct names *names = names_new();
    struct tree t;
    struct err err = {0};
    bool ok;
    tree_init(&t);
    if (size > 0 && bytes[0] == '{')
        ok = secondary_read_geojson(bytes, size, names, &t, &err);
    else if (size > 0 && bytes[0] == '<')
        ok = xml_read_tree(bytes, size, names, &t, &err);
    else
        ok = secondary_read_csv(bytes, size, names, &t, &err);
    ASSERT(ok || err.text[0] != '\0');
    if (ok)
        ask(t.document->child);
    tree_free(&t);
    names_free(names);
    return 0;
}
