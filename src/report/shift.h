/* The shift report: how far people moved between two questions of one form, asked of then and of
 * now, as "How confident were you before?" and "How confident are you now?": one record a session
 * and pair of questions, then by topic, then all.
 *
 * A form says that two questions are a pair by their names: `before` and `now`, in the same group,
 * each with the same choices, the best first. */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool shift_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                 size_t *ret_sessions, struct err *err);
