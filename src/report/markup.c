#include "report/markup.h"

#include <string.h>

#include "base/utf8.h"

enum { LONGEST = 6 }; /* of what one byte becomes: "&quot;" */

static const char *const entity[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\r'] = "&#13;"};

static bool is_bare(unsigned char c) {
    return c >= ' ' && c < 0x7f && entity[c] == NULL;
}

static char *put(char *to, const char *text) {
    size_t n = strlen(text);
    memcpy(to, text, n);
    return to + n;
}

/* One character that is no bare one. */
static char *put_odd(char *to, const char **p, const char *end) {
    unsigned char c = (unsigned char)**p;
    if (entity[c] != NULL || c == '\n' || c == '\t') {
        (*p)++;
        if (entity[c] != NULL)
            return put(to, entity[c]);
        *to = (char)c;
        return to + 1;
    }
    uint32_t cp = utf8_next(p, end);
    bool known = cp >= ' ' && cp != 0xfffe && cp != 0xffff;
    return to + utf8_put(to, known ? cp : 0xfffd);
}

void markup_add(struct str *to, const char *text, size_t n) {
    str_reserve(to, n * LONGEST + 1);
    char *out = to->p + to->len;
    for (const char *p = text, *end = text + n; p < end;) {
        if (is_bare((unsigned char)*p))
            *out++ = *p++;
        else
            out = put_odd(out, &p, end);
    }
    *out = '\0';
    to->len = (size_t)(out - to->p);
}

void markup_text(struct str *to, const char *text) {
    markup_add(to, text, strlen(text));
}
