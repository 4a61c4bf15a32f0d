/* What was sealed to the keys of forms, as it leaves the kiosk: a folder of submissions
 * (sealed_folder.h), by their ids. All of it leaves each time, as reports do. */
#pragma once

#include "effects/sealed_folder.h"
#include "store/store.h"

struct sealed_files {
    int64_t submissions;
    struct sealed_folder to;
};

/* Writes all of them into a new folder, which is there whole and synced, or not at all. Where there
 * is none no folder is made. ERR_INPUT: there is something of that name. */
bool sealed_files_write(struct store *s, const char *folder, struct sealed_files *ret,
                        struct err *err) MUST_USE;
