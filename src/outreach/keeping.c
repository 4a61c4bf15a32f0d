#include "outreach/keeping.h"

#include "base/i18n.h"

/* Twelve months of names are what the sign-in sheet promises, so no setting can make them more. A
 * draft is of no use once its session lies a year back. An envelope that has arrived stands in the
 * vault as a second copy, for the case that the first is lost before anybody has worked with it. */
static const struct keep_rule rules[] = {
    [KEEP_NAMES] = {.name = "names",
                    .months = 12,
                    .most = 12,
                    .goes = N_("Lists of people, names of walk-ins and what adults signed"),
                    .stays = N_("Every count stays, and that somebody was there.")},
    [KEEP_DRAFTS] = {.name = "drafts",
                     .months = 12,
                     .most = 120,
                     .goes = N_("Forms that staff began and never finished"),
                     .stays = N_("What was finished stays.")},
    [KEEP_ENVELOPES] = {.name = "envelopes",
                        .months = 3,
                        .most = 120,
                        .goes = N_("Sealed envelopes of visitors that were taken away"),
                        .stays = N_("Those that were never taken away stay."),
                        .confirmed = true},
};

const struct keep_rule *keep_rule(enum keep_class c) {
    return &rules[c];
}

struct date keep_first_day(const struct keeping *k, enum keep_class c, struct date today) {
    int months = k && k->months[c] ? k->months[c] : rules[c].months;
    int month = today.year * 12 + today.month - 1 - months;
    return (struct date){
        .year = (int16_t)(month / 12), .month = (int8_t)(month % 12 + 1), .day = 1};
}
