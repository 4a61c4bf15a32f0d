/* The staff or coordinator code for a subcommand that touches names. It comes from the environment
 * or the terminal, never from an argument: those can be read by everybody on the machine. */
#pragma once

#include "base/err.h"
#include "store/store.h"

#define CODE_VARIABLE "TURNOUT_CODE"

/* Was a code given in the environment, so that nobody has to be asked? */
bool code_is_given(void);
/* Takes the code from the environment or asks at the terminal, without echo, and opens the names of
 * the store with it. `least`: whose code will do. Wrong tries are counted as on the screen. */
bool code_open_names(struct store *s, enum role least, struct err *err) MUST_USE;
