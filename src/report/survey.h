/* The reports safety and asb: what people answered to the shipped surveys of these names, by
 * question, area and quarter: first of what can be good or bad how large that side is, how sure
 * that is and how it changed since the quarter before; then how many chose each option; then
 * figures of others, which are no answers. */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool safety_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                  size_t *ret_sessions, struct err *err);
bool asb_write(struct session_reader rows, const struct report_opts *o, struct book *w,
               size_t *ret_sessions, struct err *err);
