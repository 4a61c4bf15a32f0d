/* R. G. Newcombe compared methods for a share (Statistics in Medicine 17, 1998, 857-872) and for
 * the difference of two (the same, 873-890); ours are his number 3 and number 10. */
#include "outreach/share.h"

#include <math.h>
#include <stdlib.h>

static const double z = 1.959963984540054; /* 97.5 % of a normal distribution lie below it */

/* ---- shares ---- */

static double part(struct share s) {
    return (double)s.n / (double)s.of;
}

struct span share_span(struct share s) {
    double p = part(s), of = (double)s.of;
    double middle = (p + z * z / (2 * of)) / (1 + z * z / of);
    double half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of);
    return (struct span){fmax(0, middle - half), fmin(1, middle + half)};
}

struct span share_change(struct share before, struct share now) {
    double was = part(before), is = part(now);
    struct span b = share_span(before), n = share_span(now);
    return (struct span){is - was - hypot(is - n.low, b.high - was),
                         is - was + hypot(n.high - is, was - b.low)};
}

bool span_is_clear(struct span s) {
    return s.low > 0 || s.high < 0;
}

/* With a decimal where the two would look alike without. */
static void say_both(struct str *out, double was, double is) {
    long from = lround(was * 100), to = lround(is * 100);
    if (from != to)
        str_addf(out, "from %ld to %ld of 100", from, to);
    else
        str_addf(out, "from %.1f to %.1f of 100", was * 100, is * 100);
}

void share_say_change(struct str *out, struct share before, struct share now) {
    double was = part(before), is = part(now);
    if (before.n * now.of == now.n * before.of) {
        str_addf(out, "unchanged (%ld of 100)", lround(is * 100));
        return;
    }
    str_add(out, is > was ? "up " : "down ");
    if (before.n > 0) /* else there is nothing to be a part of */
        str_addf(out, "%.1f %% (", fabs(is - was) / was * 100);
    else
        str_add(out, "(");
    say_both(out, was, is);
    str_add(out,
            span_is_clear(share_change(before, now)) ? "; hardly chance)" : "; could be chance)");
}

/* ---- pairs ---- */

void shift_add(struct shift *s, int before, int now) {
    int64_t moved = now - before;
    s->pairs++;
    s->better += moved > 0;
    s->same += moved == 0;
    s->worse += moved < 0;
    s->before += before;
    s->now += now;
    s->squares += moved * moved;
}

void shift_merge(struct shift *to, const struct shift *s) {
    to->pairs += s->pairs;
    to->better += s->better;
    to->same += s->same;
    to->worse += s->worse;
    to->before += s->before;
    to->now += s->now;
    to->squares += s->squares;
}

double shift_mean(const struct shift *s) {
    return (double)(s->now - s->before) / (double)s->pairs / SHIFT_SCALE;
}

/* 97.5 % of Student's t lie below it: the first values as they are, the others by the series of
 * Cornish and Fisher, which is right to 0.001 from there on. */
static double student(int64_t freedom) {
    static const double first[] = {12.7062, 4.3027, 3.1824};
    if (freedom <= (int64_t)(sizeof first / sizeof first[0]))
        return first[freedom - 1];
    double v = (double)freedom, z3 = pow(z, 3), z5 = pow(z, 5), z7 = pow(z, 7), z9 = pow(z, 9);
    return z + (z3 + z) / (4 * v) + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v) +
           (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * v * v * v * v);
}

bool shift_span(const struct shift *s, struct span *ret_span) {
    if (s->pairs < 2)
        return false;
    double n = (double)s->pairs, sum = (double)(s->now - s->before);
    double variance = ((double)s->squares - sum * sum / n) / (n - 1);
    double half = student(s->pairs - 1) * sqrt(fmax(0, variance) / n);
    *ret_span = (struct span){(sum / n - half) / SHIFT_SCALE, (sum / n + half) / SHIFT_SCALE};
    return true;
}

void shift_say(struct str *out, const struct shift *s) {
    struct span span;
    long points = lround(shift_mean(s) * 100);
    if (points == 0)
        str_add(out, "unchanged");
    else
        str_addf(out, "%s %ld points of 100", points > 0 ? "up" : "down", labs(points));
    if (!shift_span(s, &span))
        str_add(out, " (one person)");
    else if (span_is_clear(span))
        str_add(out, " (hardly chance)");
    else
        str_add(out, " (could be chance)");
}
