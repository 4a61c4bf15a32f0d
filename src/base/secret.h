/* Memory for what nobody may find later: answers that are being given, keys.
 *
 * Each piece has pages of its own, so that nothing else shares them: locked (the system never swaps
 * them out), left out of core dumps, zeroed when they are given out and overwritten before they are
 * given back. Dear by the piece (whole pages, three calls of the system): for handles, buffers and
 * arenas (struct arena.secret). Single values and strings lie in such an arena. Any thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

void *secret_new(size_t n);          /* zeroed, never NULL; n > 0 */
void secret_free(void *p, size_t n); /* n: as it was asked for; NULL is fine */
size_t secret_size(size_t n);        /* what `n` bytes really take: whole pages */

/* The same for this thread's stack: what functions that the caller calls from now on keep on it,
 * down to SECRET_STACK bytes below the caller. */
enum { SECRET_STACK = 256 << 10 };
void secret_stack(void);

/* Asks for as much locked memory as this process may have, and answers whether `n` bytes of it are
 * to be had. Where not, everything works all the same, but may be swapped out if the system swaps:
 * to be said once, at the start. */
bool secret_locks(size_t n);
