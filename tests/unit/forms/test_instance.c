/* Filling a form in: values by type, what follows from them, what is relevant, required and wrong.
 */
#include "filling.h"

static void a_calculation_follows_what_it_reads(void **state) {
    (void)state;
    struct filling f = filling(
        FORM(DATA("<a/><b/><c/>") "<bind nodeset=\"/data/a\" type=\"int\"/>"
                                  "<bind nodeset=\"/data/b\" type=\"int\" calculate=\"../a * 2\"/>"
                                  "<bind nodeset=\"/data/c\" calculate=\"concat('=', ../b)\"/>",
             "<input ref=\"/data/a\"/>"));
    assert_string_equal(value(&f, "/data/b"), "");
    set(&f, "/data/a", " 007 ");
    assert_string_equal(value(&f, "/data/a"), "7");
    assert_string_equal(value(&f, "/data/b"), "14");
    assert_string_equal(value(&f, "/data/c"), "=14");
    assert_true(at(&f, "/data/b")->field->readonly);
    set_refused(&f, "/data/b", "3", "cannot be changed");
    set_refused(&f, "/data", "3", "group");
    filling_free(&f);
}

/* type, what a person writes, what is stored; NULL: refused */
static const struct {
    const char *type, *text, *stored;
} answers[] = {
    {"string", "  two words ", "two words"},
    {"int", "-0", "0"},
    {"int", "+12", "12"},
    {"int", "-0120", "-120"},
    {"int", "123456789012345", "123456789012345"},
    {"int", "1234567890123456", NULL},
    {"int", "1.5", NULL},
    {"int", "abc", NULL},
    {"int", "", ""},
    {"decimal", "007.50", "7.5"},
    {"decimal", ".5", "0.5"},
    {"decimal", "-3.", "-3"},
    {"decimal", "0.000", "0"},
    {"decimal", "1e5", NULL},
    {"decimal", "1,5", NULL},
    {"decimal", ".", NULL},
    {"boolean", "1", "true"},
    {"boolean", "false", "false"},
    {"boolean", "yes", NULL},
    {"date", "2024-02-29", "2024-02-29"},
    {"date", "2023-02-29", NULL},
    {"date", "2024-03-01T10:30:00", "2024-03-01"},
    {"time", "10:30:00", "10:30:00.000+02:00"},
    {"time", "10:30:00.000Z", "10:30:00.000+00:00"},
    {"time", "2024-03-01", NULL},
    {"dateTime", "2024-03-01T10:30:00.000-05:00", "2024-03-01T10:30:00.000-05:00"},
    {"dateTime", "2024-03-01T10:30:00", "2024-03-01T10:30:00.000+02:00"},
    {"dateTime", "10:30", NULL},
    {"geopoint", "51.5 -0.1 0 0", "51.5 -0.1 0 0"},
    {"geopoint", "51.5", NULL},
    {"geopoint", "91 0", NULL},
    {"geotrace", "51 0 0 0; 52 0 0 0", "51 0 0 0; 52 0 0 0"},
    {"geotrace", "51 0 0 0", NULL},
};

static void answers_are_of_their_type(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        char xml[1024];
        snprintf(xml, sizeof xml,
                 FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" type=\"%s\"/>",
                      "<input ref=\"/data/a\"/>"),
                 answers[i].type);
        struct filling f = filling(xml);
        struct err err = {0};
        bool ok = instance_set(f.in, at(&f, "/data/a"), answers[i].text, &err);
        if (ok != (answers[i].stored != NULL))
            fail_msg("%s \"%s\": %s", answers[i].type, answers[i].text, err.text);
        assert_string_equal(value(&f, "/data/a"), ok ? answers[i].stored : "");
        filling_free(&f);
    }
}

/* type, calculation, result */
static const struct {
    const char *type, *calculate, *result;
} results[] = {
    {"int", "2.7", "2"},
    {"int", "-2.7", "-2"},
    {"int", "1 = 1", "1"},
    {"int", "'abc'", ""},
    {"decimal", "0.1 + 0.2", "0.3"},
    {"string", "1 + 'x'", ""},
    {"string", "1 = 2", "false"},
    {"boolean", "1 = 1", "true"},
    {"boolean", "0", "false"},
    {"date", "date('2024-02-28') + 2", "2024-03-01"},
    {"date", "19000.9", "2022-01-08"},
    {"date", "'soon'", ""},
    {"date", "today()", "2024-05-17"},
    {"dateTime", "19000.5", "2022-01-08T12:00:00.000+02:00"},
    {"dateTime", "now()", "2024-05-17T10:30:00.000+02:00"},
    {"date", "1 div 0", ""},
};

static void results_become_their_type(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
        char xml[1024];
        snprintf(xml, sizeof xml,
                 FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" type=\"%s\" calculate=\"%s\"/>", ""),
                 results[i].type, results[i].calculate);
        struct filling f = filling(xml);
        if (strcmp(value(&f, "/data/a"), results[i].result) != 0)
            fail_msg("%s as %s: \"%s\", not \"%s\"", results[i].calculate, results[i].type,
                     value(&f, "/data/a"), results[i].result);
        filling_free(&f);
    }
}

#define RELEVANCE                                                                                  \
    FORM(DATA("<q/><g><x>kept</x><s><y/></s></g><copy/><n/>") "<bind nodeset=\"/data/g\" "         \
                                                              "relevant=\"/data/q = 'y'\"/>"       \
                                                              "<bind nodeset=\"/data/g/s/y\" "     \
                                                              "calculate=\"'deep'\"/>"             \
                                                              "<bind nodeset=\"/data/copy\" "      \
                                                              "calculate=\"concat('[', "           \
                                                              "/data/g/x, ']')\"/>",               \
         "<input ref=\"/data/q\"/><input ref=\"/data/g/x\"/>")

static void relevance_is_inherited_and_hides(void **state) {
    (void)state;
    struct filling f = filling(RELEVANCE);
    assert_false(relevant(&f, "/data/g/s/y"));
    assert_string_equal(value(&f, "/data/g/x"), "kept");
    assert_string_equal(value(&f, "/data/g/s/y"), "");
    assert_string_equal(value(&f, "/data/copy"), "[]");
    set(&f, "/data/q", "y");
    assert_true(relevant(&f, "/data/g/s/y"));
    assert_string_equal(value(&f, "/data/g/s/y"), "deep");
    assert_string_equal(value(&f, "/data/copy"), "[kept]");
    set(&f, "/data/q", "n");
    assert_string_equal(value(&f, "/data/copy"), "[]");
    assert_true(at(&f, "/data/g/x")->field->relevant_here);
    filling_free(&f);
}

static void readonly_is_inherited(void **state) {
    (void)state;
    struct filling f = filling(
        FORM(DATA("<q/><g><x/></g>") "<bind nodeset=\"/data/g\" readonly=\"/data/q = 'y'\"/>",
             "<input ref=\"/data/q\"/><input ref=\"/data/g/x\"/>"));
    set(&f, "/data/g/x", "1");
    set(&f, "/data/q", "y");
    assert_false(at(&f, "/data/g/x")->field->readonly_here);
    set_refused(&f, "/data/g/x", "2", "cannot be changed");
    filling_free(&f);
}

#define FAULTS                                                                                     \
    FORM(DATA("<q/><a/><b/><c/>") "<bind nodeset=\"/data/a\" type=\"int\" constraint=\". &gt; 3\"" \
                                  " jr:constraintMsg=\"More than three\"/>"                        \
                                  "<bind nodeset=\"/data/b\" required=\"true()\" "                 \
                                  "relevant=\"/data/q = 'y'\"/>"                                   \
                                  "<bind nodeset=\"/data/c\" required=\"true()\" "                 \
                                  "calculate=\"''\"/>",                                            \
         "<input ref=\"/data/q\"/><input ref=\"/data/a\"/><input ref=\"/data/b\"/>")

static void faults_are_told_in_order(void **state) {
    (void)state;
    ARENA(a);
    struct form_fault *fault;
    size_t count;
    struct filling f = filling(FAULTS);
    instance_check(f.in, &a, &fault, &count);
    assert_int_equal(count, 0); /* empty, not relevant, no question */
    set(&f, "/data/a", "3");
    set(&f, "/data/q", "y");
    assert_false(at(&f, "/data/a")->field->valid);
    assert_true(at(&f, "/data/b")->field->required);
    instance_check(f.in, &a, &fault, &count);
    assert_int_equal(count, 2);
    assert_ptr_equal(fault[0].node, at(&f, "/data/a"));
    assert_false(fault[0].missing);
    assert_string_equal(fault[0].message, "More than three");
    assert_true(fault[1].missing);
    assert_string_equal(fault[1].message, "This question needs an answer.");
    set(&f, "/data/a", "4");
    set(&f, "/data/b", "x");
    instance_check(f.in, &a, &fault, &count);
    assert_int_equal(count, 0);
    assert_false(instance_fault(f.in, at(&f, "/data/a"), &a, fault));
    filling_free(&f);
}

static void a_person_may_overrule_a_calculation_until_it_changes(void **state) {
    (void)state;
    const struct instance_env env = filling_env();
    struct str draft CLEANUP(str_release) = {0};
    struct filling f = filling(
        FORM(DATA("<a>1</a><b/><c/>") "<bind nodeset=\"/data/b\" calculate=\"round(../a) + 1\"/>",
             "<input ref=\"/data/a\"/><input ref=\"/data/b\"/><input ref=\"/data/c\"/>"));
    assert_string_equal(value(&f, "/data/b"), "2");
    set(&f, "/data/b", "9");
    set(&f, "/data/c", "something else");
    assert_string_equal(value(&f, "/data/b"), "9");
    instance_write(f.in, &draft);
    instance_free(f.in);
    f.in = instance_resume(f.form, &env, draft.p, draft.len, NULL);
    set(&f, "/data/a", "1.2"); /* comes to the same */
    assert_string_equal(value(&f, "/data/b"), "9");
    set(&f, "/data/a", "5");
    assert_string_equal(value(&f, "/data/b"), "6");
    filling_free(&f);
}

static void choices_are_kept_once_in_the_order_chosen(void **state) {
    (void)state;
    struct filling f = filling(
        FORM(DATA("<s/>"), "<select ref=\"/data/s\"><item><label>A</label><value>a</value>"
                           "</item><item><label>B</label><value>b</value></item></select>"));
    set(&f, "/data/s", "  b a  b ");
    assert_string_equal(value(&f, "/data/s"), "b a");
    filling_free(&f);
}

static void preloads_come_with_the_surroundings(void **state) {
    (void)state;
    struct instance_env env = filling_env();
    env.device_id = "kiosk:7";
    struct filling f = filling_with(
        FORM(DATA("<s/><e/><t/><d/><p/><u/>") "<bind nodeset=\"/data/s\" jr:preload=\"timestamp\""
                                              " jr:preloadParams=\"start\" type=\"dateTime\"/>"
                                              "<bind nodeset=\"/data/e\" jr:preload=\"timestamp\""
                                              " jr:preloadParams=\"end\" type=\"dateTime\"/>"
                                              "<bind nodeset=\"/data/t\" jr:preload=\"date\""
                                              " jr:preloadParams=\"today\" type=\"date\"/>"
                                              "<bind nodeset=\"/data/d\" jr:preload=\"property\""
                                              " jr:preloadParams=\"deviceid\"/>"
                                              "<bind nodeset=\"/data/p\" jr:preload=\"property\""
                                              " jr:preloadParams=\"phonenumber\"/>"
                                              "<bind nodeset=\"/data/u\" jr:preload=\"uid\"/>",
             ""),
        &env);
    struct str out CLEANUP(str_release) = {0};
    assert_string_equal(value(&f, "/data/s"), "2024-05-17T10:30:00.000+02:00");
    assert_string_equal(value(&f, "/data/e"), "");
    assert_string_equal(value(&f, "/data/t"), "2024-05-17");
    assert_string_equal(value(&f, "/data/d"), "kiosk:7");
    assert_string_equal(value(&f, "/data/p"), "");
    assert_int_equal(strlen(value(&f, "/data/u")), strlen("uuid:") + 36);
    instance_set_now(f.in, FILLING_NOW + 61000, 7200);
    assert_true(instance_submit(f.in, &out, NULL));
    assert_string_equal(value(&f, "/data/e"), "2024-05-17T10:31:01.000+02:00");
    filling_free(&f);
}

#define DRAFT                                                                                      \
    FORM(DATA("<q/><luck/><g><x/></g><r><y/></r>") "<bind nodeset=\"/data/luck\" "                 \
                                                   "calculate=\"random()\"/>"                      \
                                                   "<bind nodeset=\"/data/g\" relevant=\"/data/q " \
                                                   "= 'y'\"/>"                                     \
                                                   "<bind nodeset=\"/data/r/y\" type=\"int\"/>"    \
                                                   "<setvalue event=\"odk-instance-first-load\" "  \
                                                   "ref=\"/data/q\" value=\"'y'\"/>",              \
         "<input ref=\"/data/q\"/><input ref=\"/data/g/x\"/><repeat nodeset=\"/data/r\">"          \
         "<input ref=\"/data/r/y\"/></repeat>")

static void a_draft_comes_back_as_it_was(void **state) {
    (void)state;
    struct str draft CLEANUP(str_release) = {0}, again CLEANUP(str_release) = {0};
    const struct instance_env env = filling_env();
    struct err err = {0};
    struct filling f = filling(DRAFT);
    assert_string_equal(value(&f, "/data/q"), "y");
    set(&f, "/data/g/x", "words & <more>");
    add(&f, "/data/r", "/data");
    set(&f, "/data/r[2]/y", "2");
    set(&f, "/data/q", "n");
    instance_write(f.in, &draft);
    instance_free(f.in);
    f.in = instance_resume(f.form, &env, draft.p, draft.len, &err);
    if (f.in == NULL)
        fail_msg("%s", err.text);
    instance_write(f.in, &again);
    assert_string_equal(str_c(&again), str_c(&draft));
    assert_false(relevant(&f, "/data/g/x"));
    set(&f, "/data/q", "y");
    assert_string_equal(value(&f, "/data/g/x"), "words & <more>");
    filling_free(&f);
}

static void a_draft_of_something_else_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *xml, *words;
    } wrong[] = {{"<other/>", "begins with <other>"},
                 {"<data><new/></data>", "no <new> in <data>"},
                 {"<data><q/><q/></data>", "too many <q>"},
                 {"<data><q></data>", ""}};
    const struct instance_env env = filling_env();
    struct form *f = load(DRAFT);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct err err = {0};
        assert_null(instance_resume(f, &env, wrong[i].xml, strlen(wrong[i].xml), &err));
        assert_non_null(strstr(err.text, wrong[i].words));
    }
    form_free(f);
}

static void what_cannot_be_evaluated_is_said_at_once(void **state) {
    (void)state;
    struct err err = {0};
    const struct instance_env env = filling_env();
    struct form *f = load(FORM(
        DATA("<p>(</p><a/>") "<bind nodeset=\"/data/a\" calculate=\"regex('x', ../p)\"/>", ""));
    assert_null(instance_new(f, &env, &err));
    assert_non_null(strstr(err.text, "/data/a"));
    form_free(f);
}

static void fields_are_found_by_path_and_named_by_it(void **state) {
    (void)state;
    struct err err = {0};
    struct str path CLEANUP(str_release) = {0};
    struct filling f = filling(DRAFT);
    add(&f, "/data/r", "/data");
    instance_path(f.in, at(&f, "/data/r[2]/y"), &path);
    assert_string_equal(str_c(&path), "/data/r[2]/y");
    assert_null(instance_find(f.in, "/data/r/y", &err));
    assert_non_null(strstr(err.text, "more than one"));
    assert_null(instance_find(f.in, "/data/nothing", &err));
    assert_null(instance_find(f.in, "1 +", &err));
    assert_null(instance_find(f.in, "1 + 1", &err));
    filling_free(&f);
}

#define CHANGES                                                                                    \
    FORM(DATA("<a/><b/><c/><p/><q/>") "<bind nodeset=\"/data/b\" type=\"int\"/>",                  \
         "<input ref=\"/data/a\"><setvalue event=\"xforms-value-changed\" ref=\"/data/b\""         \
         " value=\"string-length(/data/a)\"/></input>"                                             \
         "<input ref=\"/data/b\"><setvalue event=\"xforms-value-changed\" ref=\"/data/c\">"        \
         "seen</setvalue></input>"                                                                 \
         "<input ref=\"/data/p\"><setvalue event=\"xforms-value-changed\" ref=\"/data/q\""         \
         " value=\"concat(/data/p, 'q')\"/></input>"                                               \
         "<input ref=\"/data/q\"><setvalue event=\"xforms-value-changed\" ref=\"/data/p\""         \
         " value=\"concat(/data/q, 'p')\"/></input>")

static void a_change_sets_what_the_form_says(void **state) {
    (void)state;
    struct filling f = filling(CHANGES);
    set(&f, "/data/a", "four");
    assert_string_equal(value(&f, "/data/b"), "4");
    assert_string_equal(value(&f, "/data/c"), "seen");
    set(&f, "/data/c", "");
    set(&f, "/data/a", "five"); /* b stays 4: no change, no event */
    assert_string_equal(value(&f, "/data/c"), "");
    set(&f, "/data/p", "x"); /* goes in a circle, which ends */
    assert_true(strlen(value(&f, "/data/p")) > 2);
    filling_free(&f);
}

#define LUCK "<setvalue event=\"xforms-value-changed\" ref=\"/data/b\" value=\"random()\"/>"

/* Each change sets off two more: without an end this would take longer than anybody waits. */
static void actions_that_breed_end(void **state) {
    (void)state;
    struct filling f =
        filling(FORM(DATA("<a/><b/><c/>"), "<input ref=\"/data/a\">" LUCK "</input>"
                                           "<input ref=\"/data/b\">" LUCK LUCK "</input>"
                                           "<input ref=\"/data/c\"/>"));
    set(&f, "/data/a", "1");
    set(&f, "/data/c", "2");
    assert_string_equal(value(&f, "/data/c"), "2");
    filling_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_calculation_follows_what_it_reads),
        cmocka_unit_test(answers_are_of_their_type),
        cmocka_unit_test(results_become_their_type),
        cmocka_unit_test(relevance_is_inherited_and_hides),
        cmocka_unit_test(readonly_is_inherited),
        cmocka_unit_test(faults_are_told_in_order),
        cmocka_unit_test(a_person_may_overrule_a_calculation_until_it_changes),
        cmocka_unit_test(choices_are_kept_once_in_the_order_chosen),
        cmocka_unit_test(preloads_come_with_the_surroundings),
        cmocka_unit_test(a_draft_comes_back_as_it_was),
        cmocka_unit_test(a_draft_of_something_else_is_refused),
        cmocka_unit_test(what_cannot_be_evaluated_is_said_at_once),
        cmocka_unit_test(fields_are_found_by_path_and_named_by_it),
        cmocka_unit_test(a_change_sets_what_the_form_says),
        cmocka_unit_test(actions_that_breed_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
