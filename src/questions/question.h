/* A question on the screen: one file a control, found by what it takes.
 *
 * To add one: a file of its own here and a line in questions.def. `takes` says whether it shows
 * this control with this appearance; the first line that takes it wins, so special ones stand
 * before general ones. `view` is pure: it adds nodes to `parent` from the question as the survey
 * worked it out and from the little state that is the question's own (what is searched for, which
 * month a calendar shows). `update` changes that state and asks for answers by command
 * (CMD_ANSWER, CMD_CHOOSE, CMD_RANK); it never changes the survey.
 *
 * Among others on a page a question that needs keys or much room is a row with its answer
 * (`opens`): tapped, it has the page for itself until it is closed again.
 *
 * Message ids of questions are small; the screen adds its own base and the number of the question,
 * see question_msg(). */
#pragma once

#include "model/command.h"
#include "survey/survey.h"
#include "ui/build.h"

enum { QUESTION_SEARCH = 64, QUESTION_IDS = 64, QUESTION_BASE = 100000 };

enum question_id {
    QUESTION_OPEN = 1,
    QUESTION_CLOSE,
    QUESTION_PICK,        /* arg: option */
    QUESTION_ENTER,       /* in its field: the screen closes it or goes on */
    QUESTION_OWN,         /* from here on each control's own */
    QUESTION_STROKES = 48 /* from here on: typed text and steps, which may follow one another
                             faster than two taps are believed */
};

struct question_state {           /* of one question of the page; zeroed when another page shows */
    char search[QUESTION_SEARCH]; /* also half a date and time */
    int year, month;              /* shown by a calendar; 0: that of the value */
    int part;                     /* which part of a date and time is edited */
    int tail;       /* blanks typed behind a text: a value has none, the next word needs them */
    bool open;      /* has the page for itself */
    bool keys_away; /* of a search */
};

struct question_view {
    const struct survey_question *q;
    const struct question_state *st;
    size_t index; /* of the question on its page */
    bool alone;   /* the only one of its page, or open: it may use all of it */
    bool focus;   /* its field has the keyboard */
    bool visitor; /* who answers wants to stay unknown (survey/hint.h) */
    struct date today;
    int minute;        /* local minute of the day */
    const char *media; /* folder of the form's pictures; NULL: it has none */
};

struct question_def {
    const char *name;
    bool (*takes)(const struct survey_question *q);
    bool types;    /* wants the on-screen keyboard (true) while it has the focus */
    bool digits;   /* wants the digit pad */
    bool searches; /* its field stands above a list: on a low screen the bar gives way to both */
    bool opens;    /* among others it is a row that opens */
    bool always;   /* also alone it is such a row at first */
    bool advances; /* a choice goes on to the next page by itself: `quick` */
    bool own_head; /* shows label, hint and fault itself, by question_head() or otherwise */
    void (*view)(const struct question_view *v, struct ui_build *b, struct ui_node *parent);
    /* or NULL: what stands at the start of the page's foot while the question is alone */
    void (*foot)(const struct question_view *v, struct ui_build *b, struct ui_node *foot);
    /* or NULL: adds what stands between the question and the keyboard, and never scrolls away;
     * false: nothing does */
    bool (*above_keys)(const struct question_view *v, struct ui_build *b, struct ui_node *page);
    /* or NULL: changes the digit pad */
    void (*pad)(const struct question_view *v, struct ui_build *b, struct ui_node *pad);
    /* or NULL: sets the state with which it opens */
    void (*opened)(struct question_state *st, const struct survey_question *q);
    void (*update)(struct question_state *st, const struct survey_question *q, struct ui_msg msg,
                   struct out *out);
};

/* The one that shows `q`; never NULL: the last line of questions.def takes what nobody else does
 * and says that it cannot be answered here. */
const struct question_def *question_find(const struct survey_question *q);
/* Has it the page for itself now? */
bool question_is_open(const struct survey_question *q, const struct question_state *st);

/* All of a question: label, hint, fault and control, or the row that opens it. */
void question_show(const struct question_view *v, struct ui_build *b, struct ui_node *parent);
/* Its update, opening and closing included. Returns whether the page is done by it: `quick`. */
bool question_update(struct question_state *st, const struct survey_question *q, struct ui_msg msg,
                     struct out *out);

/* A message of question `index` with the question's own id (1 .. QUESTION_IDS - 1), and back. */
struct ui_msg question_msg(size_t index, int32_t id, int32_t arg);
bool question_of(struct ui_msg msg, size_t *ret_index, struct ui_msg *ret_msg);

/* The commands that a question may ask for. */
void question_answer(struct out *out, const struct survey_question *q, const char *value);
void question_choose(struct out *out, const struct survey_question *q, size_t option);
void question_rank(struct out *out, const struct survey_question *q, size_t option, int by);
