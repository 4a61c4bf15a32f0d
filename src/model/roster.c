/* Who is expected and who is here. The names come with the list and go when the kiosk locks; who is
 * here is read from the tape, which knows entries and no names. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

void model_forget_roster(struct roster_view *r) {
    people_free(r->people);
    arena_wipe(&r->arena);
    *r = (struct roster_view){0};
}

void model_forget_names(struct model *m) {
    model_forget_roster(&m->roster);
    if (m->checked) /* may have been a list */
        arena_wipe(&m->checked->arena);
    free(m->checked);
    m->checked = NULL;
}

/* From the newest on: who was undone and came again is here by the later mark. */
const struct tape_mark *model_here(const struct model *m, const char *entry) {
    for (size_t i = m->tape.marks; i > 0; i--) {
        const struct tape_mark *mark = &m->tape.mark[i - 1];
        if (!mark->undone && memcmp(mark->entry, entry, PERSON_ID_SIZE) == 0)
            return mark;
    }
    return NULL;
}

static bool is_of_tape(const struct model *m, const struct pending *p) {
    return p->session == m->tape.session;
}

bool model_is_arriving(const struct model *m, const char *entry) {
    for (size_t i = 0; i < m->pendings; i++)
        if (is_of_tape(m, &m->pending[i]) && str_eq(m->pending[i].entry, entry))
            return true;
    return false;
}

bool model_is_leaving(const struct model *m, int32_t seq) {
    for (size_t i = 0; i < m->pendings; i++)
        if (is_of_tape(m, &m->pending[i]) && m->pending[i].undoes == seq)
            return true;
    return false;
}

int64_t model_came(const struct model *m) {
    int64_t came = 0;
    for (size_t i = 0; i < m->tape.marks; i++) {
        const struct tape_mark *mark = &m->tape.mark[i];
        if (mark->entry[0] && !mark->undone && !model_is_leaving(m, mark->seq))
            came++;
    }
    for (size_t i = 0; i < m->pendings; i++)
        came += is_of_tape(m, &m->pending[i]) && m->pending[i].came;
    return came;
}

static const struct named *named_of(const struct model *m, const char *entry) {
    for (size_t i = 0; i < m->roster.names; i++)
        if (str_eq(m->roster.named[i].entry, entry))
            return &m->roster.named[i];
    return NULL;
}

const char *model_name_of(const struct model *m, const char *entry) {
    const struct named *n = named_of(m, entry);
    return n != NULL && !n->sealed ? n->name : NULL;
}

bool model_is_sealed(const struct model *m, const char *entry) {
    const struct named *n = entry[0] ? named_of(m, entry) : NULL;
    return n != NULL && n->sealed;
}

int64_t model_sealed(const struct model *m) {
    int64_t sealed = 0;
    for (size_t i = 0; i < m->tape.marks; i++) {
        const struct tape_mark *mark = &m->tape.mark[i];
        sealed +=
            !mark->undone && !model_is_leaving(m, mark->seq) && model_is_sealed(m, mark->entry);
    }
    return sealed;
}

const char *model_organisation_of(const struct model *m, const char *entry) {
    const struct named *n = named_of(m, entry);
    return n != NULL && n->organisation != NULL ? n->organisation : "";
}

bool model_has_list(const struct model *m, int64_t session) {
    return session != 0 && m->roster.session == session && m->roster.people;
}

bool model_is_pupils(const struct model *m, int64_t session) {
    const struct session *s = model_session(m, session);
    return s == NULL || session_is_pupils(s);
}
