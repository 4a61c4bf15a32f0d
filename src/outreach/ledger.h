/* The ledger: every session that the kiosk knows, with what the programme says of it and what was
 * counted. An immutable snapshot, loaded by the store, shown by screens, written out by reports.
 *
 * Two numbers stand side by side and are never mixed: `reported`, which the programme brought (for
 * a planned session: what is expected), and `counted`, the sum of this kiosk's marks. A session's
 * attendance is what was counted here, if anything was, else what was reported as delivered. */
#pragma once

#include "base/arena.h"
#include "outreach/count.h"
#include "outreach/date.h"
#include "outreach/figure.h"
#include "outreach/typed.h"

#include <stddef.h>

enum status {
    STATUS_PLANNED,
    STATUS_BOOKED,
    STATUS_DELIVERED,
    STATUS_CANCELLED,
    STATUS_REARRANGED
};

enum life { LIFE_NEW, LIFE_OPEN, LIFE_CLOSED }; /* on this kiosk */

/* When staff made a session that the programme does not know: seen from its day. */
enum made { MADE_NOT, MADE_ON_THE_DAY, MADE_AFTERWARDS, MADE_AHEAD };

struct action {       /* one of the plan's actions */
    const char *code; /* "1.10" */
    const char *priority, *priority_title, *issue, *action, *owner, *rag, *carries;
};

struct reply {                 /* what people said, and what was done: for the start screen */
    const char *place, *topic; /* "" where it is about none */
    const char *said, *did;
    struct date until; /* the last day on which it is shown, or no date */
};

struct dispute { /* somebody else's number of the same heads */
    bool any;
    int64_t theirs, ours;           /* ours: at the moment when theirs was written down */
    int64_t settled;                /* the number that holds: one of the two, or a third that
                                     counting again came to; -1: not settled */
    char whose[12], settled_by[12]; /* roles ("teacher", "coordinator"), never names */
};

struct session {
    int64_t id;            /* row in the store */
    const char *uid;       /* stable identity over imports */
    const char *actions;   /* codes in plan order, separated by ';' */
    struct date date;      /* or no date: then `date_text` has the source's words */
    const char *date_text; /* "" if none. All texts are never NULL */
    int16_t starts, ends;  /* minutes of the day; -1: not known */
    const char *venue, *event_type, *topic, *audience, *year_group, *deliverer, *form;
    const char *ward; /* in which the venue is, as the programme says it; "" if it does not */
    int32_t sessions; /* how many sessions the row stands for; -1: not recorded */
    int32_t capacity; /* people that the room holds; 0: not known */
    enum status status;
    struct count reported;
    enum life life;
    struct count counted;  /* not recorded: no mark and never closed with a count */
    bool date_unconfirmed; /* opened while nobody had confirmed the kiosk's date */
    const char *note;      /* of the last close */

    enum made made;
    bool decided;       /* staff have said here that it is cancelled, moved, or on after all */
    const char *reason; /* staff's: of that, or of the last reopening */
    struct date since;  /* day of the last thing that happened to it here */
    int64_t moved_to, moved_from; /* the session on the other side of a move, or 0 */
    struct date moved_to_date, moved_from_date;
    struct dispute dispute; /* the last word */
};

struct ledger {
    struct arena arena; /* holds all of it */
    struct session *session;
    size_t sessions; /* in order of date, start, id; no date last */
    struct action *action;
    size_t actions; /* in plan order: 1.2 before 1.10 */
    struct reply *reply;
    size_t replies; /* in the order of their file */

    struct typed_list typed; /* what a coordinator wrote about the actions */
    struct figure_list figures;
};

/* Sessions one after another, however many: reports read through this, so that a million rows need
 * no memory. `next` gives a session whose texts live until the next call, NULL at the end or on an
 * error; `again` goes back to before the first one, for the next report of a file. `again_small`
 * does too, but then only those come, in any order, that may have 1 to `most` heads, perhaps with
 * some others; NULL: this reader has no faster way than all of them. */
struct session_reader {
    void *ctx;
    const struct session *(*next)(void *ctx, struct err *err);
    void (*again)(void *ctx);
    void (*again_small)(void *ctx, int64_t most);
};
struct ledger_cursor { /* where a reader over a snapshot is; the caller's, and outlives the reader
                        */
    const struct ledger *ledger;
    size_t next;
};
struct session_reader ledger_reader(const struct ledger *l, struct ledger_cursor *cursor);

void ledger_free(struct ledger *l); /* NULL is fine */
const struct session *ledger_find(const struct ledger *l, int64_t id);
const struct action *ledger_action(const struct ledger *l, const char *code);

/* Nothing is known of it yet: no text is NULL, no number is 0 where 0 would be one. */
struct session session_blank(void);

/* What happened: the number that was settled on, else the kiosk's count, else the reported number
 * of a delivered session, else not recorded. */
struct count session_attendance(const struct session *s);
/* The reported number as a measure for counting: expected, or not recorded. */
struct count session_expected(const struct session *s);
bool session_took_place(const struct session *s); /* it was delivered, or somebody was counted */
bool session_is_to_come(const struct session *s); /* planned or booked, and nobody was counted */
/* How many sessions the row stands for: what the programme says, one if it was counted here, -1 if
 * nobody knows. */
int64_t session_deliveries(const struct session *s);
/* How long each of its heads stayed, in minutes; -1: nobody knows, as for a row that stands for
 * several sessions. */
int session_minutes(const struct session *s);
/* What is expected of a session that is still to come, or of one that was counted here; else not
 * recorded. */
struct count session_awaited(const struct session *s);
/* Are these more people than the room holds? Never, where that is not known. */
bool session_is_over(const struct session *s, int64_t heads);
/* Does the settled number of a dispute still hold? Counting on after it makes it void. */
bool session_is_settled(const struct session *s);
bool session_has_action(const struct session *s, const char *code);
/* A person's name for it: topic, else event type in words ("Knife amnesty"), never "". In `a`. */
const char *session_title(const struct session *s, struct arena *a);
/* "Year 9", "Years 5 and 6", "All years", else the audience with a capital, "" if nothing is known.
 * In `a`. */
const char *session_group(const struct session *s, struct arena *a);
bool session_is_pupils(const struct session *s); /* a session with children: names are impossible */
bool session_is_school(const struct session *s); /* at a school: by event type or venue */
/* For a school's pupils, so on a day of school: a community event in its hall may well be on a
 * Saturday, a lesson is not. */
bool session_is_lesson(const struct session *s);

const char *status_name(enum status s); /* "planned", ... as in the CSV */
bool status_parse(const char *s, enum status *ret_status);
const char *made_name(enum made m);               /* "on the day", ...; "" of MADE_NOT */
int action_compare(const char *a, const char *b); /* plan order of two codes: numbers by dots */
