/* The places of a programme: each once, with a value that stays, and nothing that is no place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "outreach/areas.h"

enum { SAID_MAX = 600 };

static const struct area *find(const struct area *list, size_t n, const char *value) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].value, value))
            return &list[i];
    return NULL;
}

static size_t areas(const struct area_said *said, size_t n, bool backwards, struct arena *a,
                    struct area ret[AREAS_MAX]) {
    struct area_said turned[SAID_MAX];
    for (size_t i = 0; i < n; i++)
        turned[i] = said[backwards ? n - 1 - i : i];
    return areas_of(turned, n, a, ret);
}

static void a_place_stands_there_once(void **state) {
    (void)state;
    static const struct area_said said[] = {{"Mount Grace", ""},
                                            {"Shenley Park", "Shenley"},
                                            {"Mount Grace Secondary School", ""},
                                            {"mount grace school", "Potters Bar Oakmere"},
                                            {"96 Shenley Road", ""},
                                            {"96 Shenley Road, Borehamwood", ""},
                                            {"96 Shenley Road", ""},
                                            {"St Teresa's Primary School, Borehamwood", ""}};
    for (int backwards = 0; backwards < 2; backwards++) {
        ARENA(a);
        struct area list[AREAS_MAX];
        assert_int_equal(areas(said, 8, backwards, &a, list), 4);
        assert_string_equal(list[0].label, "96 Shenley Road, Borehamwood");
        assert_string_equal(list[0].value, "at_96_shenley_road");
        assert_string_equal(list[1].label, "Mount Grace Secondary School (Potters Bar Oakmere)");
        assert_string_equal(list[1].value, "at_mount_grace");
        assert_string_equal(list[2].label, "Shenley Park (Shenley)");
        assert_string_equal(list[3].value, "at_st_teresa");
    }
}

static void a_primary_and_a_secondary_are_two(void **state) {
    (void)state;
    static const struct area_said said[] = {{"Hertswood", "Borehamwood Hillside"},
                                            {"Hertswood Primary School", ""},
                                            {"Hertswood Secondary School", "Elstree"}};
    for (int backwards = 0; backwards < 2; backwards++) {
        ARENA(a);
        struct area list[AREAS_MAX];
        assert_int_equal(areas(said, 3, backwards, &a, list), 2);
        assert_string_equal(find(list, 2, "at_hertswood_primary")->label,
                            "Hertswood Primary School");
        assert_string_equal(find(list, 2, "at_hertswood_secondary")->label,
                            "Hertswood Secondary School (Elstree)");
        assert_int_equal(areas(said, 2, backwards, &a, list), 1);
        assert_string_equal(list[0].value, "at_hertswood");
        assert_string_equal(list[0].label, "Hertswood Primary School (Borehamwood Hillside)");
    }
}

/* Two wards of one place: one of them is wrong, and nobody here knows which. */
static void a_ward_is_told_if_it_is_one(void **state) {
    (void)state;
    static const struct area_said said[] = {
        {"Civic Offices", "Elstree"}, {"Civic Offices", "elstree"}, {"Civic Offices", "Shenley"}};
    ARENA(a);
    struct area list[AREAS_MAX];
    assert_int_equal(areas(said, 2, false, &a, list), 1);
    assert_string_equal(list[0].label, "Civic Offices (Elstree)");
    assert_int_equal(areas(said, 2, true, &a, list), 1);
    assert_string_equal(list[0].label, "Civic Offices (Elstree)");
    assert_int_equal(areas(said, 3, false, &a, list), 1);
    assert_string_equal(list[0].label, "Civic Offices");
}

static void what_is_no_place_is_left_out(void **state) {
    (void)state;
    static const struct {
        const char *venue;
        bool place;
    } cases[] = {
        {"", false},
        {" - ", false},
        {"Various", false},
        {"Various schools", false},
        {"Not stated", false},
        {"N/A", false},
        {"TBC", false},
        {"Online", false},
        {"parks around the whole district", false},
        {"Oakmere Ward, Potters Bar", false},
        {"Ward", true}, /* of one word: a name */
        {"Bushey & Radlett", false},
        {"Bushey and Radlett", false},
        {"Shenley; Elstree", false},
        {"Paxton Court, Arundel House and Balmoral House, Borehamwood", false},
        {"Elstree & Borehamwood station", true},
        {"Fox and Hounds, Bushey", true},
        {"Golf Club, Aldenham Road, Bushey", true},
        {"The Acrossway Centre", true},
        {"Phillimore Rec, Radlett", true},
        {"Potters Bar", true},
    };
    enum { CASES = sizeof cases / sizeof *cases };
    struct area_said said[CASES];
    for (size_t i = 0; i < CASES; i++)
        said[i] = (struct area_said){cases[i].venue, ""};
    ARENA(a);
    struct area list[AREAS_MAX];
    size_t n = areas_of(said, CASES, &a, list);
    for (size_t i = 0; i < CASES; i++) {
        bool is = false;
        for (size_t k = 0; k < n; k++)
            is = is || str_eq(list[k].label, cases[i].venue);
        if (is != cases[i].place)
            fail_msg("\"%s\" is %s", cases[i].venue, is ? "taken for a place" : "left out");
    }
}

/* Names in other letters, and long ones, are still told apart, by values that every tool takes. */
static void a_value_is_plain_and_its_own(void **state) {
    (void)state;
    static const struct area_said said[] = {
        {"Łódź Hall", ""},
        {"Клуб", ""},
        {"Парк", ""},
        {"The Community Centre behind the Old Library of the North End", ""},
        {"The Community Centre behind the Old Library of the North Gate", ""}};
    ARENA(a);
    struct area list[AREAS_MAX];
    size_t n = areas(said, 5, false, &a, list);
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++) {
        assert_true(str_starts(list[i].value, "at_"));
        assert_true(strlen(list[i].value) < 64);
        assert_int_equal(strspn(list[i].value, "abcdefghijklmnopqrstuvwxyz0123456789_"),
                         strlen(list[i].value));
        assert_ptr_equal(find(list, n, list[i].value), &list[i]);
    }
    assert_non_null(find(list, n, "at_lodz_hall"));
}

static void no_more_than_fit(void **state) {
    (void)state;
    ARENA(a);
    struct area_said said[SAID_MAX];
    for (size_t i = 0; i < SAID_MAX; i++)
        said[i] = (struct area_said){arena_printf(&a, "Hall %03zu", (i * 7) % SAID_MAX), ""};
    struct area list[AREAS_MAX];
    assert_int_equal(areas_of(said, SAID_MAX, &a, list), AREAS_MAX);
    assert_string_equal(list[0].label, "Hall 000");
    assert_string_equal(list[AREAS_MAX - 1].label, "Hall 199");
    assert_int_equal(areas_of(said, 0, &a, list), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_stands_there_once),
        cmocka_unit_test(a_primary_and_a_secondary_are_two),
        cmocka_unit_test(a_ward_is_told_if_it_is_one),
        cmocka_unit_test(what_is_no_place_is_left_out),
        cmocka_unit_test(a_value_is_plain_and_its_own),
        cmocka_unit_test(no_more_than_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
