/* A message: what a tap, a key, a timer or the result of an effect says to a screen. A plain value,
 * so that it can be logged and replayed. */
#pragma once

#include <stdint.h>

struct ui_msg {
    int32_t id;       /* 0: none. Screens number their own from 1; the rest is in model/msg.h */
    int32_t arg;      /* index, amount, flag: as the id says */
    int64_t ref;      /* row id, where an int32 does not do */
    const char *text; /* new text of a field; lives until the update that it is given to returns */
};
