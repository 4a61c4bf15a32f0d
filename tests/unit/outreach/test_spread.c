/* Answers by question, area and quarter: sums, few answers, and that order does not matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "outreach/spread.h"

enum { K = 5, QUARTER = 2019 * 4 };

static const bool both[] = {true, true};

static void add(struct spread *p, const char *area, size_t question, int option, int n) {
    struct spread_sum *s = spread_at(p, question, QUARTER, spread_area(p, area));
    s->answers += n;
    s->share.of += n;
    s->share.n += option == 0 ? n : 0;
    s->option[option] += n;
}

static int64_t answers(struct spread *p, size_t question, int area) {
    const struct spread_sum *s = spread_find(p, question, QUARTER, area);
    return s != NULL ? s->answers : 0;
}

static void areas_sum_up(void **state) {
    (void)state;
    struct spread *p = spread_new(2);
    add(p, "east", 0, 0, 7);
    add(p, "east", 0, 1, 3);
    add(p, "west", 0, 1, 5);
    spread_finish(p, K);
    assert_int_equal(answers(p, 0, spread_area(p, "east")), 10);
    const struct spread_sum *all = spread_find(p, 0, QUARTER, SPREAD_ALL);
    assert_int_equal(all->answers, 15);
    assert_int_equal(all->share.n, 7);
    assert_int_equal(all->option[1], 8);
    assert_null(spread_find(p, 0, QUARTER, SPREAD_FEW));
    assert_null(spread_find(p, 1, QUARTER, SPREAD_ALL));
    spread_free(p);
}

/* One area alone could be told from all less the others: a second one goes along. */
static void few_answers_stand_together(void **state) {
    (void)state;
    struct spread *p = spread_new(2);
    add(p, "a", 0, 0, 20);
    add(p, "b", 0, 0, 9);
    add(p, "c", 0, 0, 3);
    add(p, "a", 1, 0, 4);
    add(p, "b", 1, 1, 3);
    add(p, "c", 1, 1, 8);
    spread_finish(p, K);
    assert_int_equal(answers(p, 0, spread_area(p, "a")), 20);
    assert_int_equal(answers(p, 0, spread_area(p, "b")), 0);
    assert_int_equal(answers(p, 0, SPREAD_FEW), 12);
    assert_int_equal(answers(p, 1, SPREAD_FEW), 7); /* enough without the third */
    assert_int_equal(answers(p, 1, spread_area(p, "c")), 8);
    assert_int_equal(answers(p, 0, SPREAD_ALL), 32);
    spread_free(p);
    p = spread_new(1);
    add(p, "c", 0, 0, 3);
    spread_finish(p, 0); /* nothing is small */
    assert_int_equal(answers(p, 0, spread_area(p, "c")), 3);
    spread_free(p);
}

static void quarters_follow_each_other(void **state) {
    (void)state;
    char words[16];
    int last = spread_quarter((struct date){2019, 3, 31});
    int first = spread_quarter((struct date){2019, 4, 1});
    assert_int_equal(first, last + 1);
    assert_int_equal(spread_quarter((struct date){2020, 1, 1}),
                     spread_quarter((struct date){2019, 12, 31}) + 1);
    spread_quarter_words(last, words);
    assert_string_equal(words, "Q4 2018/19");
    spread_quarter_words(first, words);
    assert_string_equal(words, "Q1 2019/20");
    spread_quarter_words(spread_quarter((struct date){0}), words);
    assert_string_equal(words, "");
}

static void what_is_not_told_is_not_merged(void **state) {
    (void)state;
    const bool told[] = {false, true};
    struct spread *p = spread_new(2), *one = spread_new(2);
    add(one, "a", 0, 0, 6);
    add(one, "a", 1, 0, 6);
    spread_merge(p, one, told);
    spread_clear(one);
    spread_merge(p, one, both); /* nothing */
    spread_finish(p, K);
    assert_int_equal(answers(p, 0, SPREAD_ALL), 0);
    assert_int_equal(answers(p, 1, SPREAD_ALL), 6);
    size_t quarters;
    spread_finish(one, K);
    spread_quarters(one, &quarters);
    assert_int_equal(quarters, 0);
    spread_free(one);
    spread_free(p);
}

/* ---- any order, any kiosk ---- */

static const char *const areas[] = {"a", "b", "c", "d", "e", "f", ""};

enum { AREAS = sizeof areas / sizeof areas[0], ANSWERS = 60, ROUNDS = 200 };

static uint32_t below(uint32_t *seed, uint32_t n) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % n;
}

struct one {
    const char *area;
    size_t question;
    int option;
};

static void same(struct spread *x, struct spread *y) {
    for (size_t q = 0; q < 2; q++) {
        for (int i = -SPREAD_NAMED; i < AREAS; i++) {
            int ax = i < 0 ? i + SPREAD_NAMED : spread_area(x, areas[i]);
            int ay = i < 0 ? i + SPREAD_NAMED : spread_area(y, areas[i]);
            const struct spread_sum *sx = spread_find(x, q, QUARTER, ax);
            const struct spread_sum *sy = spread_find(y, q, QUARTER, ay);
            assert_true((sx == NULL) == (sy == NULL));
            if (sx != NULL)
                assert_memory_equal(sx, sy, sizeof *sx);
        }
    }
}

static void neither_order_nor_kiosk_changes_it(void **state) {
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < ROUNDS; round++) {
        struct one all[ANSWERS];
        struct spread *p = spread_new(2), *mixed = spread_new(2);
        struct spread *kiosk[2] = {spread_new(2), spread_new(2)};
        for (int i = 0; i < ANSWERS; i++) {
            all[i] = (struct one){areas[below(&seed, AREAS)], below(&seed, 2),
                                  (int)below(&seed, SPREAD_OPTIONS)};
            add(p, all[i].area, all[i].question, all[i].option, 1);
        }
        for (int i = ANSWERS - 1; i >= 0; i--) {
            const struct one *o = &all[i * 7 % ANSWERS]; /* 7 and 60 have no common divisor */
            add(kiosk[below(&seed, 2)], o->area, o->question, o->option, 1);
        }
        spread_merge(mixed, kiosk[1], both);
        spread_merge(mixed, kiosk[0], both);
        spread_finish(p, K);
        spread_finish(mixed, K);
        same(p, mixed);
        /* And nothing that is shown is small, alone or as what is left of all. */
        for (size_t q = 0; q < 2; q++) {
            int64_t few = answers(p, q, SPREAD_FEW);
            int64_t left = answers(p, q, SPREAD_ALL) - few;
            assert_true(few == 0 || few >= K || left == 0);
            for (int i = 0; i < AREAS; i++) {
                int64_t n = answers(p, q, spread_area(p, areas[i]));
                assert_true(n == 0 || n >= K);
                left -= n;
            }
            assert_int_equal(left, 0);
        }
        spread_free(p);
        spread_free(mixed);
        spread_free(kiosk[0]);
        spread_free(kiosk[1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_sum_up),
        cmocka_unit_test(few_answers_stand_together),
        cmocka_unit_test(quarters_follow_each_other),
        cmocka_unit_test(what_is_not_told_is_not_merged),
        cmocka_unit_test(neither_order_nor_kiosk_changes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
