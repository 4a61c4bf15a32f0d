/* What cannot be answered here: a control that nobody else shows, a list that has nothing to choose
 * from. It says so and lets the person go on. Forms that cannot do without a photograph, a
 * recording or a map are refused when they are loaded. */
#include "questions/parts.h"

#include "base/i18n.h"

static bool unsupported_takes(const struct survey_question *q) {
    (void)q;
    return true;
}

static bool is_empty_list(const struct survey_question *q) {
    bool list = q->control->kind == CONTROL_SELECT1 || q->control->kind == CONTROL_SELECT ||
                q->control->kind == CONTROL_RANK;
    return list && q->options == 0;
}

static void unsupported_view(const struct question_view *v, struct ui_build *b,
                             struct ui_node *parent) {
    ui_banner(b, parent, UI_TONE_WAIT,
              is_empty_list(v->q) ? tr("There is nothing to choose from here")
                                  : tr("This question cannot be answered on this kiosk"),
              tr("Go on without it. All other answers count."));
}

static void unsupported_update(struct question_state *st, const struct survey_question *q,
                               struct ui_msg msg, struct out *out) {
    (void)st, (void)q, (void)msg, (void)out;
}

const struct question_def question_unsupported = {.name = "unsupported",
                                                  .takes = unsupported_takes,
                                                  .view = unsupported_view,
                                                  .update = unsupported_update};
