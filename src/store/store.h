/* The kiosk's store: programme, marks, bands, settings, codes, complaints, in DIR/kiosk.db.
 *
 * Saved means saved: when a function that writes has returned true outside a transaction, a power
 * cut cannot take it back. Marks are append-only; a count is their sum. Every function here is
 * synchronous and for one thread at a time: subcommands call it directly, the kiosk through
 * store/thread.h. */
#pragma once

#include "base/clock.h"
#include "base/err.h"
#include "outreach/areas.h"
#include "outreach/band.h"
#include "outreach/import.h"
#include "outreach/lapse.h"
#include "outreach/ledger.h"
#include "outreach/people.h"
#include "outreach/tallies.h"

struct store;
struct db;
struct keeping;
struct pair_key;

struct store_opts {
    const char *vfs;           /* tests */
    const struct clock *clock; /* stamps every mark; must outlive the store */
    bool read_only;
    /* What goes by itself once it has been kept so long (store/retention.h); NULL: nothing does.
     * Must outlive the store. */
    const struct keeping *keep;
};

/* Opens or makes DIR and its database, migrates, registers this boot. When the file is damaged it
 * is set aside as kiosk.damaged-N.db (with its WAL), what can be read is recovered into a new file,
 * together with the newest backup's rows, and `notice` (may be NULL) gets one sentence for staff;
 * "" if all is well. */
struct store *store_open(const char *dir, const struct store_opts *opts, char notice[400],
                         struct err *err);
void store_close(struct store *s);
struct db *store_db(struct store *s); /* for reports, that read the same tables */

/* Group commit: begin, several writes each between store_part_begin and store_part_end, commit. A
 * part that failed is undone alone (keep = false). A failed commit has rolled everything back. */
bool store_begin(struct store *s, struct err *err) MUST_USE;
bool store_commit(struct store *s, struct err *err) MUST_USE;
void store_rollback(struct store *s);
bool store_part_begin(struct store *s, struct err *err) MUST_USE;
bool store_part_end(struct store *s, bool keep, struct err *err) MUST_USE;

/* ---- programme ---- */
struct ledger *store_ledger(struct store *s, struct err *err); /* ledger_free() it */
/* What the programme says of its venues, for the list of its places (outreach/areas.h). In `a`. */
bool store_venues(struct store *s, struct arena *a, struct area_said **ret_said, size_t *ret_n,
                  struct err *err) MUST_USE;
/* The actions of the plan, in its order, with all their texts in `a`. */
bool store_actions(struct store *s, struct arena *a, struct action **ret_action,
                   size_t *ret_actions, struct err *err) MUST_USE;

/* ---- what a coordinator writes about the plan (outreach/typed.h) ---- */
/* An update, which takes the place of the update `replaces` unless that is 0; its seq and state are
 * not looked at. ERR_INPUT: it does not fit, or that one does not stand any more. */
bool store_write_update(struct store *s, const struct typed *t, int64_t replaces, int64_t *ret_seq,
                        struct err *err) MUST_USE;
/* An update is withdrawn, or with `withdrawn` false put back. Twice is as good as once. */
bool store_withdraw_update(struct store *s, int64_t seq, bool withdrawn, struct err *err) MUST_USE;
/* An action is rated; its seq is not looked at. */
bool store_rate(struct store *s, const struct rating *r, struct err *err) MUST_USE;
/* Everything that was ever written and set, with all its texts in `a`. */
bool store_typed(struct store *s, struct arena *a, struct typed_list *ret,
                 struct err *err) MUST_USE;
/* What lapses before the next meeting, whose day is the setting LAPSE_MEETING (outreach/lapse.h),
 * seen from `today`. In `a`. */
bool store_lapses(struct store *s, struct arena *a, struct date today, struct lapses *ret,
                  struct err *err) MUST_USE;

/* The figures of others that stand (outreach/figure.h), with their texts in `a`. */
bool store_figures(struct store *s, struct arena *a, struct figure_list *ret,
                   struct err *err) MUST_USE;

/* The same sessions as a stream in ledger order, for reports; one at a time. The reader is valid
 * until store_reader_end(), which says whether it ended well. */
struct session_reader store_reader(struct store *s);
bool store_reader_end(struct store *s, struct err *err) MUST_USE;

struct import_result {
    size_t added, updated, same, merged, complaints;
};
/* Applies a checked import in one transaction: new rows are added, known rows updated (their marks
 * stay), complaints replace those of the same file that nobody has worked off yet. Refuses one with
 * errors. */
bool store_apply_import(struct store *s, const struct import *im, struct import_result *ret,
                        struct err *err) MUST_USE;

struct store_complaint {
    int64_t id, session; /* session 0: none */
    const char *file, *rule, *what, *todo;
    int line;
    bool done;
};
struct store_complaints {
    struct arena arena;
    struct store_complaint *item;
    size_t n, open;
};
bool store_complaints(struct store *s, struct store_complaints *ret, struct err *err) MUST_USE;
bool store_complaint_done(struct store *s, int64_t id, bool done, struct err *err) MUST_USE;

/* ---- the life of a session ---- */
/* Each of these appends one row to `life`; nothing is ever changed or taken away. What staff decide
 * here stands above the programme: a later import does not undo it. A reason is a few words, never
 * empty. */

/* Opens a session, with the bands of its audience; one that is open stays as it is. Refuses a
 * closed one (store_reopen_session) and one that staff or the programme cancelled or moved
 * (store_reinstate_session). */
bool store_open_session(struct store *s, int64_t session, struct err *err) MUST_USE;
bool store_reopen_session(struct store *s, int64_t session, const char *reason,
                          struct err *err) MUST_USE;
/* It does not take place, or not on that day. Both refuse a session that was closed or in which
 * somebody is counted: that one took place. A move makes the new session, which keeps all that is
 * known of the old one, and links the two. */
bool store_cancel_session(struct store *s, int64_t session, const char *reason,
                          struct err *err) MUST_USE;
bool store_move_session(struct store *s, int64_t session, struct date to, const char *reason,
                        int64_t *ret_session, struct err *err) MUST_USE;
/* A session that was cancelled or moved, here or by the programme, takes place after all. One that
 * was moved here only when the new one is cancelled: else the same group would be there twice. */
bool store_reinstate_session(struct store *s, int64_t session, const char *reason,
                             struct err *err) MUST_USE;
/* A session made on the spot: of `x` count topic, venue, audience, year_group, actions, deliverer,
 * date, starts, ends. A venue that is known is written as it is known. It may be for another day
 * than the kiosk's: one in the past is kept as made afterwards. */
bool store_new_session(struct store *s, const struct session *x, int64_t *ret_session,
                       struct err *err) MUST_USE;

/* Somebody else's number beside ours: theirs, whose, settled and settled_by of `d` count. The
 * session must have been opened. */
bool store_dispute(struct store *s, int64_t session, const struct dispute *d,
                   struct err *err) MUST_USE;

struct closing {
    enum qualifier qualifier;
    const char *note, *deliverer;
    const struct tally_count *view; /* help cards that were opened: tallied as TALLY_HELP/NAME */
    size_t views;
};
bool store_close_session(struct store *s, int64_t session, const struct closing *c,
                         struct err *err) MUST_USE;
bool store_last_open(struct store *s, int64_t *ret_session, struct err *err) MUST_USE; /* 0: none */

/* ---- the open session ---- */
enum mark_kind { MARK_ADD, MARK_UNDO, MARK_EXACT, MARK_CHECK_IN, MARK_WALK_IN, MARK_SIGN_IN };

enum { ENTRY_SIZE = PERSON_ID_SIZE }; /* of a list: 16 random hex digits, and a NUL */

struct mark {
    int32_t seq; /* 1, 2, ... within the session */
    enum mark_kind kind;
    int32_t
        n; /* heads added; an undo carries the opposite of what it undoes; exact: the difference */
    int32_t undoes; /* seq of the undone mark, or 0 */
    bool undone;    /* some later mark undoes this one */
    char band[12];
    char entry[ENTRY_SIZE]; /* of who was checked in, walked in, signed in; else "" */
    int64_t wall;           /* corrected with its boot's shift */
    bool unconfirmed;       /* its boot's date was never confirmed */
};

struct session_band {
    char key[12];
    int64_t sum;
};

struct tape { /* everything about one session's counting */
    struct arena arena;
    int64_t session;
    enum life life;
    enum qualifier qualifier;
    struct mark *mark; /* oldest first */
    size_t marks;
    struct session_band band[BAND_MAX];
    size_t bands;
    int class_size; /* last used, 30 at first */
};

bool store_tape(struct store *s, int64_t session, struct tape *ret, struct err *err) MUST_USE;
bool store_add_band(struct store *s, int64_t session, const char *band, struct err *err) MUST_USE;
bool store_set_qualifier(struct store *s, int64_t session, enum qualifier q,
                         struct err *err) MUST_USE;
bool store_set_class_size(struct store *s, int64_t session, int size, struct err *err) MUST_USE;

/* Adds a mark that is no check-in; the session must be open. MARK_UNDO: `undoes` names the mark,
 * which must not be undone yet and not be an undo itself; n is ignored. A sum below 0 is refused.
 */
bool store_mark(struct store *s, int64_t session, enum mark_kind kind, const char *band, int32_t n,
                int32_t undoes, int32_t *ret_seq, struct err *err) MUST_USE;

/* ---- names ----
 *
 * Lists of people and the names of walk-ins lie sealed on the card. They can be opened from a right
 * code (store_try_code, store_set_codes) until store_forget_names(); without the key what needs it
 * is refused with ERR_DENIED. Sessions with pupils have no names: ERR_INPUT. */
struct walk_in { /* who was given a name, or signed in */
    char entry[ENTRY_SIZE];
    const char *name, *organisation, *email; /* the last two: "" but of who signed in */
    bool sealed; /* for the coordinator: this kiosk cannot open it, and all three are "" */
};
struct roster {
    struct arena arena; /* all of the texts */
    int64_t session;
    bool kept;             /* false: no list was imported for this session */
    struct person *person; /* with their entries as ids */
    size_t people;
    struct walk_in *walk_in;
    size_t walk_ins;
};
bool store_roster(struct store *s, int64_t session, struct roster *ret, struct err *err) MUST_USE;
void roster_free(struct roster *r); /* overwrites the texts first */
/* Sets the list of a session. Known people keep their entry, and with it their check-in; who came
 * stays on the list. The ids of `person` are not looked at. */
bool store_set_roster(struct store *s, int64_t session, const struct person *person, size_t n,
                      struct err *err) MUST_USE;

struct check_in { /* a mark that was made */
    int32_t seq;
    char band[12], entry[ENTRY_SIZE];
};
/* One head of the adults, or of the session's first group. Needs no key. Somebody who is here
 * already is refused (ERR_INPUT). A walk-in gets a new entry; its name may follow, or be replaced,
 * or be taken away (""). */
bool store_check_in(struct store *s, int64_t session, const char *entry, struct check_in *ret,
                    struct err *err) MUST_USE;
bool store_walk_in(struct store *s, int64_t session, struct check_in *ret,
                   struct err *err) MUST_USE;
bool store_name_walk_in(struct store *s, int64_t session, const char *entry, const char *name,
                        struct err *err) MUST_USE;

enum { SIGN_IN_TEXT = 128 };
struct sign_in { /* what an adult says of himself or herself; "" where nothing */
    char name[SIGN_IN_TEXT], organisation[SIGN_IN_TEXT], email[SIGN_IN_TEXT];
};
/* One head, as a walk-in; the mark and what was typed are there together or not at all. Sealed
 * under the coordinator's public key if there is one; else it needs the key of names. Needs a name
 * (ERR_INPUT), and a session of adults. What was signed is not changed any more. */
bool store_sign_in(struct store *s, int64_t session, const struct sign_in *who,
                   struct check_in *ret, struct err *err) MUST_USE;

void store_forget_names(struct store *s); /* overwrites the key: when staff leave */
bool store_names_open(const struct store *s);
/* How many sealed things there are that a lost code would lose. */
bool store_names_kept(struct store *s, int64_t *ret, struct err *err) MUST_USE;

/* ---- the coordinator's key (seal/pair.h) ---- */
enum { KEY_SUM = 65 }; /* SHA-256 of its public half in hex, and a NUL */
/* The sum of the key that seals sign-ins; "": there is none. */
bool store_public_key(struct store *s, char ret_sum[KEY_SUM], struct err *err) MUST_USE;
/* From now on sign-ins are sealed under this one. What was sealed under another key stays under
 * that. */
bool store_set_public_key(struct store *s, const struct pair_key *k, struct err *err) MUST_USE;
/* Sign-ins sealed under its public half are opened by store_roster(). Borrowed until the store is
 * closed or gets another (NULL: none). */
void store_lend_private_key(struct store *s, const struct pair_key *k);

/* ---- tallies: what is counted besides heads ---- */
/* What stands now; arena_free() its arena. */
bool store_tallies(struct store *s, int64_t session, struct tallies *ret, struct err *err) MUST_USE;
/* Adds or takes off; the session must be open, the opening (0: none) not confirmed. One less takes
 * back the newest +1 that still stands. A sum below 0 is refused. */
bool store_tally(struct store *s, int64_t session, const char *item, int32_t opening, int32_t n,
                 struct err *err) MUST_USE;
/* Starts an opening, when no other of the group waits to be confirmed. */
bool store_tally_open(struct store *s, int64_t session, const char *group, int32_t *ret_opening,
                      struct err *err) MUST_USE;
/* What the second person counted, item by item, and their initials. At first everything that was
 * tallied needs a figure; later ones correct, and the earlier stay. */
bool store_tally_confirm(struct store *s, int64_t session, int32_t opening,
                         const struct tally_count *count, size_t n, const char *who,
                         struct err *err) MUST_USE;

/* ---- date ---- */
/* Is the date of this boot known good (synchronised clock, or confirmed by staff)? */
bool store_date_confirmed(struct store *s);
/* Newest local date of any record of earlier boots: a confirmed date before it is refused. No date
 * if there is none. */
bool store_last_date(struct store *s, struct date *ret, struct err *err) MUST_USE;
/* Staff say that today is `d`: moves the records of this whole boot by whole days, and the sessions
 * that were made on the spot in it; remembers the shift for what follows. Refuses a date before the
 * last record of earlier boots, in a sentence. */
bool store_confirm_date(struct store *s, struct date d, struct err *err) MUST_USE;

enum { BOOTS_MAX = 200 };
struct store_boot {          /* a start of the machine in which something was recorded */
    int64_t number;          /* 1, 2, ... in the order in which they happened */
    struct date first, last; /* of its records, as corrected by now */
    int64_t records;         /* marks, tallies, openings and closings */
    bool confirmed, running; /* running: the one that we are in */
};
/* The newest BOOTS_MAX of them, newest first; *ret_n: how many. */
bool store_boots(struct store *s, struct store_boot *ret, size_t *ret_n, struct err *err) MUST_USE;
/* Somebody who knows says that the records of an earlier boot began on `first`: all of them move by
 * whole days, together, and with them the sessions that were made on the spot for its days. The
 * order of the boots is not enforced, because more than one may be wrong; but nothing is recorded
 * after today. Refuses the boot that is running (store_confirm_date). */
bool store_correct_boot(struct store *s, int64_t boot, struct date first, struct err *err) MUST_USE;
int64_t store_wall(struct store *s); /* wall clock with this boot's shift */

/* ---- codes ---- */
enum role { ROLE_PUBLIC, ROLE_STAFF, ROLE_COORDINATOR };
bool store_has_codes(struct store *s, bool *ret, struct err *err) MUST_USE;
/* Sets or replaces both in one transaction; they must differ (ERR_INPUT). With the names open they
 * stay and open with the new codes; otherwise nobody can open them any more, and they go. */
bool store_set_codes(struct store *s, const char *staff, const char *coordinator,
                     struct err *err) MUST_USE;
/* Puts `code` in the place of the code of `role`, for whoever knows `old`: the coordinator's code
 * changes either, the staff code only itself. In one transaction the names come to open with the
 * new code; the other code stays as it is. Counts the try as store_try_code() does, and lets nobody
 * in. ERR_INPUT: a wrong or a weak code, or one that is the other's; *ret_wait_s, set also then,
 * says how long to wait before the next try. ERR_DENIED: with `old` the names do not open, so that
 * changing it would lose them. */
bool store_change_code(struct store *s, enum role role, const char *old, const char *code,
                       int *ret_wait_s, struct err *err) MUST_USE;
/* For when nobody knows either code any more: sets new ones, and every name that only they opened
 * goes, out of the database, its log and the backups (of which a new one is made). The counts stay.
 * ERR_INPUT also while another process works with this store: what that has in mind would not fit
 * any more. *ret_set_aside: damaged files that recoveries have set aside; those are never touched,
 * and may hold sealed names. */
bool store_reset_codes(struct store *s, const char *staff, const char *coordinator,
                       size_t *ret_set_aside, struct err *err) MUST_USE;
bool store_is_alone(const struct store *s); /* opened for writing, and no other process has it */
/* Tries a code: counts the try durably before it compares, resets the count when right.
 * ROLE_PUBLIC: wrong, or still waiting; *ret_wait_s says how long to wait before the next try
 * (monotonic; starts again in full at the next start). */
bool store_try_code(struct store *s, const char *code, enum role *ret_role, int *ret_wait_s,
                    struct err *err) MUST_USE;
/* The same question for somebody who is to be let in nowhere: is it the code of `least`, or of who
 * may do more? ERR_INPUT: no; *ret_wait_s is set also then. */
bool store_ask_code(struct store *s, const char *code, enum role least, int *ret_wait_s,
                    struct err *err) MUST_USE;
int store_code_wait(struct store *s); /* seconds still to wait now */

/* ---- settings and upkeep ---- */
bool store_setting(struct store *s, const char *key, char *out, size_t size, const char *otherwise,
                   struct err *err) MUST_USE;
bool store_set_setting(struct store *s, const char *key, const char *value,
                       struct err *err) MUST_USE;
/* A copy in one plain file, without the vault (store/vault.h): copies of two days would show what
 * came between them. To put one back: lay it into DIR/backups and remove kiosk.db together
 * with its -wal and -shm (an old WAL beside another file would destroy that); the next start takes
 * it up. */
bool store_backup(struct store *s, const char *path, struct err *err) MUST_USE;
/* Integrity of the file, foreign keys, and our own promises: seqs without gaps, undo marks that
 * fit, no sum below 0. The error names the first fault. */
bool store_verify(struct store *s, struct err *err) MUST_USE;
/* Moves the WAL into the file when it has grown; when nobody waits. */
bool store_tidy(struct store *s, struct err *err) MUST_USE;

struct store_status {
    int64_t sessions, actions, open_sessions, marks, heads, complaints_open;
    int64_t saved;    /* records kept: marks, tallies and closings */
    int64_t exported; /* sessions in the last export: whoever exports sets the setting "exported" */
    int schema;
    bool date_confirmed;
};
bool store_status(struct store *s, struct store_status *ret, struct err *err) MUST_USE;
