/* A scale of three to five, asked by faces from glad to sad, the words below them: `likert`. The
 * choices stand in the form from best to worst. A choice that is not on the scale (not sure, rather
 * not say) stands apart and quietly, so that the faces are the scale and nothing else. */
#include "questions/parts.h"

#include <strings.h>

enum { SCALE_LEAST = 3, SCALE_MOST = 5 };

static bool is_apart(const struct survey_option *o) {
    static const char *const apart[] = {"dont_know", "not_sure",          "unsure",
                                        "dk",        "prefer_not_to_say", "no_answer"};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (strcasecmp(o->value, apart[i]) == 0)
            return true;
    return false;
}

static size_t scale_of(const struct survey_question *q) {
    size_t n = 0;
    for (size_t i = 0; i < q->options; i++)
        n += !is_apart(&q->option[i]);
    return n;
}

static bool faces_takes(const struct survey_question *q) {
    size_t n = scale_of(q);
    return q->control->kind == CONTROL_SELECT1 && control_looks(q->control, "likert") &&
           n >= SCALE_LEAST && n <= SCALE_MOST;
}

/* Of `n` on the scale: with an even number there is no face in the middle. */
static const char *face_of(size_t i, size_t n) {
    static const char *const face[SCALE_MOST - SCALE_LEAST + 1][SCALE_MOST] = {
        {"face-1", "face-3", "face-5"},
        {"face-1", "face-2", "face-4", "face-5"},
        {"face-1", "face-2", "face-3", "face-4", "face-5"}};
    return face[n - SCALE_LEAST][i];
}

static void view_face(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                      size_t option, const char *icon, bool stacked) {
    struct ui_node *n = question_bare(b, parent, question_option_key(v, b, option),
                                      question_option_words(v, b, option),
                                      question_tap(v, QUESTION_PICK, (int32_t)option));
    n->flags |= v->q->option[option].chosen ? UI_GROW | UI_CHECKED : UI_GROW;
    n->box.radius = 16;
    n->box.pad_x = stacked ? 16 : 8;
    if (stacked) {
        n->box.justify = UI_START;
        n->box.gap = 16;
        ui_icon(b, n, icon, 48);
        ui_text(b, n, UI_BODY_BOLD, n->label)->flags |= UI_GROW;
        return;
    }
    /* Words above that say what is wrong take the room of what is larger than it must be. */
    bool large = v->alone && (v->q->fault == NULL || !question_is_low(b->env));
    n->box.min_h = large ? 156 : 124;
    struct ui_node *face = ui_col(b, n, large ? 14 : 8);
    face->flags |= UI_GROW;
    face->box.align = UI_CENTRE;
    ui_icon(b, face, icon, large ? 72 : 52);
    ui_text(b, face, UI_BODY_BOLD, n->label)->box.align = UI_CENTRE;
}

static void view_apart(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    for (size_t i = 0; i < v->q->options; i++) {
        if (!is_apart(&v->q->option[i]))
            continue;
        struct ui_node *n =
            ui_quiet(b, parent, question_option_key(v, b, i), question_option_words(v, b, i),
                     question_tap(v, QUESTION_PICK, (int32_t)i));
        if (!v->q->option[i].chosen)
            continue;
        n->flags |= UI_CHECKED;
        n->box.edge = UI_act;
        ui_face_icon(b, n, "tick", 24);
    }
}

static void faces_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    size_t n = scale_of(v->q), at = 0;
    bool stacked = ui_is_large_text(b->env) || (ui_is_portrait(b->env) && n > SCALE_LEAST);
    struct ui_node *faces = stacked ? ui_col(b, parent, 12) : ui_row(b, parent, 12);
    faces->box.align = UI_STRETCH;
    for (size_t i = 0; i < v->q->options; i++)
        if (!is_apart(&v->q->option[i]))
            view_face(v, b, faces, i, face_of(at++, n), stacked);
    if (!v->alone && n < v->q->options)
        view_apart(v, b, ui_flow(b, parent, 8));
}

static void faces_update(struct question_state *st, const struct survey_question *q,
                         struct ui_msg msg, struct out *out) {
    (void)st;
    if (msg.id == QUESTION_PICK)
        question_choose(out, q, (size_t)msg.arg);
}

const struct question_def question_faces = {.name = "faces",
                                            .takes = faces_takes,
                                            .advances = true,
                                            .view = faces_view,
                                            .foot = view_apart,
                                            .update = faces_update};
