/* Which answers of a class are honest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "survey/guard.h"

static enum doubt judge(struct guard *g, uint64_t pattern, int fast) {
    const struct survey_pace pace = {.pages = 4, .fast = fast, .pattern = pattern};
    return guard_judge(g, 1, &pace, 0, 0);
}

static void the_same_fast_taps_again_are_mashed(void **state) {
    (void)state;
    struct guard g = {0};
    assert_int_equal(judge(&g, 1, 4), DOUBT_NONE);
    assert_int_equal(judge(&g, 1, 4), DOUBT_MASHED);
    assert_int_equal(judge(&g, 1, 4), DOUBT_MASHED);
    assert_int_equal(judge(&g, 2, 4), DOUBT_NONE);
    assert_int_equal(judge(&g, 1, 4), DOUBT_MASHED); /* with one in between */
}

static void whoever_reads_one_page_is_believed(void **state) {
    (void)state;
    struct guard g = {0};
    for (int i = 0; i < 30; i++)
        assert_int_equal(judge(&g, 1, 3), DOUBT_NONE);
    assert_int_equal(judge(&g, 1, 4), DOUBT_MASHED); /* as the one before, but unread */
    assert_int_equal(judge(&g, 1, 0), DOUBT_NONE);
}

static void slow_answers_not_just_before_do_not_count(void **state) {
    (void)state;
    struct guard g = {0};
    judge(&g, 1, 0);
    judge(&g, 2, 0);
    assert_int_equal(judge(&g, 1, 4), DOUBT_NONE);
}

static void only_the_last_few_are_remembered(void **state) {
    (void)state;
    struct guard g = {0};
    judge(&g, 1, 4);
    for (uint64_t i = 0; i < GUARD_MEMORY; i++)
        judge(&g, 10 + i, 4);
    assert_int_equal(judge(&g, 1, 4), DOUBT_NONE);
    for (uint64_t i = 0; i < GUARD_MEMORY - 1; i++)
        judge(&g, 20 + i, 4);
    assert_int_equal(judge(&g, 1, 4), DOUBT_MASHED);
}

static void another_session_begins_anew(void **state) {
    (void)state;
    struct guard g = {0};
    const struct survey_pace pace = {.pages = 4, .fast = 4, .pattern = 1};
    guard_judge(&g, 1, &pace, 0, 0);
    assert_int_equal(guard_judge(&g, 2, &pace, 0, 0), DOUBT_NONE);
    assert_int_equal(guard_judge(&g, 2, &pace, 0, 0), DOUBT_MASHED);
}

static void more_answers_than_heads_are_over(void **state) {
    (void)state;
    struct guard g = {0};
    const struct survey_pace pace = {.pages = 4, .pattern = 1};
    assert_int_equal(guard_judge(&g, 1, &pace, 29, 30), DOUBT_NONE);
    assert_int_equal(guard_judge(&g, 1, &pace, 30, 30), DOUBT_OVER);
    assert_int_equal(guard_judge(&g, 1, &pace, 30, 0), DOUBT_NONE); /* nobody has counted yet */
    const struct survey_pace fast = {.pages = 4, .fast = 4, .pattern = 1};
    assert_int_equal(guard_judge(&g, 1, &fast, 30, 30), DOUBT_MASHED);
}

static void a_form_that_asks_nothing_is_not_mashed(void **state) {
    (void)state;
    struct guard g = {0};
    const struct survey_pace pace = {.pages = 0};
    guard_judge(&g, 1, &pace, 0, 0);
    assert_int_equal(guard_judge(&g, 1, &pace, 0, 0), DOUBT_NONE);
}

static void doubts_have_names(void **state) {
    (void)state;
    assert_string_equal(doubt_name(DOUBT_NONE), "");
    assert_string_equal(doubt_name(DOUBT_MASHED), "mashed");
    assert_string_equal(doubt_name(DOUBT_OVER), "over");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_fast_taps_again_are_mashed),
        cmocka_unit_test(whoever_reads_one_page_is_believed),
        cmocka_unit_test(slow_answers_not_just_before_do_not_count),
        cmocka_unit_test(only_the_last_few_are_remembered),
        cmocka_unit_test(another_session_begins_anew),
        cmocka_unit_test(more_answers_than_heads_are_over),
        cmocka_unit_test(a_form_that_asks_nothing_is_not_mashed),
        cmocka_unit_test(doubts_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
