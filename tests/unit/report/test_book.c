/* Books in each format: what they hold, that it reads back, and that a write that fails is noticed
 * wherever it fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/str.h"
#include "book_sample.h"

struct bytes {
    char *p;
    size_t n;
};

static struct bytes written(const struct book_format *format, size_t more) {
    struct bytes b = {0};
    struct err err = {0};
    FILE *out = open_memstream(&b.p, &b.n);
    if (!sample_write(format, out, more, &err))
        fail_msg("%s: %s", format->ending, err.text);
    fclose(out);
    return b;
}

static void formats_go_by_the_ending(void **state) {
    (void)state;
    struct err err = {0};
    assert_ptr_equal(book_format_of("/x/out.xlsx", &err), &book_xlsx);
    assert_ptr_equal(book_format_of("out.HTML", &err), &book_html);
    assert_ptr_equal(book_format_of("a.b/out.json", &err), &book_json);
    assert_ptr_equal(book_format_of("out.csv", &err), &book_csv);
    assert_null(book_format_of("/x.csv/out", &err));
    assert_int_equal(err.kind, ERR_INPUT);
    assert_non_null(strstr(err.text, ".xlsx, .html, .csv or .json"));
}

static void the_same_data_give_the_same_bytes(void **state) {
    (void)state;
    const struct book_format *const all[] = {&book_xlsx, &book_html, &book_csv, &book_json};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct bytes a = written(all[i], 50), b = written(all[i], 50);
        assert_int_equal(a.n, b.n);
        assert_memory_equal(a.p, b.p, a.n);
        free(a.p);
        free(b.p);
    }
}

/* ---- JSON ---- */

static const char *text_of(const json_t *row, const char *key) {
    return json_string_value(json_object_get(row, key));
}

static void json_reads_back(void **state) {
    (void)state;
    struct bytes b = written(&book_json, 10);
    json_error_t why;
    json_t *root = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, &why);
    if (root == NULL)
        fail_msg("line %d: %s", why.line, why.text);
    assert_string_equal(text_of(root, "marking"), sample_about.marking);
    const json_t *reports = json_object_get(root, "reports");
    assert_int_equal(json_array_size(reports), 2);
    const json_t *first = json_array_get(reports, 0);
    assert_string_equal(text_of(first, "title"), "First");
    assert_string_equal(text_of(first, "period"), "Period: all");
    const json_t *columns = json_object_get(first, "columns"),
                 *rows = json_object_get(first, "records"),
                 *totals = json_object_get(first, "totals");
    assert_int_equal(json_array_size(columns), 4);
    assert_string_equal(text_of(json_array_get(columns, 1), "means"), "a < b & c");
    assert_null(json_object_get(json_array_get(columns, 2), "means"));
    assert_int_equal(json_array_size(rows), SAMPLE_RECORDS + 10);
    const json_t *odd = json_array_get(rows, 0), *lines = json_array_get(rows, 1),
                 *old = json_array_get(rows, 2);
    assert_string_equal(text_of(odd, "year_group"),
                        "<b>&\"=1+1\"</b> caf\xC3\xA9 \xEF\xBF\xBD \x01 end");
    assert_string_equal(text_of(odd, "date"), "2019-02-06");
    assert_int_equal(json_integer_value(json_object_get(odd, "heads")), 240);
    assert_string_equal(text_of(lines, "year_group"), SAMPLE_LINES);
    assert_true(json_is_null(json_object_get(lines, "date")));
    assert_true(json_integer_value(json_object_get(lines, "heads")) == INT64_MIN);
    assert_true(json_is_null(json_object_get(old, "year_group")));
    assert_string_equal(text_of(old, "date"), "1899-12-31");
    assert_int_equal(json_array_size(totals), 2);
    assert_string_equal(text_of(json_array_get(totals, 0), "id"), "Total");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(totals, 0), "heads")), 247);
    json_decref(root);
    free(b.p);
}

/* ---- HTML ---- */

static xmlDocPtr html_tree(const struct bytes *b) {
    xmlDocPtr doc = xmlReadMemory(b->p, (int)b->n, "out.html", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    return doc;
}

/* What the XPath finds, as text; h: is XHTML. */
static void found(xmlDocPtr doc, const char *path, const char *want) {
    xmlXPathContextPtr ctx = xmlXPathNewContext(doc);
    xmlXPathRegisterNs(ctx, BAD_CAST "h", BAD_CAST "http://www.w3.org/1999/xhtml");
    xmlXPathObjectPtr got = xmlXPathEvalExpression(BAD_CAST path, ctx);
    assert_non_null(got);
    xmlChar *text = xmlXPathCastToString(got);
    if (strcmp((const char *)text, want) != 0)
        fail_msg("%s is \"%s\", not \"%s\"", path, (const char *)text, want);
    xmlFree(text);
    xmlXPathFreeObject(got);
    xmlXPathFreeContext(ctx);
}

#define ROWS "//h:td/h:table/h:tbody/h:tr"

static void html_is_well_formed_and_whole(void **state) {
    (void)state;
    struct bytes b = written(&book_html, 10);
    xmlDocPtr doc = html_tree(&b);
    found(doc, "count(//h:section)", "2");
    found(doc, "string(//h:section[2]//h:h1)", "Second one");
    found(doc, "string(//h:section/h:table/h:thead)", sample_about.marking);
    found(doc, "string(//h:section/h:table/h:tfoot)", sample_about.marking);
    found(doc, "string(//h:thead//h:th[2])", "Year group");
    found(doc, "string(//h:thead//h:th[2]/@class)", "");
    found(doc, "string(//h:thead//h:th[4]/@class)", "n");
    found(doc, "count(//h:section[1]" ROWS "[not(@class)])", "13");
    found(doc, "count(//h:section[1]" ROWS "[@class])", "2");
    found(doc, "string(" ROWS "[1]/h:td[2])",
          "<b>&\"=1+1\"</b> caf\xC3\xA9 \xEF\xBF\xBD \xEF\xBF\xBD end");
    found(doc, "string(" ROWS "[1]/h:td[3])", "06/02/2019");
    found(doc, "string(" ROWS "[@class][1]/h:td[1]/@colspan)", "3");
    found(doc, "string(" ROWS "[@class][1]/h:td[2])", "247");
    found(doc, "count(//h:section[1]//h:figure)", "3");
    found(doc, "string(//h:figure[1]//h:tr[1]/h:td[2]/h:i/@style)", "width:100.0%");
    found(doc, "string(//h:figure[1]//h:tr[2]/h:td[3])", "");
    found(doc, "string(//h:dl/h:dd[2])", "a < b & c");
    found(doc, "count(//h:script | //@src | //@href | //h:link)", "0");
    xmlFreeDoc(doc);
    free(b.p);
}

static void plan_row(struct book *b, const char *issue, const char *code, int64_t n) {
    book_words(b, code);
    book_words(b, issue);
    book_words(b, "done");
    book_number(b, n);
}

/* What is the same in many rows stands above them, and paper has the first columns alone: a sum of
 * none of them stays on the screen. */
static void html_groups_and_prints_what_can_be_read(void **state) {
    (void)state;
    static const struct book_column column[] = {{"code", 6, NULL, BOOK_WORDS},
                                                {"issue", 20, NULL, BOOK_GROUP},
                                                {"rag_set", 20, NULL, BOOK_WORDS},
                                                {"heads", 8, NULL, BOOK_NUMBERS}};
    static const struct book_table t = {"plan", "Plan", column, 4, 3};
    static const struct book_foot foot = {.period = "", .time = "", .marking = ""};
    struct bytes b = {0};
    struct err err = {0};
    FILE *out = open_memstream(&b.p, &b.n);
    struct book *book = book_html.open(out, &sample_about, &err);
    assert_non_null(book);
    book_table(book, &t);
    plan_row(book, "gangs & lines", "1.1", 3);
    book_row_end(book);
    plan_row(book, "gangs & lines", "1.2", 4);
    book_row_end(book);
    plan_row(book, "bins", "2.1", 5);
    book_row_end(book);
    book_words(book, "Total");
    book_empties(book, 2);
    book_number(book, 12);
    book_total_end(book);
    book_foot(book, &foot);
    assert_true(book_close(book, &err));
    fclose(out);
    xmlDocPtr doc = html_tree(&b);
    found(doc, "count(" ROWS ")", "6");
    found(doc, "string(" ROWS "[1]/h:th[@colspan='3'])", "gangs & lines");
    found(doc, "string(" ROWS "[3]/h:td[1])", "1.2");
    found(doc, "count(" ROWS "[3]/h:td)", "3");
    found(doc, "string(" ROWS "[4])", "bins");
    found(doc, "string(" ROWS "[6]/@class)", "sum first x");
    found(doc, "string(" ROWS "[6]/h:td[1]/@colspan)", "2");
    found(doc, "count(//h:thead//h:th)", "3");
    found(doc, "string(//h:thead//h:th[2])", "RAG set");
    found(doc, "string(//h:thead//h:th[3]/@class)", "n x");
    found(doc, "string(" ROWS "[2]/h:td[3]/@class)", "n x");
    found(doc, "string(" ROWS "[2]/h:td[2]/@class)", "");
    xmlFreeDoc(doc);
    free(b.p);
}

/* ---- writes that fail ---- */

static void fails_with(const struct book_format *format, size_t room, size_t more) {
    struct err err = {0};
    FILE *out = sample_disk(&room);
    setvbuf(out, NULL, _IOFBF, 512);
    if (sample_write(format, out, more, &err))
        fail_msg("%s took more bytes than there were", format->ending);
    assert_int_equal(err.kind, ERR_FULL);
    fclose(out);
}

/* Wherever the disk fills up, within the rows or at the last byte. */
static void a_full_disk_is_noticed_wherever_it_fills_up(void **state) {
    (void)state;
    const struct book_format *const all[] = {&book_xlsx, &book_html, &book_csv, &book_json};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct bytes b = written(all[i], 3000);
        enum { PLACES = 23 };
        for (size_t k = 0; k < PLACES; k++)
            fails_with(all[i], b.n * k / PLACES, 3000);
        fails_with(all[i], b.n - 1, 3000);
        size_t room = b.n;
        struct err err = {0};
        FILE *out = sample_disk(&room);
        assert_true(sample_write(all[i], out, 3000, &err));
        fclose(out);
        free(b.p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_go_by_the_ending),
        cmocka_unit_test(the_same_data_give_the_same_bytes),
        cmocka_unit_test(json_reads_back),
        cmocka_unit_test(html_is_well_formed_and_whole),
        cmocka_unit_test(html_groups_and_prints_what_can_be_read),
        cmocka_unit_test(a_full_disk_is_noticed_wherever_it_fills_up),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
