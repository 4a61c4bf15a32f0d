/* Every function of a script says by did() that something is acknowledged; the first thing that
 * fails ends it. What staff do while they count is drawn by seed. */
#include "crash_script.h"

#include <poll.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "../unit/seal/pair_keys.h"
#include "base/file.h"
#include "base/str.h"
#include "db/db.h"
#include "seal/pair.h"
#include "store/sealed_form.h"
#include "store/store_internal.h"
#include "store/submission.h"
#include "store/thread.h"

enum { ROWS = 12, PAGE = 4096 };

/* --- the run --- */

void run_path(const struct run *r, const char *name, char out[128]) {
    snprintf(out, 128, "%s/%s", r->dir, name);
}

void run_boot(struct run *r, const char *boot) {
    STR_COPY(r->clock.boot, boot);
    clock_advance(&r->clock, 1000);
}

void run_init(struct run *r, const char *dir, uint64_t seed) {
    *r = (struct run){.rng = seed};
    STR_COPY(r->dir, dir);
    clock_init_virtual(&r->clock, 1549440000000);
    run_boot(r, "boot-1");
}

void run_record(struct run *r) {
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, (int)r->rng | 1, (sqlite3 *)NULL);
    r->vfs = VFS_CRASH;
    r->log = vfs_crash_record(r->dir);
}

void run_free(struct run *r) {
    vfs_crash_stop();
    store_close(r->s);
    vfs_crash_free(r->log);
    history_free(&r->h);
}

/* After each thing that a script does: it is acknowledged now, or the script ends. */
static bool did(struct run *r, bool ok, const char *what) {
    char path[128];
    struct str known CLEANUP(str_release) = {0};
    if (!ok)
        return err_prefix(&r->err, "%s", what);
    if (!r->log)
        return true;
    run_path(r, "kiosk.db", path);
    if (!known_in(path, &known, &r->err))
        return false;
    if (!r->h.n) /* to start changes nothing that anybody knows */
        history_add(&r->h, "nothing yet", 0, &known);
    history_add(&r->h, what, vfs_crash_ops(r->log), &known);
    return true;
}

bool run_start(struct run *r, char notice[400]) {
    struct store_opts opts = {.clock = &r->clock, .vfs = r->vfs};
    r->s = store_open(r->dir, &opts, notice, &r->err);
    return did(r, r->s, "start");
}

static bool start(struct run *r) {
    return run_start(r, NULL);
}

static bool stop(struct run *r) {
    store_close(r->s);
    r->s = NULL;
    return did(r, true, "stop");
}

/* --- what is done --- */

static bool import(struct run *r, const char *topic, int rows) {
    struct import_row row[2 * ROWS];
    char uid[2 * ROWS][16];
    struct import_result res;
    for (int i = 0; i < rows; i++) {
        snprintf(uid[i], sizeof(uid[i]), "u%d", i + 1);
        row[i] = (struct import_row){.session = {.uid = uid[i],
                                                 .actions = "1.2;1.3",
                                                 .date = {2019, 2, 6},
                                                 .date_text = "",
                                                 .venue = "Hall",
                                                 .event_type = "",
                                                 .topic = topic,
                                                 .audience = "",
                                                 .year_group = "9",
                                                 .deliverer = "",
                                                 .form = "",
                                                 .ward = "",
                                                 .note = ""},
                                     .change = CHANGE_NEW};
    }
    struct complaint c = {.rule = "weekend", .what = "A Sunday.", .todo = "Check it.", .row = 3};
    struct import im = {.kind = IMPORT_PROGRAMME,
                        .file = "programme.csv",
                        .row = row,
                        .rows = (size_t)rows,
                        .complaint = &c,
                        .complaints = 1};
    return did(r, store_apply_import(r->s, &im, &res, &r->err), "import");
}

static bool mark(struct run *r, enum mark_kind kind, int32_t n, int32_t undoes, int32_t *ret_seq) {
    static const char *const what[] = {"add", "undo", "exact"};
    return did(r, store_mark(r->s, 1, kind, "y9", n, undoes, ret_seq, &r->err), what[kind]);
}

static bool open_session(struct run *r) {
    bool opened =
        store_open_session(r->s, 1, &r->err) || store_reopen_session(r->s, 1, "One more", &r->err);
    return did(r, opened, "open session");
}

static bool close_session(struct run *r) {
    struct closing c = {.qualifier = COUNT_ABOUT, .note = "all well", .deliverer = "Host"};
    return did(r, store_close_session(r->s, 1, &c, &r->err), "close session");
}

static bool backup(struct run *r) {
    char path[128];
    run_path(r, "copy.db", path);
    if (!did(r, store_backup(r->s, path, &r->err), "backup"))
        return false;
    if (r->log)
        r->h.step[r->h.n - 1].copied = true;
    return true;
}

/* Of a form with a key of its own, which is remembered with the first. */
static bool seal(struct run *r) {
    static const char record[64] = "sealed";
    struct sealed_submission x = {.form = r->filled % 2 ? "parents" : "visit",
                                  .version = "1",
                                  .session = 1,
                                  .manifest = "<data encrypted=\"yes\"/>",
                                  .manifest_n = 23,
                                  .record = record,
                                  .record_n = sizeof record};
    snprintf(x.id, sizeof x.id, "%08x-0000-4000-8000-%012x",
             (unsigned)vfs_crash_below(&r->rng, 1 << 30), (unsigned)++r->filled);
    return did(r, store_submit_sealed(r->s, &x, &r->err), "sealed");
}

/* Staff begin a form, and finish another. */
static bool fill_in(struct run *r) {
    struct draft d = {.form = "register", .session = 1, .version = "1", .place = "/data/a"};
    struct submission x = {
        .form = "feedback", .version = "1", .session = 1, .doubt = "", .xml = "<data/>", .len = 7};
    snprintf(x.id, sizeof x.id, "%08x-0000-4000-8000-%012x",
             (unsigned)vfs_crash_below(&r->rng, 1 << 30), (unsigned)++r->filled);
    str_add(&d.xml, "<data/>");
    bool ok = store_keep_draft(r->s, &d, &r->err);
    str_release(&d.xml);
    return did(r, ok, "draft") && did(r, store_submit(r->s, &x, &r->err), "filled in") && seal(r);
}

/* One of the things that staff do while they count. */
static bool count_something(struct run *r) {
    static const char *const bands[] = {"y7", "y8", "y10", "y11"};
    struct store *s = r->s;
    int32_t seq, n = 1 + (int32_t)vfs_crash_below(&r->rng, 60);
    switch (vfs_crash_below(&r->rng, 11)) {
    case 0:
        return mark(r, MARK_ADD, n, 0, &seq) && mark(r, MARK_UNDO, 0, seq, &seq);
    case 1:
        return mark(r, MARK_EXACT, n, 0, &seq);
    case 2:
        return did(r, store_add_band(s, 1, bands[n % 4], &r->err), "add band");
    case 3:
        return did(r, store_set_qualifier(s, 1, n % 2 ? COUNT_ABOUT : COUNT_EXACT, &r->err),
                   "qualifier");
    case 4:
        return did(r, store_set_class_size(s, 1, n, &r->err), "class size");
    case 5:
        return close_session(r) && open_session(r);
    case 6:
        return did(r, db_checkpoint(store_db(s), 0, &r->err), "checkpoint");
    case 7:
        return did(r, store_set_setting(s, "event", n % 2 ? "A" : "B", &r->err), "setting");
    case 8:
        return fill_in(r);
    }
    return mark(r, MARK_ADD, n, 0, &seq);
}

static bool count(struct run *r, int things) {
    bool ok = true;
    for (int i = 0; ok && i < things; i++)
        ok = count_something(r);
    return ok;
}

/* --- the scripts --- */

static bool prepare_programme(struct run *r) {
    return start(r) && import(r, "knives", ROWS) && open_session(r) && count(r, 5) && stop(r);
}

static bool first_day(struct run *r) {
    return start(r) && import(r, "knives", ROWS) && open_session(r) && count(r, 8) &&
           close_session(r) && stop(r);
}

static bool counting(struct run *r) {
    return start(r) && open_session(r) && count(r, 20) && close_session(r) && open_session(r) &&
           count(r, 3);
}

static bool importing(struct run *r) {
    return start(r) && count(r, 2) && import(r, "online safety", 2 * ROWS) && count(r, 2) &&
           did(r, store_complaint_done(r->s, 1, true, &r->err), "worked off") &&
           import(r, "knives", ROWS) && stop(r);
}

/* Two boots: what the second confirms moves its own records only. */
static bool keeping(struct run *r) {
    struct date d = {2019, 2, 8};
    if (!(start(r) && count(r, 3) && backup(r) && count(r, 2) && backup(r) && stop(r)))
        return false;
    run_boot(r, "boot-2");
    return start(r) && count(r, 3) &&
           did(r, store_confirm_date(r->s, d, &r->err), "confirm date") && count(r, 2) &&
           did(r, db_checkpoint(store_db(r->s), 0, &r->err), "checkpoint") && count(r, 2) &&
           stop(r);
}

static bool codes(struct run *r) {
    enum role role;
    int wait;
    return start(r) && did(r, store_set_codes(r->s, "736201", "a long phrase", &r->err), "codes") &&
           did(r, store_try_code(r->s, "111112", &role, &wait, &r->err), "wrong code") && stop(r);
}

enum { OF_ADULTS = ROWS + 1 };

static bool prepare_adults(struct run *r) {
    return start(r) && import(r, "knives", ROWS) && open_session(r) &&
           db_exec(store_db(r->s), &r->err,
                   "INSERT INTO session(uid, date, audience, pupils) VALUES"
                   "('adults', '2019-02-06', 'professionals', 0)") &&
           store_open_session(r->s, OF_ADULTS, &r->err) && stop(r);
}

static bool set_key(struct run *r, const char *pem) {
    struct pair_key *k = pair_read_public(pem, strlen(pem), &r->err);
    bool ok = k && store_set_public_key(r->s, k, &r->err);
    pair_free(k);
    return did(r, ok, "key");
}

static bool sign_in(struct run *r) {
    struct check_in c;
    const struct sign_in who = {"Joan Unseen", "Borough Council", "joan@council.example"};
    int32_t seq;
    return did(r, store_sign_in(r->s, OF_ADULTS, &who, &c, &r->err), "sign in") &&
           (c.seq % 2 ||
            did(r, store_mark(r->s, OF_ADULTS, MARK_UNDO, NULL, 0, c.seq, &seq, &r->err), "undo"));
}

/* Nobody is in: it is the coordinator's key that seals. */
static bool signing(struct run *r) {
    return start(r) && set_key(r, pair_public_pem) && sign_in(r) && sign_in(r) && sign_in(r) &&
           set_key(r, pair_other_pem) && sign_in(r) && stop(r);
}

/* --- the thread: taps that wait together share a transaction --- */

enum { KIND_OPENED, KIND_HOLD, KIND_MARK, GROUP = 10, GROUPS = 6 };

struct held {
    sem_t *entered, *gate;
};

static enum job_result run_hold(struct store *s, void *value, struct err *err) {
    (void)s, (void)err;
    struct held *h = value;
    sem_post(h->entered);
    sem_wait(h->gate);
    return JOB_DONE;
}

static enum job_result run_mark(struct store *s, void *value, struct err *err) {
    return store_mark(s, 1, MARK_ADD, "y9", 1, 0, value, err) ? JOB_DONE : JOB_FAILED;
}

static bool answers(struct run *r, struct store_thread *t, int n) {
    bool ok = true;
    for (int i = 0; i < n; i++) {
        struct pollfd p = {.fd = store_thread_fd(t), .events = POLLIN};
        struct answer a;
        while (!store_thread_answer(t, &a))
            ASSERT(poll(&p, 1, 10000) == 1);
        if (!a.ok)
            r->err = a.err;
        ok &= a.ok;
    }
    return ok;
}

static bool group(struct run *r, struct store_thread *t) {
    struct job hold = {.run = run_hold, .kind = KIND_HOLD};
    struct job tap = {.run = run_mark, .kind = KIND_MARK, .writes = true};
    sem_t entered, gate;
    sem_init(&entered, 0, 0);
    sem_init(&gate, 0, 0);
    memcpy(hold.value, &(struct held){&entered, &gate}, sizeof(struct held));
    ASSERT(store_thread_post(t, &hold));
    sem_wait(&entered);
    for (int i = 0; i < GROUP; i++)
        ASSERT(store_thread_post(t, &tap));
    sem_post(&gate);
    bool ok = did(r, answers(r, t, 1 + GROUP), "group of taps");
    sem_destroy(&entered);
    sem_destroy(&gate);
    return ok;
}

static bool by_thread(struct run *r) {
    struct store_opts opts = {.clock = &r->clock, .vfs = r->vfs};
    struct store_thread *t = store_thread_start(r->dir, &opts, KIND_OPENED);
    bool ok = did(r, answers(r, t, 1), "start");
    for (int i = 0; ok && i < GROUPS; i++)
        ok = group(r, t);
    store_thread_stop(t);
    return ok && did(r, true, "stop");
}

static bool prepare_open_session(struct run *r) {
    return start(r) && import(r, "knives", ROWS) && open_session(r) && stop(r);
}

/* --- a damaged file --- */

enum { FILE_MAX = 64 << 20 };

/* The file and its log as they are in the middle of the day, not as a good end leaves them: the log
 * is full of steps that are not in the file yet. The page where the actions of the programme stand
 * is gone. */
static bool stop_damaged(struct run *r, int64_t page) {
    char db[128], wal[128], running[128];
    struct str file CLEANUP(str_release) = {0}, log CLEANUP(str_release) = {0};
    run_path(r, "kiosk.db", db);
    run_path(r, "kiosk.db-wal", wal);
    run_path(r, "kiosk.running", running);
    if (!file_read(db, FILE_MAX, &file, &r->err) || !file_read(wal, FILE_MAX, &log, &r->err))
        return false;
    memset(file.p + (page - 1) * PAGE, 0x55, PAGE);
    return stop(r) && file_write_whole(db, file.p, file.len, &r->err) &&
           file_write_whole(wal, log.p, log.len, &r->err) &&
           file_write_whole(running, "1", 1, &r->err);
}

/* Every other round there is a backup, so that nothing needs to be lost. */
static bool prepare_damage(struct run *r) {
    char path[128];
    int64_t page = 0;
    run_path(r, "backups/a.db", path);
    return prepare_open_session(r) && start(r) &&
           db_ask_int(store_db(r->s), &r->err, &page, 0,
                      "SELECT rootpage FROM sqlite_schema WHERE name = 'session_action'", "") &&
           (r->rng % 2 || store_backup(r->s, path, &r->err)) && count(r, 6) &&
           stop_damaged(r, page);
}

static bool recovering(struct run *r) {
    char notice[400];
    bool ok = run_start(r, notice);
    if (ok && !notice[0])
        return err_set(&r->err, ERR_WORLD, "the damage was not noticed");
    return ok && did(r, store_set_setting(r->s, "event", "C", &r->err), "setting") && stop(r);
}

/* --- a newer program --- */

bool script_migrate(struct run *r, struct db *db) {
    struct db_migration step[32];
    const struct db_migration *known;
    char before[128];
    size_t n = store_migrations(&known);
    ASSERT(n < sizeof(step) / sizeof(step[0]));
    memcpy(step, known, n * sizeof(*known));
    step[n] = (struct db_migration){
        known[n - 1].number + 1, "made up",
        "ALTER TABLE session ADD COLUMN room TEXT NOT NULL DEFAULT 'Hall';"
        "CREATE TABLE visit(session INTEGER, heads INTEGER, PRIMARY KEY(session)) STRICT;"
        "INSERT INTO visit SELECT session, sum(n) FROM mark GROUP BY session;"
        "CREATE INDEX visit_heads ON visit(heads); DROP INDEX session_order"};
    run_path(r, "backups/before-%d.db", before);
    return db_migrate(db, step, n + 1, before, &r->err);
}

static bool migrating(struct run *r) {
    char path[128];
    struct db_opts opts = {.vfs = r->vfs};
    run_path(r, "kiosk.db", path);
    struct db *db = db_open(path, &opts, &r->err);
    bool ok = did(r, db, "open") && did(r, script_migrate(r, db), "migrate");
    db_close(db);
    return ok && did(r, true, "close");
}

/* --- all of them --- */

bool script_go_on(struct run *r) {
    int64_t sessions = 0;
    int32_t seq;
    bool ok = db_ask_int(store_db(r->s), &r->err, &sessions, 0, "SELECT count(*) FROM session", "");
    return ok && (sessions || import(r, "knives", ROWS)) && open_session(r) &&
           did(r, store_add_band(r->s, 1, "y9", &r->err), "add band") &&
           mark(r, MARK_ADD, 28, 0, &seq) && mark(r, MARK_UNDO, 0, seq, &seq) && backup(r) &&
           mark(r, MARK_ADD, 3, 0, &seq) && close_session(r) &&
           did(r, store_verify(r->s, &r->err), "verify") && stop(r);
}

static const struct script list[] = {
    {"first day", NULL, first_day, IS_STORE},
    {"counting", prepare_programme, counting, IS_STORE},
    {"importing", prepare_programme, importing, IS_STORE},
    {"keeping", prepare_programme, keeping, IS_STORE},
    {"by thread", prepare_open_session, by_thread, IS_STORE},
    {"migrating", prepare_programme, migrating, IS_MIGRATED},
    {"recovering", prepare_damage, recovering, IS_DAMAGED},
    {"codes", NULL, codes, IS_STORE},
    {"signing", prepare_adults, signing, IS_STORE},
};

const struct script *script_list(size_t *ret_n) {
    *ret_n = sizeof(list) / sizeof(list[0]);
    return list;
}
