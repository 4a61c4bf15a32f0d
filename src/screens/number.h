/* The dialog in which one number is typed: what it means on the start side, the keys on the other.
 * Its keys are "field", "away", "set". */
#pragma once

#include "ui/build.h"

#include <stdbool.h>

struct number_dialog {
    const char *title, *label, *words, *typed;
    long least, most;
    struct ui_msg edit, set, away;
};

void number_dialog(struct ui_build *b, struct ui_page *page, const struct number_dialog *d);

/* What was typed, if it is a number from `least` to `most`: only then can it be set. */
bool number_typed(const char *typed, long least, long most, long *ret_n);
