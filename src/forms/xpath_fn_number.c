/* Numbers. min(), max() and sum() take whatever nodes and values they are given; one that is no
 * number makes the whole NaN, as in XPath: a form guards with coalesce(x, 0) or a predicate. What
 * is not relevant is left out, as if it were not there. */
#include "forms/xpath_parts.h"

#include <math.h>

static bool fn_sum(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct xnodes nodes;
    double sum = 0, d;
    (void)args;
    if (!eval_nodes(r, arg[0], "sum()", &nodes))
        return false;
    for (size_t i = 0; i < nodes.count; i++) {
        struct xvalue one = of_nodes((struct xnodes){&nodes.at[i], 1});
        if (node_hidden(nodes.at[i], &r->c))
            continue;
        if (!run_number(r, &one, &d))
            return false;
        sum += d;
    }
    *ret = of_number(sum);
    return true;
}

/* The least number for sign 1, the greatest for -1. */
static bool extreme(struct run *r, struct expr *const *arg, size_t args, double sign,
                    struct xvalue *ret) {
    struct xvalues values;
    double best = NAN, d;
    if (!eval_values(r, arg, args, &values))
        return false;
    for (size_t i = 0; i < values.count; i++) {
        if (!run_number(r, &values.at[i], &d))
            return false;
        if (i == 0 || isnan(d) || sign * d < sign * best)
            best = d;
        if (isnan(d))
            break;
    }
    *ret = of_number(best);
    return true;
}

static bool fn_min(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    return extreme(r, arg, args, 1, ret);
}

static bool fn_max(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    return extreme(r, arg, args, -1, ret);
}

/* Halves go away from zero, as people and spreadsheets round; XPath 1.0 would send -2.5 to -2. */
static bool fn_round(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    double d, places = 0;
    if (!eval_number(r, arg[0], &d) || (args > 1 && !eval_number(r, arg[1], &places)))
        return false;
    double shift = pow(10, trunc(places)), moved = round(d * shift);
    bool out_of_reach = isinf(d * shift) || shift == 0; /* nothing to round, or nothing left */
    *ret = of_number(isnan(places) ? NAN : !out_of_reach ? moved / shift : shift == 0 ? 0 : d);
    return true;
}

static bool two_numbers(struct run *r, struct expr *const *arg, double *a, double *b) {
    return eval_number(r, arg[0], a) && eval_number(r, arg[1], b);
}

static bool fn_pow(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    double a, b;
    (void)args;
    if (!two_numbers(r, arg, &a, &b))
        return false;
    *ret = of_number(pow(a, b));
    return true;
}

static bool fn_atan2(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    double a, b;
    (void)args;
    if (!two_numbers(r, arg, &a, &b))
        return false;
    *ret = of_number(atan2(a, b));
    return true;
}

static bool fn_pi(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    (void)r, (void)arg, (void)args;
    *ret = of_number(M_PI);
    return true;
}

static bool fn_random(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    (void)arg, (void)args;
    *ret = of_number(r->c.host->random(r->c.host->ctx));
    return true;
}

const struct xfn xfn_number[] = {{.name = "sum", .min = 1, .max = 1, .call = fn_sum},
                                 {.name = "min", .min = 1, .max = ANY_NUMBER, .call = fn_min},
                                 {.name = "max", .min = 1, .max = ANY_NUMBER, .call = fn_max},
                                 {.name = "round", .min = 1, .max = 2, .call = fn_round},
                                 {.name = "pow", .min = 2, .max = 2, .call = fn_pow},
                                 {.name = "atan2", .min = 2, .max = 2, .call = fn_atan2},
                                 {.name = "pi", .call = fn_pi},
                                 {.name = "random", .call = fn_random, .needs = NEEDS_LUCK},
                                 {.name = "floor", .min = 1, .max = 1, .math = floor},
                                 {.name = "ceiling", .min = 1, .max = 1, .math = ceil},
                                 {.name = "int", .min = 1, .max = 1, .math = trunc},
                                 {.name = "abs", .min = 1, .max = 1, .math = fabs},
                                 {.name = "sqrt", .min = 1, .max = 1, .math = sqrt},
                                 {.name = "exp", .min = 1, .max = 1, .math = exp},
                                 {.name = "exp10", .min = 1, .max = 1, .math = exp10},
                                 {.name = "log", .min = 1, .max = 1, .math = log},
                                 {.name = "log10", .min = 1, .max = 1, .math = log10},
                                 {.name = "sin", .min = 1, .max = 1, .math = sin},
                                 {.name = "cos", .min = 1, .max = 1, .math = cos},
                                 {.name = "tan", .min = 1, .max = 1, .math = tan},
                                 {.name = "asin", .min = 1, .max = 1, .math = asin},
                                 {.name = "acos", .min = 1, .max = 1, .math = acos},
                                 {.name = "atan", .min = 1, .max = 1, .math = atan},
                                 {.name = NULL}};
