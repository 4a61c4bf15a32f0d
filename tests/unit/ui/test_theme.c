/* Themes: what the parser refuses, and that every theme of ours can be read by weak eyes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/str.h"
#include "ui/theme.h"

static const char *const themes[] = {"light", "contrast-light", "contrast-dark"};
enum { THEMES = sizeof themes / sizeof *themes };

static void read_theme(const char *name, struct str *ret_text) {
    char path[80];
    struct err err;
    snprintf(path, sizeof path, "assets/themes/%s.ini", name);
    if (!file_read(path, 1 << 16, ret_text, &err))
        fail_msg("%s", err.text);
}

static struct ui_theme load(const char *name) {
    struct str text = {0};
    struct ui_theme theme;
    struct err err;
    read_theme(name, &text);
    if (!ui_theme_parse(str_c(&text), &theme, &err))
        fail_msg("%s: %s", name, err.text);
    str_release(&text);
    return theme;
}

static void every_theme_of_ours_is_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < THEMES; i++) {
        struct ui_theme theme = load(themes[i]);
        assert_string_equal(theme.name, themes[i]);
        assert_int_equal(theme.edge_px, i == 0 ? 2 : 3);
        assert_int_equal(theme.argb[UI_none], 0);
        for (int c = UI_none + 1; c < UI_COLOUR_COUNT; c++)
            assert_true(c == UI_veil ? theme.argb[c] >> 24 < 0xFF : theme.argb[c] >> 24 == 0xFF);
    }
}

static void colours_are_read_as_written(void **state) {
    (void)state;
    struct ui_theme theme = load("light");
    assert_int_equal(theme.argb[UI_ink], 0xFF12202Eu);
    assert_int_equal(theme.argb[UI_veil], 0x9912202Eu);
}

/* Parses the light theme with `from` replaced by `to`; the words of the refusal, or "". */
static const char *parse_changed(const char *from, const char *to) {
    static char words[400];
    struct str text = {0}, changed = {0};
    read_theme("light", &text);
    char *at = strstr(text.p, from);
    assert_non_null(at);
    str_addn(&changed, text.p, (size_t)(at - text.p));
    str_add(&changed, to);
    str_add(&changed, at + strlen(from));
    struct ui_theme theme = {.edge_px = 77};
    struct err err = {0};
    bool taken = ui_theme_parse(str_c(&changed), &theme, &err);
    assert_int_equal(taken, theme.edge_px != 77); /* untouched when it is refused */
    snprintf(words, sizeof words, "%s", taken ? "" : err.text);
    str_release(&text);
    str_release(&changed);
    return words;
}

static void assert_refused(const char *from, const char *to, const char *names) {
    const char *words = parse_changed(from, to);
    if (!strstr(words, names))
        fail_msg("\"%s\" for \"%s\": expected %s in \"%s\"", to, from, names, words);
}

static void a_wrong_theme_is_refused_and_the_fault_named(void **state) {
    (void)state;
    assert_string_equal(parse_changed("#12202E", "#112233"), "");
    assert_refused("soft = #3B4C5F\n", "", "soft");
    assert_refused("soft = #3B4C5F\n", "softer = #3B4C5F\n", "softer");
    assert_refused("soft = #3B4C5F\n", "soft = #3B4C5F\nsoft = #3B4C5F\n", "twice");
    assert_refused("#3B4C5F", "3B4C5F", "soft");
    assert_refused("#3B4C5F", "#3B4C5", "soft");
    assert_refused("#3B4C5F", "#3B4C5G", "soft");
    assert_refused("#3B4C5F", "#3B4C5F0", "soft");
    assert_refused("#3B4C5F", "", "soft");
    assert_refused("edge = 2", "edge = 0", "edge");
    assert_refused("edge = 2", "edge = 2px", "edge");
    assert_refused("edge = 2", "", "edge");
    assert_refused("name = light", "name = ", "name");
    assert_refused("name = light", "names = light", "names");
    assert_refused("[colours]", "[colors]", "colors");
    assert_refused("[colours]", "[colours]\nink", "not \"name = value\"");
}

static void contrast_is_that_of_wcag(void **state) {
    (void)state;
    assert_true(fabs(ui_contrast(0xFF000000, 0xFFFFFFFF) - 21.0) < 0.001);
    assert_true(fabs(ui_contrast(0xFFFFFFFF, 0xFF777777) - 4.478) < 0.001);
    assert_true(fabs(ui_contrast(0xFF0000FF, 0xFFFFFFFF) - 8.592) < 0.001);
    assert_true(fabs(ui_contrast(0xFF123456, 0xFF123456) - 1.0) < 0.001);
}

/* --- every pair that the parts draw ---------------------------------------------------------- */

struct pair {
    enum ui_colour front, back;
    double least;
};

static const struct pair pairs[] = {
    /* text that is read at length */
    {UI_ink, UI_paper, 7},
    {UI_ink, UI_mist, 7},
    {UI_soft, UI_paper, 7},
    {UI_soft, UI_mist, 7},
    {UI_on_act, UI_act, 7},
    {UI_paper, UI_ink, 7}, /* the public bar's main chip */
    {UI_on_gold, UI_gold, 7},
    {UI_ink, UI_keys, 7},
    {UI_ink, UI_key_alt, 7},
    {UI_ink, UI_act_tint, 7}, /* banners, chosen rows */
    {UI_ink, UI_plan_tint, 7},
    {UI_ink, UI_warn_tint, 7},
    {UI_ink, UI_stop_tint, 7},
    /* bars, tags, links, errors, the words of a danger button */
    {UI_on_staff, UI_staff, 4.5},
    {UI_staff_soft, UI_staff, 4.5},
    {UI_staff, UI_on_staff, 4.5}, /* the bar's main chip */
    {UI_act, UI_act_tint, 4.5},
    {UI_plan, UI_plan_tint, 4.5},
    {UI_warn, UI_warn_tint, 4.5},
    {UI_stop, UI_stop_tint, 4.5},
    {UI_soft, UI_act_tint, 4.5}, /* second line of a chosen choice */
    {UI_act, UI_paper, 4.5},
    {UI_act, UI_mist, 4.5},
    {UI_stop, UI_paper, 4.5},
    {UI_stop, UI_mist, 4.5},
    /* outlines and shapes that must be seen to know that there is something */
    {UI_edge, UI_paper, 3},
    {UI_edge, UI_mist, 3},
    {UI_edge, UI_keys, 3},
    {UI_staff_edge, UI_staff, 3},
    {UI_act, UI_keys, 3},    /* the done key */
    {UI_act, UI_line, 3},    /* progress on its track */
    {UI_staff, UI_paper, 3}, /* a chosen chip among others */
    {UI_staff, UI_mist, 3},
};

static void what_the_parts_draw_can_be_read_in_every_theme(void **state) {
    (void)state;
    static const char *const names[] = {
#define X(name) #name,
        UI_COLOURS(X)
#undef X
    };
    int faults = 0;
    for (size_t i = 0; i < THEMES; i++) {
        struct ui_theme theme = load(themes[i]);
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
            double have = ui_contrast(theme.argb[pairs[k].front], theme.argb[pairs[k].back]);
            if (have >= pairs[k].least)
                continue;
            faults++;
            print_error("%s: %s on %s is %.2f, needs %.1f\n", themes[i], names[pairs[k].front],
                        names[pairs[k].back], have, pairs[k].least);
        }
    }
    assert_int_equal(faults, 0);
}

/* Gold and ink stand side by side around the control: one of the two is seen on any ground. */
static void the_focus_ring_is_seen_everywhere(void **state) {
    (void)state;
    static const enum ui_colour grounds[] = {UI_paper, UI_mist, UI_staff, UI_keys, UI_act_tint};
    for (size_t i = 0; i < THEMES; i++) {
        struct ui_theme theme = load(themes[i]);
        for (size_t k = 0; k < sizeof grounds / sizeof *grounds; k++) {
            uint32_t ground = theme.argb[grounds[k]];
            if (ui_contrast(theme.argb[UI_gold], ground) < 3 &&
                ui_contrast(theme.argb[UI_ink], ground) < 3)
                fail_msg("%s: neither is seen on ground %zu", themes[i], k);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_theme_of_ours_is_whole),
        cmocka_unit_test(colours_are_read_as_written),
        cmocka_unit_test(a_wrong_theme_is_refused_and_the_fault_named),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(what_the_parts_draw_can_be_read_in_every_theme),
        cmocka_unit_test(the_focus_ring_is_seen_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
