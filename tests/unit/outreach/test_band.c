/* The bands with which a session's counting starts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/band.h"

static struct session session_of(const char *event_type, const char *audience, const char *years) {
    return (struct session){.event_type = event_type,
                            .audience = audience,
                            .year_group = years,
                            .venue = "",
                            .topic = ""};
}

/* The keys with blanks between them. */
static const char *defaults(const char *event_type, const char *audience, const char *years) {
    static char out[200];
    struct band band[BAND_MAX];
    struct session s = session_of(event_type, audience, years);
    size_t n = band_defaults(&s, band, BAND_MAX);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(out);
        snprintf(out + len, sizeof out - len, "%s%s", i > 0 ? " " : "", band[i].key);
    }
    return out;
}

static void follow_years_and_audience(void **state) {
    (void)state;
    assert_string_equal(defaults("school_workshop", "students", "9"), "y9");
    assert_string_equal(defaults("school_workshop", "students", "R;5;6"), "yr y5 y6");
    assert_string_equal(defaults("school_workshop", "all students", "all"), "pupil");
    assert_string_equal(defaults("school_workshop", "", ""), "pupil");
    assert_string_equal(defaults("mini_police", "pupils", ""), "pupil");
    assert_string_equal(defaults("community_event", "community", ""), "adult child");
    assert_string_equal(defaults("community_event", "", ""), "adult child");
    assert_string_equal(defaults("community_event", "parents", ""), "parent");
    assert_string_equal(defaults("professional_training", "professionals", ""), "adult");
    assert_string_equal(defaults("talk", "landlords forum", ""), "adult");
    assert_string_equal(defaults("meeting", "", ""), "all");
    assert_string_equal(defaults("", "", ""), "all");
}

static void never_more_than_asked_for(void **state) {
    (void)state;
    struct band band[2];
    struct session s = session_of("school_workshop", "", "7;8;9");
    assert_int_equal(band_defaults(&s, band, 2), 2);
    assert_string_equal(band[1].label, "Year 8");
}

static void all_are_found_and_differ(void **state) {
    (void)state;
    const struct band *all;
    size_t n = band_all(&all);
    assert_in_range(n, 1, BAND_MAX);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(band_find(all[i].key), &all[i]); /* so no key stands twice */
        assert_true(all[i].label[0] != '\0');
    }
    assert_null(band_find("y14"));
    assert_null(band_find(""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follow_years_and_audience),
        cmocka_unit_test(never_more_than_asked_for),
        cmocka_unit_test(all_are_found_and_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
