/* Words to read; of an answer that cannot be changed also what it is. A note that has the page for
 * itself is there to be read before anything else: its words stand on a card, a little larger. */
#include "questions/parts.h"

#include <string.h>

static bool note_takes(const struct survey_question *q) {
    return q->readonly || q->heading;
}

static void view_on_card(const struct question_view *v, struct ui_build *b,
                         struct ui_node *parent) {
    const char *label = question_words(b, v->q->label), *hint = question_words(b, v->q->hint);
    if (label[0] != '\0')
        ui_text(b, parent, UI_TITLE, label)->flags |= UI_HEADING;
    if (hint[0] == '\0')
        return;
    struct ui_node *card = ui_col(b, parent, 12);
    card->box.fill = UI_paper;
    card->box.edge = UI_line;
    card->box.radius = 16;
    card->box.pad_x = card->box.pad_y = 20;
    for (const char *line = hint; line[0] != '\0';) { /* each a paragraph */
        size_t len = strcspn(line, "\n");
        if (len > 0)
            ui_text(b, card, UI_LABEL_PLAIN, arena_strndup(b->frame, line, len));
        line += len + (line[len] == '\n');
    }
}

static void note_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    const char *value = question_value(v->q, b);
    bool on_card = v->alone && !v->q->heading && v->q->image == NULL;
    if (on_card)
        view_on_card(v, b, parent);
    else
        question_head(v, b, parent);
    if (value[0] != '\0')
        ui_text(b, parent, UI_LABEL_PLAIN, value)->key = v->q->path;
}

static void note_update(struct question_state *st, const struct survey_question *q,
                        struct ui_msg msg, struct out *out) {
    (void)st, (void)q, (void)msg, (void)out;
}

const struct question_def question_note = {.name = "note",
                                           .takes = note_takes,
                                           .own_head = true,
                                           .view = note_view,
                                           .update = note_update};
