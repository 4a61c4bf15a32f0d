/* Both codes are lost: new ones, no names anywhere any more, and every count. */
#include "cheap_scrypt.h"
#include "fixture.h"

static const char staff[] = "736201", coordinator[] = "a long passphrase";

/* Session 4 has a head with a name, session 1 has 12; nobody is in. *ret_sealed: bytes of the name
 * as they lie on the card. */
static void with_a_name(struct fixture *f, unsigned char ret_sealed[16]) {
    struct check_in c;
    size_t n;
    fixture_sql(f, "INSERT INTO session(uid, date, audience) VALUES"
                   "('u4', '2019-02-06', 'professionals')");
    fixture_boot(f, fixture_day(2019, 2, 6));
    OK(f, store_set_codes(f->s, staff, coordinator, &f->err));
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 12);
    OK(f, store_open_session(f->s, 4, &f->err));
    OK(f, store_walk_in(f->s, 4, &c, &f->err));
    OK(f, store_name_walk_in(f->s, 4, c.entry, "Wilhelmina Park", &f->err));
    struct db_rows *r = db_ask(store_db(f->s), "SELECT sealed FROM walkin_name", "");
    assert_true(db_next(r));
    memcpy(ret_sealed, db_blob(r, 0, &n), 16);
    OK(f, db_done(r, &f->err));
    store_forget_names(f->s);
}

static void back_up(struct fixture *f, const char *name) {
    char path[128];
    fixture_path(f, name, path);
    OK(f, store_backup(f->s, path, &f->err));
}

static const unsigned char *wanted;
static size_t found;

static int look_into(const char *path, const struct stat *st, int type, struct FTW *at) {
    (void)st, (void)at;
    struct str bytes = {0};
    if (type == FTW_F && file_read(path, 64 << 20, &bytes, NULL))
        found += memmem(str_c(&bytes), bytes.len, wanted, 16) != NULL;
    str_release(&bytes);
    return 0;
}

/* How many files of the folder hold these bytes. */
static size_t files_with(struct fixture *f, const unsigned char sealed[16]) {
    wanted = sealed;
    found = 0;
    nftw(f->dir, look_into, 8, FTW_PHYS);
    return found;
}

static void new_codes_and_no_name_in_any_file(void **state) {
    struct fixture *f = *state;
    unsigned char sealed[16];
    size_t set_aside = 9;
    enum role role;
    int wait;
    with_a_name(f, sealed);
    back_up(f, "backups/last.db");
    back_up(f, "backups/before-3.db");
    assert_true(files_with(f, sealed) >= 3); /* the two copies, and the log or the file */
    OK(f, store_reset_codes(f->s, "905177", "another passphrase", &set_aside, &f->err));
    assert_int_equal(set_aside, 0);
    assert_int_equal(files_with(f, sealed), 0);
    fixture_boot(f, fixture_day(2019, 2, 6));
    assert_int_equal(files_with(f, sealed), 0);
    OK(f, store_try_code(f->s, staff, &role, &wait, &f->err));
    assert_int_equal(role, ROLE_PUBLIC);
    OK(f, store_try_code(f->s, "905177", &role, &wait, &f->err));
    assert_int_equal(role, ROLE_STAFF);
    assert_true(store_names_open(f->s)); /* for the names to come */
    assert_int_equal(fixture_number(f, "SELECT sum(n) FROM mark"), 13);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM walkin_name"), 0);
    OK(f, store_verify(f->s, &f->err));
}

static void the_last_copy_has_the_new_codes_and_all_counts(void **state) {
    struct fixture *f = *state;
    unsigned char sealed[16];
    size_t set_aside;
    char path[128];
    int64_t heads;
    with_a_name(f, sealed);
    back_up(f, "backups/before-3.db");
    OK(f, store_reset_codes(f->s, "905177", "another passphrase", &set_aside, &f->err));
    fixture_path(f, "backups/before-3.db", path);
    assert_false(file_exists(path));
    fixture_path(f, "backups/last.db", path);
    struct db *copy = db_open(path, &(struct db_opts){.read_only = true}, &f->err);
    OK(f, copy);
    OK(f, db_ask_int(copy, &f->err, &heads, 0, "SELECT sum(n) FROM mark", ""));
    assert_int_equal(heads, 13);
    db_close(copy);
}

static void damaged_files_are_told_of_and_left(void **state) {
    struct fixture *f = *state;
    unsigned char sealed[16];
    size_t set_aside = 0;
    char path[128];
    with_a_name(f, sealed);
    fixture_path(f, "kiosk.damaged-1.db", path);
    OK(f, file_write_whole(path, "x", 1, &f->err));
    fixture_path(f, "kiosk.damaged-1.db-wal", path);
    OK(f, file_write_whole(path, "x", 1, &f->err));
    OK(f, store_reset_codes(f->s, "905177", "another passphrase", &set_aside, &f->err));
    assert_int_equal(set_aside, 1);
    assert_true(file_exists(path));
}

static void a_weak_code_deletes_nothing(void **state) {
    struct fixture *f = *state;
    unsigned char sealed[16];
    size_t set_aside;
    int64_t kept;
    with_a_name(f, sealed);
    REFUSED(f, store_reset_codes(f->s, "905177", "905177", &set_aside, &f->err), "choose another");
    REFUSED(f, store_reset_codes(f->s, "111111", "905177", &set_aside, &f->err), "repeat");
    OK(f, store_names_kept(f->s, &kept, &f->err));
    assert_int_equal(kept, 1);
}

/* A kiosk that runs would go on sealing names under the key of before. */
static void a_running_kiosk_is_not_reset(void **state) {
    struct fixture *f = *state;
    unsigned char sealed[16];
    size_t set_aside;
    with_a_name(f, sealed);
    assert_true(store_is_alone(f->s));
    struct store *second = store_open(f->dir, &f->opts, NULL, &f->err);
    OK(f, second);
    assert_false(store_is_alone(second));
    REFUSED(f, store_reset_codes(second, "905177", "another passphrase", &set_aside, &f->err),
            "stop it first");
    store_close(second);
    assert_true(files_with(f, sealed) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(new_codes_and_no_name_in_any_file),
        TEST(the_last_copy_has_the_new_codes_and_all_counts),
        TEST(damaged_files_are_told_of_and_left),
        TEST(a_weak_code_deletes_nothing),
        TEST(a_running_kiosk_is_not_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
