/* The forms of a session, or of the kiosk (ref 0): what visitors can be asked, with how many have
 * answered; what staff fill in themselves; and which files cannot be used and why. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"

enum {
    BACK = 1,
    ASK,  /* arg: form of forms_view */
    FILL, /* arg: the same */
    DROP, /* arg: the same; asks first */
    DROP_NOW,
    KEEP
};

struct forms_state {
    int64_t session;   /* 0: none */
    char dropping[64]; /* form whose draft is to be thrown away, if a person says so; "": none */
};

static void forms_init(void *state, const struct model *m, struct ui_msg why) {
    (void)m;
    ((struct forms_state *)state)->session = why.ref;
}

static const struct form_view *form_at(const struct model *m, int32_t i) {
    bool there = m->forms != NULL && i >= 0 && (size_t)i < m->forms->forms;
    return there ? &m->forms->form[i] : NULL;
}

static void take(const struct forms_state *st, const struct model *m, enum command_kind kind,
                 int32_t i, struct out *out) {
    const struct form_view *f = form_at(m, i);
    if (f == NULL)
        return;
    struct command *c = out_add(out, kind);
    c->ref = st->session;
    STR_COPY(c->text, f->form->id);
}

static void drop(struct forms_state *st, struct out *out) {
    if (st->dropping[0] == '\0')
        return;
    struct command *c = out_add(out, CMD_DROP_DRAFT);
    c->ref = st->session;
    STR_COPY(c->text, st->dropping);
    st->dropping[0] = '\0';
}

static void forms_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct forms_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case ASK:
        take(st, m, CMD_ASK_FEEDBACK, msg.arg, out);
        break;
    case FILL:
        take(st, m, CMD_SURVEY_OPEN, msg.arg, out);
        break;
    case DROP:
        if (form_at(m, msg.arg) != NULL)
            STR_COPY(st->dropping, form_at(m, msg.arg)->form->id);
        break;
    case DROP_NOW:
        drop(st, out);
        break;
    case KEEP:
        st->dropping[0] = '\0';
        break;
    default:
        break;
    }
}

/* ---- view ---- */

/* Does it belong on this page? Staff's own do, and of visitors' those that can be asked here.
 * Concerns and help are found by who needs them, and staff hand nobody over to them. */
static bool is_shown(const struct forms_state *st, const struct model *m,
                     const struct form_view *f) {
    unsigned who = f->profile->audiences;
    const struct session *s = model_session(m, st->session);
    if (f->profile->way != WAY_FEEDBACK)
        return false;
    return f->profile->side == SIDE_STAFF || s == NULL || who == 0 || (who & FOR_STAFF) != 0 ||
           (who & model_audiences(s)) != 0;
}

/* Visitors can be asked about a session while it is open. */
static bool may_ask(const struct forms_state *st, const struct model *m) {
    const struct session *s = model_session(m, st->session);
    return s == NULL || (s->life == LIFE_OPEN && !model_is_left_open(m, s));
}

/* Below the row that goes on with it. */
static void add_drop(struct ui_build *b, struct ui_node *card, const struct form_view *f,
                     int32_t i) {
    struct ui_node *row = common_card_row(b, card, 8);
    ui_space(b, row);
    ui_quiet(b, row, arena_printf(b->frame, "drop:%s", f->form->id), tr("Throw it away"),
             (struct ui_msg){.id = DROP, .arg = i});
}

static const char *title_of(const struct form_view *f) {
    return tr(f->profile->title[0] != '\0' ? f->profile->title : f->form->title);
}

static void add_row(const struct forms_state *st, const struct model *m, struct ui_build *b,
                    struct ui_node *card, size_t i) {
    struct arena *a = b->frame;
    const struct form_view *f = &m->forms->form[i];
    const struct profile *p = f->profile;
    bool staffs = p->side == SIDE_STAFF;
    const char *title = title_of(f);
    const char *second = p->second[0] != '\0' ? tr(p->second) : "";
    bool begun = staffs && model_has_draft(m, p->form, st->session);
    if (begun) {
        title = arena_printf(a, tr("Go on with: %s"), title);
        second = tr("Begun, not saved yet");
    }
    if (f->form->key != NULL)
        second = words_join(a, second,
                            staffs ? tr("Sealed when it is saved, no draft is kept")
                                   : tr("Sealed, nobody can read it here"));
    bool opens = staffs || may_ask(st, m);
    struct ui_msg tap = {.id = staffs ? FILL : ASK, .arg = (int32_t)i};
    struct ui_node *row = ui_list_row(b, card, arena_printf(a, "form:%s", p->form), title,
                                      opens ? tap : (struct ui_msg){0});
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, title);
    if (second[0] != '\0')
        ui_text(b, words, UI_SMALL, second)->ink = UI_soft;
    unsigned long n = (unsigned long)model_answers(m, st->session, p->form);
    if (!staffs)
        ui_text(b, row, UI_BODY, arena_printf(a, tr_n("%lu answer", "%lu answers", n), n));
    if (opens)
        ui_icon(b, row, "chevron", 24)->ink = UI_soft;
    if (begun)
        add_drop(b, card, f, (int32_t)i);
}

/* The forms of one side under a heading; nothing when there are none. */
static size_t view_side(const struct forms_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *main, enum survey_side side) {
    struct ui_node *card = NULL;
    size_t n = 0;
    for (size_t i = 0; m->forms != NULL && i < m->forms->forms; i++) {
        const struct form_view *f = &m->forms->form[i];
        if (f->profile->side != side || !is_shown(st, m, f))
            continue;
        if (n++ == 0) {
            common_heading(b, main,
                           side == SIDE_STAFF ? tr("For staff")
                           : may_ask(st, m)   ? tr("For visitors: the kiosk is handed over")
                                              : tr("For visitors: open the session to ask them"));
            card = common_card(b, main);
        }
        add_row(st, m, b, card, i);
    }
    if (card != NULL)
        common_card_end(card);
    return n;
}

static void view_troubles(const struct model *m, struct ui_build *b, struct ui_node *main) {
    for (size_t i = 0; m->forms != NULL && i < m->forms->troubles; i++) {
        const struct form_trouble *t = &m->forms->trouble[i];
        ui_banner(b, main, UI_TONE_STOP, arena_printf(b->frame, tr("%s cannot be used"), t->file),
                  t->why);
    }
}

/* Why no concern can be left, and what to do about it. */
static void view_shut(const struct model *m, struct ui_build *b, struct ui_node *main) {
    if (model_concern(m) == NULL)
        return;
    if (m->readers == 0)
        ui_banner(b, main, UI_TONE_WAIT,
                  tr("Concerns stay shut: no coordinator\u2019s key is on this kiosk"),
                  tr("The coordinator makes a pair of keys with turnout keygen, on a computer of "
                     "their own, and imports the public one here, from a stick."));
    else if (m->envelopes_failed[0] != '\0')
        ui_banner(b, main, UI_TONE_STOP, tr("What visitors leave cannot be kept"),
                  m->envelopes_failed);
}

static void view_ask(const struct form_view *f, struct ui_build *b, struct ui_page *page) {
    struct ui_msg keep = {.id = KEEP};
    struct ui_node *d = ui_dialog(b, page, tr("Throw away what was begun?"), keep);
    ui_text(b, d, UI_BODY,
            arena_printf(b->frame, tr("%s: nothing of it is kept, and nobody can get it back."),
                         title_of(f)));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "keep", tr("Keep it"), keep);
    ui_danger(b, foot, "drop-now", tr("Throw it away"), (struct ui_msg){.id = DROP_NOW});
}

static struct ui_node *forms_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct forms_state *st = state;
    const struct session *s = model_session(m, st->session);
    struct ui_page page = common_page(b, m);
    struct ui_bar bar = {.title = tr("Forms"), .back = {.id = BACK}};
    if (s != NULL)
        bar.second = words_join(b->frame, session_title(s, b->frame), s->venue);
    ui_bar(b, page.body, &bar);
    struct ui_node *main = ui_main(b, page.body);
    view_troubles(m, b, main);
    view_shut(m, b, main);
    size_t n = view_side(st, m, b, main, SIDE_VISITOR);
    n += view_side(st, m, b, main, SIDE_STAFF);
    if (n == 0)
        ui_empty(b, main, "empty", tr("There is no form here"),
                 tr("Your coordinator can import one: it lies in the folder forms of a stick."));
    const struct form_view *asked = model_form(m, st->dropping);
    if (asked != NULL)
        view_ask(asked, b, &page);
    return page.root;
}

const struct screen_def screen_forms = {
    .name = "forms",
    .state_size = sizeof(struct forms_state),
    .needs = WHO_STAFF,
    .init = forms_init,
    .update = forms_update,
    .view = forms_view,
};
