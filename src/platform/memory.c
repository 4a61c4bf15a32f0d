/* A screen that nobody sees: for touch scripts, pictures and tests on machines without a display.
 */
#include "platform/presenter.h"

#include <stdlib.h>

#include "base/mem.h"

enum { SIDE_MAX = 8192 };

static void *memory_open(const struct screen_opts *opts, struct err *err) {
    if (opts->w < 1 || opts->h < 1 || opts->w > SIDE_MAX || opts->h > SIDE_MAX) {
        err_set(err, ERR_INPUT, "A screen of %d x %d pixels is not possible.", opts->w, opts->h);
        return NULL;
    }
    struct canvas *c = xcalloc(1, sizeof(*c));
    *c = (struct canvas){xcalloc((size_t)opts->w * (size_t)opts->h, sizeof(*c->px)), opts->w,
                         opts->h, opts->w};
    return c;
}

static void memory_close(void *self) {
    struct canvas *c = self;
    free(c->px);
    free(c);
}

static struct canvas *memory_canvas(void *self) {
    return self;
}

static bool memory_present(void *self, const struct ui_rect *rect, size_t n, struct err *err) {
    (void)self, (void)rect, (void)n, (void)err;
    return true;
}

static int memory_fd(const void *self) {
    (void)self;
    return -1;
}

static bool memory_next(void *self, struct input *ret_input) {
    (void)self, (void)ret_input;
    return false;
}

static int memory_dpi(const void *self) {
    (void)self;
    return 0;
}

const struct presenter presenter_memory = {
    .name = "memory",
    .open = memory_open,
    .close = memory_close,
    .canvas = memory_canvas,
    .present = memory_present,
    .fd = memory_fd,
    .next = memory_next,
    .dpi = memory_dpi,
};
