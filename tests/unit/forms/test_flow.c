/* The pages of a form as it is filled in. */
#include "filling.h"

/* One word a page: its kind's letter and its path; the questions of a list in brackets. */
static void assert_pages(struct filling *f, const char *want) {
    static const char kind[] = {
        [FLOW_QUESTION] = 'q', [FLOW_LIST] = 'l', [FLOW_REPEAT] = 'r', [FLOW_END] = 'e'};
    ARENA(a);
    struct str out CLEANUP(str_release) = {0};
    struct flow_page *page;
    struct question *q;
    size_t pages, questions;
    flow_pages(f->in, &a, &page, &pages);
    for (size_t i = 0; i < pages; i++) {
        str_addf(&out, "%s%c:", i > 0 ? " " : "", kind[page[i].kind]);
        instance_path(f->in, page[i].node, &out);
        if (page[i].kind == FLOW_REPEAT)
            str_addf(&out, "/%s=%zu", page[i].control->node->name->local, page[i].repeat_count);
        flow_questions(f->in, &page[i], &a, &q, &questions);
        if (page[i].kind == FLOW_QUESTION)
            assert_int_equal(questions, 1);
        if (page[i].kind != FLOW_LIST)
            continue;
        for (size_t k = 0; k < questions; k++) {
            str_add(&out, k == 0 ? "[" : ",");
            bool heading =
                q[k].control->kind == CONTROL_GROUP || q[k].control->kind == CONTROL_REPEAT;
            str_add(&out, heading ? "#" : "");
            instance_path(f->in, q[k].node, &out);
        }
        str_add(&out, "]");
    }
    assert_string_equal(str_c(&out), want);
}

#define PAGES                                                                                      \
    FORM(                                                                                          \
        DATA(                                                                                      \
            "<a/><g><b/><note/></g><c/><calc/><l><d/><s><e/></s><empty><f/></empty></l>") "<bind " \
                                                                                          "nodese" \
                                                                                          "t=\"/"  \
                                                                                          "data/"  \
                                                                                          "g\" "   \
                                                                                          "releva" \
                                                                                          "nt=\"/" \
                                                                                          "data/"  \
                                                                                          "a = "   \
                                                                                          "'y'\"/" \
                                                                                          ">"      \
                                                                                          "<bind " \
                                                                                          "nodese" \
                                                                                          "t=\"/"  \
                                                                                          "data/"  \
                                                                                          "g/"     \
                                                                                          "note\"" \
                                                                                          " reado" \
                                                                                          "nly="   \
                                                                                          "\"true" \
                                                                                          "()\"/>" \
                                                                                          "<bind " \
                                                                                          "nodese" \
                                                                                          "t=\"/"  \
                                                                                          "data/"  \
                                                                                          "calc\"" \
                                                                                          " calcu" \
                                                                                          "late="  \
                                                                                          "\"1\"/" \
                                                                                          ">"      \
                                                                                          "<bind " \
                                                                                          "nodese" \
                                                                                          "t=\"/"  \
                                                                                          "data/"  \
                                                                                          "l/"     \
                                                                                          "empty/" \
                                                                                          "f\" "   \
                                                                                          "releva" \
                                                                                          "nt=\"/" \
                                                                                          "data/"  \
                                                                                          "a = "   \
                                                                                          "'y'\"/" \
                                                                                          ">",     \
        "<input ref=\"/data/a\"/>"                                                                 \
        "<group ref=\"/data/g\"><label>G</label><input ref=\"/data/g/b\"/>"                        \
        "<group><label>inside</label><input ref=\"/data/g/note\"/></group></group>"                \
        "<input ref=\"/data/c\"/>"                                                                 \
        "<group ref=\"/data/l\" appearance=\"w1 field-list\"><label>L</label>"                     \
        "<input ref=\"/data/l/d\"/><group ref=\"/data/l/s\"><label>S</label>"                      \
        "<input ref=\"/data/l/s/e\"/></group><group ref=\"/data/l/empty\"><label>E</label>"        \
        "<input ref=\"/data/l/empty/f\"/></group></group>")

static void pages_follow_relevance(void **state) {
    (void)state;
    struct filling f = filling(PAGES);
    assert_pages(&f, "q:/data/a q:/data/c l:/data/l[/data/l/d,#/data/l/s,/data/l/s/e] e:/data");
    set(&f, "/data/a", "y");
    assert_pages(&f, "q:/data/a q:/data/g/b q:/data/g/note q:/data/c l:/data/l[/data/l/d,"
                     "#/data/l/s,/data/l/s/e,#/data/l/empty,/data/l/empty/f] e:/data");
    filling_free(&f);
}

static void headings_are_those_of_the_groups_above(void **state) {
    (void)state;
    ARENA(a);
    struct question head[4];
    struct flow_page *page;
    size_t count;
    struct filling f = filling(PAGES);
    set(&f, "/data/a", "y");
    flow_pages(f.in, &a, &page, &count);
    assert_int_equal(flow_headings(f.in, &page[0], head, 4), 0);
    assert_int_equal(flow_headings(f.in, &page[1], head, 4), 1);
    assert_string_equal(words_of(&head[0].control->label), "G");
    assert_ptr_equal(head[0].node, at(&f, "/data/g"));
    assert_int_equal(flow_headings(f.in, &page[2], head, 4), 2);
    assert_string_equal(words_of(&head[0].control->label), "G");
    assert_string_equal(words_of(&head[1].control->label), "inside");
    assert_int_equal(flow_headings(f.in, &page[2], head, 1), 1);
    assert_string_equal(words_of(&head[0].control->label), "G");
    assert_int_equal(flow_headings(f.in, &page[count - 1], head, 4), 0);
    filling_free(&f);
}

#define REPEATS(attributes)                                                                        \
    FORM(DATA("<n/><p jr:template=\"\"><x/><c jr:template=\"\"><y/></c></p><z/>") "<bind "         \
                                                                                  "nodeset=\"/"    \
                                                                                  "data/p\" "      \
                                                                                  "relevant=\"/"   \
                                                                                  "data/n != "     \
                                                                                  "'none'\"/>",    \
         "<input ref=\"/data/n\"/><group ref=\"/data/p\"><label>Person</label>"                    \
         "<repeat nodeset=\"/data/p\"" attributes "><input ref=\"/data/p/x\"/>"                    \
         "<group ref=\"/data/p/c\"><label>Child</label><repeat nodeset=\"/data/p/c\">"             \
         "<input ref=\"/data/p/c/y\"/></repeat></group></repeat></group>"                          \
         "<input ref=\"/data/z\"/>")

static void repeats_ask_for_another(void **state) {
    (void)state;
    ARENA(a);
    struct question head[4];
    struct flow_page *page;
    size_t count;
    struct filling f = filling(REPEATS(""));
    assert_pages(&f, "q:/data/n r:/data/p=0 q:/data/z e:/data");
    add(&f, "/data/p", "/data");
    add(&f, "/data/p", "/data");
    add(&f, "/data/p/c", "/data/p[2]");
    assert_pages(&f, "q:/data/n q:/data/p[1]/x r:/data/p[1]/c=0 q:/data/p[2]/x"
                     " q:/data/p[2]/c[1]/y r:/data/p[2]/c=1 r:/data/p=2 q:/data/z e:/data");
    flow_pages(f.in, &a, &page, &count);
    assert_int_equal(flow_headings(f.in, &page[3], head, 4), 1);
    assert_ptr_equal(head[0].node, at(&f, "/data/p[2]"));
    set(&f, "/data/n", "none");
    assert_pages(&f, "q:/data/n q:/data/z e:/data");
    filling_free(&f);
}

static void a_repeat_may_be_a_list_or_fixed(void **state) {
    (void)state;
    struct filling f = filling(REPEATS(" appearance=\"field-list\""));
    add(&f, "/data/p", "/data");
    add(&f, "/data/p/c", "/data/p");
    assert_pages(
        &f, "q:/data/n l:/data/p[1][/data/p[1]/x,#/data/p[1]/c[1],/data/p[1]/c[1]/y] r:/data/p=1"
            " q:/data/z e:/data");
    filling_free(&f);
    f = filling(REPEATS(" jr:count=\"1\""));
    assert_pages(&f, "q:/data/n q:/data/p[1]/x r:/data/p[1]/c=0 q:/data/z e:/data");
    filling_free(&f);
    f = filling(REPEATS(" jr:noAddRemove=\"true()\""));
    assert_pages(&f, "q:/data/n q:/data/z e:/data");
    filling_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_follow_relevance),
        cmocka_unit_test(headings_are_those_of_the_groups_above),
        cmocka_unit_test(repeats_ask_for_another),
        cmocka_unit_test(a_repeat_may_be_a_list_or_fixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
