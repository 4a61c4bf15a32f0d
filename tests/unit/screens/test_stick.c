/* A USB stick on the screen: who may do what, and what is said however it ends. */
#include "play.h"

static struct stage *show(void (*before)(struct fixture *f)) {
    struct stage *s = play_new();
    before(&s->f);
    play_show(s, "stick", 0);
    return s;
}

static void a_stick_shows_in_the_foot(void **state) {
    (void)state;
    static const char *const screens[] = {"today", "coordinator"};
    for (size_t i = 0; i < 2; i++) {
        struct stage *s = play(screens[i], 0);
        assert_false(play_has(s, "usb"));
        before_stick(&s->f);
        play_look(s);
        play_tap(s, "usb");
        assert_goes(s, 0, CMD_GO, "stick", 0);
        play_end(s);
    }
}

static void staff_are_sent_for_the_code(void **state) {
    (void)state;
    struct stage *s = show(before_stick_staff);
    assert_reads(s, "The coordinator code is needed");
    assert_false(play_has(s, "import"));
    assert_false(play_has(s, "export"));
    play_tap(s, "code");
    assert_goes(s, 0, CMD_GO, "coordinator", 0);
    play_end(s);
}

static void a_file_on_the_stick_is_checked_first(void **state) {
    (void)state;
    struct stage *s = show(before_stick);
    assert_reads(s, "plan.csv, programme.csv and 1 more");
    play_tap(s, "import");
    assert_asks_nothing(s);
    play_tap(s, "file:rosters/hertswood-9.csv");
    assert_string_equal(asked(s, 0, CMD_CHECK_FILE)->text, "rosters/hertswood-9.csv");
    assert_string_equal(asked(s, 0, CMD_CHECK_FILE)->text2, "BLUE");
    play_result(s, MSG_CHECKED, 0, 0);
    assert_goes(s, 0, CMD_GO, "check", 0);
    STR_COPY(s->f.model.failure, "plan.csv is not on the stick any more.");
    play_result(s, MSG_FAILED, CMD_CHECK_FILE, 0);
    assert_reads(s, "plan.csv is not on the stick any more.");
    play_tap(s, "back");
    assert_true(play_has(s, "export"));
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void an_export_ends_in_safe_to_remove(void **state) {
    (void)state;
    struct stage *s = show(before_stick);
    play_tap(s, "export");
    assert_string_equal(asked(s, 0, CMD_TO_STICK)->text, "BLUE");
    before_to_stick(&s->f);
    play_look(s);
    assert_reads(s, "53 %");
    assert_false(play_reads(s, "Safe to remove"));
    play_tap(s, "export"); /* a second finger, under the dialog */
    assert_asks_nothing(s);
    play_tap(s, "cancel");
    asked(s, 0, CMD_CANCEL);
    s->f.model.job.running = false;
    play_result(s, MSG_CANCELLED, CMD_TO_STICK, 0);
    assert_reads(s, "Nothing was left on the stick.");
    play_tap(s, "export");
    assert_false(play_reads(s, "Nothing was left"));
    before_on_stick(&s->f);
    play_result(s, MSG_ON_STICK, 0, 0);
    assert_reads(s, "Safe to remove");
    assert_reads(s, "3 files are in the folder turnout-hall-2.");
    assert_reads(s, "26 sealed envelopes of visitors are with them. Envelopes of today stay here");
    s->f.model.on_stick_envelopes = (struct release_view){.held = RELEASE_FEW};
    play_result(s, MSG_STICKS, 0, 0);
    assert_reads(s, "Some envelopes stay here until there are at least 5");
    assert_false(play_reads(s, "are with them"));
    s->f.model.on_stick_envelopes = (struct release_view){.held = RELEASE_ALL};
    s->f.model.sticks = 0;
    play_result(s, MSG_STICKS, 0, 0);
    assert_reads(s, "The stick is out");
    assert_false(play_reads(s, "nvelope"));
    play_tap(s, "done");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void a_stick_that_is_pulled_out_too_early(void **state) {
    (void)state;
    struct stage *s = show(before_stick);
    play_tap(s, "export");
    s->f.model.sticks = 0;
    STR_COPY(s->f.model.failure, "The stick is gone.");
    play_result(s, MSG_STICKS, 0, 0);
    play_result(s, MSG_FAILED, CMD_TO_STICK, 0);
    assert_reads(s, "The stick is gone.");
    assert_reads(s, "No stick is plugged in");
    assert_false(play_reads(s, "Safe to remove"));
    before_stick(&s->f);
    play_result(s, MSG_STICKS, 0, 0);
    assert_true(play_has(s, "export")); /* the same again */
    play_tap(s, "import");
    s->f.model.sticks = 0;
    play_result(s, MSG_STICKS, 0, 0);
    assert_false(play_has(s, "file:plan.csv"));
    play_end(s);
}

static void what_a_stick_cannot_do_is_said(void **state) {
    (void)state;
    struct stage *s = show(before_stick_protected);
    assert_true(play_is_off(s, "import"));
    assert_true(play_is_off(s, "export"));
    assert_reads(s, "This stick is write-protected");
    assert_reads(s, "To import, copy plan.csv");
    play_end(s);
    s = show(before_stick_foreign);
    assert_reads(s, "This stick cannot be read");
    assert_false(play_has(s, "export"));
    play_end(s);
}

static void one_of_several_is_chosen(void **state) {
    (void)state;
    struct stage *s = show(before_sticks);
    assert_false(play_has(s, "export"));
    play_tap(s, "stick:WHITE-2");
    play_tap(s, "export");
    assert_string_equal(asked(s, 0, CMD_TO_STICK)->text, "WHITE-2");
    play_tap(s, "back");
    assert_true(play_has(s, "stick:BLUE"));
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
    s = play("stick", 0);
    assert_reads(s, "No stick is plugged in");
    before_stick(&s->f);
    play_result(s, MSG_STICKS, 0, 0);
    assert_true(play_has(s, "export")); /* the only one is the one that is meant */
    play_result(s, MSG_ENTERED, 0, 0);
    asked(s, 0, CMD_FIND_STICKS);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stick_shows_in_the_foot),
        cmocka_unit_test(staff_are_sent_for_the_code),
        cmocka_unit_test(a_file_on_the_stick_is_checked_first),
        cmocka_unit_test(an_export_ends_in_safe_to_remove),
        cmocka_unit_test(a_stick_that_is_pulled_out_too_early),
        cmocka_unit_test(what_a_stick_cannot_do_is_said),
        cmocka_unit_test(one_of_several_is_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
