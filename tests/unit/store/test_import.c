/* A checked import is applied whole or not at all, and known sessions keep what was counted. */
#include "fixture.h"

#include "base/arena.h"

static struct session row_session(const char *uid, const char *topic) {
    return (struct session){.uid = uid,
                            .actions = "1.2;1.10",
                            .date = {2019, 3, 1},
                            .date_text = "",
                            .starts = -1,
                            .ends = -1,
                            .venue = "Hertswood Academy",
                            .event_type = "school_workshop",
                            .topic = topic,
                            .audience = "",
                            .year_group = "7",
                            .deliverer = "",
                            .form = "",
                            .ward = "Bushey North",
                            .sessions = 2,
                            .capacity = 64,
                            .status = STATUS_PLANNED,
                            .reported = {60, COUNT_EXPECTED},
                            .note = "",
                            .reason = ""};
}

static struct complaint complaint_of(size_t row, const char *what) {
    return (struct complaint){
        .rule = "weekend", .line = 3, .what = what, .todo = "Check the date.", .row = row};
}

static void test_new_updated_same_merged(void **state) {
    struct fixture *f = *state;
    struct import_row rows[] = {
        {.session = row_session("n1", "new"), .line = 2, .change = CHANGE_NEW},
        {.session = row_session("u1", "updated"), .line = 3, .change = CHANGE_UPDATE},
        {.session = row_session("u2", "same"), .line = 4, .change = CHANGE_SAME},
        {.session = row_session("n1", "merged"), .line = 5, .change = CHANGE_MERGED},
        {.session = row_session("", "no uid"), .line = 6, .change = CHANGE_NEW},
    };
    rows[1].session.id = 1;
    struct complaint complaints[] = {complaint_of(0, "A Sunday."), complaint_of(SIZE_MAX, "Odd.")};
    struct import im = {.kind = IMPORT_PROGRAMME,
                        .file = "spring.csv",
                        .row = rows,
                        .rows = 5,
                        .complaint = complaints,
                        .complaints = 2};
    struct import_result res;
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    assert_int_equal(res.added, 2);
    assert_int_equal(res.updated, 1);
    assert_int_equal(res.same, 1);
    assert_int_equal(res.merged, 1);
    assert_int_equal(res.complaints, 2);
    struct ledger *l = store_ledger(f->s, &f->err);
    assert_int_equal(l->sessions, 5);
    const struct session *s = ledger_find(l, 1);
    assert_string_equal(s->topic, "updated");
    assert_string_equal(s->actions, "1.2;1.10");
    assert_int_equal(s->counted.n, 30);
    assert_int_equal(s->sessions, 2);
    assert_int_equal(s->capacity, 64);
    assert_string_equal(s->ward, "Bushey North");
    s = ledger_find(l, 5);
    assert_int_equal(s->capacity, 64);
    assert_string_equal(s->ward, "Bushey North");
    assert_int_equal(strlen(s->uid), 36);
    ledger_free(l);
    struct store_complaints list;
    OK(f, store_complaints(f->s, &list, &f->err));
    assert_int_equal(list.open, 2);
    assert_int_equal(list.item[0].session, 4);
    assert_int_equal(list.item[1].session, 0);
    arena_free(&list.arena);
    OK(f, store_apply_import(f->s, &im, &res, &f->err)); /* the same once more, as if unchecked */
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM session WHERE uid = 'n1'"), 1);
    OK(f, store_verify(f->s, &f->err));
}

static void test_complaints_of_a_file_are_replaced_but_not_brought_back(void **state) {
    struct fixture *f = *state;
    struct complaint complaints[] = {complaint_of(SIZE_MAX, "One."),
                                     complaint_of(SIZE_MAX, "Two.")};
    struct import im = {
        .kind = IMPORT_PROGRAMME, .file = "spring.csv", .complaint = complaints, .complaints = 2};
    struct import_result res;
    struct store_complaints list;
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    OK(f, store_complaint_done(f->s, 1, true, &f->err));
    im.complaint[1].what = "Three.";
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    assert_int_equal(res.complaints, 1);
    OK(f, store_complaints(f->s, &list, &f->err));
    assert_int_equal(list.n, 2);
    assert_string_equal(list.item[0].what, "Three.");
    assert_true(list.item[1].done);
    arena_free(&list.arena);
    REFUSED(f, store_complaint_done(f->s, 99, true, &f->err), "not in the list");
}

static void test_a_plan(void **state) {
    struct fixture *f = *state;
    struct action a = {"1.2", "1", "Prevent", "Youth", "Workshops", "CSP", "green", "attendance"};
    struct import_row row = {.action = a, .change = CHANGE_NEW};
    struct import im = {.kind = IMPORT_PLAN, .file = "plan.csv", .row = &row, .rows = 1};
    struct import_result res;
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    row.action.rag = "amber";
    row.change = CHANGE_UPDATE;
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    struct ledger *l = store_ledger(f->s, &f->err);
    assert_int_equal(l->actions, 1);
    assert_string_equal(l->action[0].rag, "amber");
    assert_string_equal(l->action[0].owner, "CSP");
    ledger_free(l);
}

static struct import_row row_reply(const char *said, struct date until) {
    return (struct import_row){
        .reply = {.place = "Bushey", .topic = "", .said = said, .did = "Done.", .until = until}};
}

static void test_replies_take_the_place_of_all(void **state) {
    struct fixture *f = *state;
    struct import_row rows[] = {row_reply("One.", (struct date){2019, 6, 30}),
                                row_reply("Two.", (struct date){0})};
    struct import im = {.kind = IMPORT_REPLIES, .file = "replies.csv", .row = rows, .rows = 2};
    struct import_result res;
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    assert_int_equal(res.added, 2);
    struct ledger *l = store_ledger(f->s, &f->err);
    assert_int_equal(l->replies, 2);
    assert_string_equal(l->reply[0].said, "One.");
    assert_string_equal(l->reply[0].place, "Bushey");
    assert_int_equal(l->reply[0].until.day, 30);
    assert_int_equal(l->reply[1].until.year, 0);
    ledger_free(l);
    rows[0].change = CHANGE_SAME; /* what is not in the next file goes, what is as before stays */
    im.rows = 1;
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    assert_int_equal(res.same, 1);
    l = store_ledger(f->s, &f->err);
    assert_int_equal(l->replies, 1);
    assert_string_equal(l->reply[0].said, "One.");
    ledger_free(l);
    rows[0].reply.did = ""; /* the table itself refuses half a reply */
    REFUSED(f, store_apply_import(f->s, &im, &res, &f->err), "nothing of replies.csv");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM reply"), 1);
    OK(f, store_verify(f->s, &f->err));
}

static void test_nothing_is_half_imported(void **state) {
    struct fixture *f = *state;
    struct import_row rows[] = {
        {.session = row_session("n1", "new"), .change = CHANGE_NEW},
        {.session = row_session("n2", "uid of another"), .change = CHANGE_UPDATE},
    };
    struct import im = {.kind = IMPORT_PROGRAMME, .file = "spring.csv", .row = rows, .rows = 2};
    struct import_result res = {.added = 99};
    rows[1].session.id = 1;
    rows[1].session.uid = "u2"; /* taken by session 2 */
    REFUSED(f, store_apply_import(f->s, &im, &res, &f->err), "nothing of spring.csv");
    assert_int_equal(res.added, 99);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM session"), 3);
    im.errors = 1;
    REFUSED(f, store_apply_import(f->s, &im, &res, &f->err), "1 error");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_new_updated_same_merged),
        TEST(test_complaints_of_a_file_are_replaced_but_not_brought_back),
        TEST(test_a_plan),
        TEST(test_replies_take_the_place_of_all),
        TEST(test_nothing_is_half_imported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
