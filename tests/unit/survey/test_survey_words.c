/* Answers as a person reads them on the check page. */
#include "asked.h"

/* The check page's words for a value that a question of this type and kind has from the start. */
static void assert_words(const char *control, const char *type, const char *value,
                         const char *want) {
    struct str xml CLEANUP(str_release) = {0};
    str_addf(&xml,
             FORM_MODEL "<instance><data id=\"d\"><q>%s</q></data></instance>"
                        "<bind nodeset=\"/data/q\" type=\"%s\"/>" FORM_BODY "%s" FORM_END,
             value, type, control);
    struct asked a = ask(str_c(&xml));
    assert_true(next(&a));
    assert_int_equal(page(&a)->answers, 1);
    assert_string_equal(page(&a)->answer[0].label, "Q");
    assert_string_equal(page(&a)->answer[0].value, want);
    asked_free(&a);
}

#define Q(tag, more) "<" tag " ref=\"/data/q\" " more "><label>Q</label>"
#define PLAIN(more) Q("input", more) "</input>"
#define FRUIT(tag) Q(tag, "") ITEM("a", "Apples") ITEM("b", "Big pears") ITEM("c", "") "</" tag ">"

static void values_are_in_words(void **state) {
    (void)state;
    static const struct {
        const char *control, *type, *value, *want;
    } rows[] = {
        {PLAIN(""), "string", "some words", "some words"},
        {PLAIN(""), "string", "2019-03-27", "2019-03-27"},
        {PLAIN(""), "int", "12", "12"},
        {PLAIN(""), "decimal", "2.5", "2.5"},
        {PLAIN(""), "boolean", "true", "Yes"},
        {PLAIN(""), "boolean", "false", "No"},
        {PLAIN(""), "date", "2019-03-07", "07/03/2019"},
        {PLAIN("appearance=\"month-year\""), "date", "2019-03-01", "March 2019"},
        {PLAIN("appearance=\"year\""), "date", "2019-01-01", "2019"},
        {PLAIN(""), "time", "09:05:00.000+01:00", "09:05"},
        {PLAIN(""), "dateTime", "2019-03-07T09:05:00.000+01:00", "07/03/2019 09:05"},
        {PLAIN("appearance=\"masked\""), "string", "secret", "Typed, and hidden"},
        {PLAIN("appearance=\"masked\""), "string", "", ""},
        {FRUIT("select1"), "string", "b", "Big pears"},
        {FRUIT("select1"), "string", "c", "c"},
        {FRUIT("select1"), "string", "", ""},
        {FRUIT("select"), "string", "b a", "Big pears, Apples"},
        {FRUIT("odk:rank"), "string", "b a c", "Big pears, Apples, c"},
        {Q("trigger", "") "</trigger>", "string", "OK", "Yes"},
        {Q("range", "start=\"0\" end=\"10\" step=\"1\"") "</range>", "int", "7", "7"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_words(rows[i].control, rows[i].type, rows[i].value, rows[i].want);
}

static void groups_head_their_answers(void **state) {
    (void)state;
    struct asked a =
        ask(ASKED("<a/><g><b/><h><c/></h></g><d/>", "",
                  INPUT("a") GROUP("ref=\"/data/g\"", "Outer",
                                   INPUT("g/b") GROUP("ref=\"/data/g/h\" appearance=\"field-list\"",
                                                      "Inner", INPUT("g/h/c"))) INPUT("d")));
    for (int i = 0; i < 4; i++)
        assert_true(next(&a));
    const struct survey_answer *line = page(&a)->answer;
    assert_int_equal(page(&a)->answers, 4);
    assert_null(line[0].group);
    assert_string_equal(line[1].group, "Outer");
    assert_string_equal(line[2].group, "Inner");
    assert_string_equal(line[3].group, "");
    assert_string_equal(line[3].path, "/data/d");
    asked_free(&a);
}

static void faults_speak_of_the_type(void **state) {
    (void)state;
    static const struct {
        const char *type, *want;
    } rows[] = {{"int", "This must be a whole number, like 12."},
                {"decimal", "This must be a number, like 12 or 2.5."},
                {"date", "This must be a date, like 27/03/2019."},
                {"time", "This must be a time, like 10:30."},
                {"dateTime", "This must be a date and a time."},
                {"boolean", "This answer is not possible here."}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str xml CLEANUP(str_release) = {0};
        str_addf(&xml,
                 FORM_MODEL "<instance><data id=\"d\"><q/></data></instance>"
                            "<bind nodeset=\"/data/q\" type=\"%s\"/>" FORM_BODY PLAIN("") FORM_END,
                 rows[i].type);
        struct asked a = ask(str_c(&xml));
        answer(&a, "/data/q", "maybe");
        assert_false(next(&a));
        assert_string_equal(question(&a, "/data/q")->fault, rows[i].want);
        asked_free(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_in_words),
        cmocka_unit_test(groups_head_their_answers),
        cmocka_unit_test(faults_speak_of_the_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
