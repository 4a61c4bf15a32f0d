#include "outreach/tallies.h"

#include <string.h>

int64_t tallies_sum(const struct tallies *t, const char *item, int32_t opening) {
    for (size_t i = 0; i < t->sums; i++)
        if (t->sum[i].opening == opening && strcmp(t->sum[i].item, item) == 0)
            return t->sum[i].n;
    return 0;
}

const struct tally_figure *tallies_figure(const struct tallies *t, const char *item,
                                          int32_t opening) {
    for (size_t i = t->figures; i > 0; i--) {
        const struct tally_figure *f = &t->figure[i - 1];
        if (f->opening == opening && strcmp(f->item, item) == 0)
            return f;
    }
    return NULL;
}

int64_t tallies_counted(const struct tallies *t, const char *item, int32_t opening) {
    const struct tally_figure *f = tallies_figure(t, item, opening);
    return f != NULL ? f->second : tallies_sum(t, item, opening);
}

const struct tally_opening *tallies_opening(const struct tallies *t, int32_t seq) {
    for (size_t i = 0; i < t->openings; i++)
        if (t->opening[i].seq == seq)
            return &t->opening[i];
    return NULL;
}

const struct tally_opening *tallies_unconfirmed(const struct tallies *t, const char *group) {
    for (size_t i = 0; i < t->openings; i++)
        if (!t->opening[i].confirmed && strcmp(t->opening[i].group, group) == 0)
            return &t->opening[i];
    return NULL;
}

int tallies_opening_number(const struct tallies *t, const struct tally_opening *o) {
    int n = 0;
    for (size_t i = 0; i < t->openings && t->opening[i].seq <= o->seq; i++)
        n += strcmp(t->opening[i].group, o->group) == 0;
    return n;
}
