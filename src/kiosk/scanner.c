#include "kiosk/scanner.h"

#include <string.h>

enum {
    GAP_MS = 40, /* the slowest scanners send a key every 20 ms, the quickest hands every 60 */
    LEAST = 3    /* shorter may be a key that bounces */
};

void scanner_type(struct scanner *s, const char *utf8, int64_t now) {
    if (now - s->last > GAP_MS)
        s->n = 0;
    s->last = now;
    for (; *utf8 != '\0'; utf8++, s->n++)
        if (s->n + 1 < sizeof s->code)
            s->code[s->n] = *utf8;
}

const char *scanner_enter(struct scanner *s, int64_t now) {
    size_t n = now - s->last > GAP_MS ? 0 : s->n;
    s->n = 0;
    if (n < LEAST || n >= sizeof s->code)
        return NULL;
    s->code[n] = '\0';
    return s->code;
}

void scanner_forget(struct scanner *s) {
    explicit_bzero(s, sizeof *s);
}
