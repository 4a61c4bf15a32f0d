/* Random programmes in which many sessions are alike, and few people came to many of them. What is
 * alike is told here and not asked of outreach/suppress.c. */
#pragma once

#include "outreach/suppress.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    N = 10,          /* sessions of a programme */
    HIDDEN_MOST = 6, /* all of their heads must be gone through */
    HIDDEN_MOST_STRICT = 4
};

struct programme {
    struct session s[N];
    int64_t k;
    bool alike[N][N]; /* in everything by which a report cuts */
};

static inline int quarter_of(const struct session *s) {
    return s->date.year != 0 ? (s->date.month - 1) / 3 : -1;
}

static inline bool is_alike(const struct session *a, const struct session *b) {
    return strcmp(a->actions, b->actions) == 0 && strcmp(a->venue, b->venue) == 0 &&
           strcmp(a->topic, b->topic) == 0 && strcmp(a->year_group, b->year_group) == 0 &&
           strcmp(a->deliverer, b->deliverer) == 0 && strcmp(a->ward, b->ward) == 0 &&
           strcmp(a->audience, b->audience) == 0 && a->ends == b->ends &&
           quarter_of(a) == quarter_of(b);
}

/* ---- random programmes ---- */

static inline uint64_t next_random(uint64_t *r) { /* splitmix64 */
    uint64_t z = *r += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return z ^ z >> 31;
}

static inline int below(uint64_t *r, int n) {
    return (int)(next_random(r) % (uint64_t)n);
}

#define PICK(r, list) list[below(r, (int)(sizeof(list) / sizeof(list)[0]))]

static const char *const venues[] = {"Ash School", "Birch School", "Town Hall", ""};
static const char *const topics[] = {"Knives", "Online", ""};
static const char *const actions[] = {"1.1", "1.2", "1.1;1.2", "1.2;2.1", ""};
static const char *const years[] = {"9", "5", ""};
static const char *const deliverers[] = {"Police", "Police;Trust", ""};
static const char *const wards[] = {"Elstree", ""};
static const char *const audiences[] = {"students", "parents"};

static inline struct session any_session(uint64_t *r) {
    struct session s = session_blank();
    s.event_type = "school_workshop";
    s.sessions = 1;
    s.status = STATUS_DELIVERED;
    s.actions = PICK(r, actions);
    s.venue = PICK(r, venues);
    s.topic = PICK(r, topics);
    s.year_group = PICK(r, years);
    s.deliverer = PICK(r, deliverers);
    s.ward = PICK(r, wards);
    s.audience = PICK(r, audiences);
    s.starts = 600;
    s.ends = (int16_t)(600 + below(r, 3) * 45);
    s.date.year = (int16_t)(below(r, 12) > 0 ? 2018 : 0);
    return s;
}

static inline void set_id(struct session *s, int64_t id, uint64_t *r) {
    s->id = id;
    if (s->date.year != 0) /* two quarters, whatever else is alike */
        s->date = (struct date){2018, (int8_t)(1 + below(r, 6)), (int8_t)(1 + below(r, 28))};
}

static inline int by_date(const void *a, const void *b) {
    const struct session *x = a, *y = b;
    if ((x->date.year == 0) != (y->date.year == 0))
        return x->date.year == 0 ? 1 : -1;
    int order = date_compare(x->date, y->date);
    return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* Many are alike but for their day and their heads. */
static inline struct programme any_programme(uint64_t *r, enum suppress_mode mode) {
    struct programme p = {.k = mode == SUPPRESS_STRICT ? 10 : 5};
    int small = 0, most = mode == SUPPRESS_STRICT ? HIDDEN_MOST_STRICT : HIDDEN_MOST;
    for (int i = 0; i < N; i++) {
        p.s[i] = i > 0 && below(r, 10) < 7 ? p.s[below(r, i)] : any_session(r);
        set_id(&p.s[i], i + 1, r);
        bool few = small < most && below(r, 10) < 6;
        int64_t n = few ? 1 + below(r, (int)p.k - 1) : below(r, 5) == 0 ? 0 : p.k + below(r, 60);
        p.s[i].reported = (struct count){n, COUNT_EXACT};
        if (below(r, 12) == 0)
            p.s[i].reported = (struct count){0, COUNT_NOT_RECORDED};
        small += few;
    }
    qsort(p.s, N, sizeof p.s[0], by_date);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            p.alike[i][j] = is_alike(&p.s[i], &p.s[j]);
    return p;
}
