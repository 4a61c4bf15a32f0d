/* The totals of one day as a few lines of plain text: for a phone that is held up to the
 * coordinator's screen, long before any file is copied. */
#pragma once

#include "outreach/suppress.h"
#include "outreach/tally.h"

struct store;

enum { DAY_TEXT = 301 /* bytes, so that a code of it can be read off a small screen, and a NUL */ };

struct day_opts {
    struct date day;
    const char *marking; /* handling marking; NULL: "OFFICIAL" */
    enum suppress_mode small;
    const struct tally_plan *tally_plan;
};

/* "Turnout, 06/02/2019, OFFICIAL", then a line for each place with its sessions and heads, and one
 * of what was tallied; no name of a person, and no small number (outreach/suppress.h). What does
 * not fit is left out, and the last line says how much: "and 3 more". "": no session took place. */
bool day_text(struct store *s, const struct day_opts *o, char out[DAY_TEXT],
              struct err *err) MUST_USE;
