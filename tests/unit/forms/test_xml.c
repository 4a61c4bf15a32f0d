/* XML in and out: names and namespaces, blanks, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/xml.h"

struct read {
    struct names *names;
    struct tree tree;
    struct document doc;
    struct err err;
};

static void start(struct read *r) {
    *r = (struct read){.names = names_new()};
    tree_init(&r->tree);
}

static void end(struct read *r) {
    document_free(&r->doc);
    tree_free(&r->tree);
    names_free(r->names);
}

static const char *written(struct read *r, const struct xml_style *style, struct str *out) {
    str_cut(out, 0);
    xml_write(r->tree.document->child, style, out);
    return strstr(str_c(out), "?>") + 2;
}

static void data_keeps_values_and_drops_layout(void **state) {
    (void)state;
    static const char xml[] =
        "\xef\xbb\xbf<?xml version='1.0'?>\n<!-- c --><a x='1' y=' 2 ' z='&amp;&#38;#38;&lt;'>\n"
        "  stray <b> one<!-- c --> two </b>\n <c><![CDATA[<&]]></c> <b/>\n"
        " <d>&#228;&amp;<!-- --></d> </a>";
    const struct xml_style style = {0};
    struct str out CLEANUP(str_release) = {0};
    struct read r;
    start(&r);
    assert_true(xml_read_tree(xml, sizeof(xml) - 1, r.names, &r.tree, &r.err));
    assert_string_equal(
        written(&r, &style, &out),
        "<a x=\"1\" y=\" 2 \" z=\"&amp;&amp;#38;&lt;\"><b>one two</b><c>&lt;&amp;</c><b/>"
        "<d>\xc3\xa4&amp;</d></a>");
    end(&r);
}

/* A name without a prefix has no namespace, whatever xmlns says; one with a prefix has its own. */
static void names_are_those_of_paths(void **state) {
    (void)state;
    static const char xml[] = "<a xmlns='urn:1' xmlns:p='urn:2' p:q='v'><b><p:c/></b></a>";
    struct read r;
    start(&r);
    assert_true(xml_read_document(xml, sizeof(xml) - 1, r.names, &r.doc, &r.err));
    xml_to_nodes(r.doc.root, r.names, &r.tree, r.tree.document);
    const struct node *a = r.tree.document->child;
    assert_ptr_equal(a->name, names_get(r.names, "", "a"));
    assert_ptr_equal(a->child->child->name, names_get(r.names, "urn:2", "c"));
    assert_non_null(node_attr(a, names_get(r.names, "urn:2", "q")));
    assert_string_equal(r.doc.root->uri, "urn:1");
    assert_string_equal(r.doc.root->child->uri, "urn:1");
    assert_int_equal(r.doc.ns.count, 1);

    const struct xml_style style = {.ns = &r.doc.ns, .default_uri = "urn:1"};
    struct str out CLEANUP(str_release) = {0};
    assert_string_equal(written(&r, &style, &out),
                        "<a xmlns=\"urn:1\" xmlns:p=\"urn:2\" p:q=\"v\"><b><p:c/></b></a>");
    end(&r);
}

static void a_document_knows_lines_and_words(void **state) {
    (void)state;
    static const char xml[] = "<a>\n <l>You are <o/> and <o/>\n</l>\n <output/>\n<output/></a>";
    struct read r;
    start(&r);
    assert_true(xml_read_document(xml, sizeof(xml) - 1, r.names, &r.doc, &r.err));
    const struct element *l = element_child(r.doc.root, "l"), *e = l->child;
    assert_int_equal(l->line, 2);
    assert_string_equal(e->text, "You are ");
    e = e->next->next;
    assert_string_equal(e->text, " and ");
    assert_null(e->next->next); /* the end of the line is layout */
    e = element_child(r.doc.root, "output");
    assert_int_equal(e->line, 4);
    assert_string_equal(e->next->text, "\n"); /* between two outputs it is a blank to read */
    end(&r);
}

static void refused(const char *xml, const char *words) {
    struct read r;
    start(&r);
    assert_false(xml_read_document(xml, strlen(xml), r.names, &r.doc, &r.err));
    assert_int_equal(r.err.kind, ERR_INPUT);
    if (strstr(r.err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", r.err.text, words);
    assert_false(xml_read_tree(xml, strlen(xml), r.names, &r.tree, &r.err));
    end(&r);
}

static void what_is_broken_or_declares_is_refused(void **state) {
    (void)state;
    refused("", "empty");
    refused("x", "line 1");
    refused("<a>\n<b>\n</a>", "line 3");
    refused("<a/><b/>", "line 1");
    refused("<p:a/>", "amespace");
    refused("<a>&nbsp;</a>", "nbsp");
    refused("<!DOCTYPE a [<!ENTITY e 'x'>]>\n<a>&e;</a>", "entity");
    refused("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "entity");
    refused("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1/x'> %p;]><a/>", "entity");
    refused("<!DOCTYPE a [<!NOTATION n SYSTEM 'n'><!ENTITY u SYSTEM 'u' NDATA n>]><a/>", "entity");
}

static char *nested(size_t depth) {
    struct str s = {0};
    for (size_t i = 0; i < depth; i++)
        str_add(&s, "<a>");
    for (size_t i = 0; i < depth; i++)
        str_add(&s, "</a>");
    return s.p;
}

static void depth_has_an_end(void **state) {
    (void)state;
    struct read r;
    char *deep = nested(XML_DEPTH), *deeper = nested(XML_DEPTH + 1);
    start(&r);
    assert_true(xml_read_tree(deep, strlen(deep), r.names, &r.tree, &r.err));
    end(&r);
    refused(deeper, "200 deep");
    free(deep);
    free(deeper);
}

static void size_has_an_end(void **state) {
    (void)state;
    struct read r;
    char *large = calloc(1, (size_t)XML_MAX + 1); /* not looked at */
    assert_non_null(large);
    start(&r);
    assert_false(xml_read_tree(large, (size_t)XML_MAX + 1, r.names, &r.tree, &r.err));
    assert_non_null(strstr(r.err.text, "32 MB"));
    end(&r);
    free(large);
}

static bool is_b(void *ctx, const struct node *n) {
    return n->name == ctx;
}

static void writing_escapes_leaves_out_and_forgets_what_xml_forbids(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct read r;
    start(&r);
    static const char xml[] = "<a><b>secret</b><c><b/></c></a>";
    assert_true(xml_read_tree(xml, sizeof(xml) - 1, r.names, &r.tree, &r.err));
    struct node *root = r.tree.document->child;
    node_add(&r.tree, root, NODE_ATTRIBUTE, names_get(r.names, "", "x"), "\"<\n\t'", NULL);
    node_set(&r.tree, root->child->next->child, "\x01\x0b<>&\"\r\n\xff\xf0\x9f\x98\x80");
    const struct xml_style all = {0};
    assert_string_equal(written(&r, &all, &out),
                        "<a x=\"&quot;&lt;&#10;&#9;'\"><b>secret</b><c><b>"
                        "&lt;&gt;&amp;\"&#13;\n\xef\xbf\xbd\xf0\x9f\x98\x80</b></c></a>");
    const struct xml_style some = {.skip = is_b, .ctx = (void *)names_get(r.names, "", "b")};
    assert_string_equal(written(&r, &some, &out), "<a x=\"&quot;&lt;&#10;&#9;'\"><c/></a>");
    end(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_keeps_values_and_drops_layout),
        cmocka_unit_test(names_are_those_of_paths),
        cmocka_unit_test(a_document_knows_lines_and_words),
        cmocka_unit_test(what_is_broken_or_declares_is_refused),
        cmocka_unit_test(depth_has_an_end),
        cmocka_unit_test(size_has_an_end),
        cmocka_unit_test(writing_escapes_leaves_out_and_forgets_what_xml_forbids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
