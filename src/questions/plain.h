/* Words of a form without the signs of its markup.
 *
 * Form authors write labels in the Markdown of ODK: # headings, **strong**, _emphasis_, [links](to
 * somewhere), a backslash before a sign that is meant as such, and <span style="..."> of HTML. A
 * kiosk shows the words; where a link leads nobody can follow here. Signs that are not markup (a
 * lone star, snake_case, 3 < 4) stay. */
#pragma once

#include "base/arena.h"

const char *plain_words(struct arena *a, const char *text);
