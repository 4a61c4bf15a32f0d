/* A workbook taken apart again: every part by its entry in the directory of the archive, each with
 * its sum, read as XML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <zlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "book_sample.h"

enum { PARTS_MAX = 40, ENTRY = 46, END = 22, LOCAL = 30 };

struct part {
    char name[100];
    char *p;
    size_t n;
};

struct archive {
    struct part part[PARTS_MAX];
    size_t parts;
};

static uint32_t take(const char *p, int bytes) {
    uint32_t n = 0;
    for (int i = bytes; i > 0; i--)
        n = n << 8 | (unsigned char)p[i - 1];
    return n;
}

/* One entry: the local header agrees with the directory, the bytes with their sum. */
static struct part unpack(const char *file, const char *entry) {
    struct part part = {0};
    uint32_t crc = take(entry + 16, 4), packed = take(entry + 20, 4), n = take(entry + 24, 4);
    uint32_t name = take(entry + 28, 2), at = take(entry + 42, 4);
    assert_true(name < sizeof part.name);
    memcpy(part.name, entry + ENTRY, name);
    assert_int_equal(take(file + at, 4), 0x04034b50);
    assert_memory_equal(file + at + LOCAL, part.name, name);
    const char *bytes = file + at + LOCAL + name;
    part.p = xmalloc(n + 1);
    part.n = n;
    z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes,
                  .avail_in = packed,
                  .next_out = (Bytef *)part.p,
                  .avail_out = n + 1};
    assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, n);
    inflateEnd(&z);
    part.p[n] = '\0';
    assert_int_equal(crc32(0, (const Bytef *)part.p, n), crc);
    assert_int_equal(take(file + at + 14, 4), crc);
    assert_int_equal(take(file + at + 22, 4), n);
    return part;
}

static struct archive unzip(const char *file, size_t n) {
    struct archive a = {0};
    const char *end = file + n - END;
    assert_int_equal(take(end, 4), 0x06054b50);
    const char *entry = file + take(end + 16, 4);
    a.parts = take(end + 10, 2);
    assert_true(a.parts <= PARTS_MAX);
    for (size_t i = 0; i < a.parts; i++) {
        assert_int_equal(take(entry, 4), 0x02014b50);
        a.part[i] = unpack(file, entry);
        entry += ENTRY + take(entry + 28, 2);
    }
    assert_ptr_equal(entry, end);
    return a;
}

static struct archive workbook(size_t more) {
    char *bytes;
    size_t n;
    struct err err = {0};
    FILE *out = open_memstream(&bytes, &n);
    if (!sample_write(&book_xlsx, out, more, &err))
        fail_msg("%s", err.text);
    fclose(out);
    struct archive a = unzip(bytes, n);
    free(bytes);
    return a;
}

static void forget(struct archive *a) {
    for (size_t i = 0; i < a->parts; i++)
        free(a->part[i].p);
}

static const struct part *find(const struct archive *a, const char *name) {
    for (size_t i = 0; i < a->parts; i++)
        if (strcmp(a->part[i].name, name) == 0)
            return &a->part[i];
    return NULL;
}

/* What the XPath finds in a part; s: is a sheet, c: a chart, d: its drawing. */
static void found(const struct archive *a, const char *name, const char *path, const char *want) {
    const struct part *part = find(a, name);
    assert_non_null(part);
    xmlDocPtr doc = xmlReadMemory(part->p, (int)part->n, name, NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlXPathContextPtr ctx = xmlXPathNewContext(doc);
    xmlXPathRegisterNs(ctx, BAD_CAST "s",
                       BAD_CAST "http://schemas.openxmlformats.org/spreadsheetml/2006/main");
    xmlXPathRegisterNs(ctx, BAD_CAST "c",
                       BAD_CAST "http://schemas.openxmlformats.org/drawingml/2006/chart");
    xmlXPathRegisterNs(ctx, BAD_CAST "a",
                       BAD_CAST "http://schemas.openxmlformats.org/drawingml/2006/main");
    xmlXPathRegisterNs(ctx, BAD_CAST "t", BAD_CAST "http://purl.org/dc/terms/");
    xmlXPathObjectPtr got = xmlXPathEvalExpression(BAD_CAST path, ctx);
    assert_non_null(got);
    xmlChar *text = xmlXPathCastToString(got);
    if (strcmp((const char *)text, want) != 0)
        fail_msg("%s %s is \"%s\", not \"%s\"", name, path, (const char *)text, want);
    xmlFree(text);
    xmlXPathFreeObject(got);
    xmlXPathFreeContext(ctx);
    xmlFreeDoc(doc);
}

#define FIRST "xl/worksheets/sheet1.xml"

static void every_part_is_xml_and_known(void **state) {
    (void)state;
    struct archive a = workbook(5);
    struct str path CLEANUP(str_release) = {0};
    for (size_t i = 0; i < a.parts; i++) {
        found(&a, a.part[i].name, "string(true())", "true");
        if (strstr(a.part[i].name, ".rels") != NULL || a.part[i].name[0] == '[')
            continue;
        str_cut(&path, 0);
        str_addf(&path, "count(//*[@PartName='/%s'])", a.part[i].name);
        found(&a, "[Content_Types].xml", str_c(&path), "1");
    }
    found(&a, "[Content_Types].xml", "count(/*/*[@PartName])", "16"); /* and no other */
    found(&a, "xl/workbook.xml", "count(//s:sheet)", "4");
    found(&a, "xl/workbook.xml", "string(//s:sheet[3]/@name)", "Charts");
    found(&a, "xl/workbook.xml", "string(//s:sheet[4]/@name)", "About");
    found(&a, "docProps/core.xml", "string(//t:created)", "2019-12-12T12:00:00Z");
    forget(&a);
}

static void cells_have_their_kind(void **state) {
    (void)state;
    struct archive a = workbook(5);
    found(&a, FIRST, "string(//s:c[@r='B1'])", "Year group");
    found(&a, FIRST, "string(//s:c[@r='A2']/s:v)", "1");
    found(&a, FIRST, "string(//s:c[@r='B2']/@t)", "inlineStr");
    found(&a, FIRST, "string(//s:c[@r='B2'])",
          "<b>&\"=1+1\"</b> caf\xC3\xA9 \xEF\xBF\xBD \xEF\xBF\xBD end");
    found(&a, FIRST, "count(//s:f)", "0");
    found(&a, FIRST, "string(//s:c[@r='C2']/s:v)", "43502"); /* 6 February 2019 */
    found(&a, FIRST, "string(//s:c[@r='B3'])", "two\nlines _x005F_x0041_ ");
    found(&a, FIRST, "string(//s:c[@r='B3']//s:t/@xml:space)", "preserve");
    found(&a, FIRST, "count(//s:c[@r='C3'])", "0");
    found(&a, FIRST, "string(//s:c[@r='D3']/s:v)",
          "-9.223372036854776E+18");                          /* as near as it goes */
    found(&a, FIRST, "string(//s:c[@r='C4'])", "31/12/1899"); /* older than a spreadsheet's days */
    found(&a, FIRST, "count(//s:c[@r='B4'])", "0");
    found(&a, FIRST, "string(//s:c[@r='A10'])", "Total");
    found(&a, FIRST, "string(//s:c[@r='D10']/s:v)", "247");
    forget(&a);
}

static void the_sheet_is_made_to_be_worked_with(void **state) {
    (void)state;
    struct archive a = workbook(5);
    found(&a, FIRST, "string(//s:autoFilter/@ref)", "A1:D9"); /* without the two totals */
    found(&a, FIRST, "count(//s:row)", "11");
    found(&a, FIRST, "string(//s:pane/@state)", "frozen");
    found(&a, FIRST, "string(//s:pane/@topLeftCell)", "A2");
    found(&a, FIRST, "substring(//s:col[2]/@width, 1, 3)", "20.");
    found(&a, FIRST, "string(//s:oddHeader)", "&COFFICIAL && \"SO ON\"&R&A");
    found(&a, FIRST, "number(//s:row[@r='3']/@ht)", "30");
    found(&a, FIRST, "count(//s:row[@r='5']/@ht)", "0");
    found(&a, "xl/workbook.xml", "string(//s:definedName[@localSheetId='0' and @hidden])",
          "First!$A$1:$D$9");
    found(&a, "xl/workbook.xml", "string(//s:definedName[@localSheetId='1' and not(@hidden)])",
          "'Second one'!$1:$1");
    found(&a, "xl/worksheets/sheet4.xml", "string(//s:c[@r='B2'])", sample_about.marking);
    found(&a, "xl/worksheets/sheet4.xml", "string(//s:c[@r='B5'])", sample_definitions[0]);
    found(&a, "xl/worksheets/sheet4.xml", "string(//s:c[@r='B8'])", "a < b & c");
    forget(&a);
}

static void charts_show_cells_of_their_table(void **state) {
    (void)state;
    struct archive a = workbook(5);
    found(&a, "xl/charts/chart1.xml", "count(//c:barDir[@val='col'])", "1");
    found(&a, "xl/charts/chart2.xml", "count(//c:barDir[@val='bar'])", "1");
    found(&a, "xl/charts/chart3.xml", "count(//c:pieChart)", "1");
    found(&a, "xl/charts/chart4.xml", "string(//c:cat//c:f)", "'Second one'!$B$2:$B$4");
    found(&a, "xl/charts/chart1.xml", "string(//c:val//c:f)", "First!$D$2:$D$4");
    found(&a, "xl/charts/chart1.xml", "string(//c:title)", "Heads <by> year");
    found(&a, "xl/charts/chart1.xml", "string(//c:cat//c:pt[1])", "a & b");
    found(&a, "xl/charts/chart1.xml", "count(//c:val//c:pt)", "2"); /* one has no number */
    found(&a, "xl/drawings/_rels/drawing1.xml.rels", "count(/*/*)", "6");
    forget(&a);
}

static void a_row_is_as_high_as_its_words_need(void **state) {
    (void)state;
    static const struct book_column one = {"n", 7, NULL, BOOK_WORDS};
    static const struct book_table t = {"t", "T", &one, 1, 0};
    char *bytes;
    size_t n;
    struct err err = {0};
    FILE *out = open_memstream(&bytes, &n);
    struct book *b = book_xlsx.open(out, &sample_about, &err);
    assert_non_null(b);
    book_table(b, &t);
    book_words(b, "five5 five5 five5 five5"); /* two do not fit in a line */
    book_row_end(b);
    book_words(b, "one two");
    book_row_end(b);
    book_words(b, "seventeen letters");
    book_row_end(b);
    book_foot(b, &(struct book_foot){.period = "", .time = "", .marking = ""});
    assert_true(book_close(b, &err));
    fclose(out);
    struct archive a = unzip(bytes, n);
    free(bytes);
    found(&a, FIRST, "number(//s:row[@r='2']/@ht)", "60");
    found(&a, FIRST, "count(//s:row[@r='3']/@ht)", "0");
    found(&a, FIRST, "number(//s:row[@r='4']/@ht)", "45");
    forget(&a);
}

static void more_rows_than_a_sheet_holds_are_refused(void **state) {
    (void)state;
    static const struct book_column one = {"n", 6, NULL, BOOK_WORDS};
    static const struct book_table t = {"t", "T", &one, 1, 0};
    enum { LINES = 1048576 };
    for (int over = 0; over < 2; over++) {
        size_t room = SIZE_MAX;
        struct err err = {0};
        FILE *out = sample_disk(&room);
        struct book *b = book_xlsx.open(out, &sample_about, &err);
        book_table(b, &t);
        for (int i = 1; i < LINES + over; i++) {
            book_empty(b);
            book_row_end(b);
        }
        book_foot(b, &(struct book_foot){.period = "", .time = "", .marking = ""});
        assert_int_equal(book_close(b, &err), over == 0);
        assert_int_equal(err.kind, over ? ERR_INPUT : ERR_NONE);
        fclose(out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_xml_and_known),
        cmocka_unit_test(cells_have_their_kind),
        cmocka_unit_test(the_sheet_is_made_to_be_worked_with),
        cmocka_unit_test(charts_show_cells_of_their_table),
        cmocka_unit_test(a_row_is_as_high_as_its_words_need),
        cmocka_unit_test(more_rows_than_a_sheet_holds_are_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
