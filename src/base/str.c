/* A growing string, and what is missing in <string.h> for fixed ones. */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/utf8.h"

const char *str_c(const struct str *s) {
    return s->p ? s->p : "";
}

/* To a larger piece of secret memory; nothing stays in the one before. */
static void grow_secret(struct str *s, size_t need) {
    if (need <= s->cap)
        return;
    size_t cap = secret_size(need > s->cap * 2 ? need : s->cap * 2);
    char *p = secret_new(cap);
    if (s->p)
        memcpy(p, s->p, s->len + 1);
    secret_free(s->p, s->cap);
    s->p = p;
    s->cap = cap;
}

/* To a larger piece of the arena. */
static void grow_in_arena(struct str *s, size_t need) {
    enum { FIRST = 32 };
    if (need <= s->cap)
        return;
    size_t cap = need > s->cap * 2 ? need : s->cap * 2;
    char *p = arena_alloc(s->arena, cap > FIRST ? cap : FIRST);
    if (s->p)
        memcpy(p, s->p, s->len + 1);
    s->p = p;
    s->cap = cap > FIRST ? cap : FIRST;
}

/* Room for `n` more bytes and the NUL. */
static char *reserve(struct str *s, size_t n) {
    ASSERT(n < SIZE_MAX / 2 - s->len);
    size_t need = s->len + n + 1;
    if (s->arena)
        grow_in_arena(s, need);
    else if (s->secret)
        grow_secret(s, need);
    else
        s->p = xgrow(s->p, &s->cap, need, 1);
    return s->p + s->len;
}

void str_addn(struct str *s, const char *bytes, size_t n) {
    char *end = reserve(s, n);
    if (n)
        memcpy(end, bytes, n);
    end[n] = '\0';
    s->len += n;
}

void str_add(struct str *s, const char *text) {
    str_addn(s, text, strlen(text));
}

void str_addc(struct str *s, char c) {
    str_addn(s, &c, 1);
}

void str_vaddf(struct str *s, const char *fmt, va_list ap) {
    va_list again;
    va_copy(again, ap);
    char *end = reserve(s, 0);
    size_t room = s->cap - s->len;
    int n = vsnprintf(end, room, fmt, ap);
    ASSERT(n >= 0);
    if ((size_t)n >= room)
        vsnprintf(reserve(s, (size_t)n), (size_t)n + 1, fmt, again);
    s->len += (size_t)n;
    va_end(again);
}

void str_addf(struct str *s, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    str_vaddf(s, fmt, ap);
    va_end(ap);
}

void str_cut(struct str *s, size_t len) {
    if (len < s->len) {
        s->len = len;
        s->p[len] = '\0';
    }
}

void str_reserve(struct str *s, size_t n) {
    *reserve(s, n) = '\0';
}

void str_wipe(struct str *s) {
    if (s->p)
        explicit_bzero(s->p, s->cap);
    str_release(s);
}

void str_release(struct str *s) {
    if (s->secret)
        secret_free(s->p, s->cap);
    else if (!s->arena)
        free(s->p);
    *s = (struct str){.arena = s->arena, .secret = s->secret};
}

bool str_copy(char *dst, size_t size, const char *src) {
    ASSERT(size > 0);
    size_t n = strnlen(src, size);
    bool fits = n < size;
    if (!fits)
        n = utf8_cut(src, size - 1);
    memmove(dst, src, n);
    dst[n] = '\0';
    return fits;
}

bool str_eq(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool str_starts(const char *s, const char *prefix) {
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char *str_trim(char *s) {
    while (is_blank(*s))
        s++;
    size_t n = strlen(s);
    while (n && is_blank(s[n - 1]))
        n--;
    s[n] = '\0';
    return s;
}

size_t str_split(char *s, char sep, char **ret_part, size_t max) {
    size_t n = 0;
    while (s && n < max) {
        char *end = strchr(s, sep);
        if (end)
            *end = '\0';
        char *part = str_trim(s);
        if (*part)
            ret_part[n++] = part;
        s = end ? end + 1 : NULL;
    }
    return n;
}
