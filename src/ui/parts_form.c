/* What is filled in: fields, choices, switches. */
#include "ui/parts.h"

#include "base/i18n.h"

enum {
    FIELD_H = 64,
    CHOICE_H = 64,
    MARK = 28,    /* the round mark of a choice */
    TRACK_W = 60, /* of a switch */
    TRACK_H = 34,
    KNOB = 22
};

/* --- fields ---------------------------------------------------------------------------------- */

static void add_error(struct ui_build *b, struct ui_node *parent, const char *words) {
    struct ui_node *row = ui_row(b, parent, 8);
    row->box.align = UI_START;
    struct ui_node *icon = ui_icon(b, row, "stop-sign", 0); /* as large as the words beside it */
    icon->type = UI_BODY;
    icon->ink = UI_stop;
    struct ui_node *text = ui_text(b, row, UI_SMALL, words);
    text->ink = UI_stop;
    text->flags |= UI_GROW | UI_LIVE;
}

struct ui_node *ui_field(struct ui_build *b, struct ui_node *parent, const struct ui_field *f) {
    struct ui_node *col = ui_col(b, parent, 6);
    if (f->label && *f->label)
        ui_text(b, col, UI_BODY_BOLD, f->label);
    if (f->error && *f->error)
        add_error(b, col, f->error);
    struct ui_node *n = ui_add(b, col, UI_FIELD);
    n->key = f->key;
    n->label = f->label;
    n->value = f->value;
    n->hint = f->hint;
    n->on_edit = f->edit;
    n->on_tap = f->enter;
    n->type = UI_LABEL_PLAIN;
    n->flags |= f->masked ? UI_MASKED : 0u;
    n->flags |= f->numeric ? UI_NUMERIC | UI_TABULAR : 0u;
    n->flags |= f->autofocus ? UI_AUTOFOCUS : 0u;
    n->flags |= f->error && *f->error ? UI_INVALID : 0u;
    n->box.min_h = FIELD_H;
    n->box.pad_x = 14;
    n->box.pad_y = 6;
    n->box.gap = 12;
    n->box.radius = 10;
    n->box.fill = UI_paper;
    n->box.edge = UI_edge;
    n->box.justify = UI_CENTRE;
    if (f->icon)
        ui_icon(b, n, f->icon, 24);
    return n;
}

/* --- choices and switches -------------------------------------------------------------------- */

static struct ui_node *option(struct ui_build *b, struct ui_node *parent, const char *key,
                              const char *label, bool on, struct ui_msg tap) {
    struct ui_node *n = ui_target(b, parent, key, label, tap);
    n->flags |= on ? UI_CHECKED : 0u;
    n->box.justify = UI_START;
    n->box.min_h = CHOICE_H;
    n->box.pad_x = 16;
    n->box.pad_y = 8;
    n->box.gap = 16;
    n->box.radius = 12;
    n->box.fill = UI_paper;
    n->box.edge = UI_edge;
    return n;
}

static void add_words(struct ui_build *b, struct ui_node *n, const char *label,
                      const char *second) {
    struct ui_node *words = ui_col(b, n, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY, label);
    if (second && *second)
        ui_text(b, words, UI_SMALL, second)->ink = UI_soft;
}

struct ui_node *ui_choice(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, const char *second, bool chosen, struct ui_msg tap) {
    struct ui_node *n = option(b, parent, key, label, chosen, tap);
    struct ui_node *mark = ui_row(b, n, 0);
    mark->box.w = mark->box.h = MARK;
    mark->box.radius = 999;
    mark->box.justify = UI_CENTRE;
    mark->box.fill = chosen ? UI_act : UI_paper;
    mark->box.edge = chosen ? UI_act : UI_edge;
    if (chosen)
        ui_icon(b, mark, "tick", 18)->ink = UI_on_act;
    add_words(b, n, label, second);
    return n;
}

/* The state stands in words beside the knob: neither place nor colour is known to everyone. */
struct ui_node *ui_switch(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, const char *second, bool on, struct ui_msg tap) {
    struct ui_node *n = option(b, parent, key, label, on, tap);
    n->value = on ? tr("On") : tr("Off");
    add_words(b, n, label, second);
    ui_face(b, n, UI_CHIP_BOLD, n->value, on ? UI_act : UI_soft);
    struct ui_node *track = ui_row(b, n, 0);
    track->box.w = TRACK_W;
    track->box.h = TRACK_H;
    track->box.pad_x = 4;
    track->box.radius = 999;
    track->box.justify = on ? UI_END : UI_START;
    track->box.fill = on ? UI_act : UI_paper;
    track->box.edge = on ? UI_act : UI_edge;
    struct ui_node *knob = ui_row(b, track, 0);
    knob->box.w = knob->box.h = KNOB;
    knob->box.radius = 999;
    knob->box.fill = on ? UI_on_act : UI_edge;
    return n;
}
