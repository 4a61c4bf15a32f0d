/* Inside of the kit: the state that outlives a frame, and the walks over a tree that its files
 * share. Private to src/ui; screens and the loop see ui/ui.h only.
 *
 * Nothing here points into a tree except `root`, which ui_layout() replaces: whatever is remembered
 * from one frame to the next is remembered by key, and forgotten by ui_layout() when no node of the
 * new frame has that key. ui.c owns the state, touch.c, navigate.c and edit.c move it, paint.c
 * reads it. */
#pragma once

#include "ui/env.h"
#include "ui/keys.h"
#include "ui/layout.h"
#include "ui/node.h"
#include "ui/ui.h"

#include <stddef.h>

enum {
    UI_FINGERS = 2,     /* two thumbs on the count pad; a third finger is a palm */
    UI_TEXT_MAX = 2000, /* bytes of a field */
    UI_HOLD_MS = 500,   /* a press becomes a long press, a held button starts to repeat */
    UI_REPEAT_MS = 100, /* from one repeat to the next */
    UI_PAGE_MS = 400,   /* the same of a button that turns pages: the eye has to follow */
    UI_FRAME_MS = 16,   /* a fling moves this often */
    UI_STILL_MS = 80,   /* a finger that has not moved for so long has stopped */
    UI_DRAG_UNITS = 12, /* a press that moved further in a scroll is a drag */
    UI_SLOP_UNITS = 8,  /* a tap this close beside a target still means it */
    UI_WHEEL_UNITS = 72 /* one notch of the wheel */
};

enum { UI_CARET_END = -1 }; /* the caret stands behind the text, however long it becomes */

struct ui_scroll_state {
    char *key;
    int offset;            /* pixels of the content above the viewport */
    int content_h, view_h; /* as of the last layout */
    bool seen;             /* in the frame that is being laid out */
};

struct ui_finger {
    bool down;
    int id;       /* the device's */
    char *key;    /* target under it; NULL: none */
    char *scroll; /* scroll under it that has somewhere to go; NULL: none */
    bool beside;  /* it came down beside the dialog's card */
    bool inside;  /* still over that target, or still beside */
    bool fired;   /* its long press or first repeat was sent: no tap, no drag */
    bool dragging;
    bool by_thumb; /* it came down between a list's buttons: a drag takes the thumb along */
    int down_x, down_y;
    int drag_y, drag_offset; /* where the drag began, and the scroll's offset then */
    int64_t down_at;
    int64_t hold_at; /* when the long press or the next repeat is due; -1: never */
    int sample_y;    /* last place whose time is known apart from the one before: for `speed` */
    int64_t sample_at;
    double speed; /* of the scroll's offset, pixels a millisecond, smoothed */
};

/* All of it lies in secret memory: `text` is what is typed, and keys tell what was tapped. */
struct ui {
    struct arena keys;          /* what every `char *` below points into */
    const struct ui_node *root; /* the frame that is shown; NULL before the first layout */
    struct ui_env env;
    struct ui_view_state kit;
    bool fresh;     /* a new screen: its first layout places the focus */
    bool in_dialog; /* a dialog was open at the last layout */

    char *focus;       /* has the focus; NULL: nothing has */
    char *wanted;      /* shall have it as soon as a frame has this node */
    char *focus_below; /* had it when the dialog opened */
    bool ring;         /* a key was used since the last touch: show the focus */

    char *field; /* was edited last: on-screen keys go there while a key of theirs has the focus */
    int caret;   /* byte offset into that field's value, or UI_CARET_END */
    bool edited; /* `text` is newer than the tree: an update has not been laid out yet */
    char text[UI_TEXT_MAX + 1];

    struct ui_scroll_state *scroll;
    size_t scrolls, scroll_cap;

    struct ui_finger finger[UI_FINGERS];
    char *fling;                  /* scroll that glides; NULL: none */
    double fling_at, fling_speed; /* offset in pixels, pixels a millisecond */
    int64_t fling_time;

    char *struck; /* last target that was tapped, when and where */
    int64_t struck_at;
    int struck_x, struck_y;
    int double_strike_ms;
    bool clicked;
};

/* What the painter asks. `ui` may be NULL: nothing is pressed, focused or scrolled. */
bool ui_is_pressed(const struct ui *ui, const struct ui_node *n);
/* Draw the focus ring? Of a focused field always, of anything else only after a key was used. */
bool ui_shows_focus(const struct ui *ui, const struct ui_node *n);
/* Byte offset of the caret in the field's value. *ret_visible: draw it? It does not blink, because
 * nothing moves while nobody does anything. */
size_t ui_caret(const struct ui *ui, const struct ui_node *field, bool *ret_visible);
/* Where the thumb of a UI_SCROLL's bar sits, in pixels: on the track between its buttons, or at the
 * end edge of its viewport when there is no room for them. *ret_travel (or NULL): how far it goes
 * from the start of the list to its end. False: there is no bar, because all of the content is in
 * view or not even a track has room. */
bool ui_scroll_bar(const struct ui *ui, const struct ui_node *scroll, struct ui_rect *ret_thumb,
                   int *ret_travel);
/* The track between the buttons of a list, or NULL when they do not show. */
const struct ui_node *ui_scroll_track(const struct ui_node *scroll);

/* ui.c */
/* Makes *slot, one of ui's own, a copy of `key`, which may be *slot itself; NULL clears it. */
void ui_key_set(struct ui *ui, char **slot, const char *key);
/* NULL: this frame has no such scroll. The rest answer whether anything moved. */
struct ui_scroll_state *ui_scroll_state(struct ui *ui, const char *key);
bool ui_scroll_set(struct ui *ui, const char *key, int offset); /* clamps */
bool ui_scroll_by(struct ui *ui, const char *key, int pixels);
bool ui_scroll_page(struct ui *ui, const char *key, bool down); /* by most of what it shows */
/* Is it a UI_SCROLL with more than it can show? */
bool ui_scrolls(struct ui *ui, const struct ui_node *n);
/* Gives the focus to `n` and scrolls it into view; NULL: nothing has it. True: something moved. */
bool ui_focus_move(struct ui *ui, const struct ui_node *n);

/* find.c: walks. A *layer* is what takes input: the open dialog, or the whole tree. A *target* can
 * be tapped, also one that is disabled: it still covers what is below it. A *stop* can have the
 * focus. */
const struct ui_node *ui_next(const struct ui_node *top, const struct ui_node *n); /* preorder */
const struct ui_node *ui_skip(const struct ui_node *top, const struct ui_node *n); /* no children */
const struct ui_node *ui_layer(const struct ui_node *root);
bool ui_is_target(const struct ui_node *n);
bool ui_is_enabled(const struct ui_node *n); /* a target that may be tapped now */
bool ui_is_stop(const struct ui_node *n);
bool ui_is_kit_key(const struct ui_node *n); /* an on-screen key: its tap stays in the kit */
bool ui_is_pager(const struct ui_node *n);   /* a button that scrolls a list */
bool ui_is_visible(const struct ui_node *n); /* some of it can be seen */
bool ui_has(struct ui_rect r, int x, int y);
/* The target whose face `n` is part of, or NULL. */
const struct ui_node *ui_owner(const struct ui_node *n);
/* `n` itself or the nearest above it of that kind, or NULL. */
const struct ui_node *ui_parent_of_kind(const struct ui_node *n, enum ui_kind kind);

/* navigate.c */
/* What Escape and a tap beside a dialog do. */
struct ui_msg ui_away(struct ui *ui, int64_t now, bool *ret_dirty);

/* touch.c */
void ui_touch_forget(struct ui *ui);  /* no finger is down, nothing glides */
void ui_touch_resolve(struct ui *ui); /* drops presses whose node is gone */
/* The tap of a node: its message, or what the kit itself does (on-screen keys). `when` is when it
 * was pressed: a strike that follows the last one too closely does nothing. */
struct ui_msg ui_activate(struct ui *ui, const struct ui_node *n, int64_t when, int64_t now,
                          bool *ret_dirty);

/* edit.c */
/* The field that typing goes to, or NULL. */
const struct ui_node *ui_edit_target(const struct ui *ui);
const char *ui_edit_value(const struct ui *ui, const struct ui_node *field);
/* Puts the caret into a field, near x, y; x -1: behind its text. */
void ui_edit_begin(struct ui *ui, const struct ui_node *field, int x, int y);
void ui_edit_resolve(struct ui *ui); /* after a layout: the tree is the truth again */
struct ui_msg ui_edit_insert(struct ui *ui, const char *utf8, bool *ret_dirty);
/* Backspace and Delete, which go where typing goes; arrows, Home, End. *ret_used: the key meant
 * something to the focused field. */
struct ui_msg ui_edit_key(struct ui *ui, enum ui_key key, bool *ret_used, bool *ret_dirty);
/* What the kit does about the message of an on-screen key (ui/keys.h). */
struct ui_msg ui_edit_reserved(struct ui *ui, struct ui_msg msg, bool *ret_dirty);
