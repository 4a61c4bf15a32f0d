/* The log: one line an event to stderr (journald on a board). Only the top of the program writes to
 * it (kiosk, effects); libraries return errors instead. Never a name, a code, an answer or a count
 * of visitors: nothing personal may be given to these functions. */
#pragma once

#include "base/err.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_NOTE, LOG_DEBUG };

void log_set_level(enum log_level max); /* once, at start; LOG_NOTE before that */
void log_line(enum log_level level, const char *fmt, ...) PRINTF(2, 3);
