/* A page on which a code is typed, unseen: by the number pad, or by letters for a passphrase.
 * Shared by the screens that set the codes and the one that tries them. */
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
    struct ui_msg edit, enter, swap, back;
};

/* Fills the page. Keys: "field", "swap", "go". */
void code_entry(struct ui_build *b, struct ui_node *page, const struct code_entry *e);
