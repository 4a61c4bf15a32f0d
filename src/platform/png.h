/* PNG files of a canvas, by libpng: screenshots and goldens. */
#pragma once

#include "base/err.h"
#include "platform/raster.h"

bool png_write(const char *path, const struct canvas *c, struct err *err) MUST_USE;
/* Reads an 8-bit RGB(A) file into a new buffer (free() it). */
bool png_read(const char *path, struct canvas *ret_canvas, struct err *err) MUST_USE;
