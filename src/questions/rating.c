/* Stars: a range whose steps are told by how many are lit. */
#include "questions/parts.h"

#include "base/i18n.h"
#include "questions/scale.h"

enum { STARS_MOST = 10 };

static bool rating_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_RANGE && control_looks(q->control, "rating") &&
           scale_of(q->control).steps <= STARS_MOST;
}

static void rating_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct scale s = scale_of(v->q->control);
    int at = scale_at(&s, v->q->value), fit = (ui_logical_w(b->env) - 48) / 80;
    struct question_grid grid = {.parent = ui_col(b, parent, 8),
                                 .columns = fit < s.steps ? (s.steps + 1) / 2 : s.steps};
    for (int i = 0; i < s.steps; i++) {
        struct ui_node *row = question_cell(&grid, b);
        row->box.gap = 8;
        const char *number = scale_text(&s, i, b->frame);
        unsigned long stars = (unsigned long)i + 1;
        struct ui_node *n =
            question_bare(b, row, question_option_key(v, b, (size_t)i),
                          arena_printf(b->frame, tr_n("%lu star", "%lu stars", stars), stars),
                          question_tap(v, QUESTION_OWN, i));
        n->flags |= i == at ? UI_GROW | UI_CHECKED : UI_GROW;
        n->box.pad_x = 0;
        n->box.min_h = v->alone ? 112 : 88;
        struct ui_node *face = ui_col(b, n, 4);
        face->flags |= UI_GROW;
        face->box.align = UI_CENTRE;
        ui_icon(b, face, i <= at ? "star-full" : "star", 44)->ink = i <= at ? UI_act : UI_ink;
        ui_text(b, face, UI_SMALL, number)->flags |= UI_WIDE_OK | UI_QUIET;
    }
    question_grid_end(&grid, b);
}

static void rating_update(struct question_state *st, const struct survey_question *q,
                          struct ui_msg msg, struct out *out) {
    (void)st;
    struct scale s = scale_of(q->control);
    struct arena a CLEANUP(arena_wipe) = {.secret = true};
    if (msg.id == QUESTION_OWN && msg.arg >= 0 && msg.arg < s.steps)
        question_answer(out, q, scale_text(&s, msg.arg, &a));
}

const struct question_def question_rating = {
    .name = "rating", .takes = rating_takes, .view = rating_view, .update = rating_update};
