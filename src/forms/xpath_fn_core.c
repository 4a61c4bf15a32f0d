/* XPath 1.0, section 4: nodes, truth and the three conversions. position() of a node is ODK's: its
 * place among its siblings of the same name, which is the number of a repeat. */
#include "forms/xpath_parts.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* The first node of the only argument, the context node without one; *ret NULL: an empty set. */
static bool the_node(struct run *r, struct expr *const *arg, size_t args, const char *who,
                     struct node **ret) {
    struct xnodes nodes;
    *ret = r->c.node;
    if (args == 0)
        return true;
    if (!eval_nodes(r, arg[0], who, &nodes))
        return false;
    *ret = nodes.count ? nodes.at[0] : NULL;
    return true;
}

static bool fn_last(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    (void)arg, (void)args;
    *ret = of_number((double)r->c.size);
    return true;
}

static bool fn_position(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct node *n;
    *ret = of_number((double)r->c.position);
    if (args == 0)
        return true;
    if (!the_node(r, arg, args, "position()", &n))
        return false;
    *ret = of_number(n ? (double)node_position(n) : NAN);
    return true;
}

static bool fn_count(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct xnodes nodes;
    size_t shown = 0;
    (void)args;
    if (!eval_nodes(r, arg[0], "count()", &nodes) || !run_spend(r, nodes.count))
        return false;
    for (size_t i = 0; i < nodes.count; i++)
        shown += !node_hidden(nodes.at[i], &r->c);
    *ret = of_number((double)shown);
    return true;
}

static bool fn_local_name(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct node *n;
    if (!the_node(r, arg, args, "local-name()", &n))
        return false;
    *ret = of_string(n && n->name ? n->name->local : "");
    return true;
}

static bool fn_namespace_uri(struct run *r, struct expr *const *arg, size_t args,
                             struct xvalue *ret) {
    struct node *n;
    if (!the_node(r, arg, args, "namespace-uri()", &n))
        return false;
    *ret = of_string(n && n->name ? n->name->uri : "");
    return true;
}

static bool fn_name(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct node *n;
    if (!the_node(r, arg, args, "name()", &n))
        return false;
    *ret = of_string(n && n->name ? n->name->local : "");
    const struct namespaces *ns = r->x->ns;
    if (!n || !n->name || !*n->name->uri)
        return true;
    for (size_t i = 0; ns && i < ns->count; i++)
        if (strcmp(ns->at[i].uri, n->name->uri) == 0 && *ns->at[i].prefix) {
            *ret = of_string(arena_printf(r->c.scratch, "%s:%s", ns->at[i].prefix, n->name->local));
            break;
        }
    return true;
}

/* Whether the nearest xml:lang is the language or one of its kinds: lang('en') is true in en-GB. */
static bool fn_lang(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *wanted;
    (void)args;
    *ret = of_boolean(false);
    if (!eval_string(r, arg[0], &wanted))
        return false;
    size_t len = strlen(wanted);
    for (const struct node *n = r->c.node; n; n = n->parent)
        for (const struct node *a = n->attr; a; a = a->next)
            if (strcmp(a->name->local, "lang") == 0 &&
                strcmp(a->name->uri, "http://www.w3.org/XML/1998/namespace") == 0) {
                bool same = strncasecmp(a->value, wanted, len) == 0;
                *ret = of_boolean(same && (a->value[len] == '\0' || a->value[len] == '-'));
                return true;
            }
    return true;
}

static bool fn_boolean(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    bool b;
    (void)args;
    if (!eval_boolean(r, arg[0], &b))
        return false;
    *ret = of_boolean(b);
    return true;
}

static bool fn_not(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    if (!fn_boolean(r, arg, args, ret))
        return false;
    ret->boolean = !ret->boolean;
    return true;
}

static bool fn_true(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    (void)r, (void)arg, (void)args;
    *ret = of_boolean(true);
    return true;
}

static bool fn_false(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    (void)r, (void)arg, (void)args;
    *ret = of_boolean(false);
    return true;
}

/* The argument, or a set of the context node alone. */
static bool the_value(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    if (args)
        return eval(r, arg[0], ret);
    *ret = of_nodes((struct xnodes){arena_alloc(r->c.scratch, sizeof(struct node *)), 1});
    ret->nodes.at[0] = r->c.node;
    return true;
}

static bool fn_string(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct xvalue v;
    const char *text;
    if (!the_value(r, arg, args, &v) || !run_string(r, &v, &text))
        return false;
    *ret = of_string(text);
    return true;
}

static bool fn_number(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct xvalue v;
    double d;
    if (!the_value(r, arg, args, &v) || !run_number(r, &v, &d))
        return false;
    *ret = of_number(d);
    return true;
}

const struct xfn xfn_core[] = {
    {.name = "last", .call = fn_last, .needs = NEEDS_PLACE},
    {.name = "position", .max = 1, .call = fn_position, .needs_alone = NEEDS_PLACE},
    {.name = "count", .min = 1, .max = 1, .call = fn_count},
    {.name = "local-name", .max = 1, .call = fn_local_name, .needs_alone = NEEDS_NODE},
    {.name = "namespace-uri", .max = 1, .call = fn_namespace_uri, .needs_alone = NEEDS_NODE},
    {.name = "name", .max = 1, .call = fn_name, .needs_alone = NEEDS_NODE},
    {.name = "lang", .min = 1, .max = 1, .call = fn_lang, .needs = NEEDS_NODE},
    {.name = "boolean", .min = 1, .max = 1, .call = fn_boolean},
    {.name = "not", .min = 1, .max = 1, .call = fn_not},
    {.name = "true", .call = fn_true},
    {.name = "false", .call = fn_false},
    {.name = "string", .max = 1, .call = fn_string, .needs_alone = NEEDS_NODE},
    {.name = "number", .max = 1, .call = fn_number, .needs_alone = NEEDS_NODE},
    {.name = NULL}};
