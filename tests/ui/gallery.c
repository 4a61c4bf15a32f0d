/* Every scene of the screens as a picture: gallery OUTDIR [WxH [TEXT_PCT [THEME [rtl]]]].
 *
 * For eyes, not for machines: nothing compares these files. `make all build/tests/ui/gallery`
 * builds it; it is started at the top of the tree. */
#include "../unit/screens/fixture.h"

#include <stdio.h>

#include "base/file.h"
#include "base/module.h"
#include "platform/glyphs.h"
#include "platform/icons.h"
#include "platform/pictures.h"
#include "platform/png.h"
#include "platform/raster.h"
#include "ui/paint.h"
#include "ui/ui.h"

struct gallery {
    const char *out;
    struct ui_env env;
    struct ui_theme theme;
    struct glyphs *glyphs;
    struct icons *icons;
    struct pictures *pictures;
    struct canvas canvas;
};

static void picture(struct gallery *g, const struct scene *scene) {
    struct stage *s = xcalloc(1, sizeof *s);
    stage_open(s, &g->env);
    stage_play(s, scene);
    struct ui_paint list = {.arena = &s->frames};
    ui_paint(s->root, &g->env, s->ui, &list);
    raster_paint(&g->canvas, &list, (struct ui_rect){0, 0, g->env.w, g->env.h}, g->glyphs, g->icons,
                 g->pictures);
    struct err err = {0};
    const char *path =
        arena_printf(&s->frames, "%s/%s-%s.png", g->out, scene->screen, scene->variant);
    if (!png_write(path, &g->canvas, &err))
        fprintf(stderr, "%s\n", err.text);
    struct str faults = {0};
    if (ui_lint(s->root, &g->env, &faults) > 0)
        printf("%s-%s\n%s", scene->screen, scene->variant, str_c(&faults));
    str_release(&faults);
    stage_close(s);
    free(s);
}

int main(int argc, char **argv) {
    if (argc < 2)
        return 2;
    int w = 800, h = 480;
    if (argc > 2 && sscanf(argv[2], "%dx%d", &w, &h) != 2)
        return 2;
    struct err err = {0};
    ARENA(a);
    struct gallery g = {.out = argv[1]};
    const char *theme = argc > 4 ? argv[4] : "light";
    struct str text = {0};
    if (!file_read(arena_printf(&a, "assets/themes/%s.ini", theme), 1 << 16, &text, &err) ||
        !ui_theme_parse(str_c(&text), &g.theme, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    g.glyphs = glyphs_open("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
                           "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf", &err);
    if (g.glyphs == NULL) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    g.icons = icons_open("build/share/turnout/icons");
    module_set_dir("build/lib/turnout");
    g.pictures = pictures_open();
    g.env = (struct ui_env){.w = w,
                            .h = h,
                            .unit_pct = ui_unit_pct(w, h, 0),
                            .text_pct = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 100,
                            .rtl = argc > 5 && strcmp(argv[5], "rtl") == 0,
                            .theme = &g.theme,
                            .fonts = g.glyphs,
                            .text_width = glyphs_text_width,
                            .ascent = glyphs_ascent};
    g.canvas = (struct canvas){xcalloc((size_t)w * (size_t)h, 4), w, h, w};
    for (size_t i = 0; i < SCENES; i++)
        picture(&g, &scenes[i]);
    free(g.canvas.px);
    str_release(&text);
    icons_close(g.icons);
    pictures_close(g.pictures);
    glyphs_close(g.glyphs);
    return 0;
}
