/* UTF-8: the limits of RFC 3629, walking, cutting, folding of names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

static void accepts_the_edges_and_nothing_beyond(void **state) {
    (void)state;
    static const char *const good[] = {"",
                                       "A",
                                       "\x7F",
                                       "\xC2\x80",
                                       "\xDF\xBF",
                                       "\xE0\xA0\x80",
                                       "\xED\x9F\xBF",
                                       "\xEE\x80\x80",
                                       "\xF0\x90\x80\x80",
                                       "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {"\x80",
                                      "\xC0\x80",
                                      "\xC1\xBF",
                                      "\xC2",
                                      "\xC2z",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xE2\x82",
                                      "\xE2\x82z",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xF0\x90\x80",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        assert_true(utf8_valid(good[i], strlen(good[i]), NULL));
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        size_t at = 99;
        assert_false(utf8_valid(bad[i], strlen(bad[i]), &at));
        assert_int_equal(at, 0);
    }
    size_t at = 99;
    assert_false(utf8_valid("ab\xC3\xA9\xFFz", 6, &at));
    assert_int_equal(at, 4);
}

static void reads_back_what_it_writes(void **state) {
    (void)state;
    static const uint32_t cps[] = {1,      0x7F,   0x80,   0x7FF,   0x800,
                                   0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof(cps) / sizeof(cps[0]); i++) {
        char c[4];
        size_t n = utf8_put(c, cps[i]);
        const char *p = c;
        assert_true(utf8_valid(c, n, NULL));
        assert_int_equal(utf8_next(&p, c + n), cps[i]);
        assert_ptr_equal(p, c + n);
    }
    char c[4];
    assert_int_equal(utf8_put(c, 0xD800), 3);
    assert_memory_equal(c, "\xEF\xBF\xBD", 3);
    assert_int_equal(utf8_put(c, 0x110000), 3);
}

static void skips_one_broken_byte_at_a_time(void **state) {
    (void)state;
    const char *text = "\xE2\x82"
                       "a",
               *end = text + 3;
    assert_int_equal(utf8_next(&text, end), 0xFFFD);
    assert_int_equal(utf8_next(&text, end), 0xFFFD);
    assert_int_equal(utf8_next(&text, end), 'a');
    assert_int_equal(utf8_next(&text, end), 0);
    assert_ptr_equal(text, end);
}

static void walks_both_ways(void **state) {
    (void)state;
    const char *text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82";
    static const size_t edge[] = {0, 1, 3, 6, 10};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(utf8_step(text, edge[i]), edge[i + 1]);
        assert_int_equal(utf8_prev(text, edge[i + 1]), edge[i]);
    }
    assert_int_equal(utf8_step(text, 10), 10);
    assert_int_equal(utf8_prev(text, 0), 0);
    assert_int_equal(utf8_prev("a\x80\x80", 3), 2);
    assert_int_equal(utf8_prev("\x80\x80\x80\x80\x80", 5), 4);
    assert_int_equal(utf8_step("\xE2\x82", 0), 1);
    assert_int_equal(utf8_len(text), 4);
    assert_int_equal(utf8_len("\xE2\x82"
                              "a"),
                     3);
}

static void cuts_before_an_unfinished_character(void **state) {
    (void)state;
    const char *text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82";
    static const size_t cut[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
    for (size_t n = 0; n <= 10; n++)
        assert_int_equal(utf8_cut(text, n), cut[n]);
    assert_int_equal(utf8_cut("\x80\x80\x80\x80", 4), 4); /* broken anyhow */
}

static void folds(void **state) {
    (void)state;
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"", ""},
        {" -- ", ""},
        {"O'Brien-Smith, Anna", "o brien smith anna"},
        {"Year 7B (2019)", "year 7b 2019"},
        {"Éloïse Ångström", "eloise angstrom"},
        {"E\xCC\x81loi\xCC\x88se", "eloise"}, /* the same, composed by the reader */
        {"Łódź Đorđe Žižek Ščepan", "lodz dorde zizek scepan"},
        {"Straße STRASSE ẞ", "strasse strasse ss"},
        {"Æsir Œuvre Øst Þór Ĳssel", "aesir oeuvre ost thor ijssel"},
        {"Nguyễn Trịnh Hồng Ưu", "nguyen trinh hong uu"},
        {"İstanbul ıI", "istanbul ii"},
        {"Əliyev əliyev", "eliyev eliyev"},
        {"Ștefan Șerban Ţepeş", "stefan serban tepes"},
        {"ΑΘΗΝΆ Οδυσσεύς", "αθηνά οδυσσεύσ"},
        {"Юрий ЁЛКА Ґалаґан", "юрий ёлка ґалаґан"},
        {"مُحَمَّد محمـد", "محمد محمد"},
        {"١٢٣ ۴۵", "123 45"},
        {"अमित। पटेल", "अमित पटेल"},
        {"ＡＢｃ１２", "abc12"},
        {"zero\xE2\x80\x8Bwidth a\xC2\xAD"
         "b",
         "zerowidth ab"},
        {"a\xFF\xFE"
         "b",
         "a b"},
        {"7½ × 3", "7 3"},
        {"🙂 Sam 🙂", "sam"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char out[128];
        utf8_fold(out, sizeof(out), cases[i].from);
        assert_string_equal(out, cases[i].to);
        char again[128];
        utf8_fold(again, sizeof(again), out);
        assert_string_equal(again, out); /* folding twice changes nothing */
    }
}

static void every_character_folds_to_itself_once_folded(void **state) {
    (void)state;
    for (uint32_t cp = 1; cp <= 0x1FFFF; cp++) {
        char text[8] = {0}, once[16], twice[16];
        utf8_put(text, cp);
        utf8_fold(once, sizeof(once), text);
        utf8_fold(twice, sizeof(twice), once);
        if (strcmp(once, twice) != 0)
            fail_msg("U+%04X folds to %s and then to %s", cp, once, twice);
        assert_true(utf8_valid(once, strlen(once), NULL));
    }
}

static void folds_one_character(void **state) {
    (void)state;
    char out[4];
    assert_int_equal(utf8_fold_char(out, 0xC9), 1); /* an E with an acute accent */
    assert_memory_equal(out, "e", 1);
    assert_int_equal(utf8_fold_char(out, 0xDF), 2); /* a sharp s */
    assert_memory_equal(out, "ss", 2);
    assert_int_equal(utf8_fold_char(out, 0x301), UTF8_FOLD_SKIP);
    assert_int_equal(utf8_fold_char(out, '-'), UTF8_FOLD_BLANK);
}

static void folds_into_little_room(void **state) {
    (void)state;
    char out[5];
    utf8_fold(out, sizeof(out), "ab cde");
    assert_string_equal(out, "ab c");
    utf8_fold(out, sizeof(out), "abc ß");
    assert_string_equal(out, "abc");
    utf8_fold(out, sizeof(out), "abcю");
    assert_string_equal(out, "abc");
    utf8_fold(out, 1, "abc");
    assert_string_equal(out, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_the_edges_and_nothing_beyond),
        cmocka_unit_test(reads_back_what_it_writes),
        cmocka_unit_test(skips_one_broken_byte_at_a_time),
        cmocka_unit_test(walks_both_ways),
        cmocka_unit_test(cuts_before_an_unfinished_character),
        cmocka_unit_test(folds),
        cmocka_unit_test(every_character_folds_to_itself_once_folded),
        cmocka_unit_test(folds_one_character),
        cmocka_unit_test(folds_into_little_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
