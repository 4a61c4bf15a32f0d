#include "outreach/suppress.h"

#include <stdlib.h>

#include "base/mem.h"

struct pair { /* two parts, and what hiding the cells between them costs */
    const struct suppress_part *in, *out;
    size_t newly;  /* cells that were not hidden before */
    int64_t heads; /* their sum: of two ways to hide as many, the smaller ones go */
};

static bool is_small(const struct suppress_rule *rule, int64_t n) {
    return n < rule->k && (n > 0 || rule->zero_tells);
}

static bool has_cell(const struct suppress_part *p, size_t cell) {
    for (size_t i = 0; i < p->cells && p->cell[i] <= cell; i++)
        if (p->cell[i] == cell)
            return true;
    return false;
}

/* The next cell that holds just one of two parts; false behind the last. Both lists are ascending,
 * `i` and `j` run through them. */
static bool next_between(const struct suppress_part *a, const struct suppress_part *b, size_t *i,
                         size_t *j, uint32_t *ret_cell) {
    while (*i < a->cells && *j < b->cells && a->cell[*i] == b->cell[*j]) {
        ++*i;
        ++*j;
    }
    if (*i == a->cells && *j == b->cells)
        return false;
    if (*j == b->cells || (*i < a->cells && a->cell[*i] < b->cell[*j]))
        *ret_cell = a->cell[(*i)++];
    else
        *ret_cell = b->cell[(*j)++];
    return true;
}

/* How many whole numbers remain possible for a cell with just one of the two: all the heads of the
 * pair may be on either side, but where a 0 is never hidden each side is known to keep one. */
static bool is_wide(const struct suppress_rule *rule, const struct suppress_part *a,
                    const struct suppress_part *b) {
    int64_t kept = rule->zero_tells ? 0 : 1;
    return a->n >= kept && b->n >= kept && a->n + b->n - 2 * kept >= rule->k - 1;
}

static struct pair weigh(const struct suppress_cell *cell, const struct suppress_part *in,
                         const struct suppress_part *out) {
    struct pair p = {.in = in, .out = out};
    uint32_t c;
    for (size_t i = 0, j = 0; next_between(in, out, &i, &j, &c);) {
        if (cell[c].hidden)
            continue;
        p.newly++;
        p.heads += cell[c].n;
    }
    return p;
}

static bool is_cheaper(const struct pair *p, const struct pair *than) {
    if (than->in == NULL || p->newly != than->newly)
        return than->in == NULL || p->newly < than->newly;
    return p->heads < than->heads;
}

/* The pair for cell `c` that hides least; one without parts if there is none. */
static struct pair best_pair(const struct suppress_rule *rule, const struct suppress_cell *cell,
                             size_t c, const struct suppress_part *part, size_t parts) {
    struct pair best = {0};
    for (const struct suppress_part *in = part; in < part + parts; in++) {
        if (!has_cell(in, c))
            continue;
        for (const struct suppress_part *out = part; out < part + parts; out++) {
            if (has_cell(out, c) || !is_wide(rule, in, out))
                continue;
            struct pair p = weigh(cell, in, out);
            if (is_cheaper(&p, &best))
                best = p;
        }
    }
    return best;
}

/* Without any number shown nothing can be computed. What is 0 may stay: no part that is not 0 is in
 * it. */
static void hide_all(const struct suppress_rule *rule, struct suppress_cell *cell, size_t cells) {
    for (size_t c = 0; c < cells; c++)
        cell[c].hidden = cell[c].n > 0 || rule->zero_tells;
}

static void hide_between(struct suppress_cell *cell, bool *safe, const struct pair *p) {
    uint32_t c;
    for (size_t i = 0, j = 0; next_between(p->in, p->out, &i, &j, &c);)
        cell[c].hidden = safe[c] = true;
}

/* A pair stays good when more is hidden later, so each small cell needs to be looked at once; and
 * what is hidden for its sake is kept safe by the same pair. */
static void hide(const struct suppress_rule *rule, struct suppress_cell *cell, size_t cells,
                 const struct suppress_part *part, size_t parts, bool *safe) {
    for (size_t c = 0; c < cells; c++)
        cell[c].hidden = is_small(rule, cell[c].n);
    for (size_t c = 0; c < cells; c++) {
        if (!cell[c].hidden || safe[c])
            continue;
        struct pair p = best_pair(rule, cell, c, part, parts);
        if (p.in == NULL) {
            hide_all(rule, cell, cells);
            return;
        }
        hide_between(cell, safe, &p);
    }
}

size_t suppress(const struct suppress_rule *rule, struct suppress_cell *cell, size_t cells,
                const struct suppress_part *part, size_t parts) {
    bool *safe = xcalloc(cells + 1, sizeof *safe);
    size_t hidden = 0;
    hide(rule, cell, cells, part, parts, safe);
    for (size_t c = 0; c < cells; c++)
        hidden += cell[c].hidden;
    free(safe);
    return hidden;
}
