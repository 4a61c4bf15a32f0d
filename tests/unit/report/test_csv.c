/* The CSV writer: what a strict reader gets back, and what a spreadsheet must not compute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <csv.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "report/csv.h"

struct output {
    char *bytes;
    size_t n;
    FILE *file;
    struct csv_writer *w;
};

static void start(struct output *o) {
    o->file = open_memstream(&o->bytes, &o->n);
    o->w = xmalloc(sizeof *o->w);
    csv_start(o->w, o->file);
}

static void finish(struct output *o) {
    assert_true(csv_finish(o->w, NULL));
    fclose(o->file);
    free(o->w);
}

static void cell_is(const char *text, const char *written) {
    struct output o;
    start(&o);
    csv_text(o.w, text);
    csv_row_end(o.w);
    finish(&o);
    size_t n = strlen(written);
    if (o.n != n + 2 || memcmp(o.bytes, written, n) != 0)
        fail_msg("\"%s\" became %.*s", text, (int)o.n - 2, o.bytes);
    free(o.bytes);
}

static void cells_are_quoted_when_they_must(void **state) {
    (void)state;
    cell_is("", "");
    cell_is("Mount Grace", "Mount Grace");
    cell_is("Queens School, Bushey", "\"Queens School, Bushey\"");
    cell_is("the \"B\" team", "\"the \"\"B\"\" team\"");
    cell_is("two\nlines", "\"two\nlines\"");
    cell_is("return\rhere", "\"return\rhere\"");
    cell_is(" edge", "\" edge\"");
    cell_is("edge ", "\"edge \"");
    cell_is("1.1;1.2", "1.1;1.2");
    cell_is("caf\xC3\xA9", "caf\xC3\xA9");
}

static void formulas_are_made_harmless(void **state) {
    (void)state;
    cell_is("=1+1", "\"'=1+1\"");
    cell_is("+44 20", "\"'+44 20\"");
    cell_is("-5", "\"'-5\"");
    cell_is("@SUM(A1)", "\"'@SUM(A1)\"");
    cell_is("\tx", "\"'\tx\"");
    cell_is("\rx", "\"'\rx\"");
    cell_is("\nx", "\"'\nx\"");
    cell_is("=\"a\",b", "\"'=\"\"a\"\",b\"");
    cell_is("a=b", "a=b");
}

static void numbers_are_whole(void **state) {
    (void)state;
    const int64_t numbers[] = {0, 7, 10, 1234567890, -5, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        char want[32];
        struct output o;
        start(&o);
        csv_number(o.w, numbers[i]);
        csv_empty(o.w);
        csv_row_end(o.w);
        finish(&o);
        snprintf(want, sizeof want, "%lld,\r\n", (long long)numbers[i]);
        assert_string_equal(o.bytes, want);
        free(o.bytes);
    }
}

static void what_is_plain(void **state) {
    (void)state;
    assert_true(csv_is_plain("", 0));
    assert_true(csv_is_plain("Mount Grace", 11));
    assert_false(csv_is_plain("a,b", 3));
    assert_false(csv_is_plain("a\"b", 3));
    assert_false(csv_is_plain("=b", 2));
    assert_false(csv_is_plain("b ", 2));
    assert_false(csv_is_plain(" b", 2));
}

/* ---- through another reader ---- */

struct expected {
    struct str *cell;
    size_t n, at, rows;
};

static void on_cell(void *bytes, size_t n, void *ctx) {
    struct expected *e = ctx;
    assert_true(e->at < e->n);
    const struct str *want = &e->cell[e->at++];
    const char *text = bytes;
    if (want->len > 0 && strchr("=+-@\t\r\n", want->p[0]) != NULL) {
        assert_int_equal(text[0], '\'');
        text++;
        n--;
    }
    assert_int_equal(n, want->len);
    assert_memory_equal(text, str_c(want), n);
}

static void on_row(int end, void *ctx) {
    (void)end;
    ((struct expected *)ctx)->rows++;
}

/* Cells of all lengths, also of more than the writer's buffer, from the letters that hurt. */
static void random_cells_come_back(void **state) {
    (void)state;
    enum { ROWS = 40, COLUMNS = 7, CELLS = ROWS * COLUMNS };
    static const char letters[] = "aaaaaabcd ,\"\"\n\r\t=+-@;'\xC3\xA9";
    srand(5);
    for (int round = 0; round < 12; round++) {
        struct expected e = {.cell = xcalloc(CELLS, sizeof *e.cell), .n = CELLS};
        struct output o;
        start(&o);
        for (size_t i = 0; i < CELLS; i++) {
            int n = rand() % 30;
            if (rand() % 100 == 0)
                n = rand() % 100000;
            for (int k = 0; k < n; k++)
                str_addc(&e.cell[i], letters[(size_t)rand() % (sizeof letters - 1)]);
            if (i % COLUMNS == 0)
                str_add(&e.cell[i], "x"); /* so that no row is blank */
            csv_text(o.w, str_c(&e.cell[i]));
            if (i % COLUMNS == COLUMNS - 1)
                csv_row_end(o.w);
        }
        finish(&o);
        struct csv_parser p;
        csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
        assert_int_equal(csv_parse(&p, o.bytes, o.n, on_cell, on_row, &e), o.n);
        assert_int_equal(csv_fini(&p, on_cell, on_row, &e), 0);
        csv_free(&p);
        assert_int_equal(e.at, CELLS);
        assert_int_equal(e.rows, ROWS);
        for (size_t i = 0; i < CELLS; i++)
            str_release(&e.cell[i]);
        free(e.cell);
        free(o.bytes);
    }
}

static void a_full_disk_is_an_error(void **state) {
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (full == NULL)
        skip();
    struct csv_writer *w = xmalloc(sizeof *w);
    struct err err = {0};
    csv_start(w, full);
    for (int i = 0; i < 100000; i++) {
        csv_text(w, "Mount Grace");
        csv_row_end(w);
    }
    assert_false(csv_finish(w, &err));
    assert_int_equal(err.kind, ERR_FULL);
    free(w);
    fclose(full);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_when_they_must),
        cmocka_unit_test(formulas_are_made_harmless),
        cmocka_unit_test(numbers_are_whole),
        cmocka_unit_test(what_is_plain),
        cmocka_unit_test(random_cells_come_back),
        cmocka_unit_test(a_full_disk_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
