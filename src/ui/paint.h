/* The paint list: a whole frame as plain drawing commands in device pixels, and what of it changed.
 *
 * Every frame is painted naively into a list. ui_damage() hashes the commands of two lists into
 * cells of 32 pixels and returns the rectangles whose cells differ, so no widget ever has to
 * invalidate anything, and a frame whose list is the same draws nothing at all. A renderer
 * (platform/raster) executes the list clipped to each rectangle. */
#pragma once

#include "base/arena.h"
#include "ui/env.h"

enum ui_op_kind {
    UI_OP_FILL,   /* rounded rectangle, filled; radius 0 is square */
    UI_OP_EDGE,   /* rounded outline, `width` px inside `r`; `dash` > 0: dashes of that length */
    UI_OP_TEXT,   /* `text` of `len` bytes from x = r.x; r is as high as ascent and descent */
    UI_OP_ICON,   /* mask `text` (icon name) scaled to r, tinted */
    UI_OP_PICTURE /* the image file `text`, as large as fits in the middle of r; see `instead` */
};

struct ui_op {
    uint8_t kind;
    bool bold, tabular, flip; /* flip: icon mirrored */
    uint16_t px;              /* font size of text */
    uint16_t radius, width, dash;
    uint32_t argb;
    struct ui_rect r, clip; /* clip: nothing outside it is touched */
    const char *text;
    uint32_t len;
    uint16_t instead; /* of a picture: this many commands follow that are painted only where it
                       * cannot be shown, all clipped to its r */
};

struct ui_paint {
    struct ui_op *op;
    size_t n, cap;
    struct arena *arena; /* holds `op` and the texts: two arenas take turns, one a frame */
};

/* What a command may touch, before clips: ink leans out of a text's box, so a text has a margin.
 * Renderers paint nothing outside it. */
struct ui_rect ui_op_bounds(const struct ui_op *op);

/* Paints a laid-out tree in the state that `ui` knows of; NULL: nothing pressed, nothing focused.
 * Fills `out` anew; its arena holds nothing else. */
struct ui; /* ui/ui.h */
void ui_paint(const struct ui_node *root, const struct ui_env *env, const struct ui *ui,
              struct ui_paint *out);

/* Rectangles of `now` that differ from `before` (NULL: everything), merged, inside w x h; returns
 * how many of max were set. 0 means that nothing has to be drawn. */
size_t ui_damage(const struct ui_paint *before, const struct ui_paint *now, int w, int h,
                 struct ui_rect *ret_rect, size_t max);
