/* What happens to a session besides counting: called off, moved, opened again, made on the spot;
 * two numbers of one hall; and that a file of the first form loses nothing on the way to all that.
 */
#include "fixture.h"

#include "base/arena.h"
#include "base/str.h"
#include "store/store_internal.h"

static struct session session_of(struct fixture *f, struct arena *a, int64_t id) {
    struct session x;
    OK(f, life_session(f->s, id, a, &x, &f->err));
    return x;
}

static void close_it(struct fixture *f, int64_t id, const char *note) {
    const struct closing c = {.qualifier = COUNT_EXACT, .note = note};
    OK(f, store_close_session(f->s, id, &c, &f->err));
}

static void test_a_cancelled_session_is_no_attendance(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    REFUSED(f, store_cancel_session(f->s, 1, "  ", &f->err), "say why");
    OK(f, store_cancel_session(f->s, 1, "Illness", &f->err));
    struct session x = session_of(f, &a, 1);
    assert_int_equal(x.status, STATUS_CANCELLED);
    assert_int_equal(x.life, LIFE_NEW);
    assert_true(x.decided);
    assert_string_equal(x.reason, "Illness");
    assert_string_equal(x.note, "");
    assert_int_equal(session_attendance(&x).q, COUNT_NOT_RECORDED);
    assert_int_equal(date_compare(x.since, (struct date){2019, 2, 6}), 0);
    REFUSED(f, store_cancel_session(f->s, 1, "Snow", &f->err), "cancelled already");
    REFUSED(f, store_open_session(f->s, 1, &f->err), "reinstate it first");
    REFUSED(f, store_move_session(f->s, 1, (struct date){2019, 3, 1}, "Snow", NULL, &f->err),
            "cancelled already");
    /* What the programme says was delivered did not take place after all. */
    OK(f, store_cancel_session(f->s, 3, "Never happened", &f->err));
    x = session_of(f, &a, 3);
    assert_int_equal(session_attendance(&x).q, COUNT_NOT_RECORDED);
    OK(f, store_verify(f->s, &f->err));
}

static void test_what_took_place_cannot_be_called_off(void **state) {
    struct fixture *f = *state;
    int64_t made = 77;
    struct date to = {2019, 3, 12};
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 3);
    REFUSED(f, store_cancel_session(f->s, 1, "Illness", &f->err), "3 people");
    REFUSED(f, store_move_session(f->s, 1, to, "Illness", &made, &f->err), "3 people");
    close_it(f, 1, "");
    REFUSED(f, store_cancel_session(f->s, 1, "Illness", &f->err), "it took place");
    assert_int_equal(made, 77);
    OK(f, store_open_session(f->s, 2, &f->err)); /* opened, and nobody came */
    OK(f, store_cancel_session(f->s, 2, "Nobody came", &f->err));
    REFUSED(f, store_mark(f->s, 2, MARK_ADD, "adult", 1, 0, &(int32_t){0}, &f->err), "not open");
    OK(f, store_verify(f->s, &f->err));
}

static void test_a_moved_session_is_linked_both_ways(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    int64_t made = 0;
    struct date to = {2019, 3, 12};
    fixture_sql(f, "INSERT INTO session_action VALUES(1, 0, '1.2'), (1, 1, '1.10');"
                   "UPDATE session SET capacity = 64, ward = 'Elstree' WHERE id = 1");
    REFUSED(f, store_move_session(f->s, 1, (struct date){2019, 2, 6}, "Snow", &made, &f->err),
            "on that day already");
    REFUSED(f, store_move_session(f->s, 1, (struct date){2019, 2, 30}, "Snow", &made, &f->err),
            "no such day");
    OK(f, store_move_session(f->s, 1, to, "Snow", &made, &f->err));
    struct session old = session_of(f, &a, 1), new = session_of(f, &a, made);
    assert_int_equal(old.status, STATUS_REARRANGED);
    assert_string_equal(old.reason, "Snow");
    assert_int_equal(old.moved_to, made);
    assert_int_equal(date_compare(old.moved_to_date, to), 0);
    assert_int_equal(new.moved_from, 1);
    assert_int_equal(date_compare(new.moved_from_date, old.date), 0);
    assert_int_equal(new.status, STATUS_BOOKED);
    assert_false(new.decided);
    assert_string_equal(new.actions, "1.2;1.10");
    assert_string_equal(new.topic, "knife_crime");
    assert_string_equal(new.year_group, "9");
    assert_int_equal(new.starts, 600);
    assert_int_equal(new.reported.n, 120);
    assert_int_equal(new.reported.q, COUNT_EXPECTED);
    assert_int_equal(new.capacity, 64);
    assert_string_equal(new.ward, "Elstree");
    assert_string_not_equal(new.uid, old.uid);
    OK(f, store_verify(f->s, &f->err));
    fixture_sql(f, "UPDATE session SET moved_from = NULL");
    REFUSED(f, store_verify(f->s, &f->err), "other side");
}

static void test_a_move_is_taken_back_only_when_the_new_one_is_off(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    int64_t made = 0;
    REFUSED(f, store_reinstate_session(f->s, 1, "A mistake", &f->err), "nobody has cancelled");
    OK(f, store_move_session(f->s, 1, (struct date){2019, 3, 12}, "Snow", &made, &f->err));
    REFUSED(f, store_reinstate_session(f->s, 1, "A mistake", &f->err), "12/03/2019: cancel that");
    OK(f, store_cancel_session(f->s, made, "Never agreed", &f->err));
    OK(f, store_reinstate_session(f->s, 1, "A mistake", &f->err));
    struct session x = session_of(f, &a, 1);
    assert_int_equal(x.status, STATUS_PLANNED);
    assert_true(x.decided);
    assert_int_equal(x.moved_to, 0);
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    close_it(f, 1, "");
    assert_int_equal(session_of(f, &a, 1).status, STATUS_DELIVERED);
    OK(f, store_verify(f->s, &f->err));
}

static void test_staff_stand_above_the_status_of_the_programme(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    OK(f, store_cancel_session(f->s, 2, "Illness", &f->err));
    fixture_sql(f, "UPDATE session SET status = 'delivered' WHERE id = 2");
    assert_int_equal(session_of(f, &a, 2).status, STATUS_CANCELLED);
    OK(f, store_reinstate_session(f->s, 2, "Well again", &f->err));
    fixture_sql(f, "UPDATE session SET status = 'cancelled' WHERE id = 2");
    assert_int_equal(session_of(f, &a, 2).status, STATUS_BOOKED);
}

static void test_what_the_programme_cancels_is_reinstated(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    fixture_sql(f, "UPDATE session SET status = 'cancelled' WHERE id = 1");
    REFUSED(f, store_open_session(f->s, 1, &f->err), "cancelled: reinstate it first");
    OK(f, store_reinstate_session(f->s, 1, "The school rang", &f->err));
    struct session x = session_of(f, &a, 1);
    assert_int_equal(x.status, STATUS_BOOKED);
    assert_true(x.decided);
    assert_string_equal(x.reason, "The school rang");
    REFUSED(f, store_reinstate_session(f->s, 1, "Again", &f->err), "nobody has cancelled");
    fixture_sql(f, "UPDATE session SET topic = 'Knives' WHERE id = 1"); /* a later import */
    assert_int_equal(session_of(f, &a, 1).status, STATUS_BOOKED);
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_verify(f->s, &f->err));
}

static void test_a_session_of_another_day_is_made(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    static const struct {
        struct date date;
        enum made made;
    } days[] = {{{2019, 2, 5}, MADE_AFTERWARDS},
                {{2019, 2, 6}, MADE_ON_THE_DAY},
                {{2019, 2, 13}, MADE_AHEAD}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        int64_t made = 0;
        const struct session x = {.topic = "Road safety",
                                  .venue = "",
                                  .audience = "",
                                  .year_group = "",
                                  .actions = "",
                                  .deliverer = "",
                                  .date = days[i].date};
        OK(f, store_new_session(f->s, &x, &made, &f->err));
        assert_int_equal(session_of(f, &a, made).made, days[i].made);
        OK(f, store_open_session(f->s, made, &f->err));
    }
    assert_int_equal(session_of(f, &a, 1).made, MADE_NOT);
    /* The date of the first and of the last was said by a person: only the other one was the
     * kiosk's own, and it moves with it. */
    OK(f, store_confirm_date(f->s, (struct date){2019, 2, 8}, &f->err));
    assert_int_equal(session_of(f, &a, 4).date.day, 5);
    assert_int_equal(session_of(f, &a, 5).date.day, 8);
    assert_int_equal(session_of(f, &a, 6).date.day, 13);
    OK(f, store_verify(f->s, &f->err));
}

static void test_reopening_wants_a_reason_and_keeps_the_note(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    const struct closing c = {.qualifier = COUNT_EXACT, .note = "Loud", .deliverer = "First Aid"};
    REFUSED(f, store_reopen_session(f->s, 1, "Too early", &f->err), "not closed");
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    REFUSED(f, store_open_session(f->s, 1, &f->err), "with a reason");
    REFUSED(f, store_reopen_session(f->s, 1, "", &f->err), "say why");
    OK(f, store_reopen_session(f->s, 1, "Too early", &f->err));
    struct session x = session_of(f, &a, 1);
    assert_int_equal(x.life, LIFE_OPEN);
    assert_string_equal(x.note, "Loud");
    assert_string_equal(x.deliverer, "First Aid");
    assert_string_equal(x.reason, "Too early");
    fixture_mark(f, 1, "y9", 5);
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    x = session_of(f, &a, 1);
    assert_string_equal(x.reason, "Too early");
    assert_int_equal(x.counted.n, 5);
    OK(f, store_verify(f->s, &f->err));
}

static void test_a_session_is_made_on_the_spot(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    int64_t made = 0;
    fixture_sql(f, "UPDATE session SET venue = 'Hertswood Academy' WHERE id = 1");
    struct session want = {.topic = "Knife crime",
                           .venue = "The Hertswood academy",
                           .audience = "students",
                           .year_group = "5;6",
                           .actions = "1.2;1.10",
                           .deliverer = "St Giles Trust",
                           .date = {2019, 2, 6},
                           .starts = 615,
                           .ends = -1};
    OK(f, store_new_session(f->s, &want, &made, &f->err));
    struct session x = session_of(f, &a, made);
    assert_string_equal(x.venue, "Hertswood Academy"); /* no second spelling is born */
    assert_string_equal(x.actions, "1.2;1.10");
    assert_int_equal(x.status, STATUS_BOOKED);
    assert_int_equal(x.sessions, 1);
    assert_int_equal(x.starts, 615);
    assert_int_equal(x.uid[14], '7');
    OK(f, store_open_session(f->s, made, &f->err));
    assert_int_equal(fixture_mark(f, made, "y5", 12), 1);
    assert_int_equal(fixture_mark(f, made, "y6", 12), 2);
    fixture_sql(f, "UPDATE session SET venue = 'Hertswood Secondary' WHERE id = 2");
    want.venue = "Hertswood Secondary"; /* a name that it goes by, too */
    OK(f, store_new_session(f->s, &want, &made, &f->err));
    assert_string_equal(session_of(f, &a, made).venue, "Hertswood Secondary");
    want.topic = "";
    REFUSED(f, store_new_session(f->s, &want, &made, &f->err), "needs a topic");
    want.topic = "\xff";
    REFUSED(f, store_new_session(f->s, &want, &made, &f->err), "not text");
    OK(f, store_verify(f->s, &f->err));
}

static void test_two_numbers_stand_side_by_side(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    struct dispute d = {.theirs = 28, .settled = -1, .whose = "teacher"};
    REFUSED(f, store_dispute(f->s, 1, &d, &f->err), "open it first");
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    OK(f, store_dispute(f->s, 1, &d, &f->err));
    struct session x = session_of(f, &a, 1);
    assert_true(x.dispute.any);
    assert_int_equal(x.dispute.theirs, 28);
    assert_int_equal(x.dispute.ours, 30);
    assert_int_equal(x.dispute.settled, -1);
    assert_int_equal(session_attendance(&x).n, 30);
    d.settled = 28;
    REFUSED(f, store_dispute(f->s, 1, &d, &f->err), "who settled it");
    STR_COPY(d.settled_by, "staff");
    OK(f, store_dispute(f->s, 1, &d, &f->err));
    x = session_of(f, &a, 1);
    assert_int_equal(session_attendance(&x).n, 28);
    assert_int_equal(x.counted.n, 30); /* what was counted stays */
    fixture_mark(f, 1, "y9", 1);       /* and counting on makes it void */
    x = session_of(f, &a, 1);
    assert_int_equal(session_attendance(&x).n, 31);
    STR_COPY(d.whose, "Ms Smith");
    REFUSED(f, store_dispute(f->s, 1, &d, &f->err), "not a name");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM dispute"), 2);
    REFUSED(f, db_exec(store_db(f->s), &f->err, "UPDATE dispute SET theirs = 1"), "never changed");
    REFUSED(f, db_exec(store_db(f->s), &f->err, "DELETE FROM dispute"), "never deleted");
}

/* ---- a file of the first form ---- */

static const char first_form[] =
    "INSERT INTO boot(number, id, first_wall, first_mono, source)"
    " VALUES(1, 'b', 1549447200000, 0, 'clock');"
    "INSERT INTO session(uid, date, topic) VALUES('u1', '2019-02-06', 'one'),"
    " ('u2', '2019-02-06', 'two');"
    "INSERT INTO session_band VALUES(1, 0, 'y9'), (2, 0, 'y9');"
    "INSERT INTO mark VALUES(1, 1, 'add', 'y9', 30, 0, 1, 10, 1549447200000),"
    " (1, 2, 'add', 'y9', 2, 0, 1, 11, 1549447200001), (2, 1, 'add', 'y9', 5, 0, 1, 12,"
    "  1549447200002);"
    "INSERT INTO life VALUES"
    " (1, 1, 'opened', 1, 9, 1549447200000, '', '', '', 0, NULL),"
    " (1, 2, 'closed', 1, 13, 1549447200003, 'at least', 'Loud', 'First Aid', 1, 30),"
    " (1, 3, 'reopened', 1, 14, 1549447200004, '', '', '', 1, NULL),"
    " (1, 4, 'closed', 1, 15, 1549447200005, 'exact', 'Still loud', 'First Aid', 2, 32),"
    " (2, 1, 'opened', 1, 16, 1549447200006, '', '', '', 0, NULL);";

static void test_a_file_of_the_first_form_loses_nothing(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    fixture_older(f, 2, first_form);
    assert_string_equal(f->notice, "");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM life"), 5);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 3);
    assert_int_equal(fixture_number(f, "SELECT sum(seq * mono + wall % 1000 + marks"
                                       " + coalesce(heads, 0)) FROM life"),
                     9 + 26 + 42 + 60 + 16 + (3 + 4 + 5 + 6) + (1 + 1 + 2) + (30 + 32));
    struct session x = session_of(f, &a, 1);
    assert_int_equal(x.life, LIFE_CLOSED);
    assert_int_equal(x.counted.n, 32);
    assert_string_equal(x.note, "Still loud");
    REFUSED(f, db_exec(store_db(f->s), &f->err, "DELETE FROM life"), "never deleted");
    REFUSED(f, db_exec(store_db(f->s), &f->err, "UPDATE life SET note = ''"), "never changed");
    OK(f, store_verify(f->s, &f->err));
    fixture_mark(f, 2, "y9", 1); /* what was open is open */
    OK(f, store_reopen_session(f->s, 1, "Too early", &f->err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_cancelled_session_is_no_attendance),
        TEST(test_what_took_place_cannot_be_called_off),
        TEST(test_a_moved_session_is_linked_both_ways),
        TEST(test_a_move_is_taken_back_only_when_the_new_one_is_off),
        TEST(test_staff_stand_above_the_status_of_the_programme),
        TEST(test_what_the_programme_cancels_is_reinstated),
        TEST(test_a_session_of_another_day_is_made),
        TEST(test_reopening_wants_a_reason_and_keeps_the_note),
        TEST(test_a_session_is_made_on_the_spot),
        TEST(test_two_numbers_stand_side_by_side),
        TEST(test_a_file_of_the_first_form_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
