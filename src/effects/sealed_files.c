#include "effects/sealed_files.h"

#include "store/sealed_form.h"

/* All files are of the day that the kiosk has now: of visitors' nothing tells when it was given. */
static bool write_one(void *ctx, const struct sealed_submission *x, struct err *err) {
    struct sealed_files *w = ctx;
    const struct odk_sealed manifest = {.bytes = x->manifest, .n = x->manifest_n},
                            record = {.bytes = x->record, .n = x->record_n};
    if (w->submissions++ == 0 && !sealed_folder_begin(&w->to, w->to.wall, err))
        return false;
    return sealed_folder_add(&w->to, x->id, manifest, record, err);
}

bool sealed_files_write(struct store *s, const char *folder, struct sealed_files *ret,
                        struct err *err) {
    *ret = (struct sealed_files){.submissions = 0};
    if (!sealed_folder_look(&ret->to, folder, err))
        return false;
    ret->to.wall = date_to_wall(date_of_wall(store_wall(s), NULL), 0);
    bool ok = store_sealed_submissions(s, write_one, ret, err);
    return ret->submissions == 0 ? ok : sealed_folder_end(&ret->to, ok, err);
}
