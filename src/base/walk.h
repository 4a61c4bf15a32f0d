/* What is in a folder: the names that one looks for in it alone, or all files in it and in the
 * folders below it, for commands that are given a stick or an
 * export and look for what is in there. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>

enum { WALK_DEPTH = 8 };

/* A file to look at; or, with `why`, what was passed over though it should not be. */
typedef void walk_fn(void *ctx, const char *path, const struct err *why);

/* Calls `each` for every regular file below `dir`, at most `max` of them, folder by folder in the
 * order of their names. Links are not followed, names that begin with a dot are passed over. */
void walk_files(const char *dir, size_t max, walk_fn *each, void *ctx);

/* The names in `folder` alone that `takes` is true of, at most `max`, in order, in `a`; returns how
 * many. A folder that cannot be read holds none. */
size_t walk_names(const char *folder, bool (*takes)(const char *name), struct arena *a, char **ret,
                  size_t max);
