/* What every report ends with: its definitions, its period, the time of its data, the marking. Each
 * is a record with as many fields as the others, its words in the first. */
#pragma once

#include "report/book.h"
#include "report/report.h"

/* Is the session in the period that was asked for? */
bool foot_in_period(const struct session *s, const struct report_opts *o);

void foot_write(struct book *w, const struct report_opts *o, const char *const *definition,
                size_t definitions);
