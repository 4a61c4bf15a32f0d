/* Where it stands what is tallied: DATA/tallies.ini if that is there, else what was shipped. */
#pragma once

#include "outreach/tally.h"

/* A file of this kiosk with mistakes is not used in part: `complaints` gets them, line by line, and
 * the shipped file stands in. Never fails: what cannot be read is a complaint, and then nothing is
 * tallied. `share` NULL: nothing was shipped. */
void tally_file_load(const char *share, const char *data, struct tally_plan *ret,
                     struct str *complaints);
