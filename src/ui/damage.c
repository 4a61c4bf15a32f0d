/* What changed between two paint lists.
 *
 * A command that is the same in both lists, with only equal commands before it (or after it) in
 * both, cannot make a difference, so the common head and tail are set aside; of a tap, three
 * commands are left. Those in between are hashed, in order, into every cell of 32 pixels that they
 * touch. A cell with the same hash from both lists was painted by the same commands in the same
 * order and looks the same. */
#include "ui/paint.h"

#include "ui/layout.h"

#include <string.h>

enum { CELL = 32 };

struct ui_rect ui_op_bounds(const struct ui_op *op) {
    if (op->kind != UI_OP_TEXT)
        return op->r;
    int margin = op->px / 4 + 1, tall = op->px + op->px / 2;
    return (struct ui_rect){op->r.x - margin, op->r.y - margin, op->r.w + 2 * margin,
                            (op->r.h > tall ? op->r.h : tall) + 2 * margin};
}

static bool is_empty(struct ui_rect r) {
    return r.w <= 0 || r.h <= 0;
}

static struct ui_rect join(struct ui_rect a, struct ui_rect b) {
    if (is_empty(a))
        return b;
    if (is_empty(b))
        return a;
    int x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
    int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int below = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct ui_rect){x, y, right - x, below - y};
}

static struct ui_rect touched(const struct ui_op *op, struct ui_rect screen) {
    return ui_rect_cut(ui_rect_cut(ui_op_bounds(op), op->clip), screen);
}

static bool same_rect(struct ui_rect a, struct ui_rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool same_op(const struct ui_op *a, const struct ui_op *b) {
    return a->kind == b->kind && a->argb == b->argb && same_rect(a->r, b->r) &&
           same_rect(a->clip, b->clip) && a->radius == b->radius && a->width == b->width &&
           a->dash == b->dash && a->px == b->px && a->bold == b->bold && a->tabular == b->tabular &&
           a->flip == b->flip && a->instead == b->instead && a->len == b->len &&
           (a->len == 0 || memcmp(a->text, b->text, a->len) == 0);
}

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t mix_rect(uint64_t hash, struct ui_rect r) {
    hash = mix(hash, (uint64_t)(uint32_t)r.x << 32 | (uint32_t)r.y);
    return mix(hash, (uint64_t)(uint32_t)r.w << 32 | (uint32_t)r.h);
}

static uint64_t hash_op(const struct ui_op *op) {
    uint64_t hash = mix(0, (uint64_t)op->kind << 32 | op->argb);
    hash = mix_rect(mix_rect(hash, op->r), op->clip);
    hash = mix(hash, (uint64_t)op->radius << 48 | (uint64_t)op->width << 32 |
                         (uint64_t)op->dash << 16 | op->px);
    hash = mix(hash, (uint64_t)op->instead << 48 | (uint64_t)op->len << 3 |
                         (uint64_t)op->bold << 2 | (uint64_t)op->tabular << 1 | (uint64_t)op->flip);
    for (uint32_t i = 0; i < op->len; i += 8) {
        uint64_t eight = 0;
        memcpy(&eight, op->text + i, op->len - i < 8 ? op->len - i : 8);
        hash = mix(hash, eight);
    }
    return hash;
}

/* Cells over the part of the screen where the lists can differ. */
struct grid {
    struct ui_rect area; /* pixels */
    int x, y, w, h;      /* cells */
    uint64_t *cell;
};

static struct grid grid_over(struct arena *a, struct ui_rect area) {
    struct grid g = {area, area.x / CELL, area.y / CELL, 0, 0, NULL};
    g.w = (area.x + area.w - 1) / CELL - g.x + 1;
    g.h = (area.y + area.h - 1) / CELL - g.y + 1;
    g.cell = arena_array(a, (size_t)g.w * (size_t)g.h, sizeof(*g.cell));
    return g;
}

static void grid_add(struct grid *g, const struct ui_op *op, size_t n) {
    for (const struct ui_op *end = op + n; op < end; op++) {
        struct ui_rect r = touched(op, g->area);
        if (is_empty(r))
            continue;
        uint64_t hash = hash_op(op);
        int x0 = r.x / CELL - g->x, x1 = (r.x + r.w - 1) / CELL - g->x;
        int y0 = r.y / CELL - g->y, y1 = (r.y + r.h - 1) / CELL - g->y;
        for (int y = y0; y <= y1; y++)
            for (int x = x0; x <= x1; x++)
                g->cell[y * g->w + x] = mix(g->cell[y * g->w + x], hash);
    }
}

/* The answer while it grows: at most `max` rectangles that do not overlap. */
struct region {
    struct ui_rect *rect;
    size_t n, max;
};

static int64_t area_of(struct ui_rect r) {
    return (int64_t)r.w * r.h;
}

static void region_remove(struct region *r, size_t i) {
    r->rect[i] = r->rect[--r->n];
}

/* Joins `add` to what it overlaps; painting a place twice would be wasted, and wrong where a colour
 * is translucent and nothing opaque lies below. */
static void region_add(struct region *r, struct ui_rect add) {
    for (size_t i = 0; i < r->n;) {
        struct ui_rect both = join(r->rect[i], add);
        bool extends = area_of(both) == area_of(r->rect[i]) + area_of(add);
        if (extends || !is_empty(ui_rect_cut(r->rect[i], add))) {
            add = both;
            region_remove(r, i);
            i = 0;
            continue;
        }
        i++;
    }
    if (r->n < r->max) {
        r->rect[r->n++] = add;
        return;
    }
    size_t best = 0;
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < r->n; i++) {
        int64_t waste = area_of(join(r->rect[i], add)) - area_of(r->rect[i]);
        if (waste < least) {
            least = waste;
            best = i;
        }
    }
    add = join(r->rect[best], add);
    region_remove(r, best);
    region_add(r, add);
}

/* Every run of differing cells in a row becomes a rectangle; equal runs below each other join up.
 */
static size_t collect(const struct grid *a, const struct grid *b, struct ui_rect *ret_rect,
                      size_t max) {
    struct region out = {ret_rect, 0, max};
    for (int y = 0; y < a->h; y++) {
        for (int x = 0; x < a->w;) {
            const uint64_t *p = a->cell + y * a->w, *q = b->cell + y * a->w;
            int from = x;
            while (x < a->w && p[x] != q[x])
                x++;
            if (x > from) {
                struct ui_rect run = {(a->x + from) * CELL, (a->y + y) * CELL, (x - from) * CELL,
                                      CELL};
                region_add(&out, ui_rect_cut(run, a->area));
            } else {
                x++;
            }
        }
    }
    return out.n;
}

size_t ui_damage(const struct ui_paint *before, const struct ui_paint *now, int w, int h,
                 struct ui_rect *ret_rect, size_t max) {
    struct ui_rect screen = {0, 0, w, h}, area = {0};
    if (before == NULL) {
        ret_rect[0] = screen;
        return 1;
    }
    const struct ui_op *a = before->op, *b = now->op;
    size_t na = before->n, nb = now->n;
    while (na > 0 && nb > 0 && same_op(a, b)) {
        a++, b++;
        na--, nb--;
    }
    while (na > 0 && nb > 0 && same_op(&a[na - 1], &b[nb - 1])) {
        na--, nb--;
    }
    for (size_t i = 0; i < na; i++)
        area = join(area, touched(&a[i], screen));
    for (size_t i = 0; i < nb; i++)
        area = join(area, touched(&b[i], screen));
    if (is_empty(area))
        return 0;
    struct grid old = grid_over(now->arena, area), new = grid_over(now->arena, area);
    grid_add(&old, a, na);
    grid_add(&new, b, nb);
    return collect(&old, &new, ret_rect, max);
}
