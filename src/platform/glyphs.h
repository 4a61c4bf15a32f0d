/* Glyphs: Noto Sans in two weights from SDL_ttf, made on first use and kept as 8-bit masks. */
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct glyphs;

struct glyph {
    const uint8_t *mask; /* w * h coverage values; NULL for a blank */
    int16_t w, h, x, y;  /* x from the pen, y from the line's top, in pixels */
    int16_t advance;
};

/* `regular` and `bold` are font files; the error names the Debian package to install. */
struct glyphs *glyphs_open(const char *regular, const char *bold, struct err *err);
void glyphs_close(struct glyphs *g);

/* `tabular`: digits all advance by the widest digit. Unknown characters give a box. The glyph is
 * good until glyphs_close. */
const struct glyph *glyphs_get(struct glyphs *g, bool bold, int px, bool tabular,
                               uint32_t codepoint);

/* The measures that struct ui_env asks for (ui/env.h); `fonts` is the struct glyphs. */
int glyphs_text_width(const void *fonts, bool bold, int px, bool tabular, const char *s, size_t n);
int glyphs_ascent(const void *fonts, bool bold, int px);
