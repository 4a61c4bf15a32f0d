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
    EDIT_DATE,
    STEP,
    SURE,
    EARLIER /* the dates of what was recorded before */
};

static const struct steps_ids step_ids = {.edit = EDIT_DATE, .step = STEP, .enter = YES};

/* So long a gap, or a day that the programme does not reach, is asked about once more. */
enum { PLAIN_GAP_DAYS = 31 };

struct date_state {
    bool changing, busy, failed;
    bool doubting; /* asks once more */
    bool first;    /* on the way in: behind it is only the lock */
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

/* ---- doubts ---- */

static const char *after_last_record(struct arena *a, int32_t days) {
    unsigned long n = (unsigned long)days;
    if (n >= 365)
        return arena_printf(a,
                            tr_n("That is %lu year after the last record. Is it right?",
                                 "That is %lu years after the last record. Is it right?", n / 365),
                            n / 365);
    if (n >= 61)
        return arena_printf(a,
                            tr_n("That is %lu month after the last record. Is it right?",
                                 "That is %lu months after the last record. Is it right?", n / 30),
                            n / 30);
    return arena_printf(a,
                        tr_n("That is %lu day after the last record. Is it right?",
                             "That is %lu days after the last record. Is it right?", n),
                        n);
}

/* The first and the last day that the programme has; no date: it has none. */
static void programme_span(const struct model *m, struct date *ret_first, struct date *ret_last) {
    *ret_first = *ret_last = (struct date){0};
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++) {
        struct date d = m->ledger->session[i].date;
        if (d.year == 0)
            continue;
        if (ret_first->year == 0 || date_compare(d, *ret_first) < 0)
            *ret_first = d;
        if (ret_last->year == 0 || date_compare(d, *ret_last) > 0)
            *ret_last = d;
    }
}

/* Why a date that is possible is still hard to believe; NULL: it is not. A wrong one would be in
 * the way of every right one until the coordinator mends it. */
static const char *doubt_words(const struct model *m, struct date d, struct arena *a) {
    struct date base = m->last_date.year != 0 ? m->last_date : m->built, first, last;
    int32_t gap = base.year != 0 ? date_to_days(d) - date_to_days(base) : 0;
    if (gap > PLAIN_GAP_DAYS && m->last_date.year != 0)
        return after_last_record(a, gap);
    if (gap > PLAIN_GAP_DAYS)
        return arena_printf(a, tr("This kiosk\u2019s program was made on %s. Is it right?"),
                            words_date_year(a, base));
    programme_span(m, &first, &last);
    if (first.year != 0 && (date_compare(d, first) < 0 || date_compare(d, last) > 0))
        return arena_printf(a, tr("The programme goes from %s to %s. Is it right?"),
                            words_date_year(a, first), words_date_year(a, last));
    return NULL;
}

static bool is_doubtful(const struct model *m, struct date d) {
    ARENA(a);
    return doubt_words(m, d, &a) != NULL;
}

/* ---- update ---- */

static void confirm(struct date_state *st, const struct model *m, struct out *out) {
    struct date d = steps_date(&st->steps);
    if (st->busy || d.year == 0 || is_too_early(m, d))
        return;
    if (!st->doubting && is_doubtful(m, d)) {
        st->doubting = true;
        return;
    }
    st->doubting = false;
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
        st->doubting = false;
        confirm(st, m, out);
        break;
    case NO:
        st->changing = true;
        st->doubting = false;
        break;
    case SURE:
        confirm(st, m, out);
        break;
    case EARLIER:
        out_go(out, "dates");
        break;
    case MSG_DATE_CONFIRMED:
        common_enter(m, out);
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
    if (fault != NULL) {
        const char *date = words_date(a, m->last_date), *why;
        if (m->who == WHO_COORDINATOR)
            why = arena_printf(a, tr("The newest record on this kiosk is from %s."), date);
        else
            why = arena_printf(a,
                               tr("The newest record on this kiosk is from %s. If that is the "
                                  "wrong one, your coordinator can correct it."),
                               date);
        ui_banner(b, main, UI_TONE_STOP, tr("This cannot be today"), why);
        if (m->who == WHO_COORDINATOR && is_too_early(m, d))
            ui_button(b, ui_row(b, main, 0), "earlier", tr("Correct the records"),
                      (struct ui_msg){.id = EARLIER});
    } else
        ui_text(b, main, UI_BODY, planned_words(m, d, a))->ink = UI_soft;
}

static void view_change(const struct date_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *page) {
    struct date d = steps_date(&st->steps);
    steps_view(&st->steps,
               &(struct steps_page){.ids = step_ids,
                                    .fault = fault_words(m, d, b->frame),
                                    .words = planned_words(m, d, b->frame),
                                    .model = m,
                                    .failed = st->failed},
               b, page);
}

static void view_doubt(const struct date_state *st, const struct model *m, struct ui_build *b,
                       struct ui_page *page) {
    struct date d = steps_date(&st->steps);
    const char *doubt = doubt_words(m, d, b->frame);
    if (doubt == NULL)
        return;
    struct ui_node *dialog =
        ui_dialog(b, page, arena_printf(b->frame, tr("%s?"), words_date(b->frame, d)),
                  (struct ui_msg){.id = NO});
    ui_text(b, dialog, UI_BODY, doubt);
    struct ui_node *foot = ui_dialog_foot(b, dialog);
    ui_button(b, foot, "not-sure", tr("No, change it"), (struct ui_msg){.id = NO});
    ui_primary(b, foot, "sure", tr("Yes, it is right"), (struct ui_msg){.id = SURE});
}

static struct ui_node *date_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct date_state *st = state;
    struct ui_page page = common_page(b, m);
    struct ui_bar bar = {.title = st->changing ? tr("Change the date") : tr("Date"),
                         .second = tr("Every count is kept under its day"),
                         .back = {.id = st->first && !st->changing ? 0 : BACK}};
    if (st->changing)
        steps_bar(&st->steps, &bar, b);
    struct ui_node *chips = ui_bar(b, page.body, &bar);
    if (st->first)
        ui_chip_solid(b, chips, "lock", NULL, tr("Lock"), (struct ui_msg){.id = LOCK});
    if (st->changing)
        view_change(st, m, b, page.body);
    else
        view_question(st, m, b, page.body);
    view_foot(st, m, b, page.body);
    if (st->doubting)
        view_doubt(st, m, b, &page);
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
