/* The public side at rest: what this is and what is on, for whoever walks past. Nothing personal,
 * no number, no notice: those are for staff. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"

enum { STAFF = 1, SETUP, TEXT_SIZE };

enum { ALSO_MAX = 2 };

static void attract_init(void *state, const struct model *m, struct ui_msg why) {
    (void)state, (void)m, (void)why;
}

static void attract_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    (void)state;
    struct command *c;
    switch (msg.id) {
    case STAFF:
        out_go(out, m->has_codes ? "unlock" : "setup");
        break;
    case SETUP:
        out_go(out, "setup");
        break;
    case TEXT_SIZE:
        c = out_add(out, CMD_SETTING);
        STR_COPY(c->text, "text_pct");
        STR_COPY(c->text2, m->text_pct > 100 ? "100" : "150");
        break;
    default:
        break;
    }
}

/* The store did not open: without it nothing can be counted, and nothing be set up either. */
static bool is_stuck(const struct model *m) {
    return !m->ready && m->failure[0] != '\0';
}

static bool is_on_today(const struct model *m, const struct session *s) {
    bool off = s->status == STATUS_CANCELLED || s->status == STATUS_REARRANGED;
    return date_compare(s->date, m->today) == 0 && !off && s->life != LIFE_CLOSED;
}

/* The session that is being counted, else the first of today that is still to come. */
static const struct session *current(const struct model *m) {
    const struct session *first = NULL;
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (s->life == LIFE_OPEN)
            return s;
        bool over = s->ends >= 0 && s->ends < m->minute;
        if (first == NULL && is_on_today(m, s) && !over)
            first = s;
    }
    return first;
}

static void view_setup(struct ui_build *b, struct ui_node *panel) {
    struct ui_node *setup =
        ui_primary(b, panel, "setup", tr("Set up this kiosk"), (struct ui_msg){.id = SETUP});
    setup->box.min_h = 88;
    setup->box.fill = UI_gold;
    for (struct ui_node *c = setup->first; c != NULL; c = c->next) {
        c->ink = UI_on_gold;
        c->type = UI_TILE;
    }
}

/* The event above, what is on now below: between them the panel is left alone. */
static void view_panel(const struct model *m, const struct session *now, struct ui_build *b,
                       struct ui_node *parent) {
    struct arena *a = b->frame;
    struct ui_node *panel = ui_scroll(b, parent, "main");
    panel->flags |= UI_GROW;
    panel->box.grow = 3;
    panel->box.fill = UI_act;
    panel->box.pad_x = 36;
    panel->box.pad_y = ui_logical_h(b->env) >= 560 ? 56 : 36;
    panel->box.gap = 8;
    struct ui_node *title =
        ui_text(b, panel, UI_INVITE, m->event[0] != '\0' ? m->event : tr("Welcome"));
    title->ink = UI_on_act;
    title->flags |= UI_HEADING;
    ui_space(b, panel);
    if (is_stuck(m)) {
        ui_banner(b, panel, UI_TONE_STOP, tr("This kiosk cannot start"), m->failure);
        return;
    }
    if (!m->has_codes && m->ready) {
        view_setup(b, panel);
        return;
    }
    if (now != NULL) {
        ui_text(b, panel, UI_TITLE, session_title(now, a))->ink = UI_on_act;
        const char *where = words_join(a, now->venue, words_hours(a, now));
        if (where[0] != '\0')
            ui_text(b, panel, UI_LABEL_PLAIN, where)->ink = UI_on_act;
    }
    struct ui_node *promise = ui_col(b, panel, 0);
    ui_text(b, promise, UI_SMALL, tr("This kiosk counts how many people come."))->ink = UI_act_tint;
    /* With adults a list or the sign-in sheet may ask: promise only what holds. */
    if (now == NULL || session_is_pupils(now))
        ui_text(b, promise, UI_SMALL, tr("It does not ask who you are."))->ink = UI_act_tint;
}

static void view_also(const struct model *m, const struct session *now, struct ui_build *b,
                      struct ui_node *side) {
    struct arena *a = b->frame;
    int shown = 0;
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions && shown < ALSO_MAX; i++) {
        const struct session *s = &m->ledger->session[i];
        if (s == now || !is_on_today(m, s) || (s->starts >= 0 && s->starts < m->minute))
            continue;
        if (shown++ == 0)
            ui_text(b, side, UI_CHIP, tr("Later today"))->ink = UI_soft;
        struct ui_node *words = ui_col(b, side, 2);
        ui_text(b, words, UI_BODY_BOLD, session_title(s, a));
        ui_text(b, words, UI_SMALL, words_join(a, words_hours(a, s), s->venue))->ink = UI_soft;
    }
    if (shown > 0)
        return;
    ui_text(b, side, UI_TILE,
            m->has_codes || is_stuck(m) ? tr("If you need help, please ask a member of staff.")
                                        : tr("Two codes are chosen first. It takes a minute."));
}

static void view_side(const struct model *m, const struct session *now, struct ui_build *b,
                      struct ui_node *parent) {
    struct ui_node *side = ui_col(b, parent, 16);
    bool wide = common_is_wide(b->env);
    if (wide) {
        side->flags |= UI_GROW;
        side->box.grow = 2;
        side->box.max_w = 420;
    }
    side->box.pad_x = 28;
    side->box.pad_y = 28;
    struct ui_node *top = ui_scroll(b, side, "also");
    if (wide)
        top->flags |= UI_GROW;
    top->box.gap = 12;
    view_also(m, now, b, top);
    struct ui_node *chips = ui_flow(b, side, 10);
    if (!is_stuck(m)) /* it could not be kept */
        ui_chip(b, chips, "text-size", "text-size",
                m->text_pct > 100 ? tr("Smaller text") : tr("Larger text"), NULL,
                (struct ui_msg){.id = TEXT_SIZE});
    if (m->ready && m->has_codes)
        ui_chip(b, chips, "staff", NULL, tr("Staff"), NULL, (struct ui_msg){.id = STAFF})
            ->box.edge = UI_line;
}

static struct ui_node *attract_view(const void *state, const struct model *m, struct ui_build *b) {
    (void)state;
    struct ui_page page = ui_page(b);
    bool wide = common_is_wide(b->env);
    struct ui_node *both = wide ? ui_row(b, page.body, 0) : ui_col(b, page.body, 0);
    both->flags |= UI_GROW;
    both->box.align = UI_STRETCH;
    const struct session *now = current(m);
    view_panel(m, now, b, both);
    view_side(m, now, b, both);
    return page.root;
}

const struct screen_def screen_attract = {
    .name = "attract",
    .state_size = 1,
    .needs = WHO_PUBLIC,
    .init = attract_init,
    .update = attract_update,
    .view = attract_view,
};
