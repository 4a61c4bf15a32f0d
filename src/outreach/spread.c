/* A group is an area in a quarter, with a cell for each question. There are as many as wards times
 * quarters, so they are looked for one after another. */
#include "outreach/spread.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

struct group {
    int quarter, area;
    struct spread_sum *sum; /* one a question */
};

struct spread {
    size_t questions;
    struct arena arena; /* names and cells */
    struct group *group;
    size_t groups, cap;
    const char **area;
    size_t areas, areas_cap;
    int *quarter; /* in order, once it is finished */
    size_t quarters, quarters_cap;
};

static void add_area(struct spread *p, const char *name) {
    p->area = xgrow(p->area, &p->areas_cap, p->areas + 1, sizeof *p->area);
    p->area[p->areas++] = arena_strdup(&p->arena, name);
}

static void add_first_areas(struct spread *p) {
    for (int i = 0; i < SPREAD_NAMED; i++)
        add_area(p, "");
}

struct spread *spread_new(size_t questions) {
    struct spread *p = xcalloc(1, sizeof *p);
    p->questions = questions;
    add_first_areas(p);
    return p;
}

void spread_free(struct spread *p) {
    if (p == NULL)
        return;
    arena_free(&p->arena);
    free(p->group);
    free(p->area);
    free(p->quarter);
    free(p);
}

void spread_clear(struct spread *p) {
    p->groups = p->areas = p->quarters = 0;
    arena_reset(&p->arena);
    add_first_areas(p);
}

/* ---- quarters ---- */

enum { QUARTERS = 4, MONTHS = 3 };

int spread_quarter(struct date d) {
    return d.year != 0 ? d.year * QUARTERS + (d.month - 1) / MONTHS : 0;
}

void spread_quarter_words(int quarter, char out[16]) {
    struct date d = {0};
    if (quarter != 0)
        d = (struct date){(int16_t)(quarter / QUARTERS), (int8_t)(quarter % QUARTERS * MONTHS + 1),
                          1};
    date_quarter(d, out);
}

/* ---- cells ---- */

int spread_area(struct spread *p, const char *name) {
    for (size_t i = SPREAD_NAMED; i < p->areas; i++)
        if (strcmp(p->area[i], name) == 0)
            return (int)i;
    add_area(p, name);
    return (int)p->areas - 1;
}

static const struct group *find_group(const struct spread *p, int quarter, int area) {
    for (size_t i = 0; i < p->groups; i++)
        if (p->group[i].area == area && p->group[i].quarter == quarter)
            return &p->group[i];
    return NULL;
}

struct spread_sum *spread_at(struct spread *p, size_t question, int quarter, int area) {
    const struct group *g = find_group(p, quarter, area);
    if (g != NULL)
        return &g->sum[question];
    p->group = xgrow(p->group, &p->cap, p->groups + 1, sizeof *p->group);
    struct spread_sum *sum = arena_array(&p->arena, p->questions, sizeof *sum);
    p->group[p->groups++] = (struct group){quarter, area, sum};
    return &sum[question];
}

static void add_sum(struct spread_sum *to, const struct spread_sum *s) {
    to->answers += s->answers;
    to->share.n += s->share.n;
    to->share.of += s->share.of;
    for (size_t i = 0; i < SPREAD_OPTIONS; i++)
        to->option[i] += s->option[i];
}

void spread_merge(struct spread *to, const struct spread *from, const bool *told) {
    for (size_t i = 0; i < from->groups; i++) {
        const struct group *g = &from->group[i];
        int area = spread_area(to, from->area[g->area]);
        for (size_t q = 0; q < from->questions; q++)
            if (told[q] && g->sum[q].answers > 0)
                add_sum(spread_at(to, q, g->quarter, area), &g->sum[q]);
    }
}

/* ---- the end ---- */

static int by_number(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

static void find_quarters(struct spread *p) {
    for (size_t i = 0; i < p->groups; i++) {
        bool known = false;
        for (size_t k = 0; k < p->quarters && !known; k++)
            known = p->quarter[k] == p->group[i].quarter;
        if (known)
            continue;
        p->quarter = xgrow(p->quarter, &p->quarters_cap, p->quarters + 1, sizeof *p->quarter);
        p->quarter[p->quarters++] = p->group[i].quarter;
    }
    if (p->quarters > 0)
        qsort(p->quarter, p->quarters, sizeof *p->quarter, by_number);
}

static void move(struct spread_sum *to, struct spread_sum *from) {
    add_sum(to, from);
    *from = (struct spread_sum){0};
}

/* Of areas with as many answers the first by name, so that it is the same one on every kiosk. */
static struct spread_sum *smallest(struct spread *p, size_t question, int quarter) {
    const struct group *best = NULL;
    for (size_t i = 0; i < p->groups; i++) {
        const struct group *g = &p->group[i];
        int64_t n = g->sum[question].answers;
        if (g->quarter != quarter || g->area < SPREAD_NAMED || n == 0)
            continue;
        int64_t least = best != NULL ? best->sum[question].answers : INT64_MAX;
        if (n < least || (n == least && strcmp(p->area[g->area], p->area[best->area]) < 0))
            best = g;
    }
    return best != NULL ? &best->sum[question] : NULL;
}

static void gather(struct spread *p, size_t question, int quarter, int64_t k) {
    struct spread_sum *all = spread_at(p, question, quarter, SPREAD_ALL);
    struct spread_sum *few = spread_at(p, question, quarter, SPREAD_FEW), *next;
    for (size_t i = 0; i < p->groups; i++)
        if (p->group[i].quarter == quarter && p->group[i].area >= SPREAD_NAMED)
            add_sum(all, &p->group[i].sum[question]);
    while ((next = smallest(p, question, quarter)) != NULL &&
           (next->answers < k || (few->answers > 0 && few->answers < k)))
        move(few, next);
}

void spread_finish(struct spread *p, int64_t k) {
    find_quarters(p);
    for (size_t i = 0; i < p->quarters; i++)
        for (size_t q = 0; q < p->questions; q++)
            gather(p, q, p->quarter[i], k);
}

size_t spread_areas(const struct spread *p) {
    return p->areas;
}

const char *spread_area_name(const struct spread *p, int area) {
    return p->area[area];
}

const int *spread_quarters(const struct spread *p, size_t *ret_n) {
    *ret_n = p->quarters;
    return p->quarter;
}

const struct spread_sum *spread_find(const struct spread *p, size_t question, int quarter,
                                     int area) {
    const struct group *g = find_group(p, quarter, area);
    return g != NULL && g->sum[question].answers > 0 ? &g->sum[question] : NULL;
}
