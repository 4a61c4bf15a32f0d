/* The tallies report: one record for each thing that was tallied at a session (and opening), then
 * totals by thing, all together and by action, definitions and the marking. */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool tallies_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                   size_t *ret_sessions, struct err *err) MUST_USE;
