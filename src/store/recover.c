/* Recovery. The result is made and finished beside the damaged file before that is touched, and the
 * name under which it stands says so: kiosk.recovering.db may be thrown away, kiosk.recovered.db is
 * complete and only has to take its place. So a power cut in the middle of a recovery is no second
 * disaster. The damaged file is set aside with its WAL and never deleted. */
#include "store/store_internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"

/* The log first and the file last: while kiosk.db is there, the next free number stays the same. */
static const char *const parts[] = {"-wal", "-shm", ""};
enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

static void part_path(const char *dir, const char *name, const char *part, char out[PATH_MAX]) {
    char whole[64];
    snprintf(whole, sizeof(whole), "%s%s", name, part);
    store_path(dir, whole, out);
}

static bool move(const char *from, const char *to, struct err *err) {
    return rename(from, to) == 0 || errno == ENOENT ||
           err_errno(err, errno, "cannot set the damaged file aside");
}

static int free_number(const char *dir) {
    char name[64], path[PATH_MAX];
    for (int n = 1;; n++) {
        snprintf(name, sizeof(name), "kiosk.damaged-%d.db", n);
        store_path(dir, name, path);
        if (!file_exists(path))
            return n;
    }
}

/* Puts the finished result in the place of the damaged file. *ret_number: of what was set aside.
 *
 * A folder keeps no order by itself: after a power cut a later change of a name may be there and an
 * earlier one not. So each change is on the card before the next: else the result could come to lie
 * beside the old log, which would be played into it, or over the damaged file. */
static bool take_place(const char *dir, int *ret_number, struct err *err) {
    char from[PATH_MAX], to[PATH_MAX], name[64];
    *ret_number = free_number(dir);
    snprintf(name, sizeof(name), "kiosk.damaged-%d.db", *ret_number);
    for (size_t i = 0; i < PARTS; i++) {
        part_path(dir, "kiosk.db", parts[i], from);
        part_path(dir, name, parts[i], to);
        if (!move(from, to, err) || !file_sync_dir(dir, err))
            return false;
    }
    store_path(dir, "kiosk.recovered.db", from);
    store_path(dir, "kiosk.db", to);
    return move(from, to, err) && file_sync_dir(dir, err);
}

bool recover_resume(const char *dir, struct err *err) {
    char path[PATH_MAX];
    int number;
    store_path(dir, "kiosk.recovered.db", path);
    return !file_exists(path) || take_place(dir, &number, err);
}

/* --- backups --- */

static bool is_backup(const char *name) {
    size_t n = strlen(name);
    return n > 3 && n < 200 && strcmp(name + n - 3, ".db") == 0;
}

static bool is_readable(const char *path, const char *vfs) {
    struct db_opts opts = {.vfs = vfs, .read_only = true};
    struct db *db = db_open(path, &opts, NULL);
    int64_t number = 0;
    bool ok = db && db_check(db, false, NULL) &&
              db_ask_int(db, NULL, &number, 0, "PRAGMA user_version", "");
    db_close(db);
    return ok && number > 0;
}

/* The youngest that is older than *before, which then becomes its age. */
static bool next_backup(const char *dir, struct timespec *before, char out[PATH_MAX]) {
    char folder[PATH_MAX], path[PATH_MAX];
    struct timespec best = {0};
    bool found = false;
    store_path(dir, "backups", folder);
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        struct stat st;
        if (!is_backup(e->d_name) || strlen(folder) + strlen(e->d_name) + 2 > PATH_MAX)
            continue;
        store_path(folder, e->d_name, path);
        if (stat(path, &st) != 0)
            continue;
        const struct timespec *t = &st.st_mtim;
        bool older = t->tv_sec < before->tv_sec ||
                     (t->tv_sec == before->tv_sec && t->tv_nsec < before->tv_nsec);
        bool younger =
            t->tv_sec > best.tv_sec || (t->tv_sec == best.tv_sec && t->tv_nsec > best.tv_nsec);
        if (!older || !younger)
            continue;
        best = *t;
        str_copy(out, PATH_MAX, path);
        found = true;
    }
    if (d)
        closedir(d);
    *before = best;
    return found;
}

static bool newest_backup(const char *dir, const char *vfs, char out[PATH_MAX]) {
    struct timespec before = {.tv_sec = INT64_MAX};
    while (next_backup(dir, &before, out))
        if (is_readable(out, vfs))
            return true;
    return false;
}

bool recover_is_needed(const char *dir) {
    char path[PATH_MAX];
    struct stat st;
    struct timespec before = {.tv_sec = INT64_MAX};
    store_path(dir, "kiosk.db", path);
    return (stat(path, &st) != 0 || st.st_size == 0) && next_backup(dir, &before, path);
}

/* --- the recovery --- */

static void remove_work(const char *dir) {
    char path[PATH_MAX];
    for (size_t i = 0; i < PARTS; i++) {
        part_path(dir, "kiosk.recovering.db", parts[i], path);
        unlink(path);
    }
}

static bool rebuild(const char *dir, const char *vfs, struct salvaged *ret, struct err *err) {
    char work[PATH_MAX], done[PATH_MAX], damaged[PATH_MAX], backup[PATH_MAX];
    const struct db_migration *migration;
    size_t n = store_migrations(&migration);
    struct db_opts opts = {.vfs = vfs, .wal_bytes = 1};
    store_path(dir, "kiosk.recovering.db", work);
    store_path(dir, "kiosk.recovered.db", done);
    store_path(dir, "kiosk.db", damaged);
    bool has_backup = newest_backup(dir, vfs, backup);
    struct db *db = db_open(work, &opts, err);
    if (!db)
        return false;
    bool ok =
        db_migrate(db, migration, n, "%d", err) &&
        salvage(db, file_exists(damaged) ? damaged : NULL, has_backup ? backup : NULL, ret, err) &&
        db_backup(db, done, err);
    db_close(db);
    return ok;
}

bool recover(const char *dir, const char *vfs, char notice[400], struct err *err) {
    struct salvaged got = {0};
    int number;
    remove_work(dir);
    bool ok = rebuild(dir, vfs, &got, err);
    remove_work(dir);
    if (!ok || !take_place(dir, &number, err))
        return err_prefix(err, "the database is damaged and could not be recovered");
    snprintf(notice, 400,
             "The database was damaged: %lld steps of counting in %lld sessions were recovered, "
             "%lld are known to be lost. The damaged file is kept as kiosk.damaged-%d.db.",
             (long long)got.marks, (long long)got.sessions, (long long)got.lost, number);
    return true;
}
