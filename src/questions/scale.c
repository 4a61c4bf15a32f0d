#include "questions/scale.h"

#include <math.h>
#include <stdlib.h>

enum { DECIMALS_MOST = 6, STEPS_MOST = 1000000 };

/* The fewest that write `x` as it is. */
static int decimals_of(double x) {
    int n = 0;
    for (; n < DECIMALS_MOST; n++, x *= 10)
        if (fabs(x - round(x)) < 1e-9)
            break;
    return n;
}

struct scale scale_of(const struct control *c) {
    double step = c->step > 0 ? c->step : 1, steps = floor(fabs(c->end - c->start) / step + 1e-9);
    int a = decimals_of(c->start), b = decimals_of(step);
    return (struct scale){.start = c->start,
                          .by = c->end < c->start ? -step : step,
                          .steps = (int)fmin(steps, STEPS_MOST) + 1,
                          .decimals = a > b ? a : b};
}

int scale_at(const struct scale *s, const char *value) {
    char *end = NULL;
    double x = strtod(value, &end);
    if (end == value)
        return -1;
    double at = round((x - s->start) / s->by);
    return at < 0 ? 0 : (int)fmin(at, s->steps - 1);
}

const char *scale_text(const struct scale *s, int at, struct arena *a) {
    double x = s->start + s->by * at;
    return arena_printf(a, "%.*f", s->decimals, x == 0 ? 0 : x); /* never "-0" */
}
