/* The pictures that a screen shows, kept as they are shown: 4 MB of them, what was shown longest
 * ago goes first. That is more than a whole screen of 1280 x 720, so what is seen at once stays. */
#pragma once

#include "platform/picture.h"

enum { PICTURES_BYTES_MAX = 4 << 20 };

struct pictures;

struct pictures *pictures_open(void); /* nothing is read yet */
void pictures_close(struct pictures *p);

/* The file at `path` as large as fits into w x h pixels, valid until the next call; NULL: it cannot
 * be shown, which is remembered too. A file that has changed is read again. */
const struct picture *pictures_get(struct pictures *p, const char *path, int w, int h);

size_t pictures_bytes(const struct pictures *p); /* what they take now */
