/* The model: what is shown is what is saved plus what is pending, and only results change it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "model/result.h"

enum { SESSION = 7 };

static int setup(void **state) {
    struct model *m = xcalloc(1, sizeof *m);
    model_init(m);
    struct tape_view *t = xcalloc(1, sizeof *t);
    t->session = SESSION;
    t->bands = 2;
    STR_COPY(t->band[0].key, "y9");
    STR_COPY(t->band[1].key, "staff");
    struct result r = {.msg = MSG_SESSION_OPENED, .ok = true, .ref = SESSION, .tape = t};
    assert_int_equal(model_apply(m, &r, 0).id, MSG_SESSION_OPENED);
    assert_null(r.tape);
    *state = m;
    return 0;
}

static int teardown(void **state) {
    model_free(*state);
    free(*state);
    return 0;
}

static void send(struct model *m, enum command_kind kind, const char *band, int n, int64_t ticket) {
    struct command c = {.kind = kind, .ref = SESSION, .n = n};
    STR_COPY(c.band, band);
    model_sent(m, &c, ticket);
}

static void save(struct model *m, enum command_kind kind, const char *band, int n, int seq,
                 int64_t ticket) {
    struct result r = {
        .msg = MSG_MARK_SAVED, .kind = kind, .ok = true, .ref = SESSION, .ticket = ticket};
    r.mark = (struct tape_mark){.seq = seq, .n = n};
    if (kind == CMD_UNDO)
        r.mark = (struct tape_mark){.seq = seq, .undoes = n};
    STR_COPY(r.mark.band, band);
    assert_int_equal(model_apply(m, &r, 0).id, MSG_MARK_SAVED);
}

static void a_mark_is_pending_until_it_is_saved(void **state) {
    struct model *m = *state;
    send(m, CMD_ADD_HEADS, "y9", 30, 1);
    send(m, CMD_ADD_HEADS, "staff", 2, 2);
    assert_int_equal(model_heads(m, "y9"), 30);
    assert_int_equal(model_heads(m, NULL), 32);
    assert_int_equal(model_pending(m, "y9"), 30);
    assert_true(model_saving(m));
    save(m, CMD_ADD_HEADS, "y9", 30, 1, 1);
    assert_int_equal(model_pending(m, "y9"), 0);
    assert_int_equal(model_heads(m, NULL), 32);
    assert_true(model_saving(m));
    save(m, CMD_ADD_HEADS, "staff", 2, 2, 2);
    assert_false(model_saving(m));
    assert_int_equal(m->tape.marks, 2);
    assert_int_equal(m->saved, 2);
}

static void an_undo_takes_back_what_the_tape_says(void **state) {
    struct model *m = *state;
    send(m, CMD_ADD_HEADS, "y9", 30, 1);
    save(m, CMD_ADD_HEADS, "y9", 30, 1, 1);
    send(m, CMD_UNDO, "", 1, 2);
    assert_int_equal(model_heads(m, "y9"), 0);
    assert_int_equal(model_pending(m, "y9"), -30);
    save(m, CMD_UNDO, "", 1, 2, 2);
    assert_int_equal(model_heads(m, "y9"), 0);
    assert_true(m->tape.mark[0].undone);
    assert_int_equal(m->tape.mark[1].n, -30);
    assert_string_equal(m->tape.mark[1].band, "y9");
}

static void a_mark_that_could_not_be_saved_is_not_shown(void **state) {
    struct model *m = *state;
    send(m, CMD_ADD_HEADS, "y9", 5, 9);
    struct result r = {.kind = CMD_ADD_HEADS, .ref = SESSION, .ticket = 9};
    err_set(&r.err, ERR_FULL, "The card is full.");
    struct ui_msg msg = model_apply(m, &r, 100);
    assert_int_equal(msg.id, MSG_FAILED);
    assert_int_equal(msg.arg, CMD_ADD_HEADS);
    assert_int_equal(model_heads(m, "y9"), 0);
    assert_string_equal(m->toast.words, "The card is full.");
    assert_true(m->toast.bad);
}

static void a_long_tape_keeps_every_mark(void **state) {
    struct model *m = *state;
    for (int i = 1; i <= 1000; i++) {
        send(m, CMD_ADD_HEADS, "y9", 1, i);
        save(m, CMD_ADD_HEADS, "y9", 1, i, i);
    }
    assert_int_equal(m->tape.marks, 1000);
    assert_int_equal(m->tape.mark[999].seq, 1000);
    assert_int_equal(model_heads(m, "y9"), 1000);
}

static void marks_of_another_session_do_not_mix(void **state) {
    struct model *m = *state;
    struct result r = {
        .msg = MSG_MARK_SAVED, .kind = CMD_ADD_HEADS, .ok = true, .ref = SESSION + 1};
    r.mark = (struct tape_mark){.seq = 1, .n = 30};
    STR_COPY(r.mark.band, "y9");
    model_apply(m, &r, 0);
    assert_int_equal(model_heads(m, NULL), 0);
    assert_int_equal(m->tape.marks, 0);
}

static void a_wrong_code_makes_everybody_wait(void **state) {
    struct model *m = *state;
    struct result r = {.msg = MSG_CODE_TRIED, .kind = CMD_TRY_CODE, .ok = true, .n = 5};
    struct ui_msg msg = model_apply(m, &r, 1000);
    assert_int_equal(msg.arg, WHO_PUBLIC);
    assert_int_equal(m->wait_until, 6000);
    assert_int_equal(m->who, WHO_PUBLIC);
}

static void locking_forgets_who_was_in(void **state) {
    struct model *m = *state;
    struct result r = {
        .msg = MSG_CODE_TRIED, .kind = CMD_TRY_CODE, .ok = true, .who = WHO_COORDINATOR};
    model_apply(m, &r, 0);
    assert_int_equal(m->who, WHO_COORDINATOR);
    model_toast(m, "Exported.", false);
    model_lock(m);
    assert_int_equal(m->who, WHO_PUBLIC);
    assert_int_equal(m->toast.until, 0);
}

static void the_date_follows_the_shift(void **state) {
    struct model *m = *state;
    struct date d = {2019, 2, 6};
    m->shift = 86400000;
    model_set_time(m, date_to_wall(d, 9 * 60 + 15), 5);
    assert_int_equal(date_compare(m->today, (struct date){2019, 2, 7}), 0);
    assert_int_equal(m->minute, 9 * 60 + 15);
}

/* An answer of the store: what stands of leaflets/a after this tally. */
static struct ui_msg save_tally(struct model *m, enum model_msg msg, int64_t session, int64_t n,
                                int64_t ticket) {
    struct tallies *t = xcalloc(1, sizeof *t);
    t->session = session;
    t->sums = 1;
    t->sum = arena_array(&t->arena, 1, sizeof *t->sum);
    STR_COPY(t->sum->item, "leaflets/a");
    t->sum->n = n;
    struct result r = {
        .msg = msg, .kind = CMD_TALLY, .ok = true, .ref = session, .ticket = ticket, .tallies = t};
    struct ui_msg to_screen = model_apply(m, &r, 0);
    if (r.tallies) { /* not taken */
        arena_free(&r.tallies->arena);
        free(r.tallies);
    }
    return to_screen;
}

static void send_tally(struct model *m, int n, int64_t ticket) {
    struct command c = {.kind = CMD_TALLY, .ref = SESSION, .n = n};
    STR_COPY(c.text, "leaflets/a");
    model_sent(m, &c, ticket);
}

static void a_tally_is_pending_until_it_is_saved(void **state) {
    struct model *m = *state;
    assert_int_equal(save_tally(m, MSG_TALLIES, SESSION, 4, 0).id, MSG_TALLIES);
    send_tally(m, 1, 1);
    send_tally(m, -1, 2);
    send_tally(m, 1, 3);
    assert_int_equal(model_tally(m, "leaflets/a", 0), 5);
    assert_int_equal(model_tally(m, "leaflets/b", 0), 0);
    assert_true(model_tallying(m));
    save_tally(m, MSG_TALLY_SAVED, SESSION, 5, 1);
    assert_int_equal(model_tally(m, "leaflets/a", 0), 5);
    save_tally(m, MSG_TALLY_SAVED, SESSION, 4, 2);
    struct result failed = {.kind = CMD_TALLY, .ref = SESSION, .ticket = 3};
    STR_COPY(failed.err.text, "The card is full.");
    assert_int_equal(model_apply(m, &failed, 0).id, MSG_FAILED);
    assert_int_equal(model_tally(m, "leaflets/a", 0), 4);
    assert_false(model_tallying(m));
    assert_true(m->toast.bad);
    assert_int_equal(m->saved, 2);
}

static void a_tally_of_another_session_changes_nothing_that_shows(void **state) {
    struct model *m = *state;
    save_tally(m, MSG_TALLIES, SESSION, 4, 0);
    save_tally(m, MSG_TALLY_SAVED, SESSION + 1, 9, 1);
    assert_int_equal(m->tallies.session, SESSION);
    assert_int_equal(model_tally(m, "leaflets/a", 0), 4);
}

static void sticks_come_and_go(void **state) {
    (void)state;
    static struct model m;
    model_init(&m);
    static struct stick_view stick[STICKS_MAX + 1] = {{.name = "BLUE", .room = 5}};
    struct result r = {.msg = MSG_STICKS, .ok = true, .stick = stick, .sticks = STICKS_MAX + 1};
    assert_int_equal(model_apply(&m, &r, 0).id, MSG_STICKS);
    assert_int_equal(m.sticks, STICKS_MAX);
    assert_string_equal(m.stick[0].name, "BLUE");
    const struct command c = {.kind = CMD_TO_STICK};
    model_sent(&m, &c, 1);
    assert_true(m.job.running); /* it may take long */
    r = (struct result){.msg = MSG_STICKS, .kind = CMD_FIND_STICKS, .ok = true};
    model_apply(&m, &r, 0);
    assert_int_equal(m.sticks, 0);
    assert_true(m.job.running);
    r = (struct result){
        .msg = MSG_ON_STICK, .kind = CMD_TO_STICK, .ok = true, .n = 2, .text = "turnout-hall-2"};
    model_apply(&m, &r, 0);
    assert_false(m.job.running);
    assert_string_equal(m.on_stick, "turnout-hall-2");
    assert_int_equal(m.on_stick_files, 2);
    model_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_mark_is_pending_until_it_is_saved, setup, teardown),
        cmocka_unit_test_setup_teardown(an_undo_takes_back_what_the_tape_says, setup, teardown),
        cmocka_unit_test_setup_teardown(a_mark_that_could_not_be_saved_is_not_shown, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_long_tape_keeps_every_mark, setup, teardown),
        cmocka_unit_test_setup_teardown(marks_of_another_session_do_not_mix, setup, teardown),
        cmocka_unit_test_setup_teardown(a_wrong_code_makes_everybody_wait, setup, teardown),
        cmocka_unit_test_setup_teardown(locking_forgets_who_was_in, setup, teardown),
        cmocka_unit_test_setup_teardown(the_date_follows_the_shift, setup, teardown),
        cmocka_unit_test_setup_teardown(a_tally_is_pending_until_it_is_saved, setup, teardown),
        cmocka_unit_test_setup_teardown(a_tally_of_another_session_changes_nothing_that_shows,
                                        setup, teardown),
        cmocka_unit_test(sticks_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
