/* What has been kept long enough: the coordinator is told, and deletes it. */
#include "effects/work.h"
#include "store/retention.h"

/* What a purge would delete now, of every class. */
static bool load(struct store *s, struct work *w, struct err *err) {
    const struct purge_ask ask = {.keep = w->opts->keep};
    struct overdue x[KEEP_CLASSES];
    if (!store_overdue(s, &ask, x, err))
        return false;
    for (int c = 0; c < KEEP_CLASSES; c++)
        w->result.overdue[c] =
            (struct overdue_view){.n = x[c].n, .sessions = x[c].sessions, .before = x[c].before};
    return true;
}

bool do_overdue(struct store *s, struct work *w, struct err *err) {
    return load(s, w, err);
}

bool do_purge(struct store *s, struct work *w, struct err *err) {
    const struct purge_ask ask = {
        .keep = w->opts->keep, .without = (unsigned)w->cmd.n, .by = "coordinator"};
    struct overdue gone[KEEP_CLASSES];
    size_t set_aside;
    if (!store_purge(s, &ask, gone, &set_aside, err))
        return false;
    w->result.n = (int32_t)set_aside;
    return load(s, w, err) && work_filled(s, w, err) && work_facts(s, w, err);
}
