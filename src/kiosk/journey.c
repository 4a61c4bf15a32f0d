#include "kiosk/journey.h"

#include <poll.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "kiosk/app.h"

enum { ESCAPES_MS = 2000, STOP_MS = 5000 };

/* ---- sealing ------------------------------------------------------------------------------- */

/* Seals the record and overwrites it. False: it could not be sealed, and staff are told why. */
static bool seal(struct app *a, const struct form_view *f, struct str *xml, struct str *ret) {
    unsigned char sealed[ENVELOPE_SIZE];
    struct err err = {0};
    size_t n = xml->len;
    str_reserve(xml, n < ENVELOPE_PLAIN ? ENVELOPE_PLAIN - n : 0);
    bool ok = envelope_seal((const struct pair_key *const *)a->journey.key, a->journey.keys,
                            f->form->id, f->form->version, xml->p, n, sealed, &err);
    str_wipe(xml);
    if (ok)
        str_addn(ret, (const char *)sealed, sizeof sealed);
    else
        STR_COPY(a->model.envelopes_failed, err.text);
    return ok;
}

/* Hands sealed bytes over; 0: so much waits already that they were not taken. */
static int64_t keep(struct app *a, struct str *sealed) {
    const struct command c = {.kind = CMD_KEEP_ENVELOPE};
    return effects_run_with(a->effects, &c, sealed);
}

static bool seal_nothing(struct app *a, struct str *ret) {
    struct str xml CLEANUP(str_wipe) = {.secret = true};
    const struct form_view *f = model_concern(&a->model);
    str_reserve(&xml, ENVELOPE_PLAIN);
    return f && a->journey.keys > 0 && survey_run_nothing(a, f, &xml) && seal(a, f, &xml, ret);
}

void journey_leave_empty(struct app *a) {
    struct str sealed CLEANUP(str_release) = {0};
    if (a->journey.left || !a->model.on_journey || !seal_nothing(a, &sealed))
        return;
    a->journey.left = true;
    str_addn(&a->journey.waiting, sealed.p, sealed.len);
    journey_retry(a);
}

void journey_retry(struct app *a) {
    struct str *all = &a->journey.waiting;
    while (all->len > 0) {
        struct str last CLEANUP(str_release) = {0};
        str_addn(&last, all->p + all->len - ENVELOPE_SIZE, ENVELOPE_SIZE);
        if (!keep(a, &last))
            return;
        str_cut(all, all->len - ENVELOPE_SIZE);
    }
}

void journey_send(struct app *a, struct str *xml) {
    struct str sealed CLEANUP(str_release) = {0};
    const struct form_view *f = a->model.survey_of;
    bool concern = f->profile->way == WAY_CONCERN;
    bool ok = concern ? seal(a, f, xml, &sealed) : seal_nothing(a, &sealed);
    a->journey.ticket = ok ? keep(a, &sealed) : 0;
    a->journey.left = a->model.survey_saving = a->journey.ticket != 0;
    if (!concern && a->journey.ticket == 0)
        journey_arrive(a); /* nothing of it was to be kept */
}

/* ---- the way ------------------------------------------------------------------------------- */

static void forget_escapes(struct app *a) {
    for (int i = 0; i < JOURNEY_ESCAPES; i++)
        a->journey.escape[i] = INT64_MIN / 2;
}

void journey_begin(struct app *a) {
    const struct command door = {.kind = CMD_GO, .screen = "door"};
    a->model.on_journey = true;
    a->model.end_topic[0] = '\0';
    a->journey.left = false;
    a->journey.ticket = 0;
    forget_escapes(a);
    app_carry_out(a, &door);
}

/* Nothing of a visitor is left in the model, in what was drawn, and on the stack. */
static void forget_visitor(struct app *a) {
    struct model *m = &a->model;
    model_drop_survey(m);
    explicit_bzero(m->toast.words, sizeof m->toast.words);
    m->toast.until = 0;
    scanner_forget(&a->scanner);
    app_wipe_frames(a);
    stack_wipe();
}

void journey_over(struct app *a) {
    if (!a->model.on_journey)
        return;
    journey_leave_empty(a);
    a->model.on_journey = false;
    a->model.end_topic[0] = '\0';
    a->journey.ticket = 0;
    forget_visitor(a);
}

void journey_hide(struct app *a) {
    const struct command start = {.kind = CMD_HOME, .screen = "attract"};
    if (a->model.on_journey)
        app_carry_out(a, &start);
}

bool journey_escape(struct app *a, int64_t now) {
    int64_t *at = a->journey.escape;
    if (!a->model.on_journey)
        return false;
    memmove(at + 1, at, (JOURNEY_ESCAPES - 1) * sizeof *at);
    at[0] = now;
    if (now - at[JOURNEY_ESCAPES - 1] > ESCAPES_MS)
        return false;
    journey_hide(a);
    return true;
}

/* What the card is about: what a concern or help was about, else the session. */
static void take_topic(struct model *m) {
    bool feedback = m->survey_of->profile->way == WAY_FEEDBACK;
    const char *topic = feedback ? model_topic(model_session(m, m->survey_session))
                                 : survey_leaf(m->survey, "topic");
    STR_COPY(m->end_topic, topic);
}

void journey_arrive(struct app *a) {
    const struct command card = {.kind = CMD_REPLACE, .screen = "card"};
    take_topic(&a->model);
    a->journey.ticket = 0;
    forget_visitor(a);
    app_carry_out(a, &card);
}

/* ---- answers ------------------------------------------------------------------------------- */

static void drop_keys(struct app *a) {
    for (size_t i = 0; i < a->journey.keys; i++)
        pair_free(a->journey.key[i]);
    a->journey.keys = 0;
}

static bool has_keys(const struct app *a, const struct facts *f) {
    bool same = a->journey.keys == f->readers;
    for (size_t i = 0; same && i < f->readers; i++) {
        size_t n;
        const unsigned char *der = pair_der(a->journey.key[i], &n);
        same = n == f->reader[i].n && memcmp(der, f->reader[i].der, n) == 0;
    }
    return same;
}

/* A key that cannot be read any more reads nothing either: who is left are the readers. */
static void take_keys(struct app *a, const struct facts *f) {
    struct err err = {0};
    if (!f->set)
        return;
    if (!has_keys(a, f)) {
        drop_keys(a);
        for (size_t i = 0; i < f->readers && i < ENVELOPE_KEYS; i++) {
            struct pair_key *k = pair_read_public(f->reader[i].der, f->reader[i].n, &err);
            if (k)
                a->journey.key[a->journey.keys++] = k;
        }
    }
    a->model.readers = (int)a->journey.keys;
}

/* A concern that was not taken is still there, and is sent again or dropped by who wrote it. */
void journey_answer(struct app *a, const struct result *r) {
    take_keys(a, &r->facts);
    if (r->kind != CMD_KEEP_ENVELOPE || r->ticket != a->journey.ticket || r->ticket == 0)
        return;
    bool concern = a->model.survey_of->profile->way == WAY_CONCERN;
    a->journey.ticket = 0;
    a->journey.left = r->ok;
    a->model.survey_saving = false;
    a->dirty = true;
    if (r->ok || !concern)
        journey_arrive(a);
}

/* Of the last envelope nobody hears any more, but it is kept. */
static void wait_for_answers(struct app *a) {
    struct pollfd fd = {.fd = effects_fd(a->effects), .events = POLLIN};
    struct result r;
    while (effects_waiting(a->effects) && poll(&fd, 1, STOP_MS) > 0)
        while (effects_next(a->effects, &r))
            result_release(&r);
}

void journey_stop(struct app *a) {
    if (a->model.on_journey) {
        journey_over(a);
        wait_for_answers(a);
    }
    str_release(&a->journey.waiting);
    drop_keys(a);
}
