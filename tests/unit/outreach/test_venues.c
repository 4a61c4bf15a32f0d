/* How many places there are does not depend on how they are spelled nor on who comes first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/venues.h"

static size_t count(const char *const *venue, size_t n, const char *event_type, bool backwards,
                    bool *ret_schools) {
    struct venues *v = venues_new();
    struct venue_set set = {0};
    for (size_t i = 0; i < n; i++) {
        struct session s = {.venue = venue[backwards ? n - 1 - i : i],
                            .event_type = event_type,
                            .audience = "",
                            .year_group = ""};
        venue_set_add(&set, v, &s);
    }
    size_t places = venue_set_count(&set, ret_schools);
    venue_set_release(&set);
    venues_free(v);
    return places;
}

static void one_place_however_it_is_spelled(void **state) {
    (void)state;
    static const char *const venues[] = {"Mount Grace",           "Mount Grace Secondary School",
                                         "Mount Grace School",    "",
                                         "Queens School, Bushey", "Queens"};
    bool schools;
    for (int backwards = 0; backwards < 2; backwards++) {
        assert_int_equal(count(venues, 6, "school_workshop", backwards, &schools), 2);
        assert_true(schools);
    }
    assert_int_equal(count(venues, 6, "meeting", false, &schools), 2);
    assert_true(schools); /* their names say so */
    assert_int_equal(count(venues, 1, "meeting", false, &schools), 1);
    assert_false(schools);
    assert_int_equal(count(venues + 3, 1, "meeting", false, &schools), 0);
}

static void a_primary_and_a_secondary_are_two(void **state) {
    (void)state;
    static const char *const venues[] = {"Hertswood", "Hertswood Primary School",
                                         "Hertswood Secondary School", "Hertswood School"};
    bool schools;
    assert_int_equal(count(venues, 4, "school_talk", false, &schools), 2);
    assert_int_equal(count(venues, 4, "school_talk", true, &schools), 2);
    assert_int_equal(count(venues, 2, "school_talk", true, &schools), 1);
}

/* Beyond what is remembered: slower, and as right. */
static void thousands_of_places(void **state) {
    (void)state;
    enum { N = 9000 };
    static char name[N][24];
    const char *venue[N];
    bool schools;
    for (int i = 0; i < N; i++) {
        snprintf(name[i], sizeof name[i], "Hall %d%s", i / 2, i % 2 ? " College" : "");
        venue[i] = name[i];
    }
    assert_int_equal(count(venue, N, "meeting", false, &schools), N / 2);
    assert_true(schools);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_place_however_it_is_spelled),
        cmocka_unit_test(a_primary_and_a_secondary_are_two),
        cmocka_unit_test(thousands_of_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
