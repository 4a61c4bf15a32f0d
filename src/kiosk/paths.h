/* Where the program finds its own parts: beside itself, in the build tree as in an installed one.
 */
#pragma once

#include "base/err.h"

#include <stddef.h>

/* "…/share/turnout" and "…/lib/turnout", from the place of the running program. */
bool paths_share(char *out, size_t size, struct err *err) MUST_USE;
bool paths_modules(char *out, size_t size, struct err *err) MUST_USE;

/* The data folder when none is named: $XDG_DATA_HOME/turnout, else ~/.local/share/turnout. */
bool paths_data(char *out, size_t size, struct err *err) MUST_USE;
