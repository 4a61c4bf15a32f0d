/* Clocks, and the ids that are made of time and chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <ctype.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/uuid.h"

static void assert_is_uuid(const char *id) {
    assert_int_equal(strlen(id), 36);
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        assert_true(dash ? id[i] == '-' : isdigit(id[i]) || (id[i] >= 'a' && id[i] <= 'f'));
    }
}

static void a_virtual_clock_moves_only_when_told(void **state) {
    (void)state;
    struct clock c;
    clock_init_virtual(&c, 1549443600000);
    assert_int_equal(clock_wall(&c), 1549443600000);
    int64_t start = clock_mono(&c);
    clock_advance(&c, 30000);
    clock_advance(&c, 0);
    assert_int_equal(clock_mono(&c), start + 30000);
    assert_int_equal(clock_wall(&c), 1549443630000);
    assert_false(clock_synchronised(&c));
    assert_is_uuid(c.boot);
    struct clock other;
    clock_init_virtual(&other, 0);
    assert_string_not_equal(c.boot, other.boot);
}

static void a_real_clock_runs_and_knows_its_boot(void **state) {
    (void)state;
    struct clock c, other;
    clock_init_real(&c);
    clock_init_real(&other);
    assert_is_uuid(c.boot);
    assert_string_equal(c.boot, other.boot);
    int64_t first = clock_mono(&c);
    assert_true(first > 0 && clock_mono(&c) >= first);
    assert_true(clock_wall(&c) > 0);
    clock_synchronised(&c); /* either answer is right here; it must not fail */
}

static void random_uuids_differ(void **state) {
    (void)state;
    char a[37], b[37];
    uuid_v4(a);
    uuid_v4(b);
    assert_is_uuid(a);
    assert_string_not_equal(a, b);
    assert_int_equal(a[14], '4');
    assert_non_null(strchr("89ab", a[19]));
}

/* Of 6000 throws of a die each side comes about 1000 times, with a deviation of 29: to be off by
 * 200 is 6.9 of them, which is chance once in 1e11. */
static void all_numbers_are_as_likely(void **state) {
    (void)state;
    int seen[6] = {0};
    for (int i = 0; i < 6000; i++)
        seen[random_below(6)]++;
    for (int i = 0; i < 6; i++)
        assert_in_range(seen[i], 800, 1200);
    assert_int_equal(random_below(1), 0);
}

static void timed_uuids_sort_by_time(void **state) {
    (void)state;
    char a[37], b[37];
    uuid_v7(a, 0x017F22E279B0); /* the example of RFC 9562 */
    assert_memory_equal(a, "017f22e2-79b0-7", 15);
    assert_non_null(strchr("89ab", a[19]));
    assert_is_uuid(a);
    uuid_v7(b, 0x017F22E279B1);
    assert_true(strcmp(a, b) < 0);
}

static void random_bytes_fill_all(void **state) {
    (void)state;
    unsigned char p[600] = {0};
    random_bytes(p, sizeof(p) - 1);
    random_bytes(p, 0);
    size_t zeros = 0;
    for (size_t i = 0; i < sizeof(p); i++)
        zeros += p[i] == 0;
    assert_true(zeros < 60);
    assert_int_equal(p[sizeof(p) - 1], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_virtual_clock_moves_only_when_told),
        cmocka_unit_test(a_real_clock_runs_and_knows_its_boot),
        cmocka_unit_test(random_uuids_differ),
        cmocka_unit_test(all_numbers_are_as_likely),
        cmocka_unit_test(timed_uuids_sort_by_time),
        cmocka_unit_test(random_bytes_fill_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
