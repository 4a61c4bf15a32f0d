#include "effects/reports.h"

#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "effects/shelf.h"
#include "effects/tally_file.h"
#include "outreach/cell.h"
#include "report/report.h"

/* A reader that counts what passes through it, and stops when a person asks for it. */
struct watched {
    struct session_reader inner;
    struct work *w;
};

static const struct session *watched_next(void *ctx, struct err *err) {
    struct watched *watch = ctx;
    if (work_cancelled(watch->w, err))
        return NULL;
    atomic_fetch_add(&watch->w->progress->done, 1);
    return watch->inner.next(watch->inner.ctx, err);
}

static void watched_again(void *ctx) {
    struct watched *watch = ctx;
    atomic_store(&watch->w->progress->done, 0);
    watch->inner.again(watch->inner.ctx);
}

static void watched_again_small(void *ctx, int64_t most) {
    struct watched *watch = ctx;
    atomic_store(&watch->w->progress->done, 0);
    watch->inner.again_small(watch->inner.ctx, most);
}

const char *reports_marking(const struct work *w, bool names) {
    const char *marking = w->opts->marking;
    return !names || (marking && cell_is_marked(marking)) ? marking : "OFFICIAL-SENSITIVE";
}

/* Only answers need the forms, and loading those takes a while. */
static bool needs_forms(const struct reports_ask *ask) {
    return ask->report == NULL || str_eq(ask->report, "feedback");
}

/* Into `path`, or where that is NULL into `out`. */
static bool make(struct store *s, struct work *w, const struct reports_ask *ask, const char *path,
                 FILE *out, size_t *ret_sessions, struct err *err) {
    struct watched watch = {.inner = store_reader(s), .w = w};
    const struct session_reader rows = {&watch, watched_next, watched_again, watched_again_small};
    struct str complaints CLEANUP(str_release) = {0}; /* they were shown at the start */
    struct tally_plan plan;
    tally_file_load(w->opts->share, w->opts->dir, &plan, &complaints);
    const struct form *form[FORMS_MAX];
    struct forms_view *forms =
        needs_forms(ask) ? shelf_load(w->opts->share, w->opts->dir, s) : NULL;
    const struct report_opts opts = {.form = form,
                                     .forms = shelf_forms(forms, form),
                                     .report = ask->report,
                                     .without = ask->without,
                                     .from = ask->from,
                                     .until = ask->until,
                                     .names = ask->names,
                                     .marking = reports_marking(w, ask->names),
                                     .wall = store_wall(s),
                                     .store = s,
                                     .tally_plan = &plan};
    bool ok = path ? report_write(rows, &opts, path, ret_sessions, err)
                   : report_print(rows, &opts, ask->ending, out, ret_sessions, err);
    forms_view_free(forms);
    struct err ended = {0};
    if (!store_reader_end(s, &ended) && ok)
        ok = err_set(err, ended.kind, "%s", ended.text);
    return ok;
}

void reports_name(struct store *s, const char *what, const char *ending, char *out, size_t size) {
    char day[11];
    date_iso(date_of_wall(store_wall(s), NULL), day);
    snprintf(out, size, "%.40s-%s%s", what, day, ending);
}

bool reports_write(struct store *s, struct work *w, const struct reports_ask *ask, char *path,
                   size_t size, size_t *ret_sessions, struct err *err) {
    char folder[4096], name[128];
    path_join(folder, sizeof folder, w->opts->dir, "exports");
    if (!file_make_dirs(folder, err))
        return false;
    reports_name(s, ask->report ? ask->report : "reports", ask->ending, name, sizeof name);
    path_join(path, size, folder, name);
    return make(s, w, ask, path, NULL, ret_sessions, err);
}

bool reports_print(struct store *s, struct work *w, const struct reports_ask *ask, FILE *out,
                   struct err *err) {
    size_t sessions;
    return make(s, w, ask, NULL, out, &sessions, err);
}

bool reports_exported(struct store *s, struct work *w, size_t sessions, struct err *err) {
    char number[24];
    snprintf(number, sizeof number, "%zu", sessions);
    return store_set_setting(s, "exported", number, err) && work_facts(s, w, err);
}
