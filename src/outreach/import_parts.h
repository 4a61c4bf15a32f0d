/* What the files of the importer share; nobody else includes this.
 *
 * import.c recognises the bytes, import_plan.c, import_programme.c, import_ics.c, import_roster.c,
 * import_replies.c, import_updates.c and import_figures.c make rows of them, import_check.c finds
 * out what each row changes, import_dates.c and import_places.c argue.
 */
#pragma once

#include "outreach/datewords.h"
#include "outreach/ics.h"
#include "outreach/import.h"
#include "outreach/table.h"
#include "outreach/venue.h"

enum { IMPORT_COMPLAINTS_MAX = 500 }; /* more help nobody; the rest is counted in one line */

/* Adds a complaint about a row (SIZE_MAX: none of the rows kept). The texts live in im->arena or
 * are constants. */
void import_warn(struct import *im, const char *rule, int line, size_t row, const char *what,
                 const char *todo);
void import_wrong(struct import *im, const char *rule, int line, const char *what,
                  const char *todo);
/* The one line in place of all that came after IMPORT_COMPLAINTS_MAX, then everything in order of
 * line. */
void import_sort_complaints(struct import *im);

/* ---- columns ---- */
struct import_column {
    const char *name;
    bool required;
};
/* Which column of the table each of the `n` known ones is: ret_at[i], or -1. An error names what is
 * missing or unknown and the nearest right name. `personal`: what is unknown is not repeated, for
 * where the header is missing it may be a name. */
bool import_columns(const struct table_row *head, const struct import_column *column, size_t n,
                    bool personal, int *ret_at, struct err *err) MUST_USE;
/* Complains about a row whose cells are not those of the header; true if it can be read. */
bool import_row_fits(struct import *im, const struct table_row *head, const struct table_row *row);
/* Complains about handling markings and formulas in a row's cells. */
void import_watch_cells(struct import *im, const struct table_row *head,
                        const struct table_row *row);
/* What stands in the `n` known columns, for which import_columns() said where each is; "" where the
 * file has none. Lives as long as the import. */
void import_clean_cells(struct import *im, const struct table_row *row, const int *at, size_t n,
                        const char **ret_text);
/* All three at once; false: the row cannot be read. */
bool import_take_cells(struct import *im, const struct table_row *head, const struct table_row *row,
                       const int *at, size_t n, const char **ret_text);

void import_plan(struct import *im, const struct table *t, const int *at);
void import_programme(struct import *im, const struct table *t, const int *at);
void import_roster(struct import *im, const struct table *t, const int *at);
void import_replies(struct import *im, const struct table *t, const int *at);
void import_updates(struct import *im, const struct table *t, const int *at);
void import_figures(struct import *im, const struct table *t, const int *at);
size_t import_plan_columns(const struct import_column **ret_columns);
size_t import_programme_columns(const struct import_column **ret_columns);
size_t import_roster_columns(const struct import_column **ret_columns);
size_t import_replies_columns(const struct import_column **ret_columns);
size_t import_updates_columns(const struct import_column **ret_columns);
size_t import_figures_columns(const struct import_column **ret_columns);
/* A calendar, by the module or by the reader that is given. */
bool import_ics(struct import *im, const char *text, struct err *err) MUST_USE;
bool import_calendar(struct import *im, ics_reader reader, const char *text,
                     struct err *err) MUST_USE;

/* The date of a row for the eye: its words, else D/M/Y, else "no date". */
const char *import_when(struct import *im, const struct session *s);

/* ---- checking ---- */
struct import_fact {      /* what is worked out once for each row */
    const char *key;      /* venue_key */
    const char *spelling; /* the venue folded: capitals and blanks make no other spelling */
    enum venue_phase phase;
    struct date_words words;
};

struct import_facts {
    struct import *im;
    const struct ledger *ledger; /* or NULL */
    struct date today;           /* or no date */
    struct import_fact *of;      /* one a row */
    size_t *by_venue;            /* rows in order of venue key, date, line; merged ones left out */
    size_t placed;
};

/* Some complaints come in crowds: the first ten are listed, the others counted in one line. */
struct import_crowd {
    size_t n;
};
bool import_crowd_room(struct import_crowd *c);
/* `what` goes on after "12 more ". */
void import_crowd_end(struct import *im, const struct import_crowd *c, const char *rule,
                      const char *what, const char *todo);

/* Line numbers for a sentence: "12, 14, 15 and 9 more". */
struct import_lines {
    const char *text;
    size_t n;
};
void import_lines_add(struct import *im, struct import_lines *l, int line);
const char *import_lines_text(struct import *im, const struct import_lines *l);

/* The rows of one venue key: by_venue[from..to). */
struct import_run {
    size_t from, to;
};
bool import_same_place(const struct import_facts *f, size_t a, size_t b); /* as venue_same() */
bool import_next_run(const struct import_facts *f, struct import_run *run);

/* Do both say the same about the programme? Ids, counting and notes are not looked at. */
bool import_same_session(const struct session *a, const struct session *b);
void import_match_plan(struct import *im, const struct ledger *ledger);
void import_match_sessions(const struct import_facts *f);
void import_check_roster(struct import *im, const struct ledger *ledger);
void import_check_replies(struct import *im, const struct ledger *ledger, struct date today);
void import_check_updates(struct import *im, const struct ledger *ledger, struct date today);
void import_check_figures(struct import *im, const struct ledger *ledger, struct date today);

void import_argue_dates(const struct import_facts *f);
void import_argue_overlaps(const struct import_facts *f);
void import_argue_places(const struct import_facts *f);
void import_argue_counts(const struct import_facts *f);
void import_argue_actions(const struct import_facts *f);
void import_argue_decisions(const struct import_facts *f);
