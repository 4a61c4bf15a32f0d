/* Scanners: what is typed too fast for a hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kiosk/scanner.h"

/* Types `code` from `*now` on, a character each `gap` ms, then Enter. */
static const char *type(struct scanner *s, const char *code, int gap, int64_t *now) {
    for (; *code != '\0'; code++) {
        char one[2] = {*code, '\0'};
        scanner_type(s, one, *now += gap);
    }
    return scanner_enter(s, *now += gap);
}

static void reads_what_comes_at_machine_speed(void **state) {
    (void)state;
    struct scanner s = {0};
    int64_t now = 100000;
    assert_string_equal(type(&s, "J9-0042", 5, &now), "J9-0042");
    assert_string_equal(type(&s, "J9-0043", 0, &now), "J9-0043");
    assert_string_equal(type(&s, "J9ß0044", 20, &now), "J9ß0044");
}

static void a_hand_is_no_scanner(void **state) {
    (void)state;
    struct scanner s = {0};
    int64_t now = 100000;
    assert_null(type(&s, "rosalind", 60, &now));
    scanner_type(&s, "J9-0042", now += 5);
    assert_null(scanner_enter(&s, now + 500)); /* Enter came from a hand */
    assert_null(scanner_enter(&s, now + 501));
    assert_null(type(&s, "J9", 1, &now));
}

static void what_a_hand_typed_before_is_not_of_the_code(void **state) {
    (void)state;
    struct scanner s = {0};
    int64_t now = 100000;
    scanner_type(&s, "r", now);
    scanner_type(&s, "o", now += 200);
    assert_string_equal(type(&s, "J9-0042", 5, &(int64_t){now + 1000}), "J9-0042");
}

static void a_page_that_is_pasted_is_no_code(void **state) {
    (void)state;
    struct scanner s = {0};
    int64_t now = 100000;
    char page[200];
    memset(page, 'x', sizeof page);
    page[sizeof page - 1] = '\0';
    assert_null(type(&s, page, 1, &now));
    assert_string_equal(type(&s, "J9-0042", 5, &now), "J9-0042");
}

static void forgets_what_it_read(void **state) {
    (void)state;
    struct scanner s = {0};
    int64_t now = 100000;
    assert_non_null(type(&s, "J9-0042", 5, &now));
    scanner_forget(&s);
    assert_null(memmem(&s, sizeof s, "J9-", 3));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_comes_at_machine_speed),
        cmocka_unit_test(a_hand_is_no_scanner),
        cmocka_unit_test(what_a_hand_typed_before_is_not_of_the_code),
        cmocka_unit_test(a_page_that_is_pasted_is_no_code),
        cmocka_unit_test(forgets_what_it_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
