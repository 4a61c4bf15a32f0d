/* The check-in list: who is expected, who came, what a walk-in is called, and forgetting all of it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "effects/work.h"
#include "store/store.h"

static struct roster_view *roster_view(const struct roster *r) {
    struct roster_view *v = xcalloc(1, sizeof *v);
    v->session = r->session;
    v->people = r->kept ? people_build(r->person, r->people) : NULL;
    v->named = arena_array(&v->arena, r->walk_ins, sizeof *v->named);
    v->names = r->walk_ins;
    for (size_t i = 0; i < r->walk_ins; i++) {
        STR_COPY(v->named[i].entry, r->walk_in[i].entry);
        v->named[i].name = arena_strdup(&v->arena, r->walk_in[i].name);
        v->named[i].organisation = arena_strdup(&v->arena, r->walk_in[i].organisation);
        v->named[i].sealed = r->walk_in[i].sealed;
    }
    return v;
}

bool do_load_roster(struct store *s, struct work *w, struct err *err) {
    struct roster r;
    if (!store_roster(s, w->cmd.ref, &r, err))
        return false;
    w->result.roster = roster_view(&r);
    roster_free(&r);
    return true;
}

static void mark_made(struct store *s, struct work *w, const struct check_in *c) {
    struct tape_mark *m = &w->result.mark;
    bool signed_in = w->cmd.kind == CMD_SIGN_IN;
    *m = (struct tape_mark){.seq = c->seq,
                            .n = 1,
                            .walk_in = signed_in || w->cmd.kind == CMD_WALK_IN,
                            .signed_in = signed_in};
    STR_COPY(m->band, c->band);
    STR_COPY(m->entry, c->entry);
    m->date = date_of_wall(store_wall(s), &m->minute);
}

bool do_check_in(struct store *s, struct work *w, struct err *err) {
    struct check_in c;
    if (!store_check_in(s, w->cmd.ref, w->cmd.text, &c, err))
        return false;
    mark_made(s, w, &c);
    return true;
}

bool do_walk_in(struct store *s, struct work *w, struct err *err) {
    struct check_in c;
    if (!store_walk_in(s, w->cmd.ref, &c, err))
        return false;
    mark_made(s, w, &c);
    return true;
}

bool do_sign_in(struct store *s, struct work *w, struct err *err) {
    struct check_in c;
    struct sign_in who = {.name = ""};
    STR_COPY(who.name, w->cmd.text);
    STR_COPY(who.organisation, w->cmd.text2);
    STR_COPY(who.email, w->cmd.text3);
    bool ok = store_sign_in(s, w->cmd.ref, &who, &c, err);
    explicit_bzero(&who, sizeof who);
    stack_wipe(); /* it passed through what was called from here */
    if (ok)
        mark_made(s, w, &c);
    return ok;
}

bool do_name_walk_in(struct store *s, struct work *w, struct err *err) {
    return store_name_walk_in(s, w->cmd.ref, w->cmd.text, w->cmd.text2, err) &&
           do_load_roster(s, w, err);
}

bool do_forget_names(struct store *s, struct work *w, struct err *err) {
    (void)w, (void)err;
    store_forget_names(s);
    stack_wipe(); /* of the store thread, where the lists were opened */
    return true;
}
