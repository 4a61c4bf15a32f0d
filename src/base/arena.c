/* Blocks are taken in growing sizes, 16 KiB to 1 MiB, and filled from the bottom up; what does not
 * fit a block of that size gets one of its own. In a build with AddressSanitizer the unused part of
 * every block is poisoned, so that a stray write behind an object is seen as it would be with
 * malloc(). */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#endif
#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { ALIGN = alignof(max_align_t), BLOCK_MIN = 16 << 10, BLOCK_MAX = 1 << 20 };

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

static void add_block(struct arena *a, size_t need) {
    size_t size = a->block ? a->block->size * 2 : BLOCK_MIN;
    if (size > BLOCK_MAX)
        size = BLOCK_MAX;
    if (size < need)
        size = need;
    ASSERT(size <= SIZE_MAX / 2);
    struct arena_block *b = a->secret ? secret_new(sizeof(*b) + size) : xmalloc(sizeof(*b) + size);
    if (a->secret) /* its pages are whole: so is what they hold */
        size = secret_size(sizeof(*b) + size) - sizeof(*b);
    b->next = a->block;
    b->size = size;
    b->used = 0;
    a->block = b;
    ASAN_POISON_MEMORY_REGION(b->bytes, b->size);
}

static void free_block(const struct arena *a, struct arena_block *b) {
    ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->size);
    if (a->secret)
        secret_free(b, sizeof(*b) + b->size);
    else
        free(b);
}

void *arena_alloc(struct arena *a, size_t size) {
    ASSERT(size <= SIZE_MAX / 2);
    size_t step = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (step == 0)
        step = ALIGN; /* two objects never share an address */
    if (!a->block || a->block->size - a->block->used < step)
        add_block(a, step);
    void *p = a->block->bytes + a->block->used;
    a->block->used += step;
    a->used += step;
    ASAN_UNPOISON_MEMORY_REGION(p, size);
    return p;
}

void *arena_zalloc(struct arena *a, size_t size) {
    return memset(arena_alloc(a, size), 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t elem) {
    ASSERT(elem == 0 || count <= SIZE_MAX / elem);
    return arena_zalloc(a, count * elem);
}

char *arena_strndup(struct arena *a, const char *s, size_t n) {
    n = strnlen(s, n);
    char *copy = arena_alloc(a, n + 1);
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *arena_strdup(struct arena *a, const char *s) {
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) {
    char brief[256]; /* most texts of a frame are short: one pass is enough for them */
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(brief, sizeof(brief), fmt, ap);
    ASSERT(n >= 0);
    char *text = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof(brief))
        memcpy(text, brief, (size_t)n + 1);
    else
        vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    return text;
}

char *arena_printf(struct arena *a, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    char *text = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return text;
}

static void wipe_block(struct arena_block *b) {
    ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->size);
    explicit_bzero(b->bytes, b->size); /* all of it: a reset leaves old objects above `used` */
}

void arena_reset(struct arena *a) {
    struct arena_block *largest = a->block;
    for (struct arena_block *b = a->block; b; b = b->next) {
        if (b->size > largest->size)
            largest = b;
    }
    for (struct arena_block *b = a->block, *next; b; b = next) {
        next = b->next;
        if (b == largest)
            continue;
        wipe_block(b);
        free_block(a, b);
    }
    if (largest) {
        largest->next = NULL;
        largest->used = 0;
        ASAN_POISON_MEMORY_REGION(largest->bytes, largest->size);
    }
    *a = (struct arena){.block = largest, .secret = a->secret};
}

struct arena_mark arena_mark(const struct arena *a) {
    return (struct arena_mark){a->block, a->block ? a->block->used : 0, a->used};
}

void arena_rewind(struct arena *a, struct arena_mark to) {
    if (!to.block) { /* it was empty then */
        arena_reset(a);
        return;
    }
    while (a->block != to.block) {
        struct arena_block *b = a->block;
        a->block = b->next;
        free_block(a, b);
    }
    ASAN_POISON_MEMORY_REGION(a->block->bytes + to.filled, a->block->size - to.filled);
    a->block->used = to.filled;
    a->used = to.used;
}

void arena_free(struct arena *a) {
    for (struct arena_block *b = a->block, *next; b; b = next) {
        next = b->next;
        free_block(a, b);
    }
    *a = (struct arena){.secret = a->secret};
}

void arena_wipe(struct arena *a) {
    for (struct arena_block *b = a->block; b; b = b->next)
        wipe_block(b);
    arena_free(a);
}
