/* Is this really today? A board without a battery wakes up in the past, and every report depends on
 * the day. So staff look at the date once, with what the programme has on that day as a
 * cross-check. */
#include "screens/def.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"

enum {
    BACK = 1,
    LOCK,
    YES,
    NO,
    EDIT_DAY, /* with EDIT_MONTH and EDIT_YEAR: in the order of enum part */
    EDIT_MONTH,
    EDIT_YEAR,
    STEP /* arg: part * 2, + 1 for up */
};

enum part { DAY, MONTH, YEAR, PARTS };

struct date_state {
    bool changing, busy, failed;
    bool first; /* on the way in: behind it is only the lock */
    char text[PARTS][6];
};

static void show(struct date_state *st, struct date d) {
    const int value[PARTS] = {d.day, d.month, d.year};
    for (int i = 0; i < PARTS; i++)
        snprintf(st->text[i], sizeof st->text[i], "%d", value[i]);
}

static void date_init(void *state, const struct model *m, struct ui_msg why) {
    struct date_state *st = state;
    st->first = why.id == COMMON_ON_THE_WAY_IN;
    show(st, m->today);
}

/* No date: the three parts make none. */
static struct date typed_date(const struct date_state *st) {
    long value[PARTS];
    for (int i = 0; i < PARTS; i++) {
        char *end = NULL;
        value[i] = strtol(st->text[i], &end, 10);
        if (st->text[i][0] == '\0' || *end != '\0')
            return (struct date){0};
    }
    if (value[DAY] > 31 || value[MONTH] > 12 || value[YEAR] < 1900)
        return (struct date){0};
    struct date d = {(int16_t)value[YEAR], (int8_t)value[MONTH], (int8_t)value[DAY]};
    return value[YEAR] < 10000 && date_valid(d) ? d : (struct date){0};
}

static bool is_too_early(const struct model *m, struct date d) {
    return d.year != 0 && m->last_date.year != 0 && date_compare(d, m->last_date) < 0;
}

/* A month on from 31 January is the last day of February. */
static struct date step_month(struct date d, int by) {
    int month = d.year * 12 + d.month - 1 + by;
    struct date to = {(int16_t)(month / 12), (int8_t)(month % 12 + 1), d.day};
    while (to.day > 28 && !date_valid(to))
        to.day--;
    return to;
}

static void step(struct date_state *st, const struct model *m, int32_t arg) {
    struct date d = typed_date(st);
    int by = arg % 2 == 1 ? 1 : -1;
    if (d.year == 0)
        d = m->today;
    else if (arg / 2 == DAY)
        d = date_from_days(date_to_days(d) + by);
    else
        d = step_month(d, arg / 2 == MONTH ? by : 12 * by);
    show(st, d);
}

static void confirm(struct date_state *st, const struct model *m, struct out *out) {
    struct date d = typed_date(st);
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
            show(st, m->today);
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
        common_take(st->text[msg.id - EDIT_DAY], sizeof st->text[0], msg);
        break;
    case STEP:
        step(st, m, msg.arg);
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
    struct date d = typed_date(st);
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
    struct date d = typed_date(st);
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

static void view_stepper(const struct date_state *st, enum part part, struct ui_build *b,
                         struct ui_node *parent) {
    static const struct {
        const char *key, *label, *less, *more;
    } words[PARTS] = {{"day", N_("Day"), N_("One day back"), N_("One day on")},
                      {"month", N_("Month"), N_("One month back"), N_("One month on")},
                      {"year", N_("Year"), N_("One year back"), N_("One year on")}};
    struct arena *a = b->frame;
    struct ui_node *row = ui_row(b, parent, ui_is_large_text(b->env) ? 6 : 8);
    row->box.align = UI_CENTRE;
    struct ui_node *label = ui_text(b, row, UI_BODY, tr(words[part].label));
    label->box.w = ui_is_large_text(b->env) ? 96 : 80;
    const char *sign[2] = {"minus", "plus"};
    for (int up = 0; up < 2; up++) {
        if (up == 1) {
            struct ui_node *field =
                ui_field(b, row,
                         &(struct ui_field){.key = words[part].key,
                                            .value = st->text[part],
                                            .edit = {.id = EDIT_DAY + (int)part},
                                            .enter = {.id = YES},
                                            .numeric = true});
            field->parent->flags |= UI_GROW;
            field->label = tr(words[part].label);
        }
        struct ui_node *n =
            common_bare_button(b, row, arena_printf(a, "%s-%s", words[part].key, sign[up]),
                               tr(up == 1 ? words[part].more : words[part].less),
                               (struct ui_msg){.id = STEP, .arg = (int)part * 2 + up});
        n->flags |= UI_REPEAT;
        n->box.w = 64;
        n->box.pad_x = 0;
        ui_icon(b, n, sign[up], 28);
    }
}

static const char *typed_words(struct date d, struct arena *a) {
    return d.year != 0 ? words_date(a, d) : tr("No such day");
}

static void view_change(const struct date_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *page) {
    struct arena *a = b->frame;
    struct date d = typed_date(st);
    struct ui_node *pad, *steps = common_beside_pad(b, page, &pad);
    steps->box.gap = 8;
    common_failure(b, steps, m, st->failed);
    if (!ui_is_large_text(b->env)) {
        struct ui_node *words = ui_text(b, steps, UI_TILE, typed_words(d, a));
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
    for (int part = 0; part < PARTS; part++)
        view_stepper(st, (enum part)part, b, steps);
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
        bar.title = typed_words(typed_date(st), b->frame);
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
