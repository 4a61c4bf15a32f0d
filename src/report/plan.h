/* The plan report: the partnership's own table, Issue / Action / Owner / Update / RAG, one record
 * an action, its Update cell written from the sessions that serve it. */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool plan_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                size_t *ret_sessions, struct err *err) MUST_USE;
