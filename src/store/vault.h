/* Who reads what visitors leave behind the door, and the place where it lies until then. */
#pragma once

#include "store/store.h"

/* ---- readers ---- */

enum { READERS_MAX = 2, READER_DER_MAX = 800 };

struct reader_key { /* the public half of a reader's pair (seal/pair.h) */
    unsigned char der[READER_DER_MAX];
    size_t n; /* bytes of it */
};
/* Those to whom an envelope is sealed: the coordinator, and a second one if there is one. *ret_n 0:
 * nobody could read it. What cannot be a key is left out. */
bool store_reader_keys(struct store *s, struct reader_key ret[READERS_MAX], size_t *ret_n,
                       struct err *err) MUST_USE;
