/* One frame without a window or a font: a tree is built, laid out and looked at. Characters are six
 * tenths as wide as their font is high, so that every width can be worked out by hand. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "ui/build.h"
#include "ui/keys.h"
#include "ui/layout.h"
#include "ui/ui.h"
#include "ui/wrap.h"

struct sheet {
    struct arena arena;
    struct ui_view_state kit;
    struct ui_env env;
    struct ui_build b;
};

static inline int sheet_width(const void *fonts, bool bold, int px, bool tabular, const char *s,
                              size_t n) {
    (void)bold, (void)tabular;
    int *calls = (int *)(uintptr_t)fonts; /* counts how often it was asked */
    if (calls)
        ++*calls;
    int chars = 0;
    for (size_t i = 0; i < n; i++)
        chars += ((unsigned char)s[i] & 0xC0) != 0x80;
    return chars * px * 6 / 10;
}

static inline int sheet_ascent(const void *fonts, bool bold, int px) {
    (void)fonts, (void)bold;
    return px;
}

static inline void sheet_open(struct sheet *s, int w, int h, int text_pct) {
    static const struct ui_theme theme = {.name = "test", .edge_px = 2};
    *s = (struct sheet){.env = {.w = w,
                                .h = h,
                                .unit_pct = ui_unit_pct(w, h, 0),
                                .text_pct = text_pct,
                                .theme = &theme,
                                .text_width = sheet_width,
                                .ascent = sheet_ascent}};
    s->env.kit = &s->kit;
    s->b = (struct ui_build){.frame = &s->arena, .env = &s->env};
}

static inline void sheet_close(struct sheet *s) {
    arena_free(&s->arena);
}

static inline void sheet_layout(struct sheet *s, struct ui_node *root) {
    ui_layout_tree(root, &s->env, NULL, NULL);
}

#define SHEET(name, w, h, text_pct)                                                                \
    struct sheet name CLEANUP(sheet_close);                                                        \
    sheet_open(&name, (w), (h), (text_pct))

#define assert_rect(n, X, Y, W, H)                                                                 \
    do {                                                                                           \
        assert_int_equal((n)->at.x, (X));                                                          \
        assert_int_equal((n)->at.y, (Y));                                                          \
        assert_int_equal((n)->at.w, (W));                                                          \
        assert_int_equal((n)->at.h, (H));                                                          \
    } while (0)
