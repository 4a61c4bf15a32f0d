#include "effects/incoming.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"

bool incoming_can_import(const char *name) {
    static const char *const ends[] = {".csv", ".ics", ".public.pem"};
    size_t bad, n = strlen(name);
    if (name[0] == '.' || strchr(name, '/') || !utf8_valid(name, n, &bad))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t end = strlen(ends[i]);
        if (n > end && strcasecmp(name + n - end, ends[i]) == 0)
            return true;
    }
    return false;
}

bool incoming_is_file(const char *path, int64_t *ret_bytes) {
    struct stat st;
    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    *ret_bytes = st.st_size;
    return true;
}

static size_t find(const char *root, const char *prefix, struct file_view *ret, size_t max) {
    char folder[4096], path[4096];
    size_t n = 0;
    path_join(folder, sizeof folder, root, prefix);
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    for (struct dirent *e; n < max && (e = readdir(dir));) {
        struct file_view *file = &ret[n];
        if (!incoming_can_import(e->d_name) ||
            strlen(prefix) + strlen(e->d_name) >= sizeof file->name)
            continue;
        path_join(path, sizeof path, folder, e->d_name);
        if (!incoming_is_file(path, &file->bytes))
            continue;
        snprintf(file->name, sizeof file->name, "%s%s", prefix, e->d_name);
        n++;
    }
    closedir(dir);
    return n;
}

/* The plan first, because the programme names its actions; rosters behind the sessions. */
static int by_name(const void *a, const void *b) {
    const char *x = ((const struct file_view *)a)->name, *y = ((const struct file_view *)b)->name;
    int order = str_starts(x, INCOMING_ROSTERS) - str_starts(y, INCOMING_ROSTERS);
    return order ? order : strcmp(x, y);
}

size_t incoming_find(const char *folder, bool rosters, struct file_view *ret, size_t max) {
    size_t n = find(folder, "", ret, max);
    if (rosters)
        n += find(folder, INCOMING_ROSTERS, ret + n, max - n);
    if (n)
        qsort(ret, n, sizeof *ret, by_name);
    return n;
}
