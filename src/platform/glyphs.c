/* Glyphs: SDL_ttf is asked once for every character of a size and weight; from then on it is a
 * mask.
 *
 * A hash table leads from (weight, size, tabular, character) to a struct glyph; glyphs and masks
 * live in an arena, so a pointer stays good until glyphs_close and nothing is ever thrown away: a
 * kiosk shows a few hundred characters in a dozen sizes, about a megabyte. Each weight has one font
 * that is given another size when a new character needs it; the file is mapped, which makes
 * SDL_ttf's many small reads cost nothing and the pages shared.
 *
 * Measuring and painting both add up `advance`, whole pixels under light hinting, and nothing is
 * kerned: a text is exactly as wide as its characters, wherever it is cut. */
#include "platform/glyphs.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>
#include <SDL_ttf.h>

enum {
    PX_MAX = 1024,
    /* Not characters: their `advance` is a measure of the whole size. */
    MEASURE_DIGIT = 0x110000, /* the widest digit */
    MEASURE_ASCENT
};

struct face {
    void *map;
    size_t bytes;
    TTF_Font *font;
    int px; /* size that `font` has now */
};

struct slot {
    uint64_t key; /* 0: free */
    struct glyph *glyph;
};

struct glyphs {
    struct face face[2]; /* regular, bold */
    struct slot *slot;   /* a power of two of them, at most half in use */
    size_t slots, used;
    struct arena arena;
};

static bool face_open(struct face *f, const char *path, struct err *err) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0) {
        void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (map != MAP_FAILED) {
            f->map = map;
            f->bytes = (size_t)st.st_size;
            f->px = 20;
            f->font = TTF_OpenFontRW(SDL_RWFromConstMem(map, (int)f->bytes), 1, f->px);
        }
    }
    if (fd >= 0)
        close(fd);
    if (f->font == NULL)
        return err_set(err, ERR_MISSING,
                       "The font %s cannot be read: install the Debian package fonts-noto-core.",
                       path);
    TTF_SetFontHinting(f->font, TTF_HINTING_LIGHT);
    return true;
}

static void face_close(struct face *f) {
    if (f->font != NULL)
        TTF_CloseFont(f->font);
    if (f->map != NULL)
        munmap(f->map, f->bytes);
}

static TTF_Font *face_at(struct face *f, int px) {
    if (f->px != px) {
        TTF_SetFontSize(f->font, px);
        f->px = px;
    }
    return f->font;
}

struct glyphs *glyphs_open(const char *regular, const char *bold, struct err *err) {
    if (TTF_Init() != 0) {
        err_set(err, ERR_WORLD, "SDL_ttf does not start (%s): install libsdl2-ttf-2.0-0 again.",
                TTF_GetError());
        return NULL;
    }
    struct glyphs *g = xcalloc(1, sizeof(*g));
    g->slots = 1024;
    g->slot = xcalloc(g->slots, sizeof(*g->slot));
    if (!face_open(&g->face[0], regular, err) || !face_open(&g->face[1], bold, err)) {
        glyphs_close(g);
        return NULL;
    }
    return g;
}

void glyphs_close(struct glyphs *g) {
    if (g == NULL)
        return;
    face_close(&g->face[0]);
    face_close(&g->face[1]);
    TTF_Quit();
    arena_free(&g->arena);
    free(g->slot);
    free(g);
}

/* Where `key` is, or the free slot where it belongs. */
static struct slot *find(const struct glyphs *g, uint64_t key) {
    size_t at = (size_t)((key * 0x9e3779b97f4a7c15u) >> 40) & (g->slots - 1);
    while (g->slot[at].key != 0 && g->slot[at].key != key)
        at = (at + 1) & (g->slots - 1);
    return &g->slot[at];
}

static void insert(struct glyphs *g, uint64_t key, struct glyph *glyph) {
    if (2 * (g->used + 1) > g->slots) {
        struct slot *old = g->slot;
        size_t n = g->slots;
        g->slots = 2 * n;
        g->slot = xcalloc(g->slots, sizeof(*g->slot));
        for (size_t i = 0; i < n; i++)
            if (old[i].key != 0)
                *find(g, old[i].key) = old[i];
        free(old);
    }
    *find(g, key) = (struct slot){key, glyph};
    g->used++;
}

/* The smallest box around the ink of an 8-bit surface; false: there is no ink. */
static bool ink_box(const SDL_Surface *s, SDL_Rect *ret_box) {
    const uint8_t *px = s->pixels;
    int x0 = s->w, x1 = -1, y0 = s->h, y1 = -1;
    for (int y = 0; y < s->h; y++)
        for (int x = 0; x < s->w; x++)
            if (px[y * s->pitch + x] != 0) {
                x0 = x < x0 ? x : x0;
                x1 = x > x1 ? x : x1;
                y0 = y < y0 ? y : y0;
                y1 = y;
            }
    if (x1 < 0)
        return false;
    *ret_box = (SDL_Rect){x0, y0, x1 - x0 + 1, y1 - y0 + 1};
    return true;
}

/* Line breaks, joiners and marks of direction take part in no line of glyphs. */
static bool is_invisible(uint32_t cp) {
    return cp < 0x20 || cp == 0x7f || cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
           (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2069) || cp == 0xfeff;
}

static void draw(struct glyphs *g, TTF_Font *font, uint32_t cp, struct glyph *ret_glyph) {
    int min_x = 0, max_y = 0, advance = 0;
    if (is_invisible(cp) || TTF_GlyphMetrics32(font, cp, &min_x, NULL, NULL, &max_y, &advance) != 0)
        return;
    ret_glyph->advance = (int16_t)advance;
    /* "Shaded" is the one way to get bare coverage: a palette from black to white, its index a
     * byte. */
    SDL_Surface *s = TTF_RenderGlyph32_Shaded(font, cp, (SDL_Color){255, 255, 255, 255},
                                              (SDL_Color){0, 0, 0, 255});
    SDL_Rect box;
    if (s != NULL && ink_box(s, &box)) {
        uint8_t *m = arena_alloc(&g->arena, (size_t)box.w * (size_t)box.h);
        for (int y = 0; y < box.h; y++)
            memcpy(m + (ptrdiff_t)y * box.w,
                   (const uint8_t *)s->pixels + (ptrdiff_t)(box.y + y) * s->pitch + box.x,
                   (size_t)box.w);
        /* The surface begins at the pen and the ascent, or before them where the ink does. */
        int left = min_x < 0 ? min_x : 0, above = max_y - TTF_FontAscent(font);
        *ret_glyph = (struct glyph){m,
                                    (int16_t)box.w,
                                    (int16_t)box.h,
                                    (int16_t)(box.x + left),
                                    (int16_t)(box.y - (above > 0 ? above : 0)),
                                    (int16_t)advance};
    }
    SDL_FreeSurface(s);
}

static bool is_digit(uint32_t cp) {
    return cp >= '0' && cp <= '9';
}

static struct glyph *make(struct glyphs *g, bool bold, int px, bool tabular, uint32_t cp) {
    struct glyph *glyph = NEW(&g->arena, struct glyph);
    if (tabular) {
        int widest = glyphs_get(g, bold, px, false, MEASURE_DIGIT)->advance;
        *glyph = *glyphs_get(g, bold, px, false, cp);
        glyph->x = (int16_t)(glyph->x + (widest - glyph->advance) / 2);
        glyph->advance = (int16_t)widest;
        return glyph;
    }
    TTF_Font *font = face_at(&g->face[bold], px);
    if (cp == MEASURE_ASCENT) {
        glyph->advance = (int16_t)TTF_FontAscent(font);
    } else if (cp == MEASURE_DIGIT) {
        for (uint32_t digit = '0'; digit <= '9'; digit++) {
            int advance = 0;
            TTF_GlyphMetrics32(font, digit, NULL, NULL, NULL, NULL, &advance);
            if (advance > glyph->advance)
                glyph->advance = (int16_t)advance;
        }
    } else {
        draw(g, font, cp, glyph);
    }
    return glyph;
}

const struct glyph *glyphs_get(struct glyphs *g, bool bold, int px, bool tabular,
                               uint32_t codepoint) {
    px = px < 1 ? 1 : px > PX_MAX ? PX_MAX : px;
    tabular = tabular && is_digit(codepoint);
    uint64_t key = (uint64_t)px << 32 | (uint64_t)bold << 31 | (uint64_t)tabular << 30 | codepoint;
    struct slot *slot = find(g, key);
    if (slot->key == key)
        return slot->glyph;
    struct glyph *glyph = make(g, bold, px, tabular, codepoint);
    insert(g, key, glyph);
    return glyph;
}

int glyphs_text_width(const void *fonts, bool bold, int px, bool tabular, const char *s, size_t n) {
    struct glyphs *g =
        (struct glyphs *)fonts; /* the cache fills; what is measured does not change */
    const char *end = s + n;
    int width = 0;
    uint32_t cp;
    while ((cp = utf8_next(&s, end)) != 0)
        width += glyphs_get(g, bold, px, tabular, cp)->advance;
    return width;
}

int glyphs_ascent(const void *fonts, bool bold, int px) {
    return glyphs_get((struct glyphs *)fonts, bold, px, false, MEASURE_ASCENT)->advance;
}
