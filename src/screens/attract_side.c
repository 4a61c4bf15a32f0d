#include "screens/attract_side.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screens/common.h"
#include "screens/filling.h"
#include "screens/words.h"

enum { LATER_MAX = 2, LANGUAGES_MAX = 8, REPLIES_MAX = 60 };

bool attract_is_stuck(const struct model *m) {
    return !m->ready && m->failure[0] != '\0';
}

static bool is_on_today(const struct model *m, const struct session *s) {
    bool off = s->status == STATUS_CANCELLED || s->status == STATUS_REARRANGED;
    return date_compare(s->date, m->today) == 0 && !off && s->life != LIFE_CLOSED;
}

/* The session that visitors are asked about, else the one that is being counted, else the first of
 * today that is still to come. */
const struct session *attract_now(const struct model *m) {
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

/* ---- languages ---- */

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

void attract_choose_language(const struct model *m, int32_t place, struct out *out) {
    const char *language[LANGUAGES_MAX];
    size_t n = languages_of(m, language);
    struct command *c = out_add(out, CMD_LANGUAGE);
    if (place >= 0 && (size_t)place < n)
        language_code(language[place], c->text, sizeof m->language);
}

/* One language is none to choose from. */
static bool has_languages(const struct model *m) {
    const struct form_view *form[FORMS_MAX];
    const char *language[LANGUAGES_MAX];
    return languages_of(m, language) > 1 && m->has_codes && model_offered(m, form) > 0;
}

static void view_languages(const struct model *m, struct ui_build *b, struct ui_node *chips) {
    const struct form_view *form[FORMS_MAX];
    const char *language[LANGUAGES_MAX];
    size_t n = languages_of(m, language);
    if (model_offered(m, form) == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        struct ui_node *chip = ui_chip(b, chips, arena_printf(b->frame, "language:%zu", i), NULL,
                                       filling_language(language[i], b->frame), NULL,
                                       (struct ui_msg){.id = ATTRACT_LANGUAGE, .arg = (int32_t)i});
        if (is_chosen(m, form[0]->form, language[i]))
            chip->flags |= UI_CHECKED;
    }
}

/* Beside the languages its icon has to do: the words would take a line from what is said above. */
static void view_text_size(const struct model *m, bool words, struct ui_build *b,
                           struct ui_node *chips) {
    const char *label = m->text_pct > 100 ? tr("Smaller text") : tr("Larger text");
    ui_chip(b, chips, "text-size", "text-size", words ? label : NULL, NULL,
            (struct ui_msg){.id = ATTRACT_TEXT_SIZE})
        ->label = label;
}

/* ---- what is shown in turn ---- */

enum kind { LATER, REPLY, HELP };

struct shows {
    enum kind kind;
    const struct reply *reply;
    const struct help_card *card;
};

static bool is_later(const struct model *m, const struct session *now, const struct session *s) {
    return s != now && is_on_today(m, s) && (s->starts < 0 || s->starts >= m->minute);
}

static bool has_later(const struct model *m) {
    const struct session *now = attract_now(m);
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++)
        if (is_later(m, now, &m->ledger->session[i]))
            return true;
    return false;
}

/* Who can be called about what is on here: the best card with a number that holds. 999 is for the
 * way of a concern, not for a wall. */
static const struct help_card *card_of(const struct model *m) {
    const struct help_card *card[HELP_CARDS];
    size_t n = model_help_for(m, model_topic(model_feedback_session(m)), card);
    for (size_t i = 0; i < n; i++)
        if (card[i]->number[0] != '\0' && !help_is_emergency(card[i]) &&
            !help_is_stale(card[i], m->today))
            return card[i];
    return NULL;
}

static size_t list_shows(const struct model *m, struct shows ret[REPLIES_MAX + 2]) {
    size_t n = 0;
    if (attract_is_stuck(m) || !m->has_codes)
        return 0;
    if (has_later(m))
        ret[n++] = (struct shows){.kind = LATER};
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->replies && n <= REPLIES_MAX; i++) {
        const struct reply *r = &m->ledger->reply[i];
        if (r->until.year == 0 || date_compare(r->until, m->today) >= 0)
            ret[n++] = (struct shows){.kind = REPLY, .reply = r};
    }
    const struct help_card *card = card_of(m);
    if (card != NULL)
        ret[n++] = (struct shows){.kind = HELP, .card = card};
    return n;
}

size_t attract_turns(const struct model *m) {
    struct shows shows[REPLIES_MAX + 2];
    return list_shows(m, shows);
}

static void view_later(const struct model *m, struct ui_build *b, struct ui_node *parent) {
    struct arena *a = b->frame;
    const struct session *now = attract_now(m);
    ui_text(b, parent, UI_CHIP, tr("Later today"))->ink = UI_soft;
    size_t shown = 0;
    for (size_t i = 0; i < m->ledger->sessions && shown < LATER_MAX; i++) {
        const struct session *s = &m->ledger->session[i];
        if (!is_later(m, now, s))
            continue;
        shown++;
        struct ui_node *words = ui_col(b, parent, 2);
        ui_text(b, words, UI_BODY_BOLD, session_title(s, a));
        ui_text(b, words, UI_SMALL, words_join(a, words_hours(a, s), s->venue))->ink = UI_soft;
    }
}

/* Large, to be read in passing; long words a little smaller. */
static void view_reply(const struct reply *r, struct ui_build *b, struct ui_node *parent) {
    struct arena *a = b->frame;
    bool roomy = ui_logical_h(b->env) >= 560 && common_is_wide(b->env);
    bool longer = utf8_len(r->said) > 56;
    enum ui_type said = longer ? (roomy ? UI_TILE : UI_BODY_BOLD) : (roomy ? UI_TITLE : UI_TILE);
    const char *about = r->place[0] != '\0' ? r->place : r->topic;
    struct ui_node *first = ui_col(b, parent, 4);
    ui_text(b, first, UI_CHIP, words_join(a, tr("You said"), about))->ink = UI_soft;
    ui_text(b, first, said, arena_printf(a, tr("\u201c%s\u201d"), r->said));
    struct ui_node *second = ui_col(b, parent, 4);
    ui_text(b, second, UI_CHIP, tr("We did"))->ink = UI_soft;
    ui_text(b, second, longer ? UI_SMALL : UI_BODY, r->did);
}

static void view_card(const struct help_card *card, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *words = ui_col(b, parent, 4);
    ui_text(b, words, UI_CHIP, tr("Somebody to talk to"))->ink = UI_soft;
    ui_text(b, words, UI_TILE, card->title);
    struct ui_node *number = ui_text(b, parent, UI_TITLE, card->number);
    number->flags |= UI_TABULAR;
    number->ink = UI_act;
    if (card->hours[0] != '\0')
        ui_text(b, parent, UI_SMALL, card->hours)->ink = UI_soft;
}

static void view_shows(const struct model *m, size_t turn, struct ui_build *b,
                       struct ui_node *parent) {
    struct shows shows[REPLIES_MAX + 2];
    size_t n = list_shows(m, shows);
    if (n == 0) {
        ui_text(b, parent, UI_TILE,
                m->has_codes || attract_is_stuck(m)
                    ? tr("If you need help, please ask a member of staff.")
                    : tr("Two codes are chosen first. It takes a minute."));
        return;
    }
    const struct shows *s = &shows[turn % n];
    switch (s->kind) {
    case LATER:
        view_later(m, b, parent);
        break;
    case REPLY:
        view_reply(s->reply, b, parent);
        break;
    case HELP:
        view_card(s->card, b, parent);
        break;
    }
}

/* ---- all of it ---- */

void attract_side(const struct model *m, size_t turn, struct ui_build *b, struct ui_node *side) {
    struct ui_node *top = ui_scroll(b, side, arena_printf(b->frame, "also:%zu", turn));
    bool wide = common_is_wide(b->env);
    if (wide)
        top->flags |= UI_GROW;
    else if (attract_turns(m) > 1) /* what comes in turn is not of one height, the page is */
        top->box.h = ui_is_large_text(b->env) ? 250 : 204;
    top->box.gap = 12;
    view_shows(m, turn, b, top);
    struct ui_node *chips = ui_flow(b, side, 10);
    if (has_languages(m))
        view_languages(m, b, chips);
    if (!attract_is_stuck(m)) /* it could not be kept */
        view_text_size(m, !has_languages(m), b, chips);
    if (m->ready && m->has_codes)
        ui_chip(b, chips, "staff", NULL, tr("Staff"), NULL, (struct ui_msg){.id = ATTRACT_STAFF})
            ->box.edge = UI_line;
}
