/* What a coordinator writes about the plan: it is only ever added to, what was withdrawn stays
 * known, and the newest rating holds. */
#include "fixture.h"

#include "base/arena.h"
#include "outreach/import.h"

static const struct typed order = {.action = "2.4",
                                   .text = "Partial closure order",
                                   .owner = "Hertsmere SNT",
                                   .date = {2019, 1, 28},
                                   .expires = {2019, 3, 1}};

static int64_t put(struct fixture *f, const struct typed *t, int64_t replaces) {
    int64_t seq = 0;
    OK(f, store_write_update(f->s, t, replaces, &seq, &f->err));
    return seq;
}

/* Rows that no function of ours writes. */
static void verify_sees_what_does_not_fit_together(void **state) {
    struct fixture *f = *state;
    put(f, &order, 0);
    fixture_sql(f, "INSERT INTO typed_update(what, of, action) VALUES('withdrawn', 1, '1.1')");
    REFUSED(f, store_verify(f->s, &f->err), "none of its action");
}

static struct typed_list all_of(struct fixture *f, struct arena *a) {
    struct typed_list l;
    OK(f, store_typed(f->s, a, &l, &f->err));
    return l;
}

static enum typed_state state_of(struct fixture *f, int64_t seq) {
    ARENA(a);
    struct typed_list l = all_of(f, &a);
    const struct typed *t = typed_find(&l, seq);
    assert_non_null(t);
    return t->state;
}

static void what_was_written_is_read(void **state) {
    struct fixture *f = *state;
    struct typed next = order;
    int64_t seq = put(f, &order, 0);
    next.date = (struct date){2019, 1, 20};
    next.due = (struct date){2019, 2, 10};
    next.expires = (struct date){0};
    put(f, &next, 0);
    fixture_boot(f, fixture_day(2019, 2, 7));
    ARENA(a);
    struct typed_list l = all_of(f, &a);
    assert_int_equal(l.typeds, 2);
    assert_int_equal(l.typed[0].due.day, 10); /* the older one, whatever was written first */
    assert_int_equal(l.typed[0].expires.year, 0);
    const struct typed *t = typed_find(&l, seq);
    assert_string_equal(t->action, "2.4");
    assert_string_equal(t->text, "Partial closure order");
    assert_string_equal(t->owner, "Hertsmere SNT");
    assert_int_equal(date_compare(t->expires, order.expires), 0);
    assert_int_equal(t->state, TYPED_STANDS);
    OK(f, store_verify(f->s, &f->err));
}

static void it_is_replaced_withdrawn_and_put_back(void **state) {
    struct fixture *f = *state;
    int64_t first = put(f, &order, 0), second = put(f, &order, first);
    assert_int_equal(state_of(f, first), TYPED_REPLACED);
    assert_int_equal(state_of(f, second), TYPED_STANDS);
    REFUSED(f, store_write_update(f->s, &order, first, &second, &f->err), "already");
    REFUSED(f, store_withdraw_update(f->s, first, true, &f->err), "replaced");
    OK(f, store_withdraw_update(f->s, second, true, &f->err));
    OK(f, store_withdraw_update(f->s, second, true, &f->err));
    assert_int_equal(state_of(f, second), TYPED_WITHDRAWN);
    assert_int_equal(state_of(f, first), TYPED_REPLACED);
    REFUSED(f, store_write_update(f->s, &order, second, &first, &f->err), "already");
    OK(f, store_withdraw_update(f->s, second, false, &f->err));
    assert_int_equal(state_of(f, second), TYPED_STANDS);
    OK(f, store_withdraw_update(f->s, second, true, &f->err)); /* as often as somebody likes */
    assert_int_equal(state_of(f, second), TYPED_WITHDRAWN);
    REFUSED(f, store_withdraw_update(f->s, 99, true, &f->err), "not here");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM typed_update"), 5);
    OK(f, store_verify(f->s, &f->err));
}

static void what_does_not_fit_is_refused(void **state) {
    struct fixture *f = *state;
    struct typed t = order;
    int64_t seq, first = put(f, &order, 0);
    t.action = "1.2";
    REFUSED(f, store_write_update(f->s, &t, first, &seq, &f->err), "own action");
    t.action = "the second";
    REFUSED(f, store_write_update(f->s, &t, 0, &seq, &f->err), "no action code");
    t = order;
    t.text = " \n";
    REFUSED(f, store_write_update(f->s, &t, 0, &seq, &f->err), "needs a text");
    t.text = "x";
    t.date = (struct date){0};
    REFUSED(f, store_write_update(f->s, &t, 0, &seq, &f->err), "needs a date");
    const struct rating r = {.action = "2.4", .rag = "Blue", .reason = "", .date = {2019, 2, 6}};
    REFUSED(f, store_rate(f->s, &r, &f->err), "Red, Amber, Green");
}

static void raw_sql_cannot_change_it(void **state) {
    struct fixture *f = *state;
    const struct rating red = {.action = "2.4", .rag = "Red", .reason = "", .date = {2019, 2, 6}};
    put(f, &order, 0);
    OK(f, store_rate(f->s, &red, &f->err));
    static const char *const sql[] = {"UPDATE typed_update SET text = 'y'",
                                      "DELETE FROM typed_update", "UPDATE rating SET rag = ''",
                                      "DELETE FROM rating"};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
        REFUSED(f, db_exec(store_db(f->s), &f->err, sql[i]), "never");
}

static void the_newest_rating_holds(void **state) {
    struct fixture *f = *state;
    struct rating r = {.action = "2.4", .rag = "Red", .reason = "late", .date = {2019, 2, 6}};
    OK(f, store_rate(f->s, &r, &f->err));
    r = (struct rating){.action = "2.4", .rag = "Green", .reason = "", .date = {2019, 1, 6}};
    OK(f, store_rate(f->s, &r, &f->err)); /* of an older file, taken in later */
    ARENA(a);
    struct typed_list l = all_of(f, &a);
    assert_string_equal(typed_rag(&l, "2.4", "Amber"), "Red");
    assert_string_equal(typed_rating(&l, "2.4")->reason, "late");
    assert_string_equal(typed_rag(&l, "2.5", "Amber"), "Amber");
    r = (struct rating){.action = "2.4", .rag = "", .reason = "", .date = {2019, 2, 6}};
    OK(f, store_rate(f->s, &r, &f->err));
    l = all_of(f, &a);
    assert_string_equal(typed_rag(&l, "2.4", "Amber"), "");
}

static void what_lapses_follows_the_meeting(void **state) {
    struct fixture *f = *state;
    struct date today = {2019, 2, 6};
    struct lapses l;
    ARENA(a);
    int64_t seq = put(f, &order, 0);
    OK(f, store_lapses(f->s, &a, today, &l, &f->err));
    assert_int_equal(l.n, 1);
    assert_false(l.meeting);
    OK(f, store_set_setting(f->s, LAPSE_MEETING, "2019-02-20", &f->err));
    OK(f, store_lapses(f->s, &a, today, &l, &f->err));
    assert_int_equal(l.n, 0);
    OK(f, store_set_setting(f->s, LAPSE_MEETING, "2019-03-01", &f->err));
    OK(f, store_lapses(f->s, &a, today, &l, &f->err));
    assert_int_equal(l.n, 1);
    assert_int_equal(l.lapse[0].of->seq, seq);
    OK(f, store_withdraw_update(f->s, seq, true, &f->err));
    OK(f, store_lapses(f->s, &a, today, &l, &f->err));
    assert_int_equal(l.n, 0);
}

static void take_file(struct fixture *f, struct import_result *ret) {
    static const char csv[] = "action,date,text,owner,due,expires,rag\n"
                              "2.4,28/01/2019,Partial closure order,Hertsmere SNT,,2019-03-01,\n"
                              "2.4,2019-01-28,,,,,red\n";
    struct import im;
    struct ledger *l = store_ledger(f->s, &f->err);
    OK(f, l);
    OK(f, import_read("updates.csv", csv, sizeof csv - 1, &im, &f->err));
    import_check(&im, l, (struct date){2019, 2, 6});
    assert_int_equal(im.errors, 0);
    OK(f, store_apply_import(f->s, &im, ret, &f->err));
    assert_int_equal(ret->added, im.added);
    ledger_free(l);
    import_free(&im);
}

/* What somebody has withdrawn or rated anew since is not undone by the same file. */
static void a_file_that_comes_twice_adds_nothing(void **state) {
    struct fixture *f = *state;
    struct import_result res;
    const struct rating amber = {
        .action = "2.4", .rag = "Amber", .reason = "", .date = {2019, 2, 6}};
    take_file(f, &res);
    assert_int_equal(res.added, 2);
    OK(f, store_withdraw_update(f->s, 1, true, &f->err));
    OK(f, store_rate(f->s, &amber, &f->err));
    take_file(f, &res);
    assert_int_equal(res.added, 0);
    assert_int_equal(res.same, 2);
    ARENA(a);
    struct typed_list l = all_of(f, &a);
    assert_int_equal(l.typeds, 1);
    assert_int_equal(l.typed[0].state, TYPED_WITHDRAWN);
    assert_string_equal(typed_rag(&l, "2.4", ""), "Amber");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_is_read),
        TEST(it_is_replaced_withdrawn_and_put_back),
        TEST(what_does_not_fit_is_refused),
        TEST(raw_sql_cannot_change_it),
        TEST(the_newest_rating_holds),
        TEST(what_lapses_follows_the_meeting),
        TEST(a_file_that_comes_twice_adds_nothing),
        TEST(verify_sees_what_does_not_fit_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
