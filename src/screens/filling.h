/* What the pages of a survey look like. They are made of what is handed to them and of nothing
 * else, so that a test shows any page without a form. */
#pragma once

#include "model/model.h"
#include "questions/question.h"
#include "ui/build.h"

enum filling_msg {
    FILLING_BACK = 1,
    FILLING_GO_ON,
    FILLING_FINISH,
    FILLING_ADD,
    FILLING_REMOVE,
    FILLING_CHANGE, /* arg: answer of the check page */
    FILLING_DELETE, /* asks first */
    FILLING_DELETE_NOW,
    FILLING_KEEP,
    FILLING_LANGUAGES,
    FILLING_LANGUAGE, /* arg: language of the form */
    FILLING_NEXT_PERSON,
    FILLING_LEAVE,
    FILLING_STILL_HERE,
    FILLING_HIDE
};

enum { FILLING_QUESTIONS = 64 }; /* with a state of their own; the rest of a page share one */

enum filling_dialog { FILLING_NO_DIALOG, FILLING_ASK_DELETE, FILLING_ASK_LANGUAGE };

struct filling_state {
    uint32_t turn; /* of the page whose questions these are */
    struct question_state question[FILLING_QUESTIONS];
    enum filling_dialog dialog;
    bool warned, left;
    bool struck;          /* a tap was accepted, at: */
    int64_t struck_at;    /* monotonic ms */
    int64_t thanks_until; /* the same; 0: what was filled in is not durable */
};

struct filling {
    const struct survey_page *page;
    const struct filling_state *st;
    const struct model *m;
    const struct form *form;
    const struct profile *profile;
    const char *language; /* name as the form writes it */
    const char *media;    /* folder of the form's pictures; NULL: it has none */
};

/* Index of the question that has the page for itself, open or alone; -1: there are several. */
int filling_single(const struct survey_page *page, const struct filling_state *st);
bool filling_is_open(const struct survey_page *page,
                     const struct filling_state *st); /* that one? */
const struct question_state *filling_question(const struct filling_state *st, size_t index);
/* "English" of "English (en)", in `a`. */
const char *filling_language(const char *language, struct arena *a);

struct ui_node *filling_show(const struct filling *f, struct ui_build *b);
