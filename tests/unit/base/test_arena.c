/* Arenas and the allocators below them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"

static void aligns_and_keeps_objects_apart(void **state) {
    (void)state;
    ARENA(a);
    unsigned char *last = NULL;
    for (size_t size = 0; size < 100; size++) {
        unsigned char *p = arena_alloc(&a, size);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        assert_ptr_not_equal(p, last);
        memset(p, (int)size, size);
        last = p;
    }
    assert_true(a.used >= 99 * 100 / 2);
}

static void survives_many_blocks(void **state) {
    (void)state;
    ARENA(a);
    enum { COUNT = 3000, SIZE = 1000 };
    unsigned char *p[COUNT];
    for (int i = 0; i < COUNT; i++) {
        p[i] = arena_alloc(&a, SIZE);
        memset(p[i], i & 255, SIZE);
    }
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(p[i][0], i & 255);
        assert_int_equal(p[i][SIZE - 1], i & 255);
    }
}

static void gives_large_objects_their_own_block(void **state) {
    (void)state;
    ARENA(a);
    char *small = arena_strdup(&a, "small");
    char *large = arena_zalloc(&a, 5 << 20);
    assert_int_equal(large[0] | large[(5 << 20) - 1], 0);
    assert_string_equal(small, "small");
}

static void reset_keeps_the_largest_block(void **state) {
    (void)state;
    ARENA(a);
    arena_alloc(&a, 100);
    arena_alloc(&a, 3 << 20);
    arena_alloc(&a, 100);
    arena_alloc(&a, 2 << 20);
    arena_reset(&a);
    assert_int_equal(a.used, 0);
    const struct arena_block *kept = a.block;
    arena_alloc(&a, 3 << 20);
    assert_ptr_equal(a.block, kept); /* no new block was needed */
    arena_free(&a);
    assert_null(a.block);
    assert_string_equal(arena_strdup(&a, "again"), "again");
}

static void arrays_are_cleared(void **state) {
    (void)state;
    ARENA(a);
    memset(arena_alloc(&a, 4096), 0xff, 4096);
    arena_reset(&a);
    const int *n = arena_array(&a, 1024, sizeof(int));
    for (int i = 0; i < 1024; i++)
        assert_int_equal(n[i], 0);
}

static void copies_and_prints_text(void **state) {
    (void)state;
    ARENA(a);
    assert_null(arena_strdup(&a, NULL));
    assert_string_equal(arena_strndup(&a, "turnout", 4), "turn");
    assert_string_equal(arena_strndup(&a, "turn", 40), "turn");
    assert_string_equal(arena_printf(&a, "%d of %s", 3, "five"), "3 of five");
    char long_text[2000];
    memset(long_text, 'y', sizeof(long_text) - 1);
    long_text[sizeof(long_text) - 1] = '\0';
    assert_string_equal(arena_printf(&a, "%s", long_text), long_text);
    long_text[255] = '\0'; /* just fits the first try */
    assert_string_equal(arena_printf(&a, "%s", long_text), long_text);
    long_text[255] = 'y', long_text[256] = '\0';
    assert_string_equal(arena_printf(&a, "%s", long_text), long_text);
}

static void grows_by_doubling(void **state) {
    (void)state;
    size_t cap = 0;
    int *p = xgrow(NULL, &cap, 1, sizeof(int));
    assert_true(cap >= 1);
    size_t first = cap;
    assert_ptr_equal(xgrow(p, &cap, first, sizeof(int)), p);
    p = xgrow(p, &cap, first + 1, sizeof(int));
    assert_int_equal(cap, 2 * first);
    p[cap - 1] = 1;
    free(p);
}

static void empty_allocations_are_still_memory(void **state) {
    (void)state;
    void *p[] = {xmalloc(0), xcalloc(0, 4), xcalloc(4, 0), xrealloc(NULL, 0), xstrdup("")};
    for (size_t i = 0; i < sizeof(p) / sizeof(p[0]); i++) {
        assert_non_null(p[i]);
        free(p[i]);
    }
}

static void goes_back_to_a_mark(void **state) {
    (void)state;
    ARENA(a);
    struct arena_mark empty = arena_mark(&a);
    char *kept = arena_strdup(&a, "kept");
    struct arena_mark mark = arena_mark(&a);
    size_t used = a.used;
    for (int round = 0; round < 100; round++) {
        for (int i = 0; i < 100; i++)
            memset(arena_alloc(&a, 1000), round, 1000);
        arena_rewind(&a, mark);
        assert_int_equal(a.used, used);
    }
    assert_string_equal(kept, "kept");
    char *again = arena_strdup(&a, "again");
    assert_string_equal(kept, "kept");
    assert_string_equal(again, "again");
    arena_rewind(&a, empty);
    assert_int_equal(a.used, 0);
    arena_rewind(&a, empty);
    memset(arena_alloc(&a, 1 << 16), 1, 1 << 16);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aligns_and_keeps_objects_apart),
        cmocka_unit_test(survives_many_blocks),
        cmocka_unit_test(gives_large_objects_their_own_block),
        cmocka_unit_test(reset_keeps_the_largest_block),
        cmocka_unit_test(arrays_are_cleared),
        cmocka_unit_test(copies_and_prints_text),
        cmocka_unit_test(grows_by_doubling),
        cmocka_unit_test(empty_allocations_are_still_memory),
        cmocka_unit_test(goes_back_to_a_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
