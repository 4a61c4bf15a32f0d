/* XML from outside, read with libxml2 and turned into our own nodes; and nodes written as XML.
 *
 * The only file that includes libxml2 is sax.c, a module that is loaded for a reading and unloaded
 * after it (forms/sax_open.h): without it every reading fails with ERR_MISSING and a sentence that
 * names it. Any thread may read, each its own document. Nothing is fetched, no entity is expanded
 * (a DTD that declares any is refused), depth at most XML_DEPTH, size at most XML_MAX bytes.
 *
 * Data is read into `struct node`. A form is read into `struct element`, which also knows lines and
 * the text between elements, and its data is turned into nodes from there. */
#pragma once

#include "forms/node.h"
#include "forms/xpath.h"

#include "base/err.h"
#include "base/str.h"

enum { XML_MAX = 32 * 1024 * 1024, XML_DEPTH = 200 };

/* Reads a whole document into `t` (already tree_init'ed). ERR_INPUT with line and reason. */
bool xml_read_tree(const char *bytes, size_t len, struct names *names, struct tree *t,
                   struct err *err);

struct xml_attribute {
    const struct name *name;
    const char *value;
    struct xml_attribute *next;
};

struct element {
    const struct name *name; /* as of a node; NULL: a piece of text */
    const char *uri;         /* the namespace in force, default or not; "" if there is none */
    const char *text;        /* of a piece of text, as written; NULL for an element */
    struct xml_attribute *attr;
    struct element *parent, *child, *next;
    int line; /* in which the start tag ends */
};

struct document {
    struct arena arena;
    struct element *root;
    struct namespaces ns; /* every prefix that is declared anywhere; of two alike the first */
};

/* Reads a whole document into `ret`, which is document_free'd also after a failure. Names live in
 * `names`, all else in ret->arena. ERR_INPUT with line and reason. */
bool xml_read_document(const char *bytes, size_t len, struct names *names, struct document *ret,
                       struct err *err);
void document_free(struct document *doc);
/* Adds a copy of `e` as the last child of `parent`: values trimmed, text beside elements dropped.
 */
struct node *xml_to_nodes(const struct element *e, struct names *names, struct tree *t,
                          struct node *parent);

/* The value of an attribute written without a prefix (uri "") or of that namespace; NULL if none.
 */
const char *element_attr(const struct element *e, const char *uri, const char *local);
bool element_is(const struct element *e, const char *local); /* whatever its namespace */
struct element *element_child(const struct element *e, const char *local); /* first, or NULL */

/* Appends what came from a file so that it can stand in a sentence: broken bytes become U+FFFD,
 * controls and line ends blanks. */
void xml_add_quoted(struct str *out, const char *text, size_t len);

/* How xml_write spells names: URI to prefix, default namespace of the root. */
struct xml_style {
    const struct namespaces *ns; /* prefixes to declare on the root if something uses them */
    const char *default_uri;     /* xmlns of the root; NULL or "" for none */
    bool (*skip)(void *ctx,
                 const struct node *n); /* leave out n and what is under it; may be NULL */
    void *ctx;
};
/* Writes the element `n`, one line, no blanks between elements, `<a/>` for the empty, with an XML
 * declaration. Characters that XML forbids are left out. */
void xml_write(const struct node *n, const struct xml_style *style, struct str *out);
