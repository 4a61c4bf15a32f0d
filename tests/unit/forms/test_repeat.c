/* Instances of repeats: added, removed, counted, and what reads them. */
#include "filling.h"

#define PEOPLE                                                                                     \
    FORM(                                                                                          \
        DATA("<first/><person jr:template=\"\"><name>New</name><n/><role/></person>"               \
             "<person><name>Ann</name><n/><role/></person><count/><sum/><last/>") "<bind "         \
                                                                                  "nodeset=\"/"    \
                                                                                  "data/person/"   \
                                                                                  "n\" "           \
                                                                                  "type=\"int\" "  \
                                                                                  "calculate="     \
                                                                                  "\"position(..)" \
                                                                                  "\"/>"           \
                                                                                  "<bind "         \
                                                                                  "nodeset=\"/"    \
                                                                                  "data/count\" "  \
                                                                                  "calculate="     \
                                                                                  "\"count(/data/" \
                                                                                  "person)\"/>"    \
                                                                                  "<bind "         \
                                                                                  "nodeset=\"/"    \
                                                                                  "data/sum\" "    \
                                                                                  "calculate="     \
                                                                                  "\"sum(/data/"   \
                                                                                  "person/n)\"/>"  \
                                                                                  "<bind "         \
                                                                                  "nodeset=\"/"    \
                                                                                  "data/person/"   \
                                                                                  "role\" "        \
                                                                                  "relevant=\"../" \
                                                                                  "n &gt; 1\"/>",  \
        "<repeat nodeset=\"/data/person\"><input ref=\"/data/person/name\"/>"                      \
        "<input ref=\"/data/person/role\"/></repeat>")

static void what_reads_a_repeat_follows_it(void **state) {
    (void)state;
    struct filling f = filling(PEOPLE);
    assert_string_equal(value(&f, "/data/count"), "1");
    assert_string_equal(value(&f, "/data/person[1]/name"), "Ann");
    add(&f, "/data/person", "/data");
    add(&f, "/data/person", "/data");
    assert_string_equal(value(&f, "/data/person[2]/name"), "New");
    assert_string_equal(value(&f, "/data/person[3]/n"), "3");
    assert_string_equal(value(&f, "/data/count"), "3");
    assert_string_equal(value(&f, "/data/sum"), "6");
    assert_false(relevant(&f, "/data/person[1]/role"));
    assert_true(relevant(&f, "/data/person[3]/role"));
    set(&f, "/data/person[3]/name", "Cem");
    remove_at(&f, "/data/person[1]");
    assert_string_equal(value(&f, "/data/person[2]/name"), "Cem");
    assert_string_equal(value(&f, "/data/person[2]/n"), "2");
    assert_false(relevant(&f, "/data/person[1]/role"));
    assert_string_equal(value(&f, "/data/sum"), "3");
    assert_ptr_equal(at(&f, "/data/person[1]"), instance_root(f.in)->child->next);
    filling_free(&f);
}

static void a_pattern_alone_is_no_instance(void **state) {
    (void)state;
    struct filling f =
        filling(FORM(DATA("<a/><r jr:template=\"\"><x>1</x></r><z/>"),
                     "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat>"));
    const struct control *repeat = control_at(&f, "/data/r", CONTROL_REPEAT);
    assert_int_equal(instance_repeat_count(f.in, repeat, at(&f, "/data")), 0);
    struct node *n = add(&f, "/data/r", "/data");
    assert_string_equal(value(&f, "/data/r/x"), "1");
    assert_ptr_equal(at(&f, "/data/a")->next, n);
    assert_ptr_equal(n->next, at(&f, "/data/z"));
    assert_ptr_equal(instance_repeat_of(f.in, n), repeat);
    assert_null(instance_repeat_of(f.in, at(&f, "/data/a")));
    remove_at(&f, "/data/r[1]");
    assert_int_equal(instance_repeat_count(f.in, repeat, at(&f, "/data")), 0);
    filling_free(&f);
}

static void without_a_pattern_a_new_one_is_empty(void **state) {
    (void)state;
    struct filling f =
        filling(FORM(DATA("<r><x>mine</x></r>"),
                     "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat>"));
    add(&f, "/data/r", "/data");
    assert_string_equal(value(&f, "/data/r[1]/x"), "mine");
    assert_string_equal(value(&f, "/data/r[2]/x"), "");
    filling_free(&f);
}

#define COUNTED                                                                                    \
    FORM(DATA("<n>2</n><r jr:template=\"\"><x/><m>1</m><s><y/></s></r>") "<bind "                  \
                                                                         "nodeset=\"/data/n\" "    \
                                                                         "type=\"int\"/>",         \
         "<input ref=\"/data/n\"/><repeat nodeset=\"/data/r\" jr:count=\"/data/n\">"               \
         "<setvalue event=\"odk-new-repeat\" ref=\"/data/r/x\" value=\"position(..)\"/>"           \
         "<input ref=\"/data/r/m\"/>"                                                              \
         "<repeat nodeset=\"/data/r/s\" jr:count=\"../m\"><input ref=\"/data/r/s/y\"/></repeat>"   \
         "</repeat>")

static void counted_repeats_keep_their_number(void **state) {
    (void)state;
    struct err err = {0};
    struct filling f = filling(COUNTED);
    const struct control *outer = control_at(&f, "/data/r", CONTROL_REPEAT),
                         *inner = control_at(&f, "/data/r/s", CONTROL_REPEAT);
    assert_int_equal(instance_repeat_count(f.in, outer, at(&f, "/data")), 2);
    assert_string_equal(value(&f, "/data/r[2]/x"), "2");
    set(&f, "/data/r[2]/m", "3");
    assert_int_equal(instance_repeat_count(f.in, inner, at(&f, "/data/r[1]")), 1);
    assert_int_equal(instance_repeat_count(f.in, inner, at(&f, "/data/r[2]")), 3);
    set(&f, "/data/r[2]/s[3]/y", "deep");
    set(&f, "/data/n", "3");
    assert_string_equal(value(&f, "/data/r[3]/x"), "3");
    assert_string_equal(value(&f, "/data/r[2]/s[3]/y"), "deep");
    set(&f, "/data/n", "");
    assert_int_equal(instance_repeat_count(f.in, outer, at(&f, "/data")), 3);
    set(&f, "/data/n", "1");
    assert_int_equal(instance_repeat_count(f.in, outer, at(&f, "/data")), 1);
    set(&f, "/data/n", "-4");
    assert_int_equal(instance_repeat_count(f.in, outer, at(&f, "/data")), 0);
    set(&f, "/data/n", "2");
    assert_null(instance_repeat_add(f.in, outer, at(&f, "/data"), &err));
    assert_int_equal(err.kind, ERR_DENIED);
    assert_false(instance_repeat_remove(f.in, at(&f, "/data/r[1]"), &err));
    assert_false(instance_repeat_remove(f.in, at(&f, "/data/n"), &err));
    filling_free(&f);
}

static void too_many_are_not_made(void **state) {
    (void)state;
    struct filling f = filling(
        FORM(DATA("<n/><r jr:template=\"\"><x/></r>") "<bind nodeset=\"/data/n\" type=\"int\"/>",
             "<input ref=\"/data/n\"/><repeat nodeset=\"/data/r\" jr:count=\"/data/n\">"
             "<input ref=\"/data/r/x\"/></repeat>"));
    set(&f, "/data/n", "123456789");
    assert_int_equal(
        instance_repeat_count(f.in, control_at(&f, "/data/r", CONTROL_REPEAT), at(&f, "/data")),
        REPEAT_MAX);
    filling_free(&f);
}

static void a_fixed_repeat_stays(void **state) {
    (void)state;
    struct err err = {0};
    struct filling f = filling(FORM(DATA("<r><x/></r><r><x/></r>"),
                                    "<repeat nodeset=\"/data/r\" jr:noAddRemove=\"true()\">"
                                    "<input ref=\"/data/r/x\"/></repeat>"));
    assert_null(instance_repeat_add(f.in, control_at(&f, "/data/r", CONTROL_REPEAT),
                                    at(&f, "/data"), &err));
    assert_false(instance_repeat_remove(f.in, at(&f, "/data/r[2]"), &err));
    filling_free(&f);
}

static void a_group_without_anything_in_it_is_no_field(void **state) {
    (void)state;
    struct filling f =
        filling(FORM(DATA("<g><r jr:template=\"\"><x/></r></g>") "<bind nodeset=\"/data/g\""
                                                                 " required=\"true()\"/>",
                     "<repeat nodeset=\"/data/g/r\"><input ref=\"/data/g/r/x\"/></repeat>"));
    set_refused(&f, "/data/g", "words", "group");
    assert_true(at(&f, "/data/g")->field->valid);
    filling_free(&f);
}

static void an_instance_may_be_relevant_by_its_place(void **state) {
    (void)state;
    struct filling f = filling(
        FORM(DATA("<r><x/></r>") "<bind nodeset=\"/data/r\" relevant=\"position(.) != 2\"/>",
             "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat>"));
    add(&f, "/data/r", "/data");
    assert_true(relevant(&f, "/data/r[1]/x"));
    assert_false(relevant(&f, "/data/r[2]/x"));
    remove_at(&f, "/data/r[1]");
    assert_true(relevant(&f, "/data/r[1]/x"));
    filling_free(&f);
}

static void a_number_that_is_none_takes_no_answer(void **state) {
    (void)state;
    struct filling f = filling(FORM(
        DATA("<n/><r><x>5</x></r>"),
        "<input ref=\"/data/n\"/>"
        "<repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><input ref=\"/data/r/x\"/></repeat>"));
    assert_null(instance_find(f.in, "/data/r", NULL)); /* written down, never called for */
    set(&f, "/data/n", "2");
    set(&f, "/data/r[1]/x", "7");
    set(&f, "/data/n", "");
    assert_non_null(instance_find(f.in, "/data/r[2]", NULL));
    set(&f, "/data/n", "1");
    set(&f, "/data/n", "");
    assert_non_null(instance_find(f.in, "/data/r[1]", NULL));
    filling_free(&f);
}

static void a_running_total_runs_through_all(void **state) {
    (void)state;
    struct filling f = filling(
        FORM(DATA("<r><x/><t/></r>") "<bind nodeset=\"/data/r/x\" type=\"int\"/>"
                                     "<bind nodeset=\"/data/r/t\" calculate=\"../x + sum("
                                     "/data/r[position() = position(current()/..) - 1]/t)\"/>",
             "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat>"));
    add(&f, "/data/r", "/data");
    add(&f, "/data/r", "/data");
    set(&f, "/data/r[3]/x", "3");
    set(&f, "/data/r[2]/x", "2");
    set(&f, "/data/r[1]/x", "1");
    assert_string_equal(value(&f, "/data/r[3]/t"), "6");
    remove_at(&f, "/data/r[2]");
    assert_string_equal(value(&f, "/data/r[2]/t"), "4");
    filling_free(&f);
}

static void an_answer_in_one_instance_stays_when_another_comes(void **state) {
    (void)state;
    struct filling f =
        filling(FORM(DATA("<r><x/></r>") "<bind nodeset=\"/data/r/x\" calculate=\"'suggested'\"/>",
                     "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat>"));
    set(&f, "/data/r[1]/x", "own");
    add(&f, "/data/r", "/data");
    assert_string_equal(value(&f, "/data/r[1]/x"), "own");
    assert_string_equal(value(&f, "/data/r[2]/x"), "suggested");
    filling_free(&f);
}

static void an_event_in_a_repeat_means_its_own_instance(void **state) {
    (void)state;
    struct filling f = filling(FORM(
        DATA("<r><x/><y/></r>"),
        "<repeat nodeset=\"/data/r\"><setvalue event=\"odk-instance-first-load odk-new-repeat\""
        " ref=\"/data/r/y\" value=\"concat('y', position(..))\"/><input ref=\"/data/r/x\">"
        "<setvalue event=\"xforms-value-changed\" ref=\"/data/r/y\" value=\"../x\"/></input>"
        "</repeat>"));
    add(&f, "/data/r", "/data");
    assert_string_equal(value(&f, "/data/r[1]/y"), "y1");
    assert_string_equal(value(&f, "/data/r[2]/y"), "y2");
    set(&f, "/data/r[2]/x", "z");
    assert_string_equal(value(&f, "/data/r[1]/y"), "y1");
    assert_string_equal(value(&f, "/data/r[2]/y"), "z");
    filling_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_reads_a_repeat_follows_it),
        cmocka_unit_test(a_pattern_alone_is_no_instance),
        cmocka_unit_test(without_a_pattern_a_new_one_is_empty),
        cmocka_unit_test(counted_repeats_keep_their_number),
        cmocka_unit_test(too_many_are_not_made),
        cmocka_unit_test(a_fixed_repeat_stays),
        cmocka_unit_test(a_group_without_anything_in_it_is_no_field),
        cmocka_unit_test(an_instance_may_be_relevant_by_its_place),
        cmocka_unit_test(a_number_that_is_none_takes_no_answer),
        cmocka_unit_test(a_running_total_runs_through_all),
        cmocka_unit_test(an_answer_in_one_instance_stays_when_another_comes),
        cmocka_unit_test(an_event_in_a_repeat_means_its_own_instance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
