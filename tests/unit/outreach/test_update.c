/* The lines of an Update cell, and that neither the order of the sessions nor how they are split
 * over two kiosks changes what they come to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "outreach/update.h"

static const struct date today = {2019, 12, 12};

static struct session delivered(int64_t id) {
    struct session s = session_blank();
    s.id = id;
    s.actions = "1.2";
    s.date = (struct date){2019, 11, 5};
    s.venue = "Hertswood Academy";
    s.event_type = "school_workshop";
    s.audience = "students";
    s.year_group = "9";
    s.status = STATUS_DELIVERED;
    s.reported = (struct count){120, COUNT_EXACT};
    return s;
}

struct cell {
    struct venues *venues;
    struct update u;
    struct str lines, sources;
};

static void cell_begin(struct cell *c) {
    *c = (struct cell){.venues = venues_new()};
    update_init(&c->u, today, c->venues, NULL);
}

static const char *cell_end(struct cell *c) {
    update_write(&c->u, &c->lines, &c->sources);
    return str_c(&c->lines);
}

static void cell_release(struct cell *c) {
    update_release(&c->u);
    venues_free(c->venues);
    str_release(&c->lines);
    str_release(&c->sources);
}

static void says(const struct session *s, const char *want) {
    struct cell c;
    cell_begin(&c);
    update_add(&c.u, s);
    assert_string_equal(cell_end(&c), want);
    cell_release(&c);
}

/* ---- one session ---- */

static void what_took_place(void **state) {
    (void)state;
    struct session s = delivered(1);
    says(&s, "05/11/2019 Hertswood Academy, Year 9, 120 students");
    s.reported.q = COUNT_ABOUT;
    says(&s, "05/11/2019 Hertswood Academy, Year 9, about 120 students");
    s.sessions = 5;
    s.reported = (struct count){70, COUNT_AT_LEAST};
    says(&s, "05/11/2019 Hertswood Academy, Year 9, 5 sessions, at least 70 students");
    s.sessions = 1;
    s.reported.q = COUNT_NOT_RECORDED;
    says(&s, "05/11/2019 Hertswood Academy, Year 9, not recorded");
    s.reported = (struct count){30, COUNT_EXPECTED};
    says(&s, "05/11/2019 Hertswood Academy, Year 9, not recorded (30 expected)");
    s.counted = (struct count){1, COUNT_EXACT};
    s.life = LIFE_OPEN;
    s.date_unconfirmed = true;
    says(&s,
         "05/11/2019 (not confirmed) Hertswood Academy, Year 9, 1 student so far (30 expected)");
}

static void what_did_not(void **state) {
    (void)state;
    struct session s = delivered(1);
    s.status = STATUS_PLANNED;
    says(&s, "05/11/2019 Hertswood Academy, Year 9, planned, 120 students expected, not recorded");
    s.date = today;
    s.status = STATUS_BOOKED;
    s.sessions = 2;
    s.reported.q = COUNT_NOT_RECORDED;
    says(&s, "12/12/2019 Hertswood Academy, Year 9, 2 sessions booked");
    s.life = LIFE_OPEN;
    says(&s, "12/12/2019 Hertswood Academy, Year 9, 2 sessions booked, open now");
    s.life = LIFE_NEW;
    s.status = STATUS_CANCELLED;
    s.decided = true;
    s.reason = "Elections\n2019";
    says(&s, "12/12/2019 Hertswood Academy, Year 9, cancelled (Elections 2019)");
    s.status = STATUS_REARRANGED;
    s.moved_to_date = (struct date){2020, 1, 8};
    says(&s, "12/12/2019 Hertswood Academy, Year 9, rearranged to 08/01/2020 (Elections 2019)");
    s.decided = false; /* what the programme says of it has no reason */
    says(&s, "12/12/2019 Hertswood Academy, Year 9, rearranged to 08/01/2020");
}

static void when_where_and_who(void **state) {
    (void)state;
    static const struct {
        const char *text, *venue, *event, *topic, *audience, *years, *line;
    } cases[] = {
        {"May", "Queens", "school_talk", "", "parents", "", "May: Queens, 2 parents"},
        {"", "", "meeting", "J9", "professionals", "", "No date: J9, 2 professionals"},
        {"", "", "professional_training", "", "taxi drivers", "",
         "No date: Professional training, taxi drivers, 2 professionals"},
        {"", "Queens School", "community_event", "", "", "", "No date: Queens School, 2 people"},
        {"", "Queens School", "", "", "", "", "No date: Queens School, 2 students"},
        {"", "A", "drop_in", "", "clients", "", "No date: A, clients, 2 people"},
        {"", "A", "mini_police", "", "pupils", "5;6", "No date: A, Years 5 and 6, 2 students"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct session s = delivered(1);
        s.date = (struct date){0};
        s.date_text = cases[i].text;
        s.venue = cases[i].venue;
        s.event_type = cases[i].event;
        s.topic = cases[i].topic;
        s.audience = cases[i].audience;
        s.year_group = cases[i].years;
        s.reported.n = 2;
        says(&s, cases[i].line);
    }
}

static void a_long_line_is_cut_at_a_character(void **state) {
    (void)state;
    char venue[600] = "x";
    struct cell c;
    struct session s = delivered(1);
    for (size_t i = 1; i + 2 < sizeof venue; i += 2)
        memcpy(venue + i, "\xC3\xA9", 3);
    s.venue = venue;
    cell_begin(&c);
    update_add(&c.u, &s);
    const char *line = cell_end(&c);
    assert_true(strlen(line) <= UPDATE_LINE_BYTES + 3);
    assert_string_equal(line + strlen(line) - 5, "\xC3\xA9\xE2\x80\xA6");
    cell_release(&c);
}

/* ---- many ---- */

static void in_order_of_date_and_the_undated_last(void **state) {
    (void)state;
    static const struct date dates[] = {{0},          {2020, 1, 9},  {2019, 11, 5},
                                        {2019, 4, 1}, {2019, 11, 5}, {2019, 3, 31}};
    struct cell c;
    cell_begin(&c);
    for (int i = 0; i < 6; i++) {
        struct session s = delivered(i + 1);
        s.date = dates[i];
        s.starts = i == 4 ? 540 : 600;
        update_add(&c.u, &s);
    }
    assert_string_equal(cell_end(&c), "31/03/2019 Hertswood Academy, Year 9, 120 students\n"
                                      "01/04/2019 Hertswood Academy, Year 9, 120 students\n"
                                      "05/11/2019 Hertswood Academy, Year 9, 120 students\n"
                                      "05/11/2019 Hertswood Academy, Year 9, 120 students\n"
                                      "09/01/2020 Hertswood Academy, Year 9, 120 students\n"
                                      "No date: Hertswood Academy, Year 9, 120 students");
    assert_string_equal(str_c(&c.sources), "6\n4\n5\n3\n2\n1");
    cell_release(&c);
}

/* Q4 2018/19, of which the report of December says one line. */
static void an_old_quarter_is_one_line(void **state) {
    (void)state;
    static const char *const venues[] = {"Queens", "Queens School, Bushey", "Yavneh", "Bushey", "",
                                         "A"};
    struct cell c;
    cell_begin(&c);
    for (int i = 0; i < 6; i++) {
        struct session s = delivered(i < 3 ? i + 1 : i + 4);
        s.date = (struct date){2019, (int8_t)(i % 3 + 1), 31 - 3};
        s.venue = venues[i];
        s.sessions = i == 0 ? 2 : 1;
        s.status = i == 3 ? STATUS_PLANNED : i == 4 ? STATUS_CANCELLED : STATUS_DELIVERED;
        if (i == 2)
            s.reported.q = COUNT_AT_LEAST;
        if (i == 5)
            s.status = STATUS_REARRANGED;
        update_add(&c.u, &s);
    }
    assert_string_equal(cell_end(&c),
                        "Q4 2018/19: 4 sessions at 2 schools, at least 360 students; 1 session "
                        "planned, 120 expected; 1 cancelled; 1 rearranged");
    assert_string_equal(str_c(&c.sources), "1-3; 7-9");
    struct session s = delivered(20);
    s.date = (struct date){2019, 2, 1};
    s.audience = "parents";
    update_add(&c.u, &s);
    s.venue = "Town hall";
    s.event_type = "meeting";
    s.reported.q = COUNT_NOT_RECORDED;
    s.id = 22;
    update_add(&c.u, &s);
    str_cut(&c.lines, 0);
    str_cut(&c.sources, 0);
    assert_string_equal(cell_end(&c),
                        "Q4 2018/19: at least 6 sessions at 4 places, at least 480 people, 1 not "
                        "recorded; 1 session planned, 120 expected; 1 cancelled; 1 rearranged");
    assert_string_equal(str_c(&c.sources), "1-3; 7-9; 20; 22");
    cell_release(&c);
}

static size_t lines_in(const char *text) {
    size_t n = 1;
    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

static void more_than_anybody_reads(void **state) {
    (void)state;
    struct cell c;
    cell_begin(&c);
    for (int i = 0; i < 1000; i++) {
        struct session s = delivered(i + 1);
        s.date = date_from_days(date_to_days(today) - i % 250); /* three quarters, mixed */
        update_add(&c.u, &s);
        assert_true(c.u.lines <= UPDATE_LINES_MAX);
    }
    assert_string_equal(cell_end(&c),
                        "Q1 2019/20: at least 340 sessions at 1 school, 40800 students\n"
                        "Q2 2019/20: at least 368 sessions at 1 school, 44160 students\n"
                        "Q3 2019/20: at least 292 sessions at 1 school, 35040 students");
    assert_int_equal(lines_in(str_c(&c.sources)), 3);
    assert_non_null(strstr(str_c(&c.sources), "; and 268 more"));
    assert_int_equal(c.u.sums.heads.total.n, 120000);
    cell_release(&c);
}

/* ---- any order, any split ---- */

static uint32_t next_random(uint64_t *state) {
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(*state >> 33);
}

static struct session random_session(uint64_t *r, int64_t id) {
    static const char *const venues[] = {"Queens",    "Queens School, Bushey", "Hertswood Primary",
                                         "Hertswood", "Hertswood Secondary",   "",
                                         "Town hall"};
    static const char *const audiences[] = {"students", "parents", "", "residents"};
    struct session s = delivered(id);
    s.date = date_from_days(date_to_days(today) + 100 - (int32_t)(next_random(r) % 700));
    if (next_random(r) % 12 == 0)
        s.date = (struct date){0};
    s.starts = (int16_t)(next_random(r) % 3 * 60);
    s.venue = venues[next_random(r) % 7];
    s.audience = audiences[next_random(r) % 4];
    s.sessions = (int32_t)(next_random(r) % 4) - 1;
    s.status = (enum status)(next_random(r) % 5);
    s.reported = (struct count){next_random(r) % 200, (enum qualifier)(next_random(r) % 5)};
    s.counted = (struct count){next_random(r) % 200, (enum qualifier)(next_random(r) % 5)};
    if (s.counted.q >= COUNT_EXPECTED || s.status >= STATUS_CANCELLED)
        s.counted = (struct count){0, COUNT_NOT_RECORDED};
    return s;
}

static void shuffle(struct session *s, size_t n, uint64_t *r) {
    for (size_t i = n; i > 1; i--) {
        size_t j = next_random(r) % i;
        struct session t = s[i - 1];
        s[i - 1] = s[j];
        s[j] = t;
    }
}

static void same_text(const struct session *s, size_t n, const char *lines, const char *sources) {
    struct cell c;
    cell_begin(&c);
    for (size_t i = 0; i < n; i++)
        update_add(&c.u, &s[i]);
    assert_string_equal(cell_end(&c), lines);
    assert_string_equal(str_c(&c.sources), sources);
    cell_release(&c);
}

static void same_sums(const struct update_sums *whole, const struct session *s, size_t n,
                      size_t cut) {
    struct update_sums a, b;
    update_sums_init(&a);
    update_sums_init(&b);
    for (size_t i = 0; i < n; i++)
        update_sums_add(i < cut ? &a : &b, &s[i], SUPPRESS_SHOWN);
    assert_int_equal(a.heads.total.n + b.heads.total.n, whole->heads.total.n);
    assert_int_equal(a.heads.expected + b.heads.expected, whole->heads.expected);
    assert_int_equal(a.heads.not_recorded + b.heads.not_recorded, whole->heads.not_recorded);
    assert_int_equal(a.sessions + b.sessions, whole->sessions);
    assert_int_equal(a.unnumbered + b.unnumbered, whole->unnumbered);
    assert_int_equal(a.rows + b.rows, whole->rows);
    assert_int_equal(a.planned + b.planned, whole->planned);
    assert_int_equal(a.planned_rows + b.planned_rows, whole->planned_rows);
    assert_int_equal(a.cancelled + b.cancelled, whole->cancelled);
    assert_int_equal(a.rearranged + b.rearranged, whole->rearranged);
    assert_int_equal(a.rows + a.planned_rows + a.cancelled + a.rearranged, cut);
    /* Two sums put together are as sure as the whole one. */
    struct count_sum both;
    count_sum_init(&both);
    count_add(&both, a.heads.total);
    count_add(&both, b.heads.total);
    assert_int_equal(both.total.q, whole->heads.total.q);
}

static void neither_order_nor_split_matters(void **state) {
    (void)state;
    enum { ROUNDS = 400, SESSIONS_MAX = 160 };
    static struct session s[SESSIONS_MAX];
    uint64_t r = 20190206;
    for (int round = 0; round < ROUNDS; round++) {
        struct cell c;
        size_t n = next_random(&r) % SESSIONS_MAX;
        cell_begin(&c);
        for (size_t i = 0; i < n; i++) {
            s[i] = random_session(&r, (int64_t)i + 1);
            update_add(&c.u, &s[i]);
        }
        cell_end(&c);
        for (int again = 0; again < 3; again++) {
            shuffle(s, n, &r);
            same_text(s, n, str_c(&c.lines), str_c(&c.sources));
            same_sums(&c.u.sums, s, n, n > 0 ? next_random(&r) % (n + 1) : 0);
        }
        cell_release(&c);
    }
}

/* ---- small numbers ---- */

static void says_with(const struct session *s, size_t n, const char *want) {
    struct cell c;
    struct suppress *small = suppress_new(SUPPRESS_HIDE);
    cell_begin(&c);
    c.u.small = small;
    for (size_t i = 0; i < n; i++)
        suppress_add(small, &s[i]);
    for (size_t i = 0; i < n; i++)
        update_add(&c.u, &s[i]);
    assert_string_equal(cell_end(&c), want);
    cell_release(&c);
    suppress_free(small);
}

static void few_people_are_not_counted_out(void **state) {
    (void)state;
    struct session s[4] = {delivered(1), delivered(2), delivered(3), delivered(4)};
    s[0].reported = (struct count){3, COUNT_ABOUT};
    says_with(s, 1, "05/11/2019 Hertswood Academy, Year 9, fewer than 5 students");
    s[0].reported.q = COUNT_NOT_RECORDED;
    s[0].counted = (struct count){1, COUNT_EXACT};
    s[0].life = LIFE_OPEN;
    says_with(s, 1, "05/11/2019 Hertswood Academy, Year 9, fewer than 5 students so far");
    for (int i = 0; i < 4; i++) { /* long ago: one line a quarter */
        s[i] = delivered(i + 1);
        s[i].date.year = 2018;
        s[i].sessions = 1;
    }
    s[0].reported.n = 3;
    says_with(s, 2,
              "Q3 2018/19: 2 sessions at 1 school, at least 120 students, 1 with fewer than 5 "
              "students");
    s[1].reported.n = 1;
    says_with(s, 2, "Q3 2018/19: 2 sessions at 1 school, 2 with fewer than 5 students");
    s[1].reported.n = 2; /* alike, and 3 and 2 can be anything: they are in the sum */
    says_with(s, 4, "Q3 2018/19: 4 sessions at 1 school, 245 students");
    s[3].reported.q = COUNT_NOT_RECORDED;
    s[1].reported.n = 3;
    says_with(s, 4,
              "Q3 2018/19: 4 sessions at 1 school, at least 120 students, 2 with fewer than 5 "
              "students, 1 not recorded");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_took_place),
        cmocka_unit_test(what_did_not),
        cmocka_unit_test(when_where_and_who),
        cmocka_unit_test(a_long_line_is_cut_at_a_character),
        cmocka_unit_test(in_order_of_date_and_the_undated_last),
        cmocka_unit_test(an_old_quarter_is_one_line),
        cmocka_unit_test(more_than_anybody_reads),
        cmocka_unit_test(neither_order_nor_split_matters),
        cmocka_unit_test(few_people_are_not_counted_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
