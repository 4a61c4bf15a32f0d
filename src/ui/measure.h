/* How large a node would be: the first half of layout. Private to layout.c. */
#pragma once

#include "ui/env.h"
#include "ui/node.h"

/* A row that is too narrow gives way in steps, and each step only as far as is needed:
 *   WANT   every text on one line
 *   MIN    texts wrap between words, the words of buttons stay whole
 *   PARTS  the words of buttons wrap too
 *   FLOOR  words are broken between characters */
enum ui_step { UI_STEP_WANT, UI_STEP_MIN, UI_STEP_PARTS, UI_STEP_FLOOR, UI_STEP_COUNT };

struct ui_insets {
    int left, top, right, bottom; /* outline, padding and lower edge, pixels */
};
struct ui_insets ui_insets(const struct ui_env *env, const struct ui_node *n);

int ui_measure_width(const struct ui_env *env, struct ui_node *n, enum ui_step step);

/* Sets n->fit.h and .min_h for the outer width `w`, and the width (at.w) of everything in it. */
void ui_measure_height(const struct ui_env *env, struct ui_node *n, int w);

/* Shares `height` (inside its insets) among the children of a column: sets their at.h. */
void ui_share_height(const struct ui_env *env, struct ui_node *n, int height);

/* Is a measured row with UI_STACKS laid out as a column, in `width` inside its insets? */
bool ui_is_stacked(const struct ui_env *env, struct ui_node *n, int width);

/* The children of a measured UI_FLOW's line that begins with `from`: returns the first of the next
 * line (NULL: none), their widths with gaps, and the height of the tallest. */
struct ui_node *ui_flow_line(const struct ui_env *env, const struct ui_node *flow,
                             struct ui_node *from, int width, int *ret_w, int *ret_h);
