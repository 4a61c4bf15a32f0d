/* A presenter: one way to show a frame and to be touched. Private to src/platform; screen.c picks
 * one by name and hands every call through. To add one, write its file and name its table in
 * screen.c. */
#pragma once

#include "platform/screen.h"

struct presenter {
    const char *name;
    void *(*open)(const struct screen_opts *opts, struct err *err);
    void (*close)(void *self);
    struct canvas *(*canvas)(void *self);
    bool (*present)(void *self, const struct ui_rect *rect, size_t n, struct err *err);
    int (*fd)(const void *self);
    bool (*next)(void *self, struct input *ret_input);
    int (*dpi)(const void *self);
};

extern const struct presenter presenter_window; /* window.c: SDL on X11 */
extern const struct presenter presenter_memory; /* memory.c: pixels that nobody sees */
