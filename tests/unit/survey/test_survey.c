/* What a person answers, and what the kiosk answers for them. */
#include "asked.h"

#include <inttypes.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OTHER_ALLOCATOR 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OTHER_ALLOCATOR 1
#endif

static const char numbers[] =
    ASKED("<n/><d/><t/>",
          "<bind nodeset=\"/data/n\" type=\"int\" constraint=\". &lt; 100\" jr:constraintMsg=\"Too "
          "many\"/>"
          "<bind nodeset=\"/data/d\" type=\"decimal\" required=\"true()\"/>",
          INPUT("n") INPUT("d") INPUT("t"));

static void text_that_is_no_number_stays_until_it_is_mended(void **state) {
    (void)state;
    struct asked a = ask(numbers);
    answer(&a, "/data/n", "12");
    answer(&a, "/data/n", "12a");
    assert_string_equal(question(&a, "/data/n")->typed, "12a");
    assert_string_equal(question(&a, "/data/n")->value, "");
    assert_null(question(&a, "/data/n")->fault);
    assert_false(next(&a));
    assert_string_equal(question(&a, "/data/n")->fault, "This must be a whole number, like 12.");
    assert_int_equal(page(&a)->faults, 1);
    answer(&a, "/data/n", "12");
    assert_null(question(&a, "/data/n")->typed);
    assert_null(question(&a, "/data/n")->fault);
    assert_int_equal(page(&a)->faults, 0);
    assert_true(next(&a));
    assert_shows(&a, "2/3 /data/d");
    asked_free(&a);
}

static void text_that_is_no_number_holds_up_the_end(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct survey_pace pace;
    struct asked a = ask(numbers);
    assert_true(next(&a));
    answer_next(&a, "/data/d", "1");
    assert_true(next(&a));
    assert_shows(&a, "check");
    go(&a, "/data/n");
    answer(&a, "/data/n", "many");
    assert_true(back(&a));
    assert_shows(&a, "check");
    assert_false(survey_finish(a.s, a.now, &out, &pace));
    assert_shows(&a, "1/3 /data/n");
    assert_string_equal(question(&a, "/data/n")->typed, "many");
    assert_non_null(question(&a, "/data/n")->fault);
    answer(&a, "/data/n", "");
    assert_true(next(&a));
    assert_sent(&a, "<n/>");
    asked_free(&a);
}

static void a_number_may_be_on_the_way(void **state) {
    (void)state;
    struct asked a = ask(numbers);
    assert_true(next(&a));
    answer(&a, "/data/d", "1.");
    assert_string_equal(question(&a, "/data/d")->typed, "1.");
    assert_string_equal(question(&a, "/data/d")->value, "1");
    assert_true(next(&a));
    assert_true(back(&a));
    assert_null(question(&a, "/data/d")->typed);
    answer(&a, "/data/d", "-");
    assert_false(next(&a));
    assert_string_equal(question(&a, "/data/d")->fault, "This must be a number, like 12 or 2.5.");
    asked_free(&a);
}

static void typed_text_gives_way_to_a_value_from_elsewhere(void **state) {
    (void)state;
    struct asked a = ask(ASKED("<l><q/><n/></l>", "<bind nodeset=\"/data/l/n\" type=\"int\"/>",
                               "<group ref=\"/data/l\" appearance=\"field-list\">"
                               "<input ref=\"/data/l/q\"><setvalue event=\"xforms-value-changed\" "
                               "ref=\"/data/l/n\" value=\"7\"/></input>"
                               "<input ref=\"/data/l/n\"/></group>"));
    answer(&a, "/data/l/n", "x");
    answer(&a, "/data/l/q", "y");
    assert_string_equal(question(&a, "/data/l/n")->value, "7");
    assert_null(question(&a, "/data/l/n")->typed);
    assert_true(next(&a));
    asked_free(&a);
}

static void a_constraint_and_a_requirement_hold_up(void **state) {
    (void)state;
    struct asked a = ask(numbers);
    answer(&a, "/data/n", "100");
    assert_false(next(&a));
    assert_string_equal(question(&a, "/data/n")->fault, "Too many");
    answer_next(&a, "/data/n", "99");
    assert_true(question(&a, "/data/d")->required);
    assert_false(next(&a));
    assert_string_equal(question(&a, "/data/d")->fault, "This question needs an answer.");
    assert_true(back(&a));
    assert_shows(&a, "1/3 /data/n");
    assert_true(next(&a));
    assert_int_equal(page(&a)->faults, 0); /* shown only once it was refused */
    asked_free(&a);
}

static const char choices[] =
    ASKED("<one/><many/><rank/>", "",
          CHOICES("select1", "one", ITEM("a", "A") ITEM("b", "B"))
              CHOICES("select", "many", ITEM("x", "X") ITEM("y", "Y") ITEM("z", "Z"))
                  CHOICES("odk:rank", "rank", ITEM("p", "P") ITEM("q", "Q") ITEM("r", "R")));

static void one_choice_takes_the_place_of_another(void **state) {
    (void)state;
    struct asked a = ask(choices);
    survey_choose(a.s, "/data/one", 1);
    survey_choose(a.s, "/data/one", 1);
    assert_string_equal(question(&a, "/data/one")->value, "b");
    assert_true(question(&a, "/data/one")->option[1].chosen);
    survey_choose(a.s, "/data/one", 0);
    assert_string_equal(question(&a, "/data/one")->value, "a");
    survey_choose(a.s, "/data/one", 2);
    assert_string_equal(question(&a, "/data/one")->value, "a");
    answer(&a, "/data/one", "");
    assert_false(question(&a, "/data/one")->option[0].chosen);
    asked_free(&a);
}

static void many_choices_are_kept_in_the_order_of_choosing(void **state) {
    (void)state;
    struct asked a = ask(choices);
    next(&a);
    survey_choose(a.s, "/data/many", 2);
    survey_choose(a.s, "/data/many", 0);
    survey_choose(a.s, "/data/many", 1);
    assert_string_equal(question(&a, "/data/many")->value, "z x y");
    survey_choose(a.s, "/data/many", 0);
    assert_string_equal(question(&a, "/data/many")->value, "z y");
    assert_true(question(&a, "/data/many")->option[1].chosen);
    assert_false(question(&a, "/data/many")->option[0].chosen);
    survey_rank(a.s, "/data/many", 1, -1);
    assert_string_equal(question(&a, "/data/many")->value, "z y");
    survey_choose(a.s, "/data/many", 2);
    survey_choose(a.s, "/data/many", 1);
    assert_string_equal(question(&a, "/data/many")->value, "");
    asked_free(&a);
}

static void what_is_ranked_moves(void **state) {
    (void)state;
    struct asked a = ask(choices);
    next(&a);
    next(&a);
    survey_rank(a.s, "/data/rank", 0, 1); /* not ranked yet */
    assert_string_equal(question(&a, "/data/rank")->value, "");
    survey_choose(a.s, "/data/rank", 2);
    survey_choose(a.s, "/data/rank", 0);
    survey_choose(a.s, "/data/rank", 1);
    assert_string_equal(question(&a, "/data/rank")->value, "r p q");
    assert_int_equal(question(&a, "/data/rank")->option[2].place, 1);
    assert_int_equal(question(&a, "/data/rank")->option[1].place, 3);
    survey_rank(a.s, "/data/rank", 2, 1);
    assert_string_equal(question(&a, "/data/rank")->value, "p r q");
    survey_rank(a.s, "/data/rank", 1, -5);
    assert_string_equal(question(&a, "/data/rank")->value, "q p r");
    survey_rank(a.s, "/data/rank", 1, 9);
    assert_string_equal(question(&a, "/data/rank")->value, "p r q");
    survey_choose(a.s, "/data/rank", 2);
    assert_string_equal(question(&a, "/data/rank")->value, "p q");
    assert_int_equal(question(&a, "/data/rank")->option[2].place, 0);
    asked_free(&a);
}

static void a_tap_that_came_late_does_nothing(void **state) {
    (void)state;
    struct asked a = ask(choices);
    survey_choose(a.s, "/data/one", 0);
    next(&a);
    survey_choose(a.s, "/data/one", 1);
    survey_answer(a.s, "/data/one", "b");
    survey_answer(a.s, "/data/nothing", "b");
    survey_go(a.s, "/data/one", a.now);
    survey_repeat_add(a.s, a.now);
    survey_repeat_remove(a.s, a.now);
    assert_shows(&a, "2/3 /data/many");
    next(&a);
    next(&a);
    survey_choose(a.s, "/data/one", 1);
    assert_sent(&a, "<one>a</one>");
    asked_free(&a);
}

/* ---- what the kiosk knows ---- */

static const char known[] = ASKED("<session/><date/><g><venue/><year/></g><shown/><q/>",
                                  "<bind nodeset=\"/data/date\" type=\"date\" readonly=\"true()\"/>"
                                  "<bind nodeset=\"/data/g/year\" type=\"int\"/>"
                                  "<bind nodeset=\"/data/q\" relevant=\"/data/session != ''\"/>",
                                  INPUT("date") GROUP("ref=\"/data/g\"", "Where", INPUT("g/venue"))
                                      INPUT("shown") INPUT("q"));

static struct survey_start known_start(void) {
    struct survey_start start = asked_start();
    static const struct prefill prefill[] = {{"session", "s-7"},
                                             {"date", "2019-03-27"},
                                             {"venue", "Hall"},
                                             {"year", "five"},
                                             {"nowhere", "x"}};
    memcpy(start.prefill, prefill, sizeof prefill);
    start.prefills = sizeof prefill / sizeof prefill[0];
    return start;
}

static void what_is_known_is_asked_only_where_it_may_be_changed(void **state) {
    (void)state;
    const struct survey_start start = known_start();
    struct asked a = ask_with(known, &start);
    assert_shows(&a, "1/3 /data/g/venue");
    assert_string_equal(question(&a, "/data/g/venue")->value, "Hall");
    assert_true(next(&a));
    assert_true(next(&a));
    assert_shows(&a, "3/3 /data/q");
    assert_true(next(&a));
    assert_sent(&a, "<session>s-7</session><date>2019-03-27</date>"
                    "<g><venue>Hall</venue><year/></g>");
    asked_free(&a);
}

static void a_leaf_is_found_by_its_name(void **state) {
    (void)state;
    const struct survey_start start = known_start();
    struct asked a = ask_with(known, &start);
    assert_string_equal(survey_leaf(a.s, "venue"), "Hall");
    assert_string_equal(survey_leaf(a.s, "year"), "");
    assert_string_equal(survey_leaf(a.s, "nowhere"), "");
    assert_string_equal(survey_leaf(a.s, "g"), "");
    answer_next(&a, "/data/g/venue", "Library");
    assert_string_equal(survey_leaf(a.s, "venue"), "Library");
    assert_sent(&a, "Library");
    assert_string_equal(survey_leaf(a.s, "venue"), "Library");
    asked_free(&a);
}

static const char doubtful[] = ASKED("<sure/><why/>",
                                     "<bind nodeset=\"/data/why\" "
                                     "relevant=\"/data/sure = 'no'\"/>",
                                     INPUT("sure") INPUT("why"));

static void a_leaf_that_is_left_out_has_no_value(void **state) {
    (void)state;
    struct asked a = ask(doubtful);
    answer_next(&a, "/data/sure", "no");
    answer(&a, "/data/why", "fog");
    assert_string_equal(survey_leaf(a.s, "why"), "fog");
    assert_true(back(&a));
    answer(&a, "/data/sure", "yes");
    assert_string_equal(survey_leaf(a.s, "why"), "");
    asked_free(&a);
}

static void a_draft_goes_on_where_it_was_left(void **state) {
    (void)state;
    char place[SURVEY_PATH];
    struct str draft CLEANUP(str_release) = {0};
    struct survey_start start = known_start();
    struct asked a = ask_with(known, &start);
    answer_next(&a, "/data/g/venue", "Library");
    assert_true(next(&a));
    survey_draft(a.s, &draft, place);
    assert_string_equal(place, "/data/q");
    asked_free(&a);

    start.draft = str_c(&draft);
    start.place = place;
    a = ask_with(known, &start);
    assert_shows(&a, "3/3 /data/q");
    assert_true(back(&a));
    assert_true(back(&a));
    assert_string_equal(question(&a, "/data/g/venue")->value, "Library"); /* not Hall again */
    asked_free(&a);

    start.place = "/";
    a = ask_with(known, &start);
    assert_shows(&a, "check");
    str_cut(&draft, 0);
    survey_draft(a.s, &draft, place);
    assert_string_equal(place, "/");
    asked_free(&a);

    start.draft = str_c(&draft);
    start.place = "/data/gone";
    a = ask_with(known, &start);
    assert_shows(&a, "1/3 /data/g/venue");
    asked_free(&a);
}

static void a_draft_of_another_form_is_refused(void **state) {
    (void)state;
    struct err err = {0};
    struct survey_start start = asked_start();
    struct form *f = load(numbers);
    start.draft = "<other/>";
    assert_null(survey_new(f, &start, &err));
    assert_string_not_equal(err.text, "");
    form_free(f);
}

static void a_path_without_room_in_a_command_is_refused(void **state) {
    (void)state;
    struct err err = {0};
    const struct survey_start start = asked_start();
    struct str name CLEANUP(str_release) = {0}, xml CLEANUP(str_release) = {0};
    for (int i = 0; i < SURVEY_PATH; i++)
        str_addc(&name, 'n');
    str_addf(&xml,
             FORM_MODEL "<instance><data id=\"d\"><%s/></data></instance>" FORM_BODY
                        "<input ref=\"/data/%s\"/>" FORM_END,
             name.p, name.p);
    struct form *f = load(str_c(&xml));
    assert_null(survey_new(f, &start, &err));
    assert_non_null(strstr(err.text, "names are too long"));
    form_free(f);
}

/* ---- languages ---- */

static const char languages[] = ASKED(
    "<q/>",
    "<itext><translation lang=\"English (en)\" default=\"true()\"><text "
    "id=\"q\"><value>Yes?</value>"
    "</text></translation><translation lang=\"Polski (pl)\"><text id=\"q\"><value>Tak?</value>"
    "</text></translation></itext>",
    "<input ref=\"/data/q\"><label ref=\"jr:itext('q')\"/></input>");

static void the_language_is_chosen_before_and_on_the_way(void **state) {
    (void)state;
    struct survey_start start = asked_start();
    start.language = "pl";
    struct asked a = ask_with(languages, &start);
    uint32_t turn = page(&a)->turn;
    assert_string_equal(question(&a, "/data/q")->label, "Tak?");
    survey_set_language(a.s, "English (en)");
    assert_string_equal(question(&a, "/data/q")->label, "Yes?");
    assert_string_equal(survey_language(a.s), "English (en)");
    survey_set_language(a.s, "xx");
    assert_string_equal(survey_language(a.s), "English (en)");
    assert_int_equal(page(&a)->turn, turn);
    asked_free(&a);
    a = ask(numbers);
    assert_string_equal(survey_language(a.s), "");
    assert_ptr_equal(survey_form(a.s), a.form);
    survey_set_now(a.s, 0, 0);
    asked_free(&a);
    survey_free(NULL);
}

/* ---- where it stands in memory ---- */

/* How often `text` stands in what malloc() has, given back or not. */
static size_t in_heap(const char *text) {
    char line[512];
    size_t found = 0, len = strlen(text);
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        uintptr_t from, to;
        if (!strstr(line, "[heap]") || sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &from, &to) != 2)
            continue;
        const char *at = (const char *)from, *end = (const char *)to;
        while ((at = memmem(at, (size_t)(end - at), text, len)) != NULL) {
            found++;
            at++;
        }
    }
    fclose(maps);
    return found;
}

/* Answers that labels, calculations, messages and a list make other texts of. */
static const char personal[] =
    ASKED("<t/><n/><m/><echo/>",
          "<bind nodeset=\"/data/t\" constraint=\"string-length(.) &lt; 30\" "
          "jr:constraintMsg=\"Too long\"/>"
          "<bind nodeset=\"/data/n\" type=\"int\"/>"
          "<bind nodeset=\"/data/echo\" calculate=\"translate(concat(/data/t, '+', /data/m, '+', "
          "format-date('2024-05-17', /data/t)), '+', '*')\"/>",
          INPUT("t") INPUT("n")
              CHOICES("select", "m",
                      "<label>So <output value=\"join('/', /data/t, /data/echo)\"/>?</label>" ITEM(
                          "left", "Left") ITEM("right", "Right")));

/* A text that stands in no program: each letter is one further than it is written here. */
static void shift(char *text) {
    for (; *text; text++)
        (*text)++;
}

static void what_is_answered_stands_in_no_memory_of_malloc(void **state) {
    (void)state;
#ifdef OTHER_ALLOCATOR
    skip(); /* a sanitizer's malloc() takes nothing from the heap */
#endif
    char words[] = "xjq-wvk-zzp", typed[] = "ypr-qkd-vvx", chosen[] = "kdes\x1fqhfgs";
    char *const text[] = {words, typed, chosen};
    for (size_t i = 0; i < 3; i++)
        shift(text[i]);
    char *control = strdup(words);
    assert_int_equal(in_heap(words), 1);
    memset(control, 0, strlen(control));
    struct asked a = ask(personal);
    for (size_t n = 1; n <= strlen(words); n++) { /* as it is typed */
        char so_far[sizeof words] = "";
        memcpy(so_far, words, n);
        answer(&a, "/data/t", so_far);
    }
    assert_true(next(&a));
    answer(&a, "/data/n", "7");
    answer(&a, "/data/n", typed);
    assert_string_equal(question(&a, "/data/n")->typed, typed);
    answer(&a, "/data/n", "7");
    assert_true(next(&a));
    survey_choose(a.s, "/data/m", 0);
    survey_choose(a.s, "/data/m", 1);
    assert_string_equal(question(&a, "/data/m")->value, chosen);
    assert_non_null(strstr(question(&a, "/data/m")->label, words));
    assert_true(next(&a));
    assert_shows(&a, "check");
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(in_heap(text[i]), 0);
    asked_free(&a);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(in_heap(text[i]), 0);
    free(control);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_that_is_no_number_stays_until_it_is_mended),
        cmocka_unit_test(text_that_is_no_number_holds_up_the_end),
        cmocka_unit_test(a_number_may_be_on_the_way),
        cmocka_unit_test(typed_text_gives_way_to_a_value_from_elsewhere),
        cmocka_unit_test(a_constraint_and_a_requirement_hold_up),
        cmocka_unit_test(one_choice_takes_the_place_of_another),
        cmocka_unit_test(many_choices_are_kept_in_the_order_of_choosing),
        cmocka_unit_test(what_is_ranked_moves),
        cmocka_unit_test(a_tap_that_came_late_does_nothing),
        cmocka_unit_test(what_is_known_is_asked_only_where_it_may_be_changed),
        cmocka_unit_test(a_leaf_is_found_by_its_name),
        cmocka_unit_test(a_leaf_that_is_left_out_has_no_value),
        cmocka_unit_test(a_draft_goes_on_where_it_was_left),
        cmocka_unit_test(a_draft_of_another_form_is_refused),
        cmocka_unit_test(a_path_without_room_in_a_command_is_refused),
        cmocka_unit_test(the_language_is_chosen_before_and_on_the_way),
        cmocka_unit_test(what_is_answered_stands_in_no_memory_of_malloc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
