/* What a report remembers of the venues it has met: how each is written as a cell, and which school
 * it is.
 *
 * A school has one name: "Mount Grace", "Mount Grace School" and "Mount Grace Secondary School" are
 * one, called as it was called first, without its town. */
#pragma once

#include "outreach/ledger.h"
#include "report/book.h"

struct places;

struct places *places_new(void);
void places_free(struct places *p); /* NULL is fine */
/* Writes the two cells of a session: its venue, and the name of the school at which it is, or
 * nothing. */
void places_write(struct places *p, struct book *w, const struct session *s);
/* The name of the school at which a session is, "" elsewhere. Lives until the next call. */
const char *places_school(struct places *p, const struct session *s);
