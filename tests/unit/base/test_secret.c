/* Secret memory: zeroed, left out of dumps, overwritten; and the arenas and strings in it. */
#include "mapping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/secret.h"
#include "base/str.h"

static void takes_whole_pages(void **state) {
    (void)state;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    assert_int_equal(secret_size(1), page);
    assert_int_equal(secret_size(page), page);
    assert_int_equal(secret_size(page + 1), 2 * page);
}

static void is_zeroed_and_in_no_dump(void **state) {
    (void)state;
    unsigned char *p = secret_new(5000);
    for (size_t i = 0; i < secret_size(5000); i++)
        assert_int_equal(p[i], 0);
    assert_true(mapping_has(p, " dd"));
#ifndef __SANITIZE_ADDRESS__ /* which lets nobody lock, and says that it did */
    if (secret_locks(1))
        assert_true(mapping_has(p, " lo"));
#endif
    memset(p, 'x', 5000);
    secret_free(p, 5000);
    secret_free(NULL, 5000);
}

static void no_system_locks_all_there_is(void **state) {
    (void)state;
    assert_false(secret_locks(SIZE_MAX / 2));
}

static void an_arena_lies_in_it(void **state) {
    (void)state;
    struct arena a = {.secret = true};
    char *first = arena_strdup(&a, "a parent's words");
    assert_true(mapping_has(first, " dd"));
    for (int i = 0; i < 100; i++)
        memset(arena_alloc(&a, 9000), i, 9000);
    assert_true(mapping_has(arena_alloc(&a, 3 << 20), " dd"));
    assert_string_equal(first, "a parent's words");
    struct arena_mark mark = arena_mark(&a);
    memset(arena_alloc(&a, 2 << 20), 1, 2 << 20);
    arena_rewind(&a, mark);
    arena_reset(&a);
    assert_true(a.secret);
    assert_true(mapping_has(arena_alloc(&a, 1), " dd"));
    arena_wipe(&a);
    assert_true(a.secret);
    arena_free(&a);
}

static void a_string_grows_in_it(void **state) {
    (void)state;
    struct str s = {.secret = true};
    for (int i = 0; i < 3000; i++)
        str_addf(&s, "%d ", i % 10);
    assert_int_equal(s.len, 6000);
    assert_true(mapping_has(s.p, " dd"));
    assert_int_equal(strncmp(s.p, "0 1 2 ", 6), 0);
    str_wipe(&s);
    assert_null(s.p);
    assert_true(s.secret);
    str_reserve(&s, 6144);
    assert_true(s.cap > 6144);
    assert_int_equal((uintptr_t)s.p % (uintptr_t)sysconf(_SC_PAGESIZE), 0);
    str_release(&s);
}

/* Another function's frame, wherever the compiler puts it. */
__attribute__((noinline)) static void look_at_stack(size_t deep) {
    volatile char here[4096];
    here[0] = 1;
    assert_true(mapping_has((const void *)here, " dd"));
    if (deep > 0)
        look_at_stack(deep - 1);
    here[1] = here[0]; /* no tail call: this frame is still needed */
}

/* Below what is locked a stack still grows, as far as it may. */
__attribute__((noinline)) static size_t use_stack(size_t deep) {
    volatile char here[64 << 10];
    here[0] = 1;
    return deep > 0 ? (size_t)here[0] + use_stack(deep - 1) : 0;
}

static void a_stack_is_secret_too(void **state) {
    (void)state;
    char mine = 'm';
    assert_false(mapping_has(&mine, " dd"));
    secret_stack();
    look_at_stack(40);
    assert_int_equal(use_stack(32), 32);
    assert_int_equal(mine, 'm');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_whole_pages),
        cmocka_unit_test(is_zeroed_and_in_no_dump),
        cmocka_unit_test(no_system_locks_all_there_is),
        cmocka_unit_test(an_arena_lies_in_it),
        cmocka_unit_test(a_string_grows_in_it),
        cmocka_unit_test(a_stack_is_secret_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
