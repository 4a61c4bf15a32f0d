/* Decoding is left to libraries; scaling is done here, first across, then down: shrinking, a pixel
 * is the mean of the area that it covers; enlarging, it lies on the line between its two
 * neighbours. */
#include "platform/picture.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/module.h"
#include "base/str.h"

enum { RGB = 3 }; /* bytes of a decoded pixel */

struct size {
    int w, h;
};

static int larger(int a, int b) {
    return a > b ? a : b;
}

static struct size fit(int w, int h, struct size room) {
    if ((int64_t)w * room.h > (int64_t)h * room.w)
        return (struct size){room.w, larger(1, (int)(((int64_t)h * room.w + w / 2) / w))};
    return (struct size){larger(1, (int)(((int64_t)w * room.h + h / 2) / h)), room.h};
}

static bool check_size(unsigned int w, unsigned int h, struct err *err) {
    if (w >= 1 && h >= 1 && w <= PICTURE_SIDE_MAX && h <= PICTURE_SIDE_MAX)
        return true;
    return err_set(err, ERR_INPUT, "The picture has %u x %u pixels: make it at most %d each way.",
                   w, h, PICTURE_SIDE_MAX);
}

/* --- PNG ------------------------------------------------------------------------------------- */

static bool decode_png(const void *bytes, size_t n, struct photo *ret, struct err *err) {
    const png_color white = {255, 255, 255};
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, n))
        return err_set(err, ERR_DAMAGED, "The picture is damaged: %s.", image.message);
    if (!check_size(image.width, image.height, err)) {
        png_image_free(&image);
        return false;
    }
    image.format = PNG_FORMAT_RGB;
    uint8_t *rgb = xmalloc(PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, &white, rgb, 0, NULL)) {
        free(rgb);
        return err_set(err, ERR_DAMAGED, "The picture is damaged: %s.", image.message);
    }
    *ret = (struct photo){rgb, (int)image.width, (int)image.height};
    return true;
}

/* --- JPEG ------------------------------------------------------------------------------------ */

/* It stays: its library is small, and where one photograph is others follow. */
static bool load_module(struct picture_photos *p, struct err *err) {
    struct module photo;
    if (!module_open(&photo, "photo", "photo_read", "Photographs", err))
        return false;
    p->read = (photo_reader)photo.function;
    return true;
}

static bool decode_jpeg(struct picture_photos *photos, const void *bytes, size_t n,
                        struct size room, struct photo *ret, struct err *err) {
    char why[200] = "";
    if (photos->read == NULL && !load_module(photos, err))
        return false;
    if (!photos->read(bytes, n, PICTURE_SIDE_MAX, room.w, room.h, ret, why, sizeof(why)))
        return err_set(err, ERR_DAMAGED, "The picture is damaged: %s.", why);
    return true;
}

/* --- scaling --------------------------------------------------------------------------------- */

enum { ONE = 1 << 15 }; /* what the weights of a pixel add up to */

/* Which of the pixels along a line a pixel of the result is made of, and how much of each. */
struct mix {
    int first, n;
    uint16_t *weight;
};

/* The mean of the cells under pixel i, in units of 1/to of a cell. */
static void mix_area(struct mix *m, int i, int from, int to) {
    int64_t start = (int64_t)i * from, end = start + from;
    uint32_t before = 0;
    m->first = (int)(start / to);
    for (int64_t cell = m->first; cell * to < end; cell++) {
        int64_t covered = ((cell + 1) * to < end ? (cell + 1) * to : end) - start;
        uint32_t sum = (uint32_t)(covered * ONE / from);
        m->weight[m->n++] = (uint16_t)(sum - before);
        before = sum;
    }
}

/* Between the two cells whose middles are nearest, in units of 1/(2 to) of a cell. */
static void mix_near(struct mix *m, int i, int from, int to) {
    int at = (2 * i + 1) * from - to, unit = 2 * to;
    m->first = at > 0 ? at / unit : 0;
    int past = at > 0 ? at % unit : 0;
    bool is_last = m->first + 1 >= from;
    int second = is_last ? 0 : (int)((int64_t)past * ONE / unit);
    m->n = is_last ? 1 : 2;
    m->weight[0] = (uint16_t)(ONE - second);
    m->weight[1] = (uint16_t)second;
}

/* One mix for each of `to` pixels made of `from`. */
static struct mix *mixes_new(int from, int to) {
    size_t most = (size_t)(from / to) + 2;
    struct mix *m = xcalloc((size_t)to, sizeof(*m));
    uint16_t *weight = xcalloc((size_t)to * most, sizeof(*weight));
    for (int i = 0; i < to; i++) {
        m[i].weight = weight + (size_t)i * most;
        (from >= to ? mix_area : mix_near)(&m[i], i, from, to);
    }
    return m;
}

static void mixes_free(struct mix *m) {
    free(m[0].weight); /* one block for all */
    free(m);
}

static uint8_t rounded(uint32_t sum) {
    return (uint8_t)((sum + ONE / 2) / ONE);
}

static void mix_across(const uint8_t *row, const struct mix *mix, int w, uint8_t *out) {
    for (int x = 0; x < w; x++, out += RGB) {
        const struct mix *m = &mix[x];
        const uint8_t *p = row + (size_t)m->first * RGB;
        uint32_t sum[RGB] = {0};
        for (int k = 0; k < m->n; k++, p += RGB)
            for (int c = 0; c < RGB; c++)
                sum[c] += (uint32_t)m->weight[k] * p[c];
        for (int c = 0; c < RGB; c++)
            out[c] = rounded(sum[c]);
    }
}

/* `sum` has room for a row. */
static void mix_down(const uint8_t *rows, size_t stride, const struct mix *m, uint32_t *sum,
                     uint32_t *out) {
    memset(sum, 0, stride * sizeof(*sum));
    for (int k = 0; k < m->n; k++) {
        const uint8_t *row = rows + stride * (size_t)(m->first + k);
        for (size_t i = 0; i < stride; i++)
            sum[i] += (uint32_t)m->weight[k] * row[i];
    }
    for (size_t i = 0; i < stride; i += RGB)
        *out++ = (uint32_t)rounded(sum[i]) << 16 | (uint32_t)rounded(sum[i + 1]) << 8 |
                 rounded(sum[i + 2]);
}

static struct picture scale(const struct photo *d, struct size to) {
    struct mix *across = mixes_new(d->w, to.w), *down = mixes_new(d->h, to.h);
    size_t stride = (size_t)to.w * RGB;
    uint8_t *rows = xmalloc(stride * (size_t)d->h);
    uint32_t *sum = xmalloc(stride * sizeof(*sum));
    struct picture out = {xmalloc((size_t)to.w * (size_t)to.h * sizeof(*out.px)), to.w, to.h};
    for (int y = 0; y < d->h; y++)
        mix_across(d->rgb + (size_t)y * (size_t)d->w * RGB, across, to.w,
                   rows + stride * (size_t)y);
    for (int y = 0; y < to.h; y++)
        mix_down(rows, stride, &down[y], sum, out.px + (size_t)y * (size_t)to.w);
    free(sum);
    free(rows);
    mixes_free(across);
    mixes_free(down);
    return out;
}

/* --- a whole file ---------------------------------------------------------------------------- */

static bool begins(const void *bytes, size_t n, const char *magic) {
    size_t len = strlen(magic);
    return n >= len && memcmp(bytes, magic, len) == 0;
}

bool picture_decode(struct picture_photos *photos, const void *bytes, size_t n, int w, int h,
                    struct picture *ret_picture, struct err *err) {
    struct size room = {w, h};
    struct photo d = {0};
    if (!check_size((unsigned int)w, (unsigned int)h, err))
        return false;
    if (begins(bytes, n, "\x89PNG\r\n\x1a\n")) {
        if (!decode_png(bytes, n, &d, err))
            return false;
    } else if (begins(bytes, n, "\xff\xd8\xff")) {
        if (!decode_jpeg(photos, bytes, n, room, &d, err))
            return false;
    } else {
        return err_set(err, ERR_INPUT, "The picture is neither PNG nor JPEG.");
    }
    *ret_picture = scale(&d, fit(d.w, d.h, room));
    free(d.rgb);
    return true;
}

bool picture_read(struct picture_photos *photos, const char *path, int w, int h,
                  struct picture *ret_picture, struct err *err) {
    struct str bytes CLEANUP(str_release) = {0};
    if (!file_read(path, PICTURE_FILE_MAX, &bytes, err))
        return false;
    if (!picture_decode(photos, str_c(&bytes), bytes.len, w, h, ret_picture, err))
        return err_prefix(err, "%s", file_name(path));
    return true;
}
