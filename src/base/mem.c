/* malloc and its kin for a program that cannot go on without memory. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/secret.h"

static void *check(void *p) {
    if (!p)
        BUG("out of memory");
    return p;
}

void *xmalloc(size_t size) {
    return check(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size) {
    return check(count && size ? calloc(count, size) : calloc(1, 1));
}

void *xrealloc(void *p, size_t size) {
    return check(realloc(p, size ? size : 1));
}

void *xgrow(void *p, size_t *cap, size_t need, size_t elem) {
    if (need <= *cap)
        return p;
    size_t n = *cap ? *cap : 8;
    while (n < need)
        n = n > SIZE_MAX / 2 ? need : n * 2;
    ASSERT(elem == 0 || n <= SIZE_MAX / elem);
    p = xrealloc(p, n * elem);
    *cap = n;
    return p;
}

char *xstrdup(const char *s) {
    return check(strdup(s));
}

__attribute__((noinline)) void stack_wipe(void) {
    unsigned char below[SECRET_STACK];
    explicit_bzero(below, sizeof(below));
}
