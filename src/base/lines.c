#include "base/lines.h"

#include <string.h>

enum lines_got lines_next(struct lines *l, char *out, size_t size) {
    if (l->at == l->end)
        return LINES_END;
    const char *line = l->at, *stop = memchr(line, '\n', (size_t)(l->end - line));
    size_t n = (size_t)((stop != NULL ? stop + 1 : l->end) - line);
    l->at += n;
    l->line++;
    if (n >= size)
        return LINES_TOO_LONG;
    memcpy(out, line, n);
    out[n] = '\0';
    return LINES_WHOLE;
}
