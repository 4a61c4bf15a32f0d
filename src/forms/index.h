/* Finding the rows of a list by what stands in one column, without looking at every row.
 *
 * A form asks its lists the same question again and again: `instance('towns')/root/item[county =
 * /data/county]`, pulldata('towns', 'label', 'code', 'x'). At the first question about a column of
 * a list all its values go into a hash table; from then on an answer costs as much as it has rows.
 *
 * Only for trees that do not change: the secondary instances of a form. The tables belong to the
 * form and are used by one thread at a time. */
#pragma once

#include "forms/xpath.h"

struct index;

struct index *index_new(void);
void index_free(struct index *x); /* NULL is fine */

/* The children of `parent` named `row` of which some child named `column` has exactly this value,
 * in document order. The array lives as long as the index. False: too few rows to be worth a
 * table, look at them one by one. */
bool index_lookup(struct index *x, const struct node *parent, const struct name *row,
                  const struct name *column, const char *value, struct xnodes *ret);
