/* Bands: the groups in which a session's heads are counted: year group, adult, child, or a sector.
 */
#pragma once

#include "base/arena.h"
#include "outreach/ledger.h"

enum { BAND_MAX = 24, BAND_LABEL_MAX = 40 };

struct band {
    char key[12];               /* "y9", "yr" (reception), "adult", "child", "staff", "all", ... */
    char label[BAND_LABEL_MAX]; /* message id: "Year 9", "Adults" */
};

/* The bands a session starts with, from year group and audience: "5;6" gives two years, "all" or
 * unknown pupils one "Pupils", a community event Adults and Children, professionals "Adults",
 * nothing known "People". At least one, at most max. */
size_t band_defaults(const struct session *s, struct band *ret_band, size_t max);
/* Every band that staff can add with "+ Group", in their order. */
size_t band_all(const struct band **ret_bands);
const struct band *band_find(const char *key); /* NULL: unknown */
