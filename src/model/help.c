/* Help cards: their order for who is here, and how often they were looked at. */
#include <string.h>

#include "base/str.h"
#include "model/model.h"

static struct help_view *find(struct model *m, int64_t session, const char *card) {
    for (size_t i = 0; i < m->help_views; i++)
        if (m->help_view[i].session == session && str_eq(m->help_view[i].card, card))
            return &m->help_view[i];
    return NULL;
}

void model_view_card(struct model *m, const char *card) {
    const struct session *s = model_feedback_session(m);
    if (!s || !m->help || !help_find(m->help, card))
        return;
    struct help_view *v = find(m, s->id, card);
    if (!v && m->help_views < HELP_VIEWS) {
        v = &m->help_view[m->help_views++];
        *v = (struct help_view){.session = s->id};
        STR_COPY(v->card, card);
    }
    if (v && v->n < TALLY_MOST)
        v->n++;
}

void model_add_views(const struct model *m, struct command *c) {
    for (size_t i = 0; i < m->help_views && c->counts < TALLY_ITEMS; i++) {
        const struct help_view *v = &m->help_view[i];
        if (v->session != c->ref)
            continue;
        STR_COPY(c->count[c->counts].item, v->card);
        c->count[c->counts++].n = v->n;
    }
}

void model_drop_views(struct model *m, int64_t session) {
    size_t kept = 0;
    for (size_t i = 0; i < m->help_views; i++)
        if (m->help_view[i].session != session)
            m->help_view[kept++] = m->help_view[i];
    m->help_views = kept;
}

size_t model_help_for(const struct model *m, const char *topic,
                      const struct help_card *ret[HELP_CARDS]) {
    bool children = (model_audiences(model_feedback_session(m)) & FOR_PUPILS) != 0;
    return m->help ? help_for(m->help, topic, children, m->today, ret) : 0;
}

size_t model_help_stale(const struct model *m) {
    return m->help ? help_stale(m->help, m->today, NULL) : 0;
}
