/* Fingers, the mouse and the wheel.
 *
 * A press shows where the finger came down and is a tap if it leaves the glass there. In a list
 * that has more than it shows, a finger that goes up or down further than a tap trembles takes the
 * list along; let go in motion, the list glides and slows down by a fixed share a millisecond, so
 * that where it stops does not depend on how often ui_tick() is called. A finger on the buttons of
 * a list does not take it along, so that a hand that trembles can press them; between them it is
 * the thumb that follows the finger.
 *
 * Worn and cheap panels report one touch as two in quick succession: a strike on the same target,
 * or at the same place whatever is there by now, that begins sooner after the last tap than a
 * finger can is not a second tap. */
#include "ui/state.h"

#include <stdlib.h>

#include "base/str.h"

static const double GLIDE_KEEPS = 1.0 - 1.0 / 325; /* share of its speed after a millisecond */

static const struct ui_msg NO_MSG = {0};

/* --- what is under a finger ----------------------------------------------------------------- */

static bool covers(const struct ui_node *n) {
    return n->box.fill || n->label || n->icon || ui_is_target(n);
}

/* Later siblings lie above earlier ones, children above parents: the last in preorder is on top. */
static const struct ui_node *topmost(const struct ui_node *layer, int x, int y) {
    const struct ui_node *found = NULL;
    for (const struct ui_node *n = layer; n; n = ui_next(layer, n)) {
        if (n != layer && covers(n) && ui_has(n->clip, x, y))
            found = n;
    }
    return found;
}

static int distance_to(struct ui_rect r, int x, int y) {
    int dx = x < r.x ? r.x - x : x >= r.x + r.w ? x - (r.x + r.w - 1) : 0;
    int dy = y < r.y ? r.y - y : y >= r.y + r.h ? y - (r.y + r.h - 1) : 0;
    return dx > dy ? dx : dy;
}

/* The target at a point, NULL where there is none. A chip looks lower than it is to the touch: what
 * is beside a target but nearer to it than UI_SLOP_UNITS counts as the nearest one. */
static const struct ui_node *target_at(struct ui *ui, int x, int y) {
    const struct ui_node *layer = ui_layer(ui->root), *best = NULL;
    for (const struct ui_node *n = topmost(layer, x, y); n && n != layer; n = n->parent) {
        if (ui_is_target(n))
            return ui_is_enabled(n) ? n : NULL;
    }
    int least = ui_px(&ui->env, UI_SLOP_UNITS) + 1;
    for (const struct ui_node *n = layer; n; n = ui_next(layer, n)) {
        int d = ui_is_enabled(n) && ui_is_visible(n) ? distance_to(n->clip, x, y) : least;
        if (d > 0 && d < least) { /* 0: something lies over it */
            least = d;
            best = n;
        }
    }
    return best;
}

/* On the veil around an open dialog's card? */
static bool is_beside(struct ui *ui, int x, int y) {
    const struct ui_node *layer = ui_layer(ui->root);
    return layer->kind == UI_DIALOG && layer->on_tap.id && !topmost(layer, x, y);
}

static const struct ui_node *scroll_at(struct ui *ui, int x, int y) {
    const struct ui_node *layer = ui_layer(ui->root), *found = NULL;
    for (const struct ui_node *n = layer; n; n = ui_next(layer, n)) {
        if (ui_scrolls(ui, n) && ui_has(n->clip, x, y))
            found = n;
    }
    return found;
}

/* --- taps ----------------------------------------------------------------------------------- */

struct ui_msg ui_activate(struct ui *ui, const struct ui_node *n, int64_t when, int64_t now,
                          bool *ret_dirty) {
    if (!(n->flags & UI_REPEAT) && ui->struck && str_eq(ui->struck, n->key) &&
        when - ui->struck_at < ui->double_strike_ms)
        return NO_MSG;
    ui_key_set(ui, &ui->struck, n->key);
    ui->struck_at = now;
    if (n->on_tap.id && !(n->flags & UI_NO_CLICK))
        ui->clicked = true;
    return ui_msg_is_key(n->on_tap) ? ui_edit_reserved(ui, n->on_tap, ret_dirty) : n->on_tap;
}

static void finger_forget(struct ui_finger *f) {
    *f = (struct ui_finger){.hold_at = -1};
}

void ui_touch_forget(struct ui *ui) {
    for (int i = 0; i < UI_FINGERS; i++)
        finger_forget(&ui->finger[i]);
    ui_key_set(ui, &ui->fling, NULL);
}

static const struct ui_node *still_there(struct ui *ui, const char *key) {
    const struct ui_node *n = ui_find_key(ui_layer(ui->root), key);
    return n && ui_is_enabled(n) ? n : NULL;
}

void ui_touch_resolve(struct ui *ui) {
    for (int i = 0; i < UI_FINGERS; i++) {
        struct ui_finger *f = &ui->finger[i];
        if (f->scroll && !ui_scroll_state(ui, f->scroll)) {
            ui_key_set(ui, &f->scroll, NULL);
            f->dragging = false;
        }
        bool closed = f->beside && ui_layer(ui->root)->kind != UI_DIALOG;
        if (closed || (f->key && !still_there(ui, f->key))) {
            ui_key_set(ui, &f->key, NULL);
            f->beside = f->inside = false;
            f->hold_at = -1;
        }
    }
    if (ui->fling && !ui_scroll_state(ui, ui->fling))
        ui_key_set(ui, &ui->fling, NULL);
    if (ui->struck && !ui_find_key(ui->root, ui->struck))
        ui_key_set(ui, &ui->struck, NULL);
}

static struct ui_finger *finger_of(struct ui *ui, int id) {
    for (int i = 0; i < UI_FINGERS; i++) {
        if (ui->finger[i].down && ui->finger[i].id == id)
            return &ui->finger[i];
    }
    return NULL;
}

/* A finger for a touch that begins, or NULL when it is to be ignored: while another one is down,
 * only another button may be struck. */
static struct ui_finger *finger_for(struct ui *ui, const struct ui_node *target) {
    struct ui_finger *unused = NULL, *other = NULL;
    for (int i = 0; i < UI_FINGERS; i++) {
        if (!ui->finger[i].down)
            unused = unused ? unused : &ui->finger[i];
        else
            other = &ui->finger[i];
    }
    if (other && (!target || target->kind != UI_BUTTON || other->dragging ||
                  (other->key && str_eq(other->key, target->key))))
        return NULL;
    return unused;
}

static void touch_down(struct ui *ui, int id, int x, int y, int64_t now, bool *ret_dirty) {
    struct ui_finger *f = finger_of(ui, id);
    if (f)
        finger_forget(f); /* the panel has lost its release */
    const struct ui_node *target = target_at(ui, x, y), *scroll = scroll_at(ui, x, y);
    if (target && ui_is_pager(target))
        scroll = NULL;
    if (scroll && ui->fling && str_eq(ui->fling, scroll->key))
        target = NULL; /* it catches a list that glides: who can aim at a row that moves? */
    f = finger_for(ui, target);
    if (!f)
        return;
    f->down = true;
    f->id = id;
    f->down_x = x;
    f->down_y = f->sample_y = y;
    f->down_at = f->sample_at = now;
    if (scroll)
        ui_key_set(ui, &f->scroll, scroll->key);
    f->by_thumb = scroll && scroll->rail_w > 0 && ui_has(scroll->rail->clip, x, y);
    if (target)
        ui_key_set(ui, &f->key, target->key);
    f->beside = !target && is_beside(ui, x, y);
    f->inside = target || f->beside;
    if (target && ((target->flags & UI_REPEAT) || target->on_hold.id))
        f->hold_at = now + UI_HOLD_MS;
    ui_key_set(ui, &ui->fling, NULL);
    if (target || ui->ring)
        *ret_dirty = true;
    ui->ring = false;
}

/* --- drags and glides ----------------------------------------------------------------------- */

/* Fast enough to see? `speed` is in pixels a millisecond. */
static bool is_moving(const struct ui *ui, double speed) {
    double least = 0.0003 * ui->env.unit_pct; /* 30 units a second */
    return speed > least || speed < -least;
}

static void sample_speed(struct ui_finger *f, int y, int64_t now) {
    int64_t took = now - f->sample_at;
    /* The release comes a little after the last move, from the same place: it has not slowed down.
     */
    if (took <= 0 || (y == f->sample_y && took < UI_STILL_MS))
        return;
    double v = (double)(f->sample_y - y) / (double)took;
    f->speed = took < UI_STILL_MS ? 0.3 * f->speed + 0.7 * v : 0;
    f->sample_y = y;
    f->sample_at = now;
}

/* How far a finger that has moved down by `dy` takes the list. */
static int dragged(struct ui *ui, const struct ui_finger *f, int dy) {
    const struct ui_node *scroll = f->by_thumb ? ui_find_key(ui->root, f->scroll) : NULL;
    struct ui_rect thumb;
    int travel;
    if (!scroll || !ui_scroll_bar(ui, scroll, &thumb, &travel) || travel <= 0)
        return -dy;
    return (int)((int64_t)dy * (scroll->content_h - scroll->at.h) / travel);
}

static void touch_move(struct ui *ui, struct ui_finger *f, int x, int y, int64_t now,
                       bool *ret_dirty) {
    sample_speed(f, y, now);
    if (!f->dragging && f->scroll && !f->fired &&
        abs(y - f->down_y) > ui_px(&ui->env, UI_DRAG_UNITS)) {
        f->dragging = true;
        f->drag_y = y;
        f->drag_offset = ui_scroll_state(ui, f->scroll)->offset;
        f->hold_at = -1;
        *ret_dirty = true;
    }
    if (f->dragging) {
        if (ui_scroll_set(ui, f->scroll, f->drag_offset + dragged(ui, f, y - f->drag_y)))
            *ret_dirty = true;
        return;
    }
    bool inside = f->beside && is_beside(ui, x, y);
    const struct ui_node *n = still_there(ui, f->key);
    if (n)
        inside = distance_to(n->clip, x, y) <= ui_px(&ui->env, UI_SLOP_UNITS);
    if (inside == f->inside)
        return;
    f->inside = inside;
    f->hold_at = -1;
    *ret_dirty = true;
}

static void start_glide(struct ui *ui, const struct ui_finger *f, int64_t now) {
    if (f->by_thumb || !is_moving(ui, f->speed))
        return;
    ui_key_set(ui, &ui->fling, f->scroll);
    ui->fling_at = ui_scroll_state(ui, f->scroll)->offset;
    ui->fling_speed = f->speed;
    ui->fling_time = now;
}

/* The second half of a touch that the panel reported as two? */
static bool is_bounce(const struct ui *ui, const struct ui_node *n, int x, int y, int64_t when) {
    int near = ui_px(&ui->env, UI_DRAG_UNITS);
    return !(n && (n->flags & UI_REPEAT)) && when - ui->struck_at < ui->double_strike_ms &&
           abs(x - ui->struck_x) <= near && abs(y - ui->struck_y) <= near;
}

static struct ui_msg tap(struct ui *ui, const struct ui_finger *f, int x, int y, int64_t now,
                         bool *ret_dirty) {
    const struct ui_node *n = still_there(ui, f->key);
    if (is_bounce(ui, n, f->down_x, f->down_y, f->down_at))
        return NO_MSG;
    ui->struck_x = x;
    ui->struck_y = y;
    if (f->beside)
        return ui_away(ui, now, ret_dirty);
    if (!n || n->kind != UI_FIELD)
        return n ? ui_activate(ui, n, f->down_at, now, ret_dirty) : NO_MSG;
    ui_focus_move(ui, n);
    ui_edit_begin(ui, n, x, y);
    return NO_MSG;
}

static struct ui_msg touch_up(struct ui *ui, struct ui_finger *f, int x, int y, int64_t now,
                              bool *ret_dirty) {
    struct ui_msg msg = NO_MSG;
    touch_move(ui, f, x, y, now, ret_dirty);
    if (f->dragging)
        start_glide(ui, f, now);
    else if (f->inside && !f->fired)
        msg = tap(ui, f, x, y, now, ret_dirty);
    if (f->key)
        *ret_dirty = true;
    finger_forget(f);
    return msg;
}

struct ui_msg ui_touch(struct ui *ui, enum ui_touch_phase phase, int finger, int x, int y,
                       int64_t now, bool *ret_dirty) {
    if (!ui->root)
        return NO_MSG;
    struct ui_finger *f = finger_of(ui, finger);
    switch (phase) {
    case UI_TOUCH_DOWN:
        touch_down(ui, finger, x, y, now, ret_dirty);
        break;
    case UI_TOUCH_MOVE:
        if (f)
            touch_move(ui, f, x, y, now, ret_dirty);
        break;
    case UI_TOUCH_UP:
        return f ? touch_up(ui, f, x, y, now, ret_dirty) : NO_MSG;
    case UI_TOUCH_CANCEL:
        if (f) {
            finger_forget(f);
            *ret_dirty = true;
        }
        break;
    }
    return NO_MSG;
}

struct ui_msg ui_wheel(struct ui *ui, int x, int y, int steps, int64_t now, bool *ret_dirty) {
    (void)now;
    const struct ui_node *scroll = ui->root ? scroll_at(ui, x, y) : NULL;
    ui_key_set(ui, &ui->fling, NULL);
    if (scroll && ui_scroll_by(ui, scroll->key, -steps * ui_px(&ui->env, UI_WHEEL_UNITS)))
        *ret_dirty = true;
    return NO_MSG;
}

/* --- time ----------------------------------------------------------------------------------- */

static void glide(struct ui *ui, int64_t now, bool *ret_dirty) {
    struct ui_scroll_state *s = ui_scroll_state(ui, ui->fling);
    bool going = s != NULL;
    while (going && ui->fling_time < now) {
        ui->fling_at += ui->fling_speed;
        ui->fling_speed *= GLIDE_KEEPS;
        ui->fling_time++;
        going = is_moving(ui, ui->fling_speed);
        if (ui->fling_at < 0 || ui->fling_at > s->content_h - s->view_h)
            going = false;
    }
    if (s && ui_scroll_set(ui, ui->fling, (int)ui->fling_at))
        *ret_dirty = true;
    if (!going)
        ui_key_set(ui, &ui->fling, NULL);
}

struct ui_msg ui_tick(struct ui *ui, int64_t now, bool *ret_dirty) {
    if (!ui->root)
        return NO_MSG;
    if (ui->fling)
        glide(ui, now, ret_dirty);
    for (int i = 0; i < UI_FINGERS; i++) {
        struct ui_finger *f = &ui->finger[i];
        if (!f->down || f->hold_at < 0 || now < f->hold_at)
            continue;
        const struct ui_node *n = still_there(ui, f->key);
        f->hold_at = -1;
        if (!n)
            continue;
        f->fired = true;
        *ret_dirty = true;
        if (n->flags & UI_REPEAT) {
            /* From now, not from when it was due: a late loop must not catch up in a burst. */
            f->hold_at = now + (ui_is_pager(n) ? UI_PAGE_MS : UI_REPEAT_MS);
            return ui_activate(ui, n, now, now, ret_dirty);
        }
        return ui_msg_is_key(n->on_hold) ? ui_edit_reserved(ui, n->on_hold, ret_dirty) : n->on_hold;
    }
    return NO_MSG;
}

int64_t ui_deadline(const struct ui *ui) {
    int64_t due = ui->fling ? ui->fling_time + UI_FRAME_MS : -1;
    for (int i = 0; i < UI_FINGERS; i++) {
        int64_t at = ui->finger[i].down ? ui->finger[i].hold_at : -1;
        if (at >= 0 && (due < 0 || at < due))
            due = at;
    }
    return due;
}
