/* XML from outside, read with libxml2 and turned into our own nodes; and nodes written as XML.
 *
 * The only files that include libxml2 are xml.c and the loader of forms. Nothing is fetched, no
 * entity is expanded (a DTD that declares any is refused), depth at most 256, size at most
 * XML_MAX bytes. */
#pragma once

#include "forms/node.h"
#include "forms/xpath.h"

#include "base/err.h"
#include "base/str.h"

enum { XML_MAX = 32 * 1024 * 1024 };

/* Reads a whole document into `t` (already tree_init'ed). ERR_INPUT with line and reason. */
bool xml_read_tree(const char *bytes, size_t len, struct names *names, struct tree *t,
                   struct err *err);

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
