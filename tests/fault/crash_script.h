/* What is done to a store before the power goes: the scripts, and the run that they do it in. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "crash_history.h"
#include "store/store.h"
#include "vfs_crash.h"

/* A store in a folder, and what it was told that it is safe. */
struct run {
    char dir[80];
    const char *vfs;
    struct clock clock;
    struct store *s;
    struct vfs_crash_log *log; /* NULL: nobody keeps a record */
    struct history h;
    uint64_t rng;
    int filled;     /* forms, so that each has an id of its own */
    struct err err; /* of the step that failed */
};

void run_init(struct run *r, const char *dir, uint64_t seed);
void run_boot(struct run *r, const char *boot); /* what is done from now on is done in this boot */
void run_record(struct run *r);
void run_free(struct run *r);
void run_path(const struct run *r, const char *name, char out[128]);

struct script {
    const char *name;
    bool (*prepare)(struct run *r); /* before the recording; NULL: in an empty folder */
    bool (*play)(struct run *r);
    enum { IS_STORE, IS_DAMAGED, IS_MIGRATED } kind; /* what is found after a cut */
};

const struct script *script_list(size_t *ret_n);
/* What a kiosk does after a cut: starts, opens the session (imports it first if nothing is known),
 * counts, takes back, closes, keeps a copy. */
bool script_go_on(struct run *r);
bool run_start(struct run *r, char notice[400]);
/* Brings DIR/kiosk.db to the form after that of this program. */
bool script_migrate(struct run *r, struct db *db);
