#include "report/totals.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void total_init(struct total *t, const char *code, size_t n) {
    *t = (struct total){0};
    memcpy(t->code, code, n < sizeof t->code ? n : sizeof t->code - 1);
    count_sum_init(&t->heads);
}

void totals_init(struct totals *t) {
    *t = (struct totals){0};
    total_init(&t->all, "", 0);
}

void totals_release(struct totals *t) {
    free(t->action);
    *t = (struct totals){0};
}

void total_add(struct total *t, const struct session *s, enum suppress_verdict verdict) {
    struct count expected = session_awaited(s);
    if (expected.q == COUNT_EXPECTED)
        count_add(&t->heads, expected);
    if (!session_took_place(s))
        return;
    int64_t sessions = session_deliveries(s);
    if (sessions >= 0) {
        t->sessions += sessions;
        t->known++;
    } else {
        t->unknown++;
    }
    suppress_sum(&t->heads, s, verdict);
}

/* Where the total of a code is or belongs, by halving. */
static size_t place_of(const struct totals *t, const char *code, size_t n) {
    size_t low = 0, high = t->actions;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *other = t->action[middle].code;
        if (strncmp(other, code, n) < 0) /* equal up to n and longer: stands after it */
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_total_of(const struct totals *t, size_t at, const char *code, size_t n) {
    return at < t->actions && memcmp(t->action[at].code, code, n) == 0 &&
           t->action[at].code[n] == '\0';
}

static struct total *total_of(struct totals *t, const char *code, size_t n) {
    n = n < sizeof t->all.code ? n : sizeof t->all.code - 1;
    uint8_t hash = (uint8_t)n;
    for (size_t i = 0; i < n; i++)
        hash = (uint8_t)(hash * 31 + (uint8_t)code[i]);
    uint16_t *recent = &t->recent[hash];
    if (is_total_of(t, *recent, code, n))
        return &t->action[*recent];
    size_t at = place_of(t, code, n);
    if (!is_total_of(t, at, code, n)) {
        t->action = xgrow(t->action, &t->cap, t->actions + 1, sizeof *t->action);
        memmove(t->action + at + 1, t->action + at, (t->actions - at) * sizeof *t->action);
        t->actions++;
        total_init(&t->action[at], code, n);
    }
    *recent = (uint16_t)at; /* only a hint: checked before it is used */
    return &t->action[at];
}

void totals_add(struct totals *t, const struct session *s, enum suppress_verdict verdict) {
    total_add(&t->all, s, verdict);
    for (const char *p = s->actions; *p != '\0';) {
        size_t n = 0;
        while (p[n] != ';' && p[n] != '\0')
            n++;
        if (n > 0)
            total_add(total_of(t, p, n), s, verdict);
        p += n;
        p += *p == ';';
    }
}

static int by_plan(const void *a, const void *b) {
    return action_compare(((const struct total *)a)->code, ((const struct total *)b)->code);
}

void totals_finish(struct totals *t) {
    if (t->actions > 0)
        qsort(t->action, t->actions, sizeof *t->action, by_plan);
}
