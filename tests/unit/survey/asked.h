/* A form that somebody fills in, for tests. */
#pragma once

#include "../forms/load.h"

#include "survey/survey.h"

struct asked {
    struct form *form;
    struct survey *s;
    int64_t now; /* two seconds go by before each step */
};

/* A model that starts with the data and goes on with binds, and a body. */
#define ASKED(data, binds, body) FORM(DATA(data) binds, body)
#define INPUT(name) "<input ref=\"/data/" name "\"><label>" name "</label></input>"
#define GROUP(attributes, label, inside)                                                           \
    "<group " attributes "><label>" label "</label>" inside "</group>"
#define CHOICES(tag, name, items) "<" tag " ref=\"/data/" name "\">" items "</" tag ">"
#define ITEM(value, label) "<item><label>" label "</label><value>" value "</value></item>"

/* 17 May 2024, 10:30 in a summer two hours east of Greenwich. */
static inline struct survey_start asked_start(void) {
    return (struct survey_start){
        .env = {.now_ms = INT64_C(1715934600000), .utc_offset_s = 7200, .seed = 7},
        .check_answers = true,
        .read_ms = 700,
        .now = 1000};
}

static inline struct asked ask_with(const char *xml, const struct survey_start *start) {
    struct err err = {0};
    struct asked a = {.form = load(xml), .now = start->now};
    a.s = survey_new(a.form, start, &err);
    if (a.s == NULL)
        fail_msg("%s", err.text);
    return a;
}

static inline struct asked ask(const char *xml) {
    const struct survey_start start = asked_start();
    return ask_with(xml, &start);
}

static inline void asked_free(struct asked *a) {
    survey_free(a->s);
    form_free(a->form);
}

static inline const struct survey_page *page(const struct asked *a) {
    return survey_page(a->s);
}

/* "1/3 /data/a /data/b", "1/3 another Person 2", "check", "done". */
static inline void assert_shows(const struct asked *a, const char *want) {
    static const char *const word[] = {[SURVEY_QUESTIONS] = "",
                                       [SURVEY_REPEAT] = " another ",
                                       [SURVEY_CHECK] = "check",
                                       [SURVEY_DONE] = "done"};
    struct str out CLEANUP(str_release) = {0};
    const struct survey_page *p = page(a);
    if (p->kind == SURVEY_QUESTIONS || p->kind == SURVEY_REPEAT)
        str_addf(&out, "%d/%d", p->number, p->of);
    str_add(&out, word[p->kind]);
    if (p->kind == SURVEY_REPEAT)
        str_addf(&out, "%s %zu", p->repeat_label, p->repeats);
    for (size_t i = 0; i < p->questions; i++)
        str_addf(&out, " %s", p->question[i].path);
    assert_string_equal(str_c(&out), want);
}

static inline const struct survey_question *question(const struct asked *a, const char *path) {
    const struct survey_page *p = page(a);
    for (size_t i = 0; i < p->questions; i++)
        if (strcmp(p->question[i].path, path) == 0)
            return &p->question[i];
    fail_msg("%s is not asked here", path);
    return NULL;
}

static inline void answer(struct asked *a, const char *path, const char *value) {
    question(a, path);
    survey_answer(a->s, path, value);
}

static inline bool next(struct asked *a) {
    return survey_next(a->s, a->now += 2000);
}

static inline bool back(struct asked *a) {
    return survey_back(a->s, a->now += 2000);
}

static inline void go(struct asked *a, const char *path) {
    survey_go(a->s, path, a->now += 2000);
}

/* Answers the one question of the page and goes on. */
static inline void answer_next(struct asked *a, const char *path, const char *value) {
    answer(a, path, value);
    assert_true(next(a));
}

/* Ends; the record has (or, after '!', has not) these words in it. */
static inline void assert_sent(struct asked *a, const char *words) {
    struct str out CLEANUP(str_release) = {0};
    struct survey_pace pace;
    assert_true(survey_finish(a->s, a->now += 2000, &out, &pace));
    assert_shows(a, "done");
    bool without = words[0] == '!';
    if ((strstr(str_c(&out), words + without) == NULL) != without)
        fail_msg("%s: %s", words, str_c(&out));
}
