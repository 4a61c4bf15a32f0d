/* A calendar of one month with steps for month and year. With `no-calendar` the day has steps too;
 * `month-year` and `year` ask for no more than they say and store the first day of it. */
#include "questions/date.h"

#include "base/i18n.h"

enum { DAY = DATE_IDS, TODAY };
enum { SHOW = DATE_STEPS, STEP };

/* The argument of SHOW is a month of the year 0 on, that of DAY and STEP days since 1970. */
static int month_arg(int year, int month) {
    return year * 12 + month - 1;
}

static void shown_month(const struct question_view *v, struct date chosen, int *ret_year,
                        int *ret_month) {
    struct date d = chosen.year != 0 ? chosen : v->today;
    *ret_year = v->st->year != 0 ? v->st->year : d.year;
    *ret_month = v->st->year != 0 ? v->st->month : d.month;
}

/* "-  February  +" */
static void view_stepper(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                         const char *part, const char *value, bool given, struct ui_msg less,
                         struct ui_msg more) {
    struct arena *a = b->frame;
    struct ui_node *row = ui_row(b, parent, 8);
    question_step(b, row, question_key(v, b, arena_printf(a, "%s-minus", part)), "minus",
                  arena_printf(a, tr("%s: back"), value), less);
    struct ui_node *middle = ui_col(b, row, 0);
    middle->flags |= UI_GROW;
    middle->box.align = UI_CENTRE;
    struct ui_node *n = ui_text(b, middle, UI_LABEL, value);
    n->key = question_key(v, b, part);
    n->flags |= UI_TABULAR | UI_LIVE;
    n->ink = given ? UI_ink : UI_soft;
    question_step(b, row, question_key(v, b, arena_printf(a, "%s-plus", part)), "plus",
                  arena_printf(a, tr("%s: on"), value), more);
}

/* ---- calendar ---- */

static void view_day(const struct question_view *v, struct ui_build *b, struct ui_node *row,
                     struct date d, struct date chosen) {
    struct ui_node *n =
        question_bare(b, row, arena_printf(b->frame, "%s:%d", v->q->path, d.day),
                      day_words(d, b->frame), question_tap(v, DAY, date_to_days(d)));
    bool is_today = date_compare(d, v->today) == 0;
    n->flags |= UI_GROW;
    n->box.pad_x = n->box.pad_y = 0;
    n->box.min_w = n->box.min_h = 48;
    n->box.fill = UI_none;
    n->box.edge = is_today ? UI_edge : UI_none;
    struct ui_node *number = ui_textf(b, n, UI_BODY, "%d", d.day);
    number->flags |= UI_TABULAR | UI_WIDE_OK;
    if (date_compare(d, chosen) != 0)
        return;
    n->flags |= UI_CHECKED;
    n->box.fill = UI_act_tint;
    n->box.edge = UI_act;
    number->type = UI_BODY_BOLD;
}

static void view_weekdays(struct ui_build *b, struct ui_node *grid) {
    static const char *const name[] = {N_("Mo"), N_("Tu"), N_("We"), N_("Th"),
                                       N_("Fr"), N_("Sa"), N_("Su")};
    struct ui_node *row = ui_row(b, grid, 0);
    for (int i = 0; i < 7; i++) {
        struct ui_node *cell = ui_col(b, row, 0);
        cell->flags |= UI_GROW;
        cell->box.align = UI_CENTRE;
        struct ui_node *words = ui_text(b, cell, UI_NOTE, tr(name[i]));
        words->ink = UI_soft;
        words->flags |= UI_QUIET; /* each day is spoken whole */
    }
}

static void view_month(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                       int year, int month, struct date chosen) {
    struct ui_node *grid = ui_col(b, parent, 0);
    grid->flags |= UI_GROW;
    view_weekdays(b, grid);
    struct date d = {(int16_t)year, (int8_t)month, 1};
    struct ui_node *row = NULL;
    int cell = 0;
    for (; date_valid(d); d.day++, cell++) {
        if (row == NULL) {
            row = ui_row(b, grid, 0);
            for (; cell < (int)date_weekday(d); cell++)
                ui_space(b, row);
        } else if (cell % 7 == 0) {
            row = ui_row(b, grid, 0);
        }
        view_day(v, b, row, d, chosen);
    }
    for (; cell % 7 != 0; cell++)
        ui_space(b, row);
}

/* ---- parts ---- */

static void view_shown(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                       int year, int month) {
    int at = month_arg(year, month);
    if (v->q->bind->type ==
        TYPE_DATETIME) { /* of days to come: their year is this one or the next */
        view_stepper(v, b, parent, "month",
                     arena_printf(b->frame, "%s %d", tr(month_name(month)), year), true,
                     question_tap(v, SHOW, at - 1), question_tap(v, SHOW, at + 1));
        return;
    }
    view_stepper(v, b, parent, "month", tr(month_name(month)), true, question_tap(v, SHOW, at - 1),
                 question_tap(v, SHOW, at + 1));
    view_stepper(v, b, parent, "year", arena_printf(b->frame, "%d", year), true,
                 question_tap(v, SHOW, at - 12), question_tap(v, SHOW, at + 12));
}

static void view_today(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *row = ui_row(b, parent, 8);
    ui_chip(b, row, question_key(v, b, "today"), "calendar", tr("Today"), NULL,
            question_tap(v, TODAY, date_to_days(v->today)));
}

static void view_calendar(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                          struct date chosen, date_head head) {
    int year, month;
    shown_month(v, chosen, &year, &month);
    bool wide = question_is_wide(b->env);
    struct ui_node *both = wide ? ui_row(b, parent, 24) : ui_col(b, parent, 12);
    both->box.align = wide ? UI_START : UI_STRETCH;
    struct ui_node *words = ui_col(b, both, 8);
    words->flags |= wide ? UI_GROW : 0u;
    head(v, b, words);
    if (chosen.year != 0 && v->q->bind->type == TYPE_DATE)
        ui_text(b, words, UI_LABEL, day_words(chosen, b->frame))->flags |= UI_LIVE;
    view_shown(v, b, words, year, month);
    view_today(v, b, words);
    view_month(v, b, both, year, month, chosen);
}

/* A step of a date that nobody has given yet only gives today's. */
static struct ui_msg step_to(const struct question_view *v, struct date from, struct date to,
                             bool given) {
    return question_tap(v, STEP, date_to_days(given ? to : from));
}

static void view_steps(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                       struct date chosen, bool month, bool day) {
    bool given = chosen.year != 0;
    struct date d = given ? chosen : v->today;
    struct date back = date_from_days(date_to_days(d) - 1),
                on = date_from_days(date_to_days(d) + 1);
    struct ui_node *col = ui_col(b, parent, 8);
    col->box.max_w = 480;
    if (!given)
        ui_text(b, col, UI_SMALL, tr("No answer yet. Tap plus or minus."))->ink = UI_soft;
    if (day)
        view_stepper(v, b, col, "day", arena_printf(b->frame, "%d", d.day), given,
                     step_to(v, d, back, given), step_to(v, d, on, given));
    if (month)
        view_stepper(v, b, col, "month", tr(month_name(d.month)), given,
                     step_to(v, d, day_months_on(d, -1), given),
                     step_to(v, d, day_months_on(d, 1), given));
    view_stepper(v, b, col, "year", arena_printf(b->frame, "%d", d.year), given,
                 step_to(v, d, day_months_on(d, -12), given),
                 step_to(v, d, day_months_on(d, 12), given));
}

void date_parts(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                struct date chosen, date_head head) {
    const struct control *c = v->q->control;
    bool year = control_looks(c, "year"), month = control_looks(c, "month-year");
    if (!year && !month && !control_looks(c, "no-calendar")) {
        parent->box.pad_y = 6; /* six weeks just fit on a low screen */
        view_calendar(v, b, parent, chosen, head);
        return;
    }
    head(v, b, parent);
    view_steps(v, b, parent, chosen, !year, !year && !month);
}

bool date_message(struct question_state *st, struct ui_msg msg, struct date *ret) {
    if (msg.id == SHOW) {
        if (msg.arg < 12 || msg.arg >= 10000 * 12)
            return false;
        st->year = msg.arg / 12;
        st->month = msg.arg % 12 + 1;
        return false;
    }
    if (msg.id != DAY && msg.id != TODAY && msg.id != STEP)
        return false;
    *ret = date_from_days(msg.arg);
    if (msg.id == TODAY)
        st->year = st->month = 0; /* its month shows */
    return true;
}

/* ---- the control ---- */

static bool date_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_INPUT && q->bind != NULL && q->bind->type == TYPE_DATE;
}

static void date_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct day_time when = {0};
    day_time_read(v->q->value, &when);
    date_parts(v, b, parent, when.date, question_head);
}

static void date_update(struct question_state *st, const struct survey_question *q,
                        struct ui_msg msg, struct out *out) {
    struct day_time when = {.minute = -1};
    if (!date_message(st, msg, &when.date))
        return;
    bool year = control_looks(q->control, "year");
    if (year || control_looks(q->control, "month-year"))
        when.date.day = 1;
    if (year)
        when.date.month = 1;
    char text[32];
    day_time_write(&when, text);
    question_answer(out, q, text);
}

const struct question_def question_date = {.name = "date",
                                           .takes = date_takes,
                                           .opens = true,
                                           .own_head = true,
                                           .view = date_view,
                                           .update = date_update};
