/* PNG files through libpng's simplified interface, which checks sizes and reports errors by itself.
 */
#include "platform/png.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>

enum { SIDE_MAX = 8192 };

bool png_write(const char *path, const struct canvas *c, struct err *err) {
    size_t n = (size_t)c->w * (size_t)c->h;
    uint8_t *rgb = xmalloc(3 * n), *out = rgb;
    for (int y = 0; y < c->h; y++)
        for (int x = 0; x < c->w; x++) {
            uint32_t px = c->px[(size_t)y * (size_t)c->stride + (size_t)x];
            *out++ = (uint8_t)(px >> 16);
            *out++ = (uint8_t)(px >> 8);
            *out++ = (uint8_t)px;
        }
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (uint32_t)c->w,
                       .height = (uint32_t)c->h,
                       .format = PNG_FORMAT_RGB};
    bool ok = png_image_write_to_file(&image, path, 0, rgb, 0, NULL) != 0;
    free(rgb);
    if (!ok)
        return err_set(err, ERR_WORLD, "The picture %s cannot be written: %s.", path,
                       image.message);
    return true;
}

bool png_read(const char *path, struct canvas *ret_canvas, struct err *err) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        return err_set(err, ERR_MISSING, "The picture %s cannot be read: %s.", path, image.message);
    if (image.width > SIDE_MAX || image.height > SIDE_MAX) {
        png_image_free(&image);
        return err_set(err, ERR_INPUT, "The picture %s is larger than %d pixels.", path, SIDE_MAX);
    }
    image.format = PNG_FORMAT_RGB;
    size_t n = (size_t)image.width * image.height;
    uint8_t *rgb = xmalloc(3 * n);
    const png_color white = {255, 255, 255};
    if (!png_image_finish_read(&image, &white, rgb, 0, NULL)) {
        free(rgb);
        return err_set(err, ERR_DAMAGED, "The picture %s is damaged: %s.", path, image.message);
    }
    uint32_t *px = xmalloc(n * sizeof(*px));
    for (size_t i = 0; i < n; i++)
        px[i] = (uint32_t)rgb[3 * i] << 16 | (uint32_t)rgb[3 * i + 1] << 8 | rgb[3 * i + 2];
    free(rgb);
    *ret_canvas = (struct canvas){px, (int)image.width, (int)image.height, (int)image.width};
    return true;
}
