/* Reading the model: sums as they are shown, and the few facts that do not come from an effect. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { TOAST_MS = 4000 };

void model_init(struct model *m) {
    memset(m, 0, sizeof *m);
    m->text_pct = 100;
    m->sound = true;
}

void model_free(struct model *m) {
    model_forget_names(m);
    model_drop_survey(m);
    forms_view_free(m->forms);
    arena_free(&m->filled.arena);
    ledger_free(m->ledger);
    arena_free(&m->tape.arena);
    arena_free(&m->complaints.arena);
    arena_free(&m->tallies.arena);
    free(m->tally_plan);
    help_free(m->help);
    if (m->checked)
        import_free(m->checked);
    free(m->checked);
    form_check_free(m->form_check);
    batch_view_free(m->batch);
}

void model_set_time(struct model *m, int64_t wall, int64_t now) {
    m->now = now;
    m->today = date_of_wall(wall + m->shift, &m->minute);
}

void model_lock(struct model *m) {
    m->who = WHO_PUBLIC;
    explicit_bzero(m->toast.words, sizeof m->toast.words); /* it may have said a name */
    m->toast.until = 0;
    m->failure[0] = '\0';
    m->handed_over = 0;
    model_forget_names(m);
    model_drop_survey(m);
}

void model_hand_over(struct model *m, int64_t session) {
    model_lock(m);
    m->handed_over = session;
}

void model_toast(struct model *m, const char *words, bool bad) {
    STR_COPY(m->toast.words, words);
    m->toast.bad = bad;
    m->toast.until = m->now + TOAST_MS;
}

/* One head of the adults, else of the first group: as the store does it. */
static void add_arrival(const struct model *m, struct pending *p, const struct command *c) {
    p->n = 1;
    p->came = true;
    STR_COPY(p->entry, c->kind == CMD_CHECK_IN ? c->text : ""); /* of a sign-in it is a name */
    STR_COPY(p->band, m->tape.band[0].key);
    for (size_t i = 0; i < m->tape.bands; i++)
        if (str_eq(m->tape.band[i].key, "adult"))
            STR_COPY(p->band, "adult");
}

static void add_pending(struct model *m, const struct command *c, int64_t ticket) {
    ASSERT(m->pendings < PENDING_MAX);
    struct pending *p = &m->pending[m->pendings++];
    *p = (struct pending){.ticket = ticket, .session = c->ref, .n = c->n};
    STR_COPY(p->band, c->band);
    if (c->kind == CMD_CHECK_IN || c->kind == CMD_WALK_IN || c->kind == CMD_SIGN_IN)
        add_arrival(m, p, c);
    if (c->kind != CMD_UNDO)
        return;
    p->undoes = c->n;
    p->n = 0;
    for (size_t i = 0; i < m->tape.marks; i++) {
        if (m->tape.mark[i].seq != c->n)
            continue;
        p->n = -m->tape.mark[i].n;
        STR_COPY(p->band, m->tape.mark[i].band);
    }
}

static void add_pending_tally(struct model *m, const struct command *c, int64_t ticket) {
    ASSERT(m->pending_tallies < PENDING_MAX);
    struct pending_tally *p = &m->pending_tally[m->pending_tallies++];
    *p = (struct pending_tally){
        .ticket = ticket, .session = c->ref, .opening = c->opening, .n = c->n};
    STR_COPY(p->item, c->text);
}

void model_sent(struct model *m, const struct command *c, int64_t ticket) {
    if (command_is_mark(c->kind) && c->ref == m->tape.session)
        add_pending(m, c, ticket);
    if (c->kind == CMD_TALLY)
        add_pending_tally(m, c, ticket);
    if (command_is_long(c->kind))
        m->job = (struct job_view){.kind = c->kind, .running = true, .since = m->now};
}

static bool in_band(const char *have, const char *want) {
    return !want || strcmp(have, want) == 0;
}

int64_t model_pending(const struct model *m, const char *band) {
    int64_t sum = 0;
    for (size_t i = 0; i < m->pendings; i++)
        if (m->pending[i].session == m->tape.session && in_band(m->pending[i].band, band))
            sum += m->pending[i].n;
    return sum;
}

int64_t model_heads(const struct model *m, const char *band) {
    int64_t sum = model_pending(m, band);
    for (size_t i = 0; i < m->tape.bands; i++)
        if (in_band(m->tape.band[i].key, band))
            sum += m->tape.band[i].saved;
    return sum;
}

bool model_saving(const struct model *m) {
    for (size_t i = 0; i < m->pendings; i++)
        if (m->pending[i].session == m->tape.session)
            return true;
    return false;
}

int64_t model_tally(const struct model *m, const char *item, int32_t opening) {
    int64_t n = tallies_counted(&m->tallies, item, opening);
    for (size_t i = 0; i < m->pending_tallies; i++) {
        const struct pending_tally *p = &m->pending_tally[i];
        if (p->session == m->tallies.session && p->opening == opening && str_eq(p->item, item))
            n += p->n;
    }
    return n;
}

bool model_tallying(const struct model *m) {
    for (size_t i = 0; i < m->pending_tallies; i++)
        if (m->pending_tally[i].session == m->tallies.session)
            return true;
    return false;
}

size_t model_tally_groups(const struct model *m, int64_t session,
                          const struct tally_group *ret_group[TALLY_GROUPS]) {
    const struct session *s = model_session(m, session);
    if (s == NULL || m->tally_plan == NULL)
        return 0;
    return tally_offered(m->tally_plan, s->event_type, ret_group);
}

const struct session *model_session(const struct model *m, int64_t id) {
    return m->ledger ? ledger_find(m->ledger, id) : NULL;
}

bool model_is_left_open(const struct model *m, const struct session *s) {
    return s->life == LIFE_OPEN && s->since.year != 0 && date_compare(s->since, m->today) < 0;
}
