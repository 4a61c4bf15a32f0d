/* The list for paper: everybody on it, marked, and never of pupils. */
#include "../store/cheap_scrypt.h"
#include "../store/fixture.h"

#include "report/ticklist.h"

enum { ADULTS = 4 };

static void fill(struct fixture *f) {
    static const struct person people[] = {
        {.name = "Tom Baxter", .organisation = "Refuge", .email = "tom@refuge.example", .code = ""},
        {.name = "Am\u00e9lie <Ross>", .organisation = "A & B", .email = "", .code = "J9-2"}};
    fixture_sql(f, "INSERT INTO session(uid, date, starts, ends, venue, topic, audience) VALUES"
                   "('u4', '2019-02-06', 810, 930, 'Civic Offices', 'J9 training',"
                   " 'professionals')");
    store_close(f->s);
    fixture_open(f);
    OK(f, store_set_codes(f->s, "736201", "a long passphrase", &f->err));
    OK(f, store_set_roster(f->s, ADULTS, people, 2, &f->err));
}

static bool list_of(struct fixture *f, int64_t session, struct str *out) {
    const struct ticklist_opts o = {
        .session = session, .marking = "OFFICIAL-SENSITIVE", .wall = store_wall(f->s)};
    out->secret = true;
    return ticklist_write(f->s, &o, out, &f->err);
}

static int times(const char *text, const char *words) {
    int n = 0;
    for (; (text = strstr(text, words)) != NULL; text++)
        n++;
    return n;
}

static void everybody_has_a_box(void **state) {
    struct fixture *f = *state;
    struct str page CLEANUP(str_wipe) = {0};
    fill(f);
    OK(f, list_of(f, ADULTS, &page));
    const char *text = str_c(&page);
    const char *first = strstr(text, "<td>Am\u00e9lie &lt;Ross&gt;</td><td>A &amp; B</td>");
    assert_non_null(first);
    assert_non_null(strstr(first, "<td>Tom Baxter</td><td>Refuge</td>")); /* in their order */
    assert_int_equal(times(text, "<td class=\"box\">"), 2 + 8);
    assert_int_equal(times(text, "OFFICIAL-SENSITIVE"), 2); /* at the head and foot of each page */
    assert_non_null(strstr(text, "<h1>J9 training</h1>"));
    assert_non_null(strstr(text, "06/02/2019, 13:30 to 15:30"));
    assert_non_null(strstr(text, "2 on the list. Data of 06/02/2019 10:00"));
    assert_null(strstr(text, "refuge.example")); /* what is not needed at a door */
    assert_null(strstr(text, "J9-2"));
}

/* A string that grows leaves copies behind: it must not. */
static void it_grows_once(void **state) {
    struct fixture *f = *state;
    enum { MANY = 300 };
    static char name[MANY][32];
    static struct person people[MANY];
    for (int i = 0; i < MANY; i++) {
        snprintf(name[i], sizeof name[i], "\"\"\"\"\"\"\"\"\"\"\"\" %d", i);
        people[i] =
            (struct person){.name = name[i], .organisation = "<<<<<<<", .email = "", .code = ""};
    }
    struct str page CLEANUP(str_wipe) = {0};
    fill(f);
    OK(f, store_set_roster(f->s, ADULTS, people, MANY, &f->err));
    OK(f, list_of(f, ADULTS, &page));
    struct str once CLEANUP(str_wipe) = {.secret = true};
    str_reserve(&once, page.len);
    assert_true(page.cap < 8 * once.cap); /* nor is it reserved without measure */
    assert_int_equal(times(str_c(&page), "&lt;&lt;"), MANY * 6);
}

static void who_may_not_be_listed(void **state) {
    struct fixture *f = *state;
    struct str page CLEANUP(str_wipe) = {0};
    fill(f);
    assert_false(list_of(f, 1, &page)); /* pupils */
    assert_int_equal(f->err.kind, ERR_INPUT);
    assert_false(list_of(f, 99, &page));
    assert_non_null(strstr(f->err.text, "no session of that number"));
    fixture_sql(f, "INSERT INTO session(uid, date, venue, topic, audience) VALUES"
                   "('u5', '2019-02-07', 'Civic Offices', 'J9 training', 'professionals')");
    assert_false(list_of(f, ADULTS + 1, &page));
    assert_non_null(strstr(f->err.text, "no list of people"));
    store_forget_names(f->s);
    assert_false(list_of(f, ADULTS, &page));
    assert_int_equal(f->err.kind, ERR_DENIED);
    assert_int_equal(page.len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(everybody_has_a_box),
        TEST(it_grows_once),
        TEST(who_may_not_be_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
