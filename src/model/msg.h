/* Messages that do not come from a node of the screen itself: results of effects, after the model
 * has taken them in. Screens number their own messages from 1 up to 998. */
#pragma once

enum model_msg {
    MSG_ENTERED =
        999, /* this screen has just come up, or come back: the place to ask for what it shows */
    MSG_OPENED = 1000, /* the store is open, the ledger loaded */
    MSG_CODE_GOOD,     /* else MSG_FAILED with what to do */
    MSG_CODES_SET,
    MSG_CODE_CHANGED,
    MSG_CODE_TRIED, /* arg: enum who (model/model.h), 0 wrong; the model has the wait */
    MSG_DATE_CONFIRMED,
    MSG_BOOTS,           /* the kiosk's starts are in the model */
    MSG_BOOT_CORRECTED,  /* the same, and the ledger: dates have moved */
    MSG_SESSION_OPENED,  /* ref: session; its tape is in the model */
    MSG_TAPE,            /* ref: session */
    MSG_MARK_SAVED,      /* ref: session */
    MSG_SESSION_CLOSED,  /* ref: session */
    MSG_SESSION_CHANGED, /* ref: session: called off, reinstated, or the new one of a move */
    MSG_DISPUTED,        /* ref: session: somebody else's number was written down */
    MSG_ROSTER,          /* ref: session; its list is in the model */
    MSG_NAMED,           /* ref: session: a walk-in got a name; the list is in the model */
    MSG_FORGOTTEN,       /* the key of names is gone */
    MSG_TALLIES,         /* ref: session; loaded, an opening was started, figures were confirmed */
    MSG_TALLY_SAVED,     /* ref: session */
    MSG_FILES,           /* the list of incoming files is in the model */
    MSG_CHECKED,         /* the dry run is in the model */
    MSG_IMPORTED,
    MSG_EXPORTED,
    MSG_STICKS,   /* the sticks that are there now are in the model */
    MSG_ON_STICK, /* everything is on the stick and was read back */
    MSG_TOTALS,   /* the day's totals are in the model */
    MSG_COMPLAINTS,
    MSG_PLAN_CHANGED, /* an update or a rating was kept; the ledger has it */
    MSG_OVERDUE,      /* what has been kept long enough is in the model */
    MSG_PURGED,       /* it is deleted; arg: damaged files that may still hold some of it */
    MSG_SETTING,
    MSG_BACKED_UP,
    MSG_FORMS,         /* the forms of this kiosk were loaded */
    MSG_SURVEY,        /* the survey shows another page, or another answer */
    MSG_SURVEY_SAVED,  /* what was filled in is durable; the survey's page is SURVEY_DONE */
    MSG_ENVELOPE_KEPT, /* a sealed envelope is durable */
    MSG_DRAFT,         /* what staff had begun was read; the kiosk opens it */
    MSG_DRAFT_KEPT,
    MSG_DRAFT_DROPPED,
    MSG_FAILED,    /* arg: enum command_kind that failed; model.failure has the sentence */
    MSG_CANCELLED, /* arg: enum command_kind */
    MSG_LEDGER,    /* the ledger was loaded anew */
    MSG_SCANNED,   /* text: a code, read by a scanner; to screens that say so (screens/def.h) */
    MSG_DUE,       /* the moment has come that the screen waited for (screens/def.h) */
    MSG_MINUTE     /* the clock's minute changed while something on screen depends on it */
};
