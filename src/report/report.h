/* Reports: what a coordinator takes away. Pure reading of the store's tables, row by row, into a
 * sink that knows the format; the same rows serve every format and both programs. */
#pragma once

#include "base/err.h"
#include "outreach/suppress.h"
#include "outreach/tally.h"

#include <stdbool.h>
#include <stdio.h>

struct form;
struct store;

struct report_opts {
    const char *report;      /* one of report_name(); NULL: all that the format can hold, or the
                                sessions */
    struct date from, until; /* no date: open. Sessions without a date are in unless one is given */
    bool mark;               /* a .csv begins with a byte order mark */
    const char *marking;     /* handling marking line; NULL: "OFFICIAL" */
    int64_t wall;            /* time of the data, ms */
    int64_t session;         /* of a page that is about one; else 0 */
    uint32_t without;        /* reports that a book of all leaves out: bit i is report_name(i) */
    bool names;              /* of the register, from a store whose names are open */
    enum suppress_mode small;        /* what becomes of small numbers */
    const struct suppress *suppress; /* which sessions that concerns: made by report_write() and the
                                        like for all reports of the file; not looked at there */
    struct store *store;             /* what is not in the sessions themselves is read there */
    const struct form *const *form;  /* by which feedback is told; what is of others has sums */
    size_t forms;
    const struct tally_plan *tally_plan; /* labels of what is tallied; NULL: keys stand for them */
};

enum { REPORTS_MAX = 32 };

/* What can be asked for, by name, and is among all; NULL behind the last, at most REPORTS_MAX. None
 * of them holds a person's name, unless report_opts.names asks the register for it. */
const char *report_name(size_t i);
/* Those that are made only where they are asked for, because people's own words are in them. */
const char *report_alone(size_t i);
const char *report_marking(const struct report_opts *o); /* its handling marking, never NULL */

/* Writes the report as CSV: RFC 4180 (CRLF, every record the same number of fields), UTF-8, cells
 * that a spreadsheet would take for a formula made harmless by a leading apostrophe. Header first,
 * one record a session, then totals (also by action, a session that serves two counted once in the
 * total), definitions and the marking line. */
bool report_csv(struct session_reader rows, const struct report_opts *o, FILE *out,
                struct err *err) MUST_USE;

/* The same in any format, by its ending (".html"), into an open file: for what must lie nowhere on
 * the kiosk's own card. */
bool report_print(struct session_reader rows, const struct report_opts *o, const char *ending,
                  FILE *out, size_t *ret_sessions, struct err *err) MUST_USE;

/* Writes OUT so that it is whole or not there: temporary file, fsync, rename. The ending of the
 * name picks the format; an unknown one is refused in a sentence. Returns the number of sessions
 * written. */
bool report_write(struct session_reader rows, const struct report_opts *o, const char *path,
                  size_t *ret_sessions, struct err *err) MUST_USE;
