/* The plan between its sessions: every action with its rating and the newest thing that is known of
 * it, by priority; what lapses before the partnership meets again, and when that is. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "outreach/update_words.h"
#include "screens/common.h"
#include "screens/plan_parts.h"
#include "screens/steps.h"
#include "screens/words.h"

enum {
    BACK = 1,
    ACTION, /* arg: index in the plan */
    MEETING,
    EDIT_DATE,
    STEP,
    THIS_DAY,
    NO_DAY,
    EXPORT,
    CANCEL
};

static const struct steps_ids step_ids = {.edit = EDIT_DATE, .step = STEP, .enter = THIS_DAY};

struct plan_state {
    bool picking; /* the day of the next meeting */
    bool exported, busy, failed;
    struct steps steps;
};

/* ---- update ---- */

static void set_meeting(struct plan_state *st, struct date d, struct out *out) {
    char day[11];
    if (st->busy)
        return;
    struct command *c = out_add(out, CMD_SETTING);
    date_iso(d, day);
    STR_COPY(c->text, LAPSE_MEETING);
    STR_COPY(c->text2, day);
    st->busy = true;
    st->failed = false;
}

static void pick(struct plan_state *st, const struct model *m) {
    bool ahead = m->next_meeting.year != 0 && date_compare(m->next_meeting, m->today) >= 0;
    steps_show(&st->steps,
               ahead ? m->next_meeting : date_from_days(date_to_days(m->today) + LAPSE_DAYS));
    st->picking = true;
    st->failed = false;
}

/* The partnership's table, as a file beside the other exports. */
static void export(struct plan_state *st, const struct model *m, struct out *out) {
    if (m->job.running)
        return;
    STR_COPY(out_add(out, CMD_EXPORT)->text, "plan");
    st->exported = st->failed = false;
    st->busy = true;
}

static bool is_good(const struct plan_state *st, const struct model *m) {
    struct date d = steps_date(&st->steps);
    return d.year != 0 && date_compare(d, m->today) >= 0;
}

static void plan_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct plan_state *st = state;
    switch (msg.id) {
    case BACK:
        if (!st->picking)
            out_back(out);
        st->picking = false;
        break;
    case ACTION:
        out_go_ref(out, "action", msg.arg);
        break;
    case MEETING:
        pick(st, m);
        break;
    case THIS_DAY:
        if (is_good(st, m))
            set_meeting(st, steps_date(&st->steps), out);
        break;
    case NO_DAY:
        set_meeting(st, (struct date){0}, out);
        break;
    case EXPORT:
        export(st, m, out);
        break;
    case CANCEL:
        out_add(out, CMD_CANCEL);
        break;
    case MSG_EXPORTED:
        st->exported = true;
        st->busy = false;
        break;
    case MSG_CANCELLED:
        st->busy = false;
        break;
    case MSG_SETTING:
        st->busy = st->picking = false;
        break;
    case MSG_FAILED:
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        steps_update(&st->steps, &step_ids, m, msg);
        break;
    }
}

/* ---- view ---- */

/* The newest thing as it stands in the Update cell, or that there is none. */
static const char *last_words(const struct model *m, const struct action_view *v, struct arena *a) {
    struct str text CLEANUP(str_release) = {0};
    if (v->empty)
        return tr("Nothing yet");
    if (v->last.year == 0)
        return tr("Nothing with a date yet");
    if (v->typed != NULL)
        typed_say(&text, v->typed);
    else
        update_say_session(&text, v->session, m->today, NULL);
    return arena_strdup(a, str_c(&text));
}

static void view_marks(const struct model *m, const struct action_view *v, const struct lapses *l,
                       struct ui_build *b, struct ui_node *parent) {
    plan_rag(b, parent, v->rag);
    if (v->empty)
        ui_tag(b, parent, UI_TONE_WAIT, tr("Empty"));
    else if (lapse_is_stale(v->last, m->today))
        ui_tag(b, parent, UI_TONE_WAIT, tr("No news for 8 weeks"));
    plan_lapse_tags(b, parent, l, v->action->code);
}

static void view_action(const struct model *m, const struct action_view *v, const struct lapses *l,
                        size_t i, struct ui_build *b, struct ui_node *list) {
    struct arena *a = b->frame;
    const struct action *x = v->action;
    const char *title = x->action[0] != '\0' ? x->action : tr("Not in the plan");
    const char *last = last_words(m, v, a);
    struct ui_node *row = ui_list_row(b, list, arena_printf(a, "action:%s", x->code),
                                      words_join(a, arena_printf(a, "%s %s", x->code, title), last),
                                      (struct ui_msg){.id = ACTION, .arg = (int32_t)i});
    row->value = plan_rag_words(v->rag);
    row->box.align = UI_START;
    struct ui_node *code = ui_text(b, row, UI_BODY_BOLD, x->code);
    code->flags |= UI_TABULAR | UI_WIDE_OK;
    code->box.min_w = ui_is_large_text(b->env) ? 72 : 48;
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, title);
    ui_text(b, words, UI_SMALL, last)->ink = UI_soft;
    view_marks(m, v, l, b, ui_flow(b, words, 8));
    ui_icon(b, row, "chevron", 24)->ink = UI_soft;
}

/* How much lapses, and the day by which; what it is stands at its action. */
static void view_head(const struct plan_state *st, const struct model *m, const struct lapses *l,
                      struct ui_build *b, struct ui_node *list) {
    struct arena *a = b->frame;
    bool over = m->next_meeting.year != 0 && date_compare(m->next_meeting, m->today) < 0;
    struct ui_node *head = ui_col(b, list, 12);
    head->box.pad_x = 16;
    head->box.pad_y = 12;
    common_failure(b, head, m, st->failed);
    if (st->exported)
        ui_banner(b, head, UI_TONE_GOOD, tr("The file is complete and safe to copy"), m->exported);
    plan_lapses(b, head, l, false);
    struct ui_node *card = common_card(b, head);
    const char *day = tr("Not known: four weeks are looked ahead");
    if (over)
        day = arena_printf(a, tr("It was on %s"), words_date_year(a, m->next_meeting));
    else if (m->next_meeting.year != 0)
        day = words_date(a, m->next_meeting);
    ui_summary(b, card, "meeting", tr("Next meeting"), day, (struct ui_msg){.id = MEETING});
    common_card_end(card);
}

static const char *priority_words(const struct action *x, struct arena *a) {
    if (x->priority[0] == '\0')
        return x->priority_title;
    return arena_printf(a, tr("Priority %s: %s"), x->priority, x->priority_title);
}

static void view_list(const struct plan_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    struct arena *a = b->frame;
    size_t n;
    struct action_view *v = model_actions(m, a, &n);
    struct lapses l = model_lapses(m, a);
    if (n == 0) {
        ui_empty(b, ui_main(b, page), "list", tr("There is no plan yet"),
                 tr("Import the file plan.csv: its actions stand here."));
        return;
    }
    struct ui_node *list = ui_scroll(b, page, "main");
    list->flags |= UI_GROW;
    view_head(st, m, &l, b, list);
    for (size_t i = 0; i < n; i++) {
        const struct action *x = v[i].action;
        if (i == 0 || !str_eq(x->priority, v[i - 1].action->priority))
            common_list_heading(b, list, priority_words(x, a));
        view_action(m, &v[i], &l, i, b, list);
    }
}

static void view_meeting(const struct plan_state *st, const struct model *m, struct ui_build *b,
                         struct ui_node *page) {
    bool past = steps_date(&st->steps).year != 0 && !is_good(st, m);
    steps_view(&st->steps,
               &(struct steps_page){
                   .ids = step_ids,
                   .fault = past ? tr("This day is over.") : NULL,
                   .words = tr("What lapses by then is told on the coordinator\u2019s page."),
                   .model = m,
                   .failed = st->failed},
               b, page);
    struct ui_node *foot = ui_foot(b, page);
    ui_button(b, foot, "no-day", tr("Not known"), (struct ui_msg){.id = NO_DAY});
    ui_space(b, foot);
    struct ui_node *go =
        ui_primary(b, foot, "this-day", tr("Take this day"), (struct ui_msg){.id = THIS_DAY});
    if (st->busy || !is_good(st, m))
        go->flags |= UI_DISABLED;
}

static struct ui_node *plan_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct plan_state *st = state;
    struct ui_page page = common_page(b, m);
    unsigned long n = m->ledger != NULL ? m->ledger->actions : 0;
    struct ui_bar bar = {.title = tr("Plan"), .back = {.id = BACK}};
    if (st->picking) {
        bar.title = tr("When is the next meeting?");
        steps_bar(&st->steps, &bar, b);
    } else if (n > 0) {
        bar.second = arena_printf(b->frame, tr_n("%lu action", "%lu actions", n), n);
    }
    struct ui_node *chips = ui_bar(b, page.body, &bar);
    if (!st->picking && n > 0)
        ui_chip(b, chips, "export", "export", tr("Export"), NULL, (struct ui_msg){.id = EXPORT});
    if (st->picking)
        view_meeting(st, m, b, page.body);
    else
        view_list(st, m, b, page.body);
    common_job(b, m, &page, (struct ui_msg){.id = CANCEL});
    return page.root;
}

const struct screen_def screen_plan = {
    .name = "plan",
    .state_size = sizeof(struct plan_state),
    .needs = WHO_COORDINATOR,
    .update = plan_update,
    .view = plan_view,
};
