#include "effects/envelope_files.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"

/* ---- writing ------------------------------------------------------------------------------ */

static bool write_file(const char *folder, const char *name, const struct str *bytes, int64_t wall,
                       struct err *err) {
    char path[PATH_MAX];
    path_join(path, sizeof path, folder, name);
    FILE *f = fopen(path, "wxe");
    bool ok = f && fwrite(str_c(bytes), 1, bytes->len, f) == bytes->len;
    int why = errno;
    if (f && fclose(f) != 0 && ok) {
        ok = false;
        why = errno;
    }
    if (!ok)
        return err_errno(err, why, "cannot write %s", name);
    file_set_times(path, wall);
    return true;
}

/* "uuid:..." without its beginning, which a folder's name cannot have everywhere. */
static bool write_copy(struct envelope_files *w, const struct odk_submission *x, struct err *err) {
    char folder[PATH_MAX];
    path_join(folder, sizeof folder, w->part, x->id + strlen("uuid:"));
    if (mkdir(folder, 0755) != 0)
        return err_errno(err, errno, "cannot make the folder %s", folder);
    bool ok = write_file(folder, ODK_MANIFEST, &x->manifest, w->wall, err) &&
              write_file(folder, ODK_RECORD ODK_ENDING, &x->record, w->wall, err);
    file_set_times(folder, w->wall);
    return ok;
}

static bool write_one(void *ctx, const unsigned char sealed[ENVELOPE_SIZE], struct err *err) {
    struct envelope_files *w = ctx;
    size_t copies = envelope_copies(sealed);
    bool ok = true;
    w->damaged += copies == 0;
    for (size_t i = 0; ok && i < copies; i++) {
        struct odk_submission x;
        ok = envelope_take(sealed, i, &x, err) && write_copy(w, &x, err);
        odk_submission_release(&x);
    }
    return ok;
}

static bool parent_of(const char *path, char *out, size_t size) {
    size_t n = (size_t)(file_name(path) - path);
    if (n >= size)
        return false;
    snprintf(out, size, "%.*s", n > 1 ? (int)n - 1 : 1, n ? path : ".");
    return true;
}

/* Of the same minute, on the disk, and then under its name. */
static bool take_place(struct envelope_files *w, const char *folder, struct err *err) {
    char parent[PATH_MAX];
    file_set_times(w->part, w->wall);
    if (!parent_of(folder, parent, sizeof parent))
        return err_set(err, ERR_INPUT, "the path of %s is too long", file_name(folder));
    if (!file_sync_all(w->part, err))
        return false;
    if (rename(w->part, folder) != 0)
        return err_errno(err, errno, "cannot write %s", file_name(folder));
    return file_sync_dir(parent, err);
}

bool envelope_files_write(struct store *s, const char *folder, struct envelope_files *ret,
                          struct err *err) {
    struct stat st;
    *ret = (struct envelope_files){.damaged = 0};
    if (lstat(folder, &st) == 0)
        return err_set(err, ERR_INPUT, "%s is there already: choose another name",
                       file_name(folder));
    if (strlen(folder) > sizeof ret->part - 128)
        return err_set(err, ERR_INPUT, "the path of %s is too long", file_name(folder));
    snprintf(ret->part, sizeof ret->part, "%s.part", folder);
    if (!store_count_release(s, &ret->release, err))
        return false;
    if (ret->release.released == 0)
        return true;
    file_sweep(ret->part); /* of a time when it was broken off */
    if (mkdir(ret->part, 0755) != 0)
        return err_errno(err, errno, "cannot make the folder %s", ret->part);
    ret->wall = date_to_wall(ret->release.until, 0);
    bool ok = store_release_envelopes(s, write_one, ret, &ret->release, err) &&
              take_place(ret, folder, err);
    if (!ok)
        file_sweep(ret->part);
    return ok;
}

/* ---- packing ------------------------------------------------------------------------------ */

static bool pack_copy(const char *folder, const char *uuid, struct parcel *p, struct err *err) {
    static const char *const files[] = {ODK_MANIFEST, ODK_RECORD ODK_ENDING};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[PATH_MAX], name[PARCEL_NAME];
        if (snprintf(name, sizeof name, "envelopes/%s/%s", uuid, files[i]) >= (int)sizeof name ||
            strlen(folder) + sizeof name > sizeof path)
            return err_set(err, ERR_INPUT, "%s is no folder of an envelope", uuid);
        path_join(path, sizeof path, folder, name + strlen("envelopes/"));
        if (!parcel_add_as(p, path, name, err))
            return false;
    }
    return true;
}

bool envelope_files_pack(const char *folder, struct parcel *p, struct err *err) {
    bool ok = true;
    DIR *dir = opendir(folder);
    if (!dir)
        return err_errno(err, errno, "cannot open the folder %s", folder);
    for (struct dirent *e; ok && (e = readdir(dir));)
        if (e->d_name[0] != '.')
            ok = pack_copy(folder, e->d_name, p, err);
    closedir(dir);
    return ok;
}
