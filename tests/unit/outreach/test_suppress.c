/* Small numbers: no hidden cell can be computed, and none is pinned down to fewer than k numbers.
 *
 * The judge knows nothing of the rule. He sees what a reader sees: which parts are in which cell,
 * the numbers that are shown, and that no part is negative. Gaussian elimination, exact, says
 * whether a hidden cell is a combination of shown ones; linear programming says between which
 * bounds it must lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/suppress.h"

enum { PARTS = 12, CELLS = 40, VARS = PARTS + CELLS, ROUNDS = 10000 };

struct tables { /* a programme, the cells that its tables have, what is hidden of them */
    struct suppress_part part[PARTS];
    struct suppress_cell cell[CELLS];
    size_t parts, cells;
    bool in[CELLS][PARTS];
    uint32_t list[PARTS][CELLS];
};

/* From which part is in which cell: the lists of the parts and the sums of the cells. */
static void finish(struct tables *t) {
    for (size_t p = 0; p < t->parts; p++) {
        t->part[p].cell = t->list[p];
        t->part[p].cells = 0;
    }
    for (size_t c = 0; c < t->cells; c++) {
        t->cell[c] = (struct suppress_cell){0};
        for (size_t p = 0; p < t->parts; p++) {
            if (!t->in[c][p])
                continue;
            t->list[p][t->part[p].cells++] = (uint32_t)c;
            t->cell[c].n += t->part[p].n;
        }
    }
}

/* ---- the judge ---- */

static int64_t divisor(int64_t a, int64_t b) {
    return b == 0 ? (a < 0 ? -a : a) : divisor(b, a % b);
}

/* row -= what makes its `column` 0 by `by`, both whole numbers, without ever dividing. */
static void eliminate(int64_t *row, const int64_t *by, size_t n, size_t column) {
    int64_t a = by[column], b = row[column], common = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t x = 0, y = 0, difference = 0;
        assert_false(__builtin_mul_overflow(row[i], a, &x) ||
                     __builtin_mul_overflow(by[i], b, &y) ||
                     __builtin_sub_overflow(x, y, &difference));
        row[i] = difference;
        common = divisor(difference, common);
    }
    for (size_t i = 0; i < n && common > 1; i++)
        row[i] /= common;
}

struct shown {                         /* the independent equations of what is shown */
    int64_t row[PARTS + 1][PARTS + 1]; /* the last column: the sum; the last row: for trying */
    size_t pivot[PARTS], rows;
};

/* What is left of an equation after the others; its first part, or `parts` if it says nothing. */
static size_t reduce(const struct shown *s, const struct tables *t, size_t cell, int64_t *row) {
    for (size_t p = 0; p < t->parts; p++)
        row[p] = t->in[cell][p];
    row[t->parts] = t->cell[cell].n;
    for (size_t i = 0; i < s->rows; i++)
        if (row[s->pivot[i]] != 0)
            eliminate(row, s->row[i], t->parts + 1, s->pivot[i]);
    size_t p = 0;
    while (p < t->parts && row[p] == 0)
        p++;
    return p;
}

static void shown_read(struct shown *s, const struct tables *t) {
    s->rows = 0;
    for (size_t c = 0; c < t->cells; c++) {
        if (t->cell[c].hidden)
            continue;
        size_t p = reduce(s, t, c, s->row[s->rows]);
        if (p < t->parts)
            s->pivot[s->rows++] = p;
    }
}

static bool is_combination(const struct shown *s, const struct tables *t, size_t cell) {
    int64_t row[PARTS + 1];
    return reduce(s, t, cell, row) == t->parts;
}

struct lp { /* rows of a simplex tableau; variables: parts, then what hidden cells have above 1 */
    double row[VARS][2 * VARS + 1];
    size_t basis[VARS], rows, vars;
};

static void pivot(struct lp *lp, size_t at, size_t column) {
    size_t n = lp->vars + lp->rows; /* with one artificial variable a row */
    double by = lp->row[at][column];
    for (size_t j = 0; j <= n; j++)
        lp->row[at][j] /= by;
    for (size_t i = 0; i < lp->rows; i++) {
        double times = lp->row[i][column];
        if (i == at || times == 0)
            continue;
        for (size_t j = 0; j <= n; j++)
            lp->row[i][j] -= times * lp->row[at][j];
    }
    lp->basis[at] = column;
}

/* The least of `cost` over the first `vars` variables, by Bland's rule, which never runs in a
 * circle; minus infinity if there is none. */
static double least(struct lp *lp, const double *cost, size_t vars) {
    const double tiny = 1e-7;
    size_t n = lp->vars + lp->rows;
    for (;;) {
        size_t enters = vars, leaves = lp->rows;
        for (size_t j = 0; j < vars && enters == vars; j++) {
            double gain = cost[j];
            for (size_t i = 0; i < lp->rows; i++)
                gain -= cost[lp->basis[i]] * lp->row[i][j];
            if (gain < -tiny)
                enters = j;
        }
        if (enters == vars)
            break;
        double best = 0;
        for (size_t i = 0; i < lp->rows; i++) {
            if (lp->row[i][enters] <= tiny)
                continue;
            double step = lp->row[i][n] / lp->row[i][enters];
            if (leaves == lp->rows || step < best - tiny ||
                (step < best + tiny && lp->basis[i] < lp->basis[leaves])) {
                leaves = i;
                best = step;
            }
        }
        if (leaves == lp->rows)
            return -1e9;
        pivot(lp, leaves, enters);
    }
    double sum = 0;
    for (size_t i = 0; i < lp->rows; i++)
        sum += cost[lp->basis[i]] * lp->row[i][n];
    return sum;
}

/* A first solution of what is shown and, with `ones`, that no hidden cell is 0. */
static void lp_start(struct lp *lp, const struct shown *s, const struct tables *t, bool ones) {
    double cost[2 * VARS] = {0};
    memset(lp, 0, sizeof *lp);
    lp->vars = t->parts + t->cells;
    for (size_t i = 0; i < s->rows; i++, lp->rows++) {
        double sign = s->row[i][t->parts] < 0 ? -1 : 1;
        for (size_t p = 0; p < t->parts; p++)
            lp->row[lp->rows][p] = sign * (double)s->row[i][p];
        lp->row[lp->rows][2 * VARS] = sign * (double)s->row[i][t->parts];
    }
    for (size_t c = 0; ones && c < t->cells; c++) {
        if (!t->cell[c].hidden)
            continue;
        for (size_t p = 0; p < t->parts; p++)
            lp->row[lp->rows][p] = t->in[c][p];
        lp->row[lp->rows][t->parts + c] = -1;
        lp->row[lp->rows++][2 * VARS] = 1;
    }
    for (size_t i = 0; i < lp->rows; i++) {
        lp->row[i][lp->vars + lp->rows] = lp->row[i][2 * VARS]; /* kept there until now */
        lp->row[i][lp->vars + i] = 1;
        lp->basis[i] = lp->vars + i;
        cost[lp->vars + i] = 1;
    }
    assert_true(least(lp, cost, lp->vars) < 1e-6);
    /* An artificial variable that is still there is 0: another takes its place, or it stays. */
    for (size_t i = 0; i < lp->rows; i++)
        for (size_t j = 0; j < lp->vars && lp->basis[i] >= lp->vars; j++)
            if (lp->row[i][j] > 1e-6 || lp->row[i][j] < -1e-6)
                pivot(lp, i, j);
}

/* How many numbers are possible for a cell, less one. */
static double width(const struct lp *start, const struct tables *t, size_t cell) {
    double cost[2 * VARS] = {0}, least_n, most_n;
    struct lp lp = *start;
    for (size_t p = 0; p < t->parts; p++)
        cost[p] = t->in[cell][p];
    least_n = least(&lp, cost, lp.vars);
    for (size_t p = 0; p < t->parts; p++)
        cost[p] = -cost[p];
    most_n = -least(&lp, cost, lp.vars);
    assert_true(least_n < (double)t->cell[cell].n + 1e-6);
    assert_true(most_n > (double)t->cell[cell].n - 1e-6);
    return most_n - least_n;
}

static bool has_parts(const struct tables *t, size_t cell) {
    return memchr(t->in[cell], true, t->parts) != NULL;
}

/* How many hidden cells a reader can work out, or nearly. That a cell without parts is 0 everybody
 * knows. */
static size_t worked_out(const struct tables *t, const struct suppress_rule *rule) {
    static struct shown shown;
    static struct lp lp;
    size_t n = 0;
    shown_read(&shown, t);
    lp_start(&lp, &shown, t, !rule->zero_tells);
    for (size_t c = 0; c < t->cells; c++)
        if (t->cell[c].hidden && has_parts(t, c) &&
            (is_combination(&shown, t, c) || width(&lp, t, c) < (double)rule->k - 1 - 1e-6))
            n++;
    return n;
}

/* ---- random programmes ---- */

static int64_t random_heads(void) {
    int kind = rand() % 10;
    return kind == 0 ? 0 : kind < 5 ? 1 + rand() % 4 : kind < 8 ? rand() % 15 : rand() % 200;
}

/* Cuts of the same sessions: each session is in one value of a cut, or, of one cut, in several. */
static void random_cuts(struct tables *t) {
    int cuts = 1 + rand() % 4;
    t->parts = 1 + (size_t)rand() % 9;
    for (int cut = 0; cut < cuts; cut++) {
        size_t values = 1 + (size_t)rand() % 5;
        for (size_t p = 0; p < t->parts; p++) {
            t->in[t->cells + (size_t)rand() % values][p] = true;
            if (cut == 0 && rand() % 4 == 0)
                t->in[t->cells + (size_t)rand() % values][p] = true;
        }
        t->cells += values;
    }
}

/* Rows by columns, with their margins. */
static void two_way(struct tables *t, size_t rows, size_t columns) {
    t->parts = rows * columns;
    for (size_t p = 0; p < t->parts; p++) {
        t->in[p][p] = true;
        t->in[t->parts + p / columns][p] = true;
        t->in[t->parts + rows + p % columns][p] = true;
    }
    t->cells = t->parts + rows + columns;
}

static void random_tables(struct tables *t) {
    memset(t, 0, sizeof *t);
    if (rand() % 2 == 0)
        random_cuts(t);
    else
        two_way(t, 2 + (size_t)rand() % 2, 2 + (size_t)rand() % 3);
    if (rand() % 8 != 0) { /* the total of everything */
        for (size_t p = 0; p < t->parts; p++)
            t->in[t->cells][p] = true;
        t->cells++;
    }
    for (size_t p = 0; p < t->parts; p++)
        t->part[p].n = random_heads();
    finish(t);
}

static void nothing_hidden_can_be_worked_out(void **state) {
    (void)state;
    static struct tables t;
    size_t without = 0, hidden = 0, shown = 0;
    srand(6);
    for (int round = 0; round < ROUNDS; round++) {
        struct suppress_rule rule = {.k = round % 3 == 0 ? SUPPRESS_K_STRICT : SUPPRESS_K,
                                     .zero_tells = round % 5 == 0};
        random_tables(&t);
        for (size_t c = 0; c < t.cells; c++) /* what would be, were only small cells hidden */
            t.cell[c].hidden = t.cell[c].n < rule.k && (t.cell[c].n > 0 || rule.zero_tells);
        without += worked_out(&t, &rule) > 0;
        finish(&t);
        size_t n = suppress(&rule, t.cell, t.cells, t.part, t.parts);
        for (size_t c = 0; c < t.cells; c++) {
            if (t.cell[c].n < rule.k && (t.cell[c].n > 0 || rule.zero_tells))
                assert_true(t.cell[c].hidden);
            if (t.cell[c].n == 0 && !rule.zero_tells)
                assert_false(t.cell[c].hidden);
            n -= t.cell[c].hidden;
            hidden += t.cell[c].hidden;
            shown += !t.cell[c].hidden;
        }
        assert_int_equal(n, 0);
        if (worked_out(&t, &rule) != 0)
            fail_msg("round %d: a hidden cell can be worked out", round);
    }
    /* The judge is awake, and not everything is hidden to please him. */
    assert_true(without > ROUNDS / 3);
    assert_true(shown * 2 > hidden);
}

/* ---- by hand ---- */

static const struct suppress_rule usual = {.k = SUPPRESS_K};

static void one_way(struct tables *t, const int64_t *n, size_t values) {
    memset(t, 0, sizeof *t);
    t->parts = values;
    t->cells = values + 1;
    for (size_t p = 0; p < values; p++) {
        t->part[p].n = n[p];
        t->in[p][p] = t->in[values][p] = true;
    }
    finish(t);
}

static void a_small_cell_takes_a_second_one_with_it(void **state) {
    (void)state;
    static struct tables t;
    one_way(&t, (const int64_t[]){3, 200, 40, 0}, 4);
    assert_int_equal(suppress(&usual, t.cell, t.cells, t.part, t.parts), 2);
    assert_true(t.cell[0].hidden);
    assert_false(t.cell[1].hidden);
    assert_true(t.cell[2].hidden);  /* the smaller of the two that could go with it */
    assert_false(t.cell[3].hidden); /* nobody came: that may be known */
    assert_false(t.cell[4].hidden); /* the total */
}

static void two_that_are_too_small_together_take_a_third(void **state) {
    (void)state;
    static struct tables t;
    one_way(&t, (const int64_t[]){1, 2, 60, 70}, 4);
    assert_int_equal(suppress(&usual, t.cell, t.cells, t.part, t.parts), 3);
    assert_false(t.cell[3].hidden);
    one_way(&t, (const int64_t[]){4, 4, 60, 70}, 4); /* 1 to 7 each: wide enough */
    assert_int_equal(suppress(&usual, t.cell, t.cells, t.part, t.parts), 2);
}

static void everything_goes_where_nothing_else_helps(void **state) {
    (void)state;
    static struct tables t;
    one_way(&t, (const int64_t[]){2, 3}, 2); /* 5 in all: the two would be 1 to 4 */
    assert_int_equal(suppress(&usual, t.cell, t.cells, t.part, t.parts), 3);
    one_way(&t, (const int64_t[]){3}, 1);
    assert_int_equal(suppress(&usual, t.cell, t.cells, t.part, t.parts), 2);
    one_way(&t, (const int64_t[]){3, 0}, 2);
    assert_int_equal(suppress(&usual, t.cell, t.cells, t.part, t.parts), 2);
    assert_false(t.cell[1].hidden);
    one_way(&t, (const int64_t[]){7, 9}, 2); /* of which nothing is small */
    assert_int_equal(suppress(&usual, t.cell, t.cells, t.part, t.parts), 0);
}

static void a_zero_can_tell_too(void **state) {
    (void)state;
    static struct tables t;
    const struct suppress_rule zero = {.k = SUPPRESS_K, .zero_tells = true};
    const struct suppress_rule off = {.k = 0};
    one_way(&t, (const int64_t[]){0, 50, 40}, 3);
    assert_int_equal(suppress(&zero, t.cell, t.cells, t.part, t.parts), 2);
    assert_true(t.cell[0].hidden);
    one_way(&t, (const int64_t[]){0, 1, 40}, 3);
    assert_int_equal(suppress(&off, t.cell, t.cells, t.part, t.parts), 0);
}

/* A small school, whose one session is also the only one of its topic: the school's number must not
 * come out of the topics, nor out of the actions. */
static void tables_of_one_export_guard_each_other(void **state) {
    (void)state;
    enum { SMALL, SECOND, THIRD, KNIVES, ONLINE, ACTION, TOTAL, N };
    static struct tables t;
    memset(&t, 0, sizeof t);
    t.parts = 3;
    t.cells = N;
    t.part[0].n = 3;
    t.part[1].n = 50;
    t.part[2].n = 60;
    t.in[SMALL][0] = t.in[SECOND][1] = t.in[THIRD][2] = true;
    t.in[KNIVES][0] = t.in[ONLINE][1] = t.in[ONLINE][2] = true;
    t.in[ACTION][0] = t.in[ACTION][2] = true; /* less the third school: the small one */
    t.in[TOTAL][0] = t.in[TOTAL][1] = t.in[TOTAL][2] = true;
    finish(&t);
    suppress(&usual, t.cell, t.cells, t.part, t.parts);
    assert_true(t.cell[SMALL].hidden && t.cell[KNIVES].hidden && t.cell[ONLINE].hidden);
    assert_true(t.cell[THIRD].hidden != t.cell[SECOND].hidden);
    assert_true(t.cell[ACTION].hidden || t.cell[THIRD].hidden);
    assert_false(t.cell[TOTAL].hidden);
    assert_int_equal(worked_out(&t, &usual), 0);
}

/* In a two-way table two hidden cells in every line are not enough: here the one in the middle
 * joins two squares, and is what the margins of the one square leave. The judge sees it. */
static void the_judge_sees_a_bridge(void **state) {
    (void)state;
    static struct tables t;
    memset(&t, 0, sizeof t);
    two_way(&t, 2, 3);
    for (size_t p = 0; p < t.parts; p++)
        t.part[p].n = 10;
    finish(&t);
    t.cell[0].hidden = t.cell[1].hidden = t.cell[3].hidden = t.cell[4].hidden = true;
    assert_int_equal(worked_out(&t, &usual), 0); /* a square */
    t.cell[5].hidden = true;                     /* the only one of its column */
    assert_int_equal(worked_out(&t, &usual), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_hidden_can_be_worked_out),
        cmocka_unit_test(a_small_cell_takes_a_second_one_with_it),
        cmocka_unit_test(two_that_are_too_small_together_take_a_third),
        cmocka_unit_test(everything_goes_where_nothing_else_helps),
        cmocka_unit_test(a_zero_can_tell_too),
        cmocka_unit_test(tables_of_one_export_guard_each_other),
        cmocka_unit_test(the_judge_sees_a_bridge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
