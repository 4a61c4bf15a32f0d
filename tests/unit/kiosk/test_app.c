/* The kiosk as a whole: what its first frame waits for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "../../folder.h"
#include "kiosk/app.h"
#include "kiosk/loop.h"
#include "store/store.h"

enum { OPEN_MS = 30000 };

/* A Wednesday in February, nine o'clock. */
static const int64_t MORNING = 1549443600000;

struct place {
    char dir[64];
    struct clock clock;
    struct app app;
    struct err err;
};

/* A kiosk that was set up, of which nobody has opened a session. */
static int set_up(void **state) {
    struct place *p = calloc(1, sizeof *p);
    snprintf(p->dir, sizeof p->dir, "/tmp/turnout-app-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    clock_init_virtual(&p->clock, MORNING);
    const struct store_opts opts = {.clock = &p->clock};
    struct store *s = store_open(p->dir, &opts, NULL, &p->err);
    assert_non_null(s);
    assert_true(store_set_codes(s, "204811", "730195", &p->err));
    store_close(s);
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct place *p = *state;
    app_stop(&p->app);
    folder_remove(p->dir);
    free(p);
    return 0;
}

static void start(struct place *p) {
    const struct app_opts opts = {.data = p->dir,
                                  .share = "assets",
                                  .presenter = "memory",
                                  .w = 800,
                                  .h = 480,
                                  .silent = true};
    if (!app_start(&p->app, &opts, &p->clock, &p->err))
        fail_msg("%s", p->err.text);
}

static bool invites(const struct app *a) {
    return ui_find_key(a->root, "say") != NULL;
}

static void the_first_frame_waits_for_the_store_and_for_no_form(void **state) {
    struct place *p = *state;
    struct app *a = &p->app;
    start(p);
    app_forms(a); /* too early: the store has not answered */
    loop_wait_open(a, OPEN_MS);
    assert_true(a->model.ready);
    assert_int_equal(effects_waiting(a->effects), 0);
    assert_true(app_frame(a, &p->err));
    assert_false(invites(a));

    app_forms(a);
    app_forms(a); /* asks once */
    assert_int_equal(effects_waiting(a->effects), 1);
    loop_wait_open(a, OPEN_MS);
    assert_true(app_frame(a, &p->err));
    assert_true(invites(a));
    app_forms(a);
    assert_int_equal(effects_waiting(a->effects), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_frame_waits_for_the_store_and_for_no_form, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
