/* Picks the presenter and hands every call through to it. */
#include "platform/screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "platform/presenter.h"

struct screen {
    const struct presenter *presenter;
    void *self;
};

static const struct presenter *const presenters[] = {&presenter_window, &presenter_memory};

struct screen *screen_open(const struct screen_opts *opts, struct err *err) {
    const struct presenter *presenter = NULL;
    for (size_t i = 0; i < sizeof(presenters) / sizeof(*presenters); i++)
        if (strcmp(presenters[i]->name, opts->presenter) == 0)
            presenter = presenters[i];
    if (presenter == NULL) {
        err_set(err, ERR_INPUT, "There is no presenter \"%s\": use window or memory.",
                opts->presenter);
        return NULL;
    }
    void *self = presenter->open(opts, err);
    if (self == NULL)
        return NULL;
    struct screen *s = xcalloc(1, sizeof(*s));
    *s = (struct screen){presenter, self};
    return s;
}

void screen_close(struct screen *s) {
    if (s == NULL)
        return;
    s->presenter->close(s->self);
    free(s);
}

struct canvas *screen_canvas(struct screen *s) {
    return s->presenter->canvas(s->self);
}

bool screen_present(struct screen *s, const struct ui_rect *rect, size_t n, struct err *err) {
    return s->presenter->present(s->self, rect, n, err);
}

int screen_fd(const struct screen *s) {
    return s->presenter->fd(s->self);
}

bool screen_next(struct screen *s, struct input *ret_input) {
    return s->presenter->next(s->self, ret_input);
}

int screen_dpi(const struct screen *s) {
    return s->presenter->dpi(s->self);
}
