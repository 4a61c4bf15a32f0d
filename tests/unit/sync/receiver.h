/* What a careful receiver does with a folder that a kiosk has left on a stick. */
#pragma once

#include <limits.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "seal/sha256.h"

/* A line of the manifest: the sum of a file, a blank, a mark, its name. */
static inline bool receiver_fits(const char *folder, const char *line) {
    enum { FILE_MOST = 64 << 20 };
    char path[PATH_MAX], sum[SHA256_HEX];
    struct str bytes CLEANUP(str_release) = {0};
    struct sha256 *h = sha256_new();
    path_join(path, sizeof path, folder, line + SHA256_HEX + 1);
    bool there = file_read(path, FILE_MOST, &bytes, NULL);
    sha256_add(h, str_c(&bytes), bytes.len);
    sha256_take(h, sum);
    sha256_free(h);
    return there && strncmp(sum, line, SHA256_HEX - 1) == 0;
}

/* How many files it takes from there: all of a folder whose manifest is there and fits, else none.
 */
static inline size_t receiver_takes(const char *folder) {
    enum { LINES = 64 };
    char path[PATH_MAX], *line[LINES];
    struct str text CLEANUP(str_release) = {0};
    path_join(path, sizeof path, folder, "manifest.txt");
    if (!file_read(path, 1 << 16, &text, NULL))
        return 0;
    size_t n = str_split(text.p, '\n', line, LINES);
    for (size_t i = 0; i < n; i++)
        if (!receiver_fits(folder, line[i]))
            return 0;
    return n;
}
