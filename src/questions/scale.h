/* The steps of a range: from start to end, in the direction in which the form has them. */
#pragma once

#include "base/arena.h"
#include "survey/survey.h"

struct scale {
    double start, by; /* by: one step, with its sign */
    int steps;        /* places on it: one more than steps between them */
    int decimals;
};

struct scale scale_of(const struct control *c);
/* Place of a stored value, the nearest one; -1: none is stored. */
int scale_at(const struct scale *s, const char *value);
const char *scale_text(const struct scale *s, int at, struct arena *a); /* as it is stored */
