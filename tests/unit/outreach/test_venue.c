/* One place, many spellings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "outreach/venue.h"

static void key_keeps_what_tells_places_apart(void **state) {
    (void)state;
    const char *const cases[][2] = {
        {"Meryfield primary school", "meryfield"},
        {"Meryfields primary school", "meryfield"},
        {"Mount Grace Secondary School", "mount grace"},
        {"Mount Grace", "mount grace"},
        {"Queens School, Bushey", "queen"},
        {"St Teresa's Primary School, Borehamwood", "st teresa"},
        {"The Academy", "the academy"},
        {"96 Shenley Road", "96 shenley road"},
        {"Bushey & Radlett", "bushey radlett"},
        {"Inverness Academy", "inverness"},
        {"", ""},
        {" , Bushey", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char key[64];
        venue_key(key, sizeof key, cases[i][0]);
        assert_string_equal(key, cases[i][1]);
    }
}

static void key_fits_its_array(void **state) {
    (void)state;
    char key[8];
    venue_key(key, sizeof key, "Borehamwood Football Club");
    assert_string_equal(key, "club"); /* whole words only */
    venue_key(key, sizeof key, "The School of the Academy");
    assert_string_equal(key, "of");
}

static void same_place(void **state) {
    (void)state;
    assert_true(venue_same("Mount Grace School", "Mount Grace Secondary School"));
    assert_true(venue_same("Queens", "Queens School, Bushey"));
    assert_true(venue_same("96 Shenley Road", "96 shenley road, Borehamwood"));
    assert_false(venue_same("Bushey Meads", "Bushey Academy"));
    assert_false(venue_same("", ""));
    assert_false(venue_same("Hertswood Primary School", "Hertswood Secondary School"));
    assert_true(venue_same("Hertswood Primary School", "Hertswood Academy"));
}

static void schools_say_so(void **state) {
    (void)state;
    assert_true(venue_is_school("Emmanuel College"));
    assert_true(venue_is_school("Ashfield Primary, Bushey"));
    assert_true(venue_is_school("hertswood ACADEMY"));
    assert_false(venue_is_school("Borehamwood Football Club"));
    assert_false(venue_is_school("96 Shenley Road, opposite the School"));
    assert_false(venue_is_school("Schoolhouse Cafe"));
    assert_false(venue_is_school(""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_keeps_what_tells_places_apart),
        cmocka_unit_test(key_fits_its_array),
        cmocka_unit_test(same_place),
        cmocka_unit_test(schools_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
