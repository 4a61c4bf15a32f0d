/* The comments report: what people wrote in their own words, a record a text, those in doubt too.
 *
 * A text may tell of somebody, though forms ask not to. So this report is made only where somebody
 * asks for it by name and is never among all; of sessions with children, who type nothing, no text
 * is in it; and where so few answered that a text could be anybody's, it stands without its
 * session.
 */
#pragma once

#include "report/book.h"
#include "report/report.h"

bool comments_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err);
