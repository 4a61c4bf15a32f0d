/* Text broken into lines for a width.
 *
 * Lines break behind blanks, hyphens and U+200B; '\n' always breaks. A word that is wider than the
 * line is broken between characters: text never shrinks and is never lost. Every byte of the text
 * belongs to exactly one line (blanks at a break to the line before it), so that a caret can be
 * placed at any offset. */
#pragma once

#include "base/arena.h"
#include "ui/env.h"
#include "ui/node.h"

struct ui_line {
    const char *text; /* not NUL-ended at len; a copy when it was cut with an ellipsis */
    size_t len;       /* bytes to draw: without the blanks at a break */
    size_t at;        /* where the line starts in the text that was wrapped */
    int w;            /* pixels */
    int x, y;         /* of the line box's top left corner, from the node's `at`, after mirroring */
};

struct ui_lines {
    struct ui_line *line;
    size_t n; /* at least 1 once laid out; an empty text has one empty line */
    const char
        *text;    /* what was wrapped: of a field its value, its dots, or (see is_hint) its hint */
    bool is_hint; /* the field is empty and these are its grey words */
    bool bold, tabular;
    int px;       /* font size in device pixels */
    int line_h;   /* of each line box */
    int baseline; /* from the top of a line box */
    int wide;     /* the widest line, pixels */
};

/* How a text is set: everything that its width depends on. */
struct ui_face {
    const struct ui_env *env;
    bool bold, tabular;
    int px, line_h, baseline;
};
struct ui_face ui_face_of(const struct ui_env *env, const struct ui_node *node);

int ui_text_width(const struct ui_face *face, const char *s, size_t n);
int ui_wrap_longest_part(const struct ui_face *face,
                         const char *text);                            /* widest unbreakable part */
int ui_wrap_widest_line(const struct ui_face *face, const char *text); /* wrapped at '\n' only */

/* Breaks `text` for lines of `width` pixels. With `ellipsis` it becomes one line, maybe cut. */
struct ui_lines *ui_wrap(struct arena *a, const struct ui_face *face, const char *text, int width,
                         bool ellipsis);

/* The caret before byte `at` of a laid-out field's value: a rectangle of no width, in device
 * pixels. */
struct ui_rect ui_caret_rect(const struct ui_node *field, const struct ui_env *env, size_t at);
/* The byte offset in a laid-out field's value that is nearest to a point: where a tap puts the
 * caret. */
size_t ui_caret_at(const struct ui_node *field, const struct ui_env *env, int x, int y);
