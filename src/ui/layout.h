/* From a tree to places on the screen: measure, then arrange.
 *
 * Widths are asked for from the leaves up (how wide would it like to be, how narrow may it become),
 * heights from the width that a node is given, and places are then handed out from the root down.
 * What was measured is noted in the node, so that a frame costs one visit a node whatever its
 * depth. */
#pragma once

#include "ui/env.h"
#include "ui/node.h"

enum {
    UI_RAIL_UNITS = 64,      /* what the buttons of a list take: 48 and room around them */
    UI_RAIL_FROM_UNITS = 152 /* they do not show in a list lower than this */
};

/* The offset of a UI_SCROLL in pixels, clamped to 0 .. content_h - viewport_h (0 when all fits).
 * `key` may be NULL. Called once for each scroll of the tree, parents before what is in them. */
typedef int (*ui_scroll_fn)(void *ctx, const char *key, int content_h, int viewport_h);

/* Fills `at`, `clip`, `lines` and `content_h` of every node for a screen of env->w x env->h. Lines
 * are put in the arena of the frame, where the nodes are. `offset_of` NULL: nothing is scrolled. */
void ui_layout_tree(struct ui_node *root, const struct ui_env *env, ui_scroll_fn offset_of,
                    void *ctx);

int ui_px(const struct ui_env *env, int units);              /* logical units to pixels */
int ui_font_px(const struct ui_env *env, enum ui_type type); /* with the reader's text size */
int ui_edge_px(const struct ui_env *env);                    /* an outline, at least 1 */
struct ui_rect ui_inner(const struct ui_env *env,
                        const struct ui_node *node);            /* inside outline and padding */
struct ui_rect ui_rect_cut(struct ui_rect a, struct ui_rect b); /* what both have; w, h may be 0 */
