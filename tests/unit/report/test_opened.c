/* The table of what was sealed: columns, rows, what is empty and what came twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "report/opened.h"

static void add(struct opened *o, const char *id, const char *inside) {
    struct err err = {0};
    struct str xml CLEANUP(str_release) = {0};
    str_addf(&xml, "<data id=\"concern\">%s<meta><instanceID>%s</instanceID></meta></data>    ",
             inside, id);
    if (!opened_add(o, "concern", id, xml.p, xml.len, &err))
        fail_msg("%s", err.text);
}

static void table_is(const struct opened *o, const char *want) {
    char *got = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&got, &n);
    assert_true(opened_write(o, out, NULL));
    fclose(out);
    assert_string_equal(got, want);
    free(got);
}

static void counts_are(struct opened *o, size_t records, size_t empty, size_t again) {
    struct opened_counts n = opened_sort(o);
    assert_int_equal(n.records, records);
    assert_int_equal(n.empty, empty);
    assert_int_equal(n.again, again);
}

static void rows_stand_by_id_and_columns_by_form(void **state) {
    (void)state;
    struct opened *o = opened_new();
    add(o, "b", "<topic>knife</topic><words>by the &amp;\nshop</words>");
    add(o, "c", "<topic>drugs</topic><area>Potters Bar</area><words/>");
    add(o, "a",
        "<topic>asb</topic><g><x>1</x><x>2</x></g><g><x>3</x></g><words>=HYPERLINK()</words>");
    counts_are(o, 3, 0, 0);
    table_is(o, "form,topic,g/x,g/x[2],g[2]/x,area,words,meta/instanceID\r\n"
                "concern,asb,1,2,3,,\"'=HYPERLINK()\",a\r\n"
                "concern,knife,,,,,\"by the &\nshop\",b\r\n"
                "concern,drugs,,,,Potters Bar,,c\r\n");
    opened_free(o);
}

static void nothing_has_no_row(void **state) {
    (void)state;
    struct opened *o = opened_new();
    add(o, "a", "<topic>nothing</topic>");
    add(o, "b", "<topic>nothing</topic><words/>");
    add(o, "c", "<topic>nothing</topic><words>yet this</words>"); /* never lost */
    add(o, "d", "<danger>no</danger>");
    counts_are(o, 2, 2, 0);
    table_is(o, "form,danger,topic,words,meta/instanceID\r\n"
                "concern,,nothing,yet this,c\r\n"
                "concern,no,,,d\r\n");
    opened_free(o);
}

/* Whoever copies an id cannot hide the record that has it. */
static void the_same_twice_has_one_row(void **state) {
    (void)state;
    struct opened *o = opened_new();
    add(o, "a", "<topic>asb</topic>");
    add(o, "a", "<topic>nothing</topic>");
    add(o, "a", "<topic>asb</topic>");
    add(o, "a", "<topic>asb</topic>");
    add(o, "a", "<topic>nothing</topic>");
    counts_are(o, 1, 1, 3);
    counts_are(o, 1, 1, 3);
    table_is(o, "form,topic,meta/instanceID\r\nconcern,asb,a\r\n");
    opened_free(o);
}

/* What a form with a key of its own was asked is no concern. */
static void other_forms_are_no_concerns(void **state) {
    (void)state;
    struct err err = {0};
    struct opened *o = opened_new();
    static const char xml[] = "<data><fear>dogs</fear></data>";
    add(o, "a", "<topic>asb</topic>");
    assert_true(opened_add(o, "parents", "b", xml, sizeof xml - 1, &err));
    assert_true(opened_add(o, "parents", "b", xml, sizeof xml - 1, &err));
    assert_int_equal(opened_sort(o).others, 1);
    counts_are(o, 2, 0, 1);
    table_is(o, "form,fear,topic,meta/instanceID\r\nconcern,,asb,a\r\nparents,dogs,,\r\n");
    opened_free(o);
}

static void what_is_no_record_is_refused(void **state) {
    (void)state;
    struct err err = {0};
    struct opened *o = opened_new();
    assert_false(opened_add(o, "f", "a", "no XML", 6, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    assert_false(opened_add(o, "f", "a", "", 0, &err));
    struct str xml CLEANUP(str_release) = {0};
    str_add(&xml, "<data>");
    for (int i = 0; i <= OPENED_COLUMNS; i++)
        str_add(&xml, "<a>1</a>");
    str_add(&xml, "</data>");
    assert_false(opened_add(o, "f", "a", xml.p, xml.len, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    counts_are(o, 0, 0, 0);
    opened_free(o);
    opened_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_stand_by_id_and_columns_by_form),
        cmocka_unit_test(nothing_has_no_row),
        cmocka_unit_test(the_same_twice_has_one_row),
        cmocka_unit_test(other_forms_are_no_concerns),
        cmocka_unit_test(what_is_no_record_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
