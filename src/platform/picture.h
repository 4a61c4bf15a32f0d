/* Pictures that come with forms: PNG and JPEG bytes become pixels of the size that is shown.
 *
 * What a form brings was written by others, so bytes, width and height are capped before anything
 * is decoded, and what is broken or cut short is an error in words, never half a picture. Drawings
 * are made for white paper: what is transparent in a file becomes white, in every theme. */
#pragma once

#include "base/err.h"

#include "platform/photo.h"

#include <stddef.h>
#include <stdint.h>

enum {
    PICTURE_FILE_MAX = 8 << 20, /* bytes */
    PICTURE_SIDE_MAX = 4096     /* pixels of the file, and of what is asked for */
};

struct picture {
    uint32_t *px; /* w x h, 0x00RRGGBB in native order: free() it */
    int w, h;
};

/* Who reads JPEG files. */
struct picture_photos {
    photo_reader read; /* NULL: the module is loaded when the first one comes */
};

/* Decodes a whole file in memory, as large as fits into w x h pixels, its shape kept; at least one
 * pixel each way. Errors: ERR_INPUT (neither PNG nor JPEG, or too large), ERR_DAMAGED, ERR_MISSING
 * (the module). */
bool picture_decode(struct picture_photos *photos, const void *bytes, size_t n, int w, int h,
                    struct picture *ret_picture, struct err *err) MUST_USE;

/* The same for a regular file of at most PICTURE_FILE_MAX bytes. */
bool picture_read(struct picture_photos *photos, const char *path, int w, int h,
                  struct picture *ret_picture, struct err *err) MUST_USE;
