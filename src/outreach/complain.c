#include "outreach/complain.h"

void complain(struct complaints *c, const char *fmt, ...) {
    va_list ap;
    if (c->n++ >= c->most)
        return;
    str_addf(c->out, "%s:%d: ", c->file, c->line);
    va_start(ap, fmt);
    str_vaddf(c->out, fmt, ap);
    va_end(ap);
    str_addc(c->out, '\n');
}
