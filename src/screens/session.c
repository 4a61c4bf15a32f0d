/* One session: what the programme says of it and what was counted here, and the one thing to do
 * next: open it, go on counting, or open it again. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"

enum {
    BACK = 1,
    OPEN, /* asks first where there is a reason to */
    OPEN_NOW,
    GO_ON,
    GO_OTHER, /* to the session that is open already */
    AWAY
};

enum ask { ASK_NOTHING, ASK_OTHER_OPEN, ASK_OTHER_DAY, ASK_REOPEN };

struct session_state {
    int64_t session;
    enum ask ask;
    bool opening, failed;
};

static void session_init(void *state, const struct model *m, struct ui_msg why) {
    (void)m;
    struct session_state *st = state;
    st->session = why.ref;
}

static const struct session *other_open(const struct session_state *st, const struct model *m) {
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (s->life == LIFE_OPEN && s->id != st->session)
            return s;
    }
    return NULL;
}

static bool is_other_day(const struct model *m, const struct session *s) {
    return s->date.year != 0 && date_compare(s->date, m->today) != 0;
}

static enum ask reason_to_ask(const struct session_state *st, const struct model *m) {
    const struct session *s = model_session(m, st->session);
    if (s == NULL)
        return ASK_NOTHING;
    if (other_open(st, m) != NULL)
        return ASK_OTHER_OPEN;
    if (s->life == LIFE_CLOSED)
        return ASK_REOPEN;
    return is_other_day(m, s) ? ASK_OTHER_DAY : ASK_NOTHING;
}

static void open_session(struct session_state *st, struct out *out) {
    if (st->opening)
        return;
    out_add(out, CMD_OPEN_SESSION)->ref = st->session;
    st->ask = ASK_NOTHING;
    st->opening = true;
    st->failed = false;
}

static void session_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct session_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case OPEN:
        st->ask = reason_to_ask(st, m);
        if (st->ask == ASK_NOTHING)
            open_session(st, out);
        break;
    case OPEN_NOW:
        open_session(st, out);
        break;
    case GO_ON:
        out_go_ref(out, "count", st->session);
        break;
    case GO_OTHER:
        st->ask = ASK_NOTHING;
        if (other_open(st, m) != NULL)
            out_go_ref(out, "count", other_open(st, m)->id);
        break;
    case AWAY:
        st->ask = ASK_NOTHING;
        break;
    case MSG_SESSION_OPENED:
        st->opening = false;
        if (msg.ref == st->session)
            out_go_ref(out, "count", st->session);
        break;
    case MSG_FAILED:
        st->failed = st->opening;
        st->opening = false;
        break;
    default:
        break;
    }
}

/* ---- view ---- */

static void fact(struct ui_build *b, struct ui_node *card, const char *key, const char *term,
                 const char *value) {
    if (value != NULL && value[0] != '\0')
        ui_summary(b, card, key, term, value, (struct ui_msg){0});
}

static void view_numbers(const struct session *s, const struct model *m, struct ui_build *b,
                         struct ui_node *card) {
    struct arena *a = b->frame;
    struct count counted = common_counted(m, s);
    if (counted.q != COUNT_NOT_RECORDED)
        fact(b, card, "counted", tr("Counted here"), words_count(a, counted));
    else if (s->life == LIFE_CLOSED)
        fact(b, card, "counted", tr("Counted here"), tr("Not recorded"));
    if (s->reported.q == COUNT_NOT_RECORDED)
        return;
    fact(b, card, "reported", tr("The programme says"), words_count(a, s->reported));
}

/* "1.2  Deliver workshops in schools": the plan's words for each action that the session serves. */
static void view_actions(const struct session *s, const struct model *m, struct ui_build *b,
                         struct ui_node *card) {
    struct arena *a = b->frame;
    char *code[16];
    size_t n = str_split(arena_strdup(a, s->actions), ';', code, sizeof code / sizeof *code);
    for (size_t i = 0; i < n; i++) {
        const struct action *act = m->ledger != NULL ? ledger_action(m->ledger, code[i]) : NULL;
        const char *words =
            act != NULL && act->action[0] != '\0' ? act->action : tr("Not in the plan");
        fact(b, card, arena_printf(a, "action:%s", code[i]),
             arena_printf(a, tr("Action %s"), code[i]), words);
    }
}

static void view_facts(const struct session *s, const struct model *m, struct ui_build *b,
                       struct ui_node *main) {
    struct arena *a = b->frame;
    struct ui_node *card = common_card(b, main);
    view_numbers(s, m, b, card);
    fact(b, card, "when", tr("When"), words_join(a, words_when(a, s), words_hours(a, s)));
    fact(b, card, "where", tr("Where"), s->venue);
    fact(b, card, "group", tr("Group"), session_group(s, a));
    fact(b, card, "people", tr("Delivered by"), words_people(a, s));
    fact(b, card, "note", tr("Note"), s->note);
    view_actions(s, m, b, card);
    common_card_end(card);
}

static void view_warnings(const struct session_state *st, const struct session *s,
                          const struct model *m, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    common_failure(b, main, m, st->failed);
    if (s->status == STATUS_CANCELLED && s->life == LIFE_NEW)
        ui_banner(b, main, UI_TONE_STOP, tr("This session was cancelled"),
                  tr("Open it only if it takes place after all."));
    if (s->status == STATUS_REARRANGED && s->life == LIFE_NEW)
        ui_banner(b, main, UI_TONE_STOP, tr("This session was moved to another date"),
                  tr("Look for the new one under All dates."));
    if (s->life == LIFE_NEW && is_other_day(m, s))
        ui_banner(
            b, main, UI_TONE_WAIT,
            arena_printf(a, tr("This session is planned for %s"), words_date_year(a, s->date)),
            arena_printf(a, tr("Today is %s."), words_date(a, m->today)));
    if (s->date_unconfirmed)
        ui_banner(b, main, UI_TONE_WAIT, tr("The date was not confirmed"),
                  tr("This session was opened before anybody confirmed the kiosk\u2019s date."));
}

static void view_foot(const struct session_state *st, const struct session *s, struct ui_build *b,
                      struct ui_node *page) {
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    struct ui_node *n = NULL;
    switch (s->life) {
    case LIFE_NEW:
        n = ui_primary(b, foot, "open", tr("Open and count"), (struct ui_msg){.id = OPEN});
        break;
    case LIFE_OPEN:
        n = ui_primary(b, foot, "open", tr("Go on counting"), (struct ui_msg){.id = GO_ON});
        break;
    case LIFE_CLOSED:
        n = ui_primary(b, foot, "open", tr("Reopen"), (struct ui_msg){.id = OPEN});
        break;
    }
    if (st->opening)
        n->flags |= UI_DISABLED;
}

static void dialog(struct ui_build *b, struct ui_page *page, const char *title, const char *words,
                   const char *yes, enum ask ask, const char *no) {
    struct ui_node *d = ui_dialog(b, page, title, (struct ui_msg){.id = AWAY});
    ui_text(b, d, UI_BODY, words);
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "no", no, (struct ui_msg){.id = AWAY});
    ui_primary(b, foot, "yes", yes,
               (struct ui_msg){.id = ask == ASK_OTHER_OPEN ? GO_OTHER : OPEN_NOW});
}

static void view_ask(const struct session_state *st, const struct session *s, const struct model *m,
                     struct ui_build *b, struct ui_page *page) {
    struct arena *a = b->frame;
    const struct session *other = other_open(st, m);
    switch (st->ask) {
    case ASK_NOTHING:
        break;
    case ASK_OTHER_OPEN:
        if (other == NULL)
            break;
        dialog(b, page, tr("Another session is open"),
               arena_printf(a, tr("Close \u201c%s\u201d before you open this one."),
                            words_join(a, session_title(other, a), other->venue)),
               tr("Go to the open session"), ASK_OTHER_OPEN, tr("Stay here"));
        break;
    case ASK_OTHER_DAY:
        dialog(b, page, tr("Open a session of another day?"),
               arena_printf(a, tr("It is planned for %s. Today is %s."),
                            words_date_year(a, s->date), words_date_year(a, m->today)),
               tr("Open and count"), ASK_OTHER_DAY, tr("Do not open"));
        break;
    case ASK_REOPEN:
        dialog(b, page, tr("Reopen this session?"),
               tr("Its count stays. You can add and undo, and close it again."), tr("Reopen"),
               ASK_REOPEN, tr("Leave it closed"));
        break;
    }
}

static struct ui_node *session_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct session_state *st = state;
    struct arena *a = b->frame;
    struct ui_page page = common_page(b, m);
    const struct session *s = model_session(m, st->session);
    if (s == NULL) {
        ui_bar(b, page.body, &(struct ui_bar){.title = tr("Session"), .back = {.id = BACK}});
        ui_empty(b, ui_main(b, page.body), "empty", tr("This session is not there any more"),
                 tr("Go back and look for it again."));
        return page.root;
    }
    struct ui_node *end =
        ui_bar(b, page.body,
               &(struct ui_bar){.title = session_title(s, a),
                                .second = words_join(a, s->venue, session_group(s, a)),
                                .back = {.id = BACK}});
    common_tag(b, end, s);
    struct ui_node *main = ui_main(b, page.body);
    view_warnings(st, s, m, b, main);
    view_facts(s, m, b, main);
    view_foot(st, s, b, page.body);
    view_ask(st, s, m, b, &page);
    return page.root;
}

const struct screen_def screen_session = {
    .name = "session",
    .state_size = sizeof(struct session_state),
    .needs = WHO_STAFF,
    .init = session_init,
    .update = session_update,
    .view = session_view,
};
