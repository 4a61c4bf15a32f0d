/* A trigger asks for nothing but an OK: that something was read. Stored as "OK". */
#include "questions/parts.h"

#include "base/i18n.h"

static bool trigger_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_TRIGGER;
}

static void trigger_view(const struct question_view *v, struct ui_build *b,
                         struct ui_node *parent) {
    bool given = v->q->value[0] != '\0';
    struct ui_node *n = question_bare(b, parent, question_key(v, b, "ok"), tr("OK, I understand"),
                                      question_tap(v, QUESTION_OWN, 0));
    n->flags |= given ? UI_CHECKED : 0u;
    n->flags |= v->q->fault != NULL ? UI_INVALID : 0u;
    n->box.min_h = v->alone ? 96 : 64;
    n->box.gap = 16;
    n->box.justify = UI_START;
    question_mark(b, n, given, false);
    ui_text(b, n, UI_LABEL, n->label)->flags |= UI_GROW;
}

static void trigger_update(struct question_state *st, const struct survey_question *q,
                           struct ui_msg msg, struct out *out) {
    (void)st;
    if (msg.id == QUESTION_OWN)
        question_answer(out, q, q->value[0] != '\0' ? "" : "OK");
}

const struct question_def question_trigger = {
    .name = "trigger", .takes = trigger_takes, .view = trigger_view, .update = trigger_update};
