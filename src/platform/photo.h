/* Reads a JPEG file. This is a module of its own, loaded by platform/picture.c only when the first
 * one comes: most kiosks show none, and looking up one library more would slow every start. It uses
 * nothing of the program but this header. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct photo {
    uint8_t *rgb; /* rows of w x 3 bytes without gaps: free() it */
    int w, h;
};

/* Decodes to at most side_max pixels each way; a larger file is refused. Where the file is more
 * than twice as large as what fits into w x h, whole steps of detail are left out, never below that
 * size. Returns false with a clause ("it ends too early") when there is no whole picture in the
 * bytes. */
bool photo_read(const void *bytes, size_t n, int side_max, int w, int h, struct photo *ret_photo,
                char *why, size_t why_size);
typedef bool (*photo_reader)(const void *bytes, size_t n, int side_max, int w, int h,
                             struct photo *ret_photo, char *why, size_t why_size);
