/* The kit's own state and its input: what outlives a frame and is nobody else's business.
 *
 * One `struct ui` per window. The loop feeds it touches, keys and the time; it answers with at most
 * one message a call for the screen's update. It holds focus, pressed node, scroll offsets, caret,
 * keyboard page and long-press timers, all by node key. It never calls a screen and never draws.
 *
 * A press shows at once; the tap is sent at release inside the same node (a drag of more than 12
 * units that starts in a scroll becomes scrolling and sends no tap). Two taps on the same key or
 * at the same place less than `double_strike_ms` apart are one, except on nodes with UI_REPEAT. The
 * mouse is a touch with one finger; a second finger is ignored until all are up, except that a tap
 * of a second finger on another button counts (two thumbs on the count pad). */
#pragma once

#include "ui/env.h"
#include "ui/node.h"

/* Keys with a meaning; characters come through ui_input(). */
enum ui_key {
    UI_KEY_TAB,
    UI_KEY_BACKTAB,
    UI_KEY_ENTER,
    UI_KEY_SPACE,
    UI_KEY_ESCAPE, /* away: the dialog's `away`, else the bar's back */
    UI_KEY_LEFT,
    UI_KEY_RIGHT,
    UI_KEY_UP,
    UI_KEY_DOWN,
    UI_KEY_HOME,
    UI_KEY_END,
    UI_KEY_PAGE_UP,
    UI_KEY_PAGE_DOWN,
    UI_KEY_BACKSPACE,
    UI_KEY_DELETE
};

enum ui_touch_phase { UI_TOUCH_DOWN, UI_TOUCH_MOVE, UI_TOUCH_UP, UI_TOUCH_CANCEL };

struct ui;

struct ui *ui_new(void);
void ui_free(struct ui *ui);
const struct ui_view_state *ui_view_state(const struct ui *ui); /* for struct ui_env */

/* A new screen: focus goes to its UI_AUTOFOCUS node, scroll offsets and keyboard page are
 * forgotten. */
void ui_screen_changed(struct ui *ui);

/* Layout of a new frame: places every node, applies scroll offsets (clamped), resolves focus and
 * pressed against the new tree. `root` and its arena must live until the next ui_layout. */
void ui_layout(struct ui *ui, struct ui_node *root, const struct ui_env *env);

/* Input. Each returns a message to give to the screen (id 0: none) and sets *ret_dirty when
 * something of the kit's own changed and the frame must be built again; it never clears it. `now`
 * is monotonic milliseconds. Between ui_screen_changed() and the next ui_layout() input is ignored.
 *
 * The text of an on_edit message is ours and lives until the next call of these or of ui_layout().
 * Typed text goes to the field that has the focus, else to the one edited last, else to the first,
 * and takes the focus there: a hand scanner types a code and Enter wherever the focus was. Wheel:
 * positive steps go towards the start of the list. Escape taps the button with the key UI_BACK_KEY
 * (ui/keys.h). */
struct ui_msg ui_touch(struct ui *ui, enum ui_touch_phase phase, int finger, int x, int y,
                       int64_t now, bool *ret_dirty);
struct ui_msg ui_wheel(struct ui *ui, int x, int y, int steps, int64_t now, bool *ret_dirty);
struct ui_msg ui_press_key(struct ui *ui, enum ui_key key, int64_t now, bool *ret_dirty);
/* Text typed on a real keyboard, or scanned. */
struct ui_msg ui_input(struct ui *ui, const char *utf8, int64_t now, bool *ret_dirty);

/* Time passes: fling, long press, key repeat. ui_deadline is when to call ui_tick next, or -1:
 * never. With nothing moving it is -1, so the loop sleeps for ever. */
struct ui_msg ui_tick(struct ui *ui, int64_t now, bool *ret_dirty);
int64_t ui_deadline(const struct ui *ui);

/* For the loop and scripts. */
const struct ui_node *ui_find_key(const struct ui_node *root, const char *key);
/* Finds by label: exact, then by folded prefix, then by folded part; visible and enabled tap
 * targets and fields first, then any node. NULL: none. */
const struct ui_node *ui_find_label(const struct ui_node *root, const char *label);
const char *ui_focus(const struct ui *ui); /* key, or NULL */
/* Moves the focus, now or when the next layout has such a node; NULL: nothing has it. */
void ui_set_focus(struct ui *ui, const char *key);
void ui_scroll_to(struct ui *ui, const char *key, bool *ret_dirty); /* brings a node into view */
/* Did a tap happen since last asked, on a node that clicks? (sound) */
bool ui_clicked(struct ui *ui);
void ui_set_double_strike(struct ui *ui, int ms); /* 0: off; default 60 */

/* Text of the tree. ui_dump is the golden: one node a line, indented, with role, #key, "label",
 * value, flags and box in pixels. ui_speak is what a speaking kiosk says: the screen's text in
 * focus order, each node as "label, role, value, state". Masked values never appear in either. */
struct str;
void ui_dump(const struct ui_node *root, const struct ui *ui, struct str *out);
void ui_speak(const struct ui_node *root, const struct ui *ui, struct str *out);
/* All that can be read on the screen, one text a line: what `expect "text"` searches. */
void ui_visible_text(const struct ui_node *root, struct str *out);

/* Faults of a laid-out tree that a test refuses, one a line: a tap target under 48 units (on-screen
 * keys may be 40 wide), targets that overlap, text that is clipped, a target without a label or
 * key, a key twice, a keyed node outside the screen. Returns how many. */
size_t ui_lint(const struct ui_node *root, const struct ui_env *env, struct str *out);
