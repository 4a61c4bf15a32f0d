/* Where help cards lie: what was shipped, in SHARE/help, and what this kiosk's coordinator has
 * written, in DATA/help. A file there takes the place of the shipped one of the same name, or adds
 * a card; an empty one takes the shipped card away. */
#pragma once

#include "outreach/help.h"

/* Never NULL; help_free() it. Nothing is fatal: a file with mistakes is a complaint, the shipped
 * card of its name is not shown either, because somebody knew better, and the others are. `share`
 * NULL: nothing was shipped. */
struct help *help_file_load(const char *share, const char *data);
