/* What a session is asked: what happened, what is expected, what it is called, whether children
 * come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "outreach/ledger.h"

static void attendance_is_what_happened(void **state) {
    (void)state;
    struct session s = session_blank();
    s.reported = (struct count){120, COUNT_EXACT};
    s.status = STATUS_PLANNED;
    assert_int_equal(session_attendance(&s).q, COUNT_NOT_RECORDED);
    s.status = STATUS_CANCELLED;
    assert_int_equal(session_attendance(&s).q, COUNT_NOT_RECORDED);
    s.status = STATUS_DELIVERED;
    assert_int_equal(session_attendance(&s).n, 120);
    s.reported.q = COUNT_EXPECTED; /* delivered, but nobody said how many came */
    assert_int_equal(session_attendance(&s).q, COUNT_NOT_RECORDED);
    s.counted = (struct count){0, COUNT_EXACT}; /* counted, and nobody was there */
    assert_int_equal(session_attendance(&s).q, COUNT_EXACT);
    assert_int_equal(session_attendance(&s).n, 0);
    s.counted = (struct count){117, COUNT_ABOUT};
    s.reported.q = COUNT_EXACT;
    assert_int_equal(session_attendance(&s).n, 117);
}

static void what_took_place_and_what_is_to_come(void **state) {
    (void)state;
    struct session s = session_blank();
    s.reported = (struct count){120, COUNT_EXACT};
    s.status = STATUS_BOOKED;
    assert_false(session_took_place(&s));
    assert_true(session_is_to_come(&s));
    assert_int_equal(session_deliveries(&s), -1);
    assert_int_equal(session_awaited(&s).n, 120);
    s.counted = (struct count){117, COUNT_EXACT}; /* counted before the programme knows of it */
    assert_true(session_took_place(&s));
    assert_false(session_is_to_come(&s));
    assert_int_equal(session_deliveries(&s), 1);
    assert_int_equal(session_awaited(&s).q, COUNT_EXPECTED);
    s.counted = (struct count){0, COUNT_NOT_RECORDED};
    s.status = STATUS_CANCELLED;
    assert_false(session_took_place(&s) || session_is_to_come(&s));
    s.reported.q = COUNT_EXPECTED;
    assert_int_equal(session_awaited(&s).q, COUNT_EXPECTED);
    s.decided = true; /* called off here: nobody is expected any more */
    assert_int_equal(session_awaited(&s).q, COUNT_NOT_RECORDED);
    s.status = STATUS_DELIVERED;
    s.reported.q = COUNT_EXACT;
    assert_int_equal(session_awaited(&s).q, COUNT_NOT_RECORDED);
}

static void expectation_is_what_the_programme_says(void **state) {
    (void)state;
    struct session s = session_blank();
    assert_int_equal(session_expected(&s).q, COUNT_NOT_RECORDED);
    s.reported = (struct count){240, COUNT_EXACT};
    assert_int_equal(session_expected(&s).q, COUNT_EXPECTED);
    assert_int_equal(session_expected(&s).n, 240);
}

static void finds_whole_codes_only(void **state) {
    (void)state;
    struct session s = session_blank();
    s.actions = "1.1;1.10;4.3";
    assert_true(session_has_action(&s, "1.1"));
    assert_true(session_has_action(&s, "1.10"));
    assert_true(session_has_action(&s, "4.3"));
    assert_false(session_has_action(&s, "1"));
    assert_false(session_has_action(&s, "1.100"));
    assert_false(session_has_action(&s, ""));
}

static void plan_order_is_by_number(void **state) {
    (void)state;
    assert_true(action_compare("1.2", "1.10") < 0);
    assert_true(action_compare("1.10", "2.1") < 0);
    assert_true(action_compare("10.1", "9.9") > 0);
    assert_true(action_compare("1", "1.1") < 0);
    assert_int_equal(action_compare("5.12", "5.12"), 0);
    assert_true(action_compare("A1", "B1") < 0);
}

static void titles_are_words(void **state) {
    (void)state;
    ARENA(a);
    struct session s = session_blank();
    assert_string_equal(session_title(&s, &a), "Session");
    s.event_type = "knife_amnesty";
    assert_string_equal(session_title(&s, &a), "Knife amnesty");
    s.topic = "county lines";
    assert_string_equal(session_title(&s, &a), "County lines");
    s.topic = "\xC3\xA9galit\xC3\xA9"; /* letters beyond ASCII stay as they are */
    assert_string_equal(session_title(&s, &a), s.topic);
}

static void groups_are_words(void **state) {
    (void)state;
    ARENA(a);
    const char *const cases[][2] = {
        {"9", "Year 9"},
        {"5;6", "Years 5 and 6"},
        {"7;8;9", "Years 7, 8 and 9"},
        {"R", "Reception"},
        {"R;1", "Reception and Year 1"},
        {"R;1;2", "Reception, Years 1 and 2"},
        {"all", "All years"},
    };
    struct session s = session_blank();
    assert_string_equal(session_group(&s, &a), "");
    s.audience = "parents";
    assert_string_equal(session_group(&s, &a), "Parents");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        s.year_group = cases[i][0];
        assert_string_equal(session_group(&s, &a), cases[i][1]);
    }
}

static void children_are_seen_as_children(void **state) {
    (void)state;
    const struct {
        const char *event_type, *venue, *audience, *year_group;
        bool pupils, school;
    } cases[] = {
        {"school_workshop", "Yavneh", "students", "", true, true},
        {"school_workshop", "Mount Grace", "", "", true, true},
        {"community_event", "Cowley Hill Primary School", "parents", "", false, true},
        {"community_event", "Meryfields primary school", "", "", true, true},
        {"youth_group_workshop", "Volunteer Police Cadets", "young people", "", true, false},
        {"mini_police", "Highwood Primary, Bushey", "pupils", "", true, true},
        {"professional_training", "", "professionals", "", false, false},
        {"safer_streets", "Shenley", "community", "", false, false},
        {"talk", "Town Hall", "", "9", true, false},
        {"meeting", "", "", "", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct session s = session_blank();
        s.event_type = cases[i].event_type;
        s.venue = cases[i].venue;
        s.audience = cases[i].audience;
        s.year_group = cases[i].year_group;
        assert_int_equal(session_is_pupils(&s), cases[i].pupils);
        assert_int_equal(session_is_school(&s), cases[i].school);
    }
}

static void statuses_have_names(void **state) {
    (void)state;
    enum status s;
    for (int i = STATUS_PLANNED; i <= STATUS_REARRANGED; i++) {
        assert_true(status_parse(status_name((enum status)i), &s));
        assert_int_equal(s, i);
    }
    assert_true(status_parse("Delivered", &s));
    assert_false(status_parse("done", &s));
    assert_false(status_parse("", &s));
}

static void reads_one_after_another(void **state) {
    (void)state;
    struct session two[2] = {session_blank(), session_blank()};
    two[0].id = 4;
    two[1].id = 2;
    struct action plan[] = {{.code = "1.1"}, {.code = "1.10"}};
    struct ledger l = {.session = two, .sessions = 2, .action = plan, .actions = 2};
    struct ledger_cursor cursor;
    struct session_reader r = ledger_reader(&l, &cursor);
    assert_ptr_equal(r.next(r.ctx, NULL), &two[0]);
    assert_ptr_equal(r.next(r.ctx, NULL), &two[1]);
    assert_null(r.next(r.ctx, NULL));
    assert_ptr_equal(ledger_find(&l, 2), &two[1]);
    assert_null(ledger_find(&l, 3));
    assert_ptr_equal(ledger_action(&l, "1.10"), &plan[1]);
    assert_null(ledger_action(&l, "1.1 "));
    ledger_free(NULL);
}

static void a_room_is_over_when_it_is_known(void **state) {
    (void)state;
    struct session s = session_blank();
    assert_false(session_is_over(&s, 100000));
    s.capacity = 40;
    assert_false(session_is_over(&s, 40));
    assert_true(session_is_over(&s, 41));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attendance_is_what_happened),
        cmocka_unit_test(what_took_place_and_what_is_to_come),
        cmocka_unit_test(expectation_is_what_the_programme_says),
        cmocka_unit_test(a_room_is_over_when_it_is_known),
        cmocka_unit_test(finds_whole_codes_only),
        cmocka_unit_test(plan_order_is_by_number),
        cmocka_unit_test(titles_are_words),
        cmocka_unit_test(groups_are_words),
        cmocka_unit_test(children_are_seen_as_children),
        cmocka_unit_test(statuses_have_names),
        cmocka_unit_test(reads_one_after_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
