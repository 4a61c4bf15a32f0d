/* The last column of a session: what was remembered of it at its closing, and what else became of
 * it: why it was called off, where it moved to or came from, why it was opened again, whose other
 * number there is and which of the two holds. */
#pragma once

#include "base/str.h"
#include "outreach/suppress.h"
#include "report/book.h"

/* Figures that `small` does not let be shown are not in it; NULL: all are. */
void note_write(struct book *w, const struct session *s, const struct suppress *small);
