/* What was filled in of forms that bring a key of their own, and which forms had one: kept for
 * ever, through another start, a copy, a damaged file and an older one. */
#include "fixture.h"

#include "base/str.h"
#include "store/sealed_form.h"
#include "store/store_internal.h"

enum { PAGE = 4096, RECORD = 1040, ROWS_IN_PAGE = 8 /* most of a record lies elsewhere */ };

static const char id_4[] = "0b4b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d",
                  id_4b[] = "a04b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d",
                  id_7[] = "0190163d-8694-739b-aea5-966c26f8ad91",
                  sum_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  sum_b[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/* Nobody looks into it here. */
static struct sealed_submission visitors(const char *id, int64_t session) {
    static const char record[RECORD] = "sealed";
    struct sealed_submission x = {.form = "parents",
                                  .version = "1",
                                  .session = session,
                                  .manifest = "<data encrypted=\"yes\"/>",
                                  .manifest_n = 23,
                                  .record = record,
                                  .record_n = sizeof record};
    STR_COPY(x.id, id);
    return x;
}

static struct sealed_submission staffs(const char *id) {
    struct sealed_submission x = visitors(id, 1);
    x.form = "register";
    x.staff = true;
    return x;
}

static bool take(void *ctx, const struct sealed_submission *x, struct err *err) {
    (void)err;
    str_addf(ctx, "%s %s %s %lld %d %.*s %zu\n", x->id, x->form, x->version, (long long)x->session,
             x->staff, (int)x->manifest_n, x->manifest, x->record_n);
    return memcmp(x->record, "sealed", 6) == 0;
}

static void add_count(void *ctx, const char *form, int64_t n) {
    str_addf(ctx, "%s %lld\n", form, (long long)n);
}

static void counts(struct fixture *f, int64_t session, const char *want) {
    struct str got CLEANUP(str_release) = {0};
    OK(f, store_sealed_counts(f->s, session, add_count, &got, &f->err));
    assert_string_equal(str_c(&got), want);
}

/* "" : never had one; "?": one that is not known. */
static void has_key(struct fixture *f, const char *form, const char *want) {
    struct form_keys keys;
    OK(f, store_form_keys(f->s, &keys, &f->err));
    const struct form_key *k = form_key_of(&keys, form);
    assert_string_equal(!k ? "" : k->sum[0] ? k->sum : "?", want);
    arena_free(&keys.arena);
}

static void remember(struct fixture *f, const char *form, const char *sum) {
    OK(f, store_remember_form_key(f->s, form, sum, &f->err));
}

static void test_what_was_sealed_comes_back(void **state) {
    struct fixture *f = *state;
    struct sealed_submission late = visitors(id_4b, 1), x = visitors(id_4, 0), staff = staffs(id_7);
    struct str out CLEANUP(str_release) = {0};
    OK(f, store_submit_sealed(f->s, &late, &f->err));
    OK(f, store_submit_sealed(f->s, &x, &f->err));
    OK(f, store_submit_sealed(f->s, &staff, &f->err));
    OK(f, store_sealed_submissions(f->s, take, &out, &f->err));
    assert_string_equal(
        str_c(&out),
        "0190163d-8694-739b-aea5-966c26f8ad91 register 1 1 1 <data encrypted=\"yes\"/> 1040\n"
        "0b4b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d parents 1 0 0 <data encrypted=\"yes\"/> 1040\n"
        "a04b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d parents 1 1 0 <data encrypted=\"yes\"/> 1040\n");
    counts(f, 1, "parents 1\nregister 1\n");
    counts(f, 0, "parents 1\n");
    counts(f, 2, "");
    struct store_status st;
    OK(f, store_status(f->s, &st, &f->err));
    assert_int_equal(st.saved, 3);
    OK(f, store_verify(f->s, &f->err));
}

/* Staff see how many answered, sealed or not. */
static void test_they_count_among_what_was_filled_in(void **state) {
    struct fixture *f = *state;
    struct submission clear = {
        .form = "parents", .version = "0", .session = 1, .doubt = "over", .xml = "<a/>", .len = 4};
    struct sealed_submission x = visitors(id_4b, 1), staff = staffs(id_7);
    struct submission_counts c;
    STR_COPY(clear.id, id_4);
    OK(f, store_submit(f->s, &clear, &f->err));
    OK(f, store_submit_sealed(f->s, &x, &f->err));
    OK(f, store_submit_sealed(f->s, &staff, &f->err));
    OK(f, store_submission_counts(f->s, &c, &f->err));
    assert_int_equal(c.n, 2);
    assert_string_equal(c.at[0].form, "parents");
    assert_int_equal(c.at[0].all, 2);
    assert_int_equal(c.at[0].over, 1);
    assert_true(c.at[1].staff);
    arena_free(&c.arena);
}

static void test_a_visitors_row_says_no_time(void **state) {
    struct fixture *f = *state;
    struct sealed_submission timed = visitors(id_7, 1), odd = visitors("no id", 1),
                             cut = visitors(id_4, 1), empty = visitors(id_4, 1);
    cut.record_n--;
    empty.manifest_n = 0;
    REFUSED(f, store_submit_sealed(f->s, &timed, &f->err), "CHECK");
    REFUSED(f, store_submit_sealed(f->s, &odd, &f->err), "no id");
    REFUSED(f, store_submit_sealed(f->s, &cut, &f->err), "CHECK");
    REFUSED(f, store_submit_sealed(f->s, &empty, &f->err), "CHECK");
    has_key(f, "parents", "");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM pragma_table_info('sealed_submission')"
                                       " WHERE name IN ('wall', 'mono', 'boot', 'seq', 'time')"),
                     0);
    REFUSED(f, db_exec(store_db(f->s), &f->err, "SELECT rowid FROM sealed_submission"), "rowid");
}

static void test_they_are_for_ever(void **state) {
    struct fixture *f = *state;
    struct sealed_submission x = visitors(id_4, 1);
    OK(f, store_submit_sealed(f->s, &x, &f->err));
    static const char *const attack[] = {"DELETE FROM sealed_submission",
                                         "UPDATE sealed_submission SET record = zeroblob(16)",
                                         "UPDATE sealed_submission SET manifest = x'00'",
                                         "DELETE FROM form_key", "UPDATE form_key SET form = 'x'"};
    for (size_t i = 0; i < sizeof attack / sizeof *attack; i++)
        REFUSED(f, db_exec(store_db(f->s), &f->err, attack[i]), "never");
    REFUSED(f, store_submit_sealed(f->s, &x, &f->err), "UNIQUE");
}

/* It was left by a version without a key, and what became of it is sealed now. */
static void test_a_draft_goes_with_what_comes_of_it(void **state) {
    struct fixture *f = *state;
    struct draft d = {.form = "register", .session = 1};
    struct sealed_submission x = staffs(id_7), other = visitors(id_4, 1);
    str_add(&d.xml, "<data/>");
    OK(f, store_keep_draft(f->s, &d, &f->err));
    str_release(&d.xml);
    OK(f, store_submit_sealed(f->s, &other, &f->err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM draft"), 1);
    OK(f, store_submit_sealed(f->s, &x, &f->err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM draft"), 0);
}

static void test_a_form_that_had_a_key_is_remembered(void **state) {
    struct fixture *f = *state;
    struct sealed_submission x = visitors(id_4, 1);
    has_key(f, "parents", "");
    OK(f, store_submit_sealed(f->s, &x, &f->err)); /* whoever did not say which key it is */
    has_key(f, "parents", "?");
    remember(f, "parents", sum_a);
    remember(f, "parents", sum_a);
    remember(f, "other", sum_b);
    has_key(f, "parents", sum_a);
    remember(f, "parents", sum_b);
    has_key(f, "parents", sum_b);
    remember(f, "parents", sum_a); /* back to the first */
    has_key(f, "parents", sum_a);
    has_key(f, "other", sum_b);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM form_key"), 5);
    fixture_boot(f, fixture_day(2019, 2, 7));
    has_key(f, "parents", sum_a);
    OK(f, store_verify(f->s, &f->err));
}

static void test_what_is_not_remembered_is_found_by_verify(void **state) {
    struct fixture *f = *state;
    struct sealed_submission x = visitors(id_4, 1);
    OK(f, store_submit_sealed(f->s, &x, &f->err));
    fixture_sql(f, "DROP TRIGGER form_key_is_kept; DELETE FROM form_key");
    REFUSED(f, store_verify(f->s, &f->err), "not known to be sealed");
}

static void overwrite_page(struct fixture *f, const char *table) {
    char path[128], junk[PAGE];
    struct str file CLEANUP(str_release) = {0};
    int64_t page = fixture_number(f, table);
    memset(junk, 0x5a, sizeof junk);
    OK(f, db_checkpoint(store_db(f->s), 0, &f->err));
    store_close(f->s);
    fixture_path(f, "kiosk.db", path);
    OK(f, file_read(path, 16 << 20, &file, &f->err));
    memcpy(file.p + (page - 1) * PAGE, junk, PAGE);
    OK(f, file_write_whole(path, file.p, file.len, &f->err));
    fixture_not_closed_well(f);
    fixture_open(f);
    assert_non_null(strstr(f->notice, "damaged"));
}

static void keep_many(struct fixture *f, int n) {
    for (int i = 0; i < n; i++) {
        char id[37];
        snprintf(id, sizeof id, "%08x-0000-4000-8000-%012x", (unsigned)i * 23860929u, (unsigned)i);
        struct sealed_submission x = visitors(id, 1 + i % 2);
        OK(f, store_submit_sealed(f->s, &x, &f->err));
    }
}

#define PAGE_OF(table) "SELECT rootpage FROM sqlite_schema WHERE name = '" table "'"

/* The page in which the form stands is lost, and there is no copy: what was sealed knows it. */
static void test_a_damaged_file_forgets_no_form(void **state) {
    struct fixture *f = *state;
    keep_many(f, 100);
    remember(f, "parents", sum_a);
    overwrite_page(f, PAGE_OF("form_key"));
    has_key(f, "parents", "?");
    counts(f, 1, "parents 50\n");
    OK(f, store_verify(f->s, &f->err));
}

static void test_a_bad_page_costs_what_lay_below_it(void **state) {
    struct fixture *f = *state;
    keep_many(f, 100);
    remember(f, "parents", sum_a);
    fixture_sql(f, "UPDATE session SET topic = 'renamed' WHERE id = 2");
    overwrite_page(f, "SELECT min(pageno) FROM dbstat WHERE name = 'sealed_submission'"
                      " AND pagetype = 'leaf'");
    has_key(f, "parents", sum_a);
    int64_t left = fixture_number(f, "SELECT count(*) FROM sealed_submission");
    assert_in_range(left, 100 - ROWS_IN_PAGE, 99);
    OK(f, store_verify(f->s, &f->err));
}

/* A copy of the store, put in the place of it. */
static void test_a_copy_brings_it_back(void **state) {
    struct fixture *f = *state;
    char copy[128], path[128];
    struct str bytes CLEANUP(str_release) = {0};
    keep_many(f, 3);
    remember(f, "parents", sum_a);
    fixture_path(f, "backups/a.db", copy);
    OK(f, store_backup(f->s, copy, &f->err));
    store_close(f->s);
    OK(f, file_read(copy, 16 << 20, &bytes, &f->err));
    for (const char *const *end =
             (const char *const[]){"kiosk.db", "kiosk.db-wal", "kiosk.db-shm", NULL};
         *end; end++) {
        fixture_path(f, *end, path);
        unlink(path);
    }
    fixture_path(f, "kiosk.db", path);
    OK(f, file_write_whole(path, bytes.p, bytes.len, &f->err));
    fixture_open(f);
    has_key(f, "parents", sum_a);
    counts(f, 1, "parents 2\n");
    OK(f, store_verify(f->s, &f->err));
}

/* A file of the version before, with a submission in clear. */
static void test_an_older_file_learns_it(void **state) {
    struct fixture *f = *state;
    fixture_older(f, 15,
                  "INSERT INTO submission(id, form, version, doubt, side, xml) VALUES"
                  "(x'0b4b9c1e6d0a4f1c9a531f2f6a7b8c9d', 'parents', '1', '', 'visitor', x'3c')");
    has_key(f, "parents", ""); /* it had none yet */
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM submission"), 1);
    remember(f, "parents", sum_a);
    struct sealed_submission x = visitors(id_4b, 0);
    OK(f, store_submit_sealed(f->s, &x, &f->err));
    counts(f, 0, "parents 1\n");
    OK(f, store_verify(f->s, &f->err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_what_was_sealed_comes_back),
        TEST(test_they_count_among_what_was_filled_in),
        TEST(test_a_visitors_row_says_no_time),
        TEST(test_they_are_for_ever),
        TEST(test_a_draft_goes_with_what_comes_of_it),
        TEST(test_a_form_that_had_a_key_is_remembered),
        TEST(test_what_is_not_remembered_is_found_by_verify),
        TEST(test_a_damaged_file_forgets_no_form),
        TEST(test_a_bad_page_costs_what_lay_below_it),
        TEST(test_a_copy_brings_it_back),
        TEST(test_an_older_file_learns_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
