/* turnout run: the kiosk itself, in a window or without one, by hand or by touch script. */
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/str.h"
#include "kiosk/app.h"
#include "kiosk/cmd.h"
#include "kiosk/loop.h"
#include "kiosk/paths.h"
#include "kiosk/player.h"
#include "kiosk/settings.h"

enum { SECRET_BYTES = 4 << 20 }; /* what frames and a form in them take, and more */
enum { START_WAIT_MS = 150, WATCH_PAUSE_MS = 250, DEFAULT_W = 800, DEFAULT_H = 480 };

/* Where scripts begin that name no time: a winter's Wednesday, nine o'clock. */
static const int64_t SCRIPT_EPOCH_MS = 1549443600000;

struct run {
    const struct args *args;
    struct settings settings;
    char data[PATH_MAX], share[PATH_MAX];
    struct arena arena;
    struct script script;
    bool has_script;
    struct clock clock;
};

static bool read_script(struct run *r, struct err *err) {
    struct str text CLEANUP(str_release) = {0};
    const char *path = args_value(r->args, OPT_SCRIPT);
    r->has_script = path != NULL;
    return !path || (file_read(path, SCRIPT_BYTES_MAX, &text, err) &&
                     script_parse(str_c(&text), text.len, &r->arena, &r->script, err));
}

static bool prepare(struct run *r, struct err *err) {
    return cmd_data_dir(r->args, r->data, sizeof r->data, err) &&
           paths_share(r->share, sizeof r->share, err) &&
           command_settings(r->args, r->data, &r->settings, err) && read_script(r, err);
}

static struct app_opts app_opts(const struct run *r) {
    const struct settings *s = &r->settings;
    bool headless = args_has(r->args, OPT_HEADLESS);
    return (struct app_opts){.data = r->data,
                             .share = r->share,
                             .presenter = headless ? "memory" : "window",
                             .w = s->w ? s->w : DEFAULT_W,
                             .h = s->h ? s->h : DEFAULT_H,
                             .fullscreen = args_has(r->args, OPT_FULLSCREEN),
                             .rtl = i18n_rtl(s->lang),
                             .silent = headless || r->has_script || !s->sound,
                             .text_pct = s->scale,
                             .theme = s->theme[0] ? s->theme : NULL,
                             .event = s->event[0] ? s->event : NULL,
                             .kiosk = s->name[0] ? s->name : NULL,
                             .marking = s->marking[0] ? s->marking : NULL,
                             .usb = s->usb[0] ? s->usb : NULL,
                             .keep = &s->keep,
                             .purge_itself = s->purge_itself,
                             .idle_lock_s = s->idle_lock_s,
                             .dpi = s->dpi};
}

static bool work(struct run *r, struct app *app, struct err *err) {
    const struct player_opts play = {.shots = args_value(r->args, OPT_SHOTS),
                                     .pause_ms =
                                         args_has(r->args, OPT_HEADLESS) ? 0 : WATCH_PAUSE_MS};
    if (r->has_script)
        return player_run(app, &r->script, &play, err);
    loop_wait_open(app, START_WAIT_MS);
    return loop_run(app, err);
}

/* What visitors write is in no core dump, and in no swap. */
static void keep_secrets(void) {
    const struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0)
        log_line(LOG_WARN, "a crash may leave a core dump: set LimitCORE=0 for this service");
    if (!secret_locks(SECRET_BYTES))
        log_line(LOG_NOTE, "memory may be swapped out: set LimitMEMLOCK=8M for this service,"
                           " or run without swap");
}

int cmd_run(const struct args *a) {
    struct run r = {.args = a};
    struct err err = {0};
    char languages[PATH_MAX + 16];
    loop_hold_signals();
    keep_secrets();
    secret_stack();
    struct app *app = secret_new(sizeof *app);
    mallopt(M_ARENA_MAX, 1); /* what one thread frees serves the others; they seldom meet */
    bool ok = prepare(&r, &err);
    if (ok) {
        path_join(languages, sizeof languages, r.share, "languages");
        i18n_use(languages, r.settings.lang);
        if (r.has_script)
            clock_init_virtual(&r.clock, script_start(&r.script, SCRIPT_EPOCH_MS));
        else
            clock_init_real(&r.clock);
        const struct app_opts opts = app_opts(&r);
        ok = app_start(app, &opts, &r.clock, &err) && work(&r, app, &err);
        app_stop(app);
    }
    secret_free(app, sizeof *app);
    arena_free(&r.arena);
    return ok ? EXIT_DONE : cmd_fail(&err);
}
