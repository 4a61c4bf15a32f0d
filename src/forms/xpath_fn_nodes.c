/* Functions of node-sets that ODK has added: other trees, the own question, repeats by number, and
 * an order by lot that comes out the same on every device. */
#include "forms/xpath_parts.h"

#include <math.h>
#include <string.h>

#include "forms/shuffle.h"

static struct xvalue one_node(struct run *r, struct node *n) {
    struct xnodes nodes = {arena_alloc(r->c.scratch, sizeof(struct node *)), 1};
    nodes.at[0] = n;
    return of_nodes(nodes);
}

/* The document of the tree: instance('x')/root/item names the root element itself. */
static bool fn_instance(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const struct xhost *h = r->c.host;
    const char *id;
    (void)args;
    if (!eval_string(r, arg[0], &id))
        return false;
    struct tree *t = h->instance ? h->instance(h->ctx, id) : NULL;
    if (!t)
        return err_set(r->err, ERR_INPUT, "The form has no instance '%.*s'.", brief(id), id);
    r->tree = t;
    *ret = one_node(r, t->document);
    return true;
}

static bool fn_current(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    (void)arg, (void)args;
    *ret = one_node(r, r->c.current);
    return true;
}

static bool fn_count_non_empty(struct run *r, struct expr *const *arg, size_t args,
                               struct xvalue *ret) {
    struct xnodes nodes;
    struct xvalues values;
    size_t count = 0;
    if (!eval_nodes(r, arg[0], "count-non-empty()", &nodes) || !eval_values(r, arg, args, &values))
        return false;
    for (size_t i = 0; i < values.count; i++)
        count += *values.at[i].string != '\0';
    *ret = of_number((double)count);
    return true;
}

/* ---- randomize() ---- */

static bool eval_seed(struct run *r, const struct expr *e, int64_t *ret) {
    struct xvalue v;
    const char *text = "";
    double d;
    if (!eval(r, e, &v) || !run_number(r, &v, &d) || (isnan(d) && !run_string(r, &v, &text)))
        return false;
    *ret = shuffle_seed(d, text);
    return true;
}

/* Without a seed the host's luck is one. */
static bool fn_randomize(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct xnodes nodes;
    int64_t seed;
    if (!eval_nodes(r, arg[0], "randomize()", &nodes) || !run_spend(r, nodes.count))
        return false;
    if (args < 2)
        seed = shuffle_seed(r->c.host->random(r->c.host->ctx) * INT32_MAX, NULL);
    else if (!eval_seed(r, arg[1], &seed))
        return false;
    struct node **at = arena_array(r->c.scratch, nodes.count, sizeof(*at));
    shuffle_nodes(nodes.at, nodes.count, seed, at);
    *ret = of_nodes((struct xnodes){at, nodes.count});
    return true;
}

/* ---- indexed-repeat() ---- */

static bool is_below(const struct node *n, const struct node *top) {
    while (n && n != top)
        n = n->parent;
    return n == top;
}

/* Keeps what is at or below `top`. */
static bool keep_below(struct run *r, struct xnodes *nodes, const struct node *top) {
    struct node_list list = {0};
    for (size_t i = 0; i < nodes->count; i++)
        if (is_below(nodes->at[i], top))
            list_add(r, &list, nodes->at[i]);
    bool ok = run_spend(r, nodes->count);
    *nodes = list.nodes;
    return ok;
}

static size_t depth_of(const struct node *n) {
    size_t depth = 0;
    for (; n; n = n->parent)
        depth++;
    return depth;
}

struct repeat {
    struct xnodes nodes;
    double index;
    size_t
        depth; /* of its nodes: the outer repeat chooses first, in whatever order they are given */
};

static bool eval_repeats(struct run *r, struct expr *const *arg, struct repeat *ret, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct repeat one = {0};
        if (!eval_nodes(r, arg[2 * i], "indexed-repeat()", &one.nodes) ||
            !eval_number(r, arg[2 * i + 1], &one.index))
            return false;
        one.depth = one.nodes.count ? depth_of(one.nodes.at[0]) : 0;
        size_t k = i;
        for (; k > 0 && ret[k - 1].depth > one.depth; k--)
            ret[k] = ret[k - 1];
        ret[k] = one;
    }
    return true;
}

/* indexed-repeat(/d/a/b/x, /d/a, 2, /d/a/b, 1) is /d/a[2]/b[1]/x. */
static bool fn_indexed_repeat(struct run *r, struct expr *const *arg, size_t args,
                              struct xvalue *ret) {
    enum { LEVELS = 3 };
    struct repeat repeat[LEVELS];
    size_t count = args / 2;
    struct xnodes nodes;
    const struct node *chosen = NULL;
    if (args % 2 == 0)
        return err_set(r->err, ERR_INPUT, "indexed-repeat() needs a number for each repeat.");
    if (!eval_nodes(r, arg[0], "indexed-repeat()", &nodes) ||
        !eval_repeats(r, arg + 1, repeat, count))
        return false;
    *ret = of_nodes((struct xnodes){0});
    for (size_t i = 0; i < count; i++) {
        struct xnodes *in = &repeat[i].nodes;
        double index = repeat[i].index;
        if (chosen && !keep_below(r, in, chosen))
            return false;
        if (!(index >= 1 && index <= (double)in->count && index == trunc(index)))
            return true;
        chosen = in->at[(size_t)index - 1];
    }
    if (!keep_below(r, &nodes, chosen))
        return false;
    *ret = of_nodes(nodes);
    return true;
}

const struct xfn xfn_nodes[] = {
    {.name = "instance", .min = 1, .max = 1, .call = fn_instance},
    {.name = "current", .call = fn_current},
    {.name = "count-non-empty", .min = 1, .max = 1, .call = fn_count_non_empty},
    {.name = "randomize", .min = 1, .max = 2, .call = fn_randomize, .needs = NEEDS_LUCK},
    {.name = "indexed-repeat", .min = 3, .max = 7, .call = fn_indexed_repeat},
    {.name = NULL}};
