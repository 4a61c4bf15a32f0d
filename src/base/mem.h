/* Allocation that does not return NULL. Running out of memory ends the program (the service starts
 * again and finds every mark on the card); sizes from outside are capped before they get here. */
#pragma once

#include <stddef.h>

void *xmalloc(size_t size);               /* at least 1 byte, not cleared */
void *xcalloc(size_t count, size_t size); /* cleared; the product is checked */
void *xrealloc(void *p, size_t size);     /* as realloc, never NULL */
void *xgrow(void *p, size_t *cap, size_t need,
            size_t elem); /* doubles *cap until it holds `need` elements */
char *xstrdup(const char *s);

/* Overwrites what earlier calls have left on this thread's stack, SECRET_STACK bytes of it below
 * the caller (base/secret.h): after work with what is personal. */
void stack_wipe(void);
