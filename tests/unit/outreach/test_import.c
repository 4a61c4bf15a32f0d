/* Reading: which bytes are no file for us, which columns, which rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "demo.h"

#define HEAD "code,date,venue,status\n"

static void refused_bytes(const char *bytes, size_t n, const char *words) {
    struct import im;
    struct err err = {0};
    assert_false(import_read("x.csv", bytes, n, &im, &err));
    assert_int_equal(err.kind, ERR_INPUT);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void refused(const char *text, const char *words) {
    refused_bytes(text, strlen(text), words);
}

static void what_is_no_file_for_us(void **state) {
    (void)state;
    refused("", "empty");
    refused(HEAD, "no row under it");
    refused("%PDF-1.7\n", "PDF");
    refused_bytes("PK\x03\x04\x00\x00", 6, "workbook");
    refused_bytes("\xFF\xFE"
                  "c\0o\0",
                  6, "UTF-16");
    refused_bytes("\xFE\xFF\0c\0o", 6, "UTF-16");
    refused_bytes(HEAD "1.1,2019\0", sizeof HEAD + 8, "Line 2 has a zero byte");
    refused(HEAD "1.1,2019-02-06,Caf\xE9,planned\n", "Line 2, byte 19 is not UTF-8");
    refused(HEAD "1.1,2019-02-06,\xC0\xAF,planned\n", "CSV UTF-8");
    refused("name,colour\nx,red\n", "does not name the columns");
    refused("code;date;venue;status\n1;2;3;4\n", "semicolons");
    refused("code\tdate\tvenue\tstatus\n1\t2\t3\t4\n", "tabs");
    refused(HEAD "1.1,2019-02-06,\"Mount Grace,planned\n1.1,,,planned\n", "line 2 is never closed");
}

static void long_lines_and_long_files(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    str_add(&text, HEAD "1.1,,\"");
    for (int i = 0; i < 70000; i++)
        str_addc(&text, 'x');
    str_add(&text, "\",planned\n");
    refused(str_c(&text), "Line 2 has more than 65536 bytes");
    while (text.len <= IMPORT_BYTES_MAX)
        str_add(&text, "0123456789012345678901234567890123456789012345678901234567890123456789\n");
    refused_bytes(str_c(&text), text.len, "more than 16 MB");
}

static void columns_are_named(void **state) {
    (void)state;
    refused("code,date,venu,status\n1.1,,x,planned\n",
            "\"venu\" is not known: the nearest is \"venue\"");
    refused("code,date,status\n1.1,,planned\n", "\"venue\" is missing");
    refused("code,date,venue,status,weather\n1.1,,x,planned,fine\n", "\"weather\" is not known");
    refused("code,date,venue,status,Date\n1.1,,x,planned,\n", "\"date\" stands twice");
    refused("code,priority,acton,owner\n1.1,1,x,y\n",
            "\"acton\" is not known: the nearest is \"action\"");
    refused("code,priority,action\n1.1,1,x\n", "\"owner\" is missing");
}

static void columns_in_any_order_and_case(void **state) {
    (void)state;
    const char *text = "\xEF\xBB\xBFSTATUS, Venue ,Event Type,code,date,\n"
                       "Booked,Mount Grace,School Workshop,\"1.2, 1.1\",6/2/2019,\n";
    struct import im = demo_read("x", text, strlen(text));
    assert_int_equal(im.kind, IMPORT_PROGRAMME);
    assert_int_equal(im.rows, 1);
    assert_int_equal(im.errors, 0);
    const struct session *s = &im.row[0].session;
    assert_string_equal(s->actions, "1.1;1.2");
    assert_string_equal(s->venue, "Mount Grace");
    assert_string_equal(s->event_type, "school_workshop");
    assert_int_equal(s->status, STATUS_BOOKED);
    assert_int_equal(date_compare(s->date, (struct date){2019, 2, 6}), 0);
    assert_int_equal(im.row[0].line, 2);
    import_free(&im);
}

/* Every wrong row is named with its line; none of the file is imported then. */
static void wrong_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *row, *rule, *words;
    } cases[] = {
        {"1.1,2019-02-30,,,planned,,,,,", "date", "\"2019-02-30\" is no date"},
        {"1.1,2 July,,,planned,,,,,", "date", "\"2 July\""},
        {"1.1,1919-02-03,,,planned,,,,,", "date", "cannot be right"},
        {"1.1,,,,plannd,,,,,", "status", "\"plannd\" is no status"},
        {"1.1,,,,,,,,,", "status", "\"\" is no status"},
        {"1.1,,-5,exact,delivered,,,,,", "number", "less than nobody"},
        {"1.1,,100001,exact,delivered,,,,,", "number", "more than 100000"},
        {"1.1,,thirty,exact,delivered,,,,,", "number", "no number of people"},
        {"1.1,,30,,delivered,,,,,", "qualifier", "does not say how sure"},
        {"1.1,,30,not recorded,delivered,,,,,", "qualifier", "exclude each other"},
        {"1.1,,30,exactt,delivered,,,,,", "qualifier", "is no qualifier"},
        {"1.1,,,exact,delivered,,,,,", "qualifier", "there is no number"},
        {"1.1,,,,planned,25:00,,,,", "time", "\"25:00\""},
        {"1.1,,,,planned,14:00,13:00,,,", "time", "before it starts"},
        {"1.1,,,,planned,,,wombats,,", "year-group", "\"wombats\""},
        {"1.1,,,,planned,,,,0,", "sessions", "\"0\""},
        {"1.1,,,,planned,,,,1.5,", "sessions", "\"1.5\""},
        {"<1>,,,,planned,,,,,", "code", "\"<1>\""},
        {"1.1,,,,planned,,,,,,x", "cells", "11 cells, the header has 10"},
        {"1.1,,,,planned", "cells", "5 cells, the header has 10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text CLEANUP(str_release) = {0};
        str_addf(&text,
                 "code,date,attendees,qualifier,status,starts,ends,year_group,sessions,venue\n"
                 "1.1,,,,planned,,,,,\n%s\n",
                 cases[i].row);
        struct import im = demo_read("x", str_c(&text), text.len);
        bool found = false;
        for (size_t c = 0; c < im.complaints; c++)
            found |= im.complaint[c].severity == COMPLAINT_ERROR && im.complaint[c].line == 3 &&
                     im.complaint[c].row == SIZE_MAX &&
                     strcmp(im.complaint[c].rule, cases[i].rule) == 0 &&
                     strstr(im.complaint[c].what, cases[i].words) != NULL;
        if (!found || im.rows != 1 || im.errors != 1)
            fail_msg("%s: found %d, rows %zu, errors %zu: %s", cases[i].row, found, im.rows,
                     im.errors, im.complaints ? im.complaint[im.complaints - 1].what : "");
        import_free(&im);
    }
}

static void numbers_in_words_are_understood(void **state) {
    (void)state;
    const char *text = "code,date,venue,status,attendees,qualifier\n"
                       "1.6,,a,delivered,over 70,\n"
                       "4.6,,b,planned,30+,expected\n"
                       "4.6,,c,delivered,30+,exact\n"
                       "4.6,,d,delivered,12,exact\n";
    struct import im = demo_read("x", text, strlen(text));
    assert_int_equal(im.errors, 0);
    assert_int_equal(im.row[0].session.reported.n, 70);
    assert_int_equal(im.row[0].session.reported.q, COUNT_AT_LEAST);
    assert_int_equal(im.row[1].session.reported.q, COUNT_EXPECTED);
    assert_int_equal(im.row[2].session.reported.q, COUNT_AT_LEAST);
    assert_non_null(demo_complaint(&im, "number-words", 2));
    assert_string_equal(demo_complaint(&im, "number-words", 3)->what,
                        "The attendance is written as \"30+\".");
    assert_null(demo_complaint(&im, "number-words", 5));
    import_free(&im);
}

static void formulas_and_markings_are_kept_as_text(void **state) {
    (void)state;
    const char *text = HEAD "1.1,,\"=HYPERLINK(\"\"x\"\")\",planned\n"
                            "1.1,2019-02-30,@home,planned\n"
                            "1.1,,see OFFICIAL-SENSITIVE annex,planned\n";
    struct import im = demo_read("x", text, strlen(text));
    assert_string_equal(im.row[0].session.venue, "=HYPERLINK(\"x\")");
    assert_int_equal(demo_complaint(&im, "formula", 2)->row, 0);
    assert_true(demo_complaint(&im, "formula", 3)->row == SIZE_MAX); /* its row was lost */
    assert_int_equal(demo_complaint(&im, "marking", 4)->row, 1);
    import_free(&im);
}

static void long_cells_are_refused(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    str_add(&text, HEAD "1.1,,");
    for (int i = 0; i <= IMPORT_CELL_MAX; i++)
        str_addc(&text, 'x');
    str_add(&text, ",planned\n");
    struct import im = demo_read("x", str_c(&text), text.len);
    assert_int_equal(im.errors, 1);
    assert_non_null(demo_complaint(&im, "too-long", 2));
    import_free(&im);
}

/* A sentence quotes the first 60 bytes of a cell, and never half a character. */
static void quotes_are_cut_between_characters(void **state) {
    (void)state;
    for (int shift = 0; shift < 3; shift++) {
        struct str text CLEANUP(str_release) = {0};
        str_addf(&text, "%s1.1,%.*s", HEAD, shift, "xx");
        for (int i = 0; i < 40; i++)
            str_add(&text, "\xE2\x82\xAC");
        str_add(&text, ",x,planned\n");
        struct import im = demo_read("x", str_c(&text), text.len);
        const struct complaint *c = demo_complaint(&im, "date", 2);
        assert_non_null(c);
        assert_true(utf8_valid(c->what, strlen(c->what), NULL));
        assert_non_null(strstr(c->what, "\xE2\x82\xAC\" is no date"));
        import_free(&im);
    }
}

static void a_plan_is_read(void **state) {
    (void)state;
    struct import im = demo_file(DEMO_PLAN, NULL, (struct date){0});
    assert_int_equal(im.kind, IMPORT_PLAN);
    assert_int_equal(im.rows, 50);
    assert_int_equal(im.added, 50);
    assert_int_equal(im.errors, 0);
    assert_string_equal(im.file, "plan.csv");
    assert_string_equal(im.row[9].action.code, "1.10");
    assert_string_equal(im.row[9].action.owner, "Hertsmere SNT");
    for (size_t i = 0; i < im.rows; i++)
        assert_string_equal(im.row[i].action.rag,
                            ""); /* nobody set one, so nobody may invent one */
    assert_non_null(demo_complaint(&im, "plan-gap", 39));
    import_free(&im);
    const char *twice = "code,priority,action,owner\n1.1,1,a,b\n1.1,1,c,d\nx y,1,e,f\n";
    im = demo_read("x", twice, strlen(twice));
    assert_int_equal(im.errors, 2);
    assert_non_null(demo_complaint(&im, "duplicate", 3));
    assert_non_null(demo_complaint(&im, "code", 4));
    import_free(&im);
}

static void a_flood_of_complaints_is_counted(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    str_add(&text, HEAD);
    for (int i = 0; i < 2000; i++)
        str_add(&text, "1.1,2019-02-30,x,planned\n");
    struct import im = demo_read("x", str_c(&text), text.len);
    import_check(&im, NULL, (struct date){0});
    assert_int_equal(im.errors, 2000);
    assert_int_equal(im.complaints, 501);
    assert_int_equal(im.complaint[0].line, 2);
    assert_string_equal(im.complaint[500].rule, "more");
    assert_non_null(strstr(im.complaint[500].what, "1500 more"));
    import_free(&im);
}

/* Outputs are untouched when reading fails. */
static void failure_leaves_nothing(void **state) {
    (void)state;
    struct import im;
    memset(&im, 0x5A, sizeof im);
    struct import before = im;
    assert_false(import_read("x", "", 0, &im, NULL));
    assert_memory_equal(&im, &before, sizeof im);
}

static void a_room_holds_a_plain_number(void **state) {
    (void)state;
    static const struct {
        const char *cell;
        int capacity; /* -1: refused */
    } cases[] = {{"40", 40}, {"", 0}, {"0", -1}, {"-4", -1}, {"30+", -1}, {"about 40", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text CLEANUP(str_release) = {0};
        str_addf(&text, "code,date,venue,status,capacity\n1.1,,x,planned,%s\n", cases[i].cell);
        struct import im = demo_read("x", str_c(&text), text.len);
        assert_int_equal(im.errors, cases[i].capacity < 0);
        if (cases[i].capacity >= 0)
            assert_int_equal(im.row[0].session.capacity, cases[i].capacity);
        import_free(&im);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_file_for_us),
        cmocka_unit_test(long_lines_and_long_files),
        cmocka_unit_test(columns_are_named),
        cmocka_unit_test(columns_in_any_order_and_case),
        cmocka_unit_test(wrong_rows_are_named),
        cmocka_unit_test(numbers_in_words_are_understood),
        cmocka_unit_test(a_room_holds_a_plain_number),
        cmocka_unit_test(formulas_and_markings_are_kept_as_text),
        cmocka_unit_test(long_cells_are_refused),
        cmocka_unit_test(quotes_are_cut_between_characters),
        cmocka_unit_test(a_plan_is_read),
        cmocka_unit_test(a_flood_of_complaints_is_counted),
        cmocka_unit_test(failure_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
