/* The day and the time of a session that is made: today and now, unless somebody says otherwise. A
 * part of the screen `make`, which keeps the state and hands its messages over. */
#pragma once

#include "model/model.h"
#include "screens/steps.h"

struct when {
    struct date day;
    int16_t starts; /* minute of the day; -1: not known */
    bool picking;   /* the day is being chosen: the whole page */
    struct steps steps;
};

enum { WHEN_MESSAGES = 11 }; /* how many ids from `first` on are its own */

void when_init(struct when *w, const struct model *m);
/* `first`: the id of the screen's first message that belongs to this part. */
void when_update(struct when *w, const struct model *m, struct ui_msg msg, int first);
void when_view(const struct when *w, const struct model *m, int first, struct ui_build *b,
               struct ui_node *main);
/* The page on which the day is chosen; it has a foot of its own. */
void when_view_day(const struct when *w, const struct model *m, int first, struct ui_build *b,
                   struct ui_node *page);
/* "Wednesday 6 February 2019 · 13:30" */
const char *when_words(const struct when *w, struct arena *a);
