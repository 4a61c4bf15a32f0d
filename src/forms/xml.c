/* libxml2 reports elements as it meets them (SAX2) and two builders make of them what the header
 * promises: nodes for data, elements for forms. No document of the library's own is ever made: ours
 * lie in one arena, which is faster and takes a third of the memory.
 *
 * What a file may do is decided here and not by the library's defaults: a declared entity ends the
 * reading, nothing outside the bytes is opened, and the library keeps its own limits as well. */
#include "forms/xml.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/mem.h"

/* What a builder of nodes or elements does at each event. `text` is all text since the event
 * before; an empty one is not reported. */
struct reader;
struct builder {
    void (*start)(struct reader *r, const struct name *name, const char *uri, int attrs,
                  const xmlChar **attr);
    void (*text)(struct reader *r, const char *text, size_t len);
    void (*end)(struct reader *r);
};

struct reader {
    const struct builder *build;
    struct names *names;
    xmlParserCtxtPtr parser;
    struct str text;       /* since the last tag */
    size_t depth;          /* elements that are open */
    const char *complaint; /* ours; the parser was stopped for it */
    int line;
    const xmlChar *uri_seen;
    const char *uri; /* the same, interned as part of a name: it lives as long as the names do */
    /* of the builder of nodes */
    struct tree *tree;
    struct node *node;                /* that is open */
    struct node *last[XML_DEPTH + 1]; /* the last child so far, by depth */
    /* of the builder of elements */
    struct document *doc;
    struct element *element;             /* that is open */
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

/* libxml2 gives five pointers an attribute: local name, prefix, URI, value and its end. */
enum { ATTR_LOCAL, ATTR_PREFIX, ATTR_URI, ATTR_VALUE, ATTR_END, ATTR_PARTS };

static const struct name *attr_name(struct reader *r, const xmlChar **attr) {
    return names_get(r->names, (const char *)attr[ATTR_URI], (const char *)attr[ATTR_LOCAL]);
}

/* In an attribute the library leaves the character '&' as "&#38;", however it was written, for who
 * would expand entities later. */
static const char *attr_value(struct arena *a, const xmlChar **attr) {
    static const char left[] = "&#38;";
    char *value = arena_strndup(a, (const char *)attr[ATTR_VALUE],
                                (size_t)(attr[ATTR_END] - attr[ATTR_VALUE]));
    char *to = strchr(value, '&');
    for (const char *from = to; to && *from; to++) {
        bool is_left = strncmp(from, left, strlen(left)) == 0;
        *to = *from;
        from += is_left ? strlen(left) : 1;
    }
    if (to)
        *to = '\0';
    return value;
}

/* --- nodes --- */

static void node_start(struct reader *r, const struct name *name, const char *uri, int attrs,
                       const xmlChar **attr) {
    (void)uri;
    struct node *last = NULL;
    struct node *n = node_add(r->tree, r->node, NODE_ELEMENT, name, "", r->last[r->depth]);
    for (int i = 0; i < attrs; i++, attr += ATTR_PARTS)
        last = node_add(r->tree, n, NODE_ATTRIBUTE, attr_name(r, attr),
                        attr_value(&r->tree->arena, attr), last);
    r->last[r->depth] = n;
    r->last[r->depth + 1] = NULL;
    r->node = n;
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

static const struct builder nodes = {node_start, node_text, node_end};

/* --- elements --- */

static void append(struct reader *r, struct element *e) {
    struct element *last = r->tail[r->depth];
    e->parent = r->element;
    e->line = xmlSAX2GetLineNumber(r->parser);
    if (last)
        last->next = e;
    else if (r->element)
        r->element->child = e;
    else
        r->doc->root = e;
    r->tail[r->depth] = e;
}

static void element_start(struct reader *r, const struct name *name, const char *uri, int attrs,
                          const xmlChar **attr) {
    struct element *e = NEW(&r->doc->arena, struct element);
    e->name = name;
    e->uri = uri;
    struct xml_attribute **at = &e->attr;
    for (int i = 0; i < attrs; i++, attr += ATTR_PARTS) {
        *at = NEW(&r->doc->arena, struct xml_attribute);
        (*at)->name = attr_name(r, attr);
        (*at)->value = attr_value(&r->doc->arena, attr);
        at = &(*at)->next;
    }
    append(r, e);
    r->element = e;
    r->tail[r->depth + 1] = NULL;
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

static const struct builder elements = {element_start, element_text, element_end};

static void add_prefix(struct reader *r, const char *prefix, const char *uri) {
    struct namespaces *ns = &r->doc->ns;
    if (namespaces_uri(ns, prefix, strlen(prefix)) != NULL)
        return;
    if (ns->count == r->prefixes_cap) {
        r->prefixes_cap = r->prefixes_cap ? r->prefixes_cap * 2 : 16;
        void *grown = arena_array(&r->doc->arena, r->prefixes_cap, sizeof(*ns->at));
        if (ns->count > 0)
            memcpy(grown, ns->at, ns->count * sizeof(*ns->at));
        ns->at = grown;
    }
    ns->at[ns->count].prefix = arena_strdup(&r->doc->arena, prefix);
    ns->at[ns->count++].uri = arena_strdup(&r->doc->arena, uri);
}

/* --- what libxml2 calls --- */

static void stop(struct reader *r, const char *complaint) {
    if (r->complaint)
        return;
    r->complaint = complaint;
    r->line = xmlSAX2GetLineNumber(r->parser);
    xmlStopParser(r->parser);
}

static void flush_text(struct reader *r) {
    if (r->text.len > 0)
        r->build->text(r, r->text.p, r->text.len);
    str_cut(&r->text, 0);
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                     int prefixes, const xmlChar **declared, int attrs, int defaulted,
                     const xmlChar **attr) {
    (void)defaulted;
    struct reader *r = ctx;
    if (r->complaint)
        return;
    if (r->depth == XML_DEPTH) {
        stop(r, "elements stand in each other more than 200 deep");
        return;
    }
    if (r->depth > 0)
        flush_text(r);
    for (int i = 0; r->doc && i < prefixes; i++)
        if (declared[2 * i] != NULL)
            add_prefix(r, (const char *)declared[2 * i], (const char *)declared[2 * i + 1]);
    if (uri != r->uri_seen || r->uri == NULL) {
        r->uri_seen = uri; /* the library gives equal URIs at one address */
        r->uri = names_get(r->names, (const char *)uri, "")->uri;
    }
    const struct name *name = names_get(r->names, prefix ? r->uri : "", (const char *)local);
    r->build->start(r, name, r->uri, attrs, attr);
    r->depth++;
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    (void)local;
    (void)prefix;
    (void)uri;
    struct reader *r = ctx;
    if (r->complaint)
        return;
    flush_text(r);
    r->depth--;
    r->build->end(r);
}

static void on_text(void *ctx, const xmlChar *text, int len) {
    struct reader *r = ctx;
    if (!r->complaint)
        str_addn(&r->text, (const char *)text, (size_t)len);
}

static void on_entity(void *ctx, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content) {
    (void)name;
    (void)type;
    (void)public_id;
    (void)system_id;
    (void)content;
    stop(ctx, "it declares an entity, which no form needs");
}

static void on_unparsed(void *ctx, const xmlChar *name, const xmlChar *public_id,
                        const xmlChar *system_id, const xmlChar *notation) {
    (void)notation;
    on_entity(ctx, name, 0, public_id, system_id, NULL);
}

/* Errors are asked for when the reading has ended. */
static void on_error(void *ctx, xmlErrorPtr error) {
    (void)ctx;
    (void)error;
}

static bool failed(struct reader *r, struct err *err) {
    const xmlError *e = xmlCtxtGetLastError(r->parser);
    if (r->complaint)
        return err_set(err, ERR_INPUT, "line %d: %s", r->line, r->complaint);
    if (e == NULL || e->message == NULL)
        return err_set(err, ERR_INPUT, "the file is not XML");
    struct str words CLEANUP(str_release) = {0};
    xml_add_quoted(&words, e->message, strcspn(e->message, "\r\n"));
    return err_set(err, ERR_INPUT, "line %d: the XML is broken: %s", e->line, str_c(&words));
}

static bool read_all(struct reader *r, const char *bytes, size_t len, struct err *err) {
    if (len == 0)
        return err_set(err, ERR_INPUT, "the file is empty");
    if (len > XML_MAX)
        return err_set(err, ERR_INPUT, "the file has more than %d MB", XML_MAX >> 20);
    r->parser = xmlNewParserCtxt();
    if (r->parser == NULL)
        return err_set(err, ERR_WORLD, "the XML reader could not start");
    *r->parser->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                                      .startElementNs = on_start,
                                      .endElementNs = on_end,
                                      .characters = on_text,
                                      .ignorableWhitespace = on_text,
                                      .cdataBlock = on_text,
                                      .entityDecl = on_entity,
                                      .unparsedEntityDecl = on_unparsed,
                                      .serror = on_error};
    r->parser->userData = r;
    /* Of bytes in a wrong encoding the library complains to the thread, not to the parser. */
    xmlSetStructuredErrorFunc(NULL, on_error);
    /* Not ours, and empty: the library makes one where an entity is declared. */
    xmlFreeDoc(xmlCtxtReadMemory(r->parser, bytes, (int)len, NULL, NULL, XML_PARSE_NONET));
    xmlSetStructuredErrorFunc(NULL, NULL);
    bool ok = r->parser->wellFormed && r->parser->nsWellFormed && !r->complaint && r->depth == 0;
    if (!ok)
        failed(r, err);
    str_release(&r->text);
    xmlFreeParserCtxt(r->parser);
    return ok;
}

bool xml_read_tree(const char *bytes, size_t len, struct names *names, struct tree *t,
                   struct err *err) {
    struct reader r = {.build = &nodes, .names = names, .tree = t, .node = t->document};
    return read_all(&r, bytes, len, err);
}

bool xml_read_document(const char *bytes, size_t len, struct names *names, struct document *ret,
                       struct err *err) {
    *ret = (struct document){0};
    struct reader r = {.build = &elements, .names = names, .doc = ret};
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
