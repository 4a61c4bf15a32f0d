/* Hints: every line of hint.tsv is seen as what it is, or left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/str.h"
#include "survey/hint.h"

enum { LINES_MAX = 400, POSITIVE = 60, NEGATIVE = 60 };

static const struct {
    const char *word;
    unsigned kind;
} kinds[] = {{"phone", HINT_PHONE},       {"email", HINT_EMAIL},
             {"postcode", HINT_POSTCODE}, {"name", HINT_NAME},
             {"address", HINT_ADDRESS},   {"plate", HINT_PLATE},
             {"handle", HINT_HANDLE},     {"-", 0}};

static unsigned kinds_of(char *words) {
    unsigned all = 0;
    char *word[8];
    size_t n = str_split(words, ' ', word, 8);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < sizeof kinds / sizeof kinds[0] && !str_eq(kinds[k].word, word[i]))
            k++;
        assert_true(k < sizeof kinds / sizeof kinds[0]);
        all |= kinds[k].kind;
    }
    return all;
}

/* The text in a block of its own size, so that a sanitizer sees what is read behind it. */
static unsigned find(const char *text, struct hint_span *ret) {
    char *copy = strdup(text);
    unsigned found = hint_find(copy, ret);
    free(copy);
    return found;
}

static bool check_line(char *line) {
    char *cell[3];
    size_t cells = str_split(line, '\t', cell, 3);
    assert_true(cells >= 2);
    struct hint_span at = {0};
    unsigned want = kinds_of(cell[0]), got = find(cell[1], &at);
    if (got != want) {
        print_error("%02x instead of %02x: \"%s\"\n", got, want, cell[1]);
        return false;
    }
    if (got == 0)
        return at.n == 0;
    bool inside = at.n > 0 && at.at + at.n <= strlen(cell[1]) && (want & (unsigned)at.kind) != 0;
    bool right =
        cells < 3 || (strlen(cell[2]) == at.n && strncmp(cell[1] + at.at, cell[2], at.n) == 0);
    if (!inside || !right)
        print_error("points at \"%.*s\" in \"%s\"\n", (int)at.n, cell[1] + at.at, cell[1]);
    return inside && right;
}

static void every_line_is_seen_as_what_it_is(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    struct err err = {0};
    char *line[LINES_MAX];
    size_t wrong = 0, positive = 0, negative = 0;
    assert_true(file_read("tests/unit/survey/hint.tsv", 1 << 20, &text, &err));
    size_t n = str_split(text.p, '\n', line, LINES_MAX);
    assert_true(n < LINES_MAX);
    for (size_t i = 0; i < n; i++) {
        if (line[i][0] == '#' || line[i][0] == '\0')
            continue;
        positive += line[i][0] != '-';
        negative += line[i][0] == '-';
        wrong += !check_line(line[i]);
    }
    assert_int_equal(wrong, 0);
    assert_true(positive >= POSITIVE && negative >= NEGATIVE);
}

static void it_is_seen_while_it_is_typed(void **state) {
    (void)state;
    static const char text[] = "Meet me, 07700 900123 is me";
    char so_far[sizeof text];
    for (size_t n = 0; n < sizeof text; n++) {
        memcpy(so_far, text, n);
        so_far[n] = '\0';
        bool whole = n >= strlen("Meet me, 07700 90012"); /* ten digits are a number too */
        assert_int_equal(hint_find(so_far, NULL), whole ? HINT_PHONE : 0);
    }
}

static void half_a_word_is_no_name(void **state) {
    (void)state;
    assert_int_equal(hint_find("they sell to ben", NULL), 0); /* ... or benches */
    assert_int_equal(hint_find("they sell to ben ", NULL), HINT_NAME);
    assert_int_equal(hint_find("they sell to Ben", NULL), HINT_NAME);
    assert_int_equal(hint_find("Dan", NULL), 0); /* ... or Danger */
}

static void the_last_one_is_pointed_at(void **state) {
    (void)state;
    struct hint_span at = {0};
    static const char text[] = "Sarah, kev99@example.com, WD6 1ZZ.";
    assert_int_equal(hint_find(text, &at), HINT_NAME | HINT_EMAIL | HINT_POSTCODE);
    assert_int_equal(at.kind, HINT_POSTCODE);
    assert_int_equal(strncmp(text + at.at, "WD6 1ZZ", at.n), 0);
}

static void any_bytes_will_do(void **state) {
    (void)state;
    static const char *const odd[] = {"",
                                      " ",
                                      "+",
                                      "@",
                                      "0",
                                      "\xff\xfe",
                                      "'s",
                                      "Mr",
                                      "my name is",
                                      "double",
                                      "flat",
                                      "a@",
                                      "\xc5",
                                      "WD6 ",
                                      "triple",
                                      "mum of",
                                      "07700 90012\xc5"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        struct hint_span at = {0};
        unsigned found = find(odd[i], &at);
        assert_true(at.at + at.n <= strlen(odd[i]));
        assert_true((found == 0) == (at.n == 0));
    }
}

static void of_a_long_text_the_end_counts(void **state) {
    (void)state;
    static char text[20000];
    memset(text, 'a', sizeof text - 1);
    for (size_t i = 1; i < sizeof text - 1; i += 2)
        text[i] = ' ';
    memcpy(text + sizeof text - 1 - 13, " 07700 900123", 13);
    struct hint_span at = {0};
    assert_int_equal(hint_find(text, &at), HINT_PHONE);
    assert_int_equal(at.at, sizeof text - 1 - 12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_seen_as_what_it_is),
        cmocka_unit_test(it_is_seen_while_it_is_typed),
        cmocka_unit_test(half_a_word_is_no_name),
        cmocka_unit_test(the_last_one_is_pointed_at),
        cmocka_unit_test(any_bytes_will_do),
        cmocka_unit_test(of_a_long_text_the_end_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
