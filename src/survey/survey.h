/* One person fills in one form, a page at a time.
 *
 * A survey is an instance of a form (forms/instance.h), a place in its flow (forms/flow.h) and what
 * the page shows, worked out after every change: labels in the person's language, choices, values,
 * faults. Screens and questions read struct survey_page and change nothing; the kiosk calls the
 * functions below when they ask for it by command. No clock, no file, no screen.
 *
 * The way: question pages, then *check answers* (not for a form of `quick` questions only, whose
 * profile says so), then done. *Continue* is refused while the page has a fault; then the faults of
 * the page stand in page.faults and at each question until they are mended or another page shows.
 * Going back never checks. An answer that a later one makes irrelevant is kept until the end and
 * left out of the submission. What nobody could mend never holds anybody up: a field that is
 * readonly, a list that has nothing to choose from.
 *
 * Typed text that is not of the question's type ("abc" for a number) does not reach the instance:
 * it stays with the question as `typed`, and is a fault, until it is mended or emptied.
 *
 * What is here is personal: survey_free() overwrites it. UI thread only. */
#pragma once

#include "forms/flow.h"
#include "forms/form.h"
#include "forms/instance.h"

enum { SURVEY_PATH = 256, SURVEY_TYPED = 640, SURVEY_PREFILL = 16 };

struct survey;

/* A field that the kiosk fills before the first page, if the form has it and the value is of its
 * type. If the form asks for it, it is asked with that value, unless it is readonly: then nobody
 * sees it. */
struct prefill {
    const char *field; /* name of a leaf anywhere in the form, as kiosk.ini names it */
    const char *value;
};

struct survey_start {
    struct instance_env env;
    const char *language; /* "en", "pl": as chosen on the start screen; NULL: the form's own */
    struct prefill prefill[SURVEY_PREFILL];
    size_t prefills;
    bool check_answers; /* a page with all answers before the end */
    int read_ms;        /* a page left sooner was not read */
    const char *draft;  /* XML of survey_draft(), or NULL: a new one */
    const char *place;  /* path of the page that the draft was left at; NULL: the first */
    int64_t now;        /* monotonic ms */
};

enum survey_page_kind {
    SURVEY_QUESTIONS, /* one question, or a field-list of several */
    SURVEY_REPEAT,    /* another one of these? */
    SURVEY_CHECK,     /* all answers, to be checked */
    SURVEY_DONE       /* after survey_finish() */
};

struct survey_option {
    const char *value, *label;
    const char *image; /* file name in the form's folder, or NULL */
    bool chosen;
    int place; /* rank: 1-based place among the ranked; 0: not ranked yet */
};

struct survey_question {
    const struct control *control; /* kind, appearance, range, mediatype */
    const struct bind *bind;       /* type; of a heading maybe NULL */
    char path[SURVEY_PATH];        /* names the question in commands; key of its nodes */
    const char *label, *hint;      /* in the current language; "" if none */
    const char *image;             /* of the label: file name or NULL */
    const char *value;             /* as stored; "" empty */
    const char *typed;             /* of a field: text that is no value, or a number as it is being
                                      typed ("1." on the way to "1.5"); NULL: show the value */
    const char *fault;             /* a sentence, or NULL */
    bool required, readonly;
    bool heading;    /* the label of a group inside a field-list: nothing to answer */
    bool can_answer; /* false: this kiosk cannot take it (a photograph): it is skipped in words */
    struct survey_option *option; /* selects and rank; with autocomplete all of them: search is the
                                     question's */
    size_t options;
};

struct survey_answer { /* a line of the check page */
    char path[SURVEY_PATH];
    const char *label, *value; /* value in words: choice labels, dates as 06/02/2019; "" none */
    const char *group;         /* heading above it, "" for none; NULL: that of the line before */
};

struct survey_page {
    enum survey_page_kind kind;
    int number, of;         /* of the question pages as they are now: progress. A page of notes
                             * alone has no number of its own: how many came before it */
    bool note;              /* such a page: there is nothing to answer on it */
    const char *heading[4]; /* labels of groups and repeats around it, outermost first */
    size_t headings;
    struct survey_question *question;
    size_t questions;
    size_t faults; /* of this page, shown since the last refused *Continue* */
    bool last;     /* nothing comes after it: *Continue* is survey_finish(), not survey_next() */
    /* SURVEY_REPEAT */
    const char *repeat_label;
    size_t repeats;
    bool can_remove; /* the last one */
    /* SURVEY_CHECK */
    struct survey_answer *answer;
    size_t answers;
    uint32_t turn; /* goes up when another page shows: keys and scroll positions start anew */
};

/* NULL if the form cannot be started; `f` must outlive it. Texts of `start` are copied. */
struct survey *survey_new(const struct form *f, const struct survey_start *start, struct err *err);
void survey_free(struct survey *s); /* NULL is fine */
const struct form *survey_form(const struct survey *s);
/* Valid until the next call that changes the survey. */
const struct survey_page *survey_page(const struct survey *s);
const char *survey_language(const struct survey *s); /* name as the form writes it; "" if none */
void survey_set_language(struct survey *s, const char *code);
/* Value of the first leaf of that name, wherever it stands; "" if there is none or it is left out
 * of the record. Valid until the next call that changes the survey. */
const char *survey_leaf(const struct survey *s, const char *field);
void survey_set_now(struct survey *s, int64_t now_ms, int32_t utc_offset_s);

/* Answers. `path` is survey_question.path; an unknown one does nothing (a tap that came late). */
void survey_answer(struct survey *s, const char *path, const char *value);
/* Choice `index` of a question: chosen alone (select one, once more: still chosen), toggled (select
 * many), put at the end of the ranked or taken out of it (rank). */
void survey_choose(struct survey *s, const char *path, size_t index);
void survey_rank(struct survey *s, const char *path, size_t index, int by); /* moved up or down */

/* The way. `now` is monotonic ms: how long a page was looked at is known by it, and nothing else.
 */
bool survey_next(struct survey *s, int64_t now); /* false: faults of the page are shown now. Of the
                                             last page it only says whether it has any */
bool survey_back(struct survey *s, int64_t now); /* false: this was the first page */
void survey_go(struct survey *s, const char *path, int64_t now); /* *Change* on the check page; the
                                             next *Continue* leads back to it if all is well */
void survey_repeat_add(struct survey *s, int64_t now);           /* and to its first page */
void survey_repeat_remove(struct survey *s, int64_t now);

/* How it was filled in: what guard.h judges; no time of day. */
struct survey_pace {
    int pages;        /* pages with something to answer that were left by *Continue* */
    int fast;         /* of these: left sooner than it takes to read them */
    uint64_t pattern; /* hash of these pages and their answers in order: equal for the same taps */
};
/* Ends: all faults of the form must be mended (false: the page with the first fault shows). `out`
 * gets the XML as it is sent. Afterwards the page is SURVEY_DONE; asked once more, for a record
 * that could not be saved, the same record is given again. */
bool survey_finish(struct survey *s, int64_t now, struct str *out, struct survey_pace *ret);
/* For staff forms: the whole filling as XML, and where it is; kept after every answer. Text that is
 * no value is not in it. */
void survey_draft(const struct survey *s, struct str *out, char ret_place[static SURVEY_PATH]);
