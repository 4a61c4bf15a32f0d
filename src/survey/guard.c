#include "survey/guard.h"

#include <string.h>

static bool is_fast(const struct survey_pace *pace) {
    return pace->pages > 0 && pace->fast == pace->pages;
}

/* Like the filling before, however slow that was, or like a fast one not long ago. */
static bool is_known(const struct guard *g, uint64_t pattern) {
    for (size_t i = 0; i < g->count; i++)
        if (g->last[i].pattern == pattern && (i == 0 || g->last[i].fast))
            return true;
    return false;
}

static void remember(struct guard *g, const struct survey_pace *pace) {
    g->count += g->count < GUARD_MEMORY;
    memmove(&g->last[1], &g->last[0], (g->count - 1) * sizeof(g->last[0]));
    g->last[0].pattern = pace->pattern;
    g->last[0].fast = is_fast(pace);
}

enum doubt guard_judge(struct guard *g, int64_t session, const struct survey_pace *pace,
                       int64_t answers, int64_t heads) {
    if (g->session != session)
        *g = (struct guard){.session = session};
    bool mashed = is_fast(pace) && is_known(g, pace->pattern);
    remember(g, pace);
    if (mashed)
        return DOUBT_MASHED;
    return heads > 0 && answers >= heads ? DOUBT_OVER : DOUBT_NONE;
}

const char *doubt_name(enum doubt d) {
    static const char *const names[] = {
        [DOUBT_NONE] = "", [DOUBT_MASHED] = "mashed", [DOUBT_OVER] = "over"};
    return names[d];
}
