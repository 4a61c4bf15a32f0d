/* The way on when both codes are lost. The names cannot be opened by anybody any more, and a code
 * of six digits could one day be guessed by whoever has the card: so they go from everywhere that
 * this kiosk wrote them to. The new codes are set first, in one transaction with the deletion: cut
 * off at any later moment the kiosk works, and a second reset cleans up what was left. */
#include "store/store_internal.h"

#include <dirent.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"

static const char last_copy[] = "last.db";

/* Is it a copy that was made before this reset? */
static bool is_old_copy(const char *name) {
    return name[0] != '.' && strcmp(name, last_copy) != 0 && strlen(name) < 200;
}

static bool remove_old_copies(const char *folder, struct err *err) {
    char path[PATH_MAX];
    bool ok = true;
    DIR *d = opendir(folder);
    for (struct dirent *e; ok && d && (e = readdir(d));) {
        if (!is_old_copy(e->d_name))
            continue;
        path_join(path, sizeof path, folder, e->d_name);
        ok = file_shred(path, err);
    }
    if (d)
        closedir(d);
    return ok;
}

/* The copy that takes the place of the last one is made of a database without the names. */
bool copies_renew(struct store *s, struct err *err) {
    char folder[PATH_MAX], path[PATH_MAX];
    store_path(s->dir, "backups", folder);
    path_join(path, sizeof path, folder, last_copy);
    return (!file_exists(path) || file_shred(path, err)) && db_backup(s->db, path, err) &&
           remove_old_copies(folder, err);
}

size_t copies_set_aside(const struct store *s) {
    size_t n = 0;
    DIR *d = opendir(s->dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        size_t len = strlen(e->d_name);
        n += str_starts(e->d_name, "kiosk.damaged-") && strcmp(e->d_name + len - 3, ".db") == 0;
    }
    if (d)
        closedir(d);
    return n;
}

bool store_reset_codes(struct store *s, const char *staff, const char *coordinator,
                       size_t *ret_set_aside, struct err *err) {
    if (!store_is_alone(s))
        return err_set(err, ERR_INPUT, "the kiosk is running: stop it first");
    store_forget_names(s);
    if (!store_set_codes(s, staff, coordinator, err) || !db_scrub(s->db, err) ||
        !copies_renew(s, err))
        return false;
    *ret_set_aside = copies_set_aside(s);
    return true;
}
