/* Where a format's bytes go: the first failure of a write is kept until sink_finish(). */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct sink {
    FILE *out; /* the caller's */
    bool failed;
    int why; /* errno of the first failure */
};

void sink_write(struct sink *s, const void *bytes, size_t n);
void sink_fail(struct sink *s, int why);
bool sink_finish(struct sink *s, struct err *err) MUST_USE; /* also flushes `out` */
