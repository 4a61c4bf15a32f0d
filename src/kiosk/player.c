/* Script steps as touches, keys and looks at the screen. */
#include "kiosk/player.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "platform/png.h"

enum { TAP_MS = 120, HOLD_MS = 600, ANSWER_MS = 30000, SCREEN_TEXT_MAX = 1200 };

struct player {
    struct app *app;
    const struct player_opts *opts;
    int line;
};

/* ---- waiting ------------------------------------------------------------------------------ */

/* The answer of every effect that is under way, on the screen. */
static bool show(struct player *p, struct err *err) {
    struct app *a = p->app;
    app_sticks(a, false);
    while (effects_waiting(a->effects)) {
        struct pollfd fd = {.fd = effects_fd(a->effects), .events = POLLIN};
        if (poll(&fd, 1, ANSWER_MS) <= 0)
            return err_set(err, ERR_WORLD, "The store has not answered for %d seconds.",
                           ANSWER_MS / 1000);
        app_answers(a);
    }
    return app_frame(a, err);
}

/* The same, with what is asked for once a frame stands. */
static bool settle(struct player *p, struct err *err) {
    do {
        if (!show(p, err))
            return false;
        app_forms(p->app);
    } while (effects_waiting(p->app->effects));
    return true;
}

/* Moves virtual time on, stopping at every timer that falls due on the way. The clock moves only
 * while no work runs that could look at it. */
static bool pass(struct player *p, int64_t ms, struct err *err) {
    struct app *a = p->app;
    if (!settle(p, err))
        return false;
    int64_t end = clock_mono(a->clock) + ms;
    for (;;) {
        int64_t now = clock_mono(a->clock), at = app_deadline(a);
        bool due = at >= 0 && at <= end;
        int64_t to = due ? (at > now ? at : now + 1) : end;
        if (to > now)
            clock_advance(a->clock, to - now);
        app_tick(a);
        if (!settle(p, err))
            return false;
        if (clock_mono(a->clock) >= end)
            return true;
    }
}

/* ---- finding ------------------------------------------------------------------------------ */

static bool can_be_touched(const struct ui_node *n) {
    return n->on_tap.id || n->on_hold.id || n->on_edit.id;
}

/* The node that a touch on `n` would reach: itself or what it stands in. */
static const struct ui_node *target_of(const struct ui_node *n) {
    for (const struct ui_node *up = n; up; up = up->parent)
        if (can_be_touched(up))
            return up;
    return n;
}

static const struct ui_node *look_up(const struct app *a, const struct script_step *s) {
    return s->by_key ? ui_find_key(a->root, s->text) : ui_find_label(a->root, s->text);
}

static bool in_view(const struct ui_node *n) {
    return n->clip.w > 0 && n->clip.h > 0;
}

/* Finds what the step names and scrolls it into view. */
static const struct ui_node *find(struct player *p, const struct script_step *s, struct err *err) {
    struct app *a = p->app;
    const struct ui_node *n = look_up(a, s);
    const char *key = n ? target_of(n)->key : NULL;
    if (key && !in_view(n)) {
        ui_scroll_to(a->ui, key, &a->dirty);
        if (!app_frame(a, err))
            return NULL;
        n = look_up(a, s);
    }
    if (!n || !in_view(n)) {
        err_set(err, ERR_INPUT, "there is no %s%s%s on the screen", s->by_key ? "#" : "\"", s->text,
                s->by_key ? "" : "\"");
        return NULL;
    }
    n = target_of(n);
    if (n->flags & UI_DISABLED) {
        err_set(err, ERR_INPUT, "\"%s\" cannot be tapped now", s->text);
        return NULL;
    }
    return n;
}

/* ---- doing -------------------------------------------------------------------------------- */

static void touch(struct app *a, enum ui_touch_phase phase, int x, int y) {
    const struct input in = {.kind = INPUT_TOUCH, .phase = phase, .x = x, .y = y};
    app_input(a, &in);
}

static bool press(struct player *p, const struct script_step *s, int ms, struct err *err) {
    const struct ui_node *n = find(p, s, err);
    if (!n)
        return false;
    int x = n->clip.x + n->clip.w / 2, y = n->clip.y + n->clip.h / 2;
    touch(p->app, UI_TOUCH_DOWN, x, y);
    if (!pass(p, ms, err))
        return false;
    touch(p->app, UI_TOUCH_UP, x, y);
    return pass(p, TAP_MS, err);
}

/* Drags a finger over the named list: DOWN moves the finger down, which shows what stands above. */
static bool drag(struct player *p, const struct script_step *s, struct err *err) {
    const struct ui_node *n = find(p, s, err);
    if (!n)
        return false;
    int x = n->clip.x + n->clip.w / 2, step = n->clip.h / 10 * (s->down ? 1 : -1);
    int y = n->clip.y + (s->down ? n->clip.h / 4 : n->clip.h * 3 / 4);
    touch(p->app, UI_TOUCH_DOWN, x, y);
    for (int i = 1; i <= 5; i++) {
        if (!pass(p, 16, err))
            return false;
        touch(p->app, UI_TOUCH_MOVE, x, y + i * step);
    }
    if (!pass(p, 200, err))
        return false; /* a finger that rests flings nothing */
    touch(p->app, UI_TOUCH_UP, x, y + 5 * step);
    return pass(p, TAP_MS, err);
}

static void press_key(struct app *a, enum ui_key key) {
    const struct input in = {.kind = INPUT_KEY, .key = key};
    app_input(a, &in);
}

/* Types characters as a keyboard does; a scanner does the same with no time between them. */
static bool type(struct player *p, const char *text, int ms, struct err *err) {
    const char *end = text + strlen(text);
    while (text < end) {
        const char *from = text;
        utf8_next(&text, end);
        struct input in = {.kind = INPUT_TEXT};
        memcpy(in.text, from, (size_t)(text - from));
        app_input(p->app, &in);
        if (!app_frame(p->app, err) || (ms && !pass(p, ms, err)))
            return false;
    }
    return true;
}

/* ---- sticks ------------------------------------------------------------------------------- */

/* Moves a stick between the drawer, which is a hidden folder, and the port. */
static bool move_stick(const struct app *a, const char *name, bool in, struct err *err) {
    char drawer[PATH_MAX], out[PATH_MAX], port[PATH_MAX];
    if (!a->usb)
        return err_set(err, ERR_INPUT, "start the kiosk with --usb DIR to have USB sticks");
    path_join(drawer, sizeof drawer, a->opts.usb, ".out");
    path_join(out, sizeof out, drawer, name);
    path_join(port, sizeof port, a->opts.usb, name);
    if (!file_make_dirs(in ? out : drawer, err))
        return false;
    return rename(in ? out : port, in ? port : out) == 0 ||
           err_errno(err, errno, "the stick \"%s\" cannot be %s", name,
                     in ? "plugged in" : "pulled out");
}

/* ---- looking ------------------------------------------------------------------------------ */

static bool shows(const struct app *a, const char *text) {
    struct str all CLEANUP(str_release) = {0};
    ui_visible_text(a->root, &all);
    return strstr(str_c(&all), text) != NULL;
}

static bool out_path(const struct player *p, const char *name, const char *ending, char *out,
                     size_t size, struct err *err) {
    char file[128];
    const char *dir = p->opts->shots ? p->opts->shots : ".";
    snprintf(file, sizeof file, "%.100s.%s", name, ending);
    path_join(out, size, dir, file);
    return !p->opts->shots || file_make_dirs(dir, err);
}

static bool shot(struct player *p, const char *name, struct err *err) {
    char path[4096];
    return out_path(p, name, "png", path, sizeof path, err) &&
           png_write(path, screen_canvas(p->app->screen), err);
}

static bool dump(struct player *p, const char *name, struct err *err) {
    char path[4096];
    struct str text CLEANUP(str_release) = {0};
    ui_dump(p->app->root, p->app->ui, &text);
    return out_path(p, name, "txt", path, sizeof path, err) &&
           file_write_whole(path, str_c(&text), text.len, err);
}

static void speak(const struct app *a) {
    struct str text CLEANUP(str_release) = {0};
    ui_speak(a->root, a->ui, &text);
    fputs(str_c(&text), stdout);
    fflush(stdout);
}

/* ---- steps -------------------------------------------------------------------------------- */

static bool once(struct player *p, const struct script_step *s, struct err *err) {
    struct app *a = p->app;
    switch (s->op) {
    case STEP_TAP:
        return press(p, s, 0, err);
    case STEP_HOLD:
        return press(p, s, HOLD_MS, err);
    case STEP_TYPE:
        return type(p, s->text, TAP_MS, err);
    case STEP_SCAN:
        if (!type(p, s->text, 0, err))
            return false;
        press_key(a, UI_KEY_ENTER);
        return pass(p, TAP_MS, err);
    case STEP_KEY:
        press_key(a, s->key);
        return pass(p, TAP_MS, err);
    case STEP_BACK:
        press_key(a, UI_KEY_ESCAPE);
        return pass(p, TAP_MS, err);
    case STEP_DRAG:
        return drag(p, s, err);
    case STEP_EXPECT:
        return shows(a, s->text) ||
               err_set(err, ERR_INPUT, "expected \"%s\", which is not there", s->text);
    case STEP_EXPECT_NOT:
        return !shows(a, s->text) ||
               err_set(err, ERR_INPUT, "\"%s\" is there, and should not be", s->text);
    case STEP_WAIT:
        return pass(p, s->ms, err);
    case STEP_SHOT:
        return shot(p, s->text, err);
    case STEP_DUMP:
        return dump(p, s->text, err);
    case STEP_SPEAK:
        speak(a);
        return true;
    case STEP_PLUG:
    case STEP_PULL:
        return move_stick(a, s->text, s->op == STEP_PLUG, err);
    case STEP_IDLE:
        return settle(p, err);
    case STEP_CLOCK:
        return true; /* the clock was set before the kiosk started */
    }
    return true;
}

/* A person who watches wants to see each step; the window must answer meanwhile. */
static bool pause_a_while(struct player *p) {
    struct input in;
    if (p->opts->pause_ms)
        usleep((useconds_t)p->opts->pause_ms * 1000);
    while (screen_next(p->app->screen, &in))
        if (in.kind == INPUT_QUIT || in.kind == INPUT_RESIZE || in.kind == INPUT_EXPOSE)
            app_input(p->app, &in);
    return !p->app->quit;
}

/* Says the line, what went wrong and what stood on the screen; leaves a picture. */
static bool report(struct player *p, struct err *err) {
    struct str seen CLEANUP(str_release) = {0};
    struct err ignored;
    char name[64];
    snprintf(name, sizeof name, "failed-line-%d", p->line);
    if (p->app->root) {
        ui_visible_text(p->app->root, &seen);
        if (!shot(p, name, &ignored))
            name[0] = '\0';
    }
    if (seen.len > SCREEN_TEXT_MAX)
        str_cut(&seen, SCREEN_TEXT_MAX);
    fprintf(stderr, "The screen \"%s\" showed:\n%s\n", app_screen_name(p->app), str_c(&seen));
    return err_prefix(err, "line %d", p->line);
}

bool player_run(struct app *a, const struct script *script, const struct player_opts *opts,
                struct err *err) {
    struct player p = {.app = a, .opts = opts};
    if (!show(&p, err) || (script->steps && !settle(&p, err)))
        return false; /* a script without a step shows the first frame and goes */
    for (size_t i = 0; i < script->steps; i++) {
        const struct script_step *s = &script->step[i];
        p.line = s->line;
        for (int t = 0; t < s->times; t++)
            if (!once(&p, s, err) || !settle(&p, err))
                return report(&p, err);
        if (!pause_a_while(&p))
            return err_set(err, ERR_CANCELLED, "line %d: the window was closed", s->line);
    }
    return true;
}
