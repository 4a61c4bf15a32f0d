/* The log: one line an event, whatever it is given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"

/* What log_line() writes to stderr for `text` at `level`. */
static const char *logged(char *out, size_t size, enum log_level level, const char *text) {
    int ends[2], saved = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    log_line(level, "%s", text);
    dup2(saved, STDERR_FILENO);
    close(saved);
    ssize_t n = read(ends[0], out, size - 1);
    close(ends[0]);
    out[n > 0 ? n : 0] = '\0';
    return out;
}

static void writes_time_level_and_text(void **state) {
    (void)state;
    char line[2048];
    int year, month, day, hour, minute, second, ms, end = 0;
    logged(line, sizeof(line), LOG_WARN, "card nearly full");
    assert_int_equal(sscanf(line, "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ %n", &year, &month, &day, &hour,
                            &minute, &second, &ms, &end),
                     7);
    assert_string_equal(line + end, "warn card nearly full\n");
}

static void keeps_one_event_on_one_line(void **state) {
    (void)state;
    char line[2048], text[3000];
    logged(line, sizeof(line), LOG_ERROR, "a\nb\r\x1b[31mc");
    assert_non_null(strstr(line, "error a b  [31mc\n"));
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    logged(line, sizeof(line), LOG_NOTE, text);
    assert_true(strlen(line) <= 1024);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void drops_what_is_above_the_level(void **state) {
    (void)state;
    char line[2048];
    assert_string_equal(logged(line, sizeof(line), LOG_DEBUG, "detail"), "");
    log_set_level(LOG_DEBUG);
    assert_string_not_equal(logged(line, sizeof(line), LOG_DEBUG, "detail"), "");
    log_set_level(LOG_ERROR);
    assert_string_equal(logged(line, sizeof(line), LOG_WARN, "warning"), "");
    log_set_level(LOG_NOTE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_time_level_and_text),
        cmocka_unit_test(keeps_one_event_on_one_line),
        cmocka_unit_test(drops_what_is_above_the_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
