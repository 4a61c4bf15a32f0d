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
    assert_asks_nothing(s);
    play_tap(s, "take");
    assert_string_equal(asked(s, 0, CMD_TO_STICK)->text, "BLUE");
    before_to_stick(&s->f);
    play_look(s);
    assert_reads(s, "53 %");
    assert_false(play_reads(s, "Safe to remove"));
    play_tap(s, "take"); /* a second finger, under the dialog */
    assert_asks_nothing(s);
    play_tap(s, "cancel");
    asked(s, 0, CMD_CANCEL);
    s->f.model.job.running = false;
    play_result(s, MSG_CANCELLED, CMD_TO_STICK, 0);
    assert_reads(s, "Nothing was left on the stick.");
    play_tap(s, "take");
    assert_false(play_reads(s, "Nothing was left"));
    before_on_stick(&s->f);
    play_result(s, MSG_ON_STICK, 0, 0);
    assert_reads(s, "Safe to remove");
    assert_reads(s, "3 files are in the folder turnout-hall-2-2019-02-06.");
    assert_reads(s, "26 sealed envelopes of visitors are with them. 4 sealed records of forms are "
                    "with them. Envelopes of today stay here");
    s->f.model.on_stick_envelopes = (struct release_view){.forms = 1};
    play_result(s, MSG_STICKS, 0, 0);
    assert_reads(s, "1 sealed record of a form is with them.");
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
    play_tap(s, "form");
    play_tap(s, "form:1");
    play_tap(s, "take");
    s->f.model.sticks = 0;
    STR_COPY(s->f.model.failure, "The stick is gone.");
    play_result(s, MSG_STICKS, 0, 0);
    play_result(s, MSG_FAILED, CMD_TO_STICK, 0);
    assert_reads(s, "The stick is gone.");
    assert_reads(s, "No stick is plugged in");
    assert_false(play_reads(s, "Safe to remove"));
    before_stick(&s->f);
    play_result(s, MSG_STICKS, 0, 0);
    assert_reads(s, "CSV files"); /* the same again */
    play_tap(s, "take");
    assert_int_equal(asked(s, 0, CMD_TO_STICK)->taking.form, TAKING_CSV);
    play_tap(s, "back");
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
    play_tap(s, "take");
    assert_string_equal(asked(s, 0, CMD_TO_STICK)->text, "WHITE-2");
    play_tap(s, "back");
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

static void assert_dates(const struct taking *t, const char *from, const char *until) {
    char text[11];
    date_iso(t->from, text);
    assert_string_equal(text, from);
    date_iso(t->until, text);
    assert_string_equal(text, until);
}

static const struct taking *taken(struct stage *s) {
    play_tap(s, "take");
    return &asked(s, 0, CMD_TO_STICK)->taking;
}

static void what_nobody_changes_is_everything_without_names(void **state) {
    (void)state;
    struct stage *s = show(before_stick);
    play_tap(s, "export");
    assert_false(play_has(s, "names")); /* there are none on this kiosk */
    assert_reads(s, "All dates");
    const struct taking *t = taken(s);
    assert_dates(t, "", "");
    assert_int_equal(t->without, 0);
    assert_int_equal(t->form, TAKING_BOOK);
    assert_false(t->names);
    play_end(s);
}

static void a_period_is_chosen(void **state) {
    (void)state;
    struct stage *s = show(before_stick);
    play_tap(s, "export");
    play_tap(s, "period");
    play_tap(s, "period:2");
    assert_reads(s, "Last quarter \u00b7 1 October to 31 December 2018");
    assert_dates(taken(s), "2018-10-01", "2018-12-31");
    play_tap(s, "period");
    play_tap(s, "period:4");
    play_type(s, "month", "1");
    play_tap(s, "this-day");
    play_type(s, "year", "2018");
    assert_reads(s, "It is before the first day.");
    assert_true(play_is_off(s, "this-day"));
    play_tap(s, "back"); /* to the first day, to the periods, to the summary */
    play_tap(s, "back");
    play_tap(s, "back");
    assert_dates(taken(s), "2018-10-01", "2018-12-31");
    play_tap(s, "period");
    play_tap(s, "period:4");
    play_type(s, "month", "1");
    play_tap(s, "this-day");
    play_tap(s, "this-day");
    assert_reads(s, "6 January to 6 February 2019");
    assert_dates(taken(s), "2019-01-06", "2019-02-06");
    play_end(s);
}

static void reports_are_chosen(void **state) {
    (void)state;
    struct stage *s = show(before_stick);
    play_tap(s, "export");
    play_tap(s, "reports");
    play_tap(s, "none");
    play_tap(s, "done");
    assert_true(play_is_off(s, "take"));
    assert_reads(s, "Choose at least one report");
    play_tap(s, "reports");
    play_tap(s, "report:plan");
    play_tap(s, "report:sessions");
    play_tap(s, "done");
    assert_reads(s, "Sessions, Action plan");
    assert_int_equal(taken(s)->without, 0x3A);
    play_tap(s, "reports");
    play_tap(s, "all");
    play_tap(s, "report:register");
    play_tap(s, "back");
    assert_reads(s, "5 of 6");
    play_end(s);
}

static void names_go_only_when_somebody_asks(void **state) {
    (void)state;
    struct stage *s = show(before_stick_names);
    play_tap(s, "export");
    assert_reads(s, "Left out");
    assert_false(play_reads(s, "unencrypted"));
    play_tap(s, "names");
    play_tap(s, "names:1");
    assert_reads(s, "Names leave the kiosk unencrypted");
    assert_true(taken(s)->names);
    before_on_stick(&s->f);
    play_result(s, MSG_ON_STICK, 0, 0);
    assert_reads(s, "Names are on the stick");
    play_end(s);
}

/* A screen of a session, by who is in. */
static struct stage *show_of(void (*before)(struct fixture *f), const char *screen, int64_t session,
                             enum who who) {
    struct stage *s = play_new();
    before(&s->f);
    s->f.model.who = who;
    play_show(s, screen, session);
    return s;
}

static void a_list_for_paper_goes_alone(void **state) {
    (void)state;
    struct stage *s = show_of(before_paper, "session", 2, WHO_COORDINATOR);
    play_tap(s, "paper");
    assert_goes(s, 0, CMD_GO, "stick", 2);
    play_end(s);
    s = show_of(before_paper, "stick", 2, WHO_COORDINATOR);
    play_result(s, MSG_ENTERED, 0, 0);
    assert_int_equal(asked(s, 1, CMD_LOAD_ROSTER)->ref, 2);
    assert_reads(s, "Names leave the kiosk unencrypted");
    assert_false(play_has(s, "export"));
    play_tap(s, "take");
    assert_int_equal(asked(s, 0, CMD_TO_STICK)->ref, 2);
    before_on_stick(&s->f);
    play_result(s, MSG_ON_STICK, 0, 0);
    assert_reads(s, "Names are on the stick");
    play_end(s);
}

static void a_schools_sheet_goes_alone_and_without_names(void **state) {
    (void)state;
    struct stage *s = show_of(before_school_sheet, "session", 1, WHO_COORDINATOR);
    assert_false(play_has(s, "paper"));
    play_tap(s, "sheet");
    assert_goes(s, 0, CMD_GO, "stick", 1);
    play_end(s);
    s = show_of(before_school_sheet, "stick", 1, WHO_COORDINATOR);
    play_result(s, MSG_ENTERED, 0, 0);
    assert_reads(s, "A sheet for the school");
    assert_false(play_has(s, "export"));
    play_tap(s, "take");
    assert_int_equal(asked(s, 0, CMD_TO_STICK)->ref, 1);
    assert_int_equal(asked(s, 0, CMD_TO_STICK)->n, 1);
    before_on_stick(&s->f);
    play_result(s, MSG_ON_STICK, 0, 0);
    assert_false(play_reads(s, "Names are on the stick"));
    play_end(s);
    s = show_of(before_school_sheet, "session", 1, WHO_STAFF);
    assert_false(play_has(s, "sheet"));
    play_end(s);
    s = show_of(before_school_sheet, "session", 1, WHO_COORDINATOR);
    s->f.session[1].life = LIFE_OPEN; /* somebody may still come */
    play_look(s);
    assert_false(play_has(s, "sheet"));
    play_end(s);
}

static void only_a_coordinator_finds_the_list_and_never_of_pupils(void **state) {
    (void)state;
    struct stage *s = show_of(before_paper, "session", 1, WHO_COORDINATOR); /* of pupils */
    assert_false(play_has(s, "paper"));
    play_end(s);
    s = show_of(before_paper, "session", 2, WHO_STAFF);
    assert_false(play_has(s, "paper"));
    play_end(s);
    s = show_of(before_paper, "stick", 2, WHO_STAFF);
    assert_false(play_has(s, "take"));
    play_end(s);
    s = show_of(before_no_paper, "stick", 2, WHO_COORDINATOR);
    assert_reads(s, "This session has no list of people");
    assert_false(play_has(s, "take"));
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
        cmocka_unit_test(what_nobody_changes_is_everything_without_names),
        cmocka_unit_test(a_period_is_chosen),
        cmocka_unit_test(reports_are_chosen),
        cmocka_unit_test(names_go_only_when_somebody_asks),
        cmocka_unit_test(a_list_for_paper_goes_alone),
        cmocka_unit_test(a_schools_sheet_goes_alone_and_without_names),
        cmocka_unit_test(only_a_coordinator_finds_the_list_and_never_of_pupils),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
