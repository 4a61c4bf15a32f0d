#include "forms/extra.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "forms/form_parts.h"

enum { FOLDED = 256 };

struct columns {
    const struct name *item, *name, *label;
};

/* Does the list come from that file, and was it read? */
static bool comes_from(const struct secondary *s, const char *file) {
    const char *name = s->src ? jr_file_name(s->src) : NULL;
    return name && str_eq(name, file) && s->tree.document->child;
}

static bool has_columns(const struct node *root, const struct columns *c) {
    for (const struct node *row = root->child; row; row = row->next)
        if (row->name != c->item || !node_child(row, c->name) || !node_child(row, c->label))
            return false;
    return true;
}

static bool is_there(const struct node *root, const struct columns *c, const struct extra_row *x) {
    char want[FOLDED], have[FOLDED];
    utf8_fold(want, sizeof want, x->label);
    for (const struct node *row = root->child; row; row = row->next) {
        if (str_eq(node_child(row, c->name)->value, x->name))
            return true;
        utf8_fold(have, sizeof have, node_child(row, c->label)->value);
        if (str_eq(have, want))
            return true;
    }
    return false;
}

static void add(struct tree *t, struct node *root, const struct columns *c,
                const struct extra_row *x) {
    struct node *row = node_add(t, root, NODE_ELEMENT, c->item, "", NULL);
    struct node *name =
        node_add(t, row, NODE_ELEMENT, c->name, arena_strdup(&t->arena, x->name), NULL);
    node_add(t, row, NODE_ELEMENT, c->label, arena_strdup(&t->arena, x->label), name);
}

bool form_add_rows(struct form *f, const char *file, const struct extra_row *row, size_t rows,
                   struct err *err) {
    const struct columns c = {.item = names_get(f->names, "", "item"),
                              .name = names_get(f->names, "", "name"),
                              .label = names_get(f->names, "", "label")};
    size_t lists = 0;
    for (size_t i = 0; i < f->secondaries; i++) {
        const struct secondary *s = &f->secondary[i];
        if (!comes_from(s, file))
            continue;
        lists++;
        if (!has_columns(s->tree.document->child, &c))
            return err_set(err, ERR_INPUT, "%s needs the columns name and label", file);
    }
    if (!lists)
        return err_set(err, ERR_INPUT, "the form asks for no list %s", file);
    for (size_t i = 0; i < f->secondaries; i++) {
        struct tree *t = &f->secondary[i].tree;
        if (!comes_from(&f->secondary[i], file))
            continue;
        for (size_t k = 0; k < rows; k++)
            if (!is_there(t->document->child, &c, &row[k]))
                add(t, t->document->child, &c, &row[k]);
        tree_order(t);
    }
    return true;
}
