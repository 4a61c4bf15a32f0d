/* The way through the pages, and how fast somebody went it. */
#include "asked.h"

static const char three[] =
    ASKED("<a/><b/><c/>",
          "<bind nodeset=\"/data/b\" relevant=\"/data/a = 'y'\" required=\"true()\"/>"
          "<bind nodeset=\"/data/c\" constraint=\". != /data/a\"/>",
          INPUT("a") INPUT("b") INPUT("c"));

static void pages_come_one_after_the_other_and_back(void **state) {
    (void)state;
    struct asked a = ask(three);
    assert_shows(&a, "1/2 /data/a");
    assert_false(back(&a));
    answer_next(&a, "/data/a", "y");
    assert_shows(&a, "2/3 /data/b");
    answer_next(&a, "/data/b", "1");
    assert_shows(&a, "3/3 /data/c");
    assert_false(page(&a)->last);
    assert_true(next(&a));
    assert_shows(&a, "check");
    assert_true(page(&a)->last);
    assert_int_equal(page(&a)->number, 3);
    assert_true(next(&a)); /* nothing is behind it */
    assert_shows(&a, "check");
    assert_true(back(&a));
    assert_shows(&a, "3/3 /data/c");
    assert_true(back(&a));
    assert_true(back(&a));
    assert_shows(&a, "1/3 /data/a");
    asked_free(&a);
}

static void without_a_check_page_the_last_question_is_the_last_page(void **state) {
    (void)state;
    struct survey_start start = asked_start();
    start.check_answers = false;
    struct asked a = ask_with(three, &start);
    answer_next(&a, "/data/a", "n");
    assert_true(page(&a)->last);
    answer(&a, "/data/c", "n");
    assert_false(next(&a));
    assert_int_equal(page(&a)->faults, 1);
    answer(&a, "/data/c", "m");
    assert_true(next(&a));
    assert_shows(&a, "2/2 /data/c");
    assert_sent(&a, "<a>n</a><c>m</c>");
    assert_false(back(&a));
    asked_free(&a);
}

static void a_change_leads_back_to_the_check_page(void **state) {
    (void)state;
    struct asked a = ask(three);
    answer_next(&a, "/data/a", "n");
    answer_next(&a, "/data/c", "m");
    go(&a, "/data/a");
    assert_shows(&a, "1/2 /data/a");
    answer_next(&a, "/data/a", "o");
    assert_shows(&a, "check");
    go(&a, "/data/a");
    assert_true(back(&a));
    assert_shows(&a, "check");
    assert_true(back(&a)); /* from now on it is the way back again */
    assert_true(back(&a));
    assert_true(next(&a));
    assert_shows(&a, "2/2 /data/c");
    asked_free(&a);
}

static void a_change_that_asks_for_more_leads_there_first(void **state) {
    (void)state;
    struct asked a = ask(three);
    answer_next(&a, "/data/a", "n");
    answer_next(&a, "/data/c", "m");
    go(&a, "/data/a");
    answer_next(&a, "/data/a", "y");
    assert_shows(&a, "2/3 /data/b");
    assert_int_equal(page(&a)->faults, 0);
    assert_false(next(&a));
    answer_next(&a, "/data/b", "1");
    assert_shows(&a, "check");
    asked_free(&a);
}

static void the_end_is_refused_at_the_first_fault(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct survey_pace pace;
    struct asked a = ask(three);
    answer_next(&a, "/data/a", "n");
    answer_next(&a, "/data/c", "m");
    assert_true(back(&a));
    assert_true(back(&a));
    answer(&a, "/data/a", "m");
    assert_false(survey_finish(a.s, a.now, &out, &pace));
    assert_shows(&a, "2/2 /data/c");
    assert_int_equal(page(&a)->faults, 1);
    assert_string_equal(str_c(&out), "");
    answer_next(&a, "/data/c", "k");
    assert_shows(&a, "check");
    assert_sent(&a, "<a>m</a><c>k</c>");
    asked_free(&a);
}

static void a_record_that_could_not_be_saved_is_given_again(void **state) {
    (void)state;
    struct str first CLEANUP(str_release) = {0}, again CLEANUP(str_release) = {0};
    struct survey_pace pace, same;
    struct asked a = ask(three);
    next(&a);
    next(&a);
    assert_true(survey_finish(a.s, a.now, &first, &pace));
    assert_true(survey_finish(a.s, a.now, &again, &same));
    assert_non_null(strstr(str_c(&first), "instanceID>uuid:"));
    assert_string_equal(str_c(&first), str_c(&again));
    assert_memory_equal(&pace, &same, sizeof pace);
    asked_free(&a);
}

/* ---- repeats ---- */

static const char people[] =
    ASKED("<p jr:template=\"\"><n/><k/></p><end/>", "<bind nodeset=\"/data/p/n\" type=\"int\"/>",
          GROUP("ref=\"/data/p\"", "Person",
                "<repeat nodeset=\"/data/p\">" INPUT("p/n") INPUT("p/k") "</repeat>") INPUT("end"));

static void another_one_is_added(void **state) {
    (void)state;
    struct asked a = ask(people);
    assert_shows(&a, "0/1 another Person 0");
    assert_false(page(&a)->can_remove);
    survey_repeat_remove(a.s, a.now);
    survey_repeat_add(a.s, a.now);
    assert_shows(&a, "1/3 /data/p[1]/n");
    assert_int_equal(page(&a)->headings, 1);
    assert_string_equal(page(&a)->heading[0], "Person 1");
    next(&a);
    next(&a);
    assert_shows(&a, "2/3 another Person 1");
    survey_repeat_add(a.s, a.now);
    assert_shows(&a, "3/5 /data/p[2]/n");
    assert_string_equal(page(&a)->heading[0], "Person 2");
    assert_true(back(&a));
    assert_shows(&a, "2/5 /data/p[1]/k");
    asked_free(&a);
}

/* Two people, and the question whether there is another one. */
static struct asked ask_two(void) {
    struct asked a = ask(people);
    for (int i = 0; i < 2; i++) {
        survey_repeat_add(a.s, a.now);
        next(&a);
        next(&a);
    }
    assert_shows(&a, "4/5 another Person 2");
    return a;
}

static void the_last_one_is_taken_away(void **state) {
    (void)state;
    struct asked a = ask_two();
    assert_true(page(&a)->can_remove);
    survey_repeat_remove(a.s, a.now);
    assert_shows(&a, "2/3 another Person 1");
    assert_true(next(&a));
    assert_shows(&a, "3/3 /data/end");
    assert_true(next(&a));
    assert_int_equal(page(&a)->answers, 3);
    assert_string_equal(page(&a)->answer[0].group, "Person 1");
    assert_null(page(&a)->answer[1].group);
    assert_string_equal(page(&a)->answer[2].group, "");
    go(&a, "/data/p[1]/k");
    assert_shows(&a, "2/3 /data/p[1]/k");
    asked_free(&a);
}

static void what_was_typed_goes_with_the_one_taken_away(void **state) {
    (void)state;
    struct asked a = ask_two();
    next(&a);
    next(&a);
    go(&a, "/data/p[2]/n");
    answer(&a, "/data/p[2]/n", "x");
    for (int i = 0; i < 3; i++)
        assert_true(back(&a));
    assert_shows(&a, "4/5 another Person 2");
    survey_repeat_remove(a.s, a.now);
    survey_repeat_add(a.s, a.now);
    assert_shows(&a, "3/5 /data/p[2]/n");
    assert_null(question(&a, "/data/p[2]/n")->typed);
    assert_true(next(&a));
    asked_free(&a);
}

static void a_draft_is_left_at_the_question_for_another(void **state) {
    (void)state;
    char place[SURVEY_PATH];
    struct str draft CLEANUP(str_release) = {0};
    struct survey_start start = asked_start();
    struct asked a = ask(people);
    survey_repeat_add(a.s, a.now);
    next(&a);
    next(&a);
    survey_draft(a.s, &draft, place);
    assert_string_equal(place, "/data/p");
    asked_free(&a);
    start.draft = str_c(&draft);
    start.place = place;
    a = ask_with(people, &start);
    assert_shows(&a, "2/3 another Person 1");
    asked_free(&a);
}

/* ---- pace ---- */

static const char taps[] =
    ASKED("<a/><note/><m/>", "<bind nodeset=\"/data/note\" readonly=\"true()\"/>",
          CHOICES("select1", "a", ITEM("x", "X") ITEM("y", "Y")) INPUT("note")
              CHOICES("select", "m", ITEM("x", "X") ITEM("y", "Y")));

static struct survey_pace tapped(size_t first, size_t second, int64_t each) {
    struct survey_pace pace;
    struct str out CLEANUP(str_release) = {0};
    struct survey_start start = asked_start();
    start.check_answers = false;
    struct asked a = ask_with(taps, &start);
    survey_choose(a.s, "/data/a", first);
    assert_true(survey_next(a.s, a.now += each));
    assert_true(survey_next(a.s, a.now += each));
    survey_choose(a.s, "/data/m", second);
    assert_true(survey_finish(a.s, a.now += each, &out, &pace));
    asked_free(&a);
    return pace;
}

static void pace_counts_pages_that_ask_something(void **state) {
    (void)state;
    struct survey_pace slow = tapped(0, 0, 700), fast = tapped(0, 0, 699);
    assert_int_equal(slow.pages, 2);
    assert_int_equal(slow.fast, 0);
    assert_int_equal(fast.pages, 2);
    assert_int_equal(fast.fast, 2);
    assert_true(slow.pattern == fast.pattern);
}

static void the_same_taps_have_the_same_pattern_and_others_another(void **state) {
    (void)state;
    uint64_t seen[4];
    for (size_t i = 0; i < 4; i++) {
        seen[i] = tapped(i & 1, i >> 1, 100).pattern;
        for (size_t k = 0; k < i; k++)
            assert_true(seen[k] != seen[i]);
    }
}

static void a_refused_page_is_counted_once(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct survey_pace pace;
    struct asked a =
        ask(ASKED("<a/>", "<bind nodeset=\"/data/a\" required=\"true()\"/>", INPUT("a")));
    assert_false(survey_next(a.s, 1100));
    answer(&a, "/data/a", "x");
    assert_true(survey_next(a.s, 9000));
    assert_true(survey_finish(a.s, 9100, &out, &pace));
    assert_int_equal(pace.pages, 1);
    assert_int_equal(pace.fast, 0);
    asked_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_come_one_after_the_other_and_back),
        cmocka_unit_test(without_a_check_page_the_last_question_is_the_last_page),
        cmocka_unit_test(a_change_leads_back_to_the_check_page),
        cmocka_unit_test(a_change_that_asks_for_more_leads_there_first),
        cmocka_unit_test(the_end_is_refused_at_the_first_fault),
        cmocka_unit_test(a_record_that_could_not_be_saved_is_given_again),
        cmocka_unit_test(another_one_is_added),
        cmocka_unit_test(the_last_one_is_taken_away),
        cmocka_unit_test(what_was_typed_goes_with_the_one_taken_away),
        cmocka_unit_test(a_draft_is_left_at_the_question_for_another),
        cmocka_unit_test(pace_counts_pages_that_ask_something),
        cmocka_unit_test(the_same_taps_have_the_same_pattern_and_others_another),
        cmocka_unit_test(a_refused_page_is_counted_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
