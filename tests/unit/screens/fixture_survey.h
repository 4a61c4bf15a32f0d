/* A form that is being filled in: survey.xml, which asks one question of each kind, or one that
 * comes with the kiosk. A scene names the question whose page shows. Included by fixture.h, which
 * has its struct. */
#pragma once

#include "../seal/pair_keys.h"
#include "base/file.h"
#include "effects/form_files.h"
#include "seal/pair.h"

static inline void fixture_filling(struct fixture *f, const char *file, const char *path) {
    struct err err = {0};
    f->form = form_load_file(file, NULL, &err);
    if (f->form == NULL)
        BUG(err.text);
    f->profile = (struct profile){.side = SIDE_VISITOR,
                                  .check_answers = true,
                                  .warn_s = 30,
                                  .wipe_s = 45,
                                  .thanks_s = 4,
                                  .double_ms = 300};
    STR_COPY(f->profile.form, "each");
    f->form_view = (struct form_view){.profile = &f->profile, .form = f->form, .media = ""};
    const struct survey_start start = {.env = {.seed = 1}, .place = path, .check_answers = true};
    f->model.survey = survey_new(f->form, &start, &err);
    if (f->model.survey == NULL)
        BUG(err.text);
    f->model.survey_of = &f->form_view;
    f->model.who = WHO_PUBLIC;
}

static inline void fixture_survey(struct fixture *f, const char *path) {
    fixture_filling(f, "tests/unit/screens/survey.xml", path);
}

static inline void fixture_survey_end(struct fixture *f) {
    survey_free(f->model.survey);
    form_free(f->form);
}

/* ---- what was answered before ---- */

static inline void fixture_choose(struct fixture *f, const char *path, size_t option) {
    survey_choose(f->model.survey, path, option);
}

static inline void before_safe(struct fixture *f) {
    fixture_survey(f, NULL);
    fixture_choose(f, "/data/safe", 1);
}

static inline void before_safe_missing(struct fixture *f) {
    fixture_survey(f, NULL);
    survey_next(f->model.survey, 0);
}

static inline void before_safe_polish(struct fixture *f) {
    fixture_survey(f, NULL);
    survey_set_language(f->model.survey, "pl");
}

static inline void before_role(struct fixture *f) {
    fixture_survey(f, "/data/role");
    fixture_choose(f, "/data/role", 1);
}

static inline void before_way(struct fixture *f) {
    fixture_survey(f, "/data/way");
    f->form_view.media = "build/share/turnout/icons"; /* pictures that a built tree has */
    fixture_choose(f, "/data/way", 1);
}

static inline void before_topics(struct fixture *f) {
    fixture_survey(f, "/data/topics");
    fixture_choose(f, "/data/topics", 0);
    fixture_choose(f, "/data/topics", 2);
}

static inline void before_ward(struct fixture *f) {
    fixture_survey(f, "/data/ward");
}

static inline void before_school(struct fixture *f) {
    fixture_survey(f, "/data/school");
    fixture_choose(f, "/data/school", 7);
}

static inline void before_order(struct fixture *f) {
    fixture_survey(f, "/data/order");
    fixture_choose(f, "/data/order", 2);
    fixture_choose(f, "/data/order", 0);
}

static inline void before_score(struct fixture *f) {
    fixture_survey(f, "/data/score");
    survey_answer(f->model.survey, "/data/score", "7");
}

static inline void before_hours(struct fixture *f) {
    fixture_survey(f, "/data/hours");
    survey_answer(f->model.survey, "/data/hours", "35");
}

static inline void before_hours_empty(struct fixture *f) {
    fixture_survey(f, "/data/hours");
}

static inline void before_stars(struct fixture *f) {
    fixture_survey(f, "/data/stars");
    survey_answer(f->model.survey, "/data/stars", "4");
}

static inline void before_age(struct fixture *f) {
    fixture_survey(f, "/data/age");
    survey_next(f->model.survey, 0);
}

static inline void before_distance(struct fixture *f) {
    fixture_survey(f, "/data/distance");
    survey_answer(f->model.survey, "/data/distance", "2.");
}

static inline void before_seen(struct fixture *f) {
    fixture_survey(f, "/data/seen");
    survey_answer(f->model.survey, "/data/seen",
                  "Boys on bikes wait by the bins behind the flats most evenings");
}

static inline void before_seen_phone(struct fixture *f) {
    fixture_survey(f, "/data/seen");
    survey_answer(f->model.survey, "/data/seen",
                  "Boys on bikes wait by the bins most evenings. Ring me on 07700 900123");
    f->model.on_journey = true;
}

static inline void before_seen_missing(struct fixture *f) {
    fixture_survey(f, "/data/seen");
    survey_next(f->model.survey, 0);
}

static inline void before_born(struct fixture *f) {
    fixture_survey(f, "/data/born");
    survey_answer(f->model.survey, "/data/born", "2019-03-16"); /* a month of five weeks */
}

static inline void before_born_empty(struct fixture *f) {
    f->model.today = (struct date){2019, 9, 6}; /* a month of six weeks */
    fixture_survey(f, "/data/born");
}

static inline void before_month(struct fixture *f) {
    fixture_survey(f, "/data/month");
}

static inline void before_at(struct fixture *f) {
    fixture_survey(f, "/data/at");
    survey_answer(f->model.survey, "/data/at", "21:45");
}

static inline void before_moment(struct fixture *f) {
    fixture_survey(f, "/data/moment");
}

static inline void before_note(struct fixture *f) {
    fixture_survey(f, "/data/note");
}

static inline void before_ok(struct fixture *f) {
    fixture_survey(f, "/data/ok");
}

static inline void before_card(struct fixture *f) {
    fixture_survey(f, "/data/card");
}

static inline void before_table(struct fixture *f) {
    fixture_survey(f, "/data/table/clear");
    fixture_choose(f, "/data/table/useful", 1);
}

static inline void before_about(struct fixture *f) {
    fixture_survey(f, "/data/about/name");
    survey_answer(f->model.survey, "/data/about/age", "twelve");
    survey_next(f->model.survey, 0);
}

static inline void before_repeat(struct fixture *f) {
    fixture_survey(f, "/data/child[1]/year");
    survey_answer(f->model.survey, "/data/child[1]/year", "9");
    survey_next(f->model.survey, 0);
}

/* All that must be answered is, and every page was passed. */
static inline void before_checking(struct fixture *f) {
    fixture_survey(f, NULL);
    struct survey *s = f->model.survey;
    for (int pages = 0; pages < 100 && survey_page(s)->kind != SURVEY_CHECK; pages++) {
        const struct survey_page *page = survey_page(s);
        for (size_t i = 0; i < page->questions; i++) {
            const struct survey_question *q = &page->question[i];
            if (q->required && q->options > 0)
                survey_choose(s, q->path, 1);
            else if (q->required)
                survey_answer(s, q->path, q->bind->type == TYPE_INT ? "12" : "Two on one bike");
            page = survey_page(s);
        }
        survey_next(s, 0);
    }
}

static inline void before_sending(struct fixture *f) {
    before_checking(f);
    f->model.survey_saving = true;
}

static inline void before_thanks(struct fixture *f) {
    before_checking(f);
    struct str xml = {0};
    struct survey_pace pace;
    if (!survey_finish(f->model.survey, 0, &xml, &pace))
        BUG("the form of the fixture is not complete");
    str_release(&xml);
}

static inline void before_thanks_staff(struct fixture *f) {
    before_thanks(f);
    f->profile.side = SIDE_STAFF;
}

/* ---- the same with a key of its own ---- */

static inline void fixture_seal(struct fixture *f, enum survey_side side) {
    f->profile.side = side;
    f->form->key = pair_read_public(pair_public_pem, strlen(pair_public_pem), NULL);
}

static inline void before_sealed_page(struct fixture *f) {
    before_role(f);
    fixture_seal(f, SIDE_STAFF);
}

static inline void before_sealed_checking(struct fixture *f) {
    before_checking(f);
    fixture_seal(f, SIDE_VISITOR);
}

static inline void before_sealed_checking_staff(struct fixture *f) {
    before_checking(f);
    fixture_seal(f, SIDE_STAFF);
}

/* ---- the same behind the door ---- */

static inline void before_hide_words(struct fixture *f) {
    before_seen(f);
    f->model.on_journey = true;
}

static inline void before_hide_search(struct fixture *f) {
    before_school(f);
    f->model.on_journey = true;
}

static inline void before_hide_check(struct fixture *f) {
    before_checking(f);
    f->model.on_journey = true;
}

static inline void before_hide_saving(struct fixture *f) {
    before_sending(f);
    f->model.on_journey = true;
}

/* ---- forms that come with the kiosk ---- */

static inline void before_intro(struct fixture *f) {
    fixture_filling(f, "assets/forms/concern.xml", NULL);
}

static inline void before_danger(struct fixture *f) {
    fixture_filling(f, "assets/forms/concern.xml", "/data/danger");
}

static inline void before_call(struct fixture *f) {
    before_danger(f);
    fixture_choose(f, "/data/danger", 0);
    survey_next(f->model.survey, 0);
}

static inline void before_topic(struct fixture *f) {
    fixture_filling(f, "assets/forms/concern.xml", "/data/topic");
}

static inline void before_details(struct fixture *f) {
    fixture_filling(f, "assets/forms/concern.xml", "/data/what");
}

static inline void before_rows(struct fixture *f) {
    fixture_filling(f, "assets/forms/safety.xml", "/data/dark");
    fixture_choose(f, "/data/dark", 3);
}
