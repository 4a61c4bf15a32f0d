/* Tallies of one session: what is tallied where, one more and one less, openings, second figures.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "effects/tally_file.h"
#include "effects/work.h"
#include "store/store.h"

void work_tally_plan(struct work *w) {
    struct str complaints CLEANUP(str_release) = {0};
    struct tally_plan *plan = xcalloc(1, sizeof *plan);
    tally_file_load(w->opts->share, w->opts->dir, plan, &complaints);
    if (complaints.len > 0) /* staff pass on the first; once that is mended, the next shows */
        snprintf(w->result.text, sizeof w->result.text, "%.*s. The list of tallies is not used.",
                 (int)strcspn(str_c(&complaints), "\n"), str_c(&complaints));
    w->result.tally_plan = plan;
}

static bool work_tallies(struct store *s, struct work *w, struct err *err) {
    struct tallies t;
    if (!store_tallies(s, w->cmd.ref, &t, err))
        return false;
    w->result.tallies = xmalloc(sizeof t);
    *w->result.tallies = t;
    return true;
}

bool do_load_tallies(struct store *s, struct work *w, struct err *err) {
    return work_tallies(s, w, err);
}

/* The answer brings all sums of the session, as they were when this tally had been written: so no
 * order of answers can make the screen differ from the card. */
bool do_tally(struct store *s, struct work *w, struct err *err) {
    const struct command *c = &w->cmd;
    return store_tally(s, c->ref, c->text, c->opening, c->n, err) && work_tallies(s, w, err);
}

bool do_tally_open(struct store *s, struct work *w, struct err *err) {
    int32_t opening;
    return store_tally_open(s, w->cmd.ref, w->cmd.text, &opening, err) && work_tallies(s, w, err);
}

bool do_tally_confirm(struct store *s, struct work *w, struct err *err) {
    const struct command *c = &w->cmd;
    return store_tally_confirm(s, c->ref, c->opening, c->count, c->counts, c->text, err) &&
           work_tallies(s, w, err);
}
