/* The summary of the demo, its sums against those of the sessions report, and what it hides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../outreach/demo.h"
#include "written.h"

enum {
    CUT,
    VALUE,
    EVENTS,
    SESSIONS,
    HEADS,
    QUALIFIER,
    EXPECTED,
    HOURS,
    PLANNED,
    DELIVERED,
    CANCELLED,
    REARRANGED,
    NOT_RECORDED,
    NO_SESSIONS,
    LEFT_OUT,
    COLUMNS
};

static const struct report_opts plain = {.report = "summary",
                                         .wall = 1576152000000}; /* 12/12/2019 12:00 */

static const char **find(const struct written *w, const char *cut, const char *value) {
    for (size_t i = 0; i < w->t.rows; i++)
        if (strcmp(w->t.row[i].cell[CUT], cut) == 0 && strcmp(w->t.row[i].cell[VALUE], value) == 0)
            return w->t.row[i].cell;
    return NULL;
}

static const char **row(const struct written *w, const char *cut, const char *value) {
    const char **cell = find(w, cut, value);
    if (cell == NULL)
        fail_msg("there is no %s \"%s\"", cut, value);
    return cell;
}

static bool says(const struct written *w, const char *words) {
    return strstr(str_c(&w->bytes), words) != NULL;
}

static long number(const char *cell) {
    return strtol(cell, NULL, 10);
}

static struct session delivered(int64_t id) {
    struct session s = session_blank();
    s.id = id;
    s.date = (struct date){2019, 10, 1};
    s.sessions = 1;
    s.status = STATUS_DELIVERED;
    return s;
}

static void the_demo_is_written_as_it_was(void **state) {
    (void)state;
    struct import im = demo_file(DEMO_PROGRAMME, NULL, (struct date){0});
    struct ledger l = demo_ledger(&im);
    struct written w = written_of(&l, &plain);
    demo_golden("tests/unit/report/golden-summary.csv", &w.bytes);
    written_forget(&w);
    import_free(&im);
}

static void is_row(const struct written *w, const char *cut, const char *value, int column,
                   const char *want) {
    if (strcmp(row(w, cut, value)[column], want) != 0)
        fail_msg("%s %s: %s is \"%s\", not \"%s\"", cut, value, w->t.head.cell[column],
                 row(w, cut, value)[column], want);
}

static void the_plans_own_figures_come_out(void **state) {
    (void)state;
    struct import im = demo_file(DEMO_PROGRAMME, NULL, (struct date){0});
    struct ledger l = demo_ledger(&im);
    struct written w = written_of(&l, &plain);
    is_row(&w, "deliverer", "Fearless worker", HEADS, "600");
    is_row(&w, "deliverer", "Fearless worker", SESSIONS, "11");
    is_row(&w, "deliverer", "Fearless worker", EVENTS, "6"); /* 4 schools on 6 dates */
    is_row(&w, "action", "1.5", HEADS, "600");
    is_row(&w, "year group", "Year 8", HEADS, "210");
    is_row(&w, "year group", "Year 10", HEADS, "120");
    is_row(&w, "topic", "Mini Police", HEADS, "384");
    is_row(&w, "topic", "Mini Police", DELIVERED, "11");
    is_row(&w, "topic", "Mini Police", NOT_RECORDED, "2");
    is_row(&w, "topic", "Mini Police", NO_SESSIONS, "11");
    is_row(&w, "action", "5.2", HEADS, ""); /* planned: never added */
    is_row(&w, "action", "5.2", EXPECTED, "100");
    is_row(&w, "topic", "J9", HEADS, "12");
    is_row(&w, "action", "1.6", QUALIFIER, "at least");
    is_row(&w, "priority", "1", QUALIFIER, "at least");
    is_row(&w, "quarter", "Q3 2019/20", HEADS, "672"); /* Fearless, J9 and a training */
    written_forget(&w);
    import_free(&im);
}

static const char *const partitions[] = {"school",   "phase", "year group", "topic",
                                         "audience", "ward",  "quarter",    NULL};

static long sum_of(const struct written *w, const char *cut, int column) {
    long sum = 0;
    for (size_t i = 0; i < w->t.rows; i++)
        if (strcmp(w->t.row[i].cell[CUT], cut) == 0)
            sum += number(w->t.row[i].cell[column]);
    return sum;
}

/* Every cut whose values do not overlap adds up to the total; the total and the actions are those
 * of the sessions report; what is under two actions is in the total once. */
static void sums_are_those_of_the_sessions_report(void **state) {
    (void)state;
    struct import im = demo_file(DEMO_PROGRAMME, NULL, (struct date){0});
    struct ledger l = demo_ledger(&im);
    struct report_opts o = plain;
    struct written w = written_of(&l, &o);
    o.report = "sessions";
    struct written other = written_of(&l, &o);
    for (int i = 0; partitions[i] != NULL; i++)
        for (int column = SESSIONS; column < COLUMNS; column++)
            if (column != QUALIFIER)
                assert_int_equal(sum_of(&w, partitions[i], column),
                                 number(row(&w, "total", "")[column]));
    assert_int_equal(sum_of(&w, "action", DELIVERED), number(row(&w, "total", "")[DELIVERED]) + 1);
    int compared = 0;
    for (size_t i = 0; i < other.t.rows; i++) {
        static const char of_action[] = "Total for action ";
        const char **cell = other.t.row[i].cell, **ours = NULL;
        if (strcmp(cell[0], "Total: sessions counted once") == 0)
            ours = row(&w, "total", "");
        else if (str_starts(cell[0], of_action))
            ours = row(&w, "action", cell[0] + strlen(of_action));
        if (ours == NULL)
            continue;
        assert_string_equal(ours[SESSIONS], cell[14]);
        assert_string_equal(ours[HEADS], cell[15]);
        assert_string_equal(ours[QUALIFIER], cell[16]);
        assert_string_equal(ours[EXPECTED], cell[17]);
        compared++;
    }
    assert_int_equal(compared, 25);
    written_forget(&w);
    written_forget(&other);
    import_free(&im);
}

static void values_are_told_apart_as_people_do(void **state) {
    (void)state;
    struct session s[5] = {delivered(1), delivered(2), delivered(3), delivered(4), delivered(5)};
    for (int i = 0; i < 5; i++)
        s[i].reported = (struct count){10, COUNT_EXACT};
    s[0].venue = "Mount Grace Secondary School";
    s[1].venue = "Mount Grace School, Potters Bar"; /* the same place on the same day */
    s[2].venue = "Queens School";
    s[3].venue = "Town Hall";
    s[4].venue = "Town Hall";
    s[4].date = (struct date){0};
    s[0].topic = "grooming";
    s[1].topic = "Grooming";
    s[2].year_group = "R;4";
    s[3].deliverer = "First Aid ;St Giles; First Aid";
    s[3].actions = "1.10;1.2;4.1";
    struct ledger l = {.session = s, .sessions = 5};
    struct written w = written_of(&l, &plain);
    is_row(&w, "school", "Mount Grace Secondary School", EVENTS, "1");
    is_row(&w, "school", "Mount Grace Secondary School", HEADS, "20");
    is_row(&w, "school", "(not at a school)", HEADS, "20");
    is_row(&w, "school", "(not at a school)", EVENTS, "1"); /* the other has no date */
    is_row(&w, "phase", "Secondary", HEADS, "20");
    is_row(&w, "phase", "Primary", HEADS, "10");
    is_row(&w, "phase", "(not at a school)", HEADS, "20");
    is_row(&w, "year group", "Reception and Year 4", HEADS, "10");
    is_row(&w, "topic", "Grooming", HEADS, "20");
    assert_null(find(&w, "topic", "grooming"));
    is_row(&w, "deliverer", "First Aid", HEADS, "10");
    is_row(&w, "deliverer", "St Giles", HEADS, "10");
    is_row(&w, "priority", "1", HEADS, "10");
    is_row(&w, "priority", "4", HEADS, "10");
    is_row(&w, "priority", "(none)", HEADS, "40");
    is_row(&w, "quarter", "Q3 2019/20", HEADS, "40");
    is_row(&w, "quarter", "(no date)", HEADS, "10");
    is_row(&w, "total", "", HEADS, "50");
    is_row(&w, "total", "", EVENTS, "3");
    assert_ptr_equal(row(&w, "action", "1.2"), w.t.row[17].cell); /* before 1.10 */
    assert_ptr_equal(row(&w, "action", "1.10"), w.t.row[18].cell);
    written_forget(&w);
}

static void rows_by_what_became_of_them(void **state) {
    (void)state;
    struct session s[6];
    for (int i = 0; i < 6; i++) {
        s[i] = delivered(i + 1);
        s[i].starts = 600;
        s[i].ends = 645;
    }
    s[0].status = STATUS_PLANNED;
    s[0].reported = (struct count){30, COUNT_EXPECTED};
    s[1].status = STATUS_BOOKED;
    s[2].status = STATUS_CANCELLED;
    s[3].status = STATUS_REARRANGED;
    s[4].status = STATUS_CANCELLED; /* but somebody counted, so it took place */
    s[4].counted = (struct count){40, COUNT_ABOUT};
    s[5].sessions = -1;
    struct ledger l = {.session = s, .sessions = 6};
    struct written w = written_of(&l, &plain);
    static const char *const want[COLUMNS] = {"total", "",  "0", "1", "40", "about", "30", "30",
                                              "2",     "2", "1", "1", "1",  "1",     "0"};
    for (int i = 0; i < COLUMNS; i++)
        assert_string_equal(row(&w, "total", "")[i], want[i]);
    written_forget(&w);
    l.sessions = 0;
    w = written_of(&l, &plain);
    is_row(&w, "total", "", QUALIFIER, "not recorded");
    written_forget(&w);
}

/* ---- order and splitting ---- */

static const char *const schools[] = {"Ash School", "Birch School", "Cedar School", ""};
static const char *const topics[] = {"Knives", "Online", ""};
static const char *const actions[] = {"1.1", "1.2", "1.1;1.2", "2.1", ""};

static struct session random_session(int id, int most) {
    struct session s = delivered(id);
    s.date = date_from_days(18100 + rand() % 200);
    s.venue = schools[rand() % 4];
    s.topic = topics[rand() % 3];
    s.actions = actions[rand() % 5];
    s.reported = (struct count){rand() % most, (enum qualifier)(rand() % 5)};
    s.starts = 600;
    s.ends = (int16_t)(600 + rand() % 60);
    return s;
}

static void shuffle(struct session *s, size_t n) {
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = (size_t)rand() % (i + 1);
        struct session swap = s[i];
        s[i] = s[j];
        s[j] = swap;
    }
}

static int by_date(const void *a, const void *b) {
    return date_compare(((const struct session *)a)->date, ((const struct session *)b)->date);
}

/* However they come within a day, and whatever the numbers hide. */
static void order_does_not_matter(void **state) {
    (void)state;
    enum { N = 12, ROUNDS = 200 };
    struct session s[N];
    struct ledger l = {.session = s, .sessions = N};
    srand(11);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < N; i++) {
            s[i] = random_session(i + 1, 12);
            s[i].date = date_from_days(18100 + rand() % 2);
            s[i].reported = (struct count){rand() % 4 == 0 ? 3 : 20, COUNT_EXACT}; /* many alike */
        }
        qsort(s, N, sizeof *s, by_date);
        struct written a = written_of(&l, &plain);
        shuffle(s, N);
        qsort(s, N, sizeof *s, by_date);
        struct written b = written_of(&l, &plain);
        assert_string_equal(str_c(&a.bytes), str_c(&b.bytes));
        written_forget(&a);
        written_forget(&b);
    }
}

/* What two kiosks counted adds up to what one would have: sessions and heads. */
static void two_kiosks_add_up(void **state) {
    (void)state;
    enum { N = 60 };
    struct session s[N], half[2][N];
    struct ledger all = {.session = s, .sessions = N};
    struct ledger one[2] = {{.session = half[0]}, {.session = half[1]}};
    struct report_opts o = plain;
    o.small = SUPPRESS_SHOW;
    srand(12);
    for (int i = 0; i < N; i++) {
        struct ledger *l = &one[rand() % 2];
        s[i] = l->session[l->sessions] = random_session(i + 1, 100);
        l->sessions++;
    }
    struct written w = written_of(&all, &o), a = written_of(&one[0], &o),
                   b = written_of(&one[1], &o);
    for (size_t i = 0; i < w.t.rows && number(w.t.row[i].cell[DELIVERED]) > 0; i++) {
        const char **cell = w.t.row[i].cell;
        const char **x = find(&a, cell[CUT], cell[VALUE]), **y = find(&b, cell[CUT], cell[VALUE]);
        for (int column = SESSIONS; column < COLUMNS; column++)
            if (column != QUALIFIER && column != HOURS)
                assert_int_equal(number(cell[column]),
                                 (x ? number(x[column]) : 0) + (y ? number(y[column]) : 0));
    }
    written_forget(&w);
    written_forget(&a);
    written_forget(&b);
}

/* ---- small numbers ---- */

static void small_numbers_are_not_shown(void **state) {
    (void)state;
    struct session s[5] = {delivered(1), delivered(2), delivered(3), delivered(4), delivered(5)};
    const int64_t heads[] = {3, 50, 60, 0, 6};
    for (int i = 0; i < 5; i++) {
        s[i].venue = i < 3 ? schools[i] : i < 4 ? "Dogwood School" : schools[1];
        s[i].reported = (struct count){heads[i], COUNT_EXACT};
        s[i].starts = 600;
        s[i].ends = 660;
    }
    struct ledger l = {.session = s, .sessions = 5};
    struct report_opts o = plain;
    struct written w = written_of(&l, &o);
    is_row(&w, "school", "Ash School", HEADS, "");
    is_row(&w, "school", "Ash School", QUALIFIER, "not shown");
    is_row(&w, "school", "Ash School", HOURS, "");
    is_row(&w, "school", "Ash School", LEFT_OUT, "1");
    is_row(&w, "school", "Birch School", HEADS, "56");
    is_row(&w, "school", "Dogwood School", HEADS, "0");
    is_row(&w, "total", "", HEADS, "116");
    is_row(&w, "total", "", QUALIFIER, "at least");
    is_row(&w, "total", "", HOURS, "116");
    is_row(&w, "total", "", LEFT_OUT, "1");
    assert_true(says(&w, "Small numbers: where 1 to 4 people came to a session"));
    assert_true(says(&w, "Sessions of this period that are in no sum: 1."));
    written_forget(&w);
    o.small = SUPPRESS_STRICT;
    w = written_of(&l, &o);
    is_row(&w, "school", "Birch School", HEADS, "50");
    is_row(&w, "total", "", LEFT_OUT, "2");
    assert_true(says(&w, "Small numbers: where 1 to 9 people came to a session"));
    written_forget(&w);
    o.small = SUPPRESS_SHOW;
    w = written_of(&l, &o);
    is_row(&w, "school", "Ash School", HEADS, "3");
    is_row(&w, "school", "Ash School", HOURS, "3");
    is_row(&w, "total", "", HOURS, "119");
    assert_true(says(&w, "Small numbers: nothing is hidden. This file is for the coordinator."));
    written_forget(&w);
    l.sessions = 1; /* there is nothing else */
    w = written_of(&l, &plain);
    for (size_t i = 0; i < w.t.rows; i++)
        assert_string_equal(w.t.row[i].cell[HEADS], "");
    written_forget(&w);
}

/* Two that are alike, and together can be anything: they are in every sum, and neither alone. */
static void small_sessions_that_are_alike_are_in_the_sums(void **state) {
    (void)state;
    struct session s[2] = {delivered(1), delivered(2)};
    for (int i = 0; i < 2; i++) {
        s[i].venue = schools[0];
        s[i].reported = (struct count){2 + i, COUNT_EXACT};
    }
    struct ledger l = {.session = s, .sessions = 2};
    struct written w = written_of(&l, &plain);
    is_row(&w, "school", "Ash School", HEADS, "5");
    is_row(&w, "school", "Ash School", QUALIFIER, "exact");
    is_row(&w, "total", "", LEFT_OUT, "0");
    written_forget(&w);
    s[0].year_group = "9"; /* now a row of its own would tell */
    w = written_of(&l, &plain);
    is_row(&w, "school", "Ash School", HEADS, "");
    is_row(&w, "total", "", LEFT_OUT, "2");
    written_forget(&w);
}

static void wards_are_a_cut(void **state) {
    (void)state;
    struct session s[3] = {delivered(1), delivered(2), delivered(3)};
    for (int i = 0; i < 3; i++)
        s[i].reported = (struct count){10 + i, COUNT_EXACT};
    s[0].ward = s[1].ward = "Elstree";
    struct ledger l = {.session = s, .sessions = 3};
    struct written w = written_of(&l, &plain);
    is_row(&w, "ward", "Elstree", HEADS, "21");
    is_row(&w, "ward", "(not said)", HEADS, "12");
    written_forget(&w);
}

/* Nor in a picture, in any format that has them. */
static void pictures_do_not_show_it_either(void **state) {
    (void)state;
    struct session s[3] = {delivered(1), delivered(2), delivered(3)};
    const int64_t heads[] = {4, 5057, 6067};
    char dir[] = "/tmp/summary-XXXXXX", path[64];
    struct str page CLEANUP(str_release) = {0};
    struct ledger_cursor cursor;
    struct err err = {0};
    size_t n;
    for (int i = 0; i < 3; i++) {
        s[i].venue = schools[i];
        s[i].reported = (struct count){heads[i], COUNT_EXACT};
    }
    struct ledger l = {.session = s, .sessions = 3};
    assert_non_null(mkdtemp(dir));
    path_join(path, sizeof path, dir, "out.html");
    assert_true(report_write(ledger_reader(&l, &cursor), &plain, path, &n, &err));
    demo_load(path, &page);
    const char *picture = strstr(str_c(&page), "Attendances by school");
    assert_non_null(picture);
    assert_non_null(strstr(picture, "5057"));
    assert_null(strstr(str_c(&page), ">4<"));
    unlink(path);
    rmdir(dir);
}

/* ---- many ---- */

/* More values than are kept apart: the rest is one value, and nothing is lost. */
static void thousands_of_values(void **state) {
    (void)state;
    enum { N = 6000 };
    ARENA(a);
    struct session *s = arena_array(&a, N, sizeof *s);
    for (int i = 0; i < N; i++) {
        s[i] = delivered(i + 1);
        s[i].venue = arena_printf(&a, "Place %d School, Town", i);
        s[i].topic = arena_printf(&a, "Topic %d", i);
        s[i].reported = (struct count){1 + i % 7, COUNT_EXACT};
    }
    struct ledger l = {.session = s, .sessions = N};
    struct report_opts o = plain;
    o.small = SUPPRESS_SHOW;
    struct written w = written_of(&l, &o);
    for (int i = 0; partitions[i] != NULL; i++)
        assert_int_equal(sum_of(&w, partitions[i], HEADS), number(row(&w, "total", "")[HEADS]));
    assert_true(number(row(&w, "topic", "(others)")[HEADS]) > 0);
    assert_true(w.t.rows < 4200);
    written_forget(&w);
    w = written_of(&l, &plain); /* and in time */
    is_row(&w, "school", "Place 0 School", QUALIFIER, "not shown");
    written_forget(&w);
}

static const struct session *breaks(void *ctx, struct err *err) {
    (void)ctx;
    err_set(err, ERR_DAMAGED, "The programme cannot be read.");
    return NULL;
}

static void a_reader_that_breaks_is_told(void **state) {
    (void)state;
    struct err err = {0};
    FILE *out = tmpfile();
    assert_false(report_csv((struct session_reader){NULL, breaks, NULL, NULL}, &plain, out, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    fclose(out);
}

int main(void) {
    setenv("TZ", "Europe/London", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demo_is_written_as_it_was),
        cmocka_unit_test(the_plans_own_figures_come_out),
        cmocka_unit_test(sums_are_those_of_the_sessions_report),
        cmocka_unit_test(values_are_told_apart_as_people_do),
        cmocka_unit_test(rows_by_what_became_of_them),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(two_kiosks_add_up),
        cmocka_unit_test(small_numbers_are_not_shown),
        cmocka_unit_test(pictures_do_not_show_it_either),
        cmocka_unit_test(small_sessions_that_are_alike_are_in_the_sums),
        cmocka_unit_test(wards_are_a_cut),
        cmocka_unit_test(thousands_of_values),
        cmocka_unit_test(a_reader_that_breaks_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
