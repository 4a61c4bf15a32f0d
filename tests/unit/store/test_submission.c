/* What was filled in: kept for ever, without time or order; drafts of staff. */
#include "fixture.h"

#include "base/arena.h"
#include "base/str.h"
#include "store/submission.h"

static const char id_4[] = "0b4b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d",
                  id_4b[] = "a04b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d",
                  id_7[] = "0190163d-8694-739b-aea5-966c26f8ad91";

static struct submission visitors(const char *id, int64_t session) {
    struct submission x = {.form = "feedback",
                           .version = "1",
                           .session = session,
                           .doubt = "",
                           .xml = "<data/>",
                           .len = 7};
    STR_COPY(x.id, id);
    return x;
}

static void keep_draft(struct fixture *f, const char *place, const char *xml) {
    struct draft d = {.form = "register", .version = "2", .session = 1};
    STR_COPY(d.place, place);
    str_add(&d.xml, xml);
    OK(f, store_keep_draft(f->s, &d, &f->err));
    str_release(&d.xml);
}

static int64_t drafts(struct fixture *f) {
    return fixture_number(f, "SELECT count(*) FROM draft");
}

static bool take(void *ctx, const struct submission *x, struct err *err) {
    struct str *out = ctx;
    (void)err;
    str_addf(out, "%s %s %s %.*s\n", x->id, x->form, x->doubt, (int)x->len, x->xml);
    return true;
}

static void test_what_was_filled_in_comes_back(void **state) {
    struct fixture *f = *state;
    struct submission x = visitors(id_4b, 1), over = visitors(id_4, 1), none = visitors(id_4, 0);
    struct str out = {0};
    over.doubt = "over";
    none.id[0] = 'f';
    OK(f, store_submit(f->s, &x, &f->err));
    OK(f, store_submit(f->s, &over, &f->err));
    OK(f, store_submit(f->s, &none, &f->err));
    OK(f, store_submissions(f->s, 1, take, &out, &f->err));
    assert_string_equal(str_c(&out), "0b4b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d feedback over <data/>\n"
                                     "a04b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d feedback  <data/>\n");
    str_cut(&out, 0);
    OK(f, store_submissions(f->s, 0, take, &out, &f->err));
    assert_string_equal(str_c(&out), "fb4b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d feedback  <data/>\n");
    str_release(&out);
    struct store_status st;
    OK(f, store_status(f->s, &st, &f->err));
    assert_int_equal(st.saved, 3);
    OK(f, store_verify(f->s, &f->err));
}

static void test_they_are_counted_by_session_and_form(void **state) {
    struct fixture *f = *state;
    struct submission x = visitors(id_4, 1), mashed = visitors(id_4b, 1), staff = visitors(id_7, 1);
    struct submission_counts c;
    mashed.doubt = "mashed";
    staff.staff = true;
    staff.form = "register";
    OK(f, store_submit(f->s, &x, &f->err));
    OK(f, store_submit(f->s, &mashed, &f->err));
    OK(f, store_submit(f->s, &staff, &f->err));
    OK(f, store_submission_counts(f->s, &c, &f->err));
    assert_int_equal(c.n, 2);
    assert_string_equal(c.at[0].form, "feedback");
    assert_int_equal(c.at[0].session, 1);
    assert_int_equal(c.at[0].all, 2);
    assert_int_equal(c.at[0].mashed, 1);
    assert_int_equal(c.at[0].over, 0);
    assert_true(c.at[1].staff);
    arena_free(&c.arena);
}

/* Neither a time nor an order can be read from a visitor's row. */
static void test_a_visitors_row_says_no_time(void **state) {
    struct fixture *f = *state;
    struct submission timed = visitors(id_7, 1), odd = visitors("no id", 1), x = visitors(id_4, 1);
    REFUSED(f, store_submit(f->s, &timed, &f->err), "CHECK");
    REFUSED(f, store_submit(f->s, &odd, &f->err), "no id");
    x.doubt = "late";
    REFUSED(f, store_submit(f->s, &x, &f->err), "CHECK");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM submission"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM pragma_table_info('submission')"
                                       " WHERE name IN ('wall', 'mono', 'boot', 'seq', 'time')"),
                     0);
    REFUSED(f, db_exec(store_db(f->s), &f->err, "SELECT rowid FROM submission"), "rowid");
}

static void test_they_are_for_ever(void **state) {
    struct fixture *f = *state;
    struct submission x = visitors(id_4, 1);
    OK(f, store_submit(f->s, &x, &f->err));
    static const char *const attack[] = {"DELETE FROM submission",
                                         "UPDATE submission SET doubt = 'over'",
                                         "UPDATE submission SET xml = x'00'"};
    for (size_t i = 0; i < sizeof attack / sizeof *attack; i++)
        REFUSED(f, db_exec(store_db(f->s), &f->err, attack[i]), "never");
    REFUSED(f, store_submit(f->s, &x, &f->err), "UNIQUE");
}

static void test_a_draft_goes_with_what_comes_of_it(void **state) {
    struct fixture *f = *state;
    struct draft d = {.form = "register", .session = 1};
    struct submission x = visitors(id_7, 1), other = visitors(id_4, 1);
    ARENA(a);
    struct draft *all;
    size_t n;
    keep_draft(f, "/data/one", "<data>1</data>");
    keep_draft(f, "/data/two", "<data>2</data>");
    OK(f, store_drafts(f->s, &a, &all, &n, &f->err));
    assert_int_equal(n, 1);
    assert_string_equal(all[0].form, "register");
    OK(f, store_draft(f->s, &d, &f->err));
    assert_string_equal(d.place, "/data/two");
    assert_string_equal(str_c(&d.xml), "<data>2</data>");
    str_release(&d.xml);
    OK(f, store_submit(f->s, &other, &f->err)); /* a visitor's has nothing to do with it */
    assert_int_equal(drafts(f), 1);
    x.staff = true;
    x.form = "register";
    OK(f, store_submit(f->s, &x, &f->err));
    assert_int_equal(drafts(f), 0);
    REFUSED(f, store_draft(f->s, &d, &f->err), "not there");
}

static void test_a_draft_is_thrown_away(void **state) {
    struct fixture *f = *state;
    keep_draft(f, "/data/one", "<data/>");
    OK(f, store_drop_draft(f->s, "register", 2, &f->err)); /* of another session */
    OK(f, store_drop_draft(f->s, "other", 1, &f->err));
    assert_int_equal(drafts(f), 1);
    OK(f, store_drop_draft(f->s, "register", 1, &f->err));
    assert_int_equal(drafts(f), 0);
}

/* A finish that fails leaves the draft. */
static void test_a_draft_stays_when_saving_fails(void **state) {
    struct fixture *f = *state;
    struct submission x = visitors(id_7, 1);
    x.staff = true;
    x.form = "register";
    OK(f, store_submit(f->s, &x, &f->err));
    keep_draft(f, "/data/one", "<data/>");
    REFUSED(f, store_submit(f->s, &x, &f->err), "UNIQUE");
    assert_int_equal(drafts(f), 1);
}

/* Staff's ids go up with time; visitors' say nothing and are not asked. */
static void test_what_staff_finished_last_is_known(void **state) {
    struct fixture *f = *state;
    static const char earlier[] = "0190163d-0000-739b-bea5-966c26f8ad91";
    struct submission x = visitors(id_7, 1), before = visitors(earlier, 1),
                      visitor = visitors("f04b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d", 1);
    struct str last = {0};
    x.staff = before.staff = true;
    x.xml = "<later>";
    OK(f, store_last_of_staff(f->s, "feedback", &last, &f->err));
    assert_int_equal(last.len, 0);
    OK(f, store_submit(f->s, &x, &f->err));
    OK(f, store_submit(f->s, &before, &f->err));
    OK(f, store_submit(f->s, &visitor, &f->err));
    OK(f, store_last_of_staff(f->s, "feedback", &last, &f->err));
    assert_string_equal(str_c(&last), "<later>");
    str_release(&last);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_what_was_filled_in_comes_back),
        TEST(test_they_are_counted_by_session_and_form),
        TEST(test_a_visitors_row_says_no_time),
        TEST(test_they_are_for_ever),
        TEST(test_a_draft_goes_with_what_comes_of_it),
        TEST(test_a_draft_is_thrown_away),
        TEST(test_a_draft_stays_when_saving_fails),
        TEST(test_what_staff_finished_last_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
