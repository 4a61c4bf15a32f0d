/* What is printed as bars or as a square: a USB scanner types it into the field that shows, as a
 * keyboard would, and whoever has none types it. */
#include "questions/parts.h"

#include "base/i18n.h"

enum { EDIT = QUESTION_STROKES };

static bool barcode_takes(const struct survey_question *q) {
    return q->bind != NULL && q->bind->type == TYPE_BARCODE;
}

static void barcode_view(const struct question_view *v, struct ui_build *b,
                         struct ui_node *parent) {
    question_field(v, b, parent,
                   &(struct ui_field){.key = v->q->path,
                                      .value = v->q->value,
                                      .hint = tr("Scan the code, or type it"),
                                      .icon = "find",
                                      .edit = question_tap(v, EDIT, 0),
                                      .enter = question_tap(v, QUESTION_ENTER, 0),
                                      .autofocus = true});
}

static void barcode_update(struct question_state *st, const struct survey_question *q,
                           struct ui_msg msg, struct out *out) {
    (void)st;
    if (msg.id == EDIT && msg.text != NULL)
        question_answer(out, q, msg.text);
}

const struct question_def question_barcode = {.name = "barcode",
                                              .takes = barcode_takes,
                                              .types = true,
                                              .opens = true,
                                              .view = barcode_view,
                                              .update = barcode_update};
