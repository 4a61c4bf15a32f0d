/* What the files of survey*.c share: the handle itself. Nobody else includes this.
 *
 * Where a person is in the form is kept by the control of the page and the path of its node, never
 * by a pointer into the instance: with every answer nodes, and so pages, come and go. Whatever an
 * answer may have changed is worked out anew by survey_show(). */
#pragma once

#include "survey/survey.h"

enum survey_where { AT_PAGE, AT_CHECK, AT_DONE };

/* What is typed into a field and not what the instance holds. */
struct typed {
    struct typed *next;
    char path[SURVEY_PATH], text[SURVEY_TYPED];
    uint64_t stands; /* survey_hash() of the value then: with another one, this is outdated */
    bool wrong;      /* no value of the field's type */
};

struct survey {
    const struct form *form;
    struct instance *in;
    struct arena keep;  /* what lives as long as the survey, which lies in it too */
    struct arena shown; /* the page and what is behind it: until survey_show() */
    struct arena work;  /* what a function needs for itself: until it rewinds it */
    bool check_answers;
    int read_ms;
    const char *prefilled[SURVEY_PREFILL]; /* names of fields */
    size_t prefills;

    enum survey_where where;
    const struct control *control; /* AT_PAGE: of the page */
    char path[SURVEY_PATH];        /* of its node */
    size_t index;                  /* among flow[] */
    char place[SURVEY_PATH];       /* by which a draft finds the page again: see survey_place() */
    bool refused;                  /* faults are shown */
    bool returns;                  /* *Continue* leads back to the check page */
    struct typed *typed, *spare;   /* spare: overwritten, for the next one */

    struct flow_page *flow; /* pages with something on them; not the end */
    size_t flows;
    struct question *question; /* behind page.question, in its order */
    struct survey_page page;

    int64_t shown_at;
    struct survey_pace pace;
};

/* ---- survey.c */
struct typed *survey_typed(const struct survey *s, const struct node *n); /* NULL: the value */
void survey_forget_typed(struct survey *s, bool wrong_too, const char *below);
uint64_t survey_hash(uint64_t h, const char *text);

/* ---- survey_page.c */
void survey_show(struct survey *s);       /* works all out, keeps the place */
void survey_find_pages(struct survey *s); /* only flow[] */
/* What is asked on a page; lives in `a`. */
void survey_questions(struct survey *s, const struct flow_page *p, struct arena *a,
                      struct question **ret, size_t *ret_count);
/* NULL: nothing is wrong, or nobody could mend it. The sentence lives in `a`. */
const char *survey_fault(struct survey *s, const struct question *q, struct arena *a);
bool survey_is_heading(const struct question *q);
bool survey_has_choices(const struct control *c);
/* Path of a node, cut to its size. */
void survey_path(const struct survey *s, const struct node *n, char ret[static SURVEY_PATH]);
/* Path by which a page is found again: that of its first question, or of the repeat. */
void survey_place(struct survey *s, const struct flow_page *p, char ret[static SURVEY_PATH]);

/* ---- survey_way.c */
/* Goes to page `index` of flow[], or to the last if there are not so many; to the check page if
 * there are none. */
void survey_put(struct survey *s, size_t index);
void survey_start_at(struct survey *s, const char *place, int64_t now); /* NULL: the first page */

/* ---- survey_words.c: texts live in `a`, in the language in force */
const char *survey_words(struct survey *s, const struct label *l, struct node *n, struct arena *a);
const char *survey_image(struct survey *s, const struct label *l, struct node *n, struct arena *a);
/* The labels of groups and repeats above a page or question, outermost first: at most max. */
size_t survey_headings(struct survey *s, const struct flow_page *p, struct arena *a,
                       const char **ret, size_t max);
/* An answer as a person reads it: labels of choices, dates as 06/02/2019. "" for none. */
const char *survey_value(struct survey *s, const struct question *q, struct arena *a);
/* Why typed text is no value. */
const char *survey_type_fault(const struct bind *b);
