/* Widths from the leaves up, then heights for the widths that rows and columns hand down.
 *
 * Everything is asked for once: what a node answered stands in its `fit`, and the width that it was
 * measured for in `at.w`, which arranging then takes as it is. */
#include "ui/measure.h"

#include <limits.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/layout.h"
#include "ui/qr.h"
#include "ui/wrap.h"

#define BULLET "\xE2\x80\xA2"
enum {
    FIELD_CHARS = 12,   /* how many characters wide an unstretched field would like to be */
    PICTURE_LEAST = 64, /* units that a picture keeps where words beside it need the room */
    PICTURE_PAD = 8     /* units between its outline and the words in its place */
};

static int larger(int a, int b) {
    return a > b ? a : b;
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static int weight_of(const struct ui_node *n) {
    if (!(n->flags & UI_GROW))
        return 0;
    return n->box.grow > 0 ? n->box.grow : 1;
}

struct ui_insets ui_insets(const struct ui_env *env, const struct ui_node *n) {
    bool around = n->box.edge != UI_none && n->box.edge_bottom == 0;
    int edge = around ? ui_edge_px(env) : 0;
    int x = ui_px(env, n->box.pad_x) + edge, y = ui_px(env, n->box.pad_y) + edge;
    return (struct ui_insets){
        .left = x, .top = y, .right = x + n->rail_w, .bottom = y + ui_px(env, n->box.edge_bottom)};
}

/* --- widths ---------------------------------------------------------------------------------- */

static int text_width(const struct ui_env *env, const struct ui_node *n, enum ui_step step) {
    const char *text = n->label ? n->label : "";
    struct ui_face face = ui_face_of(env, n);
    if (step == UI_STEP_WANT || (n->flags & UI_WIDE_OK) ||
        (step == UI_STEP_MIN && (n->flags & UI_WHOLE)))
        return ui_wrap_widest_line(&face, text);
    int want = n->fit.w[UI_STEP_WANT];
    if (n->flags & UI_ELLIPSIS)
        return smaller(want, face.px * (step == UI_STEP_MIN ? 4 : 1));
    if (step == UI_STEP_FLOOR)
        return smaller(want, face.px);
    return ui_wrap_longest_part(&face, text);
}

static int icon_px(const struct ui_env *env, const struct ui_node *n) {
    return n->icon_size > 0 ? ui_px(env, n->icon_size) : ui_font_px(env, n->type);
}

static int picture_width(const struct ui_env *env, const struct ui_node *n, enum ui_step step) {
    int want = ui_px(env, n->picture_w);
    return step == UI_STEP_WANT ? want : smaller(want, ui_px(env, PICTURE_LEAST));
}

static int children_width(const struct ui_env *env, struct ui_node *n, enum ui_step step,
                          bool in_line) {
    int w = 0, gap = ui_px(env, n->box.gap);
    for (struct ui_node *k = n->first; k; k = k->next) {
        int kw = ui_measure_width(env, k, step);
        w = in_line ? w + kw + (k->next ? gap : 0) : larger(w, kw);
    }
    return w;
}

static int content_width(const struct ui_env *env, struct ui_node *n, enum ui_step step) {
    switch ((enum ui_kind)n->kind) {
    case UI_TEXT:
        return text_width(env, n, step);
    case UI_ICON:
        return icon_px(env, n);
    case UI_PICTURE:
        return picture_width(env, n, step);
    case UI_QR: /* it cannot give way: half a code says nothing */
        return ui_qr_px(env, n);
    case UI_FIELD: {
        int chars = step == UI_STEP_WANT ? FIELD_CHARS : FIELD_CHARS / 4;
        return children_width(env, n, step, true) + ui_font_px(env, n->type) * chars;
    }
    case UI_ROW:
    case UI_BUTTON:
        return children_width(env, n, step, step == UI_STEP_WANT || !(n->flags & UI_STACKS));
    case UI_FLOW:
        return children_width(env, n, step, step == UI_STEP_WANT);
    case UI_COL:
    case UI_STACK:
    case UI_SCROLL:
    case UI_DIALOG:
        return children_width(env, n, step, false);
    case UI_PROGRESS:
    case UI_SPACE:
        return 0;
    }
    BUG("a node of no kind");
}

int ui_measure_width(const struct ui_env *env, struct ui_node *n, enum ui_step step) {
    if (n->fit.w[step] >= 0)
        return n->fit.w[step];
    int w = ui_px(env, n->box.w);
    if (w == 0) {
        if (step != UI_STEP_WANT)
            ui_measure_width(env, n, UI_STEP_WANT);
        struct ui_insets in = ui_insets(env, n);
        w = larger(content_width(env, n, step) + in.left + in.right, ui_px(env, n->box.min_w));
        if (n->box.max_w > 0)
            w = smaller(w, ui_px(env, n->box.max_w));
    }
    n->fit.w[step] = w;
    return w;
}

/* --- sharing room along a row or a column ---------------------------------------------------- */

struct sharing {
    const struct ui_env *env;
    struct ui_node *parent;
    bool across; /* widths of a row; else heights of a column */
    int room;    /* for the children, without the gaps */
    int fair;    /* what each child of a row may at least hope for */
};

/* What a child needs at a step. A growing child of a row asks for no more than a fair part, so that
 * children that grow are equal however long their texts. Of heights there are two: scrolls open,
 * scrolls shut. */
static int need(const struct sharing *s, struct ui_node *k, enum ui_step step) {
    if (!s->across)
        return step == UI_STEP_WANT ? k->fit.h : k->fit.min_h;
    int w = ui_measure_width(s->env, k, step);
    if (step == UI_STEP_WANT && (k->flags & UI_GROW) && w > s->fair)
        w = larger(s->fair, ui_measure_width(s->env, k, UI_STEP_MIN));
    return w;
}

static int need_all(const struct sharing *s, enum ui_step step) {
    int sum = 0;
    for (struct ui_node *k = s->parent->first; k; k = k->next)
        sum += need(s, k, step);
    return sum;
}

static int *size_of(const struct sharing *s, struct ui_node *k) {
    return s->across ? &k->at.w : &k->at.h;
}

/* Room for all: those that grow share by weight what the others leave, none getting less than it
 * needs. */
static void share_growth(const struct sharing *s) {
    enum { OPEN = -1 };
    int room = s->room, weights = 0;
    for (struct ui_node *k = s->parent->first; k; k = k->next) {
        int weight = weight_of(k);
        *size_of(s, k) = weight > 0 ? OPEN : need(s, k, UI_STEP_WANT);
        room -= weight > 0 ? 0 : *size_of(s, k);
        weights += weight;
    }
    for (bool settled = false; !settled;) {
        settled = true;
        int share_room = room, share_weights = weights;
        for (struct ui_node *k = s->parent->first; k; k = k->next) {
            if (*size_of(s, k) != OPEN)
                continue;
            int least = need(s, k, s->across ? UI_STEP_MIN : UI_STEP_WANT);
            if (share_room * weight_of(k) < least * share_weights) {
                *size_of(s, k) = least;
                room -= least;
                weights -= weight_of(k);
                settled = false;
            }
        }
    }
    for (struct ui_node *k = s->parent->first; k; k = k->next) {
        if (*size_of(s, k) != OPEN)
            continue;
        int size =
            room * weight_of(k) / weights; /* of what is left: rounding never loses a pixel */
        *size_of(s, k) = size;
        room -= size;
        weights -= weight_of(k);
    }
}

/* Too little room: each child gives up a part of what lies between two steps of its needs. */
static void share_shortage(const struct sharing *s) {
    int above = need_all(s, UI_STEP_WANT), step = UI_STEP_MIN, below = need_all(s, UI_STEP_MIN);
    while (below > s->room && step < UI_STEP_FLOOR) {
        above = below;
        below = need_all(s, (enum ui_step)++ step);
    }
    int spare = larger(0, s->room - below), slack = above - below;
    for (struct ui_node *k = s->parent->first; k; k = k->next) {
        int least = need(s, k, (enum ui_step)step);
        int mine = need(s, k, (enum ui_step)(step - 1)) - least;
        int more = slack > 0 ? (int)((int64_t)mine * spare / slack) : 0;
        *size_of(s, k) = least + more;
        spare -= more;
        slack -= mine;
    }
}

static void share(const struct ui_env *env, struct ui_node *n, bool across, int room) {
    int children = 0;
    for (struct ui_node *k = n->first; k; k = k->next)
        children++;
    if (children == 0)
        return;
    room -= (children - 1) * ui_px(env, n->box.gap);
    struct sharing s = {.env = env,
                        .parent = n,
                        .across = across,
                        .room = larger(0, room),
                        .fair = room / children};
    if (need_all(&s, UI_STEP_WANT) <= s.room)
        share_growth(&s);
    else
        share_shortage(&s);
}

void ui_share_height(const struct ui_env *env, struct ui_node *n, int height) {
    share(env, n, false, height);
}

/* --- heights --------------------------------------------------------------------------------- */

/* Words that grow may wrap, but not into a strip: they keep a third of the width. */
bool ui_is_stacked(const struct ui_env *env, struct ui_node *n, int width) {
    if (!(n->flags & UI_STACKS))
        return false;
    int sum = 0;
    for (struct ui_node *k = n->first; k; k = k->next) {
        int least = ui_measure_width(env, k, UI_STEP_MIN);
        if (k->flags & UI_GROW)
            least = larger(least, smaller(width / 3, ui_measure_width(env, k, UI_STEP_WANT)));
        sum += least + (k->next ? ui_px(env, n->box.gap) : 0);
    }
    return sum > width;
}

struct heights {
    int h, min_h;
};

static int width_in_column(const struct ui_env *env, const struct ui_node *n, struct ui_node *k,
                           int width, bool stretch) {
    if (k->box.w > 0)
        return smaller(ui_px(env, k->box.w), width);
    if (!stretch && n->box.align != UI_STRETCH)
        return smaller(ui_measure_width(env, k, UI_STEP_WANT), width);
    return k->box.max_w > 0 ? smaller(width, ui_px(env, k->box.max_w)) : width;
}

static struct heights column_heights(const struct ui_env *env, struct ui_node *n, int width,
                                     bool stretch) {
    struct heights sum = {0};
    for (struct ui_node *k = n->first; k; k = k->next) {
        k->at.w = width_in_column(env, n, k, width, stretch);
        ui_measure_height(env, k, k->at.w);
        int gap = k->next ? ui_px(env, n->box.gap) : 0;
        sum.h += k->fit.h + gap;
        sum.min_h += k->fit.min_h + gap;
    }
    return sum;
}

/* Of children side by side, whose at.w is set. */
static struct heights tallest(const struct ui_env *env, struct ui_node *n) {
    struct heights most = {0};
    for (struct ui_node *k = n->first; k; k = k->next) {
        ui_measure_height(env, k, k->at.w);
        most.h = larger(most.h, k->fit.h);
        most.min_h = larger(most.min_h, k->fit.min_h);
    }
    return most;
}

struct ui_node *ui_flow_line(const struct ui_env *env, const struct ui_node *flow,
                             struct ui_node *from, int width, int *ret_w, int *ret_h) {
    int gap = ui_px(env, flow->box.gap);
    *ret_w = from->at.w;
    *ret_h = from->fit.h;
    struct ui_node *k = from->next;
    for (; k && *ret_w + gap + k->at.w <= width; k = k->next) {
        *ret_w += gap + k->at.w;
        *ret_h = larger(*ret_h, k->fit.h);
    }
    return k;
}

/* What is left of a flow's line goes to those of its children that grow. */
static void grow_line(struct ui_node *from, const struct ui_node *to, int room) {
    int weights = 0;
    for (struct ui_node *k = from; k != to; k = k->next)
        weights += weight_of(k);
    for (struct ui_node *k = from; k != to && weights > 0; k = k->next) {
        int more = room * weight_of(k) / weights;
        k->at.w += more;
        room -= more;
        weights -= weight_of(k);
    }
}

static struct heights flow_heights(const struct ui_env *env, struct ui_node *n, int width) {
    int sum = 0, gap = ui_px(env, n->box.gap);
    for (struct ui_node *k = n->first; k; k = k->next)
        k->at.w = smaller(ui_measure_width(env, k, UI_STEP_WANT), width);
    for (struct ui_node *from = n->first, *next; from; from = next) {
        int w, h;
        next = ui_flow_line(env, n, from, width, &w, &h);
        grow_line(from, next, width - w);
        h = 0; /* not known before the line is filled */
        for (struct ui_node *k = from; k != next; k = k->next) {
            ui_measure_height(env, k, k->at.w);
            h = larger(h, k->fit.h);
        }
        sum += h + (next ? gap : 0);
    }
    return (struct heights){sum, sum};
}

/* What a field shows: its value, dots for a value that nobody may read, or its hint. */
static const char *field_text(const struct ui_node *n, bool *ret_is_hint) {
    *ret_is_hint = !n->value || *n->value == '\0';
    if (*ret_is_hint)
        return n->hint ? n->hint : "";
    if (!(n->flags & UI_MASKED))
        return n->value;
    size_t chars = utf8_len(n->value), dot = strlen(BULLET);
    char *dots = arena_alloc(n->frame, chars * dot + 1);
    for (size_t i = 0; i < chars; i++)
        memcpy(dots + i * dot, BULLET, dot);
    dots[chars * dot] = '\0';
    return dots;
}

static struct heights field_heights(const struct ui_env *env, struct ui_node *n, int width) {
    struct heights around = {0};
    for (struct ui_node *k = n->first; k; k = k->next) {
        k->at.w = ui_measure_width(env, k, UI_STEP_WANT);
        ui_measure_height(env, k, k->at.w);
        around.h = larger(around.h, k->fit.h);
        width -= k->at.w + ui_px(env, n->box.gap);
    }
    bool is_hint;
    const char *text = field_text(n, &is_hint);
    struct ui_face face = ui_face_of(env, n);
    n->lines = ui_wrap(n->frame, &face, text, larger(width, face.px), false);
    n->lines->is_hint = is_hint;
    int h = larger(around.h, (int)n->lines->n * n->lines->line_h);
    return (struct heights){h, h};
}

static struct heights text_heights(const struct ui_env *env, struct ui_node *n, int width) {
    struct ui_face face = ui_face_of(env, n);
    int room = n->flags & UI_WIDE_OK ? INT_MAX / 2 : width;
    n->lines =
        ui_wrap(n->frame, &face, n->label ? n->label : "", room, (n->flags & UI_ELLIPSIS) != 0);
    int h = (int)n->lines->n * n->lines->line_h;
    return (struct heights){h, h};
}

/* With less width than it would like it is lower in proportion. Of the words that may have to stand
 * in its place it shows as many lines as have room. */
static struct heights picture_heights(const struct ui_env *env, struct ui_node *n, int width) {
    int want = larger(1, ui_px(env, n->picture_w)), h = ui_px(env, n->picture_h);
    if (width < want)
        h = (int)((int64_t)h * width / want);
    struct ui_face face = ui_face_of(env, n);
    int room = larger(face.px, width - 2 * ui_px(env, PICTURE_PAD));
    n->lines = ui_wrap(n->frame, &face, n->label ? n->label : "", room, false);
    size_t most = (size_t)larger(1, h / face.line_h);
    n->lines->n = n->lines->n < most ? n->lines->n : most;
    return (struct heights){h, h};
}

static struct heights row_heights(const struct ui_env *env, struct ui_node *n, int width) {
    if (ui_is_stacked(env, n, width))
        return column_heights(env, n, width, true);
    share(env, n, true, width);
    return tallest(env, n);
}

static struct heights stack_heights(const struct ui_env *env, struct ui_node *n, int width) {
    for (struct ui_node *k = n->first; k; k = k->next)
        k->at.w = width;
    return tallest(env, n);
}

static struct heights content_heights(const struct ui_env *env, struct ui_node *n, int width) {
    switch ((enum ui_kind)n->kind) {
    case UI_TEXT:
        return text_heights(env, n, width);
    case UI_FIELD:
        return field_heights(env, n, width);
    case UI_ICON:
        return (struct heights){icon_px(env, n), icon_px(env, n)};
    case UI_PICTURE:
        return picture_heights(env, n, width);
    case UI_QR:
        return (struct heights){ui_qr_px(env, n), ui_qr_px(env, n)};
    case UI_ROW:
    case UI_BUTTON:
        return row_heights(env, n, width);
    case UI_FLOW:
        return flow_heights(env, n, width);
    case UI_STACK:
        return stack_heights(env, n, width);
    case UI_COL:
    case UI_DIALOG:
        return column_heights(env, n, width, false);
    case UI_SCROLL:
        return (struct heights){column_heights(env, n, width, false).h, 0};
    case UI_PROGRESS:
    case UI_SPACE:
        return (struct heights){0};
    }
    BUG("a node of no kind");
}

void ui_measure_height(const struct ui_env *env, struct ui_node *n, int w) {
    if (n->fit.for_w == w)
        return;
    n->fit.for_w = w;
    struct ui_insets in = ui_insets(env, n);
    struct heights content = content_heights(env, n, larger(0, w - in.left - in.right));
    int least = ui_px(env, n->box.min_h), fixed = ui_px(env, n->box.h);
    if (n->kind == UI_SCROLL)
        n->content_h = content.h + in.top + in.bottom;
    n->fit.h = fixed > 0 ? fixed : larger(least, content.h + in.top + in.bottom);
    n->fit.min_h = fixed > 0 ? fixed : larger(least, content.min_h + in.top + in.bottom);
}
