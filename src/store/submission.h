/* What was filled in on this kiosk, and what staff have begun to fill in.
 *
 * A submission is kept for ever and never changed. Of a visitor's nothing tells when it was given:
 * rows have no time and no order, and come back in the order of random ids. As everywhere in the
 * store: saved when a function has returned true outside a transaction; one thread at a time. */
#pragma once

#include "store/store.h"

enum { FORM_ID = 64, FORM_VERSION = 64, DRAFT_PLACE = 256 };

struct submission {
    char id[37]; /* UUID: version 4 of a visitor's, 7 of staff's */
    const char *form, *version;
    int64_t session;   /* 0: none */
    bool staff;        /* filled in by staff; else by a visitor */
    const char *doubt; /* "", "mashed", "over" (survey/guard.h) */
    const char *xml;   /* as it is sent */
    size_t len;
};

/* Adds one. Of staff's the draft of the same form and session goes in the same transaction. */
bool store_submit(struct store *s, const struct submission *x, struct err *err) MUST_USE;

/* How many were filled in, by session and form: all of them, sealed ones too (sealed_form.h), and
 * those in doubt. */
struct submission_count {
    int64_t session; /* 0: without one */
    char form[FORM_ID];
    bool staff;
    int64_t all, mashed, over;
};
struct submission_counts {
    struct arena arena;
    struct submission_count *at; /* by session, form */
    size_t n;
};
/* arena_free() its arena. */
bool store_submission_counts(struct store *s, struct submission_counts *ret,
                             struct err *err) MUST_USE;

/* The submissions of a session (0: those without one) one after another, by form. Texts live for
 * the call. `each` returns false to stop, with the reason in err. */
typedef bool submission_fn(void *ctx, const struct submission *x, struct err *err);
bool store_submissions(struct store *s, int64_t session, submission_fn *each, void *ctx,
                       struct err *err) MUST_USE;

/* What staff finished last of a form (their ids go up with time); `ret` stays empty if nothing was.
 * The caller wipes it. */
bool store_last_of_staff(struct store *s, const char *form, struct str *ret,
                         struct err *err) MUST_USE;

/* A staff form that is not finished: one for each form and session. */
struct draft {
    char form[FORM_ID], version[FORM_VERSION];
    int64_t session; /* 0: none */
    char place[DRAFT_PLACE];
    struct str xml;
};
/* Replaces the draft of this form and session. */
bool store_keep_draft(struct store *s, const struct draft *d, struct err *err) MUST_USE;
/* Fills in version, place and xml of the draft that d->form and d->session name; ERR_MISSING if
 * there is none. The caller wipes d->xml. */
bool store_draft(struct store *s, struct draft *d, struct err *err) MUST_USE;
/* It is thrown away; that there is none is fine. */
bool store_drop_draft(struct store *s, const char *form, int64_t session, struct err *err) MUST_USE;
/* All of them, without their XML, by session and form; *ret lives in `a`. */
bool store_drafts(struct store *s, struct arena *a, struct draft **ret, size_t *ret_n,
                  struct err *err) MUST_USE;
