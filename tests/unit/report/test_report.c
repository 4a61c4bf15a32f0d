/* The sessions report of the demo, its sums, and a file that is whole or not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../outreach/demo.h"
#include "written.h"

enum {
    COLUMNS = 21,
    ACTIONS = 1,
    DATE = 2,
    VENUE = 5,
    SCHOOL = 6,
    WARD = 7,
    STATUS = 13,
    SESSIONS = 14,
    HEADS = 15,
    QUALIFIER = 16,
    EXPECTED = 17,
    CONFIRMED = 18,
    NOTE = 19,
    SOURCE = 20
};

static const struct report_opts plain = {.report = "sessions",
                                         .wall = 1576152000000}; /* 12/12/2019 12:00 */

static struct written write_report(const struct ledger *l, const struct report_opts *o) {
    struct written w = written_of(l, o);
    written_has_columns(&w, COLUMNS);
    return w;
}

static const char **row_of(const struct written *w, const char *first) {
    for (size_t i = 0; i < w->t.rows; i++)
        if (strcmp(w->t.row[i].cell[0], first) == 0)
            return w->t.row[i].cell;
    return NULL;
}

static struct session delivered(int64_t id) {
    struct session s = session_blank();
    s.id = id;
    s.actions = "1.5";
    s.status = STATUS_DELIVERED;
    return s;
}

static void the_demo_is_written_as_it_was(void **state) {
    (void)state;
    struct import im = demo_file(DEMO_PROGRAMME, NULL, (struct date){0});
    struct ledger l = demo_ledger(&im);
    struct written w = write_report(&l, &plain);
    demo_golden("tests/unit/report/golden-sessions.csv", &w.bytes);
    written_forget(&w);
    import_free(&im);
}

/* What a coordinator gets who filters the column of the actions and sums a column. */
static void filtered_sums(const struct written *w, const char *code, int *heads, int *sessions,
                          int *rows) {
    *heads = *sessions = *rows = 0;
    for (size_t i = 0; i < w->t.rows; i++) {
        const char **cell = w->t.row[i].cell;
        struct session s = delivered(0);
        s.actions = cell[ACTIONS];
        if (!session_has_action(&s, code))
            continue;
        *heads += (int)strtol(cell[HEADS], NULL, 10);
        *sessions += (int)strtol(cell[SESSIONS], NULL, 10);
        ++*rows;
    }
}

static void the_plans_own_figures_come_out(void **state) {
    (void)state;
    struct import im = demo_file(DEMO_PROGRAMME, NULL, (struct date){0});
    struct ledger l = demo_ledger(&im);
    struct written w = write_report(&l, &plain);
    int heads, sessions, rows, shared = 0;
    filtered_sums(&w, "1.5", &heads, &sessions, &rows);
    assert_int_equal(heads, 600);
    assert_int_equal(sessions, 11);
    const char **total = row_of(&w, "Total for action 1.5");
    assert_string_equal(total[SESSIONS], "11");
    assert_string_equal(total[HEADS], "600");
    assert_string_equal(total[QUALIFIER], "exact");
    assert_string_equal(total[ACTIONS], "");
    filtered_sums(&w, "1.10", &heads, &sessions, &rows);
    assert_int_equal(heads, 384);
    assert_int_equal(rows, 11);
    assert_string_equal(row_of(&w, "Total for action 1.10")[HEADS], "384");
    assert_string_equal(row_of(&w, "Total for action 1.10")[SESSIONS],
                        ""); /* nobody said how many */
    assert_string_equal(row_of(&w, "Total for action 1.6")[QUALIFIER], "at least");
    assert_string_equal(row_of(&w, "Total for action 5.2")[HEADS], ""); /* planned: never added */
    assert_string_equal(row_of(&w, "Total for action 5.2")[EXPECTED], "100");
    for (size_t i = 0; i < w.t.rows; i++)
        if (strcmp(w.t.row[i].cell[DATE], "2019-10-08") == 0) {
            assert_string_equal(w.t.row[i].cell[ACTIONS], "1.1;1.2");
            shared++;
        }
    assert_int_equal(shared, 1);
    written_forget(&w);
    import_free(&im);
}

static void what_was_counted_here(void **state) {
    (void)state;
    struct session s[5] = {delivered(1), delivered(2), delivered(3), delivered(4), delivered(5)};
    s[0].status = STATUS_PLANNED; /* counted on the kiosk before the programme said delivered */
    s[0].reported = (struct count){120, COUNT_EXPECTED};
    s[0].counted = (struct count){117, COUNT_ABOUT};
    s[0].life = LIFE_CLOSED;
    s[0].note = "=late";
    s[0].actions = "1.5;1.10";
    s[1].reported = (struct count){30, COUNT_EXACT};
    s[1].sessions = 2;
    s[2].life = LIFE_OPEN;
    s[2].date_unconfirmed = true;
    s[3].status = STATUS_PLANNED;
    s[3].reported = (struct count){60, COUNT_EXACT};
    s[4].status = STATUS_CANCELLED;
    s[4].reported = (struct count){60, COUNT_EXPECTED};
    s[1].made = MADE_AFTERWARDS;
    s[2].moved_from = 1;
    struct ledger l = {.session = s, .sessions = 5};
    struct written w = write_report(&l, &plain);
    assert_string_equal(row_of(&w, "2")[SOURCE], "made afterwards");
    assert_string_equal(row_of(&w, "3")[SOURCE], "moved");
    const char **cell = row_of(&w, "1");
    assert_string_equal(cell[SOURCE], "programme");
    assert_string_equal(cell[SESSIONS], "1");
    assert_string_equal(cell[HEADS], "117");
    assert_string_equal(cell[QUALIFIER], "about");
    assert_string_equal(cell[EXPECTED], "120");
    assert_string_equal(cell[CONFIRMED], "yes");
    assert_string_equal(cell[NOTE], "'=late");
    assert_string_equal(row_of(&w, "2")[EXPECTED], "");
    assert_string_equal(row_of(&w, "2")[CONFIRMED], "");
    assert_string_equal(row_of(&w, "3")[CONFIRMED], "no");
    assert_string_equal(row_of(&w, "3")[QUALIFIER], "not recorded");
    assert_string_equal(row_of(&w, "4")[HEADS], "");
    assert_string_equal(row_of(&w, "4")[EXPECTED], "60");
    cell = row_of(&w, "Total: sessions counted once");
    assert_string_equal(cell[SESSIONS], "3");
    assert_string_equal(cell[HEADS], "147");
    assert_string_equal(cell[QUALIFIER], "about");
    assert_string_equal(cell[NOTE], "not recorded: 1; without a number of sessions: 1");
    assert_string_equal(row_of(&w, "Total for action 1.10")[HEADS], "117");
    assert_string_equal(row_of(&w, "Total for action 1.5")[HEADS],
                        "147"); /* both, and once in the total */
    written_forget(&w);
}

static void a_period_leaves_out_what_has_no_date(void **state) {
    (void)state;
    struct session s[4] = {delivered(1), delivered(2), delivered(3), delivered(4)};
    s[0].date = (struct date){2019, 3, 31};
    s[1].date = (struct date){2019, 4, 1};
    s[2].date = (struct date){2019, 6, 30};
    struct ledger l = {.session = s, .sessions = 4};
    struct report_opts o = plain;
    struct written w = write_report(&l, &o);
    assert_non_null(row_of(&w, "1"));
    assert_non_null(row_of(&w, "4"));
    assert_non_null(row_of(&w, "Period: all sessions, also those without a date"));
    assert_non_null(row_of(&w, "OFFICIAL"));
    assert_non_null(row_of(&w, "Data of 12/12/2019 12:00"));
    written_forget(&w);
    o.from = (struct date){2019, 4, 1};
    o.until = (struct date){2019, 6, 30};
    o.marking = "OFFICIAL-SENSITIVE";
    w = write_report(&l, &o);
    assert_null(row_of(&w, "1"));
    assert_non_null(row_of(&w, "2"));
    assert_non_null(row_of(&w, "3"));
    assert_null(row_of(&w, "4"));
    assert_non_null(row_of(&w, "Period: 01/04/2019 to 30/06/2019"));
    assert_non_null(row_of(&w, "OFFICIAL-SENSITIVE"));
    written_forget(&w);
    o.until = (struct date){0};
    w = write_report(&l, &o);
    assert_non_null(row_of(&w, "Period: 01/04/2019 to the last date"));
    written_forget(&w);
}

static void a_mark_stands_before_everything_else(void **state) {
    (void)state;
    static const char mark[] = "\xEF\xBB\xBF";
    struct ledger none = {0};
    for (int i = 0; i < 2; i++) {
        struct ledger_cursor cursor;
        struct report_opts o = {.report = "sessions", .mark = i == 1};
        char *bytes;
        size_t n;
        FILE *out = open_memstream(&bytes, &n);
        assert_true(report_csv(ledger_reader(&none, &cursor), &o, out, NULL));
        fclose(out);
        assert_int_equal(memcmp(bytes, mark, sizeof mark - 1) == 0, i == 1);
        assert_memory_equal(bytes + (i == 1 ? sizeof mark - 1 : 0), "id,actions,", 11);
        free(bytes);
    }
}

static void one_name_for_each_school(void **state) {
    (void)state;
    static const char *const venues[][3] = {
        /* venue, event type, school */
        {"Queens School, Bushey", "school_event", "Queens School"},
        {"Queens", "school_workshop", "Queens School"},
        {"Queens", "meeting", ""},
        {"Hertswood Primary School", "", "Hertswood Primary School"},
        {"Hertswood Secondary School", "", "Hertswood Secondary School"},
        {"Football Club", "community_event", ""},
        {"", "school_workshop", ""},
        {"Yavneh", "school_assembly", "Yavneh"},
    };
    enum { N = sizeof venues / sizeof venues[0] };
    struct session s[N];
    for (int i = 0; i < N; i++) {
        s[i] = delivered(i + 1);
        s[i].venue = venues[i][0];
        s[i].event_type = venues[i][1];
    }
    struct ledger l = {.session = s, .sessions = N};
    struct written w = write_report(&l, &plain);
    for (int i = 0; i < N; i++) {
        assert_string_equal(w.t.row[i].cell[VENUE], venues[i][0]);
        assert_string_equal(w.t.row[i].cell[SCHOOL], venues[i][2]);
    }
    written_forget(&w);
}

/* More venues and actions than are remembered: slower, and as right. */
static void thousands_of_places_and_actions(void **state) {
    (void)state;
    enum { N = 9000 };
    ARENA(a);
    struct session *s = arena_array(&a, N, sizeof *s);
    for (int i = 0; i < N; i++) {
        s[i] = delivered(i + 1);
        s[i].venue = arena_printf(&a, "Place %d School, Town", i);
        s[i].actions = arena_printf(&a, "%d.%d", i % 700, i % 3);
        s[i].reported = (struct count){10, COUNT_EXACT};
    }
    struct ledger l = {.session = s, .sessions = N};
    struct written w = written_of(&l, &plain);
    assert_string_equal(w.t.row[N - 1].cell[SCHOOL], "Place 8999 School");
    assert_string_equal(row_of(&w, "Total: sessions counted once")[HEADS], "90000");
    int sum = 0, totals = 0;
    for (size_t i = N; i < w.t.rows; i++) {
        if (strncmp(w.t.row[i].cell[0], "Total for action ", 17) != 0)
            continue;
        sum += (int)strtol(w.t.row[i].cell[HEADS], NULL, 10);
        totals++;
    }
    assert_int_equal(sum, 10 * N);
    assert_int_equal(totals, 2100);
    written_forget(&w);
}

static void few_people_stand_as_words(void **state) {
    (void)state;
    struct session s[3] = {delivered(1), delivered(2), delivered(3)};
    const int64_t heads[] = {4, 5, 0};
    for (int i = 0; i < 3; i++)
        s[i].reported = (struct count){heads[i], COUNT_ABOUT};
    s[0].ward = "Elstree";
    struct ledger l = {.session = s, .sessions = 3};
    struct report_opts o = plain;
    struct written w = write_report(&l, &o);
    assert_string_equal(row_of(&w, "1")[HEADS], "");
    assert_string_equal(row_of(&w, "1")[QUALIFIER], "fewer than 5");
    assert_string_equal(row_of(&w, "1")[WARD], "Elstree");
    assert_string_equal(row_of(&w, "2")[HEADS], "5");
    assert_string_equal(row_of(&w, "2")[QUALIFIER], "about");
    assert_string_equal(row_of(&w, "3")[HEADS], "0");
    const char **total = row_of(&w, "Total: sessions counted once");
    assert_string_equal(total[HEADS], "5");
    assert_string_equal(total[QUALIFIER], "at least");
    assert_string_equal(total[NOTE], "without a number of sessions: 3; fewer than 5: 1");
    written_forget(&w);
    o.from = (struct date){2030, 1, 1}; /* another period, of which it is no part */
    w = write_report(&l, &o);
    assert_non_null(strstr(str_c(&w.bytes), "in no sum: 0."));
    written_forget(&w);
    o.from = (struct date){0};
    o.small = SUPPRESS_SHOW;
    w = write_report(&l, &o);
    assert_string_equal(row_of(&w, "1")[HEADS], "4");
    assert_string_equal(row_of(&w, "Total: sessions counted once")[QUALIFIER], "about");
    assert_non_null(
        row_of(&w, "Small numbers: nothing is hidden. This file is for the coordinator."));
    written_forget(&w);
}

/* ---- files ---- */

static int files_in(const char *dir) {
    int n = 0;
    DIR *d = opendir(dir);
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

static const struct session *breaks(void *ctx, struct err *err) {
    int *left = ctx;
    static struct session s;
    s = delivered(1);
    if (--*left > 0)
        return &s;
    err_set(err, ERR_DAMAGED, "The programme cannot be read.");
    return NULL;
}

static void a_file_is_whole_or_not_there(void **state) {
    (void)state;
    char dir[] = "/tmp/report-XXXXXX", path[64], other[64];
    assert_non_null(mkdtemp(dir));
    path_join(path, sizeof path, dir, "out.CSV");
    path_join(other, sizeof other, dir, "out.pdf");
    struct session one = delivered(1);
    struct ledger l = {.session = &one, .sessions = 1};
    struct ledger_cursor cursor;
    struct err err = {0};
    size_t n = 77;
    assert_true(report_write(ledger_reader(&l, &cursor), &plain, path, &n, &err));
    assert_int_equal(n, 1);
    assert_int_equal(files_in(dir), 1);
    struct stat before, after;
    assert_int_equal(stat(path, &before), 0);
    /* A reader that breaks leaves the old file and nothing else. */
    int left = 100;
    n = 77;
    assert_false(
        report_write((struct session_reader){&left, breaks, NULL, NULL}, &plain, path, &n, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    assert_int_equal(n, 77);
    assert_int_equal(files_in(dir), 1);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
    assert_false(report_write(ledger_reader(&l, &cursor), &plain, other, &n, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_int_equal(files_in(dir), 1);
    struct report_opts unknown = {.report = "weather"};
    assert_false(report_write(ledger_reader(&l, &cursor), &unknown, path, &n, &err));
    assert_non_null(strstr(err.text, "\"weather\""));
    assert_int_equal(files_in(dir), 1);
    assert_false(report_write(ledger_reader(&l, &cursor), &plain, "/nowhere/x.csv", &n, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_string_equal(err.text, "there is no folder /nowhere: make it, or name another one");
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(report_write(ledger_reader(&l, &cursor), &plain, path, &n, &err));
    assert_non_null(strstr(err.text, "is a folder"));
    assert_int_equal(files_in(dir), 1);
    rmdir(path);
    assert_int_equal(symlink("/dev/full", path), 0); /* the link would have been replaced */
    assert_false(report_write(ledger_reader(&l, &cursor), &plain, path, &n, &err));
    assert_non_null(strstr(err.text, "is a device or pipe"));
    unlink(path);
    rmdir(dir);
}

/* No file may be larger than two pages: each format stops in the middle of its rows. */
static void a_file_without_room_is_not_there(void **state) {
    (void)state;
    enum { ROOM = 8192 };
    static const char *const names[] = {"out.xlsx", "out.html", "out.json", "out.csv"};
    char dir[] = "/tmp/report-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    struct import im = demo_file(DEMO_PROGRAMME, NULL, (struct date){0});
    struct ledger l = demo_ledger(&im);
    struct ledger_cursor cursor;
    struct rlimit old;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    struct rlimit small = {ROOM, old.rlim_max};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = 77;
        path_join(path, sizeof path, dir, names[i]);
        void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        bool written = report_write(ledger_reader(&l, &cursor), &plain, path, &n, NULL);
        setrlimit(RLIMIT_FSIZE, &old);
        signal(SIGXFSZ, before);
        assert_false(written);
        assert_int_equal(n, 77);
        assert_int_equal(files_in(dir), 0);
        assert_true(report_write(ledger_reader(&l, &cursor), &plain, path, &n, NULL));
        assert_int_equal(files_in(dir), 1);
        unlink(path);
    }
    rmdir(dir);
    import_free(&im);
}

int main(void) {
    setenv("TZ", "Europe/London", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demo_is_written_as_it_was),
        cmocka_unit_test(the_plans_own_figures_come_out),
        cmocka_unit_test(what_was_counted_here),
        cmocka_unit_test(a_period_leaves_out_what_has_no_date),
        cmocka_unit_test(a_mark_stands_before_everything_else),
        cmocka_unit_test(one_name_for_each_school),
        cmocka_unit_test(thousands_of_places_and_actions),
        cmocka_unit_test(few_people_stand_as_words),
        cmocka_unit_test(a_file_is_whole_or_not_there),
        cmocka_unit_test(a_file_without_room_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
