/* Everything that can be touched can be done with keys.
 *
 * Tab goes through the stops in reading order and round again, inside an open dialog only there.
 * Arrows first belong to the field that has the focus, then move the focus to the nearest stop that
 * lies that way on the screen, then scroll. On-screen keys are no stops of Tab, as who has a Tab
 * key has letters too, but arrows reach them: a remote control with a cross of keys can type. The
 * buttons of a list are no stops at all, as who has keys scrolls with those. */
#include "ui/state.h"

#include <limits.h>
#include <stdlib.h>

#include "base/str.h"

static const struct ui_node *focused(const struct ui *ui) {
    const struct ui_node *n = ui_find_key(ui_layer(ui->root), ui->focus);
    return n && ui_is_enabled(n) ? n : NULL;
}

static void move_focus(struct ui *ui, const struct ui_node *to, bool *ret_dirty) {
    if (!to)
        return;
    if (ui_focus_move(ui, to) || !ui->ring)
        *ret_dirty = true;
    ui->ring = true;
}

/* The stop after or before `from` in reading order; from the last one to the first. */
static const struct ui_node *next_in_order(const struct ui_node *layer, const struct ui_node *from,
                                           bool back) {
    const struct ui_node *first = NULL, *last = NULL, *before = NULL, *after = NULL;
    bool passed = false;
    for (const struct ui_node *n = layer; n; n = ui_next(layer, n)) {
        if (n == from) {
            passed = true;
            continue;
        }
        if (!ui_is_stop(n) || ui_is_kit_key(n))
            continue;
        if (!first)
            first = n;
        last = n;
        if (!passed)
            before = n;
        else if (!after)
            after = n;
    }
    if (back)
        return before ? before : last;
    return after ? after : first;
}

/* Gap between two spans of a line; 0 when they share a part. */
static int gap(int a, int a_size, int b, int b_size) {
    if (b > a + a_size)
        return b - (a + a_size);
    return a > b + b_size ? a - (b + b_size) : 0;
}

/* How far `to` is from `from` for someone who presses an arrow; INT_MAX: it does not lie that way.
 * What is straight ahead beats what is nearer but beside. */
static int distance(struct ui_rect from, struct ui_rect to, enum ui_key way) {
    bool across = way == UI_KEY_LEFT || way == UI_KEY_RIGHT;
    int a = across ? from.x : from.y, a_size = across ? from.w : from.h;
    int b = across ? to.x : to.y, b_size = across ? to.w : to.h;
    bool ahead = way == UI_KEY_RIGHT || way == UI_KEY_DOWN ? b >= a + a_size : b + b_size <= a;
    if (!ahead)
        return INT_MAX;
    int aside = across ? gap(from.y, from.h, to.y, to.h) : gap(from.x, from.w, to.x, to.w);
    int centre = across ? (from.y + from.h / 2) - (to.y + to.h / 2)
                        : (from.x + from.w / 2) - (to.x + to.w / 2);
    return 4 * gap(a, a_size, b, b_size) + 16 * aside + abs(centre);
}

/* Can it be brought into view? */
static bool is_within_reach(const struct ui_node *n) {
    const struct ui_node *scroll = ui_parent_of_kind(n, UI_SCROLL);
    return ui_is_visible(n) || (scroll && ui_is_visible(scroll));
}

static const struct ui_node *nearest(const struct ui_node *layer, const struct ui_node *from,
                                     enum ui_key way) {
    const struct ui_node *best = NULL;
    int least = INT_MAX;
    for (const struct ui_node *n = layer; n; n = ui_next(layer, n)) {
        if (n == from || !ui_is_stop(n) || !is_within_reach(n))
            continue;
        int d = distance(from->at, n->at, way);
        if (d < least) {
            least = d;
            best = n;
        }
    }
    return best;
}

/* What Page keys scroll: the list around the focus, else the largest in view. */
static const struct ui_node *main_scroll(struct ui *ui) {
    const struct ui_node *layer = ui_layer(ui->root), *best = NULL;
    for (const struct ui_node *n = focused(ui); n; n = n->parent) {
        if (ui_scrolls(ui, n))
            return n;
    }
    for (const struct ui_node *n = layer; n; n = ui_next(layer, n)) {
        if (ui_scrolls(ui, n) && ui_is_visible(n) &&
            (!best || (int64_t)n->at.w * n->at.h > (int64_t)best->at.w * best->at.h))
            best = n;
    }
    return best;
}

static bool scroll_by_key(struct ui *ui, enum ui_key key) {
    const struct ui_node *n = main_scroll(ui);
    if (!n)
        return false;
    if (key == UI_KEY_PAGE_UP || key == UI_KEY_PAGE_DOWN)
        return ui_scroll_page(ui, n->key, key == UI_KEY_PAGE_DOWN);
    if (key == UI_KEY_HOME)
        return ui_scroll_set(ui, n->key, 0);
    if (key == UI_KEY_END)
        return ui_scroll_set(ui, n->key, n->content_h);
    int step = ui_px(&ui->env, UI_WHEEL_UNITS);
    return (key == UI_KEY_UP || key == UI_KEY_DOWN) &&
           ui_scroll_by(ui, n->key, key == UI_KEY_DOWN ? step : -step);
}

static void press_arrow(struct ui *ui, enum ui_key way, bool *ret_dirty) {
    const struct ui_node *layer = ui_layer(ui->root), *from = focused(ui);
    const struct ui_node *to =
        from ? nearest(layer, from, way) : next_in_order(layer, NULL, way == UI_KEY_UP);
    if (to)
        move_focus(ui, to, ret_dirty);
    else if (scroll_by_key(ui, way))
        *ret_dirty = true;
}

struct ui_msg ui_away(struct ui *ui, int64_t now, bool *ret_dirty) {
    if (ui->kit.accents_of) {
        ui->kit.accents_of = 0;
        *ret_dirty = true;
        return (struct ui_msg){0};
    }
    const struct ui_node *layer = ui_layer(ui->root);
    if (layer->kind == UI_DIALOG)
        return layer->on_tap;
    const struct ui_node *back = ui_find_key(layer, UI_BACK_KEY);
    if (!back || !ui_is_enabled(back))
        return (struct ui_msg){0};
    return ui_activate(ui, back, now, now, ret_dirty);
}

/* Enter, and Space where it does not type a blank. */
static struct ui_msg press_focused(struct ui *ui, enum ui_key key, int64_t now, bool *ret_dirty) {
    const struct ui_node *n = focused(ui);
    if (!n || (key == UI_KEY_SPACE && n->kind == UI_FIELD))
        return (struct ui_msg){0};
    return ui_activate(ui, n, now, now, ret_dirty);
}

struct ui_msg ui_press_key(struct ui *ui, enum ui_key key, int64_t now, bool *ret_dirty) {
    struct ui_msg msg = {0};
    bool used = false;
    if (!ui->root)
        return msg;
    ui_key_set(ui, &ui->fling, NULL);
    switch (key) {
    case UI_KEY_TAB:
    case UI_KEY_BACKTAB:
        move_focus(ui, next_in_order(ui_layer(ui->root), focused(ui), key == UI_KEY_BACKTAB),
                   ret_dirty);
        break;
    case UI_KEY_ENTER:
    case UI_KEY_SPACE:
        msg = press_focused(ui, key, now, ret_dirty);
        break;
    case UI_KEY_ESCAPE:
        msg = ui_away(ui, now, ret_dirty);
        break;
    case UI_KEY_LEFT:
    case UI_KEY_RIGHT:
    case UI_KEY_UP:
    case UI_KEY_DOWN:
        msg = ui_edit_key(ui, key, &used, ret_dirty);
        if (!used)
            press_arrow(ui, key, ret_dirty);
        break;
    case UI_KEY_HOME:
    case UI_KEY_END:
    case UI_KEY_PAGE_UP:
    case UI_KEY_PAGE_DOWN:
        msg = ui_edit_key(ui, key, &used, ret_dirty);
        if (!used && scroll_by_key(ui, key))
            *ret_dirty = true;
        break;
    case UI_KEY_BACKSPACE:
    case UI_KEY_DELETE:
        msg = ui_edit_key(ui, key, &used, ret_dirty);
        if (msg.id && !used)
            ui_focus_move(ui, ui_edit_target(ui));
        break;
    }
    return msg;
}

struct ui_msg ui_input(struct ui *ui, const char *utf8, int64_t now, bool *ret_dirty) {
    (void)now;
    const struct ui_node *field = ui_edit_target(ui);
    if (!field)
        return (struct ui_msg){0};
    bool here = ui->focus && str_eq(ui->focus, field->key);
    if (!here && str_eq(utf8, " "))
        return (struct ui_msg){0}; /* the Space that pressed a button */
    struct ui_msg msg = ui_edit_insert(ui, utf8, ret_dirty);
    /* A hand scanner types a code and Enter: Enter must find the field that got the code. */
    if (msg.id && !here)
        ui_focus_move(ui, field);
    return msg;
}
