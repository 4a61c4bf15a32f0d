/* The rasteriser: paint commands become pixels in a frame of ours, with nothing but integer stores
 * and blends, so that it costs the same on a board without a graphics driver.
 *
 * Three decisions carry it:
 *  - Opaque fills are plain cached stores, row by row. They are most of a frame, so they set the
 * speed; the compiler makes vectors of them (this file is built with -O3).
 *  - A round corner is a function of the distance to its centre: full coverage half a pixel inside
 * the circle, none half a pixel outside. Only the few pixels on the arc need a square root, so
 * there is no table of corners to keep, and opposite corners are mirror images to the bit.
 *  - Text and icons are 8-bit coverage masks. They are blended in the frame's own (sRGB) values, as
 *    type designers expect of screen fonts; eight empty or eight full pixels are one comparison. */
#include "platform/raster.h"

#include "base/utf8.h"
#include "platform/glyphs.h"
#include "platform/icons.h"
#include "platform/pictures.h"
#include "ui/layout.h"

#include <math.h>
#include <string.h>
#include <wchar.h>

/* x / 255, rounded to nearest; right for every product of two bytes. */
static inline uint32_t div255(uint32_t x) {
    x += 128;
    return (x + (x >> 8)) >> 8;
}

/* `ink` over `under` with coverage `a`, each channel rounded to nearest. Red and blue share a word.
 */
static inline uint32_t blend(uint32_t under, uint32_t ink, uint32_t a) {
    uint32_t rb = (under & 0xff00ff) * (255 - a) + (ink & 0xff00ff) * a + 0x800080;
    rb = (rb + ((rb >> 8) & 0xff00ff)) >> 8 & 0xff00ff;
    uint32_t g = (under >> 8 & 0xff) * (255 - a) + (ink >> 8 & 0xff) * a;
    return rb | div255(g) << 8;
}

/* What a command is painted with, and where it may paint. */
struct brush {
    const struct canvas *c;
    struct ui_rect clip; /* inside the canvas */
    uint32_t ink;        /* 0x00RRGGBB */
    uint32_t alpha;      /* 255: opaque */
};

static inline uint32_t *pixel(const struct canvas *c, int x, int y) {
    return c->px + (size_t)y * (size_t)c->stride + x;
}

static inline void put(const struct brush *b, int x, int y, uint32_t coverage) {
    if (x < b->clip.x || x >= b->clip.x + b->clip.w || y < b->clip.y || y >= b->clip.y + b->clip.h)
        return;
    uint32_t *p = pixel(b->c, x, y);
    *p = blend(*p, b->ink, div255(coverage * b->alpha));
}

/* One colour over many pixels. In bytes, so that the compiler finds 16-bit lanes for the products.
 */
static void veil(uint32_t *p, size_t n, uint32_t ink, uint32_t alpha) {
    uint8_t *byte = (uint8_t *)p;
    const uint8_t *channel = (const uint8_t *)&ink;
    uint16_t rest = (uint16_t)(255 - alpha), add[4];
    for (int k = 0; k < 4; k++)
        add[k] = (uint16_t)(channel[k] * alpha + 128);
    for (size_t i = 0; i < 4 * n; i += 4)
        for (size_t k = 0; k < 4; k++) {
            uint16_t t = (uint16_t)(byte[i + k] * rest + add[k]);
            byte[i + k] = (uint8_t)((t + (t >> 8)) >> 8);
        }
}

/* Fills [x0, x1) of row y, which must be inside the clip. */
static void span(const struct brush *b, int x0, int x1, int y) {
    if (x0 < b->clip.x)
        x0 = b->clip.x;
    if (x1 > b->clip.x + b->clip.w)
        x1 = b->clip.x + b->clip.w;
    if (x0 >= x1)
        return;
    uint32_t *p = pixel(b->c, x0, y);
    size_t n = (size_t)(x1 - x0);
    if (b->alpha == 255)
        wmemset((wchar_t *)p, (wchar_t)b->ink, n); /* the C library's widest stores */
    else
        veil(p, n, b->ink, b->alpha);
}

/* The rounded rectangle that a command describes. Rows and columns are counted from its nearest
 * edge: (i, j) stands for the four pixels that are mirror images of each other. */
struct shape {
    struct ui_rect r;
    int radius; /* of the outer corner */
    int width;  /* of the outline */
};

static struct shape shape_of(const struct ui_op *op) {
    struct shape s = {op->r, op->radius, op->width};
    int half = s.r.w < s.r.h ? s.r.w / 2 : s.r.h / 2;
    if (s.radius > half)
        s.radius = half;
    if (s.width > half)
        s.width = half;
    return s;
}

/* Square of twice the distance from the middle of pixel (i, j) to the centre of its corner. */
static inline int far2(const struct shape *s, int i, int j) {
    int dx = 2 * (s->radius - i) - 1, dy = 2 * (s->radius - j) - 1;
    return dx * dx + dy * dy;
}

/* How much of a pixel lies inside a circle, from the square of twice its distance to the centre. */
static inline uint32_t disc(int radius, int d2) {
    if (d2 >= (2 * radius + 1) * (2 * radius + 1))
        return 0;
    if (d2 <= (2 * radius - 1) * (2 * radius - 1))
        return 255;
    float inside = (float)radius + 0.5f - sqrtf((float)d2) * 0.5f;
    return (uint32_t)(inside * 255 + 0.5f);
}

/* Row j of a corner: coverage goes from none to full along it. Returns the first full column. */
static int corner_row(const struct brush *b, const struct shape *s, int j, int y) {
    int outside = (2 * s->radius + 1) * (2 * s->radius + 1);
    for (int i = 0; i < s->radius; i++) {
        int d2 = far2(s, i, j);
        if (d2 >= outside)
            continue;
        uint32_t coverage = disc(s->radius, d2);
        if (coverage == 255)
            return i;
        put(b, s->r.x + i, y, coverage);
        put(b, s->r.x + s->r.w - 1 - i, y, coverage);
    }
    return s->radius;
}

static void fill(const struct brush *b, const struct ui_op *op) {
    struct shape s = shape_of(op);
    for (int y = b->clip.y; y < b->clip.y + b->clip.h; y++) {
        int from_top = y - s.r.y, from_bottom = s.r.h - 1 - from_top;
        int j = from_top < from_bottom ? from_top : from_bottom;
        int i = j < s.radius ? corner_row(b, &s, j, y) : 0;
        span(b, s.r.x + i, s.r.x + s.r.w - i, y);
    }
}

/* Coverage of an outline: what is inside the outer edge and not inside the inner one. */
static uint32_t ring(const struct shape *s, int i, int j) {
    bool in_corner = i < s->radius && j < s->radius;
    int d2 = in_corner ? far2(s, i, j) : 0;
    uint32_t outer = in_corner ? disc(s->radius, d2) : 255;
    if (i < s->width || j < s->width)
        return outer;
    return in_corner && s->radius > s->width ? outer - disc(s->radius - s->width, d2) : 0;
}

/* Row j of an outline's corners. */
static void corner_ring_row(const struct brush *b, const struct shape *s, int corner, int j,
                            int y) {
    int hole = 2 * (s->radius - s->width) - 1; /* nothing of the outline is as near as this */
    for (int i = 0; i < corner; i++) {
        if (i >= s->width && j >= s->width && (hole < 0 || far2(s, i, j) <= hole * hole))
            break;
        uint32_t coverage = ring(s, i, j);
        if (coverage > 0) {
            put(b, s->r.x + i, y, coverage);
            put(b, s->r.x + s->r.w - 1 - i, y, coverage);
        }
    }
}

static void edge(const struct brush *b, const struct ui_op *op) {
    struct shape s = shape_of(op);
    int corner = s.radius > s.width ? s.radius : s.width;
    for (int y = b->clip.y; y < b->clip.y + b->clip.h; y++) {
        int from_top = y - s.r.y, from_bottom = s.r.h - 1 - from_top;
        int j = from_top < from_bottom ? from_top : from_bottom;
        if (j < corner) {
            corner_ring_row(b, &s, corner, j, y);
            if (j < s.width)
                span(b, s.r.x + corner, s.r.x + s.r.w - corner, y);
        } else {
            span(b, s.r.x, s.r.x + s.width, y);
            span(b, s.r.x + s.r.w - s.width, s.r.x + s.r.w, y);
        }
    }
}

/* Dashes run from the middle of the top to the middle of a side and are mirrored from there, so
 * they are stretched a little to end in the middle of a dash or a gap. */
struct dashes {
    float arc;     /* radius of the outline's middle line */
    float quarter; /* length of a quarter of it */
    float period;
};

static struct dashes dashes_of(const struct shape *s, int dash) {
    const float right_angle = 1.5707963f;
    struct dashes d;
    d.arc = (float)s->radius - (float)s->width * 0.5f;
    if (d.arc < 0)
        d.arc = 0;
    d.quarter = (float)(s->r.w + s->r.h) * 0.5f - 2 * (float)s->radius + d.arc * right_angle;
    float halves = roundf(d.quarter / (float)dash);
    d.period = 2 * d.quarter / (halves < 1 ? 1 : halves);
    return d;
}

static uint32_t dash_coverage(const struct shape *s, const struct dashes *d, int i, int j) {
    float dx = (float)(s->radius - i) - 0.5f, dy = (float)(s->radius - j) - 0.5f, along;
    if (dx > 0 && dy > 0)
        along = (float)s->r.w * 0.5f - (float)s->radius + atan2f(dx, dy) * d->arc;
    else if (j < i)
        along = (float)s->r.w * 0.5f - (float)i - 0.5f;
    else
        along = d->quarter - (float)s->r.h * 0.5f + (float)j + 0.5f;
    float off = fabsf(along - roundf(along / d->period) * d->period);
    float on = d->period * 0.25f - off + 0.5f;
    if (on <= 0)
        return 0;
    return on >= 1 ? 255 : (uint32_t)(on * 255 + 0.5f);
}

static void dashed_edge(const struct brush *b, const struct ui_op *op) {
    struct shape s = shape_of(op);
    struct dashes d = dashes_of(&s, op->dash);
    for (int y = b->clip.y; y < b->clip.y + b->clip.h; y++) {
        int from_top = y - s.r.y, from_bottom = s.r.h - 1 - from_top;
        int j = from_top < from_bottom ? from_top : from_bottom;
        for (int x = b->clip.x; x < b->clip.x + b->clip.w; x++) {
            int from_left = x - s.r.x, from_right = s.r.w - 1 - from_left;
            int i = from_left < from_right ? from_left : from_right;
            uint32_t coverage = ring(&s, i, j);
            if (coverage > 0)
                put(b, x, y, div255(coverage * dash_coverage(&s, &d, i, j)));
        }
    }
}

static inline void mask_pixel(uint32_t *p, uint32_t ink, uint32_t a) {
    if (a == 255)
        *p = ink;
    else if (a > 0)
        *p = blend(*p, ink, a);
}

/* One row of a mask onto one row of pixels. */
static void mask_row(const struct brush *b, uint32_t *p, const uint8_t *m, int n) {
    uint32_t ink = b->ink, alpha = b->alpha;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t eight;
        memcpy(&eight, m + i, 8);
        if (eight == 0)
            continue;
        if (eight == UINT64_MAX && alpha == 255)
            for (int k = 0; k < 8; k++)
                p[i + k] = ink;
        else
            for (int k = 0; k < 8; k++)
                mask_pixel(&p[i + k], ink, div255(m[i + k] * alpha));
    }
    for (; i < n; i++)
        mask_pixel(&p[i], ink, div255(m[i] * alpha));
}

static void mask(const struct brush *b, const uint8_t *m, int w, int h, int x, int y) {
    int x0 = x > b->clip.x ? x : b->clip.x, y0 = y > b->clip.y ? y : b->clip.y;
    int x1 = x + w < b->clip.x + b->clip.w ? x + w : b->clip.x + b->clip.w;
    int y1 = y + h < b->clip.y + b->clip.h ? y + h : b->clip.y + b->clip.h;
    if (x0 >= x1)
        return;
    for (int row = y0; row < y1; row++)
        mask_row(b, pixel(b->c, x0, row), m + (ptrdiff_t)(row - y) * w + (x0 - x), x1 - x0);
}

static void text(const struct brush *b, const struct ui_op *op, struct glyphs *glyphs) {
    const char *p = op->text, *end = op->text + op->len;
    int right = b->clip.x + b->clip.w;
    uint32_t cp;
    /* Ink may begin left of the pen, never by more than the size of the type. */
    for (int pen = op->r.x; pen - op->px < right && (cp = utf8_next(&p, end)) != 0;) {
        const struct glyph *g = glyphs_get(glyphs, op->bold, op->px, op->tabular, cp);
        if (g->mask != NULL && pen + g->x + g->w > b->clip.x)
            mask(b, g->mask, g->w, g->h, pen + g->x, op->r.y + g->y);
        pen += g->advance;
    }
}

static void icon(const struct brush *b, const struct ui_op *op, struct icons *icons) {
    int size = op->r.w < op->r.h ? op->r.w : op->r.h;
    const uint8_t *m = icons_get(icons, op->text, size);
    if (m == NULL)
        return;
    if (!op->flip) {
        mask(b, m, size, size, op->r.x, op->r.y);
        return;
    }
    for (int j = 0; j < size; j++)
        for (int i = 0; i < size; i++)
            if (m[j * size + i] > 0)
                put(b, op->r.x + size - 1 - i, op->r.y + j, m[j * size + i]);
}

/* False: there is no such picture. */
static bool picture(const struct brush *b, const struct ui_op *op, struct pictures *pictures) {
    const struct picture *p =
        pictures != NULL ? pictures_get(pictures, op->text, op->r.w, op->r.h) : NULL;
    if (p == NULL)
        return false;
    struct ui_rect at = {op->r.x + (op->r.w - p->w) / 2, op->r.y + (op->r.h - p->h) / 2, p->w,
                         p->h};
    struct ui_rect in = ui_rect_cut(at, b->clip);
    for (int y = in.y; y < in.y + in.h && in.w > 0; y++)
        memcpy(pixel(b->c, in.x, y), p->px + (size_t)(y - at.y) * (size_t)p->w + (in.x - at.x),
               (size_t)in.w * sizeof(*p->px));
    return true;
}

void raster_paint(struct canvas *c, const struct ui_paint *list, struct ui_rect clip,
                  struct glyphs *glyphs, struct icons *icons, struct pictures *pictures) {
    clip = ui_rect_cut(clip, (struct ui_rect){0, 0, c->w, c->h});
    for (size_t i = 0; i < list->n; i++) {
        const struct ui_op *op = &list->op[i];
        struct ui_rect in = ui_rect_cut(ui_op_bounds(op), ui_rect_cut(op->clip, clip));
        if (in.w == 0 || in.h == 0)
            continue;
        struct brush b = {c, in, op->argb & 0xffffff, op->argb >> 24};
        switch ((enum ui_op_kind)op->kind) {
        case UI_OP_FILL:
            fill(&b, op);
            break;
        case UI_OP_EDGE:
            op->dash > 0 ? dashed_edge(&b, op) : edge(&b, op);
            break;
        case UI_OP_TEXT:
            text(&b, op, glyphs);
            break;
        case UI_OP_ICON:
            icon(&b, op, icons);
            break;
        case UI_OP_PICTURE:
            if (picture(&b, op, pictures))
                i += op->instead;
            break;
        }
    }
}
