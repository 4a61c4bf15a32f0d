/* A screen: three functions and a name. To add one: a file of its own here and a line in
 * screens.def.
 *
 * init   may be NULL: sets a fresh (zeroed) state; `why` carries what the asking screen gave: ref,
 *        arg
 * update changes the state for a message and asks for effects by commands; it never performs one
 * view   is pure: state and model in, a node tree in the frame's arena out
 * due    may be NULL: monotonic ms of the moment at which the screen gets MSG_DUE, -1: never; that
 *        message must move the moment on
 *
 * `needs` is who must be in for the screen to show; when the kiosk locks, such screens are left. */
#pragma once

#include "model/command.h"
#include "model/model.h"
#include "model/msg.h"
#include "ui/build.h"

#include <stddef.h>

struct screen_def {
    const char *name;
    size_t state_size;
    enum who needs;
    bool scans; /* gets MSG_SCANNED; elsewhere a scanner's keys are keys */
    void (*init)(void *state, const struct model *m, struct ui_msg why);
    void (*update)(void *state, const struct model *m, struct ui_msg msg, struct out *out);
    struct ui_node *(*view)(const void *state, const struct model *m, struct ui_build *b);
    int64_t (*due)(const void *state, const struct model *m);
};

/* Every screen, in the order of screens.def; NULL: no such name. */
const struct screen_def *screens_find(const char *name);
size_t screens_all(const struct screen_def *const **ret_screens);

#define X(name) extern const struct screen_def screen_##name;
#include "screens/screens.def"
#undef X
