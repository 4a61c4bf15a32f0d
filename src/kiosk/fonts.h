/* The list of font files (assets/fonts/fonts.ini): which file of the system shows which weight. */
#pragma once

#include "platform/glyphs.h"

/* Opens the fonts that the list at `path` names. The error says which package to install. */
struct glyphs *fonts_open(const char *path, struct err *err);
