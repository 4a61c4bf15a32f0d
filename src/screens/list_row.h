/* One person of the check-in list as a row: with a button as long as they are expected, tinted and
 * with a tick once they are here. While the keys are on screen rows are low. */
#pragma once

#include "model/model.h"
#include "ui/build.h"

enum { LIST_ROW_LOW = 52 /* units: the least that a button in a row needs */ };

struct list_taps {
    struct ui_msg in;   /* of the button "Check in" */
    struct ui_msg here; /* of the row of who is here; gets the mark's number in `ref` */
};

/* Keys "in:ENTRY" and "here:ENTRY". */
void list_row_person(struct ui_build *b, struct ui_node *list, const struct model *m,
                     const struct people_hit *hit, bool low, const struct list_taps *taps);

/* The parts of it, for who is not on the list: a row to be filled; `mark` NULL: it is not on the
 * card yet, and nothing can be tapped. */
struct ui_node *list_row_here(struct ui_build *b, struct ui_node *list, const char *entry,
                              const char *name, const struct tape_mark *mark, struct ui_msg tap);
/* "Here" with a tick; on its way to the card without one. */
void list_row_tick(struct ui_build *b, struct ui_node *row, bool saved);
