/* What has been used before, last used first: the words from which a new session is made. Picking
 * one instead of typing it is quicker, and no second spelling of a school is born. */
#pragma once

#include "model/model.h"

enum pick { PICK_TOPIC, PICK_VENUE, PICK_PEOPLE };

enum { PICKS_MAX = 24, PICK_TEXT = 120 };

struct picks {
    char item[PICKS_MAX][PICK_TEXT];
    size_t n;
    bool known; /* what was typed is the first one, however it is written */
};

/* Those that have all words of `typed` in them; "" has no words. */
void pick_find(enum pick what, const struct model *m, const char *typed, struct picks *ret);
/* As a person reads it: "knife_crime" is "Knife crime". In `a`. */
const char *pick_label(enum pick what, const char *item, struct arena *a);
