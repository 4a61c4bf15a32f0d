/* The ledger and its stream: what a session says of itself, and in which order. */
#include "fixture.h"

#include "base/arena.h"
#include "base/str.h"
#include "store/store_internal.h"

static struct ledger *ledger_of(struct fixture *f) {
    struct ledger *l = store_ledger(f->s, &f->err);
    OK(f, l);
    return l;
}

static struct session session_of(struct fixture *f, int64_t id) {
    struct ledger *l = ledger_of(f);
    const struct session *found = ledger_find(l, id);
    assert_non_null(found);
    struct session s = *found; /* its texts are gone with the ledger */
    s.note = strcmp(found->note, "fire drill") == 0 ? "fire drill" : "";
    ledger_free(l);
    return s;
}

static void test_by_date_and_what_has_none_last(void **state) {
    struct fixture *f = *state;
    fixture_sql(f, "INSERT INTO session(uid, date, starts) VALUES('u4', '2019-02-06', 540)");
    struct ledger *l = ledger_of(f);
    static const int64_t order[] = {2, 4, 1, 3};
    assert_int_equal(l->sessions, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(l->session[i].id, order[i]);
    const struct session *s = &l->session[2];
    assert_string_equal(s->uid, "u1");
    assert_string_equal(s->topic, "knife_crime");
    assert_int_equal(s->date.day, 6);
    assert_int_equal(s->starts, 600);
    assert_int_equal(s->ends, -1);
    assert_int_equal(s->reported.n, 120);
    assert_int_equal(s->reported.q, COUNT_EXPECTED);
    assert_int_equal(s->counted.q, COUNT_NOT_RECORDED);
    assert_string_equal(l->session[3].date_text, "Spring term");
    assert_int_equal(l->session[3].date.year, 0);
    ledger_free(l);
}

static void test_no_session_at_all(void **state) {
    struct fixture *f = *state;
    fixture_sql(f, "DELETE FROM session");
    struct ledger *l = ledger_of(f);
    assert_int_equal(l->sessions, 0);
    assert_int_equal(l->actions, 0);
    ledger_free(l);
}

static void test_counted_and_reported_stand_apart(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    assert_int_equal(session_of(f, 1).life, LIFE_OPEN);
    assert_int_equal(session_of(f, 1).status, STATUS_PLANNED);
    assert_int_equal(session_of(f, 1).counted.q, COUNT_NOT_RECORDED);
    fixture_mark(f, 1, "y9", 30);
    OK(f, store_set_qualifier(f->s, 1, COUNT_ABOUT, &f->err));
    assert_int_equal(session_of(f, 1).counted.n, 30);
    assert_int_equal(session_of(f, 1).counted.q, COUNT_ABOUT);
    struct closing c = {.qualifier = COUNT_EXACT, .note = "fire drill", .deliverer = "YCD"};
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    struct session s = session_of(f, 1);
    assert_int_equal(s.life, LIFE_CLOSED);
    assert_int_equal(s.status, STATUS_DELIVERED);
    assert_int_equal(s.counted.n, 30);
    assert_int_equal(s.counted.q, COUNT_EXACT);
    assert_int_equal(s.reported.n, 120);
    assert_string_equal(s.note, "fire drill");
    assert_int_equal(fixture_number(f, "SELECT status = 'planned' FROM session WHERE id = 1"), 1);
}

static void test_closed_without_a_mark_is_not_recorded(void **state) {
    struct fixture *f = *state;
    int32_t seq;
    struct closing c = {.qualifier = COUNT_EXACT};
    OK(f, store_open_session(f->s, 1, &f->err));
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    assert_int_equal(session_of(f, 1).counted.q, COUNT_NOT_RECORDED);
    assert_int_equal(session_of(f, 1).status, STATUS_DELIVERED);
    OK(f, store_reopen_session(f->s, 1, "Nobody came", &f->err));
    OK(f, store_mark(f->s, 1, MARK_EXACT, "y9", 0, 0, &seq, &f->err));
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    assert_int_equal(session_of(f, 1).counted.q, COUNT_EXACT);
    assert_int_equal(session_of(f, 1).counted.n, 0);
    c.qualifier = COUNT_NOT_RECORDED;
    OK(f, store_reopen_session(f->s, 1, "Nobody counted", &f->err));
    OK(f, store_close_session(f->s, 1, &c, &f->err));
    assert_int_equal(session_of(f, 1).counted.q, COUNT_NOT_RECORDED);
}

static void test_plan_order(void **state) {
    struct fixture *f = *state;
    fixture_sql(f,
                "INSERT INTO action(code, rag) VALUES('1.10', ''), ('1.2', 'green'), ('2.1', '')");
    struct ledger *l = ledger_of(f);
    assert_int_equal(l->actions, 3);
    assert_string_equal(l->action[0].code, "1.2");
    assert_string_equal(l->action[0].rag, "green");
    assert_string_equal(l->action[1].code, "1.10");
    ledger_free(l);
}

static void test_the_stream_is_the_ledger(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    struct ledger *l = ledger_of(f);
    struct session_reader r = store_reader(f->s);
    const struct session *s;
    size_t n = 0;
    while ((s = r.next(r.ctx, &f->err))) {
        fixture_mark(f, 1, "y9", 1); /* counting goes on during an export, which does not see it */
        assert_int_equal(s->id, l->session[n].id);
        assert_string_equal(s->uid, l->session[n].uid);
        assert_int_equal(s->counted.q, COUNT_NOT_RECORDED);
        n++;
    }
    assert_int_equal(n, l->sessions);
    OK(f, store_reader_end(f->s, &f->err));
    ledger_free(l);
    r = store_reader(f->s); /* ended in the middle */
    assert_non_null(r.next(r.ctx, &f->err));
    OK(f, store_reader_end(f->s, &f->err));
}

/* Wherever their heads come from; and then the stream is whole again. */
static void test_small_sessions_can_be_read_alone(void **state) {
    struct fixture *f = *state;
    const struct closing c = {.qualifier = COUNT_EXACT, .note = "", .deliverer = ""};
    const struct dispute d = {.theirs = 3, .settled = 3, .whose = "teacher", .settled_by = "staff"};
    bool read[10] = {false};
    fixture_sql(
        f, "INSERT INTO session(id, uid, status, reported_n, reported_q, event_type) VALUES"
           " (4, 'v4', 'delivered', 4, 'exact', ''), (5, 'v5', 'delivered', 5, 'exact', ''),"
           " (6, 'v6', 'planned', 30, 'expected', 'community_event'), (7, 'v7', 'planned', 30, "
           "'expected', 'community_event'),"
           " (8, 'v8', 'planned', 30, 'expected', 'community_event'), (9, 'v9', 'planned', 30, "
           "'expected', 'community_event')");
    for (int64_t id = 6; id <= 9; id++)
        OK(f, store_open_session(f->s, id, &f->err));
    fixture_mark(f, 6, "adult", 2);
    fixture_mark(f, 7, "adult", 2);
    OK(f, store_close_session(f->s, 7, &c, &f->err));
    fixture_mark(f, 8, "adult", 40);
    OK(f, store_close_session(f->s, 8, &c, &f->err));
    fixture_mark(f, 9, "adult", 40);
    OK(f, store_close_session(f->s, 9, &c, &f->err));
    OK(f, store_dispute(f->s, 9, &d, &f->err));
    struct session_reader r = store_reader(f->s);
    r.again_small(r.ctx, 4);
    for (const struct session *s; (s = r.next(r.ctx, &f->err)) != NULL;)
        read[s->id] = true;
    assert_true(read[4] && read[6] && read[7] && read[9]);
    assert_false(read[5] || read[8]);
    r.again(r.ctx);
    size_t n = 0;
    while (r.next(r.ctx, &f->err) != NULL)
        n++;
    assert_int_equal(n, fixture_number(f, "SELECT count(*) FROM session"));
    OK(f, store_reader_end(f->s, &f->err));
}

static void test_the_stream_needs_no_sorting(void **state) {
    struct fixture *f = *state;
    int64_t sorts = 0;
    struct str sql CLEANUP(str_release) = {0};
    str_addf(&sql, "EXPLAIN QUERY PLAN %s", session_question);
    struct db_rows *r = db_ask(store_db(f->s), sql.p, "");
    while (db_next(r))
        sorts += strstr(db_text(r, 3), "TEMP B-TREE") != NULL;
    OK(f, db_done(r, &f->err));
    assert_int_equal(sorts, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_by_date_and_what_has_none_last),
        TEST(test_no_session_at_all),
        TEST(test_counted_and_reported_stand_apart),
        TEST(test_closed_without_a_mark_is_not_recorded),
        TEST(test_plan_order),
        TEST(test_the_stream_is_the_ledger),
        TEST(test_small_sessions_can_be_read_alone),
        TEST(test_the_stream_needs_no_sorting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
