/* The screen: where pixels are shown and touches come from.
 *
 * A *presenter* is a table of functions: `window` (SDL on X11, software surface: no OpenGL is
 * loaded) on a desk, `memory` for headless runs; a board adds `drm`. The caller paints into
 * screen_canvas() and shows the rectangles that changed. All on the UI thread. The loop polls
 * screen_fd(), then drains screen_next(); there is no timer inside, so a still screen costs
 * nothing. */
#pragma once

#include "base/err.h"
#include "platform/raster.h"
#include "ui/ui.h"

struct screen;

struct screen_opts {
    const char *presenter; /* "window" or "memory" */
    int w, h;
    bool fullscreen;
    const char *title;
};

enum input_kind {
    INPUT_TOUCH,
    INPUT_WHEEL,
    INPUT_KEY,
    INPUT_TEXT,
    INPUT_RESIZE, /* the canvas has a new size: paint everything */
    INPUT_EXPOSE, /* show everything again */
    INPUT_QUIT
};

struct input {
    enum input_kind kind;
    enum ui_touch_phase phase; /* of a touch; the mouse is finger 0 */
    int finger, x, y, steps;
    enum ui_key key;
    char text[32];
};

struct screen *screen_open(const struct screen_opts *opts, struct err *err);
void screen_close(struct screen *s);
struct canvas *screen_canvas(struct screen *s);
bool screen_present(struct screen *s, const struct ui_rect *rect, size_t n,
                    struct err *err) MUST_USE;
/* To poll: readable while input waits, also what was read on the way while showing. -1: nothing
 * ever comes. */
int screen_fd(const struct screen *s);
bool screen_next(struct screen *s, struct input *ret_input); /* false: nothing more for now */
int screen_dpi(const struct screen *s);                      /* of a known panel; 0: unknown */
