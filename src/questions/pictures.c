/* Choices that are pictures, for children and for whoever reads another language: a grid, each
 * picture with its words below. */
#include "questions/parts.h"

static bool pictures_takes(const struct survey_question *q) {
    if (q->control->kind != CONTROL_SELECT1 && q->control->kind != CONTROL_SELECT)
        return false;
    for (size_t i = 0; i < q->options; i++)
        if (q->option[i].image != NULL)
            return true;
    return false;
}

/* So many abreast that pictures are larger than a thumb. */
static int abreast(const struct question_view *v, const struct ui_build *b) {
    int fit = (ui_logical_w(b->env) - 48) / (ui_is_large_text(b->env) ? 220 : 170);
    int n = (int)v->q->options;
    if (n <= fit)
        return n;
    int lines = (n + fit - 1) / fit; /* as even as can be */
    return (n + lines - 1) / lines;
}

static void view_choice(const struct question_view *v, struct ui_build *b, struct ui_node *row,
                        size_t i, int height) {
    const struct survey_option *o = &v->q->option[i];
    struct ui_node *n =
        question_bare(b, row, question_option_key(v, b, i), question_option_words(v, b, i),
                      question_tap(v, QUESTION_PICK, (int32_t)i));
    n->flags |= o->chosen ? UI_GROW | UI_CHECKED : UI_GROW;
    struct ui_node *face = ui_col(b, n, 8);
    face->flags |= UI_GROW;
    face->box.align = UI_CENTRE;
    const char *file = o->image != NULL ? question_file(v, b, o->image) : NULL;
    if (file != NULL)
        ui_picture(b, face, file, n->label, 320, height)->flags |= UI_QUIET;
    struct ui_node *words = ui_row(b, face, 8);
    if (v->q->control->kind == CONTROL_SELECT)
        question_mark(b, words, o->chosen, false);
    ui_text(b, words, UI_BODY_BOLD, n->label)->box.align = UI_CENTRE;
}

static void pictures_view(const struct question_view *v, struct ui_build *b,
                          struct ui_node *parent) {
    struct question_grid grid = {.parent = ui_col(b, parent, 12), .columns = abreast(v, b)};
    bool one_line = grid.columns == (int)v->q->options;
    int height = question_is_low(b->env) && !one_line ? 96 : 132;
    for (size_t i = 0; i < v->q->options; i++)
        view_choice(v, b, question_cell(&grid, b), i, height);
    question_grid_end(&grid, b);
}

static void pictures_update(struct question_state *st, const struct survey_question *q,
                            struct ui_msg msg, struct out *out) {
    (void)st;
    if (msg.id == QUESTION_PICK)
        question_choose(out, q, (size_t)msg.arg);
}

const struct question_def question_pictures = {.name = "pictures",
                                               .takes = pictures_takes,
                                               .advances = true,
                                               .view = pictures_view,
                                               .update = pictures_update};
