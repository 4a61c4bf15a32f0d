/* Places from the root down. A node is given its rectangle and hands out what is inside to its
 * children; all of it as if read from left to right. A last walk mirrors for right-to-left, places
 * the lines of texts, and works out what of each node can be seen. */
#include "ui/layout.h"

#include "ui/measure.h"
#include "ui/wrap.h"

struct pass {
    const struct ui_env *env;
    ui_scroll_fn offset_of;
    void *ctx;
};

static void arrange(const struct pass *p, struct ui_node *n, struct ui_rect at);

static int larger(int a, int b) {
    return a > b ? a : b;
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

int ui_px(const struct ui_env *env, int units) {
    return (units * env->unit_pct + 50) / 100;
}

int ui_edge_px(const struct ui_env *env) {
    return larger(1, ui_px(env, env->theme->edge_px));
}

int ui_font_px(const struct ui_env *env, enum ui_type type) {
    const struct ui_type_style *style = ui_type_style(type);
    int pct = smaller(env->text_pct, style->max_text_pct);
    return (style->size * pct * env->unit_pct + 5000) / 10000;
}

struct ui_rect ui_inner(const struct ui_env *env, const struct ui_node *node) {
    struct ui_insets in = ui_insets(env, node);
    return (struct ui_rect){node->at.x + in.left, node->at.y + in.top,
                            larger(0, node->at.w - in.left - in.right),
                            larger(0, node->at.h - in.top - in.bottom)};
}

struct ui_rect ui_rect_cut(struct ui_rect a, struct ui_rect b) {
    int x = larger(a.x, b.x), y = larger(a.y, b.y);
    int right = smaller(a.x + a.w, b.x + b.w), bottom = smaller(a.y + a.h, b.y + b.h);
    return (struct ui_rect){x, y, larger(0, right - x), larger(0, bottom - y)};
}

/* Where something that takes `size` of `room` begins. */
static int aligned(enum ui_align align, int room, int size) {
    switch (align) {
    case UI_CENTRE:
        return (room - size) / 2;
    case UI_END:
        return room - size;
    case UI_START:
    case UI_STRETCH:
    case UI_BETWEEN:
        return 0;
    }
    BUG("no such alignment");
}

/* --- arranging ------------------------------------------------------------------------------- */

/* Room that nobody took, along the direction: before the first child, and between each two. */
struct justified {
    int before, between, rest; /* rest: pixels that do not divide, one for each of the first gaps */
};

static struct justified justify(enum ui_align how, int room, int used, int children) {
    int left = larger(0, room - used);
    if (how != UI_BETWEEN)
        return (struct justified){.before = aligned(how, left, 0)};
    int gaps = larger(1, children - 1);
    return (struct justified){.between = left / gaps, .rest = left % gaps};
}

static int between(struct justified *j) {
    return j->between + (j->rest-- > 0 ? 1 : 0);
}

static void arrange_column(const struct pass *p, struct ui_node *n, struct ui_rect in,
                           bool stretch) {
    ui_share_height(p->env, n, in.h);
    int gap = ui_px(p->env, n->box.gap), used = 0, children = 0;
    for (struct ui_node *k = n->first; k; k = k->next, children++)
        used += k->at.h + (k->next ? gap : 0);
    struct justified j = justify(n->box.justify, in.h, used, children);
    enum ui_align align = stretch ? UI_STRETCH : n->box.align;
    int y = in.y + j.before;
    for (struct ui_node *k = n->first; k; k = k->next) {
        int x = in.x + aligned(align, in.w, k->at.w);
        int h = k->at.h; /* what it does not take stays empty */
        arrange(p, k, (struct ui_rect){x, y, k->at.w, h});
        y += h + gap + between(&j);
    }
}

/* Children of one line, from `from` to before `to`, whose widths are known. */
static void arrange_line(const struct pass *p, struct ui_node *n, struct ui_node *from,
                         const struct ui_node *to, struct ui_rect in) {
    int gap = ui_px(p->env, n->box.gap), used = 0, children = 0;
    for (struct ui_node *k = from; k != to; k = k->next, children++)
        used += k->at.w + (k->next != to ? gap : 0);
    struct justified j = justify(n->box.justify, in.w, used, children);
    int x = in.x + j.before;
    for (struct ui_node *k = from; k != to; k = k->next) {
        int h = n->box.align == UI_STRETCH && k->box.h == 0 ? in.h : smaller(k->fit.h, in.h);
        int y = in.y + aligned(n->box.align, in.h, h);
        arrange(p, k, (struct ui_rect){x, y, k->at.w, h});
        x += k->at.w + gap + between(&j);
    }
}

static void arrange_row(const struct pass *p, struct ui_node *n, struct ui_rect in) {
    if (ui_is_stacked(p->env, n, in.w))
        arrange_column(p, n, in, true);
    else
        arrange_line(p, n, n->first, NULL, in);
}

static void arrange_flow(const struct pass *p, struct ui_node *n, struct ui_rect in) {
    int y = in.y;
    for (struct ui_node *from = n->first, *next; from; from = next) {
        int w, h;
        next = ui_flow_line(p->env, n, from, in.w, &w, &h);
        arrange_line(p, n, from, next, (struct ui_rect){in.x, y, in.w, h});
        y += h + ui_px(p->env, n->box.gap);
    }
}

/* --- lists and their buttons ----------------------------------------------------------------- */

/* Makes room for the buttons of a list that overflows. Whether it does is told by its height at
 * full width: narrower rows only become taller, so that what is decided here stays true. */
static void make_room_for_rail(const struct pass *p, struct ui_node *n) {
    if (!n->rail || n->content_h <= n->at.h || n->at.h < ui_px(p->env, UI_RAIL_FROM_UNITS))
        return;
    int rail_w = ui_px(p->env, UI_RAIL_UNITS), room = ui_inner(p->env, n).w - rail_w;
    for (struct ui_node *k = n->first; k; k = k->next) {
        if (ui_measure_width(p->env, k, UI_STEP_FLOOR) > room)
            return; /* the buttons would cover what cannot give way */
    }
    n->rail_w = rail_w;
    n->fit.for_w = -1;
    ui_measure_height(p->env, n, n->at.w);
}

/* `in`: the place of the rows. In a list that keeps off its edges the buttons end where the rows
 * would; beside rows that go from edge to edge they keep off by themselves. */
static struct ui_rect rail_place(const struct ui_env *env, struct ui_node *n, struct ui_rect in) {
    int w = ui_measure_width(env, n->rail, UI_STEP_WANT);
    bool bleeds = n->box.pad_x == 0;
    int before = bleeds ? (n->rail_w - w) / 2 : n->rail_w - w;
    int y = bleeds ? before : smaller(in.y - n->at.y, ui_px(env, 16));
    return (struct ui_rect){in.x + in.w + before, n->at.y + y, w, n->at.h - 2 * y};
}

static void set_disabled(struct ui_node *n, bool disabled) {
    n->flags = disabled ? n->flags | UI_DISABLED : n->flags & ~(uint32_t)UI_DISABLED;
}

/* It enters the tree when all else in the list has its place, and does not scroll with it. */
static void show_rail(const struct pass *p, struct ui_node *n, struct ui_rect at, int offset) {
    struct ui_node *rail = n->rail;
    set_disabled(rail->first, offset <= 0);
    set_disabled(rail->last, offset >= n->content_h - n->at.h);
    arrange(p, rail, at);
    if (n->last)
        n->last->next = rail;
    else
        n->first = rail;
    n->last = rail;
}

static void hide_rail(struct ui_node *n) {
    struct ui_node *before = NULL, **link = &n->first;
    n->rail_w = 0;
    while (*link && *link != n->rail) {
        before = *link;
        link = &before->next;
    }
    if (!*link)
        return;
    *link = n->rail->next;
    if (n->last == n->rail)
        n->last = before;
    n->rail->next = NULL;
}

/* Gives up the strip in which only the upper half of a row would show. One row stays in any case.
 */
static void keep_whole_rows(const struct pass *p, struct ui_node *n) {
    struct ui_node *flow = n->first;
    if (!(n->flags & UI_WHOLE_ROWS) || n->content_h <= n->at.h)
        return;
    int room = ui_inner(p->env, n).h, around = n->at.h - room, rows = 0;
    for (struct ui_node *from = flow->first; from;) {
        int w, h, gap = rows > 0 ? ui_px(p->env, flow->box.gap) : 0;
        from = ui_flow_line(p->env, flow, from, flow->at.w, &w, &h);
        if (rows > 0 && rows + gap + h > room)
            break;
        rows += gap + h;
    }
    n->at.h = smaller(n->at.h, rows + around);
}

static void arrange_scroll(const struct pass *p, struct ui_node *n) {
    keep_whole_rows(p, n);
    make_room_for_rail(p, n);
    int offset = p->offset_of ? p->offset_of(p->ctx, n->key, n->content_h, n->at.h) : 0;
    struct ui_rect in = ui_inner(p->env, n), rail = in;
    if (n->rail_w > 0)
        rail = rail_place(p->env, n, in);
    in.h += larger(0, n->content_h - n->at.h); /* what is in it may also grow to fill the view */
    in.y -= offset;
    arrange_column(p, n, in, false);
    if (n->rail_w > 0)
        show_rail(p, n, rail, offset);
}

/* --- the rest of arranging ------------------------------------------------------------------- */

/* The icon of a field stands before its text; the text is placed by the last walk. */
static void arrange_field(const struct pass *p, struct ui_node *n, struct ui_rect in) {
    int x = in.x;
    for (struct ui_node *k = n->first; k; k = k->next) {
        int y = in.y + aligned(UI_CENTRE, in.h, k->fit.h);
        arrange(p, k, (struct ui_rect){x, y, k->at.w, k->fit.h});
        x += k->at.w + ui_px(p->env, n->box.gap);
    }
}

static void arrange(const struct pass *p, struct ui_node *n, struct ui_rect at) {
    ui_measure_height(p->env, n, at.w);
    n->at = at;
    struct ui_rect in = ui_inner(p->env, n);
    switch ((enum ui_kind)n->kind) {
    case UI_COL:
    case UI_DIALOG:
        arrange_column(p, n, in, false);
        break;
    case UI_ROW:
    case UI_BUTTON:
        arrange_row(p, n, in);
        break;
    case UI_FLOW:
        arrange_flow(p, n, in);
        break;
    case UI_SCROLL:
        arrange_scroll(p, n);
        break;
    case UI_STACK:
        for (struct ui_node *k = n->first; k; k = k->next)
            arrange(p, k, in);
        break;
    case UI_FIELD:
        arrange_field(p, n, in);
        break;
    case UI_TEXT:
    case UI_ICON:
    case UI_PICTURE:
    case UI_QR:
    case UI_PROGRESS:
    case UI_SPACE:
        break;
    }
}

/* --- the last walk --------------------------------------------------------------------------- */

static enum ui_align reading(const struct ui_env *env, enum ui_align align) {
    if (!env->rtl || align == UI_CENTRE)
        return align;
    return align == UI_END ? UI_START : UI_END;
}

/* Lines of a text, field or picture, from the corner of its mirrored place. */
static void place_lines(const struct ui_env *env, struct ui_node *n) {
    struct ui_lines *lines = n->lines;
    struct ui_rect in = ui_inner(env, n);
    int before = 0; /* the icon of a field */
    for (const struct ui_node *k = n->first; k; k = k->next)
        before += k->at.w + ui_px(env, n->box.gap);
    in.w = larger(0, in.w - before);
    if (!env->rtl)
        in.x += before;
    int y = in.y - n->at.y + aligned(n->box.justify, in.h, (int)lines->n * lines->line_h);
    for (size_t i = 0; i < lines->n; i++) {
        struct ui_line *line = &lines->line[i];
        line->x = in.x - n->at.x + aligned(reading(env, n->box.align), in.w, line->w);
        line->y = y;
        y += lines->line_h;
    }
}

/* `shift`: how far a UI_LTR node around this one has moved as a whole; NULL: there is none. */
static void finish(const struct ui_env *env, struct ui_node *n, struct ui_rect clip,
                   const int *shift) {
    int moved = shift ? *shift : env->rtl ? env->w - 2 * n->at.x - n->at.w : 0;
    n->at.x += moved;
    if (n->flags & UI_LTR)
        shift = &moved;
    n->clip = ui_rect_cut(n->at, clip);
    if (n->lines)
        place_lines(env, n);
    if (n->kind == UI_SCROLL)
        clip = n->clip;
    for (struct ui_node *k = n->first; k; k = k->next)
        finish(env, k, clip, shift);
}

static void forget(struct ui_node *n) {
    if (n->kind == UI_SCROLL && n->rail) {
        hide_rail(n);
        forget(n->rail);
    }
    n->fit = (struct ui_fit){.w = {-1, -1, -1, -1}, .for_w = -1};
    for (struct ui_node *k = n->first; k; k = k->next)
        forget(k);
}

void ui_layout_tree(struct ui_node *root, const struct ui_env *env, ui_scroll_fn offset_of,
                    void *ctx) {
    struct pass p = {.env = env, .offset_of = offset_of, .ctx = ctx};
    struct ui_rect screen = {0, 0, env->w, env->h};
    forget(root);
    arrange(&p, root, screen);
    finish(env, root, screen, NULL);
}
