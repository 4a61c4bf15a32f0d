/* Updates of the plan: a file of them, read and argued with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "demo.h"

static const struct date today = {2019, 12, 12};

static const char good[] =
    "action,date,text,owner,due,expires,rag\n"
    "2.4,14/11/2019,\"Closure order extended, again\",Hertsmere SNT,,2020-02-14,\n"
    "2.4,2019-11-14,,,,,amber\n"
    "1.12,2019-05-13,Two cases,,10/06/2019,,none\n";

static void a_file_is_recognised_and_read(void **state) {
    (void)state;
    struct import im = demo_text(good, NULL, today);
    assert_int_equal(im.kind, IMPORT_UPDATES);
    assert_int_equal(im.rows, 3);
    assert_int_equal(im.complaints, 0);
    assert_int_equal(im.added, 3);
    const struct typed *t = &im.row[0].typed;
    assert_string_equal(t->action, "2.4");
    assert_string_equal(t->text, "Closure order extended, again");
    assert_string_equal(t->owner, "Hertsmere SNT");
    assert_int_equal(date_compare(t->date, (struct date){2019, 11, 14}), 0);
    assert_int_equal(date_compare(t->expires, (struct date){2020, 2, 14}), 0);
    assert_int_equal(t->due.year, 0);
    assert_false(im.row[0].rated);
    assert_true(im.row[1].rated);
    assert_string_equal(im.row[1].rating.rag, "Amber");
    assert_string_equal(im.row[1].typed.text, "");
    assert_true(im.row[2].rated);
    assert_string_equal(im.row[2].rating.rag, "");
    assert_int_equal(im.row[2].typed.due.month, 6);
    import_free(&im);
}

static void three_columns_are_enough(void **state) {
    (void)state;
    struct import im = demo_text("Action,Date,Text\n1.3,2019-11-05,Printed\n", NULL, today);
    assert_int_equal(im.kind, IMPORT_UPDATES);
    assert_int_equal(im.errors, 0);
    assert_int_equal(im.rows, 1);
    import_free(&im);
}

static void what_is_there_is_as_before(void **state) {
    (void)state;
    struct import first = demo_text(good, NULL, today);
    struct ledger l = {.typed = {.typed = &first.row[0].typed,
                                 .typeds = 1,
                                 .rating = &first.row[1].rating,
                                 .ratings = 1}};
    struct import again = demo_text(good, &l, today);
    assert_int_equal(again.same, 2);
    assert_int_equal(again.added, 1);
    assert_int_equal(again.row[2].change, CHANGE_NEW);
    import_free(&again);
    import_free(&first);
}

static void what_cannot_be_kept_is_an_error(void **state) {
    (void)state;
    static const struct {
        const char *row, *rule;
    } wrong[] = {
        {"the second,2019-11-14,Text,,,,", "code"},
        {"2.4,,Text,,,,", "update-date"},
        {"2.4,soon,Text,,,,", "update-date"},
        {"2.4,2019-11-14,Text,,31/02/2020,,", "update-date"},
        {"2.4,2019-11-14,Text,,,never,", "update-date"},
        {"2.4,2019-11-14,,owner,,,", "update-empty"},
        {"2.4,2019-11-14,Text,,,,Blue", "rag"},
        {"2.4,2019-11-14,Text", "cells"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char text[512];
        snprintf(text, sizeof text, "action,date,text,owner,due,expires,rag\n%s\n", wrong[i].row);
        struct import im = demo_text(text, NULL, today);
        if (demo_complaint(&im, wrong[i].rule, 2) == NULL)
            fail_msg("%s: no %s", wrong[i].row, wrong[i].rule);
        assert_int_equal(im.rows, 0);
        import_free(&im);
    }
}

static void a_long_text_is_an_error(void **state) {
    (void)state;
    char text[512];
    for (int letters = 400; letters <= 401; letters++) {
        snprintf(text, sizeof text, "action,date,text\n2.4,2019-11-14,%0*d\n", letters, 0);
        struct import im = demo_text(text, NULL, today);
        assert_int_equal(im.errors, letters > 400);
        import_free(&im);
    }
}

static void there_are_only_so_many(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    str_add(&text, "action,date,text\n");
    for (int i = 0; i < 2002; i++)
        str_addf(&text, "2.4,2019-11-14,Update %d\n", i);
    struct import im = demo_text(str_c(&text), NULL, today);
    assert_null(demo_complaint(&im, "many", 2001));
    assert_non_null(demo_complaint(&im, "many", 2002));
    assert_int_equal(im.errors, 2);
    assert_int_equal(im.rows, 2000);
    import_free(&im);
}

static void what_looks_wrong_is_a_warning(void **state) {
    (void)state;
    struct action plan = {"2.4", "2", "", "", "Closure orders", "", "", ""};
    struct ledger l = {.action = &plan, .actions = 1};
    struct import im = demo_text("action,date,text,owner,due,expires,rag\n"
                                 "2.4,2019-11-14,Extended,,,,\n"
                                 "2.4,2019-11-14,Extended,,,,\n"
                                 "9.9,2019-11-14,Of another plan,,,,\n"
                                 "2.4,2020-11-14,A year too late,,,,\n"
                                 "2.4,2019-11-14,Expires before,,,2019-02-14,\n"
                                 "2.4,2019-11-14,Due before,,2019-02-14,,\n"
                                 "2.4,2019-11-14,OFFICIAL-SENSITIVE: x,,,,\n",
                                 &l, today);
    static const struct {
        const char *rule;
        int line;
    } want[] = {{"duplicate", 3},    {"unknown-action", 4}, {"update-ahead", 5},
                {"update-order", 6}, {"update-order", 7},   {"marking", 8}};
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        assert_non_null(demo_complaint(&im, want[i].rule, want[i].line));
    assert_int_equal(im.errors, 0);
    assert_int_equal(im.complaints, 6);
    assert_int_equal(im.merged, 1);
    assert_int_equal(im.added, 6);
    import_free(&im);
}

/* The demo's file fits the demo's plan. */
static void the_demo_has_nothing_to_argue_about(void **state) {
    (void)state;
    struct import plan = demo_file(DEMO_PLAN, NULL, today);
    struct ledger l = {.action = arena_array(&plan.arena, plan.rows, sizeof *l.action)};
    for (size_t i = 0; i < plan.rows; i++)
        l.action[l.actions++] = plan.row[i].action;
    struct import im = demo_file("assets/demo/updates.csv", &l, today);
    assert_int_equal(im.kind, IMPORT_UPDATES);
    assert_int_equal(im.rows, 9);
    assert_int_equal(im.complaints, 0);
    import_free(&im);
    import_free(&plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_recognised_and_read),
        cmocka_unit_test(three_columns_are_enough),
        cmocka_unit_test(what_is_there_is_as_before),
        cmocka_unit_test(what_cannot_be_kept_is_an_error),
        cmocka_unit_test(a_long_text_is_an_error),
        cmocka_unit_test(there_are_only_so_many),
        cmocka_unit_test(what_looks_wrong_is_a_warning),
        cmocka_unit_test(the_demo_has_nothing_to_argue_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
