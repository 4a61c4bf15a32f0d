/* The register: numbers by how people came in, and names only when they are asked for. */
#include "../seal/pair_keys.h"
#include "../store/cheap_scrypt.h"
#include "../store/fixture.h"

#include "report/report.h"
#include "seal/pair.h"

/* Session 4: two of three on the list came, one was undone, one walk-in with a name and one
 * without, and five counted by the pad. Session 1 is of pupils. */
static void fill(struct fixture *f) {
    static const struct person people[] = {
        {.name = "Rosalind Kaye", .organisation = "Clarion Housing", .email = "", .code = "J9-1"},
        {.name = "=SUM(A1)", .organisation = "", .email = "", .code = "J9-2"},
        {.name = "Tom Baxter", .organisation = "Refuge", .email = "", .code = "J9-3"}};
    struct check_in c;
    struct roster r;
    int32_t seq;
    fixture_sql(f, "INSERT INTO session(uid, date, venue, topic, audience) VALUES"
                   "('u4', '2019-02-06', 'Civic Offices', 'J9 training', 'professionals')");
    store_close(f->s);
    fixture_open(f);
    OK(f, store_set_codes(f->s, "736201", "a long passphrase", &f->err));
    OK(f, store_open_session(f->s, 4, &f->err));
    OK(f, store_set_roster(f->s, 4, people, 3, &f->err));
    OK(f, store_roster(f->s, 4, &r, &f->err));
    OK(f, store_check_in(f->s, 4, r.person[0].id, &c, &f->err));
    OK(f, store_check_in(f->s, 4, r.person[1].id, &c, &f->err));
    OK(f, store_check_in(f->s, 4, r.person[2].id, &c, &f->err));
    OK(f, store_mark(f->s, 4, MARK_UNDO, NULL, 0, c.seq, &seq, &f->err));
    OK(f, store_walk_in(f->s, 4, &c, &f->err));
    OK(f, store_name_walk_in(f->s, 4, c.entry, "Wilhelmina Park", &f->err));
    OK(f, store_walk_in(f->s, 4, &c, &f->err));
    OK(f, store_sign_in(f->s, 4, &(struct sign_in){"Kai Ito", "Refuge", "kai@refuge.example"}, &c,
                        &f->err));
    OK(f, store_mark(f->s, 4, MARK_ADD, "adult", 5, 0, &seq, &f->err));
    roster_free(&r);
    OK(f, store_open_session(f->s, 1, &f->err));
    fixture_mark(f, 1, "y9", 30);
}

static char *report_with(struct fixture *f, bool names, enum suppress_mode small) {
    char *text = NULL;
    size_t size = 0;
    const struct report_opts o = {.report = "register",
                                  .wall = store_wall(f->s),
                                  .store = f->s,
                                  .names = names,
                                  .small = small};
    FILE *out = open_memstream(&text, &size);
    OK(f, report_csv(store_reader(f->s), &o, out, &f->err));
    OK(f, store_reader_end(f->s, &f->err));
    fclose(out);
    return text;
}

static char *report(struct fixture *f, bool names) {
    return report_with(f, names, SUPPRESS_SHOW);
}

static void holds(const char *text, const char *words) {
    if (!strstr(text, words))
        fail_msg("no \"%s\" in:\n%s", words, text);
}

static void numbers_without_names(void **state) {
    struct fixture *f = *state;
    fill(f);
    store_forget_names(f->s); /* the key is not needed */
    char *text = report(f, false);
    holds(text, "4,2019-02-06,Civic Offices,J9 training,checked in,2,,,,exact,");
    holds(text, "4,2019-02-06,Civic Offices,J9 training,walk-in,2,,,,exact,");
    holds(text, "4,2019-02-06,Civic Offices,J9 training,signed in,1,,,,exact,");
    holds(text, "4,2019-02-06,Civic Offices,J9 training,counted,5,,,,exact,");
    assert_null(strstr(text, "Kai"));
    assert_null(strstr(text, "refuge.example"));
    holds(text, "1,2019-02-06,,knife_crime,counted,30,,,,exact,");
    assert_null(strstr(text, "Rosalind"));
    assert_null(strstr(text, "Wilhelmina"));
    assert_null(strstr(text, "Clarion"));
    free(text);
}

/* Two came by the list and one signed in: of all ways together it may be told. */
static void few_by_one_way_are_not_told(void **state) {
    struct fixture *f = *state;
    fill(f);
    OK(f, store_open_session(f->s, 2, &f->err));
    fixture_mark(f, 2, "adult", 3);
    char *text = report_with(f, false, SUPPRESS_HIDE);
    holds(text, "4,2019-02-06,Civic Offices,J9 training,together,10,,,,exact,");
    holds(text, "1,2019-02-06,,knife_crime,counted,30,,,,exact,");
    holds(text, ",together,,,,,fewer than 5,");
    assert_null(strstr(text, ",checked in,"));
    assert_null(strstr(text, ",3,,,,exact"));
    free(text);
    text = report_with(f, true, SUPPRESS_HIDE); /* who has the names can count them */
    holds(text, "J9 training,signed in,1,Kai Ito,Refuge,2019-02-06 10:00,exact,");
    free(text);
}

static void names_for_whoever_has_the_key(void **state) {
    struct fixture *f = *state;
    fill(f);
    char *text = report(f, true);
    holds(text, "J9 training,checked in,1,Rosalind Kaye,Clarion Housing,2019-02-06 10:00,exact,");
    holds(text, "J9 training,checked in,1,\"'=SUM(A1)\",,2019-02-06 10:00,exact,");
    holds(text, "J9 training,walk-in,1,Wilhelmina Park,,2019-02-06 10:00,exact,");
    holds(text, "J9 training,walk-in,1,,,2019-02-06 10:00,exact,");
    holds(text, "J9 training,signed in,1,Kai Ito,Refuge,2019-02-06 10:00,exact,");
    holds(text, ",kai@refuge.example\r\n");
    holds(text, "J9 training,counted,5,,,,exact,");
    assert_null(strstr(text, "Tom Baxter")); /* was undone: did not come */
    free(text);
}

/* One more signs in, for the coordinator's key. */
static void sign_sealed(struct fixture *f) {
    struct check_in c;
    struct pair_key *k = pair_read_public(pair_public_pem, strlen(pair_public_pem), &f->err);
    OK(f, k);
    OK(f, store_set_public_key(f->s, k, &f->err));
    OK(f, store_sign_in(f->s, 4, &(struct sign_in){"Ida Sealed", "Council", "ida@council.example"},
                        &c, &f->err));
    pair_free(k);
}

static void sealed_sign_ins_count_as_all_do(void **state) {
    struct fixture *f = *state;
    fill(f);
    sign_sealed(f);
    char *text = report(f, false);
    holds(text, "J9 training,signed in,2,,,,exact,");
    free(text);
    text = report(f, true);
    holds(text, "J9 training,signed in,1,Kai Ito,Refuge,2019-02-06 10:00,exact,");
    holds(text, "J9 training,signed in,1,(sealed),,2019-02-06 10:00,exact,");
    assert_null(strstr(text, "Ida"));
    free(text);
}

static void the_private_key_names_them(void **state) {
    struct fixture *f = *state;
    struct pair_key *mine =
        pair_read_private(pair_private_pem, strlen(pair_private_pem), PAIR_PASSPHRASE, NULL);
    fill(f);
    sign_sealed(f);
    store_lend_private_key(f->s, mine);
    char *text = report(f, true);
    holds(text, "J9 training,signed in,1,Ida Sealed,Council,2019-02-06 10:00,exact,");
    holds(text, ",ida@council.example\r\n");
    free(text);
    text = report(f, false); /* nobody asked for names */
    assert_null(strstr(text, "Ida"));
    free(text);
    pair_free(mine);
}

static void names_need_the_key(void **state) {
    struct fixture *f = *state;
    char *text = NULL;
    size_t size = 0;
    fill(f);
    store_forget_names(f->s);
    const struct report_opts o = {.report = "register", .store = f->s, .names = true};
    FILE *out = open_memstream(&text, &size);
    REFUSED(f, report_csv(store_reader(f->s), &o, out, &f->err), "the names are locked");
    OK(f, store_reader_end(f->s, NULL));
    fclose(out);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(numbers_without_names),         TEST(few_by_one_way_are_not_told),
        TEST(names_for_whoever_has_the_key), TEST(sealed_sign_ins_count_as_all_do),
        TEST(the_private_key_names_them),    TEST(names_need_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
