/* Venues are written in many ways ("Meryfield primary school", "Meryfields primary school"). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What is left of a name for comparing: folded, without the town behind a comma, without the words
 * school, primary, secondary, academy, college, the, and without a plural s at the end of its
 * words. */
void venue_key(char *out, size_t size, const char *name);
/* Hertswood Primary and Hertswood Secondary are two schools, whatever is left of their names. */
enum venue_phase { PHASE_NOT_SAID, PHASE_PRIMARY, PHASE_SECONDARY };
enum venue_phase venue_phase(const char *name);
bool venue_phases_agree(enum venue_phase a, enum venue_phase b);

/* Equal keys, neither empty, and not a primary on one side and a secondary on the other. */
bool venue_same(const char *a, const char *b);
bool venue_is_school(const char *name); /* the name says so */
