/* Replies: a file of what people said and what was done, read and argued with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "demo.h"

static const struct date today = {2019, 6, 12};

static const char good[] = "place,topic,said,did,until\n"
                           "Bushey,,Mopeds race past the park.,Patrols pass there now.,2019-06-12\n"
                           ",youth clubs,Nothing to do.,\"The club opens, on Thursdays.\",\n";

static void a_file_is_recognised_and_read(void **state) {
    (void)state;
    struct import im = demo_text(good, NULL, today);
    assert_int_equal(im.kind, IMPORT_REPLIES);
    assert_int_equal(im.rows, 2);
    assert_int_equal(im.complaints, 0);
    assert_int_equal(im.added, 2);
    const struct reply *r = &im.row[0].reply;
    assert_string_equal(r->place, "Bushey");
    assert_string_equal(r->topic, "");
    assert_string_equal(r->said, "Mopeds race past the park.");
    assert_int_equal(date_compare(r->until, today), 0);
    assert_string_equal(im.row[1].reply.did, "The club opens, on Thursdays.");
    assert_int_equal(im.row[1].reply.until.year, 0);
    import_free(&im);
}

static void said_and_done_are_enough(void **state) {
    (void)state;
    struct import im = demo_text("Said,Did\nToo dark.,A lamp is repaired.\n", NULL, today);
    assert_int_equal(im.kind, IMPORT_REPLIES);
    assert_int_equal(im.rows, 1);
    assert_int_equal(im.errors, 0);
    import_free(&im);
}

static void what_is_there_is_as_before(void **state) {
    (void)state;
    struct import first = demo_text(good, NULL, today);
    struct ledger l = {.reply = &first.row[1].reply, .replies = 1};
    struct import again = demo_text(good, &l, today);
    assert_int_equal(again.added, 1);
    assert_int_equal(again.same, 1);
    assert_int_equal(again.row[1].change, CHANGE_SAME);
    import_free(&again);
    import_free(&first);
}

static void what_cannot_be_shown_is_an_error(void **state) {
    (void)state;
    static const struct {
        const char *row, *rule;
    } wrong[] = {
        {"Bushey,,,Done.,", "reply-empty"},
        {"Bushey,,Said.,,", "reply-empty"},
        {"Bushey,,Said.,Done.,soon", "until"},
        {"Bushey,,Said.,Done.,2019-02-30", "until"},
        {"Bushey,,Said.", "cells"},
        {"A place whose name goes on and on until nobody can read all of it in passing,,S,D,",
         "reply-long"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char text[512];
        snprintf(text, sizeof text, "place,topic,said,did,until\n%s\n", wrong[i].row);
        struct import im = demo_text(text, NULL, today);
        assert_non_null(demo_complaint(&im, wrong[i].rule, 2));
        assert_int_equal(im.errors, 1);
        assert_int_equal(im.rows, 0);
        import_free(&im);
    }
}

static void words_have_a_length(void **state) {
    (void)state;
    for (int n = 100; n <= 101; n++) {
        struct str text CLEANUP(str_release) = {0};
        str_add(&text, "said,did\n");
        for (int i = 0; i < n; i++)
            str_add(&text, "\xC5\x82"); /* letters, not bytes */
        str_add(&text, ",Done.\n");
        struct import im = demo_text(str_c(&text), NULL, today);
        assert_int_equal(im.errors, n > 100);
        import_free(&im);
    }
}

static void there_are_only_so_many(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    str_add(&text, "said,did\n");
    for (int i = 0; i < 61; i++)
        str_addf(&text, "Said %d.,Done.\n", i);
    struct import im = demo_text(str_c(&text), NULL, today);
    assert_non_null(demo_complaint(&im, "many", 62));
    assert_int_equal(im.rows, 60);
    import_free(&im);
}

static void what_is_over_is_said(void **state) {
    (void)state;
    struct import im = demo_text("said,did,until\nDark.,Lamp.,11/06/2019\n", NULL, today);
    assert_int_equal(im.errors, 0);
    assert_non_null(demo_complaint(&im, "over", 2));
    import_free(&im);
}

static void the_demo_has_nothing_to_complain_of(void **state) {
    (void)state;
    struct import im = demo_file("assets/demo/replies.csv", NULL, today);
    assert_int_equal(im.kind, IMPORT_REPLIES);
    assert_true(im.rows >= 2);
    assert_int_equal(im.complaints, 0);
    import_free(&im);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_recognised_and_read),
        cmocka_unit_test(said_and_done_are_enough),
        cmocka_unit_test(what_is_there_is_as_before),
        cmocka_unit_test(what_cannot_be_shown_is_an_error),
        cmocka_unit_test(words_have_a_length),
        cmocka_unit_test(there_are_only_so_many),
        cmocka_unit_test(what_is_over_is_said),
        cmocka_unit_test(the_demo_has_nothing_to_complain_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
