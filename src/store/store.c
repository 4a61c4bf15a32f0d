/* Opening, closing, group commit, settings and numbers about the whole.
 *
 * A file DIR/kiosk.running holds a 1, and is locked, while a store is open for writing. Whoever
 * finds a 1 without a lock knows that the last one ended without closing (power cut, crash) and
 * looks through the database before it is used; a start after a good end does not spend that time.
 * The file stays: to change a byte in it takes no change to the folder, which would be the slowest
 * part of a start. */
#include "store/store_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

enum { TIDY_FRAMES = 800 }; /* of the 1000 that fit into the WAL */

void store_path(const char *dir, const char *name, char out[PATH_MAX]) {
    path_join(out, PATH_MAX, dir, name);
}

/* Takes the lock if nobody has it. *ret_unclean: the last owner never said that it ended. */
static bool running_begin(struct store *s, bool *ret_unclean, struct err *err) {
    char path[PATH_MAX], last = '0';
    store_path(s->dir, "kiosk.running", path);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_errno(err, errno, "cannot write to the folder %s", s->dir);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return true; /* another process is at work: nothing is known to be wrong */
    }
    s->running_fd = fd;
    *ret_unclean = pread(fd, &last, 1, 0) == 1 && last == '1';
    if (pwrite(fd, "1", 1, 0) != 1 || fdatasync(fd) != 0)
        return err_errno(err, errno, "cannot write to the folder %s", s->dir);
    return true;
}

/* What is damaged or could not be opened keeps its mark, so that the next start looks closer. So
 * does, without harm, what cannot be written now. */
static void running_end(struct store *s) {
    if (s->running_fd < 0)
        return;
    if (s->db && !db_is_damaged(s->db)) {
        ssize_t written = pwrite(s->running_fd, "0", 1, 0);
        (void)written;
    }
    close(s->running_fd);
    s->running_fd = -1;
}

static bool open_db(struct store *s, bool check, struct err *err) {
    char path[PATH_MAX], before[PATH_MAX];
    const struct db_migration *migration;
    size_t n = store_migrations(&migration);
    store_path(s->dir, "kiosk.db", path);
    store_path(s->dir, "backups/before-%d.db", before);
    struct db_opts opts = {.vfs = s->vfs, .read_only = s->read_only};
    s->db = db_open(path, &opts, err);
    if (s->db && (!check || db_check(s->db, false, err)) &&
        db_migrate(s->db, migration, n, before, err) && schema_must_be_whole(s->db, err) &&
        boot_register(s, err) && codes_start_waiting(s, err) && names_find_pupils(s, err))
        return true;
    db_close(s->db);
    s->db = NULL;
    return false;
}

static bool open_or_recover(struct store *s, char notice[400], struct err *err) {
    struct err why = {0};
    bool unclean = false;
    char backups[PATH_MAX];
    store_path(s->dir, "backups", backups);
    if (!file_make_dirs(backups, err) || !running_begin(s, &unclean, err))
        return false;
    bool alone = s->running_fd >= 0;
    if (alone && !recover_resume(s->dir, err))
        return false;
    if (!alone || !recover_is_needed(s->dir)) {
        if (open_db(s, unclean, &why))
            return true;
        if (why.kind != ERR_DAMAGED || !alone)
            return err_set(err, why.kind, "%s", why.text);
    }
    return recover(s->dir, s->vfs, notice, err) && open_db(s, true, err);
}

struct store *store_open(const char *dir, const struct store_opts *opts, char notice[400],
                         struct err *err) {
    char unwanted[400];
    struct store *s = xcalloc(1, sizeof(*s));
    s->dir = xstrdup(dir);
    s->vfs = opts->vfs;
    s->clock = opts->clock;
    s->read_only = opts->read_only;
    s->keep = opts->keep;
    s->purge_unfinished = true;
    s->running_fd = -1;
    notice = notice ? notice : unwanted;
    notice[0] = '\0';
    if (strlen(dir) > PATH_MAX - 64)
        err_set(err, ERR_INPUT, "the path of the data folder is too long: choose a shorter one");
    else if (s->read_only ? open_db(s, false, err)
                          : open_or_recover(s, notice, err) && vault_look(s, notice, err))
        return s;
    store_close(s);
    return NULL;
}

void store_close(struct store *s) {
    if (!s)
        return;
    bool read = store_reader_end(s, NULL);
    (void)read; /* whoever reads asks for the end himself; this one only cleans up */
    /* An empty WAL makes the next start quicker. If that cannot be had, the WAL has it all. */
    vault_close(s);
    if (s->db) {
        db_rollback(s->db);
        bool emptied = db_checkpoint(s->db, 1, NULL);
        (void)emptied;
    }
    running_end(s);
    db_close(s->db);
    store_forget_names(s);
    here_forget(s);
    free(s->dir);
    free(s);
}

bool store_is_alone(const struct store *s) {
    return s->running_fd >= 0;
}

struct db *store_db(struct store *s) {
    return s->db;
}

/* --- group commit --- */

/* What is kept in memory of a transaction, or a part of one, that came to nothing. */
static void rolled_back(struct store *s) {
    names_rolled_back(s);
    here_forget(s);
}

bool store_begin(struct store *s, struct err *err) {
    s->boot_before = s->boot;
    return db_begin(s->db, __func__, err);
}

bool store_commit(struct store *s, struct err *err) {
    if (db_commit(s->db, err)) {
        names_committed(s);
        return true;
    }
    s->boot = s->boot_before;
    rolled_back(s);
    return false;
}

void store_rollback(struct store *s) {
    db_rollback(s->db);
    s->boot = s->boot_before;
    rolled_back(s);
}

bool store_part_begin(struct store *s, struct err *err) {
    s->boot_part = s->boot;
    return db_savepoint(s->db, err);
}

bool store_part_end(struct store *s, bool keep, struct err *err) {
    if (keep && db_release(s->db, err))
        return true;
    s->boot = s->boot_part;
    rolled_back(s);
    if (keep)
        return false;
    db_rollback_to(s->db);
    return true;
}

/* --- settings --- */

bool store_setting(struct store *s, const char *key, char *out, size_t size, const char *otherwise,
                   struct err *err) {
    struct db_rows *r = db_ask(s->db, "SELECT value FROM setting WHERE key = ?", "t", key);
    bool found = db_next(r);
    struct str value CLEANUP(str_release) = {0};
    str_add(&value, found ? db_text(r, 0) : otherwise);
    if (!db_done(r, err))
        return false;
    str_copy(out, size, str_c(&value));
    return true;
}

bool store_set_setting(struct store *s, const char *key, const char *value, struct err *err) {
    return db_run(s->db, err,
                  "INSERT INTO setting(key, value) VALUES(?, ?)"
                  " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                  "tt", key, value);
}

/* --- the whole --- */

bool store_backup(struct store *s, const char *path, struct err *err) {
    return db_backup(s->db, path, err);
}

bool store_tidy(struct store *s, struct err *err) {
    if (s->purge_unfinished && store_is_alone(s)) {
        s->purge_unfinished = false; /* what fails now is tried again at the next start */
        if (!retention_finish(s, err))
            return false;
    }
    return db_checkpoint(s->db, TIDY_FRAMES, err);
}

bool store_status(struct store *s, struct store_status *ret, struct err *err) {
    struct db_rows *r =
        db_ask(s->db,
               "SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM action),"
               " (SELECT count(*) FROM life l WHERE what IN ('opened', 'reopened') AND NOT EXISTS"
               "  (SELECT 1 FROM life WHERE session = l.session AND seq > l.seq)),"
               " (SELECT count(*) FROM mark), (SELECT total(n) FROM mark),"
               " (SELECT count(*) FROM complaint WHERE done = 0),"
               " (SELECT count(*) FROM life WHERE what = 'closed'),"
               " (SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'exported'),"
               " (SELECT user_version FROM pragma_user_version),"
               " (SELECT count(*) FROM tally), (SELECT count(*) FROM submission)"
               " + (SELECT count(*) FROM sealed_submission)",
               "");
    struct store_status st = {0};
    if (db_next(r))
        st = (struct store_status){
            .sessions = db_int(r, 0),
            .actions = db_int(r, 1),
            .open_sessions = db_int(r, 2),
            .marks = db_int(r, 3),
            .heads = db_int(r, 4),
            .complaints_open = db_int(r, 5),
            .saved = db_int(r, 3) + db_int(r, 6) + db_int(r, 9) + db_int(r, 10),
            .exported = db_int(r, 7),
            .schema = (int)db_int(r, 8),
            .date_confirmed = store_date_confirmed(s),
        };
    if (!db_done(r, err))
        return false;
    *ret = st;
    return true;
}
