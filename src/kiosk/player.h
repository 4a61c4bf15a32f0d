/* Plays a touch script on the real program, in virtual time.
 *
 * Between two steps the player waits until every effect has answered, so a script sees what a
 * patient person sees, and two runs see the same. Time moves only by the script: 120 ms a tap, and
 * `wait`. */
#pragma once

#include "kiosk/app.h"
#include "kiosk/script.h"

struct player_opts {
    const char
        *shots;   /* folder for pictures and dumps; made if missing; NULL: the working folder */
    int pause_ms; /* real time between steps, for people who watch in a window */
};

/* Plays all steps. False: the sentence names the line and what was on the screen, and a picture
 * "failed-line-N.png" lies with the others. Without a step it shows the first frame, for which the
 * forms are not loaded yet. */
bool player_run(struct app *a, const struct script *script, const struct player_opts *opts,
                struct err *err) MUST_USE;
