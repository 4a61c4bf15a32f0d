/* Is this really today? A board without a battery wakes up in the past, and every report depends on
 * the day. So staff look at the date once, with what the programme has on that day as a
 * cross-check. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/steps.h"
#include "screens/words.h"

enum {
    BACK = 1,
    LOCK,
    YES,
    NO,
    EDIT_DAY, /* with EDIT_MONTH and EDIT_YEAR: in the order of enum steps_part */
    EDIT_MONTH,
    EDIT_YEAR,
    STEP
};

struct date_state {
    bool changing, busy, failed;
    bool first; /* on the way in: behind it is only the lock */
    struct steps steps;
};

static void date_init(void *state, const struct model *m, struct ui_msg why) {
    struct date_state *st = state;
    st->first = why.id == COMMON_ON_THE_WAY_IN;
    steps_show(&st->steps, m->today);
}

static bool is_too_early(const struct model *m, struct date d) {
    return d.year != 0 && m->last_date.year != 0 && date_compare(d, m->last_date) < 0;
}

static void confirm(struct date_state *st, const struct model *m, struct out *out) {
    struct date d = steps_date(&st->steps);
    if (st->busy || d.year == 0 || is_too_early(m, d))
        return;
    out_add(out, CMD_CONFIRM_DATE)->date = d;
    st->busy = true;
    st->failed = false;
}

static void date_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct date_state *st = state;
    switch (msg.id) {
    case BACK:
        if (st->changing)
            steps_show(&st->steps, m->today);
        else
            out_back(out);
        st->changing = false;
        break;
    case LOCK:
        out_add(out, CMD_LOCK);
        break;
    case YES:
        confirm(st, m, out);
        break;
    case NO:
        st->changing = true;
        break;
    case EDIT_DAY:
    case EDIT_MONTH:
    case EDIT_YEAR:
        steps_edit(&st->steps, (enum steps_part)(msg.id - EDIT_DAY), msg);
        break;
    case STEP:
        steps_step(&st->steps, msg.arg, m->today);
        break;
    case MSG_DATE_CONFIRMED:
        common_enter(m, out);
        break;
    case MSG_FAILED:
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        break;
    }
}

/* ---- view ---- */

static const char *planned_words(const struct model *m, struct date d, struct arena *a) {
    unsigned long n = 0;
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++)
        if (date_compare(m->ledger->session[i].date, d) == 0)
            n++;
    if (m->ledger == NULL || m->ledger->sessions == 0)
        return tr("No programme has been imported yet.");
    if (n == 0)
        return tr("The programme has no session on this day.");
    return arena_printf(
        a,
        tr_n("%lu session is planned for this day.", "%lu sessions are planned for this day.", n),
        n);
}

/* Why a date cannot be today, in one line; NULL: it can. */
static const char *fault_words(const struct model *m, struct date d, struct arena *a) {
    if (d.year == 0)
        return tr("There is no such day.");
    if (!is_too_early(m, d))
        return NULL;
    return arena_printf(a, tr("Not before %s."), words_date_year(a, m->last_date));
}

static void view_foot(const struct date_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    struct ui_node *foot = ui_foot(b, page);
    struct date d = steps_date(&st->steps);
    if (!st->changing)
        ui_button(b, foot, "no", tr("No, change it"), (struct ui_msg){.id = NO});
    ui_space(b, foot);
    struct ui_node *yes =
        ui_primary(b, foot, "yes", st->changing ? tr("This is today") : tr("Yes, it is"),
                   (struct ui_msg){.id = YES});
    if (st->busy || d.year == 0 || is_too_early(m, d))
        yes->flags |= UI_DISABLED;
}

static void view_question(const struct date_state *st, const struct model *m, struct ui_build *b,
                          struct ui_node *page) {
    struct arena *a = b->frame;
    struct date d = steps_date(&st->steps);
    struct ui_node *main = ui_main(b, page);
    common_failure(b, main, m, st->failed);
    ui_text(b, main, UI_LABEL_PLAIN, tr("Is today"))->ink = UI_soft;
    struct ui_node *big = ui_text(b, main, UI_INVITE, arena_printf(a, tr("%s?"), words_date(a, d)));
    big->flags |= UI_HEADING;
    big->key = "date";
    const char *fault = fault_words(m, d, a);
    if (fault != NULL)
        ui_banner(b, main, UI_TONE_STOP, tr("This cannot be today"),
                  arena_printf(a, tr("The newest record on this kiosk is from %s."),
                               words_date(a, m->last_date)));
    else
        ui_text(b, main, UI_BODY, planned_words(m, d, a))->ink = UI_soft;
}

static void view_change(const struct date_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *page) {
    struct arena *a = b->frame;
    struct date d = steps_date(&st->steps);
    struct ui_node *pad, *steps = common_beside_pad(b, page, &pad);
    steps->box.gap = 8;
    common_failure(b, steps, m, st->failed);
    if (!ui_is_large_text(b->env)) {
        struct ui_node *words = ui_text(b, steps, UI_TILE, steps_words(d, a));
        words->flags |= UI_HEADING | UI_LIVE;
        words->key = "date";
    }
    const char *fault = fault_words(m, d, a);
    if (fault != NULL) {
        struct ui_node *row = ui_row(b, steps, 8);
        ui_icon(b, row, "stop-sign", 22)->ink = UI_stop;
        struct ui_node *why = ui_text(b, row, UI_SMALL, fault);
        why->ink = UI_stop;
        why->flags |= UI_GROW | UI_LIVE;
    }
    steps_view(&st->steps, &(struct steps_ids){.edit = EDIT_DAY, .step = STEP, .enter = YES}, b,
               steps);
    if (fault == NULL)
        ui_text(b, steps, UI_SMALL, planned_words(m, d, a))->ink = UI_soft;
}

static struct ui_node *date_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct date_state *st = state;
    struct ui_page page = common_page(b, m);
    struct ui_bar bar = {.title = st->changing ? tr("Change the date") : tr("Date"),
                         .second = tr("Every count is kept under its day"),
                         .back = {.id = st->first && !st->changing ? 0 : BACK}};
    if (st->changing && ui_is_large_text(b->env)) { /* no room for the date above the steppers */
        bar.second = bar.title;
        bar.title = steps_words(steps_date(&st->steps), b->frame);
    }
    struct ui_node *chips = ui_bar(b, page.body, &bar);
    if (st->first)
        ui_chip_solid(b, chips, "lock", NULL, tr("Lock"), (struct ui_msg){.id = LOCK});
    if (st->changing)
        view_change(st, m, b, page.body);
    else
        view_question(st, m, b, page.body);
    view_foot(st, m, b, page.body);
    return page.root;
}

const struct screen_def screen_date = {
    .name = "date",
    .state_size = sizeof(struct date_state),
    .needs = WHO_STAFF,
    .init = date_init,
    .update = date_update,
    .view = date_view,
};
