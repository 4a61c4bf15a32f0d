/* Words that are typed. `multiline` (or rows) gives them several lines, `masked` hides them. A
 * place is typed too, as degrees. */
#include "questions/parts.h"

#include <string.h>

#include "base/i18n.h"

enum { EDIT = QUESTION_STROKES };

static bool text_takes(const struct survey_question *q) {
    if (q->control->kind != CONTROL_INPUT || q->bind == NULL)
        return false;
    return q->bind->type == TYPE_STRING || q->bind->type == TYPE_BARCODE ||
           q->bind->type == TYPE_GEOPOINT;
}

/* A form keeps no blanks at the end of a text, yet who types a second word types one first. */
static const char *shown_text(const struct question_view *v, struct ui_build *b) {
    const char *text = v->q->typed != NULL ? v->q->typed : v->q->value;
    return v->st->tail > 0 ? arena_printf(b->frame, "%s%*s", text, v->st->tail, "") : text;
}

static bool is_long(const struct survey_question *q) {
    return control_looks(q->control, "multiline") || q->control->rows > 1;
}

static void text_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *n =
        question_field(v, b, parent,
                       &(struct ui_field){.key = v->q->path,
                                          .value = shown_text(v, b),
                                          .hint = v->q->bind->type == TYPE_GEOPOINT
                                                      ? tr("Latitude and longitude in degrees")
                                                      : NULL,
                                          .edit = question_tap(v, EDIT, 0),
                                          .enter = question_tap(v, QUESTION_ENTER, 0),
                                          .masked = control_looks(v->q->control, "masked"),
                                          .autofocus = true});
    if (!is_long(v->q))
        return;
    int room = ui_logical_h(b->env); /* what the keys leave: two lines, four, or six */
    n->box.min_h = room < 560 ? 72 : room < 640 ? 120 : 160;
    n->box.justify = UI_START;
}

static void text_update(struct question_state *st, const struct survey_question *q,
                        struct ui_msg msg, struct out *out) {
    if (msg.id != EDIT || msg.text == NULL)
        return;
    size_t len = strlen(msg.text), end = len;
    while (end > 0 && msg.text[end - 1] == ' ')
        end--;
    st->tail = len - end < 8 ? (int)(len - end) : 8;
    question_answer(out, q, msg.text);
}

const struct question_def question_text = {.name = "text",
                                           .takes = text_takes,
                                           .types = true,
                                           .opens = true,
                                           .view = text_view,
                                           .update = text_update};
