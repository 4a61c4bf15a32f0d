/* The rollback journal: while a transaction is written into the file, the pages as they were lie in
 * FILE-journal, and whoever opens the file after a crash puts them back.
 *
 * SQLite takes the journal away at the commit, or cuts it to nothing: either way its blocks stay on
 * the card as they were, and one journal after the other would tell in which order rows were
 * written. So the file stays at its size (PERSIST), where the next journal is written over it, and
 * in between it is zeros from end to end. That it stays also spares a commit the folder's sync. */
#include "db/db_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

int db_write_zeros(int fd, int64_t from, int64_t to) {
    static const char zeros[65536];
    while (from < to) {
        size_t n = to - from < (int64_t)sizeof(zeros) ? (size_t)(to - from) : sizeof(zeros);
        ssize_t done = pwrite(fd, zeros, n, from);
        if (done < 0 && errno != EINTR)
            return errno;
        if (done > 0)
            from += done;
    }
    return fsync(fd) == 0 ? 0 : errno;
}

bool db_rollback_set_up(struct db *db, const struct db_opts *opts, struct err *err) {
    char sql[64];
    snprintf(sql, sizeof(sql), "PRAGMA page_size=%d", opts->page_size);
    return (!opts->page_size || db_exec(db, err, sql)) &&
           db_exec(db, err,
                   "PRAGMA journal_mode=PERSIST; PRAGMA secure_delete=ON;"
                   "PRAGMA temp_store=MEMORY");
}

static bool is_blank(int fd) {
    static const char zeros[4096];
    char bytes[sizeof(zeros)];
    ssize_t n;
    off_t at = 0;
    while ((n = pread(fd, bytes, sizeof(bytes), at)) > 0 && memcmp(bytes, zeros, (size_t)n) == 0)
        at += n;
    return n == 0;
}

/* SQLite locks the file and never its journal, so closing our descriptor takes no lock away. With
 * the write lock nobody else has a journal, and none can be waiting to be put back. */
bool db_blank_journal(struct db *db, struct err *err) {
    struct str path CLEANUP(str_release) = {0};
    struct stat st;
    str_addf(&path, "%s-journal", sqlite3_db_filename(db->handle, "main"));
    if (!db_begin(db, __func__, err))
        return false;
    int fd = open(str_c(&path), O_RDWR | O_CLOEXEC);
    int why = fd < 0 || fstat(fd, &st) != 0 ? errno : 0;
    if (!why && !is_blank(fd))
        why = db_write_zeros(fd, 0, st.st_size);
    if (fd >= 0)
        close(fd);
    db_rollback(db);
    return !why || why == ENOENT || err_errno(err, why, "cannot clear the journal of %s", db->path);
}
