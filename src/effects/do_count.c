/* One session: opening, marks, groups, closing. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "effects/work.h"
#include "store/store.h"

static struct tape_mark mark_view(const struct mark *m) {
    struct tape_mark v = {.seq = m->seq,
                          .n = m->n,
                          .undoes = m->undoes,
                          .exact = m->kind == MARK_EXACT,
                          .walk_in = m->kind == MARK_WALK_IN || m->kind == MARK_SIGN_IN,
                          .signed_in = m->kind == MARK_SIGN_IN,
                          .undone = m->undone};
    STR_COPY(v.band, m->band);
    STR_COPY(v.entry, m->entry);
    v.date = date_of_wall(m->wall, &v.minute);
    return v;
}

bool work_tape(struct store *s, struct work *w, struct err *err) {
    struct tape t = {0};
    if (!store_tape(s, w->cmd.ref, &t, err))
        return false;
    struct tape_view *v = xcalloc(1, sizeof *v);
    v->session = t.session;
    v->life = t.life;
    v->qualifier = t.qualifier;
    v->class_size = t.class_size;
    v->bands = t.bands;
    for (size_t i = 0; i < t.bands; i++) {
        STR_COPY(v->band[i].key, t.band[i].key);
        v->band[i].saved = t.band[i].sum;
    }
    v->marks = v->marks_cap = t.marks;
    v->mark = arena_array(&v->arena, t.marks, sizeof *v->mark);
    for (size_t i = 0; i < t.marks; i++)
        v->mark[i] = mark_view(&t.mark[i]);
    arena_free(&t.arena);
    w->result.tape = v;
    return true;
}

bool do_load_tape(struct store *s, struct work *w, struct err *err) {
    return work_tape(s, w, err);
}

bool do_open_session(struct store *s, struct work *w, struct err *err) {
    return store_open_session(s, w->cmd.ref, err) && work_tape(s, w, err) &&
           work_ledger(s, w, err) && work_facts(s, w, err);
}

/* For an undo the command's n is the seq of the mark that is taken back; which heads that were, and
 * of what band, stands in the model's tape. */
bool do_mark(struct store *s, struct work *w, struct err *err) {
    const struct command *c = &w->cmd;
    static const enum mark_kind kinds[] = {
        [CMD_ADD_HEADS] = MARK_ADD, [CMD_EXACT] = MARK_EXACT, [CMD_UNDO] = MARK_UNDO};
    struct tape_mark *m = &w->result.mark;
    bool undo = c->kind == CMD_UNDO;
    *m = (struct tape_mark){
        .n = undo ? 0 : c->n, .undoes = undo ? c->n : 0, .exact = c->kind == CMD_EXACT};
    STR_COPY(m->band, c->band);
    m->date = date_of_wall(store_wall(s), &m->minute);
    return store_mark(s, c->ref, kinds[c->kind], c->band, m->n, m->undoes, &m->seq, err);
}

bool do_add_band(struct store *s, struct work *w, struct err *err) {
    return store_add_band(s, w->cmd.ref, w->cmd.band, err) && work_tape(s, w, err);
}

bool do_qualifier(struct store *s, struct work *w, struct err *err) {
    return store_set_qualifier(s, w->cmd.ref, (enum qualifier)w->cmd.n, err) &&
           work_tape(s, w, err);
}

bool do_class_size(struct store *s, struct work *w, struct err *err) {
    return store_set_class_size(s, w->cmd.ref, w->cmd.n, err) && work_tape(s, w, err);
}

bool do_close(struct store *s, struct work *w, struct err *err) {
    const struct closing c = {.qualifier = (enum qualifier)w->cmd.n,
                              .note = w->cmd.text,
                              .deliverer = w->cmd.text2,
                              .view = w->cmd.count,
                              .views = w->cmd.counts};
    return store_close_session(s, w->cmd.ref, &c, err) && work_tape(s, w, err) &&
           work_ledger(s, w, err) && work_facts(s, w, err);
}
