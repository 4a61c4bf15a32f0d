/* Figures of others: a file of them, read and argued with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "demo.h"

static const struct date today = {2019, 12, 12};

#define HEAD "area,period,measure,value,source\n"

static const char good[] =
    HEAD "Borehamwood Cowley Hill,2019-04-01 to 2019-08-12,ASB on the year before,-14.7 %,Police\n"
         "Borehamwood Brookmeadow,Q1 2019/20,ASB incidents,412,Police\n";

static void a_file_is_recognised_and_read(void **state) {
    (void)state;
    struct import im = demo_text(good, NULL, today);
    assert_int_equal(im.kind, IMPORT_FIGURES);
    assert_int_equal(im.rows, 2);
    assert_int_equal(im.complaints, 0); /* a number below 0 is no formula */
    assert_int_equal(im.added, 2);
    const struct figure *f = &im.row[0].figure;
    assert_string_equal(f->area, "Borehamwood Cowley Hill");
    assert_string_equal(f->period, "2019-04-01 to 2019-08-12");
    assert_int_equal(f->until.month, 8);
    assert_string_equal(f->value, "-14.7 %");
    assert_string_equal(f->source, "Police");
    import_free(&im);
}

static void what_cannot_be_kept_is_an_error(void **state) {
    (void)state;
    static const struct {
        const char *row, *rule;
    } wrong[] = {
        {",2019,Calls,412,Police", "figure-empty"},
        {"Elstree,2019,,412,Police", "figure-empty"},
        {"Elstree,2019,Calls,412,", "figure-empty"},
        {"Elstree,2019,Calls,many,Police", "figure-value"},
        {"Elstree,2019,Calls,,Police", "figure-value"},
        {"Elstree,last year,Calls,412,Police", "figure-period"},
        {"Elstree,2019,Calls,412", "cells"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char text[512];
        snprintf(text, sizeof text, HEAD "%s\n", wrong[i].row);
        struct import im = demo_text(text, NULL, today);
        if (demo_complaint(&im, wrong[i].rule, 2) == NULL)
            fail_msg("%s: no %s", wrong[i].row, wrong[i].rule);
        assert_int_equal(im.rows, 0);
        import_free(&im);
    }
    char text[512];
    for (int letters = FIGURE_LETTERS; letters <= FIGURE_LETTERS + 1; letters++) {
        snprintf(text, sizeof text, HEAD "Elstree,2018,%0*d,412,Police\n", letters, 0);
        struct import im = demo_text(text, NULL, today);
        assert_int_equal(im.errors, letters > FIGURE_LETTERS);
        import_free(&im);
    }
}

static void what_looks_wrong_is_argued_about(void **state) {
    (void)state;
    struct import im = demo_text(HEAD "Elstree,2018,Calls,412,Police\n"
                                      "Elstree,2018,calls,412,Police\n"
                                      "Elstree,2018,Calls,413,Police\n"
                                      "Elstree,2019,Calls,390,Police\n"
                                      "=Elstree,2018,Visits,390,Police\n",
                                 NULL, today);
    assert_non_null(demo_complaint(&im, "duplicate", 3));
    assert_non_null(demo_complaint(&im, "figure-twice", 4));
    assert_non_null(demo_complaint(&im, "figure-ahead", 5));
    assert_non_null(demo_complaint(&im, "formula", 6));
    assert_int_equal(im.complaints, 4);
    assert_int_equal(im.errors, 1);
    assert_int_equal(im.merged, 1);
    import_free(&im);
}

static void what_is_there_is_compared(void **state) {
    (void)state;
    struct import first = demo_text(good, NULL, today);
    struct figure there[] = {first.row[0].figure, first.row[1].figure};
    struct ledger l = {.figures = {.figure = there, .figures = 2}};
    struct import again = demo_text(good, &l, today);
    assert_int_equal(again.same, 2);
    assert_int_equal(again.complaints, 0);
    import_free(&again);
    there[1].value = "400";
    again = demo_text(good, &l, today);
    assert_int_equal(again.same, 1);
    assert_int_equal(again.updated, 1);
    assert_non_null(demo_complaint(&again, "figure-changed", 3));
    import_free(&again);
    again = demo_text(HEAD "Borehamwood Brookmeadow,Q1 2019/20,ASB incidents,none,Police\n"
                           "Elstree,2018,Calls,none,Police\n",
                      &l, today);
    assert_int_equal(again.row[0].change, CHANGE_UPDATE);
    assert_int_equal(again.row[1].change, CHANGE_SAME); /* it was never there */
    import_free(&again);
    import_free(&first);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_recognised_and_read),
        cmocka_unit_test(what_cannot_be_kept_is_an_error),
        cmocka_unit_test(what_looks_wrong_is_argued_about),
        cmocka_unit_test(what_is_there_is_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
