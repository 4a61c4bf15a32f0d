/* A number that is typed: on the digit pad, with a point for decimals and a button for what is
 * below zero. Text with the appearance `numbers` has the pad too, and keeps its leading zeros. */
#include "questions/parts.h"

#include <stdio.h>

#include "base/i18n.h"
#include "ui/keys.h"

enum { EDIT = QUESTION_STROKES, SIGN = QUESTION_OWN };

static bool number_takes(const struct survey_question *q) {
    if (q->control->kind != CONTROL_INPUT || q->bind == NULL)
        return false;
    return q->bind->type == TYPE_INT || q->bind->type == TYPE_DECIMAL ||
           (q->bind->type == TYPE_STRING && control_looks(q->control, "numbers"));
}

/* As it is being typed: "5." is on the way to 5.5. */
static const char *shown_text(const struct survey_question *q) {
    return q->typed != NULL ? q->typed : q->value;
}

static void number_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    bool decimal = v->q->bind->type == TYPE_DECIMAL, text = v->q->bind->type == TYPE_STRING;
    const char *shown = shown_text(v->q);
    struct ui_node *row = ui_row(b, parent, 12);
    row->box.align = UI_END;
    struct ui_node *field =
        question_field(v, b, row,
                       &(struct ui_field){.key = v->q->path,
                                          .value = shown,
                                          .edit = question_tap(v, EDIT, 0),
                                          .enter = question_tap(v, QUESTION_ENTER, 0),
                                          .numeric = !decimal,
                                          .masked = control_looks(v->q->control, "masked"),
                                          .autofocus = true});
    field->flags |= UI_TABULAR;
    field->parent->flags |= UI_GROW;
    if (text)
        return;
    struct ui_node *sign =
        ui_button(b, row, question_key(v, b, "sign"), tr("Below zero"), question_tap(v, SIGN, 0));
    sign->flags |= shown[0] == '-' ? UI_CHECKED : 0u;
    sign->box.pad_x = 12;
    sign->first->label = "+/\u2013";
}

/* The point stands where the pad has a gap. */
static void number_pad(const struct question_view *v, struct ui_build *b, struct ui_node *pad) {
    if (v->q->bind->type != TYPE_DECIMAL)
        return;
    struct ui_node *gap = pad->last->first;
    struct ui_node *n = question_bare(b, NULL, "pad:point", tr("Point"),
                                      (struct ui_msg){.id = UI_MSG_KEY_CHAR, .arg = '.'});
    n->parent = pad->last;
    n->next = gap->next;
    pad->last->first = n;
    n->flags |= UI_GROW;
    n->box.grow = gap->box.grow;
    n->box.min_h = 0;
    ui_text(b, n, UI_PAD, ".");
}

static void number_update(struct question_state *st, const struct survey_question *q,
                          struct ui_msg msg, struct out *out) {
    (void)st;
    const char *shown = shown_text(q);
    char turned[SURVEY_TYPED];
    if (msg.id == EDIT && msg.text != NULL) {
        question_answer(out, q, msg.text);
    } else if (msg.id == SIGN && shown[0] == '-') {
        question_answer(out, q, shown + 1);
    } else if (msg.id == SIGN) {
        snprintf(turned, sizeof turned, "-%s", shown);
        question_answer(out, q, turned);
    }
}

const struct question_def question_number = {.name = "number",
                                             .takes = number_takes,
                                             .digits = true,
                                             .opens = true,
                                             .view = number_view,
                                             .pad = number_pad,
                                             .update = number_update};
