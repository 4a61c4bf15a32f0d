/* Rows that whoever loads a form adds to one of its lists: what is known where the form runs, and
 * nobody who wrote it could know. The file beside the form stays as it is, so that the form runs
 * elsewhere without them. */
#pragma once

#include "forms/form.h"

struct extra_row {
    const char *name, *label; /* what stands in the columns of that name; copied */
};

/* Adds rows behind those of every list of the form that comes from `file` ("wards.csv"). A row
 * whose name or label is there already, small and capital letters alike, is left out. Only before
 * the form is first used.
 *
 * ERR_INPUT: the form has no such list, or one that has rows without the columns name and label;
 * then nothing was added. */
bool form_add_rows(struct form *f, const char *file, const struct extra_row *row, size_t rows,
                   struct err *err) MUST_USE;
