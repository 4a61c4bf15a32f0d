/* The side of the start screen: what it shows in turn, the languages of the forms, text size and
 * the way for staff. */
#pragma once

#include "model/command.h"
#include "model/model.h"
#include "ui/build.h"

enum attract_msg {
    ATTRACT_STAFF = 1,
    ATTRACT_SETUP,
    ATTRACT_TEXT_SIZE,
    ATTRACT_SAY,
    ATTRACT_LANGUAGE /* arg: place among the languages that are offered */
};

/* How many things it has to show in turn. */
size_t attract_turns(const struct model *m);

/* `turn` counts on and on. */
void attract_side(const struct model *m, size_t turn, struct ui_build *b, struct ui_node *side);

void attract_choose_language(const struct model *m, int32_t place, struct out *out);

/* The store did not open: without it nothing can be counted, and nothing be set up either. */
bool attract_is_stuck(const struct model *m);
/* The session that the panel names; NULL: none. */
const struct session *attract_now(const struct model *m);
