/* Lists and walk-ins: sealed at rest, open while somebody is in, never of pupils. */
#include "cheap_scrypt.h"
#include "fixture.h"

#include <dirent.h>

static const char staff[] = "736201", coordinator[] = "a long passphrase";
static const char no_pupils[] = "names of pupils are never kept";

/* Sessions 1 is of pupils, 4 of adults and open; the names are open too. */
static void adults(struct fixture *f) {
    fixture_sql(f, "INSERT INTO session(uid, date, topic, audience) VALUES"
                   "('u4', '2019-02-06', 'J9 training', 'professionals')");
    store_close(f->s);
    fixture_open(f);
    OK(f, store_set_codes(f->s, staff, coordinator, &f->err));
    OK(f, store_open_session(f->s, 4, &f->err));
}

static const struct person people[] = {
    {.name = "Rosalind Kaye",
     .organisation = "Clarion Housing",
     .email = "rk@clarion.example",
     .code = "J9-014"},
    {.name = "Joan Ross", .organisation = "Borough Council", .email = "", .code = "J9-015"},
    {.name = "Ami Ross-Lane", .organisation = "St Giles Trust", .email = "", .code = ""},
};
enum { PEOPLE = sizeof people / sizeof people[0] };

static struct roster read_list(struct fixture *f) {
    struct roster r;
    OK(f, store_roster(f->s, 4, &r, &f->err));
    return r;
}

static void set_list(struct fixture *f, const struct person *person, size_t n) {
    OK(f, store_set_roster(f->s, 4, person, n, &f->err));
}

static void try_code(struct fixture *f, const char *code, enum role want) {
    enum role role;
    int wait;
    OK(f, store_try_code(f->s, code, &role, &wait, &f->err));
    assert_int_equal(role, want);
}

static void keeps_a_list(void **state) {
    struct fixture *f = *state;
    adults(f);
    struct roster r = read_list(f);
    assert_false(r.kept);
    roster_free(&r);
    set_list(f, people, PEOPLE);
    r = read_list(f);
    assert_true(r.kept);
    assert_int_equal(r.people, PEOPLE);
    assert_string_equal(r.person[0].name, "Rosalind Kaye");
    assert_string_equal(r.person[0].email, "rk@clarion.example");
    assert_string_equal(r.person[1].code, "J9-015");
    assert_string_equal(r.person[2].organisation, "St Giles Trust");
    assert_int_equal(strlen(r.person[0].id), 16);
    assert_string_not_equal(r.person[0].id, r.person[1].id);
    roster_free(&r);
    OK(f, store_verify(f->s, &f->err));
}

static void opens_with_either_code_and_none_other(void **state) {
    struct fixture *f = *state;
    struct roster r;
    adults(f);
    set_list(f, people, PEOPLE);
    fixture_boot(f, fixture_day(2019, 2, 6));
    assert_false(store_names_open(f->s));
    REFUSED(f, store_roster(f->s, 4, &r, &f->err), "the names are locked");
    REFUSED(f, store_set_roster(f->s, 4, people, 1, &f->err), "the names are locked");
    assert_int_equal(f->err.kind, ERR_DENIED);
    try_code(f, "736202", ROLE_PUBLIC);
    assert_false(store_names_open(f->s));
    try_code(f, staff, ROLE_STAFF);
    r = read_list(f);
    assert_int_equal(r.people, PEOPLE);
    roster_free(&r);
    store_forget_names(f->s);
    REFUSED(f, store_roster(f->s, 4, &r, &f->err), "the names are locked");
    try_code(f, coordinator, ROLE_COORDINATOR);
    r = read_list(f);
    assert_int_equal(r.people, PEOPLE);
    roster_free(&r);
}

/* No name, address or code in any file of the folder; a count is readable, which shows that the
 * search finds what is there. */
static bool folder_holds(struct fixture *f, const char *words) {
    bool found = false;
    struct dirent *e;
    DIR *dir = opendir(f->dir);
    while ((e = readdir(dir))) {
        char path[300];
        struct str bytes = {0};
        snprintf(path, sizeof path, "%s/%s", f->dir, e->d_name);
        if (e->d_type == DT_REG && file_read(path, 64 << 20, &bytes, NULL))
            found |= memmem(bytes.p, bytes.len, words, strlen(words)) != NULL;
        str_release(&bytes);
    }
    closedir(dir);
    return found;
}

static void writes_no_name_to_the_card(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    set_list(f, people, PEOPLE);
    OK(f, store_walk_in(f->s, 4, &c, &f->err));
    OK(f, store_name_walk_in(f->s, 4, c.entry, "Wilhelmina Unseen", &f->err));
    assert_true(folder_holds(f, c.entry));
    static const char *const none[] = {"Rosalind",   "Clarion", "rk@clarion",       "J9-014",
                                       "Wilhelmina", "736201",  "a long passphrase"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (folder_holds(f, none[i]))
            fail_msg("\"%s\" stands in a file", none[i]);
}

static void changing_the_codes_keeps_the_names(void **state) {
    struct fixture *f = *state;
    adults(f);
    set_list(f, people, PEOPLE);
    OK(f, store_set_codes(f->s, "905177", "another passphrase", &f->err));
    fixture_boot(f, fixture_day(2019, 2, 6));
    try_code(f, staff, ROLE_PUBLIC);
    assert_false(store_names_open(f->s));
    try_code(f, "905177", ROLE_STAFF);
    struct roster r = read_list(f);
    assert_string_equal(r.person[0].name, "Rosalind Kaye");
    roster_free(&r);
}

static void lost_codes_lose_names_and_no_counts(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    int64_t kept;
    adults(f);
    set_list(f, people, PEOPLE);
    OK(f, store_walk_in(f->s, 4, &c, &f->err));
    OK(f, store_name_walk_in(f->s, 4, c.entry, "Wilhelmina Unseen", &f->err));
    OK(f, store_names_kept(f->s, &kept, &f->err));
    assert_int_equal(kept, 2);
    store_forget_names(f->s);
    OK(f, store_set_codes(f->s, "905177", "another passphrase", &f->err));
    OK(f, store_names_kept(f->s, &kept, &f->err));
    assert_int_equal(kept, 0);
    struct roster r = read_list(f);
    assert_false(r.kept);
    roster_free(&r);
    assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark WHERE session = 4"), 1);
}

/* A key that never reached the card must not seal anything. */
static void a_key_that_is_rolled_back_is_forgotten(void **state) {
    struct fixture *f = *state;
    OK(f, store_begin(f->s, &f->err));
    OK(f, store_set_codes(f->s, staff, coordinator, &f->err));
    assert_true(store_names_open(f->s));
    store_rollback(f->s);
    assert_false(store_names_open(f->s));
    OK(f, store_begin(f->s, &f->err));
    OK(f, store_set_codes(f->s, staff, coordinator, &f->err));
    OK(f, store_commit(f->s, &f->err));
    assert_true(store_names_open(f->s));
}

/* A damaged record shuts the names and not the door. */
static void a_damaged_key_keeps_nobody_out(void **state) {
    struct fixture *f = *state;
    adults(f);
    fixture_sql(f, "UPDATE names_key SET record = zeroblob(92)");
    try_code(f, staff, ROLE_STAFF);
    assert_false(store_names_open(f->s));
    OK(f, store_mark(f->s, 4, MARK_ADD, "adult", 3, 0, &(int32_t){0}, &f->err));
}

static void a_kiosk_of_before_gets_its_key(void **state) {
    struct fixture *f = *state;
    adults(f);
    fixture_sql(f, "DELETE FROM names_key");
    try_code(f, staff, ROLE_STAFF);
    assert_true(store_names_open(f->s));
    set_list(f, people, PEOPLE);
    try_code(f, coordinator, ROLE_COORDINATOR);
    assert_false(store_names_open(f->s)); /* until the codes are set anew */
    try_code(f, staff, ROLE_STAFF);
    struct roster r = read_list(f);
    assert_int_equal(r.people, PEOPLE);
    roster_free(&r);
}

static void importing_again_keeps_who_is_here(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    set_list(f, people, PEOPLE);
    struct roster r = read_list(f);
    char entry[PEOPLE][ENTRY_SIZE];
    for (size_t i = 0; i < PEOPLE; i++)
        STR_COPY(entry[i], r.person[i].id);
    OK(f, store_check_in(f->s, 4, entry[1], &c, &f->err));
    roster_free(&r);
    const struct person now[] = {
        {.name = "ami ross lane", .organisation = "St Giles Trust", .email = "", .code = ""},
        {.name = "R. Kaye", .organisation = "Clarion", .email = "", .code = "j9-014"},
        {.name = "New Person", .organisation = "", .email = "", .code = ""},
    };
    set_list(f, now, 3);
    r = read_list(f);
    assert_int_equal(r.people, 4); /* who came stays, behind the others */
    assert_string_equal(r.person[0].id, entry[2]);
    assert_string_equal(r.person[1].id, entry[0]);
    assert_string_equal(r.person[1].name, "R. Kaye");
    assert_string_equal(r.person[3].id, entry[1]);
    roster_free(&r);
    set_list(f, now, 1);
    r = read_list(f);
    assert_int_equal(r.people, 2); /* who did not come and is not listed goes */
    roster_free(&r);
}

static void twins_of_a_list_stay_two(void **state) {
    struct fixture *f = *state;
    static const struct person twins[] = {
        {.name = "Sam Lee", .organisation = "Refuge", .email = "", .code = ""},
        {.name = "Sam Lee", .organisation = "Refuge", .email = "", .code = ""}};
    adults(f);
    set_list(f, twins, 2);
    set_list(f, twins, 2);
    struct roster r = read_list(f);
    assert_int_equal(r.people, 2);
    assert_string_not_equal(r.person[0].id, r.person[1].id);
    roster_free(&r);
}

static void a_long_list_is_kept_whole(void **state) {
    struct fixture *f = *state;
    enum { MANY = 10000 };
    struct person *many = calloc(MANY, sizeof *many);
    struct arena a = {0};
    adults(f);
    for (int i = 0; i < MANY; i++)
        many[i] = (struct person){.name = arena_printf(&a, "Person %d", i),
                                  .organisation = "Somewhere",
                                  .email = arena_printf(&a, "p%d@somewhere.example", i),
                                  .code = arena_printf(&a, "P-%05d", i)};
    set_list(f, many, MANY);
    set_list(f, many, MANY);
    struct roster r = read_list(f);
    assert_int_equal(r.people, MANY);
    assert_string_equal(r.person[MANY - 1].code, "P-09999");
    roster_free(&r);
    arena_free(&a);
    free(many);
}

/* ---- check-ins ---- */

static struct tape tape_of(struct fixture *f, int64_t session) {
    struct tape t;
    OK(f, store_tape(f->s, session, &t, &f->err));
    return t;
}

static void a_check_in_is_one_adult(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    static const char entry[] = "0123456789abcdef";
    adults(f);
    OK(f, store_add_band(f->s, 4, "child", &f->err));
    OK(f, store_check_in(f->s, 4, entry, &c, &f->err));
    assert_string_equal(c.band, "adult");
    assert_string_equal(c.entry, entry);
    REFUSED(f, store_check_in(f->s, 4, entry, &c, &f->err), "checked in already");
    struct tape t = tape_of(f, 4);
    assert_int_equal(t.marks, 1);
    assert_int_equal(t.mark[0].kind, MARK_CHECK_IN);
    assert_string_equal(t.mark[0].entry, entry);
    assert_int_equal(t.band[0].sum, 1);
    arena_free(&t.arena);
    OK(f, store_verify(f->s, &f->err));
}

static void a_check_in_can_be_undone_and_made_again(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    int32_t seq;
    static const char entry[] = "0123456789abcdef";
    adults(f);
    OK(f, store_check_in(f->s, 4, entry, &c, &f->err));
    OK(f, store_mark(f->s, 4, MARK_UNDO, NULL, 0, c.seq, &seq, &f->err));
    assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark WHERE session = 4"), 0);
    OK(f, store_check_in(f->s, 4, entry, &c, &f->err));
    assert_int_equal(c.seq, 3);
    REFUSED(f, store_check_in(f->s, 4, entry, &c, &f->err), "checked in already");
    OK(f, store_verify(f->s, &f->err));
}

static void without_adults_the_first_group_counts(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    OK(f, store_open_session(f->s, 3, &f->err));
    OK(f, store_walk_in(f->s, 3, &c, &f->err));
    assert_string_equal(c.band, "all");
}

static void refuses_what_cannot_be_checked_in(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    REFUSED(f, store_check_in(f->s, 4, "Rosalind Kaye   ", &c, &f->err), "nobody of the list");
    REFUSED(f, store_check_in(f->s, 4, "", &c, &f->err), "nobody of the list");
    REFUSED(f, store_check_in(f->s, 2, "0123456789abcdef", &c, &f->err), "not open");
    REFUSED(f, store_walk_in(f->s, 2, &c, &f->err), "not open");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM mark"), 0);
}

static void a_walk_in_may_have_a_name(void **state) {
    struct fixture *f = *state;
    struct check_in c, other;
    adults(f);
    OK(f, store_walk_in(f->s, 4, &c, &f->err));
    OK(f, store_walk_in(f->s, 4, &other, &f->err));
    assert_string_not_equal(c.entry, other.entry);
    OK(f, store_name_walk_in(f->s, 4, c.entry, "Wilhelmina", &f->err));
    OK(f, store_name_walk_in(f->s, 4, c.entry, "Wilhelmina U.", &f->err));
    struct roster r = read_list(f);
    assert_int_equal(r.walk_ins, 1);
    assert_string_equal(r.walk_in[0].name, "Wilhelmina U.");
    assert_string_equal(r.walk_in[0].entry, c.entry);
    roster_free(&r);
    assert_int_equal(fixture_number(f, "SELECT count(DISTINCT length(sealed)) FROM walkin_name"),
                     1);
    OK(f, store_name_walk_in(f->s, 4, c.entry, "", &f->err));
    r = read_list(f);
    assert_int_equal(r.walk_ins, 0);
    roster_free(&r);
    REFUSED(f, store_name_walk_in(f->s, 4, "0123456789abcdef", "Nobody", &f->err), "not there");
    OK(f, store_check_in(f->s, 4, "0123456789abcdef", &c, &f->err));
    REFUSED(f, store_name_walk_in(f->s, 4, "0123456789abcdef", "Nobody", &f->err), "not there");
}

/* ---- never of pupils ---- */

static void refused_sql(struct fixture *f, const char *sql, const char *words) {
    REFUSED(f, db_exec(store_db(f->s), &f->err, sql), words);
}

static void no_names_of_pupils(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    OK(f, store_open_session(f->s, 1, &f->err));
    REFUSED(f, store_set_roster(f->s, 1, people, 1, &f->err), "no names are kept");
    OK(f, store_walk_in(f->s, 1, &c, &f->err));
    REFUSED(f, store_name_walk_in(f->s, 1, c.entry, "A Child", &f->err), "no names are kept");
}

/* Who comes to a session that staff made is known at once, and to one that was moved as before. */
static void sessions_of_this_kiosk_know_who_comes(void **state) {
    struct fixture *f = *state;
    struct session x = session_blank();
    int64_t made, moved;
    x.topic = "J9 training";
    x.venue = "Civic Offices";
    x.audience = "professionals";
    x.date = (struct date){2019, 2, 6};
    adults(f);
    OK(f, store_new_session(f->s, &x, &made, &f->err));
    OK(f, store_set_roster(f->s, made, people, 1, &f->err));
    OK(f, store_move_session(f->s, made, (struct date){2019, 3, 12}, "Snow", &moved, &f->err));
    OK(f, store_set_roster(f->s, moved, people, 1, &f->err));
    x.year_group = "9";
    OK(f, store_new_session(f->s, &x, &made, &f->err));
    REFUSED(f, store_set_roster(f->s, made, people, 1, &f->err), "no names are kept");
}

/* Whoever opens the file with another program cannot either. */
static void the_file_itself_refuses_names_of_pupils(void **state) {
    struct fixture *f = *state;
    adults(f);
    refused_sql(f, "INSERT INTO roster VALUES(1, 1, x'00')", no_pupils);
    refused_sql(f, "INSERT OR REPLACE INTO roster VALUES(1, 1, x'00')", no_pupils);
    refused_sql(f,
                "INSERT INTO walkin_name(session, entry, sealed)"
                " VALUES(1, '0123456789abcdef', x'00')",
                no_pupils);
    fixture_sql(f, "INSERT INTO roster VALUES(4, 1, x'00')");
    refused_sql(f, "UPDATE roster SET session = 1", no_pupils);
    fixture_sql(f, "INSERT INTO walkin_name(session, entry, sealed)"
                   " VALUES(4, '0123456789abcdef', x'00')");
    refused_sql(f, "UPDATE walkin_name SET session = 1", no_pupils);
}

/* A session of which nothing is known may be one of children. */
static void the_file_refuses_names_of_whom_it_does_not_know(void **state) {
    struct fixture *f = *state;
    adults(f);
    fixture_sql(f, "INSERT INTO session(uid, topic) VALUES('u9', 'new')");
    refused_sql(f, "INSERT INTO roster SELECT id, 1, x'00' FROM session WHERE uid = 'u9'",
                no_pupils);
    refused_sql(f, "INSERT INTO roster VALUES(99, 1, x'00')", no_pupils);
}

static void names_go_when_pupils_come(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    set_list(f, people, PEOPLE);
    OK(f, store_walk_in(f->s, 4, &c, &f->err));
    OK(f, store_name_walk_in(f->s, 4, c.entry, "Wilhelmina", &f->err));
    fixture_sql(f, "UPDATE session SET pupils = 1 WHERE id = 4");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM roster"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM walkin_name"), 0);
    assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark"), 1);
}

static void marks_with_entries_are_as_they_should_be(void **state) {
    struct fixture *f = *state;
    adults(f);
    static const char *const wrong[] = {"'checkin', 'adult', 1, ''",
                                        "'walkin', 'adult', 1, ''",
                                        "'add', 'adult', 1, '0123456789abcdef'",
                                        "'checkin', 'adult', 2, '0123456789abcdef'",
                                        "'checkin', 'adult', 1, 'Rosalind Kaye   '",
                                        "'checkin', 'adult', 1, '0123456789abcde'",
                                        "'signin', 'adult', 1, ''"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char sql[300];
        snprintf(sql, sizeof sql,
                 "INSERT INTO mark(session, seq, kind, band, n, entry, boot, mono, wall)"
                 " SELECT 4, 1, %s, number, 0, 0 FROM boot LIMIT 1",
                 wrong[i]);
        refused_sql(f, sql, "CHECK");
    }
}

/* ---- verify ---- */

static void verify_finds(struct fixture *f, const char *sql, const char *words) {
    fixture_sql(f, "SAVEPOINT before");
    fixture_sql(f, sql);
    REFUSED(f, store_verify(f->s, &f->err), words);
    fixture_sql(f, "ROLLBACK TO before; RELEASE before");
    OK(f, store_verify(f->s, &f->err));
}

static void verify_needs_no_key(void **state) {
    struct fixture *f = *state;
    struct check_in c;
    adults(f);
    set_list(f, people, PEOPLE);
    OK(f, store_check_in(f->s, 4, "0123456789abcdef", &c, &f->err));
    store_forget_names(f->s);
    OK(f, store_verify(f->s, &f->err));
    verify_finds(f,
                 "INSERT INTO mark(session, seq, kind, band, n, entry, boot, mono, wall)"
                 " SELECT session, 2, kind, band, n, entry, boot, mono, wall FROM mark",
                 "is checked in twice");
    verify_finds(f,
                 "INSERT INTO walkin_name(session, entry, sealed)"
                 " VALUES(4, 'fedcba9876543210', zeroblob(285))",
                 "a name without its walk-in");
    verify_finds(f, "UPDATE roster SET sealed = x'01'", "is no sealed list");
    verify_finds(f,
                 "DROP TRIGGER roster_is_of_adults; INSERT INTO roster VALUES(1, 0, CAST(x'01' || "
                 "zeroblob(28) AS BLOB))",
                 "names of pupils");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(keeps_a_list),
        TEST(opens_with_either_code_and_none_other),
        TEST(writes_no_name_to_the_card),
        TEST(changing_the_codes_keeps_the_names),
        TEST(lost_codes_lose_names_and_no_counts),
        TEST(a_key_that_is_rolled_back_is_forgotten),
        TEST(a_damaged_key_keeps_nobody_out),
        TEST(a_kiosk_of_before_gets_its_key),
        TEST(importing_again_keeps_who_is_here),
        TEST(twins_of_a_list_stay_two),
        TEST(a_long_list_is_kept_whole),
        TEST(a_check_in_is_one_adult),
        TEST(a_check_in_can_be_undone_and_made_again),
        TEST(without_adults_the_first_group_counts),
        TEST(refuses_what_cannot_be_checked_in),
        TEST(a_walk_in_may_have_a_name),
        TEST(no_names_of_pupils),
        TEST(sessions_of_this_kiosk_know_who_comes),
        TEST(the_file_itself_refuses_names_of_pupils),
        TEST(the_file_refuses_names_of_whom_it_does_not_know),
        TEST(names_go_when_pupils_come),
        TEST(marks_with_entries_are_as_they_should_be),
        TEST(verify_needs_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
