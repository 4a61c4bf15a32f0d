/* CSV rows and the lines in which they stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "outreach/table.h"

static bool read(struct arena *a, const char *text, struct table *t, struct err *err) {
    return table_read(a, text, strlen(text), 1000, t, err);
}

static void refused(const char *text, const char *words) {
    ARENA(a);
    struct table t = {0};
    struct err err = {0};
    assert_false(read(&a, text, &t, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void rows_know_their_physical_line(void **state) {
    (void)state;
    ARENA(a);
    struct table t;
    assert_true(read(&a, "a,b\n\n1,\"two\nlines, \"\"quoted\"\"\"\r\n  \n,\n3,4\r5,6", &t, NULL));
    assert_int_equal(t.head.line, 1);
    assert_int_equal(t.rows, 3);
    assert_int_equal(t.row[0].line, 3);
    assert_string_equal(t.row[0].cell[1], "two\nlines, \"quoted\"");
    assert_int_equal(t.row[1].line, 7); /* behind a blank line and a row of empty cells */
    assert_string_equal(t.row[1].cell[0], "3");
    assert_int_equal(t.row[2].line, 8); /* lone carriage returns end lines too */
    assert_string_equal(t.row[2].cell[1], "6");
}

static void a_cell_may_begin_in_one_line_and_end_in_another(void **state) {
    (void)state;
    ARENA(a);
    struct table t;
    assert_true(read(&a, "a,b,c\n\"1\n2\",\"3\n4\n5\",6\n7,8,9\n", &t, NULL));
    assert_int_equal(t.rows, 2);
    assert_int_equal(t.row[0].line, 2);
    assert_int_equal(t.row[0].cells, 3);
    assert_int_equal(t.row[1].line, 6);
}

static void other_separators_are_named(void **state) {
    (void)state;
    refused("a;b;c\n1;2;3\n", "semicolons");
    refused("\n a\tb\tc\n1\t2\t3\n", "tabs");
    refused("\"a\";\"b\"\n\"1\";\"2\"\n", "semicolons");
}

static void open_quotes_are_named_by_line(void **state) {
    (void)state;
    refused("a,b\n1,2\n3,\"four\n5,6\n7,8\n", "line 3 is never closed");
    refused("a,b\n\"1\n\",\"open\n5,6\n", "line 3 is never closed");
    refused("a,b\n1,2\n3,se\"ven\n", "Line 3 has a quotation mark");
    refused("a,b\n1,\"2\n3,\"x\"\n", "line 2 closes in the middle of line 3");
}

static void empty_files_are_told_apart(void **state) {
    (void)state;
    refused(" \n\r\n,,\n", "is empty");
    refused("a,b\n", "no row under it");
    refused("a,b\n,\n\n", "no row under it");
}

static void too_much_is_refused(void **state) {
    (void)state;
    ARENA(a);
    struct str text CLEANUP(str_release) = {0};
    struct table t;
    struct err err = {0};
    str_add(&text, "a,b\n");
    for (int i = 0; i < 1000; i++)
        str_add(&text, "1,2\n");
    assert_true(read(&a, str_c(&text), &t, &err));
    assert_int_equal(t.rows, 1000);
    str_add(&text, "1,2\n");
    assert_false(read(&a, str_c(&text), &t, &err));
    str_cut(&text, 8);
    for (int i = 0; i < 500; i++)
        str_add(&text, "1,");
    assert_true(read(&a, str_c(&text), &t, &err)); /* the reader of the rows complains */
    assert_int_equal(t.row[1].cells, TABLE_CELLS_MAX + 1);
}

/* Whatever is written with quotes around every cell comes back. */
static void random_cells_come_back(void **state) {
    (void)state;
    static const char letters[] = "ab ,\"\"\n\r;\t=\xC3\xA9"
                                  "x";
    srand(11);
    for (int round = 0; round < 200; round++) {
        ARENA(a);
        struct str text CLEANUP(str_release) = {0};
        char cell[20][3][24];
        str_add(&text, "x,y,z\n");
        for (int r = 0; r < 20; r++) {
            for (int c = 0; c < 3; c++) {
                int n = rand() % 20;
                for (int i = 0; i < n; i++)
                    cell[r][c][i] = letters[(size_t)rand() % (sizeof letters - 1)];
                cell[r][c][n] = '\0';
                if (c == 0)
                    memcpy(cell[r][c], "k", 2); /* no row is empty */
                str_add(&text, c > 0 ? ",\"" : "\"");
                for (const char *p = cell[r][c]; *p != '\0'; p++) {
                    if (*p == '"')
                        str_addc(&text, '"');
                    str_addc(&text, *p);
                }
                str_addc(&text, '"');
            }
            str_add(&text, r % 2 ? "\n" : "\r\n");
        }
        struct table t;
        struct err err = {0};
        if (!read(&a, str_c(&text), &t, &err))
            fail_msg("%s", err.text);
        assert_int_equal(t.rows, 20);
        for (int r = 0; r < 20; r++)
            for (int c = 0; c < 3; c++)
                assert_string_equal(t.row[r].cell[c], cell[r][c]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_know_their_physical_line),
        cmocka_unit_test(a_cell_may_begin_in_one_line_and_end_in_another),
        cmocka_unit_test(other_separators_are_named),
        cmocka_unit_test(open_quotes_are_named_by_line),
        cmocka_unit_test(empty_files_are_told_apart),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(random_cells_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
