/* The record as it leaves: what is relevant, with an identity, as the form's own XML. */
#include "filling.h"

#define UID "uuid:11111111-2222-4333-8444-555555555555"

static void fixed_uuid(void *ctx, char ret[static 37]) {
    int *calls = ctx;
    if (calls != NULL)
        ++*calls;
    memcpy(ret, "11111111-2222-4333-8444-555555555555", 37);
}

static struct filling filling_fixed(const char *xml) {
    struct instance_env env = filling_env();
    env.uuid = fixed_uuid;
    return filling_with(xml, &env);
}

static void only_what_is_relevant_leaves(void **state) {
    (void)state;
    struct filling f = filling_fixed(
        FORM(DATA("<q/><g><x>1</x></g><r jr:template=\"\"><y/></r><e a=\"1\"/>"
                  "<orx:meta><orx:instanceID/></orx:meta>") "<bind nodeset=\"/data/g\" "
                                                            "relevant=\"/data/q = 'y'\"/>"
                                                            "<bind nodeset=\"/data/r/y\" "
                                                            "relevant=\"/data/q = 'y'\"/>"
                                                            "<bind "
                                                            "nodeset=\"/data/orx:meta/"
                                                            "orx:instanceID\" jr:preload=\"uid\"/>",
             "<input ref=\"/data/q\"/><repeat nodeset=\"/data/r\"><input ref=\"/data/r/y\"/>"
             "</repeat>"));
    add(&f, "/data/r", "/data");
    set(&f, "/data/q", "a & b");
    assert_record(&f, "<data xmlns:orx=\"http://openrosa.org/xforms\" id=\"d\" version=\"1\">"
                      "<q>a &amp; b</q><r/><e a=\"1\"/><orx:meta><orx:instanceID>" UID
                      "</orx:instanceID></orx:meta></data>");
    set(&f, "/data/q", "y");
    set(&f, "/data/r/y", "2");
    assert_record(&f, "<data xmlns:orx=\"http://openrosa.org/xforms\" id=\"d\" version=\"1\">"
                      "<q>y</q><g><x>1</x></g><r><y>2</y></r><e a=\"1\"/><orx:meta>"
                      "<orx:instanceID>" UID "</orx:instanceID></orx:meta></data>");
    filling_free(&f);
}

static void a_record_has_an_identity_and_keeps_it(void **state) {
    (void)state;
    static const char *const forms[] = {
        FORM(DATA("<q/>"), "<input ref=\"/data/q\"/>"),
        FORM(DATA("<q/><meta/>"), "<input ref=\"/data/q\"/>"),
        FORM(DATA("<q/><meta><instanceID/></meta>"), "<input ref=\"/data/q\"/>"),
    };
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        int calls = 0;
        struct instance_env env = filling_env();
        struct str first CLEANUP(str_release) = {0}, second CLEANUP(str_release) = {0};
        env.uuid = fixed_uuid;
        env.ctx = &calls;
        struct filling f = filling_with(forms[i], &env);
        assert_true(instance_submit(f.in, &first, NULL));
        assert_true(instance_submit(f.in, &second, NULL));
        assert_int_equal(calls, 1);
        assert_non_null(strstr(str_c(&first), "instanceID>" UID "<"));
        assert_string_equal(str_c(&first), str_c(&second));
        set(&f, "/data/q", "still works");
        filling_free(&f);
    }
}

static void a_default_namespace_on_the_way_down_is_kept(void **state) {
    (void)state;
    struct filling f =
        filling_fixed(FORM(DATA("<q/><meta "
                                "xmlns=\"http://openrosa.org/xforms\"><instanceID/></"
                                "meta>") "<bind nodeset=\"/data/meta/instanceID\" "
                                         "jr:preload=\"uid\"/>",
                           "<input ref=\"/data/q\"/>"));
    assert_record(&f, "<data id=\"d\" version=\"1\"><q/>"
                      "<meta xmlns=\"http://openrosa.org/xforms\"><instanceID>" UID
                      "</instanceID></meta></data>");
    filling_free(&f);
}

static void entities_go_with_their_attributes(void **state) {
    (void)state;
    struct filling f = filling_fixed(FORM(
        DATA("<name/><meta><instanceID/><entity dataset=\"people\" id=\"\" create=\"1\">"
             "<label/></entity></meta>") "<bind nodeset=\"/data/name\" "
                                         "entities:saveto=\"full_name\"/>"
                                         "<bind nodeset=\"/data/meta/entity/@id\" type=\"string\"/>"
                                         "<bind nodeset=\"/data/meta/entity/@create\" "
                                         "calculate=\"/data/name != ''\"/>"
                                         "<bind nodeset=\"/data/meta/entity/label\" "
                                         "calculate=\"/data/name\"/>"
                                         "<setvalue event=\"odk-instance-first-load\" "
                                         "ref=\"/data/meta/entity/@id\""
                                         " value=\"uuid()\"/>",
        "<input ref=\"/data/name\"/>"));
    set(&f, "/data/name", "Ash tree");
    assert_record(&f, "<data id=\"d\" version=\"1\"><name>Ash tree</name><meta><instanceID>" UID
                      "</instanceID><entity dataset=\"people\""
                      " id=\"11111111-2222-4333-8444-555555555555\" create=\"true\">"
                      "<label>Ash tree</label></entity></meta></data>");
    filling_free(&f);
}

static void a_record_without_identity_is_refused(void **state) {
    (void)state;
    struct err err = {0};
    struct str out CLEANUP(str_release) = {0};
    struct filling f = filling(FORM(
        DATA("<meta><instanceID/></meta>") "<bind nodeset=\"/data/meta\" relevant=\"false()\"/>",
        ""));
    assert_false(instance_submit(f.in, &out, &err));
    assert_non_null(strstr(err.text, "instanceID"));
    assert_int_equal(out.len, 0);
    filling_free(&f);
}

static void chance_follows_the_seed(void **state) {
    (void)state;
    struct str first CLEANUP(str_release) = {0}, second CLEANUP(str_release) = {0};
    for (int i = 0; i < 2; i++) {
        struct filling f = filling(FORM(DATA("<a/>") "<bind nodeset=\"/data/a\""
                                                     " calculate=\"concat(uuid(), random())\"/>",
                                        ""));
        assert_true(instance_submit(f.in, i == 0 ? &first : &second, NULL));
        filling_free(&f);
    }
    assert_string_equal(str_c(&first), str_c(&second));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_relevant_leaves),
        cmocka_unit_test(a_record_has_an_identity_and_keeps_it),
        cmocka_unit_test(a_default_namespace_on_the_way_down_is_kept),
        cmocka_unit_test(entities_go_with_their_attributes),
        cmocka_unit_test(a_record_without_identity_is_refused),
        cmocka_unit_test(chance_follows_the_seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
