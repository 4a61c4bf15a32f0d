/* What a store went through before the power went: after each step that was acknowledged, all that
 * it then knew, as text, and how far the recording was. A cut between two steps must leave what was
 * known after the first, or after the second if that was in the middle of being done; nothing else,
 * and not some of each. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

enum { STEPS_MAX = 64 };

struct step {
    const char *what;
    size_t done;      /* operations of the recording when it was acknowledged */
    struct str known; /* from then on */
    bool copied;      /* it left a copy of what was known, in the file copy.db */
};

struct history {
    struct step step[STEPS_MAX];
    size_t n;
};

/* All rows of all tables, except of boots that nothing stands on: every start makes one. An empty
 * file and one that is not there know nothing. */
bool known_in(const char *path, struct str *ret, struct err *err);

void history_add(struct history *h, const char *what, size_t done, const struct str *known);
void history_free(struct history *h);

/* The last step that was acknowledged when operation `op` began. */
size_t history_at(const struct history *h, size_t op);
/* Which of the two steps that a cut at `op` allows knows exactly this? *ret_step says it; otherwise
 * `err` names the first row that differs. */
bool history_allows(const struct history *h, size_t op, const struct str *known, size_t *ret_step,
                    struct err *err);
