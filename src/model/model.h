/* The model: the state that screens show. One, owned by the UI thread; screens read it, only
 * model_apply() changes it, and only with the result of an effect. */
#pragma once

#include "model/command.h"
#include "outreach/help.h"
#include "outreach/import.h"
#include "outreach/keeping.h"
#include "outreach/lapse.h"
#include "outreach/ledger.h"
#include "outreach/people.h"
#include "outreach/rag.h"
#include "survey/guard.h"
#include "survey/profile.h"
#include "survey/survey.h"
#include "ui/node.h"

enum who { WHO_PUBLIC, WHO_STAFF, WHO_COORDINATOR };

enum { PENDING_MAX = 128, FILES_MAX = 40, STICKS_MAX = 4, STICK_FILES_MAX = 40 };

enum { BOOT_VIEWS = 200, REPORTS_SHOWN = 32 };

struct pending { /* a mark that is shown but not durable yet */
    int64_t ticket, session;
    int32_t n; /* heads; of an undo: the opposite of what it undoes */
    char band[12];
    int32_t undoes;
    bool came;                  /* a check-in or a walk-in */
    char entry[PERSON_ID_SIZE]; /* of a check-in */
};

struct tape_mark {
    int32_t seq, n, undoes;
    bool exact, undone;
    bool walk_in, signed_in; /* came without being on the list; and signed in for that */
    char band[12];
    char entry[PERSON_ID_SIZE]; /* of a check-in and a walk-in; else "" */
    int minute;                 /* local minute of the day */
    struct date date;
};

struct tape_view { /* the session that is being counted or looked at */
    struct arena arena;
    int64_t session; /* 0: none loaded */
    enum life life;
    enum qualifier qualifier;
    int class_size;
    struct {
        char key[12];
        int64_t saved;
    } band[BAND_MAX];
    size_t bands;
    struct tape_mark *mark; /* oldest first */
    size_t marks, marks_cap;
};

struct named { /* a walk-in that was given a name, or signed in */
    char entry[PERSON_ID_SIZE];
    const char *name, *organisation;
    bool sealed; /* for the coordinator: nobody here can read it, and both are "" */
};

struct roster_view {       /* who is expected at a session: in memory only while somebody is in */
    int64_t session;       /* 0: none loaded */
    struct people *people; /* NULL: no list was imported */
    struct arena arena;    /* holds the walk-ins' names */
    struct named *named;
    size_t names;
};

struct pending_tally { /* a tally that is shown but not durable yet */
    int64_t ticket, session;
    int32_t opening, n;
    char item[TALLY_KEY];
};

struct complaint_view {
    int64_t id, session;
    const char *file, *rule, *what, *todo;
    int line;
    bool done;
};

struct complaints_view {
    struct arena arena;
    struct complaint_view *item;
    size_t n, open;
};

struct file_view {
    char name[96];
    int64_t bytes;
};

struct stick_view { /* a USB stick that is there */
    char name[64];
    int64_t room; /* free bytes */
    bool read_only, unreadable;
    struct file_view file[STICK_FILES_MAX]; /* what can be imported: "plan.csv", "forms/a.xml" */
    size_t files;
};

enum { FORMS_MAX = 32 };

struct form_view {                 /* a form that runs on this kiosk: loaded once, constant */
    const struct profile *profile; /* of forms_view.profiles; never NULL */
    const struct form *form;
    const char *media; /* folder of its files; "" if it has none */
};

struct form_trouble { /* a form, or kiosk.ini, that cannot be used */
    const char *file, *why;
};

struct forms_view { /* all forms that kiosk.ini names and that can be run, in its order; then those
                       that were imported and that it does not name */
    struct arena arena;
    struct profiles profiles;
    struct form_view form[FORMS_MAX];
    size_t forms;
    struct form_trouble trouble[FORMS_MAX];
    size_t troubles;
};

struct filled_count { /* how many filled in a form at a session */
    int64_t session;  /* 0: without one */
    char form[64];
    int64_t all;
};

struct draft_view { /* a staff form that was begun */
    char form[64];
    int64_t session;
};

struct filled_view {
    struct arena arena;
    struct filled_count *count;
    size_t counts;
    struct draft_view *draft;
    size_t drafts;
};

enum { HELP_VIEWS = 2 * HELP_CARDS };

/* How often a help card was opened from the list while a session was open. It is in memory alone
 * until the session is closed, so that nothing on the card tells when anybody looked. */
struct help_view {
    int64_t session;
    char card[TALLY_WORD];
    int32_t n;
};

enum { KEY_SHOWN = 20 }; /* "3f9a 0c12 77de 4b81" and a NUL */

struct key_view {           /* the dry run of the coordinator's public key */
    char file[96];          /* "": what was checked is no key */
    char now[KEY_SHOWN];    /* the 16 digits that a person compares */
    char before[KEY_SHOWN]; /* of the key that it replaces; "": there is none */
    bool same;              /* it is here already */
    char second[KEY_SHOWN]; /* of the second reader's key; "": there is none */
    bool is_second;         /* it is that one */
};

struct form_said { /* what is wrong with a form, or worth knowing */
    bool stops;    /* it cannot be run */
    int line;      /* 0: of the whole file */
    const char *path, *text;
};

struct form_check { /* the dry run of a form */
    struct arena arena;
    const char *file;
    const char *why; /* it cannot be imported; NULL: it can, and what follows is known */
    const char *title, *id, *version;
    const char *languages; /* "English (en), Polski (pl)"; "": it has one */
    int questions;
    bool there;                 /* this version or a newer one is on the kiosk */
    char key[KEY_SHOWN];        /* that its records are sealed to; "": they are not */
    char key_before[KEY_SHOWN]; /* another one until now; "": none that is known */
    struct form_said *said;
    size_t saids;
};

/* What a file is that is taken in together with others, in the order in which they are: the plan
 * first, because a programme names its actions, lists behind the sessions that they are of. */
enum batch_kind {
    BATCH_PLAN,
    BATCH_PROGRAMME,
    BATCH_ROSTER,
    BATCH_REPLIES,
    BATCH_UPDATES,
    BATCH_FIGURES,
    BATCH_KEY,
    BATCH_FORM,
    BATCH_CARD,
    BATCH_UNKNOWN /* it cannot be read: the first complaint says why */
};

struct batch_said { /* what is wrong with a file, or worth knowing */
    bool stops;     /* nothing of the whole batch is imported */
    int line;       /* 0: of the whole file */
    const char *what, *todo;
};

struct batch_file {
    const char *name; /* as seen from the folder */
    enum batch_kind kind;
    size_t rows, added, changed, same, merged; /* of a form, a key or a card: rows is 0 */
    size_t gone;      /* here, and not in this file any more: such replies go, all else stays */
    bool there;       /* of a form, a key or a card: this one is here already */
    const char *note; /* what becomes of a form, a key or a card, in a sentence; else "" */
    struct batch_said *said;
    size_t saids, errors;
};

struct batch_view { /* the dry run of several files, which are imported together or not at all */
    struct arena arena;
    struct batch_file *file; /* in the order in which they are taken in */
    size_t files;
    size_t wrong;   /* files that stop it */
    size_t unknown; /* what else lies beside them, and is left alone */
    bool later;     /* imported, and forms and cards come into use when the kiosk starts next */
};

struct boot_view { /* a start of the kiosk in which something was recorded */
    int64_t number, records;
    struct date first, last; /* of its records */
    bool confirmed, running;
};

struct overdue_view { /* what has been kept long enough, of one class */
    int64_t n, sessions;
    struct date before; /* of earlier days than this one */
};

enum release_held { RELEASE_ALL, RELEASE_OPEN, RELEASE_NEXT, RELEASE_FEW }; /* why some stay */

struct release_view { /* the envelopes of an export; of those that stay nobody is told how many */
    int64_t envelopes;
    int64_t forms; /* records that were sealed to the keys of forms */
    bool damaged;  /* some were not as they had been sealed */
    enum release_held held;
};

struct job_view { /* long work that runs now */
    enum command_kind kind;
    bool running;
    int64_t done, total;
    int64_t since; /* monotonic ms */
};

struct model {
    /* time: local date and minute as this kiosk believes them */
    struct date today;
    int minute;
    int64_t shift; /* ms that staff's date puts onto the wall clock */
    bool date_confirmed;
    struct date last_date; /* of the newest record: a date before it is refused */
    struct date built;     /* day on which the program was made: it cannot be earlier */
    struct date asked;     /* day on which staff last said what becomes of sessions left open */

    struct date next_meeting; /* of the partnership, as the coordinator says; or no date */

    enum who who;
    bool ready; /* the store is open */
    bool has_codes;
    bool names_kept;     /* a list or a walk-in's name lies sealed on this kiosk */
    bool has_key;        /* the coordinator's: what is signed is sealed for nobody else */
    int64_t wait_until;  /* monotonic ms before which no code is tried */
    int64_t now;         /* monotonic ms of this frame */
    int64_t touched;     /* monotonic ms of the last touch or key */
    int64_t handed_over; /* session whose sign-in sheet a visitor has; 0: none */

    struct ledger *ledger; /* NULL before the store is open; screens only read it */
    struct tape_view tape;
    struct pending pending[PENDING_MAX];
    size_t pendings;
    struct roster_view roster;

    struct tally_plan *tally_plan; /* what is tallied at which events; NULL until it was read */
    struct tallies tallies;        /* of the session that is tallied */
    struct pending_tally pending_tally[PENDING_MAX];
    size_t pending_tallies;

    struct boot_view boot[BOOT_VIEWS]; /* newest first */
    size_t boots;

    struct overdue_view overdue[KEEP_CLASSES];
    struct complaints_view complaints;
    struct file_view file[FILES_MAX];
    size_t files;
    struct import *checked;            /* the dry run, or NULL */
    struct key_view key;               /* the same of a key */
    struct form_check *form_check;     /* the same of a form, or NULL */
    struct batch_view *batch;          /* the same of several files, or NULL */
    const char *report[REPORTS_SHOWN]; /* what can be taken away, by name; static texts */
    size_t reports;
    char totals[304];   /* of the day, in lines; "": nothing took place */
    char exported[256]; /* the last export, seen from the data folder */
    struct stick_view stick[STICKS_MAX];
    size_t sticks;
    char on_stick[128]; /* the folder of the last export to a stick */
    int32_t on_stick_files;
    struct release_view on_stick_envelopes;
    struct job_view job;

    struct forms_view *forms;        /* NULL until they were loaded */
    struct forms_view *forms_before; /* that the open survey is still of; NULL: none */
    struct survey *survey;           /* being filled in; NULL: none. Questions read survey_page() */
    const struct form_view *survey_of; /* its form and profile; NULL: none */
    int64_t survey_session;            /* session that it belongs to; 0: none */
    bool survey_saving;                /* finished, not durable yet */
    struct guard guard;
    bool on_journey;            /* a visitor is behind the door: every page shows *Hide this* */
    char end_topic[24];         /* what the card at the journey's end is about; "": nothing */
    int readers;                /* keys that concerns are sealed to; 0: concerns stay shut */
    bool pupils_concerns;       /* pupils are offered a concern, too: its topic alone, no words */
    char envelopes_failed[400]; /* why the last envelope was not kept, for staff; "": it was */
    char language[16];          /* code chosen on the start screen; "" : the kiosk's own */
    struct filled_view filled;
    struct help *help; /* help cards; NULL until they were read */
    struct help_view help_view[HELP_VIEWS];
    size_t help_views;
    int64_t asked_session; /* staff gave the kiosk to visitors for this session; 0: for none */
    char asked_form[64];   /* and for this form, until staff come in; "": for those that fit */

    char event[96]; /* shown on the attract screen */
    char kiosk[48];
    char theme[32];
    int text_pct;
    bool sound;
    char notice[400];  /* from the store at start: what was recovered; "" if all is well */
    char failure[400]; /* sentence of the last failure */
    struct {
        char words[200];
        int64_t until; /* monotonic ms; 0: none */
        bool bad;
    } toast;
    int64_t saved, exported_n; /* records kept, sessions in the last export */
};

void model_init(struct model *m);
void model_free(struct model *m);

/* Today and the minute from the wall clock (ms, unshifted); `now` is monotonic ms. */
void model_set_time(struct model *m, int64_t wall, int64_t now);

/* Nobody is in any more: what only staff may see is forgotten or hidden. */
void model_lock(struct model *m);
/* The same, and a visitor has the sign-in sheet of this session. */
void model_hand_over(struct model *m, int64_t session);

/* Shows a short message for four seconds; `bad` in the colours of a fault. */
void model_toast(struct model *m, const char *words, bool bad);

/* A command was handed to the effects under `ticket`: marks become pending, long work shows as
 * running. */
void model_sent(struct model *m, const struct command *c, int64_t ticket);

/* roster.c: the list of the session whose tape is loaded. */
void model_forget_names(struct model *m); /* overwritten, then freed */
void model_forget_roster(struct roster_view *r);
/* The mark by which this entry is here; NULL: it is not, or it is not on the card yet. */
const struct tape_mark *model_here(const struct model *m, const char *entry);
bool model_is_arriving(const struct model *m, const char *entry); /* a check-in that is pending */
bool model_is_leaving(const struct model *m, int32_t seq);        /* an undo that is pending */
int64_t model_came(const struct model *m); /* check-ins and walk-ins, pending ones included */
const char *model_name_of(const struct model *m, const char *entry); /* of a walk-in; NULL: none */
/* Did this one sign in where only the coordinator can read it? And how many such are here? */
bool model_is_sealed(const struct model *m, const char *entry);
int64_t model_sealed(const struct model *m);
const char *model_organisation_of(const struct model *m, const char *entry); /* the same; or "" */
bool model_has_list(const struct model *m, int64_t session);
/* Are names out of the question at this session? */
bool model_is_pupils(const struct model *m, int64_t session);

/* Sums as shown: what is saved plus what is pending. `band` NULL: all bands. */
int64_t model_heads(const struct model *m, const char *band);
int64_t model_pending(const struct model *m, const char *band); /* sum of the pending part alone */
bool model_saving(const struct model *m); /* is anything of the tape pending? */
/* A tally as shown: what counts of it plus what is pending. */
int64_t model_tally(const struct model *m, const char *item, int32_t opening);
bool model_tallying(const struct model *m); /* is anything of the tallies pending? */
/* The groups that a session's event offers; 0: there is nothing to tally at it. */
size_t model_tally_groups(const struct model *m, int64_t session,
                          const struct tally_group *ret_group[TALLY_GROUPS]);
const struct session *model_session(const struct model *m, int64_t id);

/* plan.c: the actions of the plan. */
struct action_view {
    const struct action *action;
    const char *rag;               /* as it holds; "": not set */
    struct date last;              /* day of the newest thing that has happened, or no date */
    const struct session *session; /* which is this one, */
    const struct typed *typed;     /* or, when it is not NULL, what somebody wrote */
    bool empty;                    /* its Update cell is */
};
/* All of them, in the plan's order; in `a`. */
struct action_view *model_actions(const struct model *m, struct arena *a, size_t *ret_n);
struct cell_line { /* of an Update cell, as it will be printed */
    const char *text;
    int64_t typed; /* the seq of the update that it is; 0: it is of sessions */
};
/* The lines of an action's cell, in `a`, and what its sessions suggest; needs a ledger. */
size_t model_cell(const struct model *m, const struct action *x, struct arena *a,
                  struct cell_line **ret_line, struct rag_proposal *ret_proposal);
/* What lapses by the next meeting; in `a`. */
struct lapses model_lapses(const struct model *m, struct arena *a);

/* surveys.c: the forms that visitors and staff are offered. */
void forms_view_free(struct forms_view *v); /* NULL is fine */
void form_check_free(struct form_check *c); /* NULL is fine */
void batch_view_free(struct batch_view *v); /* NULL is fine */
/* New forms are used from now on; a survey that is open goes on with those that it began with. */
void model_take_forms(struct model *m, struct forms_view *v);
/* The survey that is open is overwritten and gone; the language is the kiosk's own again, except in
 * the middle of a journey. */
void model_drop_survey(struct model *m);
/* The session that visitors are asked about now: the one that staff asked for while it is open,
 * else the first that is open and of today; NULL: none. */
const struct session *model_feedback_session(const struct model *m);
/* enum survey_audience, as bits, of a session; NULL: of whoever passes. */
unsigned model_audiences(const struct session *s);
/* The one form for which staff gave the kiosk to visitors, which then opens at once; NULL: whoever
 * comes finds the door with all that is offered. */
const struct form_view *model_asked(const struct model *m);
/* The forms that a visitor is offered now, by way: feedback, a concern, help; returns how many. */
size_t model_offered(const struct model *m, const struct form_view *ret[FORMS_MAX]);
/* Those of feedback alone at this session, whoever was asked for what. */
size_t model_offered_at(const struct model *m, const struct session *s,
                        const struct form_view *ret[FORMS_MAX]);
/* May concerns be left at this session, or with NULL on a stall? */
bool model_takes_concerns(const struct model *m, const struct session *s);
const struct form_view *model_concern(const struct model *m); /* the form; NULL: not here */
/* What a session is about, as a topic of help cards; "": none that is known. NULL is fine. */
const char *model_topic(const struct session *s);
const struct form_view *model_form(const struct model *m, const char *id); /* NULL: not here */

/* help.c: help cards. Nothing is counted while no session is open. */
void model_view_card(struct model *m, const char *card);
void model_add_views(const struct model *m, struct command *c); /* of its session, to a closing */
void model_drop_views(struct model *m, int64_t session);
/* The cards in their order for who is here: the best for a topic first, or with NULL as a list
 * (outreach/help.h). 0: they were not read yet, or there are none. */
size_t model_help_for(const struct model *m, const char *topic,
                      const struct help_card *ret[HELP_CARDS]);
size_t model_help_stale(const struct model *m); /* how many staff have to check */

/* How many visitors' forms were filled in at a session; `form` NULL: of all forms. */
int64_t model_answers(const struct model *m, int64_t session, const char *form);
bool model_has_draft(const struct model *m, const char *form, int64_t session);
/* Heads of a session as they are known now; 0: none, or not counted. */
int64_t model_heads_of(const struct model *m, int64_t session);
/* Was it opened on an earlier day and never closed? */
bool model_is_left_open(const struct model *m, const struct session *s);
