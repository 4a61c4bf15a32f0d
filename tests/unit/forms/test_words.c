/* Labels in the language in force, outputs, choices and their names. */
#include "filling.h"

#define ITEXT                                                                                      \
    "<itext><translation lang=\"English (en)\" default=\"true()\">"                                \
    "<text id=\"q\"><value>Hello <output value=\"/data/name\"/>!</value>"                          \
    "<value form=\"image\">jr://images/hello.png</value></text>"                                   \
    "<text id=\"a\"><value>Apple</value><value form=\"image\">jr://images/a.png</value></text>"    \
    "<text id=\"b\"><value>Pear<output value=\"../name\"/></value></text>"                         \
    "</translation><translation lang=\"pl\">"                                                      \
    "<text id=\"q\"><value>Witaj <output value=\"/data/name\"/>!</value></text>"                   \
    "<text id=\"a\"><value>Jab\xc5\x82ko</value></text></translation></itext>"

#define WORDS                                                                                      \
    FORM(ITEXT DATA("<name/><fruit/><many/><chosen/><title/>") "<instance "                        \
                                                               "id=\"fruits\"><root><item><id>a</" \
                                                               "id><t>a</t></item><item><id>b</"   \
                                                               "id><t>b</t>"                       \
                                                               "</item></root></instance>"         \
                                                               "<bind nodeset=\"/data/chosen\""    \
                                                               " calculate=\"jr:choice-name(/"     \
                                                               "data/fruit, '/data/fruit')\"/>"    \
                                                               "<bind nodeset=\"/data/title\" "    \
                                                               "calculate=\"jr:itext('b')\"/>",    \
         "<input ref=\"/data/name\"><label ref=\"jr:itext('q')\"/></input>"                        \
         "<select1 ref=\"/data/fruit\"><label>Which, <output value=\"../name\"/>?</label>"         \
         "<itemset nodeset=\"instance('fruits')/root/item[id != /data/name]\">"                    \
         "<value ref=\"id\"/><label ref=\"jr:itext(t)\"/></itemset></select1>"                     \
         "<select ref=\"/data/many\"><item><label ref=\"jr:itext('a')\"/><value>a</value></item>"  \
         "<item><label>Other</label><value>o</value></item></select>")

static const struct label *label_of(struct filling *f, const char *path) {
    for (const struct control *c = f->form->body; c; c = control_after(c))
        if (c->bind != NULL && strcmp(c->bind->path, path) == 0)
            return &c->label;
    fail_msg("no control for %s", path);
    return NULL;
}

static void assert_label(struct filling *f, const char *path, const char *want) {
    struct str out CLEANUP(str_release) = {0};
    instance_words(f->in, label_of(f, path), at(f, path), &out);
    assert_string_equal(str_c(&out), want);
}

static void words_have_values_in_them(void **state) {
    (void)state;
    struct filling f = filling(WORDS);
    assert_label(&f, "/data/name", "Hello !");
    set(&f, "/data/name", "Zo\xc3\xab");
    assert_label(&f, "/data/name", "Hello Zo\xc3\xab!");
    assert_label(&f, "/data/fruit", "Which, Zo\xc3\xab?");
    assert_label(&f, "/data/many", "");
    filling_free(&f);
}

static void a_language_is_found_by_its_code(void **state) {
    (void)state;
    struct form *f = load(WORDS);
    assert_int_equal(form_language_for(f, "en"), 0);
    assert_int_equal(form_language_for(f, "en-GB"), 0);
    assert_int_equal(form_language_for(f, "English (en)"), 0);
    assert_int_equal(form_language_for(f, "PL"), 1);
    assert_int_equal(form_language_for(f, "p"), -1);
    assert_int_equal(form_language_for(f, "de"), -1);
    assert_int_equal(form_language_for(f, ""), -1);
    form_free(f);
}

static void another_language_changes_words_and_what_is_made_of_them(void **state) {
    (void)state;
    struct filling f = filling(WORDS);
    set(&f, "/data/fruit", "a");
    assert_string_equal(value(&f, "/data/chosen"), "Apple");
    instance_set_language(f.in, 1);
    assert_int_equal(instance_language(f.in), 1);
    assert_label(&f, "/data/name", "Witaj !");
    assert_string_equal(value(&f, "/data/chosen"), "Jab\xc5\x82ko");
    assert_string_equal(value(&f, "/data/title"), "Pear"); /* not translated */
    filling_free(&f);
}

static void pictures_are_named_without_their_address(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct filling f = filling(WORDS);
    struct node *n = at(&f, "/data/name");
    assert_true(instance_words_form(f.in, label_of(&f, "/data/name"), n, TEXT_IMAGE, &out));
    assert_string_equal(str_c(&out), "hello.png");
    assert_false(instance_words_form(f.in, label_of(&f, "/data/name"), n, TEXT_AUDIO, &out));
    assert_false(instance_words_form(f.in, label_of(&f, "/data/fruit"), n, TEXT_IMAGE, &out));
    assert_string_equal(str_c(&out), "hello.png");
    filling_free(&f);
}

static struct form_option *options(struct filling *f, const char *path, enum control_kind kind,
                                   struct arena *a, size_t count) {
    struct form_option *o;
    struct err err = {0};
    size_t n;
    if (!instance_options(f->in, control_at(f, path, kind), at(f, path), a, &o, &n, &err))
        fail_msg("%s", err.text);
    assert_int_equal(n, count);
    return o;
}

static void choices_come_from_the_form_or_a_list(void **state) {
    (void)state;
    ARENA(a);
    struct filling f = filling(WORDS);
    struct form_option *o = options(&f, "/data/fruit", CONTROL_SELECT1, &a, 2);
    assert_string_equal(o[0].value, "a");
    assert_string_equal(o[0].label, "Apple");
    assert_string_equal(o[0].image, "a.png");
    assert_string_equal(o[1].label, "Pear");
    assert_null(o[1].image);
    o = options(&f, "/data/many", CONTROL_SELECT, &a, 2);
    assert_string_equal(o[0].label, "Apple");
    assert_string_equal(o[0].image, "a.png");
    assert_string_equal(o[1].label, "Other");
    assert_string_equal(o[1].value, "o");
    assert_null(o[1].image);
    set(&f, "/data/name", "a");
    o = options(&f, "/data/fruit", CONTROL_SELECT1, &a, 1);
    assert_string_equal(o[0].value, "b");
    assert_string_equal(o[0].label, "Peara"); /* ../name is the question's, not the row's */
    filling_free(&f);
}

static void what_is_no_longer_offered_is_dropped(void **state) {
    (void)state;
    struct filling f = filling(WORDS);
    const struct control *fruit = control_at(&f, "/data/fruit", CONTROL_SELECT1),
                         *many = control_at(&f, "/data/many", CONTROL_SELECT);
    set(&f, "/data/fruit", "a");
    assert_false(instance_drop_stale(f.in, fruit, at(&f, "/data/fruit")));
    set(&f, "/data/name", "a");
    assert_true(instance_drop_stale(f.in, fruit, at(&f, "/data/fruit")));
    assert_string_equal(value(&f, "/data/fruit"), "");
    assert_string_equal(value(&f, "/data/chosen"), "");
    set(&f, "/data/many", "x o y a");
    assert_true(instance_drop_stale(f.in, many, at(&f, "/data/many")));
    assert_string_equal(value(&f, "/data/many"), "o a");
    filling_free(&f);
}

#define SHUFFLED(seed)                                                                             \
    FORM(DATA("<c/>") "<instance id=\"l\"><root><item><n>1</n></item><item><n>2</n></item>"        \
                      "<item><n>3</n></item><item><n>4</n></item><item><n>5</n></item></root>"     \
                      "</instance>",                                                               \
         "<select1 ref=\"/data/c\"><itemset nodeset=\"randomize(instance('l')/root/item" seed      \
         ")\"><value ref=\"n\"/><label ref=\"n\"/></itemset></select1>")

static void assert_order(struct filling *f, char ret[6]) {
    ARENA(a);
    struct form_option *o = options(f, "/data/c", CONTROL_SELECT1, &a, 5);
    for (size_t i = 0; i < 5; i++)
        ret[i] = o[i].value[0];
    ret[5] = '\0';
}

static void a_shuffle_is_the_same_each_time(void **state) {
    (void)state;
    char first[6], second[6];
    struct filling f = filling(SHUFFLED(", 42"));
    assert_order(&f, first);
    assert_string_equal(first, "15324"); /* as every other client has it for this seed */
    filling_free(&f);
    f = filling(SHUFFLED(""));
    assert_order(&f, first);
    assert_order(&f, second);
    assert_string_equal(first, second);
    filling_free(&f);
}

static void words_in_a_circle_end(void **state) {
    (void)state;
    struct filling f =
        filling(FORM("<itext><translation lang=\"en\"><text id=\"a\"><value>x<output"
                     " value=\"jr:itext('a')\"/></value></text></translation></itext>" DATA("<q/>"),
                     "<input ref=\"/data/q\"><label ref=\"jr:itext('a')\"/></input>"));
    struct str out CLEANUP(str_release) = {0};
    instance_words(f.in, label_of(&f, "/data/q"), at(&f, "/data/q"), &out);
    assert_int_equal(strspn(str_c(&out), "x"), out.len);
    assert_true(out.len > 1 && out.len < 20);
    filling_free(&f);
}

static void labels_in_a_repeat_speak_of_their_own(void **state) {
    (void)state;
    struct filling f = filling(
        FORM(DATA("<r><x/><y/></r>"),
             "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/><input ref=\"/data/r/y\">"
             "<label>of <output value=\"../x\"/></label></input></repeat>"));
    struct str out CLEANUP(str_release) = {0};
    add(&f, "/data/r", "/data");
    set(&f, "/data/r[2]/x", "two");
    instance_words(f.in, label_of(&f, "/data/r/y"), at(&f, "/data/r[2]/y"), &out);
    assert_string_equal(str_c(&out), "of two");
    filling_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_values_in_them),
        cmocka_unit_test(a_language_is_found_by_its_code),
        cmocka_unit_test(another_language_changes_words_and_what_is_made_of_them),
        cmocka_unit_test(pictures_are_named_without_their_address),
        cmocka_unit_test(choices_come_from_the_form_or_a_list),
        cmocka_unit_test(what_is_no_longer_offered_is_dropped),
        cmocka_unit_test(a_shuffle_is_the_same_each_time),
        cmocka_unit_test(words_in_a_circle_end),
        cmocka_unit_test(labels_in_a_repeat_speak_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
