/* The reader (forms/sax.h) reports elements as it meets them and two builders make of them what the
 * header promises: nodes for data, elements for forms. All of it lies in one arena. */
#include "forms/xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "forms/sax_open.h"

/* What a builder of nodes or elements does at each event. `text` is all text since the event
 * before; an empty one is not reported. */
struct reader;
struct builder {
    void (*start)(struct reader *r, const struct name *name, const char *uri);
    void (*attribute)(struct reader *r, const struct name *name, const char *value);
    void (*text)(struct reader *r, const char *text, size_t len);
    void (*end)(struct reader *r);
};

struct reader {
    const struct builder *build;
    struct names *names;
    struct arena *arena;   /* of what is built */
    struct str text;       /* since the last tag */
    size_t depth;          /* elements that are open */
    int line;              /* of the event */
    const char *complaint; /* ours; the reading was stopped for it */
    const char *uri_seen;
    const char *uri; /* the same, interned as part of a name: it lives as long as the names do */
    /* of the builder of nodes */
    struct tree *tree;
    struct node *node;                /* that is open */
    struct node *attr;                /* its last attribute so far */
    struct node *last[XML_DEPTH + 1]; /* the last child so far, by depth */
    /* of the builder of elements */
    struct document *doc;
    struct element *element;             /* that is open */
    struct xml_attribute **attr_at;      /* where its next attribute goes */
    struct element *tail[XML_DEPTH + 1]; /* the last child so far, by depth */
    size_t prefixes_cap;
};

static const char *trimmed(const char *text, size_t *len) {
    static const char blanks[] = " \t\r\n";
    while (*len > 0 && strchr(blanks, text[*len - 1]) != NULL)
        --*len;
    while (*len > 0 && strchr(blanks, *text) != NULL)
        text++, --*len;
    return text;
}

/* --- nodes --- */

static void node_start(struct reader *r, const struct name *name, const char *uri) {
    (void)uri;
    struct node *n = node_add(r->tree, r->node, NODE_ELEMENT, name, "", r->last[r->depth]);
    r->last[r->depth] = n;
    r->last[r->depth + 1] = NULL;
    r->node = n;
    r->attr = NULL;
}

static void node_attribute(struct reader *r, const struct name *name, const char *value) {
    r->attr = node_add(r->tree, r->node, NODE_ATTRIBUTE, name, value, r->attr);
}

static void node_text(struct reader *r, const char *text, size_t len) {
    text = trimmed(text, &len);
    if (len > 0 && !r->node->child)
        r->node->value = arena_strndup(&r->tree->arena, text, len);
}

static void node_end(struct reader *r) {
    r->node = r->node->parent;
    r->node->value = ""; /* what stood before its first child */
}

static const struct builder nodes = {node_start, node_attribute, node_text, node_end};

/* --- elements --- */

static void append(struct reader *r, struct element *e) {
    struct element *last = r->tail[r->depth];
    e->parent = r->element;
    e->line = r->line;
    if (last)
        last->next = e;
    else if (r->element)
        r->element->child = e;
    else
        r->doc->root = e;
    r->tail[r->depth] = e;
}

static void element_start(struct reader *r, const struct name *name, const char *uri) {
    struct element *e = NEW(&r->doc->arena, struct element);
    e->name = name;
    e->uri = uri;
    append(r, e);
    r->element = e;
    r->attr_at = &e->attr;
    r->tail[r->depth + 1] = NULL;
}

static void element_attribute(struct reader *r, const struct name *name, const char *value) {
    struct xml_attribute *a = NEW(&r->doc->arena, struct xml_attribute);
    a->name = name;
    a->value = value;
    *r->attr_at = a;
    r->attr_at = &a->next;
}

static void element_text(struct reader *r, const char *text, size_t len) {
    const struct element *before = r->tail[r->depth];
    size_t left = len;
    trimmed(text, &left);
    if (left == 0 && memchr(text, '\n', len) != NULL && !(before && element_is(before, "output")))
        return; /* the layout of the file */
    struct element *e = NEW(&r->doc->arena, struct element);
    e->uri = "";
    e->text = arena_strndup(&r->doc->arena, text, len);
    append(r, e);
}

static void element_end(struct reader *r) {
    r->element = r->element->parent;
}

static const struct builder elements = {element_start, element_attribute, element_text,
                                        element_end};

/* --- what the reader calls --- */

static void flush_text(struct reader *r) {
    if (r->text.len > 0)
        r->build->text(r, r->text.p, r->text.len);
    str_cut(&r->text, 0);
}

static void on_prefix(void *ctx, const char *prefix, const char *uri) {
    struct reader *r = ctx;
    struct namespaces *ns = r->doc ? &r->doc->ns : NULL;
    if (ns == NULL || namespaces_uri(ns, prefix, strlen(prefix)) != NULL)
        return;
    if (ns->count == r->prefixes_cap) {
        r->prefixes_cap = r->prefixes_cap ? r->prefixes_cap * 2 : 16;
        void *grown = arena_array(r->arena, r->prefixes_cap, sizeof(*ns->at));
        if (ns->count > 0)
            memcpy(grown, ns->at, ns->count * sizeof(*ns->at));
        ns->at = grown;
    }
    ns->at[ns->count].prefix = arena_strdup(r->arena, prefix);
    ns->at[ns->count++].uri = arena_strdup(r->arena, uri);
}

static bool on_start(void *ctx, const char *uri, bool prefixed, const char *local, int line) {
    struct reader *r = ctx;
    r->line = line;
    if (r->depth == XML_DEPTH) {
        r->complaint = "elements stand in each other more than 200 deep";
        return false;
    }
    if (r->depth > 0)
        flush_text(r);
    if (uri != r->uri_seen || r->uri == NULL) {
        r->uri_seen = uri; /* equal URIs have one address */
        r->uri = names_get(r->names, uri, "")->uri;
    }
    r->build->start(r, names_get(r->names, prefixed ? r->uri : "", local), r->uri);
    r->depth++;
    return true;
}

static void on_attribute(void *ctx, const char *uri, const char *local, const char *value,
                         size_t len) {
    struct reader *r = ctx;
    r->build->attribute(r, names_get(r->names, uri, local), arena_strndup(r->arena, value, len));
}

static void on_text(void *ctx, const char *text, size_t len) {
    struct reader *r = ctx;
    str_addn(&r->text, text, len);
}

static void on_end(void *ctx, int line) {
    struct reader *r = ctx;
    r->line = line;
    flush_text(r);
    r->depth--;
    r->build->end(r);
}

static const struct sax_events events = {on_prefix, on_start, on_attribute, on_text, on_end};

static bool ended(const struct reader *r, enum sax_end end, const struct sax_complaint *why,
                  struct err *err) {
    struct str words CLEANUP(str_release) = {0};
    switch (end) {
    case SAX_WELL:
        return true;
    case SAX_STOPPED:
        return err_set(err, ERR_INPUT, "line %d: %s", r->line, r->complaint);
    case SAX_ENTITY:
        return err_set(err, ERR_INPUT, "line %d: it declares an entity, which no form needs",
                       why->line);
    case SAX_BROKEN:
        if (why->words[0] == '\0')
            return err_set(err, ERR_INPUT, "the file is not XML");
        xml_add_quoted(&words, why->words, strlen(why->words));
        return err_set(err, ERR_INPUT, "line %d: the XML is broken: %s", why->line, str_c(&words));
    case SAX_FULL:
        break;
    }
    return err_set(err, ERR_WORLD, "the XML reader could not start");
}

static bool read_all(struct reader *r, const char *bytes, size_t len, struct err *err) {
    struct sax_module sax;
    struct sax_complaint why;
    if (len == 0)
        return err_set(err, ERR_INPUT, "the file is empty");
    if (len > XML_MAX)
        return err_set(err, ERR_INPUT, "the file has more than %d MB", XML_MAX >> 20);
    if (!sax_open(&sax, err))
        return false;
    enum sax_end end = sax.read(bytes, len, &events, r, &why);
    sax_close(&sax);
    str_release(&r->text);
    return ended(r, end, &why, err);
}

bool xml_read_tree(const char *bytes, size_t len, struct names *names, struct tree *t,
                   struct err *err) {
    struct reader r = {
        .build = &nodes, .names = names, .arena = &t->arena, .tree = t, .node = t->document};
    return read_all(&r, bytes, len, err);
}

bool xml_read_document(const char *bytes, size_t len, struct names *names, struct document *ret,
                       struct err *err) {
    *ret = (struct document){0};
    struct reader r = {.build = &elements, .names = names, .arena = &ret->arena, .doc = ret};
    return read_all(&r, bytes, len, err);
}

void document_free(struct document *doc) {
    arena_free(&doc->arena);
    *doc = (struct document){0};
}

/* --- elements as a form sees them --- */

static void leaf_value(const struct element *e, struct tree *t, struct node *n) {
    struct str text CLEANUP(str_release) = {0};
    for (const struct element *c = e->child; c; c = c->next)
        str_add(&text, c->text);
    size_t len = text.len;
    const char *value = trimmed(str_c(&text), &len);
    n->value = len > 0 ? arena_strndup(&t->arena, value, len) : "";
}

/* Data may change its default namespace on the way down: <meta xmlns="...">. Paths do not care, but
 * who gets the record does, so the declaration travels as an attribute. */
static bool changes_default(const struct element *e) {
    const struct element *above = e->parent;
    while (above != NULL && *above->name->uri != '\0')
        above = above->parent;
    return *e->name->uri == '\0' && above != NULL && strcmp(above->uri, e->uri) != 0;
}

static struct node *copy_to(const struct element *e, struct names *names, struct tree *t,
                            struct node *parent, struct node *before) {
    struct node *n = node_add(t, parent, NODE_ELEMENT, e->name, "", before), *last = NULL;
    if (parent->kind != NODE_DOCUMENT && changes_default(e))
        last = node_add(t, n, NODE_ATTRIBUTE, names_get(names, "", "xmlns"),
                        arena_strdup(&t->arena, e->uri), last);
    for (const struct xml_attribute *a = e->attr; a; a = a->next)
        last = node_add(t, n, NODE_ATTRIBUTE, a->name, arena_strdup(&t->arena, a->value), last);
    last = NULL;
    for (const struct element *c = e->child; c; c = c->next)
        if (c->name != NULL)
            last = copy_to(c, names, t, n, last);
    if (last == NULL && e->child != NULL)
        leaf_value(e, t, n);
    return n;
}

struct node *xml_to_nodes(const struct element *e, struct names *names, struct tree *t,
                          struct node *parent) {
    return copy_to(e, names, t, parent, NULL);
}

const char *element_attr(const struct element *e, const char *uri, const char *local) {
    for (const struct xml_attribute *a = e->attr; a; a = a->next)
        if (strcmp(a->name->local, local) == 0 && strcmp(a->name->uri, uri) == 0)
            return a->value;
    return NULL;
}

bool element_is(const struct element *e, const char *local) {
    return e->name != NULL && strcmp(e->name->local, local) == 0;
}

struct element *element_child(const struct element *e, const char *local) {
    for (struct element *c = e->child; c; c = c->next)
        if (element_is(c, local))
            return c;
    return NULL;
}
