/* Envelopes as they leave the kiosk: a folder in which each copy for a reader is a submission of
 * its own (sealed_folder.h). Names and order are by chance, and every file is of the same minute.
 */
#pragma once

#include "effects/sealed_folder.h"
#include "store/vault.h"

struct envelope_files {
    struct envelope_release release;
    int64_t damaged; /* envelopes that were not as they had been sealed, and are left out */
    struct sealed_folder to;
};

/* Writes what may leave (store_release_envelopes) into a new folder, which is there whole and
 * synced, or not at all. Where nothing may leave no folder is made. ERR_INPUT: there is something
 * of that name. */
bool envelope_files_write(struct store *s, const char *folder, struct envelope_files *ret,
                          struct err *err) MUST_USE;
