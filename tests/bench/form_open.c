/* What a tap on a form costs until its first page stands on the screen: each of the shipped forms
 * is opened in the kiosk's own program but for the window, and the slowest counts.
 *
 *     form_open SHARE DIR     prints open_ms=... form=... forms=...
 *
 * SHARE is share/turnout beside the program; DIR is new and becomes a kiosk's data folder. The
 * forms were loaded before, as they are when somebody stands there. open_ms: a new record with all
 * that is worked out in it, its first page, the tree of the screen, its layout, the paint list and
 * the pixels; the best of nine of the processor's time, because what others do on the machine is
 * not meant. */
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "kiosk/app.h"
#include "kiosk/loop.h"
#include "timing.h"

enum { OPENINGS = 9, LOADED_MS = 30000 };

/* A Wednesday, nine o'clock. */
static const int64_t MORNING = 1549443600000;

/* With its forms, and staff in, who may open theirs too. */
static void start(struct app *a, struct clock *clock, const char *share, const char *dir) {
    const struct app_opts opts = {
        .data = dir, .share = share, .presenter = "memory", .w = 800, .h = 480, .silent = true};
    struct err err = {0};
    clock_init_virtual(clock, MORNING);
    must(app_start(a, &opts, clock, &err), &err);
    loop_wait_open(a, LOADED_MS);
    must(app_frame(a, &err), &err);
    app_forms(a);
    loop_wait_open(a, LOADED_MS);
    err_set(&err, ERR_WORLD, "there are no forms");
    must(a->model.forms && a->model.forms->forms, &err);
    a->model.who = WHO_COORDINATOR;
}

static double open_once(struct app *a, const char *form) {
    struct command survey = {.kind = CMD_SURVEY_OPEN};
    const struct command home = {.kind = CMD_HOME, .screen = "attract"};
    struct err err = {0};
    STR_COPY(survey.text, form);
    app_carry_out(a, &home);
    a->model.on_journey = true; /* a concern and help are found behind the door alone, */
    a->model.readers = 1;       /* and a concern only where somebody can read it */
    must(app_frame(a, &err), &err);
    double from = cpu_ms();
    app_carry_out(a, &survey);
    must(app_frame(a, &err), &err);
    double took = cpu_ms() - from;
    err_set(&err, ERR_WORLD, "%s did not open", form);
    must(str_eq(app_screen_name(a), "survey"), &err);
    return took;
}

static double open_ms(struct app *a, const char *form) {
    double best = 1e9;
    for (int i = 0; i < OPENINGS; i++) {
        double took = open_once(a, form);
        best = took < best ? took : best;
    }
    return best;
}

int main(int argc, char **argv) {
    static struct app app; /* large; cleared */
    struct clock clock;
    double most = 0;
    const char *slowest = "";
    if (argc != 3) {
        fputs("usage: form_open SHARE DIR\n", stderr);
        return 2;
    }
    start(&app, &clock, argv[1], argv[2]);
    const struct forms_view *v = app.model.forms;
    for (size_t i = 0; i < v->forms; i++) {
        double took = open_ms(&app, v->form[i].form->id);
        slowest = took > most ? v->form[i].form->id : slowest;
        most = took > most ? took : most;
    }
    printf("open_ms=%.3f form=%s forms=%zu\n", most, slowest, v->forms);
    app_stop(&app);
    return 0;
}
