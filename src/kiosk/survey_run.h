/* Forms being filled in: the commands CMD_SURVEY_* and CMD_ANSWER are carried out here, at once, on
 * the model's survey. Only what must be durable goes to the effects: a draft of staff after each
 * answer, and what is finished.
 *
 * What was filled in of a form that brings a key of its own is sealed to that key as it is
 * finished, whoever filled it in, and of staff there is no draft of it.
 *
 * A visitor's form knows the day and no time of day, gets a random id, and is overwritten when it
 * is left, with all that was drawn of it. UI thread only. */
#pragma once

#include "model/command.h"
#include "model/result.h"
#include "survey/guard.h"

struct app;
struct form_view;

struct survey_run {
    char opening[64]; /* form whose draft is being read */
    enum doubt doubt; /* about what is finished, not durable yet */
    bool judged;      /* a second try of saving it is not judged again */
};

/* Carries out `c`; false: it is no command of a survey. */
bool survey_run(struct app *a, const struct command *c);
/* The record of a concern's form in which nothing was answered: what an empty envelope holds. */
bool survey_run_nothing(struct app *a, const struct form_view *f, struct str *xml);
/* Takes note of an effect's answer, before the screen hears of it: a draft that was read opens. */
void survey_run_answer(struct app *a, const struct result *r);
