/* Figures of others: the newest holds, a file twice adds nothing, nothing is changed. */
#include "fixture.h"

#define HEAD "area,period,measure,value,source\n"

static struct import_result take(struct fixture *f, const char *csv) {
    struct import im;
    struct import_result res = {0};
    struct ledger *l = store_ledger(f->s, &f->err);
    OK(f, l);
    OK(f, import_read("figures.csv", csv, strlen(csv), &im, &f->err));
    import_check(&im, l, (struct date){2019, 2, 6});
    assert_int_equal(im.errors, 0);
    OK(f, store_apply_import(f->s, &im, &res, &f->err));
    assert_int_equal(res.added, im.added);
    assert_int_equal(res.updated, im.updated);
    ledger_free(l);
    import_free(&im);
    return res;
}

static struct figure_list all_of(struct fixture *f, struct arena *a) {
    struct figure_list l;
    OK(f, store_figures(f->s, a, &l, &f->err));
    return l;
}

static void what_was_brought_is_read(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    take(f, HEAD "Kenilworth,2018,Calls,412,Police\n"
                 "Elstree,Q3 2018/19,Calls,-3.4 %,Police\n");
    struct figure_list l = all_of(f, &a);
    assert_int_equal(l.figures, 2);
    const struct figure *x = &l.figure[0];
    assert_string_equal(x->area, "Elstree");
    assert_string_equal(x->period, "Q3 2018/19");
    assert_int_equal(date_compare(x->from, (struct date){2018, 10, 1}), 0);
    assert_int_equal(date_compare(x->until, (struct date){2018, 12, 31}), 0);
    assert_string_equal(x->measure, "Calls");
    assert_string_equal(x->value, "-3.4 %");
    assert_string_equal(x->source, "Police");
}

static void the_newest_holds(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    assert_int_equal(take(f, HEAD "Elstree,2018,Calls,412,Police\n").added, 1);
    assert_int_equal(take(f, HEAD "Elstree,2018,Calls,412,Police\n").same, 1);
    assert_int_equal(take(f, HEAD "elstree,2018,CALLS,413,Police\n").updated, 1);
    struct figure_list l = all_of(f, &a);
    assert_int_equal(l.figures, 1);
    assert_string_equal(l.figure[0].value, "413");
    assert_int_equal(take(f, HEAD "Elstree,2018,Calls,none,Police\n").updated, 1);
    assert_int_equal(all_of(f, &a).figures, 0);
    assert_int_equal(take(f, HEAD "Elstree,2018,Calls,412,Police\n").added, 1);
    assert_int_equal(all_of(f, &a).figures, 1);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM figure"), 4);
}

static void raw_sql_cannot_change_it(void **state) {
    struct fixture *f = *state;
    take(f, HEAD "Elstree,2018,Calls,412,Police\n");
    REFUSED(f, db_exec(store_db(f->s), &f->err, "UPDATE figure SET value = '1'"), "never");
    REFUSED(f, db_exec(store_db(f->s), &f->err, "DELETE FROM figure"), "never");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_was_brought_is_read),
        TEST(the_newest_holds),
        TEST(raw_sql_cannot_change_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
