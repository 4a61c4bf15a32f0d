/* The primitives: nodes with the defaults that most screens want, and the buttons. What is composed
 * of these stands in the parts_*.c files. */
#include "ui/build.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "ui/keys.h"
#include "ui/parts.h"

enum {
    BUTTON_H = 64,
    BUTTON_PAD = 28,
    BUTTON_RADIUS = 12,
    CHIP_H = 52,
    CHIP_PAD = 16,
    CHIP_ICON = 22,
    PICTURE_RADIUS = 12,
    PAGER = 48, /* a button of a list, both ways */
    PAGER_ICON = 24,
    TRACK_W = 6,
    LARGE_TEXT_PCT = 150
};

bool ui_is_portrait(const struct ui_env *env) {
    return env->h > env->w;
}

bool ui_is_large_text(const struct ui_env *env) {
    return env->text_pct >= LARGE_TEXT_PCT;
}

/* --- primitives ------------------------------------------------------------------------------ */

static enum ui_align usual_align(enum ui_kind kind) {
    switch (kind) {
    case UI_COL:
    case UI_SCROLL:
        return UI_STRETCH;
    case UI_ROW:
    case UI_FLOW:
    case UI_BUTTON:
    case UI_DIALOG:
    case UI_PICTURE:
        return UI_CENTRE;
    case UI_STACK:
    case UI_TEXT:
    case UI_ICON:
    case UI_QR:
    case UI_FIELD:
    case UI_PROGRESS:
    case UI_SPACE:
        return UI_START;
    }
    BUG("a node of no kind");
}

struct ui_node *ui_add(struct ui_build *b, struct ui_node *parent, enum ui_kind kind) {
    struct ui_node *n = NEW(b->frame, struct ui_node);
    n->kind = (uint8_t)kind;
    n->ink = UI_ink;
    n->box.align = (uint8_t)usual_align(kind);
    n->frame = b->frame;
    n->parent = parent;
    if (parent && parent->last)
        parent->last->next = n;
    else if (parent)
        parent->first = n;
    if (parent)
        parent->last = n;
    return n;
}

static struct ui_node *add_with_gap(struct ui_build *b, struct ui_node *parent, enum ui_kind kind,
                                    int gap) {
    struct ui_node *n = ui_add(b, parent, kind);
    n->box.gap = (int16_t)gap;
    return n;
}

struct ui_node *ui_col(struct ui_build *b, struct ui_node *parent, int gap) {
    return add_with_gap(b, parent, UI_COL, gap);
}

struct ui_node *ui_row(struct ui_build *b, struct ui_node *parent, int gap) {
    return add_with_gap(b, parent, UI_ROW, gap);
}

struct ui_node *ui_flow(struct ui_build *b, struct ui_node *parent, int gap) {
    return add_with_gap(b, parent, UI_FLOW, gap);
}

struct ui_node *ui_stack(struct ui_build *b, struct ui_node *parent) {
    return ui_add(b, parent, UI_STACK);
}

static void add_pager(struct ui_build *b, struct ui_node *rail, const char *scroll, bool down) {
    const char *key = arena_printf(b->frame, "%s:%s", scroll, down ? "down" : "up");
    struct ui_msg page = {.id = down ? UI_MSG_SCROLL_DOWN : UI_MSG_SCROLL_UP, .text = scroll};
    struct ui_node *n = ui_target(b, rail, key, down ? tr("Down") : tr("Up"), page);
    n->flags |= UI_REPEAT;
    n->box.w = n->box.h = PAGER;
    n->box.radius = BUTTON_RADIUS;
    n->box.fill = UI_paper;
    n->box.edge = UI_edge;
    ui_icon(b, n, down ? "down" : "up", PAGER_ICON);
}

/* Made with every list, as only layout knows whether it overflows. */
static struct ui_node *new_rail(struct ui_build *b, struct ui_node *scroll) {
    struct ui_node *rail = ui_col(b, NULL, 8);
    rail->parent = scroll;
    rail->box.align = UI_CENTRE;
    add_pager(b, rail, scroll->key, false);
    ui_space(b, rail)->box.w = TRACK_W;
    add_pager(b, rail, scroll->key, true);
    return rail;
}

struct ui_node *ui_scroll(struct ui_build *b, struct ui_node *parent, const char *key) {
    struct ui_node *n = ui_add(b, parent, UI_SCROLL);
    n->key = key;
    n->rail = key ? new_rail(b, n) : NULL;
    return n;
}

struct ui_node *ui_text(struct ui_build *b, struct ui_node *parent, enum ui_type type,
                        const char *label) {
    struct ui_node *n = ui_add(b, parent, UI_TEXT);
    n->type = (uint8_t)type;
    n->label = label;
    return n;
}

struct ui_node *ui_textf(struct ui_build *b, struct ui_node *parent, enum ui_type type,
                         const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    const char *label = arena_vprintf(b->frame, fmt, ap);
    va_end(ap);
    return ui_text(b, parent, type, label);
}

struct ui_node *ui_icon(struct ui_build *b, struct ui_node *parent, const char *name, int size) {
    struct ui_node *n = ui_add(b, parent, UI_ICON);
    n->icon = name;
    n->icon_size = (int16_t)size;
    if (strcmp(name, "back") == 0 || strcmp(name, "chevron") == 0)
        n->flags |= UI_MIRROR;
    return n;
}

struct ui_node *ui_picture(struct ui_build *b, struct ui_node *parent, const char *file,
                           const char *label, int w, int h) {
    struct ui_node *n = ui_add(b, parent, UI_PICTURE);
    n->icon = file;
    n->label = label;
    n->picture_w = (int16_t)w;
    n->picture_h = (int16_t)h;
    n->type = UI_SMALL;
    n->ink = UI_soft;
    n->box.radius = PICTURE_RADIUS;
    n->box.justify = UI_CENTRE;
    return n;
}

struct ui_node *ui_space(struct ui_build *b, struct ui_node *parent) {
    struct ui_node *n = ui_add(b, parent, UI_SPACE);
    n->flags |= UI_GROW;
    return n;
}

struct ui_node *ui_rule(struct ui_build *b, struct ui_node *parent) {
    struct ui_node *n = ui_add(b, parent, UI_COL);
    n->box.h = 1;
    n->box.fill = UI_line;
    return n;
}

/* --- buttons --------------------------------------------------------------------------------- */

struct ui_node *ui_target(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, struct ui_msg tap) {
    struct ui_node *n = ui_add(b, parent, UI_BUTTON);
    n->key = key;
    n->label = label;
    n->on_tap = tap;
    n->box.justify = UI_CENTRE;
    return n;
}

struct ui_node *ui_face(struct ui_build *b, struct ui_node *button, enum ui_type type,
                        const char *words, enum ui_colour ink) {
    struct ui_node *n = ui_text(b, button, type, words);
    n->ink = (uint8_t)ink;
    n->flags |= UI_WHOLE;
    n->box.align = UI_CENTRE; /* of its lines, when it has to wrap */
    return n;
}

struct ui_node *ui_face_icon(struct ui_build *b, struct ui_node *button, const char *name,
                             int size) {
    struct ui_node *was_first = button->first, *was_last = button->last;
    button->first = button->last = NULL;
    struct ui_node *n = ui_icon(b, button, name, size);
    if (was_first) {
        n->ink = was_first->ink;
        n->next = was_first;
        button->last = was_last;
    }
    return n;
}

static struct ui_node *plain_button(struct ui_build *b, struct ui_node *parent, const char *key,
                                    const char *label, struct ui_msg tap) {
    struct ui_node *n = ui_target(b, parent, key, label, tap);
    n->box.min_h = n->box.min_w = BUTTON_H;
    n->box.pad_x = BUTTON_PAD;
    n->box.pad_y = 4;
    n->box.gap = 12;
    n->box.radius = BUTTON_RADIUS;
    return n;
}

struct ui_node *ui_button(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, struct ui_msg tap) {
    struct ui_node *n = plain_button(b, parent, key, label, tap);
    n->box.fill = UI_paper;
    n->box.edge = UI_edge;
    ui_face(b, n, UI_LABEL, label, UI_ink);
    return n;
}

struct ui_node *ui_primary(struct ui_build *b, struct ui_node *parent, const char *key,
                           const char *label, struct ui_msg tap) {
    struct ui_node *n = plain_button(b, parent, key, label, tap);
    n->flags |= UI_SINK;
    n->box.fill = UI_act;
    n->box.pad_x = BUTTON_PAD + 2; /* an outline less than the others: the same room for words */
    n->box.pad_y = 8;              /* room for the sinking edge under words of several lines */
    ui_face(b, n, UI_LABEL, label, UI_on_act);
    return n;
}

struct ui_node *ui_quiet(struct ui_build *b, struct ui_node *parent, const char *key,
                         const char *label, struct ui_msg tap) {
    struct ui_node *n = plain_button(b, parent, key, label, tap);
    ui_face(b, n, UI_LABEL_PLAIN, label, UI_ink);
    return n;
}

struct ui_node *ui_danger(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, struct ui_msg tap) {
    struct ui_node *n = plain_button(b, parent, key, label, tap);
    n->box.fill = UI_stop_tint;
    n->box.edge = UI_stop;
    ui_face(b, n, UI_LABEL, label, UI_stop);
    return n;
}

/* --- chips ----------------------------------------------------------------------------------- */

bool ui_on_staff(const struct ui_node *n) {
    while (n && n->box.fill == UI_none)
        n = n->parent;
    return n && n->box.fill == UI_staff;
}

struct ui_node *ui_chip(struct ui_build *b, struct ui_node *parent, const char *key,
                        const char *icon, const char *label, const char *value, struct ui_msg tap) {
    bool on_staff = ui_on_staff(parent);
    struct ui_node *n = ui_target(b, parent, key, label, tap);
    n->value = value;
    n->box.min_h = CHIP_H;
    n->box.min_w = BUTTON_H;
    n->box.pad_x = CHIP_PAD;
    n->box.gap = 8;
    n->box.radius = 999;
    n->box.fill = on_staff ? UI_none : UI_paper;
    n->box.edge = on_staff ? UI_staff_edge : UI_edge;
    enum ui_colour ink = on_staff ? UI_on_staff : UI_ink;
    if (icon)
        ui_icon(b, n, icon, CHIP_ICON)->ink = (uint8_t)ink;
    if (label)
        ui_face(b, n, UI_CHIP, label, ink);
    if (value)
        ui_face(b, n, UI_CHIP_BOLD, value, ink)->flags |= UI_TABULAR;
    return n;
}

struct ui_node *ui_chip_solid(struct ui_build *b, struct ui_node *parent, const char *key,
                              const char *icon, const char *label, struct ui_msg tap) {
    bool on_staff = ui_on_staff(parent);
    struct ui_node *n = ui_chip(b, parent, key, icon, label, NULL, tap);
    n->box.fill = on_staff ? UI_on_staff : UI_ink;
    n->box.edge = n->box.fill;
    for (struct ui_node *k = n->first; k; k = k->next)
        k->ink = on_staff ? UI_staff : UI_paper;
    return n;
}
