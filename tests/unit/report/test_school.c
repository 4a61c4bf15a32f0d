/* The school's sheet: what stands in it, what must not, and that no text is too long for it. */
#include "../store/fixture.h"

#include "base/str.h"
#include "effects/form_files.h"
#include "forms/form.h"
#include "report/school.h"
#include "store/submission.h"

struct school {
    struct fixture *f;
    struct form *form;
    struct help help;
    struct str page;
};

static int set_up(void **state) {
    struct school *t = calloc(1, sizeof *t);
    struct err err = {0};
    assert_non_null(t);
    fixture_set_up((void **)&t->f);
    t->form = form_load_file("assets/forms/feedback.xml", NULL, &err);
    if (t->form == NULL)
        fail_msg("%s", err.text);
    fixture_sql(t->f, "UPDATE session SET venue = 'Hertswood Academy', event_type ="
                      " 'school_workshop', deliverer = 'St Giles Trust; First Aid' WHERE id = 1");
    OK(t->f, store_open_session(t->f->s, 1, &t->f->err));
    *state = t;
    return 0;
}

static int tear_down(void **state) {
    struct school *t = *state;
    form_free(t->form);
    str_release(&t->page);
    fixture_tear_down((void **)&t->f);
    free(t);
    return 0;
}

static void card(struct school *t, const char *file, const char *text) {
    struct help_card c;
    struct str complaints CLEANUP(str_release) = {0};
    if (!help_parse(&c, file, text, strlen(text), &complaints))
        fail_msg("%s", str_c(&complaints));
    assert_true(help_add(&t->help, &c));
}

/* `n` pupils of a secondary school who say the same. */
static void answer(struct school *t, int n, const char *doubt, const char *rating,
                   const char *will) {
    static int number;
    for (int i = 0; i < n; i++) {
        char xml[400];
        struct submission x = {.form = "feedback", .version = "1", .session = 1, .doubt = doubt};
        snprintf(xml, sizeof xml,
                 "<data id=\"feedback\"><secondary><rating>%s</rating><before>disagree</before>"
                 "<now>agree</now><will>%s</will></secondary></data>",
                 rating, will);
        snprintf(x.id, sizeof x.id, "%08x-0000-4000-8000-000000000000", ++number);
        x.xml = xml;
        x.len = strlen(xml);
        OK(t->f, store_submit(t->f->s, &x, &t->f->err));
    }
}

static const char *sheet(struct school *t, enum suppress_mode small) {
    const struct form *const forms[] = {t->form};
    const struct report_opts o = {.session = 1,
                                  .wall = fixture_day(2019, 2, 6),
                                  .small = small,
                                  .store = t->f->s,
                                  .form = forms,
                                  .forms = 1};
    str_cut(&t->page, 0);
    OK(t->f, school_write(&o, &t->help, &t->page, &t->f->err));
    return str_c(&t->page);
}

static void has(const char *page, const char *words) {
    if (strstr(page, words) == NULL)
        fail_msg("there is no \"%s\" in\n%s", words, page);
}

static void has_not(const char *page, const char *words) {
    if (strstr(page, words) != NULL)
        fail_msg("there is \"%s\" in\n%s", words, page);
}

static void test_what_took_place_and_who_came(void **state) {
    struct school *t = *state;
    fixture_mark(t->f, 1, "y9", 240);
    const char *page = sheet(t, SUPPRESS_HIDE);
    has(page, "<h1>Hertswood Academy</h1>");
    has(page, "Wednesday 6 February 2019, 10:00");
    has(page, "<div>Knife crime</div>");
    has(page, "<div>Year 9</div>");
    has(page, "<div>St Giles Trust and First Aid</div>");
    has(page, "<td class=\"big\">240 students</td>");
    has(page, "Nobody has confirmed the date.");
    has(page, "Nobody was asked, or nobody answered.");
    has(page, "<p class=\"marking\">OFFICIAL</p>");
    has(page, "Data of 06/02/2019 10:00");
    OK(t->f, store_set_qualifier(t->f->s, 1, COUNT_ABOUT, &t->f->err));
    has(sheet(t, SUPPRESS_HIDE), ">about 240 students<");
}

static void test_what_pupils_said(void **state) {
    struct school *t = *state;
    fixture_mark(t->f, 1, "y9", 40);
    answer(t, 12, "", "very_good", "adult friend");
    answer(t, 6, "", "ok", "adult");
    answer(t, 7, "mashed", "very_poor", "nothing");
    const char *page = sheet(t, SUPPRESS_HIDE);
    has(page, "<h2>What pupils said</h2>\n<p>18 answered: 45 of every 100 who came.</p>");
    has(page, "How was this session?");
    has(page, "Very good</div></td><td><i style=\"width:100.0%\"></i></td><td class=\"n\">12</td>");
    has(page, "OK</div></td><td><i style=\"width:50.0%\"></i></td><td class=\"n\">6</td>");
    has(page, "Very poor</div></td><td><i style=\"width:0.0%\"></i></td><td class=\"n\">0</td>");
    has(page, "18 answers, several could be chosen");
    has_not(page, "How was it today?"); /* which a primary school would be asked */
}

static void test_small_numbers_are_not_shown(void **state) {
    struct school *t = *state;
    fixture_mark(t->f, 1, "y9", 4);
    answer(t, 4, "", "very_good", "adult");
    const char *page = sheet(t, SUPPRESS_HIDE);
    has(page, "fewer than 5 students");
    has(page, "Too few answered for their answers to be shown.");
    has(page, "Numbers of people below 5 are not shown.");
    has_not(page, "class=\"n\"");
    page = sheet(t, SUPPRESS_SHOW);
    has(page, ">4 students<");
    has(page, "<p>4 answered: 100 of every 100 who came.</p>");
    has_not(page, "below 5");
}

static void test_few_answers_to_one_question(void **state) {
    struct school *t = *state;
    fixture_mark(t->f, 1, "y9", 40);
    answer(t, 10, "", "good", "");
    answer(t, 3, "", "good", "adult");
    const char *page = sheet(t, SUPPRESS_HIDE);
    has(page, "<p>13 answered: ");
    has(page, "Too few answers to show");
    has_not(page, "Talk to an adult");
}

static void test_what_comes_next(void **state) {
    struct school *t = *state;
    fixture_mark(t->f, 1, "y9", 40);
    has(sheet(t, SUPPRESS_HIDE), "Next visit:");
    fixture_sql(t->f,
                "INSERT INTO session(uid, date, venue, topic, year_group, status) VALUES"
                "('n0', '2019-02-04', 'Hertswood Academy', 'too early', '9', 'planned'),"
                "('n1', '2019-03-01', 'Hertswood Primary School', 'Elsewhere', '9', 'planned'),"
                "('n2', '2019-03-02', 'Hertswood', 'Called off', '9', 'cancelled'),"
                "('n3', '2019-03-13', 'Hertswood', 'online_safety', '8', 'booked'),"
                "('n4', '2019-04-13', 'Hertswood', 'Later', '8', 'booked')");
    fixture_sql(t->f, "UPDATE session SET venue = 'Hertswood Secondary' WHERE id = 1;"
                      "UPDATE session SET deliverer = 'HYH' WHERE uid = 'n3'");
    const char *page = sheet(t, SUPPRESS_HIDE);
    has(page, "Wednesday 13 March 2019: Online safety, Year 8, by HYH</p>");
    has_not(page, "Elsewhere");
    has_not(page, "Next visit:");
    fixture_sql(t->f, "UPDATE session SET status = 'cancelled' WHERE uid IN ('n3', 'n4')");
    has(sheet(t, SUPPRESS_HIDE), "Next visit:");
}

/* For pupils, about knives: who knows about that first, behind the emergency number; nobody whose
 * number may have changed, and nobody for adults. */
static void test_who_can_be_called(void **state) {
    struct school *t = *state;
    card(t, "a.md",
         "title: All\nwho: x\n"
         "number: 101\ntopics: asb\ncheck-by: 2027-01-01\n\nx\n");
    card(t, "b.md",
         "title: Blades\nwho: x\nweb: https://b.example\nfor: children\n"
         "topics: gangs knife\ncheck-by: 2027-01-01\n\nx\n");
    card(t, "c.md",
         "title: Changed\nwho: x\n"
         "number: 111\ntopics: knife\n"
         "check-by: 2018-01-01\n\nx\n");
    card(t, "d.md",
         "title: Grown up\nwho: x\n"
         "number: 112\nfor: adults\ntopics: knife\n"
         "check-by: 2027-01-01\n\nx\n");
    card(t, "999.md",
         "title: Danger\nwho: x\n"
         "number: 999\ntopics: danger\ncheck-by: never\n\nx\n");
    fixture_mark(t->f, 1, "y9", 40);
    const char *page = sheet(t, SUPPRESS_HIDE);
    has(page, "<b>999</b> Danger</div></td><td class=\"half\"><div><b>https://b.example</b> Blades"
              "</div></td></tr>\n<tr><td class=\"half\"><div><b>101</b> All</div></td></tr>");
    has_not(page, "Changed");
    has_not(page, "Grown up");
}

/* Whatever a school is called: no text runs on, no markup breaks. */
static void test_long_and_odd_words(void **state) {
    struct school *t = *state;
    struct str sql CLEANUP(str_release) = {0};
    str_add(&sql, "UPDATE session SET venue = '<b>&\"");
    for (int i = 0; i < 200; i++)
        str_add(&sql, "école ");
    str_add(&sql, "', topic = printf('%.*c', 500, 'x'), deliverer = printf('%.*c', 500, 'y')");
    fixture_sql(t->f, str_c(&sql));
    fixture_mark(t->f, 1, "y9", 40);
    const char *page = sheet(t, SUPPRESS_HIDE);
    has(page, "<h1>&lt;b&gt;&amp;&quot;école");
    has(page, "…</h1>");
    has(page, "xxx…</div></td>");
    has_not(page, "<b>&");
    assert_true(t->page.len < 6000);
}

static void refused(struct school *t, int64_t session, const char *words) {
    const struct report_opts o = {.session = session, .store = t->f->s};
    struct str page CLEANUP(str_release) = {0};
    REFUSED(t->f, school_write(&o, NULL, &page, &t->f->err), words);
    assert_int_equal(page.len, 0);
}

static void test_nothing_to_tell(void **state) {
    struct school *t = *state;
    refused(t, 99, "no session of that number");
    refused(t, 2, "has not taken place");
}

#define SHEET(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        SHEET(test_what_took_place_and_who_came),
        SHEET(test_what_pupils_said),
        SHEET(test_small_numbers_are_not_shown),
        SHEET(test_few_answers_to_one_question),
        SHEET(test_what_comes_next),
        SHEET(test_who_can_be_called),
        SHEET(test_long_and_odd_words),
        SHEET(test_nothing_to_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
