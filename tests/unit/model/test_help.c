/* Looks at help cards: per open session, in memory, until it is closed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "model/result.h"

struct kiosk {
    struct model m;
    struct ledger ledger;
    struct session session[2];
    struct help help;
};

static int set_up(void **state) {
    struct kiosk *k = xcalloc(1, sizeof *k);
    struct help_card card = {.number = "101", .topic = {"other"}, .topics = 1};
    for (int i = 0; i < HELP_CARDS; i++) {
        snprintf(card.name, sizeof card.name, "c%d", i);
        assert_true(help_add(&k->help, &card));
    }
    k->m.today = (struct date){2019, 2, 6};
    for (int i = 0; i < 2; i++)
        k->session[i] = (struct session){.id = i + 1,
                                         .actions = "",
                                         .event_type = "",
                                         .topic = "",
                                         .audience = "",
                                         .year_group = "",
                                         .date = k->m.today};
    k->ledger = (struct ledger){.session = k->session, .sessions = 2};
    k->m.ledger = &k->ledger;
    k->m.help = &k->help;
    *state = k;
    return 0;
}

static int tear_down(void **state) {
    free(*state);
    return 0;
}

static struct command closing(const struct kiosk *k, int64_t session) {
    struct command c = {.kind = CMD_CLOSE_SESSION, .ref = session};
    model_add_views(&k->m, &c);
    return c;
}

static void looks_belong_to_the_session_that_is_open(void **state) {
    struct kiosk *k = *state;
    model_view_card(&k->m, "c1"); /* none is */
    assert_int_equal(k->m.help_views, 0);
    k->session[0].life = LIFE_OPEN;
    model_view_card(&k->m, "c1");
    model_view_card(&k->m, "c1");
    model_view_card(&k->m, "not a card");
    k->session[0].life = LIFE_CLOSED;
    k->session[1].life = LIFE_OPEN;
    model_view_card(&k->m, "c1");
    model_view_card(&k->m, "c2");
    struct command c = closing(k, 1);
    assert_int_equal(c.counts, 1);
    assert_int_equal(c.count[0].n, 2);
    c = closing(k, 2);
    assert_int_equal(c.counts, 2);
    assert_string_equal(c.count[1].item, "c2");
    assert_int_equal(c.count[1].n, 1);
}

/* A closing that fails is asked for again, with the same looks. */
static void they_go_when_their_closing_is_on_the_card(void **state) {
    struct kiosk *k = *state;
    for (int i = 0; i < 2; i++) {
        k->session[0].life = i == 0 ? LIFE_OPEN : LIFE_NEW;
        k->session[1].life = LIFE_OPEN;
        model_view_card(&k->m, "c3");
    }
    struct result r = {.msg = MSG_SESSION_CLOSED,
                       .kind = CMD_CLOSE_SESSION,
                       .ref = 1,
                       .err = {.kind = ERR_WORLD, .text = "no room"}};
    model_apply(&k->m, &r, 0);
    assert_int_equal(closing(k, 1).counts, 1);
    r.ok = true;
    model_apply(&k->m, &r, 0);
    assert_int_equal(closing(k, 1).counts, 0);
    assert_int_equal(closing(k, 2).counts, 1);
}

static void all_cards_of_two_sessions_fit(void **state) {
    struct kiosk *k = *state;
    char name[16];
    for (int s = 0; s < 3; s++) {
        k->session[s % 2].life = LIFE_OPEN;
        k->session[(s + 1) % 2].life = LIFE_CLOSED;
        for (int i = 0; i < HELP_CARDS; i++) {
            snprintf(name, sizeof name, "c%d", i);
            model_view_card(&k->m, name);
        }
    }
    assert_int_equal(closing(k, 1).counts, TALLY_ITEMS);
    assert_int_equal(closing(k, 2).counts, TALLY_ITEMS);
}

static void new_cards_take_the_place_of_the_old(void **state) {
    struct kiosk *k = *state;
    const struct help_card *card[HELP_CARDS];
    k->m.help = NULL;
    assert_int_equal(model_help_for(&k->m, "other", card), 0);
    assert_int_equal(model_help_stale(&k->m), 0);
    struct result r = {.msg = MSG_FORMS, .ok = true, .help = xcalloc(1, sizeof k->help)};
    *r.help = k->help;
    model_apply(&k->m, &r, 0);
    assert_null(r.help);
    assert_int_equal(model_help_for(&k->m, "other", card), HELP_CARDS);
    assert_int_equal(model_help_stale(&k->m), HELP_CARDS);
    help_free(k->m.help);
}

int main(void) {
#define TEST(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(looks_belong_to_the_session_that_is_open),
        TEST(they_go_when_their_closing_is_on_the_card),
        TEST(all_cards_of_two_sessions_fit),
        TEST(new_cards_take_the_place_of_the_old),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
