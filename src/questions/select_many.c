/* Any of several: square marks, and words that say that more than one may be chosen. */
#include "questions/parts.h"

#include "base/i18n.h"

static bool select_many_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_SELECT;
}

static void view_choice(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                        size_t i) {
    bool chosen = v->q->option[i].chosen;
    struct ui_node *n =
        question_bare(b, parent, question_option_key(v, b, i), question_option_words(v, b, i),
                      question_tap(v, QUESTION_PICK, (int32_t)i));
    n->flags |= chosen ? UI_GROW | UI_CHECKED : UI_GROW;
    n->box.justify = UI_START;
    n->box.gap = 16;
    question_mark(b, n, chosen, false);
    ui_text(b, n, UI_BODY, n->label)->flags |= UI_GROW;
}

static void select_many_view(const struct question_view *v, struct ui_build *b,
                             struct ui_node *parent) {
    struct ui_node *col = ui_col(b, parent, question_is_low(b->env) ? 8 : 12);
    ui_text(b, col, UI_SMALL, tr("Choose all that apply"))->ink = UI_soft;
    struct question_grid grid = {.parent = col, .columns = question_columns(v, b)};
    for (size_t i = 0; i < v->q->options; i++)
        view_choice(v, b, question_cell(&grid, b), i);
    question_grid_end(&grid, b);
}

static void select_many_update(struct question_state *st, const struct survey_question *q,
                               struct ui_msg msg, struct out *out) {
    (void)st;
    if (msg.id == QUESTION_PICK)
        question_choose(out, q, (size_t)msg.arg);
}

const struct question_def question_select_many = {.name = "select_many",
                                                  .takes = select_many_takes,
                                                  .view = select_many_view,
                                                  .update = select_many_update};
