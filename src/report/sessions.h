/* The sessions report: one record a session, then totals, definitions and the marking. */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool sessions_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err) MUST_USE;
