/* Icons: our SVG files (assets/icons), rasterised by librsvg at build time to 128-pixel masks that
 * are loaded on first use and scaled down by area. */
#pragma once

#include <stdint.h>

struct icons;

struct icons *icons_open(const char *dir); /* folder of NAME.png; nothing is read yet */
void icons_close(struct icons *i);

/* An 8-bit mask of size x size, valid until icons_close; NULL: there is no such icon. */
const uint8_t *icons_get(struct icons *i, const char *name, int size);
