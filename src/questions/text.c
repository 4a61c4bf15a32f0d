/* Words that are typed. `multiline` (or rows) gives them several lines, `masked` hides them. A
 * place is typed too, as degrees. */
#include "questions/parts.h"

#include <string.h>

#include "base/i18n.h"
#include "survey/hint.h"

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

/* ---- what gives the writer away ---- */

static const char *hint_words_for(enum hint_kind kind) {
    switch (kind) {
    case HINT_PHONE:
        return tr("This looks like a phone number: leave it out?");
    case HINT_EMAIL:
        return tr("This looks like an email address: leave it out?");
    case HINT_POSTCODE:
        return tr("This looks like a postcode: leave it out?");
    case HINT_NAME:
        return tr("This looks like a name: leave it out?");
    case HINT_ADDRESS:
        return tr("This looks like a home address: leave it out?");
    case HINT_PLATE:
        return tr("This looks like a number plate: leave it out?");
    case HINT_HANDLE:
        return tr("This looks like a user name: leave it out?");
    }
    return "";
}

/* Its line is kept between field and keys, so that nothing moves when it comes or goes; on a low
 * screen the form's own hint has it until then. It stops nobody. */
static bool text_above_keys(const struct question_view *v, struct ui_build *b,
                            struct ui_node *page) {
    struct hint_span at;
    bool large = ui_is_large_text(b->env);
    if (!question_is_watched(v))
        return false;
    bool seen = hint_find(shown_text(v, b), &at) != 0;
    if (!seen && large && question_is_low(b->env)) /* every line is needed; the keys stay anyway */
        return false;
    struct ui_node *row = ui_row(b, page, 8);
    row->box.min_h = !large ? 26 : ui_is_portrait(b->env) ? 72 : 36; /* upright two lines */
    row->box.pad_x = 24;
    row->box.align = UI_CENTRE;
    if (!seen && question_hint_below(v, b))
        ui_text(b, row, UI_SMALL, question_words(b, v->q->hint))->ink = UI_soft;
    if (!seen)
        return true;
    struct ui_node *icon = ui_icon(b, row, "info", 20);
    struct ui_node *words = ui_text(b, row, UI_SMALL, hint_words_for(at.kind));
    icon->ink = words->ink = UI_warn;
    words->flags |= UI_LIVE | UI_GROW;
    return true;
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
                                           .above_keys = text_above_keys,
                                           .update = text_update};
