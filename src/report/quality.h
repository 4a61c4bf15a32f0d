/* The quality report: what a coordinator puts right before sending, one record a finding, the
 * weightiest kind first, then how many there are of each. outreach/quality.h says what is found. */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool quality_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                   size_t *ret_sessions, struct err *err);
