/* Records that came out of sealed submissions, as one table: a row each, a column for each place of
 * the record that any of them has (path from the root; several of one name as name, name[2], ...),
 * in the order of the forms. Attributes are not answers and are left out.
 *
 * Rows stand in the order of their instance ids. Those are random, so the order tells nothing of
 * who was there first, wherever the files lay. An empty envelope, whose `topic` is *nothing* and
 * which holds nothing else, has no row; a submission that came twice has one. */
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdio.h>

enum { OPENED_COLUMNS = 2000 };

struct opened;

struct opened *opened_new(void);
void opened_free(struct opened *o); /* overwrites it; NULL is fine */

/* Adds a record, blanks around it allowed. ERR_DAMAGED: it is not XML. ERR_INPUT: with it the table
 * would have more than OPENED_COLUMNS. */
bool opened_add(struct opened *o, const char *form, const char *instance_id, const char *xml,
                size_t n, struct err *err) MUST_USE;

struct opened_counts {
    size_t records, empty, again; /* again: what came twice, in neither of the others */
    size_t others;                /* of the records: not of the form `concern` */
};
/* When all are there: puts them in order and counts them. */
struct opened_counts opened_sort(struct opened *o);
/* After that, as CSV. Flushes `out`. */
bool opened_write(const struct opened *o, FILE *out, struct err *err) MUST_USE;
