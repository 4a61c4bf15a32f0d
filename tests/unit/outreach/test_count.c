/* Counts: the weakest word wins, expected stays apart, not recorded is never 0. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/count.h"

static void weakest_qualifier_wins(void **state) {
    (void)state;
    struct count_sum sum;
    count_sum_init(&sum);
    assert_int_equal(sum.total.q, COUNT_NOT_RECORDED);
    count_add(&sum, (struct count){0, COUNT_EXACT}); /* nobody came: that is a number */
    assert_int_equal(sum.total.q, COUNT_EXACT);
    count_add(&sum, (struct count){30, COUNT_ABOUT});
    assert_int_equal(sum.total.q, COUNT_ABOUT);
    count_add(&sum, (struct count){70, COUNT_AT_LEAST});
    count_add(&sum, (struct count){10, COUNT_EXACT});
    assert_int_equal(sum.total.q, COUNT_AT_LEAST);
    assert_int_equal(sum.total.n, 110);
}

static void expected_and_missing_stay_apart(void **state) {
    (void)state;
    struct count_sum sum;
    count_sum_init(&sum);
    count_add(&sum, (struct count){30, COUNT_EXPECTED});
    count_add(&sum, (struct count){7, COUNT_NOT_RECORDED});
    assert_int_equal(sum.total.q, COUNT_NOT_RECORDED);
    assert_int_equal(sum.total.n, 0);
    assert_int_equal(sum.expected, 30);
    assert_int_equal(sum.not_recorded, 1);
}

static void order_does_not_matter(void **state) {
    (void)state;
    srand(7);
    for (int round = 0; round < 300; round++) {
        struct count part[20];
        struct count_sum forward, shuffled;
        count_sum_init(&forward);
        count_sum_init(&shuffled);
        for (int i = 0; i < 20; i++) {
            part[i] = (struct count){rand() % 500, (enum qualifier)(rand() % 5)};
            count_add(&forward, part[i]);
        }
        for (int i = 19; i > 0; i--) {
            int j = rand() % (i + 1);
            struct count swap = part[i];
            part[i] = part[j];
            part[j] = swap;
        }
        for (int i = 0; i < 20; i++)
            count_add(&shuffled, part[i]);
        assert_int_equal(forward.total.n, shuffled.total.n);
        assert_int_equal(forward.total.q, shuffled.total.q);
        assert_int_equal(forward.expected, shuffled.expected);
        assert_int_equal(forward.not_recorded, shuffled.not_recorded);
    }
}

static void names_and_what_people_write(void **state) {
    (void)state;
    enum qualifier q;
    for (int i = COUNT_EXACT; i <= COUNT_NOT_RECORDED; i++) {
        assert_true(qualifier_parse(qualifier_name((enum qualifier)i), &q));
        assert_int_equal(q, i);
    }
    assert_true(qualifier_parse(" Estimate", &q));
    assert_int_equal(q, COUNT_ABOUT);
    assert_true(qualifier_parse("OVER", &q));
    assert_int_equal(q, COUNT_AT_LEAST);
    assert_true(qualifier_parse("at_least", &q));
    assert_int_equal(q, COUNT_AT_LEAST);
    assert_false(qualifier_parse("", &q));
    assert_false(qualifier_parse("exactish", &q));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weakest_qualifier_wins),
        cmocka_unit_test(expected_and_missing_stay_apart),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(names_and_what_people_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
