/* XML bytes as a row of events. This is a module of its own (base/module.h), loaded by forms/xml.c
 * while a document is read: libxml2 brings ICU and the C++ library, which take 2 MB and a part of
 * every start. It uses nothing of the program but this header. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What is called as the reader meets it. Texts live during the call; `line` is where the reader
 * stands, and a URI is "" where there is none. What returns false ends the reading. */
struct sax_events {
    /* A prefix is declared (not the default), before `start` of the element that declares it. */
    void (*prefix)(void *ctx, const char *prefix, const char *uri);
    /* `uri` is the namespace in force; equal ones have one address as long as the reading lasts. */
    bool (*start)(void *ctx, const char *uri, bool prefixed, const char *local, int line);
    /* Each attribute of the element that has just started. `value` has no NUL at its end. */
    void (*attribute)(void *ctx, const char *uri, const char *local, const char *value, size_t len);
    void (*text)(void *ctx, const char *text, size_t len); /* a piece; the next may follow it */
    void (*end)(void *ctx, int line);
};

enum sax_end {
    SAX_WELL,    /* the whole document is well-formed */
    SAX_STOPPED, /* an event returned false */
    SAX_ENTITY,  /* an entity is declared */
    SAX_BROKEN,  /* it is not well-formed */
    SAX_FULL     /* no memory to begin with */
};

struct sax_complaint {
    int line;
    char words[400]; /* of the library, one line of bytes as they are; "": it says nothing */
};

/* Any thread; a second one waits until the first has read its document. `ret` is filled after
 * SAX_ENTITY (the line) and SAX_BROKEN. */
enum sax_end sax_read(const char *bytes, size_t len, const struct sax_events *events, void *ctx,
                      struct sax_complaint *ret);
typedef enum sax_end (*sax_reader)(const char *bytes, size_t len, const struct sax_events *events,
                                   void *ctx, struct sax_complaint *ret);
