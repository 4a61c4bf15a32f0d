/* What XPath walks over: trees of named nodes with text at the leaves.
 *
 * The data of a form (its primary instance), the lists it looks things up in (secondary instances)
 * and their attributes are all `struct node`. Only elements, attributes and one document node a
 * tree exist: comments, processing instructions and the blanks between elements carry nothing and
 * are dropped when a file is read. Text beside child elements is dropped too: data has none.
 *
 * Names are interned, so that a name test is one comparison of pointers. The namespace of a name
 * is its URI; an element or attribute written without a prefix has the URI "" whatever default
 * namespace is in force: forms write `/data/age` for nodes that stand in the default namespace
 * (ODK XForms specification, "Instance": paths are written without it).
 *
 * A tree of 100,000 rows is ordinary, so a node is small and what only the answers of a form need
 * hangs on `field`. A tree belongs to one thread at a time. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One interned name: equal names of one `struct names` are equal pointers. */
struct name {
    const char *local;
    const char *uri; /* "" without a prefix */
};

struct names; /* the table of names of one form; it owns them */

struct names *names_new(void);
void names_free(struct names *names); /* NULL is fine */
/* The name of (uri, local), made at the first call. uri NULL is "". Never NULL. */
const struct name *names_get(struct names *names, const char *uri, const char *local);
const struct name *names_getn(struct names *names, const char *uri, const char *local, size_t len);

enum node_kind {
    NODE_DOCUMENT, /* above the root element: where an absolute path starts */
    NODE_ELEMENT,
    NODE_ATTRIBUTE,
    NODE_TEXT /* only made in passing by a text() step; its parent is the element it reads */
};

struct field; /* what a form knows of an answer: see forms/instance.h; NULL in secondary trees */

struct node {
    const struct name *name; /* NULL for document and text */
    const char *value;       /* own text of a leaf, an attribute; "" elsewhere; never NULL */
    struct node *parent;
    struct node *child; /* first child element */
    struct node *next;  /* next sibling; of an attribute: next attribute */
    struct node *attr;  /* first attribute */
    struct field *field;
    uint32_t order; /* place in document order; right after node_order() of the document, whose own
                     * is 0 while it is */
    uint8_t kind;   /* enum node_kind */
    uint8_t place;  /* value stands in a place of 2^place bytes that node_set() gave; 0: borrowed */
    bool template;  /* jr:template: a pattern for new repeats, invisible to XPath and submission */
};

struct tree {
    struct arena arena;    /* all nodes and the values they were read with */
    struct node *document; /* never NULL after tree_init */
};

void tree_init(struct tree *t);
void tree_init_secret(struct tree *t); /* its arena is a secret one */
void tree_free(struct tree *t);        /* overwrites all, then frees it */
/* Numbers all nodes in document order (an element, then its attributes, then its children) if a
 * change of structure has made that necessary. */
void tree_order(struct tree *t);
/* The same for who has only a node: `document` is its node_document(). */
void node_order(struct node *document);
struct node *node_document(const struct node *n); /* the uppermost node above n, or n itself */

/* Makes a node at the end of `parent`'s children (attributes for NODE_ATTRIBUTE). `value` is
 * borrowed and must live as long as the tree (arena_strdup into tree.arena). `last` speeds up
 * building: the sibling known to be last, or NULL to look for it. */
struct node *node_add(struct tree *t, struct node *parent, enum node_kind kind,
                      const struct name *name, const char *value, struct node *last);
/* Gives a leaf or attribute of `t` its own copy of `value`, which may be a part of the one before;
 * that one is overwritten. Who has read n->value before must read it again. */
void node_set(struct tree *t, struct node *n, const char *value);
/* Deep copy of `n` (values, attributes, children; no fields) placed after `before` among parent's
 * children, or first if `before` is NULL. */
struct node *node_copy(struct tree *t, const struct node *n, struct node *parent,
                       struct node *before);
/* Takes `n` out of its parent; the values that were set are overwritten; it may not be used again.
 */
void node_remove(struct tree *t, struct node *n);

/* The child element / attribute of that name, the first if there are several; NULL if none. */
struct node *node_child(const struct node *n, const struct name *name);
struct node *node_attr(const struct node *n, const struct name *name);
/* 1-based place among the siblings of the same name: position() of a repeat instance. */
size_t node_position(const struct node *n);
bool node_is_leaf(const struct node *n); /* no child element */
/* All elements at and below `top` in document order: start with n = top, then the one after n; NULL
 * at the end. */
struct node *node_after(const struct node *n, const struct node *top);
