/* Messages to screens, commands to effects, and the stack of screens. */
#include "kiosk/app.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "kiosk/built.h"
#include "kiosk/fonts.h"
#include "report/report.h"

enum { JOB_TICK_MS = 100, WAIT_TICK_MS = 1000 };

/* ---- the stack ---------------------------------------------------------------------------- */

static struct shown *top(struct app *a) {
    ASSERT(a->depth);
    return &a->stack[a->depth - 1];
}

const char *app_screen_name(const struct app *a) {
    return a->depth ? a->stack[a->depth - 1].def->name : "";
}

static void forget_state(struct shown *s) {
    secret_free(s->state, s->def->state_size); /* it may hold a code, a name or an answer */
}

static void pop(struct app *a) {
    forget_state(top(a));
    a->depth--;
}

static void entered(struct app *a) {
    ui_screen_changed(a->ui);
    a->dirty = true;
    if (a->depth == 1)
        journey_over(a);
    app_message(a,
                (struct ui_msg){.id = MSG_ENTERED, .ref = top(a)->why.ref, .arg = top(a)->why.arg});
}

/* Puts a screen on the stack. One that needs somebody to be in gives way to the code entry. */
static void push(struct app *a, const char *name, struct ui_msg why) {
    const struct screen_def *def = screens_find(name);
    ASSERT(def);
    if (def->needs > a->model.who)
        def = screens_find("unlock");
    if (a->depth ==
        STACK_MAX) { /* the way back from so deep is not worth keeping: forget its second */
        forget_state(&a->stack[1]);
        memmove(&a->stack[1], &a->stack[2], (STACK_MAX - 2) * sizeof a->stack[0]);
        a->depth--;
    }
    struct shown *s = &a->stack[a->depth++];
    *s = (struct shown){.def = def, .state = secret_new(def->state_size), .why = why};
    if (def->init != NULL)
        def->init(s->state, &a->model, why);
    entered(a);
}

static void show_only(struct app *a, const char *name, struct ui_msg why) {
    while (a->depth)
        pop(a);
    push(a, name, why);
}

/* What was drawn of a name lies in the frames and in the list of what was painted. */
void app_wipe_frames(struct app *a) {
    for (int i = 0; i < 2; i++) {
        arena_wipe(&a->frame[i]);
        arena_wipe(&a->paint_arena[i]);
        a->paint[i] = (struct ui_paint){0};
    }
    a->root = NULL;
    a->dirty = a->repaint = a->wiped = true;
}

/* The store forgets the key of names as soon as it can; a queue that is full is asked again. */
static void forget_names(struct app *a) {
    const struct command c = {.kind = CMD_FORGET_NAMES};
    a->must_forget = effects_run(a->effects, &c) == 0;
}

static void lock(struct app *a) {
    model_lock(&a->model);
    scanner_forget(&a->scanner);
    forget_names(a);
    show_only(a, "attract", (struct ui_msg){0});
    app_wipe_frames(a);
    stack_wipe();
}

/* The sign-in sheet goes to a visitor, or a clean one to the next: nobody is in, as when it locks.
 * Without a key of the coordinator the store keeps the key of names, because what is signed is then
 * sealed with it. */
static void hand_over(struct app *a, int64_t session) {
    model_hand_over(&a->model, session);
    if (a->model.has_key)
        forget_names(a);
    scanner_forget(&a->scanner);
    show_only(a, "signin", (struct ui_msg){.ref = session});
    app_wipe_frames(a);
}

/* The kiosk goes to visitors, who find on the start screen what staff ask them about. */
static void ask_feedback(struct app *a, const struct command *c) {
    struct model *m = &a->model;
    const struct session *now = model_feedback_session(m);
    const struct form_view *form[FORMS_MAX];
    lock(a);
    m->asked_session = c->ref ? c->ref : now ? now->id : 0;
    STR_COPY(m->asked_form, c->text);
    if (!c->text[0] && model_offered_at(m, model_session(m, m->asked_session), form) == 1)
        STR_COPY(m->asked_form, form[0]->form->id); /* a class finds it, and no door */
    a->dirty = true;
}

/* ---- commands ----------------------------------------------------------------------------- */

static void set_clock(struct app *a) {
    model_set_time(&a->model, clock_wall(a->clock), clock_mono(a->clock));
}

bool app_ask(struct app *a, const struct command *c, struct str *xml) {
    int64_t ticket = a->model.pendings < PENDING_MAX ? effects_run_with(a->effects, c, xml) : 0;
    if (ticket)
        model_sent(&a->model, c, ticket);
    else
        model_toast(&a->model, tr("Still saving. Wait a moment and try again."), true);
    return ticket != 0;
}

static void ask_effects(struct app *a, const struct command *c) {
    (void)app_ask(a, c, NULL);
}

static void go_back(struct app *a) {
    if (a->depth < 2)
        return;
    pop(a);
    entered(a);
}

void app_carry_out(struct app *a, const struct command *c) {
    struct ui_msg why = {.id = c->why, .arg = c->n, .ref = c->ref};
    if (c->kind == CMD_GO) {
        push(a, c->screen, why);
    } else if (c->kind == CMD_REPLACE) {
        pop(a);
        push(a, c->screen, why);
    } else if (c->kind == CMD_HOME) {
        show_only(a, c->screen, why);
    } else if (c->kind == CMD_BACK) {
        go_back(a);
    } else if (c->kind == CMD_TOAST) {
        model_toast(&a->model, c->text, c->n != 0);
    } else if (c->kind == CMD_LOCK) {
        lock(a);
    } else if (c->kind == CMD_HAND_OVER) {
        hand_over(a, c->ref);
    } else if (c->kind == CMD_ASK_FEEDBACK) {
        ask_feedback(a, c);
    } else if (c->kind == CMD_JOURNEY) {
        journey_begin(a);
    } else if (c->kind == CMD_VIEW_CARD) {
        model_view_card(&a->model, c->text);
    } else if (c->kind == CMD_HIDE) {
        journey_hide(a);
    } else if (c->kind == CMD_LANGUAGE) {
        STR_COPY(a->model.language, c->text);
    } else if (c->kind == CMD_CANCEL) {
        effects_cancel(a->effects);
    } else if (!survey_run(a, c)) {
        ask_effects(a, c);
    }
}

void app_message(struct app *a, struct ui_msg msg) {
    if (!msg.id)
        return;
    struct out out;
    out.n = 0; /* 25 KB of commands, each cleared when it is asked for */
    set_clock(a);
    a->dirty = true;
    struct shown *s = top(a);
    s->def->update(s->state, &a->model, msg, &out);
    for (size_t i = 0; i < out.n; i++) {
        app_carry_out(a, &out.cmd[i]);
        explicit_bzero(&out.cmd[i], sizeof out.cmd[i]); /* it may have carried a code or a name */
    }
}

static struct effects *start_effects(const struct app *a) {
    const struct effects_opts opts = {.dir = a->opts.data,
                                      .share = a->opts.share,
                                      .clock = a->clock,
                                      .marking = a->opts.marking,
                                      .kiosk = a->opts.kiosk,
                                      .usb = a->usb ? a->opts.usb : NULL,
                                      .keep = a->opts.keep,
                                      .purge_itself = a->opts.purge_itself};
    return effects_start(&opts);
}

/* ---- what comes in ------------------------------------------------------------------------ */

/* True: the keys were those of a scanner, and the screen wants to know what it read. */
static bool scan(struct app *a, const struct input *in, int64_t now) {
    if (in->kind == INPUT_TEXT)
        scanner_type(&a->scanner, in->text, now);
    if (in->kind != INPUT_KEY || in->key != UI_KEY_ENTER)
        return false;
    const char *code = scanner_enter(&a->scanner, now);
    if (code == NULL || !top(a)->def->scans)
        return false;
    app_message(a, (struct ui_msg){.id = MSG_SCANNED, .text = code});
    return true;
}

static struct ui_msg give_to_kit(struct app *a, const struct input *in, int64_t now) {
    struct ui_msg msg = {0};
    switch (in->kind) {
    case INPUT_TOUCH:
        return ui_touch(a->ui, in->phase, in->finger, in->x, in->y, now, &a->dirty);
    case INPUT_WHEEL:
        return ui_wheel(a->ui, in->x, in->y, in->steps, now, &a->dirty);
    case INPUT_KEY:
        return ui_press_key(a->ui, in->key, now, &a->dirty);
    case INPUT_TEXT:
        return ui_input(a->ui, in->text, now, &a->dirty);
    case INPUT_RESIZE:
    case INPUT_EXPOSE:
        a->dirty = a->repaint = true;
        return msg;
    case INPUT_QUIT:
        a->quit = true;
        return msg;
    }
    return msg;
}

static void click(struct app *a) {
    if (ui_clicked(a->ui) && a->model.sound && a->sound)
        sound_click(a->sound);
}

void app_input(struct app *a, const struct input *in) {
    int64_t now = clock_mono(a->clock);
    a->last_input = a->model.touched = now;
    bool hidden = in->kind == INPUT_KEY && in->key == UI_KEY_ESCAPE && journey_escape(a, now);
    if (!hidden && !scan(a, in, now))
        app_message(a, give_to_kit(a, in, now));
    if (ui_clicked(a->ui) && a->model.sound && a->sound)
        sound_click(a->sound);
}

/* A finished session is worth a second copy: should the file ever be damaged, recovery finds it
 * there. So is a code that was changed: a recovery must not bring the old one back. */
static void back_up(struct app *a) {
    const struct command c = {.kind = CMD_BACKUP};
    ask_effects(a, &c);
}

static void drop_list(struct app *a) {
    const struct command c = {.kind = CMD_DROP_LIST};
    ask_effects(a, &c);
}

/* A store that opened but cannot be read is looked through, set aside and recovered at the next
 * opening: so it is opened once more. */
static bool open_again(struct app *a, const struct result *r) {
    if (r->msg != MSG_OPENED || r->ok || r->err.kind != ERR_DAMAGED || a->opened_again)
        return false;
    a->opened_again = true;
    effects_stop(a->effects);
    a->effects = start_effects(a);
    return true;
}

static void apply(struct app *a, struct result *r) {
    if (open_again(a, r)) {
        result_release(r);
        return;
    }
    set_clock(a);
    bool world = !r->ok && r->err.kind != ERR_INPUT && r->err.kind != ERR_CANCELLED;
    if (world && r->kind != CMD_KEEP_ENVELOPE) /* the log has times */
        log_line(LOG_WARN, "%s", r->err.text); /* what a person mistyped is nobody's business */
    bool signed_in = r->kind == CMD_SIGN_IN;
    struct ui_msg msg = model_apply(&a->model, r, a->model.now);
    survey_run_answer(a, r);
    journey_answer(a, r);
    result_release(r);
    set_clock(a);
    app_message(a, msg);
    if (msg.id == MSG_MARK_SAVED && signed_in)
        app_wipe_frames(a); /* what was typed was also drawn */
    if (msg.id == MSG_SESSION_CLOSED || msg.id == MSG_CODE_CHANGED)
        back_up(a);
    if (msg.id == MSG_IMPORTED)
        drop_list(a);
    if (msg.id == MSG_OPENED)
        a->must_load_forms = true;
    if (msg.id == MSG_FORMS || msg.id == MSG_ROSTER)
        malloc_trim(0); /* making them took much more than they keep */
}

void app_answers(struct app *a) {
    struct result r;
    while (effects_next(a->effects, &r))
        apply(a, &r);
}

/* Nobody asked for this look, so nobody is told when it must wait for its turn. */
void app_sticks(struct app *a, bool woken) {
    const struct command c = {.kind = CMD_FIND_STICKS};
    a->look_at_sticks |= usb_changed(a->usb) || woken;
    if (a->look_at_sticks && effects_run(a->effects, &c))
        a->look_at_sticks = false;
}

void app_forms(struct app *a) {
    const struct command c = {.kind = CMD_LOAD_FORMS};
    if (a->must_load_forms && effects_run(a->effects, &c))
        a->must_load_forms = false;
}

/* ---- time --------------------------------------------------------------------------------- */

static int64_t sooner(int64_t a, int64_t b) {
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

/* Of the screen on top; -1: it waits for nothing. */
static int64_t screen_due(const struct app *a) {
    const struct shown *s = a->depth ? &a->stack[a->depth - 1] : NULL;
    return s && s->def->due ? s->def->due(s->state, &a->model) : -1;
}

int64_t app_deadline(const struct app *a) {
    const struct model *m = &a->model;
    int64_t at = sooner(ui_deadline(a->ui), screen_due(a)), now = clock_mono(a->clock);
    if (m->toast.until)
        at = sooner(at, m->toast.until);
    if (m->job.running || a->must_forget || a->journey.waiting.len > 0)
        at = sooner(at, now + JOB_TICK_MS);
    if (m->wait_until > m->now)
        at = sooner(at, a->last_minute_msg + WAIT_TICK_MS);
    if (m->who != WHO_PUBLIC && a->opts.idle_lock_s)
        at = sooner(at, a->last_input + a->opts.idle_lock_s * 1000);
    return at;
}

/* Two idle minutes lock the staff side, whatever stands there: every mark is saved already. */
static bool idle_too_long(const struct app *a, int64_t now) {
    return a->model.who != WHO_PUBLIC && a->opts.idle_lock_s &&
           now >= a->last_input + a->opts.idle_lock_s * 1000;
}

void app_tick(struct app *a) {
    int64_t now = clock_mono(a->clock);
    struct model *m = &a->model;
    app_message(a, ui_tick(a->ui, now, &a->dirty));
    click(a); /* a held button repeats its tap */
    if (m->toast.until && now >= m->toast.until) {
        m->toast.until = 0;
        a->dirty = true;
    }
    if (m->job.running) {
        effects_progress(a->effects, &m->job.done, &m->job.total);
        a->dirty = true;
    }
    if (m->wait_until > m->now && now >= a->last_minute_msg + WAIT_TICK_MS) {
        a->last_minute_msg = now;
        set_clock(a);
        app_message(a, (struct ui_msg){.id = MSG_MINUTE});
    }
    if (a->must_forget)
        forget_names(a);
    journey_retry(a);
    int64_t due = screen_due(a);
    if (due >= 0 && now >= due)
        app_message(a, (struct ui_msg){.id = MSG_DUE});
    if (idle_too_long(a, now))
        lock(a);
}

/* ---- start and stop ----------------------------------------------------------------------- */

static void take_opts(struct app *a) {
    struct model *m = &a->model;
    if (a->opts.event)
        STR_COPY(m->event, a->opts.event);
    if (a->opts.kiosk)
        STR_COPY(m->kiosk, a->opts.kiosk);
    m->built = built_date();
    STR_COPY(m->theme, a->opts.theme ? a->opts.theme : "light");
    if (a->opts.text_pct)
        m->text_pct = a->opts.text_pct;
    _Static_assert((int)REPORTS_SHOWN == (int)REPORTS_MAX, "the model has room for every report");
    while (report_name(m->reports) != NULL) {
        m->report[m->reports] = report_name(m->reports);
        m->reports++;
    }
}

static bool open_machine(struct app *a, struct err *err) {
    char fonts[4096], icons[4096];
    const struct screen_opts so = {.presenter = a->opts.presenter,
                                   .w = a->opts.w,
                                   .h = a->opts.h,
                                   .fullscreen = a->opts.fullscreen,
                                   .title = "Turnout"};
    a->screen = screen_open(&so, err);
    if (!a->screen)
        return false;
    path_join(fonts, sizeof fonts, a->opts.share, "fonts/fonts.ini");
    path_join(icons, sizeof icons, a->opts.share, "icons");
    a->glyphs = fonts_open(fonts, err);
    a->icons = icons_open(icons);
    a->pictures = pictures_open();
    if (!a->opts.silent)
        a->sound = sound_new();
    return a->glyphs != NULL;
}

/* Without sticks the kiosk is still a kiosk. */
static void watch_sticks(struct app *a) {
    struct err err = {0};
    if (!a->opts.usb)
        return;
    a->usb = usb_watch(a->opts.usb, &err);
    a->look_at_sticks = a->usb != NULL;
    if (!a->usb)
        log_line(LOG_WARN, "%s", err.text);
}

bool app_start(struct app *a, const struct app_opts *opts, struct clock *clock, struct err *err) {
    *a = (struct app){.opts = *opts, .clock = clock};
    for (int i = 0; i < 2; i++)
        a->frame[i].secret = a->paint_arena[i].secret = true;
    model_init(&a->model);
    take_opts(a);
    watch_sticks(a);
    a->effects = start_effects(a); /* opens the store while the window opens */
    a->ui = ui_new();
    if (!open_machine(a, err))
        return false;
    a->last_input = clock_mono(clock);
    a->repaint = true;
    set_clock(a);
    push(a, "attract", (struct ui_msg){0});
    app_sticks(a, false);
    return true;
}

void app_stop(struct app *a) {
    journey_stop(a);
    effects_stop(a->effects);
    while (a->depth)
        pop(a);
    ui_free(a->ui);
    sound_free(a->sound);
    usb_close(a->usb);
    if (a->icons)
        icons_close(a->icons);
    pictures_close(a->pictures);
    if (a->glyphs)
        glyphs_close(a->glyphs);
    if (a->screen)
        screen_close(a->screen);
    for (int i = 0; i < 2; i++) {
        arena_free(&a->frame[i]);
        arena_free(&a->paint_arena[i]);
    }
    model_free(&a->model);
}
