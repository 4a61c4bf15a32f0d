/* Errors: kinds, sentences that end at a character, bugs that end the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/utf8.h"

static void sets_kind_and_text(void **state) {
    (void)state;
    struct err e = {0};
    assert_false(err_set(&e, ERR_INPUT, "%s has %d lines", "a.csv", 3));
    assert_int_equal(e.kind, ERR_INPUT);
    assert_string_equal(e.text, "a.csv has 3 lines");
    assert_false(err_set(NULL, ERR_INPUT, "nobody listens"));
    assert_false(err_errno(NULL, EIO, "nobody listens"));
    assert_false(err_prefix(NULL, "nobody listens"));
}

static void picks_the_kind_from_errno(void **state) {
    (void)state;
    static const struct {
        int errnum;
        enum err_kind kind;
    } cases[] = {{ENOSPC, ERR_FULL},     {EDQUOT, ERR_FULL},        {EACCES, ERR_DENIED},
                 {EROFS, ERR_DENIED},    {ENOENT, ERR_MISSING},     {EIO, ERR_WORLD},
                 {EBADMSG, ERR_DAMAGED}, {ECANCELED, ERR_CANCELLED}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct err e = {0};
        assert_false(err_errno(&e, cases[i].errnum, "cannot save"));
        assert_int_equal(e.kind, cases[i].kind);
    }
    struct err e = {0};
    err_errno(&e, ENOSPC, "cannot write %s", "counts.csv");
    assert_string_equal(e.text, "cannot write counts.csv: there is no room left");
    err_errno(&e, 99999, "odd");
    assert_string_equal(e.text, "odd: unknown error");
}

static void prefixes_its_own_text(void **state) {
    (void)state;
    struct err e = {0};
    err_set(&e, ERR_FULL, "no room");
    assert_false(err_prefix(&e, "line %d", 7));
    assert_string_equal(e.text, "line 7: no room");
    assert_int_equal(e.kind, ERR_FULL);
    err_set(&e, ERR_WORLD, "again: %s", e.text);
    assert_string_equal(e.text, "again: line 7: no room");
}

static void cuts_at_the_edge_of_a_character(void **state) {
    (void)state;
    char text[2 * sizeof(((struct err *)NULL)->text)];
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'x', shift);
        for (size_t i = shift; i + 3 < sizeof(text); i += 3)
            memcpy(text + i, "\xE2\x82\xAC", 4); /* euro signs */
        struct err e = {0};
        err_set(&e, ERR_WORLD, "%s", text);
        assert_true(utf8_valid(e.text, strlen(e.text), NULL));
        assert_true(strlen(e.text) >= sizeof(e.text) - 4);
    }
}

static void a_bug_aborts_with_its_place(void **state) {
    (void)state;
    int out[2], status;
    assert_int_equal(pipe(out), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        dup2(out[1], STDERR_FILENO);
        ASSERT(1 + 1 == 3);
        _exit(0);
    }
    close(out[1]);
    char said[4096] = {0};
    size_t n = 0;
    for (ssize_t got; n < sizeof(said) - 1 && (got = read(out[0], said + n, 64)) > 0;)
        n += (size_t)got < sizeof(said) - 1 - n ? (size_t)got : 0;
    close(out[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(strstr(said, "test_err.c:"));
    assert_non_null(strstr(said, "1 + 1 == 3"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_kind_and_text),
        cmocka_unit_test(picks_the_kind_from_errno),
        cmocka_unit_test(prefixes_its_own_text),
        cmocka_unit_test(cuts_at_the_edge_of_a_character),
        cmocka_unit_test(a_bug_aborts_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
