/* What a code scanner sends, folded, so that it can be compared with what a list says.
 *
 * A scanner is a keyboard: it presses keys, and what arrives depends on the layout that it was set
 * up for and the one that the kiosk has. Where these differ, "J9-0042" arrives as "J9ß0042". */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { SCAN_SIZE = 64, SCAN_READINGS = 12 };

/* Letters are capitals, full-width ones plain; dashes are hyphens; blanks and control characters
 * are dropped. "" for what is too long to be a code. */
void scan_fold(char out[SCAN_SIZE], const char *raw);

/* The same for reading number i, below SCAN_READINGS: what the same keys are on another layout.
 * False: some key is not there, so it cannot have been that. */
bool scan_reading(char out[SCAN_SIZE], const char *raw, size_t i);
