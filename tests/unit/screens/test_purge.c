/* What has been kept long enough: the desk says so, one page deletes it, and envelopes only when
 * somebody says that they have arrived. */
#include "play.h"

static struct stage *due(void) {
    struct stage *s = play_new();
    before_purge(&s->f);
    play_show(s, "purge", 0);
    return s;
}

static void the_desk_says_what_is_due(void **state) {
    (void)state;
    struct stage *s = play("coordinator", 0);
    assert_false(play_has(s, "purge"));
    play_result(s, MSG_ENTERED, 0, 0);
    asked(s, 1, CMD_OVERDUE);
    before_purge(&s->f);
    play_result(s, MSG_OVERDUE, 0, 0);
    assert_reads(s, "Names of 3 sessions before 1 February 2018");
    assert_reads(s, "24 envelopes from before 1 November 2018");
    play_tap(s, "purge");
    assert_goes(s, 0, CMD_GO, "purge", 0);
    play_end(s);
}

static void envelopes_stay_until_somebody_says_that_they_arrived(void **state) {
    (void)state;
    struct stage *s = due();
    play_tap(s, "delete");
    assert_int_equal(asked(s, 0, CMD_PURGE)->n, 1 << KEEP_ENVELOPES);
    assert_true(play_is_off(s, "delete")); /* a second tap is none */
    play_result(s, MSG_FAILED, CMD_PURGE, 0);
    assert_false(play_is_off(s, "delete"));
    play_tap(s, "arrived");
    play_tap(s, "delete");
    assert_int_equal(asked(s, 0, CMD_PURGE)->n, 0);
    play_end(s);
}

static void envelopes_alone_need_the_word(void **state) {
    (void)state;
    struct stage *s = due();
    s->f.model.overdue[KEEP_NAMES] = s->f.model.overdue[KEEP_DRAFTS] = (struct overdue_view){0};
    play_look(s);
    assert_true(play_is_off(s, "delete"));
    play_tap(s, "arrived");
    assert_false(play_is_off(s, "delete"));
    play_end(s);
}

static void when_it_is_done_it_says_so(void **state) {
    (void)state;
    struct stage *s = due();
    play_tap(s, "delete");
    memset(s->f.model.overdue, 0, sizeof s->f.model.overdue);
    play_result(s, MSG_PURGED, 1, 0);
    assert_reads(s, "It is deleted for ever");
    assert_reads(s, "A damaged file was set aside");
    assert_false(play_has(s, "delete"));
    play_end(s);
}

static void why_it_failed_is_said(void **state) {
    (void)state;
    struct stage *s = due();
    STR_COPY(s->f.model.failure, "The card is full.");
    play_tap(s, "delete");
    play_result(s, MSG_FAILED, CMD_PURGE, 0);
    assert_reads(s, "The card is full.");
    play_end(s);
}

static void a_deletion_takes_the_list_out_of_memory(void **state) {
    (void)state;
    struct stage *s = due();
    struct result r = {.msg = MSG_PURGED, .kind = CMD_PURGE, .ok = true};
    r.overdue[KEEP_DRAFTS].n = 2;
    struct model *m = xcalloc(1, sizeof *m);
    model_init(m);
    m->who = WHO_COORDINATOR;
    m->roster.session = 4;
    m->overdue[KEEP_NAMES].n = 9;
    struct ui_msg msg = model_apply(m, &r, 0);
    assert_int_equal(msg.id, MSG_PURGED);
    assert_int_equal(m->overdue[KEEP_NAMES].n, 0);
    assert_int_equal(m->overdue[KEEP_DRAFTS].n, 2);
    assert_int_equal(m->roster.session, 0);
    model_free(m);
    free(m);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_desk_says_what_is_due),
        cmocka_unit_test(envelopes_stay_until_somebody_says_that_they_arrived),
        cmocka_unit_test(envelopes_alone_need_the_word),
        cmocka_unit_test(when_it_is_done_it_says_so),
        cmocka_unit_test(why_it_failed_is_said),
        cmocka_unit_test(a_deletion_takes_the_list_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
