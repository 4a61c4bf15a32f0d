/* The rule about small numbers: what is small, what a block is, and that the bounds of a block hold
 * what is said of them. tests/unit/report/test_small.c holds it against whole exports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/suppress.h"

static struct session blank(int64_t id, int64_t heads) {
    return (struct session){.id = id,
                            .actions = "1.2;1.5",
                            .date = {2019, 11, 5},
                            .date_text = "",
                            .starts = 600,
                            .ends = 660,
                            .venue = "Hertswood Academy",
                            .event_type = "school_workshop",
                            .topic = "Knife crime",
                            .audience = "students",
                            .year_group = "9",
                            .deliverer = "St Giles Trust",
                            .ward = "Elstree",
                            .sessions = 1,
                            .status = STATUS_DELIVERED,
                            .reported = {heads, COUNT_EXACT},
                            .counted = {0, COUNT_NOT_RECORDED}};
}

/* A block of these heads, and what becomes of its first session. */
static enum suppress_verdict verdict_of(enum suppress_mode mode, const int64_t *heads, size_t n,
                                        size_t *ret_left_out) {
    struct suppress *p = suppress_new(mode);
    struct session s = blank(0, 0);
    for (size_t i = 0; i < n; i++) {
        s = blank((int64_t)i + 1, heads[i]);
        suppress_add(p, &s);
    }
    s = blank(1, heads[0]);
    enum suppress_verdict verdict = suppress_session(p, &s);
    *ret_left_out = suppress_left_out(p);
    suppress_free(p);
    return verdict;
}

static void modes_have_names(void **state) {
    (void)state;
    enum suppress_mode mode = SUPPRESS_HIDE;
    for (int m = SUPPRESS_HIDE; m <= SUPPRESS_SHOW; m++) {
        assert_true(suppress_mode_parse(suppress_mode_name((enum suppress_mode)m), &mode));
        assert_int_equal(mode, m);
    }
    assert_false(suppress_mode_parse("Hide", &mode));
}

static void what_is_small(void **state) {
    (void)state;
    struct suppress *hide = suppress_new(SUPPRESS_HIDE), *strict = suppress_new(SUPPRESS_STRICT),
                    *show = suppress_new(SUPPRESS_SHOW);
    assert_false(suppress_is_small(hide, 0)); /* nobody came: that may be known */
    assert_true(suppress_is_small(hide, 1));
    assert_true(suppress_is_small(hide, 4));
    assert_false(suppress_is_small(hide, 5));
    assert_true(suppress_is_small(strict, 9));
    assert_false(suppress_is_small(strict, 10));
    assert_false(suppress_is_small(show, 1));
    assert_false(suppress_is_small(NULL, 1));
    assert_int_equal(suppress_k(NULL), 0);
    assert_string_equal(suppress_words(hide), "fewer than 5");
    assert_string_equal(suppress_words(strict), "fewer than 10");
    assert_true(suppress_shows_parts(hide, (const int64_t[]){0, 5, 30}, 3));
    assert_false(suppress_shows_parts(hide, (const int64_t[]){30, 4}, 2));
    struct session s = blank(1, 3);
    assert_int_equal(suppress_session(hide, &s), SUPPRESS_LEFT_OUT); /* even if it was not added */
    assert_int_equal(suppress_session(show, &s), SUPPRESS_SHOWN);
    assert_int_equal(suppress_session(NULL, &s), SUPPRESS_SHOWN);
    s.status = STATUS_PLANNED; /* three are expected: nobody came yet */
    assert_int_equal(suppress_session(hide, &s), SUPPRESS_SHOWN);
    s.counted = (struct count){2, COUNT_ABOUT};
    assert_int_equal(suppress_session(hide, &s), SUPPRESS_LEFT_OUT);
    s.counted.n = 40;
    s.life = LIFE_CLOSED;
    s.dispute = (struct dispute){.any = true, .theirs = 4, .ours = 40, .settled = 4};
    assert_int_equal(suppress_session(hide, &s), SUPPRESS_LEFT_OUT); /* that number holds */
    suppress_free(hide);
    suppress_free(strict);
    suppress_free(show);
}

static void a_block_counts_where_its_sum_tells_nothing(void **state) {
    (void)state;
    static const struct {
        int64_t heads[4];
        size_t n;
        enum suppress_verdict want;
    } cases[] = {
        {{3}, 1, SUPPRESS_LEFT_OUT},          {{2, 3}, 2, SUPPRESS_IN_SUMS},
        {{1, 4}, 2, SUPPRESS_IN_SUMS},        {{2, 2}, 2, SUPPRESS_LEFT_OUT}, /* 1 to 3 each */
        {{3, 3}, 2, SUPPRESS_LEFT_OUT},                                       /* 2 to 4 each */
        {{1, 1, 4}, 3, SUPPRESS_IN_SUMS},     {{4, 4, 1}, 3, SUPPRESS_IN_SUMS},
        {{1, 2, 2}, 3, SUPPRESS_LEFT_OUT},    {{4, 4, 2}, 3, SUPPRESS_LEFT_OUT},
        {{1, 1, 1, 4}, 4, SUPPRESS_IN_SUMS},  {{4, 4, 4, 1}, 4, SUPPRESS_IN_SUMS},
        {{1, 1, 1, 3}, 4, SUPPRESS_LEFT_OUT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t left_out;
        assert_int_equal(verdict_of(SUPPRESS_HIDE, cases[i].heads, cases[i].n, &left_out),
                         cases[i].want);
        assert_int_equal(left_out, cases[i].want == SUPPRESS_LEFT_OUT ? cases[i].n : 0);
    }
}

/* All heads that m sessions can have, one after another, as digits of a number. */
static bool next_heads(int64_t *heads, size_t m, int64_t k) {
    for (size_t i = 0; i < m; i++) {
        if (++heads[i] < k)
            return true;
        heads[i] = 1;
    }
    return false;
}

/* Whoever sees the sum of a block, or only that it is left out, can rule out no number for the
 * first of its sessions, and so, since a sum has no order, for none. */
static void every_number_stays_possible(enum suppress_mode mode, int64_t k, size_t m) {
    enum { SUM_MAX = 64, ALL = 0 };
    uint32_t possible[SUM_MAX] = {0}; /* by the sum that is seen: numbers of the first; [0]: none */
    int64_t heads[4] = {1, 1, 1, 1};
    size_t left_out;
    do {
        int64_t sum = 0;
        for (size_t i = 0; i < m; i++)
            sum += heads[i];
        bool seen = verdict_of(mode, heads, m, &left_out) == SUPPRESS_IN_SUMS;
        possible[seen ? sum : ALL] |= 1u << heads[0];
    } while (next_heads(heads, m, k));
    for (int i = 0; i < SUM_MAX; i++)
        if (possible[i] != 0)
            assert_int_equal(possible[i], (1u << k) - 2);
    assert_true(possible[ALL] != 0); /* some are left out */
}

static void no_block_tells_a_number(void **state) {
    (void)state;
    for (size_t m = 1; m <= 4; m++)
        every_number_stays_possible(SUPPRESS_HIDE, 5, m);
    for (size_t m = 1; m <= 3; m++)
        every_number_stays_possible(SUPPRESS_STRICT, 10, m);
}

/* Two sessions that would count together, and one of them changed. */
static void whatever_reports_cut_by_parts_a_block(void **state) {
    (void)state;
    struct session other[] = {blank(2, 2), blank(2, 2), blank(2, 2), blank(2, 2), blank(2, 2),
                              blank(2, 2), blank(2, 2), blank(2, 2), blank(2, 2), blank(2, 2),
                              blank(2, 2), blank(2, 2), blank(2, 2)};
    enum { DIFFERENT = sizeof other / sizeof other[0] - 2 };
    other[0].actions = "1.2";
    other[1].topic = "Knife Crime";
    other[2].venue = "Hertswood Academy, Borehamwood";
    other[3].event_type = "school_talk";
    other[4].audience = "pupils";
    other[5].year_group = "10";
    other[6].deliverer = "";
    other[7].ward = "";
    other[8].date = (struct date){2019, 9, 30};
    other[9].date = (struct date){0};
    other[10].ends = 665;
    other[DIFFERENT].date = (struct date){2019, 12, 31}; /* the same quarter */
    other[DIFFERENT + 1].note = "Few came";
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
        struct suppress *p = suppress_new(SUPPRESS_HIDE);
        struct session s = blank(1, 3);
        suppress_add(p, &s);
        suppress_add(p, &other[i]);
        assert_int_equal(suppress_session(p, &s),
                         i < DIFFERENT ? SUPPRESS_LEFT_OUT : SUPPRESS_IN_SUMS);
        assert_int_equal(suppress_session(p, &other[i]), suppress_session(p, &s));
        suppress_free(p);
    }
}

/* More blocks than there are slots at first; what is not small makes none. */
static void thousands_of_blocks(void **state) {
    (void)state;
    enum { BLOCKS = 3000 };
    static char topic[BLOCKS][12];
    struct suppress *p = suppress_new(SUPPRESS_HIDE);
    for (int i = 0; i < BLOCKS; i++) {
        snprintf(topic[i], sizeof topic[i], "Topic %d", i);
        for (int64_t heads = 1; heads < 9; heads += i % 2 ? 4 : 3) { /* 1 and 5, or 1, 4 and 7 */
            struct session s = blank(i, heads);
            s.topic = topic[i];
            suppress_add(p, &s);
        }
    }
    assert_int_equal(suppress_left_out(p), BLOCKS / 2);
    for (int i = 0; i < BLOCKS; i++) {
        struct session s = blank(i, 1);
        s.topic = topic[i];
        assert_int_equal(suppress_session(p, &s), i % 2 ? SUPPRESS_LEFT_OUT : SUPPRESS_IN_SUMS);
    }
    suppress_free(p);
}

static void sums_say_what_is_not_in_them(void **state) {
    (void)state;
    struct session s = blank(1, 3), full = blank(2, 30);
    struct count_sum sum;
    count_sum_init(&sum);
    assert_string_equal(count_sum_qualifier(&sum), "not recorded");
    suppress_sum(&sum, &s, SUPPRESS_LEFT_OUT);
    assert_string_equal(count_sum_qualifier(&sum), "not shown");
    suppress_sum(&sum, &full, SUPPRESS_SHOWN);
    assert_string_equal(count_sum_qualifier(&sum), "at least");
    suppress_sum(&sum, &s, SUPPRESS_IN_SUMS);
    suppress_sum(&sum, &s, SUPPRESS_LEFT_OUT);
    assert_string_equal(count_sum_qualifier(&sum), "at least");
    assert_int_equal(sum.total.n, 33);
    assert_int_equal(sum.left_out, 2);
    count_sum_init(&sum);
    suppress_sum(&sum, &full, SUPPRESS_SHOWN);
    suppress_sum(&sum, &s, SUPPRESS_LEFT_OUT); /* the other way round */
    assert_string_equal(count_sum_qualifier(&sum), "at least");
    assert_int_equal(sum.total.n, 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modes_have_names),
        cmocka_unit_test(what_is_small),
        cmocka_unit_test(a_block_counts_where_its_sum_tells_nothing),
        cmocka_unit_test(no_block_tells_a_number),
        cmocka_unit_test(whatever_reports_cut_by_parts_a_block),
        cmocka_unit_test(thousands_of_blocks),
        cmocka_unit_test(sums_say_what_is_not_in_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
