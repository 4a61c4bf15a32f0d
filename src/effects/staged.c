#include "effects/staged.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "base/uuid.h"
#include "base/walk.h"

#define NUMBER "import_files" /* the setting, */
#define NUMBER_FILE ".number" /* and the file, which no walk sees */

enum { FILES_MOST = 100000 };

void staged_path(const char *data, char *out, size_t size) {
    path_join(out, size, data, "import.next");
}

/* Of the folder; "": it has none. */
static void number_of(const char *staged, char out[37]) {
    char path[PATH_MAX];
    struct str text CLEANUP(str_release) = {0};
    path_join(path, sizeof path, staged, NUMBER_FILE);
    out[0] = '\0';
    if (file_read(path, 36, &text, NULL))
        str_copy(out, 37, str_c(&text));
}

struct moving {
    const char *data, *staged;
    struct err *err;
    bool ok;
};

/* A file that is gone was moved by another process, which settles the same folder. */
static void move_one(void *ctx, const char *path, const struct err *why) {
    struct moving *m = ctx;
    char to[PATH_MAX], folder[PATH_MAX];
    if (!m->ok)
        return;
    if (why) {
        m->ok = err_set(m->err, why->kind, "%s", why->text);
        return;
    }
    path_join(to, sizeof to, m->data, path + strlen(m->staged) + 1);
    STR_COPY(folder, to);
    *strrchr(folder, '/') = '\0';
    m->ok = file_make_dirs(folder, m->err) &&
            (rename(path, to) == 0 || errno == ENOENT ||
             err_errno(m->err, errno, "%s could not be put in its place", file_name(to)));
}

/* The media of a form, then the form: folders come before the files beside them, or behind them,
 * as names will have it, and nobody reads any of them before all are there. */
static bool move_all(const char *data, const char *staged, struct err *err) {
    struct moving m = {.data = data, .staged = staged, .err = err, .ok = true};
    walk_files(staged, FILES_MOST, move_one, &m);
    return m.ok && file_sync_all(data, err);
}

static bool settle(struct store *s, const char *data, const char *staged, struct err *err) {
    char here[37], number[37];
    number_of(staged, here);
    if (!store_setting(s, NUMBER, number, sizeof number, "", err))
        return false;
    if (here[0] && str_eq(here, number) && !move_all(data, staged, err))
        return false;
    file_sweep(staged);
    return true;
}

bool staged_begin(struct store *s, const char *data, struct err *err) {
    char staged[PATH_MAX];
    staged_path(data, staged, sizeof staged);
    return settle(s, data, staged, err) && file_make_dirs(staged, err);
}

bool staged_seal(struct store *s, const char *data, struct err *err) {
    char staged[PATH_MAX], path[PATH_MAX], number[37];
    uuid_v4(number);
    staged_path(data, staged, sizeof staged);
    path_join(path, sizeof path, staged, NUMBER_FILE);
    return file_write_whole(path, number, strlen(number), err) && file_sync_all(data, err) &&
           store_set_setting(s, NUMBER, number, err);
}

/* Another process may be about to commit: its folder looks like one of a transaction that came to
 * nothing. Inside a transaction there is no other. */
bool staged_settle(struct store *s, const char *data, struct err *err) {
    char staged[PATH_MAX];
    staged_path(data, staged, sizeof staged);
    if (!file_exists(staged))
        return true;
    if (!store_begin(s, err))
        return false;
    bool ok = settle(s, data, staged, err);
    store_rollback(s); /* nothing was written */
    return ok;
}
