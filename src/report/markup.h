/* Text as XML and HTML hold it. What XML 1.0 knows no character for (controls, broken UTF-8)
 * becomes U+FFFD, so that one odd byte in a note does not make the file unreadable. */
#pragma once

#include "base/str.h"

void markup_add(struct str *to, const char *text, size_t n);
void markup_text(struct str *to, const char *text);
