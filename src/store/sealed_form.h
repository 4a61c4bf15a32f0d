/* Forms that bring a key of their own: what was filled in of them, sealed to that key before it
 * came here, and which forms ever had one.
 *
 * A sealed submission is kept for ever and never changed, as one in clear (submission.h), and of a
 * visitor's nothing tells when it was given. The kiosk cannot read it.
 *
 * A form that was accepted with a key once is remembered for ever, so that no later version of it
 * brings people's answers onto the card unsealed. As everywhere in the store: saved when a function
 * has returned true outside a transaction; one thread at a time. */
#pragma once

#include "store/store.h"
#include "store/submission.h"

struct sealed_submission {
    char id[37]; /* UUID: version 4 of a visitor's, 7 of staff's */
    const char *form, *version;
    int64_t session;      /* 0: none */
    bool staff;           /* filled in by staff; else by a visitor */
    const char *manifest; /* the file submission.xml as it is sent (seal/odk.h) */
    size_t manifest_n;
    const void *record; /* the file submission.xml.enc beside it */
    size_t record_n;
};

/* Adds one, and remembers its form. Of staff's the draft of the same form and session, which a
 * version without a key has left, goes in the same transaction. */
bool store_submit_sealed(struct store *s, const struct sealed_submission *x,
                         struct err *err) MUST_USE;

/* All of them, by id. Texts live for the call. `each` returns false to stop, with the reason. */
typedef bool sealed_submission_fn(void *ctx, const struct sealed_submission *x, struct err *err);
bool store_sealed_submissions(struct store *s, sealed_submission_fn *each, void *ctx,
                              struct err *err) MUST_USE;

/* How many a session has (0: those without one), form by form. `form` lives for the call. */
typedef void sealed_count_fn(void *ctx, const char *form, int64_t n);
bool store_sealed_counts(struct store *s, int64_t session, sealed_count_fn *each, void *ctx,
                         struct err *err) MUST_USE;

/* The forms that have had a key, and which they had last. */
struct form_key {
    char form[FORM_ID];
    char sum[KEY_SUM]; /* "": which one is not known any more */
};
struct form_keys {
    struct arena arena;
    struct form_key *at; /* by form */
    size_t n;
};
/* arena_free() its arena. */
bool store_form_keys(struct store *s, struct form_keys *ret, struct err *err) MUST_USE;
/* NULL: that form has never had one. `keys` may be NULL. */
const struct form_key *form_key_of(const struct form_keys *keys, const char *form);

/* The form was accepted with the key of that sum. Nothing changes if it had just this one. */
bool store_remember_form_key(struct store *s, const char *form, const char *sum,
                             struct err *err) MUST_USE;
