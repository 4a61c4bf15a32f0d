/* The list before sending, kind by kind: what is a finding, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/quality.h"

static const struct date today = {2019, 12, 12};

static struct session blank(int64_t id) {
    struct session s = session_blank();
    s.id = id;
    return s;
}

static struct session on(int64_t id, int year, int month, int day) {
    struct session s = blank(id);
    s.date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    return s;
}

static struct session delivered(struct session s, int64_t n, enum qualifier q) {
    s.status = STATUS_DELIVERED;
    s.reported = (struct count){n, q};
    return s;
}

static struct session counted(struct session s, int64_t n) {
    s.counted = (struct count){n, COUNT_EXACT};
    s.life = LIFE_CLOSED;
    return s;
}

/* What is said of a kind: all sentences, one a line. */
static const char *said(const struct quality *q, enum quality_kind kind) {
    static char text[4096];
    size_t n, all;
    const struct finding *f = quality_findings(q, kind, &n, &all);
    text[0] = '\0';
    for (size_t i = 0; i < n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i > 0 ? "\n" : "",
                 f[i].what);
    return text;
}

/* These sessions give this of the kind, "" for nothing. */
static void assert_rule(enum quality_kind kind, const struct suppress *small,
                        const struct session *s, size_t n, const char *want) {
    struct quality *q = quality_new(today, small);
    for (size_t i = 0; i < n; i++)
        quality_session(q, &s[i], true);
    quality_finish(q);
    assert_string_equal(said(q, kind), want);
    quality_free(q);
}

static void assert_one(enum quality_kind kind, struct session s, const char *want) {
    assert_rule(kind, NULL, &s, 1, want);
}

static struct suppress *hide(const struct session *s, size_t n) {
    struct suppress *p = suppress_new(SUPPRESS_HIDE);
    for (size_t i = 0; i < n; i++)
        suppress_add(p, &s[i]);
    return p;
}

/* ---- one session ---- */

static void two_numbers_until_one_is_settled(void **state) {
    (void)state;
    struct session s = counted(on(1, 2019, 2, 6), 209);
    s.dispute = (struct dispute){
        .any = true, .theirs = 212, .ours = 209, .settled = -1, .whose = "teacher"};
    assert_one(QUALITY_TWO_NUMBERS, s,
               "The kiosk has 209, the teacher counted 212, and nobody has settled it.");
    s.dispute.theirs = 3;
    struct suppress *small = hide(&s, 1);
    assert_rule(QUALITY_TWO_NUMBERS, small, &s, 1,
                "The kiosk and the teacher have two numbers, and nobody has settled it.");
    suppress_free(small);
    s.dispute.theirs = 212;
    s.dispute.settled = 212;
    assert_one(QUALITY_TWO_NUMBERS, s, "");
    s.counted.n = 210; /* counted on: the settled number does not hold any more */
    assert_one(QUALITY_TWO_NUMBERS, s,
               "The kiosk has 210, the teacher counted 212, and nobody has settled it.");
    s.counted.n = 212;
    assert_one(QUALITY_TWO_NUMBERS, s, "");
}

static void dates_that_nobody_confirmed(void **state) {
    (void)state;
    struct session s = on(1, 2019, 2, 6);
    assert_one(QUALITY_UNCONFIRMED, s, "");
    s.date_unconfirmed = true;
    assert_one(QUALITY_UNCONFIRMED, s,
               "It was opened while nobody had confirmed the kiosk's date.");
}

static void no_year_and_no_date(void **state) {
    (void)state;
    static const struct {
        const char *words, *year, *date;
    } cases[] = {
        {"2 July", "\"2 July\" has no year.", ""},
        {"10 and 21 June at 10am and 2pm on both days",
         "\"10 and 21 June at 10am and 2pm on both days\" has no year.", ""},
        {"September 2018", "", "\"September 2018\" is no single day, so it counts in no quarter."},
        {"", "", "It has no date, so it counts in no quarter."},
        {"Since April 2019", "",
         "\"Since April 2019\" is no single day, so it counts in no quarter."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct session s = blank(1);
        s.date_text = cases[i].words;
        assert_one(QUALITY_NO_YEAR, s, cases[i].year);
        assert_one(QUALITY_NO_DATE, s, cases[i].date);
        s.status = STATUS_CANCELLED; /* whenever that was to be */
        assert_one(QUALITY_NO_YEAR, s, "");
        assert_one(QUALITY_NO_DATE, s, "");
        s.status = STATUS_PLANNED;
        s.date = (struct date){2019, 7, 2};
        assert_one(QUALITY_NO_YEAR, s, "");
        assert_one(QUALITY_NO_DATE, s, "");
    }
}

static void the_weekday_that_the_words_say(void **state) {
    (void)state;
    struct session s = on(1, 2020, 3, 27);
    s.date_text = "Thursday 27 March 2020";
    assert_one(QUALITY_WEEKDAY, s, "\"Thursday 27 March 2020\": 27/03/2020 is a Friday.");
    s.date_text = "Thursday 27 March"; /* the year is the session's */
    assert_one(QUALITY_WEEKDAY, s, "\"Thursday 27 March\": 27/03/2020 is a Friday.");
    s.date_text = "Friday 27 March 2020";
    assert_one(QUALITY_WEEKDAY, s, "");
    s.date_text = "";
    assert_one(QUALITY_WEEKDAY, s, "");
}

static void a_school_at_a_weekend(void **state) {
    (void)state;
    struct session s = delivered(on(1, 2018, 11, 24), 30, COUNT_EXACT);
    s.event_type = "school_workshop";
    assert_one(QUALITY_WEEKEND, s, "24/11/2018 is a Saturday, and this is a session for a school.");
    s.event_type = "community_event";
    s.venue = "Meryfields primary school";
    assert_one(QUALITY_WEEKEND, s, "");
    s.event_type = "school_workshop";
    s.status = STATUS_CANCELLED;
    assert_one(QUALITY_WEEKEND, s, "");
    s.status = STATUS_DELIVERED;
    s.date = (struct date){2018, 11, 21};
    assert_one(QUALITY_WEEKEND, s, "");
    s.date_text = "21, 22, 24/11/2018"; /* one of its days */
    assert_one(QUALITY_WEEKEND, s, "24/11/2018 is a Saturday, and this is a session for a school.");
}

static void a_planned_day_that_has_passed(void **state) {
    (void)state;
    struct session s = on(1, 2019, 12, 11);
    s.status = STATUS_BOOKED;
    assert_one(QUALITY_PASSED, s,
               "It is still booked, its day has passed, and nothing says that it took place.");
    assert_one(QUALITY_PASSED, counted(s, 30), "");
    s.date = today;
    assert_one(QUALITY_PASSED, s, "");
    s.date = (struct date){2019, 12, 11};
    s.status = STATUS_CANCELLED;
    assert_one(QUALITY_PASSED, s, "");
}

static void heads_that_nobody_wrote_down(void **state) {
    (void)state;
    struct session s = on(1, 2019, 12, 11);
    assert_one(QUALITY_NO_HEADS, s, "");
    assert_one(QUALITY_NO_HEADS, delivered(s, 0, COUNT_NOT_RECORDED),
               "It took place, and nobody wrote down how many came.");
    assert_one(QUALITY_NO_HEADS, delivered(s, 0, COUNT_EXACT), ""); /* nobody came: that is known */
    assert_one(QUALITY_NO_HEADS, delivered(s, 70, COUNT_AT_LEAST), "");
}

/* The threshold is a quarter of those expected, either way. */
static void too_far_from_those_expected(void **state) {
    (void)state;
    struct session s = on(1, 2019, 12, 9);
    s.reported = (struct count){30, COUNT_EXPECTED};
    assert_one(QUALITY_EXPECTED, counted(s, 12), "30 were expected, and 12 came.");
    assert_one(QUALITY_EXPECTED, counted(s, 23), "");
    assert_one(QUALITY_EXPECTED, counted(s, 22), "30 were expected, and 22 came.");
    assert_one(QUALITY_EXPECTED, counted(s, 37), "");
    assert_one(QUALITY_EXPECTED, counted(s, 38), "30 were expected, and 38 came.");
    struct session few = counted(s, 3);
    struct suppress *small = hide(&few, 1);
    assert_rule(QUALITY_EXPECTED, small, &few, 1, "30 were expected, and fewer than 5 came.");
    suppress_free(small);
    few.counted.q = COUNT_AT_LEAST; /* perhaps all came */
    assert_one(QUALITY_EXPECTED, few, "");
}

static void sums_of_one_row(void **state) {
    (void)state;
    struct session s = delivered(on(1, 2018, 12, 4), 0, COUNT_NOT_RECORDED);
    s.sessions = 3;
    s.date_text = "4, 5, 6, 7/12/2018";
    assert_one(QUALITY_SUMS, s, "\"4, 5, 6, 7/12/2018\" names 4 dates, but there are 3 sessions.");
    s.date_text = "4-7/12/2018";
    assert_one(QUALITY_SUMS, s, "");
    s.date_text = "";
    s.sessions = 8;
    assert_one(QUALITY_SUMS, delivered(s, 7, COUNT_EXACT), "8 sessions had 7 people.");
    assert_one(QUALITY_SUMS, delivered(s, 8, COUNT_EXACT), "");
    struct session few = delivered(s, 4, COUNT_EXACT);
    struct suppress *small = hide(&few, 1);
    assert_rule(QUALITY_SUMS, small, &few, 1, "8 sessions had fewer than 5 people.");
    suppress_free(small);
}

/* ---- several sessions ---- */

static void two_records_of_one_session(void **state) {
    (void)state;
    struct session s[3] = {counted(on(1, 2019, 2, 6), 28), counted(on(2, 2019, 2, 6), 30),
                           counted(on(3, 2019, 2, 7), 31)};
    for (size_t i = 0; i < 3; i++) {
        s[i].venue = i == 0 ? "Mount Grace" : "Mount Grace School";
        s[i].topic = i == 0 ? "Exploitation" : "exploitation";
        s[i].year_group = "9";
    }
    static const char want[] = "30 came here and 28 to session 1, and both look like one session.";
    assert_rule(QUALITY_TWO_RECORDS, NULL, s, 3, want);
    s[1].starts = 600; /* the other does not say when */
    assert_rule(QUALITY_TWO_RECORDS, NULL, s, 3, want);
    s[0].starts = 660;
    assert_rule(QUALITY_TWO_RECORDS, NULL, s, 3, "");
    s[0].starts = 600;
    s[0].year_group = "10";
    assert_rule(QUALITY_TWO_RECORDS, NULL, s, 3, "");
    s[0].year_group = "9";
    s[1].counted.n = 28; /* both are there twice, but no number is in doubt */
    assert_rule(QUALITY_TWO_RECORDS, NULL, s, 3, "");
    s[1].counted.n = 3;
    struct suppress *small = hide(s, 3);
    assert_rule(QUALITY_TWO_RECORDS, small, s, 3,
                "It looks like one session with session 1, but the numbers differ.");
    suppress_free(small);
}

static void the_same_place_and_day_a_year_apart(void **state) {
    (void)state;
    struct session s[2] = {delivered(on(1, 2018, 10, 6), 9, COUNT_EXACT),
                           delivered(on(2, 2019, 10, 6), 9, COUNT_EXACT)};
    s[0].venue = "Borehamwood football club";
    s[1].venue = "Borehamwood Football Club";
    static const char want[] =
        "Borehamwood Football Club has 06/10/2019 here and 06/10/2018 in session 1.";
    assert_rule(QUALITY_YEAR_SLIP, NULL, s, 2, want);
    s[1].date.day = 7;
    assert_rule(QUALITY_YEAR_SLIP, NULL, s, 2, "");
    s[1].date = (struct date){2020, 10, 6};
    assert_rule(QUALITY_YEAR_SLIP, NULL, s, 2, "");
    s[1].date = (struct date){2019, 10, 6};
    s[0].status = STATUS_REARRANGED;
    assert_rule(QUALITY_YEAR_SLIP, NULL, s, 2, "");
}

static void one_place_in_several_spellings(void **state) {
    (void)state;
    static const char *const venue[] = {"Hertswood Primary",
                                        "Mount Grace",
                                        "MOUNT  GRACE",
                                        "Hertswood Secondary",
                                        "",
                                        "Mount Grace Secondary School",
                                        "Hertswood Primary",
                                        "Mount Grace School"};
    struct session s[8];
    for (size_t i = 0; i < 8; i++) {
        s[i] = on((int64_t)i + 1, 2019, 1, (int)i + 1);
        s[i].venue = venue[i];
    }
    assert_rule(QUALITY_SPELLINGS, NULL, s, 8,
                "\"Mount Grace\", \"Mount Grace Secondary School\", \"Mount Grace School\" are "
                "counted as one place.");
    assert_rule(QUALITY_SPELLINGS, NULL, s, 5, "");
}

/* J9: at least 30 were expected of each session, but the one that took place does not say so. */
static void fewer_than_another_session_of_the_series_expects(void **state) {
    (void)state;
    struct session s[3] = {delivered(on(1, 2019, 12, 9), 12, COUNT_EXACT), on(2, 2020, 2, 12),
                           blank(3)};
    for (size_t i = 0; i < 3; i++)
        s[i].topic = "J9", s[i].actions = "4.6";
    s[2].reported = (struct count){30, COUNT_EXPECTED};
    static const char want[] =
        "30 are expected at another session of \"J9\", and 12 came to this one.";
    assert_rule(QUALITY_EXPECTED, NULL, s, 3, want);
    s[2].sessions = 2; /* of both together: nobody knows of one */
    assert_rule(QUALITY_EXPECTED, NULL, s, 3, "");
    s[2].sessions = 1;
    s[0].reported.n = 31;
    assert_rule(QUALITY_EXPECTED, NULL, s, 3, "");
    s[0].reported.n = 12;
    s[0].actions = "4.1";
    assert_rule(QUALITY_EXPECTED, NULL, s, 3, "");
}

/* ---- actions ---- */

static void actions_of_which_nothing_was_heard(void **state) {
    (void)state;
    static const struct action plan[] = {{.code = "1.2"}, {.code = "1.9"}, {.code = "1.10"},
                                         {.code = "2.4"}, {.code = "4.4"}, {.code = "5.2"}};
    static const struct typed typed[] = {
        {.action = "2.4", .date = {2019, 11, 14}, .state = TYPED_STANDS},
        {.action = "4.4", .date = {2019, 11, 14}, .state = TYPED_WITHDRAWN}};
    const struct typed_list list = {.typed = (struct typed *)typed, .typeds = 2};
    struct session s[4] = {delivered(on(1, 2019, 10, 16), 9, COUNT_EXACT),
                           delivered(on(2, 2019, 10, 17), 9, COUNT_EXACT),
                           delivered(on(3, 2019, 12, 20), 9, COUNT_EXACT), blank(4)};
    s[0].actions = "1.2;1.9";
    s[1].actions = "1.10;9.9";
    s[2].actions = "1.9"; /* is still to come */
    s[3].actions = "5.2";
    struct quality *q = quality_new(today, NULL);
    quality_plan(q, plan, 6, &list);
    for (size_t i = 0; i < 4; i++)
        quality_session(q, &s[i], false);
    quality_finish(q);
    size_t n, all;
    const struct finding *f = quality_findings(q, QUALITY_EMPTY, &n, &all);
    assert_int_equal(n, 1);
    assert_string_equal(f[0].actions, "4.4");
    assert_string_equal(f[0].what, "Its Update cell is empty.");
    f = quality_findings(q, QUALITY_STALE, &n, &all);
    assert_int_equal(n, 3); /* 1.10 was heard of 56 days ago */
    assert_string_equal(f[0].actions, "1.2");
    assert_string_equal(f[0].what, "Nothing took place or was written since 16/10/2019.");
    assert_string_equal(f[1].actions, "1.9");
    assert_string_equal(f[2].actions, "5.2");
    assert_string_equal(f[2].what, "Nothing that has a date took place or was written by now.");
    quality_free(q);
}

static void what_lapses_and_what_does_not_add_up(void **state) {
    (void)state;
    ARENA(a);
    struct typed typed[] = {{.action = "2.4",
                             .text = "Partial closure order",
                             .owner = "",
                             .date = {2019, 11, 14},
                             .expires = {2019, 12, 27},
                             .state = TYPED_STANDS}};
    const struct typed_list list = {.typed = typed, .typeds = 1};
    struct lapses lapses;
    size_t n, all;
    struct quality *q = quality_new(today, NULL);
    lapse_find(&a, &list, today, (struct date){0}, &lapses);
    quality_lapses(q, &lapses);
    quality_sum(q, "65 are not 67.");
    quality_finish(q);
    const struct finding *f = quality_findings(q, QUALITY_LAPSE, &n, &all);
    assert_int_equal(n, 1);
    assert_string_equal(f[0].what, "2.4 expires 27/12/2019: Partial closure order.");
    assert_string_equal(f[0].actions, "2.4");
    assert_int_equal(date_compare(f[0].date, (struct date){2019, 12, 27}), 0);
    assert_string_equal(said(q, QUALITY_SUMS), "65 are not 67.");
    quality_free(q);
}

/* ---- all of it ---- */

static void what_is_outside_of_the_period_is_only_held_against(void **state) {
    (void)state;
    struct session s[2] = {delivered(on(1, 2018, 10, 6), 0, COUNT_NOT_RECORDED),
                           delivered(on(2, 2019, 10, 6), 0, COUNT_NOT_RECORDED)};
    s[0].venue = s[1].venue = "Football Club";
    struct quality *q = quality_new(today, NULL);
    quality_session(q, &s[0], false);
    quality_session(q, &s[1], true);
    quality_finish(q);
    size_t n, all;
    const struct finding *f = quality_findings(q, QUALITY_NO_HEADS, &n, &all);
    assert_int_equal(all, 1);
    assert_int_equal(f[0].session, 2);
    assert_string_equal(f[0].venue, "Football Club");
    assert_string_equal(said(q, QUALITY_YEAR_SLIP),
                        "Football Club has 06/10/2019 here and 06/10/2018 in session 1.");
    quality_free(q);
}

static void a_list_ends_and_says_how_many_there_are(void **state) {
    (void)state;
    struct quality *q = quality_new(today, NULL);
    size_t n, all;
    enum { MANY = 20000 };
    for (int i = 0; i < MANY; i++) {
        char venue[32], topic[32];
        struct session s = delivered(on(i + 1, 2019, 1 + i % 12, 1 + i % 28), i % 50, COUNT_EXACT);
        snprintf(venue, sizeof venue, "Hall %d", i);
        snprintf(topic, sizeof topic, "Topic %d", i);
        s.venue = venue;
        s.topic = topic;
        s.date_unconfirmed = true;
        quality_session(q, &s, true);
    }
    quality_finish(q);
    quality_findings(q, QUALITY_UNCONFIRMED, &n, &all);
    assert_int_equal(n, QUALITY_LISTED);
    assert_int_equal(all, MANY);
    quality_free(q);
}

static void every_kind_says_what_to_do(void **state) {
    (void)state;
    for (enum quality_kind k = 0; k < QUALITY_KINDS; k++) {
        assert_true(strlen(quality_name(k)) > 5);
        const char *todo = quality_todo(k);
        assert_int_equal(todo[strlen(todo) - 1], '.');
    }
    quality_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_numbers_until_one_is_settled),
        cmocka_unit_test(dates_that_nobody_confirmed),
        cmocka_unit_test(no_year_and_no_date),
        cmocka_unit_test(the_weekday_that_the_words_say),
        cmocka_unit_test(a_school_at_a_weekend),
        cmocka_unit_test(a_planned_day_that_has_passed),
        cmocka_unit_test(heads_that_nobody_wrote_down),
        cmocka_unit_test(too_far_from_those_expected),
        cmocka_unit_test(sums_of_one_row),
        cmocka_unit_test(two_records_of_one_session),
        cmocka_unit_test(the_same_place_and_day_a_year_apart),
        cmocka_unit_test(one_place_in_several_spellings),
        cmocka_unit_test(fewer_than_another_session_of_the_series_expects),
        cmocka_unit_test(actions_of_which_nothing_was_heard),
        cmocka_unit_test(what_lapses_and_what_does_not_add_up),
        cmocka_unit_test(what_is_outside_of_the_period_is_only_held_against),
        cmocka_unit_test(a_list_ends_and_says_how_many_there_are),
        cmocka_unit_test(every_kind_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
