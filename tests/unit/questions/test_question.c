/* Which control shows which question, and what is common to all of them. */
#include "ask.h"

static void finds_the_control_by_kind_type_and_appearance(void **state) {
    (void)state;
    static const struct {
        enum control_kind kind;
        const char *appearance;
        enum value_type type;
        const char *name;
    } cases[] = {
        {CONTROL_SELECT1, "", TYPE_STRING, "select_one"},
        {CONTROL_SELECT1, "columns-2 quick", TYPE_STRING, "select_one"},
        {CONTROL_SELECT1, "likert", TYPE_STRING, "faces"},
        {CONTROL_SELECT1, "minimal", TYPE_STRING, "list"},
        {CONTROL_SELECT1, "autocomplete", TYPE_STRING, "list"},
        {CONTROL_SELECT1, "list-nolabel", TYPE_STRING, "table"},
        {CONTROL_SELECT, "label", TYPE_STRING, "table"},
        {CONTROL_SELECT, "minimal", TYPE_STRING, "select_many"},
        {CONTROL_RANK, "", TYPE_STRING, "order"},
        {CONTROL_RANGE, "", TYPE_INT, "range"},
        {CONTROL_RANGE, "rating", TYPE_INT, "rating"},
        {CONTROL_TRIGGER, "", TYPE_STRING, "trigger"},
        {CONTROL_INPUT, "", TYPE_STRING, "text"},
        {CONTROL_INPUT, "numbers", TYPE_STRING, "number"},
        {CONTROL_INPUT, "", TYPE_INT, "number"},
        {CONTROL_INPUT, "", TYPE_DECIMAL, "number"},
        {CONTROL_INPUT, "", TYPE_DATE, "date"},
        {CONTROL_INPUT, "", TYPE_TIME, "time"},
        {CONTROL_INPUT, "", TYPE_DATETIME, "datetime"},
        {CONTROL_INPUT, "", TYPE_BARCODE, "barcode"},
        {CONTROL_INPUT, "", TYPE_GEOPOINT, "text"},
        {CONTROL_INPUT, "", TYPE_GEOTRACE, "unsupported"},
        {CONTROL_UPLOAD, "", TYPE_BINARY, "unsupported"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ask *a = ask_new(cases[i].kind, cases[i].appearance, cases[i].type);
        a->control.end = 4;
        for (int k = 0; k < 3; k++)
            ask_option(a, "v", "V");
        assert_string_equal(question_find(&a->q)->name, cases[i].name);
        ask_end(a);
    }
}

static void cannot_and_readonly_come_before_everything(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_STRING);
    a->q.readonly = true;
    a->q.value = "Hertswood";
    assert_string_equal(question_find(&a->q)->name, "note");
    assert_shows(a, "Hertswood");
    a->q.can_answer = false;
    assert_string_equal(question_find(&a->q)->name, "unsupported");
    assert_shows(a, "cannot be answered on this kiosk");
    ask_end(a);
}

static void a_list_without_choices_says_so(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_SELECT1, "", TYPE_STRING);
    a->q.can_answer = false;
    assert_shows(a, "There is nothing to choose from here");
    ask_end(a);
}

static void messages_carry_the_number_of_the_question(void **state) {
    (void)state;
    size_t index;
    struct ui_msg own;
    struct ui_msg msg = question_msg(9, QUESTION_STROKES, 5);
    assert_true(question_of(msg, &index, &own));
    assert_int_equal(index, 9);
    assert_int_equal(own.id, QUESTION_STROKES);
    assert_int_equal(own.arg, 5);
    assert_false(question_of((struct ui_msg){.id = 12}, &index, &own));
}

static void among_others_a_text_is_a_row_that_opens_and_closes(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_STRING);
    a->among = true;
    a->q.value = "Joan";
    assert_int_equal(ask_node(a, "/d/q")->kind, UI_BUTTON);
    assert_shows(a, "Joan");
    ask_tap(a, "/d/q");
    assert_int_equal(a->out.n, 0);
    assert_true(question_is_open(&a->q, &a->st));
    assert_int_equal(ask_node(a, "/d/q")->kind, UI_FIELD);
    ask_send(a, question_msg(3, QUESTION_CLOSE, 0));
    assert_false(question_is_open(&a->q, &a->st));
    ask_end(a);
}

static void a_hidden_text_is_nowhere_in_the_row(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "masked", TYPE_STRING);
    a->among = true;
    a->q.value = "Secret1";
    assert_shows(a, "Typed, and hidden");
    struct str text = {0};
    ui_dump(a->root, a->ui, &text);
    assert_null(strstr(str_c(&text), "Secret1"));
    str_release(&text);
    ask_end(a);
}

static void labels_lose_their_markup_and_faults_stand_below(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_STRING);
    a->among = true;
    a->q.label = "**Your** <span style=\"x\">name</span>";
    a->q.fault = "This question needs an answer.";
    assert_shows(a, "Your name");
    assert_shows(a, "This question needs an answer.");
    ask_end(a);
}

static void a_late_tap_on_a_choice_that_is_gone_does_nothing(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_SELECT1, "quick", TYPE_STRING);
    ask_option(a, "a", "A");
    ask_send(a, question_msg(3, QUESTION_PICK, 1));
    assert_int_equal(a->out.n, 0);
    assert_false(a->done);
    ask_send(a, question_msg(3, QUESTION_PICK, -1));
    assert_int_equal(a->out.n, 0);
    ask_end(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_control_by_kind_type_and_appearance),
        cmocka_unit_test(cannot_and_readonly_come_before_everything),
        cmocka_unit_test(a_list_without_choices_says_so),
        cmocka_unit_test(messages_carry_the_number_of_the_question),
        cmocka_unit_test(among_others_a_text_is_a_row_that_opens_and_closes),
        cmocka_unit_test(a_hidden_text_is_nowhere_in_the_row),
        cmocka_unit_test(labels_lose_their_markup_and_faults_stand_below),
        cmocka_unit_test(a_late_tap_on_a_choice_that_is_gone_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
