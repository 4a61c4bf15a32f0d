/* Several questions with the same choices, as a table in a field-list: one row of words (`label`),
 * then a row of marks for each question (`list-nolabel`; `list` has its words in its own row). On a
 * narrow screen and with large text a table cannot be read: there each question shows its choices
 * in words, and the row of words falls away. */
#include "questions/parts.h"

enum { MARK_W = 92, MARKS_MOST = 6 };

static bool is_select(const struct survey_question *q) {
    return q->control->kind == CONTROL_SELECT1 || q->control->kind == CONTROL_SELECT;
}

static bool table_takes(const struct survey_question *q) {
    return is_select(q) && q->options <= MARKS_MOST &&
           (control_looks(q->control, "label") || control_looks(q->control, "list-nolabel") ||
            control_looks(q->control, "list"));
}

static bool is_table(const struct ui_env *env) {
    return question_is_wide(env) && !ui_is_large_text(env);
}

/* A row that begins with the question's label; the choices follow at its end. */
static struct ui_node *view_line(const struct question_view *v, struct ui_build *b,
                                 struct ui_node *parent) {
    struct ui_node *row = ui_row(b, parent, 8);
    struct ui_node *head = ui_col(b, row, 4);
    head->flags |= UI_GROW;
    question_head(v, b, head);
    return row;
}

static void view_words(const struct question_view *v, struct ui_build *b, struct ui_node *row) {
    for (size_t i = 0; i < v->q->options; i++) {
        struct ui_node *words = ui_text(b, row, UI_SMALL, question_option_words(v, b, i));
        words->box.w = MARK_W;
        words->box.align = UI_CENTRE;
        words->ink = UI_soft;
    }
}

static void view_marks(const struct question_view *v, struct ui_build *b, struct ui_node *row,
                       bool words) {
    bool one = v->q->control->kind == CONTROL_SELECT1;
    struct ui_node *cells = ui_row(b, row, 8); /* all as high as the one with the most words */
    cells->box.align = UI_STRETCH;
    for (size_t i = 0; i < v->q->options; i++) {
        bool chosen = v->q->option[i].chosen;
        struct ui_node *n =
            question_bare(b, cells, question_option_key(v, b, i), question_option_words(v, b, i),
                          question_tap(v, QUESTION_PICK, (int32_t)i));
        n->flags |= chosen ? UI_CHECKED : 0u;
        n->box.w = MARK_W;
        n->box.pad_x = 4;
        struct ui_node *face = ui_col(b, n, 4);
        face->flags |= UI_GROW;
        face->box.align = UI_CENTRE;
        question_mark(b, face, chosen, one);
        if (words)
            ui_text(b, face, UI_NOTE, n->label)->box.align = UI_CENTRE;
    }
}

static void view_in_words(const struct question_view *v, struct ui_build *b,
                          struct ui_node *parent) {
    question_head(v, b, parent);
    struct ui_node *col = ui_col(b, parent, 12);
    for (size_t i = 0; i < v->q->options; i++)
        ui_choice(b, col, question_option_key(v, b, i), question_option_words(v, b, i), NULL,
                  v->q->option[i].chosen, question_tap(v, QUESTION_PICK, (int32_t)i));
}

static void table_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    bool header = control_looks(v->q->control, "label");
    bool table = is_table(b->env) && !v->alone;
    if (header && table)
        view_words(v, b, view_line(v, b, parent));
    else if (header)
        question_head(v, b, parent);
    else if (table)
        view_marks(v, b, view_line(v, b, parent), control_looks(v->q->control, "list"));
    else
        view_in_words(v, b, parent);
}

static void table_update(struct question_state *st, const struct survey_question *q,
                         struct ui_msg msg, struct out *out) {
    (void)st;
    if (msg.id == QUESTION_PICK)
        question_choose(out, q, (size_t)msg.arg);
}

const struct question_def question_table = {.name = "table",
                                            .takes = table_takes,
                                            .advances = true,
                                            .own_head = true,
                                            .view = table_view,
                                            .update = table_update};
