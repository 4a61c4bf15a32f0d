/* Envelopes as they leave the kiosk: a folder in which each copy for a reader is a folder of its
 * own, FOLDER/<uuid>/submission.xml and submission.xml.enc, as any reader of ODK submissions takes
 * them. Names and order are by chance, and every file is of the same minute. */
#pragma once

#include "store/vault.h"
#include "sync/parcel.h"

struct envelope_files {
    struct envelope_release release;
    int64_t damaged; /* envelopes that were not as they had been sealed, and are left out */
    int64_t wall;    /* the time of all files */
    char part[4096];
};

/* Writes what may leave (store_release_envelopes) into a new folder, which is there whole and
 * synced, or not at all. Where nothing may leave no folder is made. ERR_INPUT: there is something
 * of that name. */
bool envelope_files_write(struct store *s, const char *folder, struct envelope_files *ret,
                          struct err *err) MUST_USE;
/* Adds what stands in such a folder to a parcel, under envelopes/. */
bool envelope_files_pack(const char *folder, struct parcel *p, struct err *err) MUST_USE;
