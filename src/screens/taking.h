/* What is taken away on a stick: which period, which reports, in which form, with names or without.
 * A part of the screen `stick`, which keeps the state and hands its messages over. What nobody
 * changes is everything, without names. */
#pragma once

#include "model/model.h"
#include "outreach/period.h"
#include "screens/steps.h"

enum taking_page {
    TAKING_SUMMARY, /* all choices, each with a way to change it */
    TAKING_PERIOD,
    TAKING_FROM,
    TAKING_UNTIL,
    TAKING_REPORTS,
    TAKING_FORMS,
    TAKING_NAMES
};

struct taking_choices {
    enum taking_page page;
    enum period period;
    struct date from, until; /* of PERIOD_DATES */
    struct date first;       /* chosen already, while the last day is being chosen */
    uint32_t without;        /* as struct taking */
    enum taking_form form;
    bool names;
    struct steps steps;
};

enum { TAKING_MESSAGES = 16 }; /* how many ids from `first` on are its own */

/* `first`: the id of the screen's first message that belongs to this part. */
void taking_update(struct taking_choices *t, const struct model *m, struct ui_msg msg, int first);
bool taking_back(struct taking_choices *t); /* one page back; false: there is none before it */
/* Is anything chosen? Then also what. */
bool taking_of(const struct taking_choices *t, const struct model *m, struct taking *ret);

/* Title and second line of the page that shows. */
void taking_bar(const struct taking_choices *t, struct ui_bar *bar, struct ui_build *b);
/* Below the bar; `take` is the screen's own message for *Put it on the stick*. The summary follows
 * what the screen has put into `main`, which is NULL on the other pages. */
void taking_summary(const struct taking_choices *t, const struct model *m, int first,
                    struct ui_msg take, struct ui_build *b, struct ui_node *main,
                    struct ui_node *page);
void taking_view(const struct taking_choices *t, const struct model *m, int first,
                 struct ui_build *b, struct ui_node *page);
