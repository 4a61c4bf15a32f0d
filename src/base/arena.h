/* Memory that is given back all at once: one arena per frame, per screen, per parsed file.
 *
 * An arena owns a chain of blocks. What it hands out is aligned for any type, not cleared unless
 * the name says so, and lives until arena_reset() or arena_free(). Not for several threads at once.
 * One that is `secret` takes its blocks from base/secret.h: whatever it gives back is overwritten.
 */
#pragma once

#include "base/err.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *block; /* newest first */
    size_t used;               /* bytes handed out since the last reset: for benches and caps */
    bool secret;               /* set before the first block is taken, and never after */
};

void *arena_alloc(struct arena *a, size_t size);
void *arena_zalloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t elem); /* cleared; the product is checked */
char *arena_strdup(struct arena *a, const char *s);            /* NULL stays NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) PRINTF(2, 0);

/* Forgets all that was handed out and keeps the largest block for the next round. What it gives
 * back is overwritten: frames are reset and names are drawn in them, and an arena gives something
 * back only until it has grown into its size. */
void arena_reset(struct arena *a);

/* A place to come back to: what is handed out after arena_mark() lives until arena_rewind() to it
 * (or to an earlier one). For the rows of a long loop, which need little each and nothing after. */
struct arena_mark {
    struct arena_block *block;
    size_t filled, used;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark to);

void arena_free(struct arena *a); /* gives everything back; the arena may be used again */
void arena_wipe(struct arena *a); /* the same, overwritten first: for what is personal */

/* `p` is an `struct arena *`; use as ARENA(a); to have an arena that frees itself. */
#define ARENA(name) struct arena name CLEANUP(arena_free) = {0}
#define NEW(a, type) ((type *)arena_zalloc((a), sizeof(type)))
