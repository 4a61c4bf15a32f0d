/* What lapses before the next meeting, in its order and in words; what a coordinator's line says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/lapse.h"

static const struct date today = {2019, 12, 12}, no_date;

static struct typed order(int64_t seq, struct date due, struct date expires) {
    return (struct typed){.seq = seq,
                          .action = "2.4",
                          .text = "Closure order",
                          .owner = "",
                          .date = {2019, 11, 14},
                          .due = due,
                          .expires = expires};
}

static void says(struct typed *t, size_t n, struct date meeting, const char *want) {
    struct typed_list l = {.typed = t, .typeds = n};
    struct str text CLEANUP(str_release) = {0};
    struct lapses found;
    ARENA(a);
    lapse_find(&a, &l, today, meeting, &found);
    lapse_say(&text, &found);
    assert_string_equal(str_c(&text), want);
}

static void in_order_of_their_day(void **state) {
    (void)state;
    struct typed t[] = {order(1, no_date, (struct date){2020, 1, 9}),
                        order(2, (struct date){2019, 12, 12}, (struct date){2019, 12, 31}),
                        order(3, (struct date){2019, 12, 1}, (struct date){2020, 1, 10})};
    struct typed_list l = {.typed = t, .typeds = 3};
    struct lapses found;
    ARENA(a);
    lapse_find(&a, &l, today, no_date, &found);
    assert_int_equal(found.n, 4); /* the last is a day too late */
    assert_int_equal(found.over, 1);
    static const int64_t seq[] = {3, 2, 2, 1};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(found.lapse[i].of->seq, seq[i]);
    assert_int_equal(found.lapse[1].what, LAPSE_DUE);
    assert_int_equal(found.lapse[2].what, LAPSE_EXPIRES);
    assert_int_equal(date_compare(found.until, (struct date){2020, 1, 9}), 0);
}

static void the_next_meeting_sets_the_day(void **state) {
    (void)state;
    struct typed t[] = {order(1, no_date, (struct date){2020, 1, 21}),
                        order(2, no_date, (struct date){2020, 1, 27}),
                        order(3, (struct date){2020, 1, 27}, no_date)};
    says(t, 3, no_date, "");
    says(t, 3, (struct date){2020, 1, 21},
         "One thing on your plan lapses before the next meeting.");
    says(t, 3, (struct date){2020, 1, 27},
         "Three things on your plan lapse before the next meeting.");
    says(t, 3, (struct date){2019, 12, 1}, ""); /* that meeting is over */
}

static void what_has_lapsed_is_told_for_a_while(void **state) {
    (void)state;
    struct typed t[] = {order(1, no_date, (struct date){2019, 12, 11}),
                        order(2, no_date, (struct date){2019, 10, 17}),
                        order(3, no_date, (struct date){2019, 10, 16}),
                        order(4, no_date, (struct date){2019, 12, 20})};
    says(t, 1, no_date, "One thing on your plan has lapsed already.");
    says(t, 3, no_date, "Two things on your plan have lapsed already.");
    says(t, 4, no_date,
         "One thing on your plan lapses in the next 28 days; two have lapsed already.");
}

static void what_does_not_stand_does_not_lapse(void **state) {
    (void)state;
    struct typed t[] = {order(1, today, no_date), order(2, today, no_date)};
    t[0].state = TYPED_REPLACED;
    t[1].state = TYPED_WITHDRAWN;
    says(t, 2, no_date, "");
}

static void many_are_a_number(void **state) {
    (void)state;
    struct typed t[11];
    for (int i = 0; i < 11; i++)
        t[i] = order(i + 1, today, no_date);
    says(t, 10, today, "Ten things on your plan lapse before the next meeting.");
    says(t, 11, today, "11 things on your plan lapse before the next meeting.");
}

static void one_in_words(void **state) {
    (void)state;
    struct typed t = order(1, no_date, (struct date){2020, 1, 21});
    struct str text CLEANUP(str_release) = {0};
    t.text = "Closure\norder";
    const struct lapse one = {&t, LAPSE_EXPIRES, t.expires};
    lapse_say_one(&text, &one, false);
    assert_string_equal(str_c(&text), "2.4 expires 21/01/2020: Closure order");
    str_cut(&text, 0);
    lapse_say_one(&text, &one, true);
    assert_string_equal(str_c(&text), "2.4 expired 21/01/2020: Closure order");
}

static void stale_after_eight_weeks(void **state) {
    (void)state;
    assert_true(lapse_is_stale(no_date, today));
    assert_true(lapse_is_stale((struct date){2019, 10, 16}, today));
    assert_false(lapse_is_stale((struct date){2019, 10, 17}, today));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_order_of_their_day),
        cmocka_unit_test(the_next_meeting_sets_the_day),
        cmocka_unit_test(what_has_lapsed_is_told_for_a_while),
        cmocka_unit_test(what_does_not_stand_does_not_lapse),
        cmocka_unit_test(many_are_a_number),
        cmocka_unit_test(one_in_words),
        cmocka_unit_test(stale_after_eight_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
