/* Rows that are added to a list of a form when it is loaded. */
#include "load.h"

#include "forms/extra.h"
#include "forms/form_parts.h"

static const char form_xml[] =
    FORM(DATA("<a/><b/>") "<instance id=\"l\" src=\"jr://file-csv/x.csv\"/>"
                          "<instance id=\"own\"><root><item><name>o</name></item></root></instance>"
                          "<bind nodeset=\"/data/a\" calculate=\"instance('l')/root/item/name\"/>"
                          "<bind nodeset=\"/data/b\""
                          " calculate=\"instance('own')/root/item/name\"/>",
         "");

static const struct extra_row rows[] = {{"at_hall", "The Hall (Elstree)"},
                                        {"a", "Some other place"},
                                        {"at_shenley", "SHENLEY"},
                                        {"at_park", "Park"},
                                        {"at_park", "Park again"}};

static void reads_as(const struct form *f, const char *id, const char *xml) {
    struct str out CLEANUP(str_release) = {0};
    xml_write(form_secondary(f, id)->tree.document->child, &(struct xml_style){0}, &out);
    assert_string_equal(strstr(str_c(&out), "?>") + 2, xml);
}

static struct form *with_csv(const char *csv) {
    struct one_file file = {"x.csv", csv};
    return load_with(form_xml, &file, NULL);
}

static void they_stand_behind_those_of_the_file(void **state) {
    (void)state;
    struct err err = {0};
    struct form *f = with_csv("label,name\nA,a\nShenley,s\n");
    assert_true(form_add_rows(f, "x.csv", rows, 5, &err));
    reads_as(f, "l",
             "<root><item><label>A</label><name>a</name></item>"
             "<item><label>Shenley</label><name>s</name></item>"
             "<item><name>at_hall</name><label>The Hall (Elstree)</label></item>"
             "<item><name>at_park</name><label>Park</label></item></root>");
    reads_as(f, "own", "<root><item><name>o</name></item></root>");
    const struct node *document = form_secondary(f, "l")->tree.document;
    assert_int_equal(document->order, 0); /* in order, for paths that ask */
    form_free(f);
}

/* A list of a header alone still knows where they go. */
static void an_empty_list_takes_them(void **state) {
    (void)state;
    struct err err = {0};
    struct form *f = with_csv("name,label\n");
    assert_true(form_add_rows(f, "x.csv", rows, 1, &err));
    reads_as(f, "l",
             "<root><item><name>at_hall</name><label>The Hall (Elstree)</label></item></root>");
    assert_true(form_add_rows(f, "x.csv", rows, 0, &err));
    form_free(f);
}

static void what_is_no_such_list_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *csv, *file, *words;
    } cases[] = {{"name,label\na,A\n", "y.csv", "asks for no list y.csv"},
                 {"name,words\na,A\n", "x.csv", "x.csv needs the columns name and label"},
                 {"id,label\na,A\n", "x.csv", "x.csv needs the columns name and label"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        struct form *f = with_csv(cases[i].csv);
        const struct node *root = form_secondary(f, "l")->tree.document->child;
        assert_false(form_add_rows(f, cases[i].file, rows, 5, &err));
        assert_non_null(strstr(err.text, cases[i].words));
        assert_null(root->child->next);
        form_free(f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_stand_behind_those_of_the_file),
        cmocka_unit_test(an_empty_list_takes_them),
        cmocka_unit_test(what_is_no_such_list_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
