/* Only the name of a file comes from the form, and without a folder (forms/secondary.c); where it
 * is looked for does not. */
#include "effects/form_files.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "forms/xml.h"

bool form_folder_init(struct form_folder *f, const char *form_path, struct err *err) {
    const char *name = file_name(form_path), *dot = strrchr(name, '.');
    size_t own = (size_t)(name - form_path),
           stem = dot ? (size_t)(dot - form_path) : strlen(form_path);
    if (strlen(form_path) + sizeof("-media/") + NAME_MAX >= PATH_MAX)
        return err_set(err, ERR_INPUT, "The path of the form is too long: move it.");
    snprintf(f->media, sizeof(f->media), "%.*s-media", (int)stem, form_path);
    snprintf(f->own, sizeof(f->own), "%s%.*s", own == 0 ? "./" : "", (int)own, form_path);
    return true;
}

static bool read_file(void *ctx, const char *name, struct str *ret, struct err *err) {
    const struct form_folder *f = ctx;
    char path[PATH_MAX];
    if (strlen(name) > NAME_MAX)
        return err_set(err, ERR_MISSING, "its name is too long");
    path_join(path, sizeof(path), f->media, name);
    if (!file_exists(path))
        path_join(path, sizeof(path), f->own, name);
    if (!file_exists(path))
        return err_set(err, ERR_MISSING, "it is not beside the form");
    return file_read(path, XML_MAX, ret, err);
}

struct form_files form_folder_files(struct form_folder *f) {
    return (struct form_files){.ctx = f, .read = read_file};
}

struct form *form_load_file(const char *path, struct form_complaints *ret, struct err *err) {
    struct form_folder folder;
    struct str xml CLEANUP(str_release) = {0};
    if (!form_folder_init(&folder, path, err) || !file_read(path, XML_MAX, &xml, err))
        return NULL;
    const struct form_files files = form_folder_files(&folder);
    return form_load(str_c(&xml), xml.len, &files, ret, err);
}
