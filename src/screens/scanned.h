/* A code from a scanner, at any staff screen of a session: whose it is, is checked in; who is here
 * already, is said with the time; a code that is nobody's offers a walk-in. The answer is a toast,
 * so that the next person can be scanned at once; only the unknown code asks. Where a scan can do
 * nothing a sentence says why.
 *
 * A screen need not have the list, nor know the session: a code waits until what it is looked up in
 * is there, and on a screen of no session it belongs to the one that is open. */
#pragma once

#include "model/command.h"
#include "model/model.h"
#include "ui/build.h"

enum scanned_step {
    SCANNED_NOTHING,
    SCANNED_WHERE, /* several sessions are open: asked is, which of them */
    SCANNED_WAITS, /* for the session's tape and list */
    SCANNED_UNKNOWN
};

struct scanned { /* of a screen's state; all zero at first */
    enum scanned_step step;
    int64_t session; /* that the code is looked up in */
    char code[64];
};

/* The dialogs' messages, beside those that a screen numbers from 1. */
enum { SCANNED_AWAY = 900, SCANNED_WALK_IN, SCANNED_AT /* ref: session */ };

/* Asks for the list of a session whose names can be known, unless it is here. */
void scanned_enter(int64_t session, const struct model *m, struct out *out);
/* To be called with every message; `session` 0: the screen is of none. True: it was a scan or of
 * the dialogs, and is done with. */
bool scanned_update(struct scanned *st, int64_t session, const struct model *m, struct ui_msg msg,
                    struct out *out);
void scanned_view(const struct scanned *st, const struct model *m, struct ui_build *b,
                  struct ui_page *page);

/* Takes a code out of a text that was being typed: a scanner's keys are keys to the field, too. */
void scanned_cut(char *text, const char *code);
/* The same for a field of `size` bytes that takes some characters only: `taken` is what it takes of
 * the code, or a beginning of it when the field became full. Cut is where one types, at the end. */
void scanned_cut_end(char *text, size_t size, const char *taken);
/* The same for a number. */
void scanned_cut_digits(char *text, size_t size, const char *code);

/* "Here since 14:02", with the day when it was another one. */
const char *scanned_since(struct arena *a, const struct model *m, const struct tape_mark *mark);
