/* Help cards on the screens: the one at the end of every way, the list, and those to be checked. */
#include "play.h"

static struct stage *play_help(const char *screen, void (*before)(struct fixture *f)) {
    struct stage *s = play_new();
    before(&s->f);
    play_show(s, screen, 0);
    return s;
}

static void the_end_leads_to_the_start_or_to_more_help(void **state) {
    (void)state;
    struct stage *s = play_help("card", before_help);
    play_tap(s, "finish");
    assert_goes(s, 0, CMD_HOME, "attract", 0);
    play_tap(s, "more");
    assert_goes(s, 0, CMD_GO, "help", 0);
    play_tap(s, "hide");
    asked(s, 0, CMD_HIDE);
    play_end(s);
}

/* Only the card differs by what it was about: nothing around it says which way it was. */
static void the_end_says_the_same_whatever_was_done(void **state) {
    (void)state;
    static void (*const ways[])(struct fixture * f) = {before_help, before_help_web,
                                                       before_help_stale, before_help_pupils};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct stage *s = play_help("card", ways[i]);
        assert_reads(s, "Thank you");
        assert_reads(s, "What people leave here is read later, not today.");
        assert_reads(s, "In danger now? Call 999 or ask a person here.");
        play_node(s, "hide");
        play_node(s, "more");
        play_node(s, "finish");
        play_end(s);
    }
}

static void a_number_that_may_be_wrong_is_nowhere(void **state) {
    (void)state;
    static const char *const screens[] = {"card", "help"};
    for (size_t i = 0; i < 2; i++) {
        struct stage *s = play_help(screens[i], before_help_stale);
        struct str all CLEANUP(str_release) = {0};
        ui_dump(s->root, s->ui, &all);
        if (i == 1) {
            play_tap(s, "card:herts_da");
            ui_dump(s->root, s->ui, &all);
        }
        assert_null(strstr(str_c(&all), "088"));
        assert_reads(s, "Ask a person here for the number.");
        play_end(s);
    }
    struct stage *s = play_help("help", before_help_stale_web);
    struct str all CLEANUP(str_release) = {0};
    play_tap(s, "card:asb_team");
    ui_dump(s->root, s->ui, &all);
    assert_null(strstr(str_c(&all), "example.org"));
    assert_null(strstr(str_c(&all), "qr "));
    assert_reads(s, "Ask a person here for the address.");
    play_end(s);
}

static void a_code_holds_what_stands_beside_it(void **state) {
    (void)state;
    struct stage *s = play_help("card", before_help);
    struct str all CLEANUP(str_release) = {0};
    ui_dump(s->root, s->ui, &all);
    assert_reads(s, "0800 555 111");
    assert_non_null(strstr(str_c(&all), "value=\"tel:0800555111\""));
    play_end(s);
    s = play_help("card", before_help_web);
    str_cut(&all, 0);
    ui_dump(s->root, s->ui, &all);
    assert_reads(s, "www.fearless.org");
    assert_non_null(strstr(str_c(&all), "value=\"https://www.fearless.org/\""));
    play_end(s);
    s = play_help("card", before_help_danger);
    str_cut(&all, 0);
    ui_dump(s->root, s->ui, &all);
    assert_reads(s, "999");
    assert_null(strstr(str_c(&all), "qr ")); /* a phone must not call it by itself */
    play_end(s);
}

static void left_alone_it_asks_and_then_goes(void **state) {
    (void)state;
    static const char *const screens[] = {"card", "help"};
    for (size_t i = 0; i < 2; i++) {
        struct stage *s = play_help(screens[i], before_help);
        s->f.model.touched = 1000;
        assert_int_equal(s->def->due(s->state, &s->f.model), 26000);
        play_result(s, MSG_DUE, 0, 0);
        assert_asks_nothing(s);
        assert_reads(s, "This page goes away in 20 seconds.");
        assert_int_equal(s->def->due(s->state, &s->f.model), 46000);
        play_tap(s, "still-here");
        assert_asks_nothing(s);
        assert_false(play_has(s, "still-here"));
        play_result(s, MSG_DUE, 0, 0);
        play_result(s, MSG_DUE, 0, 0);
        assert_goes(s, 0, CMD_HOME, "attract", 0);
        play_end(s);
    }
}

static void opening_a_card_is_one_look(void **state) {
    (void)state;
    struct stage *s = play_help("help", before_help);
    assert_asks_nothing(s);
    play_tap(s, "card:crimestoppers");
    assert_int_equal(s->out.n, 1);
    assert_string_equal(asked(s, 0, CMD_VIEW_CARD)->text, "crimestoppers");
    assert_reads(s, "Nobody asks who you are.");
    play_tap(s, "back");
    assert_asks_nothing(s);
    play_node(s, "card:fearless");
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

/* The card at the end is shown to everybody: it says nothing, so it counts nothing. */
static void the_end_counts_no_look(void **state) {
    (void)state;
    struct stage *s = play_help("card", before_help);
    play_result(s, MSG_ENTERED, 0, 0);
    assert_asks_nothing(s);
    play_end(s);
}

static void the_list_is_looked_through_by_what_it_is_about(void **state) {
    (void)state;
    struct stage *s = play_help("help", before_help);
    play_node(s, "card:herts_da");
    play_node(s, "card:fearless");
    play_tap(s, "about:4"); /* online */
    play_node(s, "card:fearless");
    play_node(s, "card:nines"); /* in every list */
    assert_false(play_has(s, "card:herts_da"));
    play_tap(s, "about:0");
    play_node(s, "card:herts_da");
    play_end(s);
}

static void without_cards_there_is_still_a_person(void **state) {
    (void)state;
    struct stage *s = play_help("card", before_no_help);
    assert_false(play_has(s, "more"));
    play_tap(s, "finish");
    assert_goes(s, 0, CMD_HOME, "attract", 0);
    play_end(s);
    s = play_help("help", before_no_help);
    assert_reads(s, "Please ask a person here.");
    play_end(s);
    s = play_new();
    play_show(s, "card", 0); /* they were not read yet */
    assert_reads(s, "Thank you");
    play_end(s);
}

static void staff_hear_of_cards_to_be_checked(void **state) {
    (void)state;
    struct stage *s = play_help("today", before_cards_due);
    assert_reads(s, "2 help cards need a check");
    play_tap(s, "cards");
    assert_goes(s, 0, CMD_GO, "cards", 0);
    play_end(s);
    s = play_help("cards", before_cards_due);
    assert_reads(s, "08 088 088 088");
    assert_reads(s, "Was to be checked by Tuesday 5 February 2019: help/herts_da.md");
    assert_reads(s, "Nobody has checked it yet: help/asb_team.md");
    assert_reads(s, "refuge.md:3: number must be");
    play_tap(s, "back");
    asked(s, 0, CMD_BACK);
    play_end(s);
}

static void when_all_were_checked_nothing_is_said(void **state) {
    (void)state;
    struct stage *s = play_help("today", before_cards_checked);
    assert_false(play_has(s, "cards"));
    play_end(s);
    s = play_help("cards", before_cards_checked);
    assert_reads(s, "Every number that visitors see was checked.");
    play_end(s);
}

static void closing_takes_the_looks_along(void **state) {
    (void)state;
    struct stage *s = play_new();
    fixture_help(&s->f, "");
    s->f.session[1].life = LIFE_OPEN;
    model_view_card(&s->f.model, "childline");
    model_view_card(&s->f.model, "childline");
    model_view_card(&s->f.model, "nines");
    play_show(s, "closing", 1);
    play_tap(s, "close");
    const struct command *c = asked(s, 0, CMD_CLOSE_SESSION);
    assert_int_equal(c->counts, 2);
    assert_string_equal(c->count[0].item, "childline");
    assert_int_equal(c->count[0].n, 2);
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_leads_to_the_start_or_to_more_help),
        cmocka_unit_test(the_end_says_the_same_whatever_was_done),
        cmocka_unit_test(a_number_that_may_be_wrong_is_nowhere),
        cmocka_unit_test(a_code_holds_what_stands_beside_it),
        cmocka_unit_test(left_alone_it_asks_and_then_goes),
        cmocka_unit_test(opening_a_card_is_one_look),
        cmocka_unit_test(the_end_counts_no_look),
        cmocka_unit_test(the_list_is_looked_through_by_what_it_is_about),
        cmocka_unit_test(without_cards_there_is_still_a_person),
        cmocka_unit_test(staff_hear_of_cards_to_be_checked),
        cmocka_unit_test(when_all_were_checked_nothing_is_said),
        cmocka_unit_test(closing_takes_the_looks_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
