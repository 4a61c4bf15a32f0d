/* Presenters: the one in memory, and the window on an X server that the test starts for itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "platform/screen.h"

/* SDL never closes its connection to the desktop's message bus. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libdbus-1.so";
}

/* --- memory --------------------------------------------------------------------------------------
 */

static void memory_is_a_canvas_where_nothing_happens(void **state) {
    (void)state;
    struct err err = {0};
    struct screen_opts opts = {.presenter = "memory", .w = 480, .h = 800};
    struct screen *s = screen_open(&opts, &err);
    assert_non_null(s);
    struct canvas *c = screen_canvas(s);
    assert_int_equal(c->w, 480);
    assert_int_equal(c->h, 800);
    assert_true(c->stride >= 480);
    c->px[799 * c->stride + 479] = 7;
    struct input in;
    assert_true(screen_present(s, &(struct ui_rect){0, 0, 480, 800}, 1, &err));
    assert_int_equal(screen_fd(s), -1);
    assert_false(screen_next(s, &in));
    screen_close(s);
    screen_close(NULL);
}

static void a_screen_that_cannot_be_says_why(void **state) {
    (void)state;
    struct err err = {0};
    assert_null(screen_open(&(struct screen_opts){.presenter = "paper", .w = 1, .h = 1}, &err));
    assert_non_null(strstr(err.text, "paper"));
    assert_null(screen_open(&(struct screen_opts){.presenter = "memory", .w = 0, .h = 480}, &err));
    assert_non_null(strstr(err.text, "0 x 480"));
    char display[64];
    snprintf(display, sizeof(display), "%s", getenv("DISPLAY") ? getenv("DISPLAY") : "");
    setenv("DISPLAY", ":99999", 1);
    struct screen_opts opts = {.presenter = "window", .w = 800, .h = 480, .title = "test"};
    assert_null(screen_open(&opts, &err));
    assert_non_null(strstr(err.text, "DISPLAY"));
    setenv("DISPLAY", display, 1);
}

/* --- window --------------------------------------------------------------------------------------
 */

struct desk {
    pid_t server;
    struct screen *screen;
};

/* Starts an X server, which says the number of its display when it is ready. */
static bool start_server(struct desk *d) {
    int ready[2];
    if (pipe(ready) != 0)
        return false;
    d->server = fork();
    if (d->server == 0) {
        char fd[16];
        snprintf(fd, sizeof(fd), "%d", ready[1]);
        close(ready[0]);
        (void)!freopen("/dev/null", "w", stderr);
        execlp("Xvfb", "Xvfb", "-displayfd", fd, "-screen", "0", "800x480x24", "-nolisten", "tcp",
               (char *)NULL);
        _exit(127);
    }
    close(ready[1]);
    char number[16] = "", display[20];
    /* To the end of the line: the server ends when its number is not taken whole. */
    size_t len = 0;
    while (len < sizeof(number) - 1 && read(ready[0], number + len, 1) == 1 && number[len] != '\n')
        len++;
    close(ready[0]);
    number[len] = '\0';
    if (len == 0)
        return false;
    snprintf(display, sizeof(display), ":%s", number);
    setenv("DISPLAY", display, 1);
    return true;
}

static int open_desk(void **state) {
    static struct desk desk;
    *state = &desk;
    struct err err = {0};
    struct screen_opts opts = {.presenter = "window", .w = 640, .h = 400, .title = "test"};
    if (start_server(&desk)) {
        desk.screen = screen_open(&opts, &err);
        if (desk.screen == NULL)
            print_error("%s\n", err.text);
        return desk.screen != NULL ? 0 : -1;
    }
    return 0;
}

static int close_desk(void **state) {
    struct desk *d = *state;
    screen_close(d->screen);
    if (d->server > 0) {
        kill(d->server, SIGTERM);
        waitpid(d->server, NULL, 0);
    }
    return 0;
}

static struct screen *screen_of(void **state) {
    struct desk *d = *state;
    if (d->screen == NULL)
        skip(); /* no Xvfb here */
    return d->screen;
}

static bool is_readable(struct screen *s, int ms) {
    struct pollfd fd = {screen_fd(s), POLLIN, 0};
    return poll(&fd, 1, ms) > 0;
}

/* Until nothing has come for a while: a window that opens has much to say. */
static void settle(struct screen *s) {
    struct input in;
    do
        while (screen_next(s, &in))
            continue;
    while (is_readable(s, 50));
}

static void a_window_is_a_canvas_of_its_size(void **state) {
    struct screen *s = screen_of(state);
    struct canvas *c = screen_canvas(s);
    struct err err = {0};
    assert_int_equal(c->w, 640);
    assert_int_equal(c->h, 400);
    for (int i = 0; i < 40; i++) { /* more at once than fit one call of SDL */
        struct ui_rect r[40];
        for (int k = 0; k <= i; k++)
            r[k] = (struct ui_rect){k * 16, k * 8, 16, 8};
        assert_true(screen_present(s, r, (size_t)i + 1, &err));
    }
}

static void a_still_window_sleeps(void **state) {
    struct screen *s = screen_of(state);
    settle(s);
    assert_false(is_readable(s, 120));
}

static void what_was_read_while_showing_still_wakes_the_poll(void **state) {
    struct screen *s = screen_of(state);
    struct err err = {0};
    struct input in;
    settle(s);
    SDL_Event e = {.type = SDL_QUIT}; /* in SDL's queue, not in the socket */
    assert_int_equal(SDL_PushEvent(&e), 1);
    assert_false(is_readable(s, 0));
    assert_true(screen_present(s, &(struct ui_rect){0, 0, 10, 10}, 1, &err));
    assert_true(is_readable(s, 0));
    assert_true(screen_next(s, &in));
    assert_int_equal(in.kind, INPUT_QUIT);
    assert_false(screen_next(s, &in));
    assert_false(is_readable(s, 0));
}

static struct input pushed(struct screen *s, SDL_Event e) {
    struct input in = {.kind = INPUT_QUIT};
    assert_int_equal(SDL_PushEvent(&e), 1);
    assert_true(screen_next(s, &in));
    return in;
}

static void pushed_for_nothing(struct screen *s, SDL_Event e) {
    struct input in;
    assert_int_equal(SDL_PushEvent(&e), 1);
    assert_false(screen_next(s, &in));
}

static SDL_Event button(uint32_t type, uint8_t which, int x, int y) {
    return (SDL_Event){.button = {.type = type, .button = which, .x = x, .y = y}};
}

static void assert_touch(struct input in, enum ui_touch_phase phase, int finger, int x, int y) {
    assert_int_equal(in.kind, INPUT_TOUCH);
    assert_int_equal(in.phase, phase);
    assert_int_equal(in.finger, finger);
    assert_int_equal(in.x, x);
    assert_int_equal(in.y, y);
}

static void the_mouse_is_a_finger_while_it_is_pressed(void **state) {
    struct screen *s = screen_of(state);
    SDL_Event move = {.motion = {.type = SDL_MOUSEMOTION, .x = 30, .y = 40}};
    settle(s);
    pushed_for_nothing(s, move);
    assert_touch(pushed(s, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 10, 20)), UI_TOUCH_DOWN, 0,
                 10, 20);
    assert_touch(pushed(s, move), UI_TOUCH_MOVE, 0, 30, 40);
    assert_touch(pushed(s, button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 30, 40)), UI_TOUCH_UP, 0, 30,
                 40);
    pushed_for_nothing(s, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 10, 20));
    pushed_for_nothing(s, move);
}

static SDL_Event finger(uint32_t type, int64_t id, float x, float y) {
    return (SDL_Event){.tfinger = {.type = type, .fingerId = id, .x = x, .y = y}};
}

static void fingers_have_small_numbers(void **state) {
    struct screen *s = screen_of(state);
    settle(s);
    assert_touch(pushed(s, finger(SDL_FINGERDOWN, 71, 0.5f, 0.25f)), UI_TOUCH_DOWN, 0, 320, 100);
    assert_touch(pushed(s, finger(SDL_FINGERDOWN, 42, 0.0f, 0.5f)), UI_TOUCH_DOWN, 1, 0, 200);
    assert_touch(pushed(s, finger(SDL_FINGERUP, 71, 0.5f, 0.5f)), UI_TOUCH_UP, 0, 320, 200);
    assert_touch(pushed(s, finger(SDL_FINGERMOTION, 42, 0.25f, 0.5f)), UI_TOUCH_MOVE, 1, 160, 200);
    assert_touch(pushed(s, finger(SDL_FINGERDOWN, 99, 0.5f, 0.5f)), UI_TOUCH_DOWN, 0, 320, 200);
    assert_touch(pushed(s, finger(SDL_FINGERUP, 42, 0.25f, 0.5f)), UI_TOUCH_UP, 1, 160, 200);
    assert_touch(pushed(s, finger(SDL_FINGERUP, 99, 0.5f, 0.5f)), UI_TOUCH_UP, 0, 320, 200);
    pushed_for_nothing(s, finger(SDL_FINGERMOTION, 42, 0.5f, 0.5f));
}

static SDL_Event key(SDL_Keycode sym, uint16_t mod) {
    return (SDL_Event){.key = {.type = SDL_KEYDOWN, .keysym = {.sym = sym, .mod = mod}}};
}

static void keys_and_text_come_as_the_kit_names_them(void **state) {
    struct screen *s = screen_of(state);
    settle(s);
    struct input in = pushed(s, key(SDLK_TAB, KMOD_LSHIFT));
    assert_int_equal(in.kind, INPUT_KEY);
    assert_int_equal(in.key, UI_KEY_BACKTAB);
    assert_int_equal(pushed(s, key(SDLK_TAB, 0)).key, UI_KEY_TAB);
    assert_int_equal(pushed(s, key(SDLK_KP_ENTER, 0)).key, UI_KEY_ENTER);
    assert_int_equal(pushed(s, key(SDLK_AC_BACK, 0)).key, UI_KEY_ESCAPE);
    assert_int_equal(pushed(s, key(SDLK_DELETE, 0)).key, UI_KEY_DELETE);
    pushed_for_nothing(s, key(SDLK_a, 0)); /* comes as text */
    in = pushed(s, (SDL_Event){.text = {.type = SDL_TEXTINPUT, .text = "ż"}});
    assert_int_equal(in.kind, INPUT_TEXT);
    assert_string_equal(in.text, "ż");
    in = pushed(s,
                (SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = -2, .mouseX = 5, .mouseY = 6}});
    assert_int_equal(in.kind, INPUT_WHEEL);
    assert_int_equal(in.steps, -2);
    assert_int_equal(in.x, 5);
    assert_int_equal(in.y, 6);
}

static void a_resized_window_has_a_new_canvas(void **state) {
    struct screen *s = screen_of(state);
    struct err err = {0};
    struct input in;
    settle(s);
    SDL_Window *w = SDL_GetWindowFromID(1);
    assert_non_null(w);
    SDL_SetWindowSize(w, 500, 300);
    bool resized = false;
    for (int i = 0; i < 50 && !resized; i++) {
        is_readable(s, 20);
        while (screen_next(s, &in))
            resized = resized || in.kind == INPUT_RESIZE;
    }
    assert_true(resized);
    struct canvas *c = screen_canvas(s);
    assert_int_equal(c->w, 500);
    assert_int_equal(c->h, 300);
    memset(c->px, 0, (size_t)c->stride * (size_t)c->h * sizeof(*c->px));
    assert_true(screen_present(s, &(struct ui_rect){0, 0, 500, 300}, 1, &err));
}

int main(void) {
    const struct CMUnitTest memory[] = {
        cmocka_unit_test(memory_is_a_canvas_where_nothing_happens),
        cmocka_unit_test(a_screen_that_cannot_be_says_why),
    };
    const struct CMUnitTest window[] = {
        cmocka_unit_test(a_window_is_a_canvas_of_its_size),
        cmocka_unit_test(a_still_window_sleeps),
        cmocka_unit_test(what_was_read_while_showing_still_wakes_the_poll),
        cmocka_unit_test(the_mouse_is_a_finger_while_it_is_pressed),
        cmocka_unit_test(fingers_have_small_numbers),
        cmocka_unit_test(keys_and_text_come_as_the_kit_names_them),
        cmocka_unit_test(a_resized_window_has_a_new_canvas),
    };
    int failed = cmocka_run_group_tests(memory, NULL, NULL);
    return failed + cmocka_run_group_tests(window, open_desk, close_desk);
}
