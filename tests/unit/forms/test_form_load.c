/* The head of a form: title, data, binds, words, actions, and what is said about what is wrong. */
#include "load.h"

#include "../seal/pair_keys.h"
#include "forms/graph.h"
#include "seal/pair.h"

static void a_form_knows_its_name_and_its_data(void **state) {
    (void)state;
    struct form *f = load(FORM("<instance id=\"main\"><data id=\"f1\" version=\"7\" x=\"y\">"
                               "<a> one </a><g><b/></g></data></instance>"
                               "<submission base64RsaPublicKey=\"\"/>",
                               ""));
    assert_string_equal(f->title, "A form");
    assert_string_equal(f->id, "f1");
    assert_string_equal(f->version, "7");
    assert_string_equal(f->instance_id, "main");
    assert_null(f->key);
    assert_string_equal(f->default_uri, "http://www.w3.org/2002/xforms");
    assert_int_equal(f->binds, 4);
    assert_string_equal(bind_at(f, "/data/a")->node->value, "one");
    assert_ptr_equal(form_bind(f, f->template.document->child), bind_at(f, "/data"));
    assert_false(f->makes_entities);
    form_free(f);
}

static struct form *with_key(const char *key, struct form_complaints *ret) {
    struct str xml CLEANUP(str_release) = {0};
    struct err err = {0};
    str_addf(&xml, FORM(DATA("<a/>") "<submission base64RsaPublicKey=\"%s\"/>", ""), key);
    return form_load(str_c(&xml), xml.len, NULL, ret, &err);
}

/* Else what was meant for one reader would be kept for everybody. */
static void a_key_seals_or_stops_the_form(void **state) {
    (void)state;
    struct form_complaints said = {0};
    char text[500];
    pair_key_base64(pair_public_pem, text);
    struct form *f = with_key(text, &said);
    assert_non_null(f);
    assert_string_equal(pair_sum(f->key), PAIR_PUBLIC_SUM);
    assert_int_equal(said.count, 0);
    form_free(f);
    assert_null(with_key("KEY", &said));
    assert_int_equal(said.count, 1);
    assert_true(said.at[0].stops);
    assert_true(said.at[0].line > 0);
    assert_non_null(strstr(said.at[0].text, "base64RsaPublicKey: the key is no base64"));
    form_complaints_free(&said);
    text[100] = '\0';
    assert_null(with_key(text, &said));
    assert_non_null(strstr(said.at[0].text, "no RSA key of 2048"));
    form_complaints_free(&said);
}

static void binds_carry_all_that_is_written(void **state) {
    (void)state;
    struct form *f = load(
        FORM(DATA("<a/><b/><c k=\"1\"/>") "<bind nodeset=\" /data/a \" type=\"xsd:int\""
                                          " required=\"true()\" relevant=\"../b = 1\" readonly=\"\""
                                          " constraint=\". &lt; 5\" calculate=\"1 + 1\""
                                          " jr:constraintMsg=\"Too much\" jr:requiredMsg=\"Please\""
                                          " jr:preload=\"property\" jr:preloadParams=\"deviceid\""
                                          " entities:saveto=\"size\" orx:max-pixels=\"640\"/>"
                                          "<bind nodeset=\"b\" type=\"note\"/>"
                                          "<bind nodeset=\"/data/c/@k\" calculate=\"2\"/>",
             "<input ref=\"/data/b\"/>"));
    const struct bind *a = bind_at(f, "/data/a"), *b = bind_at(f, "/data/b");
    const struct bind *k = bind_at(f, "/data/c/@k");
    assert_int_equal(a->type, TYPE_INT);
    assert_string_equal(a->type_name, "xsd:int");
    assert_string_equal(xpath_text(a->required), "true()");
    assert_string_equal(xpath_text(a->constraint), ". < 5");
    assert_non_null(a->relevant);
    assert_non_null(a->calculate);
    assert_null(a->readonly);
    assert_string_equal(words_of(&a->constraint_message), "Too much");
    assert_string_equal(words_of(&a->required_message), "Please");
    assert_string_equal(a->preload, "property");
    assert_string_equal(a->preload_params, "deviceid");
    assert_string_equal(a->saveto, "size");
    assert_int_equal(a->max_pixels, 640);
    assert_true(a->calculated_type_none);
    assert_int_equal(b->type, TYPE_STRING);
    assert_true(a->rank > b->rank);
    assert_int_equal(k->node->kind, NODE_ATTRIBUTE);
    assert_ptr_equal(form_bind(f, k->node), k);
    form_free(f);
}

static void binds_are_found_by_any_plain_path(void **state) {
    (void)state;
    struct form *f = load(FORM(
        "<instance><d id=\"d\"><g><a/></g><orx:meta><orx:instanceID/></orx:meta></d></instance>"
        "<bind nodeset=\"/d/g\"><bind nodeset=\"a\" type=\"int\"/></bind>"
        "<bind nodeset=\"/d/orx:meta/orx:instanceID\" type=\"date\"/>",
        ""));
    assert_int_equal(bind_at(f, "/d/g/a")->type, TYPE_INT);
    assert_int_equal(bind_at(f, "/d/orx:meta/orx:instanceID")->type, TYPE_DATE);
    form_free(f);
}

/* The template comes last here; all three share one bind, which is the template's. */
static void instances_of_a_repeat_share_their_binds(void **state) {
    (void)state;
    struct form *f = load(FORM(DATA("<r><a>1</a></r><r><a>2</a><only/></r>"
                                    "<r jr:template=\"\"><a/><in><b/></in></r>"),
                               "<repeat nodeset=\"/data/r\"><input ref=\"a\"/></repeat>"));
    const struct node *first = f->template.document->child->child, *second = first->next;
    const struct node *template = second->next;
    assert_true(template->template);
    assert_null(template->attr); /* the mark is no data */
    assert_false(first->template);
    const struct bind *r = form_bind(f, first), *a = form_bind(f, first->child);
    assert_ptr_equal(r->node, template);
    assert_ptr_equal(form_bind(f, second), r);
    assert_ptr_equal(form_bind(f, second->child), a);
    assert_ptr_equal(a->node, template->child);
    assert_ptr_equal(a->repeat, template);
    assert_null(r->repeat);
    assert_ptr_equal(bind_at(f, "/data/r/in/b")->repeat, template);
    assert_ptr_equal(form_bind(f, second->child->next)->node, second->child->next);
    form_free(f);
}

/* --- words --- */

#define ITEXT                                                                                      \
    "<itext><translation lang=\"English (en)\"><text id=\"q\">"                                    \
    "<value>\n  How <output value=\"/data/a\"/>\n are  you?\n</value>"                             \
    "<value form=\"short\">How?</value><value form=\"image\">jr://images/q.png</value></text>"     \
    "<text id=\"only\"><value>Only</value><value form=\"guidance\">G</value></text></translation>" \
    "<translation lang=\"pl\"><text id=\"q\"><value>Jak?</value></text></translation></itext>"

static void words_come_by_language_and_form(void **state) {
    (void)state;
    struct form *f = load(FORM(ITEXT DATA("<a/>"), "<input ref=\"/data/a\">"
                                                   "<label ref=\" jr:itext( 'q' ) \"/></input>"));
    assert_int_equal(f->languages, 2);
    assert_string_equal(f->language[0], "English (en)");
    assert_int_equal(f->default_language, 0);
    const struct phrase *q = form_text(f, 0, "q", TEXT_PLAIN);
    assert_int_equal(q->count, 3);
    assert_string_equal(q->piece[0].text, "How ");
    assert_string_equal(xpath_text(q->piece[1].value), "/data/a");
    assert_string_equal(q->piece[2].text, "\n are  you?");
    assert_string_equal(form_text(f, 1, "q", TEXT_PLAIN)->piece[0].text, "Jak?");
    assert_string_equal(form_text(f, 0, "q", TEXT_SHORT)->piece[0].text, "How?");
    assert_string_equal(form_text(f, 0, "q", TEXT_IMAGE)->piece[0].text, "jr://images/q.png");
    assert_string_equal(form_text(f, 1, "only", TEXT_PLAIN)->piece[0].text, "Only");
    assert_null(form_text(f, 1, "only", TEXT_GUIDANCE));
    assert_null(form_text(f, 0, "nothing", TEXT_PLAIN));
    assert_string_equal(f->body->label.itext_id, "q");
    assert_non_null(f->body->label.ref);
    form_free(f);
}

static void thousands_of_words_are_all_found(void **state) {
    (void)state;
    struct str xml CLEANUP(str_release) = {0};
    char id[16], said[16];
    str_add(&xml, FORM_MODEL DATA("<a/>") "<itext><translation lang=\"x\" default=\"true()\">");
    for (int i = 0; i < 3000; i++)
        str_addf(&xml, "<text id=\"t%d\"><value>w%d</value></text>", i, i);
    str_add(&xml, "</translation></itext>" FORM_BODY FORM_END);
    struct form *f = load(str_c(&xml));
    for (int i = 0; i < 3000; i++) {
        snprintf(id, sizeof(id), "t%d", i);
        snprintf(said, sizeof(said), "w%d", i);
        assert_string_equal(form_text(f, 0, id, TEXT_PLAIN)->piece[0].text, said);
    }
    form_free(f);
}

/* --- actions --- */

static void actions_know_when_and_where(void **state) {
    (void)state;
    struct form *f = load(FORM(
        DATA("<a/><b/><r jr:template=\"\"><c/></r>") "<setvalue event=\"odk-instance-first-load\""
                                                     " ref=\"/data/a\">\n now </setvalue>",
        "<input ref=\"/data/a\"><setvalue event=\"odk-instance-first-load xforms-value-changed\""
        " ref=\"/data/b\" value=\"/data/a\"/></input>"
        "<repeat nodeset=\"/data/r\"><setvalue event=\"odk-new-repeat\" ref=\"c\" value=\"\"/>"
        "<input ref=\"c\"/></repeat>"));
    assert_int_equal(f->setvalues, 4);
    /* The body's come first, one for each kind of trigger. */
    const struct setvalue *s = f->setvalue;
    assert_int_equal(s[0].events, EVENT_INSTANCE_FIRST_LOAD);
    assert_null(s[0].trigger);
    assert_int_equal(s[1].events, EVENT_VALUE_CHANGED);
    assert_ptr_equal(s[1].trigger, bind_at(f, "/data/a")->node);
    assert_ptr_equal(s[1].target, bind_at(f, "/data/b")->node);
    assert_string_equal(xpath_text(s[1].value), "/data/a");
    assert_int_equal(s[2].events, EVENT_NEW_REPEAT);
    assert_ptr_equal(s[2].trigger, bind_at(f, "/data/r")->node);
    assert_null(s[2].value);
    assert_string_equal(s[2].literal, "");
    assert_string_equal(s[3].literal, "now");
    form_free(f);
}

static void entities_are_seen_and_their_version_is_checked(void **state) {
    (void)state;
    static const char made[] =
        "<?xml version=\"1.0\"?><h:html xmlns=\"http://www.w3.org/2002/xforms\""
        " xmlns:h=\"http://www.w3.org/1999/xhtml\""
        " xmlns:entities=\"http://www.opendatakit.org/xforms/entities\"><h:head><h:title/>"
        "<model entities:entities-version=\"%s\"><instance><data id=\"d\"><meta>"
        "<entity dataset=\"people\" create=\"1\" id=\"\"/></meta></data></instance>"
        "<bind nodeset=\"/data/meta/entity/@id\"/></model></h:head><h:body/></h:html>";
    struct str xml CLEANUP(str_release) = {0};
    str_addf(&xml, made, "2024.1.0");
    struct form *f = load(str_c(&xml));
    assert_true(f->makes_entities);
    form_free(f);
    str_cut(&xml, 0);
    str_addf(&xml, made, "2031.1.0");
    refused(str_c(&xml), "entities specification");
}

/* --- what is wrong --- */

static void what_cannot_run_is_refused_with_its_place(void **state) {
    (void)state;
    refused("<a/>", "no model");
    refused("<a>", "line 1");
    refused(FORM("", ""), "no instance");
    refused(FORM("<instance/>", ""), "no instance");
    refused(FORM(DATA("<a/>") "\n<bind nodeset=\"/data/a\" relevant=\"1 +\"/>", ""),
            "line 3: /data/a: relevant");
    refused(FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" calculate=\"wibble(1)\"/>", ""), "wibble");
    refused(FORM(DATA("<a/><b/>") "<bind nodeset=\"/data/a\" calculate=\"../b\"/>"
                                  "<bind nodeset=\"/data/b\" calculate=\"../a\"/>",
                 ""),
            "/data/b");
    refused(FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" calculate=\"instance('x')/a\"/>", ""),
            "no list \"x\"");
    refused(FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" calculate=\"instance( &quot;y&quot; )\"/>",
                 ""),
            "no list \"y\"");
    refused(FORM(DATA("<a/>") "<setvalue event=\"boo\" ref=\"/data/a\"/>", ""), "event \"boo\"");
    refused(FORM(DATA("<a/>") "<setvalue ref=\"/data/a\"/>", ""), "no event");
    refused(FORM(DATA("<a/>") "<setvalue event=\"xforms-ready\" ref=\"/data/b\"/>", ""),
            "not in the form's data");
    refused(FORM(DATA("<a/>") "<setvalue event=\"odk-new-repeat\" ref=\"/data/a\"/>", ""),
            "in a repeat");
    refused(FORM(DATA("<a/>") "<setvalue event=\"xforms-value-changed\" ref=\"/data/a\"/>", ""),
            "in a question");
    refused(FORM(DATA("<a/>") "<setgeopoint event=\"odk-instance-load\" ref=\"/data/a\"/>", ""),
            "namespace");
}

static void what_can_be_lived_with_is_noted(void **state) {
    (void)state;
    noted(FORM(DATA("<a/>") "<bind nodeset=\"/data/b\"/>", ""), "leads to nothing");
    noted(FORM(DATA("<a/>") "<bind nodeset=\"/data/a\"/><bind nodeset=\"/data/a\"/>", ""),
          "second bind");
    noted(FORM("<instance><data/></instance>", ""), "no id");
    noted(FORM(DATA("<a/>") "</model><model>", ""), "second model");
    noted(FORM(DATA("<a/>") "<odk:setgeopoint event=\"odk-instance-load\" ref=\"/data/a\"/>", ""),
          "does not know where it is");
    noted(FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" jr:preload=\"moon\"/>", ""), "moon");
    noted(FORM(DATA("<a/>"), "<input ref=\"/data/a\"><label ref=\"jr:itext('x')\"/></input>"),
          "no words \"x\"");
    noted(FORM(DATA("<a/>") "<itext><translation lang=\"x\"><text id=\"a\"><value form=\"image\">"
                            "jr://images/../x.png</value></text></translation></itext>",
               ""),
          "no file beside");
}

static void what_is_quoted_from_a_form_is_text(void **state) {
    (void)state;
    struct form_complaints said = {0};
    form_complaints_add(&said, false, 1, "", "%s", "a\xe4\n\x1b[2J\xc3\xa4");
    assert_string_equal(said.at[0].text, "a\xef\xbf\xbd  [2J\xc3\xa4");
    form_complaints_free(&said);
    refused("<a>\n<b x='\xe4'/></a>", "line 2");
}

static void all_that_is_wrong_is_told_at_once(void **state) {
    (void)state;
    static const char xml[] = FORM(DATA("<a/>") "<bind nodeset=\"/data/b\"/>"
                                                "<bind nodeset=\"/data/a\" relevant=\"(\"/>",
                                   "<input ref=\"/data/c\"/>");
    struct form_complaints said = {0};
    struct err err = {0};
    assert_null(form_load(xml, sizeof(xml) - 1, NULL, &said, &err));
    assert_int_equal(said.count, 3);
    assert_false(said.at[0].stops);
    assert_true(said.at[1].stops);
    assert_string_equal(said.at[2].path, "/data/c");
    assert_non_null(strstr(err.text, "relevant"));
    form_complaints_free(&said);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_knows_its_name_and_its_data),
        cmocka_unit_test(a_key_seals_or_stops_the_form),
        cmocka_unit_test(binds_carry_all_that_is_written),
        cmocka_unit_test(binds_are_found_by_any_plain_path),
        cmocka_unit_test(instances_of_a_repeat_share_their_binds),
        cmocka_unit_test(words_come_by_language_and_form),
        cmocka_unit_test(thousands_of_words_are_all_found),
        cmocka_unit_test(actions_know_when_and_where),
        cmocka_unit_test(entities_are_seen_and_their_version_is_checked),
        cmocka_unit_test(what_cannot_run_is_refused_with_its_place),
        cmocka_unit_test(what_can_be_lived_with_is_noted),
        cmocka_unit_test(what_is_quoted_from_a_form_is_text),
        cmocka_unit_test(all_that_is_wrong_is_told_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
