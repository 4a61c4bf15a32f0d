#include "effects/sealed_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"

enum { MORE = 128 }; /* bytes of a path below the folder, and more */

/* ---- writing ------------------------------------------------------------------------------ */

bool sealed_folder_look(struct sealed_folder *f, const char *folder, struct err *err) {
    struct stat st;
    if (lstat(folder, &st) == 0)
        return err_set(err, ERR_INPUT, "%s is there already: choose another name",
                       file_name(folder));
    if (strlen(folder) > sizeof f->part - MORE)
        return err_set(err, ERR_INPUT, "the path of %s is too long", file_name(folder));
    STR_COPY(f->folder, folder);
    snprintf(f->part, sizeof f->part, "%s.part", folder);
    return true;
}

bool sealed_folder_begin(struct sealed_folder *f, int64_t wall, struct err *err) {
    f->wall = wall;
    file_sweep(f->part);
    return mkdir(f->part, 0755) == 0 || err_errno(err, errno, "cannot make the folder %s", f->part);
}

static bool write_file(const char *folder, const char *name, struct odk_sealed bytes, int64_t wall,
                       struct err *err) {
    char path[PATH_MAX];
    path_join(path, sizeof path, folder, name);
    FILE *f = fopen(path, "wxe");
    bool ok = f && fwrite(bytes.bytes, 1, bytes.n, f) == bytes.n;
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

bool sealed_folder_add(struct sealed_folder *f, const char *uuid, struct odk_sealed manifest,
                       struct odk_sealed record, struct err *err) {
    char folder[PATH_MAX];
    path_join(folder, sizeof folder, f->part, uuid);
    if (mkdir(folder, 0755) != 0)
        return err_errno(err, errno, "cannot make the folder %s", folder);
    bool ok = write_file(folder, ODK_MANIFEST, manifest, f->wall, err) &&
              write_file(folder, ODK_RECORD ODK_ENDING, record, f->wall, err);
    file_set_times(folder, f->wall);
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
static bool take_place(struct sealed_folder *f, struct err *err) {
    char parent[PATH_MAX];
    file_set_times(f->part, f->wall);
    if (!parent_of(f->folder, parent, sizeof parent))
        return err_set(err, ERR_INPUT, "the path of %s is too long", file_name(f->folder));
    if (!file_sync_all(f->part, err))
        return false;
    if (rename(f->part, f->folder) != 0)
        return err_errno(err, errno, "cannot write %s", file_name(f->folder));
    return file_sync_dir(parent, err);
}

bool sealed_folder_end(struct sealed_folder *f, bool ok, struct err *err) {
    ok = ok && take_place(f, err);
    if (!ok)
        file_sweep(f->part);
    return ok;
}

/* ---- packing ------------------------------------------------------------------------------ */

static bool pack_one(const char *folder, const char *under, const char *uuid, struct parcel *p,
                     struct err *err) {
    static const char *const files[] = {ODK_MANIFEST, ODK_RECORD ODK_ENDING};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[PATH_MAX], name[PARCEL_NAME];
        if (snprintf(name, sizeof name, "%s/%s/%s", under, uuid, files[i]) >= (int)sizeof name ||
            strlen(folder) + sizeof name > sizeof path)
            return err_set(err, ERR_INPUT, "%s is no folder of a sealed submission", uuid);
        path_join(path, sizeof path, folder, name + strlen(under) + 1);
        if (!parcel_add_as(p, path, name, err))
            return false;
    }
    return true;
}

bool sealed_folder_pack(const char *folder, const char *name, struct parcel *p, struct err *err) {
    bool ok = true;
    DIR *dir = opendir(folder);
    if (!dir)
        return err_errno(err, errno, "cannot open the folder %s", folder);
    for (struct dirent *e; ok && (e = readdir(dir));)
        if (e->d_name[0] != '.')
            ok = pack_one(folder, name, e->d_name, p, err);
    closedir(dir);
    return ok;
}
