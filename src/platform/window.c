/* The window presenter: SDL on X11, painting straight into the window surface, which SDL shares
 * with the X server (MIT-SHM), so showing a rectangle copies nothing on our side.
 *
 * What it does not do matters as much. No OpenGL: SDL's default window surface loads a driver of 90
 * MB. No SDL_WaitEvent: the loop polls the X11 socket together with its other descriptors. Because
 * SDL and Xlib also read events while they wait for replies, "the socket is quiet" does not mean
 * "nothing has come": screen_fd() is an epoll descriptor over the socket and a *doorbell*, an
 * eventfd that is rung whenever a call has left events in SDL's queue and cleared when
 * screen_next() finds it empty. */
#include "platform/presenter.h"

#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <SDL.h>
#include <SDL_syswm.h>

#include "base/mem.h"
#include "base/str.h"

enum { FINGERS = 10 };

struct window {
    SDL_Window *sdl;
    SDL_Surface *surface; /* SDL's own: valid until the window's size changes */
    SDL_Surface *paper;   /* what we paint on where the screen is not 32 bits deep; else NULL */
    struct canvas canvas;
    int epoll_fd, doorbell;
    bool mouse_down;
    struct {
        bool down;
        SDL_FingerID id;
    } finger[FINGERS];
};

/* --- surface -------------------------------------------------------------------------------------
 */

static bool is_ours(const SDL_PixelFormat *f) {
    return f->BytesPerPixel == 4 && f->Rmask == 0xff0000 && f->Gmask == 0xff00 && f->Bmask == 0xff;
}

/* Takes the window's surface of its present size as the canvas. */
static bool take_surface(struct window *w, struct err *err) {
    SDL_FreeSurface(w->paper);
    w->paper = NULL;
    w->surface = SDL_GetWindowSurface(w->sdl);
    if (w->surface != NULL && !is_ours(w->surface->format))
        w->paper = SDL_CreateRGBSurfaceWithFormat(0, w->surface->w, w->surface->h, 32,
                                                  SDL_PIXELFORMAT_RGB888);
    SDL_Surface *s = w->paper != NULL ? w->paper : w->surface;
    if (s == NULL || !is_ours(s->format))
        return err_set(err, ERR_WORLD, "The window cannot be painted into: %s.", SDL_GetError());
    w->canvas = (struct canvas){s->pixels, s->w, s->h, s->pitch / 4};
    return true;
}

static void ring(struct window *w) {
    SDL_PumpEvents();
    if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT))
        (void)eventfd_write(w->doorbell, 1);
}

static bool window_present(void *self, const struct ui_rect *rect, size_t n, struct err *err) {
    struct window *w = self;
    SDL_Rect r[16];
    while (n > 0) {
        size_t some = n < 16 ? n : 16;
        for (size_t i = 0; i < some; i++) {
            r[i] = (SDL_Rect){rect[i].x, rect[i].y, rect[i].w, rect[i].h};
            SDL_Rect to = r[i]; /* SDL clips it in place */
            if (w->paper != NULL)
                SDL_BlitSurface(w->paper, &r[i], w->surface, &to);
        }
        if (SDL_UpdateWindowSurfaceRects(w->sdl, r, (int)some) != 0)
            return err_set(err, ERR_WORLD, "The window cannot be shown: %s.", SDL_GetError());
        rect += some;
        n -= some;
    }
    ring(w);
    return true;
}

/* --- open and close ------------------------------------------------------------------------------
 */

static void set_hints(void) {
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1"); /* the desk's business, not ours */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");      /* a touch is not a click as well */
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); /* signals belong to the program */
}

/* The X11 socket and the doorbell behind one descriptor. */
static bool watch(struct window *w, struct err *err) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(w->sdl, &info) || info.subsystem != SDL_SYSWM_X11)
        return err_set(err, ERR_WORLD,
                       "The window needs an X11 display: set DISPLAY, or use --headless.");
    int x11 = ConnectionNumber(info.info.x11.display);
    w->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    w->doorbell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event readable = {.events = EPOLLIN};
    if (w->epoll_fd < 0 || w->doorbell < 0 ||
        epoll_ctl(w->epoll_fd, EPOLL_CTL_ADD, x11, &readable) != 0 ||
        epoll_ctl(w->epoll_fd, EPOLL_CTL_ADD, w->doorbell, &readable) != 0)
        return err_set(err, ERR_WORLD, "There are too many open files to open a window.");
    return true;
}

static void window_close(void *self) {
    struct window *w = self;
    SDL_FreeSurface(w->paper);
    if (w->sdl != NULL)
        SDL_DestroyWindow(w->sdl);
    if (w->epoll_fd >= 0)
        close(w->epoll_fd);
    if (w->doorbell >= 0)
        close(w->doorbell);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(w);
}

static void *window_open(const struct screen_opts *opts, struct err *err) {
    set_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        err_set(err, ERR_WORLD, "No window can be opened (%s): set DISPLAY, or use --headless.",
                SDL_GetError());
        return NULL;
    }
    struct window *w = xcalloc(1, sizeof(*w));
    w->epoll_fd = w->doorbell = -1;
    uint32_t flags = SDL_WINDOW_RESIZABLE | (opts->fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    w->sdl = SDL_CreateWindow(opts->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, opts->w,
                              opts->h, flags);
    if (w->sdl == NULL) {
        err_set(err, ERR_WORLD, "No window can be opened: %s.", SDL_GetError());
        window_close(w);
        return NULL;
    }
    if (!watch(w, err) || !take_surface(w, err)) {
        window_close(w);
        return NULL;
    }
    /* SDL ends a round of polling with a mark in its queue. Left there, it would hide what comes
     * next. */
    SDL_EventState(SDL_POLLSENTINEL, SDL_IGNORE);
    SDL_StartTextInput();
    ring(w);
    return w;
}

static struct canvas *window_canvas(void *self) {
    return &((struct window *)self)->canvas;
}

static int window_fd(const void *self) {
    return ((const struct window *)self)->epoll_fd;
}

static int window_dpi(const void *self) {
    (void)self;
    return 0; /* of a monitor on a desk nobody knows how far away it stands */
}

/* --- input ---------------------------------------------------------------------------------------
 */

static bool touch(struct input *out, enum ui_touch_phase phase, int finger, int x, int y) {
    *out = (struct input){.kind = INPUT_TOUCH, .phase = phase, .finger = finger, .x = x, .y = y};
    return true;
}

/* The mouse is finger 0 while its left button is down. */
static bool from_mouse(struct window *w, const SDL_Event *e, struct input *out) {
    if (e->type == SDL_MOUSEMOTION)
        return w->mouse_down && touch(out, UI_TOUCH_MOVE, 0, e->motion.x, e->motion.y);
    if (e->button.button != SDL_BUTTON_LEFT)
        return false;
    w->mouse_down = e->type == SDL_MOUSEBUTTONDOWN;
    return touch(out, w->mouse_down ? UI_TOUCH_DOWN : UI_TOUCH_UP, 0, e->button.x, e->button.y);
}

/* Fingers get the lowest number that is free. -1: not a finger that is known, or too many. */
static int finger_slot(struct window *w, SDL_FingerID id, bool add) {
    int free_slot = -1;
    for (int i = FINGERS - 1; i >= 0; i--) {
        if (w->finger[i].down && w->finger[i].id == id)
            return i;
        if (!w->finger[i].down)
            free_slot = i;
    }
    if (!add || free_slot < 0)
        return -1;
    w->finger[free_slot].down = true;
    w->finger[free_slot].id = id;
    return free_slot;
}

static bool from_finger(struct window *w, const SDL_TouchFingerEvent *e, struct input *out) {
    int i = finger_slot(w, e->fingerId, e->type == SDL_FINGERDOWN);
    if (i < 0)
        return false;
    enum ui_touch_phase phase = e->type == SDL_FINGERDOWN ? UI_TOUCH_DOWN
                                : e->type == SDL_FINGERUP ? UI_TOUCH_UP
                                                          : UI_TOUCH_MOVE;
    if (phase == UI_TOUCH_UP)
        w->finger[i].down = false;
    return touch(out, phase, i, (int)(e->x * (float)w->canvas.w), (int)(e->y * (float)w->canvas.h));
}

static bool from_wheel(const SDL_MouseWheelEvent *e, struct input *out) {
    int steps = e->direction == SDL_MOUSEWHEEL_FLIPPED ? -e->y : e->y;
    *out = (struct input){.kind = INPUT_WHEEL, .x = e->mouseX, .y = e->mouseY, .steps = steps};
    return steps != 0;
}

/* Keys that act do so once however long they are held: only moving and deleting repeat. */
static bool repeats(enum ui_key key) {
    return key != UI_KEY_ENTER && key != UI_KEY_SPACE && key != UI_KEY_ESCAPE;
}

static bool from_key(const SDL_KeyboardEvent *event, struct input *out) {
    const SDL_Keysym *key = &event->keysym;
    static const struct {
        SDL_Keycode sdl;
        enum ui_key key;
    } keys[] = {
        {SDLK_TAB, UI_KEY_TAB},
        {SDLK_RETURN, UI_KEY_ENTER},
        {SDLK_KP_ENTER, UI_KEY_ENTER},
        {SDLK_SPACE, UI_KEY_SPACE},
        {SDLK_ESCAPE, UI_KEY_ESCAPE},
        {SDLK_AC_BACK, UI_KEY_ESCAPE},
        {SDLK_LEFT, UI_KEY_LEFT},
        {SDLK_RIGHT, UI_KEY_RIGHT},
        {SDLK_UP, UI_KEY_UP},
        {SDLK_DOWN, UI_KEY_DOWN},
        {SDLK_HOME, UI_KEY_HOME},
        {SDLK_END, UI_KEY_END},
        {SDLK_PAGEUP, UI_KEY_PAGE_UP},
        {SDLK_PAGEDOWN, UI_KEY_PAGE_DOWN},
        {SDLK_BACKSPACE, UI_KEY_BACKSPACE},
        {SDLK_DELETE, UI_KEY_DELETE},
    };
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (keys[i].sdl == key->sym) {
            *out = (struct input){.kind = INPUT_KEY, .key = keys[i].key};
            if (out->key == UI_KEY_TAB && (key->mod & KMOD_SHIFT))
                out->key = UI_KEY_BACKTAB;
            return !event->repeat || repeats(out->key);
        }
    return false;
}

static bool from_text(const char *text, struct input *out) {
    *out = (struct input){.kind = INPUT_TEXT};
    STR_COPY(out->text, text);
    return out->text[0] != '\0';
}

static bool from_window(struct window *w, const SDL_WindowEvent *e, struct input *out) {
    if (e->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        if (!take_surface(w, NULL))
            return false; /* the window is going away; what is shown stays as it is */
        *out = (struct input){.kind = INPUT_RESIZE};
        return true;
    }
    *out = (struct input){.kind = INPUT_EXPOSE};
    return e->event == SDL_WINDOWEVENT_EXPOSED;
}

/* False: it means nothing to us. */
static bool translate(struct window *w, const SDL_Event *e, struct input *out) {
    switch (e->type) {
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return from_mouse(w, e, out);
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return from_finger(w, &e->tfinger, out);
    case SDL_MOUSEWHEEL:
        return from_wheel(&e->wheel, out);
    case SDL_KEYDOWN:
        return from_key(&e->key, out);
    case SDL_TEXTINPUT:
        return from_text(e->text.text, out);
    case SDL_WINDOWEVENT:
        return from_window(w, &e->window, out);
    case SDL_QUIT:
        *out = (struct input){.kind = INPUT_QUIT};
        return true;
    }
    return false;
}

static bool window_next(void *self, struct input *ret_input) {
    struct window *w = self;
    SDL_Event e;
    while (SDL_PollEvent(&e))
        if (translate(w, &e, ret_input))
            return true;
    eventfd_t rung;
    (void)eventfd_read(w->doorbell, &rung);
    return false;
}

const struct presenter presenter_window = {
    .name = "window",
    .open = window_open,
    .close = window_close,
    .canvas = window_canvas,
    .present = window_present,
    .fd = window_fd,
    .next = window_next,
    .dpi = window_dpi,
};
