/* Touch scripts (*.touch): what a pair of hands does at the kiosk, one step a line, and what must
 * then be on the screen. This file only reads them; kiosk/player.c plays them in virtual time.
 *
 *     # blank lines and lines that start with a # say nothing
 *     clock 2019-02-06T09:00       first step only: the local time at which virtual time starts
 *     tap "Label"     tap #key     a touch on what bears this label, or has this key in the tree
 *     tap "+1" x9                  the same, nine times: tap, hold, drag, key and back may be
 * repeated hold "Label"    hold #key    a touch of 600 ms drag #key UP|DOWN            the finger
 * moves over a list type "text"                  characters, as from a keyboard key Enter one of
 * Tab Backtab Enter Space Escape Left Right Up Down Home End PageUp PageDown Backspace Delete scan
 * "CODE"                  characters at machine speed, then Enter: a barcode reader back the way
 * back from this screen expect "text"                is on the screen expect-not "text" is not wait
 * 500ms|30s|2m            virtual time passes idle                         until every effect has
 * answered shot NAME       dump NAME    NAME.png, NAME.txt (the tree); a-z 0-9 - only speak prints
 * what the screen would say
 *
 *     plug NAME    pull NAME
 *
 * "plug" puts the USB stick NAME in, "pull" takes it out: with --usb DIR the folder DIR/.out/NAME
 * becomes DIR/NAME and back, with all that is on it. A stick that was never seen is an empty one.
 *
 * In double quotes \" \\ and \n stand for a quote, a backslash and a new line. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "ui/ui.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCRIPT_BYTES_MAX = 64 << 10, SCRIPT_STEPS_MAX = 2000, SCRIPT_TIMES_MAX = 500 };

enum script_op {
    STEP_TAP,
    STEP_HOLD,
    STEP_DRAG,
    STEP_TYPE,
    STEP_KEY,
    STEP_SCAN,
    STEP_BACK,
    STEP_EXPECT,
    STEP_EXPECT_NOT,
    STEP_WAIT,
    STEP_IDLE,
    STEP_SHOT,
    STEP_DUMP,
    STEP_SPEAK,
    STEP_PLUG,
    STEP_PULL,
    STEP_CLOCK
};

struct script_step {
    enum script_op op;
    int line;         /* in the file, from 1 */
    int times;        /* 1 unless the line says more */
    bool by_key;      /* `text` is a key of the tree, not a label */
    bool down;        /* drag: the finger moves down */
    enum ui_key key;  /* of STEP_KEY */
    const char *text; /* label, key, text or name; NULL where the step has none */
    int64_t ms;       /* wait: how long; clock: wall time at the start */
};

struct script {
    struct script_step *step;
    size_t steps;
};

/* Reads a whole script; everything in `ret` lives in `a`. False: the sentence names the line. */
bool script_parse(const char *text, size_t n, struct arena *a, struct script *ret,
                  struct err *err) MUST_USE;

/* When virtual time starts, as the script says; `otherwise` if it does not. */
int64_t script_start(const struct script *script, int64_t otherwise);
