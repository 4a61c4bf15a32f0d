/* What the files of this folder share. Nobody else includes this. */
#pragma once

#include <limits.h>

#include "base/arena.h"
#include "db/db.h"
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
    struct db *reader_db;          /* while a reader is in use */
    struct db_rows *reader_rows;
    struct session reader_session;
    struct err reader_err;
};

/* schema.c */
size_t store_migrations(const struct db_migration **ret);

/* boot.c */
bool boot_register(struct store *s, struct err *err) MUST_USE;
bool boot_adopt_synchronised(struct store *s,
                             struct err *err) MUST_USE; /* if the clock has become good */
int64_t boot_raw_wall(const struct store *s);           /* what a record stores */

/* programme.c: the questions for sessions; session_read takes a row of them, its texts copied into
 * `a`, or with a NULL borrowed from the row until the next one. */
extern const char session_question[], session_question_one[];
enum qualifier qualifier_from(const char *name);
void session_read(struct db_rows *r, struct arena *a, struct session *ret);

/* codes.c */
bool codes_start_waiting(struct store *s, struct err *err) MUST_USE;

/* recover.c: paths of DIR/kiosk.db and what stands beside it. */
void store_path(const char *dir, const char *name, char out[PATH_MAX]);
/* Finishes a recovery that was cut off after its result was complete. */
bool recover_resume(const char *dir, struct err *err) MUST_USE;
bool recover(const char *dir, const char *vfs, char notice[400], struct err *err) MUST_USE;
/* Is there nothing in DIR/kiosk.db while a backup holds something? */
bool recover_is_needed(const char *dir);

/* salvage.c: fills the new, empty `db` with what can be read in the file `damaged`. */
struct salvaged {
    int64_t sessions, marks, lost;
};
bool salvage(struct db *db, const char *damaged, const char *backup, struct salvaged *ret,
             struct err *err) MUST_USE;
