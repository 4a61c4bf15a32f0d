/* Every scene of the screens as a picture: gallery OUTDIR [WxH [TEXT_PCT [THEME [rtl [SCREEN]]]]].
 * For eyes, not for machines: nothing compares these files. */
#include "../unit/screens/fixture.h"

#include <stdio.h>

#include "base/file.h"
#include "platform/glyphs.h"
#include "platform/icons.h"
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
    struct canvas canvas;
};

static struct ui_node *frame(struct gallery *g, struct ui *ui, const struct screen_def *def,
                             void *state, const struct fixture *f, struct arena *a) {
    g->env.kit = ui_view_state(ui);
    struct ui_build b = {.frame = a, .env = &g->env};
    struct ui_node *root = def->view(state, &f->model, &b);
    ui_layout(ui, root, &g->env);
    return root;
}

static void picture(struct gallery *g, const struct scene *scene) {
    ARENA(a);
    struct fixture *f = xcalloc(1, sizeof *f);
    fixture_open(f);
    f->model.text_pct = g->env.text_pct;
    if (scene->before != NULL) scene->before(f);
    const struct screen_def *def = screens_find(scene->screen);
    void *state = xcalloc(1, def->state_size);
    def->init(state, &f->model, (struct ui_msg){.ref = scene->ref});
    struct ui *ui = ui_new();
    ui_screen_changed(ui);
    struct ui_node *root = frame(g, ui, def, state, f, &a);
    for (int i = 0; i < 4 && scene->tap[i] != NULL; i++) {
        struct out out = {0};
        const struct ui_node *n = ui_find_key(root, scene->tap[i]);
        if (n == NULL) break;
        def->update(state, &f->model, n->on_tap, &out);
        if (strcmp(scene->variant, "none") == 0)
            def->update(state, &f->model, (struct ui_msg){.id = MSG_FILES}, &out);
        root = frame(g, ui, def, state, f, &a);
    }
    struct ui_paint list = {.arena = &a};
    ui_paint(root, &g->env, ui, &list);
    struct ui_rect all = {0, 0, g->env.w, g->env.h};
    raster_paint(&g->canvas, &list, all, g->glyphs, g->icons);
    struct err err = {0};
    const char *path = arena_printf(&a, "%s/%s-%s.png", g->out, scene->screen, scene->variant);
    if (!png_write(path, &g->canvas, &err)) fprintf(stderr, "%s\n", err.text);
    struct str faults = {0};
    if (ui_lint(root, &g->env, &faults) > 0) printf("%s-%s\n%s", scene->screen, scene->variant, str_c(&faults));
    str_release(&faults);
    ui_free(ui);
    free(state);
    free(f);
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int w = 800, h = 480;
    if (argc > 2 && sscanf(argv[2], "%dx%d", &w, &h) != 2) return 2;
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
    g.icons = icons_open(argc > 7 ? argv[7] : "build/share/turnout/icons");
    g.env = (struct ui_env){.w = w, .h = h, .unit_pct = ui_unit_pct(w, h, 0),
                            .text_pct = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 100,
                            .rtl = argc > 5 && strcmp(argv[5], "rtl") == 0, .theme = &g.theme,
                            .fonts = g.glyphs, .text_width = glyphs_text_width, .ascent = glyphs_ascent};
    g.canvas = (struct canvas){xcalloc((size_t)w * (size_t)h, 4), w, h, w};
    for (size_t i = 0; i < SCENES; i++)
        if (argc <= 6 || argv[6][0] == 0 || strcmp(argv[6], scenes[i].screen) == 0) picture(&g, &scenes[i]);
    free(g.canvas.px);
    str_release(&text);
    icons_close(g.icons);
    glyphs_close(g.glyphs);
    return 0;
}
