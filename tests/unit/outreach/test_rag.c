/* What is proposed for an action, rule by rule, and which sessions make which rule hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/rag.h"

static const struct date today = {2019, 12, 12};

static void the_first_rule_that_holds(void **state) {
    (void)state;
    static const struct {
        struct rag_facts facts; /* has_sessions, now, before, ahead, overdue, undated */
        const char *rag, *reason;
    } cases[] = {
        {{false, 0, 0, 0, 0, 0}, "", "it is not done by sessions"},
        {{true, 5, 5, 5, 2, 1}, "Amber", "planned, the day has passed and nothing is recorded: 2"},
        {{true, 5, 0, 0, 0, 1}, "Green", "delivered this quarter: 5"},
        {{true, 0, 3, 2, 0, 0},
         "Green",
         "delivered in the two quarters before, and planned ahead: 2"},
        {{true, 0, 3, 0, 0, 1},
         "Amber",
         "delivered in the two quarters before, but nothing this quarter and nothing planned "
         "ahead"},
        {{true, 0, 0, 4, 0, 1},
         "Amber",
         "nothing delivered this quarter or in the two before, but planned ahead: 4"},
        {{true, 0, 0, 0, 0, 7},
         "",
         "nothing with a date this quarter or in the two before, entries without a date: 7"},
        {{true, 0, 0, 0, 0, 0},
         "Red",
         "nothing delivered this quarter or in the two before, and nothing planned ahead"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct rag_proposal p = rag_propose(&cases[i].facts);
        assert_string_equal(p.rag, cases[i].rag);
        assert_string_equal(p.reason, cases[i].reason);
    }
}

static struct rag_facts facts_of(struct date d, enum status status) {
    struct rag_facts f;
    struct session s = {.date = d, .status = status, .counted = {0, COUNT_NOT_RECORDED}};
    rag_init(&f, "update");
    rag_add(&f, &s, today);
    assert_true(f.has_sessions);
    return f;
}

static void what_a_session_counts_as(void **state) {
    (void)state;
    static const struct date past = {2019, 12, 11}, first = {2019, 10, 1}, before = {2019, 9, 30},
                             long_before = {2019, 4, 1}, too_long = {2019, 3, 31}, none = {0};
    assert_int_equal(facts_of(first, STATUS_DELIVERED).now, 1);
    assert_int_equal(facts_of(today, STATUS_DELIVERED).now, 1);
    assert_int_equal(facts_of(before, STATUS_DELIVERED).before, 1);
    assert_int_equal(facts_of(long_before, STATUS_DELIVERED).before, 1);
    assert_int_equal(facts_of(too_long, STATUS_DELIVERED).before, 0);
    assert_int_equal(facts_of(today, STATUS_PLANNED).ahead, 1);
    assert_int_equal(facts_of(past, STATUS_BOOKED).overdue, 1);
    assert_int_equal(facts_of(long_before, STATUS_PLANNED).overdue, 1);
    assert_int_equal(facts_of(too_long, STATUS_PLANNED).overdue, 0);
    assert_int_equal(facts_of(none, STATUS_PLANNED).undated, 1);
    assert_int_equal(facts_of(none, STATUS_DELIVERED).undated, 1);
    assert_string_equal(rag_propose(&(struct rag_facts){.has_sessions = true}).rag, "Red");
    static const enum status off[] = {STATUS_CANCELLED, STATUS_REARRANGED};
    for (size_t i = 0; i < 2; i++) {
        struct rag_facts f = facts_of(today, off[i]);
        assert_string_equal(rag_propose(&f).rag, "Red");
    }
}

static void what_the_plan_says_of_an_action(void **state) {
    (void)state;
    static const struct {
        const char *carries;
        bool has_sessions;
    } cases[] = {{"attendance;feedback", true},
                 {"tally;card;update", false},
                 {"survey", true},
                 {"feedback;sessions", true},
                 {"attendances", false},
                 {"", false},
                 {NULL, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct rag_facts f;
        rag_init(&f, cases[i].carries);
        assert_int_equal(f.has_sessions, cases[i].has_sessions);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_rule_that_holds),
        cmocka_unit_test(what_a_session_counts_as),
        cmocka_unit_test(what_the_plan_says_of_an_action),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
