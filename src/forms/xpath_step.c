/* Paths: steps along an axis, the tests and predicates of a step, and document order.
 *
 * Nodes know only what is below and behind them, so the axes that look back walk forward and turn
 * round. A predicate counts from the node it starts at: the nearest ancestor is ancestor::*[1]. */
#include "forms/xpath_parts.h"

#include <stdlib.h>
#include <string.h>

#include "forms/dates.h"

void list_add(struct run *r, struct node_list *list, struct node *n) {
    if (list->nodes.count == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 4;
        struct node **at = arena_alloc(r->c.scratch, cap * sizeof(*at));
        if (list->cap)
            memcpy(at, list->nodes.at, list->cap * sizeof(*at));
        list->nodes.at = at;
        list->cap = cap;
    }
    list->nodes.at[list->nodes.count++] = n;
}

/* ---- axes ---- */

/* One walk along an axis: what passes the test is added to `found`. */
struct walk {
    struct run *r;
    const struct step *step;
    struct node_list *found;
};

static bool passes(const struct step *s, const struct node *n) {
    bool principal = n->kind == (s->axis == AXIS_ATTRIBUTE ? NODE_ATTRIBUTE : NODE_ELEMENT);
    switch (s->test) {
    case TEST_NAME:
        return principal && n->name == s->name;
    case TEST_ANY:
        return principal;
    case TEST_PREFIX:
        return principal && strcmp(n->name->uri, s->uri) == 0;
    case TEST_NODE:
        return true;
    case TEST_TEXT:
        return n->kind == NODE_TEXT;
    case TEST_NOTHING:
        return false;
    }
    BUG("a test of no kind");
}

static bool visit(struct walk *w, struct node *n) {
    if (passes(w->step, n))
        list_add(w->r, w->found, n);
    return run_spend(w->r, 1);
}

static bool visible(const struct walk *w, const struct node *n) {
    return !n->template || w->r->tracing;
}

/* The text of a leaf is a node of its own to text() and node(), made when somebody looks. */
static bool visit_text(struct walk *w, struct node *leaf) {
    bool asked = w->step->test == TEST_TEXT || w->step->test == TEST_NODE;
    if (!asked || leaf->kind != NODE_ELEMENT || leaf->child)
        return true;
    const char *value = xnode_string(leaf, &w->r->c);
    if (!*value)
        return true;
    struct node *text = NEW(w->r->c.scratch, struct node);
    text->kind = NODE_TEXT;
    text->parent = leaf;
    text->value = value;
    return visit(w, text);
}

static bool walk_children(struct walk *w, struct node *n) {
    for (struct node *c = n->child; c; c = c->next)
        if (visible(w, c) && !visit(w, c))
            return false;
    return visit_text(w, n);
}

/* What is below n in document order. */
static bool walk_below(struct walk *w, struct node *top) {
    struct node *n = top;
    if (!visit_text(w, top))
        return false;
    while (n) {
        struct node *next = n->child && visible(w, n) ? n->child : NULL;
        while (!next && n != top) {
            next = n->next;
            if (!next)
                n = n->parent;
        }
        n = next;
        if (n && visible(w, n) && !(visit(w, n) && visit_text(w, n)))
            return false;
    }
    return true;
}

static bool walk_up(struct walk *w, struct node *n) {
    for (; n; n = n->parent)
        if (!visit(w, n))
            return false;
    return true;
}

static bool walk_attributes(struct walk *w, struct node *n) {
    for (struct node *a = n->attr; a; a = a->next)
        if (!visit(w, a))
            return false;
    return true;
}

/* Those behind n, or those before it. A template stands for all instances of its repeat, so to one
 * who traces every sibling may be any other. */
static bool walk_siblings(struct walk *w, struct node *n, bool before) {
    if (n->kind != NODE_ELEMENT || !n->parent)
        return true;
    struct node *first = before || w->r->tracing ? n->parent->child : n->next;
    struct node *end = before && !w->r->tracing ? n : NULL;
    for (struct node *s = first; s != end; s = s->next)
        if (visible(w, s) && !visit(w, s))
            return false;
    return true;
}

static bool walk_following(struct walk *w, struct node *n) {
    if (n->kind == NODE_ATTRIBUTE) { /* what its element holds comes after it */
        n = n->parent;
        if (!walk_below(w, n))
            return false;
    } else if (n->kind == NODE_TEXT) {
        n = n->parent;
    }
    for (; n; n = n->parent)
        for (struct node *s = n->next; s; s = s->next)
            if (visible(w, s) && !(visit(w, s) && walk_below(w, s)))
                return false;
    return true;
}

/* All before n but those above it: on the way down to n only the earlier siblings are taken. */
static bool walk_preceding(struct walk *w, struct node *n) {
    if (n->kind == NODE_ATTRIBUTE || n->kind == NODE_TEXT)
        n = n->parent;
    if (n->parent && !walk_preceding(w, n->parent))
        return false;
    for (struct node *s = n->parent ? n->parent->child : n; s != n; s = s->next)
        if (visible(w, s) && !(visit(w, s) && walk_below(w, s)))
            return false;
    return true;
}

static void turn_round(struct xnodes *nodes) {
    for (size_t i = 0, k = nodes->count; i + 1 < k; i++) {
        struct node *n = nodes->at[--k];
        nodes->at[k] = nodes->at[i];
        nodes->at[i] = n;
    }
}

static bool looks_back(enum axis a) {
    return a == AXIS_ANCESTOR || a == AXIS_ANCESTOR_OR_SELF || a == AXIS_PRECEDING ||
           a == AXIS_PRECEDING_SIBLING;
}

/* From one node. Upwards the nearest comes first; what precedes must still be turned round. */
static bool walk_axis(struct walk *w, struct node *n) {
    switch (w->step->axis) {
    case AXIS_CHILD:
        return walk_children(w, n);
    case AXIS_PARENT:
        return !n->parent || visit(w, n->parent);
    case AXIS_SELF:
        return visit(w, n);
    case AXIS_ATTRIBUTE:
        return walk_attributes(w, n);
    case AXIS_DESCENDANT:
        return walk_below(w, n);
    case AXIS_DESCENDANT_OR_SELF:
        return visit(w, n) && walk_below(w, n);
    case AXIS_ANCESTOR:
        return walk_up(w, n->parent);
    case AXIS_ANCESTOR_OR_SELF:
        return walk_up(w, n);
    case AXIS_FOLLOWING:
        return walk_following(w, n);
    case AXIS_FOLLOWING_SIBLING:
        return walk_siblings(w, n, false);
    case AXIS_PRECEDING:
        return walk_preceding(w, n);
    case AXIS_PRECEDING_SIBLING:
        return walk_siblings(w, n, true);
    }
    BUG("an axis of no kind");
}

/* ---- predicates ---- */

/* Whether row number `place` of `size` stays. */
static bool eval_row(struct run *r, const struct predicate *p, struct node *row, size_t place,
                     size_t size, bool *ret) {
    struct xcontext outer = r->c;
    struct arena_mark mark = arena_mark(r->c.scratch);
    struct xvalue v;
    r->c.node = row;
    r->c.position = place;
    r->c.size = size;
    bool ok = eval(r, p->expr, &v);
    r->c = outer;
    if (!ok)
        return false;
    bool is_place = v.kind == X_NUMBER && !p->as_boolean;
    *ret = is_place ? v.number == (double)place : xvalue_boolean(&v);
    arena_rewind(r->c.scratch, mark);
    return true;
}

/* All predicates from `p` on, one after the other. */
static bool filter(struct run *r, const struct predicate *p, struct xnodes *nodes) {
    if (!p || nodes->count == 0 || r->tracing)
        return true;
    struct node **at = arena_alloc(r->c.scratch, nodes->count * sizeof(*at));
    memcpy(at, nodes->at, nodes->count * sizeof(*at)); /* the array may be somebody else's */
    nodes->at = at;
    for (; p; p = p->next) {
        size_t size = nodes->count, left = 0;
        if (p->index) {
            if (p->index <= size)
                at[left++] = at[p->index - 1];
            nodes->count = left;
            continue;
        }
        for (size_t i = 0; i < size; i++) {
            bool stays;
            if (!run_spend(r, 1) || !eval_row(r, p, at[i], i + 1, size, &stays))
                return false;
            if (stays)
                at[left++] = at[i];
        }
        nodes->count = left;
    }
    return true;
}

/* Asks the host for the rows below `parent` that the first predicate of `s` would leave.
 * *ret_known is false if it must be tried row by row: no index, or a value that an index of texts
 * cannot answer for (a number equals "01" too, a moment has several spellings). */
static bool ask_index(struct run *r, const struct step *s, struct node *parent, struct xnodes *ret,
                      bool *ret_known) {
    const struct xhost *h = r->c.host;
    struct tree *t = r->tree; /* the value may speak of another instance */
    struct xvalue v;
    struct moment m;
    *ret_known = false;
    if (!h->lookup || !s->predicate || !s->predicate->lookup.column || s->axis != AXIS_CHILD ||
        s->test != TEST_NAME || !t || t->document == r->c.root || r->tracing ||
        node_document(parent) != t->document)
        return true;
    if (!eval(r, s->predicate->lookup.value, &v))
        return false;
    const char *text;
    if ((v.kind != X_STRING && v.kind != X_NODES) || (v.kind == X_NODES && v.nodes.count != 1))
        return true;
    if (!run_string(r, &v, &text))
        return false;
    if (moment_parse(text, &m))
        return true;
    *ret_known = h->lookup(h->ctx, t, parent, s->name, s->predicate->lookup.column, text, ret);
    return true;
}

/* The nodes that one step finds from one node. */
static bool step_from(struct run *r, const struct step *s, struct node *n, struct xnodes *ret) {
    bool known;
    if (!ask_index(r, s, n, ret, &known))
        return false;
    if (known)
        return run_spend(r, ret->count) && filter(r, s->predicate->next, ret);
    struct node_list found = {0};
    struct walk w = {r, s, &found};
    if (!walk_axis(&w, n))
        return false;
    *ret = found.nodes;
    if (s->axis == AXIS_PRECEDING || s->axis == AXIS_PRECEDING_SIBLING)
        turn_round(ret);
    return filter(r, s->predicate, ret);
}

bool eval_step(struct run *r, const struct step *s, struct xnodes from, struct xnodes *ret) {
    if (from.count == 1) {
        if (!step_from(r, s, from.at[0], ret))
            return false;
        if (looks_back(s->axis))
            turn_round(ret);
        return true;
    }
    struct node_list all = {0};
    struct walk w = {r, s, &all};
    for (size_t i = 0; i < from.count; i++) {
        struct xnodes some = {0};
        if (!s->predicate) {
            if (!walk_axis(&w, from.at[i]))
                return false;
            continue;
        }
        if (!step_from(r, s, from.at[i], &some))
            return false;
        for (size_t k = 0; k < some.count; k++)
            list_add(r, &all, some.at[k]);
    }
    *ret = all.nodes;
    return s->axis == AXIS_SELF || s->axis == AXIS_ATTRIBUTE || nodes_order(r, ret);
}

bool eval_path(struct run *r, const struct expr *e, struct xvalue *ret) {
    struct xnodes nodes = {arena_alloc(r->c.scratch, sizeof(struct node *)), 1};
    nodes.at[0] = e->path.absolute ? r->c.root : r->c.node;
    if (e->path.start && !eval_nodes(r, e->path.start, "A step", &nodes))
        return false;
    if (!filter(r, e->path.predicate, &nodes))
        return false;
    for (const struct step *s = e->path.step; s && nodes.count; s = s->next)
        if (!eval_step(r, s, nodes, &nodes))
            return false;
    *ret = of_nodes(nodes);
    return true;
}

/* ---- document order ---- */

/* What decides between two nodes: the tree (by the order in which they were met), the place in it,
 * and for the text of a leaf that it comes after the leaf and its attributes. */
struct place {
    size_t tree;
    uint32_t order;
    uint8_t kind;
    struct node *node;
};

static int compare_places(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->tree != y->tree)
        return x->tree < y->tree ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static size_t tree_number(struct run *r, struct node_list *trees, struct node *document) {
    for (size_t i = trees->nodes.count; i > 0; i--)
        if (trees->nodes.at[i - 1] == document)
            return i - 1;
    node_order(document);
    list_add(r, trees, document);
    return trees->nodes.count - 1;
}

/* A text comes after the attributes of its leaf: it shares the place of the last. */
static uint32_t order_of(const struct node *n) {
    if (n->kind != NODE_TEXT)
        return n->order;
    uint32_t order = n->parent->order;
    for (const struct node *a = n->parent->attr; a; a = a->next)
        order = a->order;
    return order;
}

bool nodes_order(struct run *r, struct xnodes *nodes) {
    struct node_list trees = {0};
    size_t left = 0;
    bool sorted = true;
    if (nodes->count < 2)
        return true;
    struct place *at = arena_alloc(r->c.scratch, nodes->count * sizeof(*at));
    for (size_t i = 0; i < nodes->count; i++) {
        struct node *n = nodes->at[i];
        size_t tree = tree_number(r, &trees, node_document(n));
        at[i] = (struct place){tree, order_of(n), n->kind, n};
        sorted = sorted && (i == 0 || compare_places(&at[i - 1], &at[i]) < 0);
    }
    if (!run_spend(r, nodes->count * (trees.nodes.count + 1)))
        return false;
    if (sorted)
        return true;
    qsort(at, nodes->count, sizeof(*at), compare_places);
    for (size_t i = 0; i < nodes->count; i++)
        if (i == 0 || compare_places(&at[i - 1], &at[i]) != 0)
            nodes->at[left++] = at[i].node;
    nodes->count = left;
    return true;
}
