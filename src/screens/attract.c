/* The public side at rest: what this is and what is on, for whoever walks past. Nothing personal,
 * no number, no notice: those are for staff. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/filling.h"
#include "screens/words.h"

enum { STAFF = 1, SETUP, TEXT_SIZE, SAY, LANGUAGE /* arg: place among languages_of() */ };

enum { ALSO_MAX = 2, LANGUAGES_MAX = 8, LANGUAGE_MS = 45000 };

static void attract_init(void *state, const struct model *m, struct ui_msg why) {
    (void)state, (void)m, (void)why;
}

/* ---- the forms ---- */

/* The languages of the forms that may open, each once, as they write them; returns how many. */
static size_t languages_of(const struct model *m, const char *ret[LANGUAGES_MAX]) {
    const struct form_view *form[FORMS_MAX];
    size_t n = 0, forms = model_offered(m, form);
    for (size_t i = 0; i < forms; i++) {
        for (size_t k = 0; k < form[i]->form->languages && n < LANGUAGES_MAX; k++) {
            size_t have = 0;
            while (have < n && !str_eq(ret[have], form[i]->form->language[k]))
                have++;
            if (have == n)
                ret[n++] = form[i]->form->language[k];
        }
    }
    return n;
}

/* "pl" of "Polski (pl)"; the name where there is no code. */
static void language_code(const char *language, char *out, size_t size) {
    const char *open = strrchr(language, '(');
    str_copy(out, size, open != NULL ? open + 1 : language);
    if (open != NULL)
        out[strcspn(out, ")")] = '\0';
}

/* Does it show as chosen? Until somebody chooses, that is the own one of the first form. */
static bool is_chosen(const struct model *m, const struct form *first, const char *language) {
    char code[sizeof m->language];
    language_code(language, code, sizeof code);
    if (m->language[0] != '\0')
        return str_eq(m->language, code);
    return first->languages > 0 && str_eq(first->language[first->default_language], language);
}

static void choose_language(const struct model *m, int32_t i, struct out *out) {
    const char *language[LANGUAGES_MAX];
    size_t n = languages_of(m, language);
    struct command *c = out_add(out, CMD_LANGUAGE);
    if (i >= 0 && (size_t)i < n)
        language_code(language[i], c->text, sizeof m->language);
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
    case SAY:
        say(m, out);
        break;
    case LANGUAGE:
        choose_language(m, msg.arg, out);
        break;
    case MSG_DUE: /* who chose a language has gone */
        out_add(out, CMD_LANGUAGE);
        break;
    default:
        break;
    }
}

static int64_t attract_due(const void *state, const struct model *m) {
    (void)state;
    return m->language[0] != '\0' ? m->touched + LANGUAGE_MS : -1;
}

/* ---- view ---- */

/* The store did not open: without it nothing can be counted, and nothing be set up either. */
static bool is_stuck(const struct model *m) {
    return !m->ready && m->failure[0] != '\0';
}

static bool is_on_today(const struct model *m, const struct session *s) {
    bool off = s->status == STATUS_CANCELLED || s->status == STATUS_REARRANGED;
    return date_compare(s->date, m->today) == 0 && !off && s->life != LIFE_CLOSED;
}

/* The session that visitors are asked about, else the one that is being counted, else the first of
 * today that is still to come. */
static const struct session *current(const struct model *m) {
    const struct session *first = model_feedback_session(m);
    if (first != NULL)
        return first;
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
    const char *second = n == 1 ? form[0]->profile->second : "";
    struct ui_node *words = ui_col(b, panel, 0);
    if (second[0] != '\0')
        ui_text(b, words, UI_SMALL, tr(second))->ink = UI_act_tint;
    if (form[0]->profile->audiences != 0)
        ui_text(b, words, UI_SMALL, tr("Nobody asks your name."))->ink = UI_act_tint;
    view_invitation(b, face, "say", tr("Have your say"), SAY);
    return true;
}

/* The event above, what is on now below: between them the panel is left alone. The invitation
 * stands still while the words above it scroll. */
static void view_panel(const struct model *m, const struct session *now, struct ui_build *b,
                       struct ui_node *parent) {
    struct arena *a = b->frame;
    struct ui_node *face = ui_col(b, parent, 12);
    face->flags |= UI_GROW;
    face->box.grow = 3;
    face->box.fill = UI_act;
    face->box.pad_x = 36;
    face->box.pad_y = ui_logical_h(b->env) >= 560 ? 56 : 36;
    struct ui_node *panel = ui_scroll(b, face, "main");
    panel->flags |= UI_GROW;
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
        view_invitation(b, face, "setup", tr("Set up this kiosk"), SETUP);
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

/* One language is none to choose from. */
static void view_languages(const struct model *m, struct ui_build *b, struct ui_node *side) {
    const struct form_view *form[FORMS_MAX];
    const char *language[LANGUAGES_MAX];
    size_t n = languages_of(m, language);
    if (n < 2 || !m->has_codes || model_offered(m, form) == 0)
        return;
    struct ui_node *chips = ui_flow(b, side, 10);
    for (size_t i = 0; i < n; i++) {
        struct ui_node *chip = ui_chip(b, chips, arena_printf(b->frame, "language:%zu", i), NULL,
                                       filling_language(language[i], b->frame), NULL,
                                       (struct ui_msg){.id = LANGUAGE, .arg = (int32_t)i});
        if (is_chosen(m, form[0]->form, language[i]))
            chip->flags |= UI_CHECKED;
    }
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
    view_languages(m, b, side);
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
    .due = attract_due,
};
