#include "report/sink.h"

#include <errno.h>

void sink_fail(struct sink *s, int why) {
    if (s->failed)
        return;
    s->failed = true;
    s->why = why;
}

void sink_write(struct sink *s, const void *bytes, size_t n) {
    if (!s->failed && n > 0 && fwrite(bytes, 1, n, s->out) != n)
        sink_fail(s, errno);
}

bool sink_finish(struct sink *s, struct err *err) {
    if (!s->failed && fflush(s->out) != 0)
        sink_fail(s, errno);
    return !s->failed || err_errno(err, s->why, "The report could not be written");
}
