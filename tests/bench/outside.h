/* Looking at a program from outside, under an X server: start it, watch a pixel, end it. */
#pragma once

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include "timing.h"

static inline void sleep_us(long us) {
    nanosleep(&(struct timespec){us / 1000000, us % 1000000 * 1000}, NULL);
}

static inline Display *open_display(void) {
    Display *d = XOpenDisplay(NULL);
    if (d == NULL) {
        fputs("There is no X display: set DISPLAY.\n", stderr);
        exit(1);
    }
    return d;
}

static inline unsigned long pixel_at(Display *d, int x, int y) {
    XImage *image = XGetImage(d, DefaultRootWindow(d), x, y, 1, 1, AllPlanes, ZPixmap);
    if (image == NULL)
        return 0;
    unsigned long px = XGetPixel(image, 0, 0) & 0xffffff;
    XDestroyImage(image);
    return px;
}

/* Waits until the pixel is (or is no longer) `px`. Returns how many milliseconds it took; -1: too
 * long. */
static inline double wait_pixel(Display *d, int x, int y, unsigned long px, int is, long poll_us,
                                double limit_ms) {
    double start = wall_ms(), passed = 0;
    while ((pixel_at(d, x, y) == px) != is) {
        passed = wall_ms() - start;
        if (passed > limit_ms)
            return -1;
        sleep_us(poll_us);
    }
    return wall_ms() - start;
}

static inline pid_t start_program(char **argv) {
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv);
        perror(argv[0]);
        _exit(127);
    }
    return pid;
}

static inline void end_program(pid_t pid) {
    kill(pid, SIGTERM);
    for (int i = 0; i < 100; i++) {
        if (waitpid(pid, NULL, WNOHANG) == pid)
            return;
        sleep_us(20000);
    }
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}
