/* Nodes as XML text. Prefixes are declared on the root element, so those that something below uses
 * are looked for first. A default namespace of less than the whole is an attribute `xmlns` by now.
 */
#include "forms/xml.h"

#include <string.h>

#include "base/utf8.h"

struct writer {
    const struct xml_style *style;
    struct str *out;
};

static bool skipped(const struct writer *w, const struct node *n) {
    return w->style->skip != NULL && w->style->skip(w->style->ctx, n);
}

/* XML 1.0, "Char": tabs and line ends are all that is allowed of the controls. */
static bool allowed(uint32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xfffe && c != 0xffff);
}

static const char *spelled(uint32_t c, bool in_attribute) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '"':
        return in_attribute ? "&quot;" : NULL;
    case '\n':
        return in_attribute ? "&#10;" : NULL;
    case '\t':
        return in_attribute ? "&#9;" : NULL;
    }
    return NULL;
}

static void put_text(struct str *out, const char *text, bool in_attribute) {
    const char *p = text, *end = text + strlen(text);
    while (p < end) {
        const char *from = p;
        uint32_t c = utf8_next(&p, end);
        const char *word = spelled(c, in_attribute);
        char bytes[4];
        if (word != NULL)
            str_add(out, word);
        else if (c == 0xfffd) /* or a broken byte */
            str_addn(out, bytes, utf8_put(bytes, c));
        else if (allowed(c))
            str_addn(out, from, (size_t)(p - from));
    }
}

void xml_add_quoted(struct str *out, const char *text, size_t len) {
    const char *p = text, *end = text + len;
    char bytes[4];
    while (p < end) {
        uint32_t c = utf8_next(&p, end);
        str_addn(out, bytes, utf8_put(bytes, c < 0x20 || c == 0x7f ? ' ' : c));
    }
}

static const char *prefix_of(const struct writer *w, const char *uri) {
    const struct namespaces *ns = w->style->ns;
    if (*uri == '\0' || ns == NULL)
        return NULL;
    for (size_t i = 0; i < ns->count; i++)
        if (strcmp(ns->at[i].uri, uri) == 0)
            return ns->at[i].prefix;
    return NULL;
}

static void put_name(const struct writer *w, const struct name *name) {
    const char *prefix = prefix_of(w, name->uri);
    if (prefix != NULL)
        str_addf(w->out, "%s:", prefix);
    str_add(w->out, name->local);
}

static bool uses(const struct writer *w, const struct node *n, const char *uri) {
    if (skipped(w, n))
        return false;
    if (strcmp(n->name->uri, uri) == 0)
        return true;
    for (const struct node *a = n->attr; a; a = a->next)
        if (uses(w, a, uri))
            return true;
    for (const struct node *c = n->child; c; c = c->next)
        if (uses(w, c, uri))
            return true;
    return false;
}

static void put_namespaces(const struct writer *w, const struct node *root) {
    const struct namespaces *ns = w->style->ns;
    const char *plain = w->style->default_uri;
    if (plain != NULL && *plain != '\0') {
        str_add(w->out, " xmlns=\"");
        put_text(w->out, plain, true);
        str_add(w->out, "\"");
    }
    for (size_t i = 0; ns != NULL && i < ns->count; i++) {
        const char *prefix = prefix_of(w, ns->at[i].uri);
        /* Two prefixes of one namespace: the first is used. */
        if (prefix != ns->at[i].prefix || !uses(w, root, ns->at[i].uri))
            continue;
        str_addf(w->out, " xmlns:%s=\"", prefix);
        put_text(w->out, ns->at[i].uri, true);
        str_add(w->out, "\"");
    }
}

static void put_element(const struct writer *w, const struct node *n, bool root) {
    size_t inner = 0;
    str_add(w->out, "<");
    put_name(w, n->name);
    if (root)
        put_namespaces(w, n);
    for (const struct node *a = n->attr; a; a = a->next) {
        if (skipped(w, a))
            continue;
        str_add(w->out, " ");
        put_name(w, a->name);
        str_add(w->out, "=\"");
        put_text(w->out, a->value, true);
        str_add(w->out, "\"");
    }
    str_add(w->out, ">");
    inner = w->out->len;
    put_text(w->out, n->value, false);
    for (const struct node *c = n->child; c; c = c->next)
        if (!skipped(w, c))
            put_element(w, c, false);
    if (w->out->len == inner) {
        str_cut(w->out, inner - 1);
        str_add(w->out, "/>");
        return;
    }
    str_add(w->out, "</");
    put_name(w, n->name);
    str_add(w->out, ">");
}

void xml_write(const struct node *n, const struct xml_style *style, struct str *out) {
    const struct writer w = {.style = style, .out = out};
    str_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    put_element(&w, n, true);
}
