/* A small form's data to ask with XPath: one tree of answers (some hidden, one pattern of a
 * repeat), one list of towns, and a host whose clock stands at 2024-03-01T12:34:56.789+01:00 and
 * whose luck is always one half. Shared by the tests and the fuzz target of forms/xpath. */
#pragma once

#include "forms/xpath.h"

struct world {
    struct names *names;
    struct namespaces ns;
    struct tree data, towns;
    struct arena scratch, parsed;
    struct xhost host;
    size_t asked; /* lookups that the index of the towns has answered */
    bool indexed; /* whether there is such an index; off at first */
};

extern const char *const world_data_xml; /* what world.data was read from */

struct world *world_new(void);
void world_free(struct world *w);
/* Parses and evaluates with the node of `path` ("" is the root element) as context; false with a
 * sentence from either. The value lives until world_free(). */
bool world_eval(struct world *w, const char *expression, const char *path, struct xvalue *ret,
                struct err *err);
/* Its value in words: true, 12.5, 'text', <a|b> for the texts of nodes, `nothing` for a set without
 * any, or "! sentence". */
void world_say(struct world *w, const char *expression, const char *path, struct str *out);
