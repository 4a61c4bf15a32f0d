/* The register: how each head of a session came into its count, by list, as a walk-in or by the
 * count pad. One record a class and session; with names, one a person for those that have an entry.
 */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool register_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err) MUST_USE;
