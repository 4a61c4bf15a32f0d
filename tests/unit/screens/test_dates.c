/* The dates of what was recorded: which start is wrong, and on which day it really began. */
#include "play.h"

static struct stage *starts(void) {
    struct stage *s = play_new();
    before_boots(&s->f);
    play_show(s, "dates", 0);
    return s;
}

static void what_cannot_be_right_is_said(void **state) {
    (void)state;
    struct stage *s = starts();
    play_result(s, MSG_ENTERED, 0, 0);
    asked(s, 0, CMD_BOOTS);
    assert_reads(s, "4 February 2029 to 5 February 2029");
    assert_reads(s, "148 records");
    assert_reads(s, "Cannot be right");
    assert_reads(s, "Not confirmed");
    s->f.model.boot[2].first = s->f.model.boot[2].last = (struct date){2019, 2, 6};
    play_look(s); /* not after today, but after the start that followed */
    assert_reads(s, "Cannot be right");
    s->f.model.boot[2].last = (struct date){2019, 2, 5};
    play_look(s);
    assert_false(play_reads(s, "Cannot be right"));
    play_end(s);
}

static void all_records_of_a_start_move_together(void **state) {
    (void)state;
    struct stage *s = starts();
    play_tap(s, "boot:7");
    assert_true(play_is_off(s, "move")); /* on this day it stands already */
    play_type(s, "year", "2019");
    play_tap(s, "move");
    const struct command *c = asked(s, 0, CMD_CORRECT_BOOT);
    assert_int_equal(c->ref, 7);
    assert_int_equal(date_compare(c->date, (struct date){2019, 2, 4}), 0);
    assert_true(play_is_off(s, "move"));
    play_result(s, MSG_FAILED, CMD_CORRECT_BOOT, 0);
    assert_false(play_is_off(s, "move"));
    play_tap(s, "move");
    play_result(s, MSG_BOOT_CORRECTED, 0, 7);
    assert_true(play_has(s, "boot:7"));
    play_end(s);
}

static void the_start_that_runs_is_a_matter_of_todays_date(void **state) {
    (void)state;
    struct stage *s = starts();
    play_tap(s, "boot:9");
    assert_goes(s, 0, CMD_GO, "date", 0);
    play_tap(s, "boot:8");
    play_type(s, "day", "31");
    play_type(s, "month", "2");
    assert_reads(s, "There is no such day.");
    assert_true(play_is_off(s, "move"));
    play_tap(s, "back");
    assert_true(play_has(s, "boot:8"));
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_right_is_said),
        cmocka_unit_test(all_records_of_a_start_move_together),
        cmocka_unit_test(the_start_that_runs_is_a_matter_of_todays_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
