/* What visitors chose in the forms of one session: how many chose each option, of all records and
 * of those that are kept; and what of it may be told.
 *
 * A record is XML with the fields that were asked; one that was asked and left empty is there and
 * empty, one that did not apply is not there. So a question's sums are over those who were asked
 * it. Answers that no choice of the form as it is now has, for instance of an older version, are
 * listed by their value. */
#pragma once

#include "report/report.h"
#include "store/submission.h"

enum { ANSWERS_QUESTIONS = 200, ANSWERS_TEXTS = 40 }; /* of one form; further ones do not count */

struct answers_option {
    const char *value, *label;
    int64_t raw, kept;
};

struct answers_question {
    const char *path, *label;
    bool several; /* choices separated by blanks */
    bool faces;   /* shown as faces from best to worst */
    struct answers_option *option;
    size_t options, cap;
    size_t written; /* the first so many stand in the form */
    int64_t asked, asked_kept, none, none_kept;
};

struct answers_text { /* a question that is answered in one's own words */
    const char *path, *label;
};

struct answers_form { /* and the sums of it */
    char id[FORM_ID];
    const char *title;
    struct answers_question question[ANSWERS_QUESTIONS];
    size_t questions; /* 0 also of a form that is not on this kiosk any more */
    struct answers_text text[ANSWERS_TEXTS];
    size_t texts;
    int64_t all, mashed, over;
    int64_t sealed; /* besides these; what is in them nobody can read here */
};

struct answers;
struct node;

/* Borrows `o`. While it is there the reader of XML stays loaded. */
struct answers *answers_new(const struct report_opts *o);
void answers_free(struct answers *a); /* NULL is fine */

/* Counts the records of a session (NULL: of none), in place of those that were counted before.
 * Staff's records are none of them. */
bool answers_count(struct answers *a, const struct session *s, struct err *err) MUST_USE;

/* Gives `take` each session of the period, then NULL where all sessions are asked for: what belongs
 * to none has no date either. Ends when it says false. *ret_sessions: how many it took. */
typedef bool answers_take_fn(void *ctx, const struct session *s, struct err *err);
bool answers_each_session(const struct answers *a, struct session_reader rows,
                          answers_take_fn *take, void *ctx, size_t *ret_sessions,
                          struct err *err) MUST_USE;

/* For who needs more of a record than its options: it is called with each one that has been
 * counted, whose first element is `root`. Records of other forms than `form` (NULL: of all) are not
 * even read then. */
typedef void answers_record_fn(void *ctx, const struct answers_form *x, const struct node *root,
                               bool kept);
void answers_watch(struct answers *a, const char *form, answers_record_fn *each, void *ctx);
/* What a record says to the question with this path; "": nothing. NULL: it was not asked. */
const char *answers_value(const struct node *root, const char *path);

/* Every form that was met so far, also at other sessions; of those `all` is 0. */
size_t answers_forms(const struct answers *a);
const struct answers_form *answers_form(const struct answers *a, size_t i);
int64_t answers_kept(const struct answers_form *x);

/* May the kept answers of a form be told, and with them how many were mashed and over? */
bool answers_tells_kept(const struct answers *a, const struct answers_form *x);
/* Which of the two numbers of every option of a question may be told. */
struct answers_told {
    bool raw, kept;
};
struct answers_told answers_told(const struct answers *a, const struct answers_form *x,
                                 const struct answers_question *q);
