/* Forms: loading them all and the help cards beside them, drafts of staff, and what was filled in.
 * The XML, or what it was sealed into, comes beside the command (effects_run_with) and is
 * overwritten with the rest of the work. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "effects/help_file.h"
#include "effects/shelf.h"
#include "effects/staged.h"
#include "effects/work.h"
#include "store/sealed_form.h"
#include "store/submission.h"

static void take_counts(struct filled_view *v, const struct submission_counts *c) {
    v->count = arena_array(&v->arena, c->n, sizeof *v->count);
    for (size_t i = 0; i < c->n; i++) {
        if (c->at[i].staff)
            continue;
        struct filled_count *x = &v->count[v->counts++];
        *x = (struct filled_count){.session = c->at[i].session, .all = c->at[i].all};
        STR_COPY(x->form, c->at[i].form);
    }
}

static void take_drafts(struct filled_view *v, const struct draft *d, size_t n) {
    v->draft = arena_array(&v->arena, n, sizeof *v->draft);
    v->drafts = n;
    for (size_t i = 0; i < n; i++) {
        v->draft[i].session = d[i].session;
        STR_COPY(v->draft[i].form, d[i].form);
    }
}

/* How many were filled in, and what was begun, as the store has it now. */
bool work_filled(struct store *s, struct work *w, struct err *err) {
    struct submission_counts c;
    struct draft *d;
    size_t n;
    ARENA(a);
    if (!store_drafts(s, &a, &d, &n, err) || !store_submission_counts(s, &c, err))
        return false;
    w->result.filled = xcalloc(1, sizeof *w->result.filled);
    take_counts(w->result.filled, &c);
    take_drafts(w->result.filled, d, n);
    arena_free(&c.arena);
    return true;
}

/* An import that a power cut has interrupted is settled before anybody looks. */
bool do_load_forms(struct store *s, struct work *w, struct err *err) {
    if (!work_filled(s, w, err) || !staged_settle(s, w->opts->dir, err))
        return false;
    w->result.forms = shelf_load(w->opts->share, w->opts->dir, s);
    if (!shelf_remember_keys(w->result.forms, s, err))
        return false;
    w->result.help = help_file_load(w->opts->share, w->opts->dir);
    return true;
}

bool do_load_draft(struct store *s, struct work *w, struct err *err) {
    struct draft d = {.session = w->cmd.ref};
    STR_COPY(d.form, w->cmd.text);
    struct err none = {0};
    if (!store_draft(s, &d, &none) && (none.kind != ERR_MISSING || w->cmd.n == 0))
        return err_set(err, none.kind, "%s", none.text);
    STR_COPY(w->result.text, d.place);
    w->result.xml = d.xml;
    return w->cmd.n == 0 || store_last_of_staff(s, d.form, &w->result.last, err);
}

bool do_keep_draft(struct store *s, struct work *w, struct err *err) {
    struct draft d = {.session = w->cmd.ref, .xml = w->xml}; /* borrowed */
    STR_COPY(d.form, w->cmd.text);
    STR_COPY(d.place, w->cmd.text2);
    STR_COPY(d.version, w->cmd.text3);
    return store_keep_draft(s, &d, err) && work_filled(s, w, err);
}

bool do_drop_draft(struct store *s, struct work *w, struct err *err) {
    return store_drop_draft(s, w->cmd.text, w->cmd.ref, err) && work_filled(s, w, err);
}

bool do_keep_finished(struct store *s, struct work *w, struct err *err) {
    struct submission x = {.form = w->cmd.text,
                           .version = w->cmd.text3,
                           .session = w->cmd.ref,
                           .staff = w->cmd.n != 0,
                           .doubt = w->cmd.band,
                           .xml = str_c(&w->xml),
                           .len = w->xml.len};
    STR_COPY(x.id, w->cmd.text2);
    return store_submit(s, &x, err) && work_filled(s, w, err);
}

/* Both files of it come as one string, which nobody here can read. */
bool do_keep_sealed(struct store *s, struct work *w, struct err *err) {
    size_t manifest_n = (size_t)w->cmd.opening;
    ASSERT(w->cmd.opening > 0 && manifest_n < w->xml.len);
    struct sealed_submission x = {.form = w->cmd.text,
                                  .version = w->cmd.text3,
                                  .session = w->cmd.ref,
                                  .staff = w->cmd.n != 0,
                                  .manifest = w->xml.p,
                                  .manifest_n = manifest_n,
                                  .record = w->xml.p + manifest_n,
                                  .record_n = w->xml.len - manifest_n};
    STR_COPY(x.id, w->cmd.text2);
    return store_submit_sealed(s, &x, err) && work_filled(s, w, err);
}
