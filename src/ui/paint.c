/* From a laid-out tree to a paint list: one walk in tree order, parents below their children.
 *
 * A node says which tokens it is made of; what a state does to them is decided here and nowhere
 * else: pressed, disabled, chosen, invalid, pending, focused. Nothing is remembered from frame to
 * frame. */
#include "ui/paint.h"

#include "ui/layout.h"
#include "ui/qr.h"
#include "ui/state.h"
#include "ui/wrap.h"

#include <string.h>

enum {
    SINK_UNITS = 6,      /* the dark lower edge of a primary button */
    SINK_BIG_UNITS = 10, /* of one that is at least this tall: */
    SINK_BIG_FROM = 120,
    SINK_PRESSED_UNITS = 2,
    DASH_UNITS = 5,
    CARET_UNITS = 3,
    RING_UNITS = 4, /* the gold of the focus ring, and the ink between it and the control */
    RING_INK_UNITS = 2,
    PRESS_PCT = 14 /* how much of its ink a pressed face takes on */
};

struct painter {
    const struct ui_env *env;
    const struct ui *ui;
    struct ui_paint *out;
};

/* What a node takes over from those around it. */
struct mood {
    struct ui_rect view; /* what the screen and the scrolls around it show */
    int dy;              /* the face of a button that has sunk */
    bool disabled;
    uint8_t ink; /* enum ui_colour that overrules a text's own; UI_none: does not */
};

/* --- commands ------------------------------------------------------------------------------------
 */

static struct ui_op *emit(struct painter *p, enum ui_op_kind kind, uint32_t argb, struct ui_rect r,
                          struct ui_rect clip) {
    struct ui_paint *out = p->out;
    if (out->n == out->cap) {
        size_t cap = out->cap > 0 ? 2 * out->cap : 256;
        struct ui_op *op = arena_array(out->arena, cap, sizeof(*op));
        if (out->n > 0)
            memcpy(op, out->op, out->n * sizeof(*op));
        out->op = op;
        out->cap = cap;
    }
    struct ui_op *op = &out->op[out->n++];
    *op = (struct ui_op){.kind = (uint8_t)kind, .argb = argb, .r = r, .clip = clip};
    return op;
}

static uint16_t radius_in(struct ui_rect r, int radius) {
    int half = (r.w < r.h ? r.w : r.h) / 2;
    return (uint16_t)(radius < 0 ? 0 : radius < half ? radius : half);
}

static void fill(struct painter *p, uint32_t argb, struct ui_rect r, int radius,
                 struct ui_rect clip) {
    if (argb >> 24 != 0 && r.w > 0 && r.h > 0)
        emit(p, UI_OP_FILL, argb, r, clip)->radius = radius_in(r, radius);
}

static struct ui_op *outline(struct painter *p, uint32_t argb, struct ui_rect r, int radius,
                             int width, struct ui_rect clip) {
    struct ui_op *op = emit(p, UI_OP_EDGE, argb, r, clip);
    op->radius = radius_in(r, radius);
    op->width = (uint16_t)width;
    return op;
}

static struct ui_rect grow(struct ui_rect r, int by) {
    return (struct ui_rect){r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by};
}

/* --- colours -------------------------------------------------------------------------------------
 */

static uint32_t colour(const struct painter *p, unsigned token) {
    return token == UI_none ? 0 : p->env->theme->argb[token];
}

/* `pct` of b in a, with a's opacity. */
static uint32_t mix(uint32_t a, uint32_t b, unsigned pct) {
    uint32_t out = a & 0xff000000;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        uint32_t c = ((a >> shift & 0xff) * (100 - pct) + (b >> shift & 0xff) * pct + 50) / 100;
        out |= c << shift;
    }
    return out;
}

static uint32_t with_alpha(uint32_t argb, unsigned pct) {
    return (argb & 0xffffff) | (255 * pct / 100) << 24;
}

static uint32_t deep_of(const struct painter *p, unsigned token) {
    switch (token) {
    case UI_act:
        return colour(p, UI_act_deep);
    case UI_gold:
        return colour(p, UI_gold_deep);
    }
    return mix(colour(p, token), 0, 30);
}

static unsigned ink_of(const struct ui_node *n, const struct mood *m) {
    if (m->disabled)
        return UI_edge;
    if (m->ink != UI_none)
        return m->ink;
    if (n->flags & UI_PENDING)
        return UI_soft;
    return n->ink != UI_none ? n->ink : UI_ink;
}

/* --- boxes ---------------------------------------------------------------------------------------
 */

/* How a node's box looks in its state. */
struct look {
    uint32_t fill, edge;
    int width;  /* of the outline, pixels; 0: none */
    int radius; /* pixels */
    int sink;   /* pixels of the dark lower edge that show now */
    int sunk;   /* pixels that the face has moved down */
    uint32_t deep;
};

static bool is_chip(const struct ui_node *n) {
    return n->box.radius >= 999;
}

/* A chosen button: a chip turns dark, anything else is tinted with a heavier outline. Whoever gave
 * it colours of its own has said how it looks chosen. */
static void look_chosen(const struct painter *p, const struct ui_node *n, struct look *look,
                        struct mood *m) {
    if (n->box.fill != UI_none && n->box.fill != UI_paper)
        return;
    if (n->box.edge == UI_staff_edge) {
        look->fill = look->edge = colour(p, UI_on_staff);
        m->ink = UI_staff;
    } else if (is_chip(n)) {
        look->fill = look->edge = colour(p, UI_staff);
        m->ink = UI_on_staff;
    } else if (n->box.edge != UI_none) {
        look->fill = colour(p, UI_act_tint);
        look->edge = colour(p, UI_act);
        look->width *= 2;
    }
}

static void look_disabled(const struct painter *p, struct look *look, bool filled) {
    if (filled)
        look->fill = colour(p, UI_line);
    if (look->width > 0)
        look->edge = colour(p, UI_line);
    look->sink = 0;
}

static struct look look_of(const struct painter *p, const struct ui_node *n, struct mood *m) {
    const struct ui_env *env = p->env;
    struct look look = {.fill = colour(p, n->box.fill), .edge = colour(p, n->box.edge)};
    look.width = n->box.edge != UI_none && n->box.edge_bottom == 0 ? ui_edge_px(env) : 0;
    look.radius = is_chip(n) ? n->at.h : ui_px(env, n->box.radius);
    bool pressed = ui_is_pressed(p->ui, n), focused = ui_shows_focus(p->ui, n);
    if (n->flags & UI_SINK) {
        bool big = n->at.h >= ui_px(env, SINK_BIG_FROM);
        look.sink = ui_px(env, big ? SINK_BIG_UNITS : SINK_UNITS);
        look.deep = deep_of(p, n->box.fill);
    }
    if (n->kind == UI_BUTTON && (n->flags & UI_CHECKED))
        look_chosen(p, n, &look, m);
    if (n->kind == UI_FIELD && focused) {
        look.edge = colour(p, UI_ink);
        look.width += ui_px(env, 1);
    }
    if (n->flags & UI_INVALID) {
        look.edge = colour(p, UI_stop);
        look.width = ui_px(env, 3);
    }
    if (n->flags & UI_DISABLED) {
        m->disabled = true;
        look_disabled(p, &look, n->flags & UI_SINK);
    }
    if (pressed && look.sink > 0) {
        int left = ui_px(env, SINK_PRESSED_UNITS);
        look.sunk = look.sink - left;
        look.sink = left;
        look.fill = mix(look.fill, look.deep, 50);
    }
    return look;
}

/* The ink of a button's face: that of the first text or icon on it. */
static unsigned face_ink(const struct ui_node *n, const struct mood *m) {
    for (const struct ui_node *i = ui_next(n, n); i != NULL; i = ui_next(n, i))
        if (i->kind == UI_TEXT || i->kind == UI_ICON)
            return ink_of(i, m);
    return ink_of(n, m);
}

static void paint_box(struct painter *p, const struct ui_node *n, const struct look *look,
                      const struct mood *m) {
    struct ui_rect r = n->at, clip = m->view;
    r.y += m->dy + look->sunk;
    r.h -= look->sunk;
    if (look->sink > 0) {
        /* Only the lower part is painted dark, so that no dark pixel shines through the round
         * corners at the top. */
        int low = look->radius + look->sink < r.h ? look->radius + look->sink : r.h;
        struct ui_rect lower = {r.x, r.y + r.h - low, r.w, low};
        fill(p, look->deep, r, look->radius, ui_rect_cut(lower, clip));
        r.h -= look->sink;
    }
    /* Under an outline the fill ends in the middle of it: two soft edges on top of each other would
     * let the ground through. */
    int inset = look->width > 1 && look->edge >> 24 == 255 ? look->width / 2 : 0;
    fill(p, look->fill, grow(r, -inset), look->radius - inset, clip);
    if (ui_is_pressed(p->ui, n) && look->sunk == 0)
        fill(p, with_alpha(colour(p, face_ink(n, m)), PRESS_PCT), grow(r, -inset),
             look->radius - inset, clip);
    if (look->width > 0 && look->edge >> 24 != 0) {
        struct ui_op *op = outline(p, look->edge, r, look->radius, look->width, clip);
        op->dash = n->flags & UI_DASHED ? (uint16_t)ui_px(p->env, DASH_UNITS) : 0;
    }
    if (n->box.edge_bottom > 0) {
        int h = ui_px(p->env, n->box.edge_bottom);
        unsigned token = n->box.edge != UI_none ? n->box.edge : UI_line;
        fill(p, colour(p, token), (struct ui_rect){r.x, r.y + r.h - h, r.w, h}, 0, clip);
    }
}

/* Gold shows on dark ground and ink on light, so one of the two is always seen. Outside the control
 * if there is room, else inside. */
static void paint_focus(struct painter *p, const struct ui_node *n, const struct look *look,
                        const struct mood *m) {
    int ink = ui_px(p->env, RING_INK_UNITS), gold = ui_px(p->env, RING_UNITS);
    struct ui_rect r = n->at, clip = m->view;
    r.y += m->dy;
    struct ui_rect ring = grow(r, ink + gold), seen = ui_rect_cut(ring, clip);
    int radius = look->radius;
    if (seen.w == ring.w && seen.h == ring.h)
        radius += ink + gold;
    else
        ring = r;
    outline(p, colour(p, UI_gold), ring, radius, gold, clip);
    outline(p, colour(p, UI_ink), grow(ring, -gold), radius - gold, ink, clip);
}

/* --- what is in the boxes ------------------------------------------------------------------------
 */

/* Ink may lean out of a text's box (digits of 176 px in lines of 176), so it is not clipped to
 * that. */
static void paint_lines(struct painter *p, const struct ui_node *n, uint32_t argb,
                        struct ui_rect clip, int dy) {
    const struct ui_lines *lines = n->lines;
    if (lines == NULL)
        return;
    int ascent = p->env->ascent(p->env->fonts, lines->bold, lines->px);
    for (size_t i = 0; i < lines->n; i++) {
        const struct ui_line *line = &lines->line[i];
        int y = n->at.y + line->y + dy;
        if (line->len == 0 || y >= clip.y + clip.h || y + lines->line_h <= clip.y)
            continue;
        struct ui_rect r = {n->at.x + line->x, y + lines->baseline - ascent, line->w,
                            ascent + lines->px / 4};
        struct ui_op *op = emit(p, UI_OP_TEXT, argb, r, clip);
        op->bold = lines->bold;
        op->tabular = lines->tabular;
        op->px = (uint16_t)lines->px;
        op->text = arena_strndup(p->out->arena, line->text, line->len);
        op->len = (uint32_t)line->len;
    }
}

static void paint_field(struct painter *p, const struct ui_node *n, const struct mood *m) {
    struct ui_rect clip = ui_rect_cut(ui_inner(p->env, n), m->view);
    bool is_hint = n->lines != NULL && n->lines->is_hint;
    paint_lines(p, n, colour(p, is_hint ? UI_soft : ink_of(n, m)), clip, 0);
    bool visible = false;
    size_t at = ui_caret(p->ui, n, &visible);
    if (!visible)
        return;
    struct ui_rect caret = ui_caret_rect(n, p->env, at);
    caret.w = ui_px(p->env, CARET_UNITS);
    caret.x -= caret.w - 1; /* before the letter, not through it */
    fill(p, colour(p, UI_act), caret, 0, m->view);
}

static void paint_icon(struct painter *p, const struct ui_node *n, const struct mood *m) {
    if (n->icon == NULL)
        return;
    int size = n->icon_size > 0 ? ui_px(p->env, n->icon_size) : n->at.h;
    struct ui_rect r = {n->at.x + (n->at.w - size) / 2, n->at.y + (n->at.h - size) / 2 + m->dy,
                        size, size};
    struct ui_op *op = emit(p, UI_OP_ICON, colour(p, ink_of(n, m)), r, m->view);
    op->flip = (n->flags & UI_MIRROR) && p->env->rtl;
    op->text = arena_strdup(p->out->arena, n->icon);
    op->len = (uint32_t)strlen(n->icon);
}

/* Whether the file can be shown is known only where it is painted, so both are in the list: the
 * picture, and after it the words in a dashed box that a renderer leaves out when it has it. */
static void paint_picture(struct painter *p, const struct ui_node *n, const struct mood *m) {
    struct ui_rect r = n->at;
    r.y += m->dy;
    struct ui_rect seen = ui_rect_cut(r, m->view);
    size_t at = p->out->n;
    struct ui_op *op = emit(p, UI_OP_PICTURE, 0, r, seen);
    op->text = arena_strdup(p->out->arena, n->icon ? n->icon : "");
    op->len = (uint32_t)strlen(op->text);
    outline(p, colour(p, UI_edge), r, ui_px(p->env, n->box.radius), ui_edge_px(p->env), seen)
        ->dash = (uint16_t)ui_px(p->env, DASH_UNITS);
    paint_lines(p, n, colour(p, ink_of(n, m)), seen, m->dy);
    p->out->op[at].instead = (uint16_t)(p->out->n - at - 1);
}

/* Dark on white whatever the theme: that is what readers look for. Squares that stand beside each
 * other are one rectangle. */
static void paint_qr(struct painter *p, const struct ui_node *n, const struct mood *m) {
    const struct ui_qr *qr = n->qr;
    int square = ui_qr_square_px(p->env, n), all = ui_qr_px(p->env, n);
    struct ui_rect plate = {n->at.x + (n->at.w - all) / 2, n->at.y + (n->at.h - all) / 2 + m->dy,
                            all, all};
    fill(p, 0xffffffff, plate, ui_px(p->env, n->box.radius), m->view);
    int x0 = plate.x + UI_QR_QUIET * square, y0 = plate.y + UI_QR_QUIET * square;
    for (int y = 0; y < qr->side; y++) {
        const unsigned char *row = qr->dark + (size_t)y * (size_t)qr->side;
        for (int x = 0, from; x < qr->side; x++) {
            for (from = x; x < qr->side && row[x]; x++)
                ;
            struct ui_rect run = {x0 + from * square, y0 + y * square, (x - from) * square, square};
            fill(p, 0xff000000, run, 0, m->view);
        }
    }
}

/* A bar that fills in reading direction. Not known how far: blocks along all of it, standing still.
 */
static void paint_progress(struct painter *p, const struct ui_node *n) {
    struct ui_rect r = n->at;
    int radius = ui_px(p->env, n->box.radius);
    fill(p, colour(p, UI_line), r, radius, n->clip);
    if (n->total > 0) {
        int64_t done = n->done < 0 ? 0 : n->done > n->total ? n->total : n->done;
        r.w = (int)((double)n->at.w * ((double)done / (double)n->total) + 0.5);
        if (p->env->rtl)
            r.x = n->at.x + n->at.w - r.w;
        /* The whole bar's shape, of which the part is shown. */
        fill(p, colour(p, UI_act), n->at, radius, ui_rect_cut(r, n->clip));
        return;
    }
    int block = ui_px(p->env, 16);
    for (int x = 0; x < n->at.w; x += 2 * block) {
        struct ui_rect part = {n->at.x + x, r.y, block, r.h};
        fill(p, colour(p, UI_act), n->at, radius, ui_rect_cut(part, n->clip));
    }
}

static void paint_scroll_bar(struct painter *p, const struct ui_node *n) {
    struct ui_rect thumb;
    if (!ui_scroll_bar(p->ui, n, &thumb, NULL))
        return;
    const struct ui_node *track = ui_scroll_track(n);
    if (track != NULL)
        fill(p, colour(p, UI_line), track->at, thumb.w, n->clip);
    fill(p, with_alpha(colour(p, UI_edge), track != NULL ? 100 : 80), thumb, thumb.w, n->clip);
}

/* --- the walk ------------------------------------------------------------------------------------
 */

static void paint_node(struct painter *p, const struct ui_node *n, struct mood m) {
    if (n->clip.w <= 0 || n->clip.h <= 0)
        return;
    struct look look = look_of(p, n, &m);
    paint_box(p, n, &look, &m);
    switch ((enum ui_kind)n->kind) {
    case UI_TEXT:
        paint_lines(p, n, colour(p, ink_of(n, &m)), m.view, m.dy);
        break;
    case UI_ICON:
        paint_icon(p, n, &m);
        break;
    case UI_PICTURE:
        paint_picture(p, n, &m);
        break;
    case UI_QR:
        paint_qr(p, n, &m);
        break;
    case UI_FIELD:
        paint_field(p, n, &m);
        break;
    case UI_PROGRESS:
        paint_progress(p, n);
        break;
    case UI_COL:
    case UI_ROW:
    case UI_FLOW:
    case UI_STACK:
    case UI_SCROLL:
    case UI_BUTTON:
    case UI_SPACE:
    case UI_DIALOG:
        break;
    }
    struct mood inner = m;
    if (n->kind == UI_SCROLL)
        inner.view = n->clip;
    /* Faces stand on their dark edge: what is on them is centred over it, and sinks with them. */
    inner.dy += look.sunk - (look.sunk + look.sink) / 2;
    for (const struct ui_node *child = n->first; child != NULL; child = child->next)
        paint_node(p, child, inner);
    if (n->kind == UI_SCROLL)
        paint_scroll_bar(p, n);
    if (ui_shows_focus(p->ui, n) && (n->kind != UI_FIELD || p->ui->ring))
        paint_focus(p, n, &look, &m);
}

void ui_paint(const struct ui_node *root, const struct ui_env *env, const struct ui *ui,
              struct ui_paint *out) {
    struct painter p = {env, ui, out};
    struct ui_rect screen = {0, 0, env->w, env->h};
    out->n = 0;
    out->cap = 0; /* the arena was given back since the last frame */
    out->op = NULL;
    fill(&p, colour(&p, UI_mist), screen, 0, screen);
    paint_node(&p, root, (struct mood){.view = screen});
}
