/* Results: what effects answer. model_apply() takes one into the model and says what message the
 * screen gets. The result's pointers (ledger, import, tape arena) change owner to the model. */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "model/model.h"
#include "model/msg.h"

struct result {
    enum model_msg msg;     /* when it went well */
    enum command_kind kind; /* the command that it answers */
    bool ok;
    struct err err; /* when not ok; ERR_CANCELLED: a person asked for it */
    int64_t ref, ticket;
    int32_t n; /* a mark's seq; a code's wait in seconds; as the message says */
    char text[400];
    enum who who;          /* MSG_CODE_TRIED, MSG_CODES_SET */
    struct tape_mark mark; /* MSG_MARK_SAVED */

    struct facts { /* what the store says of itself; comes with MSG_OPENED and whatever changes it
                    */
        bool set, date_confirmed, has_codes, names_kept, has_key;
        struct date last_date;
        int64_t shift, saved, exported;
        int wait_s, text_pct, sound; /* text_pct 0, sound -1, "" : never chosen on screen */
        char event[96], theme[32];
        struct date asked;
        struct date next_meeting; /* of the partnership; or no date */
        bool pupils_concerns;
        size_t readers; /* keys that envelopes are sealed to; 0: concerns stay shut */
        struct {
            unsigned char der[800];
            size_t n;
        } reader[2];
    } facts;

    struct ledger *ledger; /* or NULL. These four change owner */
    struct tape_view *tape;
    struct import *import;
    struct complaints_view *complaints;
    struct tallies *tallies;       /* MSG_TALLIES, MSG_TALLY_SAVED: changes owner too */
    struct roster_view *roster;    /* MSG_ROSTER, MSG_NAMED: changes owner too */
    struct tally_plan *tally_plan; /* MSG_OPENED: changes owner too */
    struct forms_view *forms;      /* MSG_FORMS, MSG_IMPORTED: changes owner too */
    struct filled_view *filled;    /* MSG_FORMS, MSG_SURVEY_SAVED, MSG_DRAFT_...: the same */
    struct help *help;             /* MSG_FORMS: changes owner too */
    struct str xml;                /* MSG_DRAFT: what was begun, "" nothing; text: at which page */
    struct str last;               /* MSG_DRAFT: what was finished last of that form; or "" */
    struct file_view *file;        /* MSG_FILES: borrowed for the call */
    size_t files;
    struct key_view key;           /* MSG_CHECKED */
    struct form_check *form_check; /* MSG_CHECKED: changes owner too */
    struct batch_view *batch;      /* MSG_CHECKED, MSG_IMPORTED of several files: the same */
    struct boot_view *boot;        /* MSG_BOOTS, MSG_BOOT_CORRECTED: borrowed for the call */
    size_t boots;
    struct overdue_view overdue[KEEP_CLASSES]; /* MSG_OVERDUE, MSG_PURGED */
    struct release_view release;               /* MSG_ON_STICK */
    struct stick_view *stick;                  /* MSG_STICKS: borrowed for the call */
    size_t sticks;
};

/* Takes `r` in and returns the message for the screen (id 0: none). `now`: monotonic ms. */
struct ui_msg model_apply(struct model *m, struct result *r, int64_t now);
