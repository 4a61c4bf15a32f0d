/* Icons: one drawing, any size. A mask is read from its file, averaged down to the size asked for
 * and kept; the large one is dropped, since most icons are shown in one size only. */
#include "platform/icons.h"

#include "base/arena.h"
#include "base/mem.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

enum { SIDE_MAX = 512 };

struct entry {
    const char *name;
    int size;
    const uint8_t *mask; /* NULL: there is no such icon */
};

struct icons {
    char *dir;
    struct arena arena;
    struct entry *entry;
    size_t n, cap;
};

struct icons *icons_open(const char *dir) {
    struct icons *icons = xcalloc(1, sizeof(*icons));
    icons->dir = xstrdup(dir);
    return icons;
}

void icons_close(struct icons *i) {
    if (i == NULL)
        return;
    arena_free(&i->arena);
    free(i->entry);
    free(i->dir);
    free(i);
}

/* Grey and alpha of a square PNG, or NULL. */
static uint8_t *read_drawing(const struct icons *icons, const char *name, int *ret_side) {
    char path[PATH_MAX];
    int n = snprintf(path, sizeof(path), "%s/%s.png", icons->dir, name);
    if (n < 0 || (size_t)n >= sizeof(path))
        return NULL;
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        return NULL;
    if (image.width != image.height || image.width > SIDE_MAX) {
        png_image_free(&image);
        return NULL;
    }
    image.format = PNG_FORMAT_GA;
    uint8_t *pixels = xmalloc(PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, NULL, pixels, 0, NULL)) {
        free(pixels);
        return NULL;
    }
    *ret_side = (int)image.width;
    return pixels;
}

/* The part of the drawing's cells [*first, *last) under pixel `at` of `size`, in 256ths of a pixel
 * of the drawing: `from` and `to` are its ends. */
struct window {
    int from, to, first, last;
};

static struct window window_at(int at, int size, int side) {
    struct window w = {at * side * 256 / size, (at + 1) * side * 256 / size, 0, 0};
    w.first = w.from / 256;
    w.last = (w.to + 255) / 256;
    return w;
}

static int overlap(const struct window *w, int cell) {
    int from = w->from > cell * 256 ? w->from : cell * 256;
    int to = w->to < (cell + 1) * 256 ? w->to : (cell + 1) * 256;
    return to - from;
}

/* Every pixel is the mean of the area that it covers, so that thin strokes keep their weight. */
static void scale(const uint8_t *drawing, int side, uint8_t *out, int size) {
    for (int y = 0; y < size; y++) {
        struct window v = window_at(y, size, side);
        for (int x = 0; x < size; x++) {
            struct window h = window_at(x, size, side);
            uint64_t sum = 0;
            for (int j = v.first; j < v.last; j++)
                for (int i = h.first; i < h.last; i++)
                    sum += (uint64_t)drawing[2 * (j * side + i) + 1] * (uint64_t)overlap(&v, j) *
                           (uint64_t)overlap(&h, i);
            uint64_t area = (uint64_t)(v.to - v.from) * (uint64_t)(h.to - h.from);
            out[y * size + x] = (uint8_t)((sum + area / 2) / area);
        }
    }
}

static const uint8_t *load(struct icons *icons, const char *name, int size) {
    int side = 0;
    uint8_t *drawing = read_drawing(icons, name, &side);
    if (drawing == NULL)
        return NULL;
    uint8_t *mask = arena_alloc(&icons->arena, (size_t)size * (size_t)size);
    scale(drawing, side, mask, size);
    free(drawing);
    return mask;
}

const uint8_t *icons_get(struct icons *i, const char *name, int size) {
    if (size < 1 || size > SIDE_MAX)
        return NULL;
    for (size_t k = 0; k < i->n; k++)
        if (i->entry[k].size == size && strcmp(i->entry[k].name, name) == 0)
            return i->entry[k].mask;
    const uint8_t *mask = load(i, name, size);
    i->entry = xgrow(i->entry, &i->cap, i->n + 1, sizeof(*i->entry));
    i->entry[i->n++] = (struct entry){arena_strdup(&i->arena, name), size, mask};
    return mask;
}
