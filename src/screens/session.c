/* One session: what the programme says of it and what was counted here, and the one thing to do
 * next: open it, go on counting, or open it again. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/alter.h"
#include "screens/common.h"
#include "screens/scanned.h"
#include "screens/words.h"

enum {
    BACK = 1,
    OPEN, /* asks first where there is a reason to */
    OPEN_NOW,
    GO_ON,
    ALTER,  /* arg: enum alter */
    LINKED, /* ref: the session on the other side of a move */
    DISPUTE,
    ASK_FEEDBACK,
    FORMS,
    PAPER,
    AWAY
};

struct session_state {
    int64_t session;
    bool asking; /* of another day: really? */
    bool opening, failed;
    struct scanned scanned;
};

static void session_init(void *state, const struct model *m, struct ui_msg why) {
    (void)m;
    struct session_state *st = state;
    st->session = why.ref;
}

static bool is_other_day(const struct model *m, const struct session *s) {
    return s->date.year != 0 && date_compare(s->date, m->today) != 0;
}

/* Staff or the programme have cancelled or moved it. */
static bool is_off(const struct session *s) {
    return s->life == LIFE_NEW && (s->status == STATUS_CANCELLED || s->status == STATUS_REARRANGED);
}

/* What took place cannot be called off; what the programme calls off is not ours to call off. A
 * programme that says "delivered" of a day that has not passed only looks ahead. */
static bool may_call_off(const struct model *m, const struct session *s) {
    if (s->life != LIFE_NEW)
        return s->life == LIFE_OPEN && common_counted(m, s).n == 0;
    return s->status == STATUS_PLANNED || s->status == STATUS_BOOKED ||
           (s->status == STATUS_DELIVERED && s->date.year != 0 &&
            date_compare(s->date, m->today) >= 0);
}

static void alter(const struct session_state *st, enum alter what, struct out *out) {
    out_go_ref(out, "alter", st->session);
    out->cmd[out->n - 1].why = (int32_t)what;
}

static void open_session(struct session_state *st, struct out *out) {
    if (st->opening)
        return;
    out_add(out, CMD_OPEN_SESSION)->ref = st->session;
    st->asking = false;
    st->opening = true;
    st->failed = false;
}

static void open_or_ask(struct session_state *st, const struct model *m, struct out *out) {
    const struct session *s = model_session(m, st->session);
    if (s == NULL)
        return;
    if (s->life == LIFE_CLOSED)
        alter(st, ALTER_REOPEN, out);
    else if (is_off(s))
        alter(st, ALTER_REINSTATE, out);
    else if (is_other_day(m, s))
        st->asking = true;
    else
        open_session(st, out);
}

static void session_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct session_state *st = state;
    if (msg.id == MSG_SCANNED)
        st->asking = false;
    if (scanned_update(&st->scanned, st->session, m, msg, out))
        return;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case OPEN:
        open_or_ask(st, m, out);
        break;
    case OPEN_NOW:
        open_session(st, out);
        break;
    case GO_ON:
        out_go_ref(out, "count", st->session);
        break;
    case ALTER:
        alter(st, (enum alter)msg.arg, out);
        break;
    case LINKED:
        out_go_ref(out, "session", msg.ref);
        break;
    case DISPUTE:
        out_go_ref(out, "dispute", st->session);
        break;
    case ASK_FEEDBACK:
        out_add(out, CMD_ASK_FEEDBACK)->ref = st->session;
        break;
    case FORMS:
        out_go_ref(out, "forms", st->session);
        break;
    case PAPER:
        out_go_ref(out, "stick", st->session);
        break;
    case AWAY:
        st->asking = false;
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
    if (s->reported.q != COUNT_NOT_RECORDED)
        fact(b, card, "reported", tr("The programme says"), words_count(a, s->reported));
    if (s->capacity > 0)
        fact(b, card, "capacity", tr("Room for"), words_number(a, s->capacity));
}

static void view_dispute(const struct session *s, struct ui_build *b, struct ui_node *card) {
    if (s->life == LIFE_NEW)
        return;
    const char *words = words_dispute(b->frame, s);
    ui_summary(b, card, "dispute", tr("Another count"), words != NULL ? words : tr("None"),
               (struct ui_msg){.id = DISPUTE});
}

/* Can visitors be asked about it now? */
static bool may_ask(const struct model *m, const struct session *s) {
    const struct form_view *form[FORMS_MAX];
    return s->life == LIFE_OPEN && !model_is_left_open(m, s) && model_offered_at(m, s, form) > 0;
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
    view_dispute(s, b, card);
    if (s->life != LIFE_NEW)
        common_answers_row(b, card, m, s->id, (struct ui_msg){.id = FORMS});
    fact(b, card, "when", tr("When"), words_join(a, words_when(a, s), words_hours(a, s)));
    fact(b, card, "where", tr("Where"), s->venue);
    fact(b, card, "group", tr("Group"), session_group(s, a));
    fact(b, card, "people", tr("Delivered by"), words_people(a, s));
    if (s->made == MADE_AFTERWARDS)
        fact(b, card, "made", tr("Made"), tr("After its day"));
    fact(b, card, "note", tr("Note"), s->note);
    if (s->life != LIFE_NEW)
        fact(b, card, "reopened", tr("Reopened"), words_reason(s));
    else if (s->decided && !is_off(s))
        fact(b, card, "back", tr("On after all"), words_reason(s));
    view_actions(s, m, b, card);
    if (s->life == LIFE_NEW) /* nobody has been asked yet */
        common_answers_row(b, card, m, s->id, (struct ui_msg){.id = FORMS});
    common_card_end(card);
}

/* A button that leads to the session on the other side of a move. */
static void view_link(struct ui_build *b, struct ui_node *main, const char *key, const char *words,
                      int64_t session) {
    struct ui_node *row = ui_row(b, main, 0);
    ui_button(b, row, key, words, (struct ui_msg){.id = LINKED, .ref = session});
}

static void view_off(const struct session *s, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    const char *why = s->decided ? words_reason(s) : tr("The programme says so.");
    if (s->status == STATUS_CANCELLED) {
        ui_banner(b, main, UI_TONE_STOP, tr("This session was cancelled"), why);
        return;
    }
    if (s->moved_to == 0) {
        ui_banner(b, main, UI_TONE_STOP, tr("This session was moved to another date"),
                  tr("Look for the new one under All dates."));
        return;
    }
    ui_banner(b, main, UI_TONE_STOP,
              arena_printf(a, tr("This session was moved to %s"), words_date(a, s->moved_to_date)),
              why);
    view_link(b, main, "moved-to",
              arena_printf(a, tr("Go to %s"), words_date_year(a, s->moved_to_date)), s->moved_to);
}

static void view_warnings(const struct session_state *st, const struct session *s,
                          const struct model *m, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    common_failure(b, main, m, st->failed);
    common_over(b, main, m, s);
    if (is_off(s))
        view_off(s, b, main);
    if (s->moved_from != 0)
        view_link(b, main, "moved-from",
                  arena_printf(a, tr("Moved from %s"), words_date_year(a, s->moved_from_date)),
                  s->moved_from);
    if (s->life == LIFE_NEW && !is_off(s) && is_other_day(m, s))
        ui_banner(
            b, main, UI_TONE_WAIT,
            arena_printf(a, tr("This session is planned for %s"), words_date_year(a, s->date)),
            arena_printf(a, tr("Today is %s."), words_date(a, m->today)));
    if (s->date_unconfirmed)
        ui_banner(b, main, UI_TONE_WAIT, tr("The date was not confirmed"),
                  tr("This session was opened before anybody confirmed the kiosk\u2019s date."));
}

/* Where three buttons would stack in the foot, two of them follow the facts instead. */
static bool has_wide_foot(const struct ui_env *env) {
    return common_is_wide(env) && !ui_is_large_text(env);
}

static void view_call_off(struct ui_build *b, struct ui_node *parent) {
    ui_button(b, parent, "cancel", tr("Cancel it"),
              (struct ui_msg){.id = ALTER, .arg = ALTER_CANCEL});
    ui_button(b, parent, "move", tr("Move it"), (struct ui_msg){.id = ALTER, .arg = ALTER_MOVE});
}

static void view_ask_feedback(struct ui_build *b, struct ui_node *parent) {
    ui_button(b, parent, "feedback", tr("Ask for feedback"), (struct ui_msg){.id = ASK_FEEDBACK});
}

/* Its list of people, to be printed: names leave the kiosk, so it is offered to the coordinator
 * alone. */
static bool may_print(const struct model *m, const struct session *s) {
    return m->who == WHO_COORDINATOR && m->sticks > 0 && m->names_kept && !session_is_pupils(s);
}

/* A page for the school's head teacher, of what its pupils took part in. */
static bool may_thank(const struct model *m, const struct session *s) {
    return m->who == WHO_COORDINATOR && m->sticks > 0 && session_is_pupils(s) &&
           session_took_place(s) && s->life != LIFE_OPEN;
}

/* What has no place in the foot follows the facts. */
static void view_more(const struct session *s, const struct model *m, struct ui_build *b,
                      struct ui_node *main) {
    bool off = may_call_off(m, s), ask = may_ask(m, s), wide = has_wide_foot(b->env);
    bool ask_here = ask && (off || !wide), off_here = off && !wide, print = may_print(m, s);
    bool thank = may_thank(m, s), any = ask_here || off_here || print || thank;
    struct ui_node *row = any ? ui_flow(b, main, 12) : NULL;
    if (ask_here)
        view_ask_feedback(b, row);
    if (off_here)
        view_call_off(b, row);
    if (print)
        ui_button(b, row, "paper", tr("List for paper"), (struct ui_msg){.id = PAPER});
    if (thank)
        ui_button(b, row, "sheet", tr("School sheet"), (struct ui_msg){.id = PAPER});
}

static void view_foot(const struct session_state *st, const struct session *s,
                      const struct model *m, struct ui_build *b, struct ui_node *page) {
    struct ui_node *foot = ui_foot(b, page);
    if (may_call_off(m, s) && has_wide_foot(b->env))
        view_call_off(b, foot);
    else if (may_ask(m, s) && has_wide_foot(b->env))
        view_ask_feedback(b, foot);
    ui_space(b, foot);
    struct ui_node *n = NULL;
    switch (s->life) {
    case LIFE_NEW:
        n = ui_primary(b, foot, "open", is_off(s) ? tr("On after all") : tr("Open and count"),
                       (struct ui_msg){.id = OPEN});
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

static void view_ask(const struct session *s, const struct model *m, struct ui_build *b,
                     struct ui_page *page) {
    struct arena *a = b->frame;
    struct ui_node *d =
        ui_dialog(b, page, tr("Open a session of another day?"), (struct ui_msg){.id = AWAY});
    ui_text(b, d, UI_BODY,
            arena_printf(a, tr("It is planned for %s. Today is %s."), words_date_year(a, s->date),
                         words_date_year(a, m->today)));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "no", tr("Do not open"), (struct ui_msg){.id = AWAY});
    ui_primary(b, foot, "yes", tr("Open and count"), (struct ui_msg){.id = OPEN_NOW});
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
    view_more(s, m, b, main);
    view_foot(st, s, m, b, page.body);
    if (st->asking)
        view_ask(s, m, b, &page);
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_session = {
    .name = "session",
    .state_size = sizeof(struct session_state),
    .needs = WHO_STAFF,
    .scans = true,
    .init = session_init,
    .update = session_update,
    .view = session_view,
};
