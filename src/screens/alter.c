/* A session is cancelled, moved, on after all, or opened again: each with a reason, one tap for
 * what happens all the time, own words for the rest. A move asks for the new date first. */
#include "screens/alter.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/def.h"
#include "screens/scanned.h"
#include "screens/steps.h"
#include "screens/words.h"

enum {
    BACK = 1,
    EDIT_DATE,
    STEP,
    GO_ON,  /* from the date to the reason */
    REASON, /* arg: index */
    OWN,
    EDIT,
    DONE,
    DO
};

static const struct steps_ids step_ids = {.edit = EDIT_DATE, .step = STEP, .enter = GO_ON};

enum page { PAGE_DATE, PAGE_REASON, PAGE_WORDS };

enum { REASONS_MAX = 6, OWN_WORDS = -1 };

static const struct kind {
    enum command_kind command;
    const char *title, *question, *button;
    const char *reason[REASONS_MAX]; /* kept in English: a report is read by others */
} kinds[] = {
    [ALTER_CANCEL] = {CMD_CALL_OFF,
                      N_("Cancel it"),
                      N_("Why does it not take place?"),
                      N_("Cancel the session"),
                      {N_("Illness"), N_("The school asked"), N_("Nobody came"), N_("Weather"),
                       N_("No room free"), N_("Nobody to deliver it")}},
    [ALTER_MOVE] = {CMD_MOVE,
                    N_("Move it"),
                    N_("Why is it moved?"),
                    N_("Move the session"),
                    {N_("The school asked"), N_("Illness"), N_("Weather"), N_("Clash of dates"),
                     N_("No room free"), N_("Nobody to deliver it")}},
    [ALTER_REINSTATE] = {CMD_REINSTATE,
                         N_("On after all"),
                         N_("Why does it take place after all?"),
                         N_("Put it back"),
                         {N_("It was a mistake"), N_("Somebody stepped in"),
                          N_("The school asked")}},
    [ALTER_REOPEN] = {CMD_REOPEN,
                      N_("Reopen"),
                      N_("Why is it opened again?"),
                      N_("Reopen"),
                      {N_("Closed too early"), N_("The count was wrong"), N_("More people came"),
                       N_("The note was wrong")}},
};

struct alter_state {
    int64_t session;
    enum alter alter;
    enum page page;
    struct steps steps;
    int reason; /* index, OWN_WORDS; REASONS_MAX: none yet */
    char own[200];
    bool busy, failed;
    struct scanned scanned;
};

static void alter_init(void *state, const struct model *m, struct ui_msg why) {
    struct alter_state *st = state;
    st->session = why.ref;
    st->alter =
        why.id >= ALTER_CANCEL && why.id <= ALTER_REOPEN ? (enum alter)why.id : ALTER_CANCEL;
    st->page = st->alter == ALTER_MOVE ? PAGE_DATE : PAGE_REASON;
    st->reason = REASONS_MAX;
    const struct session *s = model_session(m, st->session);
    struct date from = s != NULL && s->date.year != 0 ? s->date : m->today;
    if (date_compare(from, m->today) < 0)
        from = m->today;
    steps_show(&st->steps, date_from_days(date_to_days(from) + 7));
}

static bool has_own_words(const struct alter_state *st) {
    return st->own[strspn(st->own, " ")] != '\0';
}

static const char *chosen_reason(const struct alter_state *st) {
    if (st->reason == OWN_WORDS)
        return has_own_words(st) ? st->own : NULL;
    return st->reason < REASONS_MAX ? kinds[st->alter].reason[st->reason] : NULL;
}

/* ---- update ---- */

static void back(struct alter_state *st, struct out *out) {
    if (st->page == PAGE_WORDS)
        st->page = PAGE_REASON;
    else if (st->page == PAGE_REASON && st->alter == ALTER_MOVE)
        st->page = PAGE_DATE;
    else
        out_back(out);
}

static bool is_same_day(const struct alter_state *st, const struct model *m) {
    const struct session *s = model_session(m, st->session);
    return s != NULL && date_compare(s->date, steps_date(&st->steps)) == 0;
}

static bool is_good_date(const struct alter_state *st, const struct model *m) {
    return steps_date(&st->steps).year != 0 && !is_same_day(st, m);
}

static void ask(struct alter_state *st, struct out *out) {
    const char *reason = chosen_reason(st);
    if (st->busy || reason == NULL)
        return;
    struct command *c = out_add(out, kinds[st->alter].command);
    c->ref = st->session;
    c->date = steps_date(&st->steps);
    STR_COPY(c->text, reason);
    st->busy = true;
    st->failed = false;
}

static void go(struct out *out, const char *screen, int64_t ref) {
    struct command *c = out_add(out, CMD_REPLACE);
    c->screen = screen;
    c->ref = ref;
}

/* Of a move the new session is shown: the way back leads to the old one. */
static void done(const struct alter_state *st, struct ui_msg msg, struct out *out) {
    if (st->alter == ALTER_MOVE)
        go(out, "session", msg.ref);
    else
        out_back(out);
}

/* A code is no part of what is being typed. */
static void cut_code(struct alter_state *st, const char *code) {
    if (st->page == PAGE_DATE)
        steps_cut(&st->steps, code);
    if (st->page == PAGE_WORDS)
        scanned_cut(st->own, code);
}

static void alter_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct alter_state *st = state;
    if (msg.id == MSG_SCANNED)
        cut_code(st, msg.text);
    if (scanned_update(&st->scanned, st->session, m, msg, out))
        return;
    switch (msg.id) {
    case BACK:
        back(st, out);
        break;
    case GO_ON:
        if (is_good_date(st, m))
            st->page = PAGE_REASON;
        break;
    case REASON:
        st->reason = msg.arg;
        break;
    case OWN:
        st->page = PAGE_WORDS;
        break;
    case EDIT:
        common_take(st->own, sizeof st->own, msg);
        break;
    case DONE:
        st->page = PAGE_REASON;
        st->reason = has_own_words(st) ? OWN_WORDS : REASONS_MAX;
        break;
    case DO:
        ask(st, out);
        break;
    case MSG_SESSION_CHANGED:
        done(st, msg, out);
        break;
    case MSG_SESSION_OPENED:
        go(out, "count", st->session);
        break;
    case MSG_FAILED:
        if (msg.arg != (int32_t)kinds[st->alter].command)
            break;
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        steps_update(&st->steps, &step_ids, m, msg);
        break;
    }
}

/* ---- view ---- */

static void view_date(const struct alter_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    steps_view(&st->steps,
               &(struct steps_page){
                   .ids = step_ids,
                   .words = is_same_day(st, m)
                                ? tr("It is on this day already.")
                                : tr("The old session stays in the list and says where it went."),
                   .model = m},
               b, page);
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    struct ui_node *n = ui_primary(b, foot, "go-on", tr("Next: why"), (struct ui_msg){.id = GO_ON});
    if (!is_good_date(st, m))
        n->flags |= UI_DISABLED;
}

static void view_reason(const struct alter_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *page) {
    const struct kind *kind = &kinds[st->alter];
    struct ui_node *main = ui_main(b, page);
    common_failure(b, main, m, st->failed);
    struct ui_node *question = ui_text(b, main, UI_TILE, tr(kind->question));
    question->flags |= UI_HEADING;
    struct ui_node *flow = ui_flow(b, main, 12);
    for (int i = 0; i < REASONS_MAX && kind->reason[i] != NULL; i++) {
        struct ui_node *chip =
            ui_chip(b, flow, arena_printf(b->frame, "reason:%d", i), NULL, tr(kind->reason[i]),
                    NULL, (struct ui_msg){.id = REASON, .arg = i});
        if (st->reason == i)
            chip->flags |= UI_CHECKED;
    }
    bool own = has_own_words(st);
    struct ui_node *chip = ui_chip(b, flow, "own", NULL, own ? st->own : tr("Other words"), NULL,
                                   (struct ui_msg){.id = OWN});
    chip->flags |= own && st->reason == OWN_WORDS ? UI_CHECKED : UI_DASHED;

    struct ui_node *foot = ui_foot(b, page);
    ui_foot_words(b, foot,
                  chosen_reason(st) != NULL ? tr("The reason stands in the report.")
                                            : tr("Choose a reason first."));
    struct ui_node *n = ui_primary(b, foot, "do", tr(kind->button), (struct ui_msg){.id = DO});
    if (st->busy || chosen_reason(st) == NULL)
        n->flags |= UI_DISABLED;
}

static void view_words(const struct alter_state *st, struct ui_build *b, struct ui_page *page) {
    common_edit(b, page,
                &(struct common_edit){.title = tr(kinds[st->alter].question),
                                      .label = tr("A few words. Leave out names"),
                                      .hint = "",
                                      .value = st->own,
                                      .done = tr("Done"),
                                      .edit = {.id = EDIT},
                                      .enter = {.id = DONE},
                                      .back = {.id = BACK}});
}

static void view_bar(const struct alter_state *st, const struct model *m, struct ui_build *b,
                     struct ui_node *page) {
    const struct session *s = model_session(m, st->session);
    struct ui_bar bar = {.title = tr(kinds[st->alter].title), .back = {.id = BACK}};
    if (s != NULL)
        bar.second = words_join(b->frame, session_title(s, b->frame), s->venue);
    if (st->page == PAGE_DATE)
        steps_bar(&st->steps, &bar, b);
    ui_bar(b, page, &bar);
}

static struct ui_node *alter_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct alter_state *st = state;
    struct ui_page page = common_page(b, m);
    switch (st->page) {
    case PAGE_DATE:
        view_bar(st, m, b, page.body);
        view_date(st, m, b, page.body);
        break;
    case PAGE_REASON:
        view_bar(st, m, b, page.body);
        view_reason(st, m, b, page.body);
        break;
    case PAGE_WORDS:
        view_words(st, b, &page);
        break;
    }
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_alter = {
    .name = "alter",
    .state_size = sizeof(struct alter_state),
    .needs = WHO_STAFF,
    .scans = true,
    .init = alter_init,
    .update = alter_update,
    .view = alter_view,
};
