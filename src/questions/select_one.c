/* One of several: each choice a button as wide as its column, so that a thumb cannot miss. */
#include "questions/parts.h"

static bool select_one_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_SELECT1;
}

static void view_choice(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                        size_t i) {
    struct ui_node *n =
        ui_choice(b, parent, question_option_key(v, b, i), question_option_words(v, b, i), NULL,
                  v->q->option[i].chosen, question_tap(v, QUESTION_PICK, (int32_t)i));
    n->flags |= UI_GROW;
}

static void select_one_view(const struct question_view *v, struct ui_build *b,
                            struct ui_node *parent) {
    if (control_looks(v->q->control, "columns-pack")) { /* as many on a line as there is room */
        struct ui_node *flow = ui_flow(b, parent, 12);
        for (size_t i = 0; i < v->q->options; i++)
            view_choice(v, b, flow, i);
        return;
    }
    struct question_grid grid = {.parent = ui_col(b, parent, question_is_low(b->env) ? 8 : 12),
                                 .columns = question_columns(v, b)};
    for (size_t i = 0; i < v->q->options; i++)
        view_choice(v, b, question_cell(&grid, b), i);
    question_grid_end(&grid, b);
}

static void select_one_update(struct question_state *st, const struct survey_question *q,
                              struct ui_msg msg, struct out *out) {
    (void)st;
    if (msg.id == QUESTION_PICK)
        question_choose(out, q, (size_t)msg.arg);
}

const struct question_def question_select_one = {.name = "select_one",
                                                 .takes = select_one_takes,
                                                 .advances = true,
                                                 .view = select_one_view,
                                                 .update = select_one_update};
