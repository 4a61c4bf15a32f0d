/* A growing string of bytes, always ended by a NUL that `len` does not count. `{0}` is an empty
 * one. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

#include <stdarg.h>
#include <stddef.h>

struct str {
    char *p; /* NULL until something was added: read it through str_c() */
    size_t len, cap;
    /* Set one of these while it is empty, or neither: */
    struct arena *arena; /* its bytes lie there, also while it grows: they go with the arena only */
    bool secret;         /* its bytes lie in whole pages of base/secret.h, also while it grows */
};

const char *str_c(const struct str *s); /* never NULL */
void str_add(struct str *s, const char *text);
void str_addn(struct str *s, const char *bytes, size_t n);
void str_addc(struct str *s, char c);
void str_addf(struct str *s, const char *fmt, ...) PRINTF(2, 3);
void str_vaddf(struct str *s, const char *fmt, va_list ap) PRINTF(2, 0);
void str_cut(struct str *s, size_t len); /* shortens to `len` bytes; keeps the memory */
/* Room for `n` more bytes. A string that grows leaves copies of itself in memory that was given
 * back: what is personal gets its room at once. */
void str_reserve(struct str *s, size_t n);
void str_release(struct str *s); /* frees, and leaves an empty one */
void str_wipe(struct str *s);    /* the same, overwritten first: for what is personal */

/* Copies `src` to a fixed array and cuts at a character's edge. Returns false if it had to cut. */
bool str_copy(char *dst, size_t size, const char *src);
#define STR_COPY(dst, src) str_copy((dst), sizeof(dst), (src))

bool str_eq(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts(const char *s, const char *prefix);
/* Splits `s` in place at each `sep`, trims blanks, skips empties; returns how many of max were set.
 */
size_t str_split(char *s, char sep, char **ret_part, size_t max);
char *str_trim(char *s); /* cuts ASCII blanks at both ends, in place; returns the new start */
