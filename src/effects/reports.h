/* Reports as the kiosk makes them: into its own folder of exports, or into an open file where they
 * hold names and must not lie on its card. */
#pragma once

#include <stdio.h>

#include "effects/work.h"

struct reports_ask {
    const char *report;      /* NULL: all of them in one book, but for `without` */
    const char *ending;      /* ".csv": the format */
    uint32_t without;        /* as report_opts.without */
    struct date from, until; /* no date: open */
    bool names;              /* of the register; the store's must be open */
};

/* Writes exports/REPORT-DAY.ENDING ("reports" for a book of all); `path` gets where. */
bool reports_write(struct store *s, struct work *w, const struct reports_ask *ask, char *path,
                   size_t size, size_t *ret_sessions, struct err *err) MUST_USE;
bool reports_print(struct store *s, struct work *w, const struct reports_ask *ask, FILE *out,
                   struct err *err) MUST_USE;
/* "register-2019-02-06.csv": how a file of today is called. */
void reports_name(struct store *s, const char *what, const char *ending, char *out, size_t size);

/* The handling marking of a file: what the kiosk's settings say, but for names at least
 * OFFICIAL-SENSITIVE. NULL: the reports' own. */
const char *reports_marking(const struct work *w, bool names);

/* An export has reached its reader: the store remembers how many sessions were in it. */
bool reports_exported(struct store *s, struct work *w, size_t sessions, struct err *err) MUST_USE;
