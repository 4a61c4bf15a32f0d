/* libxml2 reports elements as it meets them (SAX2). No document of the library's own is ever made:
 * who listens builds what is wanted, which is faster and takes a third of the memory.
 *
 * What a file may do is decided here and not by the library's defaults: a declared entity ends the
 * reading, nothing outside the bytes is opened, and the library keeps its own limits as well.
 *
 * The library keeps a state for every thread but the one that began with it, and would leave it
 * behind when it is unloaded. So it is begun and cleaned up with each reading, one at a time. */
#include "forms/sax.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

struct sax {
    const struct sax_events *events;
    void *ctx;
    xmlParserCtxtPtr parser;
    enum sax_end end; /* SAX_WELL until it is stopped */
    int line;         /* where it was */
};

static void stop(struct sax *s, enum sax_end end) {
    if (s->end != SAX_WELL)
        return;
    s->end = end;
    s->line = xmlSAX2GetLineNumber(s->parser);
    xmlStopParser(s->parser);
}

static const char *or_empty(const xmlChar *uri) {
    return uri != NULL ? (const char *)uri : "";
}

/* libxml2 gives five pointers an attribute: local name, prefix, URI, value and its end. */
enum { ATTR_LOCAL, ATTR_PREFIX, ATTR_URI, ATTR_VALUE, ATTR_END, ATTR_PARTS };

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                     int prefixes, const xmlChar **declared, int attrs, int defaulted,
                     const xmlChar **attr) {
    (void)defaulted;
    struct sax *s = ctx;
    if (s->end != SAX_WELL)
        return;
    for (int i = 0; i < prefixes; i++)
        if (declared[2 * i] != NULL)
            s->events->prefix(s->ctx, (const char *)declared[2 * i], or_empty(declared[2 * i + 1]));
    if (!s->events->start(s->ctx, or_empty(uri), prefix != NULL, (const char *)local,
                          xmlSAX2GetLineNumber(s->parser))) {
        stop(s, SAX_STOPPED);
        return;
    }
    for (int i = 0; i < attrs; i++, attr += ATTR_PARTS)
        s->events->attribute(s->ctx, or_empty(attr[ATTR_URI]), (const char *)attr[ATTR_LOCAL],
                             (const char *)attr[ATTR_VALUE],
                             (size_t)(attr[ATTR_END] - attr[ATTR_VALUE]));
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    (void)local;
    (void)prefix;
    (void)uri;
    struct sax *s = ctx;
    if (s->end == SAX_WELL)
        s->events->end(s->ctx, xmlSAX2GetLineNumber(s->parser));
}

static void on_text(void *ctx, const xmlChar *text, int len) {
    struct sax *s = ctx;
    if (s->end == SAX_WELL)
        s->events->text(s->ctx, (const char *)text, (size_t)len);
}

static void on_entity(void *ctx, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content) {
    (void)name;
    (void)type;
    (void)public_id;
    (void)system_id;
    (void)content;
    stop(ctx, SAX_ENTITY);
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

static void complain(const struct sax *s, struct sax_complaint *ret) {
    const xmlError *e = xmlCtxtGetLastError(s->parser);
    *ret = (struct sax_complaint){.line = s->line};
    if (s->end != SAX_BROKEN || e == NULL || e->message == NULL)
        return;
    ret->line = e->line;
    snprintf(ret->words, sizeof ret->words, "%.*s", (int)strcspn(e->message, "\r\n"), e->message);
}

static enum sax_end read_alone(const char *bytes, size_t len, const struct sax_events *events,
                               void *ctx, struct sax_complaint *ret) {
    struct sax s = {.events = events, .ctx = ctx, .parser = xmlNewParserCtxt()};
    if (s.parser == NULL)
        return SAX_FULL;
    *s.parser->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                                     .startElementNs = on_start,
                                     .endElementNs = on_end,
                                     .characters = on_text,
                                     .ignorableWhitespace = on_text,
                                     .cdataBlock = on_text,
                                     .entityDecl = on_entity,
                                     .unparsedEntityDecl = on_unparsed,
                                     .serror = on_error};
    s.parser->userData = &s;
    /* Of bytes in a wrong encoding the library complains to the thread, not to the parser. */
    xmlSetStructuredErrorFunc(NULL, on_error);
    /* NOENT: an &amp; in an attribute comes as "&" and not as "&#38;". Only XML's own five can be
     * meant, since a declaration has ended the reading before. The document is not ours, and empty:
     * the library makes one where an entity is declared. */
    xmlFreeDoc(xmlCtxtReadMemory(s.parser, bytes, (int)len, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOENT));
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (s.end == SAX_WELL && !(s.parser->wellFormed && s.parser->nsWellFormed))
        s.end = SAX_BROKEN;
    complain(&s, ret);
    xmlFreeParserCtxt(s.parser);
    return s.end;
}

enum sax_end sax_read(const char *bytes, size_t len, const struct sax_events *events, void *ctx,
                      struct sax_complaint *ret) {
    static pthread_mutex_t alone = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&alone);
    xmlInitParser();
    enum sax_end end = read_alone(bytes, len, events, ctx, ret);
    xmlCleanupParser();
    pthread_mutex_unlock(&alone);
    return end;
}
