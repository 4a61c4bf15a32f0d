/* Closing: what was counted, once more in one look, before it becomes the session's number.
 * Deliverer and note can be put right here, while those who know are still in the room. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/scanned.h"
#include "screens/words.h"

enum {
    BACK = 1,
    CHANGE_PEOPLE,
    CHANGE_NOTE,
    EDIT,
    DONE,
    NOBODY_CAME,
    NOT_COUNTED,
    DISPUTE,
    FORMS,
    TO_CONFIRM,
    CLOSE,
    STAY,
    LEAVE
};

struct closing_state {
    int64_t session;
    char people[200], note[500];
    int typing;       /* CHANGE_..., or 0 */
    bool leaving;     /* with words that only closing would keep: really? */
    bool nobody_came; /* with no head counted: zero is what happened, not a gap */
    bool sent, failed;
    struct scanned scanned;
};

static void closing_init(void *state, const struct model *m, struct ui_msg why) {
    struct closing_state *st = state;
    st->session = why.ref != 0 ? why.ref : m->tape.session;
    const struct session *s = model_session(m, st->session);
    if (s == NULL)
        return;
    STR_COPY(st->people, s->deliverer);
    STR_COPY(st->note, s->note);
}

/* Would something that was typed be lost on the way back? */
static bool has_typed(const struct closing_state *st, const struct model *m) {
    const struct session *s = model_session(m, st->session);
    return s != NULL && (!str_eq(st->people, s->deliverer) || !str_eq(st->note, s->note));
}

static void back(struct closing_state *st, const struct model *m, struct out *out) {
    if (st->typing != 0)
        st->typing = 0;
    else if (has_typed(st, m) && !st->sent)
        st->leaving = true;
    else
        out_back(out);
}

static enum qualifier outcome(const struct closing_state *st, const struct model *m) {
    if (model_heads(m, NULL) > 0)
        return m->tape.qualifier;
    return st->nobody_came ? COUNT_EXACT : COUNT_NOT_RECORDED;
}

static void close_session(struct closing_state *st, const struct model *m, struct out *out) {
    if (model_saving(m) || st->sent)
        return;
    struct command *c = out_add(out, CMD_CLOSE_SESSION);
    c->ref = st->session;
    c->n = (int32_t)outcome(st, m);
    STR_COPY(c->text, st->note);
    STR_COPY(c->text2, st->people);
    model_add_views(m, c);
    st->sent = true;
    st->failed = false;
}

static void type(struct closing_state *st, struct ui_msg msg) {
    if (st->typing == CHANGE_PEOPLE)
        common_take(st->people, sizeof st->people, msg);
    if (st->typing == CHANGE_NOTE)
        common_take(st->note, sizeof st->note, msg);
}

/* Somebody comes late while the note is being typed: the code is no part of it. */
static void cut_code(struct closing_state *st, const char *code) {
    if (st->typing == CHANGE_PEOPLE)
        scanned_cut(st->people, code);
    if (st->typing == CHANGE_NOTE)
        scanned_cut(st->note, code);
}

/* ---- what a second person has not confirmed ---- */

/* The first opening of this session that waits for it; NULL: none does. */
static const struct tally_opening *waiting(const struct closing_state *st, const struct model *m) {
    if (m->tallies.session != st->session)
        return NULL;
    for (size_t i = 0; i < m->tallies.openings; i++)
        if (!m->tallies.opening[i].confirmed)
            return &m->tallies.opening[i];
    return NULL;
}

static void go_confirm(const struct closing_state *st, const struct model *m, struct out *out) {
    const struct tally_opening *o = waiting(st, m);
    if (o != NULL)
        common_go_confirm(out, st->session, o->seq);
}

static void load(const struct closing_state *st, const struct model *m, struct out *out) {
    const struct tally_group *group[TALLY_GROUPS];
    if (m->tape.session != st->session)
        out_add(out, CMD_LOAD_TAPE)->ref = st->session;
    if (m->tallies.session != st->session && model_tally_groups(m, st->session, group) > 0)
        out_add(out, CMD_LOAD_TALLIES)->ref = st->session;
}

static void closing_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct closing_state *st = state;
    if (msg.id == MSG_SCANNED) {
        st->leaving = false;
        cut_code(st, msg.text);
    }
    if (scanned_update(&st->scanned, st->session, m, msg, out))
        return;
    switch (msg.id) {
    case BACK:
        back(st, m, out);
        break;
    case STAY:
        st->leaving = false;
        break;
    case LEAVE:
        out_back(out);
        break;
    case CHANGE_PEOPLE:
    case CHANGE_NOTE:
        st->typing = msg.id;
        break;
    case EDIT:
        type(st, msg);
        break;
    case DONE:
        st->typing = 0;
        break;
    case NOBODY_CAME:
        st->nobody_came = true;
        break;
    case NOT_COUNTED:
        st->nobody_came = false;
        break;
    case DISPUTE:
        out_go_ref(out, "dispute", st->session);
        break;
    case FORMS:
        out_go_ref(out, "forms", st->session);
        break;
    case CLOSE:
        close_session(st, m, out);
        break;
    case MSG_ENTERED:
        load(st, m, out);
        break;
    case TO_CONFIRM:
        go_confirm(st, m, out);
        break;
    case MSG_SESSION_CLOSED:
        out_home(out, "today");
        break;
    case MSG_FAILED:
        st->failed = st->sent && msg.arg == CMD_CLOSE_SESSION;
        st->sent = false;
        break;
    default:
        break;
    }
}

/* ---- view ---- */

/* "Year 9 212 · Staff 9" */
static const char *band_words(const struct model *m, struct arena *a) {
    const char *line = "";
    for (size_t i = 0; i < m->tape.bands; i++) {
        const char *key = m->tape.band[i].key;
        line = words_join(
            a, line,
            arena_printf(a, tr("%s %s"), words_band(key), words_number(a, model_heads(m, key))));
    }
    return line;
}

static void view_total(const struct session *s, const struct model *m, enum qualifier q,
                       struct ui_build *b, struct ui_node *card) {
    struct arena *a = b->frame;
    struct count c = {model_heads(m, NULL), q};
    struct ui_node *row = ui_col(b, card, 2);
    row->box.pad_x = 16;
    row->box.pad_y = 12;
    row->box.edge_bottom = 1;
    struct ui_node *n = ui_text(b, row, UI_TITLE, words_count(a, c));
    n->key = "heads";
    n->flags |= UI_TABULAR;
    if (model_saving(m))
        n->flags |= UI_PENDING;
    ui_text(b, row, UI_BODY, band_words(m, a));
    const char *against = s != NULL ? words_against(a, s, c.n) : NULL;
    if (against != NULL)
        ui_text(b, row, UI_SMALL, against)->ink = UI_soft;
}

/* No head was counted: that is one of two very different things, and only staff know which. */
static void view_nobody(const struct closing_state *st, struct ui_build *b, struct ui_node *main) {
    ui_text(b, main, UI_BODY, tr("Nobody has been counted. What happened?"));
    ui_choice(b, main, "not-counted", tr("People came, nobody counted them"),
              tr("Reports say: not recorded"), !st->nobody_came,
              (struct ui_msg){.id = NOT_COUNTED});
    ui_choice(b, main, "nobody-came", tr("Nobody came"), tr("Reports say: 0"), st->nobody_came,
              (struct ui_msg){.id = NOBODY_CAME});
}

/* It can be confirmed after closing, too: but now the second person may still be in the room. */
static void view_waiting(const struct closing_state *st, const struct model *m, struct ui_build *b,
                         struct ui_node *main) {
    const struct tally_opening *o = waiting(st, m);
    if (o == NULL)
        return;
    ui_banner(b, main, UI_TONE_WAIT, tr("A second person has not confirmed the bin"),
              words_opening(b->frame, &m->tallies, o));
    ui_button(b, ui_row(b, main, 0), "to-confirm", tr("Confirm it now"),
              (struct ui_msg){.id = TO_CONFIRM});
}

static void view_foot(const struct closing_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    bool saving = model_saving(m);
    struct ui_node *foot = ui_foot(b, page);
    ui_foot_words(b, foot,
                  saving || st->sent ? tr("Waiting until all is saved.")
                                     : tr("You can reopen the session later."));
    struct ui_node *close =
        ui_primary(b, foot, "close", tr("Close session"), (struct ui_msg){.id = CLOSE});
    if (saving || st->sent)
        close->flags |= UI_DISABLED;
}

static void view_summary(const struct closing_state *st, const struct model *m, struct ui_build *b,
                         struct ui_node *page) {
    struct arena *a = b->frame;
    const struct session *s = model_session(m, st->session);
    struct ui_bar bar = {.title = tr("Close the session"), .back = {.id = BACK}};
    if (s != NULL)
        bar.second = words_join(a, session_title(s, a), s->venue);
    ui_bar(b, page, &bar);
    struct ui_node *main = ui_main(b, page);
    common_failure(b, main, m, st->failed);
    view_waiting(st, m, b, main);
    if (model_heads(m, NULL) == 0 && !model_saving(m))
        view_nobody(st, b, main);
    struct ui_node *card = common_card(b, main);
    if (model_heads(m, NULL) > 0)
        view_total(s, m, outcome(st, m), b, card);
    const char *none = tr("Not given");
    struct session people = {.deliverer = st->people};
    ui_summary(b, card, "people", tr("Delivered by"),
               st->people[0] ? words_people(a, &people) : none,
               (struct ui_msg){.id = CHANGE_PEOPLE});
    ui_summary(b, card, "note", tr("Note"), st->note[0] ? st->note : none,
               (struct ui_msg){.id = CHANGE_NOTE});
    const char *another = s != NULL ? words_dispute(a, s) : NULL;
    ui_summary(b, card, "dispute", tr("Another count"), another != NULL ? another : tr("None"),
               (struct ui_msg){.id = DISPUTE});
    common_answers_row(b, card, m, st->session, (struct ui_msg){.id = FORMS});
    common_card_end(card);
    view_foot(st, m, b, page);
}

static void view_typing(const struct closing_state *st, struct ui_build *b, struct ui_page *page) {
    bool people = st->typing == CHANGE_PEOPLE;
    common_edit(b, page,
                &(struct common_edit){
                    .title = people ? tr("Delivered by") : tr("Note"),
                    .label = people ? tr("Organisations, with ; between them")
                                    : tr("What should be remembered? Leave out names"),
                    .hint = people ? tr("For example: St Giles Trust; First Aid") : "",
                    .value = people ? st->people : st->note,
                    .done = tr("Done"),
                    .edit = {.id = EDIT},
                    .enter = {.id = DONE},
                    .back = {.id = BACK},
                });
}

static void dialog_leaving(struct ui_build *b, struct ui_page *page) {
    struct ui_node *d =
        ui_dialog(b, page, tr("The session is still open"), (struct ui_msg){.id = STAY});
    ui_text(b, d, UI_BODY, tr("What you typed here is kept when you close the session."));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "leave", tr("Throw it away"), (struct ui_msg){.id = LEAVE});
    ui_primary(b, foot, "stay", tr("Stay here"), (struct ui_msg){.id = STAY});
}

static struct ui_node *closing_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct closing_state *st = state;
    struct ui_page page = common_page(b, m);
    if (st->typing == 0)
        view_summary(st, m, b, page.body);
    else
        view_typing(st, b, &page);
    if (st->leaving)
        dialog_leaving(b, &page);
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_closing = {
    .name = "closing",
    .state_size = sizeof(struct closing_state),
    .needs = WHO_STAFF,
    .scans = true,
    .init = closing_init,
    .update = closing_update,
    .view = closing_view,
};
