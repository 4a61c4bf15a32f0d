/* The loop of a kiosk with a person in front of it: one poll() over window, store and signals, no
 * tick. */
#pragma once

#include "kiosk/app.h"

/* Keeps SIGINT and SIGTERM for the loop; before any thread is started, because threads inherit it.
 */
void loop_hold_signals(void);

/* Runs until the window is closed or SIGINT or SIGTERM comes; everything saved by then stays. */
bool loop_run(struct app *a, struct err *err) MUST_USE;

/* Waits for the store to open, `ms` at most, so that the first frame already has the sessions. */
void loop_wait_open(struct app *a, int ms);
