/* From a press to the pixel that changes, seen from outside.
 *
 *     tap_paint X Y TIMES PROGRAM [ARGUMENT...]
 *
 * Starts the program, waits until it has painted, then TIMES times: presses at X,Y by XTest, waits
 * until that pixel has changed, slides away and lets go (which is no tap, so the screen stays),
 * waits until the pixel is as before. Prints: p50_ms=... p99_ms=... lost=... */
#include "outside.h"

#include <X11/extensions/XTest.h>

enum { TIMES_MAX = 1000 };

static void move(Display *d, int x, int y) {
    XTestFakeMotionEvent(d, -1, x, y, 0);
    XFlush(d);
}

static void press(Display *d, Bool down) {
    XTestFakeButtonEvent(d, 1, down, 0);
    XFlush(d);
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fputs("usage: tap_paint X Y TIMES PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    int x = (int)strtol(argv[1], NULL, 10), y = (int)strtol(argv[2], NULL, 10);
    long times = strtol(argv[3], NULL, 10);
    Display *d = open_display();
    unsigned long blank = pixel_at(d, x, y);
    pid_t pid = start_program(argv + 4);
    double took[TIMES_MAX];
    size_t n = 0, lost = 0;
    if (wait_pixel(d, x, y, blank, 0, 1000, 20000) >= 0) {
        sleep_us(1000000);
        unsigned long rest = pixel_at(d, x, y);
        for (long i = 0; i < times && i < TIMES_MAX; i++) {
            move(d, x, y);
            sleep_us(30000);
            press(d, True);
            double ms = wait_pixel(d, x, y, rest, 0, 50, 1000);
            move(d, 2, 2);
            sleep_us(5000);
            press(d, False);
            wait_pixel(d, x, y, rest, 1, 200, 1000);
            if (ms >= 0)
                took[n++] = ms;
            else
                lost++;
        }
    }
    end_program(pid);
    XCloseDisplay(d);
    if (n == 0) {
        fprintf(stderr, "%s did not answer a press.\n", argv[4]);
        return 1;
    }
    double p50 = median(took, n);
    printf("p50_ms=%.3f p99_ms=%.3f lost=%zu\n", p50, took[n * 99 / 100], lost);
    return 0;
}
