/* Shares, their change and pairs: against published values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "outreach/share.h"

static void is_near(double got, double want, double off) {
    if (got < want - off || got > want + off)
        fail_msg("%.5f is not %.5f", got, want);
}

/* R. G. Newcombe, Two-sided confidence intervals for the single proportion: comparison of seven
 * methods. Statistics in Medicine 17 (1998), 857-872, table I, method 3. */
static void a_share_has_wilsons_interval(void **state) {
    (void)state;
    static const struct {
        struct share s;
        double low, high;
    } known[] = {
        {{81, 263}, 0.2553, 0.3662},
        {{15, 148}, 0.0624, 0.1605},
        {{0, 20}, 0, 0.1611},
        {{1, 29}, 0.0061, 0.1718},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct span span = share_span(known[i].s);
        is_near(span.low, known[i].low, 0.00006);
        is_near(span.high, known[i].high, 0.00006);
    }
    is_near(share_span((struct share){20, 20}).high, 1, 1e-12);
}

/* R. G. Newcombe, Interval estimation for the difference between independent proportions:
 * comparison of eleven methods. Statistics in Medicine 17 (1998), 873-890, table II, method 10. */
static void a_change_has_newcombes_interval(void **state) {
    (void)state;
    static const struct {
        struct share now, before;
        double low, high;
    } known[] = {
        {{56, 70}, {48, 80}, 0.0524, 0.3339}, {{9, 10}, {3, 10}, 0.1705, 0.8090},
        {{6, 7}, {2, 7}, 0.0582, 0.8062},     {{5, 56}, {0, 29}, -0.0381, 0.1926},
        {{0, 10}, {0, 20}, -0.1611, 0.2775},  {{0, 10}, {0, 10}, -0.2775, 0.2775},
        {{10, 10}, {0, 20}, 0.6791, 1.0000},  {{10, 10}, {0, 10}, 0.6075, 1.0000},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct span span = share_change(known[i].before, known[i].now);
        is_near(span.low, known[i].low, 0.00006);
        is_near(span.high, known[i].high, 0.00006);
    }
}

static void says(struct share before, struct share now, const char *words) {
    struct str out CLEANUP(str_release) = {0};
    share_say_change(&out, before, now);
    assert_string_equal(str_c(&out), words);
}

static void a_change_is_told_in_words(void **state) {
    (void)state;
    says((struct share){48, 100}, (struct share){41, 100},
         "down 14.6 % (from 48 to 41 of 100; could be chance)");
    says((struct share){95, 200}, (struct share){82, 200},
         "down 13.7 % (from 48 to 41 of 100; could be chance)");
    says((struct share){480, 1000}, (struct share){410, 1000},
         "down 14.6 % (from 48 to 41 of 100; hardly chance)");
    says((struct share){20, 32}, (struct share){20, 50}, /* 62.5 is 63, as in a column of numbers */
         "down 36.0 % (from 63 to 40 of 100; hardly chance)");
    says((struct share){20, 40}, (struct share){30, 60}, "unchanged (50 of 100)");
    says((struct share){0, 20}, (struct share){1, 20}, "up (from 0 to 5 of 100; could be chance)");
    says((struct share){410, 1000}, (struct share){412, 1000},
         "up 0.5 % (from 41.0 to 41.2 of 100; could be chance)");
}

/* Ten patients' hours of sleep gained by two drugs, in tenths: Student, The probable error of a
 * mean, Biometrika 6 (1908), 1-25. Their mean difference is 1.58, its interval 0.7001 to 2.4599. */
static void pairs_have_students_interval(void **state) {
    (void)state;
    static const int one[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
    static const int two[] = {19, 8, 11, 1, -1, 44, 55, 16, 46, 34};
    struct shift s = {0};
    struct span span;
    for (int i = 0; i < 10; i++)
        shift_add(&s, one[i], two[i]);
    assert_true(shift_span(&s, &span));
    assert_int_equal(s.better, 9);
    assert_int_equal(s.same, 1);
    is_near(shift_mean(&s) * SHIFT_SCALE, 15.8, 1e-9);
    is_near(span.low * SHIFT_SCALE, 7.001, 0.001);
    is_near(span.high * SHIFT_SCALE, 24.599, 0.001);
}

/* The half width of pairs that move by +a and -a in turn is t * a / sqrt(n - 1): what is found here
 * is t itself, as it stands in every table of it. */
static void the_quantiles_are_those_of_the_tables(void **state) {
    (void)state;
    static const struct {
        int freedom;
        double t;
    } known[] = {{1, 12.706}, {3, 3.182}, {5, 2.571}, {9, 2.262}, {29, 2.045}, {99, 1.984}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct shift s = {0};
        struct span span;
        for (int k = 0; k <= known[i].freedom; k++)
            shift_add(&s, 0, k % 2 ? 100 : -100);
        assert_true(shift_span(&s, &span));
        double root = 0;
        while (root * root < known[i].freedom)
            root += 0.0001;
        is_near(span.high * SHIFT_SCALE / 100 * root, known[i].t, 0.002);
    }
}

static void a_shift_is_told_in_words(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct span span;
    struct shift s = {0};
    shift_add(&s, 0, SHIFT_SCALE / 2);
    assert_false(shift_span(&s, &span));
    shift_say(&out, &s);
    assert_string_equal(str_c(&out), "up 50 points of 100 (one person)");
    shift_add(&s, SHIFT_SCALE, SHIFT_SCALE / 2);
    str_cut(&out, 0);
    shift_say(&out, &s);
    assert_string_equal(str_c(&out), "unchanged (could be chance)");
    for (int i = 0; i < 20; i++)
        shift_add(&s, SHIFT_SCALE, i % 2 ? 0 : SHIFT_SCALE / 2);
    str_cut(&out, 0);
    shift_say(&out, &s);
    assert_string_equal(str_c(&out), "down 68 points of 100 (hardly chance)");
}

/* Sums are of whole numbers: the last bit is the same in any order, and from two kiosks. */
static void neither_order_nor_kiosk_changes_it(void **state) {
    (void)state;
    enum { N = 97 };
    struct shift all = {0}, backwards = {0}, kiosk[2] = {0};
    for (int i = 0; i < N; i++) {
        int before = i * 37 % 7 * SHIFT_SCALE / 6, now = i * 53 % 4 * SHIFT_SCALE / 3;
        shift_add(&all, before, now);
        shift_add(&kiosk[i * 31 % 5 % 2], before, now);
    }
    for (int i = N - 1; i >= 0; i--)
        shift_add(&backwards, i * 37 % 7 * SHIFT_SCALE / 6, i * 53 % 4 * SHIFT_SCALE / 3);
    shift_merge(&kiosk[1], &kiosk[0]);
    assert_memory_equal(&all, &backwards, sizeof all);
    assert_memory_equal(&all, &kiosk[1], sizeof all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_has_wilsons_interval),
        cmocka_unit_test(a_change_has_newcombes_interval),
        cmocka_unit_test(a_change_is_told_in_words),
        cmocka_unit_test(pairs_have_students_interval),
        cmocka_unit_test(the_quantiles_are_those_of_the_tables),
        cmocka_unit_test(a_shift_is_told_in_words),
        cmocka_unit_test(neither_order_nor_kiosk_changes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
