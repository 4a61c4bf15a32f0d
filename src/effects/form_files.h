/* The files beside a form, for whoever loads it: those in the folder FORM-media beside FORM.xml,
 * then those in the form's own folder. */
#pragma once

#include "forms/form.h"

#include <limits.h>

struct form_folder {
    char media[PATH_MAX], own[PATH_MAX];
};

/* False: the path is too long. */
bool form_folder_init(struct form_folder *f, const char *form_path, struct err *err) MUST_USE;
/* Borrows `f`. */
struct form_files form_folder_files(struct form_folder *f);

/* Reads and loads the form at `path` with the files beside it. As form_load(). */
struct form *form_load_file(const char *path, struct form_complaints *ret, struct err *err);
