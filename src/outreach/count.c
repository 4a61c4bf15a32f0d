#include "outreach/count.h"

#include <string.h>

#include "base/utf8.h"

void count_sum_init(struct count_sum *sum) {
    *sum = (struct count_sum){.total = {.n = 0, .q = COUNT_NOT_RECORDED}};
}

void count_add(struct count_sum *sum, struct count part) {
    switch (part.q) {
    case COUNT_EXACT:
    case COUNT_ABOUT:
    case COUNT_AT_LEAST:
        /* Weaker is greater, but a sum that has no part yet takes the first one's qualifier. */
        if (sum->total.q == COUNT_NOT_RECORDED || part.q > sum->total.q)
            sum->total.q = part.q;
        if (sum->left_out > 0)
            sum->total.q = COUNT_AT_LEAST;
        sum->total.n += part.n;
        break;
    case COUNT_EXPECTED:
        sum->expected += part.n;
        break;
    case COUNT_NOT_RECORDED:
        sum->not_recorded++;
        break;
    }
}

void count_leave_out(struct count_sum *sum) {
    sum->left_out++;
    if (sum->total.q != COUNT_NOT_RECORDED)
        sum->total.q = COUNT_AT_LEAST;
}

const char *count_sum_qualifier(const struct count_sum *sum) {
    if (sum->total.q == COUNT_NOT_RECORDED && sum->left_out > 0)
        return "not shown";
    return qualifier_name(sum->total.q);
}

static const struct {
    const char *words;
    enum qualifier q;
} spellings[] = {
    /* The first of each is the name; what people write instead follows. */
    {"exact", COUNT_EXACT},
    {"about", COUNT_ABOUT},
    {"at least", COUNT_AT_LEAST},
    {"expected", COUNT_EXPECTED},
    {"not recorded", COUNT_NOT_RECORDED},
    {"exactly", COUNT_EXACT},
    {"counted", COUNT_EXACT},
    {"estimate", COUNT_ABOUT},
    {"estimated", COUNT_ABOUT},
    {"approx", COUNT_ABOUT},
    {"approximately", COUNT_ABOUT},
    {"around", COUNT_ABOUT},
    {"circa", COUNT_ABOUT},
    {"over", COUNT_AT_LEAST},
    {"more than", COUNT_AT_LEAST},
    {"minimum", COUNT_AT_LEAST},
    {"unknown", COUNT_NOT_RECORDED},
};

const char *qualifier_name(enum qualifier q) {
    return spellings[q].words;
}

bool qualifier_parse(const char *s, enum qualifier *ret_q) {
    char folded[32]; /* folding makes "At_least" and " at  least" the same */
    utf8_fold(folded, sizeof folded, s);
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        if (strcmp(folded, spellings[i].words) == 0) {
            *ret_q = spellings[i].q;
            return true;
        }
    }
    return false;
}
