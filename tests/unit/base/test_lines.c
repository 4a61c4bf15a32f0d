/* A text goes out line by line, whatever its last line ends with, and a line too long is counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/lines.h"

static struct lines lines_of(const char *text) {
    return (struct lines){.at = text, .end = text + strlen(text)};
}

static void lines_come_one_by_one_and_are_counted(void **state) {
    (void)state;
    struct lines l = lines_of("one\n\nthree");
    char out[8];
    assert_int_equal(lines_next(&l, out, sizeof out), LINES_WHOLE);
    assert_string_equal(out, "one\n");
    assert_int_equal(lines_next(&l, out, sizeof out), LINES_WHOLE);
    assert_string_equal(out, "\n");
    assert_int_equal(lines_next(&l, out, sizeof out), LINES_WHOLE);
    assert_string_equal(out, "three");
    assert_int_equal(l.line, 3);
    assert_int_equal(lines_next(&l, out, sizeof out), LINES_END);
    assert_int_equal(l.line, 3);
}

static void nothing_has_no_line(void **state) {
    (void)state;
    struct lines l = {0};
    char out[8];
    assert_int_equal(lines_next(&l, out, sizeof out), LINES_END);
    assert_int_equal(l.line, 0);
}

/* "1234567" and its end fill the room; one letter more does not fit. */
static void a_line_too_long_is_passed_over(void **state) {
    (void)state;
    struct lines l = lines_of("1234567\n123456\n1234567");
    char out[8] = "as it is";
    assert_int_equal(lines_next(&l, out, sizeof out), LINES_TOO_LONG);
    assert_memory_equal(out, "as it is", sizeof out);
    assert_int_equal(l.line, 1);
    assert_int_equal(lines_next(&l, out, sizeof out), LINES_WHOLE);
    assert_string_equal(out, "123456\n");
    assert_int_equal(lines_next(&l, out, sizeof out), LINES_WHOLE);
    assert_string_equal(out, "1234567");
    assert_int_equal(l.line, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_one_by_one_and_are_counted),
        cmocka_unit_test(nothing_has_no_line),
        cmocka_unit_test(a_line_too_long_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
