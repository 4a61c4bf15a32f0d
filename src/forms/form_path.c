/* Where a nodeset or ref leads in the template tree. These attributes are nearly always plain
 * paths, and for what hangs on a node (a bind, a control) it does not matter which instance of a
 * repeat a predicate would choose: all share the template's node. */
#include "forms/form_parts.h"

#include <string.h>

struct node *path_child(const struct node *parent, const struct name *name) {
    struct node *first = NULL;
    for (struct node *c = parent->child; c; c = c->next) {
        if (c->name != name)
            continue;
        if (c->template)
            return c;
        first = first ? first : c;
    }
    return first;
}

static const char *skip_blanks(const char *p) {
    return p + strspn(p, BLANKS);
}

/* Behind one "[...]", strings and inner brackets respected; NULL if it does not end. */
static const char *skip_predicate(const char *p) {
    int open = 0;
    for (; *p != '\0'; p++) {
        if (*p == '\'' || *p == '"') {
            p = strchr(p + 1, *p);
            if (p == NULL)
                return NULL;
        }
        open += (*p == '[') - (*p == ']');
        if (open == 0)
            return p + 1;
    }
    return NULL;
}

static bool in_name(char c) {
    return strchr(" \t\r\n/[]()@:'\",|=<>+*$!", c) == NULL;
}

static struct node *named_step(struct loader *l, const struct node *from, bool attribute,
                               const char **at) {
    const char *p = *at, *uri = "";
    size_t n = 0;
    while (in_name(p[n]))
        n++;
    if (p[n] == ':' && n > 0) {
        uri = namespaces_uri(&l->form->ns, p, n);
        p += n + 1;
        for (n = 0; in_name(p[n]);)
            n++;
    }
    if (n == 0 || uri == NULL)
        return NULL;
    *at = p + n;
    const struct name *name = names_getn(l->form->names, uri, p, n);
    return attribute ? node_attr(from, name) : path_child(from, name);
}

static struct node *step(struct loader *l, struct node *from, const char **at) {
    const char *p = *at;
    if (str_starts(p, "..")) {
        *at = p + 2;
        return from->parent;
    }
    if (*p == '.') {
        *at = p + 1;
        return from;
    }
    bool attribute = *p == '@';
    *at = attribute ? skip_blanks(p + 1) : p;
    return named_step(l, from, attribute, at);
}

/* "current()/" and "./" both start at the node itself. */
static const char *skip_current(const char *p) {
    static const char word[] = "current()";
    return str_starts(p, word) ? p + sizeof(word) - 1 : NULL;
}

struct node *path_find(struct loader *l, struct node *from, const char *path) {
    const char *p = skip_blanks(path), *after = skip_current(p);
    struct node *n = from;
    if (after != NULL) {
        p = skip_blanks(after);
        if (*p++ != '/')
            return NULL;
    } else if (*p == '/') {
        n = l->form->template.document;
        p++;
    }
    for (;;) {
        p = skip_blanks(p);
        n = step(l, n, &p);
        if (n == NULL)
            return NULL;
        for (p = skip_blanks(p); *p == '['; p = skip_blanks(p))
            if ((p = skip_predicate(p)) == NULL)
                return NULL;
        if (*p == '\0')
            return n->kind == NODE_DOCUMENT ? NULL : n;
        if (*p++ != '/')
            return NULL;
    }
}

static void add_step(struct loader *l, const struct node *n, struct str *out) {
    const struct namespaces *ns = &l->form->ns;
    str_add(out, n->kind == NODE_ATTRIBUTE ? "/@" : "/");
    for (size_t i = 0; i < ns->count && *n->name->uri != '\0'; i++) {
        if (strcmp(ns->at[i].uri, n->name->uri) == 0) {
            str_addf(out, "%s:", ns->at[i].prefix);
            break;
        }
    }
    str_add(out, n->name->local);
}

static void add_path(struct loader *l, const struct node *n, struct str *out) {
    if (n->parent->kind != NODE_DOCUMENT)
        add_path(l, n->parent, out);
    add_step(l, n, out);
}

const char *path_text(struct loader *l, const struct node *n) {
    struct str out CLEANUP(str_release) = {0};
    add_path(l, n, &out);
    return arena_strdup(&l->form->arena, str_c(&out));
}
