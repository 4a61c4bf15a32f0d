/* Forms: which of them visitors are offered now, and what has been filled in.
 *
 * While a session is open, visitors are asked about it, by the forms that are for its audience.
 * With none open the kiosk is on a stall, and the forms for the public are offered; but not in a
 * school where pupils are still to come: they are never offered what was written for adults. Beside
 * them stand, behind the same door, a concern and plain help. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

void forms_view_free(struct forms_view *v) {
    if (!v)
        return;
    for (size_t i = 0; i < v->forms; i++)
        form_free((struct form *)v->form[i].form);
    arena_free(&v->arena);
    free(v);
}

void form_check_free(struct form_check *c) {
    if (!c)
        return;
    arena_free(&c->arena);
    free(c);
}

void batch_view_free(struct batch_view *v) {
    if (v)
        arena_free(&v->arena);
    free(v);
}

void model_drop_survey(struct model *m) {
    survey_free(m->survey);
    m->survey = NULL;
    m->survey_of = NULL;
    forms_view_free(m->forms_before);
    m->forms_before = NULL;
    m->survey_session = 0;
    m->survey_saving = false;
    if (!m->on_journey) /* else it goes on, maybe to another form */
        m->language[0] = '\0';
}

void model_take_forms(struct model *m, struct forms_view *v) {
    if (m->survey && !m->forms_before)
        m->forms_before = m->forms;
    else /* nobody fills in one of them: the survey, if any, is of still older ones */
        forms_view_free(m->forms);
    m->forms = v;
}

const struct session *model_feedback_session(const struct model *m) {
    const struct session *asked = model_session(m, m->asked_session);
    if (asked && asked->life == LIFE_OPEN && !model_is_left_open(m, asked))
        return asked;
    for (size_t i = 0; m->ledger && i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (s->life == LIFE_OPEN && !model_is_left_open(m, s))
            return s;
    }
    return NULL;
}

/* Years R to 6 and 7 to 13; of pupils whose year nobody gave, both. */
static unsigned pupils_of(const struct session *s) {
    enum { LAST_PRIMARY = 6, LAST = 13 };
    char years[64], *year[BAND_MAX];
    unsigned bits = 0;
    STR_COPY(years, s->year_group);
    size_t n = str_split(years, ';', year, BAND_MAX);
    for (size_t i = 0; i < n; i++) {
        long y = strcmp(year[i], "R") == 0 ? 1 : strtol(year[i], NULL, 10);
        if (y >= 1 && y <= LAST)
            bits |= y <= LAST_PRIMARY ? FOR_PRIMARY : FOR_SECONDARY;
    }
    return bits ? bits : FOR_PRIMARY | FOR_SECONDARY;
}

unsigned model_audiences(const struct session *s) {
    struct band band[BAND_MAX];
    if (!s)
        return FOR_PUBLIC;
    size_t n = band_defaults(s, band, BAND_MAX);
    if (session_is_pupils(s))
        return pupils_of(s);
    /* Grown-ups alone, and no parents: those who are trained for their work. */
    if (n == 1 && str_eq(band[0].key, "adult"))
        return FOR_PROFESSIONALS;
    return FOR_ADULTS | FOR_PUBLIC;
}

/* The visitors' forms of one way that are for those at this session, added behind the first `n`. */
static size_t add_way(const struct model *m, enum survey_way way, const struct session *s, size_t n,
                      const struct form_view *ret[FORMS_MAX]) {
    unsigned who = model_audiences(s);
    for (size_t i = 0; m->forms && i < m->forms->forms; i++) {
        const struct form_view *f = &m->forms->form[i];
        if (f->profile->side == SIDE_VISITOR && f->profile->way == way &&
            (f->profile->audiences & who))
            ret[n++] = f;
    }
    return n;
}

size_t model_offered_at(const struct model *m, const struct session *s,
                        const struct form_view *ret[FORMS_MAX]) {
    return add_way(m, WAY_FEEDBACK, s, 0, ret);
}

bool model_takes_concerns(const struct model *m, const struct session *s) {
    bool pupils = (model_audiences(s) & FOR_PUPILS) != 0;
    return m->readers > 0 && (!pupils || m->pupils_concerns);
}

const struct form_view *model_concern(const struct model *m) {
    for (size_t i = 0; m->forms && i < m->forms->forms; i++)
        if (m->forms->form[i].profile->way == WAY_CONCERN)
            return &m->forms->form[i];
    return NULL;
}

const char *model_topic(const struct session *s) {
    static const struct {
        const char *word, *topic; /* the first word that the session's topic holds */
    } topics[] = {{"knife", "knife"},
                  {"county lines", "county_lines"},
                  {"gang", "gangs"},
                  {"cuckoo", "cuckooing"},
                  {"domestic", "domestic"},
                  {"slavery", "slavery"},
                  {"exploit", "exploitation"},
                  {"online", "online"},
                  {"radicalis", "radicalisation"},
                  {"prevent", "radicalisation"},
                  {"hate", "hate"},
                  {"anti-social", "asb"},
                  {"drug", "drugs"}};
    for (size_t i = 0; s && i < sizeof topics / sizeof *topics; i++)
        if (strcasestr(s->topic, topics[i].word))
            return topics[i].topic;
    return "";
}

/* Is a session of children still to come today? Then who passes may be one of them. */
static bool pupils_are_expected(const struct model *m) {
    for (size_t i = 0; m->ledger && i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        bool off = s->status == STATUS_CANCELLED || s->status == STATUS_REARRANGED;
        bool over = s->life != LIFE_NEW || (s->ends >= 0 && s->ends < m->minute);
        if (date_compare(s->date, m->today) == 0 && !off && !over && session_is_pupils(s))
            return true;
    }
    return false;
}

const struct form_view *model_asked(const struct model *m) {
    const struct session *s = model_feedback_session(m);
    const struct form_view *asked = model_form(m, m->asked_form);
    return asked && m->asked_session == (s ? s->id : 0) ? asked : NULL;
}

size_t model_offered(const struct model *m, const struct form_view *ret[FORMS_MAX]) {
    const struct session *s = model_feedback_session(m);
    ret[0] = model_asked(m);
    if (ret[0])
        return 1;
    if (!s && pupils_are_expected(m))
        return 0;
    size_t n = model_offered_at(m, s, ret);
    if (model_takes_concerns(m, s))
        n = add_way(m, WAY_CONCERN, s, n, ret);
    return add_way(m, WAY_HELP, s, n, ret);
}

const struct form_view *model_form(const struct model *m, const char *id) {
    for (size_t i = 0; m->forms && id[0] && i < m->forms->forms; i++)
        if (str_eq(m->forms->form[i].form->id, id))
            return &m->forms->form[i];
    return NULL;
}

int64_t model_answers(const struct model *m, int64_t session, const char *form) {
    int64_t n = 0;
    for (size_t i = 0; i < m->filled.counts; i++) {
        const struct filled_count *c = &m->filled.count[i];
        if (c->session == session && (!form || str_eq(c->form, form)))
            n += c->all;
    }
    return n;
}

bool model_has_draft(const struct model *m, const char *form, int64_t session) {
    for (size_t i = 0; i < m->filled.drafts; i++)
        if (m->filled.draft[i].session == session && str_eq(m->filled.draft[i].form, form))
            return true;
    return false;
}

int64_t model_heads_of(const struct model *m, int64_t session) {
    const struct session *s = model_session(m, session);
    if (session && m->tape.session == session)
        return model_heads(m, NULL);
    return s && s->counted.q != COUNT_NOT_RECORDED ? s->counted.n : 0;
}
