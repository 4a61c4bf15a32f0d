/* Codes as scanners send them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/scan.h"

static void folds(void **state) {
    (void)state;
    static const struct {
        const char *raw, *folded;
    } cases[] = {
        {"J9-0042", "J9-0042"},
        {"j9-0042\r\n", "J9-0042"},
        {"  J9 - 0042\t", "J9-0042"},
        {"\uff2a\uff19\u2013\uff10\uff10\uff14\uff12\u3000", "J9-0042"},
        {"\ufeff\x02J9\u200b\x03", "J9"},
        {"\u00e9\u00df", "\u00e9\u00df"},
        {"", ""},
        {" \r\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[SCAN_SIZE];
        scan_fold(out, cases[i].raw);
        assert_string_equal(out, cases[i].folded);
    }
}

static void what_is_too_long_is_no_code(void **state) {
    (void)state;
    char raw[SCAN_SIZE + 1], out[SCAN_SIZE];
    memset(raw, 'A', sizeof raw);
    raw[SCAN_SIZE - 1] = '\0';
    scan_fold(out, raw);
    assert_string_equal(out, raw);
    raw[SCAN_SIZE - 1] = 'A';
    raw[SCAN_SIZE] = '\0';
    scan_fold(out, raw);
    assert_string_equal(out, "");
}

static bool can_be_read(const char *raw, const char *as) {
    char out[SCAN_SIZE];
    for (size_t i = 0; i < SCAN_READINGS; i++)
        if (scan_reading(out, raw, i) && strcmp(out, as) == 0)
            return true;
    return false;
}

static void reads_other_layouts(void **state) {
    (void)state;
    static const struct {
        const char *raw, *as;
        bool can;
    } cases[] = {
        {"AZ-19\"", "AZ-19@", true}, /* British and American */
        {"#\u00a3", "\\#", true},
        {"YZ\u00df\u00d6", "ZY-:", true},                          /* on German keys */
        {"zy/1", "YZ-1", true},                                    /* a German scanner */
        {"&\u00e9\"'(-\u00e8_\u00e7\u00e0)", "1234567890-", true}, /* on French keys */
        {"qwm,", "AZ;M", true},
        {"!@#$%^&*()", "1234567890", true}, /* a French scanner */
        {"AZ19", "AZ18", false},
        {"\u0436", "\u0436", false}, /* nobody has that key */
        {"", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (can_be_read(cases[i].raw, cases[i].as) != cases[i].can)
            fail_msg("%s as %s", cases[i].raw, cases[i].as);
    char out[SCAN_SIZE];
    assert_false(scan_reading(out, "A", SCAN_READINGS));
}

/* Every key of every layout: there and back is the same, so no key was left out of a row. */
static void every_key_has_its_place(void **state) {
    (void)state;
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    for (size_t i = 0; i < SCAN_READINGS; i++) {
        size_t from = i / 3, to = i % 3 + (i % 3 >= from), back = to * 3 + from - (from > to);
        for (const char *p = letters; *p != '\0'; p++) {
            char one[2] = {*p, '\0'}, there[SCAN_SIZE], again[SCAN_SIZE];
            assert_true(scan_reading(there, one, i));
            assert_true(scan_reading(again, there, back));
            assert_string_equal(again, one);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds),
        cmocka_unit_test(what_is_too_long_is_no_code),
        cmocka_unit_test(reads_other_layouts),
        cmocka_unit_test(every_key_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
