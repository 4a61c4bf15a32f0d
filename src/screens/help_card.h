/* What a help card looks like when it is shown large: the number to be read from afar, and a code
 * for a phone. Of a stale card neither is shown, and no address: a person here knows. */
#pragma once

#include "model/model.h"
#include "ui/build.h"

/* The box with title, number and when it is open. `words`: all that the card says, too. */
void help_card_box(struct ui_build *b, struct ui_node *parent, const struct help_card *c,
                   struct date today, bool words);

/* The code with what it is for; nothing for a card that has none, or is stale. */
void help_card_code(struct ui_build *b, struct ui_node *parent, const struct help_card *c,
                    struct date today);

/* Two columns below the bar, of which the first scrolls, or on a narrow screen one below the other.
 * Fill *ret_words, then *ret_code. */
void help_card_columns(struct ui_build *b, struct ui_node *page, const char *key,
                       struct ui_node **ret_words, struct ui_node **ret_code);

/* "crimestoppers-uk.org" of "https://crimestoppers-uk.org/": as people read it. */
const char *help_card_web(const struct help_card *c, struct arena *a);
