/* The vault's file: made whole, written in place, replaced when it is nearly full. Why it is so
 * stands in vault.h.
 *
 * SQLite changes a row in place when the new one has the same size, also in a table without rowid;
 * tests/unit/store/test_vault.c holds it to that by the raw bytes. A row must fit into its page:
 * of an index page of 65536 bytes (65536 - 12) * 64 / 255 - 23 = 16422 for each. */
#include "store/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/uuid.h"
#include "store/store_internal.h"

enum {
    SLOTS = 256,
    FEW = 16, /* slots by this are too few to be free */
    PAGE = 65536,
    ROW_BESIDE = 6 + VAULT_KEY + 10 /* its header, its key, its day */
};
_Static_assert(ENVELOPE_SIZE + ROW_BESIDE <= (PAGE - 12) * 64 / 255 - 23,
               "an envelope fits into a page");

#define FILE_NAME "envelopes.db"
#define PART_NAME "envelopes.part.db"

struct vault {
    struct db *db;
    dev_t dev; /* of the file that was opened: growing puts another one in its place */
    ino_t ino;
    off_t size; /* never another, while it is whole */
};

/* ---- times ---- */

static const char *const beside[] = {FILE_NAME, FILE_NAME "-journal", ""};
enum { BESIDE = sizeof beside / sizeof *beside };

static void set_day(const struct store *s, struct date day) {
    char path[PATH_MAX];
    for (size_t i = 0; i < BESIDE; i++) {
        store_path(s->dir, beside[i], path);
        file_set_times(path, date_to_wall(day, 0));
    }
}

/* Reading has moved the time of access alone. */
void vault_rest(struct store *s) {
    char path[PATH_MAX];
    struct stat st;
    for (size_t i = 0; i < BESIDE; i++) {
        store_path(s->dir, beside[i], path);
        if (stat(path, &st) == 0)
            file_set_times(path, st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000);
    }
}

/* ---- opening ---- */

static bool migrate(struct db *db, struct err *err) {
    struct str sql CLEANUP(str_release) = {0};
    str_addf(&sql,
             "PRAGMA application_id=0x54726e65;" /* Trne */
             "CREATE TABLE envelope("
             " id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = %d),"
             " day TEXT NOT NULL CHECK (day = '" VAULT_FREE
             "' OR date(day) IS day)," /* VAULT_FREE: a free slot */
             " sealed BLOB NOT NULL CHECK (length(sealed) = %d)) STRICT, WITHOUT ROWID;"
             "CREATE TRIGGER envelope_is_kept BEFORE DELETE ON envelope"
             " BEGIN SELECT RAISE(ABORT, 'envelopes are never deleted'); END;"
             "CREATE TRIGGER envelope_stays BEFORE UPDATE ON envelope"
             " WHEN OLD.day <> '" VAULT_FREE "' OR NEW.id IS NOT OLD.id"
             " BEGIN SELECT RAISE(ABORT, 'envelopes are never changed'); END;",
             VAULT_KEY, ENVELOPE_SIZE);
    const struct db_migration steps[] = {{1, "envelopes", str_c(&sql)}};
    return db_migrate(db, steps, sizeof steps / sizeof *steps, "%d", err);
}

void vault_close(struct store *s) {
    if (!s->vault)
        return;
    db_close(s->vault->db);
    free(s->vault);
    s->vault = NULL;
    vault_rest(s);
}

static bool exists(const struct store *s) {
    char path[PATH_MAX];
    store_path(s->dir, FILE_NAME, path);
    return file_exists(path);
}

static bool open_file(struct store *s, struct err *err) {
    char path[PATH_MAX];
    struct stat st;
    const struct db_opts opts = {
        .vfs = s->vfs, .read_only = s->read_only, .journal = DB_ROLLBACK, .page_size = PAGE};
    store_path(s->dir, FILE_NAME, path);
    if (stat(path, &st) != 0)
        return err_errno(err, errno, "cannot open %s", FILE_NAME);
    if (st.st_size == 0) /* it takes its place whole, so something has cut it */
        return err_set(err, ERR_DAMAGED, "%s is empty", FILE_NAME);
    struct db *db = db_open(path, &opts, err);
    if (!db || !db_check(db, false, err) || !migrate(db, err)) {
        db_close(db);
        vault_rest(s);
        return false;
    }
    s->vault = xcalloc(1, sizeof *s->vault);
    *s->vault = (struct vault){.db = db, .dev = st.st_dev, .ino = st.st_ino, .size = st.st_size};
    return true;
}

bool vault_is_current(const struct store *s) {
    char path[PATH_MAX];
    struct stat st;
    store_path(s->dir, FILE_NAME, path);
    return s->vault && stat(path, &st) == 0 && st.st_dev == s->vault->dev &&
           st.st_ino == s->vault->ino && st.st_size == s->vault->size;
}

/* ---- making ---- */

/* The keys of all free slots, one behind the other. *ret_slots: how many slots there are in all. */
static bool read_free(struct db *db, struct str *ret, size_t *ret_slots, struct err *err) {
    struct db_rows *r = db_ask(db, "SELECT id, day = '" VAULT_FREE "' FROM envelope", "");
    size_t slots = 0;
    for (; db_next(r); slots++) {
        size_t n;
        const void *key = db_blob(r, 0, &n);
        if (n == VAULT_KEY && db_int(r, 1) != 0)
            str_addn(ret, key, n);
    }
    *ret_slots = slots;
    return db_done(r, err);
}

/* The keys of what is kept of the days after `after`. */
static bool read_later(struct db *db, const char *after, struct str *ret, struct err *err) {
    struct db_rows *r =
        db_ask(db, "SELECT id FROM envelope WHERE day > ? AND day <> '" VAULT_FREE "'", "t", after);
    while (db_next(r)) {
        size_t n;
        const void *key = db_blob(r, 0, &n);
        if (n == VAULT_KEY)
            str_addn(ret, key, n);
    }
    return db_done(r, err);
}

static int by_key(const void *a, const void *b) {
    return memcmp(a, b, VAULT_KEY);
}

static void shuffle(uint32_t *x, uint32_t n) {
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = random_below(i), was = x[i - 1];
        x[i - 1] = x[j];
        x[j] = was;
    }
}

static bool insert(struct db *to, const void *key, const char *day, const void *sealed,
                   struct err *err) {
    return db_run(to, err, "INSERT INTO envelope(id, day, sealed) VALUES(?, ?, ?)", "btb", key,
                  (size_t)VAULT_KEY, day, sealed, (size_t)ENVELOPE_SIZE);
}

static bool insert_free(struct db *to, const void *key, struct err *err) {
    unsigned char filling[ENVELOPE_SIZE];
    random_bytes(filling, sizeof filling);
    return insert(to, key, VAULT_FREE, filling, err);
}

static bool insert_kept(struct db *to, const void *key, struct db *from, const char *old_key,
                        struct err *err) {
    struct db_rows *r = db_ask(from, "SELECT day, sealed FROM envelope WHERE id = ?", "b",
                               (const void *)old_key, (size_t)VAULT_KEY);
    struct err why = {0};
    size_t n = 0;
    const void *sealed = db_next(r) ? db_blob(r, 1, &n) : NULL;
    bool ok = n == ENVELOPE_SIZE && insert(to, key, db_text(r, 0), sealed, err);
    if (!db_done(r, &why))
        return err_set(err, why.kind, "%s", why.text);
    return ok || n == ENVELOPE_SIZE || err_set(err, ERR_DAMAGED, "an envelope is not whole");
}

/* In the order of the new keys; what is kept goes into slots chosen by chance. */
static bool fill(struct db *to, struct db *from, const struct str *kept, uint32_t slots,
                 struct err *err) {
    unsigned char(*key)[VAULT_KEY] = xcalloc(slots, VAULT_KEY);
    uint32_t *what = xcalloc(slots, sizeof *what); /* 0: free, else the n-th of those kept */
    bool ok = db_begin(to, __func__, err);
    for (uint32_t i = 0; i < slots; i++)
        what[i] = i < kept->len / VAULT_KEY ? i + 1 : 0;
    shuffle(what, slots);
    random_bytes(key, (size_t)slots * VAULT_KEY);
    qsort(key, slots, VAULT_KEY, by_key);
    for (uint32_t i = 0; ok && i < slots; i++)
        ok = what[i]
                 ? insert_kept(to, key[i], from, kept->p + (size_t)(what[i] - 1) * VAULT_KEY, err)
                 : insert_free(to, key[i], err);
    free(what);
    free(key);
    return ok && db_commit(to, err);
}

static void remove_part(const struct store *s) {
    char path[PATH_MAX];
    store_path(s->dir, PART_NAME "-journal", path);
    unlink(path);
    store_path(s->dir, PART_NAME, path);
    unlink(path);
}

static bool write_part(struct store *s, struct db *from, const struct str *kept, uint32_t slots,
                       struct err *err) {
    char path[PATH_MAX];
    const struct db_opts opts = {.vfs = s->vfs, .journal = DB_ROLLBACK, .page_size = PAGE};
    store_path(s->dir, PART_NAME, path);
    struct db *to = db_open(path, &opts, err);
    bool ok = to && migrate(to, err) && fill(to, from, kept, slots, err);
    db_close(to);
    return ok;
}

/* What the old file held lies in another order in the new one; its blocks would show both. */
static void overwrite(int fd) {
    static const char zeros[PAGE];
    struct stat st;
    for (off_t at = 0; fstat(fd, &st) == 0 && at < st.st_size;) {
        ssize_t done = pwrite(fd, zeros, sizeof zeros, at);
        if (done <= 0)
            break;
        at += done;
    }
    (void)fsync(fd); /* the file has no name any more: nothing depends on it */
    close(fd);
}

/* A journal that lay beside a file that is gone would be played into the new one. */
static bool take_place(struct store *s, bool replaces, struct err *err) {
    char from[PATH_MAX], to[PATH_MAX], journal[PATH_MAX];
    store_path(s->dir, PART_NAME, from);
    store_path(s->dir, FILE_NAME, to);
    store_path(s->dir, FILE_NAME "-journal", journal);
    if (!replaces && unlink(journal) == 0 && !file_sync_dir(s->dir, err))
        return false;
    int old = replaces ? open(to, O_WRONLY | O_CLOEXEC) : -1;
    bool ok = rename(from, to) == 0 || err_errno(err, errno, "cannot write %s", FILE_NAME);
    ok = ok && file_sync_dir(s->dir, err);
    if (old >= 0 && ok)
        overwrite(old);
    else if (old >= 0)
        close(old);
    return ok;
}

/* A new file, with what `from` (NULL: none) keeps of the days after `after` ("": of all). */
static bool make(struct store *s, struct db *from, const char *after, uint32_t slots,
                 struct err *err) {
    struct str kept CLEANUP(str_release) = {0};
    remove_part(s);
    bool ok = (!from || read_later(from, after, &kept, err)) &&
              write_part(s, from, &kept, slots, err) && take_place(s, from != NULL, err);
    remove_part(s);
    return ok;
}

/* ---- damage ---- */

static bool set_aside(struct store *s, struct err *err) {
    static const char *const parts[] = {"-journal", ""};
    char from[PATH_MAX], to[PATH_MAX], name[64];
    int n = 0;
    vault_close(s);
    do {
        snprintf(name, sizeof name, "envelopes.damaged-%d.db", ++n);
        store_path(s->dir, name, to);
    } while (file_exists(to));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(name, sizeof name, FILE_NAME "%s", parts[i]);
        store_path(s->dir, name, from);
        snprintf(name, sizeof name, "envelopes.damaged-%d.db%s", n, parts[i]);
        store_path(s->dir, name, to);
        if (rename(from, to) != 0 && errno != ENOENT)
            return err_errno(err, errno, "cannot set the damaged %s aside", FILE_NAME);
        if (!file_sync_dir(s->dir, err))
            return false;
    }
    return true;
}

/* Staff are told once of each, at the start after it was set aside. */
static bool tell(struct store *s, char notice[400], struct err *err) {
    char told[24], name[64], path[PATH_MAX];
    if (!store_setting(s, "envelopes_damaged", told, sizeof told, "0", err))
        return false;
    long n = strtol(told, NULL, 10) + 1;
    snprintf(name, sizeof name, "envelopes.damaged-%ld.db", n);
    store_path(s->dir, name, path);
    if (!file_exists(path))
        return true;
    size_t len = strlen(notice);
    snprintf(notice + len, 400 - len,
             "%sThe file of sealed envelopes was damaged. It is kept as %s for the coordinator, "
             "and a new one is begun.",
             len ? " " : "", name);
    snprintf(told, sizeof told, "%ld", n);
    return store_set_setting(s, "envelopes_damaged", told, err);
}

bool vault_look(struct store *s, char notice[400], struct err *err) {
    struct err why = {0};
    if (!store_is_alone(s))
        return true;
    if (exists(s) && !open_file(s, &why) && why.kind == ERR_DAMAGED && !set_aside(s, err))
        return false;
    /* A write that was cut off has been taken back; what stood there for that must go too. */
    bool cleared = s->vault && db_blank_journal(s->vault->db, NULL);
    (void)cleared;
    vault_rest(s);
    return tell(s, notice, err);
}

/* ---- keeping ---- */

/* Opens the file, makes it if there is none, and keeps everybody else from writing. */
static bool lock(struct store *s, struct err *err) {
    for (;;) {
        if (!vault_is_current(s))
            vault_close(s);
        if (!s->vault && !exists(s) && !make(s, NULL, "", SLOTS, err))
            return false;
        if (!s->vault && !open_file(s, err))
            return false;
        bool locked = db_begin(s->vault->db, __func__, err);
        if (vault_is_current(s))
            return locked;
    }
}

/* Locks, and finds the free slots. Where a larger file cannot be had, the last slots will do. */
static bool lock_free(struct store *s, struct str *ret_free, struct err *err) {
    size_t slots;
    if (!lock(s, err) || !read_free(s->vault->db, ret_free, &slots, err))
        return false;
    if (slots < SLOTS)
        return err_set(err, ERR_DAMAGED, "%s has lost slots", FILE_NAME);
    if (ret_free->len / VAULT_KEY >= slots / FEW)
        return true;
    struct err why = {0};
    if (!make(s, s->vault->db, "", 2 * (uint32_t)slots, &why))
        return ret_free->len > 0 || err_set(err, why.kind, "%s", why.text);
    vault_close(s);
    str_cut(ret_free, 0);
    return lock(s, err) && read_free(s->vault->db, ret_free, &slots, err);
}

static bool keep(struct store *s, const char *day, const unsigned char *sealed, struct err *err) {
    struct str slot CLEANUP(str_release) = {0};
    bool ok = lock_free(s, &slot, err);
    if (ok) {
        const char *key =
            slot.p + random_below((uint32_t)(slot.len / VAULT_KEY)) * (size_t)VAULT_KEY;
        ok = db_run(s->vault->db, err, "UPDATE envelope SET day = ?, sealed = ? WHERE id = ?",
                    "tbb", day, (const void *)sealed, (size_t)ENVELOPE_SIZE, (const void *)key,
                    (size_t)VAULT_KEY) &&
             db_commit(s->vault->db, err);
    }
    if (!ok && s->vault)
        db_rollback(s->vault->db);
    /* It is on the card: a journal that could not be cleared is cleared by the next. */
    bool cleared = ok && db_blank_journal(s->vault->db, NULL);
    (void)cleared;
    return ok;
}

static bool choose_day(struct store *s, struct date day, char ret[11], struct err *err) {
    struct date released;
    if (!vault_released(s, &released, err))
        return false;
    if (released.year && date_compare(day, released) <= 0)
        day = date_from_days(date_to_days(released) + 1);
    date_iso(day, ret);
    return true;
}

bool store_keep_envelope(struct store *s, const unsigned char sealed[ENVELOPE_SIZE],
                         struct err *err) {
    char day[11];
    struct err why = {0};
    struct date today = date_of_wall(store_wall(s), NULL);
    if (!choose_day(s, today, day, err))
        return false;
    bool ok = keep(s, day, sealed, &why);
    if (!ok && why.kind == ERR_DAMAGED) /* what was damaged stays; this one finds a new place */
        ok = set_aside(s, &why) && keep(s, day, sealed, &why);
    set_day(s, today);
    return ok || err_set(err, why.kind, "%s", why.text);
}

/* ---- letting go ---- */

/* Is there anything of that day or earlier? *ret_slots: how many slots there are in all. */
static bool any_until(struct store *s, const char *day, bool *ret_any, int64_t *ret_slots,
                      struct err *err) {
    int64_t n;
    bool ok = db_ask_int(s->vault->db, err, ret_slots, 0, "SELECT count(*) FROM envelope", "") &&
              db_ask_int(s->vault->db, err, &n, 0,
                         "SELECT count(*) FROM envelope WHERE day <= ? AND day <> '" VAULT_FREE "'",
                         "t", day);
    *ret_any = ok && n > 0;
    return ok;
}

bool vault_drop(struct store *s, struct date until, struct err *err) {
    char day[11];
    bool any;
    int64_t slots;
    date_iso(until, day);
    if (!exists(s))
        return true;
    bool ok = lock(s, err) && any_until(s, day, &any, &slots, err) &&
              (!any || make(s, s->vault->db, day, (uint32_t)slots, err));
    if (s->vault)
        db_rollback(s->vault->db);
    if (ok && any)
        vault_close(s);
    set_day(s, date_of_wall(store_wall(s), NULL));
    return ok;
}

/* ---- reading ---- */

bool vault_read(struct store *s, struct db **ret, struct err *err) {
    *ret = NULL;
    if (!vault_is_current(s))
        vault_close(s);
    if (!s->vault && exists(s) && !open_file(s, err))
        return false;
    if (s->vault)
        *ret = s->vault->db;
    return true;
}

bool vault_verify(struct store *s, struct err *err) {
    struct db *db;
    int64_t bad = 0;
    if (!vault_read(s, &db, err))
        return false;
    if (!db)
        return true;
    bool ok =
        db_check(db, true, err) &&
        db_ask_int(db, err, &bad, 0,
                   "SELECT count(*) FROM envelope WHERE length(id) <> ?"
                   " OR length(sealed) <> ? OR (day <> '" VAULT_FREE "' AND date(day) IS NOT day)",
                   "ii", (int64_t)VAULT_KEY, (int64_t)ENVELOPE_SIZE);
    vault_rest(s);
    return ok &&
           (!bad || err_set(err, ERR_DAMAGED, "%s: an envelope is not as it was kept", FILE_NAME));
}
