/* Colours and outlines, by name. A theme is data (assets/themes, one .ini each, read by inih); a
 * screen only ever names a token, so that high contrast needs no line of a screen to change. */
#pragma once

#include "base/err.h"

#include <stdint.h>

/* X(token): the order is that of the table in a theme file's [colours]; "none" paints nothing. */
#define UI_COLOURS(X)                                                                              \
    X(none)       /* transparent */                                                                \
    X(ink)        /* text */                                                                       \
    X(paper)      /* cards, controls */                                                            \
    X(mist)       /* ground */                                                                     \
    X(soft)       /* second line of text */                                                        \
    X(edge)       /* outline of controls */                                                        \
    X(line)       /* separators */                                                                 \
    X(act)        /* primary action */                                                             \
    X(act_deep)   /* its sinking edge */                                                           \
    X(act_tint)   /* its tint: chosen, here */                                                     \
    X(on_act)     /* text on act */                                                                \
    X(staff)      /* the staff bar, a chosen chip */                                               \
    X(staff_edge) /* outline of chips on the bar */                                                \
    X(staff_soft) /* second line on the bar */                                                     \
    X(on_staff)   /* text on the bar */                                                            \
    X(gold)       /* the invitation; the focus ring */                                             \
    X(gold_deep)                                                                                   \
    X(on_gold) /* text on gold */                                                                  \
    X(stop)                                                                                        \
    X(stop_tint)                                                                                   \
    X(warn)                                                                                        \
    X(warn_tint)                                                                                   \
    X(plan) /* text of a Planned tag */                                                            \
    X(plan_tint)                                                                                   \
    X(keys)    /* ground of the on-screen keyboard */                                              \
    X(key_alt) /* Shift, Delete, 123 */                                                            \
    X(veil)    /* over the screen behind a dialog */

enum ui_colour {
#define X(name) UI_##name,
    UI_COLOURS(X)
#undef X
        UI_COLOUR_COUNT
};

struct ui_theme {
    char name[32];                  /* as in the file's [theme]; the file is called NAME.ini */
    uint32_t argb[UI_COLOUR_COUNT]; /* 0xAARRGGBB, not premultiplied */
    int edge_px; /* logical width of a control's outline: 2, or 3 in high contrast */
};

/* Parses the text of a theme file:
 *
 *     [theme]
 *     name = light
 *     edge = 2
 *     [colours]
 *     ink = #12202E
 *     veil = #12202E99      (a last pair of digits: how opaque)
 *
 * Refuses a missing, unknown or malformed colour, naming it. */
bool ui_theme_parse(const char *text, struct ui_theme *ret_theme, struct err *err) MUST_USE;

/* WCAG 2 contrast ratio of two opaque colours (1 to 21), for the tests over every theme. */
double ui_contrast(uint32_t a, uint32_t b);
