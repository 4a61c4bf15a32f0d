/* Whole-file work: copies, checks, and bringing an old file to what this program knows. */
#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "db/db_internal.h"

/* --- backup --- */

/* Copies page by page through a connection of its own, which sees what is committed, also while
 * `db` is in the middle of a transaction. */
static bool copy_pages(struct db *db, struct db *to, struct err *err) {
    struct db_opts opts = {.vfs = db->vfs, .read_only = true};
    struct db *from = db_open(sqlite3_db_filename(db->handle, "main"), &opts, err);
    if (!from)
        return false;
    sqlite3_backup *copy = sqlite3_backup_init(to->handle, "main", from->handle, "main");
    int rc = copy ? sqlite3_backup_step(copy, -1) : sqlite3_errcode(to->handle);
    if (rc == SQLITE_DONE)
        rc = sqlite3_backup_finish(copy);
    else
        sqlite3_backup_finish(copy);
    bool ok = rc == SQLITE_OK || db_fail(to, rc, err);
    db_close(from);
    return ok;
}

/* A copy is one plain file: without the WAL mode it can be read from a stick that cannot be
 * written. */
static bool write_copy(struct db *db, const char *part, struct err *err) {
    struct db *to = db_open_plain(part, db->vfs, err);
    if (!to)
        return false;
    bool ok = copy_pages(db, to, err) && db_exec(to, err, "PRAGMA journal_mode=DELETE") &&
              db_check(to, false, err);
    db_close(to);
    return ok;
}

static bool sync_file(const char *path, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int why = fd < 0 || fsync(fd) != 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    return !why || err_errno(err, why, "cannot save %s", file_name(path));
}

static bool folder_of(const char *path, char *out, size_t size) {
    size_t n = (size_t)(file_name(path) - path);
    if (n == 0)
        return str_copy(out, size, ".");
    if (n >= size)
        return false;
    memcpy(out, path, n);
    out[n] = '\0';
    return true;
}

bool db_backup(struct db *db, const char *path, struct err *err) {
    char folder[PATH_MAX];
    struct str part CLEANUP(str_release) = {0}, beside CLEANUP(str_release) = {0};
    if (!folder_of(path, folder, sizeof(folder)))
        return err_set(err, ERR_INPUT, "the path of %s is too long: choose a shorter one",
                       file_name(path));
    str_addf(&part, "%s.part", path);
    unlink(part.p);
    bool ok = write_copy(db, part.p, err) && sync_file(part.p, err);
    if (ok && rename(part.p, path) != 0)
        ok = err_errno(err, errno, "cannot write %s", file_name(path));
    if (ok)
        return file_sync_dir(folder, err);
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        str_cut(&beside, 0);
        str_addf(&beside, "%s%s", part.p, ends[i]);
        unlink(beside.p);
    }
    return err_prefix(err, "no backup was made");
}

/* --- check --- */

bool db_check(struct db *db, bool full, struct err *err) {
    struct db_rows *r =
        db_ask(db, full ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", "");
    struct err found = {0};
    if (db_next(r) && strcmp(db_text(r, 0), "ok") != 0) {
        db->damaged = true;
        err_set(&found, ERR_DAMAGED, "the database is damaged: %.200s", db_text(r, 0));
    }
    if (!db_done(r, err))
        return false;
    if (found.kind && err)
        *err = found;
    return !found.kind;
}

/* --- migration --- */

static bool copy_before(struct db *db, const char *backup_path, int number, struct err *err) {
    struct str path CLEANUP(str_release) = {0};
    const char *mark = strstr(backup_path, "%d");
    ASSERT(mark);
    str_addn(&path, backup_path, (size_t)(mark - backup_path));
    str_addf(&path, "%d%s", number, mark + 2);
    return db_backup(db, path.p, err);
}

static bool step(struct db *db, const struct db_migration *m, struct err *err) {
    char sql[64];
    snprintf(sql, sizeof(sql), "PRAGMA user_version=%d", m->number);
    if (!db_begin(db, m->name, err))
        return false;
    if (db_exec(db, err, m->sql) && db_exec(db, err, sql))
        return db_commit(db, err);
    db_rollback(db);
    return err_prefix(err, "the database could not be brought up to date (%s)", m->name);
}

/* What has no number and yet has tables was made by another program. */
static bool refuse_foreign(struct db *db, int64_t number, struct err *err) {
    int64_t tables = 0;
    if (number == 0 && !db_ask_int(db, err, &tables, 0, "SELECT count(*) FROM sqlite_schema", ""))
        return false;
    return !tables ||
           err_set(err, ERR_INPUT, "%s was not made by this program: choose another folder",
                   file_name(db->path));
}

bool db_migrate(struct db *db, const struct db_migration *m, size_t n, const char *backup_path,
                struct err *err) {
    int64_t number;
    int newest = n ? m[n - 1].number : 0;
    if (!db_ask_int(db, err, &number, 0, "PRAGMA user_version", ""))
        return false;
    if (number > newest)
        return err_set(err, ERR_INPUT,
                       "%s was written by a newer program (form %d, this one knows %d): "
                       "update this program",
                       file_name(db->path), (int)number, newest);
    if (!refuse_foreign(db, number, err))
        return false;
    if (number == newest)
        return true;
    if (db->read_only)
        return err_set(err, ERR_INPUT, "%s was written by an older program: start the kiosk once",
                       file_name(db->path));
    if (number > 0 && !copy_before(db, backup_path, (int)number, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (m[i].number > number && !step(db, &m[i], err))
            return false;
    return true;
}
