/* What is found in a list, in which order, and that its length does not matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "questions/search.h"

static const struct survey_option places[] = {
    {.label = "Newborough"},
    {.label = "Borehamwood"},
    {.label = "Elstree"},
    {.label = "Upper Borehamwood"},
    {.label = "Bor\xc3\xa9"
              "al Street"},
};

enum { PLACES = sizeof places / sizeof *places, MAX = 4 };

static void puts_the_beginning_first_then_words_then_parts(void **state) {
    (void)state;
    uint32_t found[MAX];
    bool more;
    assert_int_equal(search_choices(places, PLACES, "BOR", MAX, found, &more), 4);
    const uint32_t order[] = {1, 4, 3, 0};
    assert_memory_equal(found, order, sizeof order);
    assert_false(more);
}

static void does_not_mind_accents_and_capitals(void **state) {
    (void)state;
    uint32_t found[MAX];
    bool more;
    assert_int_equal(search_choices(places, PLACES, "boreal s", MAX, found, &more), 1);
    assert_int_equal(found[0], 4);
    assert_int_equal(search_choices(places, PLACES, "\xc3\x89lstr", MAX, found, &more), 1);
    assert_int_equal(found[0], 2);
}

static void says_when_there_is_more(void **state) {
    (void)state;
    uint32_t found[MAX];
    bool more;
    assert_int_equal(search_choices(places, PLACES, "", MAX, found, &more), MAX);
    assert_true(more);
    assert_int_equal(found[0], 0);
}

static void finds_nothing_without_harm(void **state) {
    (void)state;
    uint32_t found[MAX];
    bool more = true;
    assert_int_equal(search_choices(places, PLACES, "zz", MAX, found, &more), 0);
    assert_false(more);
    assert_int_equal(search_choices(places, 0, "", MAX, found, &more), 0);
    assert_false(more);
}

static void finds_the_last_of_ten_thousand(void **state) {
    (void)state;
    enum { COUNT = 10000 };
    struct survey_option *o = xcalloc(COUNT, sizeof *o);
    char(*label)[24] = xcalloc(COUNT, sizeof *label);
    for (size_t i = 0; i < COUNT; i++) {
        snprintf(label[i], sizeof label[i], "Street %zu", i);
        o[i].label = label[i];
    }
    uint32_t found[MAX];
    bool more;
    assert_int_equal(search_choices(o, COUNT, "9999", MAX, found, &more), 1);
    assert_int_equal(found[0], COUNT - 1);
    assert_int_equal(search_choices(o, COUNT, "street", MAX, found, &more), MAX);
    assert_true(more);
    free(label);
    free(o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puts_the_beginning_first_then_words_then_parts),
        cmocka_unit_test(does_not_mind_accents_and_capitals),
        cmocka_unit_test(says_when_there_is_more),
        cmocka_unit_test(finds_nothing_without_harm),
        cmocka_unit_test(finds_the_last_of_ten_thousand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
