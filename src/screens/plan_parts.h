/* Parts of the screens about the plan: a rating as a shape and a word, what lapses in words. */
#pragma once

#include "model/model.h"
#include "ui/build.h"

/* "Red", "Amber", "Green", "Not set"; never by its colour alone. */
const char *plan_rag_words(const char *rag);
struct ui_node *plan_rag(struct ui_build *b, struct ui_node *parent, const char *rag);

/* "3 things lapse before the next meeting" as a box, and with `told` what and when, one line each;
 * nothing when nothing does. */
void plan_lapses(struct ui_build *b, struct ui_node *parent, const struct lapses *l, bool told);
/* "Expires 27 February", as a tag for each thing of an action that lapses. */
void plan_lapse_tags(struct ui_build *b, struct ui_node *parent, const struct lapses *l,
                     const char *action);
