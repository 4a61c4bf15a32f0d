/* The named places of a programme, as choices of a list: "Where is it?"
 *
 * Each place stands there once, however its venue is spelled (outreach/venue.h), with a value that
 * the next programme gives it again and that no ward of a list has. What is no place is left out:
 * "various", "to be confirmed", a ward, several at once. The list is the same for whoever asks: it
 * tells nothing of when and by whom something was chosen. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { AREAS_MAX = 200 };

struct area_said { /* what the programme says of one session; never NULL */
    const char *venue, *ward;
};

struct area {
    const char *value; /* "at_mount_grace": letters, digits and _ */
    const char *label; /* "Mount Grace Secondary School (Potters Bar Oakmere)" */
};

/* The places, in order of their labels, made in `a`; returns how many. Of more than AREAS_MAX the
 * first stand there. The order and the number of what is said change nothing. */
size_t areas_of(const struct area_said *said, size_t n, struct arena *a,
                struct area ret[AREAS_MAX]);
