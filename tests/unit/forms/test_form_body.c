/* Controls: what they are for, what they offer, what this kiosk cannot ask. */
#include "load.h"

static void controls_stand_as_they_are_written(void **state) {
    (void)state;
    struct form *f = load(
        FORM(DATA("<a/><g><b/></g><c/>") "<bind id=\"bc\" nodeset=\"/data/c\" type=\"barcode\"/>",
             "<input ref=\"/data/a\" appearance=\" multiline  w1 \" rows=\"4\"><label>A</label>"
             "<hint>Say</hint></input>"
             "<group ref=\"/data/g\" appearance=\"field-list\"><label>G</label>"
             "<group><trigger ref=\"b\"/></group></group><input bind=\"bc\"/>"));
    const struct control *a = f->body, *g = a->next, *inner = g->child, *c = g->next;
    assert_int_equal(a->kind, CONTROL_INPUT);
    assert_string_equal(words_of(&a->label), "A");
    assert_string_equal(words_of(&a->hint), "Say");
    assert_int_equal(a->rows, 4);
    assert_true(control_looks(a, "multiline"));
    assert_true(control_looks(a, "w1"));
    assert_false(control_looks(a, "multi"));
    assert_false(control_looks(a, "line"));
    assert_int_equal(g->kind, CONTROL_GROUP);
    assert_ptr_equal(inner->parent, g);
    assert_null(inner->node);
    assert_int_equal(inner->child->kind, CONTROL_TRIGGER);
    assert_ptr_equal(inner->child->bind, bind_at(f, "/data/g/b"));
    assert_ptr_equal(c->bind, bind_at(f, "/data/c"));
    assert_null(c->next);
    form_free(f);
}

static void choices_are_written_or_looked_up(void **state) {
    (void)state;
    struct form *f = load(FORM(
        DATA("<a/><b/><c/>") "<instance id=\"l\"><root><item><n>1</n></item></root></instance>",
        "<select1 ref=\"/data/a\"><item><label>One</label><value> 1 </value></item>"
        "<item><label>Two</label><value>2</value></item></select1>"
        "<select ref=\"/data/b\"><itemset nodeset=\"randomize( instance('l')/root/item[n != ')'], "
        "number('42') )\"><value ref=\"n\"/><label ref=\"jr:itext(n)\"/></itemset></select>"
        "<odk:rank ref=\"/data/c\"><itemset nodeset=\"instance('l')/root/item\"><value ref=\"n\"/>"
        "<label ref=\"n\"/></itemset></odk:rank>"));
    const struct control *a = f->body, *b = a->next, *c = b->next;
    assert_int_equal(a->choices, 2);
    assert_string_equal(a->choice[0].value, "1");
    assert_string_equal(words_of(&a->choice[1].label), "Two");
    assert_null(a->itemset);
    assert_true(b->itemset->randomize);
    assert_string_equal(xpath_text(b->itemset->nodes), "instance('l')/root/item[n != ')']");
    assert_non_null(strstr(xpath_text(b->itemset->seed), "number('42')"));
    assert_null(b->itemset->label.itext_id);
    assert_int_equal(c->kind, CONTROL_RANK);
    assert_false(c->itemset->randomize);
    assert_null(c->itemset->seed);
    assert_string_equal(xpath_text(c->itemset->value), "n");
    form_free(f);
}

static void a_group_around_a_repeat_is_its_label(void **state) {
    (void)state;
    struct form *f =
        load(FORM(DATA("<n/><r jr:template=\"\"><a/><s jr:template=\"\"><b/></s></r>"),
                  "<group ref=\"/data/r\" appearance=\"field-list\"><label>People</label>"
                  "<repeat nodeset=\"/data/r\" jr:count=\" /data/n \" jr:noAddRemove=\"true()\">"
                  "<input ref=\"/data/r/a\"/><repeat nodeset=\"s\"><input ref=\"b\"/></repeat>"
                  "</repeat></group>"));
    const struct control *r = f->body, *s = r->child->next;
    assert_int_equal(r->kind, CONTROL_REPEAT);
    assert_null(r->parent);
    assert_string_equal(words_of(&r->label), "People");
    assert_true(control_looks(r, "field-list"));
    assert_non_null(r->count);
    assert_true(r->no_add_remove);
    assert_int_equal(s->kind, CONTROL_REPEAT);
    assert_null(s->count);
    assert_ptr_equal(s->child->bind, bind_at(f, "/data/r/s/b"));
    assert_ptr_equal(s->child->bind->repeat, s->node);
    assert_ptr_equal(s->bind->repeat, r->node);
    form_free(f);
}

static void a_group_with_more_than_a_repeat_stays(void **state) {
    (void)state;
    struct form *f = load(FORM(DATA("<g><a/><r><b/></r></g>"),
                               "<group ref=\"/data/g\"><repeat nodeset=\"r\"><input ref=\"b\"/>"
                               "</repeat></group>"));
    assert_int_equal(f->body->kind, CONTROL_GROUP);
    assert_int_equal(f->body->child->kind, CONTROL_REPEAT);
    form_free(f);
}

#define RANGE(attrs)                                                                               \
    FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" type=\"decimal\"/>",                              \
         "<range ref=\"/data/a\" " attrs "/>")

static void ranges_have_numbers(void **state) {
    (void)state;
    struct form *f = load(RANGE("start=\"10\" end=\"-2.5\" step=\"-0.5\" odk:tick-interval=\"2\""));
    assert_true(f->body->start == 10 && f->body->end == -2.5 && f->body->step == 0.5);
    assert_true(f->body->tick_interval == 2);
    form_free(f);
    refused(RANGE("start=\"1\" end=\"2\""), "start, end and step");
    refused(RANGE("start=\"1\" end=\"2\" step=\"0\""), "start, end and step");
    refused(RANGE("start=\"1.2.3\" end=\"2\" step=\"1\""), "start, end and step");
    refused(RANGE("start=\" \" end=\"2\" step=\"1\""), "start, end and step");
    refused(RANGE("start=\"nan\" end=\"inf\" step=\"1\""), "start, end and step");
}

/* A form whose one question has this bind and is asked like this. */
#define ONE(bind, control) FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" " bind "/>", control)

static void what_cannot_be_asked_is_left_out_or_refused(void **state) {
    (void)state;
    static const char upload[] = "picture";
    noted(ONE("type=\"binary\"", "<upload ref=\"/data/a\" mediatype=\"image/*\"/>"), upload);
    noted(ONE("required=\" false( ) \"", "<upload ref=\"/data/a\" mediatype=\"image/*\"/>"),
          upload);
    refused(ONE("required=\"true()\"", "<upload ref=\"/data/a\" mediatype=\"image/*\"/>"), upload);
    refused(ONE("required=\"1 = 2\"", "<upload ref=\"/data/a\" mediatype=\"audio/*\"/>"),
            "sound recording");
    noted(ONE("", "<upload ref=\"/data/a\" mediatype=\"video/*\"/>"), "film");
    noted(ONE("type=\"geotrace\"", "<input ref=\"/data/a\"/>"), "line on a map");
    refused(ONE("type=\"geoshape\" required=\"true()\"", "<input ref=\"/data/a\"/>"),
            "area on a map");
    noted(ONE("", "<input ref=\"/data/a\" appearance=\"w1 ex:org.app\"/>"), "another app");
    noted(ONE("", "<select1 ref=\"/data/a\" appearance=\"search('x')\"/>"), "outside table");
    refused(ONE("required=\"true()\"", "<telepathy ref=\"/data/a\"/>"), "telepathy");
    noted(ONE("", "<telepathy ref=\"/data/a\"/>"), "telepathy");

    struct form *f = load(ONE("type=\"geotrace\"", "<input ref=\"/data/a\"/>"));
    assert_null(f->body);
    form_free(f);
    f = load(ONE("type=\"geotrace\" readonly=\"true()\"", "<input ref=\"/data/a\"/>"));
    assert_non_null(f->body); /* only shown */
    form_free(f);
    f = load(ONE("type=\"geopoint\" required=\"true()\"", "<input ref=\"/data/a\"/>"));
    assert_non_null(f->body); /* typed */
    form_free(f);
}

static void what_is_wrong_with_controls_is_said(void **state) {
    (void)state;
    refused(ONE("", "<input ref=\"/data/b\"/>"), "not in the form's data");
    refused(ONE("", "<input bind=\"b\"/>"), "not in the form's data");
    refused(ONE("", "<input/>"), "not in the form's data");
    refused(ONE("", "<repeat nodeset=\"/data\"/>"), "whole form");
    refused(ONE("", "<select1 ref=\"/data/a\"><item><label>x</label></item></select1>"),
            "no value");
    refused(ONE("", "<select1 ref=\"/data/a\"><itemset nodeset=\"/data/a\"/></select1>"),
            "value of a choice");
    refused(ONE("", "<select1 ref=\"/data/a\"><itemset><value ref=\".\"/></itemset></select1>"),
            "usable nodeset");
    noted(ONE("", "<select1 ref=\"/data/a\"/>"), "nothing to choose");
    noted(ONE("", "<select ref=\"/data/a\"><item><value>a b</value></item></select>"), "blank");
    noted(ONE("", "<input ref=\"/data/a\" appearance=\"sparkle w1\"/>"), "\"sparkle\"");
    noted(ONE("", "<div><input ref=\"/data/a\"/></div>"), "<div>");
    noted(ONE("", "<range ref=\"/data/a\" start=\"1\" end=\"2\" step=\"1\"/>"), "its type");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(controls_stand_as_they_are_written),
        cmocka_unit_test(choices_are_written_or_looked_up),
        cmocka_unit_test(a_group_around_a_repeat_is_its_label),
        cmocka_unit_test(a_group_with_more_than_a_repeat_stays),
        cmocka_unit_test(ranges_have_numbers),
        cmocka_unit_test(what_cannot_be_asked_is_left_out_or_refused),
        cmocka_unit_test(what_is_wrong_with_controls_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
