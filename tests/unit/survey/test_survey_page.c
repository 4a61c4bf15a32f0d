/* What a page shows. */
#include "asked.h"

static const char groups[] = ASKED(
    "<a/><g><b/><l><c/><s><d/></s></l></g><hidden/><note/>",
    "<bind nodeset=\"/data/g/b\" required=\"true()\"/>"
    "<bind nodeset=\"/data/g/l/s\" relevant=\"/data/g/l/c = 'y'\"/>"
    "<bind nodeset=\"/data/g/l/s/d\" type=\"int\"/>"
    "<bind nodeset=\"/data/note\" readonly=\"true()\"/>",
    "<input ref=\"/data/a\"><label>Your <output value=\"'pet'\"/>?</label>"
    "<hint>Any</hint></input>" GROUP(
        "ref=\"/data/g\"", "Outer",
        INPUT("g/b") GROUP("ref=\"/data/g/l\" appearance=\"field-list\"", "List",
                           INPUT("g/l/c") GROUP("ref=\"/data/g/l/s\"", "Inner", INPUT("g/l/s/d"))))
        INPUT("note"));

static void a_question_has_its_words(void **state) {
    (void)state;
    struct asked a = ask(groups);
    assert_shows(&a, "1/3 /data/a");
    assert_string_equal(question(&a, "/data/a")->label, "Your pet?");
    assert_string_equal(question(&a, "/data/a")->hint, "Any");
    assert_null(question(&a, "/data/a")->image);
    assert_int_equal(page(&a)->headings, 0);
    next(&a);
    assert_int_equal(page(&a)->headings, 1);
    assert_string_equal(page(&a)->heading[0], "Outer");
    assert_string_equal(question(&a, "/data/g/b")->hint, "");
    asked_free(&a);
}

static void a_list_follows_its_answers(void **state) {
    (void)state;
    struct asked a = ask(groups);
    next(&a);
    answer_next(&a, "/data/g/b", "x");
    uint32_t turn = page(&a)->turn;
    assert_shows(&a, "3/3 /data/g/l/c");
    assert_int_equal(page(&a)->headings, 2);
    assert_string_equal(page(&a)->heading[1], "List");
    answer(&a, "/data/g/l/c", "y");
    assert_shows(&a, "3/3 /data/g/l/c /data/g/l/s#1 /data/g/l/s/d");
    assert_true(page(&a)->question[1].heading);
    assert_string_equal(page(&a)->question[1].label, "Inner");
    assert_string_equal(page(&a)->question[1].value, "");
    answer(&a, "/data/g/l/s/d", "x");
    survey_answer(a.s, "/data/g/l/s#1",
                  "9"); /* a heading takes no answer, nor any typed text away */
    assert_string_equal(question(&a, "/data/g/l/s/d")->typed, "x");
    answer(&a, "/data/g/l/s/d", "1");
    assert_int_equal(page(&a)->turn, turn);
    next(&a);
    assert_true(page(&a)->turn > turn);
    asked_free(&a);
}

static void a_note_is_readonly_and_holds_nobody_up(void **state) {
    (void)state;
    struct asked a = ask(groups);
    next(&a);
    answer_next(&a, "/data/g/b", "x");
    next(&a);
    assert_shows(&a, "3/3 /data/note");
    assert_true(page(&a)->note);
    assert_true(question(&a, "/data/note")->readonly);
    assert_true(question(&a, "/data/note")->can_answer);
    survey_answer(a.s, "/data/note", "x");
    assert_string_equal(question(&a, "/data/note")->value, "");
    assert_true(next(&a));
    asked_free(&a);
}

static const char between[] =
    ASKED("<intro/><sure/><call/><why/>",
          "<bind nodeset=\"/data/intro\" readonly=\"true()\"/>"
          "<bind nodeset=\"/data/call\" readonly=\"true()\" relevant=\"/data/sure = 'no'\"/>"
          "<bind nodeset=\"/data/why\" relevant=\"/data/sure = 'no'\"/>",
          INPUT("intro") INPUT("sure") GROUP("appearance=\"field-list\"", "", INPUT("call"))
              GROUP("appearance=\"field-list\"", "", INPUT("call") INPUT("why")));

/* A page of notes is no question of so many; a note beside a question leaves that one its number.
 */
static void notes_have_no_number(void **state) {
    (void)state;
    struct asked a = ask(between);
    assert_shows(&a, "0/1 /data/intro");
    assert_true(page(&a)->note);
    assert_true(next(&a));
    answer(&a, "/data/sure", "no");
    assert_shows(&a, "1/2 /data/sure");
    assert_false(page(&a)->note);
    assert_true(next(&a));
    assert_shows(&a, "1/2 /data/call");
    assert_true(page(&a)->note);
    assert_true(next(&a));
    assert_shows(&a, "2/2 /data/call /data/why");
    assert_false(page(&a)->note);
    assert_true(next(&a));
    assert_int_equal(page(&a)->number, 2);
    assert_int_equal(page(&a)->answers, 2);
    asked_free(&a);
}

static void what_is_not_relevant_has_no_page(void **state) {
    (void)state;
    struct asked a =
        ask(ASKED("<a/><b/><c/>",
                  "<bind nodeset=\"/data/b\" relevant=\"/data/a != ''\" required=\"true()\"/>",
                  INPUT("a") INPUT("b") INPUT("c")));
    assert_shows(&a, "1/2 /data/a");
    answer(&a, "/data/a", "1");
    assert_shows(&a, "1/3 /data/a");
    answer(&a, "/data/a", "");
    next(&a);
    assert_shows(&a, "2/2 /data/c");
    asked_free(&a);
}

static void a_page_that_takes_itself_away_makes_room_for_the_next(void **state) {
    (void)state;
    struct asked a =
        ask(ASKED("<a/><b/><gone/>", "<bind nodeset=\"/data/a\" relevant=\"/data/gone = ''\"/>",
                  "<input ref=\"/data/a\"><setvalue event=\"xforms-value-changed\" "
                  "ref=\"/data/gone\" value=\"1\"/></input>" INPUT("b")));
    assert_shows(&a, "1/2 /data/a");
    uint32_t turn = page(&a)->turn;
    answer(&a, "/data/a", "x");
    assert_shows(&a, "1/1 /data/b");
    assert_true(page(&a)->turn > turn);
    asked_free(&a);
}

static void a_form_without_pages_shows_that_there_is_nothing(void **state) {
    (void)state;
    struct survey_start start = asked_start();
    start.check_answers = false;
    struct asked a = ask_with(
        ASKED("<a/>", "<bind nodeset=\"/data/a\" relevant=\"false()\"/>", INPUT("a")), &start);
    assert_shows(&a, "check");
    assert_true(page(&a)->last);
    assert_int_equal(page(&a)->answers, 0);
    assert_false(back(&a));
    assert_true(next(&a));
    assert_shows(&a, "check");
    assert_sent(&a, "!<a");
    asked_free(&a);
}

/* ---- choices ---- */

static const char cascade[] = ASKED(
    "<l><town/><street/><pub/></l>",
    "<instance id=\"s\"><root><item><name>high</name><in>a</in></item><item><name>low</name>"
    "<in>a</in></item><item><name>mill</name><in>b</in></item></root></instance>"
    "<bind nodeset=\"/data/l/street\" required=\"true()\"/>"
    "<bind nodeset=\"/data/l/pub\" relevant=\"/data/l/street = 'high'\"/>",
    GROUP("ref=\"/data/l\" appearance=\"field-list\"", "",
          CHOICES("select1", "l/town", ITEM("a", "A") ITEM("b", "B") ITEM("c", "C"))
              CHOICES("select1", "l/street",
                      "<itemset nodeset=\"instance('s')/root/item[in = /data/l/town]\">"
                      "<value ref=\"name\"/><label ref=\"name\"/></itemset>") INPUT("l/pub")));

static void an_answer_that_is_no_choice_any_more_goes(void **state) {
    (void)state;
    struct asked a = ask(cascade);
    survey_choose(a.s, "/data/l/town", 0);
    survey_choose(a.s, "/data/l/street", 0);
    assert_shows(&a, "1/1 /data/l/town /data/l/street /data/l/pub");
    assert_int_equal(page(&a)->headings, 0); /* the list has no label */
    survey_choose(a.s, "/data/l/town", 1);
    assert_shows(&a, "1/1 /data/l/town /data/l/street");
    assert_string_equal(question(&a, "/data/l/street")->value, "");
    assert_int_equal(question(&a, "/data/l/street")->options, 1);
    assert_string_equal(question(&a, "/data/l/street")->option[0].label, "mill");
    assert_false(next(&a));
    asked_free(&a);
}

static void nothing_to_choose_from_holds_nobody_up(void **state) {
    (void)state;
    struct asked a = ask(cascade);
    survey_choose(a.s, "/data/l/town", 2);
    assert_true(question(&a, "/data/l/town")->can_answer);
    assert_false(question(&a, "/data/l/street")->can_answer);
    assert_true(next(&a));
    assert_shows(&a, "check");
    assert_int_equal(page(&a)->answers, 1);
    assert_sent(&a, "<town>c</town>");
    asked_free(&a);
}

static void a_readonly_fault_holds_nobody_up(void **state) {
    (void)state;
    struct asked a = ask(ASKED(
        "<a/>", "<bind nodeset=\"/data/a\" required=\"true()\" readonly=\"true()\"/>", INPUT("a")));
    assert_true(next(&a));
    assert_int_equal(page(&a)->answers, 0);
    assert_sent(&a, "<a/>");
    asked_free(&a);
}

static void pictures_are_named(void **state) {
    (void)state;
    struct asked a = ask(ASKED(
        "<q/>",
        "<itext><translation lang=\"en\"><text id=\"q\"><value>Q</value><value form=\"image\">"
        "jr://images/q.png</value></text><text id=\"c\"><value>C</value><value form=\"image\">"
        "jr://images/c.png</value></text></translation></itext>",
        "<select1 ref=\"/data/q\"><label ref=\"jr:itext('q')\"/><item>"
        "<label ref=\"jr:itext('c')\"/><value>c</value></item></select1>"));
    assert_string_equal(question(&a, "/data/q")->image, "q.png");
    assert_string_equal(question(&a, "/data/q")->option[0].image, "c.png");
    asked_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_has_its_words),
        cmocka_unit_test(a_list_follows_its_answers),
        cmocka_unit_test(a_note_is_readonly_and_holds_nobody_up),
        cmocka_unit_test(notes_have_no_number),
        cmocka_unit_test(what_is_not_relevant_has_no_page),
        cmocka_unit_test(a_page_that_takes_itself_away_makes_room_for_the_next),
        cmocka_unit_test(a_form_without_pages_shows_that_there_is_nothing),
        cmocka_unit_test(an_answer_that_is_no_choice_any_more_goes),
        cmocka_unit_test(nothing_to_choose_from_holds_nobody_up),
        cmocka_unit_test(a_readonly_fault_holds_nobody_up),
        cmocka_unit_test(pictures_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
