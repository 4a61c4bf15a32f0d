/* Commands: what a screen may ask for. A plain value; the effects folder turns it into work and
 * answers with a result (model/result.h), never at once. A screen changes nothing but its own
 * state. */
#pragma once

#include "outreach/band.h"
#include "outreach/count.h"
#include "outreach/date.h"
#include "outreach/tallies.h"

#include <stddef.h>
#include <stdint.h>

enum command_kind {
    /* moving about */
    CMD_GO,      /* screen: name; why: given to its init. Pushed on the stack */
    CMD_REPLACE, /* as CMD_GO, in place of this screen */
    CMD_HOME,    /* as CMD_GO, the stack is emptied first: the screen becomes the only one */
    CMD_BACK,
    CMD_TOAST, /* text; n: 1 in the colours of a fault */
    /* codes */
    CMD_SET_CODES,   /* text: staff code, text2: coordinator code */
    CMD_CHECK_CODE,  /* text: is it good enough to be set? */
    CMD_TRY_CODE,    /* text */
    CMD_ASK_CODE,    /* text, n: enum who; is it theirs, or of who may do more? Lets nobody in */
    CMD_CHANGE_CODE, /* text: code that holds now, text2: new code, n: enum who, whose it is */
    CMD_LOCK,        /* back to the public side at once */
    CMD_JOURNEY,     /* a visitor goes through the door: the screen `door` comes up */
    CMD_VIEW_CARD,   /* text: help card; it was opened from the list, and counts as one view */
    CMD_HIDE,        /* at once the start screen as if nobody had been here, and nothing is left */
    CMD_HAND_OVER, /* ref: session; its sign-in sheet goes to the next visitor, and nobody is in */
    /* the session */
    CMD_CONFIRM_DATE,  /* date */
    CMD_BOOTS,         /* loads the list of the kiosk's starts and their dates */
    CMD_CORRECT_BOOT,  /* ref: boot, date: of its first record */
    CMD_OPEN_SESSION,  /* ref: session */
    CMD_LOAD_TAPE,     /* ref: session */
    CMD_ADD_HEADS,     /* ref: session, band, n */
    CMD_EXACT,         /* ref: session, band, n: the difference to what is shown */
    CMD_UNDO,          /* ref: session, n: seq of the mark */
    CMD_ADD_BAND,      /* ref: session, band */
    CMD_QUALIFIER,     /* ref: session, n: enum qualifier */
    CMD_CLASS_SIZE,    /* ref: session, n */
    CMD_CLOSE_SESSION, /* ref: session, n: enum qualifier, text: note, text2: deliverer; count,
                          counts: how often each help card was opened (model_add_views) */
    CMD_REOPEN,        /* ref: session, text: why */
    CMD_CALL_OFF,      /* ref: session, text: why */
    CMD_MOVE,          /* ref: session, date: to, text: why */
    CMD_REINSTATE,     /* ref: session, text: why */
    CMD_MAKE,          /* make: the session; date: its day. Opened at once unless still to come */
    CMD_DISPUTE,       /* ref: session, n: their number, band: whose, text: number that holds, or
                          "", text2: who settled it */
    /* names */
    CMD_LOAD_ROSTER,  /* ref: session */
    CMD_CHECK_IN,     /* ref: session, text: entry */
    CMD_WALK_IN,      /* ref: session */
    CMD_NAME_WALK_IN, /* ref: session, text: entry, text2: name, or "" */
    CMD_DROP_LIST,    /* the file of a list that was imported goes; asked for by the kiosk */
    CMD_SIGN_IN,      /* ref: session, text: name, text2: organisation, text3: email */
    CMD_FORGET_NAMES, /* asked for by the kiosk when it locks */
    /* tallies */
    CMD_LOAD_TALLIES,  /* ref: session */
    CMD_TALLY,         /* ref: session, text: item, opening, n */
    CMD_TALLY_OPEN,    /* ref: session, text: group */
    CMD_TALLY_CONFIRM, /* ref: session, opening, text: initials, count, counts */
    /* taking in and giving out */
    CMD_FIND_FILES,     /* looks what lies in the incoming folder */
    CMD_CHECK_FILE,     /* the dry run of a file. text: its name; text2: the stick that it lies on,
                           "" for the incoming folder */
    CMD_IMPORT,         /* applies the file that was checked last; n: enum import_key, of a key */
    CMD_CHECK_ALL,      /* the dry run of all files that wait. text2: as of CMD_CHECK_FILE */
    CMD_IMPORT_ALL,     /* applies what was checked last, if that was several files, or a card */
    CMD_EXPORT,         /* text: report name */
    CMD_FIND_STICKS,    /* looks which USB sticks are there and what they carry */
    CMD_TO_STICK,       /* text: stick, taking; into a new folder on it, read back. ref: 0, or the
                           session of which one page goes onto it instead, to be printed: its
                           list of people, or n 1: the sheet for its school */
    CMD_CANCEL,         /* the long work that runs */
    CMD_TOTALS,         /* what was counted today, in a few lines for a phone */
    CMD_COMPLAINTS,     /* loads the list */
    CMD_COMPLAINT_DONE, /* ref: complaint, n: 1 done, 0 open again */
    /* the plan */
    CMD_WRITE_UPDATE,    /* text: the update, text2: owner, text3: action, date, due, expires; ref:
                            the update that it replaces, or 0 */
    CMD_WITHDRAW_UPDATE, /* ref: update; n: 1 withdrawn, 0 put back */
    CMD_RATE, /* text: "Red", "Amber", "Green" or "", text2: reason, text3: action, date */
    /* a form is filled in: carried out at once on the model's survey, not by effects */
    CMD_SURVEY_OPEN, /* text: form id, ref: session or 0, text2: language; the screen `survey`
                        comes up in place of this one when n is 1, else above it */
    CMD_ANSWER,      /* text: path, text2: value */
    CMD_CHOOSE,      /* text: path, n: choice */
    CMD_RANK,        /* text: path, n: choice, opening: places to move by */
    CMD_SURVEY_NEXT,
    CMD_SURVEY_BACK, /* from the first page: as CMD_SURVEY_LEAVE */
    CMD_SURVEY_GO,   /* text: path of the question to change */
    CMD_REPEAT_ADD,
    CMD_REPEAT_REMOVE,
    CMD_SURVEY_LANGUAGE, /* text: code */
    CMD_SURVEY_FINISH,   /* sealed into the store; MSG_SURVEY_SAVED when it is durable */
    CMD_SURVEY_LEAVE, /* a visitor's is wiped, of staff's the draft stays; back to where it began */
    CMD_LANGUAGE,     /* text: code in which the next form opens; "": the kiosk's own */
    CMD_ASK_FEEDBACK, /* ref: session or 0, text: form, "" for those that fit: the kiosk goes to
                         visitors for it, and nobody is in */
    /* asked for by the kiosk for the forms; their XML goes beside the command */
    CMD_LOAD_FORMS,
    CMD_LOAD_DRAFT,    /* text: form, ref: session; n: 1 with what was finished last of it */
    CMD_KEEP_DRAFT,    /* text: form, ref: session, text2: place, text3: version */
    CMD_DROP_DRAFT,    /* text: form, ref: session; staff throw away what was begun */
    CMD_KEEP_FINISHED, /* text: form, ref: session, text2: id, text3: version, band: doubt,
                          n: 1 of staff */
    CMD_KEEP_SEALED,   /* text: form, ref: session, text2: id, text3: version, n: 1 of staff; beside
                          the command go the manifest, of `opening` bytes, and the sealed record */
    CMD_KEEP_ENVELOPE, /* asked for by the kiosk; the sealed bytes go beside the command */
    /* the rest */
    CMD_OVERDUE, /* loads what has been kept long enough */
    CMD_PURGE,   /* deletes it; n: classes that stay, bit i is enum keep_class i */
    CMD_BACKUP,  /* a copy of the store beside it; asked for by the kiosk after each session */
    CMD_SETTING  /* text: key, text2: value */
};

enum { COMMAND_TEXT = 640, COMMANDS_MAX = 8 };

enum import_key { KEY_COORDINATOR, KEY_SECOND, KEY_WITHDRAW /* of the second reader */ };

struct new_session { /* what staff know of a session that nobody planned */
    char topic[120], venue[120], audience[40], year_group[40], actions[160], deliverer[200];
    int16_t starts; /* minute of the day; -1: not known */
};

enum taking_form { TAKING_BOOK /* a workbook, and a page to print */, TAKING_CSV };

struct taking {              /* what goes onto a stick */
    struct date from, until; /* no date: open */
    uint32_t without;        /* reports that stay here: bit i is model.report[i] */
    enum taking_form form;
    bool names; /* the register with names besides, in a file of its own */
};

struct command {
    enum command_kind kind;
    const char *screen; /* static string */
    int64_t ref;
    int32_t n, why; /* `why` becomes ui_msg.id and `ref` ui_msg.ref of the new screen's init */
    struct date date, due, expires;
    char band[12];
    char text[COMMAND_TEXT], text2[COMMAND_TEXT], text3[COMMAND_TEXT];
    struct new_session make;
    struct taking taking;
    int32_t opening;
    struct tally_count count[TALLY_ITEMS];
    size_t counts;
};

struct out { /* what one update asks for */
    struct command cmd[COMMANDS_MAX];
    size_t n;
};

/* Work that may take seconds: it shows its progress and can be cancelled. */
bool command_is_long(enum command_kind kind);

/* One more mark on the tape of a session. */
bool command_is_mark(enum command_kind kind);

/* Appends a command (all other fields zero) and returns it to be filled. More than COMMANDS_MAX is
 * a bug. */
struct command *out_add(struct out *out, enum command_kind kind);
void out_go(struct out *out, const char *screen);
void out_go_ref(struct out *out, const char *screen, int64_t ref);
void out_home(struct out *out, const char *screen);
void out_back(struct out *out);
