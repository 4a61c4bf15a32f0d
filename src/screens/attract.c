/* The public side at rest: what this is and what is on, for whoever walks past. Nothing personal,
 * no number, no notice: those are for staff.
 *
 * While nobody touches it, it *ticks*: each tick its side shows the next of what it has to say, now
 * and then all words move by a few units along a small square, and after ten minutes the two halves
 * change places. A panel that shows one picture for days keeps a shadow of it; and a kiosk that
 * went dark instead would invite nobody. Nothing glides, so that a tick wakes the kiosk once; and
 * nothing moves under a finger, for a touch puts the next tick off. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/attract_side.h"
#include "screens/common.h"
#include "screens/words.h"

enum {
    LANGUAGE_MS = 45000,
    TICK_MS = 12000,
    TICKS_A_STEP = 5, /* the words move once a minute */
    TICKS_A_SIDE = 50 /* the halves change places every ten */
};

struct attract {
    uint32_t ticks;
    int64_t ticked; /* monotonic ms of the last one, or when it came up */
};

static void attract_init(void *state, const struct model *m, struct ui_msg why) {
    (void)why;
    ((struct attract *)state)->ticked = m->now;
}

/* What staff ask a class opens at once; whoever comes by themselves goes through the door. */
static void say(const struct model *m, struct out *out) {
    const struct form_view *form[FORMS_MAX], *asked = model_asked(m);
    const struct session *s = model_feedback_session(m);
    if (asked == NULL && model_offered(m, form) > 0)
        out_add(out, CMD_JOURNEY);
    if (asked == NULL)
        return;
    struct command *c = out_add(out, CMD_SURVEY_OPEN);
    STR_COPY(c->text, asked->form->id);
    STR_COPY(c->text2, m->language);
    c->ref = s != NULL ? s->id : 0;
}

/* ---- time ---- */

/* With one thing to say there is no need to wake for every tick. */
static uint32_t ticks_at_once(const struct model *m) {
    return attract_turns(m) > 1 ? 1 : TICKS_A_STEP;
}

static int64_t next_tick(const struct attract *st, const struct model *m) {
    int64_t idle_since = st->ticked > m->touched ? st->ticked : m->touched;
    return idle_since + (int64_t)ticks_at_once(m) * TICK_MS;
}

static int64_t language_ends(const struct model *m) { /* -1: nobody has chosen one */
    return m->language[0] != '\0' ? m->touched + LANGUAGE_MS : -1;
}

static void time_passes(struct attract *st, const struct model *m, struct out *out) {
    int64_t ends = language_ends(m);
    if (ends >= 0 && m->now >= ends) /* who chose it has gone */
        out_add(out, CMD_LANGUAGE);
    if (m->now < next_tick(st, m))
        return;
    st->ticks += ticks_at_once(m);
    st->ticked = m->now;
}

static int64_t attract_due(const void *state, const struct model *m) {
    int64_t tick = next_tick(state, m), ends = language_ends(m);
    return ends >= 0 && ends < tick ? ends : tick;
}

/* ---- update ---- */

static void attract_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct command *c;
    switch (msg.id) {
    case ATTRACT_STAFF:
        out_go(out, m->has_codes ? "unlock" : "setup");
        break;
    case ATTRACT_SETUP:
        out_go(out, "setup");
        break;
    case ATTRACT_TEXT_SIZE:
        c = out_add(out, CMD_SETTING);
        STR_COPY(c->text, "text_pct");
        STR_COPY(c->text2, m->text_pct > 100 ? "100" : "150");
        break;
    case ATTRACT_SAY:
        say(m, out);
        break;
    case ATTRACT_LANGUAGE:
        attract_choose_language(m, msg.arg, out);
        break;
    case MSG_DUE:
        time_passes(state, m, out);
        break;
    default:
        break;
    }
}

/* ---- view ---- */

/* The one gold button of the kiosk. */
static void view_invitation(struct ui_build *b, struct ui_node *panel, const char *key,
                            const char *label, int32_t id) {
    struct ui_node *button = ui_primary(b, panel, key, label, (struct ui_msg){.id = id});
    button->box.min_h = 88;
    button->box.fill = UI_gold;
    for (struct ui_node *c = button->first; c != NULL; c = c->next) {
        c->ink = UI_on_gold;
        c->type = UI_TILE;
    }
}

/* The invitation to the forms that are offered now; false: there are none. What an imported form
 * asks nobody here knows. */
static bool view_say(const struct model *m, struct ui_build *b, struct ui_node *panel,
                     struct ui_node *face) {
    const struct form_view *form[FORMS_MAX];
    size_t n = model_offered(m, form);
    if (n == 0 || !m->has_codes)
        return false;
    const char *second = n == 1
                             ? form[0]->profile->second
                             : tr("A few questions, about a minute. Or find somebody who helps.");
    struct ui_node *words = ui_col(b, panel, 0);
    if (second[0] != '\0')
        ui_text(b, words, UI_SMALL, tr(second))->ink = UI_act_tint;
    if (form[0]->profile->audiences != 0)
        ui_text(b, words, UI_SMALL, tr("Nobody asks your name."))->ink = UI_act_tint;
    view_invitation(b, face, "say", tr("Have your say"), ATTRACT_SAY);
    return true;
}

/* The event; where no session says what this is, an invitation does, and the event stands above. */
static void view_title(const struct model *m, const struct session *now, struct ui_build *b,
                       struct ui_node *panel) {
    const struct form_view *form[FORMS_MAX];
    bool invites = now == NULL && m->has_codes && model_offered(m, form) > 0;
    const char *words = m->event[0] != '\0' ? m->event : tr("Welcome");
    if (invites)
        ui_text(b, panel, UI_LABEL_PLAIN, words)->ink = UI_act_tint;
    struct ui_node *title =
        ui_text(b, panel, UI_INVITE, invites ? tr("Tell us what it is like here") : words);
    title->ink = UI_on_act;
    title->flags |= UI_HEADING;
}

/* The event above, what is on now below: between them the panel is left alone. The invitation
 * stands still while the words above it scroll. */
static void view_panel(const struct model *m, struct ui_build *b, struct ui_node *face) {
    struct arena *a = b->frame;
    const struct session *now = attract_now(m);
    struct ui_node *panel = ui_scroll(b, face, "main");
    panel->flags |= UI_GROW;
    panel->box.gap = 8;
    view_title(m, now, b, panel);
    ui_space(b, panel);
    if (attract_is_stuck(m)) {
        ui_banner(b, panel, UI_TONE_STOP, tr("This kiosk cannot start"), m->failure);
        return;
    }
    if (!m->has_codes && m->ready) {
        view_invitation(b, face, "setup", tr("Set up this kiosk"), ATTRACT_SETUP);
        return;
    }
    if (now != NULL) {
        ui_text(b, panel, UI_TITLE, session_title(now, a))->ink = UI_on_act;
        const char *where = words_join(a, now->venue, words_hours(a, now));
        if (where[0] != '\0')
            ui_text(b, panel, UI_LABEL_PLAIN, where)->ink = UI_on_act;
    }
    if (view_say(m, b, panel, face))
        return;
    struct ui_node *promise = ui_col(b, panel, 0);
    ui_text(b, promise, UI_SMALL, tr("This kiosk counts how many people come."))->ink = UI_act_tint;
    /* With adults a list or the sign-in sheet may ask: promise only what holds. */
    if (now == NULL || session_is_pupils(now))
        ui_text(b, promise, UI_SMALL, tr("It does not ask who you are."))->ink = UI_act_tint;
}

/* ---- halves ---- */

enum { SHIFT = 4 }; /* logical units by which the words move at most */

static void strut(struct ui_build *b, struct ui_node *parent, int w, int h) {
    struct ui_node *n = ui_add(b, parent, UI_SPACE);
    n->box.w = (int16_t)w;
    n->box.h = (int16_t)h;
    n->flags |= UI_QUIET;
}

/* The column for a half's words, moved along the square as far as the ticks have come. */
static struct ui_node *shifted(const struct attract *st, struct ui_build *b, struct ui_node *half) {
    static const struct {
        int x, y;
    } path[] = {{0, 0}, {2, 0}, {4, 0}, {4, 2}, {4, 4}, {2, 4}, {0, 4}, {0, 2}};
    size_t step = st->ticks / TICKS_A_STEP % (sizeof path / sizeof path[0]);
    int x = path[step].x, y = path[step].y;
    if (y > 0)
        strut(b, half, 0, y);
    struct ui_node *row = ui_row(b, half, 0);
    row->flags |= UI_GROW;
    row->box.align = UI_STRETCH;
    if (x > 0)
        strut(b, row, x, 0);
    struct ui_node *words = ui_col(b, row, 12);
    words->flags |= UI_GROW;
    if (x < SHIFT)
        strut(b, row, SHIFT - x, 0);
    if (y < SHIFT)
        strut(b, half, 0, SHIFT - y);
    return words;
}

static void half_panel(const struct attract *st, const struct model *m, struct ui_build *b,
                       struct ui_node *both) {
    struct ui_node *half = ui_col(b, both, 0);
    half->flags |= UI_GROW;
    half->box.grow = 3;
    half->box.fill = UI_act;
    half->box.pad_x = 36;
    half->box.pad_y = !common_is_wide(b->env) ? 28 : ui_logical_h(b->env) >= 560 ? 56 : 36;
    view_panel(m, b, shifted(st, b, half));
}

static void half_side(const struct attract *st, const struct model *m, struct ui_build *b,
                      struct ui_node *both) {
    struct ui_node *half = ui_col(b, both, 0);
    if (common_is_wide(b->env)) {
        half->flags |= UI_GROW;
        half->box.grow = 2;
        half->box.max_w = 420;
    }
    half->box.pad_x = 24;
    half->box.pad_y = 28;
    struct ui_node *words = shifted(st, b, half);
    words->box.gap = 16;
    attract_side(m, st->ticks, b, words);
}

static struct ui_node *attract_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct attract *st = state;
    struct ui_page page = ui_page(b);
    bool wide = common_is_wide(b->env), changed = st->ticks / TICKS_A_SIDE % 2 == 1;
    struct ui_node *both = wide ? ui_row(b, page.body, 0) : ui_col(b, page.body, 0);
    both->flags |= UI_GROW;
    both->box.align = UI_STRETCH;
    if (changed)
        half_side(st, m, b, both);
    half_panel(st, m, b, both);
    if (!changed)
        half_side(st, m, b, both);
    return page.root;
}

const struct screen_def screen_attract = {
    .name = "attract",
    .state_size = sizeof(struct attract),
    .needs = WHO_PUBLIC,
    .init = attract_init,
    .update = attract_update,
    .view = attract_view,
    .due = attract_due,
};
