/* Import that argues back: bytes of a file become rows and complaints. Pure: no file, no database.
 *
 * First import_read() recognises what the bytes are by their content and parses them; then
 * import_check() compares the rows with each other and with the ledger; the store applies what is
 * left, all or nothing. An *error* imports nothing of that file; a *warning* imports and goes to
 * the list that the coordinator works off. Every complaint names the line, what is wrong and what
 * to do. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "outreach/ledger.h"
#include "outreach/people.h"

#include <stddef.h>

enum { IMPORT_BYTES_MAX = 16 << 20, IMPORT_ROWS_MAX = 20000, IMPORT_CELL_MAX = 2000 };

enum import_kind {
    IMPORT_UNKNOWN,
    IMPORT_PLAN,
    IMPORT_PROGRAMME,
    IMPORT_ROSTER,
    IMPORT_REPLIES,
    IMPORT_UPDATES,
    IMPORT_FIGURES
};

enum severity { COMPLAINT_WARNING, COMPLAINT_ERROR };

struct complaint {
    enum severity severity;
    const char *rule; /* short stable name: "weekday", "weekend", "year-missing", "alias",
                         "duplicate" ... */
    int line;         /* of the file, from 1; 0: the file as a whole */
    const char *what; /* one sentence */
    const char *todo; /* one sentence */
    size_t row;       /* index of the row it is about, or SIZE_MAX */
};

enum change {
    CHANGE_NEW,
    CHANGE_UPDATE,
    CHANGE_SAME,
    CHANGE_MERGED /* stands in another row of the file */
};

struct import_row {
    struct session session; /* of a programme; session.id is set by import_check when it is known */
    struct action action;   /* of a plan */
    struct reply reply;     /* of replies, which take the place of all that are there */
    struct typed typed;     /* of updates of the plan; its text is "" where the row only rates */
    struct rating rating;   /* the same: of a row that rates its action */
    bool rated;
    struct figure figure; /* of figures of others */
    /* Of a roster, who is expected at the session whose id import_check sets; until then
     * session.uid has the words of the file. No id yet. No complaint ever says a word of it. */
    struct person person;
    int line;
    enum change change;
};

struct import {
    struct arena arena;
    enum import_kind kind;
    const char *file; /* name without folders */
    struct import_row *row;
    size_t rows;
    struct complaint *complaint;
    size_t complaints, errors;
    size_t unlisted; /* complaints that found no place in the list; one line of it counts them */
    size_t added, updated, same, merged; /* filled by import_check */
};

/* Parses. Returns false with one sentence for bytes that are no importable file at all (empty, not
 * UTF-8, NUL bytes, a PDF, an over-long line, unknown columns, too large); row errors are
 * complaints. */
bool import_read(const char *file, const char *bytes, size_t n, struct import *ret_import,
                 struct err *err) MUST_USE;

/* Checks the rows against each other and against what is there (`ledger` may be NULL: nothing is);
 * sets each row's change and the totals. Nothing of the ledger is needed afterwards. `today` helps
 * with dates that are far away. */
void import_check(struct import *im, const struct ledger *ledger, struct date today);
void import_free(struct import *im); /* overwrites it: a roster is personal */
