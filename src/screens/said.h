/* What is said of a file before it is imported: the parts that `check` (one file) and `batch`
 * (several) are made of. */
#pragma once

#include "screens/def.h"

struct said_rows {
    size_t rows, added, changed, same, merged;
};
/* "116 rows: 113 new, 3 seen twice" */
const char *said_headline(const struct said_rows *rows, struct arena *a);

/* A complaint as a row of a card; `line` 0: of the whole file. `below` says what to do, or "". */
void said_line(struct ui_build *b, struct ui_node *card, bool error, const char *what, int line,
               const char *below);
/* "and 3 more", where not all are shown. */
void said_more(struct ui_build *b, struct ui_node *parent, size_t all, size_t shown);
