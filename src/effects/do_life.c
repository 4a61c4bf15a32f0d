/* What becomes of a session: called off, moved, on after all, opened again, made on the spot; and
 * the number that somebody else counted. */
#include <stdlib.h>

#include "base/str.h"
#include "effects/work.h"
#include "store/store.h"

/* Whatever happened, the list of all sessions shows it. */
static bool changed(struct store *s, struct work *w, struct err *err) {
    return work_ledger(s, w, err) && work_facts(s, w, err);
}

bool do_reopen(struct store *s, struct work *w, struct err *err) {
    return store_reopen_session(s, w->cmd.ref, w->cmd.text, err) && work_tape(s, w, err) &&
           changed(s, w, err);
}

bool do_call_off(struct store *s, struct work *w, struct err *err) {
    return store_cancel_session(s, w->cmd.ref, w->cmd.text, err) && changed(s, w, err);
}

bool do_move(struct store *s, struct work *w, struct err *err) {
    return store_move_session(s, w->cmd.ref, w->cmd.date, w->cmd.text, &w->result.ref, err) &&
           changed(s, w, err);
}

bool do_reinstate(struct store *s, struct work *w, struct err *err) {
    return store_reinstate_session(s, w->cmd.ref, w->cmd.text, err) && changed(s, w, err);
}

/* One that is still to come is only written down; what is today or has taken place is counted. */
static bool is_ahead(struct store *s, const struct work *w) {
    return date_compare(w->cmd.date, date_of_wall(store_wall(s), NULL)) > 0;
}

bool do_make(struct store *s, struct work *w, struct err *err) {
    const struct new_session *n = &w->cmd.make;
    const struct session x = {.topic = n->topic,
                              .venue = n->venue,
                              .audience = n->audience,
                              .year_group = n->year_group,
                              .actions = n->actions,
                              .deliverer = n->deliverer,
                              .date = w->cmd.date,
                              .starts = n->starts,
                              .ends = -1};
    if (!store_new_session(s, &x, &w->cmd.ref, err))
        return false;
    w->result.ref = w->cmd.ref;
    if (is_ahead(s, w)) {
        w->result.msg = MSG_SESSION_CHANGED;
        return changed(s, w, err);
    }
    return store_open_session(s, w->cmd.ref, err) && work_tape(s, w, err) && changed(s, w, err);
}

bool do_dispute(struct store *s, struct work *w, struct err *err) {
    struct dispute d = {.theirs = w->cmd.n, .settled = -1};
    STR_COPY(d.whose, w->cmd.band);
    STR_COPY(d.settled_by, w->cmd.text2);
    if (w->cmd.text[0])
        d.settled = strtoll(w->cmd.text, NULL, 10);
    return store_dispute(s, w->cmd.ref, &d, err) && changed(s, w, err);
}
