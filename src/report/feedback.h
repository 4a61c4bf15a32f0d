/* The feedback report: what visitors chose, by session, form and question: one record an option,
 * with all answers (raw) and those without a doubt (kept), and how many of those who came answered.
 * What people wrote in their own words is not in it. */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool feedback_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err) MUST_USE;
