/* A question made by hand, its control shown in a frame, and what it asks for. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "questions/question.h"
#include "ui/ui.h"

enum { ASK_OPTIONS = 24 };

struct ask {
    struct control control;
    struct bind bind;
    struct survey_question q;
    struct survey_option option[ASK_OPTIONS];
    struct question_state st;
    struct arena frame;
    struct ui_env env;
    struct ui *ui;
    struct ui_node *root;
    struct out out; /* what the last message made it ask for */
    bool done;      /* and whether the page is done by it */
    bool among;     /* others stand on its page */
    const char *media;
};

static inline int ask_width(const void *fonts, bool bold, int px, bool tabular, const char *s,
                            size_t n) {
    (void)fonts, (void)bold, (void)tabular, (void)s;
    return (int)n * (px / 2);
}

static inline int ask_ascent(const void *fonts, bool bold, int px) {
    (void)fonts, (void)bold;
    return px * 3 / 4;
}

static inline struct ask *ask_new(enum control_kind kind, const char *appearance,
                                  enum value_type type) {
    static const struct ui_theme theme = {.name = "test", .edge_px = 2};
    struct ask *a = calloc(1, sizeof *a);
    assert_non_null(a);
    a->control = (struct control){.kind = kind, .appearance = appearance, .step = 1};
    a->bind = (struct bind){.type = type, .path = "/d/q"};
    a->control.bind = &a->bind;
    a->q = (struct survey_question){.control = &a->control,
                                    .bind = &a->bind,
                                    .path = "/d/q",
                                    .label = "What is it?",
                                    .hint = "",
                                    .value = "",
                                    .can_answer = true,
                                    .option = a->option};
    a->env = (struct ui_env){.w = 800,
                             .h = 480,
                             .unit_pct = 100,
                             .text_pct = 100,
                             .theme = &theme,
                             .text_width = ask_width,
                             .ascent = ask_ascent};
    a->ui = ui_new();
    return a;
}

static inline void ask_end(struct ask *a) {
    ui_free(a->ui);
    arena_free(&a->frame);
    free(a);
}

static inline void ask_option(struct ask *a, const char *value, const char *label) {
    assert_true(a->q.options < ASK_OPTIONS);
    a->option[a->q.options++] = (struct survey_option){.value = value, .label = label};
}

static inline void ask_look(struct ask *a) {
    struct ui_build b = {.frame = &a->frame, .env = &a->env};
    struct question_view v = {.q = &a->q,
                              .st = &a->st,
                              .index = 3,
                              .alone = !a->among || a->st.open,
                              .focus = !a->st.keys_away,
                              .today = {2019, 2, 6},
                              .minute = 580,
                              .media = a->media};
    a->root = ui_col(&b, NULL, 8);
    question_show(&v, &b, ui_scroll(&b, a->root, "page"));
    const struct question_def *def = question_find(&a->q);
    if (def->foot != NULL)
        def->foot(&v, &b, ui_row(&b, a->root, 8));
    if (def->pad != NULL)
        def->pad(&v, &b, ui_pad(&b, a->root));
    ui_layout(a->ui, a->root, &a->env);
}

static inline const struct ui_node *ask_node(struct ask *a, const char *key) {
    ask_look(a);
    const struct ui_node *n = ui_find_key(a->root, key);
    if (n == NULL)
        fail_msg("there is no #%s", key);
    return n;
}

static inline void ask_send(struct ask *a, struct ui_msg msg) {
    size_t index;
    struct ui_msg own;
    a->out = (struct out){0};
    assert_true(question_of(msg, &index, &own));
    assert_int_equal(index, 3);
    a->done = question_update(&a->st, &a->q, own, &a->out);
}

static inline void ask_tap(struct ask *a, const char *key) {
    const struct ui_node *n = ask_node(a, key);
    assert_false(n->flags & UI_DISABLED);
    ask_send(a, n->on_tap);
}

static inline void ask_type(struct ask *a, const char *key, const char *text) {
    struct ui_msg msg = ask_node(a, key)->on_edit;
    msg.text = text;
    ask_send(a, msg);
}

/* The last message asked for exactly this answer. */
static inline void assert_answers(const struct ask *a, const char *value) {
    assert_int_equal(a->out.n, 1);
    assert_int_equal(a->out.cmd[0].kind, CMD_ANSWER);
    assert_string_equal(a->out.cmd[0].text, "/d/q");
    assert_string_equal(a->out.cmd[0].text2, value);
}

static inline void assert_chooses(const struct ask *a, int32_t option) {
    assert_int_equal(a->out.n, 1);
    assert_int_equal(a->out.cmd[0].kind, CMD_CHOOSE);
    assert_string_equal(a->out.cmd[0].text, "/d/q");
    assert_int_equal(a->out.cmd[0].n, option);
}

static inline bool ask_has(struct ask *a, const char *key) {
    ask_look(a);
    return ui_find_key(a->root, key) != NULL;
}

static inline void assert_shows(struct ask *a, const char *words) {
    struct str text = {0};
    ask_look(a);
    ui_visible_text(a->root, &text);
    if (strstr(str_c(&text), words) == NULL)
        fail_msg("\"%s\" is not in:\n%s", words, str_c(&text));
    str_release(&text);
}
