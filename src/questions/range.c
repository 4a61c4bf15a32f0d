/* A number on a scale. With few steps each is a button; with many the number stands between buttons
 * that go on by one and by ten. Nothing has to be dragged, and until something is tapped there is
 * no answer: a handle that rests in the middle would be one that nobody gave. */
#include "questions/parts.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "questions/scale.h"

enum { STEP = QUESTION_STROKES, BUTTONS_MOST = 11, JUMP = 10 };

static bool range_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_RANGE;
}

static bool is_buttons(const struct question_view *v, const struct scale *s) {
    return s->steps <= BUTTONS_MOST && !control_looks(v->q->control, "no-ticks") &&
           !control_looks(v->q->control, "picker");
}

/* So many abreast that each stays wider than a finger. */
static int abreast(const struct question_view *v, const struct ui_build *b, const struct scale *s) {
    if (control_looks(v->q->control, "vertical"))
        return 1;
    int room = ui_logical_w(b->env) - 48, width = ui_is_large_text(b->env) ? 84 : 56;
    width += s->decimals * 12 + 8;
    int n = room / width;
    if (n >= s->steps)
        return s->steps;
    int lines = (s->steps + n - 1) / n; /* as even as can be */
    return (s->steps + lines - 1) / lines;
}

static void view_buttons(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                         const struct scale *s, int at) {
    struct question_grid grid = {.parent = ui_col(b, parent, 8), .columns = abreast(v, b, s)};
    for (int i = 0; i < s->steps; i++) {
        const char *words = scale_text(s, i, b->frame);
        struct ui_node *row = question_cell(&grid, b);
        row->box.gap = 8;
        struct ui_node *n = question_bare(b, row, question_option_key(v, b, (size_t)i), words,
                                          question_tap(v, QUESTION_OWN, i));
        n->flags |= i == at ? UI_GROW | UI_CHECKED : UI_GROW;
        n->box.pad_x = 0;
        n->box.min_w = 52;
        n->box.min_h = v->alone && grid.columns > 1 ? 88 : 64;
        ui_text(b, n, UI_TILE, words)->flags |= UI_TABULAR | UI_WIDE_OK;
    }
    question_grid_end(&grid, b);
}

static void view_step(const struct question_view *v, struct ui_build *b, struct ui_node *row,
                      const struct scale *s, int at, int by) {
    const char *key = arena_printf(b->frame, "%s:%+d", v->q->path, by);
    const char *amount = arena_printf(b->frame, "%s%d", by < 0 ? "\u2013" : "+", abs(by));
    const char *label = by < 0 ? tr("Lower") : tr("Higher");
    if (abs(by) > 1)
        label = arena_printf(b->frame, "%s %s", label, amount);
    int to = at < 0 ? (by < 0 ? s->steps - 1 : 0) : at + by;
    to = to < 0 ? 0 : to;
    to = to >= s->steps ? s->steps - 1 : to;
    struct ui_node *n =
        question_step(b, row, key, by < 0 ? "minus" : "plus", label, question_tap(v, STEP, to));
    n->flags |= to == at ? UI_DISABLED : 0u;
    n->box.min_h = 72;
    n->box.w = 72;
    if (abs(by) == 1)
        return;
    n->first = n->last = NULL;
    ui_text(b, n, UI_LABEL, amount)->flags |= UI_WIDE_OK;
}

static void view_steps(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                       const struct scale *s, int at) {
    bool jumps = s->steps > 2 * JUMP;
    struct ui_node *col = ui_col(b, parent, 12);
    struct ui_node *row = ui_row(b, col, 8);
    if (jumps)
        view_step(v, b, row, s, at, -JUMP);
    view_step(v, b, row, s, at, -1);
    struct ui_node *middle = ui_col(b, row, 0);
    middle->flags |= UI_GROW;
    middle->box.align = UI_CENTRE;
    struct ui_node *value = ui_text(b, middle, at < 0 ? UI_BODY : UI_INVITE,
                                    at < 0 ? tr("No answer yet") : scale_text(s, at, b->frame));
    value->key = v->q->path;
    value->ink = at < 0 ? UI_soft : UI_ink;
    value->flags |= UI_TABULAR | UI_LIVE;
    view_step(v, b, row, s, at, 1);
    if (jumps)
        view_step(v, b, row, s, at, JUMP);
    ui_text(b, col, UI_SMALL,
            arena_printf(b->frame, tr("From %s to %s"), scale_text(s, 0, b->frame),
                         scale_text(s, s->steps - 1, b->frame)))
        ->ink = UI_soft;
}

static void range_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct scale s = scale_of(v->q->control);
    int at = scale_at(&s, v->q->value);
    if (is_buttons(v, &s))
        view_buttons(v, b, parent, &s, at);
    else
        view_steps(v, b, parent, &s, at);
}

static void range_update(struct question_state *st, const struct survey_question *q,
                         struct ui_msg msg, struct out *out) {
    (void)st;
    struct scale s = scale_of(q->control);
    struct arena a CLEANUP(arena_wipe) = {.secret = true};
    if ((msg.id == STEP || msg.id == QUESTION_OWN) && msg.arg >= 0 && msg.arg < s.steps)
        question_answer(out, q, scale_text(&s, msg.arg, &a));
}

const struct question_def question_range = {
    .name = "range", .takes = range_takes, .view = range_view, .update = range_update};
