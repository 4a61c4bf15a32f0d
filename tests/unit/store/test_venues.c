/* What the programme says of its venues: each spelling once, and nothing that staff made. */
#include "fixture.h"

#include "base/arena.h"

static void each_spelling_once(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    struct area_said *said;
    size_t n = 0;
    fixture_sql(f, "UPDATE session SET venue = '', ward = 'Elstree';"
                   "INSERT INTO session(uid, venue, ward) VALUES('a', 'Mount Grace', ''),"
                   " ('b', 'Civic Offices', 'Elstree'), ('c', 'Mount Grace', ''),"
                   " ('d', 'Mount Grace', 'Potters Bar Oakmere');"
                   "INSERT INTO session(uid, venue, made) VALUES('e', 'By the shops', 'ahead')");
    OK(f, store_venues(f->s, &a, &said, &n, &f->err));
    assert_int_equal(n, 3);
    assert_string_equal(said[0].venue, "Civic Offices");
    assert_string_equal(said[0].ward, "Elstree");
    assert_string_equal(said[1].venue, "Mount Grace");
    assert_string_equal(said[1].ward, "");
    assert_string_equal(said[2].ward, "Potters Bar Oakmere");
    fixture_sql(f, "DELETE FROM session");
    OK(f, store_venues(f->s, &a, &said, &n, &f->err));
    assert_int_equal(n, 0);
}

static void a_failure_is_told(void **state) {
    struct fixture *f = *state;
    ARENA(a);
    struct area_said *said = NULL;
    size_t n = 7;
    fixture_sql(f, "ALTER TABLE session RENAME COLUMN ward TO borough");
    assert_false(store_venues(f->s, &a, &said, &n, &f->err));
    assert_null(said);
    assert_int_equal(n, 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_spelling_once),
        TEST(a_failure_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
