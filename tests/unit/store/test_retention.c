/* What was kept long enough goes, out of every file; heads stay, and one wrong date costs nobody's
 * name. */
#include "store/retention.h"

#include "fixture.h"

#include <signal.h>
#include <sys/wait.h>

#include "store/submission.h"
#include "store/vault.h"

static const char canary[] = "Wilhelmina Park was here";

/* An adult session of February 2019 with a list, the name of a walk-in and a sealed sign-in. */
static void names_of_2019(struct fixture *f) {
    fixture_sql(f,
                "INSERT INTO session(id, uid, date, topic, audience, pupils) VALUES"
                " (40, 'u40', '2019-02-06', 'J9', 'professionals', 0);"
                "INSERT INTO roster VALUES(40, 1, CAST('Wilhelmina Park was here' AS BLOB));"
                "INSERT INTO walkin_name(session, entry, sealed) VALUES(40, '0123456789abcdef',"
                " CAST('Wilhelmina Park was here' AS BLOB));"
                "INSERT INTO sealed_sign_in(session, entry, sum, sealed)"
                " VALUES(40, 'fedcba9876543210', printf('%064d', 0),"
                " CAST('Wilhelmina Park was here' AS BLOB));"
                "INSERT INTO draft VALUES('steward', 40, '1', '/note',"
                " CAST('Wilhelmina Park was here' AS BLOB)), ('steward', 0, '1', '/note', x'00')");
    OK(f, store_open_session(f->s, 40, &f->err));
    fixture_mark(f, 40, "adult", 12);
}

static int64_t names(struct fixture *f) {
    return fixture_number(
        f, "SELECT (SELECT count(*) FROM roster) + (SELECT count(*) FROM walkin_name)"
           " + (SELECT count(*) FROM sealed_sign_in)");
}

/* A day on which the kiosk is used, its date confirmed by staff. */
static void day(struct fixture *f, int year, int month, int d) {
    struct date date = {(int16_t)year, (int8_t)month, (int8_t)d};
    fixture_boot(f, fixture_day(year, month, d));
    OK(f, store_confirm_date(f->s, date, &f->err));
}

static int64_t drafts(struct fixture *f) {
    return fixture_number(f, "SELECT count(*) FROM draft");
}

static size_t found;

static int look_into(const char *path, const struct stat *st, int type, struct FTW *at) {
    (void)st, (void)at;
    struct str bytes = {0};
    if (type == FTW_F && file_read(path, 64 << 20, &bytes, NULL))
        found += memmem(str_c(&bytes), bytes.len, canary, sizeof canary - 1) != NULL;
    str_release(&bytes);
    return 0;
}

/* How many files of the folder still hold what was deleted. */
static size_t files_with_canary(struct fixture *f) {
    found = 0;
    nftw(f->dir, look_into, 8, FTW_PHYS);
    return found;
}

static const struct purge_ask as_the_rules_say = {.by = "console"};

static size_t purge(struct fixture *f, struct overdue gone[KEEP_CLASSES]) {
    size_t set_aside = 9;
    OK(f, store_purge(f->s, &as_the_rules_say, gone, &set_aside, &f->err));
    return set_aside;
}

/* The names of 2019, and so much later that they are due. */
static void names_are_due(struct fixture *f) {
    names_of_2019(f);
    day(f, 2020, 3, 2);
    OK(f, store_open_session(f->s, 1, &f->err)); /* the first record that knows how late it is */
    day(f, 2020, 3, 3);
}

static void names_are_there_for_twelve_months(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    names_of_2019(f);
    day(f, 2020, 2, 5);
    fixture_mark(f, 40, "adult", 1);
    day(f, 2020, 2, 6);
    purge(f, gone);
    assert_int_equal(gone[KEEP_NAMES].n, 0);
    assert_int_equal(names(f), 3);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM purge"), 0);
}

static void then_they_are_due_and_nobody_deletes_them_unasked(void **state) {
    struct fixture *f = *state;
    struct overdue due[KEEP_CLASSES];
    names_are_due(f);
    assert_int_equal(names(f), 3);
    OK(f, store_overdue(f->s, &as_the_rules_say, due, &f->err));
    assert_int_equal(due[KEEP_NAMES].n, 3);
    assert_int_equal(due[KEEP_NAMES].sessions, 1);
    assert_int_equal(date_compare(due[KEEP_NAMES].before, (struct date){2019, 3, 1}), 0);
    assert_int_equal(due[KEEP_DRAFTS].n, 1);
    assert_int_equal(due[KEEP_ENVELOPES].n, 0);
    assert_int_equal(names(f), 3); /* asking deletes nothing */
}

/* The way of every count to a report, in one text. */
static void counts(struct fixture *f, struct str *out) {
    struct ledger *l = store_ledger(f->s, &f->err);
    OK(f, l);
    for (size_t i = 0; i < l->sessions; i++)
        str_addf(out, "%lld %lld %d %d\n", (long long)l->session[i].id,
                 (long long)l->session[i].counted.n, (int)l->session[i].counted.q,
                 (int)l->session[i].life);
    ledger_free(l);
    str_addf(out, "%lld", (long long)fixture_number(f, "SELECT count(*) FROM mark"));
}

static void they_go_without_a_code_and_no_count_changes(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    struct str before CLEANUP(str_release) = {0}, after CLEANUP(str_release) = {0};
    names_are_due(f);
    assert_false(store_names_open(f->s));
    counts(f, &before);
    assert_int_equal(purge(f, gone), 0);
    counts(f, &after);
    assert_string_equal(str_c(&before), str_c(&after));
    assert_int_equal(gone[KEEP_NAMES].n, 3);
    assert_int_equal(names(f), 0);
    assert_int_equal(drafts(f), 1); /* the one that is of no session has no day */
    OK(f, store_verify(f->s, &f->err));
}

static void no_file_of_the_folder_holds_them_any_more(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    char path[128];
    names_are_due(f);
    fixture_path(f, "backups/before-3.db", path);
    OK(f, store_backup(f->s, path, &f->err));
    assert_true(files_with_canary(f) >= 2);
    purge(f, gone);
    assert_int_equal(files_with_canary(f), 0);
    fixture_path(f, "backups/last.db", path);
    assert_true(file_exists(path));
    fixture_boot(f, fixture_day(2020, 3, 4));
    assert_int_equal(files_with_canary(f), 0);
}

static void damaged_files_are_told_of(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    char path[128];
    names_are_due(f);
    fixture_path(f, "kiosk.damaged-1.db", path);
    OK(f, file_write_whole(path, "x", 1, &f->err));
    assert_int_equal(purge(f, gone), 1);
    assert_true(file_exists(path));
}

static void the_log_says_how_many_and_nothing_else(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    struct arena a = {0};
    struct purged *list;
    size_t n;
    names_are_due(f);
    purge(f, gone);
    OK(f, store_purges(f->s, &a, &list, &n, &f->err));
    assert_int_equal(n, 2);
    assert_string_equal(list[0].what, "drafts");
    assert_string_equal(list[1].what, "names");
    assert_string_equal(list[1].by, "console");
    assert_int_equal(list[1].n, 3);
    assert_int_equal(list[1].sessions, 1);
    assert_int_equal(date_compare(list[1].day, (struct date){2020, 3, 3}), 0);
    assert_int_equal(date_compare(list[1].before, (struct date){2019, 3, 1}), 0);
    assert_false(db_exec(store_db(f->s), NULL, "DELETE FROM purge"));
    assert_false(db_exec(store_db(f->s), NULL, "UPDATE purge SET n = 0"));
    arena_free(&a);
}

static void until_a_day_that_a_person_says(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    struct purge_ask ask = {.by = "console", .until = {2019, 2, 5}};
    size_t set_aside;
    names_of_2019(f);
    fixture_boot(f, fixture_day(2019, 2, 8));
    OK(f, store_purge(f->s, &ask, gone, &set_aside, &f->err));
    assert_int_equal(names(f), 3);
    ask.until = (struct date){2019, 2, 8};
    REFUSED(f, store_purge(f->s, &ask, gone, &set_aside, &f->err), "08/02/2019");
    ask.until = (struct date){2019, 2, 6};
    ask.without = 1U << KEEP_DRAFTS;
    OK(f, store_purge(f->s, &ask, gone, &set_aside, &f->err));
    assert_int_equal(names(f), 0);
    assert_int_equal(drafts(f), 2);
}

static void one_wrong_date_costs_no_name(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    names_of_2019(f);
    day(f, 2029, 2, 7); /* a slip of a finger */
    purge(f, gone);
    assert_int_equal(names(f), 3);
}

/* ---- by itself ---- */

static const struct keeping keep = {.months = {0}};

static void where_the_settings_say_so_they_go_by_themselves(void **state) {
    struct fixture *f = *state;
    f->opts.keep = &keep;
    names_are_due(f);
    assert_int_equal(names(f), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM purge WHERE role = 'settings'"), 2);
    OK(f, store_tidy(f->s, &f->err)); /* when nobody waits */
    assert_int_equal(files_with_canary(f), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM setting WHERE key LIKE 'purge%'"), 0);
}

/* ---- cut off ---- */

/* Another process opens the store on a day on which names go by themselves, and is killed: before
 * the transaction is on the card, or after it, when the files are still to be cleaned. */
static void killed_while_deleting(struct fixture *f, bool committed) {
    store_close(f->s);
    f->s = NULL;
    pid_t child = fork();
    if (child == 0) {
        struct err err = {0};
        struct clock clock;
        clock_init_virtual(&clock, fixture_day(2020, 3, 3));
        const struct store_opts opts = {.clock = &clock, .keep = &keep};
        struct store *s = store_open(f->dir, &opts, NULL, &err);
        if (s && store_begin(s, &err) && store_confirm_date(s, (struct date){2020, 3, 3}, &err) &&
            (!committed || store_commit(s, &err)))
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    fixture_boot(f, fixture_day(2020, 3, 4));
}

static void names_before_the_kill(struct fixture *f) {
    char path[128];
    names_of_2019(f);
    day(f, 2020, 3, 2);
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_path(f, "backups/last.db", path);
    OK(f, store_backup(f->s, path, &f->err));
}

static void killed_before_the_commit_all_of_it_is_there(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    names_before_the_kill(f);
    killed_while_deleting(f, false);
    assert_int_equal(names(f), 3);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM purge"), 0);
    purge(f, gone);
    assert_int_equal(gone[KEEP_NAMES].n, 3);
    assert_int_equal(files_with_canary(f), 0);
}

static void killed_after_it_the_next_start_cleans_the_files(void **state) {
    struct fixture *f = *state;
    names_before_the_kill(f);
    killed_while_deleting(f, true);
    assert_int_equal(names(f), 0);
    assert_true(files_with_canary(f) > 0);
    OK(f, store_tidy(f->s, &f->err));
    assert_int_equal(files_with_canary(f), 0);
    OK(f, store_verify(f->s, &f->err));
}

static void killed_after_it_a_purge_goes_on(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    names_before_the_kill(f);
    killed_while_deleting(f, true);
    purge(f, gone);
    assert_int_equal(gone[KEEP_NAMES].n, 0); /* it is written down once */
    assert_int_equal(files_with_canary(f), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM purge WHERE class = 'names'"), 1);
}

/* ---- envelopes ---- */

static bool take(void *ctx, const unsigned char sealed[ENVELOPE_SIZE], struct err *err) {
    (void)ctx, (void)sealed, (void)err;
    return true;
}

static void keep_envelopes(struct fixture *f, int n, unsigned char with) {
    unsigned char sealed[ENVELOPE_SIZE];
    memset(sealed, with, sizeof sealed);
    memcpy(sealed + 100, canary, sizeof canary);
    for (int i = 0; i < n; i++)
        OK(f, store_keep_envelope(f->s, sealed, &f->err));
}

static struct envelope_release release(struct fixture *f) {
    struct envelope_release r;
    OK(f, store_release_envelopes(f->s, take, NULL, &r, &f->err));
    return r;
}

/* Five of the 6th, released on the 7th, and five of the 8th, which were never taken away. */
static void envelopes_of_2019(struct fixture *f) {
    keep_envelopes(f, 5, 'a');
    fixture_boot(f, fixture_day(2019, 2, 7));
    assert_int_equal(release(f).released, 5);
    fixture_boot(f, fixture_day(2019, 2, 8));
    keep_envelopes(f, 5, 'b');
    fixture_boot(f, fixture_day(2019, 7, 1));
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_boot(f, fixture_day(2019, 7, 2));
}

static int64_t envelopes(struct fixture *f) {
    struct envelope_release r;
    OK(f, store_count_release(f->s, &r, &f->err));
    return r.released + r.held;
}

static void envelopes_go_when_they_were_released_and_no_others(void **state) {
    struct fixture *f = *state;
    struct overdue gone[KEEP_CLASSES];
    struct purge_ask ask = {.by = "coordinator", .without = 1U << KEEP_ENVELOPES};
    size_t set_aside;
    envelopes_of_2019(f);
    OK(f, store_purge(f->s, &ask, gone, &set_aside, &f->err)); /* nobody has said that they came */
    assert_int_equal(gone[KEEP_ENVELOPES].n, 0);
    assert_int_equal(envelopes(f), 10);
    ask.without = 0;
    OK(f, store_purge(f->s, &ask, gone, &set_aside, &f->err));
    assert_int_equal(gone[KEEP_ENVELOPES].n, 5);
    assert_int_equal(envelopes(f), 5);
    assert_int_equal(files_with_canary(f), 1); /* of the 8th, in the vault */
    assert_int_equal(release(f).released, 5);
    OK(f, store_verify(f->s, &f->err));
    OK(f, store_purge(f->s, &ask, gone, &set_aside, &f->err));
    assert_int_equal(gone[KEEP_ENVELOPES].n, 5);
    assert_int_equal(files_with_canary(f), 0);
    keep_envelopes(f, 1, 'c');
    assert_int_equal(envelopes(f), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(names_are_there_for_twelve_months),
        TEST(then_they_are_due_and_nobody_deletes_them_unasked),
        TEST(they_go_without_a_code_and_no_count_changes),
        TEST(no_file_of_the_folder_holds_them_any_more),
        TEST(damaged_files_are_told_of),
        TEST(the_log_says_how_many_and_nothing_else),
        TEST(until_a_day_that_a_person_says),
        TEST(one_wrong_date_costs_no_name),
        TEST(where_the_settings_say_so_they_go_by_themselves),
        TEST(killed_before_the_commit_all_of_it_is_there),
        TEST(killed_after_it_the_next_start_cleans_the_files),
        TEST(killed_after_it_a_purge_goes_on),
        TEST(envelopes_go_when_they_were_released_and_no_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
