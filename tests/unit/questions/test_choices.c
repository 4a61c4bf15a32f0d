/* Controls with choices: what a tap asks for, what shows as chosen. */
#include "ask.h"

static struct ask *safe(const char *appearance) {
    struct ask *a = ask_new(CONTROL_SELECT1, appearance, TYPE_STRING);
    ask_option(a, "good", "Good");
    ask_option(a, "fair", "Fair");
    ask_option(a, "bad", "Bad");
    ask_option(a, "not_sure", "Not sure");
    return a;
}

static const char *icon_on(const struct ui_node *n) {
    for (const struct ui_node *c = n->first; c != NULL; c = c->next) {
        const char *icon = c->kind == UI_ICON ? c->icon : icon_on(c);
        if (icon != NULL)
            return icon;
    }
    return NULL;
}

static void chooses_and_goes_on_only_when_quick(void **state) {
    (void)state;
    struct ask *a = safe("");
    a->option[1].chosen = true;
    assert_true(ask_node(a, "/d/q:1")->flags & UI_CHECKED);
    assert_false(ask_node(a, "/d/q:0")->flags & UI_CHECKED);
    ask_tap(a, "/d/q:2");
    assert_chooses(a, 2);
    assert_false(a->done);
    a->control.appearance = "quick";
    ask_tap(a, "/d/q:2");
    assert_true(a->done);
    ask_end(a);
}

static void faces_are_the_scale_and_not_sure_is_none(void **state) {
    (void)state;
    struct ask *a = safe("likert");
    assert_string_equal(icon_on(ask_node(a, "/d/q:0")), "face-1");
    assert_string_equal(icon_on(ask_node(a, "/d/q:1")), "face-3");
    assert_string_equal(icon_on(ask_node(a, "/d/q:2")), "face-5");
    assert_null(icon_on(ask_node(a, "/d/q:3")));
    ask_tap(a, "/d/q:3");
    assert_chooses(a, 3);
    a->among = true; /* there is no foot for it then */
    assert_true(ask_has(a, "/d/q:3"));
    ask_end(a);
}

static void a_scale_of_two_has_no_faces(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_SELECT1, "likert", TYPE_STRING);
    ask_option(a, "yes", "Yes");
    ask_option(a, "no", "No");
    ask_option(a, "dk", "Do not know");
    assert_string_equal(question_find(&a->q)->name, "select_one");
    ask_end(a);
}

static void columns_follow_the_words_and_the_appearance(void **state) {
    (void)state;
    struct ask *a = safe("");
    assert_true(ask_node(a, "/d/q:0")->at.y == ask_node(a, "/d/q:1")->at.y);
    a->option[2].label = "A choice with more words than half of the screen could ever hold";
    assert_true(ask_node(a, "/d/q:0")->at.y < ask_node(a, "/d/q:1")->at.y);
    a->option[2].label = "A choice with some more words than others";
    assert_true(ask_node(a, "/d/q:0")->at.y < ask_node(a, "/d/q:1")->at.y);
    a->control.appearance = "columns-2"; /* whoever wants columns has it on two lines */
    assert_true(ask_node(a, "/d/q:0")->at.y == ask_node(a, "/d/q:1")->at.y);
    a->option[2].label = "Bad";
    a->control.appearance = "columns-4";
    assert_true(ask_node(a, "/d/q:0")->at.y == ask_node(a, "/d/q:3")->at.y);
    a->control.appearance = "columns-1";
    assert_true(ask_node(a, "/d/q:0")->at.y < ask_node(a, "/d/q:1")->at.y);
    a->control.appearance = "columns-pack";
    ask_tap(a, "/d/q:1");
    assert_chooses(a, 1);
    ask_end(a);
}

static void many_says_that_more_may_be_chosen(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_SELECT, "quick", TYPE_STRING);
    ask_option(a, "a", "A");
    ask_option(a, "b", "B");
    assert_shows(a, "Choose all that apply");
    ask_tap(a, "/d/q:1");
    assert_chooses(a, 1);
    assert_false(a->done);
    ask_end(a);
}

static void a_list_opens_searches_and_closes_with_the_choice(void **state) {
    (void)state;
    struct ask *a = safe("minimal quick");
    a->option[1].chosen = true;
    assert_shows(a, "Fair");
    assert_false(ask_has(a, "/d/q:0"));
    ask_tap(a, "/d/q");
    assert_true(a->st.open && a->st.keys_away);
    assert_true(ask_has(a, "/d/q:3"));
    ask_tap(a, "/d/q:search");
    assert_false(a->st.keys_away);
    ask_type(a, "/d/q:search", "ba");
    assert_int_equal(a->out.n, 0); /* what is searched for is no answer */
    assert_false(ask_has(a, "/d/q:0"));
    ask_tap(a, "/d/q:clear");
    assert_true(ask_has(a, "/d/q:0"));
    ask_type(a, "/d/q:search", "zz");
    assert_shows(a, "Nothing found");
    ask_type(a, "/d/q:search", "ba");
    ask_tap(a, "/d/q:2");
    assert_chooses(a, 2);
    assert_true(a->done);
    assert_false(a->st.open);
    assert_string_equal(a->st.search, "");
    ask_end(a);
}

/* Two abreast, so that a thumb has half as far to go; one beside keys, on a narrow screen, and when
 * there are few or they are too long. */
static void a_long_list_stands_in_two_columns(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_SELECT1, "minimal", TYPE_STRING);
    for (int i = 0; i < 17; i++)
        ask_option(a, "hall", "Village Hall");
    a->st.open = a->st.keys_away = true;
    int y = ask_node(a, "/d/q:0")->at.y;
    assert_int_equal(ask_node(a, "/d/q:1")->at.y, y);
    assert_true(ask_node(a, "/d/q:1")->at.x > ask_node(a, "/d/q:0")->at.x);
    assert_true(ask_node(a, "/d/q:2")->at.y > y);
    assert_int_equal(ask_node(a, "/d/q:16")->at.w, ask_node(a, "/d/q:15")->at.w);
    a->st.keys_away = false;
    assert_true(ask_node(a, "/d/q:1")->at.y > ask_node(a, "/d/q:0")->at.y);
    a->st.keys_away = true;
    a->option[9].label = "The Community Centre behind the Old Library of the North End of the Town";
    assert_true(ask_node(a, "/d/q:1")->at.y > ask_node(a, "/d/q:0")->at.y);
    a->option[9].label = "Village Hall";
    a->env.w = 480;
    a->env.h = 800;
    assert_true(ask_node(a, "/d/q:1")->at.y > ask_node(a, "/d/q:0")->at.y);
    a->env.w = 800;
    a->env.h = 480;
    a->q.options = 16;
    assert_true(ask_node(a, "/d/q:1")->at.y > ask_node(a, "/d/q:0")->at.y);
    ask_end(a);
}

static void autocomplete_opens_with_its_keys(void **state) {
    (void)state;
    struct ask *a = safe("autocomplete");
    ask_tap(a, "/d/q");
    assert_false(a->st.keys_away);
    assert_int_equal(ask_node(a, "/d/q:search")->kind, UI_FIELD);
    ask_end(a);
}

static void ranks_by_taps_and_buttons(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_RANK, "", TYPE_STRING);
    ask_option(a, "a", "A");
    ask_option(a, "b", "B");
    ask_option(a, "c", "C");
    a->option[2].place = 1;
    a->option[0].place = 2;
    assert_true(ask_node(a, "/d/q:2")->at.y < ask_node(a, "/d/q:0")->at.y);
    assert_true(ask_node(a, "/d/q:0")->at.y < ask_node(a, "/d/q:1")->at.y);
    assert_string_equal(ask_node(a, "/d/q:0")->value, "2");
    assert_true(ask_node(a, "/d/q:2-up")->flags & UI_DISABLED);
    assert_true(ask_node(a, "/d/q:0-down")->flags & UI_DISABLED);
    assert_false(ask_has(a, "/d/q:1-up"));
    ask_tap(a, "/d/q:0-up");
    assert_int_equal(a->out.cmd[0].kind, CMD_RANK);
    assert_int_equal(a->out.cmd[0].n, 0);
    assert_int_equal(a->out.cmd[0].opening, -1);
    ask_tap(a, "/d/q:2-down");
    assert_int_equal(a->out.cmd[0].opening, 1);
    ask_tap(a, "/d/q:1");
    assert_chooses(a, 1);
    ask_end(a);
}

static void a_table_shows_marks_among_others_and_words_where_it_is_narrow(void **state) {
    (void)state;
    struct ask *a = safe("list-nolabel");
    a->among = true;
    assert_true(ask_node(a, "/d/q:0")->at.y == ask_node(a, "/d/q:3")->at.y);
    assert_string_equal(ask_node(a, "/d/q:0")->label, "Good"); /* for who hears it */
    ask_tap(a, "/d/q:1");
    assert_chooses(a, 1);
    a->env.w = 480;
    a->env.h = 800;
    assert_true(ask_node(a, "/d/q:0")->at.y < ask_node(a, "/d/q:1")->at.y);
    assert_shows(a, "Good");
    a->control.appearance = "label";
    assert_false(ask_has(a, "/d/q:0"));
    ask_end(a);
}

static void marks_with_their_words_are_equally_high(void **state) {
    (void)state;
    struct ask *a = safe("list");
    a->among = true;
    a->option[1].label = "With words that take two or three lines";
    const int h = ask_node(a, "/d/q:1")->at.h;
    assert_int_equal(ask_node(a, "/d/q:0")->at.h, h);
    assert_true(h > 64);
    ask_end(a);
}

static void a_note_alone_is_a_card(void **state) {
    (void)state;
    struct ask *a = ask_new(CONTROL_INPUT, "", TYPE_STRING);
    a->q.readonly = true;
    a->q.label = "Before you start";
    a->q.hint = "Read this.\nAnd this.";
    assert_shows(a, "Before you start");
    assert_shows(a, "And this.");
    assert_shows(a, "Read this.");
    a->among = true;
    assert_shows(a, "Read this.");
    a->q.value = "14";
    assert_shows(a, "14");
    ask_end(a);
}

static const char *picture_on(const struct ui_node *n) {
    for (const struct ui_node *c = n->first; c != NULL; c = c->next) {
        const char *file = c->kind == UI_PICTURE ? c->icon : picture_on(c);
        if (file != NULL)
            return file;
    }
    return NULL;
}

static void pictures_stand_above_their_words(void **state) {
    (void)state;
    struct ask *a = safe("");
    a->option[0].image = "good.png";
    assert_string_equal(question_find(&a->q)->name, "pictures");
    assert_null(picture_on(ask_node(a, "/d/q:0"))); /* without a folder: words */
    assert_shows(a, "Good");
    a->media = "/forms/each-media";
    assert_string_equal(picture_on(ask_node(a, "/d/q:0")), "/forms/each-media/good.png");
    assert_null(picture_on(ask_node(a, "/d/q:1")));
    ask_tap(a, "/d/q:0");
    assert_chooses(a, 0);
    ask_end(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chooses_and_goes_on_only_when_quick),
        cmocka_unit_test(faces_are_the_scale_and_not_sure_is_none),
        cmocka_unit_test(a_scale_of_two_has_no_faces),
        cmocka_unit_test(columns_follow_the_words_and_the_appearance),
        cmocka_unit_test(many_says_that_more_may_be_chosen),
        cmocka_unit_test(a_list_opens_searches_and_closes_with_the_choice),
        cmocka_unit_test(a_long_list_stands_in_two_columns),
        cmocka_unit_test(autocomplete_opens_with_its_keys),
        cmocka_unit_test(ranks_by_taps_and_buttons),
        cmocka_unit_test(a_table_shows_marks_among_others_and_words_where_it_is_narrow),
        cmocka_unit_test(marks_with_their_words_are_equally_high),
        cmocka_unit_test(a_note_alone_is_a_card),
        cmocka_unit_test(pictures_stand_above_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
