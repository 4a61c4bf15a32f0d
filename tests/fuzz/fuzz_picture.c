/* Any bytes as a picture: shown whole within its room, or refused with a sentence. */
#include <stdint.h>
#include <stdlib.h>

#include "platform/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct { int w, h; } rooms[] = {{37, 23}, {400, 3}};
    struct picture_photos photos = {.read = photo_read};
    for (size_t i = 0; i < sizeof(rooms) / sizeof(*rooms); i++) {
        struct picture p = {0};
        struct err err = {0};
        if (!picture_decode(&photos, data, size, rooms[i].w, rooms[i].h, &p, &err)) {
            ASSERT(p.px == NULL && err.text[0] != '\0');
            continue;
        }
        ASSERT(p.w >= 1 && p.h >= 1 && p.w <= rooms[i].w && p.h <= rooms[i].h);
        ASSERT(p.w == rooms[i].w || p.h == rooms[i].h);
        for (int k = 0; k < p.w * p.h; k++)
            ASSERT(p.px[k] >> 24 == 0);
        free(p.px);
    }
    return 0;
}
