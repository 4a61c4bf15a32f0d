/* Several files that are taken in together, from a stick or from the incoming folder: all of them,
 * or one help card. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "effects/batch.h"
#include "effects/incoming.h"
#include "effects/shelf.h"
#include "effects/help_file.h"
#include "effects/work.h"
#include "platform/usb.h"

struct found {          /* what lies there */
    struct arena arena; /* holds the names and paths */
    struct batch_source *source;
    size_t n, unknown;
};

static bool find_one(struct work *w, struct found *f, struct err *err) {
    char path[4096];
    if (!work_incoming(w, w->checked->name, path, sizeof path, err))
        return false;
    f->source = NEW(&f->arena, struct batch_source);
    f->source->name = arena_strdup(&f->arena, w->checked->name);
    f->source->path = arena_strdup(&f->arena, path);
    f->n = 1;
    return true;
}

static bool find_all(struct work *w, struct found *f, struct err *err) {
    char folder[4096], path[4096];
    struct incoming_rest rest;
    bool on_stick = w->checked->stick[0] != '\0';
    path_join(folder, sizeof folder, w->opts->dir, "incoming");
    if (on_stick && !usb_path(w->opts->usb, w->checked->stick, folder, sizeof folder, err))
        return false;
    struct file_view *file = xcalloc(BATCH_FILES_MAX, sizeof *file);
    f->n = incoming_find(folder, on_stick, file, BATCH_FILES_MAX, &rest);
    f->unknown = rest.unknown;
    f->source = arena_array(&f->arena, f->n ? f->n : 1, sizeof *f->source);
    for (size_t i = 0; i < f->n; i++) {
        path_join(path, sizeof path, folder, file[i].name);
        f->source[i].name = arena_strdup(&f->arena, file[i].name);
        f->source[i].path = arena_strdup(&f->arena, path);
    }
    free(file);
    if (rest.more)
        return err_set(err, ERR_INPUT, "More than %d files are too many at once: import a part.",
                       BATCH_FILES_MAX);
    return f->n > 0 ||
           err_set(err, ERR_MISSING, "There is nothing to import any more: look again.");
}

static bool go_on(void *ctx, size_t done, size_t all, struct err *err) {
    struct work *w = ctx;
    atomic_store(&w->progress->total, (int64_t)all);
    atomic_store(&w->progress->done, (int64_t)done);
    return !work_cancelled(w, err);
}

/* The files as they are now; NULL: they cannot be read, or are not there. */
static struct batch *read_all(struct work *w, size_t *ret_unknown, struct err *err) {
    struct found f = {0};
    bool found = w->checked->name[0] ? find_one(w, &f, err) : find_all(w, &f, err);
    struct batch *b = found ? batch_read(f.source, f.n, err) : NULL;
    *ret_unknown = f.unknown;
    arena_free(&f.arena);
    return b;
}

static bool take(struct store *s, struct work *w, struct batch *b, bool dry, size_t unknown,
                 struct err *err) {
    const struct batch_ask ask = {
        .share = w->opts->share, .data = w->opts->dir, .dry = dry, .go_on = go_on, .ctx = w};
    bool ok = batch_take(s, b, &ask, &w->result.batch, err);
    if (w->result.batch)
        w->result.batch->unknown = unknown;
    return ok;
}

bool do_check_all(struct store *s, struct work *w, struct err *err) {
    size_t unknown;
    STR_COPY(w->checked->stick, w->cmd.text2);
    STR_COPY(w->checked->name, w->cmd.text);
    struct batch *b = read_all(w, &unknown, err);
    if (!b)
        return false;
    w->checked->sum = batch_sum(b);
    bool ok = take(s, w, b, true, unknown, err);
    batch_free(b);
    return ok;
}

/* Lists that lay in the kiosk's own folder must not stay there, as of one that came alone. */
static void remember_lists(struct work *w, const struct batch *b) {
    const char *list[FILES_MAX];
    size_t n = w->checked->stick[0] ? 0 : batch_lists(b, list, FILES_MAX);
    w->checked->lists = 0;
    for (size_t i = 0; i < n; i++)
        STR_COPY(w->checked->list[w->checked->lists++], list[i]);
}

/* On the card already: what the screens show of it comes with the result. */
static bool show(struct store *s, struct work *w, struct err *err) {
    w->result.forms = shelf_load(w->opts->share, w->opts->dir, s);
    w->result.help = help_file_load(w->opts->share, w->opts->dir);
    return work_ledger(s, w, err) && work_facts(s, w, err);
}

bool do_import_all(struct store *s, struct work *w, struct err *err) {
    size_t unknown;
    struct batch *b = read_all(w, &unknown, err);
    if (!b)
        return false;
    bool ok = batch_sum(b) == w->checked->sum ||
              err_set(err, ERR_INPUT,
                      "The files have changed since they were checked: check them "
                      "again.");
    ok = ok && take(s, w, b, false, unknown, err);
    if (ok)
        remember_lists(w, b);
    batch_free(b);
    return ok && show(s, w, err);
}
