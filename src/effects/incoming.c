/* A stick is anybody's: it may hold ten thousand photographs, links, and names that no screen can
 * show. Only what ends as it should is looked at any closer, and a folder is read up to a number of
 * entries that no folder of a coordinator has. */
#include "effects/incoming.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"

enum { ENTRIES_MAX = 50000 };

/* In the order in which they are listed. */
static const struct place {
    const char *folder; /* as it begins a name, in small letters; "": the folder itself */
    const char *end[3];
    const char *except; /* a name that ends so and is none; NULL: none */
    const char *beside; /* a name that ends so is taken with another; NULL: none */
    bool people, cards;
} places[] = {
    {.folder = "", .end = {".csv", ".ics", ".public.pem"}},
    {.folder = "rosters/", .end = {".csv", ".ics", ".public.pem"}, .people = true},
    {.folder = "forms/", .end = {".xml"}, .beside = "-media"},
    {.folder = "help/", .end = {".md"}, .except = "README.md", .cards = true},
};
enum { PLACES = sizeof places / sizeof *places };

/* Can a line on a screen or a terminal show it? */
static bool can_be_shown(const char *name) {
    size_t bad;
    for (const unsigned char *p = (const unsigned char *)name; *p; p++)
        if (*p < ' ' || *p == 0x7f)
            return false;
    return utf8_valid(name, strlen(name), &bad);
}

static bool ends(const char *name, const char *end) {
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcasecmp(name + n - m, end) == 0;
}

/* Of the file's own name. */
static bool belongs(const struct place *p, const char *name) {
    if (name[0] == '.' || strchr(name, '/') || !can_be_shown(name) ||
        (p->except && strcasecmp(name, p->except) == 0))
        return false;
    for (size_t i = 0; i < sizeof p->end / sizeof *p->end && p->end[i]; i++)
        if (ends(name, p->end[i]))
            return true;
    return false;
}

/* Index of the place that a name names. */
static size_t place_of(const char *name) {
    size_t i = PLACES - 1;
    while (i > 0 && strncasecmp(name, places[i].folder, strlen(places[i].folder)) != 0)
        i--;
    return i;
}

bool incoming_can_import(const char *name) {
    const struct place *p = &places[place_of(name)];
    return belongs(p, name + strlen(p->folder));
}

bool incoming_is_card(const char *name) {
    return places[place_of(name)].cards;
}

bool incoming_is_file(const char *path, int64_t *ret_bytes) {
    struct stat st;
    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    *ret_bytes = st.st_size;
    return true;
}

struct search {
    const char *root;
    struct file_view *file;
    size_t n, max;
    struct incoming_rest rest;
};

/* False: it is nothing to be imported. */
static bool add(struct search *s, const char *folder, const char *own, const struct place *p,
                const char *name) {
    char path[4096];
    int64_t bytes;
    struct file_view *file = &s->file[s->n];
    if (!belongs(p, name) || strlen(own) + strlen(name) >= sizeof file->name)
        return false;
    path_join(path, sizeof path, folder, name);
    if (!incoming_is_file(path, &bytes))
        return false;
    if (s->n == s->max) {
        s->rest.more = true;
        return true;
    }
    file->bytes = bytes;
    STR_COPY(file->name, own);
    str_copy(file->name + strlen(own), sizeof file->name - strlen(own), name);
    s->n++;
    return true;
}

/* The place whose folder an entry of the root is; NULL: of none. */
static const struct place *place_called(const char *name) {
    for (size_t i = 1; i < PLACES; i++) {
        size_t n = strlen(places[i].folder) - 1;
        if (strlen(name) == n && strncasecmp(name, places[i].folder, n) == 0)
            return &places[i];
    }
    return NULL;
}

static bool is_folder(const char *folder, const char *name) {
    char path[4096];
    struct stat st;
    path_join(path, sizeof path, folder, name);
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* `own`: how names of its files begin. Folders are looked for in the root alone. */
static void look(struct search *s, const char *own, const struct place *p, bool rosters) {
    char folder[4096];
    size_t entries = 0;
    path_join(folder, sizeof folder, s->root, own);
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        const struct place *inner = p == &places[0] ? place_called(e->d_name) : NULL;
        if (inner && !is_folder(folder, e->d_name))
            inner = NULL;
        char below[16];
        if (++entries > ENTRIES_MAX) {
            s->rest.more = true;
            break;
        }
        if (inner && (rosters || !inner->people)) {
            snprintf(below, sizeof below, "%.14s/", e->d_name);
            look(s, below, inner, rosters);
        } else if (!inner && e->d_name[0] != '.' && !(p->beside && ends(e->d_name, p->beside))) {
            s->rest.unknown += !add(s, folder, own, p, e->d_name);
        }
    }
    if (dir)
        closedir(dir);
}

static int by_place(const void *a, const void *b) {
    const char *x = ((const struct file_view *)a)->name, *y = ((const struct file_view *)b)->name;
    size_t i = place_of(x), j = place_of(y);
    return i != j ? (i < j ? -1 : 1) : strcmp(x, y);
}

size_t incoming_find(const char *folder, bool rosters, struct file_view *ret, size_t max,
                     struct incoming_rest *ret_rest) {
    struct search s = {.root = folder, .file = ret, .max = max};
    look(&s, "", &places[0], rosters);
    if (s.n)
        qsort(ret, s.n, sizeof *ret, by_place);
    if (ret_rest)
        *ret_rest = s.rest;
    return s.n;
}
