#include "outreach/rag.h"

#include <stdio.h>
#include <string.h>

#include "outreach/update.h"

enum { QUARTERS_BEFORE = 2 };

/* ---- facts ---- */

/* Is `word` one of "attendance;sessions;feedback"? */
static bool lists(const char *carries, const char *word) {
    size_t n = strlen(word);
    for (const char *p = carries; *p != '\0';) {
        size_t len = strcspn(p, ";");
        if (len == n && memcmp(p, word, n) == 0)
            return true;
        p += len + (p[len] == ';');
    }
    return false;
}

void rag_init(struct rag_facts *f, const char *carries) {
    const char *all = carries != NULL ? carries : "";
    *f = (struct rag_facts){.has_sessions = lists(all, "attendance") || lists(all, "sessions") ||
                                            lists(all, "survey")};
}

void rag_add(struct rag_facts *f, const struct session *s, struct date today) {
    int32_t quarter = update_quarter(s->date), current = update_quarter(today);
    bool took_place = session_took_place(s), to_come = session_is_to_come(s);
    f->has_sessions = true;
    if (!took_place && !to_come)
        return;
    if (s->date.year == 0)
        f->undated++;
    else if (took_place && quarter >= current)
        f->now++;
    else if (to_come && date_compare(s->date, today) >= 0)
        f->ahead++;
    else if (quarter < current - QUARTERS_BEFORE)
        return; /* long ago: an action is rated by what becomes of it lately */
    else if (took_place)
        f->before++;
    else
        f->overdue++;
}

/* ---- rules ---- */

static uint32_t without_sessions(const struct rag_facts *f) {
    return !f->has_sessions;
}

static uint32_t overdue(const struct rag_facts *f) {
    return f->overdue;
}

static uint32_t delivered_now(const struct rag_facts *f) {
    return f->now;
}

static uint32_t going_on(const struct rag_facts *f) {
    return f->before > 0 ? f->ahead : 0;
}

static uint32_t delivered_before(const struct rag_facts *f) {
    return f->before;
}

static uint32_t only_ahead(const struct rag_facts *f) {
    return f->ahead;
}

static uint32_t undated(const struct rag_facts *f) {
    return f->undated;
}

static uint32_t nothing(const struct rag_facts *f) {
    (void)f;
    return 1;
}

static const struct {
    const char *rag;
    uint32_t (*rows)(const struct rag_facts *f); /* more than 0: the rule holds */
    bool number;                                 /* how many it holds for is worth saying */
    const char *reason;
} rules[] = {
    /* the first that holds */
    {"", without_sessions, false, "it is not done by sessions"},
    {"Amber", overdue, true, "planned, the day has passed and nothing is recorded"},
    {"Green", delivered_now, true, "delivered this quarter"},
    {"Green", going_on, true, "delivered in the two quarters before, and planned ahead"},
    {"Amber", delivered_before, false,
     "delivered in the two quarters before, but nothing this quarter and nothing planned ahead"},
    {"Amber", only_ahead, true,
     "nothing delivered this quarter or in the two before, but planned ahead"},
    {"", undated, true,
     "nothing with a date this quarter or in the two before, entries without a date"},
    {"Red", nothing, false,
     "nothing delivered this quarter or in the two before, and nothing planned ahead"},
};

struct rag_proposal rag_propose(const struct rag_facts *f) {
    size_t i = 0;
    while (rules[i].rows(f) == 0)
        i++; /* the last one always holds */
    struct rag_proposal p = {.rag = rules[i].rag};
    if (rules[i].number)
        snprintf(p.reason, sizeof p.reason, "%s: %u", rules[i].reason, rules[i].rows(f));
    else
        snprintf(p.reason, sizeof p.reason, "%s", rules[i].reason);
    return p;
}
