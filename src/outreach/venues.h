/* The venues that a report meets, and how many different places they are.
 *
 * What is worked out for a spelling is remembered, because a report may run over a million
 * sessions. A place is told by what is left of its name (venue_key) and by its phase: "Mount Grace"
 * and "Mount Grace Secondary School" are one place, a primary and a secondary of one name are two.
 * So how many there are does not depend on the order in which they come. */
#pragma once

#include "outreach/ledger.h"
#include "outreach/venue.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct venues;

struct venues *venues_new(void);
void venues_free(struct venues *v); /* NULL is fine */

struct venue_ref {
    uint64_t key; /* equal for equal names; 0: no name */
    enum venue_phase phase;
    bool says_school;
};
struct venue_ref venues_find(struct venues *v, const char *venue);

struct venue_place { /* one name, with the phases that were said of it */
    uint64_t key;
    bool primary, secondary, school;
};
struct venue_set {
    struct venue_place *place; /* in order of their keys */
    size_t places, cap;
};
/* A session without a venue changes nothing. */
void venue_set_add(struct venue_set *set, struct venues *v, const struct session *s);
/* How many there are; *ret_schools: is every one of them a school? */
size_t venue_set_count(const struct venue_set *set, bool *ret_schools);
void venue_set_release(struct venue_set *set);
