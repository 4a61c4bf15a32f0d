/* Edges are collected as pairs of places in form->bind, sorted, and walked depth first from each
 * bind to what it reads; a bind gets its rank when all it reads have theirs. Binds are visited in
 * the form's own order, so ranks follow the document where nothing speaks against it. Meeting a
 * bind that is still being walked is a cycle, and the walk's stack has its members. */
#include "forms/graph.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

/* Only for the order: what is in a group comes after the group, because relevance runs down. */
enum { USE_ORDER = 4 };

struct edge {
    uint32_t read, reader, use;
};

struct edges {
    struct edge *at;
    size_t count, cap;
};

struct graph {
    struct graph_reader *reader; /* of all binds, by the rank of what is read */
    size_t *first;               /* by rank, one more than there are binds */
};

static void edges_add(struct edges *e, uint32_t read, uint32_t reader, uint32_t use) {
    e->at = xgrow(e->at, &e->cap, e->count + 1, sizeof(*e->at));
    e->at[e->count++] = (struct edge){.read = read, .reader = reader, .use = use};
}

static void edges_release(struct edges *e) {
    free(e->at);
}

/* ---- what is read -------------------------------------------------------------------------------
 */

struct collector {
    const struct form *form;
    struct edges *edges;
    const bool *is_repeat; /* by place */
    const struct bind *reader;
    const struct node *repeat; /* the nearest that the reader stands in; NULL: none */
    uint32_t use;
};

static const struct node *nearest_repeat(const struct form *f, const bool *is_repeat,
                                         const struct node *n) {
    for (; n->kind != NODE_DOCUMENT; n = n->parent)
        if (is_repeat[form_bind(f, n)->rank])
            return n;
    return NULL;
}

/* A running total reads itself in the repeat instance before, by a path that leaves its own; and an
 * instance may ask for its own place among the others. */
static bool is_elsewhere(const struct collector *c, const struct node *top) {
    while (top && top != c->repeat)
        top = top->parent;
    return c->repeat && (!top || c->repeat == c->reader->node);
}

/* While the graph is built, a bind's rank is its place in the form. */
static void collect(void *ctx, struct node *node, const struct node *top) {
    const struct collector *c = ctx;
    const struct bind *read = node->kind == NODE_DOCUMENT ? NULL : form_bind(c->form, node);
    if (!read)
        return; /* an attribute that nothing changes */
    if (read != c->reader || !is_elsewhere(c, top))
        edges_add(c->edges, read->rank, c->reader->rank, c->use);
    for (const struct node *n = node; n->kind != NODE_DOCUMENT; n = n->parent) {
        const struct bind *above = n == node ? read : form_bind(c->form, n);
        if (c->is_repeat[above->rank] && above != c->reader)
            edges_add(c->edges, above->rank, c->reader->rank, c->use);
    }
}

static void collect_bind(struct collector *c, const struct bind *b) {
    const struct {
        const struct xpath *x;
        uint32_t use;
    } all[] = {{b->calculate, USE_VALUE},
               {b->relevant, USE_VALUE},
               {b->readonly, USE_CHECK},
               {b->required, USE_CHECK},
               {b->constraint, USE_CHECK}};
    const struct node *parent = b->node->parent;
    c->reader = b;
    c->repeat = nearest_repeat(c->form, c->is_repeat, b->node);
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        c->use = all[i].use;
        if (all[i].x)
            xpath_reads(all[i].x, b->node, c->form->template.document, collect, c);
    }
    if (parent->kind == NODE_ELEMENT)
        edges_add(c->edges, form_bind(c->form, parent)->rank, b->rank, USE_ORDER);
}

static void collect_all(struct form *f, struct edges *ret) {
    bool *is_repeat = xcalloc(f->binds + 1, sizeof(*is_repeat));
    struct collector c = {.form = f, .edges = ret, .is_repeat = is_repeat};
    for (size_t i = 0; i < f->binds; i++)
        f->bind[i]->rank = (uint32_t)i;
    for (const struct control *k = f->body; k; k = control_after(k))
        if (k->kind == CONTROL_REPEAT)
            is_repeat[k->bind->rank] = true;
    for (size_t i = 0; i < f->binds; i++)
        collect_bind(&c, f->bind[i]);
    free(is_repeat);
}

/* ---- order --------------------------------------------------------------------------------------
 */

static int by_reader(const void *a, const void *b) {
    const struct edge *x = a, *y = b;
    int cmp = (x->reader > y->reader) - (x->reader < y->reader);
    return cmp != 0 ? cmp : (x->read > y->read) - (x->read < y->read);
}

static int by_read(const void *a, const void *b) {
    const struct edge *x = a, *y = b;
    int cmp = (x->read > y->read) - (x->read < y->read);
    return cmp != 0 ? cmp : (x->reader > y->reader) - (x->reader < y->reader);
}

/* Sorts, and makes one of edges between the same two. */
static void edges_sort(struct edges *e, int (*compare)(const void *, const void *)) {
    size_t count = 0;
    if (e->count > 0)
        qsort(e->at, e->count, sizeof(*e->at), compare);
    for (size_t i = 0; i < e->count; i++) {
        if (count > 0 && compare(&e->at[count - 1], &e->at[i]) == 0)
            e->at[count - 1].use |= e->at[i].use;
        else
            e->at[count++] = e->at[i];
    }
    e->count = count;
}

enum state { UNSEEN, WALKED, RANKED };

struct walk {
    const struct form *form;
    const struct edges *edges; /* by reader */
    uint8_t *state;            /* by place */
    size_t *next;              /* by place: the edge to follow next */
    uint32_t *stack, *order;   /* binds being walked; binds by rank */
    size_t depth, ranked;
};

static bool cycle(const struct walk *w, uint32_t member, struct err *err) {
    size_t i = w->depth - 1;
    struct str path CLEANUP(str_release) = {0};
    while (w->stack[i] != member)
        i--;
    while (++i < w->depth)
        str_addf(&path, "%s, which depends on ", w->form->bind[w->stack[i]]->path);
    const char *at = w->form->bind[member]->path;
    return err_set(err, ERR_INPUT, "The calculations go in a circle: %s depends on %s%s.", at,
                   str_c(&path), path.len > 0 ? at : "itself");
}

static bool walk_from(struct walk *w, uint32_t start, struct err *err) {
    w->stack[w->depth++] = start;
    w->state[start] = WALKED;
    while (w->depth > 0) {
        uint32_t b = w->stack[w->depth - 1];
        size_t at = w->next[b];
        if (at == w->edges->count || w->edges->at[at].reader != b) {
            w->state[b] = RANKED;
            w->order[w->ranked++] = b;
            w->depth--;
            continue;
        }
        const struct edge *e = &w->edges->at[at];
        w->next[b]++;
        if (e->use == USE_CHECK || w->state[e->read] == RANKED)
            continue;
        if (w->state[e->read] == WALKED)
            return cycle(w, e->read, err);
        w->state[e->read] = WALKED;
        w->stack[w->depth++] = e->read;
    }
    return true;
}

/* Fills order[rank] with the places of all binds. */
static bool rank_all(const struct form *f, const struct edges *e, uint32_t *order,
                     struct err *err) {
    size_t n = f->binds + 1;
    struct walk w = {.form = f,
                     .edges = e,
                     .state = xcalloc(n, sizeof(*w.state)),
                     .next = xcalloc(n, sizeof(*w.next)),
                     .stack = xcalloc(n, sizeof(*w.stack)),
                     .order = order};
    bool ok = true;
    for (size_t i = 0, at = 0; i < f->binds; i++) {
        w.next[i] = at;
        while (at < e->count && e->at[at].reader == i)
            at++;
    }
    for (uint32_t i = 0; ok && i < f->binds; i++)
        if (w.state[i] == UNSEEN)
            ok = walk_from(&w, i, err);
    free(w.state);
    free(w.next);
    free(w.stack);
    return ok;
}

/* ---- result -------------------------------------------------------------------------------------
 */

static void sort_binds(struct form *f, struct edges *e, const uint32_t *order) {
    struct bind **sorted = arena_array(&f->arena, f->binds, sizeof(struct bind *));
    for (size_t i = 0; i < f->binds; i++)
        sorted[i] = f->bind[order[i]];
    for (size_t i = 0; i < f->binds; i++)
        sorted[i]->rank = (uint32_t)i;
    for (size_t i = 0; i < e->count; i++) {
        e->at[i].read = f->bind[e->at[i].read]->rank;
        e->at[i].reader = f->bind[e->at[i].reader]->rank;
    }
    f->bind = sorted;
}

static struct graph *keep(struct form *f, const struct edges *e) {
    struct graph *g = NEW(&f->arena, struct graph);
    g->reader = arena_array(&f->arena, e->count + 1, sizeof(*g->reader));
    g->first = arena_array(&f->arena, f->binds + 1, sizeof(*g->first));
    size_t kept = 0, at = 0;
    for (size_t rank = 0; rank < f->binds; rank++) {
        g->first[rank] = kept;
        for (; at < e->count && e->at[at].read == rank; at++)
            if (e->at[at].use != USE_ORDER)
                g->reader[kept++] = (struct graph_reader){
                    .rank = e->at[at].reader, .use = e->at[at].use & (USE_VALUE | USE_CHECK)};
    }
    g->first[f->binds] = kept;
    return g;
}

bool graph_build(struct form *f, struct err *err) {
    struct edges edges CLEANUP(edges_release) = {0};
    uint32_t *order = xcalloc(f->binds + 1, sizeof(*order));
    collect_all(f, &edges);
    edges_sort(&edges, by_reader);
    bool ok = rank_all(f, &edges, order, err);
    if (ok) {
        sort_binds(f, &edges, order);
        edges_sort(&edges, by_read);
        f->graph = keep(f, &edges);
    }
    free(order);
    return ok;
}

const struct graph_reader *graph_readers(const struct form *f, const struct bind *b,
                                         size_t *ret_count) {
    const struct graph *g = f->graph;
    *ret_count = g->first[b->rank + 1] - g->first[b->rank];
    return &g->reader[g->first[b->rank]];
}
