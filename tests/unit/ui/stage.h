/* A kit without a window, for tests of its input: a view, a small model, a clock that moves when
 * told.
 *
 * Letters are half as wide as their font is high, so that places can be worked out by hand.
 * Whatever a call answers is taken at once, as the loop would: the text of an edit goes into the
 * model, the frame is built again. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "ui/build.h"
#include "ui/layout.h"
#include "ui/ui.h"

enum { STAGE_EDIT = 900, STAGE_FIELDS = 3 }; /* on_edit: arg is the field's place in the model */

struct stage {
    struct ui *ui;
    struct ui_env env;
    struct arena frame[2]; /* two take turns: the old frame lives until the new one is laid out */
    int turn;
    struct ui_node *root;
    struct ui_node *(*view)(struct stage *s, struct ui_build *b);

    char value[STAGE_FIELDS][2100];
    bool flag; /* whatever the view makes of it */

    int64_t now;
    bool dirty;        /* of the last call */
    struct ui_msg msg; /* of the last call; its text is in the model */
    int messages;      /* with an id, so far */
};

static inline int stage_text_width(const void *fonts, bool bold, int px, bool tabular,
                                   const char *s, size_t n) {
    (void)fonts, (void)bold, (void)tabular;
    int chars = 0;
    for (size_t i = 0; i < n; i++)
        chars += ((unsigned char)s[i] & 0xC0) != 0x80;
    return chars * (px / 2);
}

static inline int stage_ascent(const void *fonts, bool bold, int px) {
    (void)fonts, (void)bold;
    return px * 3 / 4;
}

static inline void stage_frame(struct stage *s) {
    s->turn = !s->turn;
    arena_reset(&s->frame[s->turn]);
    struct ui_build b = {.frame = &s->frame[s->turn], .env = &s->env};
    s->env.kit = ui_view_state(s->ui);
    s->root = s->view(s, &b);
    ui_layout(s->ui, s->root, &s->env);
}

static inline void stage_open(struct stage *s,
                              struct ui_node *(*view)(struct stage *, struct ui_build *)) {
    static const struct ui_theme theme = {.name = "test", .edge_px = 2};
    *s = (struct stage){
        .ui = ui_new(),
        .env = {.w = 800,
                .h = 480,
                .unit_pct = 100,
                .text_pct = 100,
                .theme = &theme,
                .text_width = stage_text_width,
                .ascent = stage_ascent},
        .view = view,
        .now = 1000,
    };
    ui_screen_changed(s->ui);
    stage_frame(s);
}

static inline void stage_close(struct stage *s) {
    ui_free(s->ui);
    arena_free(&s->frame[0]);
    arena_free(&s->frame[1]);
}

/* Takes what a call answered. */
static inline void stage_take(struct stage *s, struct ui_msg msg) {
    s->msg = msg;
    s->messages += msg.id != 0;
    if (msg.id == STAGE_EDIT)
        assert_true(STR_COPY(s->value[msg.arg], msg.text));
    s->msg.text = NULL;
    if (s->dirty || msg.id)
        stage_frame(s);
}

static inline void stage_touch(struct stage *s, enum ui_touch_phase phase, int finger, int x,
                               int y) {
    s->dirty = false;
    stage_take(s, ui_touch(s->ui, phase, finger, x, y, s->now, &s->dirty));
}

static inline const struct ui_node *stage_node(struct stage *s, const char *key) {
    const struct ui_node *n = ui_find_key(s->root, key);
    assert_non_null(n);
    return n;
}

static inline int stage_x(struct stage *s, const char *key) {
    const struct ui_node *n = stage_node(s, key);
    return n->clip.x + n->clip.w / 2;
}

static inline int stage_y(struct stage *s, const char *key) {
    const struct ui_node *n = stage_node(s, key);
    return n->clip.y + n->clip.h / 2;
}

static inline void stage_down(struct stage *s, int finger, const char *key) {
    stage_touch(s, UI_TOUCH_DOWN, finger, stage_x(s, key), stage_y(s, key));
}

static inline void stage_up(struct stage *s, int finger, const char *key) {
    stage_touch(s, UI_TOUCH_UP, finger, stage_x(s, key), stage_y(s, key));
}

/* An unhurried tap in the middle of a node. Returns the id of its message. */
static inline int stage_tap(struct stage *s, const char *key) {
    int x = stage_x(s, key), y = stage_y(s, key);
    s->now += 200;
    stage_touch(s, UI_TOUCH_DOWN, 0, x, y);
    s->now += 80;
    stage_touch(s, UI_TOUCH_UP, 0, x, y);
    return s->msg.id;
}

static inline int stage_key(struct stage *s, enum ui_key key) {
    s->now += 200;
    s->dirty = false;
    stage_take(s, ui_press_key(s->ui, key, s->now, &s->dirty));
    return s->msg.id;
}

static inline int stage_type(struct stage *s, const char *text) {
    s->now += 50;
    s->dirty = false;
    stage_take(s, ui_input(s->ui, text, s->now, &s->dirty));
    return s->msg.id;
}

static inline int stage_tick(struct stage *s, int ms) {
    s->now += ms;
    s->dirty = false;
    stage_take(s, ui_tick(s->ui, s->now, &s->dirty));
    return s->msg.id;
}

/* A page without the dressing of ui_page: a stack, whose column it returns. */
static inline struct ui_node *stage_page(struct ui_build *b, struct ui_node **ret_root) {
    *ret_root = ui_stack(b, NULL);
    struct ui_node *col = ui_col(b, *ret_root, 16);
    col->box.fill = UI_mist;
    return col;
}

/* A dialog in the middle of the page. Returns its card. */
static inline struct ui_node *stage_dialog(struct ui_build *b, struct ui_node *root, int away) {
    struct ui_node *dialog = ui_add(b, root, UI_DIALOG), *card;
    dialog->key = "dialog";
    dialog->label = "Sure?";
    dialog->on_tap.id = away;
    dialog->box.fill = UI_veil;
    dialog->box.justify = UI_CENTRE;
    card = ui_col(b, dialog, 16);
    card->box.w = 400;
    card->box.h = 200;
    card->box.fill = UI_paper;
    return card;
}

static inline struct ui_node *stage_button(struct ui_build *b, struct ui_node *parent,
                                           const char *key, int id) {
    return ui_button(b, parent, key, key, (struct ui_msg){.id = id});
}

static inline struct ui_node *stage_field(struct ui_build *b, struct ui_node *parent,
                                          struct stage *s, const char *key, int at) {
    struct ui_node *n = ui_add(b, parent, UI_FIELD);
    n->key = n->label = key;
    n->value = s->value[at];
    n->hint = "hint";
    n->box.min_h = 64;
    n->box.edge = UI_edge;
    n->box.pad_x = 10;
    n->on_edit = (struct ui_msg){.id = STAGE_EDIT, .arg = at};
    return n;
}

#define STAGE(name, view)                                                                          \
    struct stage name __attribute__((cleanup(stage_close)));                                       \
    stage_open(&name, view)
