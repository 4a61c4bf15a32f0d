/* An open hash table of names: probed in a line, doubled when it is two thirds full. Names are
 * never taken out, so an empty place ends a search. */
#include "forms/node.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct names {
    struct arena arena;       /* the names and their texts */
    const struct name **slot; /* cap places, a power of two; NULL is empty */
    size_t cap, count;
};

enum { FIRST_CAP = 64 };

struct names *names_new(void) {
    struct names *names = xcalloc(1, sizeof(*names));
    names->cap = FIRST_CAP;
    names->slot = xcalloc(names->cap, sizeof(const struct name *));
    return names;
}

void names_free(struct names *names) {
    if (!names)
        return;
    arena_free(&names->arena);
    free((void *)names->slot);
    free(names);
}

/* FNV-1a over the URI, a byte that no text contains, and the local part. */
static size_t hash(const char *uri, const char *local, size_t len) {
    uint64_t h = 0xcbf29ce484222325u;
    for (const char *p = uri; *p; p++)
        h = (h ^ (unsigned char)*p) * 0x100000001b3u;
    h *= 0x100000001b3u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)local[i]) * 0x100000001b3u;
    return (size_t)(h ^ h >> 32);
}

/* The place of the name, or the empty one where it belongs. */
static const struct name **find(const struct names *names, const char *uri, const char *local,
                                size_t len) {
    size_t i = hash(uri, local, len) & (names->cap - 1);
    for (;; i = (i + 1) & (names->cap - 1)) {
        const struct name *n = names->slot[i];
        if (!n || (strncmp(n->local, local, len) == 0 && n->local[len] == '\0' &&
                   strcmp(n->uri, uri) == 0))
            return &names->slot[i];
    }
}

static void grow(struct names *names) {
    struct names bigger = *names;
    bigger.cap = names->cap * 2;
    bigger.slot = xcalloc(bigger.cap, sizeof(const struct name *));
    for (size_t i = 0; i < names->cap; i++) {
        const struct name *n = names->slot[i];
        if (n)
            *find(&bigger, n->uri, n->local, strlen(n->local)) = n;
    }
    free((void *)names->slot);
    *names = bigger;
}

const struct name *names_getn(struct names *names, const char *uri, const char *local, size_t len) {
    if (!uri)
        uri = "";
    len = strnlen(local, len);
    const struct name **slot = find(names, uri, local, len);
    if (*slot)
        return *slot;
    struct name *made = NEW(&names->arena, struct name);
    made->local = arena_strndup(&names->arena, local, len);
    made->uri = arena_strdup(&names->arena, uri);
    *slot = made;
    names->count++;
    if (names->count * 3 > names->cap * 2)
        grow(names);
    return made;
}

const struct name *names_get(struct names *names, const char *uri, const char *local) {
    return names_getn(names, uri, local, strlen(local));
}
