/* A page on which a code is typed, unseen: by the number pad, or by letters for a passphrase.
 * Shared by the screens that set, change and try codes. */
#pragma once

#include "model/model.h"
#include "ui/build.h"

enum { CODE_TEXT = 129 };

struct code_entry {               /* what the page shows; the screen owns the text */
    const char *bar, *bar_second; /* of the bar: where the reader is */
    const char *title, *words;
    const char *label; /* of the field */
    const char *text;  /* typed so far */
    const char *error; /* at the field; NULL: none */
    const char *go;    /* what the primary button says */
    bool blocked;      /* nothing can be typed now: `error` says why */
    bool busy;         /* the last code is being worked on */
    bool letters;      /* the keyboard instead of the pad */
    const char *help;  /* a chip on the bar, for who has no code to type; NULL: none */
    struct ui_msg edit, enter, swap, back, helped;
};

/* Fills the page. Keys: "field", "swap", "help", "go". */
void code_entry(struct ui_build *b, struct ui_node *page, const struct code_entry *e);

/* After wrong codes nothing is tried for some seconds: how many are left, and the words for that
 * (NULL: none are). */
int64_t code_wait(const struct model *m);
const char *code_wait_words(const struct model *m, struct arena *a);

enum { CODES_CHOOSE, CODES_FORGOTTEN }; /* which page of the screen "codes" comes first: why.arg */
