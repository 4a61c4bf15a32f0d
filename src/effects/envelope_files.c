#include "effects/envelope_files.h"

#include <string.h>

#include "base/str.h"

static struct odk_sealed bytes_of(const struct str *s) {
    return (struct odk_sealed){.bytes = str_c(s), .n = s->len};
}

/* The id is "uuid:..."; a folder's name cannot have its beginning everywhere. */
static bool write_copy(struct envelope_files *w, const struct odk_submission *x, struct err *err) {
    return sealed_folder_add(&w->to, x->id + strlen("uuid:"), bytes_of(&x->manifest),
                             bytes_of(&x->record), err);
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

bool envelope_files_write(struct store *s, const char *folder, struct envelope_files *ret,
                          struct err *err) {
    *ret = (struct envelope_files){.damaged = 0};
    if (!sealed_folder_look(&ret->to, folder, err) || !store_count_release(s, &ret->release, err))
        return false;
    if (ret->release.released == 0)
        return true;
    if (!sealed_folder_begin(&ret->to, date_to_wall(ret->release.until, 0), err))
        return false;
    bool ok = store_release_envelopes(s, write_one, ret, &ret->release, err);
    return sealed_folder_end(&ret->to, ok, err);
}
