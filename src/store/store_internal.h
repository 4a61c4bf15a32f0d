/* What the files of this folder share. Nobody else includes this. */
#pragma once

#include <limits.h>

#include "base/arena.h"
#include "db/db.h"
#include "seal/names.h"
#include "store/store.h"

enum boot_source { BOOT_CLOCK, BOOT_SYNCHRONISED, BOOT_STAFF };

/* The boot that is running. Time is counted from its first moment by the monotonic clock, so that a
 * clock that is set in the middle moves no record; `shift` is what is known to be wrong with that
 * moment. */
struct boot {
    int64_t number, first_wall, first_mono, shift;
    bool confirmed;
    enum boot_source source;
};

struct store {
    struct db *db;
    char *dir;
    const char *vfs;
    const struct clock *clock;
    bool read_only;
    int running_fd; /* of the mark that a store is in use; -1: another process has it */
    struct boot boot, boot_before; /* boot_before: at the start of the transaction */
    struct boot boot_part;         /* at the start of the savepoint */
    int64_t code_wait_until;       /* monotonic; wrong codes make one wait */
    struct names_key *names;       /* NULL: nobody is in; owned, only names.c touches it */
    bool names_fresh;              /* the key was made in the transaction that runs */
    const struct pair_key *lent;   /* opens sign-ins; NULL: none; borrowed */
    struct here *here;             /* who is in a session; NULL: not read; only here.c touches it */
    const struct keeping *keep;    /* of store_opts */
    bool purge_unfinished;         /* or not known yet: are there files to be cleaned? */
    struct vault *vault;           /* NULL: not open; owned, only vault.c touches it */
    struct db *reader_db;          /* while a reader is in use */
    struct db_rows *reader_rows;
    struct session reader_session;
    struct err reader_err;
};

/* schema.c */
size_t store_migrations(const struct db_migration **ret);
extern const char schema_tallies[];    /* schema_tallies.c: migration 3 */
extern const char schema_names[];      /* schema_names.c: migration 4 */
extern const char schema_sign_ins[];   /* schema_signin.c: migration 6 */
extern const char schema_key[];        /* schema_key.c: migration 8 */
extern const char schema_second_key[]; /* schema_key.c: migration 12 */
extern const char schema_dates[];      /* schema_dates.c: migration 9 */
extern const char schema_forms[];      /* schema_forms.c: migration 11 */
extern const char schema_sealed[];     /* schema_sealed.c: migration 15 */
extern const char schema_typed[];      /* schema_typed.c: migration 17 */
extern const char schema_figures[];    /* schema_figures.c: migration 18 */
extern const char schema_retention[];  /* schema_retention.c: migration 19 */
/* schema_whole.c: refuses a file that lacks what its number promises, as one of another version. */
bool schema_must_be_whole(struct db *db, struct err *err) MUST_USE;

/* boot.c */
bool boot_register(struct store *s, struct err *err) MUST_USE;
bool boot_adopt_synchronised(struct store *s,
                             struct err *err) MUST_USE; /* if the clock has become good */
int64_t boot_raw_wall(const struct store *s);           /* what a record stores */

/* retention.c: deletes what has been kept long enough, where the settings say that it goes by
 * itself; and cleans the files after a deletion, if there was one. */
bool retention_forget(struct store *s, struct err *err) MUST_USE;
bool retention_finish(struct store *s, struct err *err) MUST_USE;

/* reset.c: the folder of copies holds one, of the database as it is now; how many damaged files
 * were set aside, which are left as they are. */
bool copies_renew(struct store *s, struct err *err) MUST_USE;
size_t copies_set_aside(const struct store *s);

/* programme.c: the questions for sessions; session_read takes a row of them, its texts copied into
 * `a`, or with a NULL borrowed from the row until the next one. */
extern const char session_question[], session_question_one[];
enum qualifier qualifier_from(const char *name);
void session_read(struct db_rows *r, struct arena *a, struct session *ret);

/* life.c */
bool life_session(struct store *s, int64_t session, struct arena *a, struct session *ret,
                  struct err *err) MUST_USE; /* texts into `a`; refuses one that is not there */
bool life_must_be_open(struct store *s, int64_t session, struct err *err) MUST_USE;
bool life_may_say(enum qualifier q, struct err *err) MUST_USE; /* of what was counted */

extern const char *const role_names[]; /* names.c: by enum role, as the tables have them */

/* codes.c */
bool codes_start_waiting(struct store *s, struct err *err) MUST_USE;

/* marks.c: a mark takes three steps after db_begin(): where it goes, writing it, the end. */
struct next_mark {
    int64_t seq;
    char band[12];
};
struct new_mark {
    enum mark_kind kind;
    const char *entry; /* NULL: none */
    int32_t n, undoes;
};
/* Where a check-in goes: it counts among the adults, else in the session's first group. Refuses a
 * session that is not open, or has no group. */
bool mark_next_of_adults(struct store *s, int64_t session, struct next_mark *ret,
                         struct err *err) MUST_USE;
bool mark_insert(struct store *s, int64_t session, const struct next_mark *at,
                 const struct new_mark *m, struct err *err) MUST_USE; /* also heads below 0 */
/* Commits if all went well, else rolls back, and here.c forgets. Is the mark there? */
bool mark_end(struct store *s, bool ok, struct err *err) MUST_USE;

/* names.c: the key of names follows the codes; who gets in without it counts all the same. */
bool names_set_codes(struct store *s, const char *staff, const char *coordinator,
                     struct err *err) MUST_USE;
/* One code is changed by somebody who knows `old`, the code of `by`. */
bool names_change_code(struct store *s, enum role role, const char *code, enum role by,
                       const char *old, struct err *err) MUST_USE;
void names_unlock(struct store *s, enum role role, const char *code);
void names_rolled_back(struct store *s); /* a key that is not on the card seals nothing */
void names_committed(struct store *s);
bool names_must_be_open(struct store *s, struct err *err) MUST_USE;
bool names_must_be_adults(struct store *s, int64_t session, struct err *err) MUST_USE;
/* Which sessions are of children: those of which it is not known yet are looked at. */
bool names_find_pupils(struct store *s, struct err *err) MUST_USE;
bool names_find_pupils_of(struct store *s, int64_t session, struct err *err) MUST_USE;
bool names_set_pupils(struct store *s, int64_t session, const struct session *x,
                      struct err *err) MUST_USE;

/* roster.c: every list of the file becomes that of its session. */
bool roster_import(struct store *s, const struct import *im, struct import_result *res,
                   struct err *err) MUST_USE;

/* typed.c: updates and ratings of the file are added, as far as they were never here. */
bool typed_import(struct store *s, const struct import *im, struct import_result *res,
                  struct err *err) MUST_USE;

/* figures.c: of each row the value that stands becomes that of the file. */
bool figures_import(struct store *s, const struct import *im, struct import_result *res,
                    struct err *err) MUST_USE;

/* here.c: is a mark with this entry in the session, and not undone? `last` is the number of the
 * session's last mark. Sees the transaction that runs; when that or a part of it is rolled back,
 * here_forget() must follow. */
bool here_find(struct store *s, int64_t session, int64_t last, const char *entry, bool *ret,
               struct err *err) MUST_USE;
void here_add(struct store *s, int64_t session, int64_t seq,
              const struct new_mark *m); /* written */
void here_forget(struct store *s);

/* checkin.c */
void entry_new(char out[ENTRY_SIZE]);
bool walk_ins_read(struct store *s, struct roster *r, struct err *err) MUST_USE; /* into r */

/* sealed.c: sign-ins under the coordinator's key. *ret NULL: there is none; else pair_free() it. */
enum { SEALED_MAX = 2048 }; /* bytes of a sealed sign-in, under the largest key */
bool sealed_key(struct store *s, struct pair_key **ret, struct err *err) MUST_USE;
bool sealed_keep(struct store *s, const struct pair_key *k, int64_t session, const char *entry,
                 const struct sign_in *who, struct err *err) MUST_USE;
/* Into r->walk_in, which has room for `room`. */
bool sealed_read(struct store *s, struct roster *r, size_t room, struct err *err) MUST_USE;

enum { VAULT_KEY = 16 };        /* bytes of a slot's key */
#define VAULT_FREE "0000-00-00" /* the day of a free slot */

/* vault.c: DIR/envelopes.db. At the start a damaged one is set aside, and one sentence about it is
 * added to the notice; what else may be wrong with it shows when it is needed. */
bool vault_look(struct store *s, char notice[400], struct err *err) MUST_USE;
void vault_close(struct store *s);
/* For reading; *ret NULL: there is none, and so nothing in it. vault_rest() when it was read. When
 * another process has put a larger file in its place meanwhile, it is not current any more, and
 * what is read from it is worth nothing. */
bool vault_read(struct store *s, struct db **ret, struct err *err) MUST_USE;
bool vault_is_current(const struct store *s);
void vault_rest(struct store *s);
bool vault_verify(struct store *s, struct err *err) MUST_USE;
/* Envelopes of this day and earlier go: a file without them takes the place of this one. */
bool vault_drop(struct store *s, struct date until, struct err *err) MUST_USE;
/* vault_release.c: the newest day that has been released; no date: none. */
bool vault_released(struct store *s, struct date *ret, struct err *err) MUST_USE;

/* recover.c: paths of DIR/kiosk.db and what stands beside it. */
void store_path(const char *dir, const char *name, char out[PATH_MAX]);
/* Finishes a recovery that was cut off after its result was complete. */
bool recover_resume(const char *dir, struct err *err) MUST_USE;
bool recover(const char *dir, const char *vfs, char notice[400], struct err *err) MUST_USE;
/* Is there nothing in DIR/kiosk.db while a backup holds something? */
bool recover_is_needed(const char *dir);

/* submission.c: ids as the tables have them, and as people write them:
 * "01234567-89ab-4cde-8f01-23456789abcd". False: it is none. */
enum { SUBMISSION_ID = 16 };
bool submission_id(const char *id, unsigned char out[SUBMISSION_ID]) MUST_USE;
void submission_id_text(const unsigned char *b, char out[37]);

/* salvage_forms.c: copies what can be read of submissions (and drafts) from the attached file
 * `from`; and, when all else has been copied, sees to the sessions that they name. */
bool salvage_forms(struct db *db, const char *from, bool drafts, struct err *err) MUST_USE;
bool salvage_mend_forms(struct db *db, struct err *err) MUST_USE;

/* salvage.c: fills the new, empty `db` with what can be read in the file `damaged`. */
struct salvaged {
    int64_t sessions, marks, lost;
};
bool salvage(struct db *db, const char *damaged, const char *backup, struct salvaged *ret,
             struct err *err) MUST_USE;
