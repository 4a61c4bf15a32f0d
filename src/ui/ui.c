/* The kit's state between frames: what has the focus, how far each list is scrolled, what is
 * pressed.
 *
 * ui_layout() is where the old frame meets the new one. Scroll offsets are given to the layout as
 * it asks for them and clamped to what the content allows now; then everything that was remembered
 * by key is looked up in the new tree, and what is gone is forgotten. A screen therefore never has
 * to say that a row was deleted or a dialog closed. */
#include "ui/ui.h"
#include "ui/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"

enum {
    THUMB_MIN = 32,
    TRACK_MIN = 40,    /* lower, the thumb would have nowhere to go */
    KEYS_MAX = 8 << 10 /* bytes of keys, in use or not, that are worth a sweep */
};

struct ui *ui_new(void) {
    struct ui *ui = secret_new(sizeof(*ui));
    ui->keys.secret = true;
    ui->double_strike_ms = 60;
    ui->struck_at = INT64_MIN / 2; /* long ago */
    ui->caret = UI_CARET_END;
    ui_touch_forget(ui);
    return ui;
}

void ui_free(struct ui *ui) {
    if (!ui)
        return;
    arena_wipe(&ui->keys);
    free(ui->scroll);
    secret_free(ui, sizeof(*ui));
}

const struct ui_view_state *ui_view_state(const struct ui *ui) {
    return &ui->kit;
}

void ui_key_set(struct ui *ui, char **slot, const char *key) {
    if (!str_eq(*slot, key))
        *slot = arena_strdup(&ui->keys, key);
}

/* Takes along the keys that are still in use, and overwrites the rest. */
static void sweep_keys(struct ui *ui) {
    struct arena before = ui->keys;
    char **slot[] = {&ui->focus,           &ui->wanted,        &ui->focus_below,
                     &ui->field,           &ui->fling,         &ui->struck,
                     &ui->finger[0].key,   &ui->finger[1].key, &ui->finger[0].scroll,
                     &ui->finger[1].scroll};
    ui->keys = (struct arena){.secret = true};
    for (size_t i = 0; i < sizeof(slot) / sizeof(*slot); i++)
        *slot[i] = arena_strdup(&ui->keys, *slot[i]);
    for (size_t i = 0; i < ui->scrolls; i++)
        ui->scroll[i].key = arena_strdup(&ui->keys, ui->scroll[i].key);
    arena_wipe(&before);
}

/* --- scrolling ------------------------------------------------------------------------------ */

static struct ui_scroll_state *scroll_find(const struct ui *ui, const char *key) {
    for (size_t i = 0; key && i < ui->scrolls; i++) {
        if (str_eq(ui->scroll[i].key, key))
            return &ui->scroll[i];
    }
    return NULL;
}

struct ui_scroll_state *ui_scroll_state(struct ui *ui, const char *key) {
    return scroll_find(ui, key);
}

static int clamp_offset(const struct ui_scroll_state *s, int offset) {
    int most = s->content_h - s->view_h;
    if (offset > most)
        offset = most;
    return offset < 0 ? 0 : offset;
}

bool ui_scroll_set(struct ui *ui, const char *key, int offset) {
    struct ui_scroll_state *s = scroll_find(ui, key);
    if (!s)
        return false;
    int before = s->offset;
    s->offset = clamp_offset(s, offset);
    return s->offset != before;
}

bool ui_scroll_by(struct ui *ui, const char *key, int pixels) {
    struct ui_scroll_state *s = scroll_find(ui, key);
    return s && ui_scroll_set(ui, key, s->offset + pixels);
}

bool ui_scroll_page(struct ui *ui, const char *key, bool down) {
    struct ui_scroll_state *s = scroll_find(ui, key);
    return s && ui_scroll_by(ui, key, (down ? s->view_h : -s->view_h) * 4 / 5);
}

bool ui_scrolls(struct ui *ui, const struct ui_node *n) {
    struct ui_scroll_state *s = n->kind == UI_SCROLL ? scroll_find(ui, n->key) : NULL;
    return s && s->content_h > s->view_h;
}

/* What the layout calls for each UI_SCROLL. */
static int offset_of(void *ctx, const char *key, int content_h, int view_h) {
    struct ui *ui = ctx;
    if (!key)
        return 0;
    struct ui_scroll_state *s = scroll_find(ui, key);
    if (!s) {
        ui->scroll = xgrow(ui->scroll, &ui->scroll_cap, ui->scrolls + 1, sizeof(*ui->scroll));
        s = &ui->scroll[ui->scrolls++];
        *s = (struct ui_scroll_state){0};
        ui_key_set(ui, &s->key, key);
    }
    s->content_h = content_h;
    s->view_h = view_h;
    s->seen = true;
    s->offset = clamp_offset(s, s->offset);
    return s->offset;
}

static void forget_unseen_scrolls(struct ui *ui) {
    size_t kept = 0;
    for (size_t i = 0; i < ui->scrolls; i++) {
        if (!ui->scroll[i].seen)
            continue;
        ui->scroll[kept] = ui->scroll[i];
        ui->scroll[kept++].seen = false;
    }
    ui->scrolls = kept;
}

/* Scrolls everything around `n` as little as brings it into view. True: the places are out of date.
 */
static bool bring_into_view(struct ui *ui, const struct ui_node *n) {
    int margin = ui_px(&ui->env, 16), top = n->at.y, bottom = n->at.y + n->at.h;
    bool moved = false;
    const struct ui_node *in = n; /* what of `s` it is in */
    for (const struct ui_node *s = n->parent; s; in = s, s = s->parent) {
        struct ui_scroll_state *state = s->kind == UI_SCROLL ? scroll_find(ui, s->key) : NULL;
        if (!state || in == s->rail) /* the buttons of a list stay where they are */
            continue;
        struct ui_rect view = s->at;
        int by = 0;
        if (bottom + margin > view.y + view.h)
            by = bottom + margin - (view.y + view.h);
        if (top - margin - by <
            view.y) /* the start of what is too tall matters more than its end */
            by = top - margin - view.y;
        int before = state->offset;
        if (ui_scroll_set(ui, s->key, before + by)) {
            moved = true;
            top -= state->offset - before;
            bottom -= state->offset - before;
        }
    }
    return moved;
}

void ui_scroll_to(struct ui *ui, const char *key, bool *ret_dirty) {
    const struct ui_node *n = ui_find_key(ui->root, key);
    if (n && bring_into_view(ui, n))
        *ret_dirty = true;
}

const struct ui_node *ui_scroll_track(const struct ui_node *scroll) {
    return scroll->rail_w > 0 ? scroll->rail->first->next : NULL;
}

/* The strip along which the thumb goes. */
static struct ui_rect strip_of(const struct ui *ui, const struct ui_node *scroll) {
    const struct ui_node *track = ui_scroll_track(scroll);
    if (track)
        return track->at;
    struct ui_rect view = scroll->at;
    int w = ui_px(&ui->env, 6), inset = ui_px(&ui->env, 2);
    int x = ui->env.rtl ? view.x + inset : view.x + view.w - inset - w;
    return (struct ui_rect){x, view.y + inset, w, view.h - 2 * inset};
}

bool ui_scroll_bar(const struct ui *ui, const struct ui_node *scroll, struct ui_rect *ret_thumb,
                   int *ret_travel) {
    const struct ui_scroll_state *s = ui ? scroll_find(ui, scroll->key) : NULL;
    if (!s || s->content_h <= s->view_h || s->view_h <= 0)
        return false;
    struct ui_rect strip = strip_of(ui, scroll);
    if (scroll->rail_w > 0 && strip.h < ui_px(&ui->env, TRACK_MIN))
        return false;
    int h = (int)((int64_t)strip.h * s->view_h / s->content_h);
    int least = ui_px(&ui->env, THUMB_MIN);
    if (h < least)
        h = least < strip.h ? least : strip.h;
    int travel = strip.h - h;
    strip.y += (int)((int64_t)travel * s->offset / (s->content_h - s->view_h));
    strip.h = h;
    *ret_thumb = strip;
    if (ret_travel)
        *ret_travel = travel;
    return true;
}

/* --- focus ---------------------------------------------------------------------------------- */

bool ui_focus_move(struct ui *ui, const struct ui_node *n) {
    bool moved = !str_eq(ui->focus, n ? n->key : NULL);
    ui_key_set(ui, &ui->focus, n ? n->key : NULL);
    if (!n)
        return moved;
    if (n->kind == UI_FIELD && !str_eq(ui->field, n->key))
        ui_edit_begin(ui, n, -1, -1);
    return bring_into_view(ui, n) || moved;
}

const char *ui_focus(const struct ui *ui) {
    return ui->focus;
}

static const struct ui_node *find_autofocus(const struct ui_node *layer) {
    for (const struct ui_node *n = layer; n; n = ui_next(layer, n)) {
        if ((n->flags & UI_AUTOFOCUS) && ui_is_enabled(n))
            return n;
    }
    return NULL;
}

static const struct ui_node *find_enabled(const struct ui_node *layer, const char *key) {
    const struct ui_node *n = ui_find_key(layer, key);
    return n && ui_is_enabled(n) ? n : NULL;
}

void ui_set_focus(struct ui *ui, const char *key) {
    const struct ui_node *n = ui->root ? find_enabled(ui_layer(ui->root), key) : NULL;
    ui_key_set(ui, &ui->wanted, n ? NULL : key);
    if (n || !key)
        ui_focus_move(ui, n);
}

/* Where the focus is in the new tree. Only the open dialog may have it; when the dialog closes it
 * goes back to where it was. A focus that is gone, and a new screen, look for a UI_AUTOFOCUS. */
static bool resolve_focus(struct ui *ui) {
    const struct ui_node *layer = ui_layer(ui->root);
    bool in_dialog = layer->kind == UI_DIALOG, opened = in_dialog && !ui->in_dialog,
         closed = !in_dialog && ui->in_dialog;
    ui->in_dialog = in_dialog;
    if (opened)
        ui_key_set(ui, &ui->focus_below, ui->focus);
    const struct ui_node *n = find_enabled(layer, ui->wanted);
    if (!n && !ui->fresh && find_enabled(layer, ui->focus))
        return false;
    bool lost = ui->focus != NULL;
    if (!n && closed && !ui->fresh)
        n = find_enabled(layer, ui->focus_below);
    if (!n && (ui->fresh || opened || lost))
        n = find_autofocus(layer);
    if (!in_dialog)
        ui_key_set(ui, &ui->focus_below, NULL);
    ui->fresh = false;
    ui_key_set(ui, &ui->wanted, NULL);
    return ui_focus_move(ui, n);
}

/* --- frames --------------------------------------------------------------------------------- */

void ui_screen_changed(struct ui *ui) {
    /* What is touched before the new frame is there was meant for the old screen. */
    ui->root = NULL;
    ui->fresh = true;
    ui->in_dialog = false;
    ui->kit = (struct ui_view_state){0};
    ui_touch_forget(ui);
    ui_key_set(ui, &ui->focus, NULL);
    ui_key_set(ui, &ui->wanted, NULL);
    ui_key_set(ui, &ui->focus_below, NULL);
    ui_key_set(ui, &ui->field, NULL);
    ui->caret = UI_CARET_END;
    explicit_bzero(ui->text, sizeof(ui->text)); /* it may be a name that was typed there */
    ui->scrolls = 0;
    sweep_keys(ui);
}

void ui_layout(struct ui *ui, struct ui_node *root, const struct ui_env *env) {
    ui->env = *env;
    ui->root = root;
    ui_layout_tree(root, env, offset_of, ui);
    forget_unseen_scrolls(ui);
    ui_edit_resolve(ui);
    /* A focus that moved may have scrolled: place everything once more. */
    if (resolve_focus(ui)) {
        ui_layout_tree(root, env, offset_of, ui);
        forget_unseen_scrolls(ui);
    }
    ui_touch_resolve(ui);
    if (ui->keys.used > KEYS_MAX)
        sweep_keys(ui);
}

/* --- what the painter asks ------------------------------------------------------------------ */

bool ui_is_pressed(const struct ui *ui, const struct ui_node *n) {
    if (!ui || !n->key)
        return false;
    for (int i = 0; i < UI_FINGERS; i++) {
        const struct ui_finger *f = &ui->finger[i];
        if (f->down && f->inside && !f->dragging && f->key && str_eq(f->key, n->key))
            return true;
    }
    return false;
}

bool ui_shows_focus(const struct ui *ui, const struct ui_node *n) {
    return ui && n->key && ui->focus && str_eq(ui->focus, n->key) &&
           (ui->ring || n->kind == UI_FIELD);
}

bool ui_clicked(struct ui *ui) {
    bool clicked = ui->clicked;
    ui->clicked = false;
    return clicked;
}

void ui_set_double_strike(struct ui *ui, int ms) {
    ui->double_strike_ms = ms;
}
