/* The lists beside a form: CSV, XML, GeoJSON, their names, and finding rows in them. */
#include "load.h"

#include "forms/form_parts.h"
#include "forms/index.h"

#define ASKING(src)                                                                                \
    FORM(DATA("<a/>") "<instance id=\"l\" src=\"" src "\"/>"                                       \
                      "<bind nodeset=\"/data/a\" calculate=\"instance('l')/root/item/name\"/>",    \
         "")

/* The list of a form that has `text` beside it, written as XML. */
static void reads_as(const char *form, const char *name, const char *text, const char *xml) {
    struct one_file file = {name, text};
    struct str out CLEANUP(str_release) = {0};
    struct form *f = load_with(form, &file, NULL);
    const struct secondary *s = form_secondary(f, "l");
    assert_non_null(s);
    xml_write(s->tree.document->child, &(struct xml_style){0}, &out);
    assert_string_equal(strstr(str_c(&out), "?>") + 2, xml);
    form_free(f);
}

static void csv_rows_are_items(void **state) {
    (void)state;
    static const char form[] = ASKING("jr://file-csv/x.csv");
    reads_as(form, "x.csv", "\xef\xbb\xbfname,label,\na,\"A, \"\"b\"\"\",x\n\nb\r\n",
             "<root><item><name>a</name><label>A, \"b\"</label></item>"
             "<item><name>b</name><label/></item></root>");
    reads_as(form, "x.csv", "name;label\n1;a,b",
             "<root><item><name>1</name><label>a,b</label></item></root>");
    reads_as(form, "x.csv", "name,label\n", "<root/>");
}

static void xml_comes_as_it_is(void **state) {
    (void)state;
    reads_as(ASKING("jr://file/x.xml"), "x.xml", "<r v='1'><i><n> x </n></i></r>",
             "<r v=\"1\"><i><n>x</n></i></r>");
    reads_as(FORM(DATA("<a/>") "<instance id=\"l\"><root><item>\n<name>x</name></item></root>"
                               "</instance><bind nodeset=\"/data/a\""
                               " calculate=\"instance('l')/root/item/name\"/>",
                  ""),
             "", "", "<root><item><name>x</name></item></root>");
}

static void geojson_features_are_items(void **state) {
    (void)state;
    static const char form[] = ASKING("jr://file/x.geojson");
    reads_as(form, "x.geojson",
             "{\"type\":\"FeatureCollection\",\"x\":1,\"features\":[{\"type\":\"Feature\","
             "\"id\":77,\"geometry\":{\"type\":\"Point\",\"coordinates\":[102,0.5]},\"ignored\":1,"
             "\"properties\":{\"id\":\"p\",\"name\":\"N\",\"none\":null,\"yes\":true,\"n\":1.5}}]}",
             "<root><item><geometry>0.5 102 0 0</geometry><id>77</id><name>N</name><none/>"
             "<yes>true</yes><n>1.5</n></item></root>");
    reads_as(form, "x.geojson",
             "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
             "{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[\"x\"],[1,2]]]}}]}",
             "<root><item><geometry>2 1 0 0; 4 3 0 0; 2 1 0 0</geometry></item></root>");
    reads_as(form, "x.geojson",
             "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
             "{\"type\":\"Blob\",\"coordinates\":[1,2]},\"properties\":{\"a\":\"b\"}}]}",
             "<root><item><geometry/><a>b</a></item></root>");
}

static void file_refused(const char *form, const char *name, const char *text, const char *words) {
    struct one_file file = {name, text};
    const struct form_files files = {.ctx = &file, .read = one_file_read};
    struct err err = {0};
    assert_null(form_load(form, strlen(form), &files, NULL, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void files_that_are_missing_or_broken_stop_the_form(void **state) {
    (void)state;
    static const char geo[] = ASKING("jr://file/x.geojson");
    file_refused(ASKING("jr://file-csv/x.csv"), "y.csv", "", "x.csv: it is not beside the form");
    file_refused(ASKING("jr://file-csv/x.csv"), "x.csv", "", "empty");
    file_refused(ASKING("jr://file/x.xml"), "x.xml", "<a>", "x.xml: line 1");
    file_refused(geo, "x.geojson", "{", "line 1");
    file_refused(geo, "x.geojson", "[]", "FeatureCollection");
    file_refused(geo, "x.geojson", "{\"type\":\"FeatureCollection\",\"features\":1}",
                 "FeatureCollection");
    file_refused(geo, "x.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{}]}",
                 "number 1");
    refused(ASKING("jr://file-csv/x.csv"), "not beside the form");
}

static void addresses_name_a_file_and_no_folder(void **state) {
    (void)state;
    assert_string_equal(jr_file_name("jr://file-csv/a b.csv"), "a b.csv");
    assert_string_equal(jr_file_name("jr://images/a.png"), "a.png");
    assert_null(jr_file_name("jr://file/"));
    assert_null(jr_file_name("jr://file/../x.csv"));
    assert_null(jr_file_name("jr://file/.hidden"));
    assert_null(jr_file_name("jr://file/a/b.csv"));
    assert_null(jr_file_name("jr://file/C:x.csv"));
    assert_null(jr_file_name("jr://file/a\\b.csv"));
    assert_null(jr_file_name("http://x/y.csv"));
    assert_null(jr_file_name("x.csv"));
    file_refused(ASKING("jr://file/../x.xml"), "../x.xml", "<a/>", "no file's");
}

static void what_nobody_asks_for_is_not_read(void **state) {
    (void)state;
    struct form *f = load(FORM(DATA("<a/>") "<instance id=\"l\" src=\"jr://file/x.xml\"/>"
                                            "<instance id=\"last\" src=\"jr://instance/last-saved\""
                                            "/><instance/>",
                               ""));
    assert_int_equal(f->secondaries, 2);
    assert_null(form_secondary(f, "l")->tree.document->child);
    assert_true(form_secondary(f, "last")->last_saved);
    assert_null(form_secondary(f, "data"));
    form_free(f);
    refused(
        FORM(DATA("<a/>") "<instance id=\"l\" src=\"jr://file/x.xml\"/>"
                          "<bind nodeset=\"/data/a\" calculate=\"instance(concat('l', ''))/a\"/>",
             ""),
        "x.xml"); /* asked for, for all that can be told */
}

static void pulldata_finds_its_file_and_its_row(void **state) {
    (void)state;
    static const char form[] =
        FORM(DATA("<a/>") "<bind nodeset=\"/data/a\""
                          " calculate=\"pulldata('x.csv', 'label', 'name', 'b')\"/>",
             "");
    struct one_file file = {"x.csv", "name,label\na,A\nb,B\nb,C\n"};
    struct form *f = load_with(form, &file, NULL);
    assert_string_equal(form_pulldata(f, "x", "label", "name", "b"), "B");
    assert_string_equal(form_pulldata(f, "x.csv", "label", "name", "a"), "A");
    assert_string_equal(form_pulldata(f, "x", "label", "name", "z"), "");
    assert_string_equal(form_pulldata(f, "x", "label", "nowhere", ""), "");
    assert_string_equal(form_pulldata(f, "x", "nowhere", "name", "a"), "");
    assert_string_equal(form_pulldata(f, "y", "label", "name", "a"), "");
    form_free(f);
    refused(FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" calculate=\"pulldata('../x', 'l', 'n',"
                              " 'b')\"/>",
                 ""),
            "no file beside");
}

/* --- the index --- */

struct list {
    struct names *names;
    struct tree tree;
    struct node *root;
    const struct name *row, *column;
};

static void list_start(struct list *l, size_t rows, const char *(*value)(size_t)) {
    struct node *last = NULL;
    *l = (struct list){.names = names_new()};
    tree_init(&l->tree);
    l->row = names_get(l->names, "", "item");
    l->column = names_get(l->names, "", "c");
    l->root = node_add(&l->tree, l->tree.document, NODE_ELEMENT, names_get(l->names, "", "root"),
                       "", NULL);
    for (size_t i = 0; i < rows; i++) {
        last = node_add(&l->tree, l->root, NODE_ELEMENT, l->row, "", last);
        node_add(&l->tree, last, NODE_ELEMENT, l->column, value(i), NULL);
    }
}

static void list_end(struct list *l) {
    tree_free(&l->tree);
    names_free(l->names);
}

static const char *third(size_t i) {
    static const char *const values[] = {"a", "b", ""};
    return values[i % 3];
}

static void an_index_answers_as_looking_does(void **state) {
    (void)state;
    struct list l;
    list_start(&l, 1000, third);
    struct index *x = index_new();
    struct xnodes found;
    const struct node *at = l.root->child->next;
    /* Two cells of one row with the same value count once. */
    node_add(&l.tree, l.root->child->next, NODE_ELEMENT, l.column, "b", NULL);
    node_add(&l.tree, l.root, NODE_ELEMENT, names_get(l.names, "", "other"), "", NULL);
    assert_true(index_lookup(x, l.root, l.row, l.column, "b", &found));
    assert_int_equal(found.count, 333);
    for (size_t i = 0; i < found.count; i++, at = at->next->next->next)
        assert_ptr_equal(found.at[i], at);
    assert_true(index_lookup(x, l.root, l.row, l.column, "", &found));
    assert_int_equal(found.count, 333);
    assert_true(index_lookup(x, l.root, l.row, l.column, "a", &found));
    assert_int_equal(found.count, 334);
    assert_true(index_lookup(x, l.root, l.row, l.column, "z", &found));
    assert_int_equal(found.count, 0);
    index_free(x);
    list_end(&l);
}

static void an_index_leaves_alone_what_it_cannot_tell(void **state) {
    (void)state;
    struct list l;
    struct xnodes found;
    struct index *x = index_new();
    list_start(&l, 5, third);
    assert_false(index_lookup(x, l.root, l.row, l.column, "a", &found)); /* few rows */
    assert_false(index_lookup(x, l.root, l.row, names_get(l.names, "", "none"), "a", &found));
    list_end(&l);
    list_start(&l, 100, third);
    node_add(&l.tree, l.root->child->child, NODE_ELEMENT, l.column, "x", NULL);
    assert_false(index_lookup(x, l.root, l.row, l.column, "a", &found)); /* a cell with children */
    index_free(x);
    list_end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_rows_are_items),
        cmocka_unit_test(xml_comes_as_it_is),
        cmocka_unit_test(geojson_features_are_items),
        cmocka_unit_test(files_that_are_missing_or_broken_stop_the_form),
        cmocka_unit_test(addresses_name_a_file_and_no_folder),
        cmocka_unit_test(what_nobody_asks_for_is_not_read),
        cmocka_unit_test(pulldata_finds_its_file_and_its_row),
        cmocka_unit_test(an_index_answers_as_looking_does),
        cmocka_unit_test(an_index_leaves_alone_what_it_cannot_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
