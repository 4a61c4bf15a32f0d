/* A folder of sealed submissions, as any reader of ODK submissions takes it: FOLDER/<uuid>/ holds
 * submission.xml, the manifest, and submission.xml.enc. It is there whole and synced, or not at
 * all, and every file of it is of the same minute. */
#pragma once

#include <limits.h>

#include "seal/odk.h"
#include "sync/parcel.h"

struct sealed_folder {
    int64_t wall;          /* the time of all files */
    char part[PATH_MAX];   /* where it grows */
    char folder[PATH_MAX]; /* what it becomes */
};

/* ERR_INPUT: there is something of that name. Nothing is made yet. */
bool sealed_folder_look(struct sealed_folder *f, const char *folder, struct err *err) MUST_USE;
/* Begins it, with `wall` in ms; whatever a broken-off one has left is swept away. */
bool sealed_folder_begin(struct sealed_folder *f, int64_t wall, struct err *err) MUST_USE;
bool sealed_folder_add(struct sealed_folder *f, const char *uuid, struct odk_sealed manifest,
                       struct odk_sealed record, struct err *err) MUST_USE;
/* Gives it its name, if `ok`; else, or if that fails, nothing of it stays. */
bool sealed_folder_end(struct sealed_folder *f, bool ok, struct err *err) MUST_USE;

/* Adds what stands in such a folder to a parcel, under `name`. */
bool sealed_folder_pack(const char *folder, const char *name, struct parcel *p,
                        struct err *err) MUST_USE;
