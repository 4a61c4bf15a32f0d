/* Hour and minute by steps, the quarters of an hour by one tap, and now. */
#include "questions/time.h"

#include "base/i18n.h"

enum { NOW = TIME_IDS, QUARTER };
enum { STEP = TIME_STEPS };

enum { DAY_MINUTES = 24 * 60 };

/* The argument of every message is the minute of the day that it leads to. */
static void view_step(const struct question_view *v, struct ui_build *b, struct ui_node *row,
                      const char *key, const char *label, bool more, int to) {
    question_step(b, row, question_key(v, b, key), more ? "plus" : "minus", label,
                  question_tap(v, STEP, (to + DAY_MINUTES) % DAY_MINUTES));
}

static struct ui_node *view_number(const struct question_view *v, struct ui_build *b,
                                   struct ui_node *row, const char *key, int n, bool given) {
    struct ui_node *middle = ui_col(b, row, 0);
    middle->box.min_w = 72;
    middle->box.align = UI_CENTRE;
    struct ui_node *words = ui_textf(b, middle, UI_TITLE, given ? "%02d" : "\u2013", n);
    words->key = question_key(v, b, key);
    words->ink = given ? UI_ink : UI_soft;
    words->flags |= UI_TABULAR | UI_LIVE | UI_WIDE_OK;
    return middle;
}

static void view_quarters(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                          int chosen) {
    struct ui_node *flow = ui_flow(b, parent, 8);
    int from = chosen >= 0 ? chosen : v->minute;
    for (int q = 0; q < 60; q += 15) {
        int to = from / 60 * 60 + q;
        struct ui_node *n =
            ui_chip(b, flow, arena_printf(b->frame, "%s:at-%02d", v->q->path, q), NULL,
                    time_words(to, b->frame), NULL, question_tap(v, QUARTER, to));
        n->flags |= to == chosen ? UI_CHECKED : 0u;
    }
    ui_chip(b, flow, question_key(v, b, "now"), "clock", tr("Now"), NULL,
            question_tap(v, NOW, v->minute));
}

void time_parts(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                int chosen) {
    bool given = chosen >= 0;
    int t = given ? chosen : v->minute;
    struct ui_node *col = ui_col(b, parent, 16);
    bool wide = question_is_wide(b->env) && !ui_is_large_text(b->env);
    struct ui_node *both = wide ? ui_row(b, col, 40) : ui_col(b, col, 12);
    struct ui_node *hour = ui_row(b, both, 8);
    ui_text(b, hour, UI_BODY, tr("Hour"))->box.min_w = wide ? 0 : 120;
    view_step(v, b, hour, "hour-minus", tr("One hour back"), false, given ? t - 60 : t);
    view_number(v, b, hour, "hour", t / 60, given);
    view_step(v, b, hour, "hour-plus", tr("One hour on"), true, given ? t + 60 : t);
    struct ui_node *minute = ui_row(b, both, 8);
    ui_text(b, minute, UI_BODY, tr("Minute"))->box.min_w = wide ? 0 : 120;
    int first = t / 60 * 60; /* steps of the minute leave the hour alone */
    view_step(v, b, minute, "minute-minus", tr("One minute back"), false,
              given ? first + (t + 59) % 60 : t);
    view_number(v, b, minute, "minute", t % 60, given);
    view_step(v, b, minute, "minute-plus", tr("One minute on"), true,
              given ? first + (t + 1) % 60 : t);
    view_quarters(v, b, col, chosen);
}

bool time_message(struct ui_msg msg, int *ret) {
    bool mine = msg.id == NOW || msg.id == QUARTER || msg.id == STEP;
    if (!mine || msg.arg < 0 || msg.arg >= DAY_MINUTES)
        return false;
    *ret = msg.arg;
    return true;
}

static bool time_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_INPUT && q->bind != NULL && q->bind->type == TYPE_TIME;
}

static void time_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct day_time when = {.minute = -1};
    day_time_read(v->q->value, &when);
    time_parts(v, b, parent, when.minute);
}

static void time_update(struct question_state *st, const struct survey_question *q,
                        struct ui_msg msg, struct out *out) {
    (void)st;
    struct day_time when = {0};
    if (!time_message(msg, &when.minute))
        return;
    char text[32];
    day_time_write(&when, text);
    question_answer(out, q, text);
}

const struct question_def question_time = {
    .name = "time", .takes = time_takes, .opens = true, .view = time_view, .update = time_update};
