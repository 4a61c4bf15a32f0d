/* Trees of nodes. Nodes and their values are only ever added to the tree's arena: one that is taken
 * out leaves its few bytes there until the whole tree goes, but its values, which may be somebody's
 * words, are overwritten at once. A value that is set again and again stands in the place of the
 * one before; one that has outgrown its place gets one of twice the size, so that all the places
 * which a node ever had are together smaller than four of its longest values. Nothing here recurses
 * deeper than the tree, and xml.h caps that. */
#include "forms/node.h"

#include <string.h>

/* The smallest place of a value, as a power of two: what one step of an arena takes anyhow. */
enum { PLACE_MIN = 4 };

/* In the document's `order`: the places below it are not right any more. */
enum { STALE = 1 };

static void init(struct tree *t, bool secret) {
    *t = (struct tree){.arena.secret = secret};
    t->document = NEW(&t->arena, struct node);
    t->document->value = "";
    t->document->kind = NODE_DOCUMENT;
    t->document->order = STALE;
}

void tree_init(struct tree *t) {
    init(t, false);
}

void tree_init_secret(struct tree *t) {
    init(t, true);
}

struct node *node_after(const struct node *n, const struct node *top) {
    if (n->child)
        return n->child;
    while (n != top && !n->next)
        n = n->parent;
    return n == top ? NULL : n->next;
}

/* Of the values that node_set() gave: others may be shared. */
static void drop_value(struct node *n) {
    if (n->place)
        explicit_bzero((char *)n->value, (size_t)1 << n->place);
    n->value = "";
    n->place = 0;
}

static void drop_values(struct node *top) {
    for (struct node *n = top; n; n = node_after(n, top)) {
        drop_value(n);
        for (struct node *a = n->attr; a; a = a->next)
            drop_value(a);
    }
}

void tree_free(struct tree *t) {
    if (t->document)
        drop_values(t->document);
    arena_wipe(&t->arena); /* a draft that was read again has its answers in here */
    *t = (struct tree){0};
}

void node_order(struct node *document) {
    if (document->order != STALE)
        return;
    uint32_t place = 0;
    for (struct node *n = document; n; n = node_after(n, document)) {
        n->order = place++;
        for (struct node *a = n->attr; a; a = a->next)
            a->order = place++;
    }
}

void tree_order(struct tree *t) {
    node_order(t->document);
}

struct node *node_document(const struct node *n) {
    while (n->parent)
        n = n->parent;
    return (struct node *)n;
}

struct node *node_add(struct tree *t, struct node *parent, enum node_kind kind,
                      const struct name *name, const char *value, struct node *last) {
    struct node *n = NEW(&t->arena, struct node);
    n->name = name;
    n->value = value;
    n->parent = parent;
    n->kind = (uint8_t)kind;
    struct node **link = kind == NODE_ATTRIBUTE ? &parent->attr : &parent->child;
    if (last)
        link = &last->next;
    while (*link)
        link = &(*link)->next;
    *link = n;
    t->document->order = STALE;
    return n;
}

/* In a place of its own that holds it. */
static void put(struct tree *t, struct node *n, const char *value, size_t size) {
    uint8_t place = PLACE_MIN;
    while ((size_t)1 << place < size)
        place++;
    n->value = memcpy(arena_zalloc(&t->arena, (size_t)1 << place), value, size);
    n->place = place;
}

void node_set(struct tree *t, struct node *n, const char *value) {
    size_t size = strlen(value) + 1, room = n->place ? (size_t)1 << n->place : 0;
    if (size > room && size > 1) {
        struct node old = *n; /* dropped last: `value` may be the old one, or a part of it */
        put(t, n, value, size);
        drop_value(&old);
    } else if (room > 0) {
        char *own = (char *)n->value;
        memmove(own, value, size);
        explicit_bzero(own + size, room - size);
    } else {
        n->value = "";
    }
}

/* One node without what hangs on it. What was set by somebody is set in the copy too, so that it
 * is overwritten in both places. */
static struct node *copy_alone(struct tree *t, const struct node *n, struct node *parent) {
    struct node *copy = NEW(&t->arena, struct node);
    copy->name = n->name;
    copy->parent = parent;
    copy->kind = n->kind;
    copy->template = n->template;
    copy->value = "";
    if (n->place)
        put(t, copy, n->value, strlen(n->value) + 1);
    else if (*n->value)
        copy->value = arena_strdup(&t->arena, n->value);
    return copy;
}

static struct node *copy_deep(struct tree *t, const struct node *n, struct node *parent) {
    struct node *copy = copy_alone(t, n, parent);
    struct node **link = &copy->attr;
    for (const struct node *a = n->attr; a; a = a->next) {
        *link = copy_alone(t, a, copy);
        link = &(*link)->next;
    }
    link = &copy->child;
    for (const struct node *c = n->child; c; c = c->next) {
        *link = copy_deep(t, c, copy);
        link = &(*link)->next;
    }
    return copy;
}

struct node *node_copy(struct tree *t, const struct node *n, struct node *parent,
                       struct node *before) {
    struct node *copy = copy_deep(t, n, parent);
    struct node **link = before ? &before->next : &parent->child;
    copy->next = *link;
    *link = copy;
    t->document->order = STALE;
    return copy;
}

void node_remove(struct tree *t, struct node *n) {
    struct node **link = n->kind == NODE_ATTRIBUTE ? &n->parent->attr : &n->parent->child;
    while (*link != n)
        link = &(*link)->next;
    *link = n->next;
    n->next = NULL;
    drop_values(n);
    t->document->order = STALE;
}

static struct node *named(struct node *first, const struct name *name) {
    while (first && first->name != name)
        first = first->next;
    return first;
}

struct node *node_child(const struct node *n, const struct name *name) {
    return named(n->child, name);
}

struct node *node_attr(const struct node *n, const struct name *name) {
    return named(n->attr, name);
}

size_t node_position(const struct node *n) {
    size_t place = 1;
    if (n->kind != NODE_ELEMENT || !n->parent)
        return place;
    for (const struct node *s = n->parent->child; s && s != n; s = s->next)
        place += s->name == n->name && !s->template;
    return place;
}

bool node_is_leaf(const struct node *n) {
    return !n->child;
}
