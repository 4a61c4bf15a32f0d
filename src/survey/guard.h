/* Which answers of a class are honest: marked, never deleted.
 *
 * Thirty pupils answering in two minutes are what the kiosk is for, so no timer locks them out.
 * What cannot be an honest answer gets a mark beside it; reports show all (*raw*) and those without
 * a mark (*kept*):
 *  - `mashed`: every page was left sooner than it can be read, and the same taps as the filling
 *    before, or as one of the last few fast ones: somebody hammers on one spot;
 *  - `over`: the session has more answers already than heads were counted.
 * Only the last few patterns are remembered, in memory, for one session; no time is kept. */
#pragma once

#include "survey/survey.h"

enum doubt { DOUBT_NONE, DOUBT_MASHED, DOUBT_OVER };

enum { GUARD_MEMORY = 4 };

struct guard {
    int64_t session;
    struct {
        uint64_t pattern;
        bool fast;
    } last[GUARD_MEMORY];
    size_t count;
};

/* Judges a filling that was just finished and remembers it. `answers` and `heads` are those of the
 * session before this one; heads 0 means not counted yet: then nothing is over. */
enum doubt guard_judge(struct guard *g, int64_t session, const struct survey_pace *pace,
                       int64_t answers, int64_t heads);
const char *doubt_name(enum doubt d); /* "", "mashed", "over": as stored and reported */
