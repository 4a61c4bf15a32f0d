/* Controls with a value: what a tap or a stroke answers, and that nothing is answered before. */
#include "ask.h"

#include "questions/day_time.h"
#include "questions/scale.h"
#include "ui/keys.h"

static struct ask *range(double start, double end, double step, const char *appearance) {
    struct ask *a = ask_new(CONTROL_RANGE, appearance, TYPE_DECIMAL);
    a->control.start = start;
    a->control.end = end;
    a->control.step = step;
    return a;
}

static void a_scale_counts_its_places_in_its_own_direction(void **state) {
    (void)state;
    static const struct {
        double start, end, step;
        int steps, at;
        const char *text;
    } cases[] = {{0, 10, 1, 11, 10, "10"},     {1, 5, 1, 5, 0, "1"},      {5, 1, 1, 5, 1, "4"},
                 {0, 1, 0.1, 11, 3, "0.3"},    {-2, 2, 0.5, 9, 4, "0.0"}, {0, 10, 3, 4, 3, "9"},
                 {1.25, 2, 0.25, 4, 1, "1.50"}};
    ARENA(arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ask *a = range(cases[i].start, cases[i].end, cases[i].step, "");
        struct scale s = scale_of(&a->control);
        assert_int_equal(s.steps, cases[i].steps);
        assert_string_equal(scale_text(&s, cases[i].at, &arena), cases[i].text);
        assert_int_equal(scale_at(&s, cases[i].text), cases[i].at);
        assert_int_equal(scale_at(&s, ""), -1);
        assert_true(scale_at(&s, "1e9") < s.steps);
        ask_end(a);
    }
}

static void few_steps_are_buttons(void **state) {
    (void)state;
    struct ask *a = range(0, 10, 1, "");
    assert_false(ask_node(a, "/d/q:0")->flags & UI_CHECKED);
    assert_true(ask_has(a, "/d/q:10"));
    ask_tap(a, "/d/q:7");
    assert_answers(a, "7");
    a->q.value = "7";
    assert_true(ask_node(a, "/d/q:7")->flags & UI_CHECKED);
    a->control.appearance = "vertical";
    assert_true(ask_node(a, "/d/q:0")->at.y < ask_node(a, "/d/q:1")->at.y);
    ask_end(a);
}

static void many_steps_go_on_by_one_and_ten_and_end(void **state) {
    (void)state;
    struct ask *a = range(0, 100, 1, "");
    assert_shows(a, "No answer yet");
    ask_tap(a, "/d/q:+1");
    assert_answers(a, "0");
    a->q.value = "95";
    ask_tap(a, "/d/q:+10");
    assert_answers(a, "100");
    ask_tap(a, "/d/q:-10");
    assert_answers(a, "85");
    ask_tap(a, "/d/q:-1");
    assert_answers(a, "94");
    a->q.value = "100";
    assert_true(ask_node(a, "/d/q:+1")->flags & UI_DISABLED);
    ask_end(a);
}

static void a_picker_has_steps_too(void **state) {
    (void)state;
    struct ask *a = range(0, 4, 1, "picker");
    assert_false(ask_has(a, "/d/q:2"));
    ask_tap(a, "/d/q:-1"); /* of nothing yet: the other end */
    assert_answers(a, "4");
    ask_end(a);
}

static void stars_are_lit_up_to_the_chosen_one(void **state) {
    (void)state;
    struct ask *a = range(1, 5, 1, "rating");
    ask_tap(a, "/d/q:3");
    assert_answers(a, "4");
    a->q.value = "2";
    const struct ui_node *second = ask_node(a, "/d/q:1");
    assert_string_equal(second->label, "2 stars");
    assert_string_equal(second->first->first->icon, "star-full");
    assert_string_equal(ask_node(a, "/d/q:2")->first->first->icon, "star");
    ask_end(a);
}

static void numbers_are_typed_as_they_stand(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_INT);
    ask_type(a, "/d/q", "12");
    assert_answers(a, "12");
    a->q.value = "12";
    ask_tap(a, "/d/q:sign");
    assert_answers(a, "-12");
    a->q.value = "-12";
    ask_tap(a, "/d/q:sign");
    assert_answers(a, "12");
    assert_false(ask_has(a, "pad:point"));
    a->q.typed = "twelve";
    assert_string_equal(ask_node(a, "/d/q")->value, "twelve");
    ask_end(a);
}

static void decimals_have_a_point(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_DECIMAL);
    const struct ui_node *point = ask_node(a, "pad:point");
    assert_int_equal(point->on_tap.id, UI_MSG_KEY_CHAR);
    assert_int_equal(point->on_tap.arg, '.');
    assert_false(ask_node(a, "/d/q")->flags & UI_NUMERIC); /* which would refuse the point */
    a->q.value = "2";
    a->q.typed = "2.";
    assert_string_equal(ask_node(a, "/d/q")->value, "2.");
    ask_end(a);
}

static void digits_that_are_text_have_no_sign(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "numbers", TYPE_STRING);
    assert_false(ask_has(a, "/d/q:sign"));
    ask_type(a, "/d/q", "007");
    assert_answers(a, "007");
    ask_end(a);
}

static void a_blank_before_the_next_word_stays(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "multiline", TYPE_STRING);
    ask_type(a, "/d/q", "two ");
    assert_answers(a, "two ");
    a->q.value = "two"; /* as the form keeps it */
    assert_string_equal(ask_node(a, "/d/q")->value, "two ");
    ask_type(a, "/d/q", "two w");
    a->q.value = "two w";
    assert_string_equal(ask_node(a, "/d/q")->value, "two w");
    ask_end(a);
}

static void a_scanner_types_and_enters(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_BARCODE);
    ask_type(a, "/d/q", "5012345678900");
    assert_answers(a, "5012345678900");
    size_t index;
    struct ui_msg own;
    assert_true(question_of(ask_node(a, "/d/q")->on_tap, &index, &own));
    assert_int_equal(own.id, QUESTION_ENTER);
    ask_end(a);
}

static void ok_is_given_and_taken_back(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_TRIGGER, "", TYPE_STRING);
    ask_tap(a, "/d/q:ok");
    assert_answers(a, "OK");
    a->q.value = "OK";
    assert_true(ask_node(a, "/d/q:ok")->flags & UI_CHECKED);
    ask_tap(a, "/d/q:ok");
    assert_answers(a, "");
    ask_end(a);
}

/* ---- dates and times ---- */

static void days_and_times_are_read_written_and_said(void **state) {
    (void)state;
    static const struct {
        const char *stored, *written, *words;
    } cases[] = {
        {"2019-02-06", "2019-02-06", "6 February 2019"},
        {"09:15:00.000+01:00", "09:15:00", "09:15"},
        {"2019-02-06T21:45:00", "2019-02-06T21:45:00", "6 February 2019, 21:45"},
    };
    ARENA(arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct day_time when;
        char text[32];
        assert_true(day_time_read(cases[i].stored, &when));
        day_time_write(&when, text);
        assert_string_equal(text, cases[i].written);
        assert_string_equal(day_time_words(&when, &arena), cases[i].words);
    }
    struct day_time none = {0};
    assert_false(day_time_read("", &none));
    assert_false(day_time_read("soon", &none));
}

static void months_go_on_to_days_that_exist(void **state) {
    (void)state;
    struct date d = day_months_on((struct date){2019, 1, 31}, 1);
    assert_int_equal(date_compare(d, (struct date){2019, 2, 28}), 0);
    d = day_months_on((struct date){2019, 1, 15}, -1);
    assert_int_equal(date_compare(d, (struct date){2018, 12, 15}), 0);
    d = day_months_on((struct date){1, 1, 1}, -1);
    assert_int_equal(date_compare(d, (struct date){1, 1, 1}), 0);
}

static void a_calendar_shows_todays_month_and_answers_by_day(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_DATE);
    assert_shows(a, "February");
    assert_false(ask_has(a, "/d/q:29"));
    /* 1 February 2019 was a Friday: four days stand in its row before the 3rd, a Sunday */
    assert_true(ask_node(a, "/d/q:3")->at.y == ask_node(a, "/d/q:1")->at.y);
    assert_true(ask_node(a, "/d/q:4")->at.y > ask_node(a, "/d/q:3")->at.y);
    assert_true(ask_node(a, "/d/q:8")->at.x == ask_node(a, "/d/q:1")->at.x);
    ask_tap(a, "/d/q:14");
    assert_answers(a, "2019-02-14");
    ask_tap(a, "/d/q:month-minus");
    assert_int_equal(a->out.n, 0); /* turning pages is no answer */
    assert_shows(a, "January");
    ask_tap(a, "/d/q:year-minus");
    assert_shows(a, "2018");
    ask_tap(a, "/d/q:31");
    assert_answers(a, "2018-01-31");
    ask_tap(a, "/d/q:today");
    assert_answers(a, "2019-02-06");
    assert_shows(a, "February");
    ask_end(a);
}

static void a_chosen_day_is_marked(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_DATE);
    a->q.value = "2020-02-29";
    assert_true(ask_node(a, "/d/q:29")->flags & UI_CHECKED);
    assert_shows(a, "29 February 2020");
    ask_end(a);
}

static void steps_first_give_today_and_then_go_on(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "no-calendar", TYPE_DATE);
    assert_shows(a, "No answer yet");
    ask_tap(a, "/d/q:day-plus");
    assert_answers(a, "2019-02-06");
    a->q.value = "2019-01-31";
    ask_tap(a, "/d/q:day-plus");
    assert_answers(a, "2019-02-01");
    ask_tap(a, "/d/q:month-plus");
    assert_answers(a, "2019-02-28");
    ask_end(a);
}

static void a_month_or_a_year_is_stored_by_its_first_day(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "month-year", TYPE_DATE);
    assert_false(ask_has(a, "/d/q:day"));
    ask_tap(a, "/d/q:month-plus");
    assert_answers(a, "2019-02-01");
    a->control.appearance = "year";
    assert_false(ask_has(a, "/d/q:month"));
    a->q.value = "2019-01-01";
    ask_tap(a, "/d/q:year-minus");
    assert_answers(a, "2018-01-01");
    ask_end(a);
}

static void a_time_has_steps_quarters_and_now(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_TIME);
    ask_tap(a, "/d/q:now");
    assert_answers(a, "09:40:00");
    ask_tap(a, "/d/q:at-30");
    assert_answers(a, "09:30:00");
    ask_tap(a, "/d/q:hour-plus"); /* of nothing yet: what shows */
    assert_answers(a, "09:40:00");
    a->q.value = "23:59";
    ask_tap(a, "/d/q:hour-plus");
    assert_answers(a, "00:59:00");
    ask_tap(a, "/d/q:minute-plus"); /* leaves the hour alone */
    assert_answers(a, "23:00:00");
    a->q.value = "00:00";
    ask_tap(a, "/d/q:minute-minus");
    assert_answers(a, "00:59:00");
    ask_end(a);
}

static void a_day_and_a_time_are_an_answer_together(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_DATETIME);
    ask_tap(a, "/d/q:14");
    assert_int_equal(a->out.n, 0);
    assert_shows(a, "14 February 2019"); /* and the time is asked for */
    ask_tap(a, "/d/q:at-15");
    assert_answers(a, "2019-02-14T09:15:00");
    a->q.value = "2019-02-14T09:15:00.000+00:00";
    ask_tap(a, "/d/q:date");
    ask_tap(a, "/d/q:15");
    assert_answers(a, "2019-02-15T09:15:00");
    ask_end(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scale_counts_its_places_in_its_own_direction),
        cmocka_unit_test(few_steps_are_buttons),
        cmocka_unit_test(many_steps_go_on_by_one_and_ten_and_end),
        cmocka_unit_test(a_picker_has_steps_too),
        cmocka_unit_test(stars_are_lit_up_to_the_chosen_one),
        cmocka_unit_test(numbers_are_typed_as_they_stand),
        cmocka_unit_test(decimals_have_a_point),
        cmocka_unit_test(digits_that_are_text_have_no_sign),
        cmocka_unit_test(a_blank_before_the_next_word_stays),
        cmocka_unit_test(a_scanner_types_and_enters),
        cmocka_unit_test(ok_is_given_and_taken_back),
        cmocka_unit_test(days_and_times_are_read_written_and_said),
        cmocka_unit_test(months_go_on_to_days_that_exist),
        cmocka_unit_test(a_calendar_shows_todays_month_and_answers_by_day),
        cmocka_unit_test(a_chosen_day_is_marked),
        cmocka_unit_test(steps_first_give_today_and_then_go_on),
        cmocka_unit_test(a_month_or_a_year_is_stored_by_its_first_day),
        cmocka_unit_test(a_time_has_steps_quarters_and_now),
        cmocka_unit_test(a_day_and_a_time_are_an_answer_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
