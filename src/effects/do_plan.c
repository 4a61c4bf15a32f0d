/* What a coordinator writes about the plan: an update, what becomes of it, a rating. The ledger
 * brings all of it back. */
#include "effects/work.h"
#include "store/store.h"

bool do_write_update(struct store *s, struct work *w, struct err *err) {
    const struct command *c = &w->cmd;
    const struct typed t = {.action = c->text3,
                            .text = c->text,
                            .owner = c->text2,
                            .date = c->date,
                            .due = c->due,
                            .expires = c->expires};
    return store_write_update(s, &t, c->ref, &w->result.ref, err) && work_ledger(s, w, err);
}

bool do_withdraw_update(struct store *s, struct work *w, struct err *err) {
    return store_withdraw_update(s, w->cmd.ref, w->cmd.n != 0, err) && work_ledger(s, w, err);
}

bool do_rate(struct store *s, struct work *w, struct err *err) {
    const struct command *c = &w->cmd;
    const struct rating r = {
        .action = c->text3, .rag = c->text, .reason = c->text2, .date = c->date};
    return store_rate(s, &r, err) && work_ledger(s, w, err);
}
