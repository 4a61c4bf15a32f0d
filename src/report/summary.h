/* The summary: the sessions cut by school, phase, year group, topic, deliverer, audience, priority,
 * action, ward and quarter, one record a value, and the total of everything. */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool summary_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                   size_t *ret_sessions, struct err *err) MUST_USE;
