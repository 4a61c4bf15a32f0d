/* The plan's table from the demo: every cell of it, and the figures that the plan itself gives. */
#include "written_store.h"

enum {
    CODE,
    PRIORITY,
    ISSUE,
    ACTION,
    OWNER,
    UPDATE,
    RAG,
    RAG_SET,
    PROPOSED,
    REASON,
    SOURCES,
    LAPSES,
    SESSIONS,
    PLACES,
    HEADS,
    QUALIFIER,
    EXPECTED,
    PLANNED,
    MISSING,
    COLUMNS
};

enum { ACTIONS = 50, LINES_MAX = 100, CELL_BYTES = 4096 };

static void import_all(struct fixture *f) {
    import_demo(f);
    import_file(f, "assets/demo/updates.csv");
}

static struct written write_plan(struct fixture *f, int64_t wall) {
    const struct report_opts o = {.report = "plan", .wall = wall};
    struct written w = written_of_store(f, &o);
    written_has_columns(&w, COLUMNS);
    return w;
}

static const char **row_of(const struct written *w, const char *code) {
    for (size_t i = 0; i < w->t.rows; i++)
        if (strcmp(w->t.row[i].cell[CODE], code) == 0)
            return w->t.row[i].cell;
    fail_msg("there is no record of %s", code);
    return NULL;
}

static void has_line(const struct written *w, const char *code, const char *line) {
    const char *update = row_of(w, code)[UPDATE], *at = strstr(update, line);
    size_t n = strlen(line);
    if (at == NULL || (at > update && at[-1] != '\n') || (at[n] != '\0' && at[n] != '\n'))
        fail_msg("%s: there is no line \"%s\" in\n%s", code, line, update);
}

static size_t lines_of(const char *cell, char copy[CELL_BYTES], char **line) {
    assert_true(str_copy(copy, CELL_BYTES, cell));
    return str_split(copy, '\n', line, LINES_MAX);
}

static void test_the_demo_is_written_as_it_was(void **state) {
    struct fixture *f = *state;
    import_all(f);
    struct written w = write_plan(f, fixture_day(2019, 12, 12));
    assert_int_equal(w.sessions, 115);
    demo_golden("tests/unit/report/golden-plan.csv", &w.bytes);
    written_forget(&w);
}

static void test_every_action_of_the_plan_once_and_in_its_order(void **state) {
    struct fixture *f = *state;
    import_all(f);
    struct written w = write_plan(f, fixture_day(2019, 12, 12));
    for (size_t i = 0; i < ACTIONS; i++) {
        const char **cell = w.t.row[i].cell;
        if (i > 0)
            assert_true(action_compare(w.t.row[i - 1].cell[CODE], cell[CODE]) < 0);
        assert_string_equal(cell[RAG], ""); /* nobody has set one */
        assert_string_not_equal(cell[REASON], "");
    }
    assert_string_equal(w.t.row[ACTIONS].cell[CODE], "Total: sessions counted once");
    assert_string_equal(row_of(&w, "5.4")[UPDATE], "");
    assert_string_equal(row_of(&w, "5.4")[PROPOSED], "Red");
    assert_string_equal(row_of(&w, "2.3")[PROPOSED], "");
    written_forget(&w);
}

/* Of the lines of action 1.5 that have a number: how many students, on how many days. */
static void test_fearless(void **state) {
    struct fixture *f = *state;
    struct {
        const char *words;
        int heads;
    } years[] = {{", Year 8,", 0}, {", Year 9,", 0}, {", Year 10,", 0}, {" students", 0}};
    char copy[CELL_BYTES], *line[LINES_MAX], dates[LINES_MAX][12];
    size_t days = 0;
    import_all(f);
    struct written w = write_plan(f, fixture_day(2019, 12, 12));
    const char **cell = row_of(&w, "1.5");
    assert_string_equal(cell[HEADS], "600");
    assert_string_equal(cell[QUALIFIER], "exact");
    assert_string_equal(cell[SESSIONS], "11");
    assert_string_equal(cell[PLACES], "4");
    assert_string_equal(cell[PROPOSED], "Green");
    for (size_t i = 0, n = lines_of(cell[UPDATE], copy, line); i < n; i++) {
        const char *heads = strstr(line[i], " students");
        if (heads == NULL)
            continue;
        size_t y = 0, d = 0;
        while (strstr(line[i], years[y].words) == NULL)
            y++;
        while (heads > line[i] && heads[-1] != ' ')
            heads--;
        years[y].heads += (int)strtol(heads, NULL, 10);
        while (d < days && strncmp(dates[d], line[i], 10) != 0)
            d++;
        if (d == days)
            snprintf(dates[days++], sizeof dates[0], "%.10s", line[i]);
    }
    assert_int_equal(years[0].heads, 210);
    assert_int_equal(years[1].heads, 150);
    assert_int_equal(years[2].heads, 120);
    assert_int_equal(years[3].heads, 120); /* the year was not stated */
    assert_int_equal(days, 6);
    written_forget(&w);
    w = write_plan(f, fixture_day(2020, 7, 1)); /* three quarters on it is one line */
    has_line(&w, "1.5", "Q3 2019/20: 11 sessions at 4 schools, 600 students");
    written_forget(&w);
}

static void test_the_other_figures_of_the_plan(void **state) {
    struct fixture *f = *state;
    import_all(f);
    struct written w = write_plan(f, fixture_day(2019, 3, 14));
    has_line(&w, "1.2", "06/02/2019 Hertswood Academy, Year 9, 240 students");
    has_line(&w, "1.1", "26/11/2018 Meryfields primary school, 140 people");
    has_line(&w, "1.2", "13/03/2019 Summerswood Primary School, Years 5 and 6, not recorded");
    has_line(&w, "1.6", "06/02/2019 Gangs and county lines, at least 70 professionals");
    has_line(&w, "1.1", "08/10/2019 Mount Grace School, not recorded");
    has_line(&w, "1.2", "08/10/2019 Mount Grace School, not recorded");
    has_line(&w, "1.1", "25/06/2019 Cowley Hill Primary School, 70 parents");
    has_line(&w, "4.7", "12/12/2019 Hertsmere Borough Council offices, cancelled");
    const char **police = row_of(&w, "1.10"), **prevent = row_of(&w, "5.2"),
               **j9 = row_of(&w, "4.6");
    assert_string_equal(police[HEADS], "384");
    assert_string_equal(police[PLACES], "11");
    assert_string_equal(police[MISSING], "not recorded: 2; without a number of sessions: 11");
    assert_string_equal(police[PROPOSED], ""); /* nobody knows when */
    has_line(&w, "5.2",
             "10 and 21 June at 10am and 2pm on both days: Prevent, 4 sessions planned, "
             "100 professionals expected");
    assert_string_equal(prevent[HEADS], ""); /* planned: never added */
    assert_string_equal(prevent[EXPECTED], "100");
    assert_string_equal(prevent[PLANNED], "4");
    has_line(&w, "4.6", "09/12/2019 J9, 12 professionals");
    has_line(&w, "4.6", "October 2019: J9, planned, 30 professionals expected");
    assert_string_equal(j9[HEADS], "12");
    assert_string_equal(j9[QUALIFIER], "exact");
    assert_string_equal(j9[EXPECTED], "60"); /* of October and of February */
    assert_string_equal(row_of(&w, "1.6")[QUALIFIER], "at least");
    written_forget(&w);
}

/* Mount Grace on 08/10/2019 stands under two actions, and its session once in the total. */
static void test_the_total_is_of_sessions(void **state) {
    struct fixture *f = *state;
    int64_t heads = 0;
    import_all(f);
    fixture_sql(f, "UPDATE session SET reported_n = 50, reported_q = 'about', sessions = 1"
                   " WHERE date = '2019-10-08'");
    struct written w = write_plan(f, fixture_day(2019, 12, 12));
    for (size_t i = 0; i < ACTIONS; i++)
        heads += strtol(w.t.row[i].cell[HEADS], NULL, 10);
    const char **total = row_of(&w, "Total: sessions counted once");
    assert_int_equal(strtol(total[HEADS], NULL, 10), heads - 50);
    assert_string_equal(total[QUALIFIER], "at least");
    has_line(&w, "1.1", "08/10/2019 Mount Grace School, about 50 people");
    assert_string_equal(row_of(&w, "1.2")[QUALIFIER], "about");
    written_forget(&w);
}

/* Each line has its sources, and the sources of all lines are the sessions of the action. */
static void test_every_line_says_what_it_is_made_of(void **state) {
    struct fixture *f = *state;
    char copy[CELL_BYTES], *line[LINES_MAX], sources[CELL_BYTES], *source[LINES_MAX];
    import_all(f);
    struct written w = write_plan(f, fixture_day(2019, 12, 12));
    for (size_t i = 0; i < ACTIONS; i++) {
        const char **cell = w.t.row[i].cell;
        size_t n = lines_of(cell[UPDATE], copy, line);
        assert_int_equal(n, lines_of(cell[SOURCES], sources, source));
    }
    const char **fearless = row_of(&w, "1.5");
    size_t n = lines_of(fearless[UPDATE], copy, line);
    lines_of(fearless[SOURCES], sources, source);
    for (size_t i = 0; i < n; i++) {
        char sql[200];
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM session JOIN session_action ON session = id"
                 " WHERE action = '1.5' AND id = %s",
                 source[i]);
        assert_int_equal(fixture_number(f, sql), 1);
    }
    written_forget(&w);
}

static void test_a_code_that_the_plan_does_not_know(void **state) {
    struct fixture *f = *state;
    fixture_sql(f, "INSERT INTO session_action VALUES(1, 0, '1.10'), (1, 1, '9.9'),"
                   " (2, 0, '1.9'), (3, 0, '1.10')");
    struct written w = write_plan(f, fixture_day(2019, 2, 6));
    assert_string_equal(w.t.row[0].cell[CODE], "1.9");
    assert_string_equal(w.t.row[1].cell[CODE], "1.10");
    assert_string_equal(w.t.row[2].cell[CODE], "9.9");
    assert_string_equal(w.t.row[2].cell[ACTION], "");
    has_line(&w, "1.10", "06/02/2019 Knife crime, Year 9, planned, 120 students expected");
    has_line(&w, "1.10", "Spring term: Session, about 45 people");
    assert_string_equal(row_of(&w, "9.9")[PROPOSED], "Amber");
    written_forget(&w);
}

static void type_in(struct fixture *f, struct typed t, int64_t replaces) {
    int64_t seq;
    OK(f, store_write_update(f->s, &t, replaces, &seq, &f->err));
}

/* 9 are in the demo: what follows is the tenth and eleventh. */
static void test_what_was_typed_stands_between_the_sessions(void **state) {
    struct fixture *f = *state;
    struct typed t = {.action = "4.6",
                      .text = "Invitations are out",
                      .owner = "",
                      .date = {2019, 12, 9},
                      .due = {2020, 1, 9}};
    import_all(f);
    type_in(f, t, 0);
    t.text = "Invitations went out";
    type_in(f, t, 10);
    struct written w = write_plan(f, fixture_day(2019, 12, 12));
    const char **j9 = row_of(&w, "4.6");
    assert_non_null(strstr(j9[UPDATE], "09/12/2019 J9, 12 professionals\n"
                                       "09/12/2019 Invitations went out; due 09/01/2020\n"));
    assert_null(strstr(j9[UPDATE], "Invitations are out"));
    assert_non_null(strstr(j9[SOURCES], "update 11"));
    assert_string_equal(j9[LAPSES], "due 09/01/2020 (update 11)");
    has_line(&w, "2.4", "26/04/2019 Two closure orders obtained; owner Hertsmere SNT");
    assert_string_equal(row_of(&w, "2.4")[LAPSES], ""); /* they expire later */
    assert_string_equal(w.t.row[ACTIONS + 1].cell[CODE],
                        "One thing on your plan lapses in the next 28 days.");
    written_forget(&w);
    OK(f, store_set_setting(f->s, LAPSE_MEETING, "2020-01-27", &f->err));
    OK(f, store_withdraw_update(f->s, 11, true, &f->err));
    w = write_plan(f, fixture_day(2019, 12, 12));
    assert_null(strstr(row_of(&w, "4.6")[UPDATE], "Invitations"));
    assert_string_equal(row_of(&w, "2.4")[LAPSES],
                        "expires 21/01/2020 (update 6)\nexpires 27/01/2020 (update 7)");
    assert_string_equal(w.t.row[ACTIONS + 1].cell[CODE],
                        "Two things on your plan lapse before the next meeting.");
    written_forget(&w);
}

static void test_rag_is_as_a_person_set_it_last(void **state) {
    struct fixture *f = *state;
    const struct rating red = {
        .action = "1.5", .rag = "Red", .reason = "no dates yet", .date = {2019, 12, 10}};
    const struct rating none = {.action = "1.6", .rag = "", .reason = "", .date = {2019, 12, 10}};
    import_all(f);
    fixture_sql(f, "UPDATE action SET rag = 'Amber' WHERE code IN ('1.5', '1.6', '1.7')");
    OK(f, store_rate(f->s, &red, &f->err));
    OK(f, store_rate(f->s, &none, &f->err));
    struct written w = write_plan(f, fixture_day(2019, 12, 12));
    assert_string_equal(row_of(&w, "1.5")[RAG], "Red");
    assert_string_equal(row_of(&w, "1.5")[RAG_SET], "10/12/2019: no dates yet");
    assert_string_equal(row_of(&w, "1.5")[PROPOSED], "Green"); /* beside it, never in its place */
    assert_string_equal(row_of(&w, "1.6")[RAG], "");
    assert_string_equal(row_of(&w, "1.6")[RAG_SET], "10/12/2019");
    assert_string_equal(row_of(&w, "1.7")[RAG], "Amber");
    assert_string_equal(row_of(&w, "1.7")[RAG_SET], "");
    written_forget(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_the_demo_is_written_as_it_was),
        TEST(test_every_action_of_the_plan_once_and_in_its_order),
        TEST(test_fearless),
        TEST(test_the_other_figures_of_the_plan),
        TEST(test_the_total_is_of_sessions),
        TEST(test_every_line_says_what_it_is_made_of),
        TEST(test_a_code_that_the_plan_does_not_know),
        TEST(test_what_was_typed_stands_between_the_sessions),
        TEST(test_rag_is_as_a_person_set_it_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
