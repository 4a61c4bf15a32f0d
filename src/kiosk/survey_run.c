#include "kiosk/survey_run.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/uuid.h"
#include "kiosk/app.h"
#include "seal/odk.h"

/* ---- what a form is told ------------------------------------------------------------------- */

static int32_t utc_offset(int64_t wall) {
    time_t s = (time_t)(wall / 1000);
    struct tm tm;
    return localtime_r(&s, &tm) ? (int32_t)tm.tm_gmtoff : 0;
}

static bool is_staffs(const struct form_view *f) {
    return f->profile->side == SIDE_STAFF;
}

/* What is filled in there is to be read by whoever has the form's private key, and by nobody else:
 * no draft is kept, and nothing of it stays in memory. */
static bool is_sealed(const struct form_view *f) {
    return f->form->key != NULL;
}

/* For a visitor the day stands still: no answer can tell when it was given. */
static int64_t time_for(const struct app *a, const struct form_view *f) {
    return is_staffs(f) ? clock_wall(a->clock) + a->model.shift : date_to_wall(a->model.today, 0);
}

static void staffs_id(void *ctx, char ret[static 37]) {
    const struct app *a = ctx;
    uuid_v7(ret, clock_wall(a->clock) + a->model.shift);
}

static void visitors_id(void *ctx, char ret[static 37]) {
    (void)ctx;
    uuid_v4(ret);
}

static void set_env(struct app *a, const struct form_view *f, struct instance_env *env) {
    int64_t now = time_for(a, f);
    *env = (struct instance_env){.now_ms = now,
                                 .utc_offset_s = utc_offset(now),
                                 .uuid = is_staffs(f) ? staffs_id : visitors_id,
                                 .ctx = a};
    random_bytes(&env->seed, sizeof env->seed);
    if (is_staffs(f) && a->model.kiosk[0])
        env->device_id = a->model.kiosk;
}

/* What the kiosk knows by the names that kiosk.ini uses for it; NULL: nothing of that name. */
struct context {
    char session[24], date[11];
    const struct model *m;
    const struct session *s; /* or NULL */
};

static const char *context_value(const struct context *c, const char *name) {
    const struct session *s = c->s;
    const struct {
        const char *name, *value;
    } known[] = {
        {"session", c->session},
        {"date", c->date},
        {"venue", s ? s->venue : ""},
        {"topic", s ? s->topic : ""},
        {"year_group", s ? s->year_group : ""},
        {"audience", s ? s->audience : ""},
        {"deliverer", s ? s->deliverer : ""},
        {"event", c->m->event},
        {"kiosk", c->m->kiosk},
        {"door", c->m->on_journey ? "yes" : ""},
        {"mode", model_audiences(s) & FOR_PUPILS ? "topic" : "full"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(known[i].name, name))
            return known[i].value;
    return NULL;
}

static void add_prefills(const struct profile *p, const struct context *c,
                         struct survey_start *start) {
    for (size_t i = 0; i < p->prefills && start->prefills < SURVEY_PREFILL; i++) {
        const char *value = context_value(c, p->prefill[i].context);
        if (value && value[0])
            start->prefill[start->prefills++] =
                (struct prefill){.field = p->prefill[i].field, .value = value};
    }
}

/* ---- opening ------------------------------------------------------------------------------- */

/* Nothing of the survey before is left, neither in the model nor in what was drawn. */
static void drop(struct app *a) {
    if (!a->model.survey)
        return;
    bool is_secret = !is_staffs(a->model.survey_of) || is_sealed(a->model.survey_of);
    model_drop_survey(&a->model);
    if (!is_secret)
        return;
    app_wipe_frames(a);
    stack_wipe();
}

/* What staff have begun and what they finished last comes from the store: `kept`, or NULL. */
static bool begin(struct app *a, const struct form_view *f, const struct command *c,
                  const struct result *kept, bool resume, struct err *err) {
    struct model *m = &a->model;
    struct context context = {.m = m, .s = model_session(m, c->ref)};
    struct survey_start start = {.check_answers =
                                     f->profile->check_answers & model_audiences(context.s),
                                 .read_ms = f->profile->read_ms,
                                 .now = m->now};
    char language[sizeof m->language];
    STR_COPY(language, c->text2[0] ? c->text2 : m->language);
    if (context.s)
        snprintf(context.session, sizeof context.session, "%lld", (long long)c->ref);
    date_iso(context.s && context.s->date.year ? context.s->date : m->today, context.date);
    set_env(a, f, &start.env);
    add_prefills(f->profile, &context, &start);
    start.language = language[0] ? language : NULL;
    if (kept && kept->last.len > 0)
        start.env.last_saved = str_c(&kept->last);
    if (resume) {
        start.draft = str_c(&kept->xml);
        start.place = kept->text[0] ? kept->text : NULL;
    }
    struct survey *s = survey_new(f->form, &start, err);
    if (!s)
        return false;
    drop(a);
    a->filling.judged = false;
    m->survey = s;
    m->survey_of = f;
    m->survey_session = c->ref;
    return true;
}

static void show(struct app *a, bool replace, int64_t session) {
    const struct command c = {
        .kind = replace ? CMD_REPLACE : CMD_GO, .screen = "survey", .ref = session};
    app_carry_out(a, &c);
}

/* Staff's forms are theirs; a concern and help are found behind the door alone. */
static bool may_open(const struct model *m, const struct form_view *f, int64_t session) {
    bool open =
        f->profile->way != WAY_CONCERN || model_takes_concerns(m, model_session(m, session));
    if (is_staffs(f))
        return m->who != WHO_PUBLIC;
    return f->profile->way == WAY_FEEDBACK || (m->on_journey && open);
}

static void open_survey(struct app *a, const struct command *c) {
    struct model *m = &a->model;
    const struct form_view *f = model_form(m, c->text);
    struct err err = {0};
    if (!f || !may_open(m, f, c->ref))
        return;
    bool looks_back = form_looks_back(f->form);
    if (is_staffs(f) && (looks_back || model_has_draft(m, c->text, c->ref))) {
        struct command load = {.kind = CMD_LOAD_DRAFT, .ref = c->ref, .n = looks_back};
        STR_COPY(load.text, c->text);
        STR_COPY(a->filling.opening, c->text);
        app_carry_out(a, &load);
    } else if (begin(a, f, c, NULL, false, &err)) {
        show(a, c->n != 0, c->ref);
    } else {
        model_toast(m, err.text, true);
    }
}

/* A draft that an older version of the form has left may not fit any more: then it is begun anew,
 * and the draft stays until there is another answer. */
static void open_draft(struct app *a, const struct result *r) {
    struct model *m = &a->model;
    const struct form_view *f = model_form(m, a->filling.opening);
    const struct command c = {.ref = r->ref};
    struct err err = {0};
    if (!f || m->who == WHO_PUBLIC)
        return;
    bool begun = r->xml.len > 0;
    bool resumed = begun && begin(a, f, &c, r, true, &err);
    if (!resumed && !begin(a, f, &c, r, false, &err)) {
        model_toast(m, err.text, true);
        return;
    }
    show(a, false, r->ref);
    if (begun && !resumed)
        model_toast(m, tr("The form has changed since it was begun: please start anew."), true);
}

void survey_run_answer(struct app *a, const struct result *r) {
    if (r->ok && r->msg == MSG_DRAFT)
        open_draft(a, r);
    const struct form_view *f = a->model.survey ? a->model.survey_of : NULL;
    bool sent = r->ok && r->msg == MSG_SURVEY_SAVED && f && (!is_staffs(f) || is_sealed(f));
    if (sent && a->model.on_journey)
        journey_arrive(a);
    else if (sent)
        app_wipe_frames(a); /* what was answered was also drawn */
    if (!r->ok && r->kind == CMD_LOAD_DRAFT)
        model_toast(&a->model, r->err.text, true);
}

/* ---- keeping ------------------------------------------------------------------------------- */

/* What staff have filled in so far. A queue that is full is said; the next answer brings all of it
 * once more. */
static void keep_draft(struct app *a) {
    const struct model *m = &a->model;
    struct command c = {.kind = CMD_KEEP_DRAFT, .ref = m->survey_session};
    struct str xml CLEANUP(str_wipe) = {0};
    char place[SURVEY_PATH];
    survey_draft(m->survey, &xml, place);
    STR_COPY(c.text, m->survey_of->form->id);
    STR_COPY(c.text2, place);
    STR_COPY(c.text3, m->survey_of->form->version);
    app_ask(a, &c, &xml);
}

/* The id that stands in the record: "<instanceID>uuid:...". */
static bool id_in(const struct str *xml, char ret[static 37]) {
    enum { LENGTH = 36 };
    static const char tag[] = "instanceID>uuid:";
    const char *p = strstr(str_c(xml), tag);
    if (!p || strspn(p + strlen(tag), "0123456789abcdef-") != LENGTH)
        return false;
    memcpy(ret, p + strlen(tag), LENGTH);
    ret[LENGTH] = '\0';
    return true;
}

/* The id under which it is kept. A form that makes up its own gets one of ours where that would say
 * more than it may: a visitor's must be a random one. */
static void take_id(struct app *a, const struct str *xml, char ret[static 37]) {
    enum { VERSION_AT = 14 };
    bool staffs = is_staffs(a->model.survey_of);
    if (id_in(xml, ret) && (staffs || ret[VERSION_AT] == '4'))
        return;
    if (staffs)
        staffs_id(a, ret);
    else
        visitors_id(NULL, ret);
}

static void judge(struct app *a, const struct survey_pace *pace) {
    struct model *m = &a->model;
    int64_t session = m->survey_session;
    if (a->filling.judged)
        return;
    a->filling.judged = true;
    a->filling.doubt = DOUBT_NONE;
    if (!is_staffs(m->survey_of))
        a->filling.doubt =
            guard_judge(&m->guard, session, pace, model_answers(m, session, m->survey_of->form->id),
                        model_heads_of(m, session));
}

/* Of a concern and of help there is no record but the envelope. */
static void finish_sealed(struct app *a) {
    struct model *m = &a->model;
    struct str xml CLEANUP(str_wipe) = {.secret = true};
    struct survey_pace pace;
    str_reserve(&xml, ENVELOPE_PLAIN);
    if (survey_finish(m->survey, m->now, &xml, &pace))
        journey_send(a, &xml);
}

bool survey_run_nothing(struct app *a, const struct form_view *f, struct str *xml) {
    struct survey_start start = {.prefill = {{"topic", "nothing"}}, .prefills = 1};
    struct survey_pace pace;
    set_env(a, f, &start.env);
    struct survey *s = survey_new(f->form, &start, NULL);
    bool ok = s && survey_finish(s, 0, xml, &pace);
    survey_free(s);
    return ok;
}

/* The record is sealed in the memory where it stands and is overwritten there; only what came of it
 * is handed over. */
static bool ask_sealed(struct app *a, struct command *c, struct str *xml) {
    const struct form *f = a->model.survey_of->form;
    struct odk_submission sealed;
    struct str files CLEANUP(str_release) = {0};
    struct err err = {0};
    bool ok = odk_seal_record(f->key, f->id, f->version, c->text2, xml, &sealed, &err);
    c->kind = CMD_KEEP_SEALED;
    c->opening = (int32_t)sealed.manifest.len;
    str_addn(&files, str_c(&sealed.manifest), sealed.manifest.len);
    str_addn(&files, str_c(&sealed.record), sealed.record.len);
    odk_submission_release(&sealed);
    if (!ok)
        model_toast(&a->model, err.text, true);
    return ok && app_ask(a, c, &files);
}

static void finish(struct app *a) {
    struct model *m = &a->model;
    struct command c = {.kind = CMD_KEEP_FINISHED, .ref = m->survey_session};
    struct str xml CLEANUP(str_wipe) = {.secret = is_sealed(m->survey_of)};
    struct survey_pace pace;
    if (m->survey_saving)
        return;
    if (m->survey_of->profile->way != WAY_FEEDBACK) {
        finish_sealed(a);
        return;
    }
    if (!survey_finish(m->survey, m->now, &xml, &pace))
        return;
    judge(a, &pace);
    take_id(a, &xml, c.text2);
    c.n = is_staffs(m->survey_of);
    STR_COPY(c.text, m->survey_of->form->id);
    STR_COPY(c.text3, m->survey_of->form->version);
    STR_COPY(c.band, doubt_name(a->filling.doubt));
    m->survey_saving = is_sealed(m->survey_of) ? ask_sealed(a, &c, &xml) : app_ask(a, &c, &xml);
    if (m->survey_saving)
        journey_leave_empty(a);
}

/* ---- the way ------------------------------------------------------------------------------- */

/* Back to where it began: visitors to the start, staff to the list that they came from; and who
 * only looked at the first page, to the door. */
static void leave(struct app *a, enum command_kind by) {
    bool staffs = is_staffs(a->model.survey_of);
    bool looked = by == CMD_SURVEY_BACK && a->model.on_journey;
    const struct command back = {.kind = CMD_BACK}, home = {.kind = CMD_HOME, .screen = "attract"};
    drop(a);
    app_carry_out(a, staffs || looked ? &back : &home);
}

/* False: this is left, and nothing of it shows any more. */
static bool change(struct app *a, const struct command *c) {
    struct model *m = &a->model;
    struct survey *s = m->survey;
    size_t choice = c->n > 0 ? (size_t)c->n : 0;
    if (c->kind == CMD_ANSWER)
        survey_answer(s, c->text, c->text2);
    else if (c->kind == CMD_CHOOSE)
        survey_choose(s, c->text, choice);
    else if (c->kind == CMD_RANK)
        survey_rank(s, c->text, choice, c->opening);
    else if (c->kind == CMD_SURVEY_NEXT)
        survey_next(s, m->now);
    else if (c->kind == CMD_SURVEY_BACK)
        return survey_back(s, m->now);
    else if (c->kind == CMD_SURVEY_GO)
        survey_go(s, c->text, m->now);
    else if (c->kind == CMD_REPEAT_ADD)
        survey_repeat_add(s, m->now);
    else if (c->kind == CMD_REPEAT_REMOVE)
        survey_repeat_remove(s, m->now);
    else if (c->kind == CMD_SURVEY_LANGUAGE)
        survey_set_language(s, c->text);
    else if (c->kind == CMD_SURVEY_FINISH)
        finish(a);
    return c->kind != CMD_SURVEY_LEAVE;
}

static bool is_answer(enum command_kind kind) {
    return kind == CMD_ANSWER || kind == CMD_CHOOSE || kind == CMD_RANK ||
           kind == CMD_SURVEY_NEXT || kind == CMD_SURVEY_BACK || kind == CMD_SURVEY_GO ||
           kind == CMD_REPEAT_ADD || kind == CMD_REPEAT_REMOVE;
}

bool survey_run(struct app *a, const struct command *c) {
    struct model *m = &a->model;
    if (c->kind == CMD_SURVEY_OPEN) {
        open_survey(a, c);
        return true;
    }
    if (c->kind < CMD_SURVEY_OPEN || c->kind > CMD_SURVEY_LEAVE)
        return false;
    if (!m->survey)
        return true; /* it was wiped a moment ago */
    if (is_staffs(m->survey_of)) {
        int64_t now = time_for(a, m->survey_of);
        survey_set_now(m->survey, now, utc_offset(now));
    }
    if (!change(a, c)) {
        leave(a, c->kind);
        return true;
    }
    if (!m->survey)
        return true; /* its journey has come to its end */
    if (is_answer(c->kind) && is_staffs(m->survey_of) && !is_sealed(m->survey_of))
        keep_draft(a);
    app_message(a, (struct ui_msg){.id = MSG_SURVEY, .ref = m->survey_session});
    return true;
}
