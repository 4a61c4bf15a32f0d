#include "base/walk.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

struct walk {
    size_t left; /* files */
    bool over;   /* there were more */
    walk_fn *each;
    void *ctx;
};

static void walk(struct walk *w, const char *dir, int depth);

static void complain(struct walk *w, const char *path, const char *why) {
    struct err err = {0};
    err_set(&err, ERR_INPUT, "%s", why);
    w->each(w->ctx, path, &err);
}

static int is_shown(const struct dirent *e) {
    return e->d_name[0] != '.';
}

static void visit(struct walk *w, const char *path, int depth) {
    struct stat st;
    if (lstat(path, &st) != 0)
        return; /* gone meanwhile */
    if (S_ISDIR(st.st_mode)) {
        walk(w, path, depth + 1);
    } else if (S_ISREG(st.st_mode) && w->left > 0) {
        w->left--;
        w->each(w->ctx, path, NULL);
    } else if (S_ISREG(st.st_mode)) {
        w->over = true;
        complain(w, path,
                 "too many files, and here it ended: name a part of the folders at a time");
    }
}

static void walk(struct walk *w, const char *dir, int depth) {
    char path[PATH_MAX];
    struct err err = {0};
    if (depth > WALK_DEPTH) {
        complain(w, dir, "folders lie in each other too deep: name this one by itself");
        return;
    }
    struct dirent **entry;
    int n = scandir(dir, &entry, is_shown, alphasort);
    if (n < 0) {
        err_errno(&err, errno, "cannot look into it");
        w->each(w->ctx, dir, &err);
        return;
    }
    for (int i = 0; i < n; i++) {
        const char *name = entry[i]->d_name;
        bool fits = strlen(dir) + strlen(name) + 2 <= sizeof path;
        if (!w->over && fits) {
            path_join(path, sizeof path, dir, name);
            visit(w, path, depth);
        } else if (!fits) {
            complain(w, dir, "a name in it is too long: move the folder to a shorter path");
        }
        free(entry[i]);
    }
    free((void *)entry);
}

void walk_files(const char *dir, size_t max, walk_fn *each, void *ctx) {
    struct walk w = {.left = max, .each = each, .ctx = ctx};
    walk(&w, dir, 0);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t walk_names(const char *folder, bool (*takes)(const char *name), struct arena *a, char **ret,
                  size_t max) {
    size_t n = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && n < max && (e = readdir(dir));)
        if (takes(e->d_name))
            ret[n++] = arena_strdup(a, e->d_name);
    if (dir)
        closedir(dir);
    if (n)
        qsort(ret, n, sizeof *ret, by_name);
    return n;
}
