/* Words to read; of an answer that cannot be changed also what it is. */
#include "questions/parts.h"

static bool note_takes(const struct survey_question *q) {
    return q->readonly || q->heading;
}

static void note_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    const char *value = question_value(v->q, b);
    if (value[0] != '\0')
        ui_text(b, parent, UI_LABEL_PLAIN, value)->key = v->q->path;
}

static void note_update(struct question_state *st, const struct survey_question *q,
                        struct ui_msg msg, struct out *out) {
    (void)st, (void)q, (void)msg, (void)out;
}

const struct question_def question_note = {
    .name = "note", .takes = note_takes, .view = note_view, .update = note_update};
