/* Pixels, painted by the processor into a buffer of ours: executes a paint list (ui/paint.h) inside
 * a clip. No SDL, no allocation while painting. 32 bits a pixel, 0x00RRGGBB in native order. */
#pragma once

#include "ui/paint.h"

#include <stdint.h>

struct glyphs;   /* platform/glyphs.h */
struct icons;    /* platform/icons.h */
struct pictures; /* platform/pictures.h */

struct canvas {
    uint32_t *px;
    int w, h, stride; /* stride in pixels */
};

/* Paints every command that touches `clip`, in order. Rounded corners and text are blended
 * (coverage, 8 bits); plain fills are stores. A glyph, icon or picture that is new is made on the
 * way; without `pictures` none can be shown. The result is the same whether a frame is painted at
 * once or part by part, as long as an opaque fill lies below. */
void raster_paint(struct canvas *c, const struct ui_paint *list, struct ui_rect clip,
                  struct glyphs *glyphs, struct icons *icons, struct pictures *pictures);
