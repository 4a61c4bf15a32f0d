/* What has been kept long enough, in the words of the desk and of its own page. */
#pragma once

#include "model/model.h"
#include "ui/build.h"

bool purge_is_due(const struct model *m, enum keep_class c);
/* "Names of 3 sessions before 1 March 2019" */
const char *purge_words(struct arena *a, const struct model *m, enum keep_class c);
/* A box that says what is due, with the button that leads to the page; nothing when nothing is. Key
 * "purge". */
void purge_banner(struct ui_build *b, struct ui_node *parent, const struct model *m,
                  struct ui_msg tap);
