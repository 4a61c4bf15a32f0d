/* Growing strings, fixed strings, splitting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

static void grows_and_cuts(void **state) {
    (void)state;
    struct str s CLEANUP(str_release) = {0};
    assert_string_equal(str_c(&s), "");
    str_add(&s, "");
    str_addc(&s, 'a');
    str_addn(&s, "b\0c", 3);
    assert_int_equal(s.len, 4);
    assert_memory_equal(s.p, "ab\0c", 5);
    str_cut(&s, 2);
    str_cut(&s, 9); /* longer than it is: nothing to do */
    assert_string_equal(str_c(&s), "ab");
    str_addf(&s, "%04d", 7);
    assert_string_equal(str_c(&s), "ab0007");
    str_release(&s);
    assert_null(s.p);
    str_addn(&s, NULL, 0);
    assert_string_equal(str_c(&s), "");
}

static void stays_where_it_has_room(void **state) {
    (void)state;
    struct str s = {0};
    str_add(&s, "ab");
    str_reserve(&s, 5000);
    assert_string_equal(str_c(&s), "ab");
    const char *place = s.p;
    for (int i = 0; i < 5000; i++)
        str_addc(&s, 'x');
    assert_ptr_equal(s.p, place);
    assert_int_equal(s.len, 5002);
    str_wipe(&s);
    assert_null(s.p);
    assert_int_equal(s.len + s.cap, 0);
    str_wipe(&s);
}

static void prints_beyond_its_room(void **state) {
    (void)state;
    struct str s CLEANUP(str_release) = {0};
    for (int i = 0; i < 500; i++)
        str_addf(&s, "%d,%*d;", i, i % 40, i);
    assert_int_equal(strlen(str_c(&s)), s.len);
    assert_true(str_starts(str_c(&s), "0,0;1,1;2, 2;3,  3;"));
    assert_string_equal(str_c(&s) + s.len - 5, " 499;");
}

static void may_lie_in_an_arena(void **state) {
    (void)state;
    ARENA(a);
    struct str s = {.arena = &a}, t = {.arena = &a};
    for (int i = 0; i < 300; i++) { /* each grows past the other */
        str_addf(&s, "%d", i % 10);
        str_add(&t, "ab");
    }
    assert_int_equal(s.len, 300);
    assert_int_equal(t.len, 600);
    assert_int_equal(strncmp(s.p + 290, "0123456789", 10), 0);
    assert_true(a.used > 900);
    const char *kept = str_c(&s);
    str_release(&s);
    assert_null(s.p);
    assert_ptr_equal(s.arena, &a);
    assert_int_equal(strlen(kept), 300); /* it is the arena's */
    str_wipe(&t);
    str_add(&t, "again");
    assert_string_equal(str_c(&t), "again");
}

static void copies_and_cuts_characters_whole(void **state) {
    (void)state;
    char out[6];
    assert_true(STR_COPY(out, "hello"));
    assert_string_equal(out, "hello");
    assert_false(STR_COPY(out, "hello!"));
    assert_string_equal(out, "hello");
    assert_false(STR_COPY(out, "abc\xE2\x82\xAC")); /* the sign would need one byte more */
    assert_string_equal(out, "abc");
    assert_true(STR_COPY(out, "ab\xE2\x82\xAC"));
    assert_string_equal(out, "ab\xE2\x82\xAC");
    char one[1] = {'x'};
    assert_false(STR_COPY(one, "a"));
    assert_string_equal(one, "");
}

static void compares(void **state) {
    (void)state;
    assert_true(str_eq(NULL, NULL));
    assert_false(str_eq(NULL, ""));
    assert_false(str_eq("a", NULL));
    assert_true(str_eq("a", "a"));
    assert_true(str_starts("session", "sess"));
    assert_true(str_starts("session", ""));
    assert_false(str_starts("se", "sess"));
}

static void trims_and_splits(void **state) {
    (void)state;
    char blanks[] = " \t\r\n ";
    assert_string_equal(str_trim(blanks), "");
    char text[] = "\t one two \r\n";
    assert_string_equal(str_trim(text), "one two");
    char list[] = " a; b c ;;  ;d;e";
    char *part[3];
    assert_int_equal(str_split(list, ';', part, 3), 3);
    assert_string_equal(part[0], "a");
    assert_string_equal(part[1], "b c");
    assert_string_equal(part[2], "d");
    char empty[] = "";
    assert_int_equal(str_split(empty, ';', part, 3), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_cuts),
        cmocka_unit_test(stays_where_it_has_room),
        cmocka_unit_test(prints_beyond_its_room),
        cmocka_unit_test(may_lie_in_an_arena),
        cmocka_unit_test(copies_and_cuts_characters_whole),
        cmocka_unit_test(compares),
        cmocka_unit_test(trims_and_splits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
