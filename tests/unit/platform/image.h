/* PNG and JPEG files made in memory, for tests of what reads them. */
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

#include "base/err.h"

struct image {
    uint8_t *bytes; /* free() it */
    size_t n;
};

static inline void image_free(struct image *i) {
    free(i->bytes);
}

#define IMAGE __attribute__((cleanup(image_free))) struct image

/* `format` as in PNG_FORMAT_RGB: what `px` holds. */
static inline struct image image_png(const void *px, int w, int h, uint32_t format) {
    png_image png = {.version = PNG_IMAGE_VERSION,
                     .width = (uint32_t)w,
                     .height = (uint32_t)h,
                     .format = format};
    png_alloc_size_t n = 0;
    ASSERT(png_image_write_to_memory(&png, NULL, &n, 0, px, 0, NULL));
    struct image out = {malloc(n), n};
    ASSERT(out.bytes != NULL && png_image_write_to_memory(&png, out.bytes, &n, 0, px, 0, NULL));
    return out;
}

enum image_jpeg { IMAGE_PLAIN, IMAGE_PROGRESSIVE, IMAGE_MANY_SCANS };

/* `rgb`: rows of w x 3 bytes. The worst kind sends every coefficient in a scan of its own. */
static inline struct image image_jpeg(const uint8_t *rgb, int w, int h, enum image_jpeg kind) {
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    jpeg_scan_info scan[1 + 3 * 63] = {{.comps_in_scan = 3, .component_index = {0, 1, 2}}};
    for (int i = 0; i < 3 * 63; i++)
        scan[1 + i] = (jpeg_scan_info){
            .comps_in_scan = 1, .component_index = {i / 63}, .Ss = 1 + i % 63, .Se = 1 + i % 63};
    unsigned char *bytes = NULL;
    unsigned long n = 0;
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &bytes, &n);
    c.image_width = (JDIMENSION)w;
    c.image_height = (JDIMENSION)h;
    c.input_components = 3;
    c.in_color_space = JCS_RGB;
    jpeg_set_defaults(&c);
    jpeg_set_quality(&c, 95, TRUE);
    if (kind == IMAGE_PROGRESSIVE)
        jpeg_simple_progression(&c);
    if (kind == IMAGE_MANY_SCANS) {
        c.scan_info = scan;
        c.num_scans = sizeof(scan) / sizeof(*scan);
    }
    jpeg_start_compress(&c, TRUE);
    while (c.next_scanline < c.image_height) {
        JSAMPROW row = (JSAMPROW)(uintptr_t)(rgb + (size_t)c.next_scanline * (size_t)w * 3);
        jpeg_write_scanlines(&c, &row, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    return (struct image){bytes, n};
}

/* w x h pixels of one colour: free() it. */
static inline uint8_t *image_flat(int w, int h, uint32_t colour) {
    uint8_t *rgb = malloc((size_t)w * (size_t)h * 3);
    ASSERT(rgb != NULL);
    for (size_t i = 0; i < (size_t)w * (size_t)h; i++) {
        rgb[3 * i] = (uint8_t)(colour >> 16);
        rgb[3 * i + 1] = (uint8_t)(colour >> 8);
        rgb[3 * i + 2] = (uint8_t)colour;
    }
    return rgb;
}
