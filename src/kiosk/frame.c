/* One frame: view, layout, paint list, and of that only what changed onto the screen. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "kiosk/app.h"

enum { RECTS_MAX = 16, THEME_BYTES_MAX = 65536 };

/* Loads the model's theme when it is another one than that in force. */
static bool use_theme(struct app *a, struct err *err) {
    char name[64], dir[4096], path[4096];
    struct str text CLEANUP(str_release) = {0};
    if (str_eq(a->theme.name, a->model.theme))
        return true;
    snprintf(name, sizeof name, "%.40s.ini", a->model.theme);
    path_join(dir, sizeof dir, a->opts.share, "themes");
    path_join(path, sizeof path, dir, file_name(name));
    struct ui_theme theme = {0};
    if (!file_read(path, THEME_BYTES_MAX, &text, err) || !ui_theme_parse(str_c(&text), &theme, err))
        return err_prefix(err, "%s", name);
    STR_COPY(theme.name, a->model.theme);
    a->theme = theme;
    a->repaint = true;
    return true;
}

static void set_env(struct app *a) {
    const struct canvas *c = screen_canvas(a->screen);
    int dpi = a->opts.dpi ? a->opts.dpi : screen_dpi(a->screen);
    a->env = (struct ui_env){.w = c->w,
                             .h = c->h,
                             .unit_pct = ui_unit_pct(c->w, c->h, dpi),
                             .text_pct = a->model.text_pct,
                             .rtl = a->opts.rtl,
                             .theme = &a->theme,
                             .kit = ui_view_state(a->ui),
                             .fonts = a->glyphs,
                             .text_width = glyphs_text_width,
                             .ascent = glyphs_ascent};
}

static void build(struct app *a) {
    int next = !a->turn;
    const struct shown *s = &a->stack[a->depth - 1];
    arena_reset(&a->frame[next]);
    struct ui_build b = {.frame = &a->frame[next], .env = &a->env};
    a->root = s->def->view(s->state, &a->model, &b);
    ui_layout(a->ui, a->root, &a->env);

    arena_reset(&a->paint_arena[next]);
    a->paint[next] = (struct ui_paint){.arena = &a->paint_arena[next]};
    ui_paint(a->root, &a->env, a->ui, &a->paint[next]);
    a->turn = next;
}

bool app_frame(struct app *a, struct err *err) {
    if (!a->dirty && !a->repaint)
        return true;
    if (a->wiped)
        stack_wipe(); /* once more: now nothing above holds what it left */
    a->wiped = false;
    if (!use_theme(a, err))
        return false;
    set_env(a);
    const struct ui_paint before = a->paint[a->turn];
    build(a);
    struct ui_rect rect[RECTS_MAX];
    const struct ui_paint *now = &a->paint[a->turn];
    bool all = a->repaint || !before.arena;
    size_t n = ui_damage(all ? NULL : &before, now, a->env.w, a->env.h, rect, RECTS_MAX);
    a->dirty = a->repaint = false;
    if (!n)
        return true;
    struct canvas *c = screen_canvas(a->screen);
    for (size_t i = 0; i < n; i++)
        raster_paint(c, now, rect[i], a->glyphs, a->icons, a->pictures);
    a->frames++;
    return screen_present(a->screen, rect, n, err);
}
