/* What an expression may read: an evaluation over the template in which every `if` takes both ways,
 * every predicate keeps all rows, and what a path arrives at is told.
 *
 * Trees of other instances are not entered: nothing in them ever changes. But a predicate that
 * stands on their rows may speak of the form: instance('towns')/root/item[county = /data/county].
 */
#include "forms/xpath_parts.h"

#include <string.h>

struct trace {
    struct run run;
    struct node *from;
    void (*fn)(void *ctx, struct node *n, const struct node *top);
    void *ctx;
};

static void trace(struct trace *t, const struct expr *e, struct xnodes at, struct xnodes *ret,
                  bool tell);

/* `top` NULL: the nodes were reached without a step. */
static void tell_all(const struct trace *t, struct xnodes nodes, const struct node *top) {
    for (size_t i = 0; i < nodes.count; i++)
        t->fn(t->ctx, nodes.at[i], top ? top : nodes.at[i]);
}

static size_t depth(const struct node *n) {
    size_t d = 0;
    for (; n->parent; n = n->parent)
        d++;
    return d;
}

/* The one of `top` and the nodes that stands highest in its tree. */
static const struct node *highest(const struct node *top, struct xnodes nodes) {
    for (size_t i = 0; i < nodes.count; i++)
        if (!top || depth(nodes.at[i]) < depth(top))
            top = nodes.at[i];
    return top;
}

static void add_all(struct trace *t, struct node_list *list, struct xnodes nodes) {
    for (size_t i = 0; i < nodes.count; i++)
        list_add(&t->run, list, nodes.at[i]);
}

static struct xnodes one_node(struct trace *t, struct node *n) {
    struct node_list list = {0};
    list_add(&t->run, &list, n);
    return list.nodes;
}

/* A step to the side goes by way of what is above. */
static struct xnodes parents(struct trace *t, struct xnodes nodes) {
    struct node_list list = {0};
    for (size_t i = 0; i < nodes.count; i++)
        if (nodes.at[i]->parent)
            list_add(&t->run, &list, nodes.at[i]->parent);
    return list.nodes;
}

static void trace_predicates(struct trace *t, const struct predicate *p, struct xnodes at) {
    struct xnodes unused;
    for (; p; p = p->next)
        trace(t, p->expr, at, &unused, true);
}

static void trace_path(struct trace *t, const struct expr *e, struct xnodes at, struct xnodes *ret,
                       bool tell) {
    struct xnodes nodes = e->path.absolute ? one_node(t, t->run.c.root) : at;
    if (e->path.start)
        trace(t, e->path.start, at, &nodes, false);
    trace_predicates(t, e->path.predicate, nodes);
    const struct node *top = highest(NULL, nodes);
    for (const struct step *s = e->path.step; s; s = s->next) {
        struct xnodes next = {0};
        if (nodes.count && !eval_step(&t->run, s, nodes, &next))
            next.count = 0; /* more work than any real form makes: what is told so far must do */
        nodes = next;
        top = highest(top, s->axis >= AXIS_FOLLOWING ? parents(t, nodes) : nodes);
        trace_predicates(t, s->predicate, nodes);
    }
    if (tell)
        tell_all(t, nodes, top);
    *ret = nodes;
}

/* Arguments are read; the nodes of some are also what the function answers. */
static void trace_call(struct trace *t, const struct expr *e, struct xnodes at, struct xnodes *ret,
                       bool tell) {
    const char *name = e->call.fn->name;
    bool passes_first = strcmp(name, "randomize") == 0 || strcmp(name, "indexed-repeat") == 0;
    bool passes_rest = strcmp(name, "if") == 0;
    struct node_list out = {0};
    if (strcmp(name, "current") == 0) {
        *ret = one_node(t, t->from);
        if (tell)
            tell_all(t, *ret, NULL);
        return;
    }
    for (size_t i = 0; i < e->call.args; i++) {
        struct xnodes nodes;
        trace(t, e->call.arg[i], at, &nodes, true);
        if (i == 0 ? passes_first : passes_rest)
            add_all(t, &out, nodes);
    }
    if (e->call.args == 0 && e->call.fn->needs_alone & NEEDS_NODE)
        tell_all(t, at, NULL); /* string() and its like read where they stand */
    *ret = out.nodes;
}

static void trace(struct trace *t, const struct expr *e, struct xnodes at, struct xnodes *ret,
                  bool tell) {
    struct node_list out = {0};
    *ret = (struct xnodes){0};
    if (e->kind == EXPR_NUMBER || e->kind == EXPR_STRING)
        return;
    if (e->kind == EXPR_CALL) {
        trace_call(t, e, at, ret, tell);
        return;
    }
    if (e->kind == EXPR_PATH) {
        trace_path(t, e, at, ret, tell);
        return;
    }
    for (const struct operand *o = e->operand; o; o = o->next) {
        struct xnodes nodes;
        trace(t, o->expr, at, &nodes, tell || e->kind != EXPR_UNION);
        if (e->kind == EXPR_UNION)
            add_all(t, &out, nodes);
    }
    *ret = out.nodes;
}

void xpath_reads(const struct xpath *x, struct node *from, struct node *root,
                 void (*fn)(void *ctx, struct node *n, const struct node *top), void *ctx) {
    static const struct xhost nobody = {0};
    ARENA(scratch);
    struct trace t = {.run = {.c = {.root = root,
                                    .node = from,
                                    .current = from,
                                    .position = 1,
                                    .size = 1,
                                    .host = &nobody,
                                    .scratch = &scratch},
                              .x = x,
                              .tracing = true},
                      .from = from,
                      .fn = fn,
                      .ctx = ctx};
    struct xnodes unused;
    trace(&t, x->top, one_node(&t, from), &unused, true);
}
