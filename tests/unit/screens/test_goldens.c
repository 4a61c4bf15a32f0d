/* What every screen shows, as text, and what a finger, an eye or an ear would miss on it.
 *
 * Each scene is laid out for four panels, both directions and both text sizes, and must be without
 * a fault. The first scene of a screen is compared with golden/SCREEN.txt in all sixteen, its other
 * scenes at 800x480. Letters are half as wide as their font is high, so that no font changes a
 * golden. After a wanted change: `make golden-update`, then read the difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "fixture.h"

static int text_width(const void *fonts, bool bold, int px, bool tabular, const char *s, size_t n) {
    (void)fonts, (void)bold, (void)tabular;
    int chars = 0;
    for (size_t i = 0; i < n; i++)
        chars += ((unsigned char)s[i] & 0xC0) != 0x80;
    return chars * (px / 2);
}

static int ascent(const void *fonts, bool bold, int px) {
    (void)fonts, (void)bold;
    return px * 3 / 4;
}

static const struct panel {
    int w, h;
} panels[] = {{800, 480}, {1024, 600}, {1280, 720}, {480, 800}};

enum { VARIANTS = 16 }; /* panel, direction, text size; 0 is 800x480, left to right, 100 % */

static struct ui_env variant_env(int variant) {
    static const struct ui_theme theme = {.name = "test", .edge_px = 2};
    struct panel p = panels[variant / 4];
    return (struct ui_env){
        .w = p.w,
        .h = p.h,
        .unit_pct = ui_unit_pct(p.w, p.h, 0),
        .text_pct = variant % 2 == 1 ? 150 : 100,
        .rtl = variant / 2 % 2 == 1,
        .theme = &theme,
        .text_width = text_width,
        .ascent = ascent,
    };
}

static void add_dump(const struct scene *scene, int variant, struct str *out) {
    struct stage *s = xcalloc(1, sizeof *s);
    struct ui_env env = variant_env(variant);
    stage_open(s, &env);
    stage_play(s, scene);
    str_addf(out, "== %s %dx%d %s %d%%\n", scene->variant, env.w, env.h, env.rtl ? "rtl" : "ltr",
             env.text_pct);
    ui_dump(s->root, s->ui, out);
    stage_close(s);
    free(s);
}

/* The line of `got` at which the two part, for a person to find it. */
static const char *first_difference(const char *got, const char *want) {
    const char *line = got;
    for (; *got != '\0' && *got == *want; got++, want++)
        if (*got == '\n')
            line = got + 1;
    return line;
}

static void compare(const char *screen, const struct str *got) {
    char path[128];
    snprintf(path, sizeof path, "tests/unit/screens/golden/%s.txt", screen);
    struct err err = {0};
    if (getenv("TURNOUT_GOLDEN_UPDATE") != NULL) {
        if (!file_write_whole(path, str_c(got), got->len, &err))
            fail_msg("%s", err.text);
        return;
    }
    struct str want = {0};
    if (!file_read(path, 4 << 20, &want, &err))
        fail_msg("%s (make golden-update writes it)", err.text);
    if (strcmp(str_c(got), str_c(&want)) != 0)
        fail_msg("%s shows something else, from: %.200s", screen,
                 first_difference(str_c(got), str_c(&want)));
    str_release(&want);
}

static void every_screen_shows_what_it_should(void **state) {
    (void)state;
    const struct screen_def *const *defs;
    size_t n = screens_all(&defs);
    for (size_t d = 0; d < n; d++) {
        struct str got = {0};
        bool first = true;
        for (size_t i = 0; i < SCENES; i++) {
            if (!str_eq(scenes[i].screen, defs[d]->name))
                continue;
            for (int v = 0; v < (first ? VARIANTS : 1); v++)
                add_dump(&scenes[i], v, &got);
            first = false;
        }
        assert_false(first); /* a screen without a scene is not tested */
        compare(defs[d]->name, &got);
        str_release(&got);
    }
}

static void no_scene_has_a_fault_on_any_panel(void **state) {
    (void)state;
    struct str faults = {0};
    for (size_t i = 0; i < SCENES; i++) {
        for (int v = 0; v < VARIANTS; v++) {
            struct stage *s = xcalloc(1, sizeof *s);
            struct ui_env env = variant_env(v);
            stage_open(s, &env);
            stage_play(s, &scenes[i]);
            struct str own = {0};
            if (ui_lint(s->root, &env, &own) > 0)
                str_addf(&faults, "%s %s on %dx%d %s %d%%:\n%s", scenes[i].screen,
                         scenes[i].variant, env.w, env.h, env.rtl ? "rtl" : "ltr", env.text_pct,
                         str_c(&own));
            str_release(&own);
            stage_close(s);
            free(s);
        }
    }
    if (faults.len > 0)
        fail_msg("%s", str_c(&faults));
    str_release(&faults);
}

static void every_scene_can_be_spoken(void **state) {
    (void)state;
    for (size_t i = 0; i < SCENES; i++) {
        struct stage *s = xcalloc(1, sizeof *s);
        struct ui_env env = variant_env(0);
        stage_open(s, &env);
        stage_play(s, &scenes[i]);
        struct str words = {0};
        ui_speak(s->root, s->ui, &words);
        assert_true(words.len > 0);
        str_release(&words);
        stage_close(s);
        free(s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_shows_what_it_should),
        cmocka_unit_test(no_scene_has_a_fault_on_any_panel),
        cmocka_unit_test(every_scene_can_be_spoken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
