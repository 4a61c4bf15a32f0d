/* One poll() and everything that wakes it. A still kiosk sleeps here for ever. */
#include "kiosk/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static sigset_t stop_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void loop_hold_signals(void) {
    sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static int timeout_of(const struct app *a) {
    int64_t at = app_deadline(a), now = clock_mono(a->clock);
    return at < 0 ? -1 : at <= now ? 0 : at - now > 3600000 ? 3600000 : (int)(at - now);
}

static void drain_input(struct app *a) {
    struct input in;
    while (!a->quit && screen_next(a->screen, &in))
        app_input(a, &in);
}

bool loop_run(struct app *a, struct err *err) {
    sigset_t set = stop_signals();
    int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    bool ok = signals >= 0 || err_errno(err, errno, "Signals cannot be watched");
    while (ok && !a->quit) {
        drain_input(a);
        app_answers(a);
        app_tick(a);
        ok = app_frame(a, err);
        if (!ok || a->quit)
            break;
        app_forms(a);
        struct pollfd fd[] = {{.fd = screen_fd(a->screen), .events = POLLIN},
                              {.fd = effects_fd(a->effects), .events = POLLIN},
                              {.fd = signals, .events = POLLIN},
                              {.fd = usb_fd(a->usb), .events = POLLIN}};
        if (poll(fd, 4, timeout_of(a)) < 0 && errno != EINTR)
            ok = err_errno(err, errno, "Waiting for input failed");
        if (fd[2].revents)
            a->quit = true;
        app_sticks(a, fd[3].revents != 0);
    }
    if (signals >= 0)
        close(signals);
    return ok;
}

void loop_wait_open(struct app *a, int ms) {
    int64_t until = clock_mono(a->clock) + ms;
    while (effects_waiting(a->effects)) {
        int64_t left = until - clock_mono(a->clock);
        struct pollfd fd = {.fd = effects_fd(a->effects), .events = POLLIN};
        if (left <= 0 || poll(&fd, 1, (int)left) <= 0)
            return;
        app_answers(a);
    }
}
