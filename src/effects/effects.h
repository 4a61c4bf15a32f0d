/* Effects: a command becomes work on the store thread, its outcome a result for the model.
 *
 * One row of the table in effects.c says for each command which function does the work
 * (effects/do_*.c), whether it writes (and may share a transaction with others that wait), and with
 * which message a screen learns of it. Nothing here shows anything: errors travel in the result.
 * All functions are for the UI thread; the work itself runs on the store's. */
#pragma once

#include "base/clock.h"
#include "model/command.h"
#include "model/result.h"

struct effects;

struct effects_opts {
    const char *dir;   /* the kiosk's data folder */
    const char *share; /* what was shipped (kiosk/paths.h); NULL: nothing */
    const struct clock *clock;
    const char *marking;        /* handling marking for exports; NULL: the default */
    const char *kiosk;          /* its name, for the folder on a stick; NULL: it has none */
    const char *usb;            /* where sticks show (platform/usb.h); NULL: nowhere */
    const struct keeping *keep; /* how long what is personal is kept; NULL: by the rules. Must
                                   outlive the effects */
    bool purge_itself;          /* it goes without being asked (store/retention.h) */
};

/* Starts the store thread, which opens the store; the first result is MSG_OPENED. */
struct effects *effects_start(const struct effects_opts *opts);
void effects_stop(struct effects *e); /* finishes what was asked for, then ends the thread */

/* Hands a command over. Returns its ticket, or 0 when so much waits already that nothing was taken.
 * The commands that only move between screens are not effects: giving one is a bug. */
int64_t effects_run(struct effects *e, const struct command *c);

/* The same with what was filled in, which changes owner when it is taken and is overwritten when it
 * is done. */
int64_t effects_run_with(struct effects *e, const struct command *c, struct str *xml);

bool effects_next(struct effects *e,
                  struct result *ret);           /* does not wait; false: nothing is ready */
void result_release(struct result *r);           /* frees what the model has not taken */
int effects_fd(const struct effects *e);         /* readable: results wait */
size_t effects_waiting(const struct effects *e); /* commands not answered yet, opening included */

void effects_cancel(struct effects *e); /* asks the long work that runs to stop */
void effects_progress(const struct effects *e, int64_t *ret_done, int64_t *ret_total);
