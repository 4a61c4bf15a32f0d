/* All files in a folder and in the folders below it: for commands that are given a stick or an
 * export and look for what is in there. */
#pragma once

#include "base/err.h"

#include <stddef.h>

enum { WALK_DEPTH = 8 };

/* A file to look at; or, with `why`, what was passed over though it should not be. */
typedef void walk_fn(void *ctx, const char *path, const struct err *why);

/* Calls `each` for every regular file below `dir`, at most `max` of them, folder by folder in the
 * order of their names. Links are not followed, names that begin with a dot are passed over. */
void walk_files(const char *dir, size_t max, walk_fn *each, void *ctx);
