/* Which forms visitors are offered: by the session that is open, its audience, and who asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "model/model.h"

static const struct form forms[] = {{.id = "pupils"}, {.id = "primary"}, {.id = "training"},
                                    {.id = "public"}, {.id = "record"},  {.id = "own"},
                                    {.id = "worry"},  {.id = "numbers"}};
static const struct profile profiles[] = {{.audiences = FOR_PRIMARY | FOR_SECONDARY},
                                          {.audiences = FOR_PRIMARY},
                                          {.audiences = FOR_PROFESSIONALS},
                                          {.audiences = FOR_ADULTS | FOR_PUBLIC},
                                          {.audiences = FOR_STAFF, .side = SIDE_STAFF},
                                          {.audiences = 0},
                                          {.audiences = FOR_EVERYBODY, .way = WAY_CONCERN},
                                          {.audiences = FOR_PUBLIC, .way = WAY_HELP}};

enum { FORMS = sizeof forms / sizeof *forms };

struct world {
    struct model m;
    struct forms_view view;
    struct ledger ledger;
    struct session session[2];
};

static int set_up(void **state) {
    struct world *w = xcalloc(1, sizeof *w);
    const struct session empty = {.event_type = "", .audience = "", .year_group = "", .venue = ""};
    w->m.today = (struct date){2019, 2, 6};
    w->view.forms = FORMS;
    for (size_t i = 0; i < FORMS; i++)
        w->view.form[i] = (struct form_view){.form = &forms[i], .profile = &profiles[i]};
    w->m.forms = &w->view;
    w->m.ledger = &w->ledger;
    w->ledger = (struct ledger){.session = w->session, .sessions = 2};
    for (int i = 0; i < 2; i++) {
        w->session[i] = empty;
        w->session[i].id = i + 1;
        w->session[i].date = w->session[i].since = w->m.today;
        w->session[i].starts = w->session[i].ends = -1;
    }
    *state = w;
    return 0;
}

static int tear_down(void **state) {
    free(*state);
    return 0;
}

static void offers(struct world *w, const char *want) {
    const struct form_view *form[FORMS_MAX];
    struct str got CLEANUP(str_release) = {0};
    size_t n = model_offered(&w->m, form);
    for (size_t i = 0; i < n; i++)
        str_addf(&got, "%s%s", i > 0 ? " " : "", form[i]->form->id);
    assert_string_equal(str_c(&got), want);
}

static void the_open_session_decides(void **state) {
    struct world *w = *state;
    struct session *s = &w->session[0];
    s->life = LIFE_OPEN;
    s->year_group = "9";
    offers(w, "pupils");
    s->year_group = "R;5";
    offers(w, "pupils primary");
    s->year_group = "";
    s->audience = "pupils";
    offers(w, "pupils primary");
    s->audience = "professionals";
    offers(w, "training");
    s->audience = "parents";
    offers(w, "public numbers");
    s->audience = "residents";
    offers(w, "public numbers");
}

static void a_stall_is_for_whoever_passes(void **state) {
    struct world *w = *state;
    w->session[0].audience = "residents";
    offers(w, "public numbers");
    w->session[1].year_group = "9"; /* pupils are still to come */
    offers(w, "");
    w->session[1].status = STATUS_CANCELLED;
    offers(w, "public numbers");
    w->session[1].status = STATUS_PLANNED;
    w->session[1].ends = 600;
    w->m.minute = 700;
    offers(w, "public numbers");
}

/* Feedback first, then a concern, then help; a concern only where somebody can read it. */
static void a_concern_and_help_stand_behind_the_same_door(void **state) {
    struct world *w = *state;
    struct session *s = &w->session[0];
    offers(w, "public numbers");
    w->m.readers = 2;
    offers(w, "public worry numbers");
    s->life = LIFE_OPEN;
    s->year_group = "9";
    offers(w, "pupils");
    w->m.pupils_concerns = true;
    offers(w, "pupils worry");
    w->m.readers = 0;
    offers(w, "pupils");
    assert_string_equal(model_concern(&w->m)->form->id, "worry");
    assert_null(model_asked(&w->m));
    w->m.asked_session = 1;
    STR_COPY(w->m.asked_form, "own");
    assert_string_equal(model_asked(&w->m)->form->id, "own");
    offers(w, "own");
}

static void the_topic_of_a_session_is_known_by_its_words(void **state) {
    struct world *w = *state;
    struct session *s = &w->session[0];
    assert_string_equal(model_topic(NULL), "");
    s->topic = "Gangs and county lines, professionals";
    assert_string_equal(model_topic(s), "county_lines");
    s->topic = "Knife crime workshop";
    assert_string_equal(model_topic(s), "knife");
    s->topic = "Mini Police";
    assert_string_equal(model_topic(s), "");
}

static void staff_say_which_session_and_form(void **state) {
    struct world *w = *state;
    w->session[0].life = w->session[1].life = LIFE_OPEN;
    w->session[0].year_group = "9";
    w->session[1].audience = "professionals";
    offers(w, "pupils");
    w->m.asked_session = 2;
    offers(w, "training");
    STR_COPY(w->m.asked_form, "own");
    offers(w, "own");
    w->session[1].life = LIFE_CLOSED; /* what was asked for is over */
    offers(w, "pupils");
}

static void what_was_left_open_yesterday_is_not_asked_about(void **state) {
    struct world *w = *state;
    w->session[0].life = LIFE_OPEN;
    w->session[0].year_group = "9";
    w->session[0].since.day = 5;
    assert_null(model_feedback_session(&w->m));
    w->m.asked_session = 1;
    assert_null(model_feedback_session(&w->m));
}

static void answers_and_drafts_are_found(void **state) {
    struct world *w = *state;
    struct filled_count count[] = {{.session = 1, .form = "pupils", .all = 18},
                                   {.session = 1, .form = "own", .all = 2},
                                   {.session = 2, .form = "own", .all = 4}};
    struct draft_view draft = {.form = "record", .session = 1};
    w->m.filled = (struct filled_view){.count = count, .counts = 3, .draft = &draft, .drafts = 1};
    assert_int_equal(model_answers(&w->m, 1, NULL), 20);
    assert_int_equal(model_answers(&w->m, 1, "own"), 2);
    assert_int_equal(model_answers(&w->m, 0, NULL), 0);
    assert_true(model_has_draft(&w->m, "record", 1));
    assert_false(model_has_draft(&w->m, "record", 2));
    w->session[0].counted = (struct count){7, COUNT_EXACT};
    assert_int_equal(model_heads_of(&w->m, 1), 7);
    w->m.tape.session = 1;
    w->m.tape.bands = 1;
    w->m.tape.band[0].saved = 9;
    assert_int_equal(model_heads_of(&w->m, 1), 9);
}

/* A view of one form, as it is loaded. */
static struct forms_view *load_one(const char *version) {
    struct forms_view *v = xcalloc(1, sizeof *v);
    struct str xml CLEANUP(str_release) = {0};
    str_addf(&xml,
             "<h:html xmlns=\"http://www.w3.org/2002/xforms\""
             " xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>T</h:title><model>"
             "<instance><data id=\"own\" version=\"%s\"><a/></data></instance>"
             "<bind nodeset=\"/data/a\" type=\"string\"/></model></h:head>"
             "<h:body><input ref=\"/data/a\"><label>A</label></input></h:body></h:html>",
             version);
    const struct form *form = form_load(str_c(&xml), xml.len, NULL, NULL, NULL);
    assert_non_null(form);
    v->form[v->forms++] = (struct form_view){.form = form, .profile = &profiles[5], .media = ""};
    return v;
}

/* New forms come while one of the old ones is filled in: it is filled in to its end. */
static void an_open_survey_keeps_its_form(void **state) {
    (void)state;
    struct model m;
    model_init(&m);
    model_take_forms(&m, load_one("1"));
    const struct survey_start start = {0};
    m.survey_of = model_form(&m, "own");
    m.survey = survey_new(m.survey_of->form, &start, NULL);
    assert_non_null(m.survey);
    model_take_forms(&m, load_one("2"));
    model_take_forms(&m, load_one("3"));
    assert_string_equal(model_form(&m, "own")->form->version, "3");
    assert_string_equal(m.survey_of->form->version, "1");
    survey_answer(m.survey, survey_page(m.survey)->question[0].path, "yes");
    assert_string_equal(survey_page(m.survey)->question[0].value, "yes");
    model_drop_survey(&m);
    assert_null(m.forms_before);
    model_take_forms(&m, load_one("4"));
    assert_null(m.forms_before);
    model_free(&m);
}

int main(void) {
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_open_session_decides),
        TEST(a_stall_is_for_whoever_passes),
        TEST(a_concern_and_help_stand_behind_the_same_door),
        TEST(the_topic_of_a_session_is_known_by_its_words),
        TEST(staff_say_which_session_and_form),
        TEST(what_was_left_open_yesterday_is_not_asked_about),
        TEST(answers_and_drafts_are_found),
        cmocka_unit_test(an_open_survey_keeps_its_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
