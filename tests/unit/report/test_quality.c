/* The list before sending, of the demo: every finding of it; and what comes from outside of the
 * sessions: the plan, what was typed about it, and tallies. */
#include "written_store.h"

enum { KIND, FINDING, DAY, DATE_TEXT, VENUE, ACTIONS, ID, TO_DO, FINDINGS, COLUMNS };

static const char referrals[] = "[referrals]\ntitle = Referrals\nevents = *\n"
                                "item.mind = Mind outreach\noutcome.received = Received\n"
                                "outcome.waiting = Waiting\noutcome.active = Active\n"
                                "states_of = received\n";

static struct written write_list(struct fixture *f, const struct report_opts *opts) {
    struct report_opts o = *opts;
    o.report = "quality";
    o.wall = fixture_day(2019, 12, 12);
    struct written w = written_of_store(f, &o);
    written_has_columns(&w, COLUMNS);
    return w;
}

/* The record of a kind whose finding has these words; NULL: there is none. */
static const char **find(const struct written *w, const char *kind, const char *words) {
    for (size_t i = 0; i < w->t.rows; i++)
        if (strcmp(w->t.row[i].cell[KIND], kind) == 0 &&
            strstr(w->t.row[i].cell[FINDING], words) != NULL)
            return w->t.row[i].cell;
    return NULL;
}

static const char **record(const struct written *w, const char *kind, const char *words) {
    const char **cell = find(w, kind, words);
    if (cell == NULL)
        fail_msg("nothing is said of %s: %s", kind, words);
    return cell;
}

static long total(const struct written *w, const char *kind) {
    char words[64];
    snprintf(words, sizeof words, "Total: %s", kind);
    for (size_t i = 0; i < w->t.rows; i++)
        if (strcmp(w->t.row[i].cell[KIND], words) == 0)
            return strtol(w->t.row[i].cell[FINDINGS], NULL, 10);
    return 0;
}

static void test_the_demo_is_written_as_it_was(void **state) {
    struct fixture *f = *state;
    import_demo(f);
    struct written w = write_list(f, &(struct report_opts){0});
    demo_golden("tests/unit/report/golden-quality.csv", &w.bytes);
    written_forget(&w);
}

static bool is_silent(const struct written *w, const char *code) {
    for (size_t i = 0; i < w->t.rows; i++)
        if (strcmp(w->t.row[i].cell[KIND], "no update") == 0 &&
            strcmp(w->t.row[i].cell[ACTIONS], code) == 0)
            return true;
    return false;
}

/* What stands in the plan and its programme for everybody to find. */
static void test_the_traps_of_the_demo(void **state) {
    struct fixture *f = *state;
    import_demo(f);
    struct written w = write_list(f, &(struct report_opts){0});
    const char **conference = record(&w, "wrong weekday", "27/03/2020 is a Friday");
    assert_string_equal(conference[ACTIONS], "4.1");
    assert_string_equal(conference[DAY], "2020-03-27");
    record(&w, "school at a weekend", "24/11/2018 is a Saturday");
    record(&w, "school at a weekend", "07/04/2019 is a Sunday");
    const char **slip = record(&w, "a year apart", "06/10/2019 here and 06/10/2018");
    assert_string_equal(slip[VENUE], "Borehamwood Football Club");
    record(&w, "year missing", "\"2 July\"");
    record(&w, "year missing", "\"4 July\"");
    record(&w, "year missing", "\"10 and 21 June");
    record(&w, "place in several spellings", "\"Meryfields primary school\"");
    record(&w, "place in several spellings", "\"Mount Grace Secondary School\"");
    const char **j9 =
        record(&w, "expected and came", "30 are expected at another session of \"J9\", and 12");
    assert_string_equal(j9[DAY], "2019-12-09");
    assert_true(is_silent(&w, "4.4") && is_silent(&w, "5.4") && is_silent(&w, "5.5"));
    assert_false(is_silent(&w, "1.5"));
    const char **passed = record(&w, "day has passed", "still planned");
    assert_true(passed[ID][0] != '\0' && passed[TO_DO][0] != '\0');
    assert_int_equal(total(&w, "heads not recorded"),
                     fixture_number(f, "SELECT count(*) FROM session WHERE status = 'delivered'"
                                       " AND reported_q = 'not recorded'"));
    assert_null(find(&w, "does not add up", "Referrals"));
    written_forget(&w);
}

static void test_a_period_is_of_sessions(void **state) {
    struct fixture *f = *state;
    import_demo(f);
    struct written w = write_list(f, &(struct report_opts){.from = {2019, 10, 1}});
    assert_null(find(&w, "school at a weekend", ""));
    assert_null(find(&w, "year missing", ""));
    record(&w, "a year apart", "06/10/2018"); /* held against what was before */
    assert_false(is_silent(&w, "1.10"));      /* whose sessions have no date */
    assert_true(is_silent(&w, "5.5"));
    assert_int_equal(w.sessions,
                     fixture_number(f, "SELECT count(*) FROM session WHERE date >= '2019-10-01'"));
    written_forget(&w);
}

static void test_what_was_typed_fills_a_cell_and_lapses(void **state) {
    struct fixture *f = *state;
    int64_t seq;
    import_demo(f);
    const struct typed order = {.action = "5.5",
                                .text = "Partial closure order",
                                .owner = "",
                                .date = {2019, 1, 28},
                                .expires = {2019, 12, 27}};
    OK(f, store_write_update(f->s, &order, 0, &seq, &f->err));
    struct written w = write_list(f, &(struct report_opts){0});
    assert_false(is_silent(&w, "5.5"));
    const char **lapses = record(&w, "lapses", "expires 27/12/2019: Partial closure order");
    assert_string_equal(lapses[ACTIONS], "5.5");
    assert_string_equal(lapses[ID], "");
    record(&w, "nothing new", "since 28/01/2019");
    written_forget(&w);
}

static void tally(struct fixture *f, const char *item, int32_t n) {
    OK(f, store_tally(f->s, 1, item, 0, n, &f->err));
}

/* Mind, as the plan has it: 65 were received, 32 wait and 35 are active. */
static void test_referrals_that_do_not_add_up(void **state) {
    struct fixture *f = *state;
    struct tally_plan plan;
    struct str complaints CLEANUP(str_release) = {0};
    assert_true(tally_parse(&plan, "t", referrals, strlen(referrals), &complaints));
    OK(f, store_open_session(f->s, 1, &f->err));
    tally(f, "referrals/mind/received", 65);
    tally(f, "referrals/mind/waiting", 32);
    tally(f, "referrals/mind/active", 33);
    struct written w = write_list(f, &(struct report_opts){.tally_plan = &plan});
    assert_null(find(&w, "does not add up", ""));
    written_forget(&w);
    tally(f, "referrals/mind/active", 2);
    w = write_list(f, &(struct report_opts){.tally_plan = &plan});
    record(&w, "does not add up", "65 \"Received\", but its states cover 67 people");
    assert_int_equal(total(&w, "does not add up"), 1);
    written_forget(&w);
    tally(f, "referrals/mind/received", -62);
    w = write_list(f, &(struct report_opts){.tally_plan = &plan});
    record(&w, "does not add up", "cover more people than \"Received\" has");
    written_forget(&w);
    w = write_list(f, &(struct report_opts){.tally_plan = &plan, .small = SUPPRESS_SHOW});
    record(&w, "does not add up", "3 \"Received\", but its states cover 67 people");
    written_forget(&w);
}

static void test_small_numbers_are_in_no_finding(void **state) {
    struct fixture *f = *state;
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 3);
    struct written w = write_list(f, &(struct report_opts){0});
    record(&w, "expected and came", "120 were expected, and fewer than 5 came.");
    written_forget(&w);
    w = write_list(f, &(struct report_opts){.small = SUPPRESS_SHOW});
    record(&w, "expected and came", "120 were expected, and 3 came.");
    written_forget(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_the_demo_is_written_as_it_was), TEST(test_the_traps_of_the_demo),
        TEST(test_a_period_is_of_sessions),       TEST(test_what_was_typed_fills_a_cell_and_lapses),
        TEST(test_referrals_that_do_not_add_up),  TEST(test_small_numbers_are_in_no_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
