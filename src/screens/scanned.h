/* A code from a scanner, at any screen of an open session: whose it is, is checked in; who is here
 * already, is said with the time; a code that is nobody's offers a walk-in. The answer is a toast,
 * so that the next person can be scanned at once; only the unknown code asks. */
#pragma once

#include "model/command.h"
#include "model/model.h"
#include "ui/build.h"

struct scanned {
    char unknown[64]; /* the code that the dialog is about; "": none is open */
};

/* The dialog's messages, beside those that a screen numbers from 1. */
enum { SCANNED_AWAY = 900, SCANNED_WALK_IN };

/* Asks for the list of a session whose names can be known, unless it is here. */
void scanned_enter(int64_t session, const struct model *m, struct out *out);
/* True: the message was a scan or of the dialog, and is done with. */
bool scanned_update(struct scanned *st, int64_t session, const struct model *m, struct ui_msg msg,
                    struct out *out);
void scanned_view(const struct scanned *st, struct ui_build *b, struct ui_page *page);

/* "Here since 14:02", with the day when it was another one. */
const char *scanned_since(struct arena *a, const struct model *m, const struct tape_mark *mark);
