/* The kiosk at work: model, screens, kit, pixels and effects held together; no loop of its own.
 *
 * Everything enters as a message: a touch, a key, the time, the answer of an effect, a script's
 * step. A message goes to the screen on top, whose commands are carried out: moving about here, all
 * else by effects. Then a frame is built, and only what changed is painted and shown. kiosk/loop.c
 * feeds it from the machine, kiosk/player.c from a touch script. UI thread only. */
#pragma once

#include "base/clock.h"
#include "effects/effects.h"
#include "kiosk/journey.h"
#include "kiosk/scanner.h"
#include "kiosk/survey_run.h"
#include "model/model.h"
#include "platform/glyphs.h"
#include "platform/icons.h"
#include "platform/pictures.h"
#include "platform/screen.h"
#include "platform/sound.h"
#include "platform/usb.h"
#include "screens/def.h"
#include "ui/paint.h"
#include "ui/ui.h"

enum { STACK_MAX = 12 };

struct app_opts {
    const char *data;      /* the kiosk's data folder */
    const char *share;     /* icons, themes, fonts (kiosk/paths.h) */
    const char *presenter; /* "window" or "memory" */
    int w, h;
    bool fullscreen, rtl, silent;
    int text_pct;                        /* 0: as chosen on screen */
    const char *theme;                   /* NULL: as chosen on screen, else "light" */
    const char *event, *kiosk, *marking; /* NULL: none given */
    const char *usb;                     /* folder in which sticks show; NULL: none do */
    const struct keeping *keep;          /* how long what is personal is kept; NULL: by the rules */
    bool purge_itself;                   /* it goes without being asked */
    int idle_lock_s, dpi;
};

struct shown { /* a screen on the stack */
    const struct screen_def *def;
    void *state;
    struct ui_msg why;
};

struct app {
    struct app_opts opts;
    struct clock *clock;
    struct model model;
    struct effects *effects;

    struct shown stack[STACK_MAX];
    size_t depth;

    struct ui *ui;
    struct ui_theme theme;
    struct ui_env env;
    struct screen *screen;
    struct glyphs *glyphs;
    struct icons *icons;
    struct pictures *pictures;
    struct sound *sound;
    struct usb *usb;       /* NULL: no sticks */
    struct arena frame[2]; /* the tree that shows and the one that is built */
    struct ui_paint paint[2];
    struct arena paint_arena[2];
    int turn;             /* which of the two shows */
    struct ui_node *root; /* NULL before the first frame */
    bool dirty, repaint;  /* the tree must be built; all pixels must be painted */
    bool wiped;           /* what was drawn was personal: so is what passed through the stack */
    uint64_t frames;      /* that painted something */

    struct scanner scanner;
    struct survey_run filling;
    struct journey journey;
    bool must_forget;     /* the store has not been asked yet to forget the names */
    bool must_load_forms; /* the store is open and has not been asked yet for the forms */
    int64_t last_input, last_minute_msg;
    bool look_at_sticks; /* as soon as the effects take the command */
    bool opened_again;   /* the store was damaged and was opened a second time */
    bool quit;
};

/* Starts the store, opens the screen, shows the first screen of the kiosk as soon as the store has
 * opened (a store that takes longer than 150 ms lets the screen come first). False: the sentence
 * says why. */
bool app_start(struct app *a, const struct app_opts *opts, struct clock *clock,
               struct err *err) MUST_USE;
void app_stop(struct app *a);

void app_message(struct app *a, struct ui_msg msg); /* to the screen on top; id 0 is nothing */
void app_input(struct app *a, const struct input *in);
void app_answers(struct app *a);            /* takes in what effects have answered */
void app_sticks(struct app *a, bool woken); /* a stick may have come or gone; woken: one has */
void app_forms(struct app *a);              /* a frame stands: loads the forms, which none needs */
void app_tick(struct app *a);               /* time has passed: timers that are due */
int64_t app_deadline(const struct app *a);  /* monotonic ms of the next timer; -1: none */
bool app_frame(struct app *a, struct err *err) MUST_USE; /* builds and shows, if anything changed */
const char *app_screen_name(const struct app *a);

/* For survey_run.c and journey.c. */
void app_carry_out(struct app *a, const struct command *c);
/* Hands a command to the effects, with the XML that belongs to it (NULL: none), which changes owner
 * then. False: so much waits already that it was not taken; a toast says so. */
bool app_ask(struct app *a, const struct command *c, struct str *xml);
void app_wipe_frames(struct app *a); /* overwrites what was drawn; the next frame is drawn anew */
