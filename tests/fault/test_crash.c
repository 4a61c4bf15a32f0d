/* The power goes, anywhere, and the disk loses what it had not confirmed (vfs_crash.h says how).
 *
 * Scripts run once each, recorded; then each seed cuts one of them at some operation, puts what the
 * disk kept into an empty folder, and opens the store there. What must hold: all that was
 * acknowledged is there, what was being done is there whole or not at all, nothing needs repair,
 * the promises hold, and the day goes on. Some go on recorded, and the power goes again.
 *
 * TURNOUT_LONG=1 takes 10,000 seeds; TURNOUT_SEED=n only that one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../folder.h"
#include "base/file.h"
#include "base/str.h"
#include "crash_history.h"
#include "crash_script.h"
#include "db/db.h"
#include "store/store_internal.h"
#include "vfs_crash.h"
#include "vfs_crash_doors.h"

enum { SEEDS = 300, SEEDS_LONG = 10000, SEEDS_A_ROUND = 100, SEEDS_OF_NAMES = 1000000, LIES = 64 };

/* --- folders --- */

struct place {
    char base[64], live[80], image[80], again[80];
    size_t cuts, arrived; /* of these, the step in the middle had arrived */
};

static int set_up(void **state) {
    struct place *p = calloc(1, sizeof(*p));
    folder_new(p->base, sizeof p->base, "crash");
    snprintf(p->live, sizeof(p->live), "%s/live", p->base);
    snprintf(p->image, sizeof(p->image), "%s/image", p->base);
    snprintf(p->again, sizeof(p->again), "%s/again", p->base);
    vfs_crash_register();
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct place *p = *state;
    folder_remove(p->base);
    free(p);
    return 0;
}

/* --- what must hold --- */

/* One cut: what was recorded, and the moment. */
struct cut {
    const struct script *script;
    const struct vfs_crash_log *log;
    const struct history *h;
    const struct str *copy; /* what the copy held before the recording; NULL: there was none */
    size_t op;
};

static bool copy_is(const char *path, const struct str *should, struct err *err) {
    struct str known CLEANUP(str_release) = {0};
    struct db_opts opts = {.read_only = true};
    struct db *db = db_open(path, &opts, err);
    bool ok = db && db_check(db, true, err);
    db_close(db);
    if (!ok || !known_in(path, &known, err))
        return false;
    return strcmp(str_c(&known), str_c(should)) == 0 ||
           err_set(err, ERR_DAMAGED, "the copy is not what was copied");
}

/* The last copy that was acknowledged is there, or the next one is, whole. */
static bool check_copy(const struct run *r, const struct cut *c, struct err *err) {
    char path[128];
    size_t at = history_at(c->h, c->op), last = at + 1, next = at + 1;
    while (last > 0 && !c->h->step[last - 1].copied)
        last--;
    run_path(r, "copy.db", path);
    const struct str *should = last ? &c->h->step[last - 1].known : c->copy;
    if (!file_exists(path))
        return !should || err_set(err, ERR_MISSING, "the copy is gone");
    if (should && copy_is(path, should, err))
        return true;
    if (next < c->h->n && c->h->step[next].copied)
        return copy_is(path, &c->h->step[next].known, err);
    return !should && err_set(err, ERR_DAMAGED, "there is a copy that nobody made");
}

static bool check_known(struct run *r, const struct cut *c, size_t *ret_step) {
    char path[128];
    struct str known CLEANUP(str_release) = {0};
    run_path(r, "kiosk.db", path);
    return known_in(path, &known, &r->err) &&
           history_allows(c->h, c->op, &known, ret_step, &r->err);
}

static bool check_store(struct run *r, const struct cut *c, size_t *ret_step) {
    char notice[400], damaged[128];
    run_boot(r, "boot-after");
    if (!run_start(r, notice))
        return false;
    if (notice[0] && c->script->kind != IS_DAMAGED)
        return err_set(&r->err, ERR_DAMAGED, "%.300s", notice);
    run_path(r, "kiosk.damaged-1.db", damaged);
    if (c->script->kind == IS_DAMAGED && !file_exists(damaged))
        return err_set(&r->err, ERR_DAMAGED, "what was damaged was not kept");
    return check_known(r, c, ret_step) && store_verify(r->s, &r->err) &&
           check_copy(r, c, &r->err) && script_go_on(r);
}

/* Old or new; and before it is new, the old one is safe beside it. */
static bool check_migrated(struct run *r, const struct cut *c, size_t *ret_step) {
    char path[128], name[64];
    struct db_opts opts = {.wal_bytes = 1};
    run_path(r, "kiosk.db", path);
    struct db *db = db_open(path, &opts, &r->err);
    const struct str *old = &c->h->step[0].known, *new = &c->h->step[c->h->n - 1].known;
    bool ok = db && db_check(db, true, &r->err) && check_known(r, c, ret_step);
    const struct db_migration *known;
    size_t n = store_migrations(&known);
    snprintf(name, sizeof(name), "backups/before-%d.db", known[n - 1].number);
    run_path(r, name, path);
    if (ok && strcmp(str_c(&c->h->step[*ret_step].known), str_c(old)) != 0)
        ok = copy_is(path, old, &r->err);
    ok = ok && script_migrate(r, db) && copy_is(path, old, &r->err);
    db_close(db);
    run_path(r, "kiosk.db", path);
    return ok && copy_is(path, new, &r->err);
}

static bool check(const struct cut *c, const char *dir, size_t *ret_step, struct err *err) {
    struct run r;
    run_init(&r, dir, 0);
    bool ok = c->script->kind == IS_MIGRATED ? check_migrated(&r, c, ret_step)
                                             : check_store(&r, c, ret_step);
    *err = r.err;
    run_free(&r);
    return ok;
}

/* --- cutting --- */

/* Each step has the same share, however much it writes; and two thirds of the cuts are in syncs, so
 * that the long rows of writes do not get all of them. From SEEDS_OF_NAMES on, the cuts are in the
 * syncs of a folder, one after the other. */
static size_t choose_op(const struct vfs_crash_log *log, const struct history *h, uint64_t seed,
                        uint64_t *rng) {
    size_t n, step = 1 + vfs_crash_below(rng, (uint32_t)h->n - 1);
    size_t from = h->step[step - 1].done, to = h->step[step].done;
    size_t op = from + vfs_crash_below(rng, (uint32_t)(to - from) + 1);
    uint32_t where = vfs_crash_below(rng, 3);
    (void)script_list(&n);
    if (seed >= SEEDS_OF_NAMES)
        return vfs_crash_folder_sync(log, (seed - SEEDS_OF_NAMES) / n);
    return where ? vfs_crash_next_sync(log, op, where == 2) : op;
}

/* Every fourth, by a draw of its own: the seed itself says which script it is, and other draws what
 * is cut. */
static bool is_cut_again(uint64_t seed) {
    uint64_t rng = -seed;
    return vfs_crash_below(&rng, 4) == 0;
}

static bool cut_again(struct place *p, const struct cut *before, uint64_t seed, struct err *err);

static bool cut_one(struct place *p, const struct script *script, const struct run *r,
                    uint64_t seed, enum vfs_crash_sync sync) {
    uint64_t rng = seed;
    struct cut c = {
        .script = script, .log = r->log, .h = &r->h, .op = choose_op(r->log, &r->h, seed, &rng)};
    struct err err = {0};
    size_t step = 0;
    folder_empty(p->image);
    vfs_crash_cut(c.log, c.op, rng, sync, p->image);
    bool ok = check(&c, p->image, &step, &err);
    p->cuts++;
    p->arrived += ok && step > history_at(c.h, c.op);
    if (ok && is_cut_again(seed) && script->kind == IS_STORE) {
        folder_empty(p->image);
        vfs_crash_cut(c.log, c.op, rng, sync, p->image);
        ok = cut_again(p, &c, seed, &err);
    }
    if (!ok && sync == SYNC_HONEST) {
        char what[128];
        vfs_crash_describe(c.log, c.op, what, sizeof(what));
        fail_msg("TURNOUT_SEED=%llu: '%s' cut at operation %zu of %zu (%s): %s",
                 (unsigned long long)seed, script->name, c.op, vfs_crash_ops(c.log), what,
                 err.text);
    }
    return ok;
}

/* The power comes back, the kiosk starts, somebody counts, and it goes again. */
static bool cut_again(struct place *p, const struct cut *before, uint64_t seed, struct err *err) {
    struct run r;
    char path[128];
    struct str copy CLEANUP(str_release) = {0};
    uint64_t rng = ~seed;
    size_t step;
    run_init(&r, p->image, seed);
    run_boot(&r, "boot-between");
    run_path(&r, "copy.db", path);
    bool copied = file_exists(path);
    if (copied && !known_in(path, &copy, err))
        return false;
    run_record(&r);
    bool ok = run_start(&r, NULL) && script_go_on(&r);
    vfs_crash_stop();
    *err = r.err;
    if (ok) {
        struct cut c = {
            .script = before->script, .log = r.log, .h = &r.h, .copy = copied ? &copy : NULL};
        c.op = choose_op(r.log, &r.h, 0, &rng);
        folder_empty(p->again);
        vfs_crash_cut(c.log, c.op, rng, SYNC_HONEST, p->again);
        ok = check(&c, p->again, &step, err);
    }
    run_free(&r);
    return ok || err_prefix(err, "the second time");
}

static void record(struct place *p, const struct script *script, uint64_t seed, struct run *r) {
    folder_empty(p->live);
    run_init(r, p->live, seed);
    if (script->prepare && !script->prepare(r))
        fail_msg("%s: %s", script->name, r->err.text);
    run_record(r);
    if (!script->play(r))
        fail_msg("%s: %s", script->name, r->err.text);
    vfs_crash_stop();
}

/* Those of the seeds from `from` to `to` that belong to this script. Returns how many cuts were not
 * survived. */
static size_t cut_script(struct place *p, size_t i, uint64_t from, uint64_t to,
                         enum vfs_crash_sync sync) {
    size_t n, lost = 0;
    const struct script *script = &script_list(&n)[i];
    uint64_t seed = from + (i + n - from % n) % n;
    struct run r;
    if (seed >= to)
        return 0;
    record(p, script, seed / SEEDS_A_ROUND, &r);
    for (; seed < to; seed += n)
        lost += !cut_one(p, script, &r, seed, sync);
    run_free(&r);
    return lost;
}

static size_t cut_round(struct place *p, uint64_t from, uint64_t to, enum vfs_crash_sync sync) {
    size_t n, lost = 0;
    (void)script_list(&n);
    for (size_t i = 0; i < n; i++)
        lost += cut_script(p, i, from, to, sync);
    return lost;
}

static void test_the_power_goes(void **state) {
    struct place *p = *state;
    const char *one = getenv("TURNOUT_SEED");
    uint64_t from = one ? strtoull(one, NULL, 10) : 0;
    uint64_t end = one ? from + 1 : getenv("TURNOUT_LONG") ? SEEDS_LONG : SEEDS;
    while (from < end) {
        uint64_t to = (from / SEEDS_A_ROUND + 1) * SEEDS_A_ROUND;
        assert_int_equal(cut_round(p, from, to < end ? to : end, SYNC_HONEST), 0);
        from = to;
    }
    print_message("%zu cuts, %zu after what was being done had arrived\n", p->cuts, p->arrived);
    assert_true(one || (p->arrived > 0 && p->arrived < p->cuts));
}

/* A recovery moves files. Whatever order the folder keeps, the damaged one is still there, and no
 * log comes to lie beside a file that is not its own. */
static void test_a_recovery_loses_no_name(void **state) {
    struct place *p = *state;
    uint64_t seeds = getenv("TURNOUT_LONG") ? SEEDS_LONG : 10 * SEEDS_A_ROUND;
    size_t n, i = 0;
    const struct script *script = script_list(&n);
    while (script[i].kind != IS_DAMAGED)
        i++;
    for (uint64_t s = SEEDS_OF_NAMES; s < SEEDS_OF_NAMES + seeds; s += SEEDS_A_ROUND)
        assert_int_equal(cut_script(p, i, s, s + SEEDS_A_ROUND, SYNC_HONEST), 0);
}

/* --- the check itself: disks that lie must be found out --- */

static void test_a_disk_that_ignores_syncs_is_noticed(void **state) {
    size_t lost = cut_round(*state, 0, LIES, SYNC_IGNORED);
    print_message("%zu of %d cuts lost something\n", lost, LIES);
    assert_true(lost > LIES / 4);
}

/* What synchronous=NORMAL would risk. */
static void test_a_log_that_is_not_synced_is_noticed(void **state) {
    size_t lost = cut_round(*state, 0, LIES, SYNC_WAL_IGNORED);
    print_message("%zu of %d cuts lost something\n", lost, LIES);
    assert_true(lost > LIES / 4);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_the_power_goes),
        TEST(test_a_recovery_loses_no_name),
        TEST(test_a_disk_that_ignores_syncs_is_noticed),
        TEST(test_a_log_that_is_not_synced_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
