/* What batch.c and batch_take.c share; nobody else includes this. */
#pragma once

#include "base/str.h"
#include "effects/batch.h"
#include "outreach/help.h"
#include "outreach/import.h"
#include "seal/pair.h"

struct batch_item {
    struct batch_source source;
    enum batch_kind kind;
    struct import im;          /* BATCH_PLAN to BATCH_FIGURES */
    struct pair_key *key;      /* BATCH_KEY */
    struct str text;           /* BATCH_CARD */
    char card[TALLY_WORD + 4]; /* the same: the name of its file on the kiosk */
    char form[64];             /* BATCH_FORM: its id, once it was looked at */
    struct err why;            /* BATCH_UNKNOWN */
    uint64_t sum;              /* of its bytes */
    bool write;                /* a form or a card that is not here yet */
};

struct batch {
    struct arena arena;      /* holds the names */
    struct batch_item *item; /* in the order in which they are taken */
    size_t n;
};

struct batch_run { /* one batch_take() */
    struct store *s;
    struct batch *b;
    const struct batch_ask *ask;
    struct batch_view *view;
    struct batch_file *file; /* of the item that is taken */
    struct help *help;       /* the cards as they will be; NULL: none was looked at yet */
};

/* Something that stops the whole batch; the words are copied. */
void batch_wrong(struct batch_run *r, const char *what, const char *todo);

/* batch_take.c: each checks one item inside the transaction, tells what it is, and applies to the
 * store what goes there. False: the world failed; what is wrong with the file is told. */
bool batch_take_import(struct batch_run *r, struct batch_item *it, struct err *err) MUST_USE;
bool batch_take_key(struct batch_run *r, struct batch_item *it, struct err *err) MUST_USE;
bool batch_take_form(struct batch_run *r, struct batch_item *it, struct err *err) MUST_USE;
bool batch_take_card(struct batch_run *r, struct batch_item *it, struct err *err) MUST_USE;
