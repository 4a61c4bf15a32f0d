/* Do the outcomes of referrals add up: the plan's own numbers of one service, and around them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/reconcile.h"

static const char text[] = "[leaflets]\ntitle = Leaflets\nevents = *\nitem.mind = Mind\n"
                           "[referrals]\ntitle = Referrals\nevents = *\n"
                           "item.yap = Youth Action Panel\nitem.mind = Mind outreach\n"
                           "outcome.received = Received\noutcome.waiting = Waiting\n"
                           "outcome.active = Active\noutcome.away = Not engaged\n"
                           "outcome.met = Goals met\nstates_of = received\n";

struct fixture {
    struct tally_plan plan;
    struct reconcile r;
};

static int set_up(void **state) {
    static struct fixture f;
    struct str complaints CLEANUP(str_release) = {0};
    assert_true(tally_parse(&f.plan, "t", text, strlen(text), &complaints));
    reconcile_init(&f.r, &f.plan);
    *state = &f;
    return 0;
}

static void mind(struct fixture *f, int64_t received, int64_t waiting, int64_t active, int64_t away,
                 int64_t met) {
    reconcile_add(&f->r, "referrals/mind/received", received);
    reconcile_add(&f->r, "referrals/mind/waiting", waiting);
    reconcile_add(&f->r, "referrals/mind/active", active);
    reconcile_add(&f->r, "referrals/mind/away", away);
    reconcile_add(&f->r, "referrals/mind/met", met);
}

/* The only complaint; NULL: there is none. */
static void assert_says(const struct fixture *f, const char *want) {
    char out[RECONCILE_WORDS];
    size_t at = 0;
    bool any = reconcile_next(&f->r, &at, out);
    assert_int_equal(any, want != NULL);
    if (want != NULL)
        assert_string_equal(out, want);
    assert_false(any && reconcile_next(&f->r, &at, out));
}

static void the_four_states_are_more_than_were_received(void **state) {
    struct fixture *f = *state;
    mind(f, 65, 32, 35, 17, 16);
    assert_says(f, "Referrals, Mind outreach: 65 \"Received\", but its states cover 100 people "
                   "(32 \"Waiting\", 35 \"Active\", 17 \"Not engaged\", 16 \"Goals met\"); already "
                   "\"Waiting\" and \"Active\" are 67");
}

static void two_states_are_too_many(void **state) {
    struct fixture *f = *state;
    mind(f, 65, 32, 35, 0, 0);
    assert_says(f, "Referrals, Mind outreach: 65 \"Received\", but its states cover 67 people "
                   "(32 \"Waiting\", 35 \"Active\")");
}

static void what_adds_up_or_is_not_known_yet_is_fine(void **state) {
    struct fixture *f = *state;
    mind(f, 67, 32, 35, 0, 0);
    assert_says(f, NULL);
    mind(f, 10, 0, 0, 0, 0);
    assert_says(f, NULL);
    mind(f, 0, 0, 0, 11, 0);
    assert_says(f, "Referrals, Mind outreach: 77 \"Received\", but its states cover 78 people "
                   "(32 \"Waiting\", 35 \"Active\", 11 \"Not engaged\")");
}

static void states_without_a_whole(void **state) {
    struct fixture *f = *state;
    reconcile_add(&f->r, "referrals/yap/active", 7);
    assert_says(f, "Referrals, Youth Action Panel: 0 \"Received\", but its states cover 7 people "
                   "(7 \"Active\")");
}

/* What must not be told is in no sentence, and no sentence depends on it. */
static void what_is_hidden_is_not_told(void **state) {
    struct fixture *f = *state;
    mind(f, 65, 32, 35, 0, 0);
    reconcile_add_hidden(&f->r, "referrals/mind/away", 5);
    assert_says(f, "Referrals, Mind outreach: its states cover more people than \"Received\" has");
    reconcile_add_hidden(&f->r, "referrals/mind/received", 5); /* perhaps 69 were received */
    assert_says(f, NULL);
    reconcile_add(&f->r, "referrals/mind/met", 2); /* so 70 at least */
    assert_says(f, "Referrals, Mind outreach: its states cover more people than \"Received\" has");
}

static void one_complaint_an_item(void **state) {
    struct fixture *f = *state;
    char out[RECONCILE_WORDS];
    size_t at = 0;
    mind(f, 5, 6, 0, 0, 0);
    reconcile_add(&f->r, "referrals/yap/met", 9);
    assert_true(reconcile_next(&f->r, &at, out));
    assert_non_null(strstr(out, "Youth Action Panel"));
    assert_true(reconcile_next(&f->r, &at, out));
    assert_non_null(strstr(out, "Mind outreach"));
    assert_false(reconcile_next(&f->r, &at, out));
}

static void what_the_plan_does_not_know_changes_nothing(void **state) {
    struct fixture *f = *state;
    static const char *const keys[] = {"leaflets/mind",          "gone/mind/waiting",
                                       "referrals/gone/waiting", "referrals/mind/gone",
                                       "referrals/mind",         "help/mind"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        reconcile_add(&f->r, keys[i], 50);
    assert_says(f, NULL);
    assert_true(reconcile_is_of(&f->plan));
    f->plan.group[1].states_of[0] = '\0';
    assert_false(reconcile_is_of(&f->plan));
    mind(f, 1, 20, 0, 0, 0);
    assert_says(f, NULL);
}

#define TEST(test) cmocka_unit_test_setup(test, set_up)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_four_states_are_more_than_were_received),
        TEST(two_states_are_too_many),
        TEST(what_adds_up_or_is_not_known_yet_is_fine),
        TEST(states_without_a_whole),
        TEST(what_is_hidden_is_not_told),
        TEST(one_complaint_an_item),
        TEST(what_the_plan_does_not_know_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
