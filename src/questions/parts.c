#include "questions/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "questions/plain.h"
#include "questions/day_time.h"

const char *question_key(const struct question_view *v, struct ui_build *b, const char *part) {
    return arena_printf(b->frame, "%s:%s", v->q->path, part);
}

const char *question_option_key(const struct question_view *v, struct ui_build *b, size_t option) {
    return arena_printf(b->frame, "%s:%zu", v->q->path, option);
}

struct ui_msg question_tap(const struct question_view *v, int32_t id, int32_t arg) {
    return question_msg(v->index, id, arg);
}

const char *question_words(struct ui_build *b, const char *text) {
    return plain_words(b->frame, text);
}

const char *question_option_words(const struct question_view *v, struct ui_build *b,
                                  size_t option) {
    const struct survey_option *o = &v->q->option[option];
    return o->label[0] != '\0' ? question_words(b, o->label) : o->value;
}

const char *question_file(const struct question_view *v, struct ui_build *b, const char *name) {
    return v->media != NULL ? arena_printf(b->frame, "%s/%s", v->media, name) : NULL;
}

bool question_is_wide(const struct ui_env *env) {
    return !ui_is_portrait(env) && ui_logical_w(env) >= 720;
}

bool question_is_low(const struct ui_env *env) {
    return ui_logical_h(env) < 640;
}

/* ---- head ---- */

enum { PICTURE_W = 480, PICTURE_H = 180 };

static bool is_typing_low(const struct question_view *v, const struct ui_build *b) {
    return v->focus && v->alone && question_is_low(b->env);
}

void question_hint(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    if (v->q->hint[0] == '\0')
        return;
    enum ui_type type = v->alone && !is_typing_low(v, b) ? UI_BODY : UI_SMALL;
    ui_text(b, parent, type, question_words(b, v->q->hint))->ink = UI_soft;
}

void question_fault(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    if (v->q->fault == NULL)
        return;
    struct ui_node *row = ui_row(b, parent, 8);
    row->box.align = UI_START;
    struct ui_node *icon = ui_icon(b, row, "stop-sign", 0); /* as large as the words beside it */
    icon->type = UI_BODY;
    icon->ink = UI_stop;
    struct ui_node *words = ui_text(b, row, UI_BODY_BOLD, question_words(b, v->q->fault));
    words->ink = UI_stop;
    words->flags |= UI_LIVE;
}

/* A long label is no title any more. */
static enum ui_type label_type(const struct question_view *v, const struct ui_build *b,
                               const char *words) {
    bool low = is_typing_low(v, b);
    if (v->q->heading)
        return UI_TILE;
    if (!v->alone)
        return UI_BODY_BOLD;
    if (low && (ui_is_large_text(b->env) || utf8_len(words) > 60))
        return UI_BODY_BOLD;
    return low || utf8_len(words) > 120 ? UI_TILE : UI_TITLE;
}

static bool fits_beside(const struct question_view *v, struct ui_build *b, const char *label) {
    const char *below = v->q->fault != NULL ? v->q->fault : v->q->hint;
    size_t letters = utf8_len(label) * 14 + utf8_len(below) * 10 + 64;
    return is_typing_low(v, b) && question_find(v->q)->types && !ui_is_large_text(b->env) &&
           question_is_wide(b->env) && below[0] != '\0' &&
           letters < (size_t)ui_logical_w(b->env) - 48;
}

bool question_is_watched(const struct question_view *v) {
    return v->visitor && v->focus && question_find(v->q)->above_keys != NULL &&
           v->q->bind->type == TYPE_STRING && !control_looks(v->q->control, "masked");
}

bool question_hint_below(const struct question_view *v, struct ui_build *b) {
    return question_is_watched(v) && is_typing_low(v, b) && !ui_is_large_text(b->env) &&
           v->q->fault == NULL && !fits_beside(v, b, question_words(b, v->q->label));
}

/* What stands below the label: beside it where keys leave no room below. */
static void view_below(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    bool typing_low = is_typing_low(v, b);
    if ((v->q->fault == NULL || !typing_low) && !question_hint_below(v, b))
        question_hint(v, b, parent);
    if (!v->alone || v->focus) /* else it stands in a box above the question */
        question_fault(v, b, parent);
}

void question_head(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    const char *words = question_words(b, v->q->label);
    bool beside = fits_beside(v, b, words);
    struct ui_node *head = beside ? ui_row(b, parent, 16) : ui_col(b, parent, v->alone ? 8 : 4);
    if (words[0] != '\0')
        ui_text(b, head, label_type(v, b, words), words)->flags |=
            beside ? UI_HEADING | UI_GROW : UI_HEADING;
    const char *file = v->q->image != NULL ? question_file(v, b, v->q->image) : NULL;
    if (file != NULL && !is_typing_low(v, b))
        ui_picture(b, head, file, words, PICTURE_W, PICTURE_H)->flags |= UI_QUIET;
    view_below(v, b, head);
}

/* ---- the answer in words ---- */

static const char *chosen_words(const struct survey_question *q, struct ui_build *b) {
    const char *words = "";
    for (size_t i = 0; i < q->options; i++) {
        const struct survey_option *o = &q->option[i];
        if (!o->chosen)
            continue;
        const char *label = question_words(b, o->label[0] != '\0' ? o->label : o->value);
        words = words[0] != '\0' ? arena_printf(b->frame, "%s, %s", words, label) : label;
    }
    return words;
}

const char *question_value(const struct survey_question *q, struct ui_build *b) {
    if (q->typed != NULL)
        return q->typed;
    if (q->options > 0)
        return chosen_words(q, b);
    struct day_time when;
    return day_time_read(q->value, &when) ? day_time_words(&when, b->frame) : q->value;
}

void question_row(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    const char *value = question_value(v->q, b);
    bool searched = question_find(v->q)->searches;
    bool hidden = control_looks(v->q->control, "masked") && value[0] != '\0';
    const char *shown = value;
    if (hidden)
        shown = tr("Typed, and hidden");
    else if (value[0] == '\0')
        shown = searched ? tr("Choose from the list") : tr("Tap to answer");
    struct ui_node *n = question_bare(b, parent, v->q->path, question_words(b, v->q->label),
                                      question_tap(v, QUESTION_OPEN, 0));
    n->value = hidden ? shown : value;
    n->flags |= v->q->fault != NULL ? UI_INVALID : 0u;
    n->box.justify = UI_START;
    n->box.pad_x = 16;
    n->box.gap = 12;
    if (searched)
        ui_icon(b, n, "find", 24)->ink = UI_soft;
    struct ui_node *words = ui_text(b, n, UI_BODY, shown);
    words->ink = value[0] != '\0' ? UI_ink : UI_soft;
    words->flags |= UI_GROW;
    ui_icon(b, n, "chevron", 24)->ink = UI_soft;
}

/* ---- buttons ---- */

struct ui_node *question_bare(struct ui_build *b, struct ui_node *parent, const char *key,
                              const char *label, struct ui_msg tap) {
    struct ui_node *n = ui_button(b, parent, key, label, tap);
    n->first = n->last = NULL;
    n->box.pad_x = 16;
    n->box.pad_y = 8;
    return n;
}

struct ui_node *question_step(struct ui_build *b, struct ui_node *parent, const char *key,
                              const char *icon, const char *label, struct ui_msg tap) {
    struct ui_node *n = question_bare(b, parent, key, label, tap);
    n->flags |= UI_REPEAT;
    n->box.w = 64;
    n->box.pad_x = 0;
    ui_icon(b, n, icon, 28);
    return n;
}

void question_mark(struct ui_build *b, struct ui_node *parent, bool chosen, bool round) {
    struct ui_node *mark = ui_row(b, parent, 0);
    mark->box.w = mark->box.h = 28;
    mark->box.radius = round ? 999 : 6;
    mark->box.justify = UI_CENTRE;
    mark->box.fill = chosen ? UI_act : UI_paper;
    mark->box.edge = chosen ? UI_act : UI_edge;
    if (chosen)
        ui_icon(b, mark, "tick", 18)->ink = UI_on_act;
}

struct ui_node *question_field(const struct question_view *v, struct ui_build *b,
                               struct ui_node *parent, const struct ui_field *field) {
    struct ui_node *n = ui_field(b, parent, field);
    n->label = question_words(b, v->q->label);
    n->flags |= v->q->fault != NULL ? UI_INVALID : 0u;
    return n;
}

/* ---- columns ---- */

/* `columns-3` is for the eyes of a large screen: never more than stay a finger wide. Who asks for
 * columns gets them as long as no choice takes more than two lines. */
static int wanted_columns(const struct survey_question *q, const struct ui_build *b) {
    const char *at = strstr(q->control->appearance, "columns-");
    if (at != NULL && at[8] >= '1' && at[8] <= '9')
        return at[8] - '0';
    if (control_looks(q->control, "columns"))
        return question_is_wide(b->env) ? 3 : 2;
    return 0;
}

int question_columns(const struct question_view *v, struct ui_build *b) {
    size_t longest = 0;
    for (size_t i = 0; i < v->q->options; i++) {
        size_t n = utf8_len(question_option_words(v, b, i));
        longest = n > longest ? n : longest;
    }
    int letter = ui_is_large_text(b->env) ? 16 : 11, around = 96, room = ui_logical_w(b->env) - 48;
    int wanted = wanted_columns(v->q, b), lines = wanted > 0 ? 2 : 1;
    int width = (int)longest * letter / lines + around; /* of one choice */
    int fit = room / width;
    if (wanted == 0) /* a short list is easier to read in one column */
        wanted = v->q->options > 3 ? 2 : 1;
    int most = fit < wanted ? fit : wanted;
    return most > 1 ? most : 1;
}

struct ui_node *question_cell(struct question_grid *grid, struct ui_build *b) {
    if (grid->row == NULL || grid->filled == grid->columns) {
        grid->row = ui_row(b, grid->parent, 12);
        grid->row->box.align = UI_STRETCH;
        grid->filled = 0;
    }
    grid->filled++;
    return grid->row;
}

void question_grid_end(struct question_grid *grid, struct ui_build *b) {
    for (; grid->row != NULL && grid->filled < grid->columns; grid->filled++)
        ui_space(b, grid->row);
}
