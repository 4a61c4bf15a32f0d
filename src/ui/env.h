/* What a frame is laid out for: size, scale, direction, theme, how wide text is. */
#pragma once

#include "ui/node.h"
#include "ui/theme.h"

#include <stddef.h>

struct ui_view_state; /* the kit's own state that a view may need: keyboard page, accents (ui/ui.h)
                       */

struct ui_env {
    int w, h;     /* device pixels */
    int unit_pct; /* device pixels per 100 logical units: 100 at 800x480, see ui_unit_pct() */
    int text_pct; /* the reader's text size: 100 or 150 */
    bool rtl;
    const struct ui_theme *theme;
    const struct ui_view_state *kit; /* NULL: everything at its start */

    /* Text is measured through this table, so that tests need no font. `px` is the font's size in
     * device pixels. Both are pure for the life of `fonts`. */
    const void *fonts;
    int (*text_width)(const void *fonts, bool bold, int px, bool tabular, const char *s, size_t n);
    int (*ascent)(const void *fonts, bool bold,
                  int px); /* above the baseline; descent is px/4 or so */
};

/* The unit for a panel: min(w/800, h/480) upright min(w/480, h/800), at least 1, at most 1.25: a
 * larger screen spends the rest on air and longer lists. `dpi` > 0 (known board) makes it dpi/133
 * instead, as far as 800x480 units still fit. */
int ui_unit_pct(int w, int h, int dpi);

/* Logical width and height of the screen, for views that choose columns. */
int ui_logical_w(const struct ui_env *env);
int ui_logical_h(const struct ui_env *env);

/* Logical size, weight and line height (percent) of a type style; size at 100 % text. */
struct ui_type_style {
    int size;
    bool bold;
    int line_pct;
    int max_text_pct; /* huge numbers do not grow with the text setting: 100 */
};
const struct ui_type_style *ui_type_style(enum ui_type type);
