/* A date that is chosen by thumb: a field and two steppers each for day, month and year, beside a
 * number pad. The screen that shows them keeps the state and hands its messages over. */
#pragma once

#include "model/model.h"
#include "outreach/date.h"
#include "ui/build.h"

enum steps_part { STEPS_DAY, STEPS_MONTH, STEPS_YEAR, STEPS_PARTS };

struct steps {
    char text[STEPS_PARTS][6];
    enum steps_part edited; /* last */
};

struct steps_ids { /* the screen's own messages */
    int edit;      /* a part was typed; arg: enum steps_part */
    int step;      /* a stepper; arg: twice the part, and 1 more: forward */
    int enter;     /* Enter in a field, the screen's own affair */
};

void steps_show(struct steps *s, struct date d);
struct date steps_date(const struct steps *s); /* no date: the three parts make none */
/* Takes `edit` and `step`, and leaves every other message alone. */
void steps_update(struct steps *s, const struct steps_ids *ids, const struct model *m,
                  struct ui_msg msg);
/* A scanner's digits were keys to the field that was edited last: takes them out. */
void steps_cut(struct steps *s, const char *code);
const char *steps_words(struct date d, struct arena *a); /* the date, or "No such day" */

/* The whole page below the bar: the date in words, a fault that it has or else what is to be known
 * of it, the steppers, the pad. */
struct steps_page {
    struct steps_ids ids;
    const char *fault, *words; /* fault NULL: none; words NULL: nothing */
    const struct model *model; /* with its last failure, when that was ours */
    bool failed;
};
void steps_view(const struct steps *s, const struct steps_page *p, struct ui_build *b,
                struct ui_node *page);
/* Large text leaves no room for the date above the steppers: it takes the title's place there. */
void steps_bar(const struct steps *s, struct ui_bar *bar, struct ui_build *b);
