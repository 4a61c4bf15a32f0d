/* Pages are found by walking the form's body beside the instance's tree. Depth is that of the body,
 * which the loader bounds. */
#include "forms/flow.h"
#include "forms/instance_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct pages {
    struct instance *in;
    struct flow_page *at;
    size_t count, cap;
};

static void add_page(struct pages *p, enum flow_kind kind, const struct control *c, struct node *n,
                     size_t repeats) {
    p->at = xgrow(p->at, &p->cap, p->count + 1, sizeof(*p->at));
    p->at[p->count++] =
        (struct flow_page){.kind = kind, .control = c, .node = n, .repeat_count = repeats};
}

/* The node that a control is about: that of `at`'s repeat instances. */
static struct node *node_of(const struct instance *in, const struct control *c, struct node *at) {
    return c->bind ? instance_node_for(in, c->bind->node, at) : at;
}

/* ---- pages --------------------------------------------------------------------------------------
 */

static void walk(struct pages *p, const struct control *first, struct node *at);

static void walk_group(struct pages *p, const struct control *c, struct node *n) {
    if (control_looks(c, "field-list"))
        add_page(p, FLOW_LIST, c, n, 0);
    else
        walk(p, c->child, n);
}

static void walk_repeat(struct pages *p, const struct control *c, struct node *at) {
    struct node *parent = instance_node_for(p->in, c->bind->node->parent, at);
    if (!parent)
        return;
    for (struct node *n = parent->child; n; n = n->next)
        if (n->name == c->bind->node->name && n->field->relevant)
            walk_group(p, c, n);
    if (!c->count && !c->no_add_remove && instance_repeat_relevant(p->in, c, parent))
        add_page(p, FLOW_REPEAT, c, parent, instance_repeat_count(p->in, c, parent));
}

static void walk(struct pages *p, const struct control *first, struct node *at) {
    for (const struct control *c = first; c; c = c->next) {
        if (c->kind == CONTROL_REPEAT) {
            walk_repeat(p, c, at);
            continue;
        }
        struct node *n = node_of(p->in, c, at);
        if (!n || !n->field->relevant)
            continue;
        if (c->kind == CONTROL_GROUP)
            walk_group(p, c, n);
        else
            add_page(p, FLOW_QUESTION, c, n, 0);
    }
}

void flow_pages(struct instance *in, struct arena *a, struct flow_page **ret, size_t *ret_count) {
    struct pages p = {.in = in};
    walk(&p, in->form->body, instance_root(in));
    add_page(&p, FLOW_END, NULL, instance_root(in), 0);
    *ret = arena_array(a, p.count, sizeof(**ret));
    memcpy(*ret, p.at, p.count * sizeof(**ret));
    *ret_count = p.count;
    free(p.at);
}

/* ---- what is on a page --------------------------------------------------------------------------
 */

struct questions {
    struct instance *in;
    struct question *at;
    size_t count, cap;
};

static void add_question(struct questions *q, const struct control *c, struct node *n) {
    q->at = xgrow(q->at, &q->cap, q->count + 1, sizeof(*q->at));
    q->at[q->count++] = (struct question){.control = c, .node = n};
}

static bool has_label(const struct control *c) {
    return c->label.words || c->label.ref;
}

static void list_all(struct questions *q, const struct control *first, struct node *at);

/* A group's heading, and then what is in it, if that is anything. */
static void list_group(struct questions *q, const struct control *c, struct node *n) {
    size_t before = q->count;
    if (has_label(c))
        add_question(q, c, n);
    size_t headed = q->count;
    list_all(q, c->child, n);
    if (q->count == headed)
        q->count = before;
}

static void list_repeat(struct questions *q, const struct control *c, struct node *at) {
    struct node *parent = instance_node_for(q->in, c->bind->node->parent, at);
    for (struct node *n = parent ? parent->child : NULL; n; n = n->next)
        if (n->name == c->bind->node->name && n->field->relevant)
            list_group(q, c, n);
}

static void list_all(struct questions *q, const struct control *first, struct node *at) {
    for (const struct control *c = first; c; c = c->next) {
        if (c->kind == CONTROL_REPEAT) {
            list_repeat(q, c, at);
            continue;
        }
        struct node *n = node_of(q->in, c, at);
        if (!n || !n->field->relevant)
            continue;
        if (c->kind == CONTROL_GROUP)
            list_group(q, c, n);
        else
            add_question(q, c, n);
    }
}

void flow_questions(struct instance *in, const struct flow_page *p, struct arena *a,
                    struct question **ret, size_t *ret_count) {
    struct questions q = {.in = in};
    if (p->kind == FLOW_QUESTION)
        add_question(&q, p->control, p->node);
    else if (p->kind == FLOW_LIST)
        list_all(&q, p->control->child, p->node);
    *ret = arena_array(a, q.count, sizeof(**ret));
    if (q.count > 0)
        memcpy(*ret, q.at, q.count * sizeof(**ret));
    *ret_count = q.count;
    free(q.at);
}

size_t flow_headings(struct instance *in, const struct flow_page *p, struct question *ret,
                     size_t max) {
    size_t count = 0;
    const struct control *c = p->control ? p->control->parent : NULL;
    for (const struct control *up = c; up; up = up->parent)
        count += has_label(up);
    size_t at = count;
    for (const struct control *up = c; up; up = up->parent) {
        if (!has_label(up) || --at >= max)
            continue;
        struct node *n = node_of(in, up, p->node);
        ret[at] = (struct question){.control = up, .node = n ? n : p->node};
    }
    return count < max ? count : max;
}
