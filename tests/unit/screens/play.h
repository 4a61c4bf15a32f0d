/* Playing a screen in a test: tapping what can be tapped, typing, and looking at what it asked for.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "model/result.h"

static inline int play_text_width(const void *fonts, bool bold, int px, bool tabular, const char *s,
                                  size_t n) {
    (void)fonts, (void)bold, (void)tabular, (void)s;
    return (int)n * (px / 2);
}

static inline int play_ascent(const void *fonts, bool bold, int px) {
    (void)fonts, (void)bold;
    return px * 3 / 4;
}

/* A fixture that may be changed before play_show(). */
static inline struct stage *play_new(void) {
    static const struct ui_theme theme = {.name = "test", .edge_px = 2};
    const struct ui_env env = {.w = 800,
                               .h = 480,
                               .unit_pct = 100,
                               .text_pct = 100,
                               .theme = &theme,
                               .text_width = play_text_width,
                               .ascent = play_ascent};
    struct stage *s = xcalloc(1, sizeof *s);
    stage_open(s, &env);
    return s;
}

static inline void play_end(struct stage *s) {
    stage_close(s);
    free(s);
}

static inline void play_show(struct stage *s, const char *screen, int64_t ref) {
    stage_show(s, screen, (struct ui_msg){.ref = ref});
}

static inline struct stage *play(const char *screen, int64_t ref) {
    struct stage *s = play_new();
    play_show(s, screen, ref);
    return s;
}

static inline bool play_has(const struct stage *s, const char *key) {
    return ui_find_key(s->root, key) != NULL;
}

static inline const struct ui_node *play_node(const struct stage *s, const char *key) {
    const struct ui_node *n = ui_find_key(s->root, key);
    if (n == NULL)
        fail_msg("there is no #%s on %s", key, s->def->name);
    return n;
}

static inline bool play_is_off(const struct stage *s, const char *key) {
    return (play_node(s, key)->flags & UI_DISABLED) != 0;
}

static inline void play_tap(struct stage *s, const char *key) {
    const struct ui_node *n = play_node(s, key);
    if (n->flags & UI_DISABLED)
        fail_msg("#%s on %s is disabled", key, s->def->name);
    assert_int_not_equal(n->on_tap.id, 0);
    stage_send(s, n->on_tap);
}

static inline void play_type(struct stage *s, const char *key, const char *text) {
    struct ui_msg msg = play_node(s, key)->on_edit;
    assert_int_not_equal(msg.id, 0);
    msg.text = text;
    stage_send(s, msg);
}

static inline void play_enter(struct stage *s, const char *key) {
    stage_send(s, play_node(s, key)->on_tap);
}

static inline void play_result(struct stage *s, enum model_msg id, int32_t arg, int64_t ref) {
    stage_send(s, (struct ui_msg){.id = (int32_t)id, .arg = arg, .ref = ref});
}

/* A fresh look after the model was changed by hand. */
static inline void play_look(struct stage *s) {
    stage_frame(s);
}

static inline void play_texts(const struct ui_node *n, struct str *out) {
    if (n->kind == UI_TEXT && n->label != NULL)
        str_addf(out, "%s\n", n->label);
    for (const struct ui_node *c = n->first; c != NULL; c = c->next)
        play_texts(c, out);
}

/* Do the words stand anywhere on the screen, also where it must be scrolled? */
static inline bool play_reads(const struct stage *s, const char *words) {
    struct str text = {0};
    play_texts(s->root, &text);
    bool there = strstr(str_c(&text), words) != NULL;
    str_release(&text);
    return there;
}

static inline void assert_reads(const struct stage *s, const char *words) {
    if (play_reads(s, words))
        return;
    struct str text = {0};
    play_texts(s->root, &text);
    fail_msg("\"%s\" is not on %s:\n%s", words, s->def->name, str_c(&text));
}

static inline const struct command *asked(const struct stage *s, size_t i, enum command_kind kind) {
    if (i >= s->out.n)
        fail_msg("%s asked for %zu commands, not for %zu", s->def->name, s->out.n, i + 1);
    assert_int_equal(s->out.cmd[i].kind, kind);
    return &s->out.cmd[i];
}

static inline void assert_goes(const struct stage *s, size_t i, enum command_kind kind,
                               const char *screen, int64_t ref) {
    const struct command *c = asked(s, i, kind);
    assert_string_equal(c->screen, screen);
    assert_int_equal(c->ref, ref);
}

static inline void assert_asks_nothing(const struct stage *s) {
    assert_int_equal(s->out.n, 0);
}
