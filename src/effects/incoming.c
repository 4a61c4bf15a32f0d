#include "effects/incoming.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"

/* The plan comes first, because the programme names its actions; rosters behind the sessions. */
static const struct place {
    const char *folder; /* as it begins a name; "": the folder itself */
    const char *end[3];
    bool people;
} places[] = {
    {.folder = "", .end = {".csv", ".ics", ".public.pem"}},
    {.folder = "rosters/", .end = {".csv", ".ics", ".public.pem"}, .people = true},
    {.folder = "forms/", .end = {".xml"}},
};
enum { PLACES = sizeof places / sizeof *places };

/* Of the file's own name. */
static bool belongs(const struct place *p, const char *name) {
    size_t bad, n = strlen(name);
    if (name[0] == '.' || strchr(name, '/') || !utf8_valid(name, n, &bad))
        return false;
    for (size_t i = 0; i < sizeof p->end / sizeof *p->end && p->end[i]; i++) {
        size_t end = strlen(p->end[i]);
        if (n > end && strcasecmp(name + n - end, p->end[i]) == 0)
            return true;
    }
    return false;
}

/* Index of the place that a name names. */
static size_t place_of(const char *name) {
    size_t i = PLACES - 1;
    while (i > 0 && !str_starts(name, places[i].folder))
        i--;
    return i;
}

bool incoming_can_import(const char *name) {
    const struct place *p = &places[place_of(name)];
    return belongs(p, name + strlen(p->folder));
}

bool incoming_is_file(const char *path, int64_t *ret_bytes) {
    struct stat st;
    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    *ret_bytes = st.st_size;
    return true;
}

static size_t find(const char *root, const struct place *p, struct file_view *ret, size_t max) {
    char folder[4096], path[4096];
    size_t n = 0;
    path_join(folder, sizeof folder, root, p->folder);
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    for (struct dirent *e; n < max && (e = readdir(dir));) {
        struct file_view *file = &ret[n];
        if (!belongs(p, e->d_name) || strlen(p->folder) + strlen(e->d_name) >= sizeof file->name)
            continue;
        path_join(path, sizeof path, folder, e->d_name);
        if (!incoming_is_file(path, &file->bytes))
            continue;
        snprintf(file->name, sizeof file->name, "%s%s", p->folder, e->d_name);
        n++;
    }
    closedir(dir);
    return n;
}

static int by_place(const void *a, const void *b) {
    const char *x = ((const struct file_view *)a)->name, *y = ((const struct file_view *)b)->name;
    size_t i = place_of(x), j = place_of(y);
    return i != j ? (i < j ? -1 : 1) : strcmp(x, y);
}

size_t incoming_find(const char *folder, bool rosters, struct file_view *ret, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < PLACES; i++)
        if (rosters || !places[i].people)
            n += find(folder, &places[i], ret + n, max - n);
    if (n)
        qsort(ret, n, sizeof *ret, by_place);
    return n;
}
