/* A whole frame of a rich screen, painted anew, against one memcpy of that frame in the same
 * process.
 *
 *     redraw SHARE_DIR [PICTURE.png]
 *
 * The screen has what screens are made of: a bar with chips, a field, rows with buttons and tags,
 * and the on-screen keyboard. Prints: ratio=... paint_ms=... copy_ms=... tap_ms=... (the median of
 * the rounds) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "platform/glyphs.h"
#include "platform/icons.h"
#include "platform/png.h"
#include "platform/raster.h"
#include "ui/build.h"
#include "ui/ui.h"
#include "timing.h"

enum { W = 800, H = 480, ROUNDS = 15, FRAMES = 40 };

static struct ui_node *rich_view(struct ui_build *b) {
    const struct ui_msg tap = {.id = 1};
    struct ui_page page = ui_page(b);
    struct ui_node *bar =
        ui_bar(b, page.body,
               &(struct ui_bar){
                   .title = "J9 training", .second = "Civic Offices · 12 February", .back = tap});
    ui_chip(b, bar, "list", "list", "List", "31", tap);
    ui_chip(b, bar, "close", NULL, "Close", NULL, tap)->flags |= UI_CHECKED;
    struct ui_node *main = ui_main(b, page.body);
    ui_field(b, main,
             &(struct ui_field){.key = "find", .label = "Name", .value = "ros", .edit = tap});
    struct ui_node *row = ui_list_row(b, main, "row:1", "Rosalind K.", tap);
    struct ui_node *names = ui_col(b, row, 0);
    names->flags |= UI_GROW;
    ui_text(b, names, UI_BODY_BOLD, "Rosalind K.");
    ui_text(b, names, UI_SMALL, "Clarion Housing · outreach")->ink = UI_soft;
    ui_tag(b, row, UI_TONE_WAIT, "Open");
    ui_primary(b, row, "in:1", "Check in", tap);
    ui_keyboard(b, page.body, "Continue", tap);
    return page.root;
}

struct stage {
    struct ui_theme theme;
    struct ui_env env;
    struct ui *ui;
    struct glyphs *glyphs;
    struct icons *icons;
    struct arena frame, paint;
    struct ui_paint list;
    struct canvas canvas;
};

static bool stage_open(struct stage *s, const char *share, struct err *err) {
    char path[4096], icons[4096];
    struct str text CLEANUP(str_release) = {0};
    snprintf(path, sizeof(path), "%s/themes/light.ini", share);
    snprintf(icons, sizeof(icons), "%s/icons", share);
    if (!file_read(path, 65536, &text, err) || !ui_theme_parse(str_c(&text), &s->theme, err))
        return false;
    s->glyphs = glyphs_open("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
                            "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf", err);
    if (s->glyphs == NULL)
        return false;
    s->icons = icons_open(icons);
    s->ui = ui_new();
    s->env = (struct ui_env){.w = W,
                             .h = H,
                             .unit_pct = 100,
                             .text_pct = 100,
                             .theme = &s->theme,
                             .kit = ui_view_state(s->ui),
                             .fonts = s->glyphs,
                             .text_width = glyphs_text_width,
                             .ascent = glyphs_ascent};
    s->canvas = (struct canvas){malloc(sizeof(uint32_t) * W * H), W, H, W};
    struct ui_build b = {.frame = &s->frame, .env = &s->env};
    struct ui_node *root = rich_view(&b);
    ui_layout(s->ui, root, &s->env);
    s->list.arena = &s->paint;
    ui_paint(root, &s->env, s->ui, &s->list);
    return s->canvas.px != NULL;
}

static void stage_close(struct stage *s) {
    free(s->canvas.px);
    ui_free(s->ui);
    icons_close(s->icons);
    glyphs_close(s->glyphs);
    arena_free(&s->frame);
    arena_free(&s->paint);
}

/* Milliseconds to paint `clip`, the best of a few: what is measured is the painting, not the
 * neighbours. */
static double time_paint(struct stage *s, struct ui_rect clip) {
    double best = 1e9;
    for (int i = 0; i < FRAMES; i++) {
        double start = wall_ms();
        raster_paint(&s->canvas, &s->list, clip, s->glyphs, s->icons, NULL);
        double took = wall_ms() - start;
        best = took < best ? took : best;
    }
    return best;
}

static double time_copy(const struct stage *s, uint32_t *to) {
    double best = 1e9;
    for (int i = 0; i < FRAMES; i++) {
        s->canvas.px[i] ^= 1; /* or the compiler may copy once */
        double start = wall_ms();
        memcpy(to, s->canvas.px, sizeof(*to) * W * H);
        __asm__ volatile("" : : "r"(to) : "memory");
        double took = wall_ms() - start;
        best = took < best ? took : best;
    }
    return best;
}

int main(int argc, char **argv) {
    struct err err = {0};
    struct stage s = {0};
    if (argc < 2)
        return 2;
    if (!stage_open(&s, argv[1], &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    uint32_t *copy = malloc(sizeof(*copy) * W * H);
    double paint[ROUNDS], tap[ROUNDS], copied[ROUNDS], ratio[ROUNDS];
    if (copy == NULL)
        return 1;
    memset(copy, 1, sizeof(*copy) * W * H);
    for (int i = 0; i < ROUNDS; i++) {
        paint[i] = time_paint(&s, (struct ui_rect){0, 0, W, H});
        copied[i] = time_copy(&s, copy);
        tap[i] = time_paint(&s, (struct ui_rect){600, 160, 160, 64});
        ratio[i] = paint[i] / copied[i];
    }
    if (argc > 2) {
        raster_paint(&s.canvas, &s.list, (struct ui_rect){0, 0, W, H}, s.glyphs, s.icons, NULL);
        if (!png_write(argv[2], &s.canvas, &err))
            fprintf(stderr, "%s\n", err.text);
    }
    printf("ratio=%.2f paint_ms=%.4f copy_ms=%.4f tap_ms=%.4f\n", median(ratio, ROUNDS),
           median(paint, ROUNDS), median(copied, ROUNDS), median(tap, ROUNDS));
    free(copy);
    stage_close(&s);
    return 0;
}
