/* What the count pad asks with a few choices, each a dialog over it. The choice comes back as the
 * message `pick`, `away` when there was none. */
#pragma once

#include "model/model.h"
#include "ui/build.h"

/* Which group is counted too? Only those that are not yet; `pick` gets the index in band_all() as
 * `arg`. */
void count_ask_band(const struct model *m, struct ui_build *b, struct ui_page *page,
                    struct ui_msg pick, struct ui_msg away);
/* How sure is the number? `pick` gets the enum qualifier as `arg`. */
void count_ask_qualifier(const struct model *m, struct ui_build *b, struct ui_page *page,
                         struct ui_msg pick, struct ui_msg away);
/* Which of the other open sessions is counted now? `pick` gets the session as `ref`. */
void count_ask_session(const struct model *m, struct ui_build *b, struct ui_page *page,
                       struct ui_msg pick, struct ui_msg away);
